"""Plan again, offline, what the real provider planned: the most honest measure of planning there is.

Each resource of a real plan is rebuilt from its `configuration` and `change.after`, planned by the real core on the offline
provider, and compared attribute by attribute on the attributes that both schemas have.
"""

from __future__ import annotations

import io
import json
import lzma
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from mautic_fargate.offline_aws.schema.model import Block, NestedBlock
from mautic_fargate.offline_aws.schema.store import SchemaStore

UNKNOWN_EXPRESSION: Final = "${jsondecode(terraform_data.unknown.id)}"
UNKNOWN: Final = "«unknown»"


@dataclass(frozen=True)
class RealResource:
    """One resource that the real provider planned to create."""

    plan: str
    address: str
    type: str
    after: Mapping[str, Any]
    """What the real provider planned, unknown values as `UNKNOWN`."""
    configuration: Mapping[str, Any]
    """The configuration in Terraform's JSON syntax that plans it again."""
    configured: frozenset[str] = field(default_factory=frozenset)


def read_plans(archive: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """The plans in an archive, a name and a document each."""
    with tarfile.open(fileobj=io.BytesIO(lzma.decompress(archive.read_bytes()))) as tar:
        for member in sorted(tar.getmembers(), key=lambda item: item.name):
            if member.isfile() and (file := tar.extractfile(member)) is not None:
                yield member.name, json.load(file)


def real_resources(plans: Iterator[tuple[str, dict[str, Any]]], schema: SchemaStore) -> Iterator[RealResource]:
    """Every created resource of the plans that today's provider knows."""
    for name, plan in plans:
        for change in plan.get("resource_changes", []):
            if change["mode"] != "managed" or change["change"]["actions"] != ["create"]:
                continue
            described = schema.resource(change["type"])
            expressions = _expressions(plan.get("configuration", {}), change)
            if described is None or expressions is None:
                continue
            after = change["change"]["after"] or {}
            marked = _mark(after, change["change"].get("after_unknown", {}))
            yield RealResource(
                plan=name,
                address=change["address"],
                type=change["type"],
                after=marked,
                configuration=_rebuild(described.block, expressions, marked),
                configured=frozenset(expressions),
            )


def _expressions(configuration: Mapping[str, Any], change: Mapping[str, Any]) -> Mapping[str, Any] | None:
    module = configuration.get("root_module", {})
    for step in _module_path(change.get("module_address", "")):
        call = module.get("module_calls", {}).get(step)
        if call is None:
            return None
        module = call.get("module", {})
    for resource in module.get("resources", []):
        if (resource["type"], resource["name"], resource["mode"]) == (change["type"], change["name"], "managed"):
            found: Mapping[str, Any] = resource.get("expressions", {})
            return found
    return None


def _module_path(address: str) -> list[str]:
    steps, rest = [], address
    while rest.startswith("module."):
        rest = rest.removeprefix("module.")
        end = next((index for index, letter in enumerate(rest) if letter in ".["), len(rest))
        steps.append(rest[:end])
        rest = rest[end:]
        if rest.startswith("["):
            rest = rest[rest.index("]") + 1 :]
        rest = rest.removeprefix(".")
    return steps


def _mark(after: Any, unknown: Any) -> Any:
    if unknown is True:
        return UNKNOWN
    if isinstance(unknown, dict):
        base = after if isinstance(after, dict) else {}
        keys = [*base, *(key for key in unknown if key not in base)]
        return {key: _mark(base.get(key), unknown.get(key, False)) for key in keys}
    if isinstance(unknown, list) and isinstance(after, list):
        padded = [*unknown, *[False] * (len(after) - len(unknown))]
        return [_mark(item, flag) for item, flag in zip(after, padded, strict=False)]
    return after


def _rebuild(block: Block, expressions: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    built: dict[str, Any] = {}
    for name, attribute in block.attributes.items():
        if name in expressions and name in after and (attribute.required or attribute.optional):
            built[name] = _value(attribute.type, after[name])
    for name, nested in block.blocks.items():
        if name in after:
            items = _rebuild_blocks(nested, expressions.get(name), after[name])
            if items is not None:
                built[name] = items
    return built


def _rebuild_blocks(nested: NestedBlock, expressions: Any, after: Any) -> Any:
    if nested.nesting == "single":
        if isinstance(expressions, dict) and isinstance(after, dict):
            return _rebuild(nested.block, expressions, after)
        return None
    if not isinstance(after, list) or not after:
        return None
    given = expressions if isinstance(expressions, list) else [expressions] if isinstance(expressions, dict) else []
    if not given:
        return None
    items = []
    for index, item in enumerate(after):
        if not isinstance(item, dict):
            return None
        if nested.nesting == "list" and index < len(given):
            items.append(_rebuild(nested.block, given[index], item))
        else:
            items.append(_rebuild(nested.block, _chosen(given, item), item))
    return items


def _chosen(given: list[Any], item: Mapping[str, Any]) -> dict[str, Any]:
    """Which expressions an element of a set has: all that some element sets, less the zero values that not all set."""
    every = set.intersection(*(set(one) for one in given))
    some: dict[str, Any] = {}
    for one in given:
        some.update(one)
    return {name: some[name] for name in some if name in every or item.get(name) not in (None, "", 0, False, [], {})}


def _value(type_: Any, after: Any) -> Any:
    if after == UNKNOWN:
        return UNKNOWN_EXPRESSION
    if isinstance(after, str):
        return after.replace("${", "$${").replace("%{", "%%{")
    if isinstance(after, list):
        inner = type_[1] if isinstance(type_, list) else "string"
        return [_value(inner, item) for item in after]
    if isinstance(after, dict):
        if isinstance(type_, list) and type_[0] == "object":
            return {name: _value(member, after.get(name)) for name, member in type_[1].items()}
        return {key: _value("string", item) for key, item in after.items()}
    return after


@dataclass(frozen=True)
class Difference:
    """One attribute that was planned otherwise."""

    resource: RealResource
    attribute: str
    real: Any
    ours: Any


def compare(resource: RealResource, change: Mapping[str, Any]) -> tuple[int, list[Difference]]:
    """How many attributes were compared, and those that differ. `change` is ours, of the plan's JSON format."""
    ours = _mark(change["after"] or {}, change.get("after_unknown", {}))
    compared, differences = 0, []
    for name, real in resource.after.items():
        if name not in ours:
            continue
        compared += 1
        if not _same(real, ours[name]):
            differences.append(Difference(resource, name, real, ours[name]))
    return compared, differences


def _same(real: Any, ours: Any) -> bool:
    """Equal on what both have: members of nested blocks that one schema lacks are left out; order of sets does not count."""
    if isinstance(real, dict) and isinstance(ours, dict):
        return all(_same(real[name], ours[name]) for name in real.keys() & ours.keys())
    if isinstance(real, list) and isinstance(ours, list):
        if len(real) != len(ours):
            return False
        if all(map(_same, real, ours)):
            return True
        rest = list(ours)
        for item in real:
            found = next((other for other in rest if _same(item, other)), None)
            if found is None:
                return False
            rest.remove(found)
        return True
    return bool(real == ours)
