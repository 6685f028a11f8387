"""The block structure of an HCL file, read tolerantly: blocks, labels, and attributes as source text with their lines.

Values are not evaluated and no fault is reported: Terraform's own diagnostics do that, and better. This is what is left
to know before Terraform runs (which modules are called, which variables there are), and the only reader that keeps the
expressions as they were written. A file of 1,000 lines takes a few milliseconds.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_SPACE = re.compile(r"(?:\s+|#[^\n]*|//[^\n]*|/\*.*?(?:\*/|\Z))*", re.DOTALL)
_INLINE_SPACE = re.compile(r"(?:[ \t]+|/\*.*?(?:\*/|\Z))*", re.DOTALL)
_IDENTIFIER = re.compile(r"[^\W\d][\w-]*")
_ASSIGNMENT = re.compile(r"=(?![=>])")
_HEREDOC = re.compile(r"<<-?([^\W\d][\w-]*)[ \t]*\r?\n")
_EXPRESSION_STOP = re.compile(r"[\"(){}\[\]\n#]|//|/\*|<<-?[^\W\d]")
_STRING_STOP = re.compile(r"[\"\\\n]|\$\$\{|%%\{|\$\{|%\{")


@dataclass(frozen=True, slots=True)
class Attribute:
    """``name = text``; ``start`` and ``end`` are the text's offsets in the file, lines count from 1."""

    name: str
    text: str
    line: int
    start: int
    end: int

    def literal(self) -> str | None:
        """The value of a plain quoted string (no interpolation), else None."""
        if len(self.text) < 2 or self.text[0] != '"' or self.text[-1] != '"':
            return None
        if _end_of_string(self.text, 1) != len(self.text):
            return None
        body = self.text[1:-1]
        if re.search(r"(?<!\$)\$\{|(?<!%)%\{", body):
            return None
        try:
            value = json.loads(f'"{body}"')
        except ValueError:
            return None
        return str(value).replace("$${", "${").replace("%%{", "%{")


@dataclass(frozen=True, slots=True)
class Block:
    """``type "label"… { … }``; ``start`` and ``end`` are the offsets of the whole block."""

    type: str
    labels: tuple[str, ...]
    line: int
    start: int
    end: int = 0
    attributes: dict[str, Attribute] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)

    def all(self, kind: str) -> Iterator[Block]:
        """The blocks of one type directly inside."""
        return (block for block in self.blocks if block.type == kind)


def parse(text: str) -> Block:
    """The file as a nameless block. Never fails: what cannot be understood is skipped up to the end of its line."""
    return _Reader(text).body("", (), 0, 0)[0]


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = [match.end() for match in re.finditer("\n", text)]

    def _line(self, offset: int) -> int:
        return bisect_right(self._lines, offset) + 1

    def body(self, kind: str, labels: tuple[str, ...], start: int, position: int) -> tuple[Block, int]:
        """Read up to the closing brace (or the end of the file); returns the block and the offset behind it."""
        text = self._text
        attributes: dict[str, Attribute] = {}
        blocks: list[Block] = []
        while True:
            position = _skip(_SPACE, text, position)
            if position >= len(text):
                break
            if text[position] == "}":
                position += 1
                break
            identifier = _IDENTIFIER.match(text, position)
            if identifier is None:
                position = _rest_of_line(text, position)
                continue
            name, item_start = identifier.group(), position
            position = _skip(_INLINE_SPACE, text, identifier.end())
            if _ASSIGNMENT.match(text, position):
                attribute, position = self._attribute(name, position + 1, item_start)
                attributes[name] = attribute
            else:
                position = self._block(name, item_start, position, blocks)
        return Block(kind, labels, self._line(start), start, position, attributes, blocks), position

    def _attribute(self, name: str, position: int, item_start: int) -> tuple[Attribute, int]:
        start = _skip(_INLINE_SPACE, self._text, position)
        end = _end_of_expression(self._text, start)
        text = self._text[start:end].rstrip()
        return Attribute(name, text, self._line(item_start), start, start + len(text)), end

    def _block(self, name: str, item_start: int, position: int, blocks: list[Block]) -> int:
        text = self._text
        labels: list[str] = []
        while position < len(text):
            if text[position] == "{":
                block, position = self.body(name, tuple(labels), item_start, position + 1)
                blocks.append(block)
                return position
            if text[position] == '"':
                end = _end_of_string(text, position + 1)
                labels.append(text[position + 1 : end - 1])
            elif (identifier := _IDENTIFIER.match(text, position)) is not None:
                labels.append(identifier.group())
                end = identifier.end()
            else:
                return _rest_of_line(text, position)
            position = _skip(_INLINE_SPACE, text, end)
        return position


def _skip(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _rest_of_line(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end + 1


def _end_of_string(text: str, position: int) -> int:
    """The offset behind the closing quote of a string whose text begins at ``position``."""
    while (stop := _STRING_STOP.search(text, position)) is not None:
        mark = stop.group()
        if mark == '"':
            return stop.end()
        if mark == "\n":
            return stop.start()  # a string that was never closed
        if mark == "\\":
            position = stop.end() + 1
        elif mark in {"${", "%{"}:
            position = _end_of_expression(text, stop.end(), template=True)
        else:
            position = stop.end()
    return len(text)


def _end_of_expression(text: str, position: int, *, template: bool = False) -> int:
    """The offset where an expression ends: at its line's end or an unmatched bracket (behind it, in a template)."""
    depth = 0
    while (stop := _EXPRESSION_STOP.search(text, position)) is not None:
        mark = stop.group()
        if mark == '"':
            position = _end_of_string(text, stop.end())
        elif mark in "([{":
            depth += 1
            position = stop.end()
        elif mark in ")]}":
            if depth == 0:
                return stop.end() if template else stop.start()
            depth -= 1
            position = stop.end()
        elif mark == "\n":
            if depth == 0 and not template:
                return stop.start()
            position = stop.end()
        elif mark in {"#", "//"}:
            if depth == 0 and not template:
                return stop.start()
            position = _rest_of_line(text, stop.start())
        elif mark == "/*":
            end = text.find("*/", stop.end())
            position = len(text) if end < 0 else end + 2
        else:
            position = _end_of_heredoc(text, stop.start())
    return len(text)


def _end_of_heredoc(text: str, position: int) -> int:
    opening = _HEREDOC.match(text, position)
    if opening is None:
        return position + 2
    closing = re.compile(rf"^[ \t]*{re.escape(opening.group(1))}[ \t]*\r?$", re.MULTILINE)
    end = closing.search(text, opening.end())
    return len(text) if end is None else end.end()


def parse_json(text: str) -> dict[str, Any]:
    """A ``.tf.json`` file as plain data; empty when it is not an object (Terraform says what is wrong)."""
    try:
        document = json.loads(text)
    except ValueError:
        return {}
    return document if isinstance(document, dict) else {}


def line_of(text: str, needle: str) -> int:
    """The first line that holds ``needle`` (1 if none does): good enough for JSON files."""
    offset = text.find(needle)
    return text.count("\n", 0, max(offset, 0)) + 1
