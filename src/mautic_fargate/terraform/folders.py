"""The one temporary folder of a process: removed at its end, and swept by the next process if it could not be.

Layout: ``workspaces/<pid>-<random>/`` and ``workspaces/<pid>-<random>.lock``. A process holds its lock
(``flock``) as long as it lives, however it dies: a lock that can be had belongs to a dead process.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import secrets
import shutil
import stat
import tempfile
import threading
from pathlib import Path

_NAME = __name__.partition(".")[0].replace("_", "-")
_MEMORY = Path("/dev/shm")  # noqa: S108  (what is made there is private)
_MEMORY_BYTES = 512 * 1024 * 1024
"""A smaller file system in memory (containers have one of 64 MB) could be filled by plan files."""


def temporary_root() -> Path:
    """Where the folders of this user's processes are, by default: below ``TMPDIR``, else in memory, else on disk.

    Always the same one, so that a later process can sweep what an earlier one left; private to the user. Workspaces are
    many links and little data: in memory they cost a tenth.
    """
    root = _temporary_directory() / f"{_NAME}-{os.getuid()}"
    with contextlib.suppress(FileExistsError):
        root.mkdir(mode=0o700)
    status = root.lstat()
    if stat.S_ISDIR(status.st_mode) and status.st_uid == os.getuid() and not status.st_mode & 0o077:
        return root
    # Somebody else has taken the name.
    return Path(tempfile.mkdtemp(prefix=f"{_NAME}-"))


def _temporary_directory() -> Path:
    if "TMPDIR" not in os.environ and os.access(_MEMORY, os.W_OK | os.X_OK):
        status = os.statvfs(_MEMORY)
        # By its size, not by what is free now: the choice must not change from one process to the next.
        if status.f_blocks * status.f_frsize >= _MEMORY_BYTES:
            return _MEMORY
    return Path(tempfile.gettempdir())


class ProcessFolder:
    """A private folder that lives as long as this process (or until `remove`)."""

    def __init__(self, parent: Path | None = None) -> None:
        """Make the folder below ``parent`` (default `temporary_root`), after sweeping those of dead processes."""
        self._owner = os.getpid()
        while True:
            root = (parent or temporary_root()) / "workspaces"
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            sweep(root)
            self.path = root / f"{self._owner}-{secrets.token_hex(4)}"
            lock_path = _lock_path(self.path)
            try:
                self._lock = os.open(lock_path, os.O_CREAT | os.O_RDWR, 0o600)
            except FileNotFoundError:
                continue  # the last process before us has just removed the empty directory
            fcntl.flock(self._lock, fcntl.LOCK_EX)
            if _same_file(self._lock, lock_path):
                break
            os.close(self._lock)  # swept between our opening and our locking it
        self.path.mkdir(mode=0o700)
        self._counter = 0
        self._guard = threading.Lock()
        atexit.register(self.remove)

    def new(self, name: str) -> Path:
        """A new empty directory inside, named ``<number>-<name>``."""
        with self._guard:
            self._counter += 1
            path = self.path / f"{self._counter}-{name}"
        path.mkdir()
        return path

    def remove(self) -> None:
        """Remove the folder and its lock; harmless when repeated, and in a forked child."""
        if os.getpid() != self._owner or self._lock < 0:
            return
        remove_folder(self.path)
        os.close(self._lock)
        self._lock = -1
        atexit.unregister(self.remove)


def remove_folder(folder: Path) -> None:
    """Remove a process folder and its lock file; what cannot be removed is left to a later sweep."""
    shutil.rmtree(folder, ignore_errors=True)
    if not folder.exists():
        with contextlib.suppress(OSError):
            _lock_path(folder).unlink()
            folder.parent.rmdir()  # only when it is empty
            if folder.parent.parent.name.startswith(f"{_NAME}-"):
                folder.parent.parent.rmdir()


def sweep(root: Path) -> list[Path]:
    """Remove the folders below ``root`` whose processes are dead, and return them."""
    removed = []
    for lock_path in root.glob("*.lock"):
        try:
            descriptor = os.open(lock_path, os.O_RDWR)
        except OSError:
            continue
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            continue  # alive
        else:
            folder = lock_path.with_suffix("")
            remove_folder(folder)
            removed.append(folder)
        finally:
            os.close(descriptor)
    return removed


def _lock_path(folder: Path) -> Path:
    return folder.with_name(folder.name + ".lock")


def _same_file(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except OSError:
        return False


_process_folder: ProcessFolder | None = None
_process_guard = threading.Lock()


def process_folder() -> ProcessFolder:
    """The folder of this process, made at the first call (and anew in a forked child)."""
    global _process_folder  # noqa: PLW0603  (one per process, by definition)
    with _process_guard:
        if _process_folder is None or _process_folder._owner != os.getpid() or _process_folder._lock < 0:
            _process_folder = ProcessFolder()
        return _process_folder
