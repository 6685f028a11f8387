"""A pool of processes that run commands of the Terraform core: warm, parallel, and gone when this process is gone.

>>> with Core(workers=2) as core:                        # doctest: +SKIP
...     core.run(["validate", "-json"], directory).exit_code
"""

from __future__ import annotations

import atexit
import contextlib
import os
import sys
import threading
import time
from collections import deque
from concurrent.futures import CancelledError, Future, wait
from typing import TYPE_CHECKING, Any, Self

from .ending import terminate_as_exit
from .environment import ReservedPorts, clean_environment, reattach
from .folders import ProcessFolder, process_folder
from .jobs import CommandFuture, Completed, CoreCancelled, CoreError, CoreTimeout
from .process import DEBUG_VARIABLE, WorkerDiedError, WorkerProcess

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from types import TracebackType

_GRACE_SECONDS = 3.0
"""How long a cancelled command may take to stop before its worker is killed."""
_CANCEL_REPEAT_SECONDS = 0.25
"""A cancel that comes in the instant before the core registers the command would be lost: it is repeated."""
_START_SECONDS = 60.0
_LOST = f"Was there enough memory? {DEBUG_VARIABLE}=1 shows all that it printed."
_COMMANDS_PER_WORKER = 300
"""The core never lets go of a provider it has attached to (about 0.1 MB and a timer for each command): a worker is
replaced after so many commands, by one that was started meanwhile."""
DEFAULT_PROVIDERS = ("hashicorp/aws",)

__all__ = [
    "CommandFuture",
    "Completed",
    "Core",
    "CoreCancelled",
    "CoreError",
    "CoreTimeout",
    "terminate_as_exit",
]


class Core:
    """A pool of ``workers`` processes, each with the core and (when named) a provider host of its own.

    ``provider_host`` is an import path ``"package.module:callable"``. A worker calls it once, with ``host_options`` plus
    ``ports`` (by provider address: the loopback port on which it must serve Terraform's plugin protocol, version 6, bound
    with SO_REUSEPORT) and ``worker`` (a number), and gets a `worker.ProviderHost`. ``providers`` are the addresses without
    host. They stand in the environment the worker is executed with: the Go runtime sees no later change. Thread-safe.
    """

    def __init__(
        self,
        workers: int = 1,
        provider_host: str | None = None,
        host_options: Mapping[str, Any] | None = None,
        *,
        providers: Sequence[str] = DEFAULT_PROVIDERS,
        environment: Mapping[str, str] | None = None,
        folder: ProcessFolder | None = None,
    ) -> None:
        """Nothing is started yet: `warm` does, or the first command. ``environment`` adds variables for the core."""
        if workers < 1:
            raise ValueError(f"workers must be at least 1, not {workers}")
        self.folder = folder or process_folder()
        self._host = provider_host
        self._options = dict(host_options or {})
        self._providers = tuple(providers)
        self._environment = dict(environment or {})
        self._owner = os.getpid()
        self._condition = threading.Condition()
        self._waiting: deque[CommandFuture] = deque()
        self._running: set[CommandFuture] = set()
        self._closed = False
        self._idle = 0
        self._numbers = 0
        self._slots = [_Slot(self, index) for index in range(workers)]
        atexit.register(self.close)

    @property
    def workers(self) -> int:
        """How many commands can run at once."""
        return len(self._slots)

    @property
    def worker_pids(self) -> list[int]:
        """The process ids of the workers that run now."""
        return [pid for slot in self._slots if (pid := slot.pid) is not None]

    def run(
        self,
        argv: Sequence[str],
        directory: Path,
        *,
        session: bytes | None = None,
        on_line: Callable[[str], None] | None = None,
        timeout: float | None = None,
        cwd: Path | None = None,
    ) -> Completed:
        """Run ``terraform -chdir=directory argv…`` and wait for it.

        ``on_line`` gets each line of standard output as it comes (in another thread). After ``timeout`` seconds of
        running the command is stopped (`CoreTimeout`). An exception in the waiting thread (Ctrl-C) stops it as well.
        ``cwd`` is the directory that the configuration sees as ``path.cwd`` ("/" when not given).
        """
        future = self.submit(argv, directory, session=session, on_line=on_line, timeout=timeout, cwd=cwd)
        try:
            return future.result()
        except CancelledError:
            raise CoreCancelled("the Terraform core was closed before the command could start") from None
        except (KeyboardInterrupt, SystemExit):
            future.cancel()
            wait([future], _GRACE_SECONDS + 1)
            raise

    def submit(
        self,
        argv: Sequence[str],
        directory: Path,
        *,
        session: bytes | None = None,
        on_line: Callable[[str], None] | None = None,
        timeout: float | None = None,
        cwd: Path | None = None,
    ) -> CommandFuture:
        """Like `run`, but returns at once."""
        with self._condition:
            if self._closed or os.getpid() != self._owner:
                raise CoreError("this Terraform core was closed, or belongs to another process")
            self._numbers += 1
            future = CommandFuture(self._numbers, [f"-chdir={directory}", *argv], session, on_line)
            future.timeout = timeout
            future.cwd = cwd
            self._waiting.append(future)
            if len(self._waiting) > self._idle:
                next((slot for slot in self._slots if slot.begin()), None)
            self._condition.notify()
        return future

    def warm(self) -> None:
        """Start all workers and wait until they are ready; `CoreError` when one cannot start."""
        with self._condition:
            for slot in self._slots:
                slot.begin()
        for slot in self._slots:
            slot.wait_ready()

    def close(self) -> None:
        """Cancel what runs, wait briefly, end all workers. Harmless when repeated, and in a forked child."""
        if os.getpid() != self._owner:
            return
        with self._condition:
            if self._closed:
                return
            self._closed = True
            waiting, running = list(self._waiting), list(self._running)
            self._waiting.clear()
            self._condition.notify_all()
        atexit.unregister(self.close)
        for future in waiting:
            if future.cancel():
                future.set_running_or_notify_cancel()  # wakes who waits for it
        for future in running:
            future.cancel()
        for slot in self._slots:
            slot.join()

    def __enter__(self) -> Self:
        """The core itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()

    def _next(self) -> CommandFuture | None:
        """The next command for an idle slot; None when the core is closed."""
        with self._condition:
            self._idle += 1
            try:
                while not self._waiting:
                    if self._closed:
                        return None
                    self._condition.wait()
                future = self._waiting.popleft()
                self._running.add(future)
                return future
            finally:
                self._idle -= 1

    def _done(self, future: CommandFuture) -> None:
        with self._condition:
            self._running.discard(future)

    def _start_worker(self, index: int, thread: int) -> WorkerProcess:
        environment = clean_environment(os.environ) | self._environment
        try:
            reserved = ReservedPorts(self._providers if self._host is not None else ())
        except OSError as error:
            raise _cannot_start(f"no loopback port can be had: {error.strerror}") from error
        if self._host is not None:
            environment["TF_REATTACH_PROVIDERS"] = reattach(reserved.ports, thread)
        try:
            worker = WorkerProcess(environment)
            options = self._options | {"ports": reserved.ports, "worker": index}
            worker.send("start", {"host": self._host, "options": options, "folder": str(self.folder.path)})
            answer = worker.receive(time.monotonic() + _START_SECONDS)
        except WorkerDiedError as error:
            raise _cannot_start(str(error)) from error
        except OSError as error:
            raise _cannot_start(f"{error.filename or sys.executable}: {error.strerror}") from error
        finally:
            reserved.release()
        if answer is None or answer[0] != "ready":
            worker.kill()
            raise _cannot_start(_failure(answer) if answer else f"it was not ready after {_START_SECONDS:.0f} seconds")
        return worker


class _Slot:
    """A place in the pool: a thread that takes commands and the worker process it replaces when that dies."""

    def __init__(self, core: Core, index: int) -> None:
        self._core = core
        self._index = index
        self._thread: threading.Thread | None = None
        self._worker: WorkerProcess | None = None
        self._commands = 0
        self._successor: Future[WorkerProcess] | None = None
        self._started = threading.Event()
        self._start_error: CoreError | None = None

    @property
    def pid(self) -> int | None:
        """The process id of the worker, if there is one."""
        return None if self._worker is None else self._worker.pid

    def begin(self) -> bool:
        """Start the thread (called under the core's lock); False when it runs already."""
        if self._thread is not None:
            return False
        self._thread = threading.Thread(target=self._serve, name=f"terraform-{self._index}", daemon=True)
        self._thread.start()
        return True

    def wait_ready(self) -> None:
        self._started.wait()
        if self._start_error is not None:
            raise self._start_error

    def join(self) -> None:
        if self._thread is not None:
            self._thread.join(2 * _GRACE_SECONDS)
        if self._successor is not None:
            with contextlib.suppress(CoreError):
                self._successor.result().stop(0.5)
        if self._worker is not None:
            self._worker.stop(0.5)

    def _serve(self) -> None:
        try:
            self._ensure()
        except CoreError as error:
            self._start_error = error
        finally:
            self._started.set()
        while (future := self._core._next()) is not None:
            try:
                if future.set_running_or_notify_cancel():
                    self._execute(future)
            finally:
                self._core._done(future)

    def _ensure(self) -> WorkerProcess:
        if self._successor is not None and self._successor.done():
            self._succeed(self._successor)
        if self._worker is None:
            self._worker = self._core._start_worker(self._index, threading.get_native_id())
            self._commands = 0
        self._commands += 1
        if self._commands > _COMMANDS_PER_WORKER and self._successor is None:
            self._prepare_successor()
        return self._worker

    def _prepare_successor(self) -> None:
        successor: Future[WorkerProcess] = Future()
        thread = threading.get_native_id()

        def start() -> None:
            try:
                successor.set_result(self._core._start_worker(self._index, thread))
            except CoreError as error:
                successor.set_exception(error)

        self._successor = successor
        threading.Thread(target=start, name=f"terraform-{self._index}-successor", daemon=True).start()

    def _succeed(self, successor: Future[WorkerProcess]) -> None:
        self._successor = None
        if successor.exception() is None:
            old, self._worker, self._commands = self._worker, successor.result(), 0
            if old is not None:
                threading.Thread(target=old.stop, args=(_GRACE_SECONDS,), daemon=True).start()

    def _execute(self, future: CommandFuture) -> None:
        try:
            worker = self._ensure()
            future.worker = worker
            cwd = str(future.cwd or "/")
            worker.send("run", future.number, future.argv, future.session, future.on_line is not None, cwd)
            future.set_result(self._follow(worker, future))
        except WorkerDiedError as error:
            self._drop()
            stopped = future.stop_requested.is_set()
            future.set_exception(CoreCancelled("cancelled") if stopped else CoreError(str(error), _LOST))
        except BaseException as error:  # noqa: BLE001  (goes to whoever waits; this thread must live on)
            if not isinstance(error, CoreError):
                self._drop()  # the conversation may be out of step
            future.set_exception(error)
        finally:
            future.worker = None

    def _follow(self, worker: WorkerProcess, future: CommandFuture) -> Completed:
        """Read answers until the command is done; stop it when its time is up or it is cancelled."""
        deadline = None if future.timeout is None else time.monotonic() + future.timeout
        kill_at: float | None = None
        timed_out = False
        while True:
            if kill_at is None:
                # A cancel comes from another thread: look up now and then.
                soon = time.monotonic() + 1.0
                answer = worker.receive(soon if deadline is None else min(soon, deadline))
            else:
                answer = worker.receive(min(kill_at, time.monotonic() + _CANCEL_REPEAT_SECONDS))
            if answer is None:
                now = time.monotonic()
                timed_out = timed_out or (deadline is not None and now >= deadline)
                if kill_at is None and (timed_out or future.stop_requested.is_set()):
                    kill_at = now + _GRACE_SECONDS
                if kill_at is not None:
                    worker.cancel(future.number)
                    if now >= kill_at:
                        worker.kill()
                        self._drop()
                        raise _stopped(future, timed_out)
            elif answer[0] == "line":
                assert future.on_line is not None
                future.on_line(answer[2])
            elif answer[0] == "failed":
                self._drop()
                raise CoreError(f"The Terraform worker failed: {_failure(answer)}")
            else:
                if timed_out or future.stop_requested.is_set():
                    raise _stopped(future, timed_out)
                return Completed(*answer[2:])

    def _drop(self) -> None:
        """Give up the worker; the next command gets a new one."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.kill()
            worker.stop(0)


def _cannot_start(reason: str) -> CoreError:
    return CoreError(
        f"A Terraform worker could not start: {reason}",
        "Is mautic-fargate installed whole, with the packages it needs, and is there memory and space for it? "
        f"{DEBUG_VARIABLE}=1 shows more.",
    )


def _failure(answer: tuple[Any, ...]) -> str:
    """What a worker's answer ``("failed", message, traceback)`` says, as much as is wanted."""
    return str(answer[2 if os.environ.get(DEBUG_VARIABLE) else 1])


def _stopped(future: CommandFuture, timed_out: bool) -> CoreError:
    command = " ".join(future.argv[1:3])
    if timed_out:
        return CoreTimeout(f"terraform {command} was stopped after {future.timeout} seconds")
    return CoreCancelled(f"terraform {command} was cancelled")
