"""Route tables, routes and associations.

Source: the provider's resourceRouteTable*, resourceRoute*, resourceRouteTableAssociation*, resourceDefaultRouteTable* and
resourceMainRouteTableAssociation*; AWS's EC2 API reference for what the service refuses.
"""

from __future__ import annotations

from typing import Any, Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext
from mautic_fargate.offline_aws.services.ec2_common import hashcode, keep_shown, network, set_zero
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import Value, is_unknown, is_wholly_known

Block = dict[str, Any]

_DESTINATIONS: Final = ("cidr_block", "ipv6_cidr_block", "destination_prefix_list_id")
_TARGETS: Final = (
    "carrier_gateway_id",
    "core_network_arn",
    "egress_only_gateway_id",
    "gateway_id",
    "local_gateway_id",
    "nat_gateway_id",
    "network_interface_id",
    "odb_network_arn",
    "transit_gateway_id",
    "vpc_endpoint_id",
    "vpc_peering_connection_id",
)
_ROUTE_DESTINATIONS: Final = {
    "destination_cidr_block": "cidr_block",
    "destination_ipv6_cidr_block": "ipv6_cidr_block",
    "destination_prefix_list_id": "destination_prefix_list_id",
}
"""By the attribute of `aws_route`: the one of a route inside a route table."""
_TABLES: Final = ("aws_route_table", "aws_default_route_table")

# --- routes inside a table ----------------------------------------------------------------------------------------------


def _same_cidr(text: Value) -> Value:
    found = network(text)
    return text if found is None else str(found)


def _identity(route: Block) -> tuple[Value, ...]:
    """What makes two routes one to the provider (resourceRouteTableHash)."""
    skip = {"network_interface_id"} if route.get("nat_gateway_id") else set()
    targets = tuple(route.get(name) or "" for name in _TARGETS if name not in skip)
    return (
        _same_cidr(route.get("ipv6_cidr_block") or ""),
        *(route.get(name) or "" for name in _DESTINATIONS if name != "ipv6_cidr_block"),
        *targets,
    )


def _plan_table(context: PlanContext) -> None:
    """Routes that differ only in what the provider does not compare are the routes that are there."""
    before, after = context.before("route"), context.planned.get("route")
    if before is None or not isinstance(after, list) or not is_wholly_known(after):
        return
    if sorted(map(_identity, before), key=repr) == sorted(map(_identity, after), key=repr):
        context.planned["route"] = before


def destination_of(route: Block) -> str:
    """The destination of a route of a table: a CIDR block in canonical form or a prefix list."""
    for name in _DESTINATIONS:
        if route.get(name):
            return str(_same_cidr(route[name]))
    return ""


def _check_exactly_one(context: ApplyContext, route: Block, names: tuple[str, ...]) -> None:
    given = [name for name in names if route.get(name)]
    if not given:
        context.refuse("", f"creating route: one of `{', '.join(names)}` must be specified", "route")
    if len(given) > 1:
        message = f"creating route: only one of `{', '.join(names)}` can be specified, but `{', '.join(given)}` were specified."
        context.refuse("", message, "route")


def _check_routes(context: ApplyContext) -> None:
    for route in context.state.get("route") or []:
        _check_exactly_one(context, route, _DESTINATIONS)
        _check_exactly_one(context, route, tuple(name for name in _TARGETS if name in route))
        if route.get("gateway_id") == "local":
            _check_local(context, route)
    seen: set[str] = set()
    for route in context.state.get("route") or []:
        destination = destination_of(route)
        if destination in seen:
            _refuse_existing(context, str(context.state.get("id")), destination)
        seen.add(destination)


def _check_local(context: ApplyContext, route: Block) -> None:
    vpc = context.lookup("aws_vpc", context.state.get("vpc_id"))
    if vpc is not None and destination_of(route) not in {vpc["cidr_block"], vpc["ipv6_cidr_block"]}:
        context.refuse("", "creating route: local route cannot be created but must exist to be adopted", "route")


def _refuse_existing(context: ApplyContext, table: str, destination: str) -> None:
    context.refuse(
        "RouteAlreadyExists", f"Route in Route Table ({table}) with destination ({destination}) already exists"
    )


def _settle_table(context: ApplyContext) -> None:
    set_zero(context, "propagating_vgws", "route")
    _check_routes(context)
    empty = dict.fromkeys((context.state["route"] or [{}])[0], "")
    context.state["route"] = [
        empty | {name: value or "" for name, value in route.items()} for route in context.state["route"]
    ]


def _update_table(context: ApplyContext) -> None:
    keep_shown(context, "route", "propagating_vgws")
    _settle_table(context)


def _delete_table(context: ApplyContext) -> None:
    """The provider removes all associations first, also those that are managed elsewhere."""
    for item in context.find("aws_route_table_association", route_table_id=context.state.get("id")):
        context.account.remove(item)


def _adopt_table(context: ApplyContext) -> None:
    state = context.state
    table = str(state.get("default_route_table_id"))
    owners = context.find("aws_vpc", default_route_table_id=table) + context.find(
        "aws_default_vpc", default_route_table_id=table
    )
    state["id"] = table
    state["arn"] = context.arn("ec2", f"route-table/{table}")
    context.fill(
        owner_id=context.account_id, vpc_id=owners[0].id if owners else f"vpc-0{context.ids.hex(16, 'vpc_id')}"
    )
    _settle_table(context)


def _import_default_table(id_: str) -> dict[str, Value]:
    return {"vpc_id": id_} if id_.startswith("vpc-") else {"id": id_}


# --- routes of their own ------------------------------------------------------------------------------------------------


def find_table(context: ApplyContext, table_id: Value) -> Object | None:
    """The route table in the account, however it is managed."""
    return next((found for type_ in _TABLES if (found := context.lookup(type_, table_id))), None)


def _route_destination(state: Block) -> str:
    return next((str(state[name]) for name in _ROUTE_DESTINATIONS if state.get(name)), "")


def _route_target(context: ApplyContext) -> str:
    """The attribute of the target: on an update the one that changed (routeTargetAttribute)."""
    prior = context.prior or {}
    for name in _TARGETS:
        value = context.state.get(name)
        if value and not is_unknown(value) and value != (prior.get(name) or ""):
            return name
    return next((name for name in _TARGETS if context.state.get(name) and not context.open(name)), "")


def _route_id(context: ApplyContext) -> str:
    return f"r-{context.state.get('route_table_id')}{hashcode(_route_destination(context.state))}"


def _settle_route(context: ApplyContext, target: str) -> None:
    """As read: the one target, everything else empty; a gateway endpoint shows under its own name."""
    state = context.state
    value = state.get(target) if target else ""
    if target == "gateway_id" and str(value).startswith("vpce-"):
        target = "vpc_endpoint_id"
    for name in _TARGETS:
        state[name] = value if name == target else ""
    set_zero(context, *_ROUTE_DESTINATIONS, "instance_id", "instance_owner_id")
    state["origin"], state["state"] = "CreateRoute", "active"


def _inline_form(state: Block) -> Block:
    route: Block = dict.fromkeys((*_DESTINATIONS, *_TARGETS), "")
    route |= {inside: state.get(name) or "" for name, inside in _ROUTE_DESTINATIONS.items()}
    route |= {name: state.get(name) or "" for name in _TARGETS}
    return route


def _put_into_table(context: ApplyContext, *, remove: bool = False) -> None:
    """A route table shows all its routes, also those managed on their own."""
    state = context.state
    table = find_table(context, state.get("route_table_id"))
    if table is None:
        return
    destination = destination_of(_inline_form(state))
    routes = [route for route in table["route"] or [] if destination_of(route) != destination]
    if not remove:
        members = {
            name
            for name in _inline_form(state)
            if table.type == "aws_route_table"
            or name not in {"carrier_gateway_id", "local_gateway_id", "odb_network_arn"}
        }
        shown = {name: value for name, value in _inline_form(state).items() if name in members}
        if table.type == "aws_default_route_table":
            shown["instance_id"] = ""
        routes.append(shown)
    table.values["route"] = routes


def _create_route(context: ApplyContext) -> None:
    state = context.state
    table_id = str(state.get("route_table_id"))
    target = _route_target(context)
    context.fill(network_interface_id="")
    if target == "gateway_id" and state["gateway_id"] == "local":
        context.refuse("", "cannot create local Route, use `terraform import` to manage existing local Routes")
    _check_networks(context)
    wanted = destination_of(_inline_form(state))
    table = find_table(context, table_id)
    there = list(table["route"] or []) if table else []
    there += [_inline_form(item.values) for item in context.find("aws_route", route_table_id=table_id)]
    if any(destination_of(route) == wanted for route in there):
        _refuse_existing(context, table_id, wanted)
    _settle_route(context, target)
    _put_into_table(context)


def _check_networks(context: ApplyContext) -> None:
    table = find_table(context, context.state.get("route_table_id"))
    gateway = context.lookup("aws_internet_gateway", context.state.get("gateway_id"))
    if table is not None and gateway is not None and gateway["vpc_id"] and gateway["vpc_id"] != table["vpc_id"]:
        message = f"route table {table.id} and network gateway {gateway.id} belong to different networks"
        context.refuse("InvalidParameterValue", message, "gateway_id")


def _update_route(context: ApplyContext) -> None:
    target = _route_target(context)
    context.fill(network_interface_id="")
    _check_networks(context)
    _settle_route(context, target)
    _put_into_table(context)


def _import_route(id_: str) -> dict[str, Value]:
    table, separator, destination = id_.partition("_")
    if not separator or not destination:
        raise ValueError(f"unexpected format of ID ({id_}), expected ROUTETABLEID_DESTINATION")
    if destination.startswith("pl-"):
        kind = "destination_prefix_list_id"
    else:
        kind = "destination_ipv6_cidr_block" if ":" in destination else "destination_cidr_block"
    return {"id": f"r-{table}{hashcode(destination)}", "route_table_id": table, kind: destination}


# --- associations -------------------------------------------------------------------------------------------------------


def _associate(context: ApplyContext) -> None:
    state = context.state
    for name in ("subnet_id", "gateway_id"):
        target = state.get(name)
        if target and context.find("aws_route_table_association", **{name: target}):
            message = f"the specified association for route table {state.get('route_table_id')} conflicts with an existing association"
            context.refuse("Resource.AlreadyAssociated", message, name)
    set_zero(context, "subnet_id", "gateway_id")


def _replace_association(context: ApplyContext) -> None:
    """Another table is another association: the id changes though the plan shows the old one."""
    context.state["id"] = f"rtbassoc-0{context.ids.hex(16, str(context.state.get('route_table_id')))}"
    set_zero(context, "subnet_id", "gateway_id")


def _import_association(id_: str) -> dict[str, Value]:
    target, separator, table = id_.partition("/")
    if not separator or not target or not table:
        raise ValueError(
            f"Unexpected format for import: {id_}. Use 'subnet ID/route table ID' or 'gateway ID/route table ID"
        )
    return {"subnet_id" if target.startswith("subnet-") else "gateway_id": target, "route_table_id": table}


def _set_main(context: ApplyContext, table: Value) -> None:
    vpc = context.lookup("aws_vpc", context.state.get("vpc_id"))
    if vpc is not None:
        vpc.values["main_route_table_id"] = table


def _original_main(context: ApplyContext) -> str:
    vpc = context.lookup("aws_vpc", context.state.get("vpc_id"))
    return str(vpc["main_route_table_id"]) if vpc else f"rtb-0{context.ids.hex(16, 'original')}"


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_route_table",
            id="rtb-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:route-table/{id}",
            values={"owner_id": "{account}"},
            plan=_plan_table,
            create=_settle_table,
            update=_update_table,
            delete=_delete_table,
        ),
        Resource(
            "aws_default_route_table",
            plan=_plan_table,
            create=_adopt_table,
            update=_update_table,
            import_id=_import_default_table,
            adopts=True,
        ),
        Resource(
            "aws_route",
            id=_route_id,
            create=_create_route,
            update=_update_route,
            delete=lambda context: _put_into_table(context, remove=True),
            import_id=_import_route,
        ),
        Resource(
            "aws_route_table_association",
            id="rtbassoc-0{hex:16}",
            create=_associate,
            update=_replace_association,
            import_id=_import_association,
        ),
        Resource(
            "aws_main_route_table_association",
            id="rtbassoc-0{hex:16}",
            values={"original_route_table_id": _original_main},
            create=lambda context: _set_main(context, context.state.get("route_table_id")),
            update=lambda context: _set_main(context, context.state.get("route_table_id")),
            delete=lambda context: _set_main(context, context.state.get("original_route_table_id")),
        ),
    )
)
