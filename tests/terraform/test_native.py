"""The native tests (`*.tftest.hcl`) of the root module and of every module, one case a file so that they spread over processes.

The same for one module by hand: `mautic-fargate test terraform/modules/NAME`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from mautic_fargate.engine import Engine

TERRAFORM = Path(__file__).resolve().parents[2] / "terraform"
MODULES = sorted(path for path in (TERRAFORM / "modules").iterdir() if path.is_dir())
# Of the longest first: the last ones fill up what is left.
FILES = sorted(TERRAFORM.glob("tests/*.tftest.hcl")) + sorted(
    TERRAFORM.glob("modules/*/tests/*.tftest.hcl"), key=lambda file: -file.stat().st_size
)


def _name(file: Path) -> str:
    return f"{file.parents[1].name}/{file.name.removesuffix('.tftest.hcl')}"


@pytest.mark.parametrize("file", FILES, ids=_name)
def test_native(engine: Engine, file: Path) -> None:
    with engine.open(file.parents[1]) as stack:
        result = stack.test(filters=(f"tests/{file.name}",))
    told = [item.render() for item in result.diagnostics]
    told += [item.render() for run in result.runs for item in run.diagnostics if item.is_error]
    assert result.ok, "\n".join(told)
    assert result.runs, "no run was found"
    assert {run.status for run in result.runs} == {"pass"}, "\n".join(told)


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.name)
def test_every_module_has_tests(module: Path) -> None:
    assert list(module.glob("tests/*.tftest.hcl")), "a module without native tests"
