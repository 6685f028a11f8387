"""Amazon CloudWatch and CloudWatch Logs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import absent, blocks, document, number, present, text
from mautic_fargate.offline_aws.wire.values import is_wholly_known

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY, _WEEK, _HOUR = 86_400, 604_800, 3600
_RETENTION: Final = (
    0,
    1,
    3,
    5,
    7,
    14,
    30,
    60,
    90,
    120,
    150,
    180,
    365,
    400,
    545,
    731,
    1096,
    1827,
    2192,
    2557,
    2922,
    3288,
    3653,
)
_WIDGETS: Final = frozenset({"alarm", "explorer", "log", "metric", "number", "text", "custom", "loganomaly", "trace"})
_ALARM_RULE = re.compile(
    r"""^(?:\s|\(|\)|\bAND\b|\bOR\b|\bNOT\b|\bTRUE\b|\bFALSE\b|AT_LEAST|,|\d+%?|
    \b(?:ALARM|OK|INSUFFICIENT_DATA)\s*\(\s*(?:"[^"]+"|'[^']+'|[^\s()"']+)\s*\))+$""",
    re.VERBOSE,
)


def _evaluation(values: Values, _region: str) -> Iterator[Fault]:
    times = number(values, "evaluation_periods")
    periods = [number(values, "period")]
    for _, query in blocks(values, "metric_query"):
        periods += [number(query, "period"), *(number(m, "period") for _, m in blocks(query, "metric"))]
    period = max((p for p in periods if p), default=None)
    if times and period:
        most = _WEEK if period >= _HOUR else _DAY
        if times * period > most:
            yield (
                ("evaluation_periods",),
                f"{times:g} periods of {period:g} s are {times * period:g} s, at most {most} are allowed",
            )


def _datapoints(values: Values, _region: str) -> Iterator[Fault]:
    times, points = number(values, "evaluation_periods"), number(values, "datapoints_to_alarm")
    if times and points and points > times:
        yield ("datapoints_to_alarm",), f"{points:g} must not be more than evaluation_periods, {times:g}"


def _threshold(values: Values, _region: str) -> Iterator[Fault]:
    if all(absent(values, n) for n in ("threshold", "threshold_metric_id", "evaluation_criteria")):
        yield ("threshold",), "an alarm needs a threshold or a threshold_metric_id"


def _statistic(values: Values, _region: str) -> Iterator[Fault]:
    if present(values, "metric_name"):
        if absent(values, "statistic") and absent(values, "extended_statistic"):
            yield ("statistic",), "an alarm on one metric needs a statistic or an extended_statistic"
        if absent(values, "period") or absent(values, "namespace"):
            yield ("period",), "an alarm on one metric needs a namespace and a period"


def _queries(values: Values, _region: str) -> Iterator[Fault]:
    found = list(blocks(values, "metric_query"))
    if not found or not is_wholly_known(values.get("metric_query")):
        return
    returned = sum(1 for _, query in found if query.get("return_data") is True)
    # Of an anomaly detection the band may return its data, or only the metric.
    if returned not in ({1, 2} if present(values, "threshold_metric_id") else {1}):
        yield (
            ("metric_query",),
            f"{returned} queries have return_data = true, exactly one must (or two with threshold_metric_id)",
        )
    names = [text(query, "id") for _, query in found]
    if len(names) != len(set(names)):
        yield ("metric_query",), "the ids of the queries must be unique"
    for path, query in found:
        name = text(query, "id")
        if name and not re.fullmatch(r"[a-z][A-Za-z0-9_]*", name):
            yield (
                (*path, "id"),
                f"{name!r} must start with a lower-case letter and hold letters, digits and underscores",
            )


def _composite(values: Values, _region: str) -> Iterator[Fault]:
    rule = text(values, "alarm_rule")
    if rule and (rule.count("(") != rule.count(")") or not _ALARM_RULE.match(rule)):
        yield ("alarm_rule",), 'must be like ALARM("one") OR (ALARM("two") AND NOT OK("three"))'


def _dashboard(values: Values, _region: str) -> Iterator[Fault]:
    body = document(values, "dashboard_body")
    if not isinstance(body, dict):
        return
    widgets = body.get("widgets")
    if not isinstance(widgets, list):
        yield ("dashboard_body",), "a dashboard needs a list widgets"
        return
    if len(widgets) > 500:
        yield ("dashboard_body",), f"{len(widgets)} widgets, at most 500 are allowed"
    for index, widget in enumerate(w for w in widgets if isinstance(w, dict)):
        if str(widget.get("type")) not in _WIDGETS:
            yield (
                ("dashboard_body",),
                f"widget {index}: type {widget.get('type')!r} is none of alarm, explorer, log, metric, text",
            )
        for name, low, high in (("x", 0, 23), ("width", 1, 24), ("height", 1, 1000)):
            size = widget.get(name)
            if isinstance(size, int) and not low <= size <= high:
                yield ("dashboard_body",), f"widget {index}: {name} {size} must be {low} to {high}"
        if not isinstance(widget.get("properties"), dict):
            yield ("dashboard_body",), f"widget {index} has no properties"


def _retention(values: Values, _region: str) -> Iterator[Fault]:
    days = number(values, "retention_in_days")
    if days is not None and int(days) not in _RETENTION:
        near = [
            max(d for d in _RETENTION if d <= max(days, 1)),
            min((d for d in _RETENTION if d > days), default=_RETENTION[-1]),
        ]
        yield (
            ("retention_in_days",),
            f"{days:g} is no period of retention; nearest: {', '.join(map(str, near))} (0: for ever)",
        )


def _group_name(values: Values, _region: str) -> Iterator[Fault]:
    name = text(values, "name")
    if name and name.startswith("aws/"):
        yield ("name",), f"{name!r}: a log group must not start with aws/ (/aws/ is right)"


def _filter(values: Values, _region: str) -> Iterator[Fault]:
    for path, block in blocks(values, "metric_transformation"):
        dimensions = block.get("dimensions")
        if isinstance(dimensions, dict) and dimensions:
            if present(block, "default_value"):
                yield (*path, "default_value"), "a transformation with dimensions has no default_value"
            if len(dimensions) > 3:
                yield (*path, "dimensions"), f"{len(dimensions)} dimensions, at most 3 are allowed"


_ALARM, _LIMIT = ("aws_cloudwatch_metric_alarm",), "ValidationError"
_API = "CloudWatch API: PutMetricAlarm"

RULES: Final = (
    Rule("cloudwatch.evaluation-time", _ALARM, _evaluation, _LIMIT, f"{_API} EvaluationPeriods"),
    Rule("cloudwatch.datapoints", _ALARM, _datapoints, _LIMIT, f"{_API} DatapointsToAlarm"),
    Rule("cloudwatch.threshold", _ALARM, _threshold, _LIMIT, _API),
    Rule("cloudwatch.statistic", _ALARM, _statistic, _LIMIT, _API),
    Rule("cloudwatch.metric-queries", _ALARM, _queries, _LIMIT, "CloudWatch API: MetricDataQuery"),
    Rule(
        "cloudwatch.alarm-rule",
        ("aws_cloudwatch_composite_alarm",),
        _composite,
        _LIMIT,
        "CloudWatch API: PutCompositeAlarm",
    ),
    Rule(
        "cloudwatch.dashboard",
        ("aws_cloudwatch_dashboard",),
        _dashboard,
        "InvalidParameterInput",
        "CloudWatch API: dashboard body",
    ),
    Rule(
        "logs.retention",
        ("aws_cloudwatch_log_group",),
        _retention,
        "InvalidParameterException",
        "Logs API: PutRetentionPolicy",
    ),
    Rule(
        "logs.group-name",
        ("aws_cloudwatch_log_group",),
        _group_name,
        "InvalidParameterException",
        "Logs API: CreateLogGroup",
    ),
    Rule(
        "logs.metric-filter",
        ("aws_cloudwatch_log_metric_filter",),
        _filter,
        "InvalidParameterException",
        "Logs API: MetricTransformation",
    ),
)
