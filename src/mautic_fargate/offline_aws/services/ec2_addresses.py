"""Elastic addresses and what they belong to.

Source: the provider's resourceEIP*, resourceEIPFlatten and resourceEIPAssociation*; AWS's EC2 API reference.
"""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.services.context import ApplyContext, Context
from mautic_fargate.offline_aws.services.ec2_common import host, set_zero
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import Value


def public_name(context: Context, address: Value) -> str:
    """The public DNS name that AWS gives an IPv4 address; empty without one."""
    if not address:
        return ""
    zone = "compute-1" if context.region == "us-east-1" else f"{context.region}.compute"
    return f"ec2-{str(address).replace('.', '-')}.{zone}.{context.dns_suffix}"


def private_name(context: Context, address: Value) -> str:
    """The private DNS name that AWS gives an IPv4 address; empty without one."""
    if not address:
        return ""
    zone = "ec2.internal" if context.region == "us-east-1" else f"{context.region}.compute.internal"
    return f"ip-{str(address).replace('.', '-')}.{zone}"


def _free_address(context: ApplyContext) -> str:
    """A documentation address that no other elastic address of the account has."""
    taken = {item["public_ip"] for item in context.find("aws_eip")}
    address = context.ids.public_ip("public_ip")
    for attempt in range(1000):
        if address not in taken:
            break
        address = context.ids.public_ip(f"public_ip.{attempt}")
    return address


def _create_address(context: ApplyContext) -> None:
    state = context.state
    state["allocation_id"] = state["id"]
    state["public_ip"] = state.get("address") or _free_address(context)
    context.fill(
        domain="vpc",
        network_border_group=context.region,
        public_dns=public_name(context, state["public_ip"]),
        public_ipv4_pool="amazon",
    )
    set_zero(context, "customer_owned_ipv4_pool")
    _settle_address(context)


def _settle_address(context: ApplyContext) -> None:
    """What the address belongs to: an instance, an interface or nothing."""
    state = context.state
    for name in ("instance", "network_interface"):
        if context.open(name):
            state[name] = ""
    instance = context.lookup("aws_instance", state.get("instance"))
    interface = context.lookup("aws_network_interface", state.get("network_interface"))
    target = instance or interface
    if target is None and not state["instance"] and not state["network_interface"]:
        state["association_id"] = state["private_ip"] = state["private_dns"] = ""
    else:
        state["private_ip"] = state.get("associate_with_private_ip") or (
            target["private_ip"] if target else host(None, str(state["id"]))
        )
        state["private_dns"] = private_name(context, state["private_ip"])
        state["association_id"] = f"eipassoc-0{context.ids.hex(16, 'association_id')}"
        if instance is not None and not state["network_interface"]:
            state["network_interface"] = instance["primary_network_interface_id"] or ""
    set_zero(context, "carrier_ip", "customer_owned_ip", "ipam_pool_id", "ptr_record")


def _release_address(context: ApplyContext) -> None:
    if context.find("aws_nat_gateway", allocation_id=context.state.get("id")):
        context.refuse("AuthFailure", "You do not have permission to access the specified resource.")


def attach_address(context: ApplyContext, allocation_id: Value, **values: Value) -> None:
    """Record at an elastic address what it now belongs to: `association_id`, `network_interface`, `private_ip`, `instance`."""
    address = context.lookup("aws_eip", allocation_id)
    if address is not None:
        address.values.update(values, private_dns=private_name(context, values.get("private_ip")))


def detach_address(context: ApplyContext, allocation_id: Value) -> None:
    """The elastic address belongs to nothing any more."""
    attach_address(context, allocation_id, association_id="", network_interface="", private_ip="", instance="")


def refuse_taken_address(context: ApplyContext, allocation_id: Value) -> None:
    """An elastic address belongs to one thing at a time."""
    address = context.lookup("aws_eip", allocation_id)
    if address is not None and address["association_id"]:
        context.refuse(
            "Resource.AlreadyAssociated",
            f"Elastic IP address [{allocation_id}] is already associated",
            "allocation_id",
        )


def _associate_address(context: ApplyContext) -> None:
    state = context.state
    address = context.lookup("aws_eip", state.get("allocation_id"))
    if state.get("allow_reassociation") is not True:
        refuse_taken_address(context, state.get("allocation_id"))
    instance = context.lookup("aws_instance", state.get("instance_id"))
    interface = context.lookup("aws_network_interface", state.get("network_interface_id"))
    target = instance or interface
    context.fill(
        private_ip_address=target["private_ip"] if target else host(None, str(state["id"])),
        public_ip=address["public_ip"] if address else context.ids.public_ip("public_ip"),
        network_interface_id=instance["primary_network_interface_id"] if instance else "",
        instance_id="",
        allocation_id=f"eipalloc-0{context.ids.hex(16, 'allocation_id')}",
    )
    attach_address(
        context,
        state["allocation_id"],
        association_id=state["id"],
        instance=state["instance_id"],
        network_interface=state["network_interface_id"],
        private_ip=state["private_ip_address"],
    )


def _dissociate_address(context: ApplyContext) -> None:
    detach_address(context, context.state.get("allocation_id"))


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_eip",
            id="eipalloc-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:elastic-ip/{id}",
            create=_create_address,
            update=_settle_address,
            delete=_release_address,
        ),
        Resource(
            "aws_eip_association",
            id="eipassoc-0{hex:16}",
            create=_associate_address,
            delete=_dissociate_address,
        ),
    )
)
