"""The provider's schema for people: one type or all, in the official format."""

from __future__ import annotations

import difflib
from typing import Any

from mautic_fargate.offline_aws.schema.model import Kind
from mautic_fargate.offline_aws.schema.official import providers_schema, type_schema
from mautic_fargate.offline_aws.schema.store import load

_KINDS: tuple[Kind, ...] = ("resource", "data", "ephemeral")


class NoSuchType(Exception):
    """The provider has no type of that name."""

    def __init__(self, provider: str, name: str, similar: list[str]) -> None:
        super().__init__(f"hashicorp/{provider} has no resource type, data source or ephemeral resource {name}.")
        self.help = (
            f"Did you mean {' or '.join(similar)}?" if similar else "`mautic-fargate provider schema` lists all."
        )


class NoSuchProvider(Exception):
    """There is no such offline provider."""

    help = "Offline there are aws, random, null, time, tls, local, archive, http and external."


def provider_schema(provider: str, type_name: str | None = None) -> dict[str, Any]:
    """The document of `terraform providers schema -json`, of one type (in each kind that has it) or of all."""
    try:
        store = load(provider)
    except LookupError as error:
        raise NoSuchProvider(f"There is no offline provider {provider!r}.") from error
    if type_name is None:
        return providers_schema([store])
    kinds = [kind for kind in _KINDS if store.get(kind, type_name) is not None]
    if not kinds:
        names = sorted({name for kind in _KINDS for name in store.names(kind)})
        raise NoSuchType(provider, type_name, difflib.get_close_matches(type_name, names, n=3))
    document: dict[str, Any] = {"format_version": "1.0", "provider_schemas": {}}
    for kind in kinds:
        one = type_schema(store, kind, type_name) or {"provider_schemas": {}}
        for address, entry in one["provider_schemas"].items():
            document["provider_schemas"].setdefault(address, {}).update(entry)
    return document
