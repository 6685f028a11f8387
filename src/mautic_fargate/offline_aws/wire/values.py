"""Provider values as plain Python, and their msgpack form.

A decoded value is `None` (null), `UNKNOWN` or a `RefinedUnknown`, `str`, `bool`, `int`, `float`, a `Decimal` (a number
that fits neither), a `list` (list, set, tuple) or a `dict` (map, object). A value of the dynamic type is a `Dynamic`.

Source: the encoding of `cty` values in Terraform's plugin protocol: extension 0 is an unknown value, extension 12 an unknown
value with refinements; numbers that no msgpack number holds exactly travel as decimal strings.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, TypeAlias

import msgpack

Value: TypeAlias = Any
"""A decoded value, see the module's docstring."""

_UNKNOWN_EXTENSION: Final = 0
_REFINED_EXTENSION: Final = 12
_REFINEMENT_NULLNESS: Final = 1
_REFINEMENT_STRING_PREFIX: Final = 2


class Unknown:
    """A value that is not known until apply. `UNKNOWN` is the one without refinements."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "UNKNOWN"

    def __bool__(self) -> bool:
        raise TypeError("an unknown value is neither true nor false: test it with is_unknown()")

    def __copy__(self) -> Unknown:
        return self

    def __deepcopy__(self, _memo: object) -> Unknown:
        return self


UNKNOWN: Final = Unknown()


class RefinedUnknown(Unknown):
    """An unknown value of which something is known: not null, a string's prefix, a collection's length."""

    __slots__ = ("refinements",)

    def __init__(self, refinements: bytes) -> None:
        self.refinements = refinements

    def __repr__(self) -> str:
        return f"UNKNOWN({msgpack.unpackb(self.refinements, strict_map_key=False)!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, RefinedUnknown) and other.refinements == self.refinements

    def __hash__(self) -> int:
        return hash(self.refinements)

    @property
    def prefix(self) -> str:
        """What the string is known to start with; empty when nothing is known."""
        found = msgpack.unpackb(self.refinements, strict_map_key=False).get(_REFINEMENT_STRING_PREFIX, "")
        return found if isinstance(found, str) else ""


@dataclass(frozen=True, slots=True)
class Dynamic:
    """A value whose type travels with it. `type` is the type in `cty`'s JSON notation."""

    type: Any
    value: Value


def refined(*, not_null: bool = False, prefix: str = "") -> RefinedUnknown:
    """An unknown value that is known not to be null, or to start with `prefix`."""
    refinements: dict[int, Any] = {}
    if not_null or prefix:
        refinements[_REFINEMENT_NULLNESS] = False
    if prefix:
        refinements[_REFINEMENT_STRING_PREFIX] = prefix
    return RefinedUnknown(msgpack.packb(refinements))


def is_unknown(value: Value) -> bool:
    """Whether the value itself is unknown (its parts may still be)."""
    return isinstance(value, Unknown)


def is_wholly_known(value: Value) -> bool:
    """Whether neither the value nor any part of it is unknown."""
    if isinstance(value, dict):
        return all(map(is_wholly_known, value.values()))
    if isinstance(value, list):
        return all(map(is_wholly_known, value))
    if isinstance(value, Dynamic):
        return is_wholly_known(value.value)
    return not isinstance(value, Unknown)


def _decode_extension(code: int, data: bytes) -> Value:
    if code == _REFINED_EXTENSION:
        return RefinedUnknown(data)
    return UNKNOWN


def _encode_special(value: object) -> Any:
    if isinstance(value, RefinedUnknown):
        return msgpack.ExtType(_REFINED_EXTENSION, value.refinements)
    if isinstance(value, Unknown):
        return msgpack.ExtType(_UNKNOWN_EXTENSION, b"\x00")
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, int):  # beyond 64 bits
        return str(value)
    if isinstance(value, Dynamic):
        return [json.dumps(value.type, separators=(",", ":")).encode(), value.value]
    if isinstance(value, tuple | set | frozenset):
        return list(value)
    raise TypeError(f"{type(value).__name__} is not a provider value: {value!r}")


def _decode_unknown(_code: int, _data: bytes) -> Value:
    return UNKNOWN


def decode(data: bytes, *, refinements: bool = True) -> Value:
    """The value in msgpack `data`; empty data is null. Dynamic values stay a list of type and value: see `decode_dynamic`.

    Without `refinements` every unknown value is the plain one.
    """
    if not data:
        return None
    hook = _decode_extension if refinements else _decode_unknown
    return msgpack.unpackb(data, ext_hook=hook, raw=False, strict_map_key=False)


def decode_dynamic(pair: Value) -> Value:
    """The `Dynamic` in a decoded pair of type (JSON bytes) and value; null and unknown stay as they are."""
    if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], bytes | str):
        return Dynamic(json.loads(pair[0]), pair[1])
    return pair


def encode(value: Value) -> bytes:
    """The msgpack form of `value`."""
    return bytes(msgpack.packb(value, default=_encode_special, use_bin_type=True))
