"""`mautic-fargate plan`."""

from __future__ import annotations

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


def plan(
    path: Directory = Path(),
    var: Variables = None,
    var_file: VariableFiles = None,
    module_source: ModuleSources = None,
    state: Annotated[Path | None, typer.Option(metavar="FILE", help="Plan against a copy of this state file.")] = None,
    destroy: Annotated[bool, typer.Option("--destroy", help="Plan the destruction.")] = False,
    as_json: AsJson = False,
) -> None:
    """Plan on the offline AWS. With --json, print Terraform's own plan format.

    Exit code 0: planned; 1: the plan has errors; 2: could not be planned.

    Example: mautic-fargate plan . --var-file production.tfvars --json
    """
    from mautic_fargate.cli.exits import EXIT_FINDINGS  # noqa: PLC0415 - start-up
    from mautic_fargate.engine import Engine, Options  # noqa: PLC0415 - start-up
    from mautic_fargate.report.diagnostics import print_diagnostics  # noqa: PLC0415 - start-up

    options = Options(var_arguments=variables(var), var_files=files(var_file))
    with Engine() as engine, engine.open(path, module_sources=module_sources(module_source), state=state) as stack:
        result = stack.plan(options, destroy=destroy, keep_file=not as_json)
        print_diagnostics(result.diagnostics, to_errors=as_json)
        if result.plan is not None and (result.ok or as_json):  # half a plan under an error would read like success
            typer.echo(
                result.raw.rstrip() if as_json or result.file is None else stack.human_plan(result.file).rstrip()
            )
    if not result.ok or result.plan is None:
        raise typer.Exit(EXIT_FINDINGS)
