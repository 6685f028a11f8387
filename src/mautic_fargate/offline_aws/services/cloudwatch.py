"""CloudWatch: log groups and what belongs to them, alarms, dashboards.

Source: packages logs and cloudwatch of the provider 6.58; forms of ARNs as AWS documents them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from mautic_fargate.offline_aws.services import checks
from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext, Problem, ReadContext
from mautic_fargate.offline_aws.services.iam_policy_document import string_hashcode
from mautic_fargate.offline_aws.services.policies import plan_json, plan_policy
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.services.suppress import blocks_of, keep, text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_CREATED_MILLISECONDS: Final = 1_704_067_200_000
"""2024-01-01T00:00:00Z, when everything offline was made."""


# --- log groups -----------------------------------------------------------------------------------------------------

_DELIVERY: Final = "DELIVERY"
_DELIVERY_DAYS: Final = 2
_LOG_GROUP_NAME: Final = "[0-9A-Za-z_./#-]+"
_LOG_GROUP_MEANING: Final = (
    "only alphanumeric characters, underscores, hyphens, slashes, hash signs and dots are allowed"
)


def _plan_log_group(context: PlanContext) -> None:
    """AWS decides how long a delivery log group keeps its events."""
    if context.planned.get("log_group_class") == _DELIVERY:
        keep(context, "retention_in_days")


def _create_log_group(context: ApplyContext) -> None:
    context.fill(deletion_protection_enabled=False, log_group_class="STANDARD")
    if context.state["log_group_class"] == _DELIVERY:
        context.state["retention_in_days"] = _DELIVERY_DAYS


def _delete_log_group(context: ApplyContext) -> None:
    if context.state.get("deletion_protection_enabled") is True and context.state.get("skip_destroy") is not True:
        context.refuse("OperationAbortedException", "Cannot delete a log group that has deletion protection enabled.")


_LOG_GROUP: Final = Resource(
    "aws_cloudwatch_log_group",
    id="{name}",
    arn="arn:{partition}:logs:{region}:{account}:log-group:{name}",
    generated_name=("name", "terraform-"),
    validate=checks.all_of(
        checks.pattern("name", _LOG_GROUP_NAME, _LOG_GROUP_MEANING, high=512),
        checks.pattern("name_prefix", _LOG_GROUP_NAME, _LOG_GROUP_MEANING, high=483),
    ),
    plan=_plan_log_group,
    create=_create_log_group,
    delete=_delete_log_group,
    import_id=lambda id_: {"id": id_, "name": id_, "skip_destroy": False},
)


def _check_transformation(config: checks.Config) -> Iterable[Problem]:
    for index, block in enumerate(blocks_of(dict(config), "metric_transformation")):
        for name in ("name", "namespace"):
            value = text(block.get(name))
            if value and (len(value) > 255 or set(value) & set(":*$")):
                message = f'"{name}" cannot be longer than 255 characters or contain :, * or $: "{value}"'
                yield Problem(message, path=("metric_transformation", index, name))


def _filter_import(id_: str) -> dict[str, Value]:
    group, found, name = id_.rpartition(":")
    if not (group and found and name):
        raise ValueError(f"unexpected format of ID ({id_}), expected <log_group_name>:<name>")
    return {"id": name, "log_group_name": group, "name": name}


_METRIC_FILTER: Final = Resource(
    "aws_cloudwatch_log_metric_filter",
    id="{name}",
    values={"apply_on_transformed_logs": lambda _: False},
    validate=checks.all_of(
        checks.pattern("name", "[^:*]+", "must not contain : or *", high=512),
        checks.pattern("log_group_name", _LOG_GROUP_NAME, _LOG_GROUP_MEANING, high=512),
        _check_transformation,
    ),
    import_id=_filter_import,
    adopts=True,
)


def _check_log_policy(config: checks.Config) -> Iterable[Problem]:
    given = [name for name in ("policy_name", "resource_arn") if is_unknown(config.get(name)) or config.get(name)]
    known = [name for name in given if not is_unknown(config.get(name))]
    if not given:
        yield Problem(
            "Invalid combination of arguments", "one of `policy_name,resource_arn` must be specified", ("policy_name",)
        )
    elif len(known) > 1:
        yield Problem(
            "Invalid combination of arguments",
            "only one of `policy_name,resource_arn` can be specified",
            ("policy_name",),
        )


_LOG_POLICY: Final = Resource(
    "aws_cloudwatch_log_resource_policy",
    id=lambda context: context.state.get("policy_name") or context.state.get("resource_arn"),
    values={
        "policy_scope": lambda context: "RESOURCE" if context.state.get("resource_arn") else "ACCOUNT",
        "revision_id": "{hex:32}",
    },
    validate=checks.all_of(_check_log_policy),
    plan=plan_policy("policy_document"),
    import_id=lambda id_: {"id": id_, "resource_arn" if id_.startswith("arn:") else "policy_name": id_},
    adopts=True,
)


_LOG_STREAM: Final = Resource(
    "aws_cloudwatch_log_stream",
    id="{name}",
    arn="arn:{partition}:logs:{region}:{account}:log-group:{log_group_name}:log-stream:{name}",
    import_id=lambda id_: {
        "id": id_.partition(":")[2],
        "log_group_name": id_.partition(":")[0],
        "name": id_.partition(":")[2],
    },
)


def _subscription_id(context: ApplyContext) -> Value:
    return f"cwlsf-{string_hashcode(text(context.state.get('log_group_name')) + '-')}"


_SUBSCRIPTION: Final = Resource(
    "aws_cloudwatch_log_subscription_filter",
    id=_subscription_id,
    values={"apply_on_transformed_logs": lambda _: False, "role_arn": lambda _: ""},
    import_id=lambda id_: {"log_group_name": id_.partition("|")[0], "name": id_.partition("|")[2]},
    adopts=True,
)


# --- alarms ---------------------------------------------------------------------------------------------------------


def _plan_metric_alarm(context: PlanContext) -> None:
    planned = context.planned
    deciding = [planned.get(name) for name in ("metric_name", "metric_query", "statistic", "extended_statistic")]
    if not any(map(is_unknown, deciding)):
        metric, queries, statistic, extended = deciding
        if (metric or queries) and not _check_comparison(context):
            return
        if metric and bool(statistic) == bool(extended):
            context.error("One of `statistic` or `extended_statistic` must be set for a cloudwatch metric alarm")
            return
    for query in blocks_of(planned, "metric_query"):
        if text(query.get("expression")) and query.get("metric"):
            context.error("No metric_query may have both `expression` and a `metric` specified")
            return


def _check_comparison(context: PlanContext) -> bool:
    """The arguments that every alarm on metrics needs; one that is unknown counts as missing, as in the provider."""
    for name in ("comparison_operator", "evaluation_periods"):
        value = context.planned.get(name)
        if is_unknown(value) or not value:
            context.error(f"{name} is required for traditional metric alarms")
            return False
    return True


def _alarm_import(id_: str) -> dict[str, Value]:
    return {"id": id_, "alarm_name": id_}


_METRIC_ALARM: Final = Resource(
    "aws_cloudwatch_metric_alarm",
    id="{alarm_name}",
    arn="arn:{partition}:cloudwatch:{region}:{account}:alarm:{alarm_name}",
    values={"evaluate_low_sample_count_percentiles": lambda _: ""},
    plan=_plan_metric_alarm,
    import_id=_alarm_import,
    adopts=True,
)

_COMPOSITE_ALARM: Final = Resource(
    "aws_cloudwatch_composite_alarm",
    id="{alarm_name}",
    arn="arn:{partition}:cloudwatch:{region}:{account}:alarm:{alarm_name}",
    import_id=_alarm_import,
    adopts=True,
)

_DASHBOARD: Final = Resource(
    "aws_cloudwatch_dashboard",
    id="{dashboard_name}",
    values={"dashboard_arn": "arn:{partition}:cloudwatch::{account}:dashboard/{dashboard_name}"},
    validate=checks.all_of(
        checks.pattern(
            "dashboard_name", "[0-9A-Za-z_-]+", "must contain only alphanumeric characters, _ and -", high=255
        )
    ),
    plan=plan_json("dashboard_body"),
    import_id=lambda id_: {"id": id_, "dashboard_name": id_},
    adopts=True,
)


# --- looking up -----------------------------------------------------------------------------------------------------


def _read_log_group(context: ReadContext) -> dict[str, Value]:
    name = context.config["name"]
    own = context.lookup("aws_cloudwatch_log_group", name)
    values = own.values if own else {}
    return {
        "arn": context.arn("logs", f"log-group:{name}"),
        "creation_time": _CREATED_MILLISECONDS,
        "deletion_protection_enabled": values.get("deletion_protection_enabled") is True,
        "id": name,
        "kms_key_id": values.get("kms_key_id") or "",
        "log_group_class": values.get("log_group_class") or "STANDARD",
        "retention_in_days": values.get("retention_in_days") or 0,
        "tags": dict(values.get("tags_all") or {}),
    }


SERVICE: Final = Service(
    resources=(
        _LOG_GROUP,
        _METRIC_FILTER,
        _LOG_POLICY,
        _LOG_STREAM,
        _SUBSCRIPTION,
        _METRIC_ALARM,
        _COMPOSITE_ALARM,
        _DASHBOARD,
    ),
    data_sources=(DataSource("aws_cloudwatch_log_group", _read_log_group),),
)
