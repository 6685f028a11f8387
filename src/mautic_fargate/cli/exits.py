"""Exit codes, and how an error looks."""

from __future__ import annotations

import sys
from typing import Final

EXIT_CLEAN: Final = 0
EXIT_FINDINGS: Final = 1
"""The command did its work and found something: an invalid configuration, a failed test, a rehearsal that went wrong."""
EXIT_USAGE: Final = 2
"""Wrong use, or the tool itself failed."""


def fail(error: BaseException) -> None:
    """Say on standard error what is wrong and what to do."""
    message = getattr(error, "message", "") or str(error) or type(error).__name__
    expected = type(error).__module__.startswith("mautic_fargate.") or isinstance(error, OSError)
    print(f"error: {message}" if expected else f"error: {type(error).__name__}: {message}", file=sys.stderr)
    if hint := getattr(error, "help", ""):
        print(f"  {hint}", file=sys.stderr)
    elif not expected:
        print(
            "  This is a defect of mautic-fargate: please report it. MAUTIC_FARGATE_DEBUG=1 shows where it is.",
            file=sys.stderr,
        )
