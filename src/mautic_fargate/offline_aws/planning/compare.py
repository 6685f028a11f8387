"""When two provider values are the same: sets have no order, and an unset collection equals an empty one for the plugin SDK."""

from __future__ import annotations

from mautic_fargate.offline_aws.planning.levels import BlockRule, Level
from mautic_fargate.offline_aws.schema.model import CtyType
from mautic_fargate.offline_aws.wire.values import Value, encode, is_wholly_known


def same_value(type_: CtyType, left: Value, right: Value) -> bool:
    """Whether two values of an attribute of `type_` are equal; values with unknown parts are equal to nothing."""
    if left is right:
        return is_wholly_known(left)
    if left is None or right is None:
        return False
    if isinstance(type_, str):
        return bool(left == right) if is_wholly_known(left) and is_wholly_known(right) else False
    if not (is_wholly_known(left) and is_wholly_known(right)):
        return False
    return bool(canonical(type_, left) == canonical(type_, right))


def canonical(type_: CtyType, value: Value) -> Value:
    """`value` with the elements of every set in one order, so that equal values compare equal."""
    if value is None or isinstance(type_, str) or not isinstance(value, list | dict):
        return value
    kind, inner = type_[0], type_[1]
    if kind == "object" and isinstance(value, dict):
        return {name: canonical(inner.get(name, "dynamic"), item) for name, item in value.items()}
    if kind == "map" and isinstance(value, dict):
        return {name: canonical(inner, value[name]) for name in sorted(value)}
    if kind == "tuple":
        return [canonical(member, item) for member, item in zip(inner, value, strict=False)]
    items = [canonical(inner, item) for item in value]
    return sorted(items, key=encode) if kind == "set" else items


def canonical_level(level: Level, value: Value) -> Value:
    """`value`, one block of `level`, with the elements of every set in one order and members in the schema's order."""
    if not isinstance(value, dict):
        return value
    out = {rule.name: canonical(rule.type, value.get(rule.name)) for rule in level.attributes}
    for block in level.blocks:
        out[block.name] = _canonical_blocks(block, value.get(block.name))
    return out


def same_block(block: BlockRule, left: Value, right: Value) -> bool:
    """Whether two values of a nested block (one, a list or a set of them) are equal; a list's order counts."""
    if not (is_wholly_known(left) and is_wholly_known(right)):
        return False
    if left == right:
        return True
    return bool(_canonical_blocks(block, left) == _canonical_blocks(block, right))


def _canonical_blocks(block: BlockRule, value: Value) -> Value:
    if not isinstance(value, list):
        return canonical_level(block.level, value)
    items = [canonical_level(block.level, item) for item in value]
    return sorted(items, key=encode) if block.nesting == "set" else items
