"""Amazon Route 53 and AWS WAF."""

from __future__ import annotations

import re
from ipaddress import IPv4Address, IPv6Address, ip_network
from typing import TYPE_CHECKING, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import absent, blocks, number, present, text, texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
from mautic_fargate.offline_aws.wire.values import is_unknown

_LONGEST_TTL: Final = 2**31 - 1
_MX = re.compile(r"^\d{1,5}\s+\S+$")
_SRV = re.compile(r"^\d{1,5}\s+\d{1,5}\s+\d{1,5}\s+\S+$")
_WINDOWS: Final = (60, 120, 300, 600)


def _is(kind: type[IPv4Address | IPv6Address], value: str) -> bool:
    try:
        kind(value)
    except ValueError:
        return False
    return True


_RECORDS: Final[dict[str, tuple[Callable[[str], bool], str]]] = {
    "A": (lambda value: _is(IPv4Address, value), "an IPv4 address"),
    "AAAA": (lambda value: _is(IPv6Address, value), "an IPv6 address"),
    "MX": (lambda value: bool(_MX.match(value)), "a priority and a host, such as 10 mail.example.com"),
    "SRV": (lambda value: bool(_SRV.match(value)), "priority, weight, port and host"),
}


def _record(values: Values, _region: str) -> Iterator[Fault]:
    kind, ttl = text(values, "type"), number(values, "ttl")
    if ttl is not None and not 0 <= ttl <= _LONGEST_TTL:
        yield ("ttl",), f"{ttl:g} seconds must be 0 to {_LONGEST_TTL}"
    records = values.get("records")
    if kind == "CNAME" and isinstance(records, list) and len({r for r in records if isinstance(r, str)}) > 1:
        yield ("records",), "a CNAME record has exactly one value"
    right, legal = _RECORDS.get(kind or "", (None, ""))
    for path, value in texts(values, "records"):
        if right is not None and not right(value):
            yield path, f"{value!r} must be {legal} in a record of type {kind}"


def _record_target(values: Values, _region: str) -> Iterator[Fault]:
    if absent(values, "alias") and absent(values, "records"):
        yield ("records",), "a record needs records and a ttl, or an alias"
    if present(values, "records") and absent(values, "ttl"):
        yield ("ttl",), "records need a ttl"


def _weight(values: Values, _region: str) -> Iterator[Fault]:
    for path, block in blocks(values, "weighted_routing_policy"):
        weight = number(block, "weight")
        if weight is not None and not 0 <= weight <= 255:
            yield (*path, "weight"), f"{weight:g} must be 0 to 255"


def _health(values: Values, _region: str) -> Iterator[Fault]:
    kind = text(values, "type") or ""
    if kind.startswith(("HTTP", "TCP")) and absent(values, "fqdn") and absent(values, "ip_address"):
        yield ("fqdn",), f"a health check of type {kind} needs fqdn or ip_address"
    if kind.endswith("STR_MATCH") and absent(values, "search_string"):
        yield ("search_string",), f"{kind} needs a search_string"
    interval = number(values, "request_interval")
    if interval and interval not in {10, 30}:
        yield ("request_interval",), f"{interval:g} seconds must be 10 or 30"


def _scope(values: Values, region: str) -> Iterator[Fault]:
    if text(values, "scope") == "CLOUDFRONT" and region and region != "us-east-1":
        yield ("scope",), f"the scope CLOUDFRONT exists in us-east-1 only, not in {region}"


def _rules(values: Values, _region: str) -> Iterator[Fault]:
    for name in ("priority", "name"):
        found = [rule[name] for _, rule in blocks(values, "rule") if isinstance(rule.get(name), str | int)]
        if len(found) != len(set(found)):
            yield ("rule",), f"each rule needs a {name} of its own"
    for path, rule in blocks(values, "rule"):
        for _, statement in blocks(rule, "statement"):
            if any(map(is_unknown, statement.values())):
                continue
            grouped = present(statement, "managed_rule_group_statement") or present(
                statement, "rule_group_reference_statement"
            )
            wanted, other = ("override_action", "action") if grouped else ("action", "override_action")
            if absent(rule, wanted):
                yield (
                    (*path, wanted),
                    f"a rule with {'a rule group' if grouped else 'a statement of its own'} needs {wanted}",
                )
            if present(rule, other):
                yield (
                    (*path, other),
                    f"a rule with {'a rule group' if grouped else 'a statement of its own'} has no {other}",
                )
            for below, rate in blocks(statement, "rate_based_statement"):
                limit, window = number(rate, "limit"), number(rate, "evaluation_window_sec")
                if limit is not None and not 10 <= limit <= 2_000_000_000:
                    yield (*path, "statement", 0, *below, "limit"), f"{limit:g} must be 10 to 2000000000"
                if window and window not in _WINDOWS:
                    yield (
                        (*path, "statement", 0, *below, "evaluation_window_sec"),
                        f"{window:g} must be {', '.join(map(str, _WINDOWS))}",
                    )


def _addresses(values: Values, _region: str) -> Iterator[Fault]:
    version = {"IPV4": 4, "IPV6": 6}.get(text(values, "ip_address_version") or "")
    for path, address in texts(values, "addresses"):
        try:
            network = ip_network(address, strict=False)
        except ValueError:
            yield path, f"{address!r} is no block of addresses: such as 192.0.2.0/24"
            continue
        if "/" not in address:
            yield path, f"{address!r} needs a mask, such as {address}/{network.max_prefixlen}"
        elif network.prefixlen == 0:
            yield path, f"{address!r}: a mask of /0 is not allowed"
        elif version and network.version != version:
            yield path, f"{address!r} is not of {values['ip_address_version']}"


def _log(values: Values, _region: str) -> Iterator[Fault]:
    for path, arn in texts(values, "log_destination_configs"):
        name = re.split(r"[:/]", arn.removesuffix(":*"))[-1]
        if arn.startswith("arn:") and ":aws-waf-logs-" not in arn and not name.startswith("aws-waf-logs-"):
            yield path, f"the name of the destination, {name!r}, must start with aws-waf-logs-"


_RECORD, _ACL = (
    ("aws_route53_record",),
    ("aws_wafv2_web_acl", "aws_wafv2_rule_group", "aws_wafv2_ip_set", "aws_wafv2_regex_pattern_set"),
)
_WAF = "WAFInvalidParameterException"

RULES: Final = (
    Rule(
        "route53.record",
        _RECORD,
        _record,
        "InvalidChangeBatch",
        "Route 53 Developer Guide: record types; cfn-lint: aws_route53_recordset",
    ),
    Rule("route53.record-target", _RECORD, _record_target, "InvalidChangeBatch", "Route 53 API: ResourceRecordSet"),
    Rule("route53.weight", _RECORD, _weight, "InvalidInput", "Route 53 API: ResourceRecordSet Weight"),
    Rule(
        "route53.health-check",
        ("aws_route53_health_check",),
        _health,
        "InvalidInput",
        "Route 53 API: HealthCheckConfig",
    ),
    Rule("wafv2.scope", _ACL, _scope, _WAF, "WAF API: Scope"),
    Rule("wafv2.rules", ("aws_wafv2_web_acl", "aws_wafv2_rule_group"), _rules, _WAF, "WAF API: Rule"),
    Rule("wafv2.addresses", ("aws_wafv2_ip_set",), _addresses, _WAF, "WAF API: CreateIPSet Addresses"),
    Rule(
        "wafv2.log-name",
        ("aws_wafv2_web_acl_logging_configuration",),
        _log,
        _WAF,
        "WAF Developer Guide: logging destinations",
    ),
)
