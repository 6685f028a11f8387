"""The check of one resource: the facts of its type, then the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mautic_fargate.offline_aws.constraints.facts import Node, check_facts, compile_facts
from mautic_fargate.offline_aws.constraints.model import Rule, Values, Violation
from mautic_fargate.offline_aws.constraints.registry import RULES
from mautic_fargate.offline_aws.constraints.tables import PACK, sources

if TYPE_CHECKING:
    from collections.abc import Mapping


class _Checker:
    """What is known about one type."""

    __slots__ = ("code", "rules", "tree")

    def __init__(self, code: str, tree: Mapping[str, Node], rules: tuple[Rule, ...]) -> None:
        self.code, self.tree, self.rules = code, tree, rules

    def check(self, values: Values, region: str) -> list[Violation]:
        facts: list[Violation] = []
        check_facts(self.tree, values, self.code, (), facts)
        found = [
            Violation(rule.id, path, message, rule.code, rule.source)
            for rule in self.rules
            for path, message in rule.check(values, region)
        ]
        if not facts:
            return found
        told = {violation.path for violation in found}  # a rule says more than a fact
        return [*found, *(violation for violation in facts if violation.path not in told)]


_CHECKERS: dict[str, _Checker | None] = {}


def _load(type_name: str) -> _Checker | None:
    entry = PACK.get("facts", type_name)
    rules = tuple(rule for rule in RULES if type_name in rule.types)
    if entry is None and not rules:
        return None
    tree = {} if entry is None else compile_facts(entry, sources())
    return _Checker("" if entry is None else entry["code"], tree, rules)


def check(type_name: str, values: Values, region: str) -> list[Violation]:
    """What AWS would refuse in the planned `values` of a resource of `type_name` in `region` (their own `region` comes first).

    Nested blocks are lists of dictionaries, None is null; an unknown value violates nothing. The list is empty for a type of which
    nothing is known.
    """
    try:
        checker = _CHECKERS[type_name]
    except KeyError:
        checker = _CHECKERS[type_name] = _load(type_name)
    if checker is None:
        return []
    own = values.get("region")
    return checker.check(values, own if isinstance(own, str) and own else region)
