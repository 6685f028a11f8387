"""The value rules: small functions from a value to what is wrong with it, or None.

| rule | holds for |
|---|---|
| `("enum", values)`, `("enum_fold", values)` | one of them; the latter whatever the case |
| `("none_of", values)` | none of them |
| `("length", least, most)`, `("runes", …)` | a text of so many bytes, of so many characters; None is open |
| `("range", least, most)`, `("above", bound)` | a number |
| `("text_range", least, most)` | a number as text, or the empty text |
| `("divisible_by", number)` | a number |
| `("regex", expression)`, `("regex_not", expression)` | a text that a Go expression finds something in, or nothing |
| `("is", format)` | a text of a format, see `formats.py` |
| `("prefix", text)`, `("no_chars", text)` | a text that starts with it; a text with none of its characters |
| `("cidr_prefix", least, most)` | a network with a prefix length between |
| `("items", least, most)`, `("unique",)`, `("no_nulls",)` | a list, set or map |
| `("any", rules)`, `("all", rules)` | a value |
| `("each", rules)`, `("keys", rules)` | every element; every key of a map |
| `("children", least, most, names)` | a block in which so many of these are set |
| `("hand", name, …)` | not known: a function of the provider that is not among the facts; it always holds |

The texts are those of the provider's own errors: of the plugin SDK's validators or of the plugin framework's. Source: their
published behaviour. Unknown and null values never come here.
"""

# Every compiler takes the same arguments, used or not.
from __future__ import annotations

import ipaddress
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final, TypeAlias

from mautic_fargate.offline_aws.behaviour.formats import FORMATS, FRAMEWORK_FORMATS
from mautic_fargate.offline_aws.behaviour.goregex import Untranslatable, compile_go
from mautic_fargate.offline_aws.behaviour.store import Rule
from mautic_fargate.offline_aws.wire.values import is_unknown

Check: TypeAlias = Callable[[Any], str | None]
"""A compiled rule: the value's fault, with `{key}` for the attribute's name, or None."""


def show(value: Any) -> str:
    """A value as Go's `%v` prints it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def quoted(values: Sequence[Any]) -> str:
    """Values as Go's `%q` prints a slice of strings: `["a" "b"]`; numbers as `%v` does."""
    return "[" + " ".join(f'"{value}"' if isinstance(value, str) else show(value) for value in values) + "]"


def _enum(rule: Rule, *, framework: bool) -> Check:
    values, shown = frozenset(rule[1]), quoted(rule[1])

    def check(value: Any) -> str | None:
        # The framework's enumerations of strings take the empty string for "not set".
        if value in values or (framework and value == ""):
            return None
        if framework:
            return f'Attribute {{key}} value must be one of: {shown}, got: "{show(value)}"'
        return f"expected {{key}} to be one of {shown}, got {show(value)}"

    return check


def _enum_fold(rule: Rule, *, framework: bool) -> Check:
    values, exact = frozenset(value.casefold() for value in rule[1]), _enum(rule, framework=framework)
    return lambda value: None if show(value).casefold() in values else exact(value)


def _none_of(rule: Rule, *, framework: bool) -> Check:
    values, shown = frozenset(rule[1]), quoted(rule[1])
    text = "Attribute {key} value must be none of: " if framework else "expected {key} to not be any of "
    return lambda value: None if value not in values else f"{text}{shown}, got {show(value)}"


def _within(value: Any, least: Any, most: Any) -> bool:
    if isinstance(value, Decimal):
        value = float(value)  # what the provider compares
    return (least is None or value >= least) and (most is None or value <= most)


def _bounds(least: Any, most: Any, *, framework: bool) -> str:
    if framework:
        if least is None:
            return f"at most {most}"
        return f"at least {least}" if most is None else f"between {least} and {most}"
    if least is None:
        return f"at most ({most})"
    return f"at least ({least})" if most is None else f"in the range ({least} - {most})"


def _length(rule: Rule, *, framework: bool) -> Check:
    _, least, most = rule
    shown, runes = _bounds(least, most, framework=framework), rule[0] == "runes"

    def check(value: Any) -> str | None:
        size = len(value) if runes or not isinstance(value, str) or value.isascii() else len(value.encode())
        if _within(size, least, most):
            return None
        if framework:
            return f"Attribute {{key}} string length must be {shown}, got: {size}"
        return f"expected length of {{key}} to be {shown}, got {show(value)}"

    return check


def _range(rule: Rule, *, framework: bool) -> Check:
    _, least, most = rule
    shown = _bounds(least, most, framework=framework)
    text = f"Attribute {{key}} value must be {shown}, got: " if framework else f"expected {{key}} to be {shown}, got "
    return lambda value: None if _within(value, least, most) else text + show(value)


def _above(rule: Rule, *, framework: bool) -> Check:
    bound = rule[1]
    return lambda value: None if value > bound else f"expected {{key}} to be greater than ({bound}), got {show(value)}"


def _text_range(rule: Rule, *, framework: bool) -> Check:
    within = _range(rule, framework=framework)

    def check(value: Any) -> str | None:
        if value == "":
            return None
        try:
            number: Any = int(value)
        except ValueError:
            return f"{{key}}: cannot parse '{value}' as int"
        return within(number)

    return check


def _divisible_by(rule: Rule, *, framework: bool) -> Check:
    divisor = rule[1]
    return lambda value: (
        None if value % divisor == 0 else f"expected {{key}} to be divisible by {divisor}, got: {value}"
    )


def _regex(rule: Rule, *, framework: bool) -> Check:
    _, expression = rule
    wanted = rule[0] == "regex"

    def check(value: Any) -> str | None:
        try:
            found = compile_go(expression).search(value) is not None  # compiled at the first value, then cached
        except Untranslatable:
            return None
        if found == wanted:
            return None
        if not wanted:
            return f'expected value of {{key}} to not match regular expression "{expression}", got {value}'
        if framework:
            return f"Attribute {{key}} value must match regular expression '{expression}', got: {value}"
        return f'expected value of {{key}} to match regular expression "{expression}", got {value}'

    return check


def _is(rule: Rule, *, framework: bool) -> Check:
    found = FORMATS[rule[1]]
    if framework:
        found = FRAMEWORK_FORMATS.get(rule[1], found)
    return lambda value: found(value if isinstance(value, str) else show(value))


def _prefix(rule: Rule, *, framework: bool) -> Check:
    return lambda value: None if value.startswith(rule[1]) else f'"{{key}}" must begin with "{rule[1]}", got {value}'


def _no_chars(rule: Rule, *, framework: bool) -> Check:
    signs = frozenset(rule[1])
    return lambda value: (
        f'expected value of {{key}} to not contain any of "{rule[1]}", got {value}' if signs & set(value) else None
    )


def _cidr_prefix(rule: Rule, *, framework: bool) -> Check:
    _, least, most = rule

    def check(value: Any) -> str | None:
        try:
            if "/" in value and least <= ipaddress.ip_network(value).prefixlen <= most:
                return None
        except ValueError:
            pass
        return f'expected "{{key}}" to contain a network Value with between {least} and {most} significant bits, got: {value}'

    return check


def _items(rule: Rule, *, framework: bool) -> Check:
    _, least, most = rule
    shown = _bounds(least, most, framework=True)
    return lambda value: (
        None
        if _within(len(value), least, most)
        else f"Attribute {{key}} must contain {shown} elements, got: {len(value)}"
    )


def _unique(rule: Rule, *, framework: bool) -> Check:
    def check(value: Any) -> str | None:
        twice = next((item for at, item in enumerate(value) if item in value[:at]), None)
        return None if twice is None else f"This attribute contains duplicate values of: {twice}"

    return check


def _no_nulls(rule: Rule, *, framework: bool) -> Check:
    def check(value: Any) -> str | None:
        items = value.values() if isinstance(value, dict) else value
        return "Attribute {key} contains a null value" if any(item is None for item in items) else None

    return check


def _any(rule: Rule, *, framework: bool) -> Check:
    checks = [compile_rule(inner, framework=framework) for inner in rule[1]]

    def check(value: Any) -> str | None:
        faults = []
        for inner in checks:
            fault = inner(value)
            if fault is None:
                return None
            faults.append(fault)
        return "\n".join(faults) or None

    return check


def _all(rule: Rule, *, framework: bool) -> Check:
    checks = [compile_rule(inner, framework=framework) for inner in rule[1]]
    return lambda value: next((fault for inner in checks if (fault := inner(value)) is not None), None)


def _each(rule: Rule, *, framework: bool) -> Check:
    inner = _all(rule, framework=framework)

    def check(value: Any) -> str | None:
        items = value.values() if isinstance(value, dict) else value if isinstance(value, list) else (value,)
        known = (item for item in items if item is not None and not is_unknown(item))
        return next((fault for item in known if (fault := inner(item)) is not None), None)

    return check


def _keys(rule: Rule, *, framework: bool) -> Check:
    inner = _all(rule, framework=framework)
    return lambda value: next((fault for key in value if (fault := inner(key)) is not None), None)


def _children(rule: Rule, *, framework: bool) -> Check:
    _, least, most, names = rule

    def check(value: Any) -> str | None:
        # The block as it stands in its list, or one element of it.
        for block in value if isinstance(value, list) else [value]:
            states = [block.get(name) for name in names]
            if any(map(is_unknown, states)):
                continue
            count = sum(state is not None and state != [] for state in states)
            if not least <= count <= most:
                wanted = "Exactly one" if least else "At most one"
                return f"{wanted} of {', '.join(names)} must be configured in {{key}}, got: {count}"
        return None

    return check


def _hand(rule: Rule, *, framework: bool) -> Check:
    return lambda _value: None


_COMPILERS: Final[Mapping[str, Callable[..., Check]]] = {
    "above": _above,
    "all": _all,
    "any": _any,
    "children": _children,
    "cidr_prefix": _cidr_prefix,
    "divisible_by": _divisible_by,
    "each": _each,
    "enum": _enum,
    "enum_fold": _enum_fold,
    "hand": _hand,
    "is": _is,
    "items": _items,
    "keys": _keys,
    "length": _length,
    "no_chars": _no_chars,
    "no_nulls": _no_nulls,
    "none_of": _none_of,
    "prefix": _prefix,
    "range": _range,
    "regex": _regex,
    "regex_not": _regex,
    "runes": _length,
    "text_range": _text_range,
    "unique": _unique,
}


@lru_cache(maxsize=16384)
def compile_rule(rule: Rule, *, framework: bool = False) -> Check:
    """The function of one rule, with the framework's semantics and texts or the SDK's."""
    return _COMPILERS[rule[0]](rule, framework=framework)


def fault_of(rules: Sequence[Rule], value: Any, key: str, *, framework: bool = False) -> str | None:
    """What is wrong with `value` by the first of `rules` that it breaks; null and unknown values break none."""
    if value is None or is_unknown(value):
        return None
    for rule in rules:
        fault = compile_rule(rule, framework=framework)(value)
        if fault is not None:
            return fault.replace("{key}", key)
    return None
