"""Application Auto Scaling: scalable targets, policies, scheduled actions."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.services.suppress import keep, text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_TARGET: Final = "aws_appautoscaling_target"
_POLICY: Final = "aws_appautoscaling_policy"
_ACTION: Final = "aws_appautoscaling_scheduled_action"

# The service-linked roles by service namespace. Source: AWS, "Service-linked roles for Application Auto Scaling".
_ROLES: Final = {
    "appstream": ("appstream", "AppStreamFleet"),
    "cassandra": ("cassandra", "CassandraTable"),
    "comprehend": ("comprehend", "ComprehendEndpoint"),
    "dynamodb": ("dynamodb", "DynamoDBTable"),
    "ec2": ("ec2", "EC2SpotFleetRequest"),
    "ecs": ("ecs", "ECSService"),
    "elasticache": ("elasticache", "ElastiCacheRG"),
    "kafka": ("kafka", "KafkaCluster"),
    "lambda": ("lambda", "LambdaConcurrency"),
    "neptune": ("neptune", "NeptuneCluster"),
    "rds": ("rds", "RDSCluster"),
    "sagemaker": ("sagemaker", "SageMakerEndpoint"),
    "workspaces": ("workspaces", "WorkSpacesPool"),
}
_SUSPENSIONS: Final = ("dynamic_scaling_in_suspended", "dynamic_scaling_out_suspended", "scheduled_scaling_suspended")


def _same_target(context: Context, type_: str) -> list[Object]:
    """The objects of `type_` that belong to the scalable target which the values at hand name."""
    names = ("service_namespace", "resource_id", "scalable_dimension")
    return context.find(type_, **{name: context.values.get(name) for name in names})


def _service_linked_role(context: ApplyContext) -> str:
    service, suffix = _ROLES.get(text(context.state.get("service_namespace")), ("", ""))
    if not service:
        return ""
    path = f"{service}.application-autoscaling.{context.dns_suffix}"
    role = f"role/aws-service-role/{path}/AWSServiceRoleForApplicationAutoScaling_{suffix}"
    return context.arn("iam", role, region="")


def _create_target(context: ApplyContext) -> None:
    # AWS uses its own role for these services, whatever the configuration says.
    role = _service_linked_role(context)
    if role:
        context.state["role_arn"] = role
    if is_unknown(context.state.get("suspended_state")):
        context.state["suspended_state"] = [dict.fromkeys(_SUSPENSIONS, False)]


def _update_target(context: ApplyContext) -> None:
    role = _service_linked_role(context)
    if role:
        context.state["role_arn"] = role


def _delete_target(context: ApplyContext) -> None:
    """AWS deletes what hangs on a target together with it."""
    for type_ in (_POLICY, _ACTION):
        for item in _same_target(context, type_):
            context.account.remove(item)


def _create_policy(context: ApplyContext) -> None:
    state = context.state
    if not _same_target(context, _TARGET):
        context.refuse(
            "ObjectNotFoundException",
            f"putting Application Auto Scaling Scaling Policy ({state.get('name')}): No scalable target registered for "
            f"service namespace: {state.get('service_namespace')}, resource ID: {state.get('resource_id')}, "
            f"scalable dimension: {state.get('scalable_dimension')}",
        )
    alarms: list[Value] = []
    if state.get("policy_type") == "TargetTrackingScaling":
        for side in ("AlarmHigh", "AlarmLow"):
            name = f"TargetTracking-{state.get('resource_id')}-{side}-{context.ids.uuid(side)}"
            alarms.append(context.arn("cloudwatch", f"alarm:{name}"))
    context.fill(alarm_arns=alarms)
    for block in context.blocks("target_tracking_scaling_policy_configuration"):
        for name in ("scale_in_cooldown", "scale_out_cooldown"):
            block[name] = block.get(name) or 0  # sent as 0 when not set


def _create_action(context: ApplyContext) -> None:
    for block in context.blocks("scalable_target_action"):
        if not block.get("min_capacity") and not block.get("max_capacity"):
            context.refuse("ValidationException", "At least one of min_capacity and max_capacity must be specified.")


def _instant(value: Value) -> datetime | None:
    try:
        return datetime.fromisoformat(text(value))
    except ValueError:
        return None


def _plan_action(context: PlanContext) -> None:
    for name in ("start_time", "end_time"):
        before, after = _instant(context.before(name)), _instant(context.planned.get(name))
        if before is not None and before == after:
            keep(context, name)


def _split_import(id_: str, leading: int) -> dict[str, Value]:
    """`<namespace>/<resource-id>/<dimension>[/<name>]`; the resource id may itself hold slashes."""
    parts = id_.split("/")
    if len(parts) < leading:
        raise ValueError(
            f"unexpected format of ID ({id_}), expected <service-namespace>/<resource-id>/<scalable-dimension>"
        )
    middle = parts[1 : len(parts) - (leading - 2)]
    values: dict[str, Value] = {"service_namespace": parts[0], "resource_id": "/".join(middle)}
    if leading == 3:
        return values | {"scalable_dimension": parts[-1]}
    return values | {"scalable_dimension": parts[-2], "name": parts[-1]}


SERVICE = Service(
    resources=(
        Resource(
            _TARGET,
            id="{resource_id}",
            arn="arn:{partition}:application-autoscaling:{region}:{account}:scalable-target/{hex:34}",
            create=_create_target,
            update=_update_target,
            delete=_delete_target,
            import_id=lambda id_: _split_import(id_, 3),
            adopts=True,
        ),
        Resource(
            _POLICY,
            id="{name}",
            arn=(
                "arn:{partition}:autoscaling:{region}:{account}:scalingPolicy:{uuid}:resource/{service_namespace}/"
                "{resource_id}:policyName/{name}"
            ),
            create=_create_policy,
            import_id=lambda id_: _split_import(id_, 4),
        ),
        Resource(
            _ACTION,
            id="{name}-{service_namespace}-{resource_id}",
            arn=(
                "arn:{partition}:autoscaling:{region}:{account}:scheduledAction:{uuid}:resource/{service_namespace}/"
                "{resource_id}:scheduledActionName/{name}"
            ),
            plan=_plan_action,
            create=_create_action,
        ),
    ),
)
