"""Schema and behaviour of one type, compiled once into the tree that planning walks.

A *level* is one block: the type's own or a nested one. Everything that the walk asks for each value (its default, whether it
is replaced, what an unset one becomes) is worked out here, so that a plan costs one look at each attribute.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from mautic_fargate.offline_aws.behaviour.store import NO_DEFAULT, AttributeFacts, TypeFacts
from mautic_fargate.offline_aws.schema.model import Block, CtyType, NestedBlock, TypeSchema
from mautic_fargate.offline_aws.wire.values import UNKNOWN, Value

_NO_FACTS: Final = AttributeFacts()
TAGS_ALL: Final = "tags_all"


@dataclass(frozen=True, slots=True)
class AttributeRule:
    """What planning needs to know of one attribute."""

    name: str
    type: CtyType
    facts: AttributeFacts
    optional: bool
    computed: bool
    write_only: bool
    has_default: bool
    unset: Value
    """What a create plans when the configuration does not set it."""
    scalar_set: bool
    object_set: bool


@dataclass(frozen=True, slots=True)
class BlockRule:
    """What planning needs to know of one kind of nested block."""

    name: str
    nesting: str
    facts: AttributeFacts
    level: Level
    computed: bool
    unset: Value


@dataclass(frozen=True, slots=True)
class Level:
    """The rules of one block."""

    attributes: tuple[AttributeRule, ...]
    blocks: tuple[BlockRule, ...]
    in_set: bool


@dataclass(frozen=True, slots=True)
class TypeRules:
    """The rules of one type."""

    schema: TypeSchema
    facts: TypeFacts
    level: Level
    deciding: tuple[str, ...] = ()
    """The arguments that an object has for life: required, and replaced when changed."""

    @property
    def sdk(self) -> bool:
        """Whether the type is made with the plugin SDK (else with the plugin framework)."""
        return self.facts.implementation == "sdk"

    def has(self, attribute: str) -> bool:
        """Whether the type has that attribute at the top."""
        return attribute in self.schema.block.attributes


def compile_rules(schema: TypeSchema, facts: TypeFacts) -> TypeRules:
    """The rules of the type that `schema` and `facts` describe."""
    sdk = facts.implementation == "sdk"
    level = _compile_level(schema.block, facts, "", in_set=False, sdk=sdk)
    attributes = schema.block.attributes
    deciding = (rule for rule in level.attributes if attributes[rule.name].required and rule.facts.replace == "always")
    return TypeRules(schema, facts, level, tuple(rule.name for rule in deciding))


def _compile_level(block: Block, facts: TypeFacts, prefix: str, *, in_set: bool, sdk: bool) -> Level:
    attributes = []
    for attribute in block.attributes.values():
        known = facts.attributes.get(prefix + attribute.name, _NO_FACTS)
        default = typed_default(known.default, attribute.type)
        if default is not NO_DEFAULT:
            unset = default
        elif attribute.computed:
            unset = UNKNOWN
        else:
            unset = zero_value(attribute.type) if in_set and sdk else None
        collection = attribute.type[0] if isinstance(attribute.type, list) else ""
        of_objects = collection in {"set", "list"} and _is_object(attribute.type[1])
        attributes.append(
            AttributeRule(
                name=attribute.name,
                type=attribute.type,
                facts=known,
                optional=attribute.optional or attribute.required,
                computed=attribute.computed,
                write_only=attribute.write_only,
                has_default=default is not NO_DEFAULT,
                unset=None if attribute.write_only else unset,
                scalar_set=sdk and collection == "set" and not of_objects,
                object_set=sdk and collection == "set" and of_objects,
            )
        )
    blocks = []
    for nested in block.blocks.values():
        path = prefix + nested.name
        known = facts.attributes.get(path, _NO_FACTS)
        inside = in_set or nested.nesting == "set"
        level = _compile_level(nested.block, facts, path + ".", in_set=inside, sdk=sdk)
        blocks.append(BlockRule(nested.name, nested.nesting, known, level, known.computed, _unset_block(nested, known)))
    return Level(tuple(attributes), tuple(blocks), in_set)


def _unset_block(nested: NestedBlock, facts: AttributeFacts) -> Value:
    if facts.computed:
        return UNKNOWN
    return [] if nested.nesting in {"list", "set"} else None


def _is_object(type_: CtyType) -> bool:
    return isinstance(type_, list) and type_[0] == "object"


def zero_value(type_: CtyType) -> Value:
    """The zero value of a type: what the plugin SDK stores for an unset member of an element of a set."""
    if isinstance(type_, str):
        return {"string": "", "number": 0, "bool": False}.get(type_)
    if type_[0] == "object":
        return {name: zero_value(member) for name, member in type_[1].items()}
    return {} if type_[0] == "map" else []


def typed_default(default: Any, type_: CtyType) -> Any:
    """A default in source form as a value of `type_`: 60 of a string attribute is "60"."""
    if default is NO_DEFAULT or default is None:
        return NO_DEFAULT
    if type_ == "string":
        if isinstance(default, bool):
            return "true" if default else "false"
        return (
            default
            if isinstance(default, str)
            else format(default, "g")
            if isinstance(default, float)
            else str(default)
        )
    if type_ == "number" and not isinstance(default, bool):
        exact = Decimal(str(default))  # 0.1 is what is written, not the nearest binary number
        return int(exact) if exact == exact.to_integral_value() else exact
    if type_ == "bool" and isinstance(default, str):
        return default == "true"
    return default


def walk_levels(level: Level, prefix: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Level]]:
    """Every level of a type with the names of the blocks that lead to it."""
    yield prefix, level
    for block in level.blocks:
        yield from walk_levels(block.level, (*prefix, block.name))
