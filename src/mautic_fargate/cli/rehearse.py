"""`mautic-fargate rehearse`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from mautic_fargate.rehearsal.life import Change


def rehearse(
    path: Directory = Path(),
    var: Variables = None,
    var_file: VariableFiles = None,
    change: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[NAME:]FILE", help="A later change of inputs: a .tfvars file, with a name. Repeatable, in order."
        ),
    ] = None,
    module_source: ModuleSources = None,
    output: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Write report.html and report.json into this folder.")
    ] = None,
    run_provisioners: Annotated[
        bool, typer.Option("--run-provisioners", help="Let the configuration's provisioners run on this machine.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Live a stack's whole life on the offline AWS: validate, plan, apply, plan again, change, mend, destroy.

    Exit code 0: all went well; 1: something did not; 2: could not be rehearsed.

    Example: mautic-fargate rehearse . --var create=true --change scale-out:bigger.tfvars --output build/rehearsal
    """
    import json  # noqa: PLC0415 - start-up

    from mautic_fargate.cli.exits import EXIT_FINDINGS  # noqa: PLC0415 - start-up
    from mautic_fargate.engine import Engine, Options  # noqa: PLC0415 - start-up
    from mautic_fargate.rehearsal.life import Life  # noqa: PLC0415 - start-up
    from mautic_fargate.report.rehearsal import Display, prepare_folder, print_record, write_report  # noqa: PLC0415 - start-up

    options = Options(var_arguments=variables(var), var_files=files(var_file))
    changes = _changes(change)
    sources = module_sources(module_source)
    if output is not None:
        prepare_folder(output)
    with (
        Engine() as engine,
        engine.open(path, module_sources=sources) as stack,
        Display() as display,
    ):
        record = Life(stack, options, display).live(changes, run_provisioners=run_provisioners)
    written = write_report(record, output) if output is not None else []
    if as_json:
        typer.echo(json.dumps(record.as_json(), indent=2))
    else:
        print_record(record, written)
    if not record.passed:
        raise typer.Exit(EXIT_FINDINGS)


def _changes(given: list[str] | None) -> list[Change]:
    from mautic_fargate.rehearsal.life import Change  # noqa: PLC0415 - start-up

    changes: list[Change] = []
    for item in given or []:
        name, separator, file = item.rpartition(":")
        path = Path(file)
        files([path])
        changes.append(Change(name if separator else path.stem, path))
    return changes
