"""Data sources of VPC endpoints, endpoint services and prefix lists."""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.services.context import ReadContext
from mautic_fargate.offline_aws.services.ec2_common import drawn, existing_id, first_filter, only, select, shown
from mautic_fargate.offline_aws.services.ec2_endpoints import (
    FULL_ACCESS,
    is_gateway_service,
    service_cidr_blocks,
    service_name_of,
    service_prefix_list_id,
)
from mautic_fargate.offline_aws.services.ec2_vpc_data import asked, imagined_vpc_id
from mautic_fargate.offline_aws.services.ec2_zones import zones_of
from mautic_fargate.offline_aws.services.spec import DataSource, Service
from mautic_fargate.offline_aws.wire.values import Value

_OWN_LISTS: Final = {
    "com.amazonaws.global.cloudfront.origin-facing": 55,
    "com.amazonaws.global.ipv6.cloudfront.origin-facing": 22,
    "com.amazonaws.{region}.route53-healthchecks": 25,
    "com.amazonaws.{region}.ec2-instance-connect": 2,
}
"""The prefix lists that AWS manages besides those of the gateway services, with their sizes."""


def _read_endpoint(context: ReadContext) -> dict[str, Value]:
    names = ("id", "service_name", "vpc_id", "vpc_endpoint_type", "state")
    found = only(
        context, select(context, ("aws_vpc_endpoint",), arguments={name: name for name in names}), "EC2 VPC Endpoint"
    )
    if found is not None:
        return shown(context, found) | {"dns_options": found["dns_options"] or []}
    service = str(
        context.config.get("service_name") or first_filter(context, "service-name") or service_name_of(context, "s3")
    )
    endpoint = str(
        context.config.get("id") or existing_id(context, "vpce", imagined_vpc_id(context), service, asked(context))
    )
    gateway = is_gateway_service(service)
    return {
        "id": endpoint,
        "arn": context.arn("ec2", f"vpc-endpoint/{endpoint}"),
        "cidr_blocks": service_cidr_blocks(service) if gateway else [],
        "dns_entry": [],
        "dns_options": [],
        "ip_address_type": "ipv4",
        "owner_id": context.account_id,
        "policy": FULL_ACCESS,
        "prefix_list_id": service_prefix_list_id(context.region, service) if gateway else "",
        "private_dns_enabled": not gateway,
        "requester_managed": False,
        "service_name": service,
        "service_region": context.region,
        "state": "available",
        "tags": dict(context.wants_tags()),
        "vpc_endpoint_type": "Gateway" if gateway else "Interface",
        "vpc_id": imagined_vpc_id(context),
    }


def _read_endpoint_service(context: ReadContext) -> dict[str, Value]:
    config = context.config
    short = config.get("service")
    name = str(
        service_name_of(context, short)
        if short
        else config.get("service_name") or first_filter(context, "service-name") or ""
    )
    if not name:
        context.refuse(
            "multiple EC2 VPC Endpoint Services matched; use additional constraints to reduce matches to a single EC2 VPC Endpoint Service"
        )
    kind = config.get("service_type") or ("Gateway" if is_gateway_service(name) else "Interface")
    tail = name.split(f"{context.region}.", 1)[-1]
    private = (
        "" if kind == "Gateway" else f"{'.'.join(reversed(tail.split('.')))}.{context.region}.{context.dns_suffix}"
    )
    service = f"vpce-svc-0{drawn('vpce-svc', context.region, name)}"
    return {
        "id": drawn("service", name, length=8),
        "acceptance_required": False,
        "arn": context.arn("ec2", f"vpc-endpoint-service/{service}"),
        "availability_zones": [zone.name for zone in zones_of(context.region)],
        "base_endpoint_dns_names": [f"{tail}.{context.region}.vpce.{context.dns_suffix}"],
        "manages_vpc_endpoints": False,
        "owner": "amazon",
        "private_dns_name": private,
        "private_dns_names": [private] if private else [],
        "region": context.region,
        "service_id": service,
        "service_name": name,
        "service_region": context.region,
        "service_type": kind,
        "supported_ip_address_types": ["ipv4"],
        "tags": {},
        "vpc_endpoint_policy_supported": True,
    }


def _services_lists(context: ReadContext) -> dict[str, str]:
    """By id: the names of the prefix lists that AWS keeps in the region."""
    names = [service_name_of(context, "s3"), service_name_of(context, "dynamodb")]
    names += [name.format(region=context.region) for name in _OWN_LISTS]
    return {service_prefix_list_id(context.region, name): name for name in names}


def _service_list(context: ReadContext, id_: Value, name: Value) -> tuple[str, str]:
    """The one of AWS's prefix lists that the question means."""
    lists = _services_lists(context)
    name = name or first_filter(context, "prefix-list-name")
    id_ = id_ or first_filter(context, "prefix-list-id")
    fitting = [(key, value) for key, value in lists.items() if id_ in {None, key} and name in {None, value}]
    if len(fitting) > 1:
        what = "EC2 Prefix List" if context.type == "aws_prefix_list" else "EC2 Managed Prefix List"
        context.refuse(f"multiple {what}s matched; use additional constraints to reduce matches to a single {what}")
    if not fitting and name and str(name).startswith("com.amazonaws."):
        context.refuse(
            "no matching EC2 Prefix List found"
            if context.type == "aws_prefix_list"
            else "no matching EC2 Managed Prefix List found"
        )
    if fitting:
        return fitting[0]
    return str(id_ or f"pl-0{drawn('pl', asked(context))}"), str(name or "existing")


def _read_prefix_list(context: ReadContext) -> dict[str, Value]:
    id_, name = _service_list(context, context.config.get("prefix_list_id"), context.config.get("name"))
    return {"id": id_, "name": name, "cidr_blocks": service_cidr_blocks(name)}


def _read_managed_list(context: ReadContext) -> dict[str, Value]:
    found = only(
        context,
        select(
            context,
            ("aws_ec2_managed_prefix_list",),
            arguments={"id": "id", "name": "name"},
            own_id=("prefix-list-id",),
        ),
        "EC2 Managed Prefix List",
    )
    if found is not None:
        return shown(context, found) | {"entries": found["entry"] or []}
    id_, name = _service_list(context, context.config.get("id"), context.config.get("name"))
    own = name.startswith("com.amazonaws.")
    sizes = {key.format(region=context.region): value for key, value in _OWN_LISTS.items()}
    return {
        "id": id_,
        "name": name,
        "address_family": "IPv6" if ".ipv6." in name else "IPv4",
        "arn": context.arn("ec2", f"prefix-list/{id_}", account="aws" if own else None),
        "entries": [
            {"cidr": cidr, "description": ""}
            for cidr in (["2001:db8::/32"] if ".ipv6." in name else service_cidr_blocks(name))
        ],
        "max_entries": sizes.get(name, 0) if own else 10,
        "owner_id": "AWS" if own else context.account_id,
        "tags": dict(context.wants_tags()),
        "version": 0 if own else 1,
    }


SERVICE: Final = Service(
    data_sources=(
        DataSource("aws_vpc_endpoint", _read_endpoint),
        DataSource("aws_vpc_endpoint_service", _read_endpoint_service),
        DataSource("aws_prefix_list", _read_prefix_list),
        DataSource("aws_ec2_managed_prefix_list", _read_managed_list),
    )
)
