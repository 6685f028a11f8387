"""Resource groups. Source: package resourcegroups of the provider 6.58."""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.services.context import ApplyContext
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.services.suppress import text


def _create(context: ApplyContext) -> None:
    name = text(context.state.get("name"))
    if name.lower().startswith("aws"):
        context.refuse("BadRequestException", f"The name {name} is reserved: names of groups cannot start with aws.")


def _update(context: ApplyContext) -> None:
    state, prior = context.state, context.prior or {}
    if all(state.get(name) != prior.get(name) for name in ("configuration", "resource_query")):
        context.refuse("", "conversion between resource-query and configuration group types is not possible")


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_resourcegroups_group",
            id="{name}",
            arn="arn:{partition}:resource-groups:{region}:{account}:group/{name}",
            create=_create,
            update=_update,
            import_id=lambda id_: {"id": id_, "name": id_},
        ),
    )
)
