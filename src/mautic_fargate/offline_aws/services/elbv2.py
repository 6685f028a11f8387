"""Elastic Load Balancing v2: load balancers (`aws_lb`, alias `aws_alb`), and what the other files of the service share."""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.planning.levels import AttributeRule, BlockRule
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext
from mautic_fargate.offline_aws.services.elb_regions import hosted_zone
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.services.suppress import Block, blocks_of, drop_block, ignore, paired_blocks, text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown, is_wholly_known

LOAD_BALANCERS: Final = ("aws_lb", "aws_alb")
LISTENERS: Final = ("aws_lb_listener", "aws_alb_listener")
RULES: Final = ("aws_lb_listener_rule", "aws_alb_listener_rule")
TARGET_GROUPS: Final = ("aws_lb_target_group", "aws_alb_target_group")

_LOGS: Final = ("access_logs", "connection_logs", "health_check_logs")
_NO_LOGS: Final = {"bucket": "", "enabled": False, "prefix": ""}
_SHORT_TYPES: Final = {"network": "net", "gateway": "gwy"}


def find_all(context: Context, types: tuple[str, ...], **values: Value) -> list[Object]:
    """The objects of any of `types` (a type and its alias) whose values are as given."""
    return [item for type_ in types for item in context.find(type_, **values)]


def lookup_any(context: Context, types: tuple[str, ...], id_: Value) -> Object | None:
    """The object of any of `types` with that id."""
    return next((item for type_ in types if (item := context.lookup(type_, id_)) is not None), None)


def remove_all(context: Context, types: tuple[str, ...], **values: Value) -> None:
    """AWS deletes these objects together with what they hang on."""
    for item in find_all(context, types, **values):
        context.account.remove(item)


def arn_suffix(arn: str, after: str) -> str:
    """The part of a load balancer's ARN behind `after`."""
    return arn.partition(f"{after}/")[2]


def count(value: Value) -> int:
    """The number of elements of a known collection; unset and unknown ones have none."""
    return len(value) if isinstance(value, list) else 0


def kind_of(values: Block) -> str:
    """The load balancer's type; unset means "application", an unknown one is ""."""
    value = values.get("load_balancer_type")
    return "" if is_unknown(value) else text(value) or "application"


# --- plan -------------------------------------------------------------------------------------------------------------


def _plan(context: PlanContext) -> None:
    kind = kind_of(context.planned)
    _ignore_by_type(context, kind)
    for name in _LOGS:
        drop_block(context, name)
        for block, before in paired_blocks(context, name):
            if block.get("enabled") is False:
                block |= {key: before.get(key) for key in ("bucket", "prefix")}
    if context.prior is None:
        return
    if kind in {"application", "network"}:
        _plan_subnets(context, grows_only=kind == "network")
    if kind == "network":
        _plan_network(context)


def _ignore_by_type(context: PlanContext, kind: str) -> None:
    """The attributes that do not belong to the type of load balancer: the facts say which."""
    rules: list[AttributeRule | BlockRule] = [*context.rules.level.attributes, *context.rules.level.blocks]
    for rule in rules:
        listed = kind in rule.facts.suppress_args
        if rule.facts.suppress == ("suppressIfLBType" if listed else "suppressIfLBTypeNot"):
            ignore(context, rule.name)


def _plan_subnets(context: PlanContext, *, grows_only: bool) -> None:
    mapping_changed, subnets_changed = context.changed("subnet_mapping"), context.changed("subnets")
    if mapping_changed:
        if is_wholly_known(context.config.get("subnet_mapping")) and _mapping_replaces(context, grows_only=grows_only):
            context.require_replace("subnet_mapping")
        context.set_unknown("subnets")
    if subnets_changed:
        configured = context.config.get("subnets")
        fewer = count(configured) <= count(context.before("subnets"))
        if grows_only and is_wholly_known(configured) and fewer:
            context.require_replace("subnets")
        context.set_unknown("subnet_mapping")


def _mapping_replaces(context: PlanContext, *, grows_only: bool) -> bool:
    old = blocks_of(context.prior or {}, "subnet_mapping")
    new = blocks_of(context.planned, "subnet_mapping")
    common = sum(1 for item in new if item in old)
    if len(new) == len(old):
        return True
    if len(new) < len(old):
        return grows_only or common != len(new)
    return common != len(old)


def _plan_network(context: PlanContext) -> None:
    before, after = context.before("security_groups"), context.planned.get("security_groups")
    if not is_wholly_known(after):
        if not count(before):
            context.require_replace("security_groups")
    elif bool(count(before)) != bool(count(after)):
        context.require_replace("security_groups")
    name = "secondary_ips_auto_assigned_per_subnet"
    old, new = context.before(name), context.planned.get(name)
    if isinstance(old, int | float) and isinstance(new, int | float) and new < old:
        context.require_replace(name)


# --- apply ------------------------------------------------------------------------------------------------------------


def _subnet_ids(state: Block) -> list[Value]:
    subnets = state.get("subnets")
    if isinstance(subnets, list) and subnets:
        return subnets
    return [item.get("subnet_id") for item in blocks_of(state, "subnet_mapping")]


def _check_subnets(context: ApplyContext, kind: str) -> None:
    subnets = _subnet_ids(context.state)
    prefix = f"creating ELBv2 {kind} Load Balancer ({context.state.get('name')}): "
    if kind == "application" and len(subnets) < 2:
        message = "At least two subnets in two different Availability Zones must be specified"
        context.refuse("ValidationError", prefix + message, "subnets")
    zones = [item["availability_zone"] for id_ in subnets if (item := context.lookup("aws_subnet", id_))]
    if len(set(zones)) < len(zones):
        context.refuse(
            "InvalidConfigurationRequest",
            f"{prefix}A load balancer cannot be attached to multiple subnets in the same Availability Zone",
            "subnets",
        )


def _create(context: ApplyContext) -> None:
    state = context.state
    kind, name = kind_of(state), text(state.get("name"))
    if find_all(context, LOAD_BALANCERS, name=name):
        context.refuse("", f"ELBv2 Load Balancer ({name}) already exists", "name")
    _check_subnets(context, kind)
    draw = context.ids.hex(16, "arn")
    suffix = f"{_SHORT_TYPES.get(kind, 'app')}/{name}/{draw}"
    arn = context.arn("elasticloadbalancing", f"loadbalancer/{suffix}")
    state.update({"id": arn, "arn": arn, "arn_suffix": suffix})
    context.fill(
        internal=False,
        ip_address_type="ipv4",
        zone_id=hosted_zone(context.region, kind),
        secondary_ips_auto_assigned_per_subnet=0,
        enforce_security_group_inbound_rules_on_private_link_traffic="",
        enable_prefix_for_ipv6_source_nat="off" if kind == "network" else "",
    )
    context.fill(dns_name=_dns_name(context, kind, name, draw))
    if context.open("security_groups"):
        state["security_groups"] = [f"sg-{context.ids.hex(17, 'security_groups')}"] if kind == "application" else []
    if kind == "application":
        state["enable_cross_zone_load_balancing"] = True
    _show(context)


def _dns_name(context: ApplyContext, kind: str, name: str, draw: str) -> str:
    if kind != "application":
        return f"{name}-{draw}.elb.{context.region}.{context.dns_suffix}"
    scheme = "internal-" if context.state.get("internal") is True else ""
    return f"{scheme}{name}-{context.ids.digits(10, 'dns_name')}.{context.region}.elb.{context.dns_suffix}"


def _show(context: ApplyContext) -> None:
    """What Read makes of the values, after create and update alike."""
    state = context.state
    kind = kind_of(state)
    subnets = _subnet_ids(state)
    if context.open("subnets"):
        state["subnets"] = list(subnets)
    mapping = state.get("subnet_mapping")
    if is_unknown(mapping) or not mapping:
        state["subnet_mapping"] = [{"subnet_id": subnet} for subnet in subnets]
    for block in context.blocks("subnet_mapping"):
        for name in ("allocation_id", "ipv6_address", "outpost_id", "private_ipv4_address"):
            if is_unknown(block.get(name)) or not block.get(name):
                block[name] = ""
    if context.open("vpc_id"):
        found = [item["vpc_id"] for id_ in subnets if (item := context.lookup("aws_subnet", id_))]
        state["vpc_id"] = found[0] if found else f"vpc-{context.ids.hex(17, 'vpc_id')}"
    for name in _LOGS if kind == "application" else _LOGS[:1]:
        if not blocks_of(state, name):
            state[name] = [dict(_NO_LOGS)]
        for block in context.blocks(name):
            block |= {key: value for key, value in _NO_LOGS.items() if block.get(key) is None}


def _update(context: ApplyContext) -> None:
    _show(context)


def _delete(context: ApplyContext) -> None:
    arn = context.state.get("arn")
    if context.state.get("enable_deletion_protection") is True:
        context.refuse(
            "OperationNotPermitted",
            f"deleting ELBv2 Load Balancer ({arn}): Load balancer '{arn}' cannot be deleted because deletion protection "
            "is enabled",
        )
    for listener in find_all(context, LISTENERS, load_balancer_arn=arn):
        remove_all(context, RULES, listener_arn=listener.id)
        context.account.remove(listener)


def _resource(name: str) -> Resource:
    return Resource(
        name,
        generated_name=("name", "tf-lb-"),
        plan=_plan,
        create=_create,
        update=_update,
        delete=_delete,
        import_id=lambda arn: {"id": arn, "arn": arn},
    )


SERVICE = Service(resources=tuple(map(_resource, LOAD_BALANCERS)))
