"""Constant HCL expressions as Python values: what the default of a variable may be."""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

_TOKEN = re.compile(
    r"""(?P<space>(?:\s+|\#[^\n]*|//[^\n]*|/\*.*?\*/)+)
      | (?P<heredoc><<(?P<strip>-?)(?P<end>[^\W\d][\w-]*)[ \t]*\r?\n(?P<body>.*?)^[ \t]*(?P=end)[ \t]*\r?$)
      | (?P<string>"(?:[^"\\\n]|\\.)*")
      | (?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
      | (?P<word>[^\W\d][\w-]*)
      | (?P<mark>[\[\]{}(),:=])""",
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)
_WORDS = {"true": True, "false": False, "null": None}
_INTERPOLATION = re.compile(r"(?<!\$)\$\{|(?<!%)%\{")


class NotConstantError(ValueError):
    """The expression is not a constant, or not one this module can read."""


def constant(text: str) -> Any:
    """The value of a constant expression: None, bool, int, float, str, list or dict; `NotConstantError` otherwise."""
    reader = _Reader(_tokens(text))
    value = reader.value()
    if reader.peek() is not None:
        raise NotConstantError(f"not a constant: {text}")
    return value


def _tokens(text: str) -> list[tuple[str, str, re.Match[str]]]:
    found = []
    position = 0
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise NotConstantError(f"not a constant: {text}")
        kind = match.lastgroup or ""
        kind = "heredoc" if match["heredoc"] else kind
        if kind != "space":
            found.append((kind, match.group(), match))
        position = match.end()
    return found


class _Reader:
    def __init__(self, tokens: list[tuple[str, str, re.Match[str]]]) -> None:
        self._tokens = tokens
        self._position = 0

    def peek(self) -> str | None:
        return self._tokens[self._position][1] if self._position < len(self._tokens) else None

    def _take(self) -> tuple[str, str, re.Match[str]]:
        if self._position >= len(self._tokens):
            raise NotConstantError("the expression ends too early")
        self._position += 1
        return self._tokens[self._position - 1]

    def value(self) -> Any:
        kind, text, match = self._take()
        if kind == "string":
            return _string(text)
        if kind == "number":
            return float(text) if re.search(r"[.eE]", text) else int(text)
        if kind == "heredoc":
            body = textwrap.dedent(match["body"]) if match["strip"] else match["body"]
            return _literal(body)
        if kind == "word" and text in _WORDS:
            return _WORDS[text]
        if text == "[":
            return self._list()
        if text == "{":
            return self._object()
        if text == "(":
            inner = self.value()
            if self._take()[1] != ")":
                raise NotConstantError("a parenthesis is not closed")
            return inner
        raise NotConstantError(f"not a constant: {text}")

    def _list(self) -> list[Any]:
        items: list[Any] = []
        while self.peek() != "]":
            items.append(self.value())
            if self.peek() == ",":
                self._take()
            elif self.peek() != "]":
                raise NotConstantError("a list is not closed")
        self._take()
        return items

    def _object(self) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while self.peek() != "}":
            kind, text, _ = self._take()
            if kind not in {"string", "word", "number"}:
                raise NotConstantError(f"not a constant key: {text}")
            key = _string(text) if kind == "string" else text
            if self._take()[1] not in {"=", ":"}:
                raise NotConstantError("a key has no value")
            items[key] = self.value()
            if self.peek() == ",":
                self._take()
        self._take()
        return items


def _string(text: str) -> str:
    try:
        value = json.loads(re.sub(r"\\U([0-9A-Fa-f]{8})", lambda match: chr(int(match[1], 16)), text), strict=False)
    except ValueError:
        raise NotConstantError(f"not a constant: {text}") from None
    return _literal(str(value))


def _literal(text: str) -> str:
    if _INTERPOLATION.search(text):
        raise NotConstantError(f"a template is not a constant: {text}")
    return text.replace("$${", "${").replace("%%{", "%{")
