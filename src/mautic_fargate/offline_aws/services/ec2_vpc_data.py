"""Data sources of VPCs and subnets: what the configuration has made, else placeholders that fit together.

A VPC or subnet that exists outside the configuration is imagined: the default VPC with AWS's documented network, any other one
with 10.0.0.0/16, one subnet in each of up to three zones.
"""

from __future__ import annotations

from typing import Final
from weakref import WeakKeyDictionary

from mautic_fargate.offline_aws.account.account import Account, Object
from mautic_fargate.offline_aws.planning.normalise import go_json
from mautic_fargate.offline_aws.services.context import Context, ReadContext
from mautic_fargate.offline_aws.services.ec2_common import (
    DEFAULT_VPC_CIDR,
    drawn,
    existing_id,
    first_filter,
    network,
    only,
    select,
    shown,
)
from mautic_fargate.offline_aws.services.ec2_vpc import default_vpc_id_of
from mautic_fargate.offline_aws.services.ec2_zones import zone_called, zone_id_of, zones_of
from mautic_fargate.offline_aws.services.spec import DataSource, Service
from mautic_fargate.offline_aws.wire.values import Value

VPCS: Final = ("aws_vpc", "aws_default_vpc")
SUBNETS: Final = ("aws_subnet", "aws_default_subnet")
OTHER_VPC_CIDR: Final = "10.0.0.0/16"
IMAGINED_SUBNETS: Final = 3

_PLACES: WeakKeyDictionary[Account, dict[str, tuple[str, int]]] = WeakKeyDictionary()
"""By account: where an imagined subnet is, its VPC and its number, so that later look-ups agree with earlier ones."""


def find_vpc(context: Context, vpc_id: Value) -> Object | None:
    """The VPC in the account, however it is managed."""
    return next((found for type_ in VPCS if (found := context.lookup(type_, vpc_id))), None)


def find_subnet(context: Context, subnet_id: Value) -> Object | None:
    """The subnet in the account, however it is managed."""
    return next((found for type_ in SUBNETS if (found := context.lookup(type_, subnet_id))), None)


def asked(context: ReadContext) -> str:
    """What a data source asks for, as one text: equal questions get equal answers."""
    names = ("tags", "filter", "state", "name")
    return go_json({name: context.config[name] for name in names if context.config.get(name)})


# --- VPCs ---------------------------------------------------------------------------------------------------------------


def imagined_vpc_id(context: ReadContext) -> str:
    """The id of the VPC that a data source means when the account has none that fits."""
    given = context.config.get("vpc_id") or first_filter(context, "vpc-id")
    if isinstance(given, str):
        return given
    if context.type == "aws_vpc" and (
        context.config.get("tags") or context.config.get("filter") or context.config.get("cidr_block")
    ):
        return existing_id(context, "vpc", asked(context), str(context.config.get("cidr_block")))
    return default_vpc_id_of(context)


def vpc_cidr(context: Context, vpc_id: str) -> str:
    """The IPv4 block of a VPC, known or imagined."""
    found = find_vpc(context, vpc_id)
    if found is not None:
        return str(found["cidr_block"])
    return DEFAULT_VPC_CIDR if vpc_id == default_vpc_id_of(context) else OTHER_VPC_CIDR


def _imagined_vpc(context: ReadContext) -> dict[str, Value]:
    config = context.config
    vpc = str(config.get("id") or imagined_vpc_id(context))
    default = vpc == default_vpc_id_of(context)
    return {
        "id": vpc,
        "cidr_block": config.get("cidr_block") or first_filter(context, "cidr", "cidr-block") or vpc_cidr(context, vpc),
        "default": default,
        "dhcp_options_id": config.get("dhcp_options_id") or existing_id(context, "dopt", "default"),
        "enable_dns_hostnames": True,
        "enable_dns_support": True,
        "enable_network_address_usage_metrics": False,
        "instance_tenancy": "default",
        "main_route_table_id": f"rtb-0{drawn('rtb', vpc)}",
        "owner_id": context.account_id,
        "tags": dict(context.wants_tags()),
    }


def _read_vpc(context: ReadContext) -> dict[str, Value]:
    arguments = {"id": "id", "cidr_block": "cidr_block", "dhcp_options_id": "dhcp_options_id"}
    types = ("aws_default_vpc",) if context.config.get("default") is True else VPCS
    found = only(context, select(context, types, own_id=("vpc-id",), arguments=arguments), "EC2 VPC")
    values = _imagined_vpc(context) if found is None else shown(context, found)
    vpc, block = str(values["id"]), values["cidr_block"]
    further = context.find("aws_vpc_ipv4_cidr_block_association", vpc_id=vpc)
    blocks = [(f"vpc-cidr-assoc-0{drawn('cidr', vpc)}", block), *((item.id, item["cidr_block"]) for item in further)]
    values.setdefault("default", found is not None and found.type == "aws_default_vpc")
    values.setdefault("ipv6_cidr_block", "")
    values.setdefault("ipv6_association_id", "")
    ipv6 = values["ipv6_cidr_block"]
    return values | {
        "arn": context.arn("ec2", f"vpc/{vpc}"),
        "cidr_block_associations": [_association(id_, cidr) for id_, cidr in blocks],
        "ipv6_cidr_block_associations": [_ipv6_association(context, str(values["ipv6_association_id"]), ipv6)]
        if ipv6
        else [],
        "state": "available",
    }


def _association(id_: str, cidr: Value) -> dict[str, Value]:
    return {"association_id": id_, "cidr_block": cidr, "state": "associated"}


def _ipv6_association(context: ReadContext, id_: str, cidr: Value) -> dict[str, Value]:
    block = context.rules.schema.block.attributes.get("ipv6_cidr_block_associations")
    members = block.type[1][1] if block is not None and isinstance(block.type, list) else {}
    known: dict[str, Value] = {
        "association_id": id_,
        "ipv6_cidr_block": cidr,
        "state": "associated",
        "network_border_group": context.region,
        "ipv6_pool": "Amazon",
        "ip_source": "amazon",
        "ipv6_address_attribute": "public",
    }
    return {name: known.get(name, "") for name in members}


def _read_vpcs(context: ReadContext) -> dict[str, Value]:
    ids = [item.id for item in select(context, VPCS, own_id=("vpc-id",))]
    return {"id": context.region, "ids": ids or [imagined_vpc_id(context)]}


# --- subnets ------------------------------------------------------------------------------------------------------------


def imagined_subnets(context: ReadContext) -> list[str]:
    """The ids of the subnets that fit what is asked in a VPC outside the configuration, one for each zone."""
    vpc, question = imagined_vpc_id(context), asked(context)
    places = _PLACES.setdefault(context.account, {})
    zones = zones_of(context.region)[:IMAGINED_SUBNETS]
    offset = int(drawn("subnet", question), 16) % 80 * IMAGINED_SUBNETS
    ids = []
    for number in range(len(zones)):
        subnet = existing_id(context, "subnet", vpc, question, str(number))
        places[subnet] = (vpc, offset + number)
        ids.append(subnet)
    return ids


def _imagined_subnet(context: ReadContext) -> dict[str, Value]:
    config = context.config
    subnet = config.get("id") or first_filter(context, "subnet-id")
    if not isinstance(subnet, str):
        subnet = imagined_subnets(context)[0]
    vpc, number = _PLACES.get(context.account, {}).get(
        subnet, (imagined_vpc_id(context), int(drawn("number", subnet), 16) % 240)
    )
    zones = zones_of(context.region)
    zone = zone_called(context.region, config.get("availability_zone") or first_filter(context, "availability-zone"))
    zone = (
        zone
        or zone_called(context.region, config.get("availability_zone_id"))
        or zones[number % min(len(zones), IMAGINED_SUBNETS)]
    )
    default = vpc == default_vpc_id_of(context)
    around = network(vpc_cidr(context, vpc))
    size, place = (20, number % 16) if default else (24, number)
    block = (
        next((str(part) for index, part in enumerate(around.subnets(new_prefix=size)) if index == place), "")
        if around
        else ""
    )
    return {
        "id": subnet,
        "availability_zone": zone.name,
        "cidr_block": config.get("cidr_block") or block,
        "default_for_az": default,
        "enable_dns64": False,
        "map_public_ip_on_launch": default,
        "owner_id": context.account_id,
        "private_dns_hostname_type_on_launch": "ip-name",
        "tags": dict(context.wants_tags()),
        "vpc_id": vpc,
    }


def _read_subnet(context: ReadContext) -> dict[str, Value]:
    names = ("id", "availability_zone", "availability_zone_id", "cidr_block", "ipv6_cidr_block", "vpc_id")
    types = ("aws_default_subnet",) if context.config.get("default_for_az") is True else SUBNETS
    found = only(
        context, select(context, types, own_id=("subnet-id",), arguments={name: name for name in names}), "EC2 Subnet"
    )
    values = _imagined_subnet(context) if found is None else shown(context, found)
    block = network(values.get("cidr_block"))
    return {
        "customer_owned_ipv4_pool": "",
        "default_for_az": found is not None and found.type == "aws_default_subnet",
        "enable_lni_at_device_index": 0,
        "ipv6_cidr_block": "",
        "ipv6_cidr_block_association_id": "",
        "map_customer_owned_ip_on_launch": False,
        "outpost_arn": "",
        **values,
        "arn": context.arn("ec2", f"subnet/{values['id']}"),
        "availability_zone_id": zone_id_of(context.region, values["availability_zone"]),
        # AWS keeps the first four addresses and the last one of every subnet.
        "available_ip_address_count": max(block.num_addresses - 5, 0)
        if block is not None and block.version == 4
        else 0,
        "state": "available",
    }


def _read_subnets(context: ReadContext) -> dict[str, Value]:
    ids = [item.id for item in select(context, SUBNETS, own_id=("subnet-id",))]
    ours = find_vpc(context, first_filter(context, "vpc-id")) is not None
    return {"id": context.region, "ids": ids if ids or ours else imagined_subnets(context)}


SERVICE: Final = Service(
    data_sources=(
        DataSource("aws_vpc", _read_vpc),
        DataSource("aws_vpcs", _read_vpcs),
        DataSource("aws_subnet", _read_subnet),
        DataSource("aws_subnets", _read_subnets),
    )
)
