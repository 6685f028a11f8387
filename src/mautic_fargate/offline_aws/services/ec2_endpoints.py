"""VPC endpoints and their associations, flow logs, prefix lists and endpoint services.

Source: the provider's resourceVPCEndpoint*, resourceFlowLog, resourceManagedPrefixList* and their siblings; AWS's EC2 API
reference for what the service decides and refuses.
"""

from __future__ import annotations

from typing import Any, Final

from mautic_fargate.offline_aws.planning.normalise import go_json
from mautic_fargate.offline_aws.planning.policy_equivalence import same_policy
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext
from mautic_fargate.offline_aws.services.ec2_common import as_int, drawn, hashcode, host, keep_shown, suppress
from mautic_fargate.offline_aws.services.ec2_security import default_group_of
from mautic_fargate.offline_aws.services.ec2_zones import zones_of
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

FULL_ACCESS: Final = go_json(
    {"Statement": [{"Action": "*", "Effect": "Allow", "Principal": "*", "Resource": "*"}], "Version": "2008-10-17"}
)
"""The policy that AWS gives an endpoint without one."""
GATEWAY_SERVICES: Final = ("s3", "dynamodb")
LOG_FORMAT: Final = (
    "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} "
    "${start} ${end} ${action} ${log-status}"
)
"""The default format of flow logs (version 2)."""

_ENDPOINT_USERS: Final = {
    "aws_vpc_endpoint_route_table_association": ("route_table_ids", "route_table_id"),
    "aws_vpc_endpoint_subnet_association": ("subnet_ids", "subnet_id"),
    "aws_vpc_endpoint_security_group_association": ("security_group_ids", "security_group_id"),
}
"""By association type: the endpoint's list and the association's argument."""

# --- prefix lists of AWS's own --------------------------------------------------------------------------------------------


def service_prefix_list_id(region: str, service_name: str) -> str:
    """The id of the prefix list that AWS keeps for a gateway service."""
    return f"pl-{drawn('pl', region, service_name, length=8)}"


def service_cidr_blocks(service_name: str) -> list[str]:
    """The addresses of a gateway service: documentation networks (RFC 5737)."""
    return ["198.51.100.0/24", "203.0.113.0/24"] if service_name.endswith(".s3") else ["192.0.2.0/24"]


def is_gateway_service(service_name: Value) -> bool:
    """Whether a service is reached through a gateway endpoint and so has a prefix list."""
    return str(service_name).rpartition(".")[2] in GATEWAY_SERVICES


# --- endpoints ------------------------------------------------------------------------------------------------------------


def _plan_endpoint(context: PlanContext) -> None:
    suppress(context, "policy", same_policy)
    if context.creating:
        return
    if context.changed("private_dns_enabled") and context.planned.get("vpc_endpoint_type") != "Interface":
        context.require_replace("private_dns_enabled")
    if context.changed("subnet_ids") or context.changed("subnet_configuration"):
        context.set_unknown("network_interface_ids")


def _is_interface(context: ApplyContext) -> bool:
    return context.state.get("vpc_endpoint_type") in {"Interface", "GatewayLoadBalancer", "Resource", "ServiceNetwork"}


def _create_endpoint(context: ApplyContext) -> None:
    state = context.state
    interface = _is_interface(context)
    context.fill(
        owner_id=context.account_id,
        private_dns_enabled=False,
        requester_managed=False,
        service_region=context.region,
        state="available",
        policy=FULL_ACCESS,
        ip_address_type="ipv4",
        route_table_ids=[],
    )
    if is_unknown(state.get("subnet_ids")):
        wanted = [item.get("subnet_id") for item in context.blocks("subnet_configuration")]
        state["subnet_ids"] = sorted({subnet for subnet in wanted if isinstance(subnet, str) and subnet})
    if is_unknown(state.get("security_group_ids")):
        state["security_group_ids"] = [default_group_of(context, state.get("vpc_id"))] if interface else []
    _settle_endpoint_names(context)
    _settle_interfaces(context)
    _check_endpoint(context)


def _settle_endpoint_names(context: ApplyContext) -> None:
    state = context.state
    service = state.get("service_name") or ""
    gateway = not _is_interface(context) and is_gateway_service(service)
    context.fill(
        cidr_blocks=service_cidr_blocks(str(service)) if gateway else [],
        prefix_list_id=service_prefix_list_id(context.region, str(service)) if gateway else "",
        dns_entry=_dns_entries(context) if state.get("vpc_endpoint_type") == "Interface" else [],
    )
    record_type = "ipv4" if _is_interface(context) else "service-defined"
    options = {
        "dns_record_ip_type": record_type,
        "private_dns_only_for_inbound_resolver_endpoint": False,
        "private_dns_preference": "",
        "private_dns_specified_domains": [],
    }
    if is_unknown(state.get("dns_options")):
        state["dns_options"] = [dict(options)]
    for block in context.blocks("dns_options"):
        for name, value in options.items():
            if is_unknown(block.get(name)) or block.get(name) is None:
                block[name] = value


def _dns_entries(context: ApplyContext) -> list[dict[str, Value]]:
    """The names of an interface endpoint: regional, one for each zone, and the service's own with private DNS."""
    state = context.state
    service = str(state.get("service_name") or "")
    short = service.split(f"{context.region}.", 1)[-1] if context.region in service else service.rpartition(".")[2]
    name = f"{state['id']}-{context.ids.letters(8, 'dns')}"
    tail = f"{'.'.join(reversed(short.split('.')))}.{context.region}.vpce.{context.dns_suffix}"
    zone_id = f"Z{drawn('vpce', context.region, length=13).upper()}"
    subnets = [context.lookup("aws_subnet", subnet) for subnet in state.get("subnet_ids") or []]
    zones = sorted({str(subnet["availability_zone"]) for subnet in subnets if subnet is not None})
    names = [f"{name}.{tail}", *(f"{name}-{zone}.{tail}" for zone in zones)]
    entries: list[dict[str, Value]] = [{"dns_name": entry, "hosted_zone_id": zone_id} for entry in names]
    if state.get("private_dns_enabled") is True:
        own = f"{'.'.join(reversed(short.split('.')))}.{context.region}.{context.dns_suffix}"
        entries.append({"dns_name": own, "hosted_zone_id": f"Z{context.ids.letters(20, 'private', upper=True)}"})
    return entries


def _settle_interfaces(context: ApplyContext) -> None:
    """One network interface in each subnet, with the addresses that the configuration asks for."""
    state = context.state
    subnets = [str(subnet) for subnet in state.get("subnet_ids") or []] if _is_interface(context) else []
    context.fill(network_interface_ids=[f"eni-0{drawn('eni', str(state['id']), subnet)}" for subnet in subnets])
    wanted = state.get("subnet_configuration")
    chosen = (
        {item.get("subnet_id"): item for item in wanted if isinstance(item, dict)} if isinstance(wanted, list) else {}
    )
    shown = []
    for subnet in subnets:
        found = context.lookup("aws_subnet", subnet)
        given: dict[str, Any] = chosen.get(subnet, {})
        address = host(found["cidr_block"] if found else None, f"{state['id']}.{subnet}")
        shown.append({"ipv4": given.get("ipv4") or address, "ipv6": given.get("ipv6") or "", "subnet_id": subnet})
    state["subnet_configuration"] = shown


def _check_endpoint(context: ApplyContext) -> None:
    state = context.state
    vpc_id, service = state.get("vpc_id"), state.get("service_name")
    others = [item for item in context.find("aws_vpc_endpoint", vpc_id=vpc_id) if item.id != state.get("id")]
    if state.get("vpc_endpoint_type") == "Gateway":
        tables = set(state.get("route_table_ids") or [])
        for other in others:
            shared = tables & set(other["route_table_ids"] or []) if other["service_name"] == service else set()
            if shared:
                message = f"route table {min(shared)} already has a route with destination-prefix-list-id {state.get('prefix_list_id')}"
                context.refuse("RouteAlreadyExists", message, "route_table_ids")
    if state.get("private_dns_enabled") is True:
        _check_private_names(context, [item for item in others if item["service_name"] == service])
    zones: set[Value] = set()
    for subnet in state.get("subnet_ids") or []:
        found = context.lookup("aws_subnet", subnet)
        if found is not None and found["availability_zone"] in zones:
            message = (
                f"Found another VPC endpoint subnet in the availability zone of {subnet}. VPC endpoint subnets should be "
                "in different availability zones supported by the VPC endpoint service."
            )
            context.refuse("DuplicateSubnetsInSameZone", message, "subnet_ids")
        if found is not None:
            zones.add(found["availability_zone"])


def _check_private_names(context: ApplyContext, others: list[Any]) -> None:
    vpc_id = context.state.get("vpc_id")
    vpc = context.lookup("aws_vpc", vpc_id)
    if vpc is not None and not (vpc["enable_dns_support"] and vpc["enable_dns_hostnames"]):
        message = f"Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to true for {vpc_id}"
        context.refuse("InvalidParameter", message, "private_dns_enabled")
    if any(item["private_dns_enabled"] is True for item in others):
        message = (
            "private-dns-enabled cannot be set because there is already a conflicting DNS domain for "
            f"{context.state.get('service_name')} in the VPC {vpc_id}"
        )
        context.refuse("InvalidParameter", message, "private_dns_enabled")


def _update_endpoint(context: ApplyContext) -> None:
    state = context.state
    keep_shown(context, "policy", "route_table_ids", "subnet_ids", "security_group_ids")
    if not state.get("policy"):
        state["policy"] = FULL_ACCESS  # an emptied policy is reset
    _settle_interfaces(context)
    _settle_endpoint_names(context)
    _check_endpoint(context)


# --- associations -----------------------------------------------------------------------------------------------------------


def _association(type_: str) -> Resource:
    members, argument = _ENDPOINT_USERS[type_]

    def change(context: ApplyContext, *, there: bool) -> None:
        endpoint = context.lookup("aws_vpc_endpoint", context.state.get("vpc_endpoint_id"))
        if endpoint is None:
            return
        member = context.state.get(argument)
        others = [item for item in endpoint[members] or [] if item != member]
        if context.state.get("replace_default_association") is True:
            default = default_group_of(context, endpoint["vpc_id"])
            others = [item for item in others if item != default] if there else [*others, default]
        endpoint.values[members] = [*others, member] if there else others

    def association_id(context: ApplyContext) -> str:
        return f"a-{context.state.get('vpc_endpoint_id')}{hashcode(str(context.state.get(argument)))}"

    def import_id(id_: str) -> dict[str, Value]:
        endpoint, separator, member = id_.partition("/")
        if not separator or not member:
            raise ValueError(f'unexpected format for ID ("{id_}"), expected VPCEndpointID/{argument}')
        return {"id": f"a-{endpoint}{hashcode(member)}", "vpc_endpoint_id": endpoint, argument: member}

    return Resource(
        type_,
        id=association_id,
        create=lambda context: change(context, there=True),
        delete=lambda context: change(context, there=False),
        import_id=import_id,
    )


def _plan_endpoint_policy(context: PlanContext) -> None:
    suppress(context, "policy", same_policy)


def _put_policy(context: ApplyContext) -> None:
    context.state["id"] = context.state.get("vpc_endpoint_id")
    if is_unknown(context.state.get("policy")) or not context.state.get("policy"):
        context.state["policy"] = FULL_ACCESS
    _set_policy(context, context.state["policy"])


def _set_policy(context: ApplyContext, policy: Value) -> None:
    endpoint = context.lookup("aws_vpc_endpoint", context.state.get("vpc_endpoint_id"))
    if endpoint is not None:
        endpoint.values["policy"] = policy


def _create_endpoint_service(context: ApplyContext) -> None:
    state = context.state
    zones = [zone.name for zone in zones_of(context.region)]
    name = f"com.amazonaws.vpce.{context.region}.{state['id']}"
    context.fill(
        service_name=name,
        allowed_principals=[],
        availability_zones=zones,
        base_endpoint_dns_names=[f"{state['id']}.{context.region}.vpce.{context.dns_suffix}"],
        manages_vpc_endpoints=False,
        private_dns_name="",
        private_dns_name_configuration=[],
        service_type="GatewayLoadBalancer" if state.get("gateway_load_balancer_arns") else "Interface",
        state="Available",
        supported_ip_address_types=["ipv4"],
        supported_regions=[context.region],
    )


# --- flow logs --------------------------------------------------------------------------------------------------------------

_FLOW_SOURCES: Final = (
    "vpc_id",
    "subnet_id",
    "eni_id",
    "transit_gateway_id",
    "transit_gateway_attachment_id",
    "regional_nat_gateway_id",
)
_FLOW_SETTINGS: Final = (
    "log_destination",
    "traffic_type",
    "log_format",
    "max_aggregation_interval",
    "destination_options",
)


def _create_flow_log(context: ApplyContext) -> None:
    state = context.state
    context.fill(log_format=LOG_FORMAT, log_destination="")
    # The provider sends a log group's ARN without its ending, and reads it so: a configuration with it differs again.
    state["log_destination"] = str(state["log_destination"] or "").removesuffix(":*")
    transit = bool(state.get("transit_gateway_id") or state.get("transit_gateway_attachment_id"))
    if transit and as_int(state.get("max_aggregation_interval")) != 60:
        message = "MaxAggregationInterval must be 60 for resources of type TransitGateway"
        context.refuse("InvalidParameter", message, "max_aggregation_interval")
    if not transit and not state.get("traffic_type"):
        context.refuse("InvalidParameter", "Invalid Flow Log Traffic Type: a traffic type is required.", "traffic_type")
    same = {name: state.get(name) for name in (*_FLOW_SOURCES, *_FLOW_SETTINGS)}
    if context.find("aws_flow_log", **same):
        context.refuse(
            "FlowLogAlreadyExists",
            "Error. There is an existing Flow Log with the same configuration and log destination.",
        )


def service_name_of(context: Context, service: Value) -> str:
    """The full name of an AWS service for endpoints in the region, e.g. "com.amazonaws.eu-west-1.s3"."""
    prefix = (
        "cn.com.amazonaws" if context.partition == "aws-cn" and service not in GATEWAY_SERVICES else "com.amazonaws"
    )
    return f"{prefix}.{context.region}.{service}"


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_vpc_endpoint",
            id="vpce-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:vpc-endpoint/{id}",
            plan=_plan_endpoint,
            create=_create_endpoint,
            update=_update_endpoint,
        ),
        *map(_association, _ENDPOINT_USERS),
        Resource(
            "aws_vpc_endpoint_policy",
            plan=_plan_endpoint_policy,
            create=_put_policy,
            update=_put_policy,
            delete=lambda context: _set_policy(context, FULL_ACCESS),
        ),
        Resource(
            "aws_vpc_endpoint_service",
            id="vpce-svc-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:vpc-endpoint-service/{id}",
            create=_create_endpoint_service,
        ),
        Resource(
            "aws_flow_log",
            id="fl-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:vpc-flow-log/{id}",
            create=_create_flow_log,
        ),
    )
)
