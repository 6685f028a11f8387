"""Nothing outlives the process that started it: no worker, no folder."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from mautic_fargate.terraform.folders import ProcessFolder, sweep, temporary_root

if TYPE_CHECKING:
    from pathlib import Path

SCRIPT = """
import sys
from pathlib import Path
from mautic_fargate.terraform.core import Core, terminate_as_exit
from mautic_fargate.terraform.folders import ProcessFolder
from mautic_fargate.terraform.workspace import Workspace
folder = ProcessFolder(Path(sys.argv[1]))
with terminate_as_exit(), Core(1, folder=folder) as core:
    core.warm()
    workspace = Workspace(sys.argv[2], folder=folder)
    print(core._slots[0]._worker.pid, flush=True)
    core.run(["apply", "-auto-approve"], workspace.directory)
"""
SLEEPS = 'resource "terraform_data" "x" {\n  provisioner "local-exec" {\n    command = "touch $PWD/begun; sleep 30"\n  }\n}\n'


def start(cache: Path, project: Path, count: int) -> list[tuple[subprocess.Popen[str], int]]:
    argv = [sys.executable, "-c", SCRIPT, str(cache), str(project)]
    processes = [subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) for _ in range(count)]
    workers = [int(process.stdout.readline()) for process in processes if process.stdout is not None]
    until(lambda: len(list((cache / "workspaces").glob("*/*/tree/**/begun"))) == count)
    return list(zip(processes, workers, strict=True))


def until(condition, seconds: float = 20.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.05)


def group_is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_no_process_and_no_folder_survives(number, tmp_path, write):
    project, cache = write({"main.tf": SLEEPS}), tmp_path / "cache"
    (process, worker), (other, other_worker) = start(cache, project, 2)
    process.send_signal(number)
    assert process.wait(10) != 0
    until(lambda: group_is_gone(worker))
    until(lambda: len([path for path in (cache / "workspaces").iterdir() if path.is_dir()]) == 1)
    # The other one is alive: its folder stays.
    kept = ProcessFolder(cache)
    assert len(list((cache / "workspaces").glob("*.lock"))) == 2
    assert list((cache / "workspaces").glob(f"{other.pid}-*/*/tree"))
    other.send_signal(signal.SIGKILL)
    other.wait(10)
    until(lambda: group_is_gone(other_worker))
    kept.remove()
    sweep(cache / "workspaces")
    assert list(cache.iterdir()) == []
    assert [path.name for path in project.iterdir()] == ["main.tf"]


def test_a_folder_of_a_dead_process_is_swept_and_one_of_a_living_is_not(tmp_path):
    alive = ProcessFolder(tmp_path)
    code = "import sys, os; from mautic_fargate.terraform.folders import ProcessFolder; from pathlib import Path\n"
    code += "ProcessFolder(Path(sys.argv[1])).new('x'); os._exit(0)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
    assert len(list(tmp_path.glob("workspaces/*.lock"))) == 2
    assert len(sweep(tmp_path / "workspaces")) == 1
    assert [path.name for path in tmp_path.glob("workspaces/*.lock")] == [alive.path.name + ".lock"]
    assert alive.path.is_dir()
    alive.remove()
    assert list(tmp_path.glob("workspaces/*")) == []


def test_the_default_place_is_private_and_can_be_chosen(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    root = temporary_root()
    assert root.parent == tmp_path
    assert root.stat().st_mode & 0o777 == 0o700
    assert temporary_root() == root
    root.chmod(0o755)  # as if it were somebody else's
    assert temporary_root() != root
    monkeypatch.delenv("TMPDIR")
    monkeypatch.setattr("tempfile.tempdir", None)
    made = ProcessFolder()
    assert made.path.stat().st_mode & 0o777 == 0o700
    made.remove()
    assert not made.path.exists()
