"""Differences that inline code of the provider ignores, as plan hooks use them."""

from __future__ import annotations

from collections.abc import Iterator

from mautic_fargate.offline_aws.planning.levels import BlockRule, Level, zero_value
from mautic_fargate.offline_aws.services.context import PlanContext
from mautic_fargate.offline_aws.wire.values import UNKNOWN, Value, is_unknown

Block = dict[str, Value]


def first_block(values: Block, name: str) -> Block:
    """The first of the blocks `name` in `values`; empty when there is none or it is unknown."""
    value = values.get(name)
    found = value[0] if isinstance(value, list) and value else value
    return found if isinstance(found, dict) else {}


def blocks_of(values: Block, name: str) -> list[Block]:
    """The known blocks `name` in `values`."""
    value = values.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text(value: Value) -> str:
    """`value` when it is a known text, else ""."""
    return value if isinstance(value, str) else ""


def truthy(value: Value) -> bool:
    """What the plugin SDK's `Get` makes of a bool: an unknown or unset one is false."""
    return value is True


def is_empty(value: Value) -> bool:
    """Whether a value is known and there is nothing in it; an unknown one may yet become anything."""
    return not is_unknown(value) and not value


def ignore(context: PlanContext, *names: str) -> None:
    """No difference in these attributes counts: create plans nothing for them, an update keeps what is there."""
    for name in names:
        if context.prior is None:
            attribute = context.rules.schema.block.attributes.get(name)
            if attribute is None:
                context.planned[name] = UNKNOWN if _block_rule(context.rules.level, name).computed else []
            else:
                context.planned[name] = UNKNOWN if attribute.computed else None
        else:
            context.planned[name] = context.prior.get(name)
        context.allow_in_place(name)


def keep(context: PlanContext, *names: str) -> None:
    """An update keeps what is there; a create is left alone."""
    if context.prior is not None:
        ignore(context, *names)


def paired_blocks(context: PlanContext, name: str) -> Iterator[tuple[Block, Block]]:
    """The planned blocks of a list, each with the prior one at its place (empty when there is none)."""
    before = blocks_of(context.prior or {}, name)
    for index, block in enumerate(blocks_of(context.planned, name)):
        yield block, before[index] if index < len(before) else {}


def _block_rule(level: Level, name: str) -> BlockRule:
    return next(block for block in level.blocks if block.name == name)


def drop_block(context: PlanContext, name: str) -> None:
    """Plan the removal of a block of which the provider ignores only the *number*.

    Its members are still compared: they go to their default, or to nothing; computed ones stay.
    """
    before = context.before(name)
    if context.configured(name) or not isinstance(before, list) or not before:
        return
    level = _block_rule(context.rules.level, name).level
    context.planned[name] = [_without_configuration(level, item) for item in before if isinstance(item, dict)]
    for index, (old, new) in enumerate(zip(before, blocks_of(context.planned, name), strict=False)):
        for rule in level.attributes:
            if rule.facts.replace == "always" and old.get(rule.name) != new.get(rule.name):
                context.require_replace(name, index, rule.name)


def _without_configuration(level: Level, before: Block) -> Block:
    after: Block = {}
    for rule in level.attributes:
        value = before.get(rule.name)
        if rule.has_default:
            after[rule.name] = rule.unset
        elif rule.computed or value is None or value == zero_value(rule.type):
            after[rule.name] = value
        else:
            after[rule.name] = None
    for block in level.blocks:
        kept = block.computed or block.facts.suppress is not None
        inner = before.get(block.name)
        after[block.name] = inner if kept else [] if isinstance(inner, list) else None
    return after
