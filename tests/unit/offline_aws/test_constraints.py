"""What AWS refuses: each rule with a bad and a good configuration, the facts one by one, unknown values, and real plans."""

from __future__ import annotations

import json
import lzma
import tarfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mautic_fargate.offline_aws.constraints import Violation, check, schedules, windows
from mautic_fargate.offline_aws.constraints.facts import check_facts, compile_facts
from mautic_fargate.offline_aws.constraints.registry import RULES
from mautic_fargate.offline_aws.constraints.tables import PACK, class_problem, entry, sources, version_problem
from mautic_fargate.offline_aws.wire.values import UNKNOWN, refined

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
CASES: list[dict[str, Any]] = json.loads((ROOT / "tests/data/known-bad-values.json").read_text())
ORACLES = ROOT.parent / "shared/provider"
REGION = "eu-central-1"
FACT_RULES = {"facts.enum", "facts.pattern", "facts.length", "facts.range", "facts.count"}
by_rule = pytest.mark.parametrize("case", CASES, ids=lambda case: case["rule"])


def good_values(case: dict[str, Any]) -> dict[str, Any]:
    return {**case["values"], **case["good"]}


def found(case: dict[str, Any], values: dict[str, Any]) -> list[Violation]:
    return check(case["type"], values, case["region"])


# Rules


@by_rule
def test_the_bad_values_break_exactly_their_rule(case: dict[str, Any]) -> None:
    violations = found(case, case["values"])
    assert {v.rule for v in violations} == {case["rule"]}
    for violation in violations:
        assert isinstance(violation.path[0], str)
        assert violation.message
        assert violation.code
        assert violation.source


@by_rule
def test_the_good_values_break_nothing(case: dict[str, Any]) -> None:
    assert found(case, good_values(case)) == []


def test_every_rule_has_a_case_and_an_id_of_its_own() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    assert {case["rule"] for case in CASES} == {*ids, *FACT_RULES}


# Unknown values


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every part of a value but the whole."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in parts:
        yield (*path, key)
        yield from places(part, (*path, key))


def with_unknown(value: Any, hidden: set[tuple[Any, ...]], path: tuple[Any, ...] = ()) -> Any:
    if path in hidden:
        return UNKNOWN if len(path) % 2 else refined(not_null=True)
    if isinstance(value, dict):
        return {key: with_unknown(part, hidden, (*path, key)) for key, part in value.items()}
    if isinstance(value, list):
        return [with_unknown(part, hidden, (*path, index)) for index, part in enumerate(value)]
    return value


@by_rule
def test_nothing_follows_from_what_is_not_known(case: dict[str, Any]) -> None:
    values = good_values(case)
    for place in places(values):
        violations = found(case, with_unknown(values, {place}))
        assert violations == [], place


@by_rule
def test_a_bad_value_that_is_not_known_is_not_bad(case: dict[str, Any]) -> None:
    hidden = {(name,) for name in {*case["values"], *case["good"]}}
    everything = {**case["good"], **case["values"]}
    assert found(case, with_unknown(everything, hidden)) == []


@given(st.data())
def test_any_part_may_be_unknown(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(CASES))
    values = good_values(case)
    hidden = data.draw(st.sets(st.sampled_from(list(places(values)))))
    assert found(case, with_unknown(values, hidden)) == []


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | st.just(UNKNOWN),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


@given(st.data())
def test_no_value_breaks_the_check_itself(data: st.DataObject) -> None:
    case = data.draw(st.sampled_from(CASES))
    values = good_values(case)
    name = data.draw(st.sampled_from(list(values)))
    check(case["type"], {**values, name: data.draw(ODD)}, case["region"])


# Facts


def nested(path: str, value: Any) -> dict[str, Any]:
    head, _, rest = path.partition(".")
    return {head: [nested(rest, value)]} if rest else {head: value}


def wrong_and_right(kind: str, argument: Any) -> tuple[Any, Any]:
    low, high = argument if kind in "lrn" else (None, None)
    match kind:
        case "e":
            return ("no-such-value" if isinstance(argument[0], str) else -99999), argument[-1]
        case "l":
            return ("x" * (high + 1) if high else "x" * (low - 1)), "x" * (high or low)
        case "r":
            return (high + 1 if high is not None else low - 1), (high if high is not None else low)
        case "n":
            return ["x"] * (high + 1), ["x"] * high
    return None, None


@pytest.mark.parametrize("name", PACK.names("facts"))
def test_every_fact_bites_and_lets_pass(name: str) -> None:
    document = entry("facts", name)
    assert document
    for fact in document["facts"]:
        path, kind, argument, _ = fact
        wrong, right = wrong_and_right(kind, argument)
        if kind == "p" or not wrong:  # patterns are sampled below; zero values are never sent
            continue
        tree = compile_facts({**document, "facts": [fact]}, sources())
        for value, expected in ((wrong, 1), (right, 0), (UNKNOWN, 0), (None, 0)):
            violations: list[Violation] = []
            check_facts(tree, nested(path, value), "X", (), violations)
            assert len(violations) == expected, (path, kind, value)


@pytest.mark.parametrize(
    ("type_name", "path", "bad", "good"),
    [
        ("aws_iam_role", "name", "a b", "mautic-web.task@x"),
        ("aws_ecr_repository", "name", "a//b", "team/mautic-web"),
        ("aws_backup_plan", "rule.target_vault_name", "a vault", "vault_1"),
        ("aws_db_instance", "identifier", "a--b", "mautic-production"),
    ],
)
def test_patterns(type_name: str, path: str, bad: str, good: str) -> None:
    assert "facts.pattern" in {v.rule for v in check(type_name, nested(path, bad), REGION)}
    assert "facts.pattern" not in {v.rule for v in check(type_name, nested(path, good), REGION)}


def test_a_secret_is_not_repeated() -> None:
    values = {"engine": "mysql", "password": "hunter2 "}
    violations = check("aws_db_instance", values, REGION)
    assert "rds.password" in {v.rule for v in violations}
    assert not any("hunter2" in v.message for v in violations)


# Versions and classes


@pytest.mark.parametrize("version", ["8", "8.4", "8.4.7", "8.4.99", "9.7.0", "8.0.46-rds.20260908", "8.0"])
def test_versions_that_exist_or_may(version: str) -> None:
    assert version_problem("rds", "mysql", version) is None


@pytest.mark.parametrize("version", ["8.4.1", "8.3.0", "8.0.1", "latest", "7.0"])
def test_versions_that_do_not(version: str) -> None:
    assert version_problem("rds", "mysql", version)


def test_engines_compare_without_case_and_unknown_engines_pass() -> None:
    values = {"engine": "MySQL", "engine_version": "8.4.1"}
    assert "rds.engine-version" in {v.rule for v in check("aws_db_instance", values, REGION)}
    assert version_problem("rds", "an-engine-of-tomorrow", "1") is None


def test_classes_of_tomorrow_and_regions_of_tomorrow_pass() -> None:
    assert class_problem("rds-class", REGION, "db.m99g.large", "mysql", "8.4") is None
    assert class_problem("rds-class", "mars-north-1", "db.nonsense", "mysql") is None
    assert class_problem("rds-class", REGION, "db.t4g.medium", "mysql", "8.4") is None


def test_the_region_decides_and_that_of_the_values_comes_first() -> None:
    masks = [int(entry("region", f"ec2-instance/{region}") or "", 16) for region in ("us-east-1", "ap-southeast-7")]
    only_here = masks[0] & ~masks[1]
    name = (entry("names", "ec2-instance") or [])[only_here.bit_length() - 1]
    assert check("aws_instance", {"instance_type": name}, "us-east-1") == []
    elsewhere = check("aws_instance", {"instance_type": name, "region": "ap-southeast-7"}, "us-east-1")
    assert [v.rule for v in elsewhere] == ["ec2.instance-type"]


def test_the_table_of_fargate_is_whole() -> None:
    table = entry("table", "fargate")
    assert table
    assert table["256"] == [512, 1024, 2048]
    assert table["16384"] == list(range(32768, 122881, 8192))


def test_a_type_without_facts_has_no_violations() -> None:
    assert check("aws_no_such_thing", {"a": 1}, REGION) == []


# Grammars


@pytest.mark.parametrize(
    "expression",
    [
        "cron(0 3 * * ? *)",
        "cron(0/15 8-18 ? * MON-FRI *)",
        "cron(0 0 L * ? *)",
        "cron(0 0 ? * 2#1 2030-2035)",
        "rate(1 hour)",
        "rate(5 days)",
    ],
)
def test_schedules_that_are_right(expression: str) -> None:
    assert schedules.schedule_problem(expression, strict_rate=True) is None


@pytest.mark.parametrize(
    "expression",
    [
        "cron(0 3 * * *)",
        "cron(0 3 * * * *)",
        "cron(0 24 * * ? *)",
        "cron(0 3 32 * ? *)",
        "rate(0 minutes)",
        "rate(5 weeks)",
        "at(2030-01-01)",
        "daily",
    ],
)
def test_schedules_that_are_wrong(expression: str) -> None:
    assert schedules.schedule_problem(expression, strict_rate=True)


@pytest.mark.parametrize(
    ("daily", "weekly", "expected"),
    [
        ("03:00-04:00", "sun:03:59-sun:05:00", True),
        ("03:00-04:00", "sun:04:00-sun:05:00", False),
        ("23:30-00:30", "mon:00:00-mon:01:00", True),
        ("00:00-00:30", "sun:23:30-mon:00:15", True),
        ("nonsense", "sun:04:00-sun:05:00", False),
    ],
)
def test_windows_overlap_over_midnight_too(daily: str, weekly: str, expected: bool) -> None:
    assert windows.overlap(daily, weekly) is expected


# Oracles


def oracle(name: str) -> Path:
    path = ORACLES / name
    if not path.exists():
        pytest.skip(f"the oracle {name} is not beside this checkout")
    return path


def planned(after: Any, unknown: Any) -> Any:
    if unknown is True:
        return UNKNOWN
    if isinstance(after, dict) or isinstance(unknown, dict):
        known, open_ = after or {}, unknown if isinstance(unknown, dict) else {}
        return {key: planned(known.get(key), open_.get(key)) for key in {*known, *open_}}
    if isinstance(after, list):
        open_ = unknown if isinstance(unknown, list) else []
        return [planned(part, open_[i] if i < len(open_) else None) for i, part in enumerate(after)]
    return after


REALLY_WRONG = {  # what these plans, made for tests of other tools, really have wrong
    ("aws_db_instance", "rds.instance-class"),
    ("aws_iam_account_password_policy", "facts.range"),
    ("aws_lambda_function", "facts.pattern"),
    ("aws_lambda_function", "lambda.runtime"),
    ("aws_rds_cluster", "rds.password"),
    ("aws_s3_bucket", "s3.bucket-name"),
    ("aws_security_group", "vpc.inline-port-range"),
}


def test_real_plans_are_not_accused_wrongly() -> None:
    accused: set[tuple[str, str]] = set()
    with tarfile.open(oracle("real-plans.tar.xz")) as archive:
        for member in archive:
            file = archive.extractfile(member)
            for change in json.load(file)["resource_changes"] if file and member.name.endswith(".json") else []:
                after = change["change"].get("after")
                if after is None:
                    continue
                values = planned(after, change["change"].get("after_unknown"))
                accused |= {(change["type"], v.rule) for v in check(change["type"], values, "us-east-1")}
    assert {pair for pair in accused if pair[1] != "vpc.zone"} == REALLY_WRONG  # their region is not ours


def test_the_provider_knows_no_value_that_we_refuse() -> None:
    types = json.loads(lzma.decompress(oracle("aws-6.58-behaviour.json.xz").read_bytes()))["types"]["resource"]
    for name in PACK.names("facts"):
        attributes = types.get(name, {}).get("attributes", {})
        for path, kind, argument, _ in (entry("facts", name) or {})["facts"]:
            attribute = attributes.get(path, {})
            for rule in [*(attribute.get("validate") or []), *(attribute.get("each") or [])] if kind == "e" else []:
                known = {str(value).lower() for value in argument}
                assert {str(v).lower() for v in rule.get("enum", []) if v not in (0, "")} <= known, (name, path)
