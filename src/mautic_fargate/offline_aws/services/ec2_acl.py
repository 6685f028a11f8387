"""Network ACLs, their rules and the default network ACL.

Source: the provider's resourceNetworkACL*, networkACLRuleHash, resourceNetworkACLRule* and resourceDefaultNetworkACL*; protocol
numbers from IANA's registry.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext, Problem
from mautic_fargate.offline_aws.services.ec2_common import as_int, drawn, hashcode, keep_shown, set_zero
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import Value, is_unknown, is_wholly_known

Rule = dict[str, Any]

DIRECTIONS: Final = ("ingress", "egress")
_HIGHEST_PROTOCOL: Final = 255
_ICMP: Final = frozenset({1, 58})
_NUMBERS: Final = {
    "all": -1, "hopopt": 0, "icmp": 1, "igmp": 2, "ggp": 3, "ipv4": 4, "st": 5, "tcp": 6, "cbt": 7, "egp": 8, "igp": 9,
    "pup": 12, "udp": 17, "hmp": 20, "rdp": 27, "dccp": 33, "idpr": 35, "ipv6": 41, "ipv6-route": 43, "ipv6-frag": 44,
    "rsvp": 46, "gre": 47, "dsr": 48, "esp": 50, "ah": 51, "ipv6-icmp": 58, "ipv6-nonxt": 59, "ipv6-opts": 60,
    "eigrp": 88, "ospfigp": 89, "pim": 103, "ipcomp": 108, "vrrp": 112, "l2tp": 115, "sctp": 132, "udplite": 136,
}  # fmt: skip
"""The protocols that people write by name; any other one is given by its number."""


def protocol_number(value: Value) -> int | None:
    """The number of a protocol given by name or number; None when there is none such."""
    text = str(value)
    number = _NUMBERS.get(text) if not text.lstrip("-").isdigit() else int(text)
    return number if number is not None and -1 <= number <= _HIGHEST_PROTOCOL else None


def _identity(rule: Rule) -> tuple[Value, ...]:
    """What makes two entries one to the provider (networkACLRuleHash)."""
    return (
        *(as_int(rule.get(name)) for name in ("from_port", "to_port", "rule_no", "icmp_type", "icmp_code")),
        str(rule.get("action") or "").lower(),
        protocol_number(rule.get("protocol")),
        rule.get("cidr_block") or "",
        rule.get("ipv6_cidr_block") or "",
    )


def _plan_acl(context: PlanContext) -> None:
    """Entries that are the same to the provider are kept as they are."""
    for direction in DIRECTIONS:
        before, after = context.before(direction), context.planned.get(direction)
        if not isinstance(before, list) or not isinstance(after, list) or not is_wholly_known(after):
            continue
        if sorted(map(_identity, before), key=repr) == sorted(map(_identity, after), key=repr):
            context.planned[direction] = before


def _settle_entries(context: ApplyContext) -> None:
    """As read: protocols are numbers, addresses that are not given are empty."""
    for direction in DIRECTIONS:
        if is_unknown(context.state.get(direction)) or context.state.get(direction) is None:
            context.state[direction] = []
        entries = []
        for rule in context.state[direction]:
            number = protocol_number(rule.get("protocol"))
            first, last = as_int(rule.get("from_port")), as_int(rule.get("to_port"))
            if number == -1 and (first or last):
                message = f"to_port ({last}) and from_port ({first}) must both be 0 to use the 'all' \"-1\" protocol!"
                context.refuse("", message, direction)
            entries.append(_shown(rule | {"protocol": rule.get("protocol") if number is None else str(number)}))
        context.state[direction] = entries


def _shown(rule: Rule) -> Rule:
    texts = {name: rule.get(name) or "" for name in ("cidr_block", "ipv6_cidr_block")}
    numbers = {name: as_int(rule.get(name)) for name in ("from_port", "to_port", "rule_no", "icmp_type", "icmp_code")}
    return {**rule, **texts, **numbers}


def _create_acl(context: ApplyContext) -> None:
    context.fill(owner_id=context.account_id)
    _update_acl(context)


def _update_acl(context: ApplyContext) -> None:
    keep_shown(context, "subnet_ids", *DIRECTIONS)
    if is_unknown(context.state.get("subnet_ids")):
        context.state["subnet_ids"] = []
    _settle_entries(context)
    # A subnet has one ACL: it leaves the one it was in.
    for other in context.find("aws_network_acl"):
        if other.id != context.state.get("id"):
            taken = set(context.state.get("subnet_ids") or [])
            if taken & set(other["subnet_ids"] or []):
                other.values["subnet_ids"] = [subnet for subnet in other["subnet_ids"] if subnet not in taken]


def _adopt_acl(context: ApplyContext) -> None:
    state = context.state
    acl = str(state.get("default_network_acl_id"))
    if context.lookup("aws_network_acl", acl) is not None:
        message = f"EC2 Network ACL ({acl}) is not the default Network ACL; use the `aws_network_acl` resource instead"
        context.refuse("", message, "default_network_acl_id")
    owners = context.find("aws_vpc", default_network_acl_id=acl) + context.find(
        "aws_default_vpc", default_network_acl_id=acl
    )
    state["id"] = acl
    state["arn"] = context.arn("ec2", f"network-acl/{acl}")
    context.fill(owner_id=context.account_id, vpc_id=owners[0].id if owners else f"vpc-0{drawn('vpc', acl)}")
    _settle_default(context)


def _settle_default(context: ApplyContext) -> None:
    _settle_entries(context)
    _read_default(context)


def _read_default(context: ApplyContext) -> None:
    """A default ACL has every subnet of its VPC that no other ACL has, whatever the configuration says."""
    state = context.state
    taken = {subnet for acl in context.find("aws_network_acl") for subnet in acl["subnet_ids"] or []}
    known = [subnet.id for subnet in context.find("aws_subnet", vpc_id=state.get("vpc_id"))]
    given: Any = state.get("subnet_ids") or []
    state["subnet_ids"] = sorted({*known, *given} - taken)


# --- rules of their own -----------------------------------------------------------------------------------------------


def find_acl(context: ApplyContext, acl_id: Value) -> Object | None:
    """The network ACL in the account, however it is managed."""
    return context.lookup("aws_network_acl", acl_id) or context.lookup("aws_default_network_acl", acl_id)


def _plan_rule(context: PlanContext) -> None:
    before, after = context.before("protocol"), context.planned.get("protocol")
    if before is not None and not is_unknown(after) and protocol_number(before) == protocol_number(after):
        context.planned["protocol"] = before
        context.allow_in_place("protocol")
    before, after = context.before("rule_action"), context.planned.get("rule_action")
    if isinstance(before, str) and isinstance(after, str) and before.lower() == after.lower():
        context.planned["rule_action"] = before
        context.allow_in_place("rule_action")


def _rule_id(context: ApplyContext) -> str:
    state = context.state
    egress = "true" if state.get("egress") is True else "false"
    text = f"{state.get('network_acl_id')}-{as_int(state.get('rule_number'))}-{egress}-{state.get('protocol')}-"
    return f"nacl-{hashcode(text)}"


def _as_entry(state: Mapping[str, Value]) -> Rule:
    return _shown(
        {
            "action": state.get("rule_action"),
            "cidr_block": state.get("cidr_block"),
            "ipv6_cidr_block": state.get("ipv6_cidr_block"),
            "from_port": state.get("from_port"),
            "to_port": state.get("to_port"),
            "icmp_code": state.get("icmp_code"),
            "icmp_type": state.get("icmp_type"),
            "protocol": str(state.get("protocol")),
            "rule_no": state.get("rule_number"),
        }
    )


def _create_rule(context: ApplyContext) -> None:
    state = context.state
    acl_id, number = state.get("network_acl_id"), as_int(state.get("rule_number"))
    direction = "egress" if state.get("egress") is True else "ingress"
    acl = find_acl(context, acl_id)
    entries = list(acl[direction] or []) if acl else []
    there = context.find("aws_network_acl_rule", network_acl_id=acl_id, egress=state.get("egress"))
    if any(as_int(entry["rule_no"]) == number for entry in entries) or any(
        as_int(item["rule_number"]) == number for item in there
    ):
        egress = str(direction == "egress").lower()
        message = f"EC2 Network ACL ({acl_id}) Rule (egress: {egress})({number}) already exists"
        context.refuse("NetworkAclEntryAlreadyExists", message, "rule_number")
    protocol = protocol_number(state.get("protocol"))
    if protocol is not None:
        state["protocol"] = str(protocol)
    if protocol in _ICMP:
        set_zero(context, "icmp_code", "icmp_type")
    set_zero(context, "cidr_block", "ipv6_cidr_block", "from_port", "to_port")
    if acl is not None:
        acl.values[direction] = [*entries, _as_entry(state)]


def _delete_rule(context: ApplyContext) -> None:
    state = context.state
    direction = "egress" if state.get("egress") is True else "ingress"
    acl = find_acl(context, state.get("network_acl_id"))
    if acl is not None:
        number = as_int(state.get("rule_number"))
        acl.values[direction] = [entry for entry in acl[direction] or [] if as_int(entry["rule_no"]) != number]


def _import_rule(id_: str) -> dict[str, Value]:
    parts = id_.split(":")
    if len(parts) != 4 or not all(parts) or not parts[1].isdigit():
        raise ValueError(f"unexpected format of ID ({id_}), expected NETWORK_ACL_ID:RULE_NUMBER:PROTOCOL:EGRESS")
    number = protocol_number(parts[2])
    return {
        "network_acl_id": parts[0],
        "rule_number": int(parts[1]),
        "protocol": parts[2] if number is None else str(number),
        "egress": parts[3] == "true",
    }


def _set_association(context: ApplyContext, *, there: bool) -> None:
    subnet = context.state.get("subnet_id")
    for acl in context.find("aws_network_acl"):
        others = [item for item in acl["subnet_ids"] or [] if item != subnet]
        mine = there and acl.id == context.state.get("network_acl_id")
        if mine or subnet in (acl["subnet_ids"] or []):
            acl.values["subnet_ids"] = [*others, subnet] if mine else others


def _check_protocols(config: Mapping[str, Value]) -> list[Problem]:
    problems = []
    for direction in DIRECTIONS:
        for rule in config.get(direction) or [] if isinstance(config.get(direction), list) else []:
            value = rule.get("protocol") if isinstance(rule, dict) else None
            if isinstance(value, str) and protocol_number(value) is None:
                problems.append(Problem(f'"protocol" : unsupported NACL protocol: {value}', "", (direction,)))
    value = config.get("protocol")
    if isinstance(value, str) and protocol_number(value) is None:
        problems.append(Problem(f'"protocol" : unsupported NACL protocol: {value}', "", ("protocol",)))
    return problems


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_network_acl",
            id="acl-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:network-acl/{id}",
            validate=_check_protocols,
            plan=_plan_acl,
            create=_create_acl,
            update=_update_acl,
        ),
        Resource(
            "aws_default_network_acl",
            validate=_check_protocols,
            plan=_plan_acl,
            create=_adopt_acl,
            update=_settle_default,
            read=_read_default,
            adopts=True,
        ),
        Resource(
            "aws_network_acl_rule",
            id=_rule_id,
            validate=_check_protocols,
            plan=_plan_rule,
            create=_create_rule,
            delete=_delete_rule,
            import_id=_import_rule,
        ),
        Resource(
            "aws_network_acl_association",
            id="aclassoc-0{hex:16}",
            create=lambda context: _set_association(context, there=True),
            delete=lambda context: _set_association(context, there=False),
        ),
    )
)
