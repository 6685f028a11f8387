"""What each example and size plans, as small JSON files: counts by resource type, and the values that matter.

Run `python development/inventory.py --write` after a change of the modules, and read the difference before it is kept.
Without `--write` it says which files differ, and ends with 1 if any does. tests/terraform/test_inventory.py uses it too.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from mautic_fargate.engine import Engine, Options
from mautic_fargate.terraform.plan import UNKNOWN, Plan, ResourceChange

ROOT: Final = Path(__file__).resolve().parents[1]
TERRAFORM: Final = ROOT / "terraform"
FOLDER: Final = ROOT / "tests/terraform/inventory"
SIZES: Final = ("sandbox", "starter", "standard", "scale")
EXAMPLES: Final = ("existing-network", "production", "sandbox")

# The root module has no variable files of its own: the least that it must be told, in placeholders that are reserved for it.
STACK: Final[Mapping[str, Any]] = {
    "account_id": "123456789012",
    "administrator": {"email": "admin@example.com"},
    "certificate_arn": "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
    "environment": "test",
    "host_name": "mautic.example.com",
    "installed": True,
    "project_name": "mautic",
    "region": "us-east-1",
}

# Of each type, what a reader of a difference must see: where money, safety and availability are decided.
VALUES: Final[Mapping[str, tuple[str, ...]]] = {
    "aws_appautoscaling_target": ("min_capacity", "max_capacity"),
    "aws_db_instance": (
        "allocated_storage", "backup_retention_period", "deletion_protection", "engine", "engine_version", "instance_class",
        "max_allocated_storage", "multi_az", "publicly_accessible", "skip_final_snapshot", "storage_encrypted", "storage_type",
    ),
    "aws_ecs_service": ("capacity_provider_strategy", "enable_execute_command"),
    "aws_ecs_task_definition": ("cpu", "memory", "runtime_platform"),
    "aws_efs_file_system": ("encrypted", "throughput_mode"),
    "aws_instance": ("instance_type",),
    "aws_kms_key": ("deletion_window_in_days", "enable_key_rotation"),
    "aws_lb": ("enable_deletion_protection", "internal"),
    "aws_lb_listener": ("port", "protocol", "ssl_policy"),
    "aws_secretsmanager_secret": ("recovery_window_in_days",),
    "aws_wafv2_web_acl": ("default_action",),
}  # fmt: skip


def cases() -> dict[str, tuple[Path, Options]]:
    """The directory and the inputs of each inventory, by the name of its file."""
    sizes = {
        f"size-{size}": (TERRAFORM, Options(vars={**STACK, "size": size, "create": True}, parallelism=10))
        for size in SIZES
    }
    examples = {
        f"example-{name}": (
            TERRAFORM / "examples" / name,
            Options(vars={"create": True}, var_files=[TERRAFORM / "examples" / name / "example.tfvars"]),
        )
        for name in EXAMPLES
    }
    return {**sizes, **examples}


def inventory(plan: Plan) -> dict[str, Any]:
    """Counts of the managed resources by type, and their values that matter by address."""
    created = [change for change in plan.changes if change.mode == "managed" and change.action.creates]
    return {
        "resources": len(created),
        "types": dict(sorted(Counter(change.type for change in created).items())),
        "values": {
            change.address: dict(_values(change))
            for change in sorted(created, key=lambda change: change.address)
            if change.type in VALUES
        },
    }


def _values(change: ResourceChange) -> Iterator[tuple[str, Any]]:
    for name in VALUES[change.type]:
        value = change.value(name)
        if isinstance(value, (str, int, float, bool)):
            yield name, value
        elif value is not UNKNOWN and value:
            yield name, _plain(value)


def _plain(value: Any) -> Any:
    """A block without what is not set."""
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in sorted(value.items()) if item not in (None, [], {})}
    if isinstance(value, list):
        # Blocks that are a set come in no order of their own.
        return sorted((_plain(item) for item in value), key=json.dumps)
    return value


def planned(engine: Engine, name: str) -> dict[str, Any]:
    """The inventory of one case. Raises ValueError when it does not plan."""
    directory, options = cases()[name]
    with engine.open(directory) as stack:
        result = stack.plan(options)
    if not result.ok or result.plan is None:
        raise ValueError(f"{name} does not plan: " + "\n".join(item.render() for item in result.diagnostics))
    return inventory(result.plan)


def text(found: Mapping[str, Any]) -> str:
    """An inventory as it is kept."""
    return json.dumps(found, indent=2) + "\n"


def main() -> int:
    """Write the files, or say which differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the files")
    write: bool = parser.parse_args().write
    differing = []
    with Engine() as engine:
        for name in cases():
            file, found = FOLDER / f"{name}.json", text(planned(engine, name))
            if not file.exists() or file.read_text() != found:
                differing.append(file)
                if write:
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_text(found)
    for file in differing:
        print(f"{'written' if write else 'differs'}: {file.relative_to(ROOT)}")
    return int(bool(differing) and not write)


if __name__ == "__main__":
    sys.exit(main())
