"""The data source aws_iam_policy_document: text, order, merging, errors. The vectors are those of the provider's own tests."""

from __future__ import annotations

import json
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mautic_fargate.offline_aws.services.iam_policy_document import policy_document
from support.offline import RefusedError, World


def render(*statements: dict[str, Any], **config: Any) -> Any:
    return json.loads(policy_document({"statement": list(statements), **config})["json"])


def only(statement: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = render(statement)["Statement"][0]
    return found


def principal(*names: str, type_: str = "AWS") -> dict[str, Any]:
    return {"type": type_, "identifiers": list(names)}


def test_the_text_is_indented_by_two_and_its_number_is_the_id() -> None:
    values = policy_document({"statement": [{"sid": "One", "actions": ["s3:Get*"], "resources": ["b", "a"]}]})
    assert values["json"] == (
        '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Sid": "One",\n      "Effect": "Allow",\n'
        '      "Action": "s3:Get*",\n      "Resource": [\n        "b",\n        "a"\n      ]\n    }\n  ]\n}'
    )
    assert values["minified_json"] == (
        '{"Version":"2012-10-17","Statement":[{"Sid":"One","Effect":"Allow","Action":"s3:Get*","Resource":["b","a"]}]}'
    )
    assert values["id"] == str(zlib.crc32(values["json"].encode()))


def test_no_statement_no_statement_key() -> None:
    assert policy_document({})["minified_json"] == '{"Version":"2012-10-17"}'


def test_the_keys_of_a_statement_have_a_fixed_order() -> None:
    every = {
        "condition": [{"test": "Bool", "variable": "aws:SecureTransport", "values": ["true"]}],
        "not_principals": [principal("b")],
        "principals": [principal("a")],
        "not_resources": ["r"],
        "resources": ["r"],
        "not_actions": ["a"],
        "actions": ["a"],
        "effect": "Deny",
        "sid": "s",
    }
    keys = ["Sid", "Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition"]
    assert list(only(every)) == keys


@given(st.sets(st.text(min_size=1, max_size=8).filter(lambda name: "&{" not in name), min_size=2, max_size=5))
def test_several_actions_and_resources_come_in_descending_order_of_bytes(names: set[str]) -> None:
    statement = only({"actions": list(names), "resources": list(names)})
    assert statement["Action"] == statement["Resource"] == sorted(names, key=str.encode, reverse=True)


def test_an_empty_sid_disappears_and_go_escapes_html() -> None:
    text = policy_document({"statement": [{"sid": "", "actions": ["a<b>&c\u2028é"]}]})["minified_json"]
    assert (
        text == '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"a\\u003cb\\u003e\\u0026c\\u2028é"}]}'
    )


@pytest.mark.parametrize(
    ("principals", "rendered"),
    [
        ([principal("*", type_="*")], "*"),
        ([principal("*")], {"AWS": "*"}),
        ([principal("b", "a", "c")], {"AWS": ["c", "b", "a"]}),
        ([principal()], {"AWS": []}),
        ([principal("x", type_="Service"), principal("y")], {"AWS": "y", "Service": "x"}),
        ([principal("*", type_="*"), principal("y")], {"*": "*", "AWS": "y"}),
    ],
)
def test_principals(principals: list[dict[str, Any]], rendered: Any) -> None:
    assert only({"principals": principals})["Principal"] == rendered


@pytest.mark.parametrize(("partition", "order"), [("aws", "3421"), ("aws-us-gov", "3214")])
def test_blocks_of_one_principal_type_merge_in_the_order_of_the_set(partition: str, order: str) -> None:
    def root(digit: str) -> str:
        return f"arn:{partition}:iam::{digit * 12}:root"

    blocks = [principal(root("1"), root("2")), principal(root("3")), principal(root("4"))]
    assert only({"principals": blocks})["Principal"]["AWS"] == [root(digit) for digit in order]


def test_conditions_with_the_same_test_and_variable_concatenate() -> None:
    def condition(*values: str) -> dict[str, Any]:
        return {"test": "StringEquals", "variable": "s3:prefix", "values": list(values)}

    rendered = only({"condition": [condition("three/"), condition("one/", "two/")]})["Condition"]
    assert rendered == {"StringEquals": {"s3:prefix": ["one/", "two/", "three/"]}}
    assert only({"condition": [condition("one/")]})["Condition"] == {"StringEquals": {"s3:prefix": "one/"}}
    assert only({"condition": [condition()]})["Condition"] == {"StringEquals": {"s3:prefix": []}}
    assert only({"condition": [condition("b", "a", "b")]})["Condition"] == {
        "StringEquals": {"s3:prefix": ["b", "a", "b"]}
    }


def test_variables_are_written_with_an_ampersand_but_not_in_actions() -> None:
    statement = only({"actions": ["a&{x}"], "resources": ["r&{aws:username}"], "principals": [principal("p&{y}")]})
    assert (statement["Action"], statement["Resource"]) == ("a&{x}", "r${aws:username}")
    assert statement["Principal"] == {"AWS": "p${y}"}


def test_the_old_version_has_no_variables() -> None:
    with pytest.raises(ValueError, match="reading resources: found"):
        render({"resources": ["&{x}"]}, version="2008-10-17")


# --- merging --------------------------------------------------------------------------------------------------------


def document(*statements: dict[str, Any], **top: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)} | top)


def test_a_statement_with_the_same_sid_is_replaced_at_its_place() -> None:
    merged = render(
        {"sid": "B", "actions": ["own"]},
        source_policy_documents=[
            document({"Sid": "A", "Action": "a"}, {"Sid": "B", "Action": "b"}),
            "",
            document({"Action": "c"}),
        ],
        override_policy_documents=[
            document({"Sid": "A", "Effect": "Deny"}, Id="last"),
            document({"Sid": "A", "Action": "z"}),
        ],
        policy_id="own",
    )
    assert [statement.get("Action") for statement in merged["Statement"]] == ["z", "own", "c"]
    assert merged["Id"] == "last"
    assert "Effect" not in merged["Statement"][0]


def test_the_highest_version_wins() -> None:
    assert render(version="2008-10-17", source_policy_documents=[document()])["Version"] == "2012-10-17"
    assert render(source_policy_documents=['{"Version": "2008-10-17"}'])["Version"] == "2012-10-17"


@pytest.mark.parametrize(
    ("config", "message"),
    [
        (
            {"source_policy_documents": [document({"Sid": "A"}), document({"Sid": "A"})]},
            r"source document 1: duplicate Sid \(A\)",
        ),
        ({"statement": [{"sid": "A"}, {"sid": "A"}]}, r"duplicate Sid \(A\). Remove"),
        ({"source_policy_documents": ['{"Statement": {"Sid": "A"}}']}, "cannot unmarshal object"),
        (
            {"override_policy_documents": [document({"Principal": {"AWS": [1]}})]},
            "override document 0: Unsupported data type",
        ),
        ({"override_policy_documents": ["[]"]}, "cannot unmarshal array"),
    ],
)
def test_what_cannot_be_merged_is_an_error(config: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        policy_document(config)


def test_given_documents_keep_their_lists_but_not_their_spelling() -> None:
    given = {
        "sid": "A",
        "Unknown": 1,
        "Action": ["only"],
        "Resource": ["b", "c", "b"],
        "Principal": {"AWS": ["a", "b"], "Service": ["x"]},
        "Condition": {"Bool": {"a": True}, "NumericEquals": {"b": 1}, "StringLike": {"c": ["x"]}},
    }
    statement = render(source_policy_documents=[json.dumps({"statement": [given]})])["Statement"][0]
    assert statement == {
        "Sid": "A",
        "Action": ["only"],
        "Resource": ["b", "c", "b"],
        "Principal": {"AWS": ["b", "a"], "Service": ["x"]},
        "Condition": {"Bool": {"a": "true"}, "StringLike": {"c": "x"}},
    }
    assert render(source_policy_documents=[document({"Principal": "arn"})])["Statement"] == [{"Principal": "*"}]


def test_the_data_source_reads_and_refuses() -> None:
    world = World()
    values = world.data("aws_iam_policy_document", statement=[{"actions": ["s3:*"], "resources": ["*"]}])
    assert json.loads(values["json"])["Statement"] == [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]
    with pytest.raises(RefusedError, match="duplicate Sid"):
        world.data("aws_iam_policy_document", statement=[{"sid": "A"}, {"sid": "A"}])
