"""What a rehearsal found, as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any


class Status(Enum):
    """How a phase ended."""

    PASSED = "passed"
    FAILED = "failed"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Phase:
    """One step of the life. `seconds` is wall time; `details` are lines for people, `counts` numbers by name."""

    id: str
    title: str
    status: Status
    seconds: float
    summary: str
    details: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """As an object of report.json."""
        return {
            "id": self.id,
            "title": self.title,
            "status": self.status.value,
            "seconds": round(self.seconds, 3),
            "summary": self.summary,
            "details": list(self.details),
            "counts": dict(self.counts),
        }


@dataclass(frozen=True, slots=True)
class Made:
    """A resource that the stack made."""

    address: str
    type: str
    id: str


@dataclass(frozen=True, slots=True)
class Record:
    """A whole rehearsal."""

    directory: Path
    terraform_version: str
    provider_version: str
    phases: tuple[Phase, ...]
    resources: tuple[Made, ...]
    warnings: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether no phase failed."""
        return all(phase.status is not Status.FAILED for phase in self.phases)

    @property
    def seconds(self) -> float:
        """All phases together."""
        return sum(phase.seconds for phase in self.phases)

    def as_json(self) -> dict[str, Any]:
        """The document report.json, version 1."""
        return {
            "version": 1,
            "path": str(self.directory),
            "passed": self.passed,
            "seconds": round(self.seconds, 3),
            "terraform_version": self.terraform_version,
            "provider": {"address": "hashicorp/aws", "version": self.provider_version},
            "phases": [phase.as_json() for phase in self.phases],
            "resources": [{"address": made.address, "type": made.type, "id": made.id} for made in self.resources],
            "warnings": list(self.warnings),
        }
