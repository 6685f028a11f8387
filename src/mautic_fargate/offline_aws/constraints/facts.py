"""Facts of one attribute each, compiled for speed: enumerations, patterns, lengths, ranges, counts.

Nothing is concluded from null, unknown or zero values ("", 0, false: the provider does not send them), nor from a value of another type
than the fact is about. Enumerations compare without case.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from mautic_fargate.offline_aws.constraints.model import Path, Violation
from mautic_fargate.offline_aws.constraints.reading import as_number, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mautic_fargate.offline_aws.wire.values import Value

Test: TypeAlias = "Callable[[Value], str | None]"
"""What is wrong with a value that is set and known, or None."""

_LONGEST_MATCHED: Final = 8192  # patterns are for names, not for documents
_MANY: Final = 30
_RULES: Final = {"e": "facts.enum", "p": "facts.pattern", "l": "facts.length", "r": "facts.range", "n": "facts.count"}


@dataclass(slots=True)
class Node:
    """One attribute or block: the tests of its value (or of each element), of its number of elements, and what is below."""

    tests: list[tuple[str, Test, str]] = field(default_factory=list)
    counts: list[tuple[str, Test, str]] = field(default_factory=list)
    below: dict[str, Node] = field(default_factory=dict)


def compile_facts(entry: Mapping[str, Any], sources: Mapping[str, str]) -> dict[str, Node]:
    """The tree of tests of a `facts` entry of the pack."""
    top: dict[str, Node] = {}
    for path, kind, argument, index in entry["facts"]:
        level, node = top, Node()
        for part in path.split("."):
            node = level.setdefault(part, Node())
            level = node.below
        origin = entry["from"][index]
        maker = "cfn-lint" if "::" in origin else "botocore"
        where = node.counts if kind == "n" else node.tests
        where.append((_RULES[kind], _TESTS[kind](argument), f"{maker} {sources.get(maker, '')}: {origin}"))
    return top


def check_facts(
    tree: Mapping[str, Node], values: Mapping[str, Value], code: str, path: Path, found: list[Violation]
) -> None:
    """Append what `values` violate."""
    for name, node in tree.items():
        value = values.get(name)
        if value.__class__ not in _PLAIN or not value:  # null, unknown, zero
            continue
        here = (*path, name)
        if isinstance(value, list | dict):
            _check_many(node, value, code, here, found)
        else:
            _run(node.tests, value, code, here, found)


_PLAIN: Final = frozenset({str, int, float, list, dict})


def _check_many(node: Node, value: Any, code: str, here: Path, found: list[Violation]) -> None:
    if node.counts:
        _run(node.counts, value, code, here, found)
    if isinstance(value, dict):
        if node.below:
            check_facts(node.below, value, code, here, found)
        return
    for index, element in enumerate(value):
        kind = element.__class__
        if kind is dict:
            if node.below:
                check_facts(node.below, element, code, (*here, index), found)
        elif node.tests and kind in _PLAIN and element:
            _run(node.tests, element, code, (*here, index), found)


def _run(tests: list[tuple[str, Test, str]], value: Value, code: str, here: Path, found: list[Violation]) -> None:
    for rule, test, source in tests:
        problem = test(value)
        if problem is not None:
            name = next(str(part) for part in reversed(here) if isinstance(part, str))
            found.append(Violation(rule, here, f"{name} {shown(name, value)} {problem}", code, source))


def _enumeration(legal: list[Any]) -> Test:
    known = {str(v).lower() for v in legal}
    listed = ", ".join(map(str, legal[:_MANY])) + (", …" if len(legal) > _MANY else "")

    def test(value: Value) -> str | None:
        return None if str(value).lower() in known or not isinstance(value, str | int) else f"is none of {listed}"

    return test


def _pattern(text: str) -> Test:
    search = re.compile(text).search

    def test(value: Value) -> str | None:
        if not isinstance(value, str) or len(value) > _LONGEST_MATCHED or search(value):
            return None
        return f"does not match {text.removeprefix('(?a)')}"

    return test


def _between(low: float | None, high: float | None, unit: str) -> str:
    if low is None:
        return f"must be at most {high:g}{unit}"
    return f"must be at least {low:g}{unit}" if high is None else f"must be {low:g} to {high:g}{unit}"


def _length(bounds: list[Any]) -> Test:
    low, high = bounds

    def test(value: Value) -> str | None:
        if not isinstance(value, str):
            return None
        size = len(value)
        wrong = (low is not None and size < low) or (high is not None and size > high)
        return f"has {size} characters, {_between(low, high, '')}" if wrong else None

    return test


def _range(bounds: list[Any]) -> Test:
    low, high = bounds

    def test(value: Value) -> str | None:
        size = as_number(value)
        if size is None:
            return None
        wrong = (low is not None and size < low) or (high is not None and size > high)
        return _between(low, high, "") if wrong else None

    return test


def _count(bounds: list[Any]) -> Test:
    high = bounds[1]

    def test(value: Value) -> str | None:
        # A set may shrink while elements are unknown: two may turn out to be the same.
        known = sum(1 for v in value if isinstance(value, dict) or v.__class__ in _PLAIN or v.__class__ is bool)
        return f"has {known} elements, at most {high} are allowed" if high is not None and known > high else None

    return test


_TESTS: Final[dict[str, Callable[[Any], Test]]] = {
    "e": _enumeration,
    "p": _pattern,
    "l": _length,
    "r": _range,
    "n": _count,
}
