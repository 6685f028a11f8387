"""The trials as data: what `trials.json` says, and what a run found."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Source:
    """One commit of one public repository."""

    repository: str
    commit: str


@dataclass(frozen=True)
class Bad:
    """Inputs that must be refused: the directory they are given to, and a part of what the refusal says."""

    directory: str
    variables: Mapping[str, Any]
    says: str


@dataclass(frozen=True)
class Trial:
    """One root module of others: an example or a stack (`directory`), or a module by itself with `variables`."""

    name: str
    source: Source
    directory: str
    variables: Mapping[str, Any]
    var_files: tuple[str, ...]
    modules: Mapping[str, Source]
    refused: str
    """Part of what the refusal says, where the inputs are wrong as published; "": it must pass."""
    refused_at: str
    """The phase of that refusal."""
    outputs: tuple[str, ...]
    """Outputs that a second plan changes, as it does at AWS: they show what later resources changed in an earlier one."""
    bad: tuple[Bad, ...]
    note: str


@dataclass
class Outcome:
    """What a run of one trial found. `phases` are seconds by phase; `failure` is empty when all was as expected."""

    trial: Trial
    resources: int = 0
    phases: dict[str, float] = field(default_factory=dict)
    failure: str = ""
    missing: str = ""
    refused: list[tuple[Bad, str, str]] = field(default_factory=list)
    """Bad inputs with the phase that refused them and what it said; phase "": accepted, or said otherwise."""

    @property
    def seconds(self) -> float:
        """The whole life."""
        return sum(self.phases.values())

    @property
    def passed(self) -> bool:
        """Whether everything was as expected."""
        return not self.failure and not self.missing and all(phase for _, phase, _ in self.refused)


def read_trials(path: Path) -> list[Trial]:
    """The trials in a file."""
    document = json.loads(path.read_text(encoding="utf-8"))
    packages = {address: Source(**entry) for address, entry in document["packages"].items()}
    return [_trial(entry, packages) for entry in document["trials"]]


def _trial(entry: Mapping[str, Any], packages: Mapping[str, Source]) -> Trial:
    directory = entry.get("directory", ".")
    own = {address: Source(**source) for address, source in entry.get("modules", {}).items()}
    expected = entry.get("expected", {})
    return Trial(
        name=entry["name"],
        source=Source(entry["repository"], entry["commit"]),
        directory=directory,
        variables=entry.get("variables", {}),
        var_files=tuple(entry.get("var_files", ())),
        modules={**packages, **own},
        refused=expected.get("refused", ""),
        refused_at=expected.get("at", "plan" if "refused" in expected else ""),
        outputs=tuple(expected.get("outputs", ())),
        bad=tuple(
            Bad(item.get("directory", directory), item["variables"], item["says"]) for item in entry.get("bad", ())
        ),
        note=entry.get("note", ""),
    )
