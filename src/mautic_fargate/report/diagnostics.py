"""Terraform's diagnostics for people and for machines."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mautic_fargate.terraform.diagnostics import Diagnostic, rendered


def print_diagnostics(diagnostics: Iterable[Diagnostic], *, to_errors: bool = False) -> None:
    """Print them, errors last, each with its place and code: findings are results, so on standard output.

    `to_errors` is for when standard output is to hold a document: then on standard error.
    """
    for text in rendered(sorted(diagnostics, key=lambda one: one.is_error), Path.cwd()):
        print(text, end="\n\n", file=sys.stderr if to_errors else sys.stdout)


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
