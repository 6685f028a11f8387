"""Checks of configurations that the provider writes by hand: what the facts cannot say as a rule.

Every check takes the decoded configuration and gives problems; what is unknown or not set passes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from mautic_fargate.offline_aws.services.context import Problem
from mautic_fargate.offline_aws.wire.values import Value

Config: TypeAlias = Mapping[str, Value]
Check: TypeAlias = Callable[[Config], Iterable[Problem]]


def text_of(config: Config, name: str) -> str | None:
    """The known text of an attribute, else None."""
    value = config.get(name)
    return value if isinstance(value, str) else None


def length(name: str, low: int, high: int) -> Check:
    """The text of `name` has from `low` to `high` characters."""

    def check(config: Config) -> Iterable[Problem]:
        value = text_of(config, name)
        if value is not None and not low <= len(value) <= high:
            yield Problem(f"expected length of {name} to be in the range ({low} - {high}), got {value}", path=(name,))

    return check


def pattern(name: str, expression: str, meaning: str, *, high: int | None = None, low: int = 1) -> Check:
    """The text of `name` matches `expression` as a whole (`meaning` says it in words) and has a length in range."""
    compiled = re.compile(expression)

    def check(config: Config) -> Iterable[Problem]:
        value = text_of(config, name)
        if value is None:
            return
        if not compiled.fullmatch(value):
            yield Problem(f'invalid value for {name} ({meaning}): "{value}"', path=(name,))
        if high is not None and not low <= len(value) <= high:
            yield Problem(f"expected length of {name} to be in the range ({low} - {high}), got {value}", path=(name,))

    return check


def refuse(name: str, expression: str, message: str) -> Check:
    """The text of `name` does not contain `expression`."""
    compiled = re.compile(expression)

    def check(config: Config) -> Iterable[Problem]:
        value = text_of(config, name)
        if value is not None and compiled.search(value):
            yield Problem(f'{message}: "{value}"', path=(name,))

    return check


def one_of(name: str, values: Iterable[str]) -> Check:
    """The text of `name` is one of `values`."""
    legal = tuple(values)

    def check(config: Config) -> Iterable[Problem]:
        value = text_of(config, name)
        if value is not None and value not in legal:
            listed = " ".join(f'"{item}"' for item in legal)
            yield Problem(f"expected {name} to be one of [{listed}], got {value}", path=(name,))

    return check


def all_of(*checks: Check) -> Callable[[Config], list[Problem]]:
    """All problems that these checks find."""
    return lambda config: [problem for check in checks for problem in check(config)]
