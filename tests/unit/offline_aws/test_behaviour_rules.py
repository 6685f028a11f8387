"""The value rules, Go's regular expressions and the semantics of unknown values, by hand-made examples."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from mautic_fargate.offline_aws.behaviour.goregex import Untranslatable, compile_go
from mautic_fargate.offline_aws.behaviour.rules import fault_of
from mautic_fargate.offline_aws.behaviour.samples import NoSample, complete, minimal_config, other_value_for, value_for
from mautic_fargate.offline_aws.behaviour.samples.values import FORMAT_SAMPLES
from mautic_fargate.offline_aws.behaviour.store import AttributeFacts, TypeFacts, load
from mautic_fargate.offline_aws.behaviour.validation import Problem, Validator
from mautic_fargate.offline_aws.schema.model import Attribute, Block, NestedBlock, TypeSchema
from mautic_fargate.offline_aws.schema.store import load as load_schemas
from mautic_fargate.offline_aws.wire.values import UNKNOWN

sys.path.insert(0, str(Path(__file__).resolve().parents[3] / "development"))

from behaviour_reference import LENIENT_FORMATS, WRONG_FORMATS


@pytest.mark.parametrize(
    ("expression", "yes", "no"),
    [
        ("^a$", ["a"], ["a\n", "b"]),
        (r"\Aa\z", ["a"], ["a\n"]),
        (r"^(?i)p\d$", ["P1", "p1"], ["q1"]),
        (r"x(?i:y)z", ["xYz"], ["xYZ"]),
        (r"^\Qa.b\E$", ["a.b"], ["axb"]),
        ("^a{,2}$", ["a{,2}"], ["aa"]),
        ("^a{2}$", ["aa"], ["a"]),
        ("^[[:alnum:]-]+$", ["a-1"], ["a_1", "é"]),
        ("^[^[:space:]]+$", ["a"], ["a b"]),
        (r"^\pL+$", ["é", "ß"], ["1"]),
        (r"^[\p{L}\p{Nd}_]+$", ["é1_"], ["-"]),
        (r"^\PL+$", ["1-"], ["a"]),
        (r"^\s$", [" ", "\t"], ["\v", "\u00a0"]),
        (r"^\d\w$", ["1a"], ["١a", "1é"]),
        (r"^[a&&b]+$", ["a&b"], ["c"]),
        (r"^[[a]+$", ["[a"], ["b"]),
        (r"^\x{61}\x62$", ["ab"], ["x"]),
        ("^(?P<first>a)(?<second>b)$", ["ab"], ["a"]),
        ("b", ["abc"], ["ac"]),
    ],
)
def test_regular_expressions_mean_what_go_means(expression: str, yes: list[str], no: list[str]) -> None:
    pattern = compile_go(expression)
    assert all(pattern.search(text) for text in yes)
    assert not any(pattern.search(text) for text in no)


@pytest.mark.parametrize("expression", ["(?U)a+", "(", "a)", "[a", "a**", r"\p{Nothing}", r"\C"])
def test_what_python_cannot_say_is_refused(expression: str) -> None:
    with pytest.raises(Untranslatable):
        compile_go(expression)


@pytest.mark.parametrize("name", sorted(WRONG_FORMATS))
@pytest.mark.parametrize("framework", [False, True])
def test_formats(name: str, framework: bool) -> None:
    assert name in LENIENT_FORMATS or fault_of([("is", name)], "aaaa", "x", framework=framework)
    for right in FORMAT_SAMPLES[name]:
        assert fault_of([("is", name)], right, "x", framework=framework) is None
    for wrong in WRONG_FORMATS[name]:
        assert fault_of([("is", name)], wrong, "x", framework=framework), wrong


@pytest.mark.parametrize(
    ("rule", "value", "text"),
    [
        (("enum", ("a", "b")), "c", 'expected x to be one of ["a" "b"], got c'),
        (("enum", (1, 2)), 3, "expected x to be one of [1 2], got 3"),
        (("length", 1, 3), "abcd", "expected length of x to be in the range (1 - 3), got abcd"),
        (("range", 1, None), 0, "expected x to be at least (1), got 0"),
        (("range", None, 5), 6, "expected x to be at most (5), got 6"),
        (("divisible_by", 60), 61, "expected x to be divisible by 60, got: 61"),
        (("is", "arn"), "a", '"x" (a) is an invalid ARN: arn: invalid prefix'),
        (
            ("is", "ipv4_cidr_network"),
            "10.0.0.1/8",
            '"10.0.0.1/8" is not a valid IPv4 CIDR block; did you mean "10.0.0.0/8"?',
        ),
        (("above", 0), 0, "expected x to be greater than (0), got 0"),
    ],
)
def test_messages_of_the_sdk(rule: Any, value: Any, text: str) -> None:
    assert fault_of([rule], value, "x") == text


def test_the_empty_text() -> None:
    assert fault_of([("is", "arn")], "", "x") is None
    assert fault_of([("is", "arn")], "", "x", framework=True)
    assert fault_of([("enum", ("a",))], "", "x")
    assert fault_of([("enum", ("a",))], "", "x", framework=True) is None
    assert fault_of([("text_range", 0, 5)], "", "x") is None


def test_lengths_are_bytes_or_characters() -> None:
    assert fault_of([("length", None, 1)], "é", "x")
    assert fault_of([("runes", None, 1)], "é", "x") is None


def test_null_and_unknown_break_nothing() -> None:
    for value in (None, UNKNOWN):
        assert fault_of([("enum", ("a",)), ("is", "not_empty")], value, "x") is None


def schema(*names: str, blocks: dict[str, NestedBlock] | None = None, kind: Any = "string") -> TypeSchema:
    attributes = {name: Attribute(name, kind, optional=True) for name in names}
    return TypeSchema("resource", "aws_example", 0, Block(attributes, blocks or {}))


def check(
    found: TypeSchema, config: dict[str, Any], implementation: Any = "sdk", **facts: AttributeFacts
) -> list[Problem]:
    paths = {path.replace("__", "."): value for path, value in facts.items()}
    return Validator(found, TypeFacts(implementation=implementation, attributes=paths)).check(config)


def combination(kind: str, implementation: str, config: dict[str, Any]) -> int:
    names = ("a", "b", "c")
    facts = {"a": AttributeFacts(**{kind: ("b", "c")})}
    return len(check(schema(*names), config, implementation, **facts))


@pytest.mark.parametrize(
    ("kind", "config", "sdk", "framework"),
    [
        ("conflicts_with", {"a": "x", "b": "x"}, 1, 1),
        ("conflicts_with", {"a": "", "b": ""}, 1, 1),
        ("conflicts_with", {"a": "x", "b": UNKNOWN}, 0, 0),
        ("conflicts_with", {"a": "x", "b": UNKNOWN, "c": "x"}, 1, 0),
        ("conflicts_with", {"a": UNKNOWN, "b": "x"}, 0, 1),
        ("conflicts_with", {"b": "x", "c": "x"}, 0, 0),
        ("exactly_one_of", {}, 1, 1),
        ("exactly_one_of", {"a": "x"}, 0, 0),
        ("exactly_one_of", {"a": "x", "b": "x"}, 1, 1),
        ("exactly_one_of", {"a": UNKNOWN}, 0, 0),
        ("exactly_one_of", {"a": "x", "b": UNKNOWN}, 0, 0),
        ("exactly_one_of", {"a": "x", "b": "x", "c": UNKNOWN}, 1, 0),
        ("at_least_one_of", {}, 1, 1),
        ("at_least_one_of", {"c": UNKNOWN}, 0, 0),
        ("at_least_one_of", {"b": ""}, 0, 0),
        ("required_with", {"a": "x"}, 1, 1),
        ("required_with", {"a": "x", "b": "x"}, 1, 1),
        ("required_with", {"a": "x", "b": "x", "c": UNKNOWN}, 0, 0),
        ("required_with", {"a": UNKNOWN, "b": "x"}, 1, 1),
        ("required_with", {"b": "x"}, 0, 0),
    ],
)
def test_rules_over_several_attributes(kind: str, config: dict[str, Any], sdk: int, framework: int) -> None:
    assert combination(kind, "sdk", config) == sdk
    assert combination(kind, "framework", config) == framework


def nested(nesting: Any = "list", **limits: int) -> dict[str, NestedBlock]:
    attributes = {name: Attribute(name, "string", optional=True) for name in ("a", "b")}
    return {"block": NestedBlock("block", nesting, Block(attributes, {}), **limits)}


def test_paths_of_siblings_and_from_the_root() -> None:
    for target in ("../b", "block.b", "block.0.b"):
        facts = {"block__a": AttributeFacts(conflicts_with=(target,))}
        found = check(schema(blocks=nested()), {"block": [{"a": "x", "b": "x"}]}, **facts)
        assert [problem.path for problem in found] == [("block", 0, "a")], target
        assert check(schema(blocks=nested()), {"block": [{"a": "x"}]}, **facts) == []
    outside = {"block__a": AttributeFacts(conflicts_with=("c",))}
    assert len(check(schema("c", blocks=nested()), {"c": "x", "block": [{"a": "x"}]}, **outside)) == 1


def test_paths_of_children() -> None:
    facts = {"block": AttributeFacts(at_least_one_of=("./a", "./b"))}
    assert len(check(schema(blocks=nested()), {"block": [{"a": "x"}, {}]}, "framework", **facts)) == 1


def test_an_empty_block_is_not_set_but_an_empty_list_is() -> None:
    facts = {"a": AttributeFacts(conflicts_with=("block", "list"))}
    found = schema("a", blocks=nested())
    assert check(found, {"a": "x", "block": []}, **facts) == []
    lists = TypeSchema(
        "resource", "x", 0, Block({"a": Attribute("a", "string"), "list": Attribute("list", ["list", "string"])}, {})
    )
    assert len(check(lists, {"a": "x", "list": []}, **facts)) == 1


def test_numbers_of_blocks_that_the_core_does_not_check() -> None:
    facts = {"block": AttributeFacts(max_items=1)}
    assert len(check(schema(blocks=nested()), {"block": [{}, {}]}, **facts)) == 1
    assert check(schema(blocks=nested(max_items=1)), {"block": [{}, {}]}, **facts) == []
    assert check(schema(blocks=nested()), {"block": UNKNOWN}, **facts) == []


def test_numbers_of_elements_wait_for_unknown_ones() -> None:
    found, facts = schema("a", kind=["list", "string"]), {"a": AttributeFacts(max_items=1)}
    assert len(check(found, {"a": ["x", "y"]}, **facts)) == 1
    assert check(found, {"a": ["x", UNKNOWN]}, **facts) == []


def test_the_path_of_a_problem_ends_at_a_set() -> None:
    facts = {"block__a": AttributeFacts(validate=(("enum", ("y",)),))}
    assert check(schema(blocks=nested("set")), {"block": [{"a": "x"}]}, **facts)[0].path == ("block",)
    problem = check(schema(blocks=nested("list")), {"block": [{"a": "y"}, {"a": "x"}]}, **facts)[0]
    assert problem.path == ("block", 1, "a")
    assert problem.summary == 'expected block.1.a to be one of ["y"], got x'


def test_nulls_in_lists() -> None:
    found = schema("a", kind=["list", "string"])
    assert check(found, {"a": ["x", None]})[0].summary == "Null value found in list"
    assert check(found, {"a": ["x", None]}, "framework") == []


def test_what_is_deprecated_is_a_warning() -> None:
    found = check(schema("a"), {"a": "x"}, a=AttributeFacts(deprecated=True))
    assert [problem.severity for problem in found] == ["warning"]
    assert check(schema("a"), {"a": None}, a=AttributeFacts(deprecated=True)) == []


def test_a_load_balancer() -> None:
    found, facts = load_schemas("aws").get("resource", "aws_lb"), load("aws").get("resource", "aws_lb")
    assert found is not None
    assert facts is not None
    validator = Validator(found, facts)
    assert (
        validator.check({"name": "example", "subnets": ["subnet-1", UNKNOWN], "load_balancer_type": "application"})
        == []
    )
    summaries = {problem.summary for problem in validator.check({"name": "internal-x", "idle_timeout": 60})}
    assert "Invalid combination of arguments" in summaries
    assert any("regular expression" in summary for summary in summaries)


def test_a_minimal_configuration_of_every_type() -> None:
    schemas, facts, impossible = load_schemas("aws"), load("aws"), []
    for kind in ("resource", "data", "ephemeral"):
        for name in facts.names(kind):
            found, behaviour = schemas.get(kind, name), facts.get(kind, name)
            if found is None or behaviour is None:
                continue
            validator = Validator(found, behaviour)
            try:
                config = minimal_config(found, behaviour, validator=validator)
            except NoSample as error:
                impossible.append(str(error))
                continue
            full = complete(found.block, config)
            assert full.keys() == found.block.attributes.keys() | found.block.blocks.keys()
            assert not [problem for problem in validator.check(full) if problem.severity == "error"], name
            for attribute in found.block.attributes.values():
                assert not attribute.required or full[attribute.name] is not None
    assert impossible == []


def test_another_value() -> None:
    attribute = Attribute("a", "string", optional=True)
    facts = AttributeFacts(validate=(("length", 3, 8), ("regex", "^[a-z]+$")))
    first = value_for(attribute, facts)
    assert value_for(attribute, facts) == first
    other = other_value_for(attribute, facts, first)
    assert other != first
    assert fault_of(facts.validate, other, "a") is None
    with pytest.raises(NoSample):
        other_value_for(attribute, AttributeFacts(validate=(("enum", ("a",)),)), "a")
