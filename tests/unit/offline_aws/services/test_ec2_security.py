"""Security groups, their rules and network ACLs."""

from __future__ import annotations

import zlib
from typing import Any

import pytest

from mautic_fargate.offline_aws.wire.values import UNKNOWN
from support.offline import RefusedError, World

INGRESS = "aws_vpc_security_group_ingress_rule"
OLDER = "aws_security_group_rule"


def rule(**values: Any) -> dict:
    lists = ("cidr_blocks", "description", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups", "self")
    return dict.fromkeys(lists) | {"protocol": "tcp", "from_port": 443, "to_port": 443} | values


def entry(**values: Any) -> dict:
    base = {
        "action": "allow",
        "protocol": "tcp",
        "from_port": 443,
        "to_port": 443,
        "rule_no": 100,
        "cidr_block": "10.0.0.0/8",
    }
    return dict.fromkeys(("icmp_code", "icmp_type", "ipv6_cidr_block")) | base | values


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def vpc(world: World) -> dict:
    return world.create("aws_vpc", cidr_block="10.0.0.0/16")


@pytest.fixture
def group(world: World, vpc: dict) -> dict:
    return world.create("aws_security_group", vpc_id=vpc["id"], name="app")


# --- groups -------------------------------------------------------------------------------------------------------------


def test_a_new_group_has_no_rules_and_the_default_description(world: World, vpc: dict, group: dict) -> None:
    assert (group["ingress"], group["egress"]) == ([], [])
    assert group["description"] == "Managed by Terraform"
    assert group["arn"].endswith(f":security-group/{group['id']}")
    assert not world.changes("aws_security_group", group, vpc_id=vpc["id"], name="app")


def test_a_changed_description_replaces_the_group(world: World, vpc: dict, group: dict) -> None:
    planned = world.plan("aws_security_group", group, vpc_id=vpc["id"], name="app", description="other")
    assert planned.replace == [("description",)]


def test_generated_names_and_their_prefix(world: World, vpc: dict) -> None:
    nameless = world.create("aws_security_group", vpc_id=vpc["id"])
    assert nameless["name"].startswith("terraform-")
    assert nameless["name_prefix"] == "terraform-"
    prefixed = world.create("aws_security_group", vpc_id=vpc["id"], name_prefix="app-")
    assert len(prefixed["name"]) == len("app-") + 26
    assert world.create("aws_security_group", vpc_id=vpc["id"], name="plain")["name_prefix"] == ""


def test_a_name_is_used_once_in_a_vpc(world: World, vpc: dict, group: dict) -> None:
    with pytest.raises(RefusedError, match=r"InvalidGroup\.Duplicate"):
        world.create("aws_security_group", vpc_id=vpc["id"], name="app")


@pytest.mark.parametrize(
    ("protocol", "stored"), [("TCP", "tcp"), ("6", "tcp"), ("all", "-1"), ("58", "icmpv6"), ("50", "50")]
)
def test_the_form_of_a_protocol(world: World, protocol: str, stored: str) -> None:
    ports = {"from_port": 0, "to_port": 0}
    planned = world.plan(
        "aws_security_group", ingress=[rule(protocol=protocol, cidr_blocks=["10.0.0.0/8"], **ports)]
    ).planned
    assert planned["ingress"][0]["protocol"] == stored


def test_the_order_of_sources_is_no_difference(world: World, vpc: dict) -> None:
    base = {"vpc_id": vpc["id"], "name": "web"}
    group = world.create("aws_security_group", **base, ingress=[rule(cidr_blocks=["10.0.0.0/8", "192.0.2.0/24"])])
    again = [rule(cidr_blocks=["192.0.2.0/24", "10.0.0.0/8"], protocol="6")]
    assert not world.changes("aws_security_group", group, **base, ingress=again)


def test_ports_of_a_rule_for_all_protocols_are_refused_at_apply(world: World, vpc: dict) -> None:
    with pytest.raises(RefusedError, match=r"must both be 0 to use the 'ALL' \"-1\" protocol!"):
        world.create("aws_security_group", vpc_id=vpc["id"], egress=[rule(protocol="-1", cidr_blocks=["0.0.0.0/0"])])


def test_characters_of_a_description(world: World) -> None:
    assert world.problems("aws_security_group", ingress=[rule(description="café", self=True)])
    assert not world.problems("aws_security_group", ingress=[rule(description="from office (#1)", self=True)])
    assert world.problems(
        OLDER,
        security_group_id="sg-1",
        type="egress",
        protocol="tcp",
        from_port=1,
        to_port=1,
        self=True,
        description="a < b",
    )


def test_unmanaged_rules_stay_and_show_while_managed_ones_drift(world: World, vpc: dict, group: dict) -> None:
    world.create(
        INGRESS, security_group_id=group["id"], ip_protocol="tcp", from_port=443, to_port=443, cidr_ipv4="10.0.0.0/8"
    )
    now = world.read("aws_security_group", group)
    assert now["ingress"][0]["cidr_blocks"] == ["10.0.0.0/8"]
    assert not world.changes("aws_security_group", now, vpc_id=vpc["id"], name="app")
    assert world.changes("aws_security_group", now, vpc_id=vpc["id"], name="app", ingress=[]) == {"ingress"}


def test_an_update_does_not_lose_rules_made_since_the_refresh(world: World, vpc: dict, group: dict) -> None:
    world.create(
        INGRESS, security_group_id=group["id"], ip_protocol="tcp", from_port=443, to_port=443, cidr_ipv4="10.0.0.0/8"
    )
    world.update("aws_security_group", group, vpc_id=vpc["id"], name="app", tags={"Name": "app"})
    assert world.read("aws_security_group", group)["ingress"]


def test_a_group_that_another_group_names_cannot_be_deleted(world: World, vpc: dict, group: dict) -> None:
    other = world.create("aws_security_group", vpc_id=vpc["id"], name="db")
    made = world.create(
        INGRESS,
        security_group_id=other["id"],
        ip_protocol="tcp",
        from_port=3306,
        to_port=3306,
        referenced_security_group_id=group["id"],
    )
    with pytest.raises(RefusedError, match="DependencyViolation"):
        world.destroy("aws_security_group", group)
    world.destroy(INGRESS, made)
    world.destroy("aws_security_group", group)


def test_the_default_group_is_adopted_and_emptied(world: World, vpc: dict) -> None:
    group = world.create("aws_default_security_group", vpc_id=vpc["id"])
    assert group["id"] == vpc["default_security_group_id"]
    assert (group["name"], group["ingress"], group["egress"]) == ("default", [], [])
    assert group["description"] == "default VPC security group"


# --- rules of their own -------------------------------------------------------------------------------------------------


def test_a_rule_keeps_its_identity_on_an_update(world: World, group: dict) -> None:
    base = {"security_group_id": group["id"], "ip_protocol": "tcp", "to_port": 443, "cidr_ipv4": "10.0.0.0/8"}
    made = world.create(INGRESS, **base, from_port=443)
    assert made["id"] == made["security_group_rule_id"]
    planned = world.plan(INGRESS, made, **base, from_port=442)
    assert not planned.replace
    assert [planned.planned[name] for name in ("id", "arn", "security_group_rule_id")] == [
        made["id"],
        made["arn"],
        made["id"],
    ]


def test_another_kind_of_source_replaces_both_paths_and_another_value_does_not(world: World, group: dict) -> None:
    base = {"security_group_id": group["id"], "ip_protocol": "-1"}
    made = world.create(INGRESS, **base, cidr_ipv4="10.0.0.0/8")
    assert not world.plan(INGRESS, made, **base, cidr_ipv4="192.0.2.0/24").replace
    replaced = world.plan(INGRESS, made, **base, referenced_security_group_id=UNKNOWN).replace
    assert replaced == [("cidr_ipv4",), ("referenced_security_group_id",)]


@pytest.mark.parametrize(("before", "after"), [("tcp", "6"), ("all", "-1"), ("udp", "UDP")])
def test_equal_protocols_keep_the_spelling_of_the_state(world: World, group: dict, before: str, after: str) -> None:
    ports = {} if before == "all" else {"from_port": 1, "to_port": 2}
    base = {"security_group_id": group["id"], "cidr_ipv4": "10.0.0.0/8", **ports}
    made = world.create(INGRESS, **base, ip_protocol=before)
    assert made["ip_protocol"] == before
    assert not world.changes(INGRESS, made, **base, ip_protocol=after)


def test_the_same_rule_twice(world: World, group: dict) -> None:
    base = {
        "security_group_id": group["id"],
        "ip_protocol": "tcp",
        "from_port": 443,
        "to_port": 443,
        "cidr_ipv4": "10.0.0.0/8",
    }
    world.create(INGRESS, **base)
    with pytest.raises(
        RefusedError, match=r'InvalidPermission.Duplicate: the specified rule "peer: 10.0.0.0/8, TCP, from port: 443'
    ):
        world.create(INGRESS, **base, description="again")
    world.create("aws_vpc_security_group_egress_rule", **base)


def test_rules_of_one_port_and_description_share_an_entry_of_the_group(world: World, group: dict) -> None:
    base = {"security_group_id": group["id"], "ip_protocol": "tcp", "from_port": 443, "to_port": 443}
    first = world.create(INGRESS, **base, cidr_ipv4="10.0.0.0/8")
    world.create(INGRESS, **base, cidr_ipv4="192.0.2.0/24")
    world.create(INGRESS, **base, referenced_security_group_id=group["id"])
    world.create(INGRESS, **base, cidr_ipv4="198.51.100.0/24", description="office")
    shown = world.read("aws_security_group", group)["ingress"]
    assert [(sorted(item["cidr_blocks"]), item["self"]) for item in shown] == [
        (["10.0.0.0/8", "192.0.2.0/24"], True),
        (["198.51.100.0/24"], False),
    ]
    world.destroy(INGRESS, first)
    assert world.read("aws_security_group", group)["ingress"][0]["cidr_blocks"] == ["192.0.2.0/24"]


def test_the_id_of_an_older_rule_is_a_crc_of_what_it_says(world: World, group: dict) -> None:
    made = world.create(
        OLDER,
        security_group_id=group["id"],
        type="ingress",
        protocol="6",
        from_port=443,
        to_port=443,
        cidr_blocks=["192.0.2.0/24", "10.0.0.0/8"],
    )
    text = f"{group['id']}-443-443-tcp-ingress-10.0.0.0/8-192.0.2.0/24-"
    assert made["id"] == f"sgrule-{zlib.crc32(text.encode())}"
    assert made["source_security_group_id"] is None
    assert made["security_group_rule_id"] == ""
    own = world.create(
        OLDER, security_group_id=group["id"], type="ingress", protocol="tcp", from_port=80, to_port=80, self=True
    )
    text = f"{group['id']}-80-80-tcp-ingress-{group['id']}--"
    assert own["id"] == f"sgrule-{zlib.crc32(text.encode())}"
    assert own["security_group_rule_id"].startswith("sgr-0")


def test_ports_of_an_older_rule_for_all_protocols_are_no_difference(world: World, group: dict) -> None:
    base = {"security_group_id": group["id"], "type": "egress", "protocol": "-1", "cidr_blocks": ["0.0.0.0/0"]}
    made = world.create(OLDER, **base, from_port=0, to_port=65535)
    assert made["to_port"] == 0
    assert not world.changes(OLDER, made, **base, from_port=0, to_port=65535)


def test_import_of_an_older_rule(world: World, group: dict) -> None:
    made = world.create(
        OLDER,
        security_group_id=group["id"],
        type="egress",
        protocol="tcp",
        from_port=443,
        to_port=443,
        cidr_blocks=["10.0.0.0/8"],
    )
    assert world.import_(OLDER, f"{group['id']}_egress_tcp_443_443_10.0.0.0/8") == made
    with pytest.raises(RefusedError, match="unexpected format for ID"):
        world.import_(OLDER, f"{group['id']}_sideways_tcp_443_443_10.0.0.0/8")


# --- network ACLs -------------------------------------------------------------------------------------------------------


def test_entries_are_stored_with_the_number_of_the_protocol(world: World, vpc: dict) -> None:
    acl = world.create("aws_network_acl", vpc_id=vpc["id"], ingress=[entry(action="Allow")])
    assert acl["ingress"][0]["protocol"] == "6"
    assert acl["egress"] == []
    same = [entry(action="ALLOW", protocol="6")]
    assert not world.changes("aws_network_acl", acl, vpc_id=vpc["id"], ingress=same)
    assert not world.changes("aws_network_acl", acl, vpc_id=vpc["id"])
    assert world.changes("aws_network_acl", acl, vpc_id=vpc["id"], ingress=[]) == {"ingress"}


def test_ports_of_an_entry_for_all_protocols_are_refused_at_apply(world: World, vpc: dict) -> None:
    with pytest.raises(RefusedError, match=r"must both be 0 to use the 'all' \"-1\" protocol!"):
        world.create("aws_network_acl", vpc_id=vpc["id"], ingress=[entry(protocol="all")])


def test_a_protocol_that_does_not_exist(world: World) -> None:
    assert world.problems("aws_network_acl", vpc_id="vpc-1", ingress=[entry(protocol="smtp")])


def test_a_subnet_leaves_the_acl_it_was_in(world: World, vpc: dict) -> None:
    first = world.create("aws_network_acl", vpc_id=vpc["id"], subnet_ids=["subnet-1", "subnet-2"])
    world.create("aws_network_acl", vpc_id=vpc["id"], subnet_ids=["subnet-2"], tags={"Name": "second"})
    assert world.read("aws_network_acl", first)["subnet_ids"] == ["subnet-1"]


def test_a_rule_of_an_acl(world: World, vpc: dict) -> None:
    acl = world.create("aws_network_acl", vpc_id=vpc["id"])
    base = {
        "network_acl_id": acl["id"],
        "rule_number": 100,
        "cidr_block": "10.0.0.0/8",
        "from_port": 443,
        "to_port": 443,
    }
    made = world.create("aws_network_acl_rule", **base, protocol="tcp", rule_action="allow")
    text = f"{acl['id']}-100-false-tcp-"
    assert made["id"] == f"nacl-{zlib.crc32(text.encode())}"
    assert made["protocol"] == "6"
    assert not world.plan("aws_network_acl_rule", made, **base, protocol="tcp", rule_action="ALLOW").replace
    assert world.read("aws_network_acl", acl)["ingress"][0]["rule_no"] == 100
    with pytest.raises(RefusedError, match="NetworkAclEntryAlreadyExists"):
        world.create("aws_network_acl_rule", **base, protocol="udp", rule_action="deny")
    assert world.import_("aws_network_acl_rule", f"{acl['id']}:100:tcp:false") == made
    world.destroy("aws_network_acl_rule", made)
    assert world.read("aws_network_acl", acl)["ingress"] == []


def test_the_default_acl_is_adopted_and_another_one_refused(world: World, vpc: dict) -> None:
    name = "aws_default_network_acl"
    rules = [{key: value for key, value in entry().items() if value is not None}]
    acl = world.create(name, default_network_acl_id=vpc["default_network_acl_id"], ingress=rules)
    assert (acl["id"], acl["vpc_id"]) == (vpc["default_network_acl_id"], vpc["id"])
    assert not world.changes(name, acl, default_network_acl_id=vpc["default_network_acl_id"], ingress=rules)
    own = world.create("aws_network_acl", vpc_id=vpc["id"])
    with pytest.raises(RefusedError, match="use the `aws_network_acl` resource instead"):
        world.create(name, default_network_acl_id=own["id"])


def test_a_default_acl_reads_every_subnet_that_no_other_acl_has(world: World, vpc: dict) -> None:
    name = "aws_default_network_acl"
    subnets = [
        world.create("aws_subnet", vpc_id=vpc["id"], cidr_block=f"10.0.{number}.0/24")["id"] for number in range(2)
    ]
    world.create("aws_network_acl", vpc_id=vpc["id"], subnet_ids=subnets[:1])
    acl = world.create(name, default_network_acl_id=vpc["default_network_acl_id"])
    now = world.read(name, acl)
    assert now["subnet_ids"] == subnets[1:]
    assert world.changes(name, now, default_network_acl_id=vpc["default_network_acl_id"]) == {"subnet_ids"}
    assert not world.changes(name, now, default_network_acl_id=vpc["default_network_acl_id"], subnet_ids=subnets[1:])


def test_what_a_refresh_makes_of_a_rule(world: World, group: dict) -> None:
    base = {"security_group_id": group["id"], "ip_protocol": "-1"}
    unset = world.create(INGRESS, **base, cidr_ipv4="10.0.0.0/8")
    assert world.read(INGRESS, unset)["from_port"] is None
    zero = world.create(INGRESS, **base, cidr_ipv4="192.0.2.0/24", from_port=0, to_port=0)
    now = world.read(INGRESS, zero)
    assert (now["from_port"], now["to_port"]) == (-1, -1)
    assert world.changes(INGRESS, now, **base, cidr_ipv4="192.0.2.0/24", from_port=0, to_port=0)
    own = world.create(INGRESS, **base, referenced_security_group_id=f"123456789012/{group['id']}")
    assert world.read(INGRESS, own)["referenced_security_group_id"] == group["id"]
