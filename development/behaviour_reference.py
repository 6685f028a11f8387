"""A second reading of the value rules, for tests: does a value satisfy a rule, does it break it, or can this not tell?

Written apart from `mautic_fargate.offline_aws.behaviour.rules`: formats are judged by tables of right and wrong samples.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, Final

from mautic_fargate.offline_aws.behaviour.goregex import Untranslatable, compile_go
from mautic_fargate.offline_aws.behaviour.samples.texts import texts
from mautic_fargate.offline_aws.behaviour.samples.values import (
    FORMAT_SAMPLES,
    candidate_numbers,
    candidate_texts,
    leaves,
)
from mautic_fargate.offline_aws.behaviour.store import Rule

WRONG_FORMATS: Final[dict[str, tuple[Any, ...]]] = {
    "account_id": ("12345678901", "1234567890123", "abc"),
    "arn": ("not-an-arn", "arn:aws:iam", "arn"),
    "asn4": ("abc", "4294967296", "-1"),
    "awsaccountid": ("12345678901", "abc"),
    "base64": ("not base64!", "abc"),
    "cidr": ("10.0.0.0", "10.0.0.0/33", "abc"),
    "cidr_network": ("10.0.0.1/16", "10.0.0.0", "10.0.0.0/33"),
    "daily_window": ("24:00-01:00", "3:00-4:00", "mon:03:00-mon:04:00"),
    "date_or_positive_int": ("soon", "-1"),
    "empty": ("x",),
    "go_duration": ("1 hour", "h", "5"),
    "https_url": ("http://example.com", "example.com", "https://"),
    "iam_policy_json": ("{", "not json", "'a'"),
    "ip": ("192.0.2.256", "example.com", "192.0.2.1/32"),
    "ipv4": ("192.0.2.256", "2001:db8::1"),
    "ipv4_cidr_network": ("10.0.0.1/16", "10.0.0.0", "2001:db8::/56"),
    "ipv4address": ("192.0.2.256", "2001:db8::1"),
    "ipv6": ("192.0.2.1", "2001:db8::g"),
    "ipv6_cidr_network": ("10.0.0.0/16", "2001:db8::1/56", "2001:db8::"),
    "ipv6cidrnetworkaddress": ("10.0.0.0/16", "2001:db8::1/56", "2001:db8::"),
    "json": ("{", "not json", "{'a': 1}"),
    "json_or_yaml": ("{", '{"a":'),
    "kms_key": ("not-a-key", "alias/example"),
    "kms_key_id": ("", "k" * 2049),
    "launch_template_id": ("example", "lt-", "lt-ABC", ""),
    "launch_template_name": ("ab", "a" * 126, "a b c"),
    "not_empty": ("",),
    "not_white_space": ("", " ", "\t"),
    "nullable_bool": ("yes", "2", "maybe"),
    "nullable_float": ("one", "1,5"),
    "port": ("0", "65536", "http", 0, 65536, -1),
    "port_or_zero": ("65536", "-1", 65536, -1),
    "regex": ("(", "["),
    "region": ("us-east", "Virginia", "us_east_1"),
    "rfc3339": ("2030-01-01", "2030-13-01T00:00:00Z", "2030-01-01 00:00:00"),
    "rfc3339_utc": ("2030-01-01", "2030-13-01T00:00:00Z"),
    "s3_uri": ("https://example.com", "s3://"),
    "serviceprincipal": ("example.com", "ecs"),
    "uuid": ("1234", "1234abcd-12ab-34cd-56ef"),
    "weekly_window": ("monday:03:00-monday:04:00", "mon:25:00-mon:26:00", "03:00-04:00"),
}
"""Values that each format refuses, in the SDK and in the framework."""

LENIENT_FORMATS: Final = frozenset(
    {
        "base64",
        "json_or_yaml",
        "kms_key_id",
        "launch_template_name",
        "not_empty",
        "not_white_space",
        "regex",
    }
)
"""The formats that some text of letters has; a text of nothing but the letter "a" has none of the others."""

_ODD_TEXTS: Final = (
    "",
    " ",
    "-",
    "--",
    "_",
    "!",
    "?!",
    "A",
    "a",
    "9",
    "é",
    "a b",
    "-a",
    "a-",
    "a--b",
    "internal-a",
    "default",
    "{",
    "\n",
    "\t",
    "\x00",
    "\x01\x7f",
    "a:b",
    "a/b",
    "a,b",
    "%",
    "x" * 300,
    "not legal!",
    "not-one-of-them",
    "99999999999999",
)
_ODD_NUMBERS: Final = (-1, 0, 1, 7, 65536, 99, 10**9, -(10**9), 123457, 0.05)


def holds(rule: Rule, value: Any) -> bool | None:
    """Whether `value` satisfies `rule`; None: this cannot tell."""
    judged: bool | None = _JUDGES[rule[0]](rule, value)
    return judged


def _between(size: Any, bounds: Sequence[Any]) -> bool:
    least, most = bounds
    return not (least is not None and size < least) and not (most is not None and size > most)


def _pattern(rule: Rule, value: Any) -> bool | None:
    try:
        return bool(compile_go(rule[1]).search(value)) is (rule[0] == "regex")
    except Untranslatable:
        return None


def _format(rule: Rule, value: Any) -> bool | None:
    if value in FORMAT_SAMPLES[rule[1]] or str(value) in FORMAT_SAMPLES[rule[1]]:
        return True
    if value in WRONG_FORMATS[rule[1]]:
        return False
    plain = isinstance(value, str) and value != "" and (set(value) == {"a"} or value == "not legal!")
    return False if plain and rule[1] not in LENIENT_FORMATS else None


def _text_range(rule: Rule, value: Any) -> bool | None:
    if value == "":
        return True
    return _between(int(value), rule[1:]) if value.lstrip("-").isdecimal() else False


def _cidr_prefix(rule: Rule, value: Any) -> bool | None:
    try:
        network = ipaddress.ip_network(value)
    except ValueError:
        return False
    return _between(network.prefixlen, rule[1:]) if "/" in value else False


def _all(rule: Rule, value: Any) -> bool | None:
    answers = [holds(inner, value) for inner in rule[1]]
    return False if False in answers else None if None in answers else True


def _any(rule: Rule, value: Any) -> bool | None:
    answers = [holds(inner, value) for inner in rule[1]]
    return True if True in answers else None if None in answers else False


def _each(rule: Rule, value: Any) -> bool | None:
    items = list(value.values()) if isinstance(value, dict) else value
    answers = [_all(rule, item) for item in items]
    return False if False in answers else None if None in answers else True


def _keys(rule: Rule, value: Any) -> bool | None:
    return _each(rule, list(value))


_JUDGES: Final[dict[str, Any]] = {
    "above": lambda rule, value: value > rule[1],
    "all": _all,
    "any": _any,
    "cidr_prefix": _cidr_prefix,
    "divisible_by": lambda rule, value: value % rule[1] == 0,
    "each": _each,
    "enum": lambda rule, value: value in list(rule[1]) or (None if value == "" else False),
    "enum_fold": lambda rule, value: (
        value.lower() in [item.lower() for item in rule[1]] or (None if value == "" else False)
    ),
    "hand": lambda _rule, _value: None,
    "is": _format,
    "items": lambda rule, value: _between(len(value), rule[1:]),
    "keys": _keys,
    "length": lambda rule, value: _between(len(value.encode()), rule[1:]),
    "no_chars": lambda rule, value: not any(sign in value for sign in rule[1]),
    "no_nulls": lambda _rule, value: None not in (value.values() if isinstance(value, dict) else value),
    "none_of": lambda rule, value: value not in list(rule[1]),
    "prefix": lambda rule, value: value[: len(rule[1])] == rule[1],
    "range": lambda rule, value: _between(value, rule[1:]),
    "regex": _pattern,
    "regex_not": _pattern,
    "runes": lambda rule, value: _between(len(value), rule[1:]),
    "text_range": _text_range,
    "unique": lambda _rule, value: len({str(item) for item in value}) == len(value),
}


def _texts_against(rule: Rule) -> Iterator[str]:
    for leaf in leaves([rule]):
        if leaf[0] in {"length", "runes"}:
            least, most = leaf[1:]
            yield from (
                "a" * size
                for size in (*(() if least is None else (least - 1,)), *(() if most is None else (most + 1,)))
                if size >= 0
            )
        elif leaf[0] == "regex":
            yield from ("a" * (int(bound) + 1) for bound in re.findall(r"\{(?:\d+,)?(\d+)\}", leaf[1]))
        elif leaf[0] == "regex_not":
            yield from texts(compile_go(leaf[1]))
        elif leaf[0] == "none_of":
            yield from map(str, leaf[1])
        elif leaf[0] == "no_chars":
            yield from (f"a{sign}" for sign in leaf[1])
        elif leaf[0] == "is":
            yield from (value for value in WRONG_FORMATS[leaf[1]] if isinstance(value, str))
        elif leaf[0] == "text_range":
            yield from ("abc", *(str(bound + step) for bound in leaf[1:] if bound is not None for step in (-1, 1)))
        elif leaf[0] == "cidr_prefix":
            yield from ("10.0.0.0/31", "10.0.0.0/7", "10.0.0.0/8", "2001:db8::/64", "abc")
    yield from _ODD_TEXTS


def _numbers_against(rule: Rule) -> Iterator[Any]:
    for leaf in leaves([rule]):
        if leaf[0] in {"enum", "range"}:
            bounds = leaf[1] if leaf[0] == "enum" else leaf[1:]
            yield from (bound + step for bound in bounds if bound is not None for step in (-1, 1))
        elif leaf[0] == "is":
            yield from (value for value in WRONG_FORMATS[leaf[1]] if isinstance(value, int))
        elif leaf[0] == "none_of":
            yield from leaf[1]
        elif leaf[0] == "above":
            yield leaf[1]
    yield from _ODD_NUMBERS


def scalars_against(kind: Any, rule: Rule) -> Iterator[Any]:
    """Values of a scalar type that may break `rule`."""
    if kind == "bool":
        return iter((True, False))
    return _numbers_against(rule) if kind == "number" else _texts_against(rule)


def scalars_for(kind: Any, rules: Sequence[Rule]) -> Iterator[Any]:
    """Values of a scalar type that may satisfy `rules`."""
    if kind == "bool":
        return iter((True, False))
    if kind == "number":
        return candidate_numbers(rules)
    return chain(candidate_texts(rules), _ODD_TEXTS)
