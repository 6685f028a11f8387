"""Exit codes, and how an error looks."""

from __future__ import annotations

import errno
import signal
import sys
from typing import Final

EXIT_CLEAN: Final = 0
EXIT_FINDINGS: Final = 1
"""The command did its work and found something: an invalid configuration, a failed test, a rehearsal that went wrong."""
EXIT_USAGE: Final = 2
"""Wrong use, or the tool itself failed."""
EXIT_OUTPUT_CLOSED: Final = 128 + signal.SIGPIPE
"""Who read standard output has gone (`| head -1`): no error, and nothing is said."""

_NO_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class Stopped(SystemExit):
    """A signal asked for the end. It is no `Exception`: only cleaning up may hold it."""

    def __init__(self, number: int) -> None:
        self.exit_code = 128 + number
        super().__init__(self.exit_code)
        self.message = "interrupted" if number == signal.SIGINT else f"stopped by {signal.Signals(number).name}"


class OutputClosed(SystemExit):
    """Standard output has no reader any more."""


def fail(error: BaseException) -> None:
    """Say on standard error what is wrong and what to do."""
    known = type(error).__module__.startswith("mautic_fargate.")
    if isinstance(error, OSError) and not known:
        message, hint = _of_system(error)
    else:
        message = getattr(error, "message", "") or str(error) or type(error).__name__
        hint = getattr(error, "help", "")
    if not known and not isinstance(error, OSError):
        message = f"{type(error).__name__}: {message}"
        hint = "This is a defect of mautic-fargate: please report it. MAUTIC_FARGATE_DEBUG=1 shows where it is."
    print(f"error: {message}", file=sys.stderr)
    for line in hint.splitlines():
        print(f"  {line}", file=sys.stderr)


def _of_system(error: OSError) -> tuple[str, str]:
    """Message and hint for what the operating system refused."""
    reason = error.strerror or str(error)
    where = str(error.filename) if error.filename else "The output" if error.errno in _NO_SPACE else ""
    message = f"{where}: {reason}." if where else f"{reason}."
    if error.errno in _NO_SPACE:
        return message, "Make space, or let TMPDIR and MAUTIC_FARGATE_CACHE name folders that have some."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return message, "Check its permissions."
    return message, ""
