"""EFS: file systems, mount targets, access points, replication."""

from __future__ import annotations

import json

import pytest

from support.offline import RefusedError, World

FILES = "aws_efs_file_system"
TARGET = "aws_efs_mount_target"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def files(world: World) -> dict:
    return world.create(FILES, encrypted=True, tags={"Name": "media"})


@pytest.fixture
def subnets(world: World) -> list[str]:
    vpc = world.create("aws_vpc", cidr_block="10.0.0.0/16")
    zones = ("us-east-1a", "us-east-1b", "us-east-1a")
    return [
        world.create("aws_subnet", vpc_id=vpc["id"], cidr_block=f"10.0.{index}.0/24", availability_zone=zone)["id"]
        for index, zone in enumerate(zones)
    ]


def test_a_new_file_system(world: World, files: dict) -> None:
    assert files["arn"] == f"arn:aws:elasticfilesystem:us-east-1:123456789012:file-system/{files['id']}"
    assert files["dns_name"] == f"{files['id']}.efs.us-east-1.amazonaws.com"
    assert (files["name"], files["number_of_mount_targets"], files["performance_mode"]) == (
        "media",
        0,
        "generalPurpose",
    )
    assert files["creation_token"].startswith("terraform-")
    assert files["protection"] == [{"replication_overwrite": "ENABLED"}]
    assert not world.changes(FILES, files, encrypted=True, tags={"Name": "media"})


def test_encryption_replaces_and_throughput_changes_in_place(world: World, files: dict) -> None:
    base = {"tags": {"Name": "media"}}
    assert world.plan(FILES, files, **base, encrypted=False).replace == [("encrypted",)]
    assert not world.plan(FILES, files, **base, encrypted=True, throughput_mode="elastic").replace


def test_a_throughput_that_is_not_used_reads_zero_and_differs_again(world: World) -> None:
    base = {"encrypted": True, "throughput_mode": "provisioned", "provisioned_throughput_in_mibps": 10}
    made = world.create(FILES, **base)
    assert made["provisioned_throughput_in_mibps"] == 10
    other = world.update(FILES, made, encrypted=True, throughput_mode="elastic")
    assert other["provisioned_throughput_in_mibps"] == 0
    assert world.changes(FILES, other, **base | {"throughput_mode": "elastic"}) == {"provisioned_throughput_in_mibps"}


def test_an_omitted_protection_is_kept(world: World) -> None:
    made = world.create(FILES, protection=[{"replication_overwrite": "DISABLED"}])
    assert not world.changes(FILES, made)


def test_the_order_of_lifecycle_blocks_counts(world: World) -> None:
    first, second = {"transition_to_ia": "AFTER_30_DAYS"}, {"transition_to_primary_storage_class": "AFTER_1_ACCESS"}
    made = world.create(FILES, lifecycle_policy=[first, second])
    assert not world.changes(FILES, made, lifecycle_policy=[first, second])
    assert world.changes(FILES, made, lifecycle_policy=[second, first]) == {"lifecycle_policy"}


def test_mount_targets_count_at_the_file_system_and_hold_it(world: World, files: dict, subnets: list[str]) -> None:
    target = world.create(TARGET, file_system_id=files["id"], subnet_id=subnets[1])
    assert target["mount_target_dns_name"] == f"us-east-1b.{files['dns_name']}"
    assert (target["availability_zone_id"], target["ip_address_type"]) == ("use1-az2", "IPV4_ONLY")
    assert target["ip_address"].startswith("10.0.1.")
    assert target["security_groups"][0].startswith("sg-0")
    assert not world.changes(TARGET, target, file_system_id=files["id"], subnet_id=subnets[1])
    assert world.read(FILES, files)["number_of_mount_targets"] == 1
    with pytest.raises(RefusedError, match="FileSystemInUse"):
        world.destroy(FILES, files)
    world.destroy(TARGET, target)
    world.destroy(FILES, files)


def test_one_mount_target_for_each_zone(world: World, files: dict, subnets: list[str]) -> None:
    world.create(TARGET, file_system_id=files["id"], subnet_id=subnets[0])
    with pytest.raises(RefusedError, match="MountTargetConflict: mount target already exists in this AZ"):
        world.create(TARGET, file_system_id=files["id"], subnet_id=subnets[2])


def test_mount_targets_are_in_one_vpc(world: World, files: dict, subnets: list[str]) -> None:
    world.create(TARGET, file_system_id=files["id"], subnet_id=subnets[0])
    other = world.create("aws_vpc", cidr_block="10.9.0.0/16")
    far = world.create("aws_subnet", vpc_id=other["id"], cidr_block="10.9.0.0/24", availability_zone="us-east-1c")
    with pytest.raises(RefusedError, match="not in the same VPC"):
        world.create(TARGET, file_system_id=files["id"], subnet_id=far["id"])


def test_a_one_zone_file_system_takes_targets_of_its_zone(world: World, subnets: list[str]) -> None:
    files = world.create(FILES, availability_zone_name="us-east-1b")
    assert files["availability_zone_id"] == "use1-az2"
    with pytest.raises(RefusedError, match="AvailabilityZonesMismatch"):
        world.create(TARGET, file_system_id=files["id"], subnet_id=subnets[0])


def test_access_points_are_replaced_by_any_change_and_begin_at_the_root(world: World, files: dict) -> None:
    name = "aws_efs_access_point"
    user = [{"uid": 33, "gid": 33}]
    made = world.create(name, file_system_id=files["id"], posix_user=user)
    assert made["root_directory"] == [{"path": "/", "creation_info": []}]
    assert made["file_system_arn"] == files["arn"]
    assert not world.changes(name, made, file_system_id=files["id"], posix_user=user)
    replaced = world.plan(name, made, file_system_id=files["id"], posix_user=[{"uid": 34, "gid": 33}]).replace
    assert replaced == [("posix_user", 0, "uid")]
    assert world.data("aws_efs_access_points", file_system_id=files["id"])["ids"] == [made["id"]]


def test_policies_carry_the_id_of_the_file_system_and_compare_by_meaning(world: World, files: dict) -> None:
    name = "aws_efs_file_system_policy"
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": ["elasticfilesystem:ClientMount"],
        "Resource": files["arn"],
    }
    made = world.create(
        name, file_system_id=files["id"], policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    )
    assert made["id"] == files["id"]
    same = statement | {"Action": "elasticfilesystem:ClientMount", "Principal": {"AWS": ["*"]}}
    assert not world.changes(
        name, made, file_system_id=files["id"], policy=json.dumps({"Version": "2012-10-17", "Statement": same})
    )
    backup = world.create("aws_efs_backup_policy", file_system_id=files["id"], backup_policy=[{"status": "ENABLED"}])
    assert backup["id"] == files["id"]


def test_replication(world: World, files: dict) -> None:
    name = "aws_efs_replication_configuration"
    made = world.create(name, source_file_system_id=files["id"], destination=[{"region": "us-west-2"}])
    assert made["id"] == files["id"]
    assert made["creation_time"] == "2024-01-01 00:00:00 +0000 UTC"
    assert made["destination"][0]["status"] == "ENABLED"
    assert made["destination"][0]["file_system_id"].startswith("fs-0")
    assert not world.changes(name, made, source_file_system_id=files["id"], destination=[{"region": "us-west-2"}])
    with pytest.raises(RefusedError, match="ReplicationAlreadyExists"):
        world.create(name, source_file_system_id=files["id"], destination=[{"region": "eu-west-1"}])
    with pytest.raises(RefusedError, match="ReplicationInUse"):
        world.destroy(FILES, files)


def test_data_sources(world: World, files: dict, subnets: list[str]) -> None:
    found = world.data(FILES, tags={"Name": "media"})
    assert (found["id"], found["file_system_id"], found["size_in_bytes"]) == (files["id"], files["id"], 6144)
    target = world.create(TARGET, file_system_id=files["id"], subnet_id=subnets[0])
    assert world.data(TARGET, file_system_id=files["id"])["ip_address"] == target["ip_address"]
    assert world.data(FILES, file_system_id="fs-12345678")["dns_name"] == "fs-12345678.efs.us-east-1.amazonaws.com"
