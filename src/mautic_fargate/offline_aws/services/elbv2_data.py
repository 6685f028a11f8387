"""Elastic Load Balancing v2: data sources."""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.services.context import ReadContext
from mautic_fargate.offline_aws.services.elb_regions import SERVICE_ACCOUNTS, hosted_zone
from mautic_fargate.offline_aws.services.elbv2 import LISTENERS, LOAD_BALANCERS, TARGET_GROUPS, find_all, lookup_any
from mautic_fargate.offline_aws.services.spec import DataSource, Service
from mautic_fargate.offline_aws.services.suppress import blocks_of, text
from mautic_fargate.offline_aws.wire.values import Value

_NO_LOGS: Final = {"bucket": "", "enabled": False, "prefix": ""}


def _shown(context: ReadContext, item: Object) -> dict[str, Value]:
    """The object's values that the data source has, too."""
    names = context.rules.schema.block.attributes.keys() & item.values.keys() - {"tags", "region"}
    values = {name: item[name] for name in names if item[name] is not None}
    return values | {"tags": item["tags_all"] or {}}


def _fitting(context: ReadContext, types: tuple[str, ...]) -> list[Object]:
    """The objects that ARN, else name, and tags select; all of them when nothing is asked."""
    arn, name = context.config.get("arn"), context.config.get("name")
    if arn:
        chosen = [item] if (item := lookup_any(context, types, arn)) else []
    else:
        chosen = find_all(context, types, **({"name": name} if name else {}))
    tags = context.wants_tags().items()
    return [item for item in chosen if tags <= (item["tags_all"] or {}).items()]


def _read_load_balancer(context: ReadContext) -> dict[str, Value]:
    found = _fitting(context, LOAD_BALANCERS)
    if len(found) > 1:
        context.refuse(f"Search returned {len(found)} results, please revise so only one is returned")
    if not found:
        return _imagined_load_balancer(context)
    values = _shown(context, found[0])
    for name in ("access_logs", "connection_logs", "health_check_logs"):
        values[name] = values.get(name) or [dict(_NO_LOGS)]
    return values


def _imagined_load_balancer(context: ReadContext) -> dict[str, Value]:
    arn = text(context.config.get("arn"))
    if arn:
        suffix = arn.partition("loadbalancer/")[2]
    else:
        suffix = f"app/{text(context.config.get('name')) or 'existing'}/{context.ids.hex(16, 'arn')}"
        arn = context.arn("elasticloadbalancing", f"loadbalancer/{suffix}")
    short, _, rest = suffix.partition("/")
    name, _, draw = rest.partition("/")
    kind = {"net": "network", "gwy": "gateway"}.get(short, "application")
    dns = f"{name}-{context.ids.digits(10, 'dns')}.{context.region}.elb.{context.dns_suffix}"
    if kind != "application":
        dns = f"{name}-{draw}.elb.{context.region}.{context.dns_suffix}"
    return {
        "id": arn,
        "arn": arn,
        "arn_suffix": suffix,
        "name": name,
        "dns_name": dns,
        "zone_id": hosted_zone(context.region, kind),
        "load_balancer_type": kind,
        "internal": False,
        "ip_address_type": "ipv4",
        "security_groups": [f"sg-{context.ids.hex(17, 'sg')}"] if kind == "application" else [],
        "subnets": [f"subnet-{context.ids.hex(17, label)}" for label in "ab"],
        "subnet_mapping": [],
        "vpc_id": f"vpc-{context.ids.hex(17, 'vpc')}",
        "access_logs": [dict(_NO_LOGS)],
        "connection_logs": [dict(_NO_LOGS)],
        "health_check_logs": [dict(_NO_LOGS)],
        "ipam_pools": [],
        "idle_timeout": 60,
        "client_keep_alive": 3600,
        "enable_http2": True,
        "desync_mitigation_mode": "defensive",
        "xff_header_processing_mode": "append",
        "tags": dict(context.wants_tags()),
    }


def _read_listener(context: ReadContext) -> dict[str, Value]:
    arn, balancer, port = (context.config.get(name) for name in ("arn", "load_balancer_arn", "port"))
    if arn:
        found = [item] if (item := lookup_any(context, LISTENERS, arn)) else []
    else:
        asked = {"load_balancer_arn": balancer, "port": port} if balancer else {}
        found = find_all(context, LISTENERS, **asked)
    if len(found) > 1:
        context.refuse(
            "multiple ELBv2 Listeners matched; use additional constraints to reduce matches to a single ELBv2 Listener"
        )
    if not found:
        return _imagined_listener(context, text(arn), text(balancer), port)
    values = _shown(context, found[0])
    values |= {name: found[0][name] for name in ("default_action", "mutual_authentication")}
    values["default_action"] = [_both_forms(dict(action)) for action in blocks_of(values, "default_action")]
    return values


def _both_forms(action: dict[str, Value]) -> dict[str, Value]:
    """A forward action shows its target groups in both forms."""
    forwards = blocks_of(action, "forward")
    if action.get("target_group_arn") and not forwards:
        group = {"arn": action["target_group_arn"], "weight": 1}
        action["forward"] = [{"stickiness": [{"enabled": False, "duration": 0}], "target_group": [group]}]
    elif forwards:
        groups = blocks_of(forwards[0], "target_group")
        if len(groups) == 1:
            action["target_group_arn"] = groups[0].get("arn")
    return action


def _imagined_listener(context: ReadContext, arn: str, balancer: str, port: Value) -> dict[str, Value]:
    if not (arn or balancer):
        context.refuse("no matching ELBv2 Listener found")
    if not arn:
        arn = f"{balancer.replace(':loadbalancer/', ':listener/', 1)}/{context.ids.hex(16, 'arn')}"
    if not balancer:
        balancer = arn.replace(":listener/", ":loadbalancer/", 1).rpartition("/")[0]
    number = port if isinstance(port, int | float) else 443
    protocol = "HTTP" if number == 80 else "HTTPS"
    certificate = context.arn("acm", f"certificate/{context.ids.uuid('certificate')}") if protocol == "HTTPS" else ""
    return {
        "id": arn,
        "arn": arn,
        "load_balancer_arn": balancer,
        "port": number,
        "protocol": protocol,
        "certificate_arn": certificate,
        "ssl_policy": "ELBSecurityPolicy-2016-08" if protocol == "HTTPS" else "",
        "alpn_policy": "",
        "default_action": [],
        "mutual_authentication": [],
        "tags": {},
    }


def _read_target_group(context: ReadContext) -> dict[str, Value]:
    found = _fitting(context, TARGET_GROUPS)
    if len(found) > 1:
        context.refuse(f"Search returned {len(found)} results, please revise so only one is returned")
    if found:
        values = _shown(context, found[0])
        return values | {name: found[0][name] for name in ("health_check", "stickiness")}
    arn = text(context.config.get("arn"))
    suffix = arn.rpartition(":")[2] if arn else ""
    if not suffix:
        name = text(context.config.get("name")) or "existing"
        suffix = f"targetgroup/{name}/{context.ids.hex(16, 'arn')}"
    check = {
        "enabled": True,
        "healthy_threshold": 5,
        "interval": 30,
        "matcher": "200",
        "path": "/",
        "port": "traffic-port",
    }
    return {
        "id": arn or context.arn("elasticloadbalancing", suffix),
        "arn": arn or context.arn("elasticloadbalancing", suffix),
        "arn_suffix": suffix,
        "name": suffix.split("/")[1] if "/" in suffix else suffix,
        "port": 80,
        "protocol": "HTTP",
        "protocol_version": "HTTP1",
        "target_type": "ip",
        "deregistration_delay": "300",
        "vpc_id": f"vpc-{context.ids.hex(17, 'vpc')}",
        "load_balancer_arns": [],
        "health_check": [check | {"protocol": "HTTP", "timeout": 5, "unhealthy_threshold": 2}],
        "stickiness": [{"cookie_duration": 86400, "cookie_name": "", "enabled": False, "type": "lb_cookie"}],
        "tags": dict(context.wants_tags()),
    }


def _read_hosted_zone(context: ReadContext) -> dict[str, Value]:
    zone = hosted_zone(context.region, text(context.config.get("load_balancer_type")) or "application")
    if not zone:
        context.refuse(f"unsupported AWS Region: {context.region}")
    return {"id": zone}


def _read_service_account(context: ReadContext) -> dict[str, Value]:
    account = SERVICE_ACCOUNTS.get(context.region)
    if account is None:
        context.refuse(f"unsupported ELB Service Account Region ({context.region})")
    return {"id": account, "arn": context.arn("iam", "root", region="", account=account)}


def _read_balancers(context: ReadContext) -> dict[str, Value]:
    tags = context.wants_tags().items()
    found = [item for item in find_all(context, LOAD_BALANCERS) if tags <= (item["tags_all"] or {}).items()]
    return {"id": context.region, "arns": sorted(item.id for item in found)}


SERVICE = Service(
    data_sources=(
        *(DataSource(name, _read_load_balancer) for name in LOAD_BALANCERS),
        *(DataSource(name, _read_listener) for name in LISTENERS),
        *(DataSource(name, _read_target_group) for name in TARGET_GROUPS),
        DataSource("aws_lb_hosted_zone_id", _read_hosted_zone),
        DataSource("aws_lbs", _read_balancers),
        DataSource("aws_elb_service_account", _read_service_account),
    )
)
