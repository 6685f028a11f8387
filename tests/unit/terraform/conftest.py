from __future__ import annotations

from typing import TYPE_CHECKING

import dummy_host
import pytest

from mautic_fargate.terraform.core import Core
from mautic_fargate.terraform.folders import ProcessFolder
from mautic_fargate.terraform.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ProcessFolder]:
    made = ProcessFolder(tmp_path_factory.mktemp("cache"))
    yield made
    made.remove()


@pytest.fixture(scope="session")
def core(folder: ProcessFolder) -> Iterator[Core]:
    with Core(2, folder=folder) as made:
        yield made


@pytest.fixture(scope="session")
def dummy_core(folder: ProcessFolder) -> Iterator[Core]:
    with Core(1, "dummy_host:start", providers=[dummy_host.ADDRESS], folder=folder) as made:
        yield made


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write files (path=text, below a directory "project") and return the directory."""

    def write(files: dict[str, str]) -> Path:
        root = tmp_path / "project"
        for name, text in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_text(text)
        return root

    return write


@pytest.fixture
def open_workspace(folder: ProcessFolder) -> Iterator[Callable[..., Workspace]]:
    opened: list[Workspace] = []

    def open_workspace(directory: Path, **options: object) -> Workspace:
        opened.append(Workspace(directory, folder=folder, **options))  # type: ignore[arg-type]
        return opened[-1]

    yield open_workspace
    for workspace in opened:
        workspace.close()
