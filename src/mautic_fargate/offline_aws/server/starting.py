"""Which resource instance an apply is about: the protocol does not say, the core's own events do.

The core prints an `apply_start` event (with `-json`) before it asks the provider to make an object. When it works on one
instance at a time (`-parallelism=1`) the event that was printed last tells the address. With it, an object's identifiers
depend on nothing but its address: equal siblings (two addresses of a `count`) get the same ids in every run.
"""

from __future__ import annotations

import json
import threading
from collections import deque

_WAIT_SECONDS = 20.0


class Starting:
    """The instances that the core has said it starts to make, until the provider is asked to."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._pending: dict[str, deque[str | None]] = {}
        self._speaks = False

    def reset(self) -> None:
        """A new command begins."""
        with self._condition:
            self._pending.clear()
            self._speaks = False

    def line(self, text: str) -> None:
        """See a line that the core printed."""
        if '"type":"apply_start"' not in text:
            if '"type":"version"' in text:
                self._speaks = True
            elif '"type":"test_abstract"' in text:
                self._speaks = False  # `terraform test` does not say what its runs make
            return
        try:
            hook = json.loads(text)["hook"]
            action, resource = hook["action"], hook["resource"]
        except (ValueError, KeyError, TypeError):
            return
        if action == "create":
            with self._condition:
                self._pending.setdefault(resource["resource_type"], deque()).append(resource["addr"])
                self._condition.notify_all()

    def take(self, type_name: str) -> str | None:
        """The address of the instance of `type_name` that is being made; None when it cannot be told apart."""
        with self._condition:
            if not self._speaks:
                return None
            # The line is on its way: the core wrote it before it called.
            self._condition.wait_for(lambda: self._pending.get(type_name), timeout=_WAIT_SECONDS)
            waiting = self._pending.get(type_name)
            if not waiting:
                return None
            if len(waiting) > 1:  # several at once: nothing says which of them this is, nor which the others are
                self._pending[type_name] = waiting = deque([None] * len(waiting))
            return waiting.popleft()
