"""How a service describes its types: frozen records of small functions and templates.

A *template* is text with places in braces, filled when the value is made: `{partition}`, `{region}`, `{account}`, `{dns_suffix}`,
`{id}`, `{arn}`, any attribute of the resource (`{name}`), and drawn identifiers: `{hex:17}`, `{digits:12}`, `{letters:13}`,
`{upper:17}`, `{uuid}`, `{suffix}`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final, Protocol, TypeAlias, TypeVar

from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext, Problem, ReadContext
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

Computed: TypeAlias = str | Callable[[ApplyContext], Value]
"""How a computed value is made at apply: a template, or a function. Numbers and the like: a function."""

NO_VALUES: Final[Mapping[str, Computed]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource type. Everything is optional: what is not said follows the general rules."""

    name: str
    id: Computed | None = None
    """The id that create gives."""
    arn: Computed | None = None
    """The `arn` that create gives, made after the id."""
    values: Mapping[str, Computed] = field(default_factory=lambda: NO_VALUES)
    """Other computed attributes at create, made in this order after id and arn, where still unknown."""
    generated_name: tuple[str, str] | None = None
    """(name attribute, default prefix): the name is generated from `<attribute>_prefix` or the default prefix when not set."""
    validate: Callable[[Mapping[str, Value]], list[Problem]] | None = None
    """What the provider's own code refuses of a configuration, beyond the facts."""
    plan: Callable[[PlanContext], None] | None = None
    """Runs after the general rules, at create and update, not at destroy."""
    create: Callable[[ApplyContext], None] | None = None
    """Runs after id, arn and values are made."""
    update: Callable[[ApplyContext], None] | None = None
    read: Callable[[ApplyContext], None] | None = None
    """Runs at refresh: `state` is what the account holds."""
    delete: Callable[[ApplyContext], None] | None = None
    """Runs before the object is removed; may refuse."""
    import_id: Callable[[str], dict[str, Value]] | None = None
    """The attributes that an import id says, when it is not the plain `id`."""
    adopts: bool = False
    """Whether create takes over what exists (default_security_group, singletons) and so is never refused as a duplicate."""


@dataclass(frozen=True, slots=True)
class DataSource:
    """One data source: `read` returns the computed attributes (those it does not return are filled by general rules)."""

    name: str
    read: Callable[[ReadContext], dict[str, Value]]


@dataclass(frozen=True, slots=True)
class Ephemeral:
    """One ephemeral resource: `open` returns its computed attributes."""

    name: str
    open: Callable[[ReadContext], dict[str, Value]]


@dataclass(frozen=True, slots=True)
class Function:
    """One provider function: takes decoded arguments, returns the value or raises `ValueError` with a message for the user."""

    name: str
    call: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Service:
    """All that one file of this room says."""

    resources: tuple[Resource, ...] = ()
    data_sources: tuple[DataSource, ...] = ()
    ephemerals: tuple[Ephemeral, ...] = ()
    functions: tuple[Function, ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """The services of one provider, by type name."""

    resources: Mapping[str, Resource] = field(default_factory=dict)
    data_sources: Mapping[str, DataSource] = field(default_factory=dict)
    ephemerals: Mapping[str, Ephemeral] = field(default_factory=dict)
    functions: Mapping[str, Function] = field(default_factory=dict)

    @classmethod
    def of(cls, *services: Service) -> Registry:
        """The registry of these services; a name said twice is a mistake of ours."""
        return cls(
            resources=_by_name(entry for service in services for entry in service.resources),
            data_sources=_by_name(entry for service in services for entry in service.data_sources),
            ephemerals=_by_name(entry for service in services for entry in service.ephemerals),
            functions=_by_name(entry for service in services for entry in service.functions),
        )


class _Named(Protocol):
    @property
    def name(self) -> str: ...


_Entry = TypeVar("_Entry", bound=_Named)


def _by_name(entries: Iterable[_Entry]) -> dict[str, _Entry]:
    table: dict[str, _Entry] = {}
    for entry in entries:
        if entry.name in table:
            raise ValueError(f"{entry.name} is described twice")
        table[entry.name] = entry
    return table


_PLACE: Final = re.compile(r"\{(\w+)(?::(\w+))?\}")


def render(template: Computed, context: ApplyContext, label: str) -> Value:
    """The value of a template or function. `label` names what it is for among the resource's drawn identifiers."""
    if not isinstance(template, str):
        return template(context)

    def fill(place: re.Match[str]) -> str:
        name, argument = place.group(1), place.group(2)
        if argument is not None or name in {"uuid", "suffix"}:
            return _draw(context, name, argument, label)
        if name in {"partition", "region", "dns_suffix"}:
            return str(getattr(context, name))
        if name == "account":
            return context.account_id
        value = context.state.get(name)
        if value is None or is_unknown(value):
            return ""
        return format(value, "g") if isinstance(value, float) else str(value)

    return _PLACE.sub(fill, template)


def _draw(context: ApplyContext, name: str, argument: str | None, label: str) -> str:
    ids = context.ids
    if name == "uuid":
        return ids.uuid(label)
    if name == "suffix":
        return ids.suffix(label)
    length = int(argument or 0)
    if name == "upper":
        return ids.letters(length, label, upper=True)
    draws: dict[str, Callable[[int, str], str]] = {"hex": ids.hex, "digits": ids.digits, "letters": ids.letters}
    return draws[name](length, label)
