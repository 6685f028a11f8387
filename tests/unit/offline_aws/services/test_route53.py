"""Hosted zones, records and health checks."""

from __future__ import annotations

from typing import Any

import pytest

from mautic_fargate.offline_aws.services.route53 import full_name
from support.offline import RefusedError, World

ZONE = "aws_route53_zone"
RECORD = "aws_route53_record"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def zone(world: World) -> dict[str, Any]:
    return world.create(ZONE, name="example.com")


def record(zone: dict[str, Any], name: str = "www", **values: Any) -> dict[str, Any]:
    return {"zone_id": zone["zone_id"], "name": name, "type": "A", "ttl": 60, "records": ["192.0.2.1"], **values}


# --- zones ------------------------------------------------------------------------------------------------------------


def test_what_create_gives_of_a_zone(zone: dict[str, Any]) -> None:
    assert zone["id"] == zone["zone_id"]
    assert zone["id"].startswith("Z")
    assert zone["arn"] == f"arn:aws:route53:::hostedzone/{zone['id']}"
    assert zone["name_servers"] == sorted(zone["name_servers"])
    assert len(zone["name_servers"]) == 4
    assert all(server.startswith("ns-") and not server.endswith(".") for server in zone["name_servers"])
    assert zone["comment"] == "Managed by Terraform"


def test_names_are_lower_case_without_the_last_dot(world: World) -> None:
    made = world.create(ZONE, name="Example.ORG.")
    assert made["name"] == "example.org"
    assert world.changes(ZONE, made, name="Example.ORG.") == set()
    assert world.plan(ZONE, made, name="example.net").replace == [("name",)]


def test_private_zones(world: World) -> None:
    made = world.create(ZONE, name="in.test", vpc=[{"vpc_id": "vpc-1"}])
    assert made["vpc"] == [{"vpc_id": "vpc-1", "vpc_region": "us-east-1"}]
    assert made["primary_name_server"] == "ns-0.awsdns-00.com."
    assert world.changes(ZONE, made, name="in.test", vpc=[{"vpc_id": "vpc-1"}]) == set()
    with pytest.raises(RefusedError, match="ConflictingDomainExists"):
        world.create(ZONE, name="in.test", vpc=[{"vpc_id": "vpc-1"}])
    with pytest.raises(RefusedError, match="LastVPCAssociation"):
        world.update(ZONE, made, name="in.test")


def test_a_public_zone_stays_public(world: World, zone: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match="PublicZoneVPCAssociation"):
        world.update(ZONE, zone, name="example.com", vpc=[{"vpc_id": "vpc-1"}])


def test_a_zone_with_records_is_kept_unless_forced(world: World, zone: dict[str, Any]) -> None:
    made = world.create(RECORD, **record(zone))
    with pytest.raises(RefusedError, match="HostedZoneNotEmpty"):
        world.destroy(ZONE, zone)
    world.destroy(ZONE, zone | {"force_destroy": True})
    assert world.read(RECORD, made) is None


# --- records ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "full"),
    [
        ("www", "www.example.com"),
        ("WWW.Example.com.", "www.example.com"),
        ("", "example.com"),
        ("example.com", "example.com"),
        ("myexample.com", "myexample.com"),
    ],
)
def test_full_names(name: str, full: str) -> None:
    assert full_name(name, "example.com") == full


def test_what_create_gives_of_a_record(world: World, zone: dict[str, Any]) -> None:
    made = world.create(RECORD, **record(zone, "WWW"))
    assert made["name"] == "www"
    assert made["fqdn"] == "www.example.com"
    assert made["id"] == f"{zone['id']}_www_A"
    assert world.changes(RECORD, made, **record(zone, "WWW")) == set()
    assert world.plan(RECORD, made, **record(zone, "other")).replace == [("name",)]


def test_another_type_is_an_update_with_another_id(world: World, zone: dict[str, Any]) -> None:
    made = world.create(RECORD, **record(zone))
    changed = world.update(RECORD, made, **record(zone, type="TXT", records=["x"]))
    assert changed["id"] == f"{zone['id']}_www_TXT"
    assert world.read(RECORD, changed) == changed


def test_records_exist_once_unless_they_are_overwritten(world: World, zone: dict[str, Any]) -> None:
    world.create(RECORD, **record(zone))
    with pytest.raises(
        RefusedError, match=r"Tried to create resource record set \[name='www.example.com.', type='A'\]"
    ):
        world.create(RECORD, **record(zone, "www.example.com"))
    world.create(RECORD, **record(zone, "www.example.com", allow_overwrite=True))
    with pytest.raises(RefusedError, match="type='NS'"):
        world.create(RECORD, **record(zone, "", type="NS", records=["ns-1.example.net"]))


def test_aliases_keep_their_target_in_normal_form(world: World, zone: dict[str, Any]) -> None:
    target = {"name": "dualstack.Web.example.net.", "zone_id": "Z1", "evaluate_target_health": True}
    values = record(zone, ttl=None, records=None, alias=target)
    made = world.create(RECORD, **values)
    assert made["alias"][0]["name"] == (world.plan(RECORD, **values).planned or {})["alias"][0]["name"]
    assert world.changes(RECORD, made, **values) == set()


@pytest.mark.parametrize("name", ["", "www"])
def test_a_cname_stands_alone(world: World, zone: dict[str, Any], name: str) -> None:
    world.create(RECORD, **record(zone, type="TXT", records=["x"]))
    with pytest.raises(RefusedError, match="RRSet of type CNAME with DNS name"):
        world.create(RECORD, **record(zone, name, type="CNAME", records=["x.example.net"]))


def test_import_of_records_whose_name_has_an_underscore(world: World, zone: dict[str, Any]) -> None:
    made = world.create(RECORD, **record(zone, "_abc", type="CNAME", records=["x.example.net"]))
    assert world.import_(RECORD, f"{zone['id']}__abc_CNAME")["fqdn"] == made["fqdn"] == "_abc.example.com"


# --- health checks and data -------------------------------------------------------------------------------------------


def test_health_checks_keep_removed_triggers(world: World) -> None:
    values = {"type": "https", "fqdn": "example.com", "port": 443, "request_interval": 30}
    made = world.create("aws_route53_health_check", **values, triggers={"a": "1"})
    assert made["type"] == "HTTPS"
    assert made["failure_threshold"] == 3
    assert world.changes("aws_route53_health_check", made, **values) == set()


def test_data_of_a_zone(world: World, zone: dict[str, Any]) -> None:
    world.create(RECORD, **record(zone))
    found = world.data(ZONE, name="Example.com.")
    assert (found["zone_id"], found["resource_record_set_count"]) == (zone["id"], 3)
    world.create(ZONE, name="example.com")
    with pytest.raises(RefusedError, match="multiple Route 53 Hosted Zones matched"):
        world.data(ZONE, name="example.com")


def test_records_in_a_zone_outside_the_stack_have_full_names(world: World) -> None:
    outside = world.data(ZONE, name="example.net")
    assert outside["name"] == "example.net"
    assert world.create(RECORD, **record(outside))["fqdn"] == "www.example.net"


def test_a_private_zone_is_asked_for_as_such(world: World) -> None:
    made = world.create(ZONE, name="in.test", vpc=[{"vpc_id": "vpc-1"}])
    assert world.data(ZONE, name="in.test")["zone_id"] != made["id"]
    assert world.data(ZONE, name="in.test", vpc_id="vpc-1")["zone_id"] == made["id"]
