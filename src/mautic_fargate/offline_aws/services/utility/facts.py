"""What the schemas of the small providers do not say, in the form of `behaviour.store`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mautic_fargate.offline_aws.behaviour.store import NO_DEFAULT, AttributeFacts, TypeFacts


def facts(
    *, computed: Iterable[str] = (), defaults: Mapping[str, Any] | None = None, replace: Iterable[str] = ()
) -> TypeFacts:
    """A framework type that keeps its `computed` attributes, plans `defaults`, and is replaced when a `replace` changes."""
    defaults = defaults or {}
    kept, replacing = {"id", *computed}, set(replace)
    names = kept | replacing | set(defaults)
    return TypeFacts(
        implementation="framework",
        is_global=True,
        attributes={
            name: AttributeFacts(
                replace="always" if name in replacing else None,
                keep=name in kept,
                default=defaults.get(name, NO_DEFAULT),
            )
            for name in sorted(names)
        },
    )


class FactTable:
    """The facts of one small provider, by kind and type."""

    def __init__(self, table: Mapping[tuple[str, str], TypeFacts]) -> None:
        self._table = table

    def get(self, kind: str, name: str) -> TypeFacts | None:
        """The facts of a type, or None."""
        return self._table.get((kind, name))
