"""Regenerate the schema pack of a provider from its published bindings.

    python development/schema_from_bindings.py [--provider aws] [--wheel FILE | --version V] [--out FILE]

Downloads the wheel with pip unless it is given, derives every schema, adds the facts of `data/schema-facts/` and writes
`src/mautic_fargate/offline_aws/schema/data/<provider>.jsonl.xz`.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import Any

from bindings import wafv2
from bindings.derive import LOST, derive_type
from bindings.facts import apply, read_facts
from bindings.functions import read_functions
from bindings.typescript import Unit
from bindings.wheel import Bindings, fetch_bindings, read_wheel
from mautic_fargate.offline_aws.pack import write_pack

PACKS = Path(__file__).parent.parent / "src" / "mautic_fargate" / "offline_aws" / "schema" / "data"
Entries = dict[tuple[str, str], Any]


def extract(bindings: Bindings) -> Entries:
    """The schema documents of `bindings` by kind and name, without the facts."""
    entries: Entries = {}
    for folder, text in bindings.units.items():
        if folder == "provider-functions":
            entries |= {("function", name): document for name, document in read_functions(text).items()}
            continue
        unit = Unit(text)
        if unit.main is not None:
            kind, name, _ = unit.main
            entries[kind, "" if kind == "provider" else name] = derive_type(unit)
    return entries


def complete(bindings: Bindings, entries: Entries) -> Entries:
    """`entries` with the facts applied and the meta entry added; types that cannot be known whole are left out, and listed there."""
    provider = bindings.address.rpartition("/")[2]
    facts = read_facts(provider)
    for (kind, name), document in entries.items():
        if kind == "resource" and provider == "aws" and name in wafv2.TYPES:
            wafv2.add_statement(name, document)
        if kind == "function":
            document |= facts.functions.get(name, {})
    missing = sorted(
        f"{kind} {name}"
        for (kind, name), document in entries.items()
        if kind != "function" and _is_lost(document["block"])
    )
    entries = {key: document for key, document in entries.items() if " ".join(key) not in missing}
    for key, found in facts.by_type.items():
        if key in entries:
            for path in apply(found, entries[key]):
                print(f"{bindings.address} {bindings.version} has no {path}", file=sys.stderr)
    meta = {
        "address": bindings.address,
        "version": bindings.version,
        "source": bindings.source,
        "facts": list(facts.sources),
        "missing": missing,
    }
    return entries | {("meta", ""): meta}


def _is_lost(block: dict[str, Any]) -> bool:
    """Does the block hold a subtree that the bindings' generator skipped?"""
    return any(entry["type"] == LOST for entry in block.get("attributes", {}).values()) or any(
        _is_lost(entry["block"]) for entry in block.get("block_types", {}).values()
    )


def main(arguments: list[str] | None = None) -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--provider", default="aws", help="aws, random, …")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument("--wheel", type=Path, help="the wheel, when it is here already")
    chosen.add_argument("--version", help="the version of the wheel; the newest without")
    parser.add_argument("--out", type=Path, help="the pack to write")
    options = parser.parse_args(arguments)
    start = time.monotonic()
    bindings = read_wheel(options.wheel) if options.wheel else fetch_bindings(options.provider, options.version)
    if bindings.address.rpartition("/")[2] != options.provider:
        parser.error(f"{options.wheel} holds {bindings.address}, not {options.provider}: give --provider with it")
    entries = complete(bindings, extract(bindings))
    out = options.out or PACKS / f"{options.provider}.jsonl.xz"
    write_pack(out, entries)
    seconds = time.monotonic() - start
    print(
        f"{out}: {bindings.address} {bindings.version}, {len(entries) - 1} entries, {out.stat().st_size} bytes, {seconds:.1f} s"
    )


if __name__ == "__main__":
    main()
