"""SIGINT, SIGTERM and SIGHUP end the program in order: what is open is closed, what runs is stopped, nothing is left."""

from __future__ import annotations

import signal
from types import FrameType
from typing import Final

from mautic_fargate.cli.exits import Stopped

_SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def stop_on_signals() -> None:
    """From now on a signal raises `Stopped` in the main thread; one that was ignored (nohup) stays ignored."""
    for number in _SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _stop)


def ignore_signals() -> None:
    """From now on signals do nothing: the program is at its end, and cleaning up."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)


def _stop(number: int, _frame: FrameType | None) -> None:
    raise Stopped(number)
