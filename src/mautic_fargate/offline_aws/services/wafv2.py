"""AWS WAF (v2): web ACLs, rule groups, IP sets, pattern sets, associations, logging."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from ipaddress import ip_network
from typing import Any, Final

from mautic_fargate.offline_aws.planning.normalise import go_json
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext, ReadContext
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.services.suppress import Block, blocks_of, keep, text
from mautic_fargate.offline_aws.wire.values import Value, is_wholly_known

_ACL: Final = "aws_wafv2_web_acl"
_ASSOCIATION: Final = "aws_wafv2_web_acl_association"
_RULE_GROUP: Final = "aws_wafv2_rule_group"
_IP_SET: Final = "aws_wafv2_ip_set"
_PATTERN_SET: Final = "aws_wafv2_regex_pattern_set"
_KINDS: Final = {_ACL: "webacl", _RULE_GROUP: "rulegroup", _IP_SET: "ipset", _PATTERN_SET: "regexpatternset"}
_INVALID: Final = "WAFInvalidParameterException"
_IN_USE: Final = (
    "AWS WAF couldn't perform the operation because your resource is being used by another resource or it's associated with "
    "another resource."
)

# The capacity units of AWS's own rule groups and of statements. Source: AWS WAF Developer Guide, "AWS Managed Rules rule groups
# list" and "Rule statements list".
_MANAGED_CAPACITY: Final = {
    "AWSManagedRulesAdminProtectionRuleSet": 100,
    "AWSManagedRulesAmazonIpReputationList": 25,
    "AWSManagedRulesAnonymousIpList": 50,
    "AWSManagedRulesATPRuleSet": 50,
    "AWSManagedRulesACFPRuleSet": 50,
    "AWSManagedRulesAntiDDoSRuleSet": 50,
    "AWSManagedRulesBotControlRuleSet": 50,
    "AWSManagedRulesCommonRuleSet": 700,
    "AWSManagedRulesKnownBadInputsRuleSet": 200,
    "AWSManagedRulesLinuxRuleSet": 200,
    "AWSManagedRulesPHPRuleSet": 100,
    "AWSManagedRulesSQLiRuleSet": 200,
    "AWSManagedRulesUnixRuleSet": 100,
    "AWSManagedRulesWindowsRuleSet": 200,
    "AWSManagedRulesWordPressRuleSet": 100,
}
_STATEMENT_CAPACITY: Final = {
    "asn_match_statement": 1,
    "byte_match_statement": 2,
    "geo_match_statement": 1,
    "ip_set_reference_statement": 1,
    "label_match_statement": 1,
    "rate_based_statement": 2,
    "regex_match_statement": 3,
    "regex_pattern_set_reference_statement": 25,
    "size_constraint_statement": 1,
    "sqli_match_statement": 20,
    "xss_match_statement": 40,
}


# --- plan -------------------------------------------------------------------------------------------------------------


def _normalise_json(name: str) -> Callable[[PlanContext], None]:
    def plan(context: PlanContext) -> None:
        document = context.planned.get(name)
        if not isinstance(document, str) or document == context.before(name):
            return
        try:
            context.planned[name] = go_json(json.loads(document))
        except ValueError:
            return

    return plan


def _network(address: Value) -> Any:
    try:
        return ip_network(text(address), strict=False)
    except ValueError:
        return address


def _plan_ip_set(context: PlanContext) -> None:
    """The same networks in other notation are the same."""
    before, after = context.before("addresses"), context.planned.get("addresses")
    if not (isinstance(before, list) and isinstance(after, list) and is_wholly_known(after)):
        return
    wanted = {_network(address) for address in after}
    if len(before) == len(after) and all(_network(address) in wanted for address in before):
        keep(context, "addresses")


def _redacted(values: Block) -> list[tuple[str, str]]:
    kinds = ("method", "query_string", "single_header", "uri_path")
    found = []
    for block in blocks_of(values, "redacted_fields"):
        for kind in kinds:
            found += [(kind, text(item.get("name")).lower()) for item in blocks_of(block, kind)]
    return sorted(found)


def _plan_logging(context: PlanContext) -> None:
    """The redacted fields are a set to the provider, and empty blocks are none."""
    known = is_wholly_known(context.planned.get("redacted_fields"))
    if context.prior is not None and known and _redacted(context.planned) == _redacted(context.prior):
        keep(context, "redacted_fields")


# --- apply ------------------------------------------------------------------------------------------------------------


def _identify(context: ApplyContext) -> None:
    """Id, ARN and lock token, and what AWS refuses of any of these types."""
    state = context.state
    name, scope = text(state.get("name")), state.get("scope")
    if context.find(context.type, name=name, scope=scope):
        message = "AWS WAF couldn't perform the operation because some resource in your request is a duplicate of an existing one."
        context.refuse("WAFDuplicateItemException", message, "name")
    id_ = context.ids.uuid("id")
    place = "global" if scope == "CLOUDFRONT" else "regional"
    state["id"] = id_
    state["arn"] = context.arn("wafv2", f"{place}/{_KINDS[context.type]}/{name}/{id_}")
    context.fill(lock_token=context.ids.uuid("lock_token"))


def _statements(block: Block) -> Iterator[tuple[str, Block]]:
    """Every statement in a rule's `statement`, at any depth, with its kind."""
    for kind, value in block.items():
        for inner in value if isinstance(value, list) else ():
            if not isinstance(inner, dict):
                continue
            if kind.endswith("_statement") and kind != "scope_down_statement":
                yield kind, inner
            yield from _statements(inner)


def _capacity(context: Context, rules: list[Block]) -> int:
    """The capacity units that AWS documents for the rules."""
    total = 0
    for rule in rules:
        for kind, statement in _statements({"statement": rule.get("statement")}):
            if kind == "managed_rule_group_statement":
                total += _MANAGED_CAPACITY.get(text(statement.get("name")), 100)
            elif kind == "rule_group_reference_statement":
                group = context.find(_RULE_GROUP, arn=statement.get("arn"))
                units = group[0]["capacity"] if group else 100
                total += int(units) if isinstance(units, int | float) else 0
            else:
                total += _STATEMENT_CAPACITY.get(kind, 0)
                costly = kind == "byte_match_statement" and statement.get("positional_constraint") in {
                    "CONTAINS",
                    "CONTAINS_WORD",
                }
                total += 8 if costly else 0
                changes = [item.get("type") for item in blocks_of(statement, "text_transformation")]
                total += 10 * sum(1 for change in changes if change != "NONE")
    return total


def _check_rules(context: ApplyContext) -> None:
    rules = blocks_of(context.state, "rule")
    for rule in rules:
        for kind, inner in _statements({"statement": rule.get("statement")}):
            least = {"and_statement": 2, "or_statement": 2}.get(kind, 0)
            if len(blocks_of(inner, "statement")) < least:
                context.refuse(
                    _INVALID, f"Error reason: A statement of kind {kind} needs at least two statements.", "rule"
                )


def _create_acl(context: ApplyContext) -> None:
    _identify(context)
    _check_rules(context)
    units = _capacity(context, blocks_of(context.state, "rule"))
    if units > 5000:
        message = f"AWS WAF couldn't perform the operation because you exceeded your resource limit. Capacity: {units}, limit: 5000"
        context.refuse("WAFLimitsExceededException", message, "rule")
    context.fill(capacity=units, application_integration_url="")


def _update_acl(context: ApplyContext) -> None:
    _check_rules(context)
    context.state["capacity"] = _capacity(context, blocks_of(context.state, "rule"))


def _create_group(context: ApplyContext) -> None:
    _identify(context)
    _check_group(context)


def _check_group(context: ApplyContext) -> None:
    _check_rules(context)
    units, limit = _capacity(context, blocks_of(context.state, "rule")), context.state.get("capacity")
    if isinstance(limit, int | float) and units > limit:
        message = f"Error reason: Your rule group exceeds its capacity. Capacity: {limit:g}, needed: {units}"
        context.refuse("WAFLimitsExceededException", message, "capacity")


def _mentions(value: Value, arn: Value) -> bool:
    if isinstance(value, dict):
        return any(_mentions(item, arn) for item in value.values())
    if isinstance(value, list):
        return any(_mentions(item, arn) for item in value)
    return bool(value == arn)


def _delete_acl(context: ApplyContext) -> None:
    arn = context.state.get("arn")
    used = context.find(_ASSOCIATION, web_acl_arn=arn) or context.find("aws_cloudfront_distribution", web_acl_id=arn)
    if used:
        context.refuse("WAFAssociatedItemException", f"deleting WAFv2 WebACL ({context.state.get('id')}): {_IN_USE}")


def _delete_part(context: ApplyContext) -> None:
    arn = context.state.get("arn")
    for type_ in (_ACL, _RULE_GROUP):
        for item in context.find(type_):
            if item["arn"] != arn and _mentions(item["rule"], arn):
                context.refuse(
                    "WAFAssociatedItemException", f"deleting WAFv2 object ({context.state.get('id')}): {_IN_USE}"
                )


def _create_association(context: ApplyContext) -> None:
    resource = text(context.state.get("resource_arn"))
    if ":cloudfront:" in resource:
        reason = "Error reason: The ARN isn't valid. A valid ARN begins with arn: and includes other information separated by colons "
        context.refuse(_INVALID, f"{reason}or slashes., field: RESOURCE_ARN, parameter: {resource}", "resource_arn")


def _create_logging(context: ApplyContext) -> None:
    destinations = context.state.get("log_destination_configs")
    arns = list(map(text, destinations)) if isinstance(destinations, list) else []
    for arn in arns:
        if arn.endswith(":*"):
            reason = f"Error reason: The ARN isn't valid., field: LOG_DESTINATION, parameter: {arn}"
            context.refuse(_INVALID, reason, "log_destination_configs")
    if len(arns) > 1:
        reason = "Error reason: You can have only one log destination per web ACL., field: LOG_DESTINATION"
        context.refuse(_INVALID, reason, "log_destination_configs")


def _import_id(id_: str) -> dict[str, Value]:
    parts = id_.split("/")
    if len(parts) != 3 or not all(parts):
        raise ValueError(f"Unexpected format of ID ({id_!r}), expected ID/NAME/SCOPE")
    return {"id": parts[0], "name": parts[1], "scope": parts[2]}


# --- data sources -----------------------------------------------------------------------------------------------------


def _read(context: ReadContext) -> dict[str, Value]:
    name, scope = text(context.config.get("name")), context.config.get("scope")
    resource = context.config.get("resource_arn")
    if resource:
        arns = [item["web_acl_arn"] for item in context.find(_ASSOCIATION, resource_arn=resource)]
        found = [item for item in context.find(_ACL) if item["arn"] in arns]
    else:
        found = context.find(context.type, name=name, scope=scope)
    if found:
        names = context.rules.schema.block.attributes.keys() & found[0].values.keys() - {"region"}
        return {key: found[0][key] for key in names if found[0][key] is not None}
    id_ = context.ids.uuid("id")
    name = name or "existing"
    place = "global" if scope == "CLOUDFRONT" else "regional"
    arn = context.arn("wafv2", f"{place}/{_KINDS[context.type]}/{name}/{id_}")
    values: dict[str, Value] = {"id": id_, "arn": arn, "name": name, "description": ""}
    if context.type == _IP_SET:
        values |= {"addresses": [], "ip_address_version": "IPV4"}
    return values


_NAMED: Final = ("name", "terraform-")

SERVICE = Service(
    resources=(
        Resource(
            _ACL,
            generated_name=_NAMED,
            plan=_normalise_json("rule_json"),
            create=_create_acl,
            update=_update_acl,
            delete=_delete_acl,
            import_id=_import_id,
        ),
        Resource(
            _RULE_GROUP,
            generated_name=_NAMED,
            plan=_normalise_json("rules_json"),
            create=_create_group,
            update=_check_group,
            delete=_delete_part,
            import_id=_import_id,
        ),
        Resource(
            _IP_SET,
            generated_name=_NAMED,
            plan=_plan_ip_set,
            create=_identify,
            delete=_delete_part,
            import_id=_import_id,
        ),
        Resource(_PATTERN_SET, generated_name=_NAMED, create=_identify, delete=_delete_part, import_id=_import_id),
        Resource(_ASSOCIATION, id="{web_acl_arn},{resource_arn}", create=_create_association, adopts=True),
        Resource(
            "aws_wafv2_web_acl_logging_configuration",
            id="{resource_arn}",
            plan=_plan_logging,
            create=_create_logging,
            import_id=lambda arn: {"id": arn, "resource_arn": arn},
            adopts=True,
        ),
    ),
    data_sources=tuple(DataSource(name, _read) for name in _KINDS),
)
