"""Managed prefix lists and their entries.

Source: the provider's resourceManagedPrefixList* and resourceManagedPrefixListEntry*.
"""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext
from mautic_fargate.offline_aws.services.ec2_common import as_int
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import Value, is_unknown


def _plan_prefix_list(context: PlanContext) -> None:
    if context.changed("entry"):
        context.set_unknown("version")


def _create_prefix_list(context: ApplyContext) -> None:
    if is_unknown(context.state.get("entry")):
        context.state["entry"] = []
    context.fill(version=1, owner_id=context.account_id)


def _update_prefix_list(context: ApplyContext) -> None:
    before = as_int((context.prior or {}).get("version"))
    context.fill(version=before + 1)


def _change_entry(context: ApplyContext, *, there: bool) -> None:
    state = context.state
    found = context.lookup("aws_ec2_managed_prefix_list", state.get("prefix_list_id"))
    if found is None:
        return
    others = [entry for entry in found["entry"] or [] if entry["cidr"] != state.get("cidr")]
    mine = {"cidr": state.get("cidr"), "description": state.get("description") or ""}
    found.values["entry"] = [*others, mine] if there else others
    found.values["version"] = as_int(found["version"]) + 1


def _import_entry(id_: str) -> dict[str, Value]:
    prefix_list, separator, cidr = id_.partition(",")
    if not separator or not cidr:
        raise ValueError(f"unexpected format for ID ({id_}), expected prefix-list-id,cidr-block")
    return {"id": id_, "prefix_list_id": prefix_list, "cidr": cidr}


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_ec2_managed_prefix_list",
            id="pl-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:prefix-list/{id}",
            plan=_plan_prefix_list,
            create=_create_prefix_list,
            update=_update_prefix_list,
        ),
        Resource(
            "aws_ec2_managed_prefix_list_entry",
            id="{prefix_list_id},{cidr}",
            create=lambda context: _change_entry(context, there=True),
            delete=lambda context: _change_entry(context, there=False),
            import_id=_import_entry,
        ),
    )
)
