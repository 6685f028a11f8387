"""A command on its way through a `Core`: submitted, finished, or failed."""

from __future__ import annotations

import threading
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from .process import WorkerProcess


class CoreError(Exception):
    """The core could not run or finish a command (it is not: the command reported errors); ``help``: what to do."""

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002  (the project's word for it)
        """``message``: what went wrong."""
        super().__init__(message)
        self.help = help


class CoreTimeout(CoreError):
    """A command was stopped because its time was up."""


class CoreCancelled(CoreError):
    """A command was cancelled while it ran."""


@dataclass(frozen=True)
class Completed:
    """One finished command.

    ``session`` is what the provider host handed back (`worker.ProviderHost.end`), to be given to a later command;
    ``seconds`` is the time the command took in the worker, without waiting for one.
    """

    exit_code: int
    stdout: str
    stderr: str
    session: bytes | None
    seconds: float


class CommandFuture(Future[Completed]):
    """A submitted command. `cancel` also ends a running one (and then returns False: it becomes `CoreCancelled`)."""

    def __init__(
        self, number: int, argv: list[str], session: bytes | None, on_line: Callable[[str], None] | None
    ) -> None:
        """Made by `Core.submit` only."""
        super().__init__()
        self.number = number
        self.argv = argv
        self.session = session
        self.on_line = on_line
        self.timeout: float | None = None
        self.cwd: Path | None = None
        self.stop_requested = threading.Event()
        self.worker: WorkerProcess | None = None

    def cancel(self) -> bool:
        """Do not start it, or stop it."""
        if super().cancel():
            return True
        self.stop_requested.set()
        if (worker := self.worker) is not None and not self.done():
            worker.cancel(self.number)
        return False
