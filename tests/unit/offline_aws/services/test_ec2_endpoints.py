"""VPC endpoints, flow logs and prefix lists."""

from __future__ import annotations

import json
import zlib

import pytest

from mautic_fargate.offline_aws.wire.values import is_unknown
from support.offline import RefusedError, World

ENDPOINT = "aws_vpc_endpoint"
S3 = "com.amazonaws.us-east-1.s3"
LOGS = "com.amazonaws.us-east-1.logs"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def vpc(world: World) -> dict:
    return world.create("aws_vpc", cidr_block="10.0.0.0/16", enable_dns_hostnames=True)


@pytest.fixture
def subnets(world: World, vpc: dict) -> list[str]:
    return [
        world.create(
            "aws_subnet", vpc_id=vpc["id"], cidr_block=f"10.0.{index}.0/24", availability_zone=f"us-east-1{zone}"
        )["id"]
        for index, zone in enumerate("ab")
    ]


def interface(vpc: dict, subnets: list[str], **values: object) -> dict:
    return {
        "vpc_id": vpc["id"],
        "service_name": LOGS,
        "vpc_endpoint_type": "Interface",
        "subnet_ids": subnets,
        **values,
    }


def test_a_gateway_endpoint_has_the_prefix_list_of_its_service(world: World, vpc: dict) -> None:
    endpoint = world.create(ENDPOINT, vpc_id=vpc["id"], service_name=S3, route_table_ids=["rtb-1"])
    listed = world.data("aws_prefix_list", name=S3)
    assert (endpoint["prefix_list_id"], endpoint["cidr_blocks"]) == (listed["id"], listed["cidr_blocks"])
    assert (endpoint["dns_entry"], endpoint["network_interface_ids"], endpoint["private_dns_enabled"]) == (
        [],
        [],
        False,
    )
    assert json.loads(endpoint["policy"])["Statement"][0]["Effect"] == "Allow"
    assert not world.changes(ENDPOINT, endpoint, vpc_id=vpc["id"], service_name=S3)


def test_an_interface_endpoint_has_an_interface_in_each_subnet_and_names(
    world: World, vpc: dict, subnets: list[str]
) -> None:
    endpoint = world.create(ENDPOINT, **interface(vpc, subnets, private_dns_enabled=True))
    assert len(endpoint["network_interface_ids"]) == 2
    assert {item["subnet_id"] for item in endpoint["subnet_configuration"]} == set(subnets)
    names = [item["dns_name"] for item in endpoint["dns_entry"]]
    assert names[0].startswith(endpoint["id"])
    assert names[0].endswith(".logs.us-east-1.vpce.amazonaws.com")
    assert names[-1] == "logs.us-east-1.amazonaws.com"
    assert endpoint["security_group_ids"] == [vpc["default_security_group_id"]]
    assert not world.changes(ENDPOINT, endpoint, **interface(vpc, subnets, private_dns_enabled=True))


def test_other_subnets_make_the_interfaces_unknown_and_not_the_names(
    world: World, vpc: dict, subnets: list[str]
) -> None:
    endpoint = world.create(ENDPOINT, **interface(vpc, subnets[:1]))
    planned = world.plan(ENDPOINT, endpoint, **interface(vpc, subnets)).planned
    assert is_unknown(planned["network_interface_ids"])
    assert planned["dns_entry"] == endpoint["dns_entry"]
    assert len(world.update(ENDPOINT, endpoint, **interface(vpc, subnets))["network_interface_ids"]) == 2


def test_private_dns_changes_in_place_only_at_interface_endpoints(world: World, vpc: dict, subnets: list[str]) -> None:
    endpoint = world.create(ENDPOINT, **interface(vpc, subnets))
    assert not world.plan(ENDPOINT, endpoint, **interface(vpc, subnets, private_dns_enabled=True)).replace
    base = {"vpc_id": vpc["id"], "service_name": S3}
    gateway = world.create(ENDPOINT, **base)
    assert world.plan(ENDPOINT, gateway, **base, private_dns_enabled=True).replace == [("private_dns_enabled",)]


def test_equivalent_policies_are_no_difference(world: World, vpc: dict) -> None:
    base = {"vpc_id": vpc["id"], "service_name": S3}
    statement = {
        "Effect": "Allow",
        "Principal": {"AWS": "*"},
        "Action": ["s3:GetObject", "s3:ListBucket"],
        "Resource": "*",
    }
    endpoint = world.create(ENDPOINT, **base, policy=json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    same = statement | {"Action": ["s3:ListBucket", "s3:GetObject"], "Principal": {"AWS": ["*"]}, "Resource": ["*"]}
    assert not world.changes(
        ENDPOINT, endpoint, **base, policy=json.dumps({"Version": "2012-10-17", "Statement": same})
    )


def test_what_aws_refuses_of_endpoints(world: World, vpc: dict, subnets: list[str]) -> None:
    world.create(ENDPOINT, vpc_id=vpc["id"], service_name=S3, route_table_ids=["rtb-1"])
    with pytest.raises(RefusedError, match="RouteAlreadyExists"):
        world.create(ENDPOINT, vpc_id=vpc["id"], service_name=S3, route_table_ids=["rtb-1", "rtb-2"])
    world.create(ENDPOINT, **interface(vpc, subnets, private_dns_enabled=True))
    with pytest.raises(RefusedError, match="conflicting DNS domain"):
        world.create(ENDPOINT, **interface(vpc, subnets[:1], private_dns_enabled=True))
    third = world.create("aws_subnet", vpc_id=vpc["id"], cidr_block="10.0.9.0/24", availability_zone="us-east-1a")["id"]
    with pytest.raises(RefusedError, match="DuplicateSubnetsInSameZone"):
        world.create(ENDPOINT, **interface(vpc, [subnets[0], third]))


def test_private_dns_needs_both_dns_flags_of_the_vpc(world: World) -> None:
    plain = world.create("aws_vpc", cidr_block="10.0.0.0/16")
    with pytest.raises(RefusedError, match="enableDnsHostnames"):
        world.create(ENDPOINT, **interface(plain, [], private_dns_enabled=True))


@pytest.mark.parametrize(
    ("kind", "argument", "shown"),
    [
        ("route_table", "route_table_id", "route_table_ids"),
        ("subnet", "subnet_id", "subnet_ids"),
        ("security_group", "security_group_id", "security_group_ids"),
    ],
)
def test_associations_show_at_the_endpoint(world: World, vpc: dict, kind: str, argument: str, shown: str) -> None:
    endpoint = world.create(ENDPOINT, vpc_id=vpc["id"], service_name=S3)
    name = f"aws_vpc_endpoint_{kind}_association"
    made = world.create(name, **{"vpc_endpoint_id": endpoint["id"], argument: "member-1"})
    assert made["id"] == f"a-{endpoint['id']}{zlib.crc32(b'member-1')}"
    now = world.read(ENDPOINT, endpoint)
    assert now[shown] == ["member-1"]
    assert not world.changes(ENDPOINT, now, vpc_id=vpc["id"], service_name=S3)
    assert world.import_(name, f"{endpoint['id']}/member-1") == made
    world.destroy(name, made)
    assert world.read(ENDPOINT, endpoint)[shown] == []


def test_a_policy_of_its_own_is_reset_when_it_goes(world: World, vpc: dict) -> None:
    endpoint = world.create(ENDPOINT, vpc_id=vpc["id"], service_name=S3)
    policy = '{"Statement":[],"Version":"2012-10-17"}'
    made = world.create("aws_vpc_endpoint_policy", vpc_endpoint_id=endpoint["id"], policy=policy)
    assert made["id"] == endpoint["id"]
    assert world.read(ENDPOINT, endpoint)["policy"] == policy
    world.destroy("aws_vpc_endpoint_policy", made)
    assert world.read(ENDPOINT, endpoint)["policy"] == endpoint["policy"]


def test_flow_logs(world: World, vpc: dict) -> None:
    base = {
        "vpc_id": vpc["id"],
        "traffic_type": "ALL",
        "log_destination": "arn:aws:s3:::example-logs",
        "log_destination_type": "s3",
    }
    log = world.create("aws_flow_log", **base)
    assert log["arn"].endswith(f":vpc-flow-log/{log['id']}")
    assert log["log_format"].startswith("${version} ${account-id}")
    assert not world.changes("aws_flow_log", log, **base)
    assert world.plan("aws_flow_log", log, **base, max_aggregation_interval=60).replace
    with pytest.raises(RefusedError, match="FlowLogAlreadyExists"):
        world.create("aws_flow_log", **base, tags={"Name": "second"})
    with pytest.raises(RefusedError, match="MaxAggregationInterval"):
        world.create(
            "aws_flow_log",
            transit_gateway_id="tgw-1",
            log_destination="arn:aws:s3:::example-logs",
            log_destination_type="s3",
        )


def test_a_log_group_arn_with_its_ending_replaces_on_the_next_plan(world: World, vpc: dict) -> None:
    group = "arn:aws:logs:us-east-1:123456789012:log-group:flow"
    base = {"vpc_id": vpc["id"], "traffic_type": "ALL", "iam_role_arn": "arn:aws:iam::123456789012:role/flow"}
    log = world.create("aws_flow_log", **base, log_destination=f"{group}:*")
    assert log["log_destination"] == group
    assert world.plan("aws_flow_log", log, **base, log_destination=f"{group}:*").replace == [("log_destination",)]
    assert not world.changes("aws_flow_log", log, **base, log_destination=group)


def test_the_version_of_a_prefix_list_moves_with_its_entries(world: World) -> None:
    name = "aws_ec2_managed_prefix_list"
    base = {"name": "office", "address_family": "IPv4", "max_entries": 5}
    made = world.create(name, **base, entry=[{"cidr": "192.0.2.0/24"}])
    assert made["version"] == 1
    assert not is_unknown(
        world.plan(name, made, **base | {"name": "other"}, entry=[{"cidr": "192.0.2.0/24"}]).planned["version"]
    )
    wanted = [{"cidr": "198.51.100.0/24"}]
    assert is_unknown(world.plan(name, made, **base, entry=wanted).planned["version"])
    assert world.update(name, made, **base, entry=wanted)["version"] == 2
    entry = world.create("aws_ec2_managed_prefix_list_entry", prefix_list_id=made["id"], cidr="203.0.113.0/24")
    assert entry["id"] == f"{made['id']},203.0.113.0/24"
    assert len(world.data(name, id=made["id"])["entries"]) == 2
