"""Internet gateways and NAT gateways.

Source: the provider's resourceNATGatewayCustomizeDiff, resourceNATGatewayFlatten and their siblings; AWS's
EC2 API reference for what the service decides.
"""

from __future__ import annotations

from typing import Any, Final

from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext
from mautic_fargate.offline_aws.services.ec2_addresses import attach_address, detach_address, refuse_taken_address
from mautic_fargate.offline_aws.services.ec2_common import host, set_zero
from mautic_fargate.offline_aws.services.ec2_zones import zone_called, zones_of
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import Value, is_unknown, is_wholly_known

Block = dict[str, Any]

# --- internet gateways ------------------------------------------------------------------------------------------------


def _attach_gateway(context: ApplyContext) -> None:
    """One internet gateway per VPC."""
    context.fill(vpc_id="")
    vpc = context.state["vpc_id"]
    others = context.find("aws_internet_gateway", vpc_id=vpc) if vpc else []
    if any(item.id != context.state.get("id") for item in others):
        context.refuse("InvalidParameterValue", f"Network {vpc} already has an internet gateway attached", "vpc_id")


def _gateway_attachment_id(context: ApplyContext) -> str:
    return f"{context.state.get('internet_gateway_id')}:{context.state.get('vpc_id')}"


def _set_gateway_network(context: ApplyContext, vpc_id: Value) -> None:
    gateway = context.lookup("aws_internet_gateway", context.state.get("internet_gateway_id"))
    if gateway is not None:
        gateway.values["vpc_id"] = vpc_id


# --- NAT gateways -----------------------------------------------------------------------------------------------------


def _is_set(value: Value) -> bool:
    """What the SDK's GetOk says of a planned value: an unknown one counts as not set."""
    return not is_unknown(value) and value not in (None, "", 0, False, [])


def _plan_nat(context: PlanContext) -> None:
    kind = context.planned.get("connectivity_type")
    if kind == "private":
        _plan_private_nat(context)
    elif kind == "public":
        _plan_public_nat(context)
    if context.planned.get("availability_mode") == "regional":
        _plan_regional_nat(context)


def _plan_private_nat(context: PlanContext) -> None:
    for name in ("allocation_id", "secondary_allocation_ids"):
        if _is_set(context.planned.get(name)):
            context.error(f'{name} is not supported with connectivity_type = "private"', "", name)
    count = context.config.get("secondary_private_ip_address_count")
    if context.changed("secondary_private_ip_address_count") and count is not None and not is_unknown(count):
        context.require_replace("secondary_private_ip_address_count")
    if context.changed("secondary_private_ip_addresses"):
        context.set_unknown("secondary_private_ip_address_count")


def _plan_public_nat(context: PlanContext) -> None:
    count = context.config.get("secondary_private_ip_address_count")
    if count is not None and not is_unknown(count):
        name = "secondary_private_ip_address_count"
        context.error(f'{name} is not supported with connectivity_type = "public"', "", name)
    if context.creating:
        return
    if context.changed("secondary_allocation_ids") or not is_wholly_known(
        context.config.get("secondary_allocation_ids")
    ):
        context.set_unknown("secondary_private_ip_address_count")
        if context.config.get("secondary_private_ip_addresses") is None or is_unknown(
            context.config.get("secondary_private_ip_addresses")
        ):
            context.set_unknown("secondary_private_ip_addresses")


def _plan_regional_nat(context: PlanContext) -> None:
    name = "availability_zone_address"
    for block in _blocks(context.planned.get(name)):
        if not block.get("availability_zone") and _is_unset_zone(block):
            context.error("At least one of availability_zone or availability_zone_id must be specified", "", name)
    if context.creating:
        return
    before, after = _blocks(context.before(name)), _blocks(context.planned.get(name))
    if _same_zone_addresses(before, after):
        context.planned[name] = context.before(name)
        return
    if context.changed(name):
        if bool(before) != bool(after):
            context.set_unknown("regional_nat_gateway_auto_mode")
            context.require_replace("regional_nat_gateway_auto_mode")
        context.set_unknown("regional_nat_gateway_address")


def _is_unset_zone(block: Block) -> bool:
    """Optional and computed: unset is planned as unknown, which the provider's check reads as empty."""
    zone = block.get("availability_zone_id")
    return is_unknown(zone) or not zone


def _blocks(value: Value) -> list[Block]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _same_zone_addresses(before: list[Block], after: list[Block]) -> bool:
    """Zones match by name or id, and their allocations are equal."""
    if len(before) != len(after):
        return False
    for old in before:
        for new in after:
            by_name = old.get("availability_zone") == new.get("availability_zone")
            by_id = old.get("availability_zone_id") == new.get("availability_zone_id")
            if not (by_name or by_id):
                continue
            if not is_wholly_known(new.get("allocation_ids")):
                return False
            if sorted(new.get("allocation_ids") or []) != sorted(old.get("allocation_ids") or []):
                return False
            break
        else:
            return False
    return True


def _create_nat(context: ApplyContext) -> None:
    state = context.state
    context.fill(availability_mode="zonal")
    if state["availability_mode"] == "regional":
        _create_regional_nat(context)
    else:
        _create_zonal_nat(context)
    set_zero(
        context, "association_id", "auto_provision_zones", "auto_scaling_ips", "network_interface_id", "private_ip"
    )
    set_zero(context, "public_ip", "regional_nat_gateway_auto_mode", "route_table_id", "vpc_id")
    set_zero(context, "regional_nat_gateway_address", "secondary_allocation_ids", "secondary_private_ip_addresses")
    set_zero(context, "secondary_private_ip_address_count")


def _create_zonal_nat(context: ApplyContext) -> None:
    state = context.state
    public = state.get("connectivity_type") == "public"
    allocation = state.get("allocation_id")
    if public and not allocation:
        context.refuse("MissingParameter", "The request must include the AllocationId parameter. Add the required parameter and retry the request.")  # fmt: skip
    if public:
        refuse_taken_address(context, allocation)
    subnet = context.lookup("aws_subnet", state.get("subnet_id"))
    context.fill(
        network_interface_id=f"eni-0{context.ids.hex(16, 'network_interface_id')}",
        private_ip=host(subnet["cidr_block"] if subnet else None, f"{state['id']}"),
        vpc_id=subnet["vpc_id"] if subnet else f"vpc-0{context.ids.hex(16, 'vpc_id')}",
    )
    _settle_secondary(context)
    if not public:
        return
    address = context.lookup("aws_eip", allocation)
    context.fill(
        association_id=f"eipassoc-0{context.ids.hex(16, 'association_id')}",
        public_ip=address["public_ip"] if address else context.ids.public_ip("public_ip"),
    )
    attach_address(
        context,
        allocation,
        association_id=state["association_id"],
        network_interface=state["network_interface_id"],
        private_ip=state["private_ip"],
    )


def _settle_secondary(context: ApplyContext) -> None:
    """Every secondary allocation has a private address; the count is the number of addresses."""
    state = context.state
    set_zero(context, "secondary_allocation_ids")
    wanted = state.get("secondary_private_ip_address_count")
    number = 0 if is_unknown(wanted) or not wanted else int(wanted)
    number = max(number, len(state["secondary_allocation_ids"]))
    if context.open("secondary_private_ip_addresses"):
        subnet = context.lookup("aws_subnet", state.get("subnet_id"))
        block = subnet["cidr_block"] if subnet else None
        state["secondary_private_ip_addresses"] = [host(block, f"{state['id']}.{index}") for index in range(number)]
    state["secondary_private_ip_address_count"] = len(state["secondary_private_ip_addresses"] or [])


def _create_regional_nat(context: ApplyContext) -> None:
    state = context.state
    state["route_table_id"] = f"rtb-0{context.ids.hex(16, 'route_table_id')}"
    _settle_regional(context)


def _settle_regional(context: ApplyContext) -> None:
    state = context.state
    chosen = _blocks(state.get("availability_zone_address"))
    automatic = not chosen
    state["regional_nat_gateway_auto_mode"] = "enabled" if automatic else "disabled"
    context.fill(
        auto_provision_zones="enabled" if automatic else "disabled",
        auto_scaling_ips="enabled" if automatic else "disabled",
    )
    for block in chosen:
        zone = zone_called(context.region, block.get("availability_zone")) or zone_called(
            context.region, block.get("availability_zone_id")
        )
        if zone is not None and is_unknown(block.get("availability_zone_id")):
            block["availability_zone_id"] = zone.id
    addresses = []
    for block in chosen or [{"availability_zone": zones_of(context.region)[0].name, "allocation_ids": [""]}]:
        zone = zone_called(context.region, block.get("availability_zone")) or zone_called(
            context.region, block.get("availability_zone_id")
        )
        for allocation in block.get("allocation_ids") or []:
            label = f"{zone.name if zone else ''}.{allocation}"
            known = context.lookup("aws_eip", allocation)
            addresses.append(
                {
                    "allocation_id": allocation or f"eipalloc-0{context.ids.hex(16, label)}",
                    "association_id": f"eipassoc-0{context.ids.hex(16, label)}",
                    "availability_zone": zone.name if zone else "",
                    "availability_zone_id": zone.id if zone else "",
                    "network_interface_id": "",
                    "public_ip": known["public_ip"] if known else context.ids.public_ip(label),
                    "status": "succeeded",
                }
            )
    state["regional_nat_gateway_address"] = addresses


def _update_nat(context: ApplyContext) -> None:
    if context.state.get("availability_mode") == "regional":
        if context.open("regional_nat_gateway_address"):
            _settle_regional(context)
    else:
        _settle_secondary(context)


def _delete_nat(context: ApplyContext) -> None:
    detach_address(context, context.state.get("allocation_id"))


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_internet_gateway",
            id="igw-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:internet-gateway/{id}",
            values={"owner_id": "{account}"},
            create=_attach_gateway,
            update=_attach_gateway,
        ),
        Resource(
            "aws_internet_gateway_attachment",
            id=_gateway_attachment_id,
            create=lambda context: _set_gateway_network(context, context.state.get("vpc_id")),
            delete=lambda context: _set_gateway_network(context, ""),
        ),
        Resource("aws_egress_only_internet_gateway", id="eigw-0{hex:16}"),
        Resource(
            "aws_nat_gateway",
            id="nat-0{hex:16}",
            plan=_plan_nat,
            create=_create_nat,
            update=_update_nat,
            delete=_delete_nat,
        ),
        Resource("aws_nat_gateway_eip_association", values={"association_id": "eipassoc-0{hex:16}"}),
    )
)
