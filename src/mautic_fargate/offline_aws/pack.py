"""Packs: the compressed data tables of this package, read one entry at a time.

A pack is an xz-compressed text of lines `KIND TAB NAME TAB JSON`, sorted by kind and name. The first use expands it into the
cache folder; after that an entry costs one seek and one small JSON document, so that a start never pays for 2,400 types.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import lzma
import mmap
import os
import struct
import tempfile
import time
import zlib
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

CACHE_VARIABLE = "MAUTIC_FARGATE_CACHE"
_NEW = ".new-"


def cache_folder() -> Path:
    """The folder for what can be made again: `$MAUTIC_FARGATE_CACHE`, else `$XDG_CACHE_HOME/mautic-fargate`, else `~/.cache/…`."""
    if chosen := os.environ.get(CACHE_VARIABLE):
        return Path(chosen)
    if base := os.environ.get("XDG_CACHE_HOME"):
        return Path(base) / "mautic-fargate"
    try:
        return Path.home() / ".cache" / "mautic-fargate"
    except RuntimeError:  # a user without a home: nothing can be kept
        return Path(os.devnull) / "mautic-fargate"


_TRAILER = struct.Struct("<8sQL")
_MARK = b"mfcache1"
_STALE_SECONDS = 3600.0


def cached_bytes(name: str, source: bytes, make: Callable[[], bytes]) -> memoryview | bytes:
    """`make()`, kept in the cache folder under `name` and a digest of `source`; without a writable cache it is made anew.

    A kept file that is cut, damaged or somebody else's is noticed by its trailer (size and CRC-32) and made again.
    """
    path = cache_folder() / f"{hashlib.sha256(source).hexdigest()[:20]}-{name}"
    kept = _read(path)
    if kept is not None:
        return kept
    made = make()
    fresh: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path.parent)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=_NEW, delete=False) as file:
            fresh = Path(file.name)
            file.write(made)
            file.write(_trailer(made))
        fresh.replace(path)  # atomic: two first runs at once do not meet
    except OSError:  # a read-only home or a full disk only costs time
        if fresh is not None:
            with contextlib.suppress(OSError):
                fresh.unlink()
    return made


def _read(path: Path) -> memoryview | None:
    """The kept content; None when there is none that is whole."""
    try:
        with path.open("rb") as file:
            whole = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    except (OSError, ValueError):
        return None
    content = whole[: max(0, len(whole) - _TRAILER.size)]
    return content if whole[len(content) :] == _trailer(content) else None


def _trailer(content: bytes | memoryview) -> bytes:
    return _TRAILER.pack(_MARK, len(content), zlib.crc32(content))


def _sweep(folder: Path) -> None:
    """Remove what a killed process left half-written, when it is certainly nobody's any more."""
    for left in folder.glob(f"{_NEW}*"):
        with contextlib.suppress(OSError):
            if time.time() - left.stat().st_mtime > _STALE_SECONDS:
                left.unlink()


class Pack:
    """The entries of one pack file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def compressed(self) -> bytes:
        """The file as it is in the package."""
        return self.path.read_bytes()

    @cached_property
    def _text(self) -> memoryview:
        return memoryview(cached_bytes(self.path.stem, self.compressed, lambda: lzma.decompress(self.compressed)))

    @cached_property
    def _index(self) -> dict[tuple[str, str], tuple[int, int]]:
        document = cached_bytes(self.path.stem + ".index", self.compressed, self._make_index)
        return {(kind, name): (start, end) for kind, name, start, end in json.loads(bytes(document))}

    def _make_index(self) -> bytes:
        rows, start = [], 0
        for line in bytes(self._text).splitlines(keepends=True):
            kind, name, _ = line.split(b"\t", 2)
            rows.append((kind.decode(), name.decode(), start + len(kind) + len(name) + 2, start + len(line)))
            start += len(line)
        return json.dumps(rows, separators=(",", ":")).encode()

    def names(self, kind: str) -> list[str]:
        """The names of all entries of `kind`, sorted."""
        return [name for found, name in self._index if found == kind]

    def kinds(self) -> list[str]:
        """The kinds that the pack has entries of."""
        return sorted({kind for kind, _ in self._index})

    def get(self, kind: str, name: str) -> Any | None:
        """The document of one entry, or None."""
        place = self._index.get((kind, name))
        return None if place is None else json.loads(bytes(self._text[place[0] : place[1]]))


def write_pack(path: Path, entries: Mapping[tuple[str, str], Any] | Iterable[tuple[tuple[str, str], Any]]) -> None:
    """Write the pack file of `entries`, a document by kind and name. The same entries give the same bytes."""
    rows = sorted(entries.items() if isinstance(entries, Mapping) else entries, key=lambda row: row[0])
    text = "".join(
        f"{kind}\t{name}\t{json.dumps(document, separators=(',', ':'), sort_keys=True)}\n"
        for (kind, name), document in rows
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
