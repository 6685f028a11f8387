"""Amazon ECS: clusters, capacity providers of a cluster, task definitions, account settings. Services: `ecs_service.py`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.services import ecs_containers
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext, Problem, ReadContext
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.services.suppress import blocks_of, first_block, keep, text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown, is_wholly_known

CLUSTER: Final = "aws_ecs_cluster"
CLUSTER_CAPACITY: Final = "aws_ecs_cluster_capacity_providers"
SERVICE_TYPE: Final = "aws_ecs_service"
TASK_DEFINITION: Final = "aws_ecs_task_definition"


def cluster_name(value: Value) -> str:
    """The name of a cluster given by name or ARN; "default" when not given."""
    return text(value).rsplit("/", 1)[-1] or "default"


def services_of(context: Context, cluster: str) -> list[Object]:
    """The services of the cluster called `cluster`."""
    return [item for item in context.find(SERVICE_TYPE) if cluster_name(item["cluster"]) == cluster]


# --- clusters ---------------------------------------------------------------------------------------------------------


def _create_cluster(context: ApplyContext) -> None:
    if is_unknown(context.state.get("setting")) or not context.state.get("setting"):
        context.state["setting"] = [{"name": "containerInsights", "value": "disabled"}]


def _update_cluster(context: ApplyContext) -> None:
    # A removed configuration is simply not sent: AWS keeps what it has.
    for name in ("configuration", "service_connect_defaults"):
        if context.state.get(name) == [] and context.prior:
            context.state[name] = context.prior.get(name)


def _delete_cluster(context: ApplyContext) -> None:
    if services_of(context, text(context.state.get("name"))):
        context.refuse(
            "ClusterContainsServicesException",
            f"deleting ECS Cluster ({context.state.get('id')}): The Cluster cannot be deleted while Services are active.",
        )


# --- task definitions ---------------------------------------------------------------------------------------------------


def _validate_task_definition(config: Mapping[str, Value]) -> list[Problem]:
    document = config.get("container_definitions")
    if not isinstance(document, str):
        return []
    try:
        ecs_containers.parse(document)
    except ecs_containers.ContainerDefinitionError as error:
        reason = f"ECS Task Definition container_definitions is invalid: {error}"
        return [Problem(reason, path=("container_definitions",))]
    return []


def _plan_task_definition(context: PlanContext) -> None:
    document = context.planned.get("container_definitions")
    if not isinstance(document, str):
        return
    wanted = ecs_containers.normalise(document)
    before = context.before("container_definitions")
    context.planned["container_definitions"] = wanted
    awsvpc = context.planned.get("network_mode") == "awsvpc"
    if isinstance(before, str) and ecs_containers.equivalent(before, wanted, awsvpc=awsvpc):
        keep(context, "container_definitions")


def _next_revision(context: ApplyContext, family: str) -> int:
    """The number after the highest ever given in the family; AWS does not use one again."""
    drawn = context.account.next_seed(f"ecs-revision|{context.account_id}|{context.region}|{family}")
    count = int(drawn.rsplit("#", 1)[-1]) if "#" in drawn else 1
    existing = [item["revision"] for item in context.find(TASK_DEFINITION, family=family)]
    return max([count, *(int(number) + 1 for number in existing if isinstance(number, int | float))])


def _check_placement(context: ApplyContext) -> None:
    for block in blocks_of(context.state, "placement_constraints"):
        if block.get("type") == "memberOf" and not block.get("expression"):
            context.refuse("", "Expression cannot be empty if type is memberOf", "placement_constraints")


def _check_links(context: ApplyContext) -> None:
    if context.state.get("network_mode") != "awsvpc":
        return
    for container in ecs_containers.parse(text(context.state.get("container_definitions"))):
        if container.get("links"):
            prefix = f"creating ECS Task Definition ({context.state.get('family')}): "
            context.refuse("ClientException", f"{prefix}Links are not supported when networkMode=awsvpc.")


def _create_task_definition(context: ApplyContext) -> None:
    state = context.state
    context.fill(network_mode="bridge", enable_fault_injection=False)
    _check_placement(context)
    _check_links(context)
    family = text(state.get("family"))
    revision = _next_revision(context, family)
    bare = context.arn("ecs", f"task-definition/{family}")
    state.update({"id": family, "revision": revision, "arn_without_revision": bare, "arn": f"{bare}:{revision}"})
    document = text(state.get("container_definitions"))
    state["container_definitions"] = ecs_containers.as_registered(document, text(state.get("network_mode")))
    for volume in context.blocks("volume"):
        if is_unknown(volume.get("configure_at_launch")):
            volume["configure_at_launch"] = False
        for docker in blocks_of(volume, "docker_volume_configuration"):
            for name, default in (("driver", "local"), ("scope", "task")):
                if is_unknown(docker.get(name)) or not docker.get(name):
                    docker[name] = default
    platform = first_block(state, "runtime_platform")
    if not any(platform.values()):
        state["runtime_platform"] = []


def find_task_definition(context: Context, reference: Value) -> Object | None:
    """The task definition of an ARN, `family:revision` or a family (its latest revision)."""
    name = text(reference)
    if not name:
        return None
    name = name.rsplit("task-definition/", 1)[-1]
    family, _, revision = name.partition(":")
    found = context.find(TASK_DEFINITION, family=family)
    if revision:
        found = [item for item in found if str(item["revision"]) == revision]
    return max(found, key=_revision, default=None)


def _revision(item: Object) -> float:
    number = item["revision"]
    return number if isinstance(number, int | float) else 0


# --- account settings -----------------------------------------------------------------------------------------------------

_CLUSTER_RESOURCES: Final = (
    Resource(
        CLUSTER,
        id="arn:{partition}:ecs:{region}:{account}:cluster/{name}",
        arn="{id}",
        create=_create_cluster,
        update=_update_cluster,
        delete=_delete_cluster,
        import_id=lambda name: {"name": name.rsplit("/", 1)[-1]},
    ),
    Resource(
        CLUSTER_CAPACITY,
        id="{cluster_name}",
        import_id=lambda name: {"id": name, "cluster_name": name},
        adopts=True,
    ),
    Resource(
        "aws_ecs_capacity_provider",
        id="arn:{partition}:ecs:{region}:{account}:capacity-provider/{name}",
        arn="{id}",
        import_id=lambda name: {"name": name.rsplit("/", 1)[-1]},
    ),
    Resource(
        "aws_ecs_account_setting_default",
        id="{name}",
        values={"principal_arn": "arn:{partition}:iam::{account}:root"},
        import_id=lambda name: {"id": name, "name": name},
        adopts=True,
    ),
)


# --- data sources ---------------------------------------------------------------------------------------------------------


def _read_cluster(context: ReadContext) -> dict[str, Value]:
    name = cluster_name(context.config.get("cluster_name"))
    arn = context.arn("ecs", f"cluster/{name}")
    found = context.lookup(CLUSTER, arn)
    counts = {"pending_tasks_count": 0, "registered_container_instances_count": 0, "running_tasks_count": 0}
    connect: Value = [] if found is None else found["service_connect_defaults"] or []
    settings: Value = [{"name": "containerInsights", "value": "disabled"}] if found is None else found["setting"]
    tags: Value = {} if found is None else found["tags_all"] or {}
    return {
        "id": arn,
        "arn": arn,
        "status": "ACTIVE",
        "setting": settings,
        "service_connect_defaults": connect,
        "tags": tags,
        **counts,
    }


def _read_task_definition(context: ReadContext) -> dict[str, Value]:
    reference = text(context.config.get("task_definition"))
    found = find_task_definition(context, reference)
    if found is not None:
        names = context.rules.schema.block.attributes.keys() & found.values.keys()
        values = {name: found[name] for name in names if found[name] is not None}
        return values | {"id": found["arn"], "status": "ACTIVE", "task_definition": reference}
    family, _, revision = reference.rsplit("task-definition/", 1)[-1].partition(":")
    bare = context.arn("ecs", f"task-definition/{family}")
    number = int(revision) if revision.isdigit() else 1
    container = f'[{{"essential":true,"image":"{family}:latest","name":"{family}"}}]'
    return {
        "id": f"{bare}:{number}",
        "arn": f"{bare}:{number}",
        "arn_without_revision": bare,
        "family": family,
        "revision": number,
        "status": "ACTIVE",
        "network_mode": "awsvpc",
        "container_definitions": ecs_containers.as_registered(container, "awsvpc"),
    }


def _read_container_definition(context: ReadContext) -> dict[str, Value]:
    reference, name = text(context.config.get("task_definition")), text(context.config.get("container_name"))
    found = find_task_definition(context, reference)
    containers = ecs_containers.parse(text(found["container_definitions"])) if found else []
    container = next((item for item in containers if item.get("name") == name), None)
    if found is not None and container is None:
        context.refuse(f"container with name {name} not found in task definition {reference}")
    container = container or {"image": f"{name}:latest"}
    image = container.get("image", "")
    return {
        "id": f"{reference}/{name}",
        "image": image,
        "image_digest": image.rsplit(":", 1)[-1],
        "cpu": container.get("cpu", 0),
        "memory": container.get("memory", 0),
        "memory_reservation": container.get("memoryReservation", 0),
        "disable_networking": container.get("disableNetworking", False),
        "docker_labels": container.get("dockerLabels", {}),
        "environment": {
            item["name"]: item.get("value", "") for item in container.get("environment", ()) if "name" in item
        },
    }


def known_definition(document: Value) -> list[ecs_containers.Definition]:
    """The containers of a known, readable document; none otherwise."""
    if not isinstance(document, str) or not is_wholly_known(document):
        return []
    try:
        return ecs_containers.parse(document)
    except ecs_containers.ContainerDefinitionError:
        return []


SERVICE = Service(
    resources=(
        *_CLUSTER_RESOURCES,
        Resource(
            TASK_DEFINITION,
            validate=_validate_task_definition,
            plan=_plan_task_definition,
            create=_create_task_definition,
            import_id=lambda arn: {"arn": arn},
        ),
    ),
    data_sources=(
        DataSource(CLUSTER, _read_cluster),
        DataSource(TASK_DEFINITION, _read_task_definition),
        DataSource("aws_ecs_container_definition", _read_container_definition),
    ),
)
