"""The closure of a configuration's module calls, and the manifest that spares ``terraform init``."""

from __future__ import annotations

import json
import os.path
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from .errors import RemoteModule, RemoteModules
from .hcl import Block, line_of, parse, parse_json
from .sources import is_local, is_registry, normalised, some_version, split_subdirectory

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

CONFIGURATION_SUFFIXES = (".tf", ".tf.json")
TEST_SUFFIXES = (".tftest.hcl", ".tftest.json")


@dataclass(frozen=True, slots=True)
class ModuleCall:
    """One ``module`` block: ``name`` is its label (for a test: the name of the run), ``line`` counts from 1."""

    name: str
    source: str
    version: str
    file: Path
    line: int


def configuration_files(directory: Path) -> list[Path]:
    """The files of a directory that Terraform reads as its configuration, by name."""
    return _files(directory, CONFIGURATION_SUFFIXES)


def files_with_tests(directory: Path, folder: str = "tests") -> list[Path]:
    """The test files of a root module: its own and those in ``folder`` (not below)."""
    return [*_files(directory, TEST_SUFFIXES), *_files(directory / folder, TEST_SUFFIXES)]


def module_calls(directory: Path) -> list[ModuleCall]:
    """The module calls of one directory, in the order of files and lines; those without a literal source are left out."""
    return [call for file in configuration_files(directory) for call in _calls_of_file(file)]


def manifest(
    root: Path, overrides: Mapping[str, Path], *, installed: Mapping[str, Any] | None = None, test_folder: str = "tests"
) -> list[dict[str, str]]:
    """The entries of ``.terraform/modules/modules.json`` for ``root``: local modules, and remote ones where supplied.

    ``overrides`` maps source addresses, as written, to directories; ``installed`` is the manifest that an earlier
    ``terraform init`` of the user left. Raises `RemoteModules` with all that are missing.
    """
    collector = _Collector(root, overrides, installed or {})
    collector.add("", root, ".", ())
    for file in files_with_tests(root, test_folder):
        stem = file.relative_to(root).as_posix()
        for suffix in TEST_SUFFIXES:
            stem = stem.removesuffix(suffix)
        for call in _calls_of_file(file):
            # Paths in tests are relative to the root module, not to the test's file.
            collector.call(f"test.{stem.replace('/', '.')}.{call.name}", call, ".", (root,))
    if collector.missing:
        raise RemoteModules(collector.missing)
    return collector.entries


class _Collector:
    def __init__(self, root: Path, overrides: Mapping[str, Path], installed: Mapping[str, Any]) -> None:
        self._root = root
        self._overrides = overrides
        self._installed = installed
        self.entries: list[dict[str, str]] = [{"Key": "", "Source": "", "Dir": "."}]
        self.missing: list[RemoteModule] = []

    def add(self, key: str, directory: Path, relative: str, above: tuple[Path, ...]) -> None:
        """Add what the module in ``directory`` calls; ``relative`` is its path seen from the root."""
        for call in module_calls(directory):
            self.call(f"{key}.{call.name}" if key else call.name, call, relative, (*above, directory))

    def call(self, key: str, call: ModuleCall, caller: str, above: tuple[Path, ...]) -> None:
        entry = {"Key": key, "Source": call.source}
        if is_local(call.source):
            # Lexically, as the core does it.
            relative = os.path.normpath(PurePosixPath(caller, call.source))
            entry["Source"] = _local_source(call.source)
        else:
            found = self._remote(key, call)
            if found is None:
                self.missing.append(RemoteModule(call.source, call.version, key, call.file, call.line))
                return
            relative, version = found
            entry["Source"] = normalised(call.source)
            if is_registry(call.source):
                entry["Version"] = version
        entry["Dir"] = relative
        self.entries.append(entry)
        directory = Path(os.path.normpath(self._root / relative))
        if directory.is_dir() and directory not in above:  # a module in itself: the core reports it
            self.add(key, directory, relative, above)

    def _remote(self, key: str, call: ModuleCall) -> tuple[str, str] | None:
        """Directory and version of a remote module, as overridden or as the user's ``terraform init`` installed it."""
        supplied = find_override(call.source, self._overrides)
        if supplied is not None:
            return str(supplied), some_version(call.version)
        entry = self._installed.get(key)
        if entry is None or entry.get("Source") != normalised(call.source):
            return None
        directory = self._root / str(entry.get("Dir", ""))
        return (str(directory), str(entry.get("Version", ""))) if directory.is_dir() else None


def find_override(source: str, overrides: Mapping[str, Path]) -> Path | None:
    """The directory given for a source address: as written, without its subdirectory (then below it), or without query."""
    package, subdirectory = split_subdirectory(source)
    bare = package.partition("?")[0]
    for candidate in (source, source.partition("?")[0], normalised(source)):
        if candidate in overrides:
            return overrides[candidate].absolute()
    for candidate in (package, bare, normalised(package)):
        if candidate in overrides:
            return (overrides[candidate] / subdirectory).absolute()
    return None


def read_installed(root: Path) -> dict[str, Any]:
    """The remote modules a user's ``terraform init`` has installed, by key (empty if none)."""
    try:
        document = json.loads((root / ".terraform" / "modules" / "modules.json").read_text())
        return {entry["Key"]: entry for entry in document["Modules"] if not is_local(entry.get("Source") or ".")}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _local_source(source: str) -> str:
    """As the core cleans it: "./a/../b/" is "./b"."""
    cleaned = os.path.normpath(source)
    return cleaned if cleaned.startswith("..") else f"./{cleaned}" if cleaned != "." else "./"


def _files(directory: Path, suffixes: tuple[str, ...]) -> list[Path]:
    try:
        entries = sorted(directory.iterdir())
    except OSError:
        return []
    return [
        entry
        for entry in entries
        if entry.name.endswith(suffixes)
        and not entry.name.startswith((".", "#"))
        and not entry.name.endswith("~")
        and not entry.is_dir()
    ]


def _calls_of_file(file: Path) -> tuple[ModuleCall, ...]:
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            return ()
        return _read_calls(file, status.st_mtime_ns, status.st_size)
    except OSError:
        return ()


@lru_cache(maxsize=4096)
def _read_calls(file: Path, _modified: int, _size: int) -> tuple[ModuleCall, ...]:
    text = file.read_text(encoding="utf-8", errors="replace")
    if "module" not in text:
        return ()
    if file.name.endswith(".json"):
        return tuple(_json_calls(file, text))
    return tuple(_native_calls(file, parse(text)))


def _native_calls(file: Path, body: Block) -> Iterator[ModuleCall]:
    pairs = [(block, block.labels[0]) for block in body.all("module") if block.labels]
    for run in body.all("run"):
        pairs.extend((block, run.labels[0]) for block in run.all("module") if run.labels)
    for block, name in pairs:
        source = block.attributes.get("source")
        literal = source.literal() if source is not None else None
        if source is not None and literal is not None:
            version = block.attributes.get("version")
            yield ModuleCall(name, literal, (version.literal() if version else None) or "", file, source.line)


def _json_calls(file: Path, text: str) -> Iterator[ModuleCall]:
    document = parse_json(text)
    calls = list(_json_blocks(document.get("module")))
    for name, run in _json_blocks(document.get("run")):
        inner = run.get("module")
        calls.extend((name, block) for block in (inner if isinstance(inner, list) else [inner]) if block)
    for name, block in calls:
        if isinstance(block, dict) and isinstance(source := block.get("source"), str):
            version = block.get("version")
            line = line_of(text, json.dumps(source))
            yield ModuleCall(name, source, version if isinstance(version, str) else "", file, line)


def _json_blocks(value: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Labelled blocks in JSON syntax: an object by label, or a list of such objects; each value a body or a list."""
    for group in value if isinstance(value, list) else [value]:
        if isinstance(group, dict):
            for name, bodies in group.items():
                for body in bodies if isinstance(bodies, list) else [bodies]:
                    if isinstance(body, dict):
                        yield name, body
