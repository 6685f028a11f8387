"""Amazon DynamoDB: what the provider checks of a table's attributes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from mautic_fargate.offline_aws.services.context import PlanContext
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.services.suppress import blocks_of
from mautic_fargate.offline_aws.wire.values import is_wholly_known


def _quoted(names: set[str]) -> str:
    """As Go prints a list of texts."""
    return "[" + " ".join(f'"{name}"' for name in sorted(names)) + "]"


def _indexed(planned: dict[str, Any]) -> Iterator[Any]:
    """The attributes that are keys of the table or of an index."""
    yield from (planned.get("hash_key"), planned.get("range_key"))
    for index in blocks_of(planned, "local_secondary_index"):
        yield index.get("range_key")
    for index in blocks_of(planned, "global_secondary_index"):
        yield from (index.get("hash_key"), index.get("range_key"))
        for key in blocks_of(index, "key_schema"):
            yield key.get("attribute_name")


def _check_attributes(context: PlanContext) -> None:
    """Every attribute is a key and every key an attribute: AWS keeps the definitions of no others. At create only: later, indexes
    may also come from resources of their own.
    """
    names = ("hash_key", "range_key", "attribute", "local_secondary_index", "global_secondary_index")
    configured = {name: context.config.get(name) for name in names}
    if context.prior is not None or not is_wholly_known(configured):
        return
    indexed = {name for name in _indexed(configured) if name}
    defined = {block["name"] for block in blocks_of(configured, "attribute")}
    problems = []
    if unused := defined - indexed:
        problems.append(f"all attributes must be indexed. Unused attributes: {_quoted(unused)}")
    if undefined := indexed - defined:
        problems.append(f"all indexes must match a defined attribute. Unmatched indexes: {_quoted(undefined)}")
    if problems:
        context.error("\n".join(problems))


SERVICE: Final = Service(resources=(Resource("aws_dynamodb_table", id="{name}", plan=_check_attributes),))
