"""The one temporary folder of a process: removed at its end, and swept by the next process if it could not be.

Layout below the cache: ``workspaces/<pid>-<random>/`` and ``workspaces/<pid>-<random>.lock``. A process holds its lock
(``flock``) as long as it lives, however it dies: a lock that can be had belongs to a dead process.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import os
import secrets
import shutil
import tempfile
import threading
from pathlib import Path


def cache_folder() -> Path:
    """The user's cache folder of this package (``XDG_CACHE_HOME``, else ``~/.cache``; a temporary one without a home)."""
    name = __name__.partition(".")[0].replace("_", "-")
    root = os.environ.get("XDG_CACHE_HOME")
    if root and Path(root).is_absolute():
        return Path(root) / name
    with contextlib.suppress(RuntimeError):
        return Path.home() / ".cache" / name
    return _fallback(name)


def _fallback(name: str) -> Path:
    return Path(tempfile.gettempdir()) / f"{name}-{os.getuid()}"


class ProcessFolder:
    """A private folder that lives as long as this process (or until `remove`)."""

    def __init__(self, cache: Path | None = None) -> None:
        """Make the folder below ``cache`` (default `cache_folder`), after sweeping those of dead processes."""
        self._owner = os.getpid()
        root = _writable_root(cache)
        sweep(root)
        while True:
            self.path = root / f"{self._owner}-{secrets.token_hex(4)}"
            self._lock_path = _lock_path(self.path)
            self._lock = os.open(self._lock_path, os.O_CREAT | os.O_RDWR, 0o600)
            fcntl.flock(self._lock, fcntl.LOCK_EX)
            if _same_file(self._lock, self._lock_path):
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


def _writable_root(cache: Path | None) -> Path:
    candidates = [cache or cache_folder(), _fallback(__name__.partition(".")[0].replace("_", "-"))]
    for candidate in candidates:
        root = candidate / "workspaces"
        with contextlib.suppress(OSError):
            root.mkdir(mode=0o700, parents=True, exist_ok=True)
            if os.access(root, os.W_OK) and root.stat().st_uid == os.getuid():
                return root
    return Path(tempfile.mkdtemp(prefix=f"{__name__.partition('.')[0]}-"))


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
