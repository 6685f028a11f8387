"""Data sources of the network: zones, what the configuration has made, what is imagined."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from mautic_fargate.offline_aws.account.location import ProviderSettings
from mautic_fargate.offline_aws.services.ec2_zones import _LAYOUT, zones_of
from support.offline import RefusedError, World


@pytest.fixture
def world() -> World:
    return World()


def match(name: str, *values: str) -> dict:
    return {"name": name, "values": list(values)}


# --- zones --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("region", "names"),
    [
        ("us-east-1", "abcdef"),
        ("us-west-1", "ac"),
        ("ap-northeast-1", "acd"),
        ("ca-central-1", "abd"),
        ("eu-central-1", "abc"),
    ],
)
def test_zones_of_a_region(region: str, names: str) -> None:
    zones = World(ProviderSettings(region=region)).data("aws_availability_zones", state="available")
    assert zones["names"] == [region + letter for letter in names]
    assert len(zones["zone_ids"]) == len(names)
    assert zones["id"] == region


def test_every_region_has_two_zones_or_more_with_ids_of_its_own() -> None:
    ids = [zone.id for region in _LAYOUT for zone in zones_of(region)]
    assert len(set(ids)) == len(ids)
    assert all(len(zones_of(region)) >= 2 for region in _LAYOUT)


def test_filters_and_exclusions_of_zones(world: World) -> None:
    assert world.data("aws_availability_zones", filter=[match("opt-in-status", "opt-in-not-required")])["names"]
    assert world.data("aws_availability_zones", filter=[match("zone-id", "use1-az1", "use1-az6")])["names"] == [
        "us-east-1a",
        "us-east-1d",
    ]
    left = world.data("aws_availability_zones", exclude_names=["us-east-1e"], exclude_zone_ids=["use1-az1"])
    assert left["names"] == ["us-east-1b", "us-east-1c", "us-east-1d", "us-east-1f"]
    assert world.data("aws_availability_zones", state="impaired")["names"] == []


def test_one_zone(world: World) -> None:
    zone = world.data("aws_availability_zone", name="us-east-1a")
    assert (zone["zone_id"], zone["name_suffix"], zone["region"]) == ("use1-az1", "a", "us-east-1")
    with pytest.raises(RefusedError, match="no matching EC2 Availability Zone found"):
        world.data("aws_availability_zone", name="eu-west-1a")
    with pytest.raises(RefusedError, match="multiple EC2 Availability Zones matched"):
        world.data("aws_availability_zone", state="available")


# --- VPCs and subnets ---------------------------------------------------------------------------------------------------


def test_a_vpc_of_the_configuration_is_found_by_tag_filter_and_id(world: World) -> None:
    vpc = world.create("aws_vpc", cidr_block="10.7.0.0/16", tags={"Name": "main"})
    world.create("aws_vpc", cidr_block="10.8.0.0/16", tags={"Name": "other"})
    for question in (
        {"tags": {"Name": "main"}},
        {"filter": [match("tag:Name", "ma*")]},
        {"id": vpc["id"]},
        {"cidr_block": "10.7.0.0/16"},
    ):
        found = world.data("aws_vpc", **question)
        assert (found["id"], found["cidr_block"], found["main_route_table_id"]) == (
            vpc["id"],
            "10.7.0.0/16",
            vpc["main_route_table_id"],
        )
    assert found["cidr_block_associations"][0]["cidr_block"] == "10.7.0.0/16"
    assert found["default"] is False


def test_several_vpcs_are_the_provider_s_error(world: World) -> None:
    for number in (7, 8):
        world.create("aws_vpc", cidr_block=f"10.{number}.0.0/16", tags={"Name": "same"})
    with pytest.raises(RefusedError, match="multiple EC2 VPCs matched; use additional constraints"):
        world.data("aws_vpc", tags={"Name": "same"})


def test_an_existing_vpc_and_its_subnets_fit_together(world: World) -> None:
    vpc = world.data("aws_vpc", tags={"Name": "existing"})
    listed = world.data("aws_subnets", filter=[match("vpc-id", vpc["id"])], tags={"Tier": "private"})["ids"]
    others = world.data("aws_subnets", filter=[match("vpc-id", vpc["id"])], tags={"Tier": "public"})["ids"]
    assert len(listed) == 3
    assert not set(listed) & set(others)
    subnets = [world.data("aws_subnet", id=subnet) for subnet in listed + others]
    assert {subnet["vpc_id"] for subnet in subnets} == {vpc["id"]}
    assert len({subnet["availability_zone"] for subnet in subnets[:3]}) == 3
    blocks = [ip_network(subnet["cidr_block"]) for subnet in subnets]
    assert all(block.subnet_of(ip_network(vpc["cidr_block"])) for block in blocks)
    assert len(set(blocks)) == len(blocks)


def test_the_default_vpc(world: World) -> None:
    vpc = world.data("aws_vpc", default=True)
    assert (vpc["cidr_block"], vpc["default"], vpc["state"]) == ("172.31.0.0/16", True, "available")
    assert vpc["arn"] == f"arn:aws:ec2:us-east-1:123456789012:vpc/{vpc['id']}"
    subnet = world.data("aws_subnet", id=world.data("aws_subnets", filter=[match("vpc-id", vpc["id"])])["ids"][0])
    assert subnet["cidr_block"].endswith("/20")
    assert subnet["available_ip_address_count"] == 4091
    assert world.data("aws_security_group", vpc_id=vpc["id"], name="default")["id"].startswith("sg-0")


def test_a_vpc_of_the_configuration_without_subnets_lists_none(world: World) -> None:
    vpc = world.create("aws_vpc", cidr_block="10.7.0.0/16")
    assert world.data("aws_subnets", filter=[match("vpc-id", vpc["id"])])["ids"] == []
    subnet = world.create("aws_subnet", vpc_id=vpc["id"], cidr_block="10.7.0.0/24")
    assert world.data("aws_subnets", filter=[match("vpc-id", vpc["id"])])["ids"] == [subnet["id"]]
    assert world.data("aws_subnet", vpc_id=vpc["id"])["availability_zone_id"] == subnet["availability_zone_id"]


# --- the rest -----------------------------------------------------------------------------------------------------------


def test_a_route_table_is_found_by_its_subnet(world: World) -> None:
    vpc = world.create("aws_vpc", cidr_block="10.7.0.0/16")
    table = world.create("aws_route_table", vpc_id=vpc["id"])
    world.create("aws_route", route_table_id=table["id"], destination_cidr_block="0.0.0.0/0", gateway_id="igw-1")
    association = world.create("aws_route_table_association", route_table_id=table["id"], subnet_id="subnet-1")
    found = world.data("aws_route_table", subnet_id="subnet-1")
    assert (found["id"], found["vpc_id"], found["routes"][0]["gateway_id"]) == (table["id"], vpc["id"], "igw-1")
    assert found["associations"][0]["route_table_association_id"] == association["id"]
    assert world.data("aws_route_tables", vpc_id=vpc["id"])["ids"] == [table["id"]]


def test_security_groups(world: World) -> None:
    vpc = world.create("aws_vpc", cidr_block="10.7.0.0/16")
    group = world.create("aws_security_group", vpc_id=vpc["id"], name="app", tags={"Name": "app"})
    assert world.data("aws_security_group", name="app", vpc_id=vpc["id"])["arn"] == group["arn"]
    assert world.data("aws_security_groups", tags={"Name": "app"})["arns"] == [group["arn"]]
    assert world.data("aws_security_group", name="default", vpc_id=vpc["id"])["id"] == vpc["default_security_group_id"]
    assert world.data("aws_security_group", id="sg-12345678")["id"] == "sg-12345678"


def test_gateways_and_addresses(world: World) -> None:
    vpc = world.create("aws_vpc", cidr_block="10.7.0.0/16")
    gateway = world.create("aws_internet_gateway", vpc_id=vpc["id"])
    assert world.data("aws_internet_gateway", filter=[match("attachment.vpc-id", vpc["id"])])["id"] == gateway["id"]
    address = world.create("aws_eip", domain="vpc")
    assert world.data("aws_eip", public_ip=address["public_ip"])["id"] == address["id"]
    assert world.data("aws_eips")["public_ips"] == [address["public_ip"]]
    assert world.data("aws_nat_gateways", vpc_id=vpc["id"])["ids"] == []


def test_the_prefix_lists_of_aws(world: World) -> None:
    name = "com.amazonaws.global.cloudfront.origin-facing"
    found = world.data("aws_ec2_managed_prefix_list", name=name)
    assert (found["owner_id"], found["max_entries"], found["address_family"]) == ("AWS", 55, "IPv4")
    assert ":aws:prefix-list/" in found["arn"]
    assert world.data("aws_ec2_managed_prefix_list", id=found["id"])["name"] == name
    with pytest.raises(RefusedError, match="no matching EC2 Prefix List found"):
        world.data("aws_prefix_list", name="com.amazonaws.eu-west-1.s3")
    with pytest.raises(RefusedError, match="multiple EC2 Prefix Lists matched"):
        world.data("aws_prefix_list")


def test_endpoint_services(world: World) -> None:
    service = world.data("aws_vpc_endpoint_service", service="ecr.api", service_type="Interface")
    assert service["service_name"] == "com.amazonaws.us-east-1.ecr.api"
    assert service["private_dns_name"] == "api.ecr.us-east-1.amazonaws.com"
    assert world.data("aws_vpc_endpoint_service", service="s3", service_type="Gateway")["service_type"] == "Gateway"
