"""Go's regular expressions (RE2) in Python's notation.

The two differ in what `$`, `\\s`, `\\z` and inline flags mean, in Unicode classes (`\\pL`, `\\p{Lu}`), POSIX classes
(`[[:alpha:]]`), `\\Q…\\E`, `\\x{…}` and `{,n}`. `compile_go` translates these and compiles at the first use.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache, lru_cache
from itertools import groupby
from typing import Final

_POSIX: Final = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": "\\x00-\\x7f",
    "blank": "\\t ",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": "\\t\\n\\v\\f\\r ",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}
_SPACE: Final = "\\t\\n\\f\\r "  # RE2's \s has no vertical tab
_BOUNDS: Final = re.compile(r"\{\d+(,\d*)?\}")
_UNICODE: Final = re.compile(r"\\([pP])(?:\{(\^?)(\w+)\}|(\w))")
_HEX: Final = re.compile(r"\\x\{([0-9A-Fa-f]+)\}")
_POSIX_CLASS: Final = re.compile(r"\[:(\^?)(\w+):\]")
_FLAGS: Final = re.compile(r"\(\?([imsU]*)(?:-([imsU]+))?([:)])")


class Untranslatable(ValueError):
    """A regular expression of Go for which Python has no equal."""


@cache
def _category_runs() -> tuple[tuple[int, int, str], ...]:
    """All characters as runs of one general category: first, last, category. One scan serves every class."""
    runs: list[tuple[int, int, str]] = []
    start = 0
    for category, run in groupby(map(unicodedata.category, map(chr, range(sys.maxunicode + 1)))):
        end = start + sum(1 for _ in run)
        runs.append((start, end - 1, category))
        start = end
    return tuple(runs)


@cache
def unicode_ranges(categories: frozenset[str], *, complement: bool = False) -> str:
    """The characters of Unicode general categories (`L`, `Nd`, …) as the inside of a character class.

    Code points that are not assigned count as whatever surrounds them: no text has them, every version of Unicode has
    others, and the classes become several times smaller.
    """
    names = tuple(categories)
    merged: list[list[int]] = []
    joined = False
    for start, end, category in _category_runs():
        if category == "Cn":
            continue
        if category.startswith(names) == complement:
            joined = False
            continue
        if joined:
            merged[-1][1] = end
        else:
            merged.append([start, end])
        joined = True
    if not merged:
        raise Untranslatable(f"unknown Unicode class {sorted(names)}")
    return "".join(f"\\U{start:08x}" + (f"-\\U{end:08x}" if end > start else "") for start, end in merged)


def _unicode_class(match: re.Match[str]) -> tuple[str, bool]:
    """The category that `\\p…` names, and whether its complement is meant."""
    letter, caret, long, short = match.groups()
    name = long or short
    if not any(category.startswith(name) for _, _, category in _category_runs()):
        raise Untranslatable(f"unknown Unicode class {name!r}")
    return name, (letter == "P") != bool(caret)


def _escape(text: str, at: int, *, inside: bool) -> tuple[str, int]:
    """The translation of the escape at `at`, and where the text after it starts."""
    if match := _UNICODE.match(text, at):
        name, complement = _unicode_class(match)
        ranges = unicode_ranges(frozenset({name}), complement=complement)
        return (ranges if inside else f"[{ranges}]"), match.end()
    if match := _HEX.match(text, at):
        return f"\\U{int(match[1], 16):08x}", match.end()
    if at + 1 == len(text):
        raise Untranslatable("a backslash at the end")
    letter = text[at + 1]
    if letter == "s":
        return (_SPACE if inside else f"[{_SPACE}]"), at + 2
    if letter == "S" and not inside:
        return f"[^{_SPACE}]", at + 2
    if letter == "z" and not inside:
        return "\\Z", at + 2
    if letter == "Q" and not inside:
        end = text.find("\\E", at)
        stop = len(text) if end < 0 else end
        return re.escape(text[at + 2 : stop]), min(stop + 2, len(text))
    if letter in "CZ":
        raise Untranslatable(f"the escape \\{letter}")
    return text[at : at + 2], at + 2


def _class(text: str, at: int) -> tuple[str, int]:
    """The translation of the character class at `at`, and where the text after it starts."""
    out = ["["]
    categories: set[str] = set()
    at += 1
    if text.startswith("^", at):
        out.append("^")
        at += 1
    first = at
    while at < len(text) and (text[at] != "]" or at == first):
        if match := _POSIX_CLASS.match(text, at):
            if match[1] or match[2] not in _POSIX:
                raise Untranslatable(f"the class {match[0]}")
            out.append(_POSIX[match[2]])
            at = match.end()
        elif (match := _UNICODE.match(text, at)) and not _unicode_class(match)[1]:
            categories.add(_unicode_class(match)[0])
            at = match.end()
        elif text[at] == "\\":
            piece, at = _escape(text, at, inside=True)
            out.append(piece)
        else:
            # Python reserves doubled signs and nested brackets in classes for set operations.
            doubled = text[at] in "&~|" and text.startswith(text[at], at + 1)
            out.append("\\" + text[at] if text[at] in "[]" or doubled else text[at])
            at += 1
    if at == len(text):
        raise Untranslatable("a class without end")
    if categories:
        out.append(unicode_ranges(frozenset(categories)))
    return "".join(out) + "]", at + 1


class _Translation:
    """The state of one translation: the groups that are open, and how many inline flags each of them has to close."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out: list[str] = []
        self.extra = [0]
        self.multiline = False

    def run(self) -> str:
        at = 0
        while at < len(self.text):
            at = self._step(at)
        return "".join(self.out) + ")" * self.extra[0]

    def _step(self, at: int) -> int:
        sign = self.text[at]
        if sign == "\\":
            piece, after = _escape(self.text, at, inside=False)
            self.out.append(piece)
            return after
        if sign == "[":
            piece, after = _class(self.text, at)
            self.out.append(piece)
            return after
        if sign == "(":
            return self._open(at)
        if sign == ")":
            if len(self.extra) == 1:
                raise Untranslatable("a group that was not opened")
            self.out.append(")" * (self.extra.pop() + 1))
            return at + 1
        self.out.append(self._plain(sign, at))
        return at + 1

    def _plain(self, sign: str, at: int) -> str:
        if sign == "$" and not self.multiline:
            return "\\Z"
        if sign == "{" and not _BOUNDS.match(self.text, at):
            return "\\{"
        if sign == "|" and self.extra[-1]:
            raise Untranslatable("an alternative after inline flags")
        return sign

    def _open(self, at: int) -> int:
        match = _FLAGS.match(self.text, at)
        if match is None:
            self.extra.append(0)
            if self.text.startswith("(?<", at):
                self.out.append("(?P<")
                return at + 3
            self.out.append("(?" if self.text.startswith("(?", at) else "(")
            return at + (2 if self.text.startswith("(?", at) else 1)
        on, off, closing = match.groups()
        if "U" in on + (off or "") or "m" in on + (off or ""):
            raise Untranslatable(f"the flags {match[0]}")
        self.out.append(f"(?{on}{'-' + off if off else ''}:")
        if closing == ":":
            self.extra.append(0)
        else:
            self.extra[-1] += 1
        return match.end()


def translate(expression: str) -> str:
    """`expression` of Go in Python's notation (with the flag `re.ASCII`).

    Raises `Untranslatable` where Python has no equal.
    """
    return _Translation(expression).run()


@lru_cache(maxsize=4096)
def compile_go(expression: str) -> re.Pattern[str]:
    """The pattern of Go's `expression`. Raises `Untranslatable`, also for what is no expression at all."""
    try:
        return re.compile(translate(expression), re.ASCII)
    except (re.error, RecursionError, OverflowError) as error:
        raise Untranslatable(str(error)) from error
