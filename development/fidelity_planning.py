"""How many of the behaviour facts about planning hold, each proven by a pair of configurations of its own.

    python development/fidelity_planning.py

For every type and fact: a changed `replace` attribute plans a replacement, a changed other one does not and is planned as
configured; a default appears; a framework type keeps what it keeps and nothing else. Prints JSON.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any, Final

from behaviour_cases import Excused, Place, find, put
from fidelity_behaviour import Tally
from mautic_fargate.offline_aws.account.account import Account
from mautic_fargate.offline_aws.account.identifiers import Identifiers
from mautic_fargate.offline_aws.behaviour.samples.configs import Builder, minimal_config
from mautic_fargate.offline_aws.behaviour.samples.values import NoSample, other_value_for, value_for
from mautic_fargate.offline_aws.behaviour.store import NO_DEFAULT, AttributeFacts
from mautic_fargate.offline_aws.planning.fill import Filler
from mautic_fargate.offline_aws.planning.levels import AttributeRule, TypeRules, typed_default, zero_value
from mautic_fargate.offline_aws.planning.normalise import STORED_FORMS
from mautic_fargate.offline_aws.planning.proposed import complete
from mautic_fargate.offline_aws.schema.model import Attribute, NestedBlock
from mautic_fargate.offline_aws.server.catalogue import load_providers
from mautic_fargate.offline_aws.server.lifecycle import Planned, Session
from mautic_fargate.offline_aws.wire.values import UNKNOWN, is_unknown

_NO_FACTS: Final = AttributeFacts()
_POLICIES_COMPARED: Final = frozenset({"verify.SuppressEquivalentPolicyDiffs"})
_POLICY: Final = '{"Statement":[{"Action":"ACTION","Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}'
_COMMON: Final = frozenset({"id", "tags", "tags_all", "region", "timeouts"})
State = dict[str, Any]


class Prover:
    """Proves the planning facts of one type."""

    def __init__(self, session: Session, rules: TypeRules, tally: Tally) -> None:
        self._session = session
        self._rules = rules
        self._tally = tally
        self._name = rules.schema.name
        self._framework = not rules.sdk
        self._hooked = bool((spec := session.provider.registry.resources.get(self._name)) and spec.plan)
        self._base = minimal_config(
            rules.schema, rules.facts, validator=session.provider.validator("resource", self._name)
        )

    def prove(self) -> None:
        """Prove all facts."""
        for path, facts in sorted(self._rules.facts.attributes.items()):
            if facts.replace is not None:
                self._case("replace", path, lambda path=path, facts=facts: self._replaces(path, facts))
            if facts.default is not NO_DEFAULT:
                self._case("default", path, lambda path=path, facts=facts: self._defaults(path, facts))
        for rule in self._others():
            self._case("in place", rule.name, lambda rule=rule: self._changes_in_place(rule))
        if self._framework:
            self._case("keep", "", self._keeps)

    def _case(self, sort: str, path: str, case: Any) -> None:
        try:
            fault = case()
        except (Excused, NoSample) as reason:
            self._tally.excused[sort, "no second legal value" if isinstance(reason, NoSample) else str(reason)] += 1
            return
        if fault is not None and self._hooked:
            # The provider's own code decides too: the tests of services/ say how.
            self._tally.excused[sort, "the type's own plan code decides"] += 1
            return
        self._tally.note(sort, f"{self._name}.{path}", fault)

    # --- the cases ------------------------------------------------------------------------------------------------------

    def _replaces(self, path: str, facts: AttributeFacts) -> str | None:
        if facts.replace == "conditional":
            raise Excused("the provider's code decides when")
        place = self._place(path)
        if isinstance(place.type, NestedBlock):
            first, second = self._two_counts(place, path, place.type)
        else:
            first, second = self._two_values(place, facts)
        planned = self._change(place, first, second)
        if any(step[0] == place.parts[0] for step in planned.replace):
            return None
        return f"{first!r} -> {second!r} does not replace, but {planned.replace}"

    def _changes_in_place(self, rule: AttributeRule) -> str | None:
        place = self._place(rule.name)
        first, second = self._two_values(place, rule.facts)
        planned = self._change(place, first, second)
        if any(step[0] == rule.name for step in planned.replace):
            return f"{first!r} -> {second!r} replaces"
        stored = STORED_FORMS.get(rule.facts.state or "", lambda value: value)(second)
        if planned.planned is None or planned.planned[rule.name] != stored:
            shown = None if planned.planned is None else planned.planned[rule.name]
            return f"{second!r} is planned as {shown!r}"
        return None

    def _defaults(self, path: str, facts: AttributeFacts) -> str | None:
        place = self._place(path)
        attribute = self._attribute(place)
        config = copy.deepcopy(self._base)
        self._open_parents(config, place)
        planned = self._session.plan(self._name, self._complete(config)).planned
        value: Any = planned
        for part, shell in zip(place.parts[:-1], place.shells, strict=True):
            value = value[part]
            if is_unknown(value) or not value:
                raise Excused("inside a block that is computed")
            value = value[0] if shell == "list" else value
        if self._given(config, place):
            raise Excused("must be set")
        wanted = typed_default(facts.default, attribute.type)
        found = value[place.parts[-1]]
        return None if found == wanted else f"is planned as {found!r}, not as {wanted!r}"

    def _keeps(self) -> str | None:
        rule = next(iter(self._others()), None)
        if rule is None:
            raise Excused("nothing of the type can be changed in place")
        place = self._place(rule.name)
        first, second = self._two_values(place, rule.facts)
        planned = self._change(place, first, second).planned or {}
        for other in self._rules.level.attributes:
            if (
                not other.computed
                or other.name in _COMMON
                or other.name in self._base
                or other.has_default
                or other is rule
            ):
                continue
            unknown = planned[other.name] is UNKNOWN
            if unknown == other.facts.keep:
                return f"{other.name} is {'not ' if other.facts.keep else ''}kept"
        return None

    # --- helpers --------------------------------------------------------------------------------------------------------

    def _others(self) -> Iterator[AttributeRule]:
        if not self._rules.facts.updatable:
            return
        for rule in self._rules.level.attributes:
            if rule.optional and rule.facts.replace is None and rule.name not in _COMMON and not rule.write_only:
                yield rule

    def _place(self, path: str) -> Place:
        place = find(self._rules.schema.block, path)
        if place is None:
            raise Excused("the path is not in the schema")
        return place

    def _attribute(self, place: Place) -> Attribute:
        if place.is_block:
            raise Excused("a default of a block")
        return Attribute(place.parts[-1], place.type, optional=True)

    def _two_counts(self, place: Place, path: str, nested: NestedBlock) -> tuple[Any, Any]:
        """No block of the kind and one; or one and two, where one must be there."""
        if nested.nesting not in {"list", "set"}:
            raise Excused("a block that is one structure")
        builder = Builder(self._rules.schema, self._rules.facts)
        one = builder.blocks(nested, path)
        if self._rules.facts.attributes.get(path, _NO_FACTS).computed:
            raise Excused("a computed block: its removal changes nothing")
        least = max(nested.min_items, 1 if self._given(self._base, place) else 0)
        if least == 0:
            return [], one
        if nested.max_items == 1 or nested.nesting == "set":
            raise Excused("the block is there exactly once")
        return one, one + copy.deepcopy(one)

    def _two_values(self, place: Place, facts: AttributeFacts) -> tuple[Any, Any]:
        if len(place.parts) == 1:
            described = self._rules.schema.block.attributes[place.parts[0]]
            if not (described.required or described.optional):
                raise Excused("only the provider sets it")
            if described.write_only:
                raise Excused("write-only")
        if facts.suppress in _POLICIES_COMPARED:
            return _POLICY.replace("ACTION", "s3:GetObject"), _POLICY.replace("ACTION", "s3:PutObject")
        attribute = self._attribute(place)
        first = value_for(attribute, facts, framework=self._framework)
        second = other_value_for(attribute, facts, first, framework=self._framework)
        if self._rules.sdk and second in (zero_value(place.type), None):
            first, second = second, first
        return first, second

    def _change(self, place: Place, first: Any, second: Any) -> Planned:
        before, after = copy.deepcopy(self._base), copy.deepcopy(self._base)
        for config in (before, after):
            self._open_parents(config, place)
        put(before, place, first)
        put(after, place, second)
        created = self._session.plan(self._name, self._complete(before))
        state = copy.deepcopy(created.planned or {})
        Filler(
            self._name, "us-east-1", "123456789012", "aws", "amazonaws.com", False, Identifiers("x"), "x"
        ).fill_level(self._rules.level, state)
        return self._session.plan(self._name, self._complete(after), state)

    def _open_parents(self, config: State, place: Place) -> None:
        """The blocks around a nested attribute, with what they must have."""
        block, here = self._rules.schema.block, config
        for part in place.parts[:-1]:
            nested = block.blocks.get(part)
            if nested is None:
                raise Excused("inside an attribute of objects")
            if part not in here:
                single = nested.nesting in {"single", "group"}
                here[part] = {} if single else [{}]
            here = here[part] if isinstance(here[part], dict) else here[part][0]
            block = nested.block

    def _given(self, config: State, place: Place) -> bool:
        here: Any = config
        for part, shell in zip(place.parts[:-1], place.shells, strict=True):
            if not here.get(part):
                return False
            here = here[part][0] if shell == "list" else here[part]
        return place.parts[-1] in here

    def _complete(self, config: State) -> State:
        return complete(self._rules.level, config)


def figures() -> dict[str, Any]:
    """The counts, as of `fidelity_behaviour`."""
    provider = next(one for one in load_providers() if one.address == "hashicorp/aws")
    session, tally = Session(provider, Account()), Tally()
    for name in provider.schema.names("resource"):
        rules = provider.rules("resource", name)
        try:
            prover = Prover(session, rules, tally)
        except NoSample as reason:
            tally.excused["type", f"no minimal configuration: {reason}"] += 1
            continue
        prover.prove()
    return tally.figures()


if __name__ == "__main__":
    print(json.dumps(figures(), indent=2))
