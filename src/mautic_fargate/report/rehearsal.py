"""A rehearsal on the terminal and as a report."""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape as escape_markup

from mautic_fargate.rehearsal.record import Phase, Record, Status
from mautic_fargate.terraform.events import Event

_SIGNS = {Status.PASSED: "[green]✓[/]", Status.FAILED: "[red]✗[/]", Status.SKIPPED: "[yellow]–[/]"}
_WIDTH = 52
_DETAILS = 12


class Display:
    """Progress on standard error: a line a phase, and the counting one while it runs (on a terminal only)."""

    def __init__(self) -> None:
        self._console = Console(file=sys.stderr, highlight=False)
        self._status = self._console.status("")
        self._title = ""
        self._done = 0

    def __enter__(self) -> Self:
        if self._console.is_terminal:
            self._status.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._status.stop()

    def begin(self, title: str) -> None:
        """A phase begins."""
        self._title, self._done = escape_markup(title), 0
        self._status.update(self._title)

    def progress(self, event: Event) -> None:
        """Count what is done in it."""
        if event.type in {"apply_complete", "planned_change"}:
            self._done += 1
            self._status.update(f"{self._title} · {self._done}")

    def end(self, phase: Phase) -> None:
        """It is over: say how it went. What failed is a finding: `print_record` tells it."""
        line = f"{phase.title:<{_WIDTH}} {phase.seconds:6.2f} s  {phase.summary}"
        self._console.print(f"{_SIGNS[phase.status]} {escape_markup(line)}", soft_wrap=True)
        if phase.status is Status.FAILED:
            return
        for line in phase.details[:_DETAILS]:
            self._console.print(f"    {line}", markup=False, soft_wrap=True)
        if len(phase.details) > _DETAILS:
            self._console.print(f"    … and {len(phase.details) - _DETAILS} more", markup=False)


def print_record(record: Record, written: list[Path]) -> None:
    """The findings and the last lines, on standard output."""
    for phase in record.phases:
        if phase.status is Status.FAILED:
            print(f"{phase.title}: {phase.summary}")
            for detail in phase.details:
                print("\n".join(f"  {line}".rstrip() for line in detail.splitlines()))
            print()
    verdict = "The rehearsal went well" if record.passed else "The rehearsal failed"
    print(
        f"{verdict}: {len(record.resources)} resources lived and died in {record.seconds:.1f} s, on Terraform "
        f"{record.terraform_version or '?'} and the offline hashicorp/aws {record.provider_version}. Nothing was created, nothing was paid."
    )
    for path in written:
        print(f"  {path}")


class ReportError(Exception):
    """The report cannot be written."""

    def __init__(self, folder: Path, error: OSError) -> None:
        super().__init__(f"The report cannot be written into {folder}: {error.strerror or error}.")
        self.help = "Give --output a folder that can be made and written."


def prepare_folder(folder: Path) -> None:
    """Make the folder of a report, and be sure of it before any work is done for it: `ReportError`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise ReportError(folder, error) from error


def write_report(record: Record, folder: Path) -> list[Path]:
    """Write report.json and report.html; the paths."""
    document, page = folder / "report.json", folder / "report.html"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        document.write_text(json.dumps(record.as_json(), indent=2) + "\n", encoding="utf-8")
        page.write_text(_page(record), encoding="utf-8")
    except OSError as error:
        raise ReportError(folder, error) from error
    return [page, document]


_STYLE = """
:root { color-scheme: light dark; --line: #8884; --good: #1a7f37; --bad: #cf222e; --quiet: #6a737d }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% } th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top }
td.number { text-align: right; font-variant-numeric: tabular-nums } code { font-size: .9em; overflow-wrap: anywhere }
.passed { color: var(--good) } .failed { color: var(--bad) } .skipped { color: var(--quiet) } ul { margin: .2rem 0; padding-left: 1.2rem }
"""


def _page(record: Record) -> str:
    rows = "".join(
        f'<tr><td class="{phase.status.value}">{phase.status.value}</td><td>{escape(phase.title)}{_list(phase.details)}</td>'
        f'<td>{escape(phase.summary)}</td><td class="number">{phase.seconds:.2f} s</td></tr>'
        for phase in record.phases
    )
    types = "".join(
        f'<tr><td><code>{escape(name)}</code></td><td class="number">{count}</td></tr>'
        for name, count in sorted(Counter(made.type for made in record.resources).items())
    )
    resources = "".join(
        f"<tr><td><code>{escape(made.address)}</code></td><td><code>{escape(made.id)}</code></td></tr>"
        for made in record.resources
    )
    verdict = "passed" if record.passed else "failed"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>Rehearsal of {escape(record.directory.name)}</title><style>{_STYLE}</style></head><body><main>"
        f"<h1>Rehearsal of {escape(record.directory.name)}</h1>"
        f'<p><strong class="{verdict}">{verdict.capitalize()}</strong> in {record.seconds:.1f} s: '
        f"{len(record.resources)} resources, on Terraform {escape(record.terraform_version)} and the offline hashicorp/aws "
        f"{escape(record.provider_version)}. Nothing was created, nothing was paid.</p>"
        f"<h2>Life</h2><table><thead><tr><th>Result</th><th>Phase</th><th>What</th><th>Time</th></tr></thead><tbody>{rows}</tbody></table>"
        f"<h2>Resources by type</h2><table><thead><tr><th>Type</th><th>Count</th></tr></thead><tbody>{types}</tbody></table>"
        f"<h2>Resources</h2><table><thead><tr><th>Address</th><th>Id on the offline AWS</th></tr></thead><tbody>{resources}</tbody></table>"
        f"{'<h2>Warnings</h2>' + _list(record.warnings) if record.warnings else ''}</main></body></html>\n"
    )


def _list(lines: tuple[str, ...]) -> str:
    return "<ul>" + "".join(f"<li><code>{escape(line)}</code></li>" for line in lines) + "</ul>" if lines else ""
