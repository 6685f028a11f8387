"""Application Auto Scaling and Cloud Map."""

from __future__ import annotations

from typing import Any

import pytest

from support.offline import RefusedError, World

TARGET = "aws_appautoscaling_target"
POLICY = "aws_appautoscaling_policy"
ACTION = "aws_appautoscaling_scheduled_action"
PLACE = {
    "service_namespace": "ecs",
    "resource_id": "service/main/web",
    "scalable_dimension": "ecs:service:DesiredCount",
}
ROLE = (
    "arn:aws:iam::123456789012:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/"
    "AWSServiceRoleForApplicationAutoScaling_ECSService"
)
PRIVATE = "aws_service_discovery_private_dns_namespace"
HTTP = "aws_service_discovery_http_namespace"
SERVICE = "aws_service_discovery_service"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def target(world: World) -> dict[str, Any]:
    return world.create(TARGET, min_capacity=1, max_capacity=4, **PLACE)


def tracking(**values: Any) -> dict[str, Any]:
    metric = {"predefined_metric_type": "ECSServiceAverageCPUUtilization"}
    configuration = {"target_value": 60, "predefined_metric_specification": metric}
    return {
        "name": "cpu",
        "policy_type": "TargetTrackingScaling",
        "target_tracking_scaling_policy_configuration": configuration,
        **PLACE,
        **values,
    }


# --- scaling ----------------------------------------------------------------------------------------------------------


def test_a_target_is_its_resource_and_uses_the_services_own_role(target: dict[str, Any]) -> None:
    assert target["id"] == "service/main/web"
    assert target["role_arn"] == ROLE
    assert target["suspended_state"][0]["scheduled_scaling_suspended"] is False


def test_a_role_of_ones_own_is_ignored_and_shows_every_time(world: World) -> None:
    values = {"min_capacity": 1, "max_capacity": 4, "role_arn": "arn:aws:iam::123456789012:role/mine", **PLACE}
    made = world.create(TARGET, **values)
    assert made["role_arn"] == ROLE
    assert world.changes(TARGET, made, **values) == {"role_arn"}


def test_capacities_change_in_place_the_dimension_does_not(world: World, target: dict[str, Any]) -> None:
    assert world.plan(TARGET, target, min_capacity=2, max_capacity=9, **PLACE).replace == []
    moved = PLACE | {"resource_id": "service/main/other"}
    assert world.plan(TARGET, target, min_capacity=1, max_capacity=4, **moved).replace == [("resource_id",)]


def test_a_policy_needs_its_target(world: World) -> None:
    with pytest.raises(RefusedError, match="No scalable target registered for service namespace: ecs"):
        world.create(POLICY, **tracking())


@pytest.mark.usefixtures("target")
def test_tracking_has_two_alarms(world: World) -> None:
    made = world.create(POLICY, **tracking())
    assert made["id"] == "cpu"
    assert ":resource/ecs/service/main/web:policyName/cpu" in made["arn"]
    assert [("High" in arn, "Low" in arn) for arn in made["alarm_arns"]] == [(True, False), (False, True)]
    assert made["target_tracking_scaling_policy_configuration"][0]["scale_in_cooldown"] == 0
    assert world.changes(POLICY, made, **tracking()) == set()


def test_a_target_takes_its_policies_along(world: World, target: dict[str, Any]) -> None:
    made = world.create(POLICY, **tracking())
    world.destroy(TARGET, target)
    assert world.read(POLICY, made) is None


@pytest.mark.usefixtures("target")
def test_equal_instants_are_no_change(world: World) -> None:
    values = {"name": "night", "schedule": "rate(1 day)", "scalable_target_action": {"min_capacity": "0"}, **PLACE}
    made = world.create(ACTION, **values, start_time="2030-01-01T12:00:00Z")
    assert made["id"] == "night-ecs-service/main/web"
    assert world.changes(ACTION, made, **values, start_time="2030-01-01T13:00:00+01:00") == set()
    assert world.changes(ACTION, made, **values, start_time="2030-01-01T13:00:00Z") == {"start_time"}


def test_an_action_sets_a_capacity(world: World) -> None:
    with pytest.raises(RefusedError, match="At least one of min_capacity and max_capacity"):
        world.create(ACTION, name="night", schedule="rate(1 day)", scalable_target_action={}, **PLACE)


def test_import_of_targets_and_policies(world: World, target: dict[str, Any]) -> None:
    place = "ecs/service/main/web/ecs:service:DesiredCount"
    assert world.import_(TARGET, place)["arn"] == target["arn"]
    made = world.create(POLICY, **tracking())
    assert world.import_(POLICY, f"{place}/cpu")["arn"] == made["arn"]


# --- discovery --------------------------------------------------------------------------------------------------------


@pytest.fixture
def namespace(world: World) -> dict[str, Any]:
    return world.create(PRIVATE, name="app.test", vpc="vpc-1")


def named(namespace: dict[str, Any], **values: Any) -> dict[str, Any]:
    records = [{"type": "A", "ttl": 10}]
    return {"name": "web", "dns_config": {"namespace_id": namespace["id"], "dns_records": records}, **values}


def test_a_private_namespace_has_a_zone(world: World, namespace: dict[str, Any]) -> None:
    assert namespace["id"].startswith("ns-")
    assert namespace["hosted_zone"].startswith("Z")
    assert namespace["arn"].endswith(f":namespace/{namespace['id']}")
    assert world.import_(PRIVATE, f"{namespace['id']}:vpc-1")["arn"] == namespace["arn"]
    with pytest.raises(RefusedError, match="ConflictingDomainExists"):
        world.create(PRIVATE, name="app.test", vpc="vpc-1")


def test_the_description_changes_in_place_only_of_dns_namespaces(world: World, namespace: dict[str, Any]) -> None:
    assert world.plan(PRIVATE, namespace, name="app.test", vpc="vpc-1", description="x").replace == []
    http = world.create(HTTP, name="app")
    assert http["http_name"] == "app"
    assert world.plan(HTTP, http, name="app", description="x").replace == [("description",)]


def test_a_service_learns_its_namespace_and_kind(world: World, namespace: dict[str, Any]) -> None:
    made = world.create(SERVICE, **named(namespace))
    assert made["id"].startswith("srv-")
    assert (made["namespace_id"], made["type"]) == (namespace["id"], "DNS_HTTP")
    assert made["dns_config"][0]["routing_policy"] == "MULTIVALUE"
    http = world.create(SERVICE, name="api", namespace_id=namespace["id"])
    assert http["type"] == "HTTP"


def test_what_replaces_a_service(world: World, namespace: dict[str, Any]) -> None:
    made = world.create(SERVICE, **named(namespace))
    slower = {"namespace_id": namespace["id"], "dns_records": [{"type": "A", "ttl": 60}]}
    assert world.plan(SERVICE, made, **named(namespace, dns_config=slower)).replace == []
    more = {"namespace_id": namespace["id"], "dns_records": [{"type": "A", "ttl": 10}, {"type": "AAAA", "ttl": 10}]}
    assert world.plan(SERVICE, made, **named(namespace, dns_config=more)).replace
    assert world.plan(SERVICE, made, **named(namespace, health_check_custom_config={"failure_threshold": 1})).replace


def test_an_empty_custom_check_is_not_sent_and_comes_back_as_a_replacement(
    world: World, namespace: dict[str, Any]
) -> None:
    values = named(namespace, health_check_custom_config={})
    made = world.create(SERVICE, **values)
    assert made["health_check_custom_config"] == []
    assert world.plan(SERVICE, made, **values).replace == [("health_check_custom_config",)]


def test_a_namespace_with_services_is_not_deleted(world: World, namespace: dict[str, Any]) -> None:
    made = world.create(SERVICE, **named(namespace))
    with pytest.raises(RefusedError, match="ResourceInUse"):
        world.destroy(PRIVATE, namespace)
    world.destroy(SERVICE, made)
    world.destroy(PRIVATE, namespace)


def test_data_of_namespaces(world: World, namespace: dict[str, Any]) -> None:
    found = world.data("aws_service_discovery_dns_namespace", name="app.test", type="DNS_PRIVATE")
    assert found["hosted_zone"] == namespace["hosted_zone"]
    other = world.data("aws_service_discovery_dns_namespace", name="other.test", type="DNS_PRIVATE")
    assert other["id"].startswith("ns-")
    assert world.data(HTTP, name="other")["http_name"] == "other"
