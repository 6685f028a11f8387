"""Signals that end the process, as exceptions: for programs that have no handlers of their own."""

from __future__ import annotations

import contextlib
import signal
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


@contextlib.contextmanager
def terminate_as_exit() -> Iterator[None]:
    """Within, SIGTERM and SIGHUP raise `SystemExit` in the main thread, so that commands stop and folders go.

    Only in the main thread does it do anything; earlier handlers come back at the end. (Without it the workers
    notice this process's end by themselves.)
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    earlier = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
