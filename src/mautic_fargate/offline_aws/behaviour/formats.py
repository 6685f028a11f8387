"""The named formats of strings (`("is", name)` among the value rules): ARNs, timestamps, networks, JSON, …

A format is a function from the text to what is wrong with it, or None. `{key}` in a message is where the caller puts the
attribute's name. Source: the validators of the provider, of its plugin SDK and of its plugin framework, which differ for
some formats: `FRAMEWORK_FORMATS` holds those of the framework that do.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import ipaddress
import json
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from mautic_fargate.offline_aws.behaviour.goregex import Untranslatable, compile_go

Format: TypeAlias = Callable[[str], str | None]

_ACCOUNT: Final = re.compile(r"\d{12}", re.ASCII)
_REGION: Final = re.compile(r"[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}", re.ASCII)
_PARTITION: Final = re.compile(r"aws(-[a-z]+)*")
_ARN_ACCOUNT: Final = re.compile(
    r"aws|aws-managed|third-party|aws-marketplace|partner-managed|\d{12}|cw.{10}", re.ASCII
)
_ARN_PARTS: Final = 6
_SERVICE_PRINCIPAL: Final = re.compile(r"([0-9a-z-]+\.){1,4}(amazonaws|amazon)\.com")
_CIDR: Final = re.compile(r"[0-9A-Fa-f:.]+/\d{1,3}", re.ASCII)
_CLOCK: Final = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_DAILY: Final = re.compile(rf"({_CLOCK}-{_CLOCK}|)")
_WEEKLY: Final = re.compile(rf"((sun|mon|tue|wed|thu|fri|sat):{_CLOCK}-(sun|mon|tue|wed|thu|fri|sat):{_CLOCK}|)")
_RFC3339: Final = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)([.,]\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII
)
_GO_DURATION: Final = re.compile(r"[+-]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)", re.ASCII)
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
_S3_URI: Final = re.compile(r"s3://[0-9A-Za-z][0-9A-Za-z.-]{1,61}[0-9A-Za-z](/.*)?")
_KMS_ID: Final = re.compile(r"(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_KMS_ARN: Final = re.compile(r"arn:aws[\w-]*:kms:[\w-]*:\d{12}:key/(.+)", re.ASCII)
_LAUNCH_TEMPLATE: Final = re.compile(r"[0-9A-Za-z()./_\-]+")
_LAUNCH_TEMPLATE_ID: Final = re.compile(r"lt-[0-9a-z]+")
_BOOLEANS: Final = frozenset({"1", "t", "T", "TRUE", "true", "True", "0", "f", "F", "FALSE", "false", "False"})
_GREATEST_PORT: Final = 65535


def arn(text: str) -> str | None:
    """An Amazon Resource Name as the SDK's validator wants it; the empty string passes."""
    if not text:
        return None
    parts = text.split(":", 5)
    if parts[0] != "arn":
        return f'"{{key}}" ({text}) is an invalid ARN: arn: invalid prefix'
    if len(parts) < _ARN_PARTS:
        return f'"{{key}}" ({text}) is an invalid ARN: arn: not enough sections'
    _, partition, _service, region, account, resource = parts
    if not partition:
        fault = "missing partition value"
    elif not _PARTITION.fullmatch(partition):
        fault = "invalid partition value (expecting to match regular expression: ^aws(-[a-z]+)*$)"
    elif region and not _REGION.fullmatch(region):
        fault = "invalid region value"
    elif account and not _ARN_ACCOUNT.fullmatch(account):
        fault = f"invalid account ID value (expecting to match regular expression: ^({_ARN_ACCOUNT.pattern})$)"
    elif not resource:
        fault = "missing resource value"
    else:
        return None
    return f'"{{key}}" ({text}) is an invalid ARN: {fault}'


def arn_form(text: str) -> str | None:
    """An Amazon Resource Name as the framework's validator wants it: the prefix and six parts."""
    if text.startswith("arn:") and text.count(":") >= _ARN_PARTS - 1:
        return None
    return f"The provided value cannot be parsed as an ARN.\n\nPath: {{key}}\nValue: {text}"


def _rfc3339(text: str) -> bool:
    match = _RFC3339.fullmatch(text)
    if match is None:
        return False
    try:
        dt.datetime(*map(int, match.groups()[:6]))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return False
    return True


def rfc3339(text: str) -> str | None:
    """A time such as 2026-01-31T12:00:00Z."""
    return None if _rfc3339(text) else f'expected "{{key}}" to be a valid RFC3339 date, got "{text}"'


def rfc3339_utc(text: str) -> str | None:
    """The same with another message."""
    if _rfc3339(text):
        return None
    return f'must be in RFC3339 time format "2006-01-02T15:04:05Z07:00": parsing time "{text}"'


def json_text(text: str) -> str | None:
    """A JSON document, or nothing: the SDK's `StringIsJSON` lets an empty text pass."""
    if not text:
        return None
    try:
        json.loads(text, parse_constant=_no_constant)
    except ValueError as error:
        return f'"{{key}}" contains an invalid JSON: {error}'
    return None


def _no_constant(name: str) -> Any:
    raise ValueError(f"invalid character in literal {name}")  # Python alone knows NaN and Infinity


def _unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise KeyError(key)
        found[key] = value
    return found


def iam_policy(text: str) -> str | None:
    """An IAM policy document: a JSON object without duplicate keys."""
    stripped = text.strip()
    if not stripped:
        return '"{key}" is an empty string, which is not a valid JSON value'
    if stripped[0] != "{":
        fault = {
            '"': "contains a JSON-encoded string, not a JSON-encoded object",
            "[": "contains a JSON array, not a JSON object",
        }.get(stripped[0], "not a JSON object")
        return f'"{{key}}" contains an invalid JSON policy: {fault}'
    try:
        json.loads(stripped, parse_constant=_no_constant, object_pairs_hook=_unique_pairs)
    except ValueError as error:
        return f'"{{key}}" contains an invalid JSON policy: {error}'
    except KeyError as error:
        return f'"{{key}}" contains duplicate JSON keys: duplicate key {error}'
    return None


def json_or_yaml(text: str) -> str | None:
    """JSON where it starts with a brace; YAML is not parsed here, all else passes."""
    return json_text(text) if text.lstrip().startswith("{") else None


def _network(text: str, versions: tuple[int, ...]) -> str | None:
    names: Mapping[tuple[int, ...], str] = {(4,): "IPv4 CIDR block", (6,): "IPv6 CIDR block"}
    name = names.get(versions, "CIDR block")
    if not _CIDR.fullmatch(text):
        return f'"{text}" is not a valid CIDR block: invalid CIDR address: {text}'
    try:
        network = ipaddress.ip_network(text, strict=False)
    except ValueError:
        return f'"{text}" is not a valid CIDR block: invalid CIDR address: {text}'
    if network.version not in versions:
        return f'"{text}" is not a valid {name}'
    if ipaddress.ip_interface(text).ip != network.network_address:
        return f'"{text}" is not a valid {name}; did you mean "{network}"?'
    return None


def _cidr(text: str) -> str | None:
    if _CIDR.fullmatch(text):
        try:
            ipaddress.ip_interface(text)
        except ValueError:
            pass
        else:
            return None
    return f'expected "{{key}}" to be a valid CIDR Value, got {text}: invalid CIDR address: {text}'


def _address(kind: str, *versions: int) -> Format:
    def check(text: str) -> str | None:
        try:
            if "%" not in text and ipaddress.ip_address(text).version in versions:
                return None
        except ValueError:
            pass
        return f"expected {{key}} to contain a valid {kind}, got: {text}"

    return check


def _port(least: int) -> Format:
    def check(text: str) -> str | None:
        try:
            if least <= int(text) <= _GREATEST_PORT:
                return None
        except ValueError:
            pass
        return f'expected "{{key}}" to be a valid port number{" or 0" if least == 0 else ""}, got: {text}'

    return check


def base64_text(text: str) -> str | None:
    """Standard base64 with its padding."""
    try:
        base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return f'"{{key}}" ("{text}") must be base64-encoded'
    return None


def asn(text: str) -> str | None:
    """A 4-byte autonomous system number as text."""
    if not re.fullmatch(r"[+-]?\d+", text, re.ASCII):
        return f'"{{key}}" ("{text}") must be a 64-bit integer'
    return None if 0 <= int(text) < 1 << 32 else f'"{{key}}" ("{text}") must be in the range 0 to 4294967295'


def https_url(text: str) -> str | None:
    """A URL with https and a host."""
    match = re.fullmatch(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?[^\s]*", text)
    if match is None or not match[2]:
        return f'expected "{{key}}" to have a host, got {text}'
    return None if match[1] == "https" else f'expected "{{key}}" to have a url with schema of: "https", got {text}'


def _launch_template_name(text: str) -> str | None:
    least, most = 3, 125
    if len(text) < least:
        return '"{key}" cannot be less than 3 characters'
    if len(text) > most:
        return '"{key}" cannot be longer than 125 characters'
    return None if _LAUNCH_TEMPLATE.fullmatch(text) else '"{key}" can only alphanumeric characters and ()./_- symbols'


def _kms_key(text: str) -> str | None:
    match = _KMS_ARN.fullmatch(text)
    if _KMS_ID.fullmatch(match[1] if match else text):
        return None
    return f'"{{key}}" ({text}) is not a valid KMS key identifier or ARN'


def _kms_key_id(text: str) -> str | None:
    if not text:
        return '"{key}" cannot be shorter than 1 character'
    return None if len(text.encode()) <= 2048 else '"{key}" cannot be longer than 2048 characters'


def _expression(text: str) -> str | None:
    try:
        compile_go(text)
    except Untranslatable as error:
        return f'"{{key}}": {error}'
    return None


def _nullable_float(text: str) -> str | None:
    if not text:
        return None
    try:
        float(text)
    except ValueError:
        return f"{{key}}: cannot parse '{text}' as float"
    return None


def _nullable_bool(text: str) -> str | None:
    return None if text == "" or text in _BOOLEANS else f"{{key}}: cannot parse '{text}' as boolean"


def _match(pattern: re.Pattern[str], message: str) -> Format:
    return lambda text: None if pattern.fullmatch(text) else message.replace("{value}", text)


def _date_or_number(text: str) -> str | None:
    return None if text.isdecimal() else rfc3339(text)


_IPV4_NETWORK: Final[Format] = lambda text: _network(text, (4,))  # noqa: E731
_IPV6_NETWORK: Final[Format] = lambda text: _network(text, (6,))  # noqa: E731
_ACCOUNT_ID: Final = _match(_ACCOUNT, '"{key}" doesn\'t look like AWS Account ID (exactly 12 digits): "{value}"')
_PRINCIPAL: Final = _match(
    _SERVICE_PRINCIPAL, '"{key}" ({value}) is an invalid Service Principal: invalid prefix value'
)

FORMATS: Final[Mapping[str, Format]] = {
    "account_id": _ACCOUNT_ID,
    "arn": arn,
    "asn4": asn,
    "awsaccountid": _ACCOUNT_ID,
    "base64": base64_text,
    "cidr": _cidr,
    "cidr_network": lambda text: _network(text, (4, 6)),
    "daily_window": _match(_DAILY, '({value}) must satisfy the format of "hh24:mi-hh24:mi"'),
    "date_or_positive_int": _date_or_number,
    "empty": lambda text: f'expected "{{key}}" to be an empty string: got {text}' if text else None,
    "go_duration": _match(_GO_DURATION, '"{key}" cannot be parsed as a duration: time: invalid duration "{value}"'),
    "https_url": https_url,
    "iam_policy_json": iam_policy,
    "ip": _address("IP", 4, 6),
    "ipv4": _address("IPv4 address", 4),
    "ipv4_cidr_network": _IPV4_NETWORK,
    "ipv4address": _address("IPv4 address", 4),
    "ipv6": _address("IPv6 address", 6),
    "ipv6_cidr_network": _IPV6_NETWORK,
    "ipv6cidrnetworkaddress": _IPV6_NETWORK,
    "json": json_text,
    "json_or_yaml": json_or_yaml,
    "kms_key": _kms_key,
    "kms_key_id": _kms_key_id,
    "launch_template_id": _match(
        _LAUNCH_TEMPLATE_ID, "\"{key}\" must begin with 'lt-' and only contain alphanumeric characters: {value}"
    ),
    "launch_template_name": _launch_template_name,
    "not_empty": lambda text: None if text else 'expected "{key}" to not be an empty string, got ',
    "not_white_space": lambda text: (
        None if text.strip() else 'expected "{key}" to not be an empty string or whitespace'
    ),
    "nullable_bool": _nullable_bool,
    "nullable_float": _nullable_float,
    "port": _port(1),
    "port_or_zero": _port(0),
    "regex": _expression,
    "region": _match(_REGION, '"{key}" doesn\'t look like AWS Region: "{value}"'),
    "rfc3339": rfc3339,
    "rfc3339_utc": rfc3339_utc,
    "s3_uri": _match(_S3_URI, "Attribute {key} value must be a valid S3 URI, got: {value}"),
    "serviceprincipal": _PRINCIPAL,
    "uuid": _match(_UUID, 'expected "{key}" to be a valid UUID, got {value}'),
    "weekly_window": lambda text: (
        None
        if _WEEKLY.fullmatch(text.lower())
        else f'({text.lower()}) must satisfy the format of "ddd:hh24:mi-ddd:hh24:mi"'
    ),
}
"""Every format by its name in the facts."""

FRAMEWORK_FORMATS: Final[Mapping[str, Format]] = {
    "arn": arn_form,
    "iam_policy_json": json_text,
}
"""The formats of which the framework's validator differs."""
