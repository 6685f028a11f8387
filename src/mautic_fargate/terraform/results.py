"""What the commands return."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from .diagnostics import Diagnostic, from_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from .core import Completed
    from .events import Event
    from .plan import Plan


@dataclass(frozen=True, kw_only=True)
class Result:
    """A finished command: `ok` when it reported no error. ``session`` goes to the next command, if there is a provider
    host; ``seconds`` is what the core took.
    """

    exit_code: int
    stdout: str = field(repr=False)
    stderr: str = field(repr=False)
    diagnostics: tuple[Diagnostic, ...]
    events: tuple[Event, ...] = field(repr=False, default=())
    session: bytes | None = field(repr=False, default=None)
    seconds: float

    @property
    def ok(self) -> bool:
        """Whether it ended well."""
        return self.exit_code == 0 and not self.errors

    @property
    def errors(self) -> list[Diagnostic]:
        """The diagnostics that are errors."""
        return [diagnostic for diagnostic in self.diagnostics if diagnostic.is_error]

    @property
    def warnings(self) -> list[Diagnostic]:
        """The diagnostics that are warnings."""
        return [diagnostic for diagnostic in self.diagnostics if not diagnostic.is_error]


@dataclass(frozen=True, kw_only=True)
class PlanResult(Result):
    """A plan: ``plan`` is None when there is none (then there are errors); ``raw`` is Terraform's own plan JSON;
    ``file`` the plan file for `apply`, in the workspace.
    """

    plan: Plan | None
    raw: str = field(repr=False, default="")
    file: Path | None = None


@dataclass(frozen=True, kw_only=True)
class ApplyResult(Result):
    """An apply or destroy: the counts of its change summary ("add", "change", "remove", "import")."""

    counts: Mapping[str, int]
    outputs: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TestRun:
    """One ``run`` block: ``status`` is pass, fail, error, skip or pending."""

    file: str
    name: str
    status: str
    seconds: float
    diagnostics: tuple[Diagnostic, ...]


@dataclass(frozen=True, kw_only=True)
class TestResult(Result):
    """All runs of all test files, and the totals ("passed", "failed", "errored", "skipped")."""

    runs: tuple[TestRun, ...]
    totals: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class FormatResult(Result):
    """The files that are not formatted canonically (or were not, when writing), and the difference."""

    files: tuple[str, ...]
    difference: str


def common_fields(
    done: Completed, found: Sequence[Diagnostic], events: Sequence[Event] = (), *, failed: bool | None = None
) -> dict[str, Any]:
    """The fields of a `Result`; a failure that no diagnostic tells is taken from what was printed."""
    if failed is None:
        failed = done.exit_code != 0
    if failed and not any(diagnostic.is_error for diagnostic in found):
        # Some faults (of usage, of the backend) are reported as text whatever the output format.
        found = [*found, *from_text(done.stderr or done.stdout)]
    return {
        "exit_code": done.exit_code,
        "stdout": done.stdout,
        "stderr": done.stderr,
        "diagnostics": tuple(found),
        "events": tuple(events),
        "session": done.session,
        "seconds": done.seconds,
    }


TestRun.__test__ = False  # type: ignore[attr-defined]
TestResult.__test__ = False  # type: ignore[attr-defined]
