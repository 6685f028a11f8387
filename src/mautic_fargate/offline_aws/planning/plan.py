"""The general plan of a resource: create, update, replacement."""

from __future__ import annotations

from dataclasses import dataclass, field

from mautic_fargate.offline_aws.planning.compare import same_block, same_value
from mautic_fargate.offline_aws.planning.levels import AttributeRule, BlockRule, Level, TypeRules, zero_value
from mautic_fargate.offline_aws.planning.normalise import EQUIVALENCES, KEEPS_MISSING_BLOCK, STORED_FORMS
from mautic_fargate.offline_aws.wire.values import UNKNOWN, Value, is_unknown, is_wholly_known

Path = tuple[str | int, ...]

_NOT_COMPARED = frozenset({"tags", "tags_all", "region", "timeouts"})


@dataclass(slots=True)
class Draft:
    """A plan in the making."""

    planned: dict[str, Value]
    replace: list[Path] = field(default_factory=list)
    """Paths whose change needs a new resource."""


def plan_create(rules: TypeRules, config: dict[str, Value]) -> Draft:
    """The plan of a resource that does not exist yet."""
    return Draft(_create_level(rules.level, config))


def plan_update(
    rules: TypeRules, config: dict[str, Value], prior: dict[str, Value], proposed: dict[str, Value]
) -> Draft:
    """The plan of a resource that exists as `prior`. `proposed` is the core's merge of prior and configuration."""
    draft = Draft(_update_level(rules, rules.level, config, prior, proposed))
    _find_replacements(rules, rules.level, config, prior, draft.planned, (), draft.replace)
    if not rules.facts.updatable and not draft.replace:
        draft.replace.extend(
            (name,) for name in changed_names(rules, prior, draft.planned) if name not in _NOT_COMPARED
        )
    return draft


def mark_framework_unknowns(rules: TypeRules, config: dict[str, Value], planned: dict[str, Value]) -> None:
    """Framework types: on any change, what the provider computes is unknown unless the type keeps it."""
    for rule in rules.level.attributes:
        if rule.computed and config.get(rule.name) is None and not rule.facts.keep and not rule.has_default:
            planned[rule.name] = UNKNOWN


def changed_names(rules: TypeRules, prior: dict[str, Value], planned: dict[str, Value]) -> list[str]:
    """The names of the top attributes and blocks that the plan changes."""
    changed = [
        rule.name
        for rule in rules.level.attributes
        if planned[rule.name] is not prior.get(rule.name)
        and not same_value(rule.type, planned[rule.name], prior.get(rule.name))
    ]
    changed += [
        block.name for block in rules.level.blocks if not same_block(block, planned[block.name], prior.get(block.name))
    ]
    return changed


# --- create ---------------------------------------------------------------------------------------------------------


def _create_level(level: Level, config: dict[str, Value]) -> dict[str, Value]:
    planned = {}
    for rule in level.attributes:
        value = config.get(rule.name)
        planned[rule.name] = rule.unset if value is None else _configured(rule, value)
    for block in level.blocks:
        planned[block.name] = _create_blocks(block, config.get(block.name))
    return planned


def _create_blocks(block: BlockRule, config: Value) -> Value:
    if isinstance(config, list):
        if not config:
            return block.unset
        return [item if is_unknown(item) else _create_level(block.level, item) for item in config]
    if isinstance(config, dict):
        return _create_level(block.level, config)
    return block.unset if config is None else config


def _configured(rule: AttributeRule, value: Value) -> Value:
    """What a plan shows for a configured value."""
    if rule.write_only:
        return None
    if rule.scalar_set and isinstance(value, list) and any(map(is_unknown, value)):
        return UNKNOWN  # the SDK cannot hash an unknown element: the set as a whole is unknown
    if rule.object_set and isinstance(value, list):
        return [_zeroed(rule, item) for item in value]
    if rule.facts.state is not None and (form := STORED_FORMS.get(rule.facts.state)) and not is_unknown(value):
        return form(value)
    return value


def _zeroed(rule: AttributeRule, item: Value) -> Value:
    if not isinstance(item, dict):
        return item
    members = rule.type[1][1]
    return {name: zero_value(members[name]) if value is None else value for name, value in item.items()}


# --- update ---------------------------------------------------------------------------------------------------------


def _update_level(
    rules: TypeRules, level: Level, config: dict[str, Value], prior: dict[str, Value], proposed: dict[str, Value]
) -> dict[str, Value]:
    planned = {}
    for rule in level.attributes:
        planned[rule.name] = _update_attribute(rules, rule, config.get(rule.name), prior.get(rule.name), proposed)
    for block in level.blocks:
        planned[block.name] = _update_blocks(rules, block, config.get(block.name), prior.get(block.name), proposed)
    return planned


def _update_attribute(
    rules: TypeRules, rule: AttributeRule, value: Value, before: Value, proposed: dict[str, Value]
) -> Value:
    if rule.write_only:
        return None
    if value is not None:
        wanted = _configured(rule, value)
        if _equivalent(rule, before, wanted):
            return before
        if rules.sdk and rule.computed and wanted == "" and before:
            return before  # the SDK takes a configured empty text for "not set"
        return wanted
    if rule.has_default:
        return rule.unset
    if rule.computed:
        return proposed.get(rule.name)
    if rules.sdk and before is not None and before == zero_value(rule.type):
        return before  # unset and zero are the same to the SDK
    return rule.unset


def _equivalent(rule: AttributeRule, before: Value, wanted: Value) -> bool:
    if before is None or is_unknown(wanted) or rule.facts.suppress is None:
        return False
    same = EQUIVALENCES.get(rule.facts.suppress)
    return same is not None and same(before, wanted)


def _update_blocks(
    rules: TypeRules, block: BlockRule, config: Value, before: Value, proposed: dict[str, Value]
) -> Value:
    merged = proposed.get(block.name)
    if isinstance(config, dict):
        return _update_level(rules, block.level, config, before or {}, merged or {})
    if not isinstance(config, list):
        return config
    if not config:
        # An omitted computed block keeps what is there, and so does one whose removal the provider ignores.
        keeps = block.computed or block.facts.suppress == KEEPS_MISSING_BLOCK
        return before if keeps and before is not None else config
    previous = before if isinstance(before, list) else []
    suggested = merged if isinstance(merged, list) else []
    if block.nesting == "set":
        return _update_set(rules, block, config, previous)
    planned = []
    for index, item in enumerate(config):
        if is_unknown(item):
            planned.append(item)
        elif index < len(previous) and not is_unknown(previous[index]):
            base = suggested[index] if index < len(suggested) else {}
            planned.append(_update_level(rules, block.level, item, previous[index] or {}, base or {}))
        else:
            planned.append(_create_level(block.level, item))
    return planned


def _update_set(rules: TypeRules, block: BlockRule, config: list[Value], previous: list[Value]) -> list[Value]:
    """Elements that were there keep what was computed for them; the others are planned as new."""
    left = [item for item in previous if isinstance(item, dict)]
    planned = []
    for item in config:
        if is_unknown(item):
            planned.append(item)
            continue
        wanted = _create_level(block.level, item)
        found = next((old for old in left if _matches(block.level, wanted, old)), None)
        if found is None:
            planned.append(wanted)
        else:
            left.remove(found)
            planned.append(found)
    return planned


def _matches(level: Level, wanted: dict[str, Value], old: dict[str, Value]) -> bool:
    """Whether a set's old element is the wanted one: equal wherever the wanted one is not left to the provider."""
    for rule in level.attributes:
        new = wanted[rule.name]
        if rule.computed and new is UNKNOWN:
            continue
        before = old.get(rule.name)
        if new is None and before is None:
            continue
        if not (same_value(rule.type, new, before) or _equivalent(rule, before, new)):
            return False
    for block in level.blocks:
        new, before = wanted[block.name], old.get(block.name)
        if block.computed and new is UNKNOWN:
            continue
        if isinstance(new, list) and isinstance(before, list):
            if len(new) != len(before):
                return False
            rest = list(before)
            for item in new:
                hit = next(
                    (other for other in rest if isinstance(item, dict) and _matches(block.level, item, other)), None
                )
                if hit is None:
                    return False
                rest.remove(hit)
        elif new != before:
            return False
    return True


# --- replacement ----------------------------------------------------------------------------------------------------


def _find_replacements(
    rules: TypeRules,
    level: Level,
    config: dict[str, Value],
    prior: dict[str, Value],
    planned: dict[str, Value],
    path: Path,
    found: list[Path],
) -> None:
    for rule in level.attributes:
        kind = rule.facts.replace
        if kind is None or kind == "conditional":
            continue
        if kind == "if_configured" and config.get(rule.name) is None:
            continue
        before, after = prior.get(rule.name), planned.get(rule.name)
        if before is after and not is_unknown(after):
            continue
        if not same_value(rule.type, before, after) and not _both_unset(rules, rule, before, after):
            found.append((*path, rule.name))
    for block in level.blocks:
        before, after = prior.get(block.name), planned.get(block.name)
        if before == after and is_wholly_known(after):
            continue
        _find_block_replacements(rules, block, config.get(block.name), before, after, path, found)


def _both_unset(rules: TypeRules, rule: AttributeRule, before: Value, after: Value) -> bool:
    if not rules.sdk:
        return before is None and after is None
    zero = zero_value(rule.type)
    return (before is None or before == zero) and (after is None or (not is_unknown(after) and after == zero))


def _find_block_replacements(
    rules: TypeRules, block: BlockRule, config: Value, before: Value, after: Value, path: Path, found: list[Path]
) -> None:
    here = (*path, block.name)
    old = before if isinstance(before, list) else [] if before is None else [before]
    new = after if isinstance(after, list) else [] if after is None else [after]
    if block.facts.replace == "always" and (is_unknown(after) or len(old) != len(new)):
        found.append(here)
        return
    if block.nesting == "set":
        if not same_block(block, before, after) and _replaces_inside(rules, block, old, new):
            found.append(here)
        return
    wanted = config if isinstance(config, list) else [config]
    for index, item in enumerate(new):
        if not isinstance(item, dict):
            continue
        previous = old[index] if index < len(old) and isinstance(old[index], dict) else {}
        given = wanted[index] if index < len(wanted) and isinstance(wanted[index], dict) else {}
        step: Path = (*here, index) if block.nesting == "list" else here
        _find_replacements(rules, block.level, given, previous, item, step, found)
    for previous in old[len(new) :]:
        if isinstance(previous, dict) and _any_replacing(block.level, previous):
            found.append(here)
            break


def _replaces_inside(rules: TypeRules, block: BlockRule, old: list[Value], new: list[Value]) -> bool:
    gone = [item for item in old if item not in new and isinstance(item, dict)]
    come = [item for item in new if item not in old and isinstance(item, dict)]
    return any(_any_replacing(block.level, item) for item in gone + come)


def _any_replacing(level: Level, item: dict[str, Value]) -> bool:
    """Whether a nested block that appears or goes holds a value whose change needs a new resource."""
    for rule in level.attributes:
        if rule.facts.replace == "always" and not _is_unset(item.get(rule.name), rule):
            return True
    return any(
        isinstance(inner, dict) and _any_replacing(block.level, inner)
        for block in level.blocks
        for inner in (item.get(block.name) or [] if isinstance(item.get(block.name), list) else [])
    )


def _is_unset(value: Value, rule: AttributeRule) -> bool:
    return value is None or (not is_unknown(value) and value == zero_value(rule.type))
