"""`mautic-fargate offline`: other people's tools on the offline AWS."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def offline(
    context: typer.Context,
    account: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Keep the account in this file between commands (JSON).")
    ] = None,
) -> None:
    """Run a command (terraform, tofu, terragrunt, go test …) with its AWS provider replaced by the offline one.

    The command finds the provider already running, so `init` downloads none. It gets no AWS credentials.

    Example: mautic-fargate offline --account aws.json -- terraform apply
    """
    from mautic_fargate.offline_aws.server.session import run_command  # noqa: PLC0415 - start-up

    if not context.args:
        raise typer.BadParameter("say which command to run: mautic-fargate offline -- terraform plan")
    raise typer.Exit(run_command(context.args, account))
