"""One worker process, seen from the parent: start it, talk to it, end it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

_STDERR_BYTES = 6000
_STDERR_LINES = 4
DEBUG_VARIABLE = "MAUTIC_FARGATE_DEBUG"
"""Set, messages tell all that is known of a fault: tracebacks, and whatever a worker printed."""


class WorkerDiedError(Exception):
    """The worker process ended, or could not start; the message says how, with the end of what it printed."""


class WorkerProcess:
    """A running ``mautic_fargate.terraform.worker``. One thread receives; any thread may `send` or `kill`."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Execute the worker in a session of its own, so that the terminal's Ctrl-C reaches only the parent."""
        request_read, request_write = os.pipe()
        answer_read, answer_write = os.pipe()
        self._printed = tempfile.TemporaryFile()  # noqa: SIM115  (lives as long as the process; it has no name)
        try:
            self._process = subprocess.Popen(  # noqa: S603  (our own module)
                [sys.executable, "-P", "-m", f"{__package__}.worker", str(answer_write), str(os.getpid())],
                stdin=request_read,
                stdout=self._printed,
                stderr=self._printed,
                pass_fds=(answer_write,),
                env=dict(environment),
                cwd="/",  # no directory of the user is held; each command says where it runs
                start_new_session=True,
            )
        finally:
            os.close(request_read)
            os.close(answer_write)
        self._requests = Connection(request_write, readable=False)
        self._answers = Connection(answer_read, writable=False)
        self._guard = threading.Lock()

    @property
    def pid(self) -> int:
        """Process id (also the id of its process group)."""
        return self._process.pid

    def send(self, *request: Any) -> None:
        """Send one request (see the worker's table)."""
        try:
            with self._guard:
                self._requests.send(request)
        except OSError as error:
            raise self._death() from error

    def receive(self, deadline: float | None = None) -> tuple[Any, ...] | None:
        """The next answer, or None when ``deadline`` (``time.monotonic``) passes first."""
        try:
            if deadline is not None and not self._answers.poll(max(0.0, deadline - time.monotonic())):
                return None
            answer: tuple[Any, ...] = self._answers.recv()
        except (EOFError, OSError) as error:
            raise self._death() from error
        return answer

    def cancel(self, number: int) -> None:
        """Ask for the end of a running command; nothing happens when the worker is gone."""
        with contextlib.suppress(WorkerDiedError):
            self.send("cancel", number)

    def stop(self, grace: float) -> None:
        """End the process: asked first, killed after ``grace`` seconds."""
        with contextlib.suppress(WorkerDiedError):
            self.send("stop")
        with contextlib.suppress(OSError):
            self._requests.close()
        try:
            self._process.wait(grace)
        except subprocess.TimeoutExpired:
            self.kill()
        self._close()

    def kill(self) -> None:
        """Kill the process and everything in its group (provisioners), and wait for its end."""
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _death(self) -> WorkerDiedError:
        # Its own end is decided already, and until `wait` its number cannot be another group's.
        if self._process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self._process.pid, signal.SIGKILL)
        code = self._process.wait()
        how = f"signal {signal.Signals(-code).name}" if code < 0 else f"exit code {code}"
        with contextlib.suppress(ValueError):
            self._printed.seek(max(0, self._printed.seek(0, os.SEEK_END) - _STDERR_BYTES))
            printed = self._printed.read().decode(errors="replace").strip()
            if printed:
                printed = printed if os.environ.get(DEBUG_VARIABLE) else essence(printed)
                return WorkerDiedError(f"the Terraform worker ended ({how}):\n{printed}")
        return WorkerDiedError(f"the Terraform worker ended ({how})")

    def _close(self) -> None:
        self._printed.close()
        for connection in (self._requests, self._answers):
            with contextlib.suppress(OSError):
                connection.close()


def essence(printed: str) -> str:
    """Of what a process printed at its end, what says why: a traceback's or a Go panic's message, else the last lines."""
    lines = [line for line in printed.splitlines() if line.strip()]
    for index, line in enumerate(lines):
        if line.startswith(("panic: ", "fatal error: ")):
            return line
        if line.startswith("Traceback "):
            message = [text for text in lines[index + 1 :] if not text.startswith((" ", "Traceback "))]
            return message[-1] if message else line
    return "\n".join(lines[-_STDERR_LINES:])
