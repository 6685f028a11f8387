"""`mautic-fargate provider`: what the offline provider knows."""

from __future__ import annotations

import json
from typing import Annotated

import typer

app = typer.Typer(help="The offline provider: its schema.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """The offline provider: its schema."""


@app.command("schema")
def schema(
    type_name: Annotated[
        str | None,
        typer.Argument(metavar="[TYPE]", help="A resource type, data source or ephemeral resource; all without."),
    ] = None,
    provider: Annotated[
        str, typer.Option(help="aws, random, null, time, tls, local, archive, http or external.")
    ] = "aws",
) -> None:
    """Print the schema as `terraform providers schema -json` does.

    Example: mautic-fargate provider schema aws_vpc | jq .
    """
    from mautic_fargate.offline_aws.lookup import provider_schema  # noqa: PLC0415 - start-up

    typer.echo(json.dumps(provider_schema(provider, type_name), indent=2, sort_keys=True))
