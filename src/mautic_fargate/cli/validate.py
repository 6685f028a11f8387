"""`mautic-fargate validate`."""

from __future__ import annotations

import json
from pathlib import Path

import typer

from mautic_fargate.cli.options import AsJson, Directory, ModuleSources, module_sources


def validate(path: Directory = Path(), module_source: ModuleSources = None, as_json: AsJson = False) -> None:
    """Check a configuration: syntax, references, types and what the AWS provider refuses.

    Exit code 0: valid; 1: not valid; 2: could not be checked.

    Example: mautic-fargate validate terraform/modules/networking
    """
    from mautic_fargate.cli.exits import EXIT_FINDINGS  # noqa: PLC0415 - start-up
    from mautic_fargate.engine import Engine  # noqa: PLC0415 - start-up
    from mautic_fargate.report.diagnostics import diagnostic_json, print_diagnostics  # noqa: PLC0415 - start-up

    with Engine() as engine, engine.open(path, module_sources=module_sources(module_source)) as stack:
        result = stack.validate()
    if as_json:
        found = [diagnostic_json(item) for item in result.diagnostics]
        typer.echo(json.dumps({"version": 1, "path": str(path), "valid": result.ok, "diagnostics": found}, indent=2))
    else:
        print_diagnostics(result.diagnostics)
        if result.ok:
            typer.echo(f"{path}: the configuration is valid.")
    if not result.ok:
        raise typer.Exit(EXIT_FINDINGS)
