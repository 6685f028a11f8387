"""Distil what AWS refuses from the models of botocore and the schemas of cfn-lint into the pack of `offline_aws.constraints`.

    python development/constraints_data.py

The names of the attributes, to match members of requests, are those of our own schema pack: make that one first.
The pack holds facts (enumerations, patterns, lengths, ranges, which version exists where) in our own format; see `constraints/tables.py`.
"""

from __future__ import annotations

import argparse
import importlib.metadata
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import botocore.session
import cfnlint

from constraints_mapping import CODES, MAPPING, OVERRIDES
from constraints_regions import region_entries
from mautic_fargate.offline_aws.pack import write_pack
from mautic_fargate.offline_aws.schema.store import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

PACK = Path(__file__).parents[1] / "src/mautic_fargate/offline_aws/constraints/data/aws.jsonl.xz"
SCHEMAS = Path(cfnlint.__file__).parent / "data/schemas"
REGION = "us-east-1"  # whose CloudFormation schemas are read: every type exists there
LONGEST_WORTH_TELLING = 100_000
DEEPEST = 5  # the statements of a firewall nest almost without end
SKIPPED = frozenset({"tags", "tags_all", "region", "id", "arn", "timeouts"})
Facts = dict[str, Any]


class Shape(Protocol):
    """One place of a request: what may stand there."""

    def members(self) -> Mapping[str, Shape]: ...
    def facts(self) -> Facts: ...


def normal(name: str) -> str:
    """The name without case and punctuation."""
    return re.sub(r"[^a-z0-9]", "", name.lower())


def pattern(text: str | None, *, whole: bool) -> str | None:
    """A pattern of Java or JavaScript as one of Python that admits at least as much; None if it cannot be said or admits everything.

    `whole`: without anchors it must match the whole value (botocore), else any part of it (JSON schema).
    """
    if not text or text in {
        ".*",
        ".+",
        "^.*$",
        "^.+$",
        r"[\s\S]*",
        r"[\s\S]+",
        r"^[\s\S]*$",
        r"\S",
        r"\S*",
        r".*\S.*",
        r"[\s\S]*\S[\s\S]*",
        r"(?s).*",
        r"(?s).+",
    }:
        return None
    ascii_only = r"\p" not in text
    for name, class_ in ((r"\p{L}", r"\w"), (r"\p{N}", r"\d"), (r"\p{Z}", r"\s"), (r"\p{Alnum}", r"a-zA-Z0-9")):
        text = text.replace(name, class_)
    text = text.replace("(?i)", "") if not text.startswith("(?i)") else text
    if r"\p" in text or r"\P" in text or "&&" in text:
        return None
    anchored = text.startswith("^") or (text.endswith("$") and not text.endswith(r"\$"))
    text = text if anchored or not whole else f"^(?:{text})$"
    if ascii_only and re.search(r"\\[wds]", text) and not text.startswith("(?"):
        text = f"(?a){text}"  # in AWS's patterns these are ASCII
    try:
        compiled = re.compile(text)
    except re.error:
        return None
    # What admits this admits everything worth telling.
    return None if compiled.search("Aa0 é\n*/:@") and compiled.search("-#~'\"") else text


def bounds(low: Any, high: Any, floor: float) -> list[Any] | None:
    """A pair of bounds, None for an open one; None when neither says anything."""
    low = low if isinstance(low, int | float) and low > floor else None
    high = high if isinstance(high, int | float) and high < LONGEST_WORTH_TELLING * 100_000 else None
    return None if low is None and high is None else [low, high]


class Request:
    """A shape of botocore."""

    def __init__(self, shape: Any) -> None:
        self.shape = shape

    def members(self) -> dict[str, Shape]:
        shape = self.shape
        while shape.type_name == "list":
            shape = shape.member
        return {normal(n): Request(s) for n, s in shape.members.items()} if shape.type_name == "structure" else {}

    def facts(self) -> Facts:
        shape = self.shape
        found: Facts = {}
        if shape.type_name == "list":
            found["n"] = bounds(None, shape.metadata.get("max"), 0)
            shape = shape.member
        meta = shape.metadata
        if shape.type_name == "string":
            found |= {"e": sorted(shape.enum) or None, "p": pattern(meta.get("pattern"), whole=True)}
            found["l"] = bounds(meta.get("min"), meta.get("max"), 1)
            if found["l"] and (found["l"][1] or 0) > LONGEST_WORTH_TELLING:
                del found["l"]
        elif shape.type_name in {"integer", "long", "float", "double"}:
            found["r"] = bounds(meta.get("min"), meta.get("max"), -(2**31))
        return {kind: fact for kind, fact in found.items() if fact}


class Property:
    """A property in a schema of CloudFormation."""

    def __init__(self, schema: Any, root: Mapping[str, Any]) -> None:
        while isinstance(schema, dict) and "$ref" in schema:
            at: Any = root
            for part in schema["$ref"].removeprefix("#/").split("/"):
                at = at[part]
            schema = at
        self.schema: Mapping[str, Any] = schema if isinstance(schema, dict) else {}
        self.root = root

    def _item(self) -> Property:
        return Property(self.schema["items"], self.root)._item() if "items" in self.schema else self

    def members(self) -> dict[str, Shape]:
        return {normal(n): Property(s, self.root) for n, s in self._item().schema.get("properties", {}).items()}

    def facts(self) -> Facts:
        item = self._item().schema
        found: Facts = {}
        kind = item.get("type") if isinstance(item.get("type"), str) else None  # several types: nothing to tell
        if self.schema.get("type") == "array":
            found["n"] = bounds(None, self.schema.get("maxItems"), 0)
        if kind == "string":
            found |= {"e": item.get("enum"), "p": pattern(item.get("pattern"), whole=False)}
            found["l"] = bounds(item.get("minLength"), item.get("maxLength"), 1)
        elif kind in {"integer", "number"}:
            found["r"] = bounds(item.get("minimum"), item.get("maximum"), -(2**31))
            found["e"] = item.get("enum")
        return {kind: fact for kind, fact in found.items() if fact}


def candidates(name: str) -> Iterator[str]:
    """The members that an attribute or block of this name may be."""
    plain = normal(name)
    yield from (plain, plain + "s", plain + "es", plain + "list", plain + "set")
    if plain.endswith("y"):
        yield plain[:-1] + "ies"
    if plain.endswith("s"):
        yield plain[:-1]
    if plain.endswith(("seconds", "minutes")):
        yield plain[:-7]
    yield plain + "seconds"


def at_path(shape: Shape, path: str) -> Shape | None:
    """The shape at a dotted path of members."""
    for part in path.split("."):
        found = shape.members().get(normal(part))
        if found is None:
            return None
        shape = found
    return shape


def attributes_of(block: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """The settable attributes and the blocks of one level, each with the level below it or None."""
    for name, attribute in block.get("attributes", {}).items():
        if attribute.get("computed") and not attribute.get("optional"):
            continue
        kind, below = attribute.get("type"), attribute.get("nested_type")
        while isinstance(kind, list) and kind[0] in {"list", "set"}:
            kind = kind[1]
        if isinstance(kind, list) and kind[0] == "object":
            below = {"attributes": {n: {"type": t, "optional": True} for n, t in kind[1].items()}}
        yield name, below
    for name, nested in block.get("block_types", {}).items():
        yield name, nested["block"]


def match(
    block: Mapping[str, Any],
    shape: Shape,
    root: Shape,
    special: Mapping[str, str | None],
    path: str = "",
    depth: int = 0,
) -> Iterator[tuple[str, Facts]]:
    """The facts of every attribute of `block` that is a member of `shape`, by dotted path."""
    members = shape.members()
    for name, below in attributes_of(block):
        here = f"{path}{name}"
        if name in SKIPPED or special.get(here, "") is None:
            continue
        member = (
            at_path(root, special[here] or "")
            if here in special
            else next((members[c] for c in candidates(name) if c in members), None)
        )
        if member is None and below is not None and any(key.startswith(here + ".") for key in special):
            member = root  # a block that the request holds flat: only what is named there
        if member is None:
            continue
        if facts := member.facts():
            yield here, facts if below is None else {k: v for k, v in facts.items() if k == "n"}
        if below is not None and depth < DEEPEST:
            yield from match(below, member, root, special, here + ".", depth + 1)


def requests(source: str, session: Any, types: Mapping[str, str]) -> Shape:
    """The shape that a source of `MAPPING` names."""
    name, _, inner = source.partition("/")
    shape: Shape
    if "::" in name:
        document = json.loads((SCHEMAS / "resources" / f"{types[name]}.json").read_text())
        shape = Property(document, document)
    else:
        service, operation = name.split(".")
        shape = Request(session.get_service_model(service).operation_model(operation).input_shape)
    found = at_path(shape, inner) if inner else shape
    if found is None:
        raise SystemExit(f"{source}: no such member")
    return found


def type_entry(name: str, schema: Mapping[str, Any], session: Any, types: Mapping[str, str]) -> Any:
    """The facts of one type: [path, kind, argument, index of the source]; an earlier source wins."""
    found: dict[tuple[str, str], tuple[Any, int]] = {}
    for index, source in enumerate(MAPPING[name]):
        shape = requests(source, session, types)
        for path, facts in match(schema["block"], shape, shape, OVERRIDES.get(name, {})):
            for kind, argument in facts.items():
                found.setdefault((path, kind), (argument, index))
    service = MAPPING[name][0].split(".")[0]
    rows = [[path, kind, argument, index] for (path, kind), (argument, index) in sorted(found.items())]
    return {"code": CODES.get(service, "ValidationException"), "from": list(MAPPING[name]), "facts": rows}


def main() -> None:
    """Write the pack."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", type=Path, default=PACK)
    chosen = parser.parse_args()
    schemas = load("aws").pack
    session = botocore.session.get_session()
    types = json.loads((SCHEMAS / "providers" / f"{REGION}.json").read_text())
    entries: dict[tuple[str, str], Any] = dict(region_entries(SCHEMAS))
    for name in MAPPING:
        schema = schemas.get("resource", name)
        if schema is None:
            print(f"{name}: not in the schema, no facts", file=sys.stderr)
        elif (entry := type_entry(name, schema, session, types))["facts"]:
            entries["facts", name] = entry
    entries["meta", "sources"] = {
        "botocore": importlib.metadata.version("botocore"),
        "cfn-lint": importlib.metadata.version("cfn-lint"),
        "schemas": json.loads((SCHEMAS / "version.json").read_text())["schema_date"],
    }
    write_pack(chosen.output, entries)
    facts = sum(len(e["facts"]) for (kind, _), e in entries.items() if kind == "facts")
    print(f"{sum(k == 'facts' for k, _ in entries)} types, {facts} facts, {chosen.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
