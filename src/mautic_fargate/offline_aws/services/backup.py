"""AWS Backup: vaults and what guards them, plans, selections, settings of the region and the account.

Source: the provider's resourceVault*, resourcePlan*, resourceSelection*, resourceRegionSettings* and siblings; AWS's Backup API
reference for what the service decides and refuses.
"""

from __future__ import annotations

import base64
from typing import Any, Final

from mautic_fargate.offline_aws.account.identifiers import Identifiers
from mautic_fargate.offline_aws.moment import EPOCH
from mautic_fargate.offline_aws.planning.policy_equivalence import same_policy
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext, ReadContext
from mautic_fargate.offline_aws.services.ec2_common import drawn, shown, suppress
from mautic_fargate.offline_aws.services.rds_common import own_key
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

RESOURCE_TYPES: Final = (
    "Aurora", "CloudFormation", "DSQL", "DocumentDB", "DynamoDB", "EBS", "EC2", "EFS", "EKS", "FSx", "Neptune", "RDS", "Redshift",
    "Redshift Serverless", "S3", "SAP HANA on Amazon EC2", "Storage Gateway", "Timestream", "VirtualMachine",
)  # fmt: skip
"""What AWS Backup supports, as DescribeRegionSettings lists it."""
MANAGED_TYPES: Final = ("CloudFormation", "DSQL", "DynamoDB", "EFS")

# --- vaults -----------------------------------------------------------------------------------------------------------------


def vault_arn(context: Context, name: Value) -> str:
    """The ARN of a vault in the region."""
    return context.arn("backup", f"backup-vault:{name}")


def _create_vault(context: ApplyContext) -> None:
    state = context.state
    name = str(state.get("name"))
    if context.find("aws_backup_vault", name=name):
        context.refuse("AlreadyExistsException", f"Backup vault with the same name already exists: {name}", "name")
    state["id"] = name
    context.fill(arn=vault_arn(context, name), kms_key_arn=own_key(context, "aws/backup"), recovery_points=0)


def _delete_vault(context: ApplyContext) -> None:
    state = context.state
    if state.get("recovery_points") and state.get("force_destroy") is not True:
        message = f"Backup vault cannot be deleted because it contains recovery points. (Vault: {state.get('name')})"
        context.refuse("InvalidRequestException", message)


def _take_vault_name(context: ApplyContext) -> None:
    name = context.state.get("backup_vault_name")
    context.state["id"] = name
    context.fill(backup_vault_arn=vault_arn(context, name))


def _import_by_vault(id_: str) -> dict[str, Value]:
    return {"id": id_, "backup_vault_name": id_}


def _import_by_name(id_: str) -> dict[str, Value]:
    return {"id": id_, "name": id_}


def _plan_policy(context: PlanContext) -> None:
    suppress(context, "policy", same_policy)


# --- plans and selections ---------------------------------------------------------------------------------------------------


def _version(ids: Identifiers, label: str) -> str:
    """A version id as AWS Backup writes them: 36 characters in Base64."""
    return base64.b64encode(ids.uuid(label).encode()).decode()


def _create_plan(context: ApplyContext) -> None:
    state = context.state
    context.fill(version=_version(context.ids, "version"))
    _settle_rules(state)


def _update_plan(context: ApplyContext) -> None:
    """Every update rewrites the plan and gives a new version, though the planned one is the old."""
    state = context.state
    state["version"] = _version(context.ids, f"version after {state.get('version')}")
    _settle_rules(state)


def _settle_rules(state: dict[str, Value]) -> None:
    rules: Any = state.get("rule")
    for rule in rules or []:
        for block in (rule, *(rule.get("copy_action") or [])):
            for lifecycle in block.get("lifecycle") or []:
                if is_unknown(lifecycle.get("opt_in_to_archive_for_supported_resources")):
                    lifecycle["opt_in_to_archive_for_supported_resources"] = False


def _delete_plan(context: ApplyContext) -> None:
    if context.find("aws_backup_selection", plan_id=context.state.get("id")):
        message = "Related backup plan selections must be deleted prior to backup plan deletion"
        context.refuse("InvalidRequestException", message)


def _create_selection(context: ApplyContext) -> None:
    context.fill(not_resources=[])
    if is_unknown(context.state.get("condition")):
        context.state["condition"] = []


def _import_selection(id_: str) -> dict[str, Value]:
    plan, separator, selection = id_.partition("|")
    if not separator or not plan or not selection:
        raise ValueError(f"unexpected format of ID ({id_}), expected <plan-id>|<selection-id>")
    return {"id": selection, "plan_id": plan}


# --- settings -----------------------------------------------------------------------------------------------------------------


def _put_region_settings(context: ApplyContext) -> None:
    """One per region. AWS answers with every type it supports, so a shorter map in the configuration differs again."""
    state = context.state
    state["id"] = context.region
    chosen: Any = state.get("resource_type_opt_in_preference") or {}
    state["resource_type_opt_in_preference"] = dict.fromkeys(RESOURCE_TYPES, True) | chosen
    managed: Any = state.get("resource_type_management_preference")
    given = managed if isinstance(managed, dict) else {}
    state["resource_type_management_preference"] = dict.fromkeys(MANAGED_TYPES, True) | given


def _put_global_settings(context: ApplyContext) -> None:
    context.state["id"] = context.account_id


def _create_named(context: ApplyContext) -> None:
    """Frameworks and report plans: the id is the name, the ARN ends in name and UUID."""
    state = context.state
    name, kind = str(state["name"]), "framework" if context.type == "aws_backup_framework" else "report-plan"
    state["id"] = name
    context.fill(
        arn=context.arn("backup", f"{kind}:{name}-{context.ids.uuid('arn')}"),
        creation_time=EPOCH,
        deployment_status="COMPLETED",
        status="ACTIVE",
    )


# --- data sources -------------------------------------------------------------------------------------------------------------


def _read_vault(context: ReadContext) -> dict[str, Value]:
    name = str(context.config.get("name"))
    found = context.lookup("aws_backup_vault", name)
    if found is not None:
        return shown(context, found)
    return {
        "id": name,
        "arn": vault_arn(context, name),
        "kms_key_arn": own_key(context, "aws/backup"),
        "recovery_points": 0,
        "tags": {},
    }


def _read_plan(context: ReadContext) -> dict[str, Value]:
    plan = str(context.config.get("plan_id"))
    found = context.lookup("aws_backup_plan", plan)
    if found is not None:
        return shown(context, found) | {"rule": found["rule"] or [], "scan_setting": found["scan_setting"] or []}
    name = f"existing-{drawn('plan', plan, length=6)}"
    return {"id": plan, "arn": context.arn("backup", f"backup-plan:{plan}"), "name": name, "rule": [], "tags": {}}


def _read_selection(context: ReadContext) -> dict[str, Value]:
    selection = str(context.config.get("selection_id"))
    found = context.lookup("aws_backup_selection", selection)
    if found is not None:
        return shown(context, found) | {"resources": found["resources"] or []}
    role = context.arn("iam", "role/service-role/AWSBackupDefaultServiceRole", region="")
    return {
        "id": selection,
        "iam_role_arn": role,
        "name": f"existing-{drawn('selection', selection, length=6)}",
        "resources": [],
    }


SERVICE: Final = Service(
    resources=(
        Resource("aws_backup_vault", create=_create_vault, delete=_delete_vault, import_id=_import_by_name),
        Resource("aws_backup_vault_lock_configuration", create=_take_vault_name, import_id=_import_by_vault),
        Resource("aws_backup_vault_notifications", create=_take_vault_name, import_id=_import_by_vault),
        Resource("aws_backup_vault_policy", plan=_plan_policy, create=_take_vault_name, import_id=_import_by_vault),
        Resource(
            "aws_backup_plan",
            id="{uuid}",
            arn="arn:{partition}:backup:{region}:{account}:backup-plan:{id}",
            create=_create_plan,
            update=_update_plan,
            delete=_delete_plan,
        ),
        Resource("aws_backup_selection", id="{uuid}", create=_create_selection, import_id=_import_selection),
        Resource("aws_backup_region_settings", create=_put_region_settings, update=_put_region_settings, adopts=True),
        Resource("aws_backup_global_settings", create=_put_global_settings, update=_put_global_settings, adopts=True),
        Resource("aws_backup_framework", create=_create_named, import_id=_import_by_name),
        Resource("aws_backup_report_plan", create=_create_named, import_id=_import_by_name),
    ),
    data_sources=(
        DataSource("aws_backup_vault", _read_vault),
        DataSource("aws_backup_plan", _read_plan),
        DataSource("aws_backup_selection", _read_selection),
    ),
)
