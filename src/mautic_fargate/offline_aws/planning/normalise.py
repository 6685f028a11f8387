"""Differences that the provider ignores, and the spelling in which it stores a value.

Two explicit tables, by the name that the behaviour facts give: `EQUIVALENCES` (a change between two such values is none) and
`STORED_FORMS` (what the plan shows for a configured value). A name that stands in neither is inline code of the provider and has
no general rule: services/ says what matters of it.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from ipaddress import ip_network
from typing import Any, Final

from mautic_fargate.offline_aws.planning.policy_equivalence import same_policy
from mautic_fargate.offline_aws.wire.values import Value

Equivalence = Callable[[Value, Value], bool]


def compact_json(text: str) -> str | None:
    """`text` as Go's JSON encoder writes it (sorted keys, no spaces, `<>&` escaped), or None when it is no JSON."""
    try:
        return go_json(json.loads(text))
    except ValueError:
        return None


def go_json(document: Any) -> str:
    """`document` as Go's JSON encoder writes it (numbers as float64: 1.0 is 1)."""
    text = json.dumps(_go_numbers(document), separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    for plain in "<>&\u2028\u2029":
        text = text.replace(plain, f"\\u{ord(plain):04x}")
    return text


def _go_numbers(document: Any) -> Any:
    if isinstance(document, dict):
        return {name: _go_numbers(value) for name, value in document.items()}
    if isinstance(document, list):
        return [_go_numbers(value) for value in document]
    return int(document) if isinstance(document, float) and document.is_integer() else document


def same_json(left: Value, right: Value) -> bool:
    """Whether two texts are the same JSON document; empty text and `{}` are equal."""
    if not (isinstance(left, str) and isinstance(right, str)):
        return False
    try:
        return bool(json.loads(left or "{}") == json.loads(right or "{}"))
    except ValueError:
        return left == right


def _same_text_folded(left: Value, right: Value) -> bool:
    return isinstance(left, str) and isinstance(right, str) and left.lower() == right.lower()


def _same_key(left: Value, right: Value) -> bool:
    """A KMS key named by its id and by its ARN is one key."""
    return isinstance(left, str) and isinstance(right, str) and left.rsplit("/", 1)[-1] == right.rsplit("/", 1)[-1]


def _same_name_or_arn(left: Value, right: Value) -> bool:
    return isinstance(left, str) and isinstance(right, str) and left.rsplit(":", 1)[-1] == right.rsplit(":", 1)[-1]


def _same_network(left: Value, right: Value) -> bool:
    try:
        return ip_network(left) == ip_network(right)
    except (TypeError, ValueError):
        return False


def _same_number(left: Value, right: Value) -> bool:
    try:
        return float(left) == float(right)
    except (TypeError, ValueError):
        return False


EQUIVALENCES: Final[dict[str, Equivalence]] = {
    "nullable.DiffSuppressNullableBool": lambda left, right: str(left or "") == str(right or ""),
    "sdkv2.SuppressEquivalentStringCaseInsensitive": _same_text_folded,
    "suppressEqualCIDRBlockDiffs": _same_network,
    "suppressEquivalentBudgetLimitAmount": _same_number,
    "suppressEquivalentFunctionNameOrARN": _same_name_or_arn,
    "suppressEquivalentIDOrARN": _same_key,
    "suppressEquivalentJSONEmptyNilDiffs": same_json,
    "suppressEquivalentKMSKeyIDs": _same_key,
    "suppressEquivalentKeyARNOrID": _same_key,
    "suppressEquivalentTaskSettings": same_json,
    "tfkms.DiffSuppressKey": _same_key,
    "tfkms.DiffSuppressKeyOrAlias": _same_key,
    "verify.SuppressEquivalentJSONDiffs": same_json,
    "verify.SuppressEquivalentJSONOrYAMLDiffs": same_json,
    "verify.SuppressEquivalentPolicyDiffs": same_policy,
}
"""By the provider's name of a diff suppression: whether an old and a new value are the same to it."""

KEEPS_MISSING_BLOCK: Final = "verify.SuppressMissingOptionalConfigurationBlock"
"""The suppression by which a removed optional block stays as it was."""


def _stored_json(value: Value) -> Value:
    if isinstance(value, str):
        normal = compact_json(value)
        return value if normal is None else normal
    return value


def _text(change: Callable[[str], str]) -> Callable[[Value], Value]:
    return lambda value: change(value) if isinstance(value, str) else value


_PROTOCOL_NAMES: Final = {"1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6", "all": "-1"}

STORED_FORMS: Final[dict[str, Callable[[Value], Value]]] = {
    "NormalizeJsonStringSchemaStateFunc": _stored_json,
    "sdkv2.NormalizeJsonStringSchemaStateFunc": _stored_json,
    "sdkv2.ToLowerSchemaStateFunc": _text(str.lower),
    "sdkv2.ToUpperSchemaStateFunc": _text(str.upper),
    "sdkv2.TrimSpaceSchemaStateFunc": _text(str.strip),
    "protocolStateFunc": _text(lambda name: _PROTOCOL_NAMES.get(name.lower(), name.lower())),
    "normalizeAliasDomainName": _text(lambda name: name.removesuffix(".").removeprefix("dualstack.").lower()),
    "normalizeDomainName": _text(lambda name: name if name == "." else name.removesuffix(".")),
    "trimTrailingPeriod": _text(lambda name: name.removesuffix(".")),
}
"""By the provider's name of a state function: the spelling in which a configured value is planned and stored."""
