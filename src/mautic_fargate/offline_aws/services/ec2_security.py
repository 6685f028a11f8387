"""Security groups, their rules and the default security group.

Source: the provider's resourceSecurityGroup*, securityGroupRuleHash, resourceSecurityGroupRule*, securityGroupRuleResource and
resourceDefaultSecurityGroup*; AWS's EC2 API reference for what the service refuses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext, Problem
from mautic_fargate.offline_aws.services.ec2_common import (
    as_int,
    existing_id,
    keep_shown,
    name_prefix_of,
    refuse_while_used,
)
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import Value, is_unknown, is_wholly_known

Rule = dict[str, Any]

GROUPS: Final = ("aws_security_group", "aws_default_security_group")
DIRECTIONS: Final = ("ingress", "egress")
SOURCE_LISTS: Final = ("cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups")
_PROTOCOLS: Final = {"-1": "-1", "all": "-1", "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6"}
_DESCRIPTION: Final = re.compile(r"[0-9A-Za-z_ .:/()#,@\[\]+=&;{}!$*-]{0,255}")
_USERS: Final = (
    ("aws_instance", "vpc_security_group_ids"),
    ("aws_network_interface", "security_groups"),
    ("aws_lb", "security_groups"),
    ("aws_db_instance", "vpc_security_group_ids"),
    ("aws_rds_cluster", "vpc_security_group_ids"),
    ("aws_efs_mount_target", "security_groups"),
    ("aws_vpc_endpoint", "security_group_ids"),
)


def protocol_for(value: Value) -> Value:
    """The provider's form of a protocol (protocolForValue)."""
    return _PROTOCOLS.get(value.lower(), value.lower()) if isinstance(value, str) else value


# --- the rules inside a group -------------------------------------------------------------------------------------------


def _identity(rule: Rule) -> tuple[Value, ...]:
    """What makes two rules one to the provider (securityGroupRuleHash): lists have no order."""
    return (
        as_int(rule.get("from_port")),
        as_int(rule.get("to_port")),
        protocol_for(rule.get("protocol")),
        rule.get("self") is True,
        *(tuple(sorted(rule.get(name) or [])) for name in SOURCE_LISTS),
        rule.get("description") or "",
    )


def _plan_group(context: PlanContext) -> None:
    for direction in DIRECTIONS:
        rules = context.planned.get(direction)
        if not isinstance(rules, list):
            continue
        context.planned[direction] = rules = [
            rule if is_unknown(rule) else rule | {"protocol": protocol_for(rule.get("protocol"))} for rule in rules
        ]
        before = context.before(direction)
        comparable = before is not None and is_wholly_known(rules)
        if comparable and sorted(map(_identity, before), key=repr) == sorted(map(_identity, rules), key=repr):
            context.planned[direction] = before


def _check_ports(context: ApplyContext) -> None:
    for direction in DIRECTIONS:
        for rule in context.state.get(direction) or []:
            first, last = as_int(rule.get("from_port")), as_int(rule.get("to_port"))
            if protocol_for(rule.get("protocol")) == "-1" and (first or last):
                message = f"from_port ({first}) and to_port ({last}) must both be 0 to use the 'ALL' \"-1\" protocol!"
                context.refuse("", message, direction)


def _create_group(context: ApplyContext) -> None:
    state = context.state
    context.fill(vpc_id=existing_id(context, "vpc", "default"), ingress=[], egress=[])
    context.fill(name_prefix=name_prefix_of(str(state.get("name"))))
    for other in context.find("aws_security_group", vpc_id=state["vpc_id"], name=state.get("name")):
        message = f"The security group '{other['name']}' already exists for VPC '{state['vpc_id']}'"
        context.refuse("InvalidGroup.Duplicate", message, "name")
    _check_ports(context)


def _update_group(context: ApplyContext) -> None:
    keep_shown(context, *DIRECTIONS)
    _check_ports(context)


def _delete_group(context: ApplyContext) -> None:
    group = context.state.get("id")
    message = f"resource {group} has a dependent object"
    refuse_while_used(context, message, *_USERS)
    if context.state.get("revoke_rules_on_delete") is True:
        return
    for type_ in ("aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"):
        users = context.find(type_, referenced_security_group_id=group)
        if any(item["security_group_id"] != group for item in users):
            context.refuse("DependencyViolation", message)


def _adopt_group(context: ApplyContext) -> None:
    """Take over the VPC's default group: all its rules are removed, then the configured ones are made."""
    state = context.state
    context.fill(vpc_id=existing_id(context, "vpc", "default"))
    group = default_group_of(context, state["vpc_id"])
    state["id"] = group
    state["arn"] = context.arn("ec2", f"security-group/{group}")
    context.fill(
        description="default VPC security group",
        name="default",
        name_prefix="",
        owner_id=context.account_id,
        ingress=[],
        egress=[],
    )
    _check_ports(context)


def default_group_of(context: Context, vpc_id: Value) -> str:
    """The id of a VPC's default security group."""
    vpc = context.lookup("aws_vpc", vpc_id) or context.lookup("aws_default_vpc", vpc_id)
    return str(vpc["default_security_group_id"]) if vpc else existing_id(context, "sg", str(vpc_id))


def find_group(context: ApplyContext, group_id: Value) -> Object | None:
    """The security group in the account, however it is managed."""
    return next((found for type_ in GROUPS if (found := context.lookup(type_, group_id))), None)


# --- what a group shows of the rules that are managed on their own --------------------------------------------------------


def add_to_group(context: ApplyContext, direction: str, rule: Rule) -> None:
    """A group shows all its rules: one entry for each protocol, port range and description."""
    group = find_group(context, context.state.get("security_group_id"))
    if group is None:
        return
    rules = [dict(item) for item in group[direction] or []]
    for item in rules:
        if _grouping(item) == _grouping(rule):
            for name in SOURCE_LISTS:
                item[name] = sorted({*(item.get(name) or []), *rule[name]})
            item["self"] = item.get("self") is True or rule["self"]
            break
    else:
        rules.append(rule)
    group.values[direction] = rules


def take_from_group(context: ApplyContext, direction: str, rule: Rule) -> None:
    group = find_group(context, context.state.get("security_group_id"))
    if group is None:
        return
    rules = []
    for item in group[direction] or []:
        left = dict(item)
        if _grouping(item) == _grouping(rule):
            for name in SOURCE_LISTS:
                left[name] = [source for source in item.get(name) or [] if source not in rule[name]]
            left["self"] = item.get("self") is True and not rule["self"]
        if left["self"] or any(left.get(name) for name in SOURCE_LISTS):
            rules.append(left)
    group.values[direction] = rules


def _grouping(rule: Rule) -> tuple[Value, ...]:
    return (
        protocol_for(rule.get("protocol")),
        as_int(rule.get("from_port")),
        as_int(rule.get("to_port")),
        rule.get("description") or "",
    )


def check_description(config: Mapping[str, Value]) -> list[Problem]:
    """Which characters AWS allows in the description of a rule (validSecurityGroupRuleDescription)."""
    problems = []
    for path, text in _descriptions(config):
        if isinstance(text, str) and not _DESCRIPTION.fullmatch(text):
            detail = f'"description" doesn\'t comply with restrictions ("^[0-9A-Za-z_ .:/()#,@\\\\[\\\\]+=&;{{}}!$*-]*$"), at most 255 characters: "{text}"'
            problems.append(Problem(detail, "", path))
    return problems


def _descriptions(config: Mapping[str, Value]) -> list[tuple[tuple[str | int, ...], Value]]:
    found: list[tuple[tuple[str | int, ...], Value]] = []
    for direction in DIRECTIONS:
        rules = config.get(direction)
        if isinstance(rules, list):
            found += [((direction,), rule.get("description")) for rule in rules if isinstance(rule, dict)]
    if "protocol" in config:
        found.append((("description",), config.get("description")))
    return found


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_security_group",
            id="sg-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:security-group/{id}",
            values={"owner_id": "{account}"},
            generated_name=("name", "terraform-"),
            validate=check_description,
            plan=_plan_group,
            create=_create_group,
            update=_update_group,
            delete=_delete_group,
        ),
        Resource(
            "aws_default_security_group",
            validate=check_description,
            plan=_plan_group,
            create=_adopt_group,
            update=_update_group,
            adopts=True,
        ),
    )
)
