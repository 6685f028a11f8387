"""VPCs and subnets: the provider's plan hooks, what reading gives, what AWS refuses."""

from __future__ import annotations

import pytest

from mautic_fargate.offline_aws.wire.values import is_unknown
from support.offline import RefusedError, World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def vpc(world: World) -> dict:
    return world.create("aws_vpc", cidr_block="10.0.0.0/16")


def test_a_new_vpc_reads_zero_values_without_ipv6(world: World, vpc: dict) -> None:
    assert vpc["id"].startswith("vpc-0")
    assert vpc["arn"] == f"arn:aws:ec2:us-east-1:123456789012:vpc/{vpc['id']}"
    assert vpc["assign_generated_ipv6_cidr_block"] is False
    assert [vpc[name] for name in vpc if name.startswith("ipv6_") and name != "ipv6_netmask_length"] == [""] * 4
    assert vpc["ipv6_netmask_length"] == 0
    assert vpc["main_route_table_id"] == vpc["default_route_table_id"]


def test_the_plan_after_the_apply_of_a_vpc_is_empty(world: World, vpc: dict) -> None:
    assert not world.changes("aws_vpc", world.read("aws_vpc", vpc), cidr_block="10.0.0.0/16")


def test_a_changed_address_block_replaces_the_vpc(world: World, vpc: dict) -> None:
    assert world.plan("aws_vpc", vpc, cidr_block="10.1.0.0/16").replace == [("cidr_block",)]


def test_a_block_from_a_pool_drops_the_difference(world: World) -> None:
    vpc = world.create("aws_vpc", ipv4_ipam_pool_id="ipam-pool-1", ipv4_netmask_length=20)
    assert vpc["cidr_block"].endswith("/20")
    other = vpc | {"cidr_block": "10.99.0.0/20"}
    planned = world.plan("aws_vpc", other, ipv4_ipam_pool_id="ipam-pool-1", ipv4_netmask_length=20)
    assert planned.planned["cidr_block"] == "10.99.0.0/20"
    assert not planned.replace


@pytest.mark.parametrize(
    ("before", "after", "replaces"), [("dedicated", "default", False), ("default", "dedicated", True)]
)
def test_tenancy_changes_in_place_only_from_dedicated_to_default(
    world: World, before: str, after: str, replaces: bool
) -> None:
    vpc = world.create("aws_vpc", cidr_block="10.0.0.0/16", instance_tenancy=before)
    planned = world.plan("aws_vpc", vpc, cidr_block="10.0.0.0/16", instance_tenancy=after)
    assert bool(planned.replace) is replaces


def test_asking_for_an_ipv6_block_makes_its_values_unknown(world: World, vpc: dict) -> None:
    wanted = {"cidr_block": "10.0.0.0/16", "assign_generated_ipv6_cidr_block": True}
    planned = world.plan("aws_vpc", vpc, **wanted).planned
    assert is_unknown(planned["ipv6_cidr_block"])
    assert is_unknown(planned["ipv6_association_id"])
    changed = world.update("aws_vpc", vpc, **wanted)
    assert changed["ipv6_cidr_block"].startswith("2001:db8:")
    assert changed["ipv6_cidr_block"].endswith("::/56")
    back = world.update("aws_vpc", changed, cidr_block="10.0.0.0/16", assign_generated_ipv6_cidr_block=False)
    assert back["ipv6_cidr_block"] == ""


def test_a_vpc_without_block_or_pool_is_refused_at_apply(world: World) -> None:
    assert not world.plan("aws_vpc").problems
    with pytest.raises(RefusedError, match="MissingParameter"):
        world.create("aws_vpc")


def test_a_vpc_with_subnets_cannot_be_deleted(world: World, vpc: dict) -> None:
    subnet = world.create("aws_subnet", vpc_id=vpc["id"], cidr_block="10.0.0.0/24")
    with pytest.raises(RefusedError, match=f"DependencyViolation: The vpc '{vpc['id']}' has dependencies"):
        world.destroy("aws_vpc", vpc)
    world.destroy("aws_subnet", subnet)
    world.destroy("aws_vpc", vpc)
    assert len(world.account) == 0


def test_a_subnet_knows_both_name_and_id_of_its_zone(world: World, vpc: dict) -> None:
    named = world.create("aws_subnet", vpc_id=vpc["id"], cidr_block="10.0.0.0/24", availability_zone="us-east-1d")
    assert named["availability_zone_id"] == "use1-az6"
    other = world.create("aws_subnet", vpc_id=vpc["id"], cidr_block="10.0.1.0/24", availability_zone_id="use1-az4")
    assert other["availability_zone"] == "us-east-1c"
    free = world.create("aws_subnet", vpc_id=vpc["id"], cidr_block="10.0.2.0/24")
    assert free["availability_zone"].startswith("us-east-1")
    assert free["private_dns_hostname_type_on_launch"] == "ip-name"


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ("10.1.0.0/24", "InvalidSubnet.Range"),
        ("10.0.0.128/25", "InvalidSubnet.Conflict"),
    ],
)
def test_blocks_that_aws_refuses_for_a_subnet(world: World, vpc: dict, block: str, code: str) -> None:
    world.create("aws_subnet", vpc_id=vpc["id"], cidr_block="10.0.0.0/24")
    with pytest.raises(RefusedError, match=code):
        world.create("aws_subnet", vpc_id=vpc["id"], cidr_block=block)


def test_a_further_block_of_the_vpc_takes_subnets(world: World, vpc: dict) -> None:
    world.create("aws_vpc_ipv4_cidr_block_association", vpc_id=vpc["id"], cidr_block="100.64.0.0/16")
    assert world.create("aws_subnet", vpc_id=vpc["id"], cidr_block="100.64.1.0/24")["id"].startswith("subnet-0")


def test_an_ipv6_block_replaces_the_subnet_only_if_addresses_were_assigned_on_creation(world: World, vpc: dict) -> None:
    base = {"vpc_id": vpc["id"], "cidr_block": "10.0.0.0/24", "ipv6_cidr_block": "2001:db8:1::/64"}
    other = base | {"ipv6_cidr_block": "2001:db8:2::/64"}
    plain = world.create("aws_subnet", **base)
    assert not world.plan("aws_subnet", plain, **other).replace
    world.destroy("aws_subnet", plain)
    assigning = world.create("aws_subnet", **base, assign_ipv6_address_on_creation=True)
    assert world.plan("aws_subnet", assigning, **other).replace == [("ipv6_cidr_block",)]


def test_a_removed_ipv6_block_is_kept_until_another_update(world: World, vpc: dict) -> None:
    base = {"vpc_id": vpc["id"], "cidr_block": "10.0.0.0/24"}
    subnet = world.create("aws_subnet", **base, ipv6_cidr_block="2001:db8:1::/64")
    assert not world.changes("aws_subnet", subnet, **base)
    changed = world.update("aws_subnet", subnet, **base, map_public_ip_on_launch=True)
    assert changed["ipv6_cidr_block"] == ""
    assert changed["ipv6_cidr_block_association_id"] == ""


def test_a_subnet_with_a_nat_gateway_cannot_be_deleted(world: World, vpc: dict) -> None:
    subnet = world.create("aws_subnet", vpc_id=vpc["id"], cidr_block="10.0.0.0/24")
    world.create("aws_nat_gateway", subnet_id=subnet["id"], connectivity_type="private")
    with pytest.raises(RefusedError, match="DependencyViolation"):
        world.destroy("aws_subnet", subnet)


def test_dhcp_options_show_at_the_vpc(world: World, vpc: dict) -> None:
    options = world.create("aws_vpc_dhcp_options", domain_name="internal.example.com")
    association = world.create("aws_vpc_dhcp_options_association", vpc_id=vpc["id"], dhcp_options_id=options["id"])
    assert association["id"] == f"{options['id']}-{vpc['id']}"
    assert world.read("aws_vpc", vpc)["dhcp_options_id"] == options["id"]
    world.destroy("aws_vpc_dhcp_options_association", association)
    assert world.read("aws_vpc", vpc)["dhcp_options_id"] == vpc["dhcp_options_id"]


def test_the_default_vpc_is_adopted_and_always_the_same(world: World) -> None:
    first = world.create("aws_default_vpc")
    assert first["existing_default_vpc"] is True
    assert first["cidr_block"] == "172.31.0.0/16"
    assert World().create("aws_default_vpc")["id"] == first["id"]
    subnet = world.create("aws_default_subnet", availability_zone="us-east-1b")
    assert subnet["vpc_id"] == first["id"]
    assert subnet["cidr_block"] == "172.31.16.0/20"


def test_the_same_configuration_gives_the_same_ids(vpc: dict) -> None:
    assert World().create("aws_vpc", cidr_block="10.0.0.0/16") == vpc
