"""Elastic Load Balancing v2: target groups and the attachment of targets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext
from mautic_fargate.offline_aws.services.elbv2 import (
    LISTENERS,
    RULES,
    TARGET_GROUPS,
    find_all,
)
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.services.suppress import Block, blocks_of, first_block, keep, paired_blocks, text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_HTTP: Final = frozenset({"HTTP", "HTTPS"})
_NO_COOKIE: Final = frozenset({"TCP", "UDP", "TCP_UDP", "TLS", "GENEVE"})


def groups_in(action: Block) -> Iterator[str]:
    """The ARNs of the target groups that an action forwards to."""
    if action.get("target_group_arn"):
        yield text(action["target_group_arn"])
    for forward in blocks_of(action, "forward"):
        for group in blocks_of(forward, "target_group"):
            yield text(group.get("arn"))


def listeners_using(context: Context, arn: Value) -> list[str]:
    """The ARNs of the listeners that forward to the group, by themselves or by one of their rules."""
    found = []
    for types, actions, listener in ((LISTENERS, "default_action", "id"), (RULES, "action", "listener_arn")):
        for item in find_all(context, types):
            forwarding = (action for action in blocks_of(item.values, actions) if arn in groups_in(action))
            found += [text(item[listener]) for _ in forwarding]
    return found


# --- plan -------------------------------------------------------------------------------------------------------------


def _plan(context: PlanContext) -> None:
    planned = context.planned
    kind = planned.get("target_type")
    if isinstance(planned.get("protocol_version"), str):
        planned["protocol_version"] = text(planned["protocol_version"]).upper()
    for block in blocks_of(planned, "health_check"):
        if isinstance(block.get("protocol"), str):
            block["protocol"] = text(block["protocol"]).upper()
    if kind == "lambda":
        keep(context, "port", "protocol", "vpc_id")
        for block, before in paired_blocks(context, "health_check"):
            if before:
                block |= {name: before.get(name) for name in ("port", "protocol")}
    if not is_unknown(planned.get("protocol")) and text(planned.get("protocol")).upper() not in _HTTP:
        keep(context, "protocol_version")
    if planned.get("protocol") in _NO_COOKIE:
        for block, before in paired_blocks(context, "stickiness"):
            block["cookie_duration"] = before.get("cookie_duration")
    _check(context, kind)


def _check(context: PlanContext, kind: Value) -> None:
    if is_unknown(kind):
        return
    check = first_block(context.planned, "health_check")
    tcp = text(check.get("protocol")).upper() == "TCP"
    if kind == "lambda":
        if tcp:
            _cannot(context, "health_check[0].protocol", "target_type", "lambda")
        return
    for name in ("port", "protocol", "vpc_id"):
        if context.config.get(name) is None:
            detail = f'Attribute "{name}" must be specified when "target_type" is "{kind}".'
            context.error("Invalid Attribute Combination", detail, name)
    if not tcp:
        return
    for name in ("matcher", "path"):
        if text(check.get(name)):
            context.error(
                "Invalid Attribute Combination",
                f'Attribute "health_check[0].{name}" cannot be specified when "health_check[0].protocol" is "TCP".',
                "health_check",
                0,
                name,
            )
    protocol = text(context.planned.get("protocol")).upper()
    if protocol in _HTTP:
        _cannot(context, "health_check[0].protocol", "protocol", protocol)


def _cannot(context: PlanContext, attribute: str, other: str, value: str) -> None:
    detail = f'Attribute "{attribute}" cannot have value "TCP" when "{other}" is "{value}".'
    context.error("Invalid Attribute Combination", detail, "health_check", 0, "protocol")


# --- apply ------------------------------------------------------------------------------------------------------------


def _create(context: ApplyContext) -> None:
    state = context.state
    name, kind, protocol = text(state.get("name")), text(state.get("target_type")), text(state.get("protocol")).upper()
    if find_all(context, TARGET_GROUPS, name=name):
        context.refuse("", f"ELBv2 Target Group ({name}) already exists", "name")
    suffix = f"targetgroup/{name}/{context.ids.hex(16, 'arn')}"
    arn = context.arn("elasticloadbalancing", suffix)
    state.update({"id": arn, "arn": arn, "arn_suffix": suffix})
    is_http = protocol in _HTTP
    context.fill(
        load_balancer_arns=[],
        connection_termination=False,
        ip_address_type="" if kind == "lambda" else "ipv4",
        load_balancing_algorithm_type="round_robin" if is_http else "",
        load_balancing_anomaly_mitigation="off" if is_http else "",
        load_balancing_cross_zone_enabled="" if kind == "lambda" else "use_load_balancer_configuration",
        preserve_client_ip="" if is_http or kind == "lambda" else "true" if kind == "instance" else "false",
        protocol_version="HTTP1" if is_http else "",
    )
    if kind == "lambda":
        _warn_lambda(context)
    _fill_blocks(context, protocol)
    _fill_health_check(context, kind, protocol)


def _warn_lambda(context: ApplyContext) -> None:
    for name in ("protocol", "protocol_version", "port", "vpc_id"):
        if context.config.get(name) is not None:
            context.warn(
                "Invalid Attribute Combination",
                f'Attribute "{name}" cannot be specified when "target_type" is "lambda".',
                name,
            )


def _fill_blocks(context: ApplyContext, protocol: str) -> None:
    state = context.state
    if is_unknown(state.get("stickiness")) or not state.get("stickiness"):
        is_http = protocol in _HTTP
        state["stickiness"] = [
            {
                "enabled": False,
                "type": "lb_cookie" if is_http or not protocol else "source_ip",
                "cookie_duration": 86400 if is_http or not protocol else 0,
                "cookie_name": "",
            }
        ]
    if is_unknown(state.get("target_failover")) or not state.get("target_failover"):
        state["target_failover"] = [dict.fromkeys(("on_deregistration", "on_unhealthy"))]
    if is_unknown(state.get("target_health_state")) or not state.get("target_health_state"):
        terminates = protocol in {"TCP", "TLS"} or None
        interval = 0 if terminates else None
        state["target_health_state"] = [
            {"enable_unhealthy_connection_termination": terminates, "unhealthy_draining_interval": interval}
        ]
    if is_unknown(state.get("target_group_health")) or not state.get("target_group_health"):
        state["target_group_health"] = [{"dns_failover": [], "unhealthy_state_routing": []}]
    for block in context.blocks("target_group_health"):
        for name, least in (("dns_failover", "1"), ("unhealthy_state_routing", 1)):
            if not blocks_of(block, name):
                block[name] = [{"minimum_healthy_targets_count": least, "minimum_healthy_targets_percentage": "off"}]


def _fill_health_check(context: ApplyContext, kind: str, protocol: str) -> None:
    state = context.state
    if is_unknown(state.get("health_check")) or not state.get("health_check"):
        state["health_check"] = [_default_health_check(kind, protocol)]
        return
    grpc = state.get("protocol_version") == "GRPC"
    for block in context.blocks("health_check"):
        is_http = text(block.get("protocol")).upper() in _HTTP
        timeout = 30 if kind == "lambda" else 5 if protocol in _HTTP else 6 if is_http else 10
        path = "/AWS.ALB/healthcheck" if grpc else "/"
        matcher = "12" if grpc else "200" if protocol in _HTTP or kind == "lambda" else "200-399"
        made: Block = {"timeout": timeout, "path": path if is_http else "", "matcher": matcher if is_http else ""}
        block |= {name: value for name, value in made.items() if is_unknown(block.get(name))}


def _default_health_check(kind: str, protocol: str) -> Block:
    """What AWS chooses when nothing is said of the health check."""
    if kind == "lambda":
        shape: tuple[bool, int, int, str, str, str, str] = (False, 35, 30, "HTTP", "traffic-port", "/", "200")
    elif protocol in _HTTP:
        shape = (True, 30, 5, protocol, "traffic-port", "/", "200")
    elif protocol == "GENEVE":
        shape = (True, 10, 5, "TCP", "80", "", "")
    else:
        shape = (True, 30, 10, "TCP", "traffic-port", "", "")
    enabled, interval, timeout, check, port, path, matcher = shape
    return {
        "enabled": enabled,
        "healthy_threshold": 5,
        "interval": interval,
        "matcher": matcher,
        "path": path,
        "port": port,
        "protocol": check,
        "timeout": timeout,
        "unhealthy_threshold": 2,
    }


def _read(context: ApplyContext) -> None:
    """A group learns of its load balancers once a listener uses it: seen at the next refresh."""
    users = set(listeners_using(context, context.state.get("arn")))
    arns = {item["load_balancer_arn"] for item in find_all(context, LISTENERS) if item.id in users}
    context.state["load_balancer_arns"] = sorted(filter(None, map(text, arns)))


def _delete(context: ApplyContext) -> None:
    arn = context.state.get("arn")
    if listeners_using(context, arn):
        context.refuse(
            "ResourceInUse",
            f"deleting ELBv2 Target Group ({arn}): Target group '{arn}' is currently in use by a listener or a rule",
        )


def _attachment_id(context: ApplyContext) -> Value:
    """`<group>,<target>[,<port>][,<zone>]`; the place of the port stays when only a zone is set."""
    state = context.state
    port, zone = state.get("port"), state.get("availability_zone")
    parts = [text(state.get("target_group_arn")), text(state.get("target_id"))]
    if port or zone:
        parts.append(format(port, "g") if isinstance(port, int | float) else "")
    if zone:
        parts.append(text(zone))
    return ",".join(parts)


def _attachment_import(id_: str) -> dict[str, Value]:
    parts = id_.split(",")
    values: dict[str, Value] = {"id": id_, "target_group_arn": parts[0]}
    if len(parts) > 1:
        values["target_id"] = parts[1]
    if len(parts) > 2 and parts[2]:
        values["port"] = int(parts[2])
    return values


def _group(name: str) -> Resource:
    return Resource(
        name,
        generated_name=("name", "tf-"),
        plan=_plan,
        create=_create,
        read=_read,
        delete=_delete,
        import_id=lambda arn: {"id": arn, "arn": arn},
    )


SERVICE = Service(
    resources=(
        *map(_group, TARGET_GROUPS),
        Resource("aws_lb_target_group_attachment", id=_attachment_id, import_id=_attachment_import),
        Resource("aws_alb_target_group_attachment", id=_attachment_id, import_id=_attachment_import),
    )
)
