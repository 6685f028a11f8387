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
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from mautic_fargate.offline_aws.behaviour.store import NO_DEFAULT, AttributeFacts, BehaviourStore
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
    default_tags: Mapping[str, str]
    """The default tags of its provider block."""


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
                default_tags=_default_tags(plan.get("configuration", {})),
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


def _default_tags(configuration: Mapping[str, Any]) -> Mapping[str, str]:
    provider = configuration.get("provider_config", {}).get("aws", {})
    for block in provider.get("expressions", {}).get("default_tags", []):
        tags: Mapping[str, str] = block.get("tags", {}).get("constant_value", {})
        return tags
    return {}


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
        if name not in after or not (attribute.required or attribute.optional):
            continue
        if name in expressions or _from_dynamic_blocks(attribute.type, after[name]):
            built[name] = _value(attribute.type, after[name])
    for name, nested in block.blocks.items():
        if name in after:
            items = _rebuild_blocks(nested, expressions.get(name), after[name])
            if items is not None:
                built[name] = items
    return built


def _from_dynamic_blocks(type_: Any, after: Any) -> bool:
    """Whether objects in a plan come from blocks that its `configuration` does not list (dynamic ones, or blocks as attributes)."""
    return (
        isinstance(type_, list)
        and isinstance(type_[1], list)
        and isinstance(after, list)
        and after not in ([], [UNKNOWN])
    )


def _rebuild_blocks(nested: NestedBlock, expressions: Any, after: Any) -> Any:
    if nested.nesting == "single":
        if isinstance(expressions, dict) and isinstance(after, dict):
            return _rebuild(nested.block, expressions, after)
        return None
    if not isinstance(after, list) or not after:
        return None
    given = expressions if isinstance(expressions, list) else [expressions] if isinstance(expressions, dict) else []
    if not given:  # a dynamic block: whatever its elements have is configured
        given = [_everything_set(nested.block, item) for item in after if isinstance(item, dict)]
    items = []
    for index, item in enumerate(after):
        if not isinstance(item, dict):
            return None
        if nested.nesting == "list" and index < len(given):
            items.append(_rebuild(nested.block, given[index], item))
        else:
            items.append(_rebuild(nested.block, _chosen(given, item), item))
    return items


def _everything_set(block: Block, item: Mapping[str, Any]) -> dict[str, Any]:
    names = [name for name, one in block.attributes.items() if one.required or one.optional]
    return {name: {} for name in [*names, *block.blocks] if item.get(name) not in (None, "", [], {}, UNKNOWN)}


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
            # An element of a set shows what is not set as zero values; the configuration has to leave them out.
            return {name: _value(member, after.get(name) or None) for name, member in type_[1].items()}
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


def version_difference(difference: Difference, schema: SchemaStore, facts: BehaviourStore) -> str | None:
    """Why a difference is one between provider versions (the plans are of 2.x to 5.x); None where it is a mistake of ours.

    Only differences that today's schema or facts themselves explain count: an attribute that the configuration does not set and
    that became computed, stopped being computed or has another default today; text that is stored normalised today.
    """
    name, real, ours = difference.attribute, difference.real, difference.ours
    described = schema.resource(difference.resource.type)
    assert described is not None
    block = described.block
    known = facts.get("resource", difference.resource.type)
    fact = known.attributes.get(name) if known else None
    if name == "region":
        return "`region` is the provider's argument of every type since 6.0"
    if name in difference.resource.configuration:
        return _spelling(fact, real, ours)
    attribute = block.attributes.get(name)
    computed = bool(fact and fact.computed) if attribute is None else attribute.computed and attribute.optional
    default = fact is not None and fact.default is not NO_DEFAULT
    if ours == UNKNOWN and computed:
        return "not set: computed today"
    if real == UNKNOWN and not computed and not (attribute and attribute.computed):
        return "not set: no longer computed today"
    if default:
        return "not set: a default of today"
    if ours in (None, []) and real != UNKNOWN and real not in (None, []):
        return "not set: a default of then"
    return None


def _spelling(fact: AttributeFacts | None, real: Any, ours: Any) -> str | None:
    if fact is None or not (isinstance(real, str) and isinstance(ours, str)):
        return "a number then, text today" if str(real) == str(ours) else None
    if (fact.state or "").endswith("NormalizeJsonStringSchemaStateFunc") or fact.state == "literal":
        try:
            return "stored as normalised JSON today" if json.loads(real) == json.loads(ours) else None
        except ValueError:
            return None
    return None


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
