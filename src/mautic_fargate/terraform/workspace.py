"""A temporary root module in which Terraform runs, so that nothing is ever written into the user's directories.

The user's root directory is mirrored below a temporary folder at its full path: a real directory whose entries are
symbolic links, one by one; so are the directories above it (up to the project's, see `_project`), which makes
``../../modules/x`` and ``file("../policy.json")`` mean what they mean to the user. State, locks and ``.terraform`` of the user are left out; the
module manifest is written here, so that no ``terraform init`` is needed.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Self

from .backends import without_backend
from .errors import EmptyDirectory, WorkspaceError
from .folders import ProcessFolder, process_folder
from .modules import CONFIGURATION_SUFFIXES, configuration_files, manifest, read_installed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from types import TracebackType

_LEFT_OUT = (
    ".terraform",
    ".terraform.lock.hcl",
    "*.tfstate",
    "*.tfstate.*",
    ".terraform.tfstate.lock.info",
    "crash.log",
)
_LARGE_DIRECTORY = 1000
"""Of a directory above the root with more entries than this, only what leads to modules is mirrored."""
_LEVELS_ABOVE = 2
"""Without a version control's root to tell where the project ends: so many levels above all modules belong to it."""


class Workspace:
    """A mirror of one root module. Several commands may run in it, also at once (without locking the state).

    `source` is the user's directory, `directory` where Terraform runs, `scratch` a folder for plan files and the like.
    Changes of existing files show through; files that come or go, and other module calls, need a new workspace.
    """

    def __init__(
        self,
        directory: Path | str,
        *,
        module_sources: Mapping[str, Path] | None = None,
        state: Path | None = None,
        test_folder: str = "tests",
        folder: ProcessFolder | None = None,
    ) -> None:
        """Mirror ``directory``. ``module_sources``: local copies of remote modules by source address; ``state``: a state
        file to start from (copied). Raises `WorkspaceError`, `EmptyDirectory` or `RemoteModules`.
        """
        self.source = _root_directory(Path(directory))
        self.test_folder = test_folder
        entries = manifest(
            self.source,
            _existing(module_sources or {}),
            installed=read_installed(self.source),
            test_folder=test_folder,
        )
        self._base = (folder or process_folder()).new("workspace")
        try:
            self._tree = self._base / "tree"
            self.scratch = self._base / "scratch"
            self.scratch.mkdir()
            self.directory = self._tree.joinpath(*self.source.parts[1:])
            self._mirror([entry["Dir"] for entry in entries])
            modules = self.directory / ".terraform" / "modules"
            modules.mkdir(parents=True)
            (modules / "modules.json").write_text(json.dumps({"Modules": entries}))
            if state is not None:
                self.load_state(state)
        except BaseException:
            self.close()
            raise

    @property
    def state_path(self) -> Path:
        """Where the state of this workspace is (it need not exist)."""
        return self.directory / "terraform.tfstate"

    def load_state(self, state: Path) -> None:
        """Start from a copy of a state file."""
        try:
            shutil.copyfile(state, self.state_path)
        except OSError as error:
            raise WorkspaceError(
                f"The state file {state} cannot be read: {error.strerror}.",
                "Give a file that Terraform wrote, e.g. with `terraform state pull`.",
            ) from error

    def original(self, file: str) -> Path:
        """The user's file for a file name in Terraform's output (relative to the root module, or absolute)."""
        path = Path(os.path.normpath(self.directory / file))
        with contextlib.suppress(ValueError):
            return Path("/", path.relative_to(self._tree))
        return path

    def close(self) -> None:
        """Remove the workspace."""
        shutil.rmtree(self._base, ignore_errors=True)

    def __enter__(self) -> Self:
        """The workspace itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Remove it."""
        self.close()

    def _mirror(self, module_directories: Iterable[str]) -> None:
        needed = {Path(os.path.normpath(self.source / directory)) for directory in module_directories}
        project = _project(self.source, needed)
        above = Path("/")
        for part in self.source.parts[1:]:
            mirror = self._tree.joinpath(*above.parts[1:])
            mirror.mkdir()
            _link_entries(above, mirror, part, needed, everything=above.is_relative_to(project))
            above /= part
        self.directory.mkdir(exist_ok=True)
        try:
            entries = list(os.scandir(self.source))
        except OSError as error:
            raise WorkspaceError(f"{self.source} cannot be read: {error.strerror}.") from error
        configuration = set(configuration_files(self.source))
        for entry in entries:
            if any(fnmatch(entry.name, pattern) for pattern in _LEFT_OUT):
                continue
            path = Path(entry.path)
            if entry.name.endswith(CONFIGURATION_SUFFIXES) and entry.is_dir():
                _link_entries(path, self._made(entry.name), "", set(), everything=True)
                continue
            rewritten = _rewritten(path) if path in configuration else None
            if rewritten is None:
                (self.directory / entry.name).symlink_to(path)
            else:
                (self.directory / entry.name).write_text(rewritten, encoding="utf-8")

    def _made(self, name: str) -> Path:
        """A real directory: as a link, one named like a configuration file would be read as a file by the core."""
        directory = self.directory / name
        directory.mkdir()
        return directory


def _root_directory(directory: Path) -> Path:
    if not directory.exists():
        raise WorkspaceError(f"{directory} does not exist.", "Give the directory of a Terraform root module.")
    if not directory.is_dir():
        raise WorkspaceError(f"{directory} is not a directory.", "Give the directory of a Terraform root module.")
    source = directory.resolve()
    try:
        str(source).encode()
    except UnicodeEncodeError:
        raise WorkspaceError(
            f"The path of {os.fsencode(directory)!r} is not UTF-8, which Terraform does not understand.",
            "Rename the directory, or copy it elsewhere.",
        ) from None
    if not os.access(source, os.R_OK | os.X_OK):
        raise WorkspaceError(f"{directory} cannot be read.", "Check its permissions.")
    if not configuration_files(source):
        raise EmptyDirectory(
            f"{directory} holds no Terraform configuration (no *.tf or *.tf.json file).",
            "Give the directory of a Terraform root module.",
        )
    return source


def _existing(module_sources: Mapping[str, Path]) -> Mapping[str, Path]:
    for address, directory in module_sources.items():
        if not directory.is_dir():
            raise WorkspaceError(
                f"The directory given for the module source {address} does not exist: {directory}.",
                f"Use --module-source '{address}=DIRECTORY' with the module's directory.",
            )
    return module_sources


def _project(root: Path, modules: set[Path]) -> Path:
    """The directory that holds everything a configuration may refer to by a relative path."""
    common = Path(os.path.commonpath([root, *modules]))
    for directory in (common, *common.parents):
        if (directory / ".git").exists():
            return directory
    return [common, *common.parents][: _LEVELS_ABOVE + 1][-1]


def _link_entries(directory: Path, mirror: Path, without: str, needed: set[Path], *, everything: bool) -> None:
    """Link the entries of a directory above the root: all, or those that lead to modules; the unreadable are left out."""
    names: list[str] = []
    if everything:
        with contextlib.suppress(OSError):
            names = os.listdir(directory)  # noqa: PTH208  (names are what is needed)
    if len(names) > _LARGE_DIRECTORY or not names:
        names = list({path.relative_to(directory).parts[0] for path in needed if directory in path.parents})
    for name in names:
        if name != without:
            with contextlib.suppress(FileExistsError):
                (mirror / name).symlink_to(directory / name)


def _rewritten(file: Path) -> str | None:
    """The text of a configuration file with its backend blanked, or None when it can be used as it is."""
    try:
        if stat.S_ISFIFO(file.stat().st_mode):
            raise WorkspaceError(
                f"{file} is a pipe, not a file.", "Terraform would wait for it for ever: move it away."
            )
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None  # the core has a diagnostic for it
    except OSError as error:
        raise WorkspaceError(f"{file} cannot be read: {error.strerror}.", "Check its permissions.") from error
    return without_backend(text, is_json=file.name.endswith(".json"))
