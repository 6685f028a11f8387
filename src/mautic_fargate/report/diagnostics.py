"""Terraform's diagnostics for people and for machines."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mautic_fargate.terraform.diagnostics import Diagnostic


def print_diagnostics(diagnostics: Iterable[Diagnostic]) -> None:
    """Print them on standard error, errors last, each with its place and code."""
    for item in sorted(diagnostics, key=lambda one: one.is_error):
        print(item.render(Path.cwd()), end="\n\n", file=sys.stderr)


def diagnostic_json(item: Diagnostic) -> dict[str, Any]:
    """One diagnostic as an object."""
    return {
        "severity": item.severity,
        "summary": item.summary,
        "detail": item.detail,
        "address": item.address,
        "file": str(item.file) if item.file else "",
        "line": item.start.line if item.start else 0,
    }
