"""Every example: valid, plans nothing by default, plans with `create = true`; the small ones are lived through to the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mautic_fargate.engine import Options, with_var_files
from mautic_fargate.rehearsal.life import Change, Life
from mautic_fargate.rehearsal.watch import Unwatched

if TYPE_CHECKING:
    from mautic_fargate.engine import Engine, Stack

TERRAFORM = Path(__file__).resolve().parents[2] / "terraform"
WHOLE = [TERRAFORM / "examples" / name for name in ("existing-network", "production", "sandbox")]
ALONE = sorted(path for path in (TERRAFORM / "examples/modules-alone").iterdir() if path.is_dir())
# What an example is called and what it must be told: nothing, but for those of the whole stack.
FILES = dict.fromkeys(WHOLE, ("example.tfvars",))
FILES[TERRAFORM / "examples/modules-alone/networking"] = ("sandbox.tfvars",)


def _options(example: Path, *, create: bool) -> Options:
    files = tuple(example / name for name in FILES.get(example, ()))
    return with_var_files(Options(vars={"create": True} if create else {}), *files)


def _managed(stack: Stack, options: Options) -> int:
    planned = stack.plan(options)
    assert planned.ok, "\n".join(item.render() for item in planned.diagnostics)
    assert planned.plan is not None
    return sum(change.mode == "managed" and change.action.value != "no-op" for change in planned.plan.changes)


@pytest.mark.parametrize("example", [*WHOLE, *ALONE], ids=lambda path: path.name)
def test_plans_nothing_until_it_is_said(engine: Engine, example: Path) -> None:
    with engine.open(example) as stack:
        validated = stack.validate()
        assert validated.ok, "\n".join(item.render() for item in validated.diagnostics)
        assert not validated.warnings
        assert _managed(stack, _options(example, create=False)) == 0
        if example in ALONE:  # what the others plan stands in the inventory
            assert _managed(stack, _options(example, create=True)) > 0


# `make rehearse EXAMPLE=…` lives through the others.
SMALL = [path for path in ALONE if path.name != "networking"] + [TERRAFORM / "examples/sandbox"]


@pytest.mark.parametrize("example", SMALL, ids=lambda path: path.name)
def test_lives_and_dies(engine: Engine, example: Path) -> None:
    names = [name for name in ("installed", "protection-off") if (example / f"{name}.tfvars").exists()]
    with engine.open(example) as stack:
        record = Life(stack, _options(example, create=True), Unwatched()).live(
            [Change(name, example / f"{name}.tfvars") for name in names]
        )
    assert record.passed, "\n".join(
        f"{phase.title}: {phase.summary} {' '.join(phase.details)}" for phase in record.phases
    )


@pytest.mark.parametrize("example", WHOLE, ids=lambda path: path.name)
def test_a_teardown_needs_the_protection_off(example: Path) -> None:
    assert "deletion_protection = false" in (example / "protection-off.tfvars").read_text()


@pytest.mark.parametrize("example", [*WHOLE, *ALONE], ids=lambda path: path.name)
def test_has_a_readme(example: Path) -> None:
    text = (example / "README.md").read_text()
    assert text.startswith("# ")
    assert "mautic-fargate" in text
