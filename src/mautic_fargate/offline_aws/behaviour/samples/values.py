"""Values that satisfy the rules of an attribute."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from mautic_fargate.offline_aws.behaviour.goregex import Untranslatable, compile_go
from mautic_fargate.offline_aws.behaviour.rules import fault_of
from mautic_fargate.offline_aws.behaviour.samples.texts import texts
from mautic_fargate.offline_aws.behaviour.store import AttributeFacts, Rule
from mautic_fargate.offline_aws.schema.model import Attribute, CtyType

_NO_FACTS: Final = AttributeFacts()
_NESTED: Final = frozenset({"any", "all", "each", "keys"})


class NoSample(LookupError):
    """No value was found that satisfies the rules."""


_UUIDS: Final = ("1234abcd-12ab-34cd-56ef-1234567890ab", "0987dcba-09fe-87dc-65ba-ab0987654321")
FORMAT_SAMPLES: Final[Mapping[str, tuple[str, ...]]] = {
    "account_id": ("123456789012", "111122223333"),
    "arn": (
        "arn:aws:iam::123456789012:role/example",
        "arn:aws:iam::123456789012:role/other",
        f"arn:aws:kms:us-east-1:123456789012:key/{_UUIDS[0]}",
        "arn:aws:logs:us-east-1:123456789012:log-group:example:*",
        "arn:aws:s3:::example",
    ),
    "asn4": ("64512", "64513"),
    "awsaccountid": ("123456789012", "111122223333"),
    "base64": ("ZXhhbXBsZQ==", "b3RoZXI="),
    "cidr": ("10.0.0.0/16", "10.1.0.0/16"),
    "cidr_network": ("10.0.0.0/16", "10.1.0.0/16", "2001:db8::/56"),
    "daily_window": ("03:00-04:00", "05:00-06:00"),
    "date_or_positive_int": ("2030-01-01T00:00:00Z", "30"),
    "empty": ("",),
    "go_duration": ("1h", "30m"),
    "https_url": ("https://example.com", "https://example.org"),
    "iam_policy_json": ('{"Version":"2012-10-17","Statement":[]}', '{"Version":"2008-10-17","Statement":[]}'),
    "ip": ("192.0.2.1", "192.0.2.2"),
    "ipv4": ("192.0.2.1", "192.0.2.2"),
    "ipv4_cidr_network": ("10.0.0.0/16", "10.1.0.0/16", "10.2.0.0/24"),
    "ipv4address": ("192.0.2.1", "192.0.2.2"),
    "ipv6": ("2001:db8::1", "2001:db8::2"),
    "ipv6_cidr_network": ("2001:db8::/56", "2001:db8:1::/56"),
    "ipv6cidrnetworkaddress": ("2001:db8::/56", "2001:db8:1::/56"),
    "json": ('{"example":1}', '{"example":2}', "[]"),
    "json_or_yaml": ('{"example":1}', "example: 2"),
    "kms_key": (_UUIDS[0], f"arn:aws:kms:us-east-1:123456789012:key/{_UUIDS[1]}"),
    "kms_key_id": (_UUIDS[0], "alias/example"),
    "launch_template_id": ("lt-0123456789abcdef0", "lt-0fedcba9876543210"),
    "launch_template_name": ("example", "other"),
    "not_empty": ("example", "other"),
    "not_white_space": ("example", "other"),
    "nullable_bool": ("true", "false"),
    "nullable_float": ("1", "2.5"),
    "port": ("443", "8443"),
    "port_or_zero": ("443", "0"),
    "regex": ("^example", "other$"),
    "region": ("us-east-1", "eu-central-1"),
    "rfc3339": ("2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z"),
    "rfc3339_utc": ("2030-01-01T00:00:00Z", "2031-01-01T00:00:00Z"),
    "s3_uri": ("s3://example/path", "s3://other/path"),
    "serviceprincipal": ("ecs.amazonaws.com", "ec2.amazonaws.com"),
    "uuid": _UUIDS,
    "weekly_window": ("mon:03:00-mon:04:00", "tue:03:00-tue:04:00"),
}
"""Samples of every format; placeholders that AWS and the IETF reserve for documentation."""

_WORDS: Final = (
    "example",
    "other",
    "Example1",
    "example-1",
    "a1b2c3",
    "1",
    "20",
    "/example",
    "example.com",
    "192.0.2.1",
    "EXAMPLE",
    "arn:aws:iam::123456789012:role/example",
    "example_1",
    "other/path",
    "Example-Password-1",
    "alias/example",
    "{}",
    "",
)
_NUMBERS: Final = (1, 2, 0, 10, 60, 100, 300, 443, 1024, 3600, 86400, -1, 0.5, 16, 4000, 8000)
_PREFIX_LENGTHS: Final = (16, 24, 12, 27, 28, 29, 30, 32, 20, 8, 0)


def leaves(rules: Sequence[Rule]) -> Iterator[Rule]:
    """All rules in `rules`, also those inside of others."""
    for rule in rules:
        if rule[0] in _NESTED:
            yield from leaves(rule[1])
        else:
            yield rule


def _lengths(rules: Sequence[Rule]) -> Iterator[int]:
    for rule in leaves(rules):
        if rule[0] in {"length", "runes"}:
            yield from (bound for bound in rule[1:] if bound is not None and bound <= 100_000)


def _networks(least: int, most: int) -> Iterator[str]:
    for size in (*_PREFIX_LENGTHS, least, most):
        if least <= size <= most:
            if size <= 32:
                yield f"169.254.{'0' if size < 24 else '8'}.0/{size}" if size else "0.0.0.0/0"
                yield f"10.{'0' if size < 16 else '1'}.0.0/{size}" if size >= 8 else f"0.0.0.0/{size}"
            yield f"fd00:{'0' if size < 32 else '1'}::/{size}"


def _from_rule(rule: Rule, seed: int) -> Iterator[Any]:
    name = rule[0]
    if name in {"enum", "enum_fold"}:
        yield from rule[1]
    elif name == "is":
        yield from FORMAT_SAMPLES[rule[1]]
    elif name == "regex":
        try:
            yield from texts(compile_go(rule[1]), seed)
        except Untranslatable:
            return
    elif name == "prefix":
        yield from (rule[1] + "example", rule[1])
    elif name == "text_range":
        yield from (str(bound) for bound in rule[1:] if bound is not None)
    elif name == "cidr_prefix":
        yield from _networks(rule[1], rule[2])


def candidate_texts(rules: Sequence[Rule], seed: int = 0) -> Iterator[str]:
    """Texts that may satisfy `rules`, likely ones first."""
    found: list[str] = []
    for rule in leaves(rules):
        for value in _from_rule(rule, seed):
            found.append(str(value))  # noqa: PERF401  # a comprehension of two loops and a call reads worse
    yield from found
    yield from _WORDS
    yield from (f"{one} {other}" for one in found[:2] for other in found[-2:])
    for length in dict.fromkeys(_lengths(rules)):
        for base in ("a", "1", *found[:4]):
            yield (base * (length // max(len(base), 1) + 1))[:length]
        yield from (text + "a" * (length - len(text)) for text in found[:6] if len(text) < length)


def candidate_numbers(rules: Sequence[Rule]) -> Iterator[Any]:
    """Numbers that may satisfy `rules`."""
    for rule in leaves(rules):
        if rule[0] in {"enum", "enum_fold"}:
            yield from (value for value in rule[1] if isinstance(value, int | float))
        elif rule[0] in {"range", "text_range"}:
            bounds = [bound for bound in rule[1:] if bound is not None]
            yield from bounds
            yield from (bound + step for bound in bounds for step in (1, -1))
        elif rule[0] == "divisible_by":
            yield from (rule[1], rule[1] * 2)
        elif rule[0] == "above":
            yield from (rule[1] + 1, rule[1] + 2)
        elif rule[0] == "is" and rule[1] in FORMAT_SAMPLES:
            yield from (int(text) for text in FORMAT_SAMPLES[rule[1]] if text.isdecimal())
    yield from _NUMBERS


def legal_values(
    kind: CtyType, rules: Sequence[Rule], each: Sequence[Rule] = (), *, least: int = 0, framework: bool, seed: int = 0
) -> Iterator[Any]:
    """Different values of the type `kind` that satisfy `rules`, and whose elements satisfy `each`."""
    seen: list[Any] = []
    for value in _candidates(kind, rules, each, least, seed, framework=framework):
        if value not in seen and fault_of(rules, value, "", framework=framework) is None:
            seen.append(value)
            yield value


def _candidates(
    kind: CtyType, rules: Sequence[Rule], each: Sequence[Rule], least: int, seed: int, *, framework: bool
) -> Iterator[Any]:
    if kind == "bool":
        yield from (True, False)
    elif kind == "number":
        yield from candidate_numbers(rules)
    elif isinstance(kind, str):
        yield from candidate_texts(rules, seed)
    elif kind[0] == "object":
        yield {name: _first(inner, seed, framework=framework) for name, inner in kind[1].items()}
    else:
        yield from _collections(kind, rules, each, least, seed, framework=framework)


def _first(kind: CtyType, seed: int, *, framework: bool) -> Any:
    return next(legal_values(kind, (), framework=framework, seed=seed), None)


def _collections(
    kind: CtyType, rules: Sequence[Rule], each: Sequence[Rule], least: int, seed: int, *, framework: bool
) -> Iterator[Any]:
    inner = [rule for outer in rules if outer[0] == "each" for rule in outer[1]]
    elements = list(islice(legal_values(kind[1], (*each, *inner), framework=framework, seed=seed), max(least, 1) + 3))
    if kind[0] == "map":
        keyed = [rule for outer in rules if outer[0] == "keys" for rule in outer[1]]
        keys = list(islice(legal_values("string", keyed, framework=framework, seed=seed), max(least, 1)))
        yield from (dict.fromkeys(keys, element) for element in elements)
        yield {}
        return
    size = max(least, 1)
    for start in range(len(elements)):
        yield [
            elements[(start + at) % len(elements)]
            for at in range(size if kind[0] == "list" else min(size, len(elements)))
        ]
    yield []


def _legal_of(attribute: Attribute, facts: AttributeFacts, seed: int, *, framework: bool) -> Iterator[Any]:
    least = facts.min_items or 0
    return legal_values(attribute.type, facts.validate, facts.each, least=least, framework=framework, seed=seed)


def value_for(
    attribute: Attribute, facts: AttributeFacts = _NO_FACTS, seed: int = 0, *, framework: bool = False
) -> Any:
    """A value of `attribute` that satisfies its rules. Raises `NoSample` when none is found."""
    for value in _legal_of(attribute, facts, seed, framework=framework):
        return value
    raise NoSample(f"{attribute.name}: no value for {facts.validate} {facts.each}")


def other_value_for(
    attribute: Attribute, facts: AttributeFacts, value: Any, seed: int = 0, *, framework: bool = False
) -> Any:
    """A value that satisfies the rules too and differs from `value`. Raises `NoSample` when there is only one."""
    for other in _legal_of(attribute, facts, seed, framework=framework):
        if other != value and not (
            isinstance(other, list) and isinstance(value, list) and sorted(map(str, other)) == sorted(map(str, value))
        ):
            return other
    raise NoSample(f"{attribute.name}: no value but {value!r}")
