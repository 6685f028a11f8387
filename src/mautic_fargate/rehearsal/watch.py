"""Who looks on while a stack lives."""

from __future__ import annotations

from typing import Protocol

from mautic_fargate.rehearsal.record import Phase
from mautic_fargate.terraform.events import Event


class Watcher(Protocol):
    """Sees the rehearsal as it goes."""

    def begin(self, title: str) -> None:
        """A phase begins."""

    def progress(self, event: Event) -> None:
        """Something happens in it."""

    def end(self, phase: Phase) -> None:
        """It is over."""


class Unwatched:
    """Nobody looks on."""

    def begin(self, title: str) -> None:
        """A phase begins."""

    def progress(self, event: Event) -> None:
        """Something happens in it."""

    def end(self, phase: Phase) -> None:
        """It is over."""
