"""Cases that prove the behaviour facts one by one: for each, a configuration that must be refused and ones that must pass.

A case is made from the schema and one fact alone: the attribute stands at its place, in as many blocks as its path has, and
nothing else is set. Values are chosen by `behaviour_reference`, a second reading of the rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from behaviour_reference import holds, scalars_against, scalars_for
from mautic_fargate.offline_aws.behaviour.goregex import Untranslatable, compile_go
from mautic_fargate.offline_aws.behaviour.rules import fault_of
from mautic_fargate.offline_aws.behaviour.samples.values import leaves
from mautic_fargate.offline_aws.behaviour.store import AttributeFacts, Rule, TypeFacts
from mautic_fargate.offline_aws.schema.model import Block, NestedBlock, TypeSchema
from mautic_fargate.offline_aws.wire.values import UNKNOWN

LARGEST_COUNT: Final = 5000


class Excused(Exception):
    """A fact that no case is made of; the text is the reason."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a path of the facts leads in a schema."""

    parts: tuple[str, ...]
    type: Any
    """A type in `cty`'s notation, or the nested block."""
    shells: tuple[str, ...]
    """How each level on the way is held: "list" or "single"."""

    @property
    def is_block(self) -> bool:
        """Whether it is a block."""
        return isinstance(self.type, NestedBlock)


def find(block: Block, path: str) -> Place | None:
    """The place of `path`; None when the schema does not have it."""
    parts = tuple(path.split("."))
    shells: list[str] = []
    current: Any = block
    for at, part in enumerate(parts):
        last = at == len(parts) - 1
        if isinstance(current, Block) and part in current.blocks:
            nested = current.blocks[part]
            if last:
                return Place(parts, nested, tuple(shells))
            shells.append("single" if nested.nesting in {"single", "group"} else "list")
            current = nested.block
            continue
        kind = current.attributes[part].type if isinstance(current, Block) and part in current.attributes else None
        kind = current.get(part) if isinstance(current, dict) else kind
        if kind is None or last:
            return None if kind is None else Place(parts, kind, tuple(shells))
        shells.append("list" if isinstance(kind, list) and kind[0] in {"list", "set"} else "single")
        inner = kind[1] if isinstance(kind, list) and kind[0] in {"list", "set"} else kind
        if not (isinstance(inner, list) and inner[0] == "object"):
            return None
        current = inner[1]
    return None


def put(config: dict[str, Any], place: Place, value: Any) -> dict[str, Any]:
    """Set `value` at `place` in `config`, in the first block of every kind on the way."""
    here = config
    for part, shell in zip(place.parts[:-1], place.shells, strict=True):
        if part not in here:
            here[part] = [{}] if shell == "list" else {}
        here = here[part][0] if shell == "list" else here[part]
    if value is not ABSENT:
        here[place.parts[-1]] = value
    return config


ABSENT: Final = object()
"""Makes `put` stop at the block around the attribute."""


@dataclass(frozen=True, slots=True)
class ValueCase:
    """A value rule: values at one place."""

    place: Place
    rule: Rule
    right: Any
    wrong: Any
    unknown: Any


def _untranslatable(rule: Rule) -> str | None:
    for leaf in leaves([rule]):
        if leaf[0] in {"regex", "regex_not"}:
            try:
                compile_go(leaf[1])
            except Untranslatable as error:
                return f"regular expression: {error}"
    return None


@cache
def _right(kind: str, rules: tuple[Rule, ...], framework: bool) -> Any:
    for value in scalars_for(kind, rules):
        judged = all(holds(rule, value) is not False for rule in rules)
        if judged and fault_of(rules, value, "", framework=framework) is None:
            return value
    raise Excused("no right value was found")


@cache
def _wrong(kind: str, rule: Rule) -> Any:
    for value in scalars_against(kind, rule):
        if holds(rule, value) is False:
            return value
    raise Excused("every value satisfies the rule")


def _scalar_case(kind: Any, rule: Rule, rules: tuple[Rule, ...], *, framework: bool) -> tuple[Any, Any]:
    if all(leaf[0] == "hand" for leaf in leaves([rule])):
        raise Excused("a function of the provider")
    if rule[0] == "any" and any(leaf[0] == "hand" for leaf in leaves([rule])):
        raise Excused("an alternative is a function of the provider")
    if reason := _untranslatable(rule):
        raise Excused(reason)
    if not isinstance(kind, str):
        raise Excused(f"a rule for scalars on {kind!r}")
    return _right(kind, rules, framework), _wrong(kind, rule)


def value_case(place: Place, facts: AttributeFacts, rule: Rule, *, each: bool, framework: bool) -> ValueCase:
    """The case of one of the rules `facts.validate`, or of `facts.each`. Raises `Excused`."""
    kind = place.type
    if place.is_block:
        raise Excused("a rule on a block" if rule[0] != "hand" else "a function of the provider")
    if not each and rule[0] not in {"each", "keys", "items", "unique", "no_nulls"} and isinstance(kind, str):
        right, wrong = _scalar_case(kind, rule, facts.validate, framework=framework)
        return ValueCase(place, rule, right, wrong, UNKNOWN)
    if rule[0] == "hand":
        raise Excused("a function of the provider")
    return _collection_case(place, facts, rule, each=each, framework=framework)


def _collection_case(place: Place, facts: AttributeFacts, rule: Rule, *, each: bool, framework: bool) -> ValueCase:
    kind = place.type
    if not isinstance(kind, list) or kind[0] not in {"list", "set", "map"}:
        raise Excused(f"a rule for collections on {kind!r}")
    elements = (*facts.each, *(inner for outer in facts.validate if outer[0] == "each" for inner in outer[1]))
    keyed = tuple(inner for outer in facts.validate if outer[0] == "keys" for inner in outer[1])
    right = _right(kind[1], elements, framework) if isinstance(kind[1], str) else None
    key = _right("string", keyed, framework) if kind[0] == "map" else ""
    count = max(facts.min_items or 0, 1)

    def wrap(value: Any, name: Any = key) -> Any:
        return {name: value} if kind[0] == "map" else [value] * count

    inner = rule if each else ("all", rule[1]) if rule[0] in {"each", "keys"} else None
    if right is None:
        right = ["example"]
    if inner is None:
        return _whole_case(place, rule, right, wrap)
    if rule[0] == "keys":
        _, wrong = _scalar_case("string", inner, keyed, framework=framework)
        return ValueCase(place, rule, wrap(right), {wrong: right}, UNKNOWN)
    _, wrong = _scalar_case(kind[1], inner, elements, framework=framework)
    return ValueCase(place, rule, wrap(right), wrap(wrong), wrap(UNKNOWN))


def _whole_case(place: Place, rule: Rule, element: Any, wrap: Any) -> ValueCase:
    if rule[0] == "no_nulls":
        return ValueCase(place, rule, wrap(element), wrap(None), UNKNOWN)
    if rule[0] == "unique":
        return ValueCase(place, rule, [element], [element, element], UNKNOWN)
    if rule[0] == "items" and place.type[0] == "map":
        least, most = rule[1] or 0, rule[2]
        right = {f"k{at}": element for at in range(least)}
        return ValueCase(place, rule, right, {f"k{at}": element for at in range(most + 1)}, UNKNOWN)
    raise Excused(f"no case for a rule {rule[0]}")


def value_rules(facts: AttributeFacts) -> Iterator[tuple[Rule, bool]]:
    """Every value rule of an attribute, and whether it is one for its elements."""
    for rule in facts.validate:
        yield rule, False
    for rule in facts.each:
        yield rule, True


@dataclass(frozen=True, slots=True)
class CombinationCase:
    """A rule over several attributes: configurations with what is expected of them."""

    own: Place
    kind: str
    refused: tuple[dict[str, Any], ...]
    passed: tuple[dict[str, Any], ...]


def some(place: Place) -> Any:
    kind = place.type
    if place.is_block:
        return {} if kind.nesting in {"single", "group"} else [{}]
    if isinstance(kind, str):
        return {"string": "example", "number": 1, "bool": True}.get(kind, "example")
    if kind[0] == "map":
        return {"example": "example"}
    return {} if kind[0] == "object" else ["example"]


def _absolute(own: tuple[str, ...], path: str) -> str:
    if path.startswith("./"):
        return ".".join((*own, path[2:]))
    ups = 0
    while path.startswith("../"):
        path, ups = path[3:], ups + 1
    return (
        ".".join((*own[: len(own) - ups], path)) if ups else ".".join(p for p in path.split(".") if not p.isdecimal())
    )


def combination_case(schema: TypeSchema, facts: TypeFacts, path: str, kind: str) -> CombinationCase:
    """The case of one rule over several attributes. Raises `Excused`."""
    own = find(schema.block, path)
    if own is None:
        raise Excused("the schema does not have the attribute")
    wanted: tuple[str, ...] = getattr(facts.attributes[path], kind)
    children = [name for name in wanted if name.startswith("./")]
    names = children or list(wanted)
    targets = [_absolute(own.parts, name) for name in names]
    others = [place for place in (find(schema.block, name) for name in targets if name != path) if place is not None]
    if not others or (len(others) != sum(name != path for name in targets)):
        raise Excused("the schema does not have all of the other attributes")
    if children:
        return _children_case(own, kind, others)
    made: CombinationCase = _CASES[kind](own, kind, others)
    return made


def _with(*places: Place, unknown: Place | None = None, around: Place | None = None) -> dict[str, Any]:
    config: dict[str, Any] = {}
    if around is not None:
        put(config, around, ABSENT)
    for place in places:
        put(config, place, some(place))
    if unknown is not None:
        put(config, unknown, UNKNOWN)
    return config


def _nested(one: Place, other: Place) -> bool:
    return one.parts == other.parts[: len(one.parts)] or other.parts == one.parts[: len(other.parts)]


def _conflicts(own: Place, kind: str, others: list[Place]) -> CombinationCase:
    free = [other for other in others if not _nested(own, other)]
    if not free:
        raise Excused("conflicts with what it is part of")
    refused = tuple(_with(own, other) for other in free)
    return CombinationCase(own, kind, refused, (_with(own), _with(own, unknown=free[0])))


def _exactly_one(own: Place, kind: str, others: list[Place]) -> CombinationCase:
    if any(_nested(own, other) for other in others):
        raise Excused("alternative to what it is part of")
    refused = (_with(around=own), *(_with(own, other) for other in others))
    passed = (_with(own), *(_with(other, around=own) for other in others), _with(unknown=own))
    return CombinationCase(own, kind, refused, passed)


def _at_least_one(own: Place, kind: str, others: list[Place]) -> CombinationCase:
    if any(_nested(own, other) for other in others):
        raise Excused("alternative to what it is part of")
    passed = (_with(own), *(_with(other, around=own) for other in others), _with(unknown=own))
    return CombinationCase(own, kind, (_with(around=own),), passed)


def _required_with(own: Place, kind: str, others: list[Place]) -> CombinationCase:
    if any(other.parts == own.parts[: len(other.parts)] for other in others):
        raise Excused("requires what it is part of")
    passed = (_with(own, *others), _with(around=own), _with(own, *others[1:], unknown=others[0]))
    return CombinationCase(own, kind, (_with(own),), passed)


def _children_case(own: Place, kind: str, children: list[Place]) -> CombinationCase:
    refused = [_with(own)] if kind in {"exactly_one_of", "at_least_one_of"} else []
    if kind == "exactly_one_of" and len(children) > 1:
        refused.append(_with(own, *children[:2]))
    return CombinationCase(own, kind, tuple(refused), tuple(_with(own, child) for child in children))


_CASES: Final[dict[str, Any]] = {
    "conflicts_with": _conflicts,
    "exactly_one_of": _exactly_one,
    "at_least_one_of": _at_least_one,
    "required_with": _required_with,
}
