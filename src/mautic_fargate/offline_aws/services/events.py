"""EventBridge: rules and their targets, and the scheduler's schedules.

Source: packages events and scheduler of the provider 6.58.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from mautic_fargate.offline_aws.services import checks
from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext, Problem, ReadContext
from mautic_fargate.offline_aws.services.policies import event_pattern, exactly, in_turn, plan_json, plan_policy
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.services.suppress import first_block, text
from mautic_fargate.offline_aws.wire.values import Value

_DEFAULT_BUS: Final = "default"
_NAME: Final = "[0-9A-Za-z_.-]+"
_NAME_MEANING: Final = "only alphanumeric characters, hyphens, underscores and dots are allowed"
_LONGEST_PATTERN: Final = 4096


def _bus(values: dict[str, Any]) -> str:
    return text(values.get("event_bus_name")) or _DEFAULT_BUS


# --- rules ----------------------------------------------------------------------------------------------------------


def _plan_rule(context: PlanContext) -> None:
    """Reading fills both ways to say whether a rule is on: one that is not configured is never a difference."""
    for name in ("state", "is_enabled"):
        if context.prior is not None and context.config.get(name) is None:
            context.planned[name] = context.prior.get(name)


def _settle_rule(context: ApplyContext) -> None:
    state = context.state
    given = context.config.get("state")
    if not isinstance(given, str) or not given:
        given = "DISABLED" if context.config.get("is_enabled") is False else "ENABLED"
    state["state"], state["is_enabled"] = given, given != "DISABLED"


def _rule_id(context: ApplyContext) -> Value:
    bus = _bus(context.state)
    return context.state["name"] if bus == _DEFAULT_BUS else f"{bus}/{context.state['name']}"


def _rule_arn(context: ApplyContext) -> Value:
    bus = _bus(context.state).rsplit("/", 1)[-1]
    name = context.state["name"]
    return context.arn("events", f"rule/{name}" if bus == _DEFAULT_BUS else f"rule/{bus}/{name}")


def _check_pattern(config: checks.Config) -> Iterable[Problem]:
    pattern = checks.text_of(config, "event_pattern")
    if not pattern:
        return
    try:
        json.loads(pattern)
    except ValueError as error:
        yield Problem(f'"event_pattern" contains an invalid JSON: {error}', path=("event_pattern",))
        return
    if len(event_pattern(pattern)) > _LONGEST_PATTERN:
        yield Problem('"event_pattern" cannot be longer than 4096 characters', path=("event_pattern",))


def _rule_import(id_: str) -> dict[str, Value]:
    bus, found, name = id_.rpartition("/")
    return {"id": id_, "event_bus_name": bus if found else _DEFAULT_BUS, "name": name}


_RULE: Final = Resource(
    "aws_cloudwatch_event_rule",
    id=_rule_id,
    arn=_rule_arn,
    generated_name=("name", "terraform-"),
    validate=checks.all_of(
        checks.pattern("name", _NAME, _NAME_MEANING, high=64),
        checks.pattern("name_prefix", _NAME, _NAME_MEANING, high=64),
        _check_pattern,
    ),
    plan=in_turn(plan_json("event_pattern", form=event_pattern, same=exactly), _plan_rule),
    create=_settle_rule,
    update=_settle_rule,
    import_id=_rule_import,
    adopts=True,
)


# --- targets --------------------------------------------------------------------------------------------------------


def _target_id(context: ApplyContext) -> Value:
    context.fill(target_id="terraform-" + context.ids.letters(26, "target_id"))
    parts = [text(context.state.get("rule")), context.state["target_id"]]
    bus = _bus(context.state)
    return "-".join(parts if bus == _DEFAULT_BUS else [bus, *parts])


_TARGET_PARTS: Final = 2


def _target_import(id_: str) -> dict[str, Value]:
    parts = id_.rsplit("/", _TARGET_PARTS)
    if len(parts) < _TARGET_PARTS or not all(parts):
        raise ValueError(f"unexpected format of ID ({id_}), expected <event-bus-name>/<rule-name>/<target-id>")
    bus = parts[0] if len(parts) > _TARGET_PARTS else _DEFAULT_BUS
    rule, target = parts[-2], parts[-1]
    id_text = f"{rule}-{target}" if bus == _DEFAULT_BUS else f"{bus}-{rule}-{target}"
    return {"id": id_text, "event_bus_name": bus, "rule": rule, "target_id": target}


_TARGET: Final = Resource(
    "aws_cloudwatch_event_target",
    id=_target_id,
    validate=checks.all_of(
        checks.pattern("rule", _NAME, _NAME_MEANING, high=64),
        checks.pattern("target_id", _NAME, _NAME_MEANING, high=64),
    ),
    import_id=_target_import,
    adopts=True,
)


# --- schedules ------------------------------------------------------------------------------------------------------

_RETRIES: Final = {"maximum_event_age_in_seconds": 86400, "maximum_retry_attempts": 185}


def _plan_schedule(context: PlanContext) -> None:
    """A retry policy that is not configured stays as AWS has it."""
    before = first_block(context.prior or {}, "target").get("retry_policy")
    target = first_block(context.planned, "target")
    if before and target.get("retry_policy") == []:
        target["retry_policy"] = before


def _schedule_id(context: ApplyContext) -> Value:
    context.fill(action_after_completion="NONE", group_name="default")
    return f"{text(context.state['group_name'])}/{text(context.state['name'])}"


def _settle_schedule(context: ApplyContext) -> None:
    for target in context.blocks("target"):
        if not target.get("retry_policy"):
            target["retry_policy"] = [dict(_RETRIES)]


def _schedule_import(id_: str) -> dict[str, Value]:
    group, found, name = id_.partition("/")
    if not (group and found and name):
        raise ValueError(f"unexpected format of ID ({id_}), expected <group-name>/<name>")
    return {"id": id_, "group_name": group, "name": name}


_SCHEDULE: Final = Resource(
    "aws_scheduler_schedule",
    id=_schedule_id,
    arn="arn:{partition}:scheduler:{region}:{account}:schedule/{group_name}/{name}",
    generated_name=("name", "terraform-"),
    plan=_plan_schedule,
    create=_settle_schedule,
    update=_settle_schedule,
    import_id=_schedule_import,
)

# --- buses, archives, groups ----------------------------------------------------------------------------------------


def _read_bus(context: ReadContext) -> dict[str, Value]:
    name = context.config["name"]
    own = context.lookup("aws_cloudwatch_event_bus", name)
    return {
        "arn": context.arn("events", f"event-bus/{name}"),
        "dead_letter_config": list(own["dead_letter_config"] or []) if own else [],
        "description": text(own["description"]) if own else "",
        "id": name,
        "kms_key_identifier": text(own["kms_key_identifier"]) if own else "",
        "log_config": list(own["log_config"] or []) if own else [],
    }


_OTHERS: Final = (
    Resource(
        "aws_cloudwatch_event_archive",
        id="{name}",
        arn="arn:{partition}:events:{region}:{account}:archive/{name}",
        plan=plan_json("event_pattern", form=event_pattern, same=exactly),
        import_id=lambda id_: {"id": id_, "name": id_},
    ),
    Resource(
        "aws_cloudwatch_event_bus",
        id="{name}",
        arn="arn:{partition}:events:{region}:{account}:event-bus/{name}",
        import_id=lambda id_: {"id": id_, "name": id_},
    ),
    Resource(
        "aws_cloudwatch_event_bus_policy",
        id=lambda context: _bus(context.state),
        plan=plan_policy("policy"),
        adopts=True,
    ),
    Resource(
        "aws_scheduler_schedule_group",
        id="{name}",
        arn="arn:{partition}:scheduler:{region}:{account}:schedule-group/{name}",
        values={"state": lambda _: "ACTIVE"},
        generated_name=("name", "terraform-"),
        import_id=lambda id_: {"id": id_, "name": id_},
    ),
)

SERVICE: Final = Service(
    resources=(_RULE, _TARGET, _SCHEDULE, *_OTHERS),
    data_sources=(DataSource("aws_cloudwatch_event_bus", _read_bus),),
)
