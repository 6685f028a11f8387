"""ECS clusters, task definitions and services."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mautic_fargate.offline_aws.wire.values import UNKNOWN, is_unknown
from support.offline import RefusedError, World

TASK = "aws_ecs_task_definition"
CLUSTER = "aws_ecs_cluster"
SERVICE = "aws_ecs_service"
ROLE = "arn:aws:iam::123456789012:role/execution"


@pytest.fixture
def world() -> World:
    return World()


def task(*, containers: Any = None, **values: Any) -> dict[str, Any]:
    """A Fargate task definition with one container called web on port 8080."""
    web = {"name": "web", "image": "nginx", "portMappings": [{"containerPort": 8080}]}
    document = json.dumps([web] if containers is None else containers)
    return {
        "family": "app",
        "network_mode": "awsvpc",
        "requires_compatibilities": ["FARGATE"],
        "cpu": "256",
        "memory": "512",
        "execution_role_arn": ROLE,
        "container_definitions": document,
        **values,
    }


@pytest.fixture
def cluster(world: World) -> dict[str, Any]:
    return world.create(CLUSTER, name="main")


@pytest.fixture
def definition(world: World) -> dict[str, Any]:
    return world.create(TASK, **task())


def service(definition: dict[str, Any], **values: Any) -> dict[str, Any]:
    return {
        "name": "web",
        "cluster": "arn:aws:ecs:us-east-1:123456789012:cluster/main",
        "task_definition": definition["arn"],
        "launch_type": "FARGATE",
        "desired_count": 1,
        "network_configuration": {"subnets": ["subnet-1"]},
        **values,
    }


# --- clusters ---------------------------------------------------------------------------------------------------------


def test_a_cluster_is_its_arn_and_reports_container_insights(cluster: dict[str, Any]) -> None:
    assert cluster["id"] == cluster["arn"] == "arn:aws:ecs:us-east-1:123456789012:cluster/main"
    assert cluster["setting"] == [{"name": "containerInsights", "value": "disabled"}]


def test_a_cluster_with_services_cannot_be_deleted(
    world: World, cluster: dict[str, Any], definition: dict[str, Any]
) -> None:
    made = world.create(SERVICE, **service(definition))
    with pytest.raises(RefusedError, match="ClusterContainsServicesException"):
        world.destroy(CLUSTER, cluster)
    world.destroy(SERVICE, made)
    world.destroy(CLUSTER, cluster)


def test_a_cluster_is_imported_by_name(world: World, cluster: dict[str, Any]) -> None:
    assert world.import_(CLUSTER, "main")["arn"] == cluster["arn"]


def test_a_removed_configuration_of_a_cluster_stays(world: World) -> None:
    logging = {"execute_command_configuration": {"logging": "DEFAULT"}}
    made = world.create(CLUSTER, name="main", configuration=logging)
    assert world.update(CLUSTER, made, name="main", tags={"a": "b"})["configuration"] == made["configuration"]


def test_data_of_a_cluster_that_the_stack_made_and_of_another(world: World, cluster: dict[str, Any]) -> None:
    assert world.data(CLUSTER, cluster_name="main")["arn"] == cluster["arn"]
    other = world.data(CLUSTER, cluster_name="other")
    assert other["id"] == "arn:aws:ecs:us-east-1:123456789012:cluster/other"
    assert other["status"] == "ACTIVE"


# --- task definitions -------------------------------------------------------------------------------------------------


def test_revisions_are_numbered_and_never_used_again(world: World) -> None:
    first, second = world.create(TASK, **task()), world.create(TASK, **task(cpu="512", memory="1024"))
    assert (first["revision"], second["revision"]) == (1, 2)
    assert second["id"] == "app"
    assert second["arn"] == "arn:aws:ecs:us-east-1:123456789012:task-definition/app:2"
    assert second["arn_without_revision"] == "arn:aws:ecs:us-east-1:123456789012:task-definition/app"
    world.destroy(TASK, second)
    assert world.create(TASK, **task())["revision"] == 3


def test_invalid_containers_are_refused_at_validation(world: World) -> None:
    (problem,) = world.problems(TASK, family="app", container_definitions='[{"name": "a", "cpu": "1"}]')
    assert problem.startswith("ECS Task Definition container_definitions is invalid: json: cannot unmarshal string")


def test_the_plan_shows_normalised_containers_and_the_state_aws_defaults(world: World) -> None:
    spaced = '[ {"name": "web",  "image": "nginx", "memory": 64} ]'
    planned = world.plan(TASK, family="app", container_definitions=spaced).planned or {}
    assert planned["container_definitions"] == '[{"image":"nginx","memory":64,"name":"web"}]'
    made = world.create(TASK, family="app", container_definitions=spaced)
    assert json.loads(made["container_definitions"])[0]["essential"] is True
    assert made["network_mode"] == "bridge"


def test_equivalent_containers_are_no_new_revision(world: World, definition: dict[str, Any]) -> None:
    web = {
        "portMappings": [{"hostPort": 8080, "containerPort": 8080, "protocol": "tcp"}],
        "image": "nginx",
        "name": "web",
        "essential": True,
    }
    answer = world.plan(TASK, definition, **task(containers=[web]))
    assert answer.planned == definition
    assert answer.replace == []


def test_a_change_of_the_containers_is_a_new_revision(world: World, definition: dict[str, Any]) -> None:
    answer = world.plan(TASK, definition, **task(containers=[{"name": "web", "image": "nginx:2"}]))
    assert answer.replace == [("container_definitions",)]


def test_unknown_containers_are_planned_as_a_replacement(world: World, definition: dict[str, Any]) -> None:
    answer = world.plan(TASK, definition, **task() | {"container_definitions": UNKNOWN})
    assert ("container_definitions",) in answer.replace
    assert is_unknown((answer.planned or {})["container_definitions"])


def test_tags_and_the_flags_of_the_provider_change_in_place(world: World, definition: dict[str, Any]) -> None:
    answer = world.plan(TASK, definition, **task(tags={"a": "b"}, track_latest=True, skip_destroy=True))
    assert answer.replace == []
    assert (answer.planned or {})["arn"] == definition["arn"]


def test_what_ecs_refuses_of_a_task_definition(world: World) -> None:
    with pytest.raises(RefusedError, match="Links are not supported when networkMode=awsvpc"):
        world.create(TASK, **task(containers=[{"name": "w", "image": "i", "links": ["x"]}]))
    document = '[{"name": "w", "image": "i", "memory": 64}]'
    with pytest.raises(RefusedError, match="Expression cannot be empty if type is memberOf"):
        world.create(TASK, family="app", container_definitions=document, placement_constraints=[{"type": "memberOf"}])


def test_data_of_a_task_definition_finds_the_latest_revision(world: World, definition: dict[str, Any]) -> None:
    found = world.data(TASK, task_definition="app")
    assert found["arn"] == found["id"] == definition["arn"]
    assert world.data(TASK, task_definition="elsewhere:7")["revision"] == 7


# --- services: plan ---------------------------------------------------------------------------------------------------


@pytest.fixture
def made(world: World, definition: dict[str, Any]) -> dict[str, Any]:
    return world.create(SERVICE, **service(definition))


def test_an_unchanged_service_has_no_plan(world: World, definition: dict[str, Any], made: dict[str, Any]) -> None:
    assert world.changes(SERVICE, made, **service(definition)) == set()


def test_a_changed_strategy_needs_a_forced_deployment(
    world: World, definition: dict[str, Any], made: dict[str, Any]
) -> None:
    values = service(definition, launch_type=None, capacity_provider_strategy=[{"capacity_provider": "FARGATE_SPOT"}])
    answer = world.plan(SERVICE, made, **values)
    message = "force_new_deployment should be true when capacity_provider_strategy is being updated"
    assert [problem.summary for problem in answer.problems if problem.severity == "error"] == [message]
    forced = world.plan(SERVICE, made, **values, force_new_deployment=True)
    assert [problem for problem in forced.problems if problem.severity == "error"] == []
    assert forced.replace == []
    assert (forced.planned or {})["launch_type"] == "FARGATE"


def test_triggers_count_only_with_a_forced_deployment(world: World, definition: dict[str, Any]) -> None:
    before = world.create(SERVICE, **service(definition, triggers={"a": "1"}))
    changed = service(definition, triggers={"a": "2"})
    assert world.changes(SERVICE, before, **changed) == set()
    assert "triggers" in world.changes(SERVICE, before, **changed, force_new_deployment=True)


@pytest.mark.parametrize("name", ["name", "cluster", "launch_type", "scheduling_strategy"])
def test_what_replaces_a_service(world: World, definition: dict[str, Any], made: dict[str, Any], name: str) -> None:
    other = {"name": "other", "cluster": "other", "launch_type": "EC2", "scheduling_strategy": "DAEMON"}[name]
    assert (name,) in world.plan(SERVICE, made, **service(definition) | {name: other}).replace


def test_a_daemon_ignores_its_count_and_usual_percentages(world: World, definition: dict[str, Any]) -> None:
    planned = world.plan(SERVICE, **service(definition, scheduling_strategy="DAEMON")).planned or {}
    names = ("desired_count", "deployment_maximum_percent", "deployment_minimum_healthy_percent")
    assert [planned[name] for name in names] == [None, None, None]


def test_host_is_stored_as_the_id_of_the_instance(world: World, definition: dict[str, Any]) -> None:
    placement = [{"type": "spread", "field": "host"}]
    values = service(definition, launch_type="EC2", ordered_placement_strategy=placement)
    before = world.create(SERVICE, **values)
    assert before["ordered_placement_strategy"] == [{"type": "spread", "field": "instanceId"}]
    assert world.changes(SERVICE, before, **values) == set()


def test_a_removed_circuit_breaker_keeps_its_block_without_values(world: World, definition: dict[str, Any]) -> None:
    before = world.create(SERVICE, **service(definition, deployment_circuit_breaker={"enable": True, "rollback": True}))
    planned = world.plan(SERVICE, before, **service(definition)).planned or {}
    assert planned["deployment_circuit_breaker"] == [{"enable": None, "rollback": None}]


# --- services: apply --------------------------------------------------------------------------------------------------


def test_what_read_fills_of_a_service(made: dict[str, Any]) -> None:
    assert made["id"] == made["arn"] == "arn:aws:ecs:us-east-1:123456789012:service/main/web"
    assert made["platform_version"] == "LATEST"
    assert made["deployment_controller"] == [{"type": "ECS"}]
    assert made["iam_role"] == "/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
    assert made["deployment_configuration"][0]["strategy"] == "ROLLING"


def test_only_the_strategy_that_has_steps_shows_them(world: World, definition: dict[str, Any]) -> None:
    made = world.create(
        SERVICE,
        **service(
            definition,
            deployment_configuration=[{"strategy": "LINEAR", "linear_configuration": [{"step_percent": 20}]}],
        ),
    )
    (shown,) = made["deployment_configuration"]
    assert shown["linear_configuration"] == [{"step_percent": 20, "step_bake_time_in_minutes": "6"}]
    assert shown["canary_configuration"] == []
    assert shown["lifecycle_hook"] == []


def test_a_bare_family_is_stored_with_its_revision_and_shows_a_difference(
    world: World, definition: dict[str, Any]
) -> None:
    values = service(definition, task_definition="app")
    before = world.create(SERVICE, **values)
    assert before["task_definition"] == "app:1"
    assert world.changes(SERVICE, before, **values) == {"task_definition"}


def test_the_clusters_default_strategy_becomes_the_services(world: World, definition: dict[str, Any]) -> None:
    world.create(
        "aws_ecs_cluster_capacity_providers",
        cluster_name="main",
        capacity_providers=["FARGATE_SPOT"],
        default_capacity_provider_strategy=[{"capacity_provider": "FARGATE_SPOT", "weight": 1}],
    )
    before = world.create(SERVICE, **service(definition, launch_type=None))
    assert before["launch_type"] == ""
    assert before["capacity_provider_strategy"][0]["capacity_provider"] == "FARGATE_SPOT"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"launch_type": "EC2", "network_configuration": []},
            "Network Configuration must be provided when networkMode 'awsvpc'",
        ),
        ({"load_balancer": [{"container_name": "x", "container_port": 80}]}, "The container x does not exist"),
        (
            {"load_balancer": [{"container_name": "web", "container_port": 81}]},
            "did not have a container port 81 defined",
        ),
        (
            {"launch_type": "EC2", "ordered_placement_strategy": [{"type": "binpack", "field": "x"}]},
            "Binpack type requires the field attribute",
        ),
        (
            {"launch_type": "EC2", "ordered_placement_strategy": [{"type": "random", "field": "x"}]},
            "Random type requires the field attribute to be empty",
        ),
        ({"launch_type": "EC2", "placement_constraints": [{"type": "memberOf"}]}, "Expression cannot be empty"),
    ],
)
def test_what_ecs_refuses_of_a_service(
    world: World, definition: dict[str, Any], values: dict[str, Any], message: str
) -> None:
    with pytest.raises(RefusedError, match=message):
        world.create(SERVICE, **service(definition, **values))


def test_two_services_of_one_name_are_refused(world: World, definition: dict[str, Any], made: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match="Creation of service was not idempotent"):
        world.create(SERVICE, **service(definition))


def test_code_deploy_alone_changes_the_task_definition(world: World, definition: dict[str, Any]) -> None:
    controller = {"deployment_controller": {"type": "CODE_DEPLOY"}}
    before = world.create(SERVICE, **service(definition, **controller))
    newer = world.create(TASK, **task(cpu="512", memory="1024"))
    with pytest.raises(RefusedError, match="Unable to update task definition on services with a CODE_DEPLOY"):
        world.update(SERVICE, before, **service(newer, **controller))


def test_a_target_group_of_instances_does_not_fit_awsvpc(world: World, definition: dict[str, Any]) -> None:
    group = world.create("aws_lb_target_group", name="g", port=80, protocol="HTTP", vpc_id="vpc-1")
    balancer = {"target_group_arn": group["arn"], "container_name": "web", "container_port": 8080}
    with pytest.raises(RefusedError, match="incompatible with the awsvpc network mode"):
        world.create(SERVICE, **service(definition, load_balancer=[balancer]))


def test_service_connect_names_default_to_the_port_and_the_namespace(world: World, definition: dict[str, Any]) -> None:
    namespace = "arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-1"
    world.create(CLUSTER, name="main", service_connect_defaults={"namespace": namespace})
    connect = {"enabled": True, "service": [{"port_name": "http", "client_alias": {"port": 80}}]}
    made = world.create(SERVICE, **service(definition, service_connect_configuration=connect))
    (shown,) = made["service_connect_configuration"]
    assert shown["namespace"] == namespace
    assert shown["service"][0]["discovery_name"] == "http"
    assert shown["service"][0]["client_alias"][0]["dns_name"] == "http.ns-1"
