"""Route tables, routes and associations."""

from __future__ import annotations

import zlib
from typing import Any

import pytest

from support.offline import RefusedError, World

DEFAULT = "0.0.0.0/0"
MEMBERS = (
    "carrier_gateway_id", "cidr_block", "core_network_arn", "destination_prefix_list_id", "egress_only_gateway_id",
    "gateway_id", "ipv6_cidr_block", "local_gateway_id", "nat_gateway_id", "network_interface_id", "odb_network_arn",
    "transit_gateway_id", "vpc_endpoint_id", "vpc_peering_connection_id",
)  # fmt: skip


def inline(**values: Any) -> dict:
    return dict.fromkeys(MEMBERS) | values


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def vpc(world: World) -> dict:
    return world.create("aws_vpc", cidr_block="10.0.0.0/16")


@pytest.fixture
def table(world: World, vpc: dict) -> dict:
    return world.create("aws_route_table", vpc_id=vpc["id"])


def test_a_route_has_the_crc_of_its_destination_in_its_id(world: World, table: dict) -> None:
    route = world.create(
        "aws_route", route_table_id=table["id"], destination_cidr_block=DEFAULT, nat_gateway_id="nat-1"
    )
    assert route["id"] == f"r-{table['id']}{zlib.crc32(DEFAULT.encode())}"
    assert (route["origin"], route["state"], route["gateway_id"]) == ("CreateRoute", "active", "")
    assert not world.changes(
        "aws_route", route, route_table_id=table["id"], destination_cidr_block=DEFAULT, nat_gateway_id="nat-1"
    )


def test_a_route_shows_in_its_table_and_leaves_it(world: World, vpc: dict, table: dict) -> None:
    route = world.create(
        "aws_route", route_table_id=table["id"], destination_cidr_block=DEFAULT, nat_gateway_id="nat-1"
    )
    now = world.read("aws_route_table", table)
    assert [(item["cidr_block"], item["nat_gateway_id"]) for item in now["route"]] == [(DEFAULT, "nat-1")]
    assert not world.changes("aws_route_table", now, vpc_id=vpc["id"])
    assert world.changes("aws_route_table", now, vpc_id=vpc["id"], route=[]) == {"route"}
    world.destroy("aws_route", route)
    assert world.read("aws_route_table", table)["route"] == []


def test_another_kind_of_target_changes_in_place(world: World, table: dict) -> None:
    base = {"route_table_id": table["id"], "destination_cidr_block": DEFAULT}
    route = world.create("aws_route", **base, nat_gateway_id="nat-1")
    changed = world.update("aws_route", route, **base, gateway_id="igw-1")
    assert (changed["gateway_id"], changed["nat_gateway_id"]) == ("igw-1", "")
    assert world.read("aws_route_table", table)["route"][0]["gateway_id"] == "igw-1"


def test_two_routes_to_one_destination(world: World, table: dict) -> None:
    world.create("aws_route", route_table_id=table["id"], destination_cidr_block=DEFAULT, nat_gateway_id="nat-1")
    with pytest.raises(RefusedError, match=r"RouteAlreadyExists: Route in Route Table .* already exists"):
        world.create("aws_route", route_table_id=table["id"], destination_cidr_block=DEFAULT, gateway_id="igw-1")


def test_a_local_route_cannot_be_made(world: World, table: dict) -> None:
    with pytest.raises(RefusedError, match="cannot create local Route"):
        world.create("aws_route", route_table_id=table["id"], destination_cidr_block=DEFAULT, gateway_id="local")


def test_a_gateway_of_another_network(world: World, table: dict) -> None:
    other = world.create("aws_vpc", cidr_block="10.9.0.0/16")
    gateway = world.create("aws_internet_gateway", vpc_id=other["id"])
    with pytest.raises(RefusedError, match="belong to different networks"):
        world.create("aws_route", route_table_id=table["id"], destination_cidr_block=DEFAULT, gateway_id=gateway["id"])


def test_an_endpoint_given_as_gateway_is_stored_as_endpoint(world: World, table: dict) -> None:
    route = world.create("aws_route", route_table_id=table["id"], destination_cidr_block=DEFAULT, gateway_id="vpce-1")
    assert (route["gateway_id"], route["vpc_endpoint_id"]) == ("", "vpce-1")


def test_equal_ipv6_destinations_are_no_difference(world: World, table: dict) -> None:
    base = {"route_table_id": table["id"], "egress_only_gateway_id": "eigw-1"}
    route = world.create("aws_route", **base, destination_ipv6_cidr_block="::/0")
    assert not world.changes("aws_route", route, **base, destination_ipv6_cidr_block="0:0:0:0:0:0:0:0/0")


@pytest.mark.parametrize(
    ("route", "message"),
    [
        (inline(gateway_id="igw-1"), "one of `cidr_block, ipv6_cidr_block, destination_prefix_list_id` must be specified"),
        (inline(cidr_block=DEFAULT), "must be specified"),
        (inline(cidr_block=DEFAULT, gateway_id="igw-1", nat_gateway_id="nat-1"), "`gateway_id, nat_gateway_id` were specified"),
        (inline(cidr_block=DEFAULT, gateway_id="local"), "local route cannot be created but must exist to be adopted"),
    ],
)  # fmt: skip
def test_routes_of_a_table_are_checked_at_apply(world: World, vpc: dict, route: dict, message: str) -> None:
    assert not world.plan("aws_route_table", vpc_id=vpc["id"], route=[route]).problems
    with pytest.raises(RefusedError, match=message):
        world.create("aws_route_table", vpc_id=vpc["id"], route=[route])


def test_the_local_route_of_the_vpc_can_be_adopted(world: World, vpc: dict) -> None:
    table = world.create(
        "aws_route_table", vpc_id=vpc["id"], route=[inline(cidr_block="10.0.0.0/16", gateway_id="local")]
    )
    assert table["route"][0]["gateway_id"] == "local"


def test_what_the_identity_of_a_route_leaves_out_is_no_difference(world: World, vpc: dict) -> None:
    routes = [
        inline(ipv6_cidr_block="2001:DB8:0::/32", egress_only_gateway_id="eigw-1"),
        inline(cidr_block=DEFAULT, nat_gateway_id="nat-1"),
    ]
    table = world.create("aws_route_table", vpc_id=vpc["id"], route=routes)
    table["route"][1]["network_interface_id"] = "eni-1"
    again = [routes[1], routes[0] | {"ipv6_cidr_block": "2001:db8::/32"}]
    assert not world.changes("aws_route_table", table, vpc_id=vpc["id"], route=again)


def test_an_association_moves_in_place_and_changes_its_id(world: World, vpc: dict, table: dict) -> None:
    association = world.create("aws_route_table_association", route_table_id=table["id"], subnet_id="subnet-1")
    other = world.create("aws_route_table", vpc_id=vpc["id"], tags={"Name": "other"})
    planned = world.plan("aws_route_table_association", association, route_table_id=other["id"], subnet_id="subnet-1")
    assert not planned.replace
    assert planned.planned["id"] == association["id"]
    moved = world.update("aws_route_table_association", association, route_table_id=other["id"], subnet_id="subnet-1")
    assert moved["id"] != association["id"]
    assert world.read("aws_route_table_association", association) is None
    assert not world.changes("aws_route_table_association", moved, route_table_id=other["id"], subnet_id="subnet-1")


def test_a_subnet_has_one_explicit_association(world: World, table: dict) -> None:
    world.create("aws_route_table_association", route_table_id=table["id"], subnet_id="subnet-1")
    with pytest.raises(RefusedError, match=r"Resource\.AlreadyAssociated"):
        world.create("aws_route_table_association", route_table_id="rtb-2", subnet_id="subnet-1")


def test_a_deleted_table_takes_all_its_associations(world: World, table: dict) -> None:
    association = world.create("aws_route_table_association", route_table_id=table["id"], subnet_id="subnet-1")
    world.destroy("aws_route_table", table)
    assert world.read("aws_route_table_association", association) is None


def test_imports(world: World, table: dict) -> None:
    route = world.create(
        "aws_route", route_table_id=table["id"], destination_cidr_block=DEFAULT, nat_gateway_id="nat-1"
    )
    assert world.import_("aws_route", f"{table['id']}_{DEFAULT}") == route
    association = world.create("aws_route_table_association", route_table_id=table["id"], subnet_id="subnet-1")
    assert world.import_("aws_route_table_association", f"subnet-1/{table['id']}") == association
    with pytest.raises(RefusedError, match="unexpected format of ID"):
        world.import_("aws_route", "nonsense")


def test_the_default_table_is_adopted(world: World, vpc: dict) -> None:
    table = world.create("aws_default_route_table", default_route_table_id=vpc["default_route_table_id"], route=[])
    assert (table["id"], table["vpc_id"]) == (vpc["default_route_table_id"], vpc["id"])


def test_the_main_table_of_the_vpc_changes_and_comes_back(world: World, vpc: dict, table: dict) -> None:
    association = world.create("aws_main_route_table_association", vpc_id=vpc["id"], route_table_id=table["id"])
    assert association["original_route_table_id"] == vpc["main_route_table_id"]
    assert world.read("aws_vpc", vpc)["main_route_table_id"] == table["id"]
    world.destroy("aws_main_route_table_association", association)
    assert world.read("aws_vpc", vpc)["main_route_table_id"] == vpc["main_route_table_id"]
