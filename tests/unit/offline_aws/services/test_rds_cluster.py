"""Database clusters, their instances, the groups of RDS and its data sources."""

from __future__ import annotations

from typing import Any

import pytest

from support.offline import RefusedError, World

CLUSTER = "aws_rds_cluster"
MEMBER = "aws_rds_cluster_instance"
GROUP = "aws_db_subnet_group"
PARAMETERS = "aws_db_parameter_group"


@pytest.fixture
def world() -> World:
    return World()


def wanted(**values: Any) -> dict:
    base = {
        "cluster_identifier": "main",
        "engine": "aurora-mysql",
        "master_username": "mautic",
        "manage_master_user_password": True,
        "skip_final_snapshot": True,
    }
    return base | values


# --- clusters -------------------------------------------------------------------------------------------------------------


def test_a_new_aurora_cluster(world: World) -> None:
    made = world.create(CLUSTER, **wanted())
    assert made["id"] == "main"
    assert made["arn"] == "arn:aws:rds:us-east-1:123456789012:cluster:main"
    assert ".cluster-" in made["endpoint"]
    assert ".cluster-ro-" in made["reader_endpoint"]
    assert (made["port"], made["backup_retention_period"], made["allocated_storage"], made["storage_type"]) == (
        3306,
        1,
        1,
        "",
    )
    assert made["db_cluster_parameter_group_name"] == "default.aurora-mysql8.0"
    assert len(made["availability_zones"]) == 3
    assert not world.changes(CLUSTER, made, **wanted())


def test_fewer_zones_than_three_replace_on_the_next_plan(world: World) -> None:
    made = world.create(CLUSTER, **wanted(availability_zones=["us-east-1b"]))
    assert len(made["availability_zones"]) == 3
    assert world.plan(CLUSTER, made, **wanted(availability_zones=["us-east-1b"])).replace == [("availability_zones",)]


def test_the_storage_type_replaces_unless_aurora(world: World) -> None:
    aurora = world.create(CLUSTER, **wanted())
    assert not world.plan(CLUSTER, aurora, **wanted(storage_type="aurora-iopt1")).replace
    assert not world.changes(CLUSTER, aurora, **wanted(storage_type="aurora"))
    plain = wanted(
        cluster_identifier="plain",
        engine="mysql",
        storage_type="io1",
        iops=1000,
        allocated_storage=100,
        db_cluster_instance_class="db.m6gd.large",
    )
    made = world.create(CLUSTER, **plain)
    assert world.plan(CLUSTER, made, **plain | {"storage_type": "io2"}).replace == [("storage_type",)]


def test_what_is_ignored_of_a_configuration(world: World) -> None:
    made = world.create(
        CLUSTER, **wanted(snapshot_identifier="snap", preferred_maintenance_window="Sun:05:00-Sun:06:00")
    )
    assert made["preferred_maintenance_window"] == "sun:05:00-sun:06:00"
    assert not world.changes(CLUSTER, made, **wanted(preferred_maintenance_window="sun:05:00-sun:06:00"))
    assert world.plan(CLUSTER, made, **wanted(snapshot_identifier="other")).replace == [("snapshot_identifier",)]
    scaled = wanted(
        cluster_identifier="scaled", serverlessv2_scaling_configuration=[{"min_capacity": 0.5, "max_capacity": 2}]
    )
    made = world.create(CLUSTER, **scaled)
    assert not world.changes(CLUSTER, made, **wanted(cluster_identifier="scaled"))


def test_deferred_changes_and_global_clusters(world: World) -> None:
    made = world.create(CLUSTER, **wanted(port=3306))
    assert world.update(CLUSTER, made, **wanted(port=3307))["port"] == 3306
    assert world.update(CLUSTER, made, **wanted(port=3307, apply_immediately=True))["port"] == 3307
    with pytest.raises(RefusedError, match="existing RDS Clusters cannot be added to"):
        world.update(CLUSTER, made, **wanted(global_cluster_identifier="world"))


def test_the_end_of_a_cluster(world: World) -> None:
    made = world.create(CLUSTER, **wanted(skip_final_snapshot=None))
    with pytest.raises(RefusedError, match="RDS Cluster final_snapshot_identifier is required"):
        world.destroy(CLUSTER, made)
    made = world.update(CLUSTER, made, **wanted(deletion_protection=True))
    with pytest.raises(RefusedError, match="Cannot delete protected Cluster"):
        world.destroy(CLUSTER, made)
    made = world.update(CLUSTER, made, **wanted(deletion_protection=False))
    member = world.create(MEMBER, cluster_identifier="main", engine="aurora-mysql", instance_class="db.r6g.large")
    with pytest.raises(RefusedError, match="still contains DB instances"):
        world.destroy(CLUSTER, made)
    world.destroy(MEMBER, member)
    world.destroy(CLUSTER, made)


def test_members_follow_their_cluster(world: World) -> None:
    cluster = world.create(CLUSTER, **wanted())
    base = {"cluster_identifier": "main", "engine": "aurora-mysql", "instance_class": "db.r6g.large"}
    first, second = (world.create(MEMBER, **base, identifier=f"main-{number}") for number in (1, 2))
    assert (first["id"], first["writer"], second["writer"]) == ("main-1", True, False)
    assert first["availability_zone"] != second["availability_zone"]
    assert first["engine_version_actual"] == cluster["engine_version_actual"]
    assert ":" not in first["endpoint"]
    assert world.read(CLUSTER, cluster)["cluster_members"] == ["main-1", "main-2"]
    assert not world.changes(MEMBER, first, **base, identifier="main-1")
    changed = world.update(MEMBER, first, **base, identifier="main-1", engine_version="8.0.mysql_aurora.3.12.0")
    assert changed["engine_version"] == first["engine_version"]  # an update never sends it


# --- groups ---------------------------------------------------------------------------------------------------------------


@pytest.fixture
def subnets(world: World) -> list[str]:
    vpc = world.create("aws_vpc", cidr_block="10.0.0.0/16")
    zones = ("us-east-1a", "us-east-1b", "us-east-1a")
    return [
        world.create("aws_subnet", vpc_id=vpc["id"], cidr_block=f"10.0.{index}.0/24", availability_zone=zone)["id"]
        for index, zone in enumerate(zones)
    ]


def test_a_subnet_group(world: World, subnets: list[str]) -> None:
    made = world.create(GROUP, name="main", subnet_ids=subnets[:2])
    assert (made["id"], made["description"]) == ("main", "Managed by Terraform")
    assert made["arn"].endswith(":subgrp:main")
    assert made["vpc_id"] == world.data("aws_subnet", id=subnets[0])["vpc_id"]
    assert not world.plan(GROUP, made, name="main", subnet_ids=subnets[:2], description="other").replace
    with pytest.raises(RefusedError, match="DBSubnetGroupDoesNotCoverEnoughAZs"):
        world.create(GROUP, name="narrow", subnet_ids=[subnets[0], subnets[2]])
    database = world.create(
        "aws_db_instance", identifier="x", engine="mysql", instance_class="db.t4g.micro", allocated_storage=20, username="mautic",
        manage_master_user_password=True, db_subnet_group_name="main", skip_final_snapshot=True,
    )  # fmt: skip
    assert database["availability_zone"] in {"us-east-1a", "us-east-1b"}
    with pytest.raises(RefusedError, match="InvalidDBSubnetGroupStateFault"):
        world.destroy(GROUP, made)
    world.destroy("aws_db_instance", database)
    world.destroy(GROUP, made)


def test_names_of_groups(world: World) -> None:
    assert world.problems(GROUP, name="Upper", subnet_ids=["subnet-1"])
    assert world.problems(GROUP, name="default", subnet_ids=["subnet-1"])
    assert not world.problems(GROUP, name="my group_1.a", subnet_ids=["subnet-1"])
    assert world.problems(PARAMETERS, name="1-first", family="mysql8.4")
    assert world.problems(PARAMETERS, name_prefix="with.period", family="mysql8.4")
    assert world.problems("aws_db_event_subscription", name="-x", sns_topic="arn:aws:sns:us-east-1:123456789012:x")


def test_parameters_compare_without_case(world: World) -> None:
    base = {"name": "main", "family": "mysql8.4"}
    made = world.create(PARAMETERS, **base, parameter=[{"name": "max_connections", "value": "100"}])
    assert made["arn"].endswith(":pg:main")
    assert made["parameter"][0]["apply_method"] == "immediate"
    same = [{"name": "MAX_CONNECTIONS", "value": "100", "apply_method": "Immediate"}]
    assert not world.changes(PARAMETERS, made, **base, parameter=same)
    assert world.changes(PARAMETERS, made, **base, parameter=[{"name": "max_connections", "value": "200"}]) == {
        "parameter"
    }
    assert world.plan(PARAMETERS, made, name="main", family="mysql8.0").replace == [("family",)]


def test_a_parameter_group_in_use_is_not_deleted(world: World) -> None:
    made = world.create(PARAMETERS, name="main", family="mysql8.4")
    world.create(
        "aws_db_instance", identifier="x", engine="mysql", instance_class="db.t4g.micro", allocated_storage=20, username="mautic",
        manage_master_user_password=True, parameter_group_name="main", skip_final_snapshot=True,
    )  # fmt: skip
    with pytest.raises(RefusedError, match="InvalidDBParameterGroupState"):
        world.destroy(PARAMETERS, made)
    world.destroy(PARAMETERS, made | {"skip_destroy": True})


def test_option_groups_and_subscriptions(world: World) -> None:
    option = world.create("aws_db_option_group", name="main", engine_name="mysql", major_engine_version="8.4")
    assert option["arn"].endswith(":og:main")
    made = world.create("aws_db_event_subscription", name="main", sns_topic="arn:aws:sns:us-east-1:123456789012:x")
    assert (made["id"], made["customer_aws_id"], made["enabled"]) == ("main", "123456789012", True)
    association = world.create(
        "aws_db_instance_role_association",
        db_instance_identifier="main",
        feature_name="s3Import",
        role_arn="arn:aws:iam::123456789012:role/x",
    )
    assert association["id"] == "main,arn:aws:iam::123456789012:role/x"


# --- data sources ---------------------------------------------------------------------------------------------------------


def test_engine_versions(world: World) -> None:
    name = "aws_rds_engine_version"
    default = world.data(name, engine="mysql")
    assert (default["parameter_group_family"], default["version"]) == ("mysql8.4", default["version_actual"])
    latest = world.data(name, engine="postgres", version="16", latest=True)
    assert latest["version"].startswith("16.")
    assert latest["parameter_group_family"] == "postgres16"
    assert world.data(name, engine="mysql", preferred_versions=["9.9.9", "8.4.7", "8.4.6"])["version"] == "8.4.7"
    assert "8.4.9" in world.data(name, engine="mysql", version="8.4.8")["valid_minor_targets"]
    with pytest.raises(RefusedError, match="multiple RDS engine versions"):
        world.data(name, engine="mysql", version="8.4")
    with pytest.raises(RefusedError, match="no RDS engine versions found"):
        world.data(name, engine="mysql", version="3.23")


def test_orderable_instances(world: World) -> None:
    name = "aws_rds_orderable_db_instance"
    found = world.data(
        name, engine="mysql", engine_version="8.4.7", preferred_instance_classes=["db.t4g.micro", "db.t3.micro"]
    )
    assert (found["instance_class"], found["engine_version"], found["multi_az_capable"]) == (
        "db.t4g.micro",
        "8.4.7",
        True,
    )
    with pytest.raises(RefusedError, match="RDS DB Instance Classes match the criteria"):
        world.data(name, engine="mysql")


def test_a_database_is_found_by_identifier_and_by_resource_id(world: World) -> None:
    made = world.create(
        "aws_db_instance", identifier="x", engine="mysql", instance_class="db.t4g.micro", allocated_storage=20, username="mautic",
        manage_master_user_password=True, skip_final_snapshot=True, tags={"Name": "x"},
    )  # fmt: skip
    for question in (
        {"db_instance_identifier": "x"},
        {"db_instance_identifier": made["resource_id"]},
        {"tags": {"Name": "x"}},
    ):
        found = world.data("aws_db_instance", **question)
        assert (found["id"], found["endpoint"], found["db_instance_class"]) == ("x", made["endpoint"], "db.t4g.micro")
    with pytest.raises(RefusedError, match="Your query returned no results"):
        world.data("aws_db_instance", db_instance_identifier="x", tags={"Name": "other"})
    assert world.data("aws_db_instance", db_instance_identifier="elsewhere")["address"].startswith("elsewhere.")
