"""How many attributes of real plans are planned alike: made by the real provider (2.x to 5.x), planned again offline.

    python development/fidelity_plans.py ARCHIVE.tar.xz

Prints JSON: the figures, every mistake and every resource that today's provider would refuse.
"""

from __future__ import annotations

import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mautic_fargate.engine import Engine, Stack
from mautic_fargate.offline_aws.behaviour import store as behaviour_store
from mautic_fargate.offline_aws.schema import store as schema_store
from mautic_fargate.terraform.diagnostics import Diagnostic
from real_plans import Difference, RealResource, compare, read_plans, real_resources, version_difference


def figures(archive: Path) -> dict[str, Any]:
    """The figures of all plans in `archive`."""
    schema, facts = schema_store.load("aws"), behaviour_store.load("aws")
    resources = {f"r{index}": one for index, one in enumerate(real_resources(read_plans(archive), schema))}
    with tempfile.TemporaryDirectory() as folder, Engine() as engine:
        refused = _refusals(engine, Path(folder), resources)
        accepted = {name: one for name, one in resources.items() if name not in refused}
        changes = _plan(engine, Path(folder), accepted)
    compared, differences = 0, list[Difference]()
    for name, resource in accepted.items():
        count, found = compare(resource, changes[name])
        compared += count
        differences += found
    reasons = [(version_difference(one, schema, facts), one) for one in differences]
    versions = Counter(reason for reason, _ in reasons if reason)
    mistakes = [one for reason, one in reasons if reason is None]
    comparable = compared - sum(versions.values())
    return {
        "plans": len({one.plan for one in resources.values()}),
        "resources": len(accepted),
        "types": len({one.type for one in accepted.values()}),
        "attributes": compared,
        "version_differences": dict(versions.most_common()),
        "comparable": comparable,
        "equal": comparable - len(mistakes),
        "percent": round(100 * (comparable - len(mistakes)) / comparable, 3),
        "mistakes": [
            f"{one.resource.type}.{one.attribute}: {one.real!r} is planned as {one.ours!r}" for one in mistakes
        ],
        "refused_today": sorted({f"{resources[name].type}: {why}" for name, why in refused.items()}),
        "refused": len(refused),
    }


def _write(folder: Path, resources: Mapping[str, RealResource]) -> None:
    tags = [dict(pair) for pair in sorted({tuple(sorted(one.default_tags.items())) for one in resources.values()})]
    providers = [
        {"alias": f"p{index}", "region": "us-east-1", "default_tags": {"tags": one}} for index, one in enumerate(tags)
    ]
    document: dict[str, Any] = {"provider": {"aws": providers}, "resource": {"terraform_data": {"unknown": {}}}}
    for name, one in resources.items():
        alias = f"aws.p{tags.index(dict(one.default_tags))}"
        document["resource"].setdefault(one.type, {})[name] = {**one.configuration, "provider": alias}
    (folder / "main.tf.json").write_text(json.dumps(document))


def _open(engine: Engine, folder: Path, resources: Mapping[str, RealResource]) -> Stack:
    _write(folder, resources)
    return engine.open(folder)


def _refusals(engine: Engine, folder: Path, resources: Mapping[str, RealResource]) -> dict[str, str]:
    """What today's provider refuses of the rebuilt configurations: by resource, the reason."""
    refused: dict[str, str] = {}
    while True:
        with _open(engine, folder, {name: one for name, one in resources.items() if name not in refused}) as stack:
            found = _located(stack.validate().errors)
        if not found:
            return refused
        refused.update(found)


def _located(diagnostics: Sequence[Diagnostic]) -> dict[str, str]:
    located = {}
    for one in diagnostics:
        text = f"{one.address} {one.snippet.context if one.snippet else ''}"
        match = re.search(r"\baws_\w+\.(r\d+)\b", text)
        if match is None:
            raise RuntimeError(f"an error without a resource: {one.render()}")
        located[match.group(1)] = one.summary + (f": {one.detail.splitlines()[0]}" if one.detail else "")
    return located


def _plan(engine: Engine, folder: Path, resources: Mapping[str, RealResource]) -> dict[str, Mapping[str, Any]]:
    with _open(engine, folder, resources) as stack:
        result = stack.plan()
        if result.plan is None or not result.ok:
            raise RuntimeError("\n".join(one.render() for one in result.errors))
        return {one["name"]: one["change"] for one in result.plan.document["resource_changes"]}


if __name__ == "__main__":
    print(json.dumps(figures(Path(sys.argv[1])), indent=2))
