"""Instances, interfaces, launch templates, volumes and images."""

from __future__ import annotations

import base64
from typing import Any

import pytest

from mautic_fargate.offline_aws.services.ec2_types import instance_type, share_architecture
from mautic_fargate.offline_aws.wire.values import UNKNOWN, is_unknown
from support.offline import RefusedError, World

INSTANCE = "aws_instance"
TEMPLATE = "aws_launch_template"
INTERFACE = "aws_network_interface"
SCRIPT = "#!/bin/sh\nexit 0"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def subnet(world: World) -> dict:
    vpc = world.create("aws_vpc", cidr_block="10.0.0.0/16", enable_dns_hostnames=True)
    return world.create(
        "aws_subnet",
        vpc_id=vpc["id"],
        cidr_block="10.0.0.0/24",
        availability_zone="us-east-1b",
        map_public_ip_on_launch=True,
    )


def wanted(subnet: dict, **values: Any) -> dict:
    return {"ami": "ami-12345678", "instance_type": "t3.micro", "subnet_id": subnet["id"], **values}


# --- instance types ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "shared"),
    [("t3.micro", "t3a.small", True), ("t3.micro", "t4g.micro", False), ("m6g.large", "c7gn.xlarge", True), ("t2.micro", "m5.large", True),
     ("a1.large", "m5.large", False), ("unheard-of", "t3.micro", True)],
)  # fmt: skip
def test_which_types_share_an_architecture(before: str, after: str, shared: bool) -> None:
    assert share_architecture(before, after) is shared


@pytest.mark.parametrize(
    ("name", "cpus", "memory"),
    [("t4g.nano", 2, 512), ("t3.medium", 2, 4096), ("m6i.2xlarge", 8, 32768), ("c7g.large", 2, 4096)],
)
def test_what_the_name_of_a_type_says(name: str, cpus: int, memory: int) -> None:
    kind = instance_type(name)
    assert kind is not None
    assert (kind.cpus, kind.memory) == (cpus, memory)


# --- instances ----------------------------------------------------------------------------------------------------------------


def test_a_new_instance(world: World, subnet: dict) -> None:
    made = world.create(INSTANCE, **wanted(subnet))
    assert made["arn"] == f"arn:aws:ec2:us-east-1:123456789012:instance/{made['id']}"
    assert (made["availability_zone"], made["instance_state"], made["tenancy"]) == ("us-east-1b", "running", "default")
    assert made["private_ip"].startswith("10.0.0.")
    assert made["associate_public_ip_address"] is True
    assert made["public_dns"] == f"ec2-{made['public_ip'].replace('.', '-')}.compute-1.amazonaws.com"
    assert made["security_groups"] == []
    assert len(made["vpc_security_group_ids"]) == 1
    assert made["credit_specification"] == [{"cpu_credits": "unlimited"}]
    assert not world.changes(INSTANCE, made, **wanted(subnet))


@pytest.mark.parametrize(
    "values", [{"ami": "ami-87654321"}, {"key_name": "k"}, {"tenancy": "dedicated"}, {"ebs_optimized": True}]
)
def test_what_replaces_an_instance(world: World, subnet: dict, values: dict) -> None:
    made = world.create(INSTANCE, **wanted(subnet))
    assert (next(iter(values)),) in world.plan(INSTANCE, made, **wanted(subnet, **values)).replace


@pytest.mark.parametrize(
    "values",
    [
        {"vpc_security_group_ids": ["sg-1"]},
        {"iam_instance_profile": "p"},
        {"monitoring": True},
        {"instance_type": "t3.large"},
    ],
)
def test_what_changes_in_place(world: World, subnet: dict, values: dict) -> None:
    made = world.create(INSTANCE, **wanted(subnet))
    assert not world.plan(INSTANCE, made, **wanted(subnet, **values)).replace


def test_another_architecture_replaces(world: World, subnet: dict) -> None:
    made = world.create(INSTANCE, **wanted(subnet))
    assert world.plan(INSTANCE, made, **wanted(subnet, instance_type="t4g.micro")).replace == [("instance_type",)]


def test_stopping_gives_another_public_address(world: World, subnet: dict) -> None:
    made = world.create(INSTANCE, **wanted(subnet))
    planned = world.plan(INSTANCE, made, **wanted(subnet, instance_type="t3.large")).planned
    assert is_unknown(planned["public_ip"])
    assert is_unknown(planned["public_dns"])
    private = world.create(INSTANCE, **wanted(subnet, associate_public_ip_address=False))
    planned = world.plan(
        INSTANCE, private, **wanted(subnet, associate_public_ip_address=False, instance_type="t3.large")
    ).planned
    assert planned["public_ip"] == ""


def test_user_data_replaces_only_when_asked_and_compares_by_content(world: World, subnet: dict) -> None:
    made = world.create(INSTANCE, **wanted(subnet, user_data=SCRIPT))
    assert made["user_data"] == SCRIPT
    encoded = base64.b64encode(SCRIPT.encode()).decode()
    assert not world.changes(INSTANCE, made, **wanted(subnet, user_data=encoded))
    assert not world.plan(INSTANCE, made, **wanted(subnet, user_data="other script")).replace
    planned = world.plan(INSTANCE, made, **wanted(subnet, user_data="other script", user_data_replace_on_change=True))
    assert planned.replace == [("user_data",)]


def test_removed_credits_and_devices_of_another_size_are_no_difference(world: World, subnet: dict) -> None:
    device = {"device_name": "/dev/sdf", "volume_size": 10}
    base = wanted(subnet, credit_specification=[{"cpu_credits": "standard"}], ebs_block_device=[device])
    made = world.create(INSTANCE, **base)
    assert not world.changes(INSTANCE, made, **wanted(subnet, ebs_block_device=[device | {"volume_size": 20}]))
    planned = world.plan(
        INSTANCE, made, **wanted(subnet, ebs_block_device=[device, {"device_name": "/dev/sdg", "volume_size": 5}])
    )
    assert planned.replace


def test_operations_of_a_volume_without_them_are_refused_at_apply(world: World, subnet: dict) -> None:
    root = [{"volume_type": "gp2", "iops": 100}]
    with pytest.raises(
        RefusedError, match="creating resource: iops attribute not supported for root_block_device with volume_type gp2"
    ):
        world.create(INSTANCE, **wanted(subnet, root_block_device=root))


def test_an_update_needs_a_security_group(world: World, subnet: dict) -> None:
    made = world.create(INSTANCE, **wanted(subnet))
    with pytest.raises(RefusedError, match="require at least one security group"):
        world.update(INSTANCE, made, **wanted(subnet, vpc_security_group_ids=[]))


def test_a_protected_instance_needs_force(world: World, subnet: dict) -> None:
    made = world.create(INSTANCE, **wanted(subnet, disable_api_termination=True))
    with pytest.raises(RefusedError, match="OperationNotPermitted"):
        world.destroy(INSTANCE, made)
    world.destroy(INSTANCE, made | {"force_destroy": True})


def test_the_source_check_is_not_compared_with_interfaces(world: World) -> None:
    interfaces = [{"network_interface_id": "eni-1", "device_index": 0}]
    planned = world.plan(INSTANCE, ami="ami-1", instance_type="t3.micro", network_interface=interfaces)
    assert planned.planned["source_dest_check"] is None


def test_another_version_of_the_template_replaces_unless_it_runs(world: World, subnet: dict) -> None:
    template = world.create(TEMPLATE, name="nat", image_id="ami-1", instance_type="t4g.nano")
    base = {"subnet_id": subnet["id"]}
    made = world.create(INSTANCE, **base, launch_template=[{"id": template["id"], "version": "$Latest"}])
    assert (made["ami"], made["instance_type"]) == ("ami-1", "t4g.nano")
    same = world.plan(INSTANCE, made, **base, launch_template=[{"id": template["id"], "version": "1"}])
    assert not same.replace
    world.update(TEMPLATE, template, name="nat", image_id="ami-2", instance_type="t4g.nano")
    newer = world.plan(INSTANCE, made, **base, launch_template=[{"id": template["id"], "version": "2"}])
    assert newer.replace == [("launch_template", 0, "version")]


# --- interfaces ---------------------------------------------------------------------------------------------------------------


def test_a_new_primary_address_replaces_the_interface(world: World, subnet: dict) -> None:
    base = {"subnet_id": subnet["id"]}
    made = world.create(INTERFACE, **base, private_ips=["10.0.0.20"])
    assert (made["private_ip"], made["private_ips_count"], made["private_ip_list"]) == ("10.0.0.20", 0, ["10.0.0.20"])
    more = world.plan(INTERFACE, made, **base, private_ips=["10.0.0.20", "10.0.0.21"])
    assert not more.replace
    assert is_unknown(more.planned["private_ips_count"])
    assert is_unknown(more.planned["private_ip_list"])
    assert world.plan(INTERFACE, made, **base, private_ips=["10.0.0.30"]).replace == [("private_ips",)]
    assert world.update(INTERFACE, made, **base, private_ips=["10.0.0.20", "10.0.0.21"])["private_ips_count"] == 1


def test_a_count_leaves_the_addresses_open(world: World, subnet: dict) -> None:
    base = {"subnet_id": subnet["id"]}
    made = world.create(INTERFACE, **base)
    planned = world.plan(INTERFACE, made, **base, private_ips_count=2).planned
    assert is_unknown(planned["private_ips"])
    changed = world.update(INTERFACE, made, **base, private_ips_count=2)
    assert len(changed["private_ips"]) == 3
    assert changed["private_ip"] == made["private_ip"]


def test_a_configured_address_is_never_sent(world: World, subnet: dict) -> None:
    made = world.create(INTERFACE, subnet_id=subnet["id"], private_ip="10.0.0.99")
    assert made["private_ip"] != "10.0.0.99"
    assert world.changes(INTERFACE, made, subnet_id=subnet["id"], private_ip="10.0.0.99") == {"private_ip"}


def test_a_list_replaces_with_another_first_address(world: World, subnet: dict) -> None:
    base = {"subnet_id": subnet["id"], "private_ip_list_enabled": True}
    made = world.create(INTERFACE, **base, private_ip_list=["10.0.0.20", "10.0.0.21"])
    longer = world.plan(INTERFACE, made, **base, private_ip_list=["10.0.0.20", "10.0.0.22"])
    assert not longer.replace
    assert is_unknown(longer.planned["private_ips"])
    assert world.plan(INTERFACE, made, **base, private_ip_list=["10.0.0.21", "10.0.0.20"]).replace == [
        ("private_ip_list",)
    ]


# --- launch templates -----------------------------------------------------------------------------------------------------------


def test_versions_of_a_template(world: World) -> None:
    base = {"name": "app", "image_id": "ami-1"}
    made = world.create(TEMPLATE, **base)
    assert (made["latest_version"], made["default_version"]) == (1, 1)
    assert world.plan(TEMPLATE, made, name="app", image_id=UNKNOWN).replace == []
    planned = world.plan(TEMPLATE, made, name="app", image_id="ami-2").planned
    assert is_unknown(planned["latest_version"])
    assert planned["default_version"] == 1
    changed = world.update(TEMPLATE, made, name="app", image_id="ami-2")
    assert (changed["latest_version"], changed["default_version"]) == (2, 1)
    default = world.update(TEMPLATE, changed, name="app", image_id="ami-3", update_default_version=True)
    assert (default["latest_version"], default["default_version"]) == (3, 3)


def test_a_description_makes_a_version_that_the_plan_does_not_show(world: World) -> None:
    made = world.create(TEMPLATE, name="app", image_id="ami-1")
    planned = world.plan(TEMPLATE, made, name="app", image_id="ami-1", description="other").planned
    assert planned["latest_version"] == 1
    assert world.update(TEMPLATE, made, name="app", image_id="ami-1", description="other")["latest_version"] == 2


def test_tags_open_the_version_though_none_is_made(world: World) -> None:
    made = world.create(TEMPLATE, name="app", image_id="ami-1")
    wanted_tags = {"Name": "app"}
    assert is_unknown(
        world.plan(TEMPLATE, made, name="app", image_id="ami-1", tags=wanted_tags).planned["latest_version"]
    )
    assert world.update(TEMPLATE, made, name="app", image_id="ami-1", tags=wanted_tags)["latest_version"] == 1


def test_maintenance_options_alone_are_forgotten(world: World) -> None:
    base = {"name": "app", "image_id": "ami-1"}
    made = world.create(TEMPLATE, **base)
    changed = world.update(TEMPLATE, made, **base, maintenance_options=[{"auto_recovery": "disabled"}])
    assert changed["latest_version"] == 1
    assert "maintenance_options" in world.changes(
        TEMPLATE, changed, **base, maintenance_options=[{"auto_recovery": "disabled"}]
    )


def test_credits_of_a_type_without_them_are_dropped_and_names_are_used_once(world: World) -> None:
    made = world.create(
        TEMPLATE, name="app", instance_type="m6i.large", credit_specification=[{"cpu_credits": "standard"}]
    )
    assert made["credit_specification"] == []
    with pytest.raises(RefusedError, match="AlreadyExistsException"):
        world.create(TEMPLATE, name="app", instance_type="m6i.large")


# --- Auto Scaling groups --------------------------------------------------------------------------------------------------------


def test_a_group_with_a_template(world: World, subnet: dict) -> None:
    name = "aws_autoscaling_group"
    template = world.create(TEMPLATE, name="app", image_id="ami-1")
    base = {"name": "app", "min_size": 1, "max_size": 3, "vpc_zone_identifier": [subnet["id"]]}
    made = world.create(name, **base, launch_template=[{"id": template["id"]}])
    assert (made["id"], made["desired_capacity"], made["health_check_type"], made["default_cooldown"]) == (
        "app",
        1,
        "EC2",
        300,
    )
    assert made["availability_zones"] == ["us-east-1b"]
    assert made["launch_template"][0]["name"] == "app"
    assert not world.changes(name, made, **base, launch_template=[{"id": template["id"]}])
    other = world.create(TEMPLATE, name="other", image_id="ami-1")
    planned = world.plan(name, made, **base, launch_template=[{"name": "other"}])
    assert planned.planned["launch_template"][0]["id"] == "unknown"
    assert (
        world.update(name, made, **base, launch_template=[{"name": "other"}])["launch_template"][0]["id"] == other["id"]
    )
    with pytest.raises(RefusedError, match="AlreadyExists"):
        world.create(name, **base, launch_template=[{"id": template["id"]}])


def test_a_group_needs_a_place(world: World) -> None:
    name = "aws_autoscaling_group"
    base = {"name": "app", "launch_configuration": "lc"}
    with pytest.raises(RefusedError, match="At least one Availability Zone or VPC Subnet is required"):
        world.create(name, **base, min_size=1, max_size=1)


def test_triggers_of_a_refresh_are_arguments(world: World) -> None:
    refresh = [{"strategy": "Rolling", "triggers": ["tag", "no_such", "arn"]}]
    base = {"min_size": 0, "max_size": 1, "launch_configuration": "lc"}
    problems = world.problems("aws_autoscaling_group", **base, instance_refresh=refresh)
    assert ["no_such" in text or "arn" in text for text in problems] == [True, True]


# --- the rest -------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"type": "io1"}, "'iops' must be set when 'type' is 'io1'"),
        ({"type": "gp2", "iops": 100}, "'iops' must not be set when 'type' is 'gp2'"),
        ({"type": "gp2", "throughput": 125}, "'throughput' must not be set when 'type' is 'gp2'"),
        ({"type": "gp3", "multi_attach_enabled": True}, "'multi_attach_enabled' must not be set when 'type' is 'gp3'"),
    ],
)
def test_what_the_plan_of_a_volume_refuses(world: World, values: dict, message: str) -> None:
    problems = world.plan("aws_ebs_volume", availability_zone="us-east-1a", size=10, **values).problems
    assert message in [problem.summary for problem in problems]


def test_images(world: World) -> None:
    by_name = {"name": "name", "values": ["al2023-ami-2023*-arm64"]}
    image = world.data("aws_ami", most_recent=True, owners=["amazon"], filter=[by_name])
    assert (image["architecture"], image["id"]) == ("arm64", image["image_id"])
    assert image["arn"] == f"arn:aws:ec2:us-east-1::image/{image['id']}"
    assert image["name"].startswith("al2023-ami-2023")
    assert world.data("aws_ami", most_recent=True, owners=["amazon"], filter=[by_name])["id"] == image["id"]
    with pytest.raises(RefusedError, match="Most Recent Image Not Filtered"):
        world.data("aws_ami", most_recent=True, filter=[by_name])
    assert world.data("aws_ami", most_recent=True, allow_unsafe_filter=True, filter=[by_name])["id"]


def test_instances_are_found(world: World, subnet: dict) -> None:
    made = world.create(INSTANCE, **wanted(subnet, tags={"Name": "nat"}))
    assert world.data(INSTANCE, instance_tags={"Name": "nat"})["id"] == made["id"]
    assert world.data("aws_instances", instance_tags={"Name": "nat"})["private_ips"] == [made["private_ip"]]
    address = world.create("aws_eip", domain="vpc", instance=made["id"])
    assert (address["private_ip"], address["network_interface"]) == (
        made["private_ip"],
        made["primary_network_interface_id"],
    )


def test_a_key_is_stored_without_space_around_it(world: World) -> None:
    made = world.create("aws_key_pair", key_name="k", public_key="ssh-ed25519 AAAAC3 example\n")
    assert (made["id"], made["public_key"], made["key_type"]) == ("k", "ssh-ed25519 AAAAC3 example", "ed25519")
    assert not world.plan("aws_key_pair", made, key_name="k", public_key="ssh-ed25519 AAAAC3 example").replace
