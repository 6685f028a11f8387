"""The command line as its users meet it: in this process on one warm engine, or as a process of its own."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import processes
import pytest
from small_stack import STACK

from mautic_fargate.cli import main as program
from mautic_fargate.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


# Several services, tags (for the drift), inputs (for changes) and something that takes a moment.
@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def both(self) -> str:
        """All that it said."""
        return self.out + self.err


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    with Engine() as made:
        yield made


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write files (path=text or bytes) below a new directory and return it; a text alone is main.tf."""

    def write(files: dict[str, str | bytes] | str, name: str = "stack") -> Path:
        root = tmp_path / name
        root.mkdir(parents=True, exist_ok=True)
        for path, content in ({"main.tf": files} if isinstance(files, str) else files).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_bytes(content.encode() if isinstance(content, str) else content)
        return root

    return write


@pytest.fixture
def invoke(engine: Engine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run a command line in this process, on the warm engine; its signal handlers stay away from pytest's."""
    monkeypatch.setattr("mautic_fargate.engine.Engine", lambda: contextlib.nullcontext(engine))
    monkeypatch.setattr(program, "stop_on_signals", lambda: None)
    monkeypatch.setattr(program, "ignore_signals", lambda: None)
    monkeypatch.delenv("MAUTIC_FARGATE_DEBUG", raising=False)

    def invoke(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["mautic-fargate", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as end:
            program.main()
        out, err = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return Ended(end.value.code, out, err)

    return invoke


@pytest.fixture(scope="session")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One filled cache folder for all processes."""
    folder = tmp_path_factory.mktemp("cache")
    project = tmp_path_factory.mktemp("first")
    (project / "main.tf").write_text(STACK)
    done = processes.run(["validate", str(project)], processes.Home(tmp_path_factory.mktemp("home"), folder))
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def home(tmp_path: Path, cache: Path) -> processes.Home:
    """Home, temporary and cache folder of a user of this test's own."""
    return processes.Home(tmp_path / "user", cache)
