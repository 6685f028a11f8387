"""The command `mautic-fargate`: its parts, and what every one does with an error."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from mautic_fargate import __version__
from mautic_fargate.cli import offline, plan, provider, rehearse, test, validate
from mautic_fargate.cli.exits import EXIT_USAGE, fail

app = typer.Typer(
    name="mautic-fargate",
    help="Mautic on AWS ECS Fargate, proven before you pay for it.\n\n"
    "Validate, plan, test and rehearse any Terraform directory that uses hashicorp/aws: with the real Terraform core, on an "
    "offline AWS. No account, no credentials, no network.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("validate")(validate.validate)
app.command("plan")(plan.plan)
app.command("test")(test.test)
app.command("rehearse")(rehearse.rehearse)
app.add_typer(provider.app, name="provider")
app.command(
    "offline",
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True, "allow_interspersed_args": False},
)(offline.offline)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"mautic-fargate {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Options of every command."""


def main() -> None:
    """Run the command line. An error is one clear message on standard error, never a traceback."""
    try:
        app()
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(141)
    except Exception as error:
        if os.environ.get("MAUTIC_FARGATE_DEBUG"):
            raise
        fail(error)
        sys.exit(EXIT_USAGE)
