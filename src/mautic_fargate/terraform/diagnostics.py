"""Terraform's diagnostics as typed values, with file names of the user's tree, and as text with the code they mean."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_CODE_WIDTH = 160
"""Longer lines of code are cut around what is meant (a binary file is one line of any length)."""
_ALIKE = 5
"""So many of the same diagnostic in one file are shown."""
Original = Callable[[str], Path]
"""Maps a file name in Terraform's output to the user's file (`Workspace.original`)."""


@dataclass(frozen=True, slots=True)
class Position:
    """A place in a file: ``line`` and ``column`` count from 1, ``byte`` from 0."""

    line: int
    column: int
    byte: int


@dataclass(frozen=True, slots=True)
class Snippet:
    """The code a diagnostic means.

    ``context`` is the block ('resource "x" "y"', may be empty), ``code`` the lines, of which the first has the number
    ``start_line``; ``highlight_start`` and ``highlight_end`` are offsets in ``code``; ``values`` are pairs of an
    expression and what it is ("var.n", 'is "a"').
    """

    context: str
    code: str
    start_line: int
    highlight_start: int
    highlight_end: int
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One error or warning of Terraform. ``test_file`` and ``test_run`` are set for those of a test."""

    severity: str
    summary: str
    detail: str = ""
    address: str = ""
    file: Path | None = None
    start: Position | None = None
    end: Position | None = None
    snippet: Snippet | None = None
    test_file: str = ""
    test_run: str = ""

    @property
    def is_error(self) -> bool:
        """Whether it is an error (else a warning)."""
        return self.severity == "error"

    @classmethod
    def from_json(cls, document: Mapping[str, Any], original: Original = Path) -> Diagnostic:
        """From the ``diagnostic`` of a machine-readable event, or an element of ``validate -json``."""
        place = document.get("range") or {}
        name = place.get("filename")
        return cls(
            severity=document.get("severity", "error"),
            summary=document.get("summary", ""),
            detail=document.get("detail") or "",
            address=document.get("address") or "",
            file=original(name) if name else None,
            start=_position(place.get("start")),
            end=_position(place.get("end")),
            snippet=_snippet(document.get("snippet")),
        )

    def render(self, relative_to: Path | None = None) -> str:
        """As plain text: severity and summary, place and code with a marker, values, detail."""
        lines = [f"{self.severity.capitalize()}: {self.summary}"]
        if self.file is not None:
            lines.append(f"  on {self.place(relative_to)}" + self._context())
        elif self.address:
            lines.append(f"  with {self.address}")
        if self.snippet is not None:
            lines.extend(_code(self.snippet))
        if self.detail:
            lines += ["", *(f"  {line}".rstrip() for line in self.detail.splitlines())]
        # A file's bytes must not reach the terminal as commands.
        return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", "\n".join(lines))

    def place(self, relative_to: Path | None = None) -> str:
        """``file:line``, relative to a directory where the file is below it; empty when there is no file."""
        if self.file is None:
            return ""
        file = self.file
        if relative_to is not None and file.is_relative_to(relative_to):
            file = file.relative_to(relative_to)
        return f"{file}:{self.start.line}" if self.start is not None else str(file)

    def _context(self) -> str:
        parts = [self.address] if self.address else []
        if self.snippet is not None and self.snippet.context:
            parts.append(f"in {self.snippet.context}")
        return f" ({', '.join(parts)})" if parts else ""


def errors(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Those that are errors."""
    return [diagnostic for diagnostic in diagnostics if diagnostic.is_error]


def render(diagnostics: Iterable[Diagnostic], relative_to: Path | None = None) -> str:
    """All as text, with empty lines between."""
    return "\n\n".join(diagnostic.render(relative_to) for diagnostic in diagnostics)


def rendered(diagnostics: Iterable[Diagnostic], relative_to: Path | None = None) -> list[str]:
    """Each as text; of many alike in one file (a binary file has thousands) the first ones and how many more there are."""
    texts: list[str] = []
    alike: Counter[tuple[str, str, Path]] = Counter()
    for diagnostic in diagnostics:
        if diagnostic.file is not None:
            kind = (diagnostic.severity, diagnostic.summary, diagnostic.file)
            alike[kind] += 1
            if alike[kind] > _ALIKE:
                continue
        texts.append(diagnostic.render(relative_to))
    for (severity, summary, file), count in alike.items():
        if count > _ALIKE:
            place = Diagnostic(severity, summary, file=file).place(relative_to)
            texts.append(f"{severity.capitalize()}: {summary}\n  {count - _ALIKE} more in {place}")
    return texts


def from_text(output: str) -> list[Diagnostic]:
    """Diagnostics in the text form of the commands that know no ``-json``; the whole text as one if none is found."""
    lines = [re.sub(r"^[│╷╵|]\s?", "", _COLOUR.sub("", line)) for line in output.splitlines()]
    found: list[Diagnostic] = []
    starts = [index for index, line in enumerate(lines) if re.match(r"(Error|Warning): ", line)]
    for start, end in itertools.pairwise([*starts, len(lines)]):
        severity, _, summary = lines[start].partition(": ")
        found.append(Diagnostic(severity.lower(), summary, "\n".join(lines[start + 1 : end]).strip()))
    if not any(diagnostic.is_error for diagnostic in found):
        found.append(Diagnostic("error", "Terraform failed", "\n".join(lines).strip()))
    return found


def _position(value: Mapping[str, int] | None) -> Position | None:
    return Position(value["line"], value["column"], value.get("byte", 0)) if value else None


def _snippet(value: Mapping[str, Any] | None) -> Snippet | None:
    if not value:
        return None
    values = tuple((item.get("traversal", ""), item.get("statement", "")) for item in value.get("values") or ())
    return Snippet(
        context=value.get("context") or "",
        code=value.get("code", ""),
        start_line=value.get("start_line", 1),
        highlight_start=value.get("highlight_start_offset", 0),
        highlight_end=value.get("highlight_end_offset", 0),
        values=values,
    )


def _code(snippet: Snippet) -> list[str]:
    texts = []
    offset = 0
    for number, line in enumerate(snippet.code.split("\n"), snippet.start_line):
        start = max(snippet.highlight_start - offset, 0)
        end = min(snippet.highlight_end - offset, len(line))
        offset += len(line) + 1
        line, start, end = _cut(line.removesuffix("\r"), start, end)
        texts.append(f"  {number:4}: {line}")
        if start < end:
            # Tabs stay tabs, so that the marker stands below what it marks.
            indent = "".join("\t" if character == "\t" else " " for character in line[:start])
            texts.append(f"        {indent}{'^' * (end - start)}")
    texts.extend(f"        {expression} {statement}" for expression, statement in snippet.values)
    return texts


def _cut(line: str, start: int, end: int) -> tuple[str, int, int]:
    """The line and the marked part of it, cut to what can be shown."""
    if len(line) <= _CODE_WIDTH:
        return line, start, end
    first = max(0, min(start - _CODE_WIDTH // 2, len(line) - _CODE_WIDTH))
    before, after = "…" if first else "", "…" if first + _CODE_WIDTH < len(line) else ""
    shift = len(before) - first
    return (
        before + line[first : first + _CODE_WIDTH] + after,
        max(start + shift, 0),
        min(end + shift, len(before) + _CODE_WIDTH),
    )
