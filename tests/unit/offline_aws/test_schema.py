"""The schema room: store, protocol messages, official notation, and their fidelity to the real provider's schema."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mautic_fargate.offline_aws.pack import CACHE_VARIABLE, Pack, write_pack
from mautic_fargate.offline_aws.schema import official, protobuf
from mautic_fargate.offline_aws.schema.store import SchemaStore, load, providers
from mautic_fargate.offline_aws.wire.stubs import pb

ROOT = Path(__file__).parents[3]
sys.path.insert(0, str(ROOT / "development"))

import fidelity_schema  # noqa: E402

OTHERS = ["archive", "external", "http", "local", "null", "random", "time", "tls"]
FLAGS = ("required", "optional", "computed", "sensitive", "write_only", "deprecated")

THING = {
    "version": 2,
    "block": {
        "deprecated": True,
        "attributes": {
            "name": {"type": "string", "required": True},
            "key_wo": {"type": "string", "optional": True, "write_only": True, "sensitive": True},
            "tags": {"type": ["map", "string"], "optional": True, "computed": True, "description_kind": "markdown"},
            "old": {"type": ["list", ["object", {"a": "bool"}]], "computed": True, "deprecated": True},
        },
        "block_types": {
            "rule": {"nesting_mode": "set", "min_items": 1, "max_items": 3, "block": {}},
            "timeouts": {
                "nesting_mode": "single",
                "block": {"attributes": {"create": {"type": "string", "optional": True}}},
            },
        },
    },
}
JOIN = {
    "return_type": "string",
    "summary": "Joins",
    "parameters": [{"name": "by", "type": "string", "is_nullable": True}],
    "variadic_parameter": {"name": "parts", "type": "dynamic"},
}


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SchemaStore:
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    entries: dict[tuple[str, str], Any] = {
        ("meta", ""): {"address": "example/thing", "version": "1.2.3"},
        ("provider", ""): {"version": 0, "block": {"attributes": {"region": {"type": "string", "optional": True}}}},
        ("resource", "thing_one"): THING,
        ("ephemeral", "thing_one"): {"version": 0, "block": {}},
        ("function", "join"): JOIN,
    }
    write_pack(tmp_path / "thing.jsonl.xz", entries)
    return SchemaStore(Pack(tmp_path / "thing.jsonl.xz"))


def as_document(message: Any) -> dict[str, Any]:
    """A `Schema` message in the notation of the pack: the reverse of what the room does."""
    return {"version": message.version, "block": block_document(message.block)}


def block_document(message: Any) -> dict[str, Any]:
    attributes, blocks = {}, {}
    for attribute in message.attributes:
        flags = {flag: True for flag in FLAGS if getattr(attribute, flag)}
        kind = {"description_kind": "markdown"} if attribute.description_kind else {}
        attributes[attribute.name] = {"type": json.loads(attribute.type)} | flags | kind
    for block in message.block_types:
        limits = {name: getattr(block, name) for name in ("min_items", "max_items") if getattr(block, name)}
        mode = pb.Schema.NestedBlock.NestingMode.Name(block.nesting).lower()
        blocks[block.type_name] = {"nesting_mode": mode, "block": block_document(block.block)} | limits
    return {
        **({"attributes": attributes} if attributes else {}),
        **({"block_types": blocks} if blocks else {}),
        **({"deprecated": True} if message.deprecated else {}),
    }


class TestStore:
    def test_reads_a_type_with_everything_it_says(self, small: SchemaStore) -> None:
        thing = small.resource("thing_one")
        assert thing is not None
        assert (thing.kind, thing.name, thing.version, thing.block.deprecated) == ("resource", "thing_one", 2, True)
        assert thing.block.attributes["key_wo"].write_only
        assert thing.block.attributes["key_wo"].sensitive
        assert thing.block.attributes["old"].type == ["list", ["object", {"a": "bool"}]]
        assert (thing.block.blocks["rule"].min_items, thing.block.blocks["rule"].max_items) == (1, 3)

    def test_keeps_what_was_read(self, small: SchemaStore) -> None:
        assert small.resource("thing_one") is small.get("resource", "thing_one")

    def test_kinds_have_names_of_their_own(self, small: SchemaStore) -> None:
        assert small.names("resource") == ["thing_one"]
        assert small.data("thing_one") is None
        assert small.ephemeral("thing_one") != small.resource("thing_one")

    def test_says_whose_schemas_they_are(self, small: SchemaStore) -> None:
        assert (small.address, small.version) == ("example/thing", "1.2.3")
        assert list(small.provider().block.attributes) == ["region"]

    def test_functions(self, small: SchemaStore) -> None:
        join = small.functions()["join"]
        assert [(each.name, each.type, each.allow_null) for each in join.parameters] == [("by", "string", True)]
        assert join.variadic is not None
        assert (join.variadic.name, join.return_type, join.summary) == ("parts", "string", "Joins")

    def test_an_unknown_provider_is_an_error_that_names_the_known_ones(self) -> None:
        with pytest.raises(LookupError, match=r"'azurerm'.*aws.*random"):
            load("azurerm")


class TestShipped:
    def test_providers(self) -> None:
        assert providers() == sorted(["aws", *OTHERS])

    def test_aws_is_whole(self) -> None:
        aws = load("aws")
        assert aws.address == "hashicorp/aws"
        assert aws.version.startswith("6.")
        assert len(aws.names("resource")) + len(aws.meta["missing"]) > 1700
        assert len(aws.names("data")) > 650
        assert "aws_ssm_parameter" in aws.names("ephemeral")
        assert {"arn_build", "arn_parse", "trim_iam_role_path", "user_agent"} <= aws.functions().keys()

    def test_a_type_that_is_not_known_whole_is_left_out_and_listed(self) -> None:
        aws = load("aws")
        assert "resource aws_quicksight_dashboard" in aws.meta["missing"]
        assert aws.resource("aws_quicksight_dashboard") is None

    @pytest.mark.parametrize(
        ("provider", "kind", "name", "attribute"),
        [
            ("aws", "resource", "aws_db_instance", "password"),
            ("random", "resource", "random_password", "result"),
            ("random", "ephemeral", "random_password", "result"),
            ("tls", "resource", "tls_private_key", "private_key_pem"),
            ("local", "data", "local_sensitive_file", "content"),
        ],
    )
    def test_secrets_are_sensitive(self, provider: str, kind: Any, name: str, attribute: str) -> None:
        found = load(provider).get(kind, name)
        assert found is not None
        assert found.block.attributes[attribute].sensitive

    def test_write_only_arguments(self) -> None:
        found = load("aws").resource("aws_db_instance")
        assert found is not None
        assert [each.name for each in found.block.attributes.values() if each.write_only] == ["password_wo"]

    @pytest.mark.parametrize(("name", "groups"), [("aws_wafv2_web_acl", True), ("aws_wafv2_rule_group", False)])
    def test_statements_of_web_acls(self, name: str, groups: bool) -> None:
        found = load("aws").resource(name)
        assert found is not None
        rule = found.block.blocks["rule"].block
        statement = rule.blocks["statement"]
        assert "statement" not in rule.attributes
        assert (statement.nesting, statement.min_items, statement.max_items) == ("list", 1, 1)
        assert ("managed_rule_group_statement" in statement.block.blocks) == groups
        depth, block = 0, statement.block
        while "or_statement" in block.blocks:
            depth, block = depth + 1, block.blocks["or_statement"].block.blocks["statement"].block
        assert depth == 3
        assert "byte_match_statement" in block.blocks


class TestProtobuf:
    def test_every_fact_of_a_type_is_in_its_message(self, small: SchemaStore) -> None:
        message = protobuf.resource_schema(small, "thing_one")
        assert message is not None
        assert as_document(pb.Schema.FromString(message.SerializeToString())) == THING

    def test_an_unknown_type_has_no_message(self, small: SchemaStore) -> None:
        assert protobuf.resource_schema(small, "thing_two") is None

    def test_functions(self, small: SchemaStore) -> None:
        response = pb.GetProviderSchema.Response.FromString(bytes(protobuf.provider_schema_response(small)))
        join = response.functions["join"]
        assert [(each.name, each.type, each.allow_null_value) for each in join.parameters] == [
            ("by", b'"string"', True)
        ]
        assert (join.variadic_parameter.type, getattr(join, "return").type) == (b'"dynamic"', b'"string"')

    @pytest.mark.parametrize("provider", ["aws", *OTHERS])
    def test_the_response_holds_the_whole_pack(self, provider: str) -> None:
        store = load(provider)
        response = pb.GetProviderSchema.Response.FromString(bytes(protobuf.provider_schema_response(store)))
        sections = {
            "resource": response.resource_schemas,
            "data": response.data_source_schemas,
            "ephemeral": response.ephemeral_resource_schemas,
        }
        assert as_document(response.provider) == store.pack.get("provider", "")
        for kind, messages in sections.items():
            assert sorted(messages) == store.pack.names(kind)
            # Every type would take seconds; with this step each run still meets all kinds and sizes.
            for name in store.pack.names(kind)[:: 1 if provider != "aws" else 11]:
                assert without_block_markdown(store.pack.get(kind, name)) == as_document(messages[name]), (
                    f"{kind} {name}"
                )
        assert sorted(response.functions) == sorted(store.functions())
        assert response.server_capabilities.get_provider_schema_optional
        assert response.server_capabilities.plan_destroy

    def test_it_is_made_once_and_anew_for_other_schemas(
        self, small: SchemaStore, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        first = bytes(protobuf.provider_schema_response(small))
        with monkeypatch.context() as patch:
            patch.setattr(protobuf, "_response", lambda _: pytest.fail("made again"))
            assert bytes(protobuf.provider_schema_response(small)) == first
        write_pack(small.pack.path, {("meta", ""): {}, ("provider", ""): {"version": 0, "block": {}}})
        assert bytes(protobuf.provider_schema_response(SchemaStore(Pack(small.pack.path)))) != first

    def test_the_format_is_part_of_the_key(self, small: SchemaStore, monkeypatch: pytest.MonkeyPatch) -> None:
        protobuf.provider_schema_response(small)
        monkeypatch.setattr(protobuf, "FORMAT", protobuf.FORMAT + 1)
        monkeypatch.setattr(protobuf, "_response", lambda _: b"made again")
        assert bytes(protobuf.provider_schema_response(small)) == b"made again"

    def test_the_stubs_come_without_the_package_that_ships_them(self) -> None:
        code = "import sys, mautic_fargate.offline_aws.wire.stubs; print([name for name in sys.modules if name.startswith('pyvider')])"
        assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"


def without_block_markdown(document: Any) -> Any:
    """`document` without the description kind of blocks, which `as_document` leaves aside."""
    if not isinstance(document, dict):
        return document
    return {
        key: without_block_markdown(value)
        for key, value in document.items()
        if not (key == "description_kind" and "type" not in document)
    }


class TestOfficial:
    def test_one_type(self, small: SchemaStore) -> None:
        document = official.type_schema(small, "resource", "thing_one")
        assert document is not None
        assert document["format_version"] == "1.0"
        (schemas,) = document["provider_schemas"].values()
        block = schemas["resource_schemas"]["thing_one"]["block"]
        assert list(document["provider_schemas"]) == ["registry.terraform.io/example/thing"]
        assert block["description_kind"] == "plain"
        assert block["attributes"]["name"] == {"type": "string", "description_kind": "plain", "required": True}
        assert block["attributes"]["tags"]["description_kind"] == "markdown"
        assert block["block_types"]["rule"]["block"] == {"description_kind": "plain"}

    def test_an_unknown_type(self, small: SchemaStore) -> None:
        assert official.type_schema(small, "data", "thing_one") is None

    def test_whole_providers(self, small: SchemaStore) -> None:
        document = official.providers_schema([small, load("random")])["provider_schemas"]
        assert list(document) == ["registry.terraform.io/example/thing", "registry.terraform.io/hashicorp/random"]
        assert list(document["registry.terraform.io/example/thing"]) == [
            "provider",
            "resource_schemas",
            "ephemeral_resource_schemas",
            "functions",
        ]
        assert "random_id" in document["registry.terraform.io/hashicorp/random"]["resource_schemas"]


@pytest.fixture(scope="module")
def real() -> fidelity_schema.Schemas:
    if not fidelity_schema.ORACLE.exists():
        pytest.skip(f"the oracle {fidelity_schema.ORACLE.name} is not at hand")
    return fidelity_schema.oracle_schemas()


class TestFidelity:
    """Against the schema that the real provider 6.47.0 prints."""

    def test_no_type_is_gone(self, real: fidelity_schema.Schemas) -> None:
        assert sorted(real.keys() - fidelity_schema.shipped_schemas().keys()) == []

    def test_every_difference_is_a_known_change_of_the_provider(self, real: fidelity_schema.Schemas) -> None:
        found = fidelity_schema.differences(real, fidelity_schema.shipped_schemas())
        known = fidelity_schema.known_differences()
        assert {where: what for where, what in found.items() if known.get(where) != what} == {}
        assert sorted(known.keys() - found.keys()) == [], "the table has lines without a difference"

    def test_a_changed_fact_would_show(self, real: fidelity_schema.Schemas) -> None:
        key = ("resource", "aws_ecs_service")
        block = real[key]["block"]
        changed = dict(real[key]) | {
            "block": block | {"attributes": block["attributes"] | {"name": {"type": "bool", "optional": True}}}
        }
        found = fidelity_schema.differences(real, {key: changed})
        assert found == {
            "resource aws_ecs_service name": 'type "string" -> "bool", required true -> false, optional false -> true'
        }


def test_the_provider_meta_of_modules() -> None:
    """Modules may say a part of the user agent; `providers schema -json` does not tell of it."""
    response = pb.GetProviderSchema.Response.FromString(bytes(protobuf.provider_schema_response(load("aws"))))
    assert [(item.name, item.type, item.optional) for item in response.provider_meta.block.attributes] == [
        ("user_agent", b'["list","string"]', True)
    ]
