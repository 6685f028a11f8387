"""An offline AWS account to test services on: resources as keyword arguments, answers as the provider's.

`World` does what the core does around the provider: it completes configurations, proposes new states and carries states on.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from mautic_fargate.offline_aws.account.account import Account
from mautic_fargate.offline_aws.account.location import ProviderSettings
from mautic_fargate.offline_aws.planning.proposed import complete, propose
from mautic_fargate.offline_aws.server.catalogue import load_providers
from mautic_fargate.offline_aws.server.lifecycle import Planned, Session
from mautic_fargate.offline_aws.server.provider import Provider

State = dict[str, Any]


class RefusedError(AssertionError):
    """The provider answered with errors, which the message tells."""


@cache
def aws() -> Provider:
    """The AWS provider of this package."""
    return next(provider for provider in load_providers() if provider.address == "hashicorp/aws")


def with_registry(registry: Any) -> Provider:
    """The AWS provider with other services."""
    return replace(aws(), registry=registry, _rules={}, _validators={})


@dataclass
class World:
    """One account and a provider on it."""

    settings: ProviderSettings = field(default_factory=ProviderSettings)
    provider: Provider = field(default_factory=aws, repr=False)
    account: Account = field(default_factory=Account)

    @property
    def session(self) -> Session:
        """The configured provider."""
        return Session(self.provider, self.account, self.settings)

    def config(self, name: str, values: State, kind: Any = "resource") -> State:
        """A whole configuration: what is not given is null, blocks that are not given are empty."""
        return complete(self.provider.rules(kind, name).level, values)

    def problems(self, name: str, /, *, kind: Any = "resource", **values: Any) -> list[str]:
        """The errors that validation finds, each as one text."""
        found = self.session.validate(name, self.config(name, values, kind), kind)
        return [f"{problem.summary} {problem.detail}".strip() for problem in found if problem.severity == "error"]

    def plan(self, name: str, prior: State | None = None, /, **values: Any) -> Planned:
        """The plan of a create (no `prior`) or an update; after a replacement was asked for, still the update's."""
        config = self.config(name, values)
        proposed = None if prior is None else propose(self.provider.rules("resource", name).level, prior, config)
        return self.session.plan(name, config, prior, proposed)

    def changes(self, name: str, prior: State, /, **values: Any) -> set[str]:
        """The names of what the plan of an update changes."""
        planned = self.plan(name, prior, **values).planned or {}
        return {
            key for key in planned if planned[key] is not prior.get(key) and not _same(planned[key], prior.get(key))
        }

    def create(self, name: str, /, **values: Any) -> State:
        """Make a resource; its state."""
        planned = self.plan(name, **values)
        _raise(planned.problems)
        return self._apply(name, values, planned.planned, None)

    def update(self, name: str, prior: State, /, **values: Any) -> State:
        """Change a resource in place; its new state."""
        planned = self.plan(name, prior, **values)
        _raise(planned.problems)
        if planned.replace:
            raise RefusedError(f"replaces because of {planned.replace}")
        return self._apply(name, values, planned.planned, prior)

    def read(self, name: str, state: State, /) -> State | None:
        """The resource as a refresh sees it; None when it is gone."""
        answer = self.session.read(name, state)
        _raise(answer.problems)
        return answer.state

    def destroy(self, name: str, state: State, /) -> None:
        """Delete a resource."""
        answer = self.session.apply(name, self.config(name, {}), None, state)
        _raise(answer.problems)

    def data(self, name: str, /, **values: Any) -> State:
        """The values of a data source."""
        answer = self.session.read_data(name, self.config(name, values, "data"))
        _raise(answer.problems)
        return answer.state or {}

    def import_(self, name: str, id_: str, /) -> State:
        """The state that an import gives."""
        answer = self.session.import_(name, id_)
        _raise(answer.problems)
        return answer.state or {}

    def _apply(self, name: str, values: State, planned: State | None, prior: State | None) -> State:
        answer = self.session.apply(name, self.config(name, values), planned, prior)
        _raise(answer.problems)
        return answer.state or {}


def _raise(problems: list[Any]) -> None:
    errors = [f"{problem.summary} {problem.detail}".strip() for problem in problems if problem.severity == "error"]
    if errors:
        raise RefusedError("\n".join(errors))


def _same(left: Any, right: Any) -> bool:
    return bool(left == right)
