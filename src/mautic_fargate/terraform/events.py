"""Terraform's machine-readable events (``-json``), one a line: what a command does while it does it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from .diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``type`` is Terraform's: version, planned_change, resource_drift, change_summary, outputs, diagnostic,
    apply_start, apply_progress, apply_complete, apply_errored, refresh_start, refresh_complete, test_abstract, test_file,
    test_run, test_summary, log…; ``body`` is the whole object.
    """

    type: str
    level: str
    message: str
    body: Mapping[str, Any] = field(repr=False)

    @property
    def time(self) -> float:
        """When it happened, in seconds since 1970 (0 if it does not say)."""
        try:
            return datetime.fromisoformat(str(self.body.get("@timestamp"))).timestamp()
        except ValueError:
            return 0.0

    @property
    def address(self) -> str:
        """The resource instance it is about ("" if none)."""
        return str(_resource(self.body).get("addr", ""))

    @property
    def action(self) -> str:
        """What is done with the resource: create, read, update, replace, delete, … ("" if none)."""
        part = self.body.get("change") or self.body.get("hook") or {}
        return str(part.get("action", ""))

    @property
    def test_file(self) -> str:
        """The test file it belongs to ("" if none)."""
        return str(self.body.get("@testfile", ""))

    @property
    def test_run(self) -> str:
        """The run of a test that it belongs to ("" if none)."""
        return str(self.body.get("@testrun", ""))

    def diagnostic(self, original: Callable[[str], Path] = Path) -> Diagnostic | None:
        """The diagnostic it carries, or None."""
        document = self.body.get("diagnostic")
        if not isinstance(document, Mapping):
            return None
        found = Diagnostic.from_json(document, original)
        if not self.test_file:
            return found
        return Diagnostic(
            **{name: getattr(found, name) for name in found.__slots__ if name not in {"test_file", "test_run"}},
            test_file=self.test_file,
            test_run=self.test_run,
        )


def parse_event(line: str) -> Event | None:
    """The event of one line of output; None for a line that is not an event."""
    if not line.startswith("{"):
        return None
    try:
        body = json.loads(line)
    except ValueError:
        return None
    if "@message" not in body:
        return None
    return Event(body.get("type", "log"), body.get("@level", "info"), body["@message"], body)


def parse_events(output: str) -> list[Event]:
    """All events of a command's output."""
    return [event for line in output.splitlines() if (event := parse_event(line)) is not None]


def diagnostics_of(events: Iterable[Event], original: Callable[[str], Path] = Path) -> list[Diagnostic]:
    """The diagnostics among events, in order."""
    return [found for event in events if (found := event.diagnostic(original)) is not None]


def _resource(body: Mapping[str, Any]) -> Mapping[str, Any]:
    part = body.get("change") or body.get("hook") or {}
    resource = part.get("resource")
    return resource if isinstance(resource, Mapping) else {}
