"""Security groups, their rules and the default security group.

Source: the provider's resourceSecurityGroup*, securityGroupRuleHash, resourceSecurityGroupRule*, securityGroupRuleResource and
resourceDefaultSecurityGroup*; AWS's EC2 API reference for what the service refuses.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext, Problem
from mautic_fargate.offline_aws.services.ec2_common import (
    as_int,
    existing_id,
    hashcode,
    name_prefix_of,
    refuse_while_used,
    suppress,
)
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import UNKNOWN, Value, is_unknown, is_wholly_known

Rule = dict[str, Any]

GROUPS: Final = ("aws_security_group", "aws_default_security_group")
DIRECTIONS: Final = ("ingress", "egress")
_LISTS: Final = ("cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "security_groups")
_SOURCES: Final = {
    "cidr_ipv4": "cidr_blocks",
    "cidr_ipv6": "ipv6_cidr_blocks",
    "prefix_list_id": "prefix_list_ids",
    "referenced_security_group_id": "security_groups",
}
"""By the attribute of a rule resource: the list of a rule inside a group."""
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
        *(tuple(sorted(rule.get(name) or [])) for name in _LISTS),
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
        if before is not None and is_wholly_known(rules):
            if sorted(map(_identity, before), key=repr) == sorted(map(_identity, rules), key=repr):
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


def default_group_of(context: ApplyContext, vpc_id: Value) -> str:
    """The id of a VPC's default security group."""
    vpc = context.lookup("aws_vpc", vpc_id) or context.lookup("aws_default_vpc", vpc_id)
    return str(vpc["default_security_group_id"]) if vpc else existing_id(context, "sg", str(vpc_id))


def find_group(context: ApplyContext, group_id: Value) -> Object | None:
    """The security group in the account, however it is managed."""
    return next((found for type_ in GROUPS if (found := context.lookup(type_, group_id))), None)


# --- what a group shows of the rules that are managed on their own --------------------------------------------------------


def _add_to_group(context: ApplyContext, direction: str, rule: Rule) -> None:
    """A group shows all its rules: one entry for each protocol, port range and description."""
    group = find_group(context, context.state.get("security_group_id"))
    if group is None:
        return
    rules = [dict(item) for item in group[direction] or []]
    for item in rules:
        if _grouping(item) == _grouping(rule):
            for name in _LISTS:
                item[name] = sorted({*(item.get(name) or []), *rule[name]})
            item["self"] = item.get("self") is True or rule["self"]
            break
    else:
        rules.append(rule)
    group.values[direction] = rules


def _take_from_group(context: ApplyContext, direction: str, rule: Rule) -> None:
    group = find_group(context, context.state.get("security_group_id"))
    if group is None:
        return
    rules = []
    for item in group[direction] or []:
        left = dict(item)
        if _grouping(item) == _grouping(rule):
            for name in _LISTS:
                left[name] = [source for source in item.get(name) or [] if source not in rule[name]]
            left["self"] = item.get("self") is True and not rule["self"]
        if left["self"] or any(left.get(name) for name in _LISTS):
            rules.append(left)
    group.values[direction] = rules


def _grouping(rule: Rule) -> tuple[Value, ...]:
    return (
        protocol_for(rule.get("protocol")),
        as_int(rule.get("from_port")),
        as_int(rule.get("to_port")),
        rule.get("description") or "",
    )


# --- rules of their own ---------------------------------------------------------------------------------------------------


def _as_group_rule(state: Mapping[str, Value]) -> Rule:
    """A rule resource in the form that its group shows."""
    protocol = protocol_for(state.get("ip_protocol"))
    rule: Rule = {
        "description": state.get("description") or "",
        "protocol": protocol,
        "from_port": 0 if protocol == "-1" else as_int(state.get("from_port")),
        "to_port": 0 if protocol == "-1" else as_int(state.get("to_port")),
        "self": False,
    }
    rule |= {name: [state[source]] if state.get(source) else [] for source, name in _SOURCES.items()}
    if rule["security_groups"] == [state.get("security_group_id")]:
        rule["self"], rule["security_groups"] = True, []
    return rule


def _source_of(values: Mapping[str, Value]) -> str:
    """The attribute that says the rule's source; an unknown one counts."""
    return next((name for name in _SOURCES if is_unknown(values.get(name)) or values.get(name) is not None), "")


def _plan_rule(context: PlanContext) -> None:
    suppress(context, "ip_protocol", lambda left, right: bool(protocol_for(left) == protocol_for(right)))
    if context.prior is None:
        return
    old, new = _source_of(context.prior), _source_of(context.planned)
    if old != new:
        context.require_replace(old)
        context.require_replace(new)


def _refuse_duplicate(context: ApplyContext) -> None:
    state = context.state
    wanted = _as_group_rule(state) | {"description": ""}
    for item in context.find(context.type, security_group_id=state.get("security_group_id")):
        if item.id != state.get("id") and _as_group_rule(item.values) | {"description": ""} == wanted:
            peer = state.get(_source_of(state))
            name = "ALL" if wanted["protocol"] == "-1" else str(wanted["protocol"]).upper()
            ports = "" if name == "ALL" else f", from port: {wanted['from_port']}, to port: {wanted['to_port']}"
            message = f'the specified rule "peer: {peer}, {name}{ports}, ALLOW" already exists'
            context.refuse("InvalidPermission.Duplicate", message)


def _rule_resource(direction: str) -> Resource:
    def put(context: ApplyContext) -> None:
        _refuse_duplicate(context)
        if context.prior is not None:
            _take_from_group(context, direction, _as_group_rule(context.prior))
        _add_to_group(context, direction, _as_group_rule(context.state))

    def take(context: ApplyContext) -> None:
        _take_from_group(context, direction, _as_group_rule(context.state))

    return Resource(
        f"aws_vpc_security_group_{direction}_rule",
        id="sgr-0{hex:16}",
        arn="arn:{partition}:ec2:{region}:{account}:security-group-rule/{id}",
        values={"security_group_rule_id": "{id}"},
        plan=_plan_rule,
        create=put,
        update=put,
        delete=take,
    )


# --- the older rule resource ----------------------------------------------------------------------------------------------


def _as_older_group_rule(state: Mapping[str, Value]) -> Rule:
    source = state.get("source_security_group_id")
    own = state.get("self") is True or (bool(source) and source == state.get("security_group_id"))
    everything = protocol_for(state.get("protocol")) == "-1"
    return {
        "description": state.get("description") or "",
        "protocol": protocol_for(state.get("protocol")),
        "from_port": 0 if everything else as_int(state.get("from_port")),
        "to_port": 0 if everything else as_int(state.get("to_port")),
        "self": own,
        "cidr_blocks": list(state.get("cidr_blocks") or []),
        "ipv6_cidr_blocks": list(state.get("ipv6_cidr_blocks") or []),
        "prefix_list_ids": list(state.get("prefix_list_ids") or []),
        "security_groups": [source] if source and not own else [],
    }


def _plan_older_rule(context: PlanContext) -> None:
    # Ports of a rule for all protocols: whatever the configuration says, AWS keeps none.
    if protocol_for(context.planned.get("protocol")) == "-1":
        for name in ("from_port", "to_port"):
            if context.before(name) == 0:
                context.planned[name] = 0
                context.allow_in_place(name)
    if context.replace and context.config.get("source_security_group_id") is None:
        context.planned["source_security_group_id"] = UNKNOWN


def _older_rule_id(context: ApplyContext) -> str:
    """The provider's id of a rule: a CRC32 of what it says (securityGroupRuleCreateID)."""
    state = context.state
    rule = _as_older_group_rule(state)
    parts = [str(state.get("security_group_id"))]
    parts += [str(rule[name]) for name in ("from_port", "to_port") if rule[name] > 0]
    parts += [str(rule["protocol"]), str(state.get("type"))]
    for name in ("cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids"):
        parts += sorted(rule[name])
    groups = sorted([*rule["security_groups"], *([str(state.get("security_group_id"))] if rule["self"] else [])])
    text = "".join(f"{part}-" for part in parts) + "".join(f"{group.rpartition('/')[2]}--" for group in groups)
    return f"sgrule-{hashcode(text)}"


def _create_older_rule(context: ApplyContext) -> None:
    state = context.state
    if is_unknown(state.get("source_security_group_id")):
        state["source_security_group_id"] = None
    state["id"] = _older_rule_id(context)
    rule = _as_older_group_rule(state)
    if protocol_for(state.get("protocol")) == "-1":
        state["from_port"] = state["to_port"] = 0
    sources = sum(len(rule[name]) for name in _LISTS) + int(rule["self"])
    # With several sources the rule is several rules to AWS, of which the provider names none.
    context.fill(security_group_rule_id=f"sgr-0{context.ids.hex(16, 'rule')}" if sources == 1 else "")
    for other in context.find("aws_security_group_rule", security_group_id=state.get("security_group_id"), type=state.get("type")):
        if other.id == state["id"]:
            message = "the specified rule already exists"
            context.refuse("InvalidPermission.Duplicate", message)
    _add_to_group(context, str(state.get("type")), rule)


def _update_older_rule(context: ApplyContext) -> None:
    direction = str(context.state.get("type"))
    _take_from_group(context, direction, _as_older_group_rule(context.prior or {}))
    _add_to_group(context, direction, _as_older_group_rule(context.state))


def _delete_older_rule(context: ApplyContext) -> None:
    _take_from_group(context, str(context.state.get("type")), _as_older_group_rule(context.state))


def _import_older_rule(id_: str) -> dict[str, Value]:
    """`SECURITYGROUPID_TYPE_PROTOCOL_FROMPORT_TOPORT_SOURCE[_SOURCE]*`."""
    parts = id_.split("_")
    form = "SECURITYGROUPID_TYPE_PROTOCOL_FROMPORT_TOPORT_SOURCE[_SOURCE]*"
    if len(parts) < 6 or not parts[0].startswith("sg-") or parts[1] not in DIRECTIONS:  # noqa: PLR2004 - parts of the form
        raise ValueError(f'unexpected format for ID ("{id_}"), expected {form}')
    values: dict[str, Any] = {
        "security_group_id": parts[0],
        "type": parts[1],
        "protocol": protocol_for(parts[2]),
        "from_port": int(parts[3]),
        "to_port": int(parts[4]),
        "self": "self" in parts[5:],
    }
    for source in parts[5:]:
        if "sg-" in source:
            values["source_security_group_id"] = source
        elif source != "self":
            name = "ipv6_cidr_blocks" if ":" in source else "prefix_list_ids" if "pl-" in source else "cidr_blocks"
            values.setdefault(name, []).append(source)
    return values


def _check_description(config: Mapping[str, Value]) -> list[Problem]:
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
            validate=_check_description,
            plan=_plan_group,
            create=_create_group,
            update=_check_ports,
            delete=_delete_group,
        ),
        Resource(
            "aws_default_security_group",
            validate=_check_description,
            plan=_plan_group,
            create=_adopt_group,
            update=_check_ports,
            adopts=True,
        ),
        _rule_resource("ingress"),
        _rule_resource("egress"),
        Resource(
            "aws_security_group_rule",
            validate=_check_description,
            plan=_plan_older_rule,
            create=_create_older_rule,
            update=_update_older_rule,
            delete=_delete_older_rule,
            import_id=_import_older_rule,
        ),
    )
)
