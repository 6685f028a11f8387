"""Keys, secrets and parameters: values, replacement, write-only values, lookups."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mautic_fargate.offline_aws.wire.values import UNKNOWN, is_unknown
from support.offline import RefusedError, World

VERSION = "aws_secretsmanager_secret_version"


@pytest.fixture
def world() -> World:
    return World()


# --- KMS ------------------------------------------------------------------------------------------------------------


def test_a_key_has_the_default_policy_and_rotation(world: World) -> None:
    plain, rotated = world.create("aws_kms_key"), world.create("aws_kms_key", enable_key_rotation=True)
    assert json.loads(plain["policy"])["Id"] == "key-default-1"
    assert plain["key_id"] == plain["id"] == plain["arn"].rpartition("/")[2]
    assert (plain["rotation_period_in_days"], rotated["rotation_period_in_days"]) == (0, 365)
    assert (plain["description"], plain["multi_region"]) == ("", False)


def test_a_key_for_several_regions(world: World) -> None:
    assert world.create("aws_kms_key", multi_region=True)["id"].startswith("mrk-")


def test_rotation_can_be_switched_on_in_place(world: World) -> None:
    state = world.create("aws_kms_key")
    assert world.update("aws_kms_key", state, enable_key_rotation=True)["rotation_period_in_days"] == 365


def test_an_equivalent_key_policy_is_no_change(world: World) -> None:
    def policy(*actions: str) -> str:
        return json.dumps(
            {
                "Version": "2012-10-17",
                "Statement": [{"Effect": "Allow", "Action": list(actions), "Principal": {"AWS": "*"}, "Resource": "*"}],
            }
        )

    state = world.create("aws_kms_key", policy=policy("kms:*", "kms:List*"))
    assert not world.changes("aws_kms_key", state, policy=policy("kms:List*", "kms:*"))


def test_an_alias_names_its_key_by_the_bare_id(world: World) -> None:
    key = world.create("aws_kms_key")
    alias = world.create("aws_kms_alias", name="alias/a", target_key_id=key["arn"])
    assert (alias["target_key_id"], alias["target_key_arn"]) == (key["id"], key["arn"])
    assert not world.changes("aws_kms_alias", alias, name="alias/a", target_key_id=key["arn"])
    generated = world.create("aws_kms_alias", target_key_id=key["id"])
    assert generated["name"].startswith("alias/")
    assert generated["arn"].endswith(":" + generated["name"])


@pytest.mark.parametrize(("name", "message"), [("a", "must begin with"), ("alias/aws/a", "reserved")])
def test_the_names_of_aliases(world: World, name: str, message: str) -> None:
    assert any(message in problem for problem in world.problems("aws_kms_alias", name=name, target_key_id="a"))


def test_a_key_policy_shows_in_the_key_and_leaves_the_default_one(world: World) -> None:
    key = world.create("aws_kms_key")
    policy = world.create("aws_kms_key_policy", key_id=key["id"], policy=key["policy"].replace("key-default-1", "own"))
    assert json.loads((world.read("aws_kms_key", key) or {})["policy"])["Id"] == "own"
    world.destroy("aws_kms_key_policy", policy)
    assert json.loads((world.read("aws_kms_key", key) or {})["policy"])["Id"] == "default"


def test_keys_are_looked_up_by_id_alias_and_arn(world: World) -> None:
    key = world.create("aws_kms_key", description="own")
    world.create("aws_kms_alias", name="alias/a", target_key_id=key["id"])
    for asked in (key["id"], key["arn"], "alias/a", key["arn"].replace(f"key/{key['id']}", "alias/a")):
        found = world.data("aws_kms_key", key_id=asked)
        assert (found["id"], found["description"]) == (key["id"], "own")
    managed = world.data("aws_kms_key", key_id="alias/aws/rds")
    assert (managed["key_manager"], managed["key_state"]) == ("AWS", "Enabled")
    alias = world.data("aws_kms_alias", name="alias/aws/rds")
    assert alias["target_key_id"] == managed["id"]
    assert alias["id"] == "arn:aws:kms:us-east-1:123456789012:alias/aws/rds"
    with pytest.raises(RefusedError, match="must be one of"):
        world.data("aws_kms_key", key_id="nonsense")


# --- secrets --------------------------------------------------------------------------------------------------------


@pytest.fixture
def secret(world: World) -> dict[str, Any]:
    return world.create("aws_secretsmanager_secret", name="app/database")


def test_a_secret_ends_in_six_characters(secret: dict[str, Any]) -> None:
    assert secret["id"] == secret["arn"]
    assert len(secret["arn"].rpartition("app/database-")[2]) == 6
    assert (secret["policy"], secret["replica"]) == ("", [])


def test_a_version_is_current_and_the_one_before_previous(world: World, secret: dict[str, Any]) -> None:
    first = world.create(VERSION, secret_id=secret["id"], secret_string="one")
    second = world.create(VERSION, secret_id=secret["id"], secret_string="two")
    assert first["version_id"].startswith("terraform-")
    assert len(first["version_id"]) == 36
    assert first["id"] == f"{secret['id']}|{first['version_id']}"
    assert first["secret_arn"] == first["arn"] == secret["arn"]
    assert first["version_stages"] == second["version_stages"] == ["AWSCURRENT"]
    assert (world.read(VERSION, first) or {})["version_stages"] == ["AWSPREVIOUS"]
    assert world.data(VERSION, secret_id="app/database")["secret_string"] == "two"
    assert world.data(VERSION, secret_id=secret["arn"], version_stage="AWSPREVIOUS")["secret_string"] == "one"


def test_a_write_only_value_is_never_kept(world: World, secret: dict[str, Any]) -> None:
    state = world.create(VERSION, secret_id=secret["id"], secret_string_wo="hidden-value", secret_string_wo_version=1)
    assert (state["secret_string"], state["secret_string_wo"], state["has_secret_string_wo"]) == (None, None, True)
    assert b"hidden-value" not in world.account.dump()
    plain = world.create(VERSION, secret_id=secret["id"], secret_string="plain")
    assert plain["has_secret_string_wo"] is None


@pytest.mark.parametrize(
    ("before", "after", "replaced"),
    [
        ({"secret_string": "a"}, {"secret_string": "a"}, []),
        ({"secret_string": "a"}, {"secret_string": "b"}, [("secret_string",)]),
        ({"secret_string": "a"}, {"secret_string": UNKNOWN}, [("secret_string",)]),
        ({"secret_string": "a"}, {"secret_string_wo": "a", "secret_string_wo_version": 1}, []),
        (
            {"secret_string": "a"},
            {"secret_string_wo": "b", "secret_string_wo_version": 1},
            [("secret_string",), ("secret_string_wo",)],
        ),
        ({"secret_string": "a"}, {}, []),
        (
            {"secret_string_wo": "a", "secret_string_wo_version": 1},
            {"secret_string_wo": "b", "secret_string_wo_version": 1},
            [],
        ),
        (
            {"secret_string_wo": "a", "secret_string_wo_version": 1},
            {"secret_string_wo": "a", "secret_string_wo_version": 2},
            [("secret_string_wo_version",)],
        ),
        (
            {"secret_string_wo": "a", "secret_string_wo_version": 1},
            {"secret_string_wo": "a", "secret_string_wo_version": UNKNOWN},
            [("secret_string_wo_version",)],
        ),
        ({"secret_string_wo": "a", "secret_string_wo_version": 1}, {"secret_string": "a"}, [("secret_string",)]),
    ],
)
def test_what_replaces_a_version(world: World, secret: dict[str, Any], before: Any, after: Any, replaced: Any) -> None:
    state = world.create(VERSION, secret_id=secret["id"], **before)
    assert world.plan(VERSION, state, secret_id=secret["id"], **after).replace == replaced


def test_going_over_to_write_only_flips_its_flag_at_apply(world: World, secret: dict[str, Any]) -> None:
    state = world.create(VERSION, secret_id=secret["id"], secret_string="a")
    after = world.update(VERSION, state, secret_id=secret["id"], secret_string_wo="a", secret_string_wo_version=1)
    assert (after["has_secret_string_wo"], after["secret_string"]) == (True, None)


def test_a_removed_value_comes_back(world: World, secret: dict[str, Any]) -> None:
    state = world.create(VERSION, secret_id=secret["id"], secret_string="a")
    assert world.update(VERSION, state, secret_id=secret["id"])["secret_string"] == "a"


def test_a_secret_policy_shows_in_the_secret(world: World, secret: dict[str, Any]) -> None:
    policy = world.create(
        "aws_secretsmanager_secret_policy",
        secret_arn=secret["arn"],
        policy='{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"*","Resource":"*"}]}',
    )
    seen = world.read("aws_secretsmanager_secret", secret) or {}
    assert seen["policy"] == policy["policy"]
    assert not world.changes("aws_secretsmanager_secret", seen, name="app/database")
    world.destroy("aws_secretsmanager_secret_policy", policy)
    assert (world.read("aws_secretsmanager_secret", secret) or {})["policy"] == ""


def test_rotation_names_the_secret_by_its_arn(world: World, secret: dict[str, Any]) -> None:
    name = "aws_secretsmanager_secret_rotation"
    state = world.create(name, secret_id="app/database", rotation_rules={"automatically_after_days": 30})
    assert state["secret_id"] == state["id"] == secret["arn"]
    assert state["rotation_enabled"] is True
    both = {"automatically_after_days": 30, "schedule_expression": "rate(1 day)"}
    assert any("only one of" in problem for problem in world.problems(name, secret_id="a", rotation_rules=both))


def test_a_secret_outside_the_stack_reads_as_a_json_object(world: World) -> None:
    found = world.data("aws_secretsmanager_secret", name="other")
    assert found["arn"].startswith("arn:aws:secretsmanager:us-east-1:123456789012:secret:other-")
    assert "password" in json.loads(world.data(VERSION, secret_id=found["arn"])["secret_string"])
    with pytest.raises(RefusedError, match="arn,name"):
        world.data("aws_secretsmanager_secret")


@pytest.mark.parametrize(
    ("options", "length", "characters"),
    [
        ({}, 32, None),
        (
            {"password_length": 8, "exclude_punctuation": True, "exclude_uppercase": True, "exclude_lowercase": True},
            8,
            "0123456789",
        ),
    ],
)
def test_random_passwords(world: World, options: dict[str, Any], length: int, characters: str | None) -> None:
    values = world.data("aws_secretsmanager_random_password", **options)
    opened = world.session.open_ephemeral(
        "aws_secretsmanager_random_password", world.config("aws_secretsmanager_random_password", options, "ephemeral")
    )
    assert len(values["random_password"]) == length
    assert len((opened.state or {})["random_password"]) == length
    assert characters is None or set(values["random_password"]) <= set(characters)


def test_an_ephemeral_version_and_decrypted_secrets(world: World, secret: dict[str, Any]) -> None:
    world.create(VERSION, secret_id=secret["id"], secret_string="one")
    config = world.config(VERSION, {"secret_id": secret["id"]}, "ephemeral")
    opened = world.session.open_ephemeral(VERSION, config).state or {}
    assert (opened["secret_string"], opened["version_stages"]) == ("one", ["AWSCURRENT"])
    wrong = world.config("aws_kms_secrets", {"secret": [{"name": "a", "payload": "not base64"}]}, "ephemeral")
    assert "base64" in world.session.open_ephemeral("aws_kms_secrets", wrong).problems[0].summary


# --- parameters -----------------------------------------------------------------------------------------------------

PARAMETER = "aws_ssm_parameter"


def config(**more: Any) -> dict[str, Any]:
    return {"name": "/app/a", "type": "String", "value": "one"} | more


def test_a_parameter_has_the_defaults_of_aws(world: World) -> None:
    plain = world.create(PARAMETER, **config())
    assert (plain["tier"], plain["data_type"], plain["key_id"], plain["version"]) == ("Standard", "text", "", 1)
    secure = world.create(PARAMETER, **config(name="b", type="SecureString"))
    assert secure["key_id"] == "alias/aws/ssm"
    assert secure["arn"] == "arn:aws:ssm:us-east-1:123456789012:parameter/b"


@pytest.mark.parametrize(
    ("change", "unknown"),
    [
        ({"value": "two"}, {"version"}),
        ({"description": "a"}, {"version"}),
        ({"allowed_pattern": ".*"}, set()),
        ({"value": None, "insecure_value": "two"}, {"value"}),
        ({"value": None, "value_wo": "two", "value_wo_version": 1}, {"has_value_wo"}),
    ],
)
def test_what_an_update_leaves_unknown(world: World, change: dict[str, Any], unknown: set[str]) -> None:
    state = world.create(PARAMETER, **config())
    planned = world.plan(PARAMETER, state, **config(**change)).planned or {}
    assert {name for name, value in planned.items() if is_unknown(value)} == unknown


def test_every_update_counts_the_version_up_even_where_the_plan_does_not_say_so(world: World) -> None:
    state = world.create(PARAMETER, **config())
    assert world.update(PARAMETER, state, **config(allowed_pattern=".*"))["version"] == 2
    assert world.update(PARAMETER, state, **config(tags={"a": "b"}))["version"] == 1


def test_the_tier(world: World) -> None:
    state = world.create(PARAMETER, **config(tier="Advanced"))
    assert not world.changes(PARAMETER, state, **config(tier="Intelligent-Tiering"))
    assert world.plan(PARAMETER, state, **config(tier="Standard")).replace == [("tier",)]
    small = world.create(PARAMETER, **config(tier="Standard"))
    assert world.plan(PARAMETER, small, **config(tier="Advanced")).replace == []


def test_write_only_parameters(world: World) -> None:
    written = {"value": None, "value_wo": "hidden-value", "value_wo_version": 1}
    state = world.create(PARAMETER, **config(**written))
    assert (state["value"], state["value_wo"], state["has_value_wo"]) == (None, None, True)
    assert b"hidden-value" not in world.account.dump()
    assert not world.changes(PARAMETER, state, **config(**written | {"value_wo": "other"}))
    with pytest.raises(RefusedError, match="length greater than"):
        world.update(PARAMETER, state, **config(**written, description="new"))


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"name": "/aws/a"}, "must not start with aws"),
        ({"value": "x" * 4097}, "maximum parameter value of 4096"),
        ({"allowed_pattern": "^two$"}, "allowedPattern"),
        ({"type": "SecureString", "value": None, "insecure_value": "a"}, "SecureString and insecure_value"),
    ],
)
def test_parameters_that_aws_refuses(world: World, values: dict[str, Any], message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        world.create(PARAMETER, **config(**values))


def test_parameters_are_looked_up(world: World) -> None:
    world.create(PARAMETER, **config())
    for name in ("/app/a", "/app/a:1", "arn:aws:ssm:us-east-1:123456789012:parameter/app/a"):
        found = world.data(PARAMETER, name=name)
        assert (found["value"], found["insecure_value"], found["id"]) == ("one", "one", "/app/a")


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64", "ami-0"),
        ("/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended/image_id", "ami-0"),
        ("/aws/service/ecs/optimized-ami/amazon-linux-2023/recommended", "{"),
        ("/aws/service/global-infrastructure/regions/eu-west-1/longName", "Europe (Ireland)"),
    ],
)
def test_public_parameters(world: World, name: str, start: str) -> None:
    found = world.data(PARAMETER, name=name)
    assert found["value"].startswith(start)
    assert found["arn"] == f"arn:aws:ssm:us-east-1::parameter{name}"


def test_an_ephemeral_parameter_is_asked_for_by_arn(world: World) -> None:
    state = world.create(PARAMETER, **config())
    opened = world.session.open_ephemeral(PARAMETER, world.config(PARAMETER, {"arn": state["arn"]}, "ephemeral")).state
    assert opened is not None
    assert (opened["value"], opened["name"], opened["with_decryption"]) == ("one", "/app/a", True)
