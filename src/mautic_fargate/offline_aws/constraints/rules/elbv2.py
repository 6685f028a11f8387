"""Elastic Load Balancing v2: load balancers, listeners, rules, target groups."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Path, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import absent, as_number, blocks, count, flag, number, present, text

if TYPE_CHECKING:
    from collections.abc import Iterator
from mautic_fargate.offline_aws.wire.values import is_wholly_known

_SECURE: Final = frozenset({"HTTPS", "TLS"})
_MOST_VALUES: Final = 5
_MOST_GROUPS: Final = 5


def _name(values: Values, _region: str) -> Iterator[Fault]:
    name = text(values, "name")
    if name and (
        not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?", name) or name.startswith("internal-")
    ):
        yield (
            ("name",),
            f"{name!r}: 1 to 32 letters, digits and hyphens, no hyphen at either end, not starting with internal-",
        )


def _subnets(values: Values, _region: str) -> Iterator[Fault]:
    if (
        values.get("load_balancer_type") in ("application", None)
        and absent(values, "subnet_mapping")
        and count(values, "subnets") == 1
    ):
        yield ("subnets",), "at least two subnets in two different zones must be specified"


def _logs(values: Values, _region: str) -> Iterator[Fault]:
    for name in ("access_logs", "connection_logs"):
        for path, block in blocks(values, name):
            if flag(block, "enabled") and absent(block, "bucket"):
                yield (*path, "bucket"), f"enabled {name} need a bucket"


def _timeout(values: Values, _region: str) -> Iterator[Fault]:
    if text(values, "protocol") not in {"HTTP", "HTTPS"}:
        return
    for path, block in blocks(values, "health_check"):
        wait, every = number(block, "timeout"), number(block, "interval")
        if wait and every and wait >= every:
            yield (*path, "timeout"), f"health check timeout {wait:g} must be smaller than the interval {every:g}"


def _matcher(values: Values, _region: str) -> Iterator[Fault]:
    grpc = str(values.get("protocol_version")).upper() == "GRPC"
    low, high = (0, 99) if grpc else (200, 599)
    for path, block in blocks(values, "health_check"):
        codes = text(block, "matcher")
        if not codes or text(values, "protocol") not in {"HTTP", "HTTPS"}:
            continue
        numbers = [as_number(n) for part in codes.split(",") for n in part.split("-")]
        if any(n is None or not low <= n <= high for n in numbers):
            yield (*path, "matcher"), f"{codes!r} must be codes {low} to {high}, such as 200, 200,204 or 200-299"


def _stickiness(values: Values, _region: str) -> Iterator[Fault]:
    protocol = text(values, "protocol")
    for path, block in blocks(values, "stickiness"):
        kind = text(block, "type")
        if not kind or not protocol or flag(block, "enabled") is not True:
            continue
        if (protocol in {"HTTP", "HTTPS"}) != (kind in {"lb_cookie", "app_cookie"}):
            yield (
                (*path, "type"),
                f"stickiness type {kind} is not supported for target groups with the protocol {protocol}",
            )
        if kind == "app_cookie" and absent(block, "cookie_name"):
            yield (*path, "cookie_name"), "app_cookie needs a cookie_name"


def _slow_start(values: Values, _region: str) -> Iterator[Fault]:
    kind = text(values, "load_balancing_algorithm_type")
    if number(values, "slow_start") and kind in {"least_outstanding_requests", "weighted_random"}:
        yield ("slow_start",), f"slow start is not supported with the algorithm {kind}"


def _group_needs(values: Values, _region: str) -> Iterator[Fault]:
    kind = values.get("target_type")
    if kind in ("instance", "ip", "alb", None):
        for name in ("port", "protocol", "vpc_id"):
            if absent(values, name):
                yield (name,), f"a target group of type {kind or 'instance'} needs {name}"
    if text(values, "protocol") == "GENEVE" and number(values, "port") not in {None, 6081}:
        yield ("port",), "GENEVE needs port 6081"


def _certificate(values: Values, _region: str) -> Iterator[Fault]:
    protocol = text(values, "protocol")
    if protocol in _SECURE and absent(values, "certificate_arn"):
        yield ("certificate_arn",), f"a certificate must be specified for {protocol} listeners"
    if protocol and protocol not in _SECURE:
        for name in ("certificate_arn", "ssl_policy"):
            if present(values, name):
                yield (name,), f"{protocol} listeners have no {name}"


def _policy(values: Values, _region: str) -> Iterator[Fault]:
    name = text(values, "ssl_policy")
    if name and not name.startswith("ELBSecurityPolicy-"):
        yield ("ssl_policy",), f"{name!r} is no security policy: such as ELBSecurityPolicy-TLS13-1-2-2021-06"


def _port(values: Values, _region: str) -> Iterator[Fault]:
    port = number(values, "port")
    if port and not 1 <= port <= 65535:
        yield ("port",), f"port {port:g} must be 1 to 65535"


def _actions(values: Values) -> Iterator[tuple[Path, Values]]:
    for name in ("default_action", "action"):
        yield from blocks(values, name)


def _redirect(values: Values, _region: str) -> Iterator[Fault]:
    same = {"host": "#{host}", "path": "/#{path}", "port": "#{port}", "protocol": "#{protocol}"}
    for path, action in _actions(values):
        for below, block in blocks(action, "redirect"):
            given = {name: block.get(name) for name in same}
            if all(v is None or v == same[name] for name, v in given.items()):
                yield (*path, *below), "a redirect must change the protocol, port, host or path, or it goes in circles"


def _fixed(values: Values, _region: str) -> Iterator[Fault]:
    for path, action in _actions(values):
        for below, block in blocks(action, "fixed_response"):
            code = text(block, "status_code")
            if code and not re.fullmatch(r"[245]\d\d", code):
                yield (*path, *below, "status_code"), f"{code} must be 2XX, 4XX or 5XX"


def _forward(values: Values, _region: str) -> Iterator[Fault]:
    for path, action in _actions(values):
        for below, block in blocks(action, "forward"):
            groups = [g for _, g in blocks(block, "target_group")]
            if len(groups) > _MOST_GROUPS:
                yield (*path, *below), f"{len(groups)} target groups: at most {_MOST_GROUPS} in one forward action"
            weights = [number(g, "weight") for g in groups]
            if any(w is not None and not 0 <= w <= 999 for w in weights):
                yield (*path, *below), "a weight must be 0 to 999"


def _authenticate(values: Values, _region: str) -> Iterator[Fault]:
    protocol = text(values, "protocol")
    for path, action in _actions(values):
        kind = text(action, "type") or ""
        if kind.startswith("authenticate-") and protocol and protocol != "HTTPS":
            yield (*path, "type"), f"{kind} needs an HTTPS listener, not {protocol}"


def _conditions(values: Values, _region: str) -> Iterator[Fault]:
    total = 0
    for _, condition in blocks(values, "condition"):
        for name in ("host_header", "path_pattern", "http_header", "http_request_method", "source_ip"):
            for _, block in blocks(condition, name):
                for attribute in ("values", "regex_values"):
                    found = block.get(attribute)
                    total += len(found) if isinstance(found, list) and is_wholly_known(found) else 0
        total += len(list(blocks(condition, "query_string")))
    if total > _MOST_VALUES:
        yield ("condition",), f"a rule has {total} condition values, at most {_MOST_VALUES} are allowed"


_LB, _GROUP = ("aws_lb", "aws_alb"), ("aws_lb_target_group", "aws_alb_target_group")
_LISTENER, _RULE = ("aws_lb_listener", "aws_alb_listener"), ("aws_lb_listener_rule", "aws_alb_listener_rule")
_CODE = "ValidationError"

RULES: Final = (
    Rule("elbv2.name", _LB + _GROUP, _name, _CODE, "ELBv2 API: CreateLoadBalancer Name"),
    Rule("elbv2.two-zones", _LB, _subnets, _CODE, "ELBv2 API: CreateLoadBalancer Subnets"),
    Rule("elbv2.log-bucket", _LB, _logs, "InvalidConfigurationRequest", "ELBv2 API: LoadBalancerAttribute"),
    Rule(
        "elbv2.health-check-timeout", _GROUP, _timeout, _CODE, "ELBv2 API: CreateTargetGroup HealthCheckTimeoutSeconds"
    ),
    Rule("elbv2.health-check-matcher", _GROUP, _matcher, _CODE, "ELBv2 API: Matcher"),
    Rule("elbv2.stickiness", _GROUP, _stickiness, "InvalidConfigurationRequest", "ELBv2 API: TargetGroupAttribute"),
    Rule("elbv2.slow-start", _GROUP, _slow_start, "InvalidConfigurationRequest", "ELBv2 API: TargetGroupAttribute"),
    Rule(
        "elbv2.target-group-requirements",
        _GROUP,
        _group_needs,
        _CODE,
        "cfn-lint: aws_elasticloadbalancingv2_targetgroup",
    ),
    Rule("elbv2.certificate", _LISTENER, _certificate, _CODE, "cfn-lint: aws_elasticloadbalancingv2_listener"),
    Rule("elbv2.ssl-policy", _LISTENER, _policy, "SSLPolicyNotFound", "ELBv2 API: CreateListener SslPolicy"),
    Rule("elbv2.port", _LISTENER, _port, _CODE, "ELBv2 API: CreateListener Port"),
    Rule(
        "elbv2.redirect-loop",
        _LISTENER + _RULE,
        _redirect,
        "InvalidLoadBalancerAction",
        "ELBv2 API: RedirectActionConfig",
    ),
    Rule(
        "elbv2.fixed-response",
        _LISTENER + _RULE,
        _fixed,
        "InvalidLoadBalancerAction",
        "ELBv2 API: FixedResponseActionConfig",
    ),
    Rule("elbv2.forward", _LISTENER + _RULE, _forward, "InvalidLoadBalancerAction", "ELBv2 API: ForwardActionConfig"),
    Rule("elbv2.authenticate", _LISTENER, _authenticate, "InvalidLoadBalancerAction", "ELBv2 API: Action"),
    Rule("elbv2.condition-values", _RULE, _conditions, "ValidationError", "ELB quotas: condition values per rule"),
)
