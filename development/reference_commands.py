"""The page of all commands, from their own help."""

from __future__ import annotations

import re

import click
import typer

from mautic_fargate.cli.app import app

_HEADER = "# The command line\n\nGenerated from the commands' own help by `make docs`.\n"


def page() -> str:
    """docs/reference/command-line.md."""
    command = typer.main.get_command(app)
    return _HEADER + "".join(_section(command, ("mautic-fargate",)))


def _section(command: click.Command, names: tuple[str, ...]) -> list[str]:
    commands = getattr(command, "commands", None)
    if commands is not None and len(names) > 0:
        return [part for name, one in sorted(commands.items()) for part in _section(one, (*names, name))]
    lines = [f"\n## {' '.join(names)}\n\n{_prose(command.help or '')}\n"]
    rows = []
    for parameter in command.params:
        if isinstance(parameter, click.Option) or hasattr(parameter, "opts"):
            described = getattr(parameter, "help", None) or ""
            flags = ", ".join(f"`{name}`" for name in [*parameter.opts, *parameter.secondary_opts])
            if parameter.param_type_name == "argument":
                flags = f"`{parameter.metavar or str(parameter.name).upper()}`"
            elif parameter.metavar:
                flags += f" `{parameter.metavar}`"
            rows.append(f"| {flags} | {described} |")
    if rows:
        lines.append("\n| option | meaning |\n|---|---|\n" + "\n".join(rows) + "\n")
    return lines


def _prose(text: str) -> str:
    paragraphs = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    return "\n\n".join(re.sub(r"^Example: (.*)$", r"Example: `\1`", part) for part in paragraphs)
