"""Amazon ECS services and their deployments."""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext, ReadContext
from mautic_fargate.offline_aws.services.ecs import (
    CLUSTER,
    CLUSTER_CAPACITY,
    SERVICE_TYPE,
    cluster_name,
    find_task_definition,
    known_definition,
    services_of,
)
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.services.suppress import (
    Block,
    blocks_of,
    drop_block,
    first_block,
    ignore,
    is_empty,
    keep,
    paired_blocks,
    text,
    truthy,
)
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_SERVICE_LINKED_ROLE: Final = "/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
_REFUSED_BY_CODE_DEPLOY: Final = ("task_definition", "network_configuration", "load_balancer", "platform_version")


# --- plan -------------------------------------------------------------------------------------------------------------


def _plan(context: PlanContext) -> None:
    forced = truthy(context.planned.get("force_new_deployment"))
    if context.changed("capacity_provider_strategy") and not forced:
        context.error("force_new_deployment should be true when capacity_provider_strategy is being updated")
    if context.changed("triggers"):
        emptied = bool(context.before("triggers")) and is_empty(context.planned.get("triggers"))
        if not forced or emptied:
            keep(context, "triggers")
    if context.planned.get("scheduling_strategy") == "DAEMON":
        ignore(context, "desired_count")
        for name, value in (("deployment_maximum_percent", 200), ("deployment_minimum_healthy_percent", 100)):
            if context.planned.get(name) == value:
                ignore(context, name)
    if text(context.before("propagate_tags")).upper() == "NONE" and is_empty(context.planned.get("propagate_tags")):
        keep(context, "propagate_tags")
    for name in ("alarms", "deployment_circuit_breaker", "deployment_controller"):
        drop_block(context, name)
    for block, before in paired_blocks(context, "ordered_placement_strategy"):
        field = block.get("field")
        if field == "host":
            block["field"] = field = "instanceId"
        if isinstance(field, str) and field.lower() == text(before.get("field")).lower():
            block["field"] = before.get("field")


# --- create -----------------------------------------------------------------------------------------------------------


def _uses_fargate(state: Block) -> bool:
    providers = {text(item.get("capacity_provider")) for item in blocks_of(state, "capacity_provider_strategy")}
    return state.get("launch_type") == "FARGATE" or bool(providers & {"FARGATE", "FARGATE_SPOT"})


def _choose_launch_type(context: ApplyContext) -> None:
    state = context.state
    if not context.open("launch_type") and state.get("launch_type"):
        return
    if not blocks_of(state, "capacity_provider_strategy"):
        associated = context.find(CLUSTER_CAPACITY, cluster_name=cluster_name(state.get("cluster")))
        for item in associated:
            # The cluster's default strategy applies, and AWS reports it as the service's own.
            state["capacity_provider_strategy"] = [
                dict(block) for block in blocks_of(item.values, "default_capacity_provider_strategy")
            ]
    state["launch_type"] = "" if blocks_of(state, "capacity_provider_strategy") else "EC2"


def _check_containers(context: ApplyContext) -> None:
    """What AWS refuses of a service whose task definition the account has."""
    definition = find_task_definition(context, context.state.get("task_definition"))
    if definition is None:
        return
    network = blocks_of(context.state, "network_configuration")
    if definition["network_mode"] == "awsvpc" and not network:
        message = "Network Configuration must be provided when networkMode 'awsvpc' is specified."
        context.refuse("InvalidParameterException", message)
    if definition["network_mode"] != "awsvpc" and network:
        message = "Network Configuration is not valid for the given networkMode of this task definition."
        context.refuse("InvalidParameterException", message)
    containers = {item.get("name"): item for item in known_definition(definition["container_definitions"])}
    for balancer in blocks_of(context.state, "load_balancer"):
        name, port = balancer.get("container_name"), balancer.get("container_port")
        container = containers.get(name)
        if container is None:
            message = f"The container {name} does not exist in the task definition."
            context.refuse("InvalidParameterException", message)
        elif all(mapping.get("containerPort") != port for mapping in container.get("portMappings", ())):
            shown = format(port, "g") if isinstance(port, int | float) else port
            message = f"The container {name} did not have a container port {shown} defined."
            context.refuse("InvalidParameterException", message)


def _check_target_groups(context: ApplyContext) -> None:
    definition = find_task_definition(context, context.state.get("task_definition"))
    for balancer in blocks_of(context.state, "load_balancer"):
        arn = balancer.get("target_group_arn")
        for type_ in ("aws_lb_target_group", "aws_alb_target_group"):
            group = context.lookup(type_, arn)
            if group and definition and definition["network_mode"] == "awsvpc" and group["target_type"] == "instance":
                context.refuse(
                    "InvalidParameterException",
                    f"The provided target group {arn} has target type instance, which is incompatible with the awsvpc "
                    "network mode specified in the task definition.",
                )


def _check_placement(context: ApplyContext) -> None:
    for block in blocks_of(context.state, "ordered_placement_strategy"):
        kind, field = block.get("type"), text(block.get("field"))
        if kind == "random" and field:
            context.refuse("", f'Random type requires the field attribute to be empty. Got: "{field}"')
        if kind == "binpack" and field not in {"cpu", "memory"}:
            context.refuse(
                "", f'Binpack type requires the field attribute to be either "cpu" or "memory". Got: "{field}"'
            )
    for block in blocks_of(context.state, "placement_constraints"):
        if block.get("type") == "memberOf" and not block.get("expression"):
            context.refuse("", "Expression cannot be empty if type is memberOf")


def _create(context: ApplyContext) -> None:
    state = context.state
    context.fill(cluster="default")
    cluster, name = cluster_name(state.get("cluster")), text(state.get("name"))
    if any(item["name"] == name for item in services_of(context, cluster)):
        context.refuse(
            "InvalidParameterException", f"creating ECS Service ({name}): Creation of service was not idempotent."
        )
    _check_placement(context)
    _choose_launch_type(context)
    _check_containers(context)
    _check_target_groups(context)
    arn = context.arn("ecs", f"service/{cluster}/{name}")
    state["id"] = state["arn"] = arn
    daemon = state.get("scheduling_strategy") == "DAEMON"
    context.fill(
        platform_version="LATEST" if _uses_fargate(state) else "",
        availability_zone_rebalancing="DISABLED" if daemon else "ENABLED",
        iam_role=_SERVICE_LINKED_ROLE,
        triggers=None,
    )
    role = state.get("iam_role")
    if isinstance(role, str) and not role.startswith(("arn:", "/")):
        state["iam_role"] = role.rsplit("/", 1)[-1]
    if state.get("desired_count") is None:
        state["desired_count"] = 0
    if not blocks_of(state, "deployment_controller"):
        state["deployment_controller"] = [{"type": "ECS"}]
    if (
        not blocks_of(state, "deployment_circuit_breaker")
        and first_block(state, "deployment_controller").get("type") == "ECS"
    ):
        state["deployment_circuit_breaker"] = [{"enable": False, "rollback": False}]
    _show(context)


def _show(context: ApplyContext) -> None:
    """What Read makes of the values, after create and update alike."""
    state = context.state
    reference = text(state.get("task_definition"))
    if reference and not reference.startswith("arn:") and ":" not in reference:
        found = find_task_definition(context, reference)
        if found is not None:
            state["task_definition"] = f"{reference}:{found['revision']}"
    if is_unknown(state.get("deployment_configuration")):
        state["deployment_configuration"] = [
            {
                "strategy": "ROLLING",
                "bake_time_in_minutes": "0",
                "canary_configuration": [],
                "lifecycle_hook": [],
                "linear_configuration": [],
            }
        ]
    for block in context.blocks("deployment_configuration"):
        for name, value in (("strategy", "ROLLING"), ("bake_time_in_minutes", "0")):
            if is_unknown(block.get(name)):
                block[name] = value
        _fill_steps(block)
    for connect in context.blocks("service_connect_configuration"):
        _fill_service_connect(context, connect)


# What AWS takes for the steps of the strategies CANARY and LINEAR where nothing is said.
_STEPS: Final = {
    "canary_configuration": {"canary_percent": 5, "canary_bake_time_in_minutes": "10"},
    "linear_configuration": {"step_percent": 10, "step_bake_time_in_minutes": "6"},
}


def _fill_steps(configuration: Block) -> None:
    """AWS reports the steps of the strategy that has them, and no others."""
    for name, defaults in _STEPS.items():
        if is_unknown(configuration.get(name)):
            configuration[name] = []
        for step in blocks_of(configuration, name):
            for key, value in defaults.items():
                if is_unknown(step.get(key)):
                    step[key] = value
    if is_unknown(configuration.get("lifecycle_hook")):
        configuration["lifecycle_hook"] = []


def _fill_service_connect(context: ApplyContext, connect: Block) -> None:
    if is_unknown(connect.get("namespace")):
        cluster = context.lookup(CLUSTER, context.arn("ecs", f"cluster/{cluster_name(context.state.get('cluster'))}"))
        connect["namespace"] = (
            first_block(cluster.values, "service_connect_defaults").get("namespace", "") if cluster else ""
        )
    namespace = text(connect.get("namespace")).rsplit("/", 1)[-1]
    for service in blocks_of(connect, "service"):
        if is_unknown(service.get("discovery_name")):
            service["discovery_name"] = service.get("port_name")
        for alias in blocks_of(service, "client_alias"):
            if is_unknown(alias.get("dns_name")):
                alias["dns_name"] = f"{service['discovery_name']}.{namespace}"


def _update(context: ApplyContext) -> None:
    prior = context.prior or {}
    if first_block(prior, "deployment_controller").get("type") == "CODE_DEPLOY":
        for name in _REFUSED_BY_CODE_DEPLOY:
            if prior.get(name) != context.state.get(name) and not (is_unknown(context.state.get(name))):
                what = "task definition" if name == "task_definition" else name.replace("_", " ")
                context.refuse(
                    "InvalidParameterException",
                    f"Unable to update {what} on services with a CODE_DEPLOY deployment controller. "
                    "Use AWS CodeDeploy to trigger a new deployment.",
                )
    _check_placement(context)
    _check_containers(context)
    if context.state.get("desired_count") is None:
        context.state["desired_count"] = 0
    _show(context)


# --- data source --------------------------------------------------------------------------------------------------------


def _read(context: ReadContext) -> dict[str, Value]:
    cluster, name = cluster_name(context.config.get("cluster_arn")), text(context.config.get("service_name"))
    arn = context.arn("ecs", f"service/{cluster}/{name}")
    found = context.lookup(SERVICE_TYPE, arn)
    values: dict[str, Value] = {
        "id": arn,
        "arn": arn,
        "status": "ACTIVE",
        "desired_count": 1,
        "running_count": 1,
        "pending_count": 0,
        "launch_type": "FARGATE",
        "scheduling_strategy": "REPLICA",
        "task_definition": context.arn("ecs", f"task-definition/{name}:1"),
        "events": [],
        "task_sets": [],
        "deployments": [],
        "tags": {},
    }
    if found is None:
        return values
    shown = context.rules.schema.block.attributes.keys() & found.values.keys() - {"deployment_configuration", "region"}
    values |= {key: found[key] for key in shown if found[key] is not None}
    definition = find_task_definition(context, found["task_definition"])
    if definition is not None:
        values["task_definition"] = definition["arn"]
    return values | {"running_count": values["desired_count"], "tags": found["tags_all"] or {}}


def _import_id(id_: str) -> dict[str, Value]:
    parts = id_.split("/")
    if len(parts) != 2:
        raise ValueError(f"wrong format of resource: {id_}, expecting 'cluster-name/service-name'")
    return {"name": parts[1]}


SERVICE = Service(
    resources=(Resource(SERVICE_TYPE, plan=_plan, create=_create, update=_update, import_id=_import_id),),
    data_sources=(DataSource(SERVICE_TYPE, _read),),
)
