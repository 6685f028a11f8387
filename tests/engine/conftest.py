"""The real core on the offline AWS: one warm engine for all tests, small stacks written into temporary folders."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from mautic_fargate.engine import Engine, Options, Stack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mautic_fargate.terraform.results import ApplyResult, PlanResult


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    with Engine() as made:
        yield made


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write files (path=text) below a directory and return it; a text alone is main.tf."""

    def write(files: dict[str, str] | str, name: str = "stack") -> Path:
        root = tmp_path / name
        for path, text in ({"main.tf": files} if isinstance(files, str) else files).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text)
        return root

    return write


class Life:
    """A stack and what tests ask of it: every command must end well unless the test says otherwise."""

    def __init__(self, stack: Stack, directory: Path) -> None:
        self.stack = stack
        self.directory = directory

    def rewrite(self, text: str, file: str = "main.tf") -> None:
        """Change the configuration."""
        (self.directory / file).write_text(text)

    def plan(self, options: Options | None = None, **more: Any) -> PlanResult:
        result = self.stack.plan(options or Options(), **more)
        assert result.ok, told(result)
        assert result.plan is not None
        return result

    def apply(self, options: Options | None = None, **more: Any) -> ApplyResult:
        result = self.stack.apply(options or Options(), **more)
        assert result.ok, told(result)
        return result

    def refused(self, options: Options | None = None) -> str:
        """The errors of a plan that fails, as text."""
        result = self.stack.plan(options or Options())
        assert not result.ok, "the plan went well"
        return told(result)

    def actions(self, options: Options | None = None) -> dict[str, str]:
        """What the next plan does, by address, but for what stays and what is read."""
        plan = self.plan(options).plan
        assert plan is not None
        return {item.address: item.action.value for item in plan.changes if item.action.value not in {"no-op", "read"}}

    def settled(self, options: Options | None = None) -> None:
        """Apply, then nothing is left to do."""
        self.apply(options)
        assert not (left := self.actions(options)), left

    def destroy(self, options: Options | None = None) -> None:
        """Destroy; nothing is left of it."""
        result = self.stack.destroy(options or Options())
        assert result.ok, told(result)
        assert self.stack.state_addresses() == []

    def values(self) -> dict[str, dict[str, Any]]:
        """The values of all instances in the state, by address."""
        return dict(_values(self.stack.state().get("values", {}).get("root_module", {})))


def _values(module: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for item in module.get("resources", []):
        yield item["address"], item["values"]
    for child in module.get("child_modules", []):
        yield from _values(child)


def told(result: Any) -> str:
    """The diagnostics of a result as text."""
    return "\n".join(item.render() for item in result.diagnostics) or result.stderr


@pytest.fixture
def live(engine: Engine, write: Callable[..., Path]) -> Iterator[Callable[..., Life]]:
    """Open a stack on a new account."""
    opened: list[Stack] = []

    def live(files: dict[str, str] | str, name: str = "stack", **options: Any) -> Life:
        directory = write(files, name)
        stack = engine.open(directory, **options)
        opened.append(stack)
        return Life(stack, directory)

    yield live
    for stack in opened:
        stack.close()
