"""VPCs, subnets and what belongs to them: DHCP options and further address blocks.

Source: the provider's resourceVPCCustomizeDiff, resourceVPCFlatten, resourceSubnet and their siblings; AWS's EC2 API reference.
"""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext
from mautic_fargate.offline_aws.services.ec2_common import (
    DEFAULT_VPC_CIDR,
    as_int,
    drawn,
    existing_id,
    keep_shown,
    network,
    refuse_while_used,
    set_zero,
)
from mautic_fargate.offline_aws.services.ec2_zones import zone_called, zone_id_of, zones_of
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_POOL_LENGTH: Final = 16
"""The prefix length of what an IPAM pool hands out when nothing is asked."""

_IN_VPC: Final = (
    ("aws_subnet", "vpc_id"),
    ("aws_internet_gateway", "vpc_id"),
    ("aws_egress_only_internet_gateway", "vpc_id"),
    ("aws_route_table", "vpc_id"),
    ("aws_security_group", "vpc_id"),
    ("aws_network_acl", "vpc_id"),
    ("aws_vpc_endpoint", "vpc_id"),
)
_IN_SUBNET: Final = (
    ("aws_nat_gateway", "subnet_id"),
    ("aws_instance", "subnet_id"),
    ("aws_network_interface", "subnet_id"),
    ("aws_efs_mount_target", "subnet_id"),
    ("aws_lb", "subnets"),
    ("aws_vpc_endpoint", "subnet_ids"),
)

# --- VPC ------------------------------------------------------------------------------------------------------------


def _plan_vpc(context: PlanContext) -> None:
    if context.creating:
        return
    if context.changed("assign_generated_ipv6_cidr_block"):
        context.set_unknown("ipv6_association_id", "ipv6_cidr_block")
    if context.changed("instance_tenancy"):
        before, after = context.before("instance_tenancy"), context.planned.get("instance_tenancy")
        if is_unknown(after) or (before, after) != ("dedicated", "default"):
            context.require_replace("instance_tenancy")
    _plan_pool_block(context)


def _plan_pool_block(context: PlanContext) -> None:
    """With a netmask the block comes from an IPAM pool: the provider drops a difference."""
    length = context.planned.get("ipv4_netmask_length")
    if context.changed("cidr_block") and not is_unknown(length) and as_int(length) != 0:
        context.planned["cidr_block"] = context.before("cidr_block")
        context.allow_in_place("cidr_block")


def _pool_block(context: ApplyContext) -> Value:
    """The block that an IPAM pool hands out, from the private range."""
    length = as_int(context.config.get("ipv4_netmask_length")) or _POOL_LENGTH
    second = context.ids.number(256, "pool")
    return f"10.{second}.0.0/{length}"


def _ipv6_block(context: ApplyContext, length: int = 56) -> str:
    """A block of the documentation range (RFC 3849)."""
    return f"2001:db8:{context.ids.hex(4, 'ipv6').lstrip('0') or '1'}::/{length}"


def _settle_ipv6(context: ApplyContext) -> None:
    """The IPv6 block as the provider reads it: zero values when there is none."""
    state = context.state
    generated = state.get("assign_generated_ipv6_cidr_block") is True
    if not generated and not state.get("ipv6_ipam_pool_id"):
        if not context.config.get("ipv6_cidr_block"):
            state["ipv6_cidr_block"] = state["ipv6_association_id"] = ""
        set_zero(
            context,
            "assign_generated_ipv6_cidr_block",
            "ipv6_cidr_block_network_border_group",
            "ipv6_ipam_pool_id",
            "ipv6_netmask_length",
        )
        return
    length = 56 if generated else as_int(state.get("ipv6_netmask_length")) or 56
    context.fill(
        ipv6_cidr_block=_ipv6_block(context, length),
        ipv6_association_id=f"vpc-cidr-assoc-0{context.ids.hex(16, 'ipv6_association_id')}",
        ipv6_cidr_block_network_border_group=context.region,
    )
    state["assign_generated_ipv6_cidr_block"] = generated
    if generated:
        set_zero(context, "ipv6_ipam_pool_id", "ipv6_netmask_length")
    else:
        found = network(state.get("ipv6_cidr_block"))
        state["ipv6_netmask_length"] = found.prefixlen if found else length


def _create_vpc(context: ApplyContext) -> None:
    if context.open("cidr_block"):
        if not context.config.get("ipv4_ipam_pool_id"):
            context.refuse(
                "MissingParameter", "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.", "cidr_block"
            )
        context.state["cidr_block"] = _pool_block(context)
    context.fill(enable_dns_hostnames=False, enable_network_address_usage_metrics=False)
    _settle_ipv6(context)


def _update_vpc(context: ApplyContext) -> None:
    keep_shown(context, "dhcp_options_id", "main_route_table_id")
    _settle_ipv6(context)


def _delete_vpc(context: ApplyContext) -> None:
    message = f"The vpc '{context.state.get('id')}' has dependencies and cannot be deleted."
    refuse_while_used(context, message, *_IN_VPC)


def _dhcp_options(context: ApplyContext) -> str:
    return existing_id(context, "dopt", "default")


def _create_default_vpc(context: ApplyContext) -> None:
    state, vpc = context.state, default_vpc_id_of(context)
    state["id"] = vpc
    state["arn"] = context.arn("ec2", f"vpc/{vpc}")
    state["main_route_table_id"] = state["default_route_table_id"] = f"rtb-0{drawn('rtb', vpc)}"
    state["default_network_acl_id"] = f"acl-0{drawn('acl', vpc)}"
    state["default_security_group_id"] = f"sg-0{drawn('sg', vpc)}"
    context.fill(
        cidr_block=DEFAULT_VPC_CIDR,
        dhcp_options_id=_dhcp_options(context),
        enable_network_address_usage_metrics=False,
        existing_default_vpc=True,
        instance_tenancy="default",
        owner_id=context.account_id,
    )
    _settle_ipv6(context)


def default_vpc_id_of(context: Context) -> str:
    """The id of the region's default VPC."""
    return existing_id(context, "vpc", "default")


# --- subnet ---------------------------------------------------------------------------------------------------------


def _plan_subnet(context: PlanContext) -> None:
    if context.changed("ipv6_cidr_block") and context.before("assign_ipv6_address_on_creation") is True:
        context.require_replace("ipv6_cidr_block")


def _zone_name(context: ApplyContext) -> str:
    asked = zone_called(context.region, context.state.get("availability_zone_id"))
    if asked:
        return asked.name
    zones = zones_of(context.region)
    return zones[context.ids.number(len(zones), "zone")].name


def _zone_id(context: ApplyContext) -> str:
    return zone_id_of(context.region, context.state.get("availability_zone"))


def _vpc_blocks(context: ApplyContext, vpc_id: Value) -> list[str]:
    vpc = context.lookup("aws_vpc", vpc_id) or context.lookup("aws_default_vpc", vpc_id)
    if vpc is None:
        return []
    further = context.find("aws_vpc_ipv4_cidr_block_association", vpc_id=vpc_id)
    return [block for item in (vpc, *further) if isinstance(block := item["cidr_block"], str)]


def _check_subnet_block(context: ApplyContext) -> None:
    """AWS refuses a block outside the VPC's or one that another subnet has."""
    cidr = context.state.get("cidr_block")
    wanted = network(cidr)
    if wanted is None or wanted.version != 4:
        return
    vpc_id = context.state.get("vpc_id")
    blocks = [found for block in _vpc_blocks(context, vpc_id) if (found := network(block)) is not None]
    outside = bool(blocks) and not any(wanted.subnet_of(block) for block in blocks if block.version == wanted.version)
    if outside:
        context.refuse("InvalidSubnet.Range", f"The CIDR '{cidr}' is invalid.", "cidr_block")
    for other in context.find("aws_subnet", vpc_id=vpc_id):
        taken = network(other["cidr_block"])
        if taken is not None and taken.version == wanted.version and taken.overlaps(wanted):
            context.refuse("InvalidSubnet.Conflict", f"The CIDR '{cidr}' conflicts with another subnet", "cidr_block")


def _settle_subnet_ipv6(context: ApplyContext) -> None:
    state = context.state
    if context.open("ipv6_cidr_block"):
        pool = state.get("ipv6_ipam_pool_id")
        state["ipv6_cidr_block"] = _ipv6_block(context, as_int(state.get("ipv6_netmask_length")) or 64) if pool else ""
    if not state["ipv6_cidr_block"]:
        state["ipv6_cidr_block_association_id"] = ""
    elif context.open("ipv6_cidr_block_association_id") or not state.get("ipv6_cidr_block_association_id"):
        state["ipv6_cidr_block_association_id"] = f"subnet-cidr-assoc-0{context.ids.hex(16, 'ipv6_association')}"


def _create_subnet(context: ApplyContext) -> None:
    state = context.state
    if context.open("cidr_block"):
        state["cidr_block"] = _pool_block(context) if state.get("ipv4_ipam_pool_id") else ""
        if not state["cidr_block"] and state.get("ipv6_native") is not True:
            context.refuse(
                "MissingParameter", "Either 'cidrBlock' or 'ipv4IpamPoolId' should be provided.", "cidr_block"
            )
    _check_subnet_block(context)
    _settle_subnet_ipv6(context)
    _zero_subnet(context)


def _zero_subnet(context: ApplyContext) -> None:
    set_zero(
        context,
        "customer_owned_ipv4_pool",
        "enable_lni_at_device_index",
        "map_customer_owned_ip_on_launch",
        "outpost_arn",
    )


def _update_subnet(context: ApplyContext) -> None:
    # Removing the block plans nothing by itself, but any other update then takes it away.
    if context.config.get("ipv6_cidr_block") is None and not context.open("ipv6_cidr_block"):
        context.state["ipv6_cidr_block"] = ""
    elif context.prior is not None and context.prior.get("ipv6_cidr_block") != context.state.get("ipv6_cidr_block"):
        context.state["ipv6_cidr_block_association_id"] = ""
    _settle_subnet_ipv6(context)
    _zero_subnet(context)


def _delete_subnet(context: ApplyContext) -> None:
    message = f"The subnet '{context.state.get('id')}' has dependencies and cannot be deleted."
    refuse_while_used(context, message, *_IN_SUBNET)


def _create_default_subnet(context: ApplyContext) -> None:
    state, zone = context.state, str(context.state.get("availability_zone"))
    names = [found.name for found in zones_of(context.region)]
    index = names.index(zone) if zone in names else 0
    subnet = existing_id(context, "subnet", "default", zone)
    state["id"] = subnet
    state["arn"] = context.arn("ec2", f"subnet/{subnet}")
    context.fill(
        availability_zone_id=zone_id_of(context.region, zone),
        cidr_block=f"172.31.{16 * index}.0/20",
        existing_default_subnet=True,
        owner_id=context.account_id,
        private_dns_hostname_type_on_launch="ip-name",
        vpc_id=default_vpc_id_of(context),
    )
    _settle_subnet_ipv6(context)
    _zero_subnet(context)


# --- further blocks and DHCP options ----------------------------------------------------------------------------------


def _create_further_block(context: ApplyContext) -> None:
    if context.open("cidr_block"):
        context.state["cidr_block"] = _pool_block(context)


def _create_further_ipv6_block(context: ApplyContext) -> None:
    context.fill(
        assign_generated_ipv6_cidr_block=False,
        ip_source="amazon",
        ipv6_address_attribute="public",
        ipv6_cidr_block=_ipv6_block(context, as_int(context.state.get("ipv6_netmask_length")) or 56),
        ipv6_pool="Amazon",
    )


def _dhcp_association_id(context: ApplyContext) -> str:
    return f"{context.state.get('dhcp_options_id')}-{context.state.get('vpc_id')}"


def _associate_dhcp(context: ApplyContext) -> None:
    context.state["id"] = _dhcp_association_id(context)
    vpc = context.lookup("aws_vpc", context.state.get("vpc_id"))
    if vpc is not None:
        vpc.values["dhcp_options_id"] = context.state.get("dhcp_options_id")


def _dissociate_dhcp(context: ApplyContext) -> None:
    vpc = context.lookup("aws_vpc", context.state.get("vpc_id"))
    if vpc is not None:
        vpc.values["dhcp_options_id"] = _dhcp_options(context)


def _import_dhcp_association(id_: str) -> dict[str, Value]:
    # The provider takes the VPC's id; an id of its own form is understood too.
    return {"vpc_id": id_} if id_.startswith("vpc-") else {"id": id_}


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_vpc",
            id="vpc-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:vpc/{id}",
            values={
                "main_route_table_id": "rtb-0{hex:16}",
                "default_route_table_id": "{main_route_table_id}",
                "default_network_acl_id": "acl-0{hex:16}",
                "default_security_group_id": "sg-0{hex:16}",
                "dhcp_options_id": _dhcp_options,
                "owner_id": "{account}",
            },
            plan=_plan_vpc,
            create=_create_vpc,
            update=_update_vpc,
            delete=_delete_vpc,
        ),
        Resource("aws_default_vpc", create=_create_default_vpc, update=_settle_ipv6, adopts=True),
        Resource(
            "aws_subnet",
            id="subnet-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:subnet/{id}",
            values={
                "availability_zone": _zone_name,
                "availability_zone_id": _zone_id,
                "owner_id": "{account}",
                "private_dns_hostname_type_on_launch": "ip-name",
            },
            plan=_plan_subnet,
            create=_create_subnet,
            update=_update_subnet,
            delete=_delete_subnet,
        ),
        Resource("aws_default_subnet", create=_create_default_subnet, update=_settle_subnet_ipv6, adopts=True),
        Resource(
            "aws_vpc_ipv4_cidr_block_association",
            id="vpc-cidr-assoc-0{hex:16}",
            plan=_plan_pool_block,
            create=_create_further_block,
        ),
        Resource(
            "aws_vpc_ipv6_cidr_block_association",
            id="vpc-cidr-assoc-0{hex:16}",
            create=_create_further_ipv6_block,
        ),
        Resource(
            "aws_vpc_dhcp_options",
            id="dopt-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:dhcp-options/{id}",
            values={"owner_id": "{account}"},
        ),
        Resource(
            "aws_vpc_dhcp_options_association",
            create=_associate_dhcp,
            update=_associate_dhcp,
            delete=_dissociate_dhcp,
            import_id=_import_dhcp_association,
        ),
    )
)
