"""Amazon VPC and EC2: networks, security groups, endpoints, flow logs, instance types."""

from __future__ import annotations

import re
from ipaddress import IPv4Network, ip_network
from typing import TYPE_CHECKING, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import absent, blocks, number, present, text
from mautic_fargate.offline_aws.constraints.tables import class_problem
from mautic_fargate.offline_aws.wire.values import is_unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

_FORBIDDEN: Final = tuple(map(IPv4Network, ("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4")))
_SPREAD: Final = (16, 28)
_DESCRIPTION = re.compile(r"^[0-9A-Za-z_ .:/()#,@\[\]+=&;{}!$*-]{0,255}$")
_GATEWAYS: Final = ("s3", "dynamodb")


def _range(values: Values, _region: str) -> Iterator[Fault]:
    cidr = text(values, "cidr_block")
    try:
        network = ip_network(cidr, strict=False) if cidr else None
    except ValueError:
        return  # the provider says so
    if not isinstance(network, IPv4Network):
        return
    if not _SPREAD[0] <= network.prefixlen <= _SPREAD[1]:
        yield ("cidr_block",), f"{cidr} must have a mask of /{_SPREAD[0]} to /{_SPREAD[1]}"
    if any(network.overlaps(bad) for bad in _FORBIDDEN):
        yield ("cidr_block",), f"{cidr} is reserved: use 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16"


def _block_missing(values: Values, _region: str) -> Iterator[Fault]:
    if (
        absent(values, "cidr_block")
        and absent(values, "ipv4_ipam_pool_id")
        and not is_unknown(values.get("cidr_block"))
    ):
        yield ("cidr_block",), "either cidr_block or ipv4_ipam_pool_id is needed"


def _zone(values: Values, region: str) -> Iterator[Fault]:
    zone = text(values, "availability_zone")
    if zone and region and not zone.startswith(region):
        yield ("availability_zone",), f"{zone} is no zone of {region}"


def _ports(values: Values, _region: str) -> Iterator[Fault]:
    low, high = number(values, "from_port"), number(values, "to_port")
    protocol = (text(values, "ip_protocol") or text(values, "protocol") or "").lower()
    if low is None or high is None or protocol not in {"tcp", "udp", "6", "17"}:
        return
    if low > high or low < 0 or high > 65535:
        yield (
            ("from_port",),
            f"invalid range of ports {low:g} to {high:g}: from_port must not be more than to_port, both 0 to 65535",
        )


def _inline_ports(values: Values, region: str) -> Iterator[Fault]:
    for name in ("ingress", "egress"):
        for path, rule in blocks(values, name):
            for below, message in _ports(rule, region):
                yield (*path, *below), message


def _ports_missing(values: Values, _region: str) -> Iterator[Fault]:
    if str(values.get("ip_protocol")).lower() in {"tcp", "udp"}:
        for name in ("from_port", "to_port"):
            if absent(values, name):
                yield (name,), f"a rule for {values['ip_protocol']} needs from_port and to_port"
    elif str(values.get("ip_protocol")) == "-1":
        for name in ("from_port", "to_port"):
            if present(values, name) and number(values, name) not in {-1, 0}:
                yield (name,), "a rule for all protocols (-1) has no ports"


def _description(values: Values, _region: str) -> Iterator[Fault]:
    found = text(values, "description")
    if found and not _DESCRIPTION.match(found):
        yield ("description",), f"{found!r}: at most 255 of a-z A-Z 0-9, spaces and ._-:/()#,@[]+=&;{{}}!$*"


def _endpoint(values: Values, _region: str) -> Iterator[Fault]:
    kind, service = values.get("vpc_endpoint_type"), text(values, "service_name")
    if kind == "Gateway":
        if (
            service
            and re.match(r"com\.amazonaws\.", service)
            and not service.endswith(tuple(f".{g}" for g in (*_GATEWAYS, "s3express")))
        ):
            yield (
                ("vpc_endpoint_type",),
                f"{service} has no gateway endpoint (only {', '.join(_GATEWAYS)} have): use Interface",
            )
        for name in ("subnet_ids", "security_group_ids"):
            if present(values, name):
                yield (name,), f"a gateway endpoint has no {name}"
        if values.get("private_dns_enabled") is True:
            yield ("private_dns_enabled",), "private DNS can't be enabled for a gateway endpoint"
    elif kind == "Interface" and present(values, "route_table_ids"):
        yield ("route_table_ids",), "an interface endpoint has no route tables"


def _endpoint_region(values: Values, region: str) -> Iterator[Fault]:
    service = text(values, "service_name") or ""
    found = re.match(r"com\.amazonaws\.([a-z]{2}(?:-[a-z]+)+-\d)\.", service)
    if found and region and found[1] != region and absent(values, "service_region"):
        yield ("service_name",), f"the service {service} does not exist in {region}"


def _flow_log(values: Values, _region: str) -> Iterator[Fault]:
    kind = values.get("log_destination_type")
    if kind == "cloud-watch-logs" and absent(values, "iam_role_arn") and absent(values, "deliver_cross_account_role"):
        yield ("iam_role_arn",), "flow logs to CloudWatch need an iam_role_arn"
    if kind == "s3" and present(values, "iam_role_arn"):
        yield ("iam_role_arn",), "flow logs to S3 have no iam_role_arn"


def _entry_number(values: Values, _region: str) -> Iterator[Fault]:
    order = number(values, "rule_number") if "rule_number" in values else None
    if order is not None and not 1 <= order <= 32766:
        yield ("rule_number",), f"{order:g} must be 1 to 32766"


def _instance_type(values: Values, region: str) -> Iterator[Fault]:
    name = text(values, "instance_type")
    if name and (problem := class_problem("ec2-instance", region, name)):
        yield ("instance_type",), problem


_GROUP_RULES = ("aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule")
_VALUE, _MISSING = "InvalidParameterValue", "MissingParameter"

RULES: Final = (
    Rule("vpc.cidr-range", ("aws_vpc",), _range, "InvalidVpc.Range", "Amazon VPC User Guide: VPC CIDR blocks"),
    Rule("vpc.cidr-missing", ("aws_vpc",), _block_missing, _MISSING, "EC2 API: CreateVpc"),
    Rule("vpc.subnet-range", ("aws_subnet",), _range, "InvalidSubnet.Range", "Amazon VPC User Guide: subnet sizing"),
    Rule(
        "vpc.zone",
        ("aws_subnet", "aws_instance", "aws_ebs_volume", "aws_db_instance"),
        _zone,
        _VALUE,
        "EC2 API: AvailabilityZone",
    ),
    Rule(
        "vpc.port-range",
        (*_GROUP_RULES, "aws_security_group_rule", "aws_network_acl_rule"),
        _ports,
        _VALUE,
        "EC2 API: IpPermission",
    ),
    Rule(
        "vpc.inline-port-range",
        ("aws_security_group", "aws_default_security_group"),
        _inline_ports,
        _VALUE,
        "EC2 API: IpPermission",
    ),
    Rule("vpc.ports", _GROUP_RULES, _ports_missing, _VALUE, "EC2 API: IpPermission"),
    Rule(
        "vpc.rule-description",
        (*_GROUP_RULES, "aws_security_group_rule", "aws_security_group"),
        _description,
        _VALUE,
        "EC2 API: IpRange",
    ),
    Rule("vpc.endpoint-kind", ("aws_vpc_endpoint",), _endpoint, "InvalidParameter", "EC2 API: CreateVpcEndpoint"),
    Rule(
        "vpc.endpoint-region",
        ("aws_vpc_endpoint",),
        _endpoint_region,
        "InvalidServiceName",
        "EC2 API: CreateVpcEndpoint",
    ),
    Rule("vpc.flow-log-role", ("aws_flow_log",), _flow_log, _VALUE, "EC2 API: CreateFlowLogs"),
    Rule("vpc.acl-rule-number", ("aws_network_acl_rule",), _entry_number, _VALUE, "EC2 API: CreateNetworkAclEntry"),
    Rule(
        "ec2.instance-type",
        ("aws_instance", "aws_launch_template"),
        _instance_type,
        "Unsupported",
        "cfn-lint: aws_ec2_instance",
    ),
)
