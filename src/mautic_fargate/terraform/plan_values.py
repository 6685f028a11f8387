"""Values of a plan with their marks: what is unknown until apply, what is sensitive."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, TypeAlias

Path: TypeAlias = Sequence[str | int]
"""The way to a value: attribute names, map keys and list indexes."""


class _Unknown(enum.Enum):
    UNKNOWN = "(known after apply)"

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        raise TypeError("an unknown value is neither true nor false")


UNKNOWN: Final = _Unknown.UNKNOWN
"""Stands for a value that is known only after apply; it has no truth value, so that no check takes it for one."""


def is_marked(marks: Any, path: Path) -> bool:
    """Whether the value at ``path``, or something it lies in, is marked (marks are trees with True at the marked places)."""
    for step in path:
        if marks is True:
            return True
        marks = _step(marks, step)
    return marks is True


def has_mark(marks: Any, path: Path = ()) -> bool:
    """Whether the value at ``path``, something it lies in, or something in it is marked."""
    for step in path:
        if marks is True:
            return True
        marks = _step(marks, step)
    return _any(marks)


def lookup(value: Any, unknown: Any, path: Path = ()) -> Any:
    """The value at ``path`` with `UNKNOWN` wherever it is unknown; None where there is nothing."""
    for step in path:
        if unknown is True:
            return UNKNOWN
        value, unknown = _step(value, step), _step(unknown, step)
    return merged(value, unknown)


def merged(value: Any, unknown: Any) -> Any:
    """``value`` with `UNKNOWN` put in wherever ``unknown`` is True (the plan format leaves those out)."""
    if unknown is True:
        return UNKNOWN
    if isinstance(unknown, dict) and unknown:
        known = value if isinstance(value, dict) else {}
        return {
            key: merged(known.get(key), unknown.get(key)) for key in [*known, *(k for k in unknown if k not in known)]
        }
    if isinstance(unknown, list) and unknown:
        items = value if isinstance(value, list) else []
        length = max(len(items), len(unknown))
        return [
            merged(items[i] if i < len(items) else None, unknown[i] if i < len(unknown) else None)
            for i in range(length)
        ]
    return value


def marked_paths(marks: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The paths of all marks."""
    if marks is True:
        yield path
    elif isinstance(marks, Mapping):
        for key, inner in marks.items():
            yield from marked_paths(inner, (*path, key))
    elif isinstance(marks, list):
        for index, inner in enumerate(marks):
            yield from marked_paths(inner, (*path, index))


def _step(value: Any, step: str | int) -> Any:
    if isinstance(value, Mapping):
        return value.get(step)
    if isinstance(value, list) and isinstance(step, int) and -len(value) <= step < len(value):
        return value[step]
    return None


def _any(marks: Any) -> bool:
    if isinstance(marks, Mapping):
        return any(map(_any, marks.values()))
    if isinstance(marks, list):
        return any(map(_any, marks))
    return marks is True
