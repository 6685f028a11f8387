"""Internet and NAT gateways, elastic addresses."""

from __future__ import annotations

import pytest

from mautic_fargate.offline_aws.account.location import ProviderSettings
from mautic_fargate.offline_aws.wire.values import UNKNOWN, is_unknown
from support.offline import RefusedError, World


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def subnet(world: World) -> dict:
    vpc = world.create("aws_vpc", cidr_block="10.0.0.0/16")
    return world.create("aws_subnet", vpc_id=vpc["id"], cidr_block="10.0.0.0/24")


def test_a_vpc_has_one_internet_gateway(world: World, subnet: dict) -> None:
    first = world.create("aws_internet_gateway", vpc_id=subnet["vpc_id"])
    assert first["arn"].endswith(f":123456789012:internet-gateway/{first['id']}")
    with pytest.raises(RefusedError, match="already has an internet gateway attached"):
        world.create("aws_internet_gateway", vpc_id=subnet["vpc_id"], tags={"Name": "second"})


def test_a_removed_vpc_keeps_the_attachment_and_an_unattached_gateway_reads_empty(world: World, subnet: dict) -> None:
    gateway = world.create("aws_internet_gateway", vpc_id=subnet["vpc_id"])
    assert not world.changes("aws_internet_gateway", gateway)
    assert world.create("aws_internet_gateway", tags={"Name": "free"})["vpc_id"] == ""


def test_an_attachment_shows_at_the_gateway(world: World, subnet: dict) -> None:
    gateway = world.create("aws_internet_gateway")
    attachment = world.create(
        "aws_internet_gateway_attachment", internet_gateway_id=gateway["id"], vpc_id=subnet["vpc_id"]
    )
    assert attachment["id"] == f"{gateway['id']}:{subnet['vpc_id']}"
    assert world.read("aws_internet_gateway", gateway)["vpc_id"] == subnet["vpc_id"]


def test_an_address_is_named_by_its_numbers(world: World) -> None:
    address = world.create("aws_eip", domain="vpc")
    numbers = address["public_ip"].replace(".", "-")
    assert address["id"] == address["allocation_id"]
    assert address["public_dns"] == f"ec2-{numbers}.compute-1.amazonaws.com"
    assert [
        address[name] for name in ("instance", "network_interface", "association_id", "private_ip", "private_dns")
    ] == [""] * 5
    there = World(ProviderSettings(region="eu-west-1")).create("aws_eip", domain="vpc")
    assert there["public_dns"].endswith(".eu-west-1.compute.amazonaws.com")
    assert there["network_border_group"] == "eu-west-1"


def test_no_two_addresses_are_the_same(world: World) -> None:
    addresses = [world.create("aws_eip", domain="vpc")["public_ip"] for _ in range(40)]
    assert len(set(addresses)) == len(addresses)


def test_a_nat_gateway_takes_its_address_and_gives_it_back(world: World, subnet: dict) -> None:
    address = world.create("aws_eip", domain="vpc")
    gateway = world.create("aws_nat_gateway", subnet_id=subnet["id"], allocation_id=address["id"])
    assert gateway["public_ip"] == address["public_ip"]
    assert gateway["vpc_id"] == subnet["vpc_id"]
    assert gateway["private_ip"].startswith("10.0.0.")
    now = world.read("aws_eip", address)
    assert now["network_interface"] == gateway["network_interface_id"]
    assert now["private_dns"] == f"ip-{gateway['private_ip'].replace('.', '-')}.ec2.internal"
    assert not world.changes("aws_eip", now, domain="vpc")
    with pytest.raises(RefusedError, match=r"Resource\.AlreadyAssociated"):
        world.create("aws_nat_gateway", subnet_id=subnet["id"], allocation_id=address["id"], tags={"Name": "second"})
    with pytest.raises(RefusedError, match="AuthFailure"):
        world.destroy("aws_eip", now)
    world.destroy("aws_nat_gateway", gateway)
    assert world.read("aws_eip", address)["association_id"] == ""


def test_a_public_nat_gateway_needs_an_address(world: World, subnet: dict) -> None:
    with pytest.raises(RefusedError, match="MissingParameter"):
        world.create("aws_nat_gateway", subnet_id=subnet["id"])


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"connectivity_type": "private", "allocation_id": "eipalloc-1"}, "allocation_id is not supported"),
        ({"connectivity_type": "private", "secondary_allocation_ids": ["eipalloc-1"]}, "secondary_allocation_ids is not supported"),
        ({"secondary_private_ip_address_count": 2}, "secondary_private_ip_address_count is not supported"),
        ({"availability_mode": "regional", "availability_zone_address": [{"allocation_ids": ["eipalloc-1"]}]}, "At least one of availability_zone"),
    ],
)  # fmt: skip
def test_what_the_plan_of_a_nat_gateway_refuses(world: World, values: dict, message: str) -> None:
    problems = world.plan("aws_nat_gateway", subnet_id="subnet-1", **values).problems
    assert [problem for problem in problems if message in problem.summary]


def test_unknown_values_do_not_count_as_set(world: World) -> None:
    assert not world.plan(
        "aws_nat_gateway", subnet_id="subnet-1", connectivity_type="private", allocation_id=UNKNOWN
    ).problems


def test_secondary_values_of_a_private_nat_gateway(world: World, subnet: dict) -> None:
    base = {"subnet_id": subnet["id"], "connectivity_type": "private"}
    gateway = world.create("aws_nat_gateway", **base, secondary_private_ip_address_count=2)
    assert len(gateway["secondary_private_ip_addresses"]) == 2
    planned = world.plan("aws_nat_gateway", gateway, **base, secondary_private_ip_address_count=3)
    assert planned.replace == [("secondary_private_ip_address_count",)]
    planned = world.plan("aws_nat_gateway", gateway, **base, secondary_private_ip_addresses=["10.0.0.77"])
    assert is_unknown(planned.planned["secondary_private_ip_address_count"])
    changed = world.update("aws_nat_gateway", gateway, **base, secondary_private_ip_addresses=["10.0.0.77"])
    assert changed["secondary_private_ip_address_count"] == 1


def test_secondary_addresses_of_a_public_nat_gateway(world: World, subnet: dict) -> None:
    address = world.create("aws_eip", domain="vpc")
    base = {"subnet_id": subnet["id"], "allocation_id": address["id"]}
    gateway = world.create("aws_nat_gateway", **base)
    planned = world.plan("aws_nat_gateway", gateway, **base, secondary_allocation_ids=["eipalloc-2"]).planned
    assert is_unknown(planned["secondary_private_ip_address_count"])
    assert is_unknown(planned["secondary_private_ip_addresses"])


def test_a_regional_nat_gateway_is_replaced_when_it_turns_automatic(world: World, subnet: dict) -> None:
    base = {"vpc_id": subnet["vpc_id"], "availability_mode": "regional"}
    zones = [{"availability_zone": "us-east-1a", "allocation_ids": ["eipalloc-1"]}]
    gateway = world.create("aws_nat_gateway", **base, availability_zone_address=zones)
    assert gateway["regional_nat_gateway_address"][0]["availability_zone_id"] == "use1-az1"
    assert not world.changes("aws_nat_gateway", gateway, **base, availability_zone_address=zones)
    planned = world.plan("aws_nat_gateway", gateway, **base)
    assert ("regional_nat_gateway_auto_mode",) in planned.replace
    assert is_unknown(planned.planned["regional_nat_gateway_address"])


def test_an_address_association_shows_at_the_address(world: World) -> None:
    address = world.create("aws_eip", domain="vpc")
    association = world.create("aws_eip_association", allocation_id=address["id"], network_interface_id="eni-1")
    assert association["public_ip"] == address["public_ip"]
    assert world.read("aws_eip", address)["association_id"] == association["id"]
    world.destroy("aws_eip_association", association)
    assert world.read("aws_eip", address)["association_id"] == ""
