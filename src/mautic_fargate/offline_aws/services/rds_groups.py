"""Subnet groups, parameter groups, option groups and event subscriptions of RDS.

Source: the provider's resourceSubnetGroup*, resourceParameterGroup*, parameterHash, resourceClusterParameterGroup*,
resourceOptionGroup*, resourceEventSubscription*; AWS's RDS API reference for what the service refuses.
"""

from __future__ import annotations

from typing import Any, Final

from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext
from mautic_fargate.offline_aws.services.ec2_common import existing_id, name_prefix_of, set_zero, users_of
from mautic_fargate.offline_aws.services.rds_common import (
    OPTION_GROUP_NAME,
    OPTION_GROUP_PREFIX,
    PARAMETER_GROUP_NAME,
    PARAMETER_GROUP_PREFIX,
    SUBNET_GROUP_NAME,
    SUBNET_GROUP_PREFIX,
    SUBSCRIPTION_NAME,
    SUBSCRIPTION_PREFIX,
    check_names,
)
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import Value, is_wholly_known

_TWO_ZONES: Final = 2

# --- subnet groups --------------------------------------------------------------------------------------------------------


def _take_name(context: ApplyContext, code: str, what: str) -> None:
    """The id is the name, which is used once."""
    state = context.state
    name = str(state.get("name"))
    if context.find(context.type, name=name):
        context.refuse(code, f"{what} {name} already exists", "name")
    state["id"] = name
    context.fill(name_prefix=name_prefix_of(name))


def _create_subnet_group(context: ApplyContext) -> None:
    _take_name(context, "DBSubnetGroupAlreadyExists", "The DB subnet group")
    context.fill(arn=context.arn("rds", f"subgrp:{context.state['name']}"), supported_network_types=["IPV4"])
    _settle_subnet_group(context)


def _settle_subnet_group(context: ApplyContext) -> None:
    state = context.state
    known = [subnet for id_ in state.get("subnet_ids") or [] if (subnet := context.lookup("aws_subnet", id_))]
    zones = {subnet["availability_zone"] for subnet in known}
    vpcs = sorted({str(subnet["vpc_id"]) for subnet in known})
    if len(known) == len(state.get("subnet_ids") or []) and len(zones) < _TWO_ZONES:
        message = (
            "The DB subnet group doesn't meet Availability Zone (AZ) coverage requirement. Current AZ coverage: "
            f"{', '.join(sorted(map(str, zones)))}. Add subnets to cover at least 2 AZs."
        )
        context.refuse("DBSubnetGroupDoesNotCoverEnoughAZs", message, "subnet_ids")
    if len(vpcs) > 1:
        context.refuse("InvalidSubnet", "The specified subnets are in different VPCs.", "subnet_ids")
    context.fill(vpc_id=vpcs[0] if vpcs else existing_id(context, "vpc", "default"))


def _delete_subnet_group(context: ApplyContext) -> None:
    name = context.state.get("id")
    users = users_of(
        context, name, ("aws_db_instance", "db_subnet_group_name"), ("aws_rds_cluster", "db_subnet_group_name")
    )
    if users:
        message = f"Cannot delete the subnet group '{name}' because at least one database instance: {users[0].id} is still using it."
        context.refuse("InvalidDBSubnetGroupStateFault", message)


# --- parameter groups -----------------------------------------------------------------------------------------------------


def _parameter_identity(parameter: Any) -> tuple[str, str, str]:
    """What makes two parameters one to the provider (parameterHash)."""
    return (
        str(parameter.get("name")).lower(),
        str(parameter.get("apply_method") or "immediate").lower(),
        str(parameter.get("value")),
    )


def _plan_parameters(context: PlanContext) -> None:
    """Parameters that differ in case alone are the ones that are there."""
    before, after = context.before("parameter"), context.planned.get("parameter")
    if not isinstance(before, list) or not isinstance(after, list) or not is_wholly_known(after):
        return
    old = {_parameter_identity(parameter): parameter for parameter in before}
    context.planned["parameter"] = [old.get(_parameter_identity(parameter), parameter) for parameter in after]


def _parameter_group(type_: str, kind: str, users: tuple[tuple[str, str], ...]) -> Resource:
    def create(context: ApplyContext) -> None:
        _take_name(context, "DBParameterGroupAlreadyExists", "Parameter group")
        context.fill(arn=context.arn("rds", f"{kind}:{context.state['name']}"))

    def delete(context: ApplyContext) -> None:
        if context.state.get("skip_destroy") is True:
            return
        found = users_of(context, context.state.get("id"), *users)
        if found:
            message = f"One or more database instances are still members of this parameter group {context.state.get('id')}, so the group cannot be deleted"
            context.refuse("InvalidDBParameterGroupState", message)

    return Resource(
        type_,
        generated_name=("name", "terraform-"),
        validate=check_names({"name": PARAMETER_GROUP_NAME, "name_prefix": PARAMETER_GROUP_PREFIX}),
        plan=_plan_parameters,
        create=create,
        delete=delete,
        import_id=_import_name,
    )


def _import_name(id_: str) -> dict[str, Value]:
    return {"id": id_, "name": id_}


# --- option groups and event subscriptions ----------------------------------------------------------------------------------


def _create_option_group(context: ApplyContext) -> None:
    _take_name(context, "OptionGroupAlreadyExistsFault", "Option group")
    state = context.state
    state["id"] = str(state["name"]).lower()
    context.fill(arn=context.arn("rds", f"og:{state['id']}"))


def _delete_option_group(context: ApplyContext) -> None:
    if context.state.get("skip_destroy") is True:
        return
    name = context.state.get("id")
    if users_of(context, name, ("aws_db_instance", "option_group_name")):
        message = f"The option group '{name}' cannot be deleted because it is in use."
        context.refuse("InvalidOptionGroupStateFault", message)


def _create_subscription(context: ApplyContext) -> None:
    _take_name(context, "SubscriptionAlreadyExist", "Subscription")
    state = context.state
    if state.get("source_ids") and not state.get("source_type"):
        context.refuse(
            "InvalidParameterCombination", "SourceType must be provided when SourceIds are given", "source_type"
        )
    context.fill(arn=context.arn("rds", f"es:{state['name']}"), customer_aws_id=context.account_id)
    set_zero(context, "source_type")


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_db_subnet_group",
            generated_name=("name", "terraform-"),
            validate=check_names({"name": SUBNET_GROUP_NAME, "name_prefix": SUBNET_GROUP_PREFIX}),
            create=_create_subnet_group,
            update=_settle_subnet_group,
            delete=_delete_subnet_group,
            import_id=_import_name,
        ),
        _parameter_group(
            "aws_db_parameter_group",
            "pg",
            (("aws_db_instance", "parameter_group_name"), ("aws_rds_cluster_instance", "db_parameter_group_name")),
        ),
        _parameter_group(
            "aws_rds_cluster_parameter_group", "cluster-pg", (("aws_rds_cluster", "db_cluster_parameter_group_name"),)
        ),
        Resource(
            "aws_db_option_group",
            generated_name=("name", "terraform-"),
            validate=check_names({"name": OPTION_GROUP_NAME, "name_prefix": OPTION_GROUP_PREFIX}),
            create=_create_option_group,
            delete=_delete_option_group,
            import_id=_import_name,
        ),
        Resource(
            "aws_db_event_subscription",
            generated_name=("name", "terraform-"),
            validate=check_names({"name": SUBSCRIPTION_NAME, "name_prefix": SUBSCRIPTION_PREFIX}),
            create=_create_subscription,
            import_id=_import_name,
        ),
    )
)
