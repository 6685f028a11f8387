"""Options that several commands take, said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

Directory: TypeAlias = Annotated[
    Path, typer.Argument(metavar="[PATH]", help="A Terraform root module, ours or any other that uses hashicorp/aws.")
]
Variables: TypeAlias = Annotated[
    list[str] | None, typer.Option("--var", metavar="NAME=VALUE", help="Set an input variable. Repeatable.")
]
VariableFiles: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option("--var-file", metavar="FILE", help="Read input variables from a .tfvars file. Repeatable."),
]
ModuleSources: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--module-source",
        metavar="ADDRESS=DIR",
        help="Use DIR for modules whose source is ADDRESS (a registry or git address). Repeatable.",
    ),
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON.")]


def module_sources(given: list[str] | None) -> dict[str, Path]:
    """The directories by source address."""
    sources = {}
    for item in given or []:
        address, separator, directory = item.rpartition("=")
        if not separator or not address or not directory:
            raise typer.BadParameter(f"{item!r} is not ADDRESS=DIR, e.g. terraform-aws-modules/vpc/aws=../vpc")
        sources[address] = Path(directory)
    return sources


def variables(given: list[str] | None) -> tuple[str, ...]:
    """The `--var` arguments, checked for their form."""
    for item in given or []:
        if "=" not in item or item.startswith("="):
            raise typer.BadParameter(f"{item!r} is not NAME=VALUE, e.g. --var environment=test")
    return tuple(given or ())


def files(given: list[Path] | None) -> tuple[Path, ...]:
    """The `--var-file` arguments; each must be a file that can be read."""
    for path in given or []:
        if not path.is_file():
            raise typer.BadParameter(f"the variable file {path} does not exist")
    return tuple(given or ())
