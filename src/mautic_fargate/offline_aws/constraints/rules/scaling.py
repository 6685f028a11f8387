"""Application Auto Scaling, EC2 Auto Scaling and Cloud Map."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import absent, blocks, number, present, text
from mautic_fargate.offline_aws.constraints.schedules import schedule_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_RESOURCES: Final = {
    "ecs": (r"service/[^/]+/[^/]+", "service/CLUSTER/SERVICE", ("ecs:service:DesiredCount",)),
    "lambda": (r"function:.+", "function:NAME:ALIAS", ("lambda:function:ProvisionedConcurrency",)),
    "rds": (r"cluster:.+", "cluster:NAME", ("rds:cluster:ReadReplicaCount",)),
    "elasticache": (r"replication-group/.+|cache-cluster/.+", "replication-group/NAME", ()),
    "dynamodb": (r"table/.+", "table/NAME", ()),
}


def _bounds(values: Values, low_name: str, high_name: str) -> Iterator[Fault]:
    low, high = number(values, low_name), number(values, high_name)
    if low is not None and high is not None and low > high:
        yield (low_name,), f"{low:g} is more than {high_name}, {high:g}"


def _capacity(values: Values, _region: str) -> Iterator[Fault]:
    yield from _bounds(values, "min_capacity", "max_capacity")
    for path, block in blocks(values, "scalable_target_action"):
        for below, message in _bounds(block, "min_capacity", "max_capacity"):
            yield (*path, *below), message


def _resource(values: Values, _region: str) -> Iterator[Fault]:
    found = _RESOURCES.get(text(values, "service_namespace") or "")
    name, dimension = text(values, "resource_id"), text(values, "scalable_dimension")
    if found is None:
        return
    if name and not re.fullmatch(found[0], name):
        yield ("resource_id",), f"{name!r} must be {found[1]}"
    if dimension and not dimension.startswith(f"{values['service_namespace']}:"):
        yield ("scalable_dimension",), f"{dimension!r} is no dimension of {values['service_namespace']}"
    elif dimension and found[2] and dimension not in found[2]:
        yield ("scalable_dimension",), f"{dimension!r} must be {' or '.join(found[2])}"


def _policy(values: Values, _region: str) -> Iterator[Fault]:
    kind = values.get("policy_type")
    pairs = {
        "TargetTrackingScaling": "target_tracking_scaling_policy_configuration",
        "StepScaling": "step_scaling_policy_configuration",
    }
    for wanted, name in pairs.items():
        if kind == wanted and absent(values, name):
            yield (name,), f"policy_type {wanted} needs {name}"
        if isinstance(kind, str) and kind != wanted and present(values, name):
            yield ("policy_type",), f"{name} needs policy_type = {wanted}, not {kind}"


def _tracking(values: Values, _region: str) -> Iterator[Fault]:
    for path, block in blocks(values, "target_tracking_scaling_policy_configuration"):
        target = number(block, "target_value")
        if target is not None and target <= 0:
            yield (*path, "target_value"), f"{target:g} must be above zero"
        for below, metric in blocks(block, "predefined_metric_specification"):
            if text(metric, "predefined_metric_type") == "ALBRequestCountPerTarget" and absent(
                metric, "resource_label"
            ):
                yield (
                    (*path, *below, "resource_label"),
                    "ALBRequestCountPerTarget needs a resource_label (app/NAME/ID/targetgroup/NAME/ID)",
                )
        ways = ("predefined_metric_specification", "customized_metric_specification")
        if all(absent(block, w) for w in ways):
            yield path, f"needs one of {' and '.join(ways)}"


def _schedule(values: Values, _region: str) -> Iterator[Fault]:
    schedule = text(values, "schedule")
    if schedule and (problem := schedule_problem(schedule, at=True)):
        yield ("schedule",), f"{schedule!r}: {problem}"


def _group(values: Values, _region: str) -> Iterator[Fault]:
    yield from _bounds(values, "min_size", "max_size")
    yield from _bounds(values, "desired_capacity", "max_size")
    yield from _bounds(values, "min_size", "desired_capacity")


def _namespace(values: Values, _region: str) -> Iterator[Fault]:
    name = text(values, "name")
    if name and not re.fullmatch(
        r"(?=.{1,253}$)[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(?:\.[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*\.?",
        name,
    ):
        yield ("name",), f"{name!r} is no domain name: such as service.internal"


def _discovery(values: Values, _region: str) -> Iterator[Fault]:
    if present(values, "health_check_config") and present(values, "health_check_custom_config"):
        yield ("health_check_config",), "only one of health_check_config and health_check_custom_config"
    for path, block in blocks(values, "dns_config"):
        kinds = {text(r, "type") for _, r in blocks(block, "dns_records")}
        if "CNAME" in kinds and len(kinds - {None}) > 1:
            yield (*path, "dns_records"), "a CNAME record stands alone"
        if "CNAME" in kinds and block.get("routing_policy") == "MULTIVALUE":
            yield (*path, "routing_policy"), "a CNAME record needs routing_policy = WEIGHTED"
        for below, record in blocks(block, "dns_records"):
            ttl = number(record, "ttl")
            if ttl is not None and not 0 <= ttl <= 2**31 - 1:
                yield (*path, *below, "ttl"), f"{ttl:g} seconds must be 0 to {2**31 - 1}"


_TARGET, _CODE = ("aws_appautoscaling_target", "aws_appautoscaling_scheduled_action"), "ValidationException"
_POLICY = ("aws_appautoscaling_policy",)
_API = "Application Auto Scaling API"

RULES: Final = (
    Rule("appautoscaling.capacity", _TARGET, _capacity, _CODE, f"{_API}: RegisterScalableTarget"),
    Rule("appautoscaling.resource", _TARGET + _POLICY, _resource, _CODE, f"{_API}: RegisterScalableTarget ResourceId"),
    Rule("appautoscaling.policy-type", _POLICY, _policy, _CODE, f"{_API}: PutScalingPolicy"),
    Rule(
        "appautoscaling.target-tracking", _POLICY, _tracking, _CODE, f"{_API}: TargetTrackingScalingPolicyConfiguration"
    ),
    Rule(
        "appautoscaling.schedule",
        ("aws_appautoscaling_scheduled_action",),
        _schedule,
        _CODE,
        f"{_API}: PutScheduledAction",
    ),
    Rule(
        "autoscaling.sizes",
        ("aws_autoscaling_group",),
        _group,
        "ValidationError",
        "cfn-lint: aws_autoscaling_autoscalinggroup",
    ),
    Rule(
        "servicediscovery.namespace",
        ("aws_service_discovery_private_dns_namespace", "aws_service_discovery_public_dns_namespace"),
        _namespace,
        "InvalidInput",
        "Cloud Map API: CreatePrivateDnsNamespace",
    ),
    Rule(
        "servicediscovery.service",
        ("aws_service_discovery_service",),
        _discovery,
        "InvalidInput",
        "Cloud Map API: CreateService",
    ),
)
