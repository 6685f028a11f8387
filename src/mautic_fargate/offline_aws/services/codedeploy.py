"""CodeDeploy applications and deployment groups. Source: package deploy of the provider 6.58."""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.services import checks
from mautic_fargate.offline_aws.services.context import ApplyContext, Context
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.services.suppress import text
from mautic_fargate.offline_aws.wire.values import Value

_APPLICATION: Final = "aws_codedeploy_app"
_GROUP: Final = "aws_codedeploy_deployment_group"


# --- applications ---------------------------------------------------------------------------------------------------


def _application_id(context: ApplyContext) -> Value:
    context.fill(application_id=context.ids.uuid("application_id"))
    return f"{context.state['application_id']}:{text(context.state.get('name'))}"


def _rename_application(context: ApplyContext) -> None:
    """A new name shows in the id and the ARN, which the plan still shows as they were."""
    state = context.state
    state["id"] = f"{state['application_id']}:{text(state.get('name'))}"
    state["arn"] = context.arn("codedeploy", f"application:{text(state.get('name'))}")


def _delete_application(context: ApplyContext) -> None:
    """An application's deployment groups go with it."""
    for group in context.find(_GROUP, app_name=context.state.get("name")):
        context.account.remove(group)


def _application_import(id_: str) -> dict[str, Value]:
    return {"name": id_.rsplit(":", 1)[-1]} | ({"id": id_} if ":" in id_ else {})


_APPLICATION_RESOURCE: Final = Resource(
    _APPLICATION,
    id=_application_id,
    arn="arn:{partition}:codedeploy:{region}:{account}:application:{name}",
    values={"github_account_name": lambda _: "", "linked_to_github": lambda _: False},
    validate=checks.all_of(checks.length("name", 1, 100)),
    update=_rename_application,
    delete=_delete_application,
    import_id=_application_import,
)


# --- deployment groups ----------------------------------------------------------------------------------------------


def _find_application(context: Context, name: Value) -> Object | None:
    return next(iter(context.find(_APPLICATION, name=name)), None)


def _platform(context: ApplyContext) -> Value:
    application = _find_application(context, context.state.get("app_name"))
    if application is not None:
        return application["compute_platform"]
    return "ECS" if context.state.get("ecs_service") else "Server"


def _check_platform(context: ApplyContext) -> None:
    state = context.state
    context.fill(blue_green_deployment_config=[])
    for block in context.blocks("blue_green_deployment_config"):
        if not isinstance(block.get("green_fleet_provisioning_option"), list):
            block["green_fleet_provisioning_option"] = []
    configuration, platform = text(state.get("deployment_config_name")), text(state.get("compute_platform"))
    if platform in {"ECS", "Lambda"} and configuration == "CodeDeployDefault.OneAtATime":
        context.refuse(
            "InvalidDeploymentConfigNameException",
            f"{configuration} is not a deployment configuration of the compute platform {platform}",
        )


def _update_group(context: ApplyContext) -> None:
    state, prior = context.state, context.prior or {}
    if state.get("app_name") != prior.get("app_name"):
        name = text(state.get("deployment_group_name"))
        context.refuse("DeploymentGroupDoesNotExistException", f"No Deployment Group found for name: {name}")
    state["arn"] = _group_arn(context)
    _check_platform(context)


def _group_arn(context: ApplyContext) -> str:
    name = f"{text(context.state.get('app_name'))}/{text(context.state.get('deployment_group_name'))}"
    return context.arn("codedeploy", f"deploymentgroup:{name}")


def _group_import(id_: str) -> dict[str, Value]:
    application, found, group = id_.partition(":")
    if not (application and found and group):
        raise ValueError(f"unexpected format of ID ({id_}), expected <app_name>:<deployment_group_name>")
    return {"app_name": application, "deployment_group_name": group}


_GROUP_RESOURCE: Final = Resource(
    _GROUP,
    id="{uuid}",
    arn=_group_arn,
    values={"compute_platform": _platform, "deployment_group_id": "{id}"},
    create=_check_platform,
    update=_update_group,
    import_id=_group_import,
)

SERVICE: Final = Service(resources=(_APPLICATION_RESOURCE, _GROUP_RESOURCE))
