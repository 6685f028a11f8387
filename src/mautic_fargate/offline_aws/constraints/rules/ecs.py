"""Amazon ECS: task definitions as a whole, services and clusters. Containers are in `ecs_containers`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import absent, blocks, flag, number, present, text, texts
from mautic_fargate.offline_aws.constraints.tables import entry
from mautic_fargate.offline_aws.wire.values import is_wholly_known

if TYPE_CHECKING:
    from collections.abc import Iterator

_GUIDE = "Amazon ECS Developer Guide"
_SIZE = re.compile(r"^\s*(\d*\.?\d+)\s*(vcpu|gb)?\s*$", re.IGNORECASE)


def units(values: Values, name: str) -> int | None:
    """`cpu` in units or `memory` in MiB of a task; "1 vCPU" and "2 GB" are 1024 and 2048. None if unknown or malformed."""
    value = values.get(name)
    found = _SIZE.match(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None
    return None if found is None else int(float(found[1]) * (1024 if found[2] else 1))


def on_fargate(values: Values) -> bool:
    """Whether a task definition is known to be for Fargate."""
    return any(kind == "FARGATE" for _, kind in texts(values, "requires_compatibilities"))


def _fargate_size(values: Values, _region: str) -> Iterator[Fault]:
    cpu, memory = units(values, "cpu"), units(values, "memory")
    if not on_fargate(values) or cpu is None:
        return
    table: dict[str, list[int]] = entry("table", "fargate") or {}
    sizes = table.get(str(cpu))
    if sizes is None:
        if cpu <= max(map(int, table)):
            yield ("cpu",), f"Fargate has no task of {cpu} CPU units: {', '.join(sorted(table, key=int))}"
    elif memory is not None and memory not in sizes:
        step = (
            f"{sizes[0]} to {sizes[-1]} in steps of {sizes[-1] - sizes[-2]}"
            if len(sizes) > 3
            else ", ".join(map(str, sizes))
        )
        yield (
            ("memory",),
            f"Fargate has no task of {cpu} CPU units and {memory} MiB: with {cpu} units, memory is {step}",
        )


def _fargate_needs(values: Values, _region: str) -> Iterator[Fault]:
    if not on_fargate(values):
        return
    for name in ("cpu", "memory"):
        if absent(values, name):
            yield (name,), f"Fargate requires that {name!r} be defined at the task level"
    mode = text(values, "network_mode")
    if mode and mode != "awsvpc":
        yield ("network_mode",), f"Fargate only supports network mode awsvpc, not {mode}"


def _fargate_volumes(values: Values, _region: str) -> Iterator[Fault]:
    if on_fargate(values):
        for path, volume in blocks(values, "volume"):
            for name in ("host_path", "docker_volume_configuration"):
                if present(volume, name):
                    yield (
                        (*path, name),
                        f"Fargate tasks have no {name}: use efs_volume_configuration or an empty volume",
                    )


def _efs_volume(values: Values, _region: str) -> Iterator[Fault]:
    for path, volume in blocks(values, "volume"):
        for below, efs in blocks(volume, "efs_volume_configuration"):
            transit = efs.get("transit_encryption") in (None, "", "DISABLED")
            for last, access in blocks(efs, "authorization_config"):
                place = (*path, *below, *last)
                if transit and (text(access, "iam") == "ENABLED" or text(access, "access_point_id")):
                    yield (
                        (*path, *below, "transit_encryption"),
                        "must be ENABLED for IAM authorization and access points",
                    )
                if text(access, "access_point_id") and text(efs, "root_directory") not in {None, "/"}:
                    yield place, "with an access point root_directory must be left out or /"


def _launch(values: Values, _region: str) -> Iterator[Fault]:
    if text(values, "launch_type") and present(values, "capacity_provider_strategy"):
        yield ("launch_type",), "specifying both a launch type and capacity provider strategy is not supported"


def _fargate_service(values: Values, _region: str) -> Iterator[Fault]:
    providers = {text(b, "capacity_provider") for _, b in blocks(values, "capacity_provider_strategy")}
    if text(values, "launch_type") != "FARGATE" and not providers & {"FARGATE", "FARGATE_SPOT"}:
        return
    if any(text(b, "type") != "ECS" for _, b in blocks(values, "deployment_controller")):
        return  # with EXTERNAL these are matters of the task sets
    if absent(values, "network_configuration"):
        yield ("network_configuration",), "must be provided when networkMode 'awsvpc' is specified"
    if text(values, "scheduling_strategy") == "DAEMON":
        yield ("scheduling_strategy",), "Fargate does not support DAEMON: use REPLICA"
    for name in ("placement_constraints", "ordered_placement_strategy"):
        if present(values, name):
            yield (name,), f"Fargate services have no {name}"


def _strategy(values: Values, _region: str) -> Iterator[Fault]:
    for attribute in ("capacity_provider_strategy", "default_capacity_provider_strategy"):
        found = [block for _, block in blocks(values, attribute)]
        if not found or not is_wholly_known(values.get(attribute)):
            continue
        if sum(1 for block in found if number(block, "base")) > 1:
            yield (attribute,), "only one provider may have a base"
        # A cluster may have such a default: only what then runs by it fails.
        weightless = all(not number(block, "weight") and not number(block, "base") for block in found)
        if weightless and attribute == "capacity_provider_strategy":
            yield (attribute,), "at least one provider needs a weight above zero"
        names = {str(text(block, "capacity_provider")) for block in found}
        fargate = {name for name in names if name in {"FARGATE", "FARGATE_SPOT"}}
        if fargate and names - fargate:
            yield (attribute,), "Fargate and other providers must not be mixed in one strategy"


def _providers(values: Values, _region: str) -> Iterator[Fault]:
    known = values.get("capacity_providers")
    if isinstance(known, list) and is_wholly_known(known):
        for path, block in blocks(values, "default_capacity_provider_strategy"):
            name = text(block, "capacity_provider")
            if name and name not in known:
                yield (*path, "capacity_provider"), f"{name!r} is not among the capacity_providers of the cluster"


def _grace(values: Values, _region: str) -> Iterator[Fault]:
    # Service discovery and Service Connect have no health checks to wait for either.
    if number(values, "health_check_grace_period_seconds") and absent(values, "load_balancer"):
        yield ("health_check_grace_period_seconds",), "is only valid for services with a load balancer"


def _percent(values: Values, _region: str) -> Iterator[Fault]:
    low, high = number(values, "deployment_minimum_healthy_percent"), number(values, "deployment_maximum_percent")
    if low is not None and high is not None and text(values, "scheduling_strategy") != "DAEMON" and low > high:
        yield (
            ("deployment_maximum_percent",),
            f"{high:g} must not be less than deployment_minimum_healthy_percent, {low:g}",
        )


def _audit(values: Values, _region: str) -> Iterator[Fault]:
    for path, outer in blocks(values, "configuration"):
        for below, block in blocks(outer, "execute_command_configuration"):
            override = text(block, "logging") == "OVERRIDE"
            if override and absent(block, "log_configuration"):
                yield (*path, *below, "logging"), "OVERRIDE needs a log_configuration"
            if not override and isinstance(block.get("logging"), str) and present(block, "log_configuration"):
                yield (*path, *below, "log_configuration"), "is only allowed with logging = OVERRIDE"


def _public_address(values: Values, _region: str) -> Iterator[Fault]:
    if text(values, "launch_type") == "EC2":
        for path, block in blocks(values, "network_configuration"):
            if flag(block, "assign_public_ip"):
                yield (*path, "assign_public_ip"), "is not supported for the launch type EC2"


def _limits(values: Values, _region: str) -> Iterator[Fault]:
    for path, block in blocks(values, "network_configuration"):
        for name, most in (("subnets", 16), ("security_groups", 5)):
            found = block.get(name)
            if isinstance(found, list) and is_wholly_known(found) and len(found) > most:
                yield (*path, name), f"has {len(found)} elements, at most {most} are allowed"


_TASK, _SERVICE = ("aws_ecs_task_definition",), ("aws_ecs_service",)
_CLIENT, _PARAMETER = "ClientException", "InvalidParameterException"

RULES: Final = (
    Rule("ecs.fargate-size", _TASK, _fargate_size, _CLIENT, "cfn-lint: aws_ecs_taskdefinition"),
    Rule(
        "ecs.fargate-requirements", _TASK, _fargate_needs, _CLIENT, f"{_GUIDE}: Fargate task definition considerations"
    ),
    Rule("ecs.fargate-volumes", _TASK, _fargate_volumes, _CLIENT, f"{_GUIDE}: Fargate task definition considerations"),
    Rule("ecs.efs-volume", _TASK, _efs_volume, _CLIENT, "ECS API: EFSVolumeConfiguration"),
    Rule("ecs.launch-type-and-strategy", _SERVICE, _launch, _PARAMETER, "ECS API: CreateService launchType"),
    Rule("ecs.fargate-service", _SERVICE, _fargate_service, _PARAMETER, "ECS API: CreateService"),
    Rule(
        "ecs.capacity-provider-strategy",
        (*_SERVICE, "aws_ecs_cluster_capacity_providers"),
        _strategy,
        _PARAMETER,
        "ECS API: CapacityProviderStrategyItem",
    ),
    Rule(
        "ecs.capacity-providers",
        ("aws_ecs_cluster_capacity_providers",),
        _providers,
        _PARAMETER,
        "ECS API: PutClusterCapacityProviders",
    ),
    Rule("ecs.grace-period", _SERVICE, _grace, _PARAMETER, "ECS API: CreateService healthCheckGracePeriodSeconds"),
    Rule("ecs.deployment-percent", _SERVICE, _percent, _PARAMETER, "ECS API: DeploymentConfiguration"),
    Rule("ecs.execute-command-log", ("aws_ecs_cluster",), _audit, _PARAMETER, "ECS API: ExecuteCommandConfiguration"),
    Rule("ecs.public-address", _SERVICE, _public_address, _PARAMETER, "ECS API: AwsVpcConfiguration"),
    Rule("ecs.network-limits", _SERVICE, _limits, _PARAMETER, "ECS API: AwsVpcConfiguration"),
)
