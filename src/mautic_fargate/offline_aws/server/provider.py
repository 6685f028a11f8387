"""One provider (hashicorp/aws, hashicorp/random, …): its schema, facts and services, joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Protocol

from mautic_fargate.offline_aws.account.location import ProviderSettings
from mautic_fargate.offline_aws.behaviour.store import DEFAULT_FACTS, TypeFacts
from mautic_fargate.offline_aws.behaviour.validation import Validator
from mautic_fargate.offline_aws.planning.levels import TypeRules, compile_rules
from mautic_fargate.offline_aws.schema.model import Kind
from mautic_fargate.offline_aws.schema.store import SchemaStore
from mautic_fargate.offline_aws.services.context import Problem
from mautic_fargate.offline_aws.services.spec import Registry
from mautic_fargate.offline_aws.wire.values import Value

Configure = Callable[[dict[str, Value]], tuple[ProviderSettings, list[Problem]]]


class FactsSource(Protocol):
    """Where a provider's behaviour facts come from."""

    def get(self, kind: Kind, name: str) -> TypeFacts | None:
        """The facts of a type, None when there are none."""


class UnknownType(LookupError):
    """The provider has no such resource type or data source."""


@dataclass(slots=True)
class Provider:
    """A provider. Rules and validators of a type are compiled at its first use."""

    address: str
    schema: SchemaStore
    behaviour: FactsSource
    registry: Registry
    configure: Configure
    _rules: dict[tuple[str, str], TypeRules] = field(default_factory=dict)
    _validators: dict[tuple[str, str], Validator] = field(default_factory=dict)

    def rules(self, kind: Kind, name: str) -> TypeRules:
        """The compiled rules of a type."""
        found = self._rules.get((kind, name))
        if found is None:
            schema = self.schema.get(kind, name)
            if schema is None:
                raise UnknownType(f"{self.address} {self.schema.version} has no {kind} {name}")
            facts = self.behaviour.get(kind, name) or DEFAULT_FACTS
            found = self._rules[kind, name] = compile_rules(schema, facts)
        return found

    def validator(self, kind: Kind, name: str) -> Validator:
        """The compiled validator of a type."""
        found = self._validators.get((kind, name))
        if found is None:
            rules = self.rules(kind, name)
            found = self._validators[kind, name] = Validator(rules.schema, rules.facts)
        return found


def no_settings(_config: dict[str, Value]) -> tuple[ProviderSettings, list[Problem]]:
    """The settings of a provider that has none (random, null, …)."""
    return ProviderSettings(), []


def empty_state(rules: TypeRules) -> dict[str, Any]:
    """A state of the type in which nothing is set."""
    state: dict[str, Any] = dict.fromkeys(rules.schema.block.attributes)
    for name, block in rules.schema.block.blocks.items():
        state[name] = [] if block.nesting in {"list", "set"} else None
    return state
