"""What can be wrong before Terraform runs. Each error says what, where, and what to do (``help``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class WorkspaceError(Exception):
    """A directory that Terraform cannot be run in."""

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002  (the project's word for it)
        """``message``: what is wrong and where; ``help``: what to do about it."""
        super().__init__(message)
        self.message = message
        self.help = help

    def __str__(self) -> str:
        """Both sentences."""
        return f"{self.message}\n{self.help}" if self.help else self.message


class EmptyDirectory(WorkspaceError):
    """A directory without configuration, in which Terraform would report success."""


@dataclass(frozen=True, slots=True)
class RemoteModule:
    """A module call whose source is not on this machine."""

    source: str
    version: str
    key: str
    file: Path
    line: int


class RemoteModules(WorkspaceError):
    """Modules that would have to be downloaded; ``modules`` lists every call."""

    def __init__(self, modules: list[RemoteModule]) -> None:
        """Name all of them, each with its place, and the remedy once for each address."""
        self.modules = tuple(modules)
        places = "\n".join(
            f"  {module.source} (module.{module.key}, {module.file}:{module.line})" for module in modules
        )
        addresses = dict.fromkeys(module.source for module in modules)
        options = "\n".join(f"  --module-source '{address}=DIRECTORY'" for address in addresses)
        super().__init__(
            f"{len(modules)} module call(s) need a download, and nothing is downloaded here:\n{places}",
            f"Give a local copy of each (or run `terraform init` in the directory first):\n{options}",
        )
