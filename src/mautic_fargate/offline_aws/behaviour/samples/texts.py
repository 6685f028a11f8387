"""Texts in which a regular expression finds something: a walk through Python's own parse tree of it."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Iterator
from functools import lru_cache
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Final

_ALPHABET: Final = string.ascii_lowercase + string.digits + string.ascii_uppercase + string.punctuation + " "
_STRETCHES: Final = (0, 0, 1, 2, 4, 8, 16)
"""How far repetitions go beyond their least number, in turn: short texts come first."""
_CATEGORIES: Final = {
    ops.CATEGORY_DIGIT: string.digits,
    ops.CATEGORY_WORD: string.ascii_lowercase + string.digits + string.ascii_uppercase + "_",
    ops.CATEGORY_SPACE: " \t",
}
_COMPLEMENTS: Final = {
    ops.CATEGORY_NOT_DIGIT: ops.CATEGORY_DIGIT,
    ops.CATEGORY_NOT_WORD: ops.CATEGORY_WORD,
    ops.CATEGORY_NOT_SPACE: ops.CATEGORY_SPACE,
}


def _in_category(category: Any, sign: str) -> bool:
    if category in _COMPLEMENTS:
        return sign not in _CATEGORIES[_COMPLEMENTS[category]]
    return sign in _CATEGORIES[category]


def _holds(item: tuple[Any, Any], sign: str) -> bool:
    operation, operand = item
    if operation is ops.LITERAL:
        return bool(ord(sign) == operand)
    if operation is ops.RANGE:
        return bool(operand[0] <= ord(sign) <= operand[1])
    return operation is ops.CATEGORY and _in_category(operand, sign)


class _Writer:
    def __init__(self, seed: int, stretch: int) -> None:
        self.random = random.Random(seed)  # noqa: S311  # samples, not secrets
        self.stretch = stretch

    def write(self, nodes: Any) -> str:
        return "".join(self._node(operation, operand) for operation, operand in nodes)

    def _node(self, operation: Any, operand: Any) -> str:
        if operation is ops.LITERAL:
            return chr(operand)
        if operation is ops.NOT_LITERAL:
            return "a" if operand != ord("a") else "b"
        if operation is ops.ANY:
            return self.random.choice(string.ascii_lowercase)
        if operation is ops.IN:
            return self._choose(operand)
        if operation is ops.BRANCH:
            return self.write(self.random.choice(operand[1]))
        if operation is ops.SUBPATTERN:
            return self.write(operand[3])
        if operation in {ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT}:
            least, most, inner = operand
            count = self.random.randint(least, min(int(most), least + self.stretch))
            return "".join(self.write(inner) for _ in range(count))
        return ""  # anchors

    def _choose(self, items: Any) -> str:
        return self.random.choice(_members(tuple(items)))


@lru_cache(maxsize=4096)
def _members(items: tuple[tuple[Any, Any], ...]) -> str:
    """Signs of a character class to choose from: letters and digits if it has any, since what surrounds it often wants them."""
    negated = items[0][0] is ops.NEGATE
    members = items[1:] if negated else items
    signs = [sign for sign in _ALPHABET if any(_holds(item, sign) for item in members) != negated]
    if signs:
        return "".join(filter(str.isalnum, signs)) or "".join(signs)
    operation, operand = members[0]
    return chr(operand if operation is ops.LITERAL else operand[0])


@lru_cache(maxsize=4096)
def _tree(pattern: re.Pattern[str]) -> Any:
    return parser.parse(pattern.pattern, pattern.flags)


def texts(pattern: re.Pattern[str], seed: int = 0, count: int = 14) -> Iterator[str]:
    """Up to `count` texts that `pattern` finds something in, short ones first."""
    tree = _tree(pattern)
    for turn in range(count):
        text = _Writer(seed * 1000 + turn, _STRETCHES[turn * len(_STRETCHES) // count]).write(tree)
        if pattern.search(text):
            yield text
