"""Reading planned values without concluding anything from what is not known."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mautic_fargate.offline_aws.wire.values import Value, is_unknown, is_wholly_known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mautic_fargate.offline_aws.constraints.model import Path, Values

_SECRET = ("password", "secret", "token", "private_key", "credential")


def text(values: Values, name: str) -> str | None:
    """The attribute as a text that is known and not empty, else None."""
    value = values.get(name)
    return value if isinstance(value, str) and value else None


def number(values: Values, name: str) -> float | None:
    """The attribute as a known number (a numeric text counts), else None."""
    return as_number(values.get(name))


def as_number(value: Value) -> float | None:
    """A known number or numeric text as a number, else None."""
    if isinstance(value, bool) or value is None or is_unknown(value):
        return None
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def flag(values: Values, name: str) -> bool | None:
    """The attribute as a known truth value, else None."""
    value = values.get(name)
    return value if isinstance(value, bool) else None


def absent(values: Values, name: str) -> bool:
    """Whether the attribute is known to be unset: null, empty text, or an empty collection. Zero counts as set."""
    value = values.get(name)
    return value is None or (isinstance(value, str | list | dict) and not value)


def present(values: Values, name: str) -> bool:
    """Whether the attribute is known to be set."""
    return not absent(values, name) and not is_unknown(values.get(name))


def blocks(values: Values, name: str) -> Iterator[tuple[Path, Values]]:
    """The known blocks (or objects) of that name with their paths."""
    value = values.get(name)
    if isinstance(value, dict):
        yield (name,), value
    elif isinstance(value, list):
        for index, element in enumerate(value):
            if isinstance(element, dict):
                yield (name, index), element


def texts(values: Values, name: str) -> Iterator[tuple[Path, str]]:
    """The known texts in a list or set of texts."""
    value = values.get(name)
    if isinstance(value, list):
        for index, element in enumerate(value):
            if isinstance(element, str):
                yield (name, index), element


def count(values: Values, name: str) -> int | None:
    """The number of elements of a list whose elements are all known; None when it may still change (a set may shrink)."""
    value = values.get(name)
    return len(value) if isinstance(value, list) and is_wholly_known(value) else None


def document(values: Values, name: str) -> Any | None:
    """The JSON document in a text attribute (not to be changed), None when it is unknown or no JSON (which the provider says itself)."""
    found = text(values, name)
    return None if found is None else _parsed(found)


@lru_cache(maxsize=64)
def _parsed(found: str) -> Any | None:
    try:
        return json.loads(found)
    except ValueError:
        return None


def shown(name: str, value: Value) -> str:
    """The value for a message; a secret is not shown, a long text is cut."""
    if any(word in name for word in _SECRET):
        return "the value"
    written = json.dumps(value, ensure_ascii=False, default=str)
    return written if len(written) <= 80 else written[:77] + "…"  # a line
