"""How many of the behaviour facts hold in the validation of this package, each proven by a case of its own.

    python development/fidelity_behaviour.py [FACTS.json.xz]

With the facts that the pack was made from, nothing lost on the way is proven too. Prints JSON.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

from behaviour_cases import (
    LARGEST_COUNT,
    CombinationCase,
    Excused,
    Place,
    combination_case,
    find,
    put,
    some,
    value_case,
    value_rules,
)
from behaviour_facts import convert
from mautic_fargate.offline_aws.behaviour import store
from mautic_fargate.offline_aws.behaviour.combinations import KINDS
from mautic_fargate.offline_aws.behaviour.rules import compile_rule
from mautic_fargate.offline_aws.behaviour.store import AttributeFacts, Rule, TypeFacts
from mautic_fargate.offline_aws.behaviour.validation import Problem, Validator
from mautic_fargate.offline_aws.schema import store as schema_store
from mautic_fargate.offline_aws.schema.model import TypeSchema
from mautic_fargate.offline_aws.wire.values import UNKNOWN

_PHRASES: Final = {
    "conflicts_with": ("conflicts with", "cannot be specified when"),
    "exactly_one_of": ("only one of", "one of `", "(and only one)"),
    "at_least_one_of": ("one of `", "At least one attribute"),
    "required_with": ("all of `", "must be specified when"),
}
_NOWHERE: Final = Place((), "string", ())
Test: TypeAlias = Callable[[], str | None]
_COUNTS: Final = ("item maximum", "item minimum", "at most", "at least")


@dataclass
class Tally:
    """What came of the cases, by the sort of fact."""

    tested: Counter[str] = field(default_factory=Counter)
    passed: Counter[str] = field(default_factory=Counter)
    excused: Counter[tuple[str, str]] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def note(self, sort: str, where: str, fault: str | None) -> None:
        """One tested fact; `fault` is what went wrong."""
        self.tested[sort] += 1
        if fault is None:
            self.passed[sort] += 1
        else:
            self.failures.append(f"{sort} {where}: {fault}")

    def figures(self) -> dict[str, Any]:
        """The counts, for people and scripts."""
        return {
            "facts": sum(self.tested.values()) + sum(self.excused.values()),
            "tested": sum(self.tested.values()),
            "passed": sum(self.passed.values()),
            "excused": sum(self.excused.values()),
            "by_sort": {
                sort: {"tested": self.tested[sort], "passed": self.passed[sort]} for sort in sorted(self.tested)
            },
            "excuses": {f"{sort}: {reason}": count for (sort, reason), count in sorted(self.excused.items())},
            "failures": self.failures,
        }


@dataclass(frozen=True)
class Subject:
    """One type under test."""

    schema: TypeSchema
    facts: TypeFacts
    validator: Validator
    name: str

    @property
    def framework(self) -> bool:
        """Whether the type is made with the plugin framework."""
        return self.facts.implementation == "framework"


def subjects() -> Iterator[Subject]:
    """All types that have both a schema and facts."""
    schemas, facts = schema_store.load("aws"), store.load("aws")
    for kind in ("resource", "data", "ephemeral"):
        for name in facts.names(kind):
            schema, found = schemas.get(kind, name), facts.get(kind, name)
            if schema is not None and found is not None:
                yield Subject(schema, found, Validator(schema, found), f"{kind} {name}")


def _value_fault(subject: Subject, place: Place, facts: AttributeFacts, rule: Rule, *, each: bool) -> str | None:
    case = value_case(place, facts, rule, each=each, framework=subject.framework)
    unknown = subject.validator.check(put({}, place, case.unknown))
    right = subject.validator.check(put({}, place, case.right))
    if right != unknown:
        return f"{case.right!r} is right and was refused: {right}"
    wrong = [problem for problem in subject.validator.check(put({}, place, case.wrong)) if problem not in unknown]
    if not wrong:
        return f"{case.wrong!r} is wrong and passed {rule}"
    parts = tuple(step for step in wrong[0].path if isinstance(step, str))
    return None if parts == place.parts[: len(parts)] else f"{case.wrong!r} was refused elsewhere: {wrong[0]}"


def _children_fault(subject: Subject, place: Place, rule: Rule) -> str | None:
    _, least, _most, names = rule
    children = [find(subject.schema.block, ".".join((*place.parts, name))) for name in names]
    if not place.is_block or None in children:
        raise Excused("the schema does not have the children")
    check = compile_rule(rule, framework=subject.framework)

    def shown(count: int) -> bool:
        value: Any = [{child.parts[-1]: some(child) for child in children[:count] if child is not None}]
        found = subject.validator.check(put({}, place, value))
        return any("must be configured in" in problem.detail for problem in found) and check(value) is not None

    if shown(1) or (not least and shown(0)):
        return "the right number of children was refused"
    return None if (shown(0) or not least) and (len(names) == 1 or shown(2)) else "a wrong number of children passed"


def _concerns(problem: Problem, case: CombinationCase) -> bool:
    """Whether the problem is the rule of that attribute (others may carry the same rule)."""
    name, text = ".".join(case.own.parts), f"{problem.summary} {problem.detail}"
    parts = tuple(step for step in problem.path if isinstance(step, str))
    if parts != case.own.parts[: len(parts)] or not any(phrase in text for phrase in _PHRASES[case.kind]):
        return False
    if '":' in problem.detail:  # the SDK begins with the attribute's name
        return problem.detail.startswith(f'"{name}":')
    return ' when "' not in problem.detail or f'when "{name}"' in problem.detail


def _combination_fault(subject: Subject, path: str, kind: str) -> str | None:
    case = combination_case(subject.schema, subject.facts, path, kind)
    for config in case.refused:
        if not any(_concerns(problem, case) for problem in subject.validator.check(config)):
            return f"passed: {config}"
    for config in case.passed:
        found = [problem for problem in subject.validator.check(config) if _concerns(problem, case)]
        if found:
            return f"refused: {config}: {found[0]}"
    return None


def _count_fault(subject: Subject, place: Place, facts: AttributeFacts) -> str | None:
    least, most = facts.min_items, facts.max_items
    nested: Any = place.type if place.is_block else None
    if nested is not None and nested.nesting in {"single", "group"}:
        raise Excused("a block that cannot repeat")
    if most is not None and nested is not None and 0 < nested.max_items <= most:
        most = None  # the core checks it
    if least is not None and nested is not None and nested.min_items >= least:
        least = None
    if (least is None or least < 2) and nested is not None and most is None:
        raise Excused("the core checks it, by the schema")
    if most is not None and most > LARGEST_COUNT:
        raise Excused("too many elements to try")

    def counted(count: int) -> bool:
        value: Any = [{}] * count if nested is not None else ["example"] * count
        found = subject.validator.check(put({}, place, value))
        return any(
            phrase in f"{problem.summary} {problem.detail}"
            for problem in found
            for phrase in _COUNTS
            if "elements" in problem.detail or "item" in problem.detail
        )

    if most is not None and (not counted(most + 1) or (counted(most) and most >= (least or 0) and most > 0)):
        return f"at most {most} elements are not minded"
    if least is not None and least > 1 and (not counted(least - 1) or (most is None and counted(least))):
        return f"at least {least} elements are not minded"
    return None


def _required_fault(subject: Subject, place: Place) -> str | None:
    if not place.is_block:
        raise Excused("not a block in the schema")
    if place.type.min_items:
        raise Excused("the core checks it, by the schema")
    around = put({}, place, [])
    present = put({}, place, {} if place.type.nesting == "single" else [{}])
    endings = tuple(f"{sign}{place.parts[-1]} must have a configuration value" for sign in " .")

    def minded(config: dict[str, Any]) -> bool:
        found = subject.validator.check(config)
        return any(
            problem.summary == "Invalid Block" and any(ending in problem.detail for ending in endings)
            for problem in found
        )

    return None if minded(around) and not minded(present) else "the block is not required"


def _deprecated_fault(subject: Subject, place: Place) -> str | None:
    value: Any = ([{}] if place.type.nesting not in {"single", "group"} else {}) if place.is_block else "example"
    found = subject.validator.check(put({}, place, value if place.is_block or place.type == "string" else UNKNOWN))
    warned = [problem for problem in found if problem.severity == "warning" and place.parts[-1] in problem.detail]
    return None if warned else "no warning"


def _tests(subject: Subject, place: Place, path: str, facts: AttributeFacts) -> Iterator[tuple[str, Test]]:
    """Each fact of an attribute by its sort, with its test."""
    for rule, each in value_rules(facts):
        if rule[0] == "children":
            yield "value", partial(_children_fault, subject, place, rule)
        else:
            yield "value", partial(_value_fault, subject, place, facts, rule, each=each)
    for kind in KINDS:
        if getattr(facts, kind):
            yield kind, partial(_combination_fault, subject, path, kind)
    if facts.max_items is not None or facts.min_items is not None:
        yield "items", partial(_count_fault, subject, place, facts)
    if facts.required_block:
        yield "required_block", partial(_required_fault, subject, place)
    if facts.deprecated:
        yield "deprecated", partial(_deprecated_fault, subject, place)


def _attribute(subject: Subject, path: str, facts: AttributeFacts, tally: Tally) -> None:
    place = find(subject.schema.block, path)
    for sort, test in _tests(subject, place or _NOWHERE, path, facts):
        if place is None:
            tally.excused[sort, "the schema does not have the attribute"] += 1
            continue
        try:
            fault = test()
        except Excused as excuse:
            tally.excused[sort, str(excuse)] += 1
        else:
            tally.note(sort, f"{subject.name} {path}", fault)


def lost(oracle: Path) -> list[str]:
    """The types and attributes of which the pack of this package differs from the facts in `oracle`."""
    with lzma.open(oracle) as file:
        wanted = convert(json.load(file))
    pack = store.load("aws").pack
    found = {(kind, name): pack.get(kind, name) for kind in pack.kinds() for name in pack.names(kind)}
    return [
        f"{kind} {name}"
        for kind, name in sorted(wanted.keys() | found.keys())
        if wanted.get((kind, name)) != found.get((kind, name))
    ]


def figures(oracle: Path | None = None) -> dict[str, Any]:
    """Facts tested, passed and excused (with reasons), and every failure."""
    tally = Tally()
    for subject in subjects():
        for path, facts in subject.facts.attributes.items():
            _attribute(subject, path, facts, tally)
    found = tally.figures()
    if oracle is not None:
        found["lost"] = lost(oracle)
    return found


if __name__ == "__main__":
    json.dump(figures(Path(sys.argv[1]) if len(sys.argv) > 1 else None), sys.stdout, indent=1)
