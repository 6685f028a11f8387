"""Native Terraform tests: progress and summary."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from mautic_fargate.report.diagnostics import diagnostic_json
from mautic_fargate.terraform.diagnostics import rendered
from mautic_fargate.terraform.events import Event
from mautic_fargate.terraform.results import TestResult

_SIGNS = {"pass": "✓", "fail": "✗", "error": "✗", "skip": "–", "pending": "–"}


class TestProgress:
    """Prints each run as it ends, on standard error."""

    __test__ = False

    def __call__(self, event: Event) -> None:
        """See one event."""
        if event.type != "test_run":
            return
        run = event.body.get("test_run", {})
        if run.get("progress") == "complete":
            status = run.get("status", "error")
            print(f"{_SIGNS.get(status, '?')} {run['path']} · {run['run']}", file=sys.stderr)

    def finish(self, result: TestResult) -> None:
        """Print what went wrong, on standard output."""
        places = dict.fromkeys((item.test_file, item.test_run) for item in result.diagnostics)
        for file, run in places:
            found = [item for item in result.diagnostics if (item.test_file, item.test_run) == (file, run)]
            heading = f"{file} · {run}\n" if run else ""
            for text in rendered(found, Path.cwd()):
                print(f"{heading}{text}\n")


def summary_line(result: TestResult) -> str:
    """The totals."""
    totals = result.totals
    return f"{totals['passed']} passed, {totals['failed']} failed, {totals['errored']} errored, {totals['skipped']} skipped"


def test_json(path: Path, result: TestResult) -> dict[str, Any]:
    """The document of `test --json`."""
    return {
        "version": 1,
        "path": str(path),
        "passed": result.ok,
        "totals": dict(result.totals),
        "runs": [
            {
                "file": run.file,
                "name": run.name,
                "status": run.status,
                "seconds": run.seconds,
                "diagnostics": [diagnostic_json(item) for item in run.diagnostics],
            }
            for run in result.runs
        ],
    }


test_json.__test__ = False  # type: ignore[attr-defined]
