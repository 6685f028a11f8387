"""EC2 Auto Scaling groups and what belongs to them.

Source: the provider's resourceGroup*, launchTemplateCustomDiff, resourcePolicy*, resourceSchedule*; AWS's Auto Scaling API
reference for what the service decides and refuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.moment import EPOCH
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext, Problem, ReadContext
from mautic_fargate.offline_aws.services.ec2_common import as_int, drawn, name_prefix_of, set_zero, shown
from mautic_fargate.offline_aws.services.ec2_zones import zones_of
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.services.suppress import first_block
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

UNKNOWN_TEMPLATE: Final = "unknown"
"""What the provider plans, literally, for the other name of a launch template that is named anew."""
_READ_ONLY: Final = frozenset({"arn", "id", "predicted_capacity", "warm_pool_size"})
_ALWAYS: Final = frozenset({"launch_configuration", "launch_template", "mixed_instances_policy"})
"""What starts an instance refresh anyway."""

# --- plan -----------------------------------------------------------------------------------------------------------------


def _check_group(config: Mapping[str, Value]) -> list[Problem]:
    """The triggers of an instance refresh are names of arguments."""
    problems = []
    refresh = first_block(dict(config), "instance_refresh")
    triggers: Any = refresh.get("triggers")
    for trigger in triggers if isinstance(triggers, list) else []:
        if not isinstance(trigger, str):
            continue
        if trigger not in config:
            problems.append(
                Problem(
                    "Unknown attribute", f"'{trigger}' is not a recognized parameter name for aws_autoscaling_group"
                )
            )
        elif trigger in _READ_ONLY:
            problems.append(
                Problem(
                    "Read-only attribute",
                    f"'{trigger}' is a read-only parameter and cannot be used as an instance refresh trigger",
                )
            )
        elif trigger in _ALWAYS:
            problems.append(
                Problem(
                    "Redundant attribute",
                    f"'{trigger}' always triggers an instance refresh and can be removed",
                    severity="warning",
                )
            )
    return problems


def _plan_group(context: PlanContext) -> None:
    if context.creating:
        return
    _plan_template(
        first_block(context.prior or {}, "launch_template"),
        first_block(context.planned, "launch_template"),
        "id",
        "name",
    )
    old = first_block(first_block(context.prior or {}, "mixed_instances_policy"), "launch_template")
    new = first_block(first_block(context.planned, "mixed_instances_policy"), "launch_template")
    names = ("launch_template_id", "launch_template_name")
    _plan_template(
        first_block(old, "launch_template_specification"), first_block(new, "launch_template_specification"), *names
    )


def _plan_template(old: dict[str, Value], new: dict[str, Value], id_: str, name: str) -> None:
    if old and new and not is_unknown(new.get(name)) and old.get(name) != new.get(name):
        new[id_] = UNKNOWN_TEMPLATE


# --- apply ----------------------------------------------------------------------------------------------------------------


def _create_group(context: ApplyContext) -> None:
    state = context.state
    name = str(state.get("name"))
    if context.find("aws_autoscaling_group", name=name):
        message = f"AutoScalingGroup by this name already exists - A group with the name {name} already exists"
        context.refuse("AlreadyExists", message, "name")
    state["id"] = name
    if not context.config.get("vpc_zone_identifier") and not context.config.get("availability_zones"):
        message = "At least one Availability Zone or VPC Subnet is required."
        context.refuse("ValidationError", message, "vpc_zone_identifier")
    context.fill(
        arn=context.arn("autoscaling", f"autoScalingGroup:{context.ids.uuid('arn')}:autoScalingGroupName/{name}"),
        default_cooldown=300,
        desired_capacity=as_int(state.get("min_size")),
        health_check_type="EC2",
        load_balancers=[],
        name_prefix=name_prefix_of(name),
        predicted_capacity=0,
        service_linked_role_arn=context.arn(
            "iam", "role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling", region=""
        ),
        target_group_arns=[],
        vpc_zone_identifier=[],
        warm_pool_size=0,
    )
    _settle_group(context)


def _settle_group(context: ApplyContext) -> None:
    state = context.state
    _move_capacity(context)
    if is_unknown(state.get("availability_zones")):
        state["availability_zones"] = _zones(context)
    for name in ("instance_lifecycle_policy", "launch_template", "mixed_instances_policy", "traffic_source"):
        if is_unknown(state.get(name)):
            state[name] = []
    if is_unknown(state.get("availability_zone_distribution")):
        state["availability_zone_distribution"] = [{"capacity_distribution_strategy": "balanced-best-effort"}]
    if is_unknown(state.get("capacity_reservation_specification")):
        state["capacity_reservation_specification"] = [
            {"capacity_reservation_preference": "default", "capacity_reservation_target": []}
        ]
    for block in context.blocks("launch_template"):
        _settle_template(context, block, "id", "name", "$Default")
    for policy in context.blocks("mixed_instances_policy"):
        _settle_policy(context, policy)
    set_zero(
        context,
        "context",
        "default_instance_warmup",
        "desired_capacity_type",
        "launch_configuration",
        "max_instance_lifetime",
    )
    set_zero(context, "placement_group", "enabled_metrics", "suspended_processes", "capacity_rebalance")


def _move_capacity(context: ApplyContext) -> None:
    """AWS moves the capacity into new bounds when the configuration does not give it."""
    state = context.state
    low, high, wanted = (as_int(state.get(name)) for name in ("min_size", "max_size", "desired_capacity"))
    state["desired_capacity"] = max(min(wanted, high), low)


def _zones(context: ApplyContext) -> list[str]:
    subnets = [context.lookup("aws_subnet", subnet) for subnet in context.state.get("vpc_zone_identifier") or []]
    zones = sorted({str(subnet["availability_zone"]) for subnet in subnets if subnet is not None})
    return zones or [zone.name for zone in zones_of(context.region)][: max(len(subnets), 1)]


def find_template(context: Context, id_: Value, name: Value) -> Object | None:
    """The launch template of that id or name in the account."""
    found = context.lookup("aws_launch_template", id_) if not is_unknown(id_) and id_ != UNKNOWN_TEMPLATE else None
    if found is None and isinstance(name, str) and name:
        found = next(iter(context.find("aws_launch_template", name=name)), None)
    return found


def _settle_template(context: ApplyContext, block: dict[str, Value], id_: str, name: str, version: str) -> None:
    """Both names of the template; apply goes by the one that the configuration gives."""
    found = find_template(context, block.get(id_), block.get(name))
    if is_unknown(block.get(id_)) or block.get(id_) in (None, "", UNKNOWN_TEMPLATE):
        block[id_] = found.id if found else f"lt-0{drawn('lt', str(block.get(name)))}"
    if is_unknown(block.get(name)) or not block.get(name):
        block[name] = str(found["name"]) if found else f"template-{drawn('lt', str(block[id_]), length=6)}"
    if is_unknown(block.get("version")) or not block.get("version"):
        block["version"] = version


def _settle_policy(context: ApplyContext, policy: dict[str, Value]) -> None:
    distribution: dict[str, Value] = {
        "on_demand_allocation_strategy": "prioritized",
        "on_demand_base_capacity": 0,
        "on_demand_percentage_above_base_capacity": 100,
        "spot_allocation_strategy": "lowest-price",
        "spot_instance_pools": 2,
        "spot_max_price": "",
    }
    if is_unknown(policy.get("instances_distribution")):
        policy["instances_distribution"] = [dict(distribution)]
    for block in policy.get("instances_distribution") or []:
        block.update(
            {key: value for key, value in distribution.items() if is_unknown(block.get(key)) or block.get(key) is None}
        )
    for template in policy.get("launch_template") or []:
        if is_unknown(template.get("override")):
            template["override"] = []
        for block in template.get("launch_template_specification") or []:
            _settle_template(context, block, "launch_template_id", "launch_template_name", "$Default")


def _create_policy(context: ApplyContext) -> None:
    state = context.state
    state["id"] = name = state.get("name")
    group = state.get("autoscaling_group_name")
    arn = context.arn(
        "autoscaling", f"scalingPolicy:{context.ids.uuid('arn')}:autoScalingGroupName/{group}:policyName/{name}"
    )
    step = state.get("policy_type") == "StepScaling"
    context.fill(arn=arn, metric_aggregation_type="Average" if step else "")


def _create_schedule(context: ApplyContext) -> None:
    state = context.state
    name, group = state.get("scheduled_action_name"), state.get("autoscaling_group_name")
    state["id"] = name
    context.fill(
        arn=context.arn(
            "autoscaling",
            f"scheduledUpdateGroupAction:{context.ids.uuid('arn')}:autoScalingGroupName/{group}:scheduledActionName/{name}",
        ),
        desired_capacity=-1,
        min_size=-1,
        max_size=-1,
        end_time="",
        start_time=EPOCH,
        recurrence="",
        time_zone="",
    )


def _pair_import(first: str, second: str) -> Any:
    def parse(id_: str) -> dict[str, Value]:
        group, separator, name = id_.partition("/")
        if not separator or not group or not name:
            raise ValueError(f"unexpected format ({id_}), expected <asg-name>/<{second.replace('_', '-')}>")
        return {"id": name, first: group, second: name}

    return parse


def _attach(context: ApplyContext, *, there: bool) -> None:
    state = context.state
    group = context.lookup("aws_autoscaling_group", state.get("autoscaling_group_name"))
    if group is None:
        return
    for argument, members in (("lb_target_group_arn", "target_group_arns"), ("elb", "load_balancers")):
        member = state.get(argument)
        if member:
            others = [item for item in group[members] or [] if item != member]
            group.values[members] = [*others, member] if there else others


def _read_group(context: ReadContext) -> dict[str, Value]:
    name = str(context.config.get("name"))
    found = context.lookup("aws_autoscaling_group", name)
    if found is None:
        return {
            "id": name,
            "arn": context.arn(
                "autoscaling", f"autoScalingGroup:{context.ids.uuid('arn')}:autoScalingGroupName/{name}"
            ),
            "availability_zones": [zone.name for zone in zones_of(context.region)][:1],
            "health_check_type": "EC2",
            "launch_template": [],
            "mixed_instances_policy": [],
            "instance_maintenance_policy": [],
            "warm_pool": [],
            "status": "",
        }
    values = shown(context, found)
    return values | {
        "vpc_zone_identifier": ",".join(found["vpc_zone_identifier"] or []),
        "new_instances_protected_from_scale_in": found["protect_from_scale_in"] is True,
        "termination_policies": found["termination_policies"] or ["Default"],
        "status": "",
        **{
            name: found[name] or []
            for name in ("launch_template", "mixed_instances_policy", "tag", "warm_pool", "traffic_source")
        },
        "instance_maintenance_policy": found["instance_maintenance_policy"] or [],
    }


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_autoscaling_group",
            generated_name=("name", "terraform-"),
            validate=_check_group,
            plan=_plan_group,
            create=_create_group,
            update=_settle_group,
        ),
        Resource(
            "aws_autoscaling_attachment",
            id="{autoscaling_group_name}-{suffix}",
            create=lambda context: _attach(context, there=True),
            delete=lambda context: _attach(context, there=False),
        ),
        Resource(
            "aws_autoscaling_policy", create=_create_policy, import_id=_pair_import("autoscaling_group_name", "name")
        ),
        Resource(
            "aws_autoscaling_schedule",
            create=_create_schedule,
            import_id=_pair_import("autoscaling_group_name", "scheduled_action_name"),
        ),
        Resource("aws_autoscaling_lifecycle_hook", id="{name}", values={"default_result": "ABANDON"}),
    ),
    data_sources=(DataSource("aws_autoscaling_group", _read_group),),
)
