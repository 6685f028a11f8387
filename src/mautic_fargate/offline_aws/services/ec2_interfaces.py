"""Network interfaces and their attachments.

Source: the sequence of plan hooks in the provider's resourceNetworkInterface, resourceNetworkInterfaceRead and siblings.
"""

from __future__ import annotations

from typing import Any, Final

from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext
from mautic_fargate.offline_aws.services.ec2_addresses import private_name
from mautic_fargate.offline_aws.services.ec2_common import as_int, drawn, host, refuse_while_used
from mautic_fargate.offline_aws.services.ec2_security import default_group_of
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

# --- plan -----------------------------------------------------------------------------------------------------------------


def _first(value: Value) -> Value:
    return value[0] if isinstance(value, list) and value else ""


def _plan_interface(context: PlanContext) -> None:
    if context.creating:
        return
    by_list = context.planned.get("private_ip_list_enabled") is True
    primary = _first(context.before("private_ip_list"))
    if not by_list and context.changed("private_ips"):
        wanted = context.planned.get("private_ips")
        if is_unknown(wanted) or primary not in (wanted or []):
            context.require_replace("private_ips")
    if by_list and context.changed("private_ip_list"):
        wanted = context.planned.get("private_ip_list")
        if is_unknown(wanted) or _first(wanted) != primary:
            context.require_replace("private_ip_list")
    if context.before("enable_primary_ipv6") is True and context.planned.get("enable_primary_ipv6") is False:
        context.require_replace("enable_primary_ipv6")
    _plan_unknowns(context, "private_ips", "private_ips_count", "private_ip_list", "private_ip_list_enabled")
    _plan_unknowns(context, "ipv6_addresses", "ipv6_address_count", "ipv6_address_list", "ipv6_address_list_enabled")


def _plan_unknowns(context: PlanContext, addresses: str, count: str, ordered: str, switch: str) -> None:
    """A change of one of set, count and list leaves the others open."""
    changed = {name: context.changed(name) for name in (addresses, count, ordered)}
    if context.planned.get(switch) is True:
        if changed[ordered]:
            context.set_unknown(addresses, count)
        return
    if changed[count] and not changed[addresses]:
        context.set_unknown(addresses)
    if changed[addresses] and not changed[count]:
        context.set_unknown(count)
    if any(changed.values()):
        context.set_unknown(ordered)


# --- apply ----------------------------------------------------------------------------------------------------------------


def _create_interface(context: ApplyContext) -> None:
    state = context.state
    subnet = context.lookup("aws_subnet", state.get("subnet_id"))
    interface = str(state["id"])
    _settle_addresses(context, subnet["cidr_block"] if subnet else None)
    digits = drawn("mac", interface, length=10)
    context.fill(
        enable_primary_ipv6=False,
        interface_type="interface",
        ipv4_prefix_count=0,
        ipv4_prefixes=[],
        ipv6_prefix_count=0,
        ipv6_prefixes=[],
        mac_address="02:" + ":".join(digits[index : index + 2] for index in range(0, 10, 2)),
        outpost_arn="",
        owner_id=context.account_id,
        private_dns_name=private_name(context, state["private_ip"]),
        security_groups=[default_group_of(context, subnet["vpc_id"] if subnet else None)],
    )
    _settle_attachment(context)


def _settle_addresses(context: ApplyContext, block: Value) -> None:
    """One primary address, then the secondary ones; the count is of the secondary ones."""
    state = context.state
    ordered, given, count = (state.get(name) for name in ("private_ip_list", "private_ips", "private_ips_count"))
    if state.get("private_ip_list_enabled") is True and isinstance(ordered, list) and ordered:
        addresses = [str(address) for address in ordered]
    elif isinstance(given, list) and given:
        before = [str(item) for item in (context.prior or {}).get("private_ip_list") or []]
        wanted = [str(address) for address in given]
        addresses = [address for address in before if address in wanted] + [
            a for a in sorted(wanted) if a not in before
        ]
    else:
        number = 1 + (0 if is_unknown(count) else as_int(count))
        addresses = [str(item) for item in (context.prior or {}).get("private_ip_list") or []][:number]
        index = 0
        while len(addresses) < number:
            address = host(block, f"{state['id']}.{index}")
            index += 1
            if address not in addresses:
                addresses.append(address)
    state["private_ip_list"], state["private_ips"] = addresses, sorted(addresses)
    state["private_ips_count"] = len(addresses) - 1
    state["private_ip"] = addresses[0]  # a configured one is never sent
    _settle_ipv6(context)


def _settle_ipv6(context: ApplyContext) -> None:
    state = context.state
    known = [state.get(name) for name in ("ipv6_address_list", "ipv6_addresses")]
    addresses: Any = next((value for value in known if isinstance(value, list) and value), None)
    count = state.get("ipv6_address_count")
    if addresses is None:
        number = 0 if is_unknown(count) else as_int(count)
        addresses = [f"2001:db8::{drawn('ipv6', str(state['id']), str(index), length=4)}" for index in range(number)]
    state["ipv6_address_list"], state["ipv6_addresses"] = list(addresses), sorted(addresses)
    state["ipv6_address_count"] = len(addresses)


def _settle_attachment(context: ApplyContext) -> None:
    state = context.state
    if is_unknown(state.get("attachment")):
        state["attachment"] = []
    for index, block in enumerate(context.blocks("attachment")):
        if is_unknown(block.get("attachment_id")) or not block.get("attachment_id"):
            block["attachment_id"] = f"eni-attach-0{context.ids.hex(16, f'attachment.{index}')}"
        if is_unknown(block.get("network_card_index")):
            block["network_card_index"] = 0


def _update_interface(context: ApplyContext) -> None:
    subnet = context.lookup("aws_subnet", context.state.get("subnet_id"))
    _settle_addresses(context, subnet["cidr_block"] if subnet else None)
    _settle_attachment(context)


def _delete_interface(context: ApplyContext) -> None:
    interface = context.state.get("id")
    message = f"Network interface '{interface}' is currently in use."
    refuse_while_used(context, message, ("aws_nat_gateway", "network_interface_id"))


def _attach(context: ApplyContext) -> None:
    context.fill(attachment_id=context.state["id"], status="attached", network_card_index=0)


def _attach_group(context: ApplyContext, *, there: bool) -> None:
    state = context.state
    interface = context.lookup("aws_network_interface", state.get("network_interface_id"))
    if interface is not None:
        group = state.get("security_group_id")
        others = [item for item in interface["security_groups"] or [] if item != group]
        interface.values["security_groups"] = [*others, group] if there else others


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_network_interface",
            id="eni-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:network-interface/{id}",
            plan=_plan_interface,
            create=_create_interface,
            update=_update_interface,
            delete=_delete_interface,
        ),
        Resource("aws_network_interface_attachment", id="eni-attach-0{hex:16}", create=_attach),
        Resource(
            "aws_network_interface_sg_attachment",
            id="{security_group_id}_{network_interface_id}",
            create=lambda context: _attach_group(context, there=True),
            delete=lambda context: _attach_group(context, there=False),
        ),
    )
)
