"""The command `mautic-fargate`: its parts."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from mautic_fargate import __version__
from mautic_fargate.cli import offline, plan, provider, rehearse, test, validate
from mautic_fargate.cli.exits import OutputClosed


class _Group(TyperGroup):
    def invoke(self, ctx: Any) -> Any:
        """Run a command. That its reader has gone (`| head -1`) is for `main` to say: the framework would make it exit code 1."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise OutputClosed from None


app = typer.Typer(
    cls=_Group,
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
