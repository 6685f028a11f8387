"""Terraform's commands that only tell something: the state, outputs, the graph, providers, the format of files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from .diagnostics import Diagnostic, from_text
from .results import FormatResult, common_fields

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .core import Core
    from .workspace import Workspace


def show(core: Core, workspace: Workspace, *, session: bytes | None = None) -> Mapping[str, Any]:
    """The state as ``terraform show -json`` has it; empty values when there is none. `CommandError` when it fails."""
    document: Mapping[str, Any] = json.loads(_output(core, workspace, ["show", "-json"], session))
    return document


def plan_text(core: Core, workspace: Workspace, file: Path, *, session: bytes | None = None) -> str:
    """A kept plan file as ``terraform show`` prints it for people, without colour."""
    return _output(core, workspace, ["show", "-no-color", str(file)], session)


def output(core: Core, workspace: Workspace, *, session: bytes | None = None) -> Mapping[str, Any]:
    """The values of the root module's outputs in the state, sensitive ones included."""
    document = json.loads(_output(core, workspace, ["output", "-json"], session))
    return {name: item.get("value") for name, item in document.items()}


def state_list(core: Core, workspace: Workspace, *, session: bytes | None = None) -> list[str]:
    """The addresses of all instances in the state."""
    if not workspace.state_path.exists():
        return []
    return _output(core, workspace, ["state", "list"], session).split("\n")[:-1]


def graph(core: Core, workspace: Workspace, *, kind: str | None = None, session: bytes | None = None) -> str:
    """``terraform graph`` in DOT; ``kind`` is plan, plan-refresh-only, plan-destroy or apply (None: resources only)."""
    return _output(core, workspace, ["graph", *([f"-type={kind}"] if kind else [])], session)


def providers(core: Core, workspace: Workspace, *, session: bytes | None = None) -> str:
    """``terraform providers``: which module requires which provider, as a tree."""
    return _output(core, workspace, ["providers"], session)


def provider_schemas(core: Core, workspace: Workspace, *, session: bytes | None = None) -> Mapping[str, Any]:
    """``terraform providers schema -json``."""
    document: Mapping[str, Any] = json.loads(_output(core, workspace, ["providers", "schema", "-json"], session))
    return document


def fmt(core: Core, path: Path, *, write: bool = False, recursive: bool = True) -> FormatResult:
    """``terraform fmt`` of a user's directory or file; only with ``write`` are files changed."""
    argv = ["fmt", "-no-color", "-diff", f"-write={'true' if write else 'false'}"]
    if not write:
        argv.append("-check")
    argv += [*(["-recursive"] if recursive else []), str(path.absolute())]
    directory = path.absolute() if path.is_dir() else path.absolute().parent
    done = core.run(argv, directory)
    names = [line.removeprefix("--- old/") for line in done.stdout.splitlines() if line.startswith("--- old/")]
    found = from_text(done.stderr) if done.exit_code not in {0, 3} else []
    return FormatResult(**common_fields(done, found, failed=bool(found)), files=tuple(names), difference=done.stdout)


class CommandError(Exception):
    """A command that only returns its output failed; ``diagnostics`` say why."""

    def __init__(self, command: str, diagnostics: Sequence[Diagnostic]) -> None:
        """The message holds the diagnostics as text."""
        super().__init__(f"terraform {command} failed:\n" + "\n\n".join(item.render() for item in diagnostics))
        self.diagnostics = tuple(diagnostics)


def _output(core: Core, workspace: Workspace, argv: list[str], session: bytes | None) -> str:
    done = core.run(argv, workspace.directory, session=session, cwd=workspace.source)
    if done.exit_code != 0:
        raise CommandError(argv[0], from_text(done.stderr or done.stdout))
    return done.stdout
