"""`mautic-fargate test`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from mautic_fargate.cli.options import (
    AsJson,
    Directory,
    ModuleSources,
    VariableFiles,
    Variables,
    files,
    module_sources,
    variables,
)


def test(
    path: Directory = Path(),
    filter_: Annotated[
        list[str] | None, typer.Option("--filter", metavar="FILE", help="Run only this test file. Repeatable.")
    ] = None,
    var: Variables = None,
    var_file: VariableFiles = None,
    module_source: ModuleSources = None,
    as_json: AsJson = False,
) -> None:
    """Run the native tests (*.tftest.hcl) of a directory on the offline AWS; `command = apply` costs nothing.

    Exit code 0: all passed; 1: some did not; 2: could not be run.

    Example: mautic-fargate test terraform/modules/networking
    """
    from mautic_fargate.cli.exits import EXIT_FINDINGS, EXIT_USAGE  # noqa: PLC0415 - start-up
    from mautic_fargate.engine import Engine, Options  # noqa: PLC0415 - start-up
    from mautic_fargate.report.tests import TestProgress, summary_line, test_json  # noqa: PLC0415 - start-up

    options = Options(var_arguments=variables(var), var_files=files(var_file))
    with Engine() as engine, engine.open(path, module_sources=module_sources(module_source)) as stack:
        progress = None if as_json else TestProgress()
        result = stack.test(options, filters=tuple(filter_ or ()), on_event=progress)
        if progress:
            progress.finish(result)
    if as_json:
        typer.echo(json.dumps(test_json(path, result), indent=2))
    else:
        typer.echo(summary_line(result))
    if not result.runs and result.ok:
        typer.echo(
            f"error: {path} has no tests.\n  Tests are *.tftest.hcl files, in the directory or in its folder tests/.",
            err=True,
        )
        raise typer.Exit(EXIT_USAGE)
    if not result.ok:
        raise typer.Exit(EXIT_FINDINGS)
