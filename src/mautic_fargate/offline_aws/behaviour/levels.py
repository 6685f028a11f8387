"""Schema and behaviour facts of a type, compiled into the tree that validation walks: only blocks and attributes with rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeAlias

from mautic_fargate.offline_aws.behaviour.combinations import KINDS, Combination, Member, Reference
from mautic_fargate.offline_aws.behaviour.rules import Check, compile_rule
from mautic_fargate.offline_aws.behaviour.store import AttributeFacts, Rule, TypeFacts
from mautic_fargate.offline_aws.schema.model import Block, CtyType, NestedBlock

_NO_FACTS: Final = AttributeFacts()

_SUMMARIES: Final = {
    "enum": "Invalid Attribute Value Match",
    "enum_fold": "Invalid Attribute Value Match",
    "none_of": "Invalid Attribute Value Match",
    "regex": "Invalid Attribute Value Match",
    "regex_not": "Invalid Attribute Value Match",
    "length": "Invalid Attribute Value Length",
}


@dataclass(frozen=True, slots=True)
class ValueCheck:
    """A compiled value rule with the framework's summary of its breach."""

    summary: str
    check: Check


@dataclass(frozen=True, slots=True)
class AttributeNode:
    """An attribute with rules."""

    name: str
    checks: tuple[ValueCheck, ...]
    least: int | None
    most: int | None
    collection: bool
    """A list or set, in which the SDK allows no null."""
    deprecated: bool
    level: Level | None
    """Of the objects in it, when it is a list or set of objects with rules."""


class LazyLevel:
    """A level that is compiled when a configuration first has such a block: some types have thousands that nobody uses."""

    __slots__ = ("_level", "_make")

    def __init__(self, make: Callable[[], Level | None]) -> None:
        self._make: Callable[[], Level | None] | None = make
        self._level: Level | None = None

    def get(self) -> Level | None:
        """The level; None when nothing in it has a rule."""
        make = self._make
        if make is not None:  # two threads at once both make it: the same, and harmless
            self._level = make()
            self._make = None
        return self._level


@dataclass(frozen=True, slots=True)
class BlockNode:
    """A kind of nested block. `least` and `most` are set where the core itself does not check them."""

    name: str
    checks: tuple[ValueCheck, ...]
    least: int | None
    most: int | None
    required: bool
    deprecated: bool
    level: LazyLevel
    is_set: bool


@dataclass(frozen=True, slots=True)
class Level:
    """The rules of one block."""

    attributes: tuple[AttributeNode, ...]
    blocks: tuple[BlockNode, ...]
    combinations: tuple[Combination, ...]


Place: TypeAlias = "tuple[str, ...]"
"""The path of a block or attribute from the root of its type, without indices."""


class _Shape:
    """What the schema has at one level: blocks, attributes and, of attributes that hold objects, the objects' attributes."""

    def __init__(self, source: Block | Mapping[str, CtyType]) -> None:
        self.blocks: Mapping[str, NestedBlock] = source.blocks if isinstance(source, Block) else {}
        self.types: Mapping[str, CtyType] = (
            {name: found.type for name, found in source.attributes.items()} if isinstance(source, Block) else source
        )

    def inside(self, name: str) -> _Shape | None:
        """The level inside of a block or of an attribute of objects."""
        if name in self.blocks:
            return _Shape(self.blocks[name].block)
        found = object_of(self.types.get(name, "string"))
        return None if found is None else _Shape(found)


def object_of(kind: CtyType) -> Mapping[str, CtyType] | None:
    """The attributes of the objects in a type: of an object, or of a list or set of objects."""
    if isinstance(kind, list) and kind[0] in {"list", "set"}:
        kind = kind[1]
    return kind[1] if isinstance(kind, list) and kind[0] == "object" else None


def _value_checks(facts: AttributeFacts, *, framework: bool) -> tuple[ValueCheck, ...]:
    rules: tuple[Rule, ...] = facts.validate
    if facts.each:
        rules = (*rules, ("each", facts.each))
    return tuple(
        ValueCheck(_SUMMARIES.get(rule[0], "Invalid Attribute Value"), compile_rule(rule, framework=framework))
        for rule in rules
        if rule[0] != "hand"
    )


class Compiler:
    """Compiles the levels of one type."""

    def __init__(self, block: Block, facts: TypeFacts) -> None:
        self.root = _Shape(block)
        self.facts = facts.attributes
        self.framework = facts.implementation == "framework"
        self.skipped: list[str] = []
        """References of the facts to what the schema does not have, in the levels compiled so far."""
        self.unknown: set[str] = set()

    def compile(self) -> Level:
        """The tree of the type."""
        return self._level(self.root, ()) or Level((), (), ())

    def _level(self, shape: _Shape, place: Place) -> Level | None:
        attributes = tuple(filter(None, (self._attribute(shape, name, place) for name in shape.types)))
        blocks = tuple(self._block(nested, place) for nested in shape.blocks.values())
        combinations = tuple(self._combinations(shape, place))
        return Level(attributes, blocks, combinations) if attributes or blocks or combinations else None

    def _of(self, place: Place) -> AttributeFacts:
        return self.facts.get(".".join(place), _NO_FACTS)

    def _attribute(self, shape: _Shape, name: str, place: Place) -> AttributeNode | None:
        facts, kind = self._of((*place, name)), shape.types[name]
        inside = object_of(kind)
        node = AttributeNode(
            name=name,
            checks=_value_checks(facts, framework=self.framework),
            least=facts.min_items,
            most=facts.max_items,
            collection=isinstance(kind, list) and kind[0] in {"list", "set"} and not self.framework,
            deprecated=facts.deprecated,
            level=None if inside is None else self._level(_Shape(inside), (*place, name)),
        )
        idle = node.least is None and node.most is None and not node.collection
        return None if idle and not node.checks and not node.deprecated and node.level is None else node

    def _block(self, nested: NestedBlock, place: Place) -> BlockNode:
        place = (*place, nested.name)
        facts = self._of(place)
        least, most = facts.min_items, facts.max_items
        single = nested.nesting in {"single", "group"}
        return BlockNode(
            name=nested.name,
            checks=_value_checks(facts, framework=self.framework),
            least=None if single or least is None or nested.min_items >= least else least,
            most=None if single or most is None or 0 < nested.max_items <= most else most,
            required=facts.required_block and not nested.min_items,
            deprecated=facts.deprecated,
            level=LazyLevel(partial(self._level, _Shape(nested.block), place)),
            is_set=nested.nesting == "set",
        )

    def _combinations(self, shape: _Shape, place: Place) -> Iterator[Combination]:
        grouped: dict[tuple[str, tuple[Reference, ...]], list[Member]] = {}
        for kind, references, member in self._rules(shape, place):
            grouped.setdefault((kind, references), []).append(member)
        for (kind, references), members in grouped.items():
            yield Combination(kind, self.framework, references, tuple(members))

    def _rules(self, shape: _Shape, place: Place) -> Iterator[tuple[str, tuple[Reference, ...], Member]]:
        for name in (*shape.types, *shape.blocks):
            facts = self._of((*place, name))
            for kind in KINDS:
                if paths := [path for path in getattr(facts, kind) if not path.startswith("./")]:
                    found = self._rule(kind, paths, (*place, name))
                    # What is not in the schema cannot be set, which only matters where something must be.
                    if kind == "conflicts_with" or not self.framework or all(map(self._known, found[1])):
                        yield found
        own = self._of(place) if place else _NO_FACTS
        for kind in KINDS:
            if paths := [path for path in getattr(own, kind) if path.startswith("./")]:
                yield kind, tuple(self._reference(path, (*place, "")) for path in paths), Member(".".join(place), None)

    def _known(self, reference: Reference) -> bool:
        return reference.name not in self.unknown

    def _rule(self, kind: str, paths: list[str], place: Place) -> tuple[str, tuple[Reference, ...], Member]:
        own = self._reference("../" + place[-1], place)
        references = dict.fromkeys((*(self._reference(path, place) for path in paths), own))
        # One order for all members of a group, so that they are recognised as one.
        ordered = tuple(sorted(references, key=lambda found: (found.name, found.up)))
        return kind, ordered, Member(".".join(place), ordered.index(own))

    def _reference(self, path: str, place: Place) -> Reference:
        target, container = self._target(path, place), place[:-1]
        common = 0
        while common < min(len(container), len(target) - 1) and container[common] == target[common]:
            common += 1
        shape: _Shape | None = self.root
        for step in target[:-1]:
            shape = shape.inside(step) if shape else None
        if shape is None or not (target[-1] in shape.types or target[-1] in shape.blocks):
            self.skipped.append(f"{'.'.join(place)}: {path}")
            self.unknown.add(".".join(target))
        is_block = shape is not None and target[-1] in shape.blocks
        return Reference(".".join(target), len(container) - common, target[common:], is_block)

    @staticmethod
    def _target(path: str, place: Place) -> Place:
        parts = tuple(part for part in path.split("/") if part != ".")
        ups = sum(part == ".." for part in parts)
        names = tuple(name for part in parts[ups:] for name in part.split(".") if not name.isdecimal())
        if path.startswith("."):
            # `../x` leaves the attribute for its own block; `./x` is inside of the block that the caller stands for.
            return (*place[: len(place) - max(ups, 1)], *names)
        return names


def compile_levels(block: Block, facts: TypeFacts) -> tuple[Level, list[str]]:
    """The tree of a type, and the references of its facts that the schema does not have."""
    compiler = Compiler(block, facts)
    return compiler.compile(), compiler.skipped
