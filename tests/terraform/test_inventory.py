"""What each example and size plans is what was last agreed on: tests/terraform/inventory/*.json.

After a change that is meant: `python development/inventory.py --write`, and read the difference.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from mautic_fargate.engine import Engine

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path(__file__).parent / "inventory"


def _development() -> Any:
    specification = importlib.util.spec_from_file_location("inventory", ROOT / "development/inventory.py")
    assert specification is not None
    assert specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    sys.modules[specification.name] = module
    specification.loader.exec_module(module)
    return module


INVENTORY = _development()


@pytest.mark.parametrize("name", list(INVENTORY.cases()))
def test_plans_what_was_agreed(engine: Engine, name: str) -> None:
    found = INVENTORY.planned(engine, name)
    agreed = json.loads((FOLDER / f"{name}.json").read_text())
    assert found == agreed, "meant? python development/inventory.py --write"


def test_no_inventory_without_a_case() -> None:
    assert {file.stem for file in FOLDER.glob("*.json")} == set(INVENTORY.cases())


def _kept(name: str) -> dict[str, Any]:
    kept: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text())
    return kept


def _of_type(kept: dict[str, Any], kind: str) -> dict[str, dict[str, Any]]:
    return {address: values for address, values in kept["values"].items() if f".{kind}." in address}


@pytest.mark.parametrize("name", list(INVENTORY.cases()))
def test_what_holds_in_every_size(name: str) -> None:
    kept = _kept(name)
    [database] = _of_type(kept, "aws_db_instance").values()
    assert database["storage_encrypted"] is True
    assert database["publicly_accessible"] is False
    assert database["deletion_protection"] is True
    assert database["engine_version"].startswith("8.4")
    [files] = _of_type(kept, "aws_efs_file_system").values()
    assert files["encrypted"] is True
    [scheduler] = [
        values for address, values in _of_type(kept, "aws_appautoscaling_target").items() if ".scheduler." in address
    ]
    assert scheduler["max_capacity"] <= 1, "two schedulers would send campaigns twice"


@pytest.mark.parametrize("name", [name for name in INVENTORY.cases() if name.startswith("example-")])
def test_nothing_runs_before_mautic_is_installed(name: str) -> None:
    targets = _of_type(_kept(name), "aws_appautoscaling_target")
    assert len(targets) == 3
    assert {values["max_capacity"] for values in targets.values()} == {0}


def test_the_sizes_grow() -> None:
    kept = [_kept(f"size-{size}") for size in ("sandbox", "starter", "standard", "scale")]
    assert [next(iter(_of_type(item, "aws_db_instance").values()))["multi_az"] for item in kept] == [
        False, False, True, True,
    ]  # fmt: skip
    assert [item["types"].get("aws_nat_gateway", 0) for item in kept] == [0, 0, 1, 3]
    assert [item["types"].get("aws_instance", 0) for item in kept] == [1, 1, 0, 0]
    assert ["aws_wafv2_web_acl" in item["types"] for item in kept] == [False, False, True, True]
    assert ["aws_backup_vault" in item["types"] for item in kept] == [False, False, True, True]
