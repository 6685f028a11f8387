"""AWS Lambda, EventBridge, EventBridge Scheduler."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import absent, blocks, count, document, number, present, text
from mautic_fargate.offline_aws.constraints.schedules import schedule_problem
from mautic_fargate.offline_aws.constraints.tables import entry, sources
from mautic_fargate.offline_aws.wire.values import is_wholly_known

if TYPE_CHECKING:
    from collections.abc import Iterator

_RESERVED: Final = frozenset(
    {
        "_HANDLER", "_X_AMZN_TRACE_ID", "AWS_DEFAULT_REGION", "AWS_REGION", "AWS_EXECUTION_ENV", "AWS_LAMBDA_FUNCTION_NAME",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "AWS_LAMBDA_FUNCTION_VERSION", "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_LAMBDA_LOG_GROUP_NAME",
        "AWS_LAMBDA_LOG_STREAM_NAME", "AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN",
        "AWS_LAMBDA_RUNTIME_API", "LAMBDA_TASK_ROOT", "LAMBDA_RUNTIME_DIR",
    }
)  # fmt: skip
_MEMORY: Final = (128, 10_240)
_ENVIRONMENT: Final = 4096


def _memory(values: Values, _region: str) -> Iterator[Fault]:
    size = number(values, "memory_size")
    if size and not _MEMORY[0] <= size <= _MEMORY[1] and absent(values, "capacity_provider_config"):
        yield ("memory_size",), f"{size:g} MB must be {_MEMORY[0]} to {_MEMORY[1]}"


def _runtime(values: Values, _region: str) -> Iterator[Fault]:
    row = (entry("table", "lambda-runtime") or {}).get(text(values, "runtime") or "")
    if row and row[0] <= sources().get("schemas", "")[:10]:
        yield (
            ("runtime",),
            f"{values['runtime']} is no longer supported for creating functions (since {row[0]}); use {row[1] or 'a newer one'}",
        )


def _package(values: Values, _region: str) -> Iterator[Fault]:
    kind = values.get("package_type")
    if kind == "Image":
        if absent(values, "image_uri"):
            yield ("image_uri",), "a function from an image needs image_uri"
        for name in ("runtime", "handler", "layers"):
            if present(values, name):
                yield (name,), f"a function from an image has no {name}"
    elif kind in ("Zip", None):
        for name in ("runtime", "handler"):
            if absent(values, name):
                yield (name,), f"a function from a Zip file needs {name}"


def _environment(values: Values, _region: str) -> Iterator[Fault]:
    for path, block in blocks(values, "environment"):
        found = block.get("variables")
        if not isinstance(found, dict):
            continue
        for name in found:
            if name in _RESERVED:
                yield (*path, "variables", name), f"{name} is reserved by Lambda"
            elif not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]+", name):
                yield (
                    (*path, "variables", name),
                    f"{name!r} must start with a letter and have two or more letters, digits and underscores",
                )
        if is_wholly_known(found) and len(json.dumps(found, separators=(",", ":"))) > _ENVIRONMENT + 1024:
            yield (*path, "variables"), f"environment variables must have at most {_ENVIRONMENT} bytes"


def _layers(values: Values, _region: str) -> Iterator[Fault]:
    total = count(values, "layers")
    if total and total > 5:
        yield ("layers",), f"{total} layers, at most 5 are allowed"


def _batches(values: Values, _region: str) -> Iterator[Fault]:
    source, size = text(values, "event_source_arn") or "", number(values, "batch_size")
    window = values.get("maximum_batching_window_in_seconds")
    if ":sqs:" in source and size and size > 10:
        if source.endswith(".fifo"):
            yield ("batch_size",), f"{size:g}: a FIFO queue gives at most 10 messages"
        elif window in (None, 0):
            yield (
                ("maximum_batching_window_in_seconds",),
                f"a batch_size of {size:g} needs a window of at least 1 second",
            )


def _event_rule(values: Values, _region: str) -> Iterator[Fault]:
    schedule = text(values, "schedule_expression")
    if not schedule:
        return
    if problem := schedule_problem(schedule, strict_rate=True):
        yield ("schedule_expression",), f"{schedule!r}: {problem}"
    bus = text(values, "event_bus_name")
    if bus and bus != "default" and not bus.endswith("event-bus/default"):
        yield ("schedule_expression",), "a schedule is only supported on the default event bus"


def _pattern(values: Values, _region: str) -> Iterator[Fault]:
    pattern = document(values, "event_pattern")
    if isinstance(pattern, dict):
        for name, value in pattern.items():
            if not name.startswith("$") and not isinstance(value, list | dict):
                yield ("event_pattern",), f"the field {name!r} must be a list or an object: [{json.dumps(value)}]"


def _event_target(values: Values, _region: str) -> Iterator[Fault]:
    if sum(present(values, n) for n in ("input", "input_path", "input_transformer")) > 1:
        yield ("input",), "only one of input, input_path and input_transformer"
    if present(values, "ecs_target") and absent(values, "role_arn"):
        yield ("role_arn",), "a target that runs ECS tasks needs a role_arn"
    for path, block in blocks(values, "ecs_target"):
        if text(block, "launch_type") == "FARGATE" and absent(block, "network_configuration"):
            yield (*path, "network_configuration"), "Fargate tasks need a network_configuration"


def _schedule(values: Values, _region: str) -> Iterator[Fault]:
    schedule = text(values, "schedule_expression")
    if schedule and (problem := schedule_problem(schedule, at=True)):
        yield ("schedule_expression",), f"{schedule!r}: {problem}"
    start, end = text(values, "start_date"), text(values, "end_date")
    if start and end and end <= start:
        yield ("end_date",), f"{end} must be later than start_date, {start}"


def _flexible(values: Values, _region: str) -> Iterator[Fault]:
    for path, block in blocks(values, "flexible_time_window"):
        mode, window = text(block, "mode"), block.get("maximum_window_in_minutes")
        if mode == "FLEXIBLE" and window in (None, 0):
            yield (*path, "maximum_window_in_minutes"), "the mode FLEXIBLE needs a window of 1 to 1440 minutes"
        if mode == "OFF" and number(block, "maximum_window_in_minutes"):
            yield (*path, "maximum_window_in_minutes"), "the mode OFF has no window"


def _scheduled_task(values: Values, _region: str) -> Iterator[Fault]:
    for path, target in blocks(values, "target"):
        for below, block in blocks(target, "ecs_parameters"):
            if text(block, "launch_type") == "FARGATE" and absent(block, "network_configuration"):
                yield (*path, *below, "network_configuration"), "Fargate tasks need a network_configuration"
            if text(block, "launch_type") and present(block, "capacity_provider_strategy"):
                yield (*path, *below, "launch_type"), "only one of launch_type and capacity_provider_strategy"


_FUNCTION, _RULE, _SCHEDULE = ("aws_lambda_function",), ("aws_cloudwatch_event_rule",), ("aws_scheduler_schedule",)
_LAMBDA, _CODE = "InvalidParameterValueException", "ValidationException"

RULES: Final = (
    Rule("lambda.memory", _FUNCTION, _memory, _LAMBDA, "Lambda quotas"),
    Rule("lambda.runtime", _FUNCTION, _runtime, _LAMBDA, "cfn-lint: LmbdRuntimeLifecycle"),
    Rule("lambda.package", _FUNCTION, _package, _LAMBDA, "Lambda API: CreateFunction; cfn-lint: aws_lambda_function"),
    Rule("lambda.environment", _FUNCTION, _environment, _LAMBDA, "Lambda Developer Guide: environment variables"),
    Rule("lambda.layers", _FUNCTION, _layers, _LAMBDA, "Lambda quotas"),
    Rule(
        "lambda.batches",
        ("aws_lambda_event_source_mapping",),
        _batches,
        _LAMBDA,
        "cfn-lint: aws_lambda_eventsourcemapping",
    ),
    Rule("events.schedule", _RULE, _event_rule, _CODE, "EventBridge User Guide: schedule expressions"),
    Rule("events.pattern", _RULE, _pattern, "InvalidEventPatternException", "EventBridge User Guide: event patterns"),
    Rule("events.target", ("aws_cloudwatch_event_target",), _event_target, _CODE, "EventBridge API: PutTargets"),
    Rule("scheduler.expression", _SCHEDULE, _schedule, _CODE, "EventBridge Scheduler User Guide: schedule types"),
    Rule("scheduler.flexible-window", _SCHEDULE, _flexible, _CODE, "Scheduler API: FlexibleTimeWindow"),
    Rule("scheduler.task", _SCHEDULE, _scheduled_task, _CODE, "Scheduler API: EcsParameters"),
)
