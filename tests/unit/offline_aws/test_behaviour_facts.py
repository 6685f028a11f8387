"""Every behaviour fact is a test: a configuration that breaks it is refused, ones that keep it or leave it open pass."""

from __future__ import annotations

import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
ORACLE = ROOT.parent / "shared" / "provider" / "aws-6.58-behaviour.json.xz"
sys.path.insert(0, str(ROOT / "development"))

import fidelity_behaviour as fidelity  # noqa: E402
from mautic_fargate.offline_aws.behaviour import store  # noqa: E402
from mautic_fargate.offline_aws.behaviour.samples.values import leaves  # noqa: E402

FEWEST_TESTED = {
    "at_least_one_of": 140,
    "conflicts_with": 800,
    "deprecated": 140,
    "exactly_one_of": 400,
    "items": 2500,
    "required_block": 250,
    "required_with": 110,
    "value": 12500,
}
"""So many facts of each sort have a case of their own: fewer means that the cases, not the facts, went away."""


@cache
def figures() -> dict[str, Any]:
    return fidelity.figures()


def test_every_fact_holds() -> None:
    assert figures()["failures"] == []
    assert figures()["passed"] == figures()["tested"]


@pytest.mark.parametrize("sort", sorted(FEWEST_TESTED))
def test_the_facts_have_cases(sort: str) -> None:
    assert figures()["by_sort"][sort]["tested"] >= FEWEST_TESTED[sort]


def test_no_regular_expression_is_excused() -> None:
    assert not [reason for reason in figures()["excuses"] if "regular expression" in reason]


@cache
def oracle() -> dict[str, Any]:
    if not ORACLE.exists():
        pytest.skip("the facts that the pack was made from are not here")
    with lzma.open(ORACLE) as file:
        found: dict[str, Any] = json.load(file)
    return found


def test_the_pack_is_made_from_the_facts() -> None:
    oracle()
    assert fidelity.lost(ORACLE) == []


def _types() -> Iterator[tuple[dict[str, Any], store.TypeFacts]]:
    facts = store.load("aws")
    for kind, types in oracle()["types"].items():
        for name, wanted in types.items():
            found = facts.get(kind, name)
            assert found is not None, (kind, name)
            yield wanted, found


def test_no_type_or_attribute_is_lost() -> None:
    for wanted, found in _types():
        assert found.attributes.keys() == wanted["attributes"].keys()
        assert found.implementation == wanted["implementation"]
        assert found.updatable == wanted.get("updatable", True)
        assert found.tagged_by == wanted.get("tagged_by", "")
        assert found.is_global == wanted.get("global", False)
        assert found.has_plan_hook == bool(wanted.get("plan_hook") or wanted.get("plan_methods"))


def test_no_plain_fact_is_lost() -> None:
    replace = {True: "always", None: None}
    for wanted, found in _types():
        for path, facts in wanted["attributes"].items():
            kept = found.attributes[path]
            assert kept.replace == replace.get(facts.get("replace"), facts.get("replace"))
            assert kept.default == facts.get("default", store.NO_DEFAULT)
            for flag in ("keep", "computed", "required_block", "sensitive", "write_only", "deprecated"):
                assert getattr(kept, flag) == facts.get(flag, False), (path, flag)
            for value in ("max_items", "min_items", "suppress", "state", "config_mode"):
                assert getattr(kept, value) == facts.get(value), (path, value)
            for paths in ("conflicts_with", "exactly_one_of", "at_least_one_of", "required_with"):
                assert list(getattr(kept, paths)) == facts.get(paths, []), (path, paths)


def _plain(facts: list[dict[str, Any]]) -> Iterator[tuple[str, str]]:
    """The plain rules in the source's own form, as texts."""
    for fact in facts:
        if "rule" in fact:
            yield from _plain([fact["rule"]])
        for nested in ("any", "all", "each", "keys"):
            yield from _plain(fact.get(nested, []))
        for name in ("regex", "regex_not", "is", "divisible_by"):
            if name in fact:
                yield name, str(fact[name])
        if fact.get("enum"):
            yield "enum", str(fact["enum"])
        for name in ("length", "range"):
            if name in fact and not any(isinstance(bound, str) for bound in fact[name]):
                yield name, str(fact[name])


def test_no_rule_is_lost() -> None:
    names = {"enum_fold": "enum", "text_range": "range"}
    for wanted, found in _types():
        for path, facts in wanted["attributes"].items():
            kept = Counter[tuple[str, str]]()
            for rule in leaves(found.attributes[path].validate + found.attributes[path].each):
                name = names.get(rule[0], rule[0])
                kept[
                    name,
                    str(list(rule[1:]) if name in {"length", "range"} else rule[1] if name != "enum" else list(rule[1]))
                    if rule[1:]
                    else "",
                ] += 1
            missing = Counter(_plain(facts.get("validate", []) + facts.get("each", []))) - kept
            assert not missing, (path, missing)


def test_a_prefix_leaves_room_for_what_is_appended() -> None:
    """The constants that the source names instead of numbers fit the rule of the name beside each prefix."""
    checked = 0
    for wanted, found in _types():
        for path in wanted["attributes"]:
            longest = [_longest(found, name) for name in (path, path.removesuffix("_prefix"))]
            if (
                path.endswith("name_prefix")
                and "UniqueIDSuffixLength" in str(wanted["attributes"][path])
                and None not in longest
            ):
                checked += 1
                assert longest[0] == longest[1] - 26, path  # type: ignore[operator]
    assert checked >= 15


def _longest(facts: store.TypeFacts, path: str) -> int | None:
    if path not in facts.attributes:
        return None
    bounds = [
        rule[2] for rule in leaves(facts.attributes[path].validate) if rule[0] == "length" and rule[2] is not None
    ]
    return min(bounds) if bounds else None
