"""Numbers that travel as text: the wire cannot say whether a text is one, the schema can.

A number that no binary floating-point number holds exactly (0.1) comes as "0.1". It is read as a `Decimal`, so that it can be
compared, and goes back as the same text: the core compares exactly.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from mautic_fargate.offline_aws.planning.levels import Level
from mautic_fargate.offline_aws.schema.model import CtyType
from mautic_fargate.offline_aws.wire.values import Value


@dataclass(frozen=True, slots=True)
class NumberTree:
    """Where numbers can be in one block."""

    attributes: tuple[tuple[str, CtyType], ...]
    blocks: tuple[tuple[str, NumberTree], ...]


def number_tree(level: Level) -> NumberTree | None:
    """Where numbers can be in a block of `level`; None when there are none."""
    attributes = tuple((rule.name, rule.type) for rule in level.attributes if _has_number(rule.type))
    nested = ((block.name, number_tree(block.level)) for block in level.blocks)
    blocks = tuple((name, tree) for name, tree in nested if tree is not None)
    return NumberTree(attributes, blocks) if attributes or blocks else None


def read_numbers(tree: NumberTree, block: dict[str, Value]) -> None:
    """Turn the texts of numbers in a decoded block into numbers, in place."""
    for name, kind in tree.attributes:
        value = block.get(name)
        if isinstance(value, str | list | dict):
            block[name] = _read(kind, value)
    for name, inner in tree.blocks:
        nested = block.get(name)
        for item in nested if isinstance(nested, list) else (nested,):
            if isinstance(item, dict):
                read_numbers(inner, item)


def _has_number(kind: CtyType) -> bool:
    if isinstance(kind, str):
        return kind == "number"
    inner: Any = kind[1]
    members = inner.values() if isinstance(inner, dict) else inner if kind[0] == "tuple" else [inner]
    return any(map(_has_number, members))


def _read(kind: CtyType, value: Value) -> Value:
    if isinstance(kind, str):
        return number(value) if kind == "number" and isinstance(value, str) else value
    inner: Any = kind[1]
    if isinstance(value, dict):
        return {key: _read(inner.get(key, "") if kind[0] == "object" else inner, item) for key, item in value.items()}
    if isinstance(value, list):
        if kind[0] == "tuple":
            return [_read(member, item) for member, item in zip(inner, value, strict=False)]
        return [_read(inner, item) for item in value]
    return value


def number(text: str) -> Value:
    """The number that a text of the wire says: an `int` when it is whole."""
    value = Decimal(text)
    return int(value) if value == value.to_integral_value() else value
