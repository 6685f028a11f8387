"""The pack of constraints: facts by type, and which versions, classes and node types exist where.

Kinds of entries: `facts` (by resource type), `versions` and `deprecated` ("rds/mysql"), `names` (all names of a family, sorted), `region`
("rds-class/eu-central-1": a bit mask over `names` in hexadecimal, by engine where the family has engines), `table`, `meta`.
"""

from __future__ import annotations

import re
from functools import cache
from heapq import nsmallest
from itertools import takewhile
from pathlib import Path
from typing import Any

from mautic_fargate.offline_aws.pack import Pack

PACK = Pack(Path(__file__).parent / "data" / "aws.jsonl.xz")

_NUMBERS = re.compile(r"\d+")
_CLASS = re.compile(r"^(?:(?P<kind>db|cache)\.)?(?P<letters>[a-z]+)(?P<generation>\d+)[a-z0-9-]*\.[a-z0-9-]+$")


@cache
def entry(kind: str, name: str) -> Any | None:
    """A document of the pack, read once."""
    return PACK.get(kind, name)


def sources() -> dict[str, str]:
    """The versions of what the pack was made from, and when."""
    return dict(entry("meta", "sources") or {})


# Versions


def _parts(version: str) -> tuple[int, ...]:
    return tuple(map(int, _NUMBERS.findall(version)))


@cache
def version_problem(family: str, engine: str, version: str) -> str | None:
    """Why an engine version does not exist, None if it does or may (newer than the newest known of its major version, or of all)."""
    known: list[str] | None = entry("versions", f"{family}/{engine}")
    if not known or _matching(known, version):
        return None
    parts = _parts(version)
    if not parts or not re.fullmatch(r"[\w.\-]+", version):
        return f"{version!r} is no version"
    digits = 1 if max(map(_parts, known))[0] >= 10 else 2  # 16.3 is a minor of 16, 8.4.3 one of 8.4
    relatives = [v for v in known if _parts(v)[:digits] == parts[:digits]]
    if parts > max(map(_parts, relatives or known)):
        return None
    old = set(entry("deprecated", f"{family}/{engine}") or [])
    offered = [v for v in relatives or known if v not in old] or relatives or known
    near = sorted(offered, key=lambda v: _distance(_parts(v), parts))[:6]
    return f"{engine} has no version {version}; nearest: {', '.join(sorted(near, key=_parts))}"


def _matching(known: list[str], version: str) -> list[str]:
    """The known versions that a version may mean: itself, or those that it is a prefix of."""
    return [v for v in known if v == version or v.startswith((f"{version}.", f"{version}-"))]


@cache
def deprecated_problem(family: str, engine: str, version: str) -> str | None:
    """Why a version that exists is not offered for new instances any more, else None."""
    old = set(entry("deprecated", f"{family}/{engine}") or [])
    known: list[str] = entry("versions", f"{family}/{engine}") or []
    meant = _matching(known, version)
    if not meant or not old.issuperset(meant):
        return None
    offered = sorted((v for v in known if v not in old), key=_parts)
    near = sorted(offered, key=lambda v: _distance(_parts(v), _parts(version)))[:4]
    return f"{engine} {version} is deprecated and not offered for new instances; nearest: {', '.join(near)}"


def _distance(one: tuple[int, ...], other: tuple[int, ...]) -> tuple[int, ...]:
    width = max(len(one), len(other))
    first, second = (x + (0,) * (width - len(x)) for x in (one, other))
    return tuple(abs(a - b) for a, b in zip(first, second, strict=True))


# Classes and types


_REFERENCE = {"rds-cluster-class": "rds-class"}
"""The family that knows more names of the same kind."""


@cache
def _places(family: str) -> dict[str, int]:
    return {name: place for place, name in enumerate(entry("names", family) or [])}


@cache
def _newest(family: str) -> dict[str, int]:
    """The newest known generation by the letters of a family: {"m": 8, "t": 4}."""
    newest: dict[str, int] = {}
    for name in _places(family):
        if found := _CLASS.match(name):
            letters, generation = found["letters"], int(found["generation"])
            newest[letters] = max(newest.get(letters, 0), generation)
    return newest


def _may_be_newer(family: str, name: str) -> bool:
    """Whether a name that the table does not know looks like one of a generation after it was made."""
    family = _REFERENCE.get(family, family)
    found = _CLASS.match(name)
    if found is None or name in _places(family):
        return False
    return int(found["generation"]) > _newest(family).get(found["letters"], 0)


def _mask(family: str, region: str, engine: str | None) -> int | None:
    document = entry("region", f"{family}/{region}")
    if engine is not None:
        document = (document or {}).get(engine)
    return None if document is None else int(document, 16)


@cache
def class_problem(
    family: str, region: str, name: str, engine: str | None = None, version: str | None = None
) -> str | None:
    """Why a class is not to be had in a region (for an engine and version), None if it is or may be."""
    allowed = _mask(family, region, engine)
    if allowed is None:  # a region or an engine that the table does not know
        return None
    if version is not None and (by_version := _version_mask(family, version)) is not None:
        allowed &= by_version
    place = _places(family).get(name)
    if place is None:
        if _may_be_newer(family, name):
            return None
    elif allowed >> place & 1:
        return None
    legal = [n for n, p in _places(family).items() if allowed >> p & 1]
    where = f"{region} for {engine} {version or ''}".rstrip() if engine else region
    near = nsmallest(6, legal, key=lambda other: (-_shared(name, other), abs(len(name) - len(other)), other))
    return f"{name} is not available in {where}; nearest: {', '.join(near)}"


def _shared(one: str, other: str) -> int:
    """How many characters two names have in common from the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _version_mask(family: str, version: str) -> int | None:
    table: dict[str, str] = entry("table", f"{family}/versions") or {}
    found = [int(mask, 16) for text, mask in table.items() if version == text or version.startswith(f"{text}.")]
    if not found and "." not in version:  # "16": any of its minors
        found = [int(mask, 16) for text, mask in table.items() if text.startswith(f"{version}.")]
    mask = 0
    for one in found:
        mask |= one
    return mask or None
