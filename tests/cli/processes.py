"""The command as a process: with folders of its own, found again among all processes, and what it left behind."""

from __future__ import annotations

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

PROGRAM = [sys.executable, "-m", "mautic_fargate"]
_DAC_OVERRIDE, _DAC_READ_SEARCH, _FOWNER = 1, 2, 3
_PR_CAPBSET_DROP = 24


class Home:
    """Home and temporary folder of one user, and a mark in the environment by which all processes are found again."""

    def __init__(self, root: Path, cache: Path) -> None:
        self.root = root
        self.path = root / "home"
        self.temporary = root / "tmp"
        self.mark = f"MAUTIC_FARGATE_TEST_MARK={uuid.uuid4()}"
        for folder in (self.path, self.temporary):
            folder.mkdir(parents=True, exist_ok=True)
        name, _, value = self.mark.partition("=")
        self.environment = {
            name: value,
            "HOME": str(self.path),
            "TMPDIR": str(self.temporary),
            "MAUTIC_FARGATE_CACHE": str(cache),
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
        }

    def processes(self) -> list[int]:
        """The ids of all living processes that carry the mark."""
        return [pid for pid in all_processes() if self.mark.encode() in environment_of(pid)]

    def files(self) -> set[str]:
        """All files (not folders) in the home and the temporary folder."""
        return {str(path.relative_to(self.root)) for path in self.root.rglob("*") if not path.is_dir()}


def all_processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def environment_of(pid: int) -> bytes:
    """The environment that a process was executed with; nothing when it is gone, or a zombie."""
    try:
        return Path(f"/proc/{pid}/environ").read_bytes()
    except OSError:
        return b""


def start(arguments: Sequence[str], home: Home, **more: Any) -> subprocess.Popen[str]:
    """Start the command with both outputs piped; signals have their default meaning, whatever they have here."""
    environment: Mapping[str, str] = home.environment | more.pop("extra", {})
    options: dict[str, Any] = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "stdin": subprocess.DEVNULL}
    options |= {"env": environment, "text": True, "preexec_fn": default_signals, "cwd": home.path}
    return subprocess.Popen([*more.pop("program", PROGRAM), *arguments], **(options | more))


def run(arguments: Sequence[str], home: Home, **more: Any) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    process = start(arguments, home, **more)
    try:
        out, err = process.communicate(timeout=60)
    except BaseException:
        process.kill()
        process.wait()
        raise
    return subprocess.CompletedProcess(arguments, process.returncode, out, err)


def default_signals() -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def without_privileges() -> None:
    """Make file permissions count for root as well (for use between fork and exec)."""
    default_signals()
    if os.geteuid() == 0:
        library = ctypes.CDLL(None)
        for capability in (_DAC_OVERRIDE, _DAC_READ_SEARCH, _FOWNER):
            library.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)


def handles(pid: int, number: signal.Signals) -> bool:
    """Whether a process has a handler for a signal (a new one has none: it would just die)."""
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("SigCgt:"):
                return bool(int(line.split()[1], 16) >> (number - 1) & 1)
    return False


def until(condition: Callable[[], Any], seconds: float = 10.0, every: float = 0.01) -> None:
    """Wait for something that must come about."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(every)
