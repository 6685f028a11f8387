"""What a rule is and what it says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from mautic_fargate.offline_aws.wire.values import Value

Path: TypeAlias = "tuple[str | int, ...]"
Values: TypeAlias = Mapping[str, Value]
Fault: TypeAlias = "tuple[Path, str]"
"""Where a value is wrong, and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A value that AWS would refuse.

    `rule` is the id of the rule, `path` leads from the resource to the value, `message` says what is wrong and what is legal, `code` is the
    error code of AWS (the usual one of the service where the exact one is not documented), `source` where the rule is written.
    """

    rule: str
    path: Path
    message: str
    code: str
    source: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A hand-written rule over the planned values of a resource: `check(values, region)` yields the faults.

    A rule sees unknown values as they are: it must not conclude anything from one (`reading` helps).
    """

    id: str
    types: tuple[str, ...]
    check: Callable[[Values, str], Iterable[Fault]]
    code: str
    source: str
