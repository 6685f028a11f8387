"""Rules over several attributes of a configuration: what excludes, requires or stands in for what.

Two sets of semantics, which differ where a value is unknown: the plugin SDK's and the plugin framework's. Source: their
published validators (`schema.ConflictsWith` and its siblings; `terraform-plugin-framework-validators`).
"""

# Every judge takes the same arguments, used or not.
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from mautic_fargate.offline_aws.wire.values import Unknown

ABSENT: Final = 0
PRESENT: Final = 1
UNDECIDED: Final = 2
State: TypeAlias = int
"""Of an attribute or block in a configuration: absent (null, no block), present, or unknown."""


@dataclass(frozen=True, slots=True)
class Reference:
    """Where an attribute or block stands, seen from the block that a rule belongs to."""

    name: str
    """As the provider's messages name it."""
    up: int
    """How many blocks outwards; 0 is the rule's own block."""
    steps: tuple[str, ...]
    """Names from there inwards; of a block that repeats, the first one is meant."""
    is_block: bool

    def state(self, chain: Sequence[Mapping[str, Any]]) -> State:
        """The state in the configuration whose blocks, from the outermost to the rule's own, are `chain`."""
        value: Any = chain[-1 - self.up]
        for step in self.steps:
            if isinstance(value, list):
                value = value[0] if value else None
            if value is None:
                return ABSENT
            if isinstance(value, Unknown):
                return UNDECIDED
            value = value.get(step)
        if value is None or (self.is_block and value == []):
            return ABSENT
        return UNDECIDED if isinstance(value, Unknown) else PRESENT


@dataclass(frozen=True, slots=True)
class Member:
    """One attribute that carries a rule over several: its name, and its place among the references."""

    name: str
    own: int | None
    """None: the rule is about the children of a block, and the member is the block."""


@dataclass(frozen=True, slots=True)
class Combination:
    """One rule over several attributes; `members` all carry the same one."""

    kind: str
    framework: bool
    references: tuple[Reference, ...]
    members: tuple[Member, ...]

    def faults(self, chain: Sequence[Mapping[str, Any]]) -> list[tuple[Member, str, str]]:
        """Each member at which the rule is broken, with a summary and a detail."""
        states = [reference.state(chain) for reference in self.references]
        judge = _FRAMEWORK[self.kind] if self.framework else _SDK[self.kind]
        judged = ((member, judge(self, member, states)) for member in self.members)
        return [(member, *fault) for member, fault in judged if fault is not None]

    def names(self) -> str:
        """The names of all that take part, as the SDK lists them."""
        return ",".join(sorted(reference.name for reference in self.references))


Fault: TypeAlias = "tuple[str, str] | None"
_Judge: TypeAlias = Callable[[Combination, Member, "list[State]"], Fault]


def _sdk_conflicts(rule: Combination, member: Member, states: list[State]) -> Fault:
    if member.own is not None and states[member.own] != PRESENT:
        return None
    for at, state in enumerate(states):
        if at != member.own and state == PRESENT:
            text = f'"{member.name}": conflicts with {rule.references[at].name}'
            return "Conflicting configuration arguments", text
    return None


def _sdk_exactly_one(rule: Combination, member: Member, states: list[State]) -> Fault:
    present = [rule.references[at].name for at, state in enumerate(states) if state == PRESENT]
    summary, names = "Invalid combination of arguments", rule.names()
    if len(present) > 1:
        given = ",".join(sorted(present))
        return summary, f'"{member.name}": only one of `{names}` can be specified, but `{given}` were specified.'
    if not present and UNDECIDED not in states:
        return summary, f'"{member.name}": one of `{names}` must be specified'
    return None


def _sdk_at_least_one(rule: Combination, member: Member, states: list[State]) -> Fault:
    if any(states):
        return None
    return "Missing required argument", f'"{member.name}": one of `{rule.names()}` must be specified'


def _sdk_required_with(rule: Combination, member: Member, states: list[State]) -> Fault:
    if (member.own is not None and states[member.own] == ABSENT) or all(states):
        return None
    return "Missing required argument", f'"{member.name}": all of `{rule.names()}` must be specified'


_COMBINATION: Final = "Invalid Attribute Combination"


def _framework_names(rule: Combination) -> str:
    return "[" + ",".join(reference.name for reference in rule.references) + "]"


def _framework_conflicts(rule: Combination, member: Member, states: list[State]) -> Fault:
    if member.own is not None and states[member.own] == ABSENT:
        return None
    for at, state in enumerate(states):
        if at == member.own or state == ABSENT:
            continue
        if state == UNDECIDED:
            return None
        name = rule.references[at].name
        return _COMBINATION, f'Attribute "{name}" cannot be specified when "{member.name}" is specified'
    return None


def _framework_exactly_one(rule: Combination, member: Member, states: list[State]) -> Fault:
    if UNDECIDED in states or (count := sum(states)) == 1:
        return None
    given = "No attribute" if count == 0 else f"{count} attributes"
    return _COMBINATION, f"{given} specified when one (and only one) of {_framework_names(rule)} is required"


def _framework_at_least_one(rule: Combination, member: Member, states: list[State]) -> Fault:
    if any(states):
        return None
    return _COMBINATION, f"At least one attribute out of {_framework_names(rule)} must be specified"


def _framework_required_with(rule: Combination, member: Member, states: list[State]) -> Fault:
    if member.own is not None and states[member.own] == ABSENT:
        return None
    for at, state in enumerate(states):
        if at == member.own or state == PRESENT:
            continue
        if state == UNDECIDED:
            return None
        name = rule.references[at].name
        return _COMBINATION, f'Attribute "{name}" must be specified when "{member.name}" is specified'
    return None


_SDK: Final[Mapping[str, _Judge]] = {
    "conflicts_with": _sdk_conflicts,
    "exactly_one_of": _sdk_exactly_one,
    "at_least_one_of": _sdk_at_least_one,
    "required_with": _sdk_required_with,
}
_FRAMEWORK: Final[Mapping[str, _Judge]] = {
    "conflicts_with": _framework_conflicts,
    "exactly_one_of": _framework_exactly_one,
    "at_least_one_of": _framework_at_least_one,
    "required_with": _framework_required_with,
}
KINDS: Final = tuple(_SDK)
