"""What depends on the region: engine versions, classes and node types, from the extensions of cfn-lint.

A set of names is a bit mask over the sorted list of all names of its family, in hexadecimal: bit n is name n.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

Entries = Iterator[tuple[tuple[str, str], Any]]


def region_entries(schemas: Path) -> Entries:
    """Every entry of the pack that cfn-lint's extensions give."""
    folder = schemas / "extensions"
    yield from _versions("rds", _read(folder / "aws_rds_dbinstance/engine_version.json"))
    yield from _versions("rds-cluster", _read(folder / "aws_rds_dbcluster/engine_version.json"))
    yield from _versions("elasticache", _read(folder / "aws_elasticache_cachecluster/engine_version.json"))
    for row in _read(folder / "aws_rds_dbinstance/engine_version_deprecated.json")["allOf"]:
        found = row["if"]["properties"]
        yield ("deprecated", f"rds/{found['Engine']['const']}"), found["EngineVersion"]["enum"]
    yield from _classes(
        "rds-class",
        _read(folder / "aws_rds_dbinstance/dbinstanceclass_enum.json"),
        "DBInstanceClass",
        _read(folder / "aws_rds_dbinstance/db_instance_class.json"),
    )
    yield from _classes(
        "rds-cluster-class",
        _read(folder / "aws_rds_dbcluster/dbclusterinstanceclass_enum.json"),
        "DBClusterInstanceClass",
    )
    yield from _by_region("cache-node", _read(folder / "aws_elasticache_cachecluster/cachenodetype_enum.json"))
    yield from _by_region("ec2-instance", _read(folder / "aws_ec2_instance/instancetype_enum.json"))
    yield ("table", "fargate"), _fargate(_read(folder / "aws_ecs_taskdefinition/fargate_cpu_memory.json"))
    lifecycle = _read(schemas.parent / "AdditionalSpecs/LmbdRuntimeLifecycle.json")
    yield (
        ("table", "lambda-runtime"),
        {name: [row["create-block"], row["successor"]] for name, row in lifecycle.items() if row["create-block"]},
    )


def _read(path: Path) -> Any:
    """The document, without the remark of who made it."""
    document = json.loads(path.read_text())
    document.pop("description", None)
    return document


def _mask(names: Iterable[str], places: dict[str, int]) -> str:
    mask = 0
    for name in names:
        mask |= 1 << places[name]
    return f"{mask:x}"


def _versions(family: str, document: Any) -> Entries:
    for row in document["allOf"]:
        engine = row["if"]["properties"]["Engine"].get("const")
        if engine:
            yield ("versions", f"{family}/{engine}"), row["then"]["properties"]["EngineVersion"]["enum"]


def _rows(document: Any, member: str) -> Iterator[tuple[str, list[str]]]:
    for row in document["allOf"]:
        allowed = row["then"]["properties"][member]
        if isinstance(allowed, dict):
            yield row["if"]["properties"]["Engine"]["const"], allowed["enum"]


def _classes(family: str, regions: Any, member: str, by_version: Any = None) -> Entries:
    """By region and engine, whatever the licence; and, where known, by version family whatever the engine."""
    names = {n for document in regions.values() for _, allowed in _rows(document, member) for n in allowed}
    versions: dict[str, set[str]] = defaultdict(set)
    for row in (by_version or {"allOf": []})["allOf"]:
        text = re.sub(r"^\^\(.*\|(.*)\)\$$", r"\1", row["if"]["properties"]["EngineVersion"]["pattern"]).replace(
            "\\", ""
        )
        allowed = row["then"]["properties"][member]
        versions[text] |= set(allowed["enum"]) if isinstance(allowed, dict) else set()
    ordered = sorted(names.union(*versions.values()))
    places = {name: place for place, name in enumerate(ordered)}
    yield ("names", family), ordered
    for region, document in regions.items():
        engines: dict[str, set[str]] = defaultdict(set)
        for engine, allowed in _rows(document, member):
            engines[engine] |= set(allowed)
        yield ("region", f"{family}/{region}"), {engine: _mask(found, places) for engine, found in engines.items()}
    if versions:
        yield ("table", f"{family}/versions"), {text: _mask(found, places) for text, found in versions.items() if found}


def _by_region(family: str, document: Any) -> Entries:
    ordered = sorted({name for row in document.values() for name in row["enum"]})
    places = {name: place for place, name in enumerate(ordered)}
    yield ("names", family), ordered
    for region, row in document.items():
        yield ("region", f"{family}/{region}"), _mask(row["enum"], places)


def _fargate(document: Any) -> dict[str, list[int]]:
    """The memory sizes (MiB) by CPU units."""
    found: dict[str, list[int]] = {}
    for row in document["then"]["anyOf"]:
        cpu, memory = (row["properties"][name]["then"] for name in ("Cpu", "Memory"))
        sizes = memory.get("enum") or range(memory["minimum"], memory["maximum"] + 1, memory["multipleOf"])
        for units in cpu["enum"]:
            found[str(units)] = sorted(map(int, sizes))
    return found
