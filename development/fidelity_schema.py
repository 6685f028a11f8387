"""How close the shipped schema is to the real one: the figures for docs/reference/fidelity.md and its test.

    python development/fidelity_schema.py            # print the figures
    python development/fidelity_schema.py --write    # after a look at each: write the table of differences anew

The oracle is the document that the real provider 6.47.0 prints. The shipped schema is of a later version, so real changes of
the provider show as differences: each is a line of `tests/data/schema-differences.json`.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mautic_fargate.offline_aws.schema.store import load

ROOT = Path(__file__).parent.parent
ORACLE = ROOT.parent / "shared" / "provider" / "aws-6.47.0-schema.json.xz"
BEHAVIOUR = ORACLE.with_name("aws-6.58-behaviour.json.xz")
DIFFERENCES = ROOT / "tests" / "data" / "schema-differences.json"

SECTIONS = {"resource": "resource_schemas", "data": "data_source_schemas", "ephemeral": "ephemeral_resource_schemas"}
_ATTRIBUTE_FACTS = (
    "type",
    "required",
    "optional",
    "computed",
    "sensitive",
    "write_only",
    "deprecated",
    "description_kind",
)
_BLOCK_FACTS = ("nesting_mode", "min_items", "max_items")
_DEFAULTS = {"nesting_mode": None, "type": None, "min_items": 0, "max_items": 0, "description_kind": "plain"}

Schemas = Mapping[tuple[str, str], Mapping[str, Any]]
"""Schemas in the official notation by kind and type name."""
Facts = dict[str, dict[str, Any]]


def oracle_schemas(path: Path = ORACLE) -> Schemas:
    """The schemas of the real provider; raises FileNotFoundError where the oracle is not at hand."""
    with lzma.open(path) as file:
        (provider,) = json.load(file)["provider_schemas"].values()
    return {(kind, name): schema for kind, section in SECTIONS.items() for name, schema in provider[section].items()}


def shipped_schemas() -> Schemas:
    """The schemas of the package."""
    pack = load("aws").pack
    return {(kind, name): pack.get(kind, name) or {} for kind in SECTIONS for name in pack.names(kind)}


def schema_facts(schema: Mapping[str, Any]) -> Facts:
    """What is compared of one type: for each path, "." for the type itself, its facts; defaults written out."""
    own = {"version": schema.get("version", 0)}
    return {".": own | _block_facts(schema["block"])} | dict(_walk(schema["block"], ""))


def _walk(block: Mapping[str, Any], prefix: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, entry in block.get("attributes", {}).items():
        yield prefix + name, {fact: entry.get(fact, _DEFAULTS.get(fact, False)) for fact in _ATTRIBUTE_FACTS}
    for name, entry in block.get("block_types", {}).items():
        own = {fact: entry.get(fact, _DEFAULTS[fact]) for fact in _BLOCK_FACTS}
        yield prefix + name, own | _block_facts(entry["block"])
        yield from _walk(entry["block"], f"{prefix}{name}.")


def _block_facts(block: Mapping[str, Any]) -> dict[str, Any]:
    return {"deprecated": block.get("deprecated", False), "description_kind": block.get("description_kind", "plain")}


def differences(real: Schemas, ours: Schemas) -> dict[str, str]:
    """The differences of the types that both have: "KIND TYPE PATH" to "new", "gone", or the facts that changed, with both values."""
    found = {}
    for key in sorted(real.keys() & ours.keys()):
        there, here = schema_facts(real[key]), schema_facts(ours[key])
        for path in sorted(there.keys() | here.keys()):
            if what := _difference(there.get(path), here.get(path)):
                found[f"{key[0]} {key[1]} {path}"] = what
    return found


def _difference(there: dict[str, Any] | None, here: dict[str, Any] | None) -> str | None:
    if there == here:
        return None
    if there is None or here is None:
        return "new" if there is None else "gone"
    if ("type" in there) != ("type" in here):
        return "attribute -> block" if "type" in there else "block -> attribute"
    return ", ".join(
        _type_change(there[fact], here[fact])
        if fact == "type"
        else f"{fact} {json.dumps(there[fact])} -> {json.dumps(here[fact])}"
        for fact in there
        if there[fact] != here[fact]
    )


def _type_change(there: Any, here: Any) -> str:
    """Both types when they are short; of objects only the members that came, went or changed."""
    before, after = dict(_members(there, "")), dict(_members(here, ""))
    if not before.keys() - {""}:
        return f"type {json.dumps(there)} -> {json.dumps(here)}"
    gone = [f"-{name}" for name in sorted(before.keys() - after.keys())]
    come = [f"+{name}" for name in sorted(after.keys() - before.keys())]
    changed = [f"~{name}" for name in sorted(before.keys() & after.keys()) if before[name] != after[name]]
    return f"type {' '.join(gone + come + changed)}"


def _members(cty: Any, path: str) -> Iterator[tuple[str, str]]:
    """The members of all objects in a type by dotted path, "" for the type itself; an object's own type is its collections."""
    collections = []
    while isinstance(cty, list) and cty[0] != "object":
        collections.append(cty[0])
        cty = cty[1]
    yield path, " ".join([*collections, cty if isinstance(cty, str) else "object"])
    if isinstance(cty, list):
        for name, member in cty[1].items():
            yield from _members(member, f"{path}.{name}".lstrip("."))


def known_differences(path: Path = DIFFERENCES) -> dict[str, str]:
    """The table of real changes between the version of the oracle and the shipped one, without its remarks."""
    table: dict[str, dict[str, str]] = json.loads(path.read_text())["differences"]
    return {
        f"{type_} {where}": what.partition("; ")[0] for type_, paths in table.items() for where, what in paths.items()
    }


def figures() -> dict[str, Any]:
    """Types and paths compared, equal and differing; raises FileNotFoundError where the oracle is not at hand.

    "paths" counts attributes and blocks of common types in either version; "explained" are the differences in the table.
    """
    real, ours = oracle_schemas(), shipped_schemas()
    common = sorted(real.keys() & ours.keys())
    found = differences(real, ours)
    known = known_differences()
    count: Counter[str] = Counter()
    for key in common:
        for facts in ({**schema_facts(ours[key]), **schema_facts(real[key])}).values():
            count["attributes" if "type" in facts else "blocks"] += 1
    count["blocks"] -= len(common)  # "." is the type
    differing_types = {tuple(where.split(" ")[:2]) for where in found}
    return {
        "types_real": len(real),
        "types_shipped": len(ours),
        "types_compared": len(common),
        "types_equal": len(common) - len(differing_types),
        "attributes_compared": count["attributes"],
        "blocks_compared": count["blocks"],
        "paths_equal": count["attributes"] + count["blocks"] - len(found),
        "paths_differing": len(found),
        "explained": len(found.keys() & known.keys()),
        "unexplained": sorted(where for where in found if found[where] != known.get(where)),
        "kinds_of_difference": dict(Counter(_kind_of(what) for what in found.values()).most_common()),
    }


def _kind_of(what: str) -> str:
    """ "required false -> true, …" is of kind "required, …"; "new", "gone" and "attribute -> block" are kinds themselves."""
    if what in {"new", "gone", "attribute -> block", "block -> attribute"}:
        return what
    return ", ".join(part.split(" ")[0] for part in what.split(", ") if not part.startswith('"'))


def write_differences(path: Path = DIFFERENCES) -> None:
    """Write the table anew from what is found, with a remark at what provider 6.58.0 is known to have."""
    with lzma.open(BEHAVIOUR) as file:
        behaviour = json.load(file)["types"]
    table: dict[str, dict[str, str]] = {}
    for where, what in differences(oracle_schemas(), shipped_schemas()).items():
        kind, name, place = where.split(" ")
        known = behaviour[kind].get(name, {}).get("attributes", {})
        remark = "; 6.58.0 has it" if what == "new" and place in known else ""
        table.setdefault(f"{kind} {name}", {})[place] = what + remark
    about = (
        "Where the shipped schema differs from that of hashicorp/aws 6.47.0, by type and path: changes of the provider since. "
        "The bindings of 6.47.0 give no difference, so none of these comes from reading bindings. "
        "development/fidelity_schema.py writes and checks it."
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"about": about, "differences": table}, indent=1) + "\n")


if __name__ == "__main__":
    if "--write" in sys.argv[1:]:
        write_differences()
    json.dump(figures(), sys.stdout, indent=2)
    print()
