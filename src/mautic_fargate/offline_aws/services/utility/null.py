"""hashicorp/null. Source: the provider's documentation (3.x)."""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.services.context import ReadContext
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.services.utility.facts import FactTable, facts
from mautic_fargate.offline_aws.wire.values import Value


def _data(context: ReadContext) -> dict[str, Value]:
    chosen = context.config.get("has_computed_default")
    return {
        "id": "static",
        "outputs": context.config.get("inputs") or {},
        "random": context.ids.digits(19, "random"),
        "has_computed_default": "default" if chosen is None else chosen,
    }


SERVICE: Final = Service(
    resources=(Resource("null_resource", id="{digits:19}"),), data_sources=(DataSource("null_data_source", _data),)
)
FACTS: Final = FactTable({("resource", "null_resource"): facts(replace=("triggers",))})
