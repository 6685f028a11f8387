"""After apply every value is known: what no rule decides gets a well-formed value by its name and type.

The values belong to nobody: documentation addresses (RFC 5737), the documentation account, example names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from mautic_fargate.offline_aws.account.identifiers import Identifiers
from mautic_fargate.offline_aws.moment import EPOCH
from mautic_fargate.offline_aws.planning.id_prefixes import id_prefix
from mautic_fargate.offline_aws.planning.levels import AttributeRule, Level, TypeRules
from mautic_fargate.offline_aws.schema.model import CtyType
from mautic_fargate.offline_aws.wire.values import Value, is_unknown, is_wholly_known

_SERVICE_OF_TYPE: Final = (
    ("aws_alb", "elasticloadbalancing"),
    ("aws_lb", "elasticloadbalancing"),
    ("aws_elb", "elasticloadbalancing"),
    ("aws_cloudwatch_log", "logs"),
    ("aws_cloudwatch_event", "events"),
    ("aws_cloudwatch", "cloudwatch"),
    ("aws_db", "rds"),
    ("aws_efs", "elasticfilesystem"),
    ("aws_sfn", "states"),
    ("aws_service_discovery", "servicediscovery"),
    ("aws_api_gateway", "apigateway"),
    ("aws_apigatewayv2", "apigateway"),
    ("aws_msk", "kafka"),
    ("aws_kinesis_firehose", "firehose"),
    ("aws_cognito", "cognito-idp"),
    ("aws_opensearch", "es"),
    ("aws_elasticsearch", "es"),
    ("aws_sesv2", "ses"),
)
_FIXED_TEXTS: Final = {"status": "available", "state": "available", "json": "{}"}
_COMPUTE_PREFIXES: Final = (
    "ami", "ebs", "ec2", "eip", "flow_log", "instance", "internet", "key_pair", "launch", "nat", "network", "placement",
    "route", "security_group", "snapshot", "spot", "subnet", "vpc", "vpn", "default", "egress_only", "customer_gateway",
)  # fmt: skip


def service_of(type_name: str) -> str:
    """The service part of a type's ARNs."""
    for prefix, service in _SERVICE_OF_TYPE:
        if type_name.startswith(prefix):
            return service
    rest = type_name.removeprefix("aws_")
    if rest.startswith(_COMPUTE_PREFIXES) and not rest.startswith(("route53", "networkmanager", "networkfirewall")):
        return "ec2"
    return rest.split("_", 1)[0]


@dataclass(frozen=True, slots=True)
class Filler:
    """Fills the unknown values of one object."""

    type: str
    region: str
    account_id: str
    partition: str
    dns_suffix: str
    is_global: bool
    ids: Identifiers
    name: str
    """What the object is called, for its ARN and the like."""

    def fill_level(self, level: Level, state: dict[str, Value], path: str = "") -> None:
        """Make every unknown value of a block known, in place."""
        for rule in level.attributes:
            value = state.get(rule.name)
            if is_unknown(value):
                state[rule.name] = self._legal(rule, path)
            elif isinstance(value, list | dict) and not is_wholly_known(value):
                state[rule.name] = self.known(rule.type, value, path + rule.name)
        for block in level.blocks:
            value = state.get(block.name)
            here = f"{path}{block.name}."
            if is_unknown(value):
                state[block.name] = self._block(block.nesting, block.level, here)
            elif isinstance(value, list):
                state[block.name] = [
                    self._one_block(block.level, {} if is_unknown(item) else item, f"{here}{index}.")
                    for index, item in enumerate(value)
                ]
            elif isinstance(value, dict):
                self.fill_level(block.level, value, here)

    def _legal(self, rule: AttributeRule, path: str) -> Value:
        """A value that the provider itself would accept, where a rule lists the legal ones or their range."""
        for check in rule.facts.validate:
            if check[0] == "enum" and rule.type == "string" and check[1]:
                return check[1][0]
            if check[0] == "range" and rule.type == "number" and check[1] is not None:
                return max(0, check[1])
        return self.value(rule.type, path + rule.name)

    def _block(self, nesting: str, level: Level, path: str) -> Value:
        # A computed list block is how the provider shows one structure: users index its first element.
        return [self._new_block(level, path + "0.")] if nesting == "list" else [] if nesting == "set" else None

    def _one_block(self, level: Level, item: Value, path: str) -> Value:
        if isinstance(item, dict):
            self.fill_level(level, item, path)
        return item

    def _new_block(self, level: Level, path: str) -> dict[str, Value]:
        block: dict[str, Value] = {rule.name: rule.unset for rule in level.attributes}
        block.update({nested.name: nested.unset for nested in level.blocks})
        for rule in level.attributes:
            if block[rule.name] is None and rule.computed:
                block[rule.name] = self._legal(rule, path)
        self.fill_level(level, block, path)
        return block

    def known(self, type_: CtyType, value: Value, path: str) -> Value:
        """`value` with its unknown parts filled."""
        if is_unknown(value):
            return self.value(type_, path)
        if isinstance(value, dict):
            return {key: self.known(_member(type_, key), item, f"{path}.{key}") for key, item in value.items()}
        if isinstance(value, list):
            return [self.known(_member(type_, index), item, f"{path}.{index}") for index, item in enumerate(value)]
        return value

    def value(self, type_: CtyType, path: str) -> Value:
        """A well-formed value of `type_` for the attribute at `path`."""
        if isinstance(type_, str):
            return {"number": 0, "bool": False}.get(type_, self.text(path) if type_ == "string" else None)
        kind, inner = type_[0], type_[1]
        if kind == "object":
            return {name: self.value(member, f"{path}.{name}") for name, member in inner.items()}
        if kind == "tuple":
            return [self.value(member, f"{path}.{index}") for index, member in enumerate(inner)]
        if kind == "map":
            return {}
        if kind == "list" and isinstance(inner, list) and inner[0] == "object":
            return [self.value(inner, f"{path}.0")]
        return []

    def text(self, path: str) -> str:
        """A well-formed text for the attribute at `path`."""
        name = path.rsplit(".", 1)[-1]
        if name == "arn" or name.endswith("_arn"):
            return self.arn(name.removesuffix("arn").strip("_"), path)
        if name in {
            "owner_id",
            "account_id",
            "owner",
            "registry_id",
            "owner_account",
            "caller_account",
        } or name.endswith("_account_id"):
            return self.account_id
        if name == "region" or name.endswith("_region"):
            return self.region
        if name.endswith(("_date", "_time", "_at", "_on", "timestamp")) or name.startswith("created"):
            return EPOCH
        if name.endswith("uuid"):
            return self.ids.uuid(path)
        if name.endswith(("ip", "ip_address")):
            return self.ids.public_ip(path)
        if name in _FIXED_TEXTS:
            return _FIXED_TEXTS[name]
        if "dns" in name or name.endswith(("endpoint", "domain_name", "hostname", "address", "fqdn")):
            return f"{self.ids.letters(10, path)}.{self.region}.{self.dns_suffix}"
        if name.endswith("url"):
            return f"https://{self.ids.letters(10, path)}.{self.region}.{self.dns_suffix}"
        if name.endswith("version") or name == "revision":
            return "1"
        if name == "etag":
            return self.ids.hex(32, path)
        if name == "name":
            return self.name or self.ids.letters(12, path)
        if name == "id" or name.endswith("_id"):
            stem = name.removesuffix("id").strip("_") or self.type.removeprefix("aws_")
            return f"{id_prefix(stem) or stem.replace('_', '-')}-{self.ids.hex(17, path)}"
        return f"{name.replace('_', '-')}-{self.ids.hex(8, path)}"

    def arn(self, kind: str, path: str) -> str:
        """An ARN of what the attribute is about: the object's own, or something of `kind`."""
        service = service_of(self.type)
        region = "" if self.is_global else self.region
        if not kind:
            noun = self.type.removeprefix("aws_").split("_", 1)[-1].replace("_", "-")
            return f"arn:{self.partition}:{service}:{region}:{self.account_id}:{noun}/{self.name or self.ids.hex(17, path)}"
        if kind.endswith("role"):
            return f"arn:{self.partition}:iam::{self.account_id}:role/{self.ids.letters(12, path)}"
        if "kms" in kind:
            return f"arn:{self.partition}:kms:{self.region}:{self.account_id}:key/{self.ids.uuid(path)}"
        noun = kind.replace("_", "-")
        return f"arn:{self.partition}:{service}:{region}:{self.account_id}:{noun}/{self.ids.hex(17, path)}"


def _member(type_: CtyType, key: str | int) -> CtyType:
    if isinstance(type_, str):
        return "string"
    inner = type_[1]
    if type_[0] == "object":
        return inner.get(key, "string") if isinstance(key, str) else "string"
    if type_[0] == "tuple":
        return inner[key] if isinstance(key, int) and key < len(inner) else "string"
    return inner  # type: ignore[no-any-return]


def name_of(rules: TypeRules, state: dict[str, Value]) -> str:
    """What an object is called by its configuration: the first name-like attribute that is known."""
    for attribute in ("name", "identifier", "bucket", "family", "cluster_name", "function_name", "id"):
        value = state.get(attribute)
        if isinstance(value, str) and value and rules.has(attribute):
            return value
    return ""
