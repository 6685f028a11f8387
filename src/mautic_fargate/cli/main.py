"""The program `mautic-fargate`: signals, errors and exit codes around the commands.

Nothing is imported here that takes time: from the first moment Ctrl-C ends the program with one line.
"""

from __future__ import annotations

import contextlib
import os
import sys

from mautic_fargate.cli.exits import EXIT_OUTPUT_CLOSED, EXIT_USAGE, OutputClosed, Stopped, fail
from mautic_fargate.cli.signals import ignore_signals, stop_on_signals


def main() -> None:
    """Run the command line. An error is one clear message on standard error, never a traceback."""
    stop_on_signals()
    try:
        code = _run()
        if sys.stdout is not None:
            sys.stdout.flush()
    except (OutputClosed, BrokenPipeError):
        _give_up_output()
        code = EXIT_OUTPUT_CLOSED
    except Stopped as stop:
        ignore_signals()
        print(stop.message, file=sys.stderr)
        code = stop.exit_code
    except Exception as error:  # noqa: BLE001 - the last place that can tell it well
        if os.environ.get("MAUTIC_FARGATE_DEBUG"):
            import traceback  # noqa: PLC0415 - start-up

            traceback.print_exc()
        fail(error)
        _give_up_output()
        code = EXIT_USAGE
    ignore_signals()  # what is left is to clean up
    sys.exit(code)


def _run() -> int:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a terminal that cannot show a character is no reason to fail
    from mautic_fargate.cli.app import app  # noqa: PLC0415 - start-up

    try:
        app()
    except (OutputClosed, Stopped):
        raise
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else EXIT_USAGE
    return 0


def _give_up_output() -> None:
    """Nothing more can be written: the interpreter must not try it again when it ends."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError, AttributeError):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
