"""Rules of security groups that are managed on their own: one resource for each rule, and the older form.

Source: the provider's securityGroupRuleResource, resourceSecurityGroupRule* and securityGroupRuleCreateID.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext
from mautic_fargate.offline_aws.services.ec2_common import as_int, hashcode, suppress
from mautic_fargate.offline_aws.services.ec2_security import (
    DIRECTIONS,
    SOURCE_LISTS,
    Rule,
    add_to_group,
    check_description,
    protocol_for,
    take_from_group,
)
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import UNKNOWN, Value, is_unknown

_SOURCES: Final = {
    "cidr_ipv4": "cidr_blocks",
    "cidr_ipv6": "ipv6_cidr_blocks",
    "prefix_list_id": "prefix_list_ids",
    "referenced_security_group_id": "security_groups",
}
"""By the attribute of a rule resource: the list of a rule inside a group."""

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
            take_from_group(context, direction, _as_group_rule(context.prior))
        add_to_group(context, direction, _as_group_rule(context.state))

    def take(context: ApplyContext) -> None:
        take_from_group(context, direction, _as_group_rule(context.state))

    def read(context: ApplyContext) -> None:
        state = context.state
        if protocol_for(state.get("ip_protocol")) == "-1":
            # AWS has -1 for the ports; only ports that were never set stay so.
            for name in ("from_port", "to_port"):
                state[name] = None if state.get(name) is None else -1
        group = state.get("referenced_security_group_id")
        if isinstance(group, str):
            state["referenced_security_group_id"] = group.removeprefix(f"{context.account_id}/")

    return Resource(
        f"aws_vpc_security_group_{direction}_rule",
        id="sgr-0{hex:16}",
        arn="arn:{partition}:ec2:{region}:{account}:security-group-rule/{id}",
        values={"security_group_rule_id": "{id}"},
        plan=_plan_rule,
        create=put,
        update=put,
        read=read,
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
    sources = sum(len(rule[name]) for name in SOURCE_LISTS) + int(rule["self"])
    # With several sources the rule is several rules to AWS, of which the provider names none.
    context.fill(security_group_rule_id=f"sgr-0{context.ids.hex(16, 'rule')}" if sources == 1 else "")
    for other in context.find(
        "aws_security_group_rule", security_group_id=state.get("security_group_id"), type=state.get("type")
    ):
        if other.id == state["id"]:
            message = "the specified rule already exists"
            context.refuse("InvalidPermission.Duplicate", message)
    add_to_group(context, str(state.get("type")), rule)


def _update_older_rule(context: ApplyContext) -> None:
    direction = str(context.state.get("type"))
    take_from_group(context, direction, _as_older_group_rule(context.prior or {}))
    add_to_group(context, direction, _as_older_group_rule(context.state))


def _delete_older_rule(context: ApplyContext) -> None:
    take_from_group(context, str(context.state.get("type")), _as_older_group_rule(context.state))


def _import_older_rule(id_: str) -> dict[str, Value]:
    """`SECURITYGROUPID_TYPE_PROTOCOL_FROMPORT_TOPORT_SOURCE[_SOURCE]*`."""
    parts = id_.split("_")
    form = "SECURITYGROUPID_TYPE_PROTOCOL_FROMPORT_TOPORT_SOURCE[_SOURCE]*"
    if len(parts) < 6 or not parts[0].startswith("sg-") or parts[1] not in DIRECTIONS:
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


SERVICE: Final = Service(
    resources=(
        _rule_resource("ingress"),
        _rule_resource("egress"),
        Resource(
            "aws_security_group_rule",
            validate=check_description,
            plan=_plan_older_rule,
            create=_create_older_rule,
            update=_update_older_rule,
            delete=_delete_older_rule,
            import_id=_import_older_rule,
        ),
    )
)
