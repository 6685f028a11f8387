"""What bindings cannot say, as facts: read from `data/schema-facts/<provider>.txt` and put into derived schemas.

The format is explained at the top of `aws.txt`.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FOLDER = Path(__file__).parent.parent / "data" / "schema-facts"

_FLAGS = {"sensitive", "deprecated", "markdown"}
_VALUES = {"min_items", "max_items", "type"}
_ANYWHERE = "**."


@dataclass(frozen=True)
class Fact:
    """One line: `values` maps paths to values (true for flags); the version is the value of path "."."""

    kind: str
    type: str
    name: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Facts:
    """All facts about one provider."""

    sources: tuple[str, ...]
    by_type: Mapping[tuple[str, str], tuple[Fact, ...]]
    functions: Mapping[str, Mapping[str, Any]]
    """By function: what else its document says, such as "return_type"."""


def read_facts(provider: str, folder: Path = FOLDER) -> Facts:
    """The facts about `provider`, none when there is no file; raises ValueError at a line that is no fact."""
    path = folder / f"{provider}.txt"
    sources: list[str] = []
    by_type: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for number, line in enumerate(path.read_text().splitlines() if path.exists() else (), start=1):
        if line.startswith("@source "):
            sources.append(line.removeprefix("@source "))
        elif line and not line.startswith("#"):
            fact = _read_line(line, f"{path.name}:{number}")
            by_type[fact.kind, fact.type].append(fact)
    functions = {
        name: {fact.name: fact.values["."] for fact in facts}
        for (kind, name), facts in by_type.items()
        if kind == "function"
    }
    types = {key: tuple(facts) for key, facts in by_type.items() if key[0] != "function"}
    return Facts(tuple(sources), types, functions)


def _read_line(line: str, where: str) -> Fact:
    kind, name, fact, *words = line.split()
    name = "" if kind == "provider" else name
    if fact == "version" and len(words) == 1:
        return Fact(kind, name, fact, {".": int(words[0])})
    if kind == "function" and fact == "return_type" and len(words) == 1:
        return Fact(kind, name, fact, {".": json.loads(words[0])})
    if fact in _FLAGS:
        return Fact(kind, name, fact, dict.fromkeys(words, True))
    if fact in _VALUES and all("=" in word for word in words):
        return Fact(kind, name, fact, {path: json.loads(value) for path, _, value in (w.partition("=") for w in words)})
    raise ValueError(f"{where}: not a fact: {line}")


def apply(facts: tuple[Fact, ...], document: dict[str, Any]) -> list[str]:
    """Put `facts` into the schema `document` of their type; returns the paths that the schema does not have."""
    places: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for path, what, entry in _walk(document["block"], ""):
        places[path].append((what, entry))
    unknown = []
    for fact in facts:
        for path, value in fact.values.items():
            if fact.name == "version":
                document["version"] = value
            elif path == ".":
                _set("block", document, fact.name, value)
            else:
                found = _find(places, path)
                unknown += [] if found else [f"{fact.kind} {fact.type} {path}"]
                for what, entry in found:
                    _set(what, entry, fact.name, value)
    return unknown


def _find(places: Mapping[str, list[tuple[str, dict[str, Any]]]], path: str) -> list[tuple[str, dict[str, Any]]]:
    if not path.startswith(_ANYWHERE):
        return places.get(path, [])
    ending = path.removeprefix(_ANYWHERE)
    return [place for known, found in places.items() if f".{known}".endswith(f".{ending}") for place in found]


def _set(what: str, entry: dict[str, Any], fact: str, value: Any) -> None:
    if fact == "markdown":
        fact, value = "description_kind", "markdown"
    on_block = what == "block" and fact in {"deprecated", "description_kind"}
    (entry["block"] if on_block else entry)[fact] = value


def _walk(block: dict[str, Any], prefix: str) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name, entry in block.get("attributes", {}).items():
        yield prefix + name, "attribute", entry
    for name, entry in block.get("block_types", {}).items():
        yield prefix + name, "block", entry
        yield from _walk(entry["block"], f"{prefix}{name}.")
