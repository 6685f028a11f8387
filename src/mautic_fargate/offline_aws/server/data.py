"""Data sources without code of their own: the resource of the same name in the account, else a well-formed placeholder."""

from __future__ import annotations

from typing import Any

from mautic_fargate.offline_aws.server.provider import Provider, UnknownType
from mautic_fargate.offline_aws.services.context import ReadContext
from mautic_fargate.offline_aws.wire.values import Value


def read_generally(context: ReadContext, provider: Provider) -> dict[str, Value]:
    """The computed values of a data source, from an object that fits what is asked; nothing when none does."""
    try:
        resource = provider.rules("resource", context.type)
    except UnknownType:
        return {}
    asked = {
        name: value
        for name, value in context.config.items()
        if value not in (None, [], {}) and name not in {"region", "filter"}
    }
    tags: Any = asked.pop("tags", None)
    shared = {name: value for name, value in asked.items() if resource.has(name)}
    fitting = [
        item
        for item in context.find(context.type, **shared)
        if not tags or tags.items() <= (item["tags_all"] or {}).items()
    ]
    if not fitting or len(shared) < len(asked) or not (shared or tags):
        return {}
    own = context.rules.schema.block
    theirs = resource.schema.block
    values: dict[str, Value] = {}
    for name, attribute in own.attributes.items():
        same = theirs.attributes.get(name)
        if same is not None and same.type == attribute.type and context.config.get(name) is None:
            values[name] = fitting[0][name]
    return values
