"""Data sources of route tables, gateways, addresses, interfaces, ACLs and security groups.

What the configuration has made comes first; what exists outside it is imagined, well-formed and the same for the same question.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.services.context import ReadContext
from mautic_fargate.offline_aws.services.ec2_addresses import private_name, public_name
from mautic_fargate.offline_aws.services.ec2_common import drawn, existing_id, first_filter, only, select, shown
from mautic_fargate.offline_aws.services.ec2_security import GROUPS, default_group_of
from mautic_fargate.offline_aws.services.ec2_vpc_data import asked, find_vpc, imagined_vpc_id
from mautic_fargate.offline_aws.services.ec2_zones import zones_of
from mautic_fargate.offline_aws.services.spec import DataSource, Service
from mautic_fargate.offline_aws.wire.values import Value

TABLES: Final = ("aws_route_table", "aws_default_route_table")
ACLS: Final = ("aws_network_acl", "aws_default_network_acl")
_TARGETS: Final = (
    "carrier_gateway_id", "core_network_arn", "egress_only_gateway_id", "gateway_id", "local_gateway_id", "nat_gateway_id",
    "network_interface_id", "odb_network_arn", "transit_gateway_id", "vpc_peering_connection_id",
)  # fmt: skip


def _imagined_id(context: ReadContext, prefix: str, *arguments: str) -> str:
    """The id that the question names, else one that depends on the question."""
    given = next((context.config[name] for name in arguments if context.config.get(name)), None)
    return str(given) if given else existing_id(context, prefix, imagined_vpc_id(context), asked(context))


# --- route tables -------------------------------------------------------------------------------------------------------


def _read_table(context: ReadContext) -> dict[str, Value]:
    config = context.config
    subnet, gateway = config.get("subnet_id"), config.get("gateway_id")
    associations = [
        item
        for name, value in (("subnet_id", subnet), ("gateway_id", gateway))
        if value
        for item in context.find("aws_route_table_association", **{name: value})
    ]
    if associations:
        found = next(
            (table for type_ in TABLES if (table := context.lookup(type_, associations[0]["route_table_id"]))), None
        )
    elif subnet or gateway:
        found = None
    else:
        items = select(context, TABLES, arguments={"route_table_id": "id", "vpc_id": "vpc_id"})
        found = only(context, items, "EC2 Route Table")
    if found is None:
        table_id = (
            str(associations[0]["route_table_id"]) if associations else _imagined_id(context, "rtb", "route_table_id")
        )
        vpc, routes = imagined_vpc_id(context), []
    else:
        table_id, vpc, routes = found.id, str(found["vpc_id"]), list(found["route"] or [])
    attributes = context.rules.schema.block.attributes["routes"].type
    members = attributes[1][1] if isinstance(attributes, list) else {}
    return {
        "id": table_id,
        "arn": context.arn("ec2", f"route-table/{table_id}"),
        "route_table_id": table_id,
        "owner_id": context.account_id,
        "vpc_id": vpc,
        "subnet_id": subnet or "",
        "gateway_id": gateway or "",
        "routes": [{name: route.get(name) or "" for name in members} for route in routes],
        "associations": [
            _shown_association(item) for item in context.find("aws_route_table_association", route_table_id=table_id)
        ],
        "tags": (found["tags_all"] or {}) if found is not None else dict(context.wants_tags()),
    }


def _shown_association(item: Object) -> dict[str, Value]:
    return {
        "gateway_id": item["gateway_id"] or "",
        "main": False,
        "route_table_association_id": item.id,
        "route_table_id": item["route_table_id"],
        "subnet_id": item["subnet_id"] or "",
    }


def _read_route(context: ReadContext) -> dict[str, Value]:
    config = context.config
    routes = context.find("aws_route", route_table_id=config.get("route_table_id"))
    wanted = {
        name: config[name]
        for name in config
        if config.get(name) and name not in {"route_table_id", "region", "timeouts"}
    }
    found = [item for item in routes if all(item[name] == value for name, value in wanted.items())]
    if len(found) > 1:
        context.refuse("Your query returned more than one route. Please change your search criteria and try again.")
    if found:
        return shown(context, found[0])
    destination = next((str(value) for name, value in wanted.items() if name.startswith("destination_")), "0.0.0.0/0")
    return (
        {"id": f"r-{config.get('route_table_id')}{drawn(destination, length=8)}", "instance_id": ""}
        | dict.fromkeys(_TARGETS, "")
        | wanted
    )


# --- lists of ids -------------------------------------------------------------------------------------------------------


def _list(
    name: str,
    types: Iterable[str],
    prefix: str,
    *,
    extra: Callable[[ReadContext, list[Object]], dict[str, Value]] | None = None,
) -> DataSource:
    """A data source that lists ids: those of the configuration, or an imagined one when the VPC is not the configuration's."""

    def read(context: ReadContext) -> dict[str, Value]:
        arguments = {"vpc_id": "vpc_id"} if context.rules.has("vpc_id") else {}
        items = select(context, types, arguments=arguments)
        ours = find_vpc(context, context.config.get("vpc_id") or first_filter(context, "vpc-id")) is not None
        ids = (
            [item.id for item in items]
            if items or ours
            else [existing_id(context, prefix, imagined_vpc_id(context), asked(context))]
        )
        return {"id": context.region, "ids": ids, **(extra(context, items) if extra else {})}

    return DataSource(name, read)


# --- gateways and addresses ---------------------------------------------------------------------------------------------


def _read_gateway(context: ReadContext) -> dict[str, Value]:
    found = only(
        context,
        select(context, ("aws_internet_gateway",), arguments={"internet_gateway_id": "id"}),
        "EC2 Internet Gateway",
    )
    gateway = found.id if found else _imagined_id(context, "igw", "internet_gateway_id")
    vpc = str(found["vpc_id"]) if found else first_filter(context, "attachment.vpc-id") or imagined_vpc_id(context)
    return {
        "id": gateway,
        "arn": context.arn("ec2", f"internet-gateway/{gateway}"),
        "internet_gateway_id": gateway,
        "attachments": [{"state": "available", "vpc_id": vpc}] if vpc else [],
        "owner_id": context.account_id,
        "tags": (found["tags_all"] or {}) if found else dict(context.wants_tags()),
    }


def _read_nat(context: ReadContext) -> dict[str, Value]:
    arguments = {"id": "id", "subnet_id": "subnet_id", "vpc_id": "vpc_id"}
    found = only(context, select(context, ("aws_nat_gateway",), arguments=arguments), "EC2 NAT Gateway")
    if found is not None:
        return shown(context, found) | {"state": "available"}
    nat = _imagined_id(context, "nat", "id")
    return {
        "id": nat,
        "allocation_id": f"eipalloc-0{drawn('eipalloc', nat)}",
        "association_id": f"eipassoc-0{drawn('eipassoc', nat)}",
        "auto_provision_zones": "",
        "auto_scaling_ips": "",
        "availability_mode": "zonal",
        "connectivity_type": "public",
        "network_interface_id": f"eni-0{drawn('eni', nat)}",
        "private_ip": "10.0.0.10",
        "route_table_id": "",
        "secondary_private_ip_address_count": 0,
        "state": "available",
        "subnet_id": context.config.get("subnet_id") or existing_id(context, "subnet", nat),
        "tags": dict(context.wants_tags()),
        "vpc_id": imagined_vpc_id(context),
    }


def _read_address(context: ReadContext) -> dict[str, Value]:
    items = select(context, ("aws_eip",), arguments={"id": "id", "public_ip": "public_ip"})
    found = only(context, items, "EC2 EIP")
    if found is not None:
        return shown(context, found) | {
            "instance_id": found["instance"] or "",
            "network_interface_id": found["network_interface"] or "",
        }
    address = context.config.get("public_ip") or context.ids.public_ip("public_ip")
    allocation = _imagined_id(context, "eipalloc", "id")
    empty = (
        "association_id",
        "carrier_ip",
        "customer_owned_ip",
        "customer_owned_ipv4_pool",
        "instance_id",
        "ipam_pool_id",
    )
    return dict.fromkeys(
        (*empty, "network_interface_id", "network_interface_owner_id", "private_dns", "private_ip", "ptr_record"), ""
    ) | {
        "id": allocation,
        "arn": context.arn("ec2", f"elastic-ip/{allocation}"),
        "domain": "vpc",
        "public_dns": public_name(context, address),
        "public_ip": address,
        "public_ipv4_pool": "amazon",
        "tags": dict(context.wants_tags()),
    }


def _read_addresses(context: ReadContext) -> dict[str, Value]:
    items = select(context, ("aws_eip",))
    return {
        "id": context.region,
        "allocation_ids": [item.id for item in items],
        "public_ips": [item["public_ip"] for item in items],
    }


def _read_interface(context: ReadContext) -> dict[str, Value]:
    found = only(context, select(context, ("aws_network_interface",), arguments={"id": "id"}), "EC2 Network Interface")
    interface = found.id if found else _imagined_id(context, "eni", "id")
    subnet = context.lookup("aws_subnet", found["subnet_id"]) if found else None
    address = str(found["private_ip"]) if found else "10.0.0.10"
    return (shown(context, found) if found else {"tags": dict(context.wants_tags())}) | {
        "id": interface,
        "arn": context.arn("ec2", f"network-interface/{interface}"),
        "association": [],
        "attachment": [],
        "availability_zone": subnet["availability_zone"] if subnet else zones_of(context.region)[0].name,
        "interface_type": "interface",
        "ipv6_addresses": [],
        "mac_address": "02:"
        + ":".join(drawn("mac", interface, length=10)[index : index + 2] for index in range(0, 10, 2)),
        "outpost_arn": "",
        "owner_id": context.account_id,
        "private_dns_name": private_name(context, address),
        "private_ip": address,
        "private_ips": [address],
        "requester_id": "",
        "subnet_id": found["subnet_id"]
        if found
        else first_filter(context, "subnet-id") or existing_id(context, "subnet", interface),
        "vpc_id": subnet["vpc_id"] if subnet else imagined_vpc_id(context),
    }


# --- security groups ----------------------------------------------------------------------------------------------------


def _read_group(context: ReadContext) -> dict[str, Value]:
    arguments = {"id": "id", "name": "name", "vpc_id": "vpc_id"}
    found = only(context, select(context, GROUPS, arguments=arguments), "EC2 Security Group")
    if found is not None:
        return shown(context, found)
    name = context.config.get("name") or first_filter(context, "group-name")
    vpc = imagined_vpc_id(context)
    default = name == "default" and not context.config.get("id")
    group = default_group_of(context, vpc) if default else _imagined_id(context, "sg", "id")
    return {
        "id": group,
        "arn": context.arn("ec2", f"security-group/{group}"),
        "name": name or f"existing-{group[-6:]}",
        "description": "default VPC security group" if default else "Existing security group",
        "tags": dict(context.wants_tags()),
        "vpc_id": vpc,
    }


def _group_lists(context: ReadContext, items: list[Object]) -> dict[str, Value]:
    if not items:
        group = existing_id(context, "sg", imagined_vpc_id(context), asked(context))
        return {"arns": [context.arn("ec2", f"security-group/{group}")], "vpc_ids": [imagined_vpc_id(context)]}
    return {"arns": [item["arn"] for item in items], "vpc_ids": [item["vpc_id"] for item in items]}


_RULES: Final = ("aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule")


def _read_rule(context: ReadContext) -> dict[str, Value]:
    items = select(context, _RULES, own_id=("security-group-rule-id",), arguments={"security_group_rule_id": "id"})
    found = only(context, items, "EC2 Security Group Rule")
    if found is None:
        context.refuse("no matching EC2 Security Group Rule found")
        return {}
    return shown(context, found) | {"is_egress": "egress" in found.type}


def _read_rules(context: ReadContext) -> dict[str, Value]:
    wanted: Any = context.filters()
    groups = wanted.get("group-id")
    items = [item for item in select(context, _RULES) if not groups or item["security_group_id"] in groups]
    return {"id": context.region, "ids": [item.id for item in items]}


SERVICE: Final = Service(
    data_sources=(
        DataSource("aws_route_table", _read_table),
        DataSource("aws_route", _read_route),
        _list("aws_route_tables", TABLES, "rtb"),
        DataSource("aws_internet_gateway", _read_gateway),
        DataSource("aws_nat_gateway", _read_nat),
        _list("aws_nat_gateways", ("aws_nat_gateway",), "nat"),
        DataSource("aws_eip", _read_address),
        DataSource("aws_eips", _read_addresses),
        _list("aws_network_acls", ACLS, "acl"),
        DataSource("aws_network_interface", _read_interface),
        _list("aws_network_interfaces", ("aws_network_interface",), "eni"),
        DataSource("aws_security_group", _read_group),
        _list("aws_security_groups", GROUPS, "sg", extra=_group_lists),
        DataSource("aws_vpc_security_group_rule", _read_rule),
        DataSource("aws_vpc_security_group_rules", _read_rules),
    )
)
