"""Database clusters (Aurora and Multi-AZ) and their instances.

Source: the provider's resourceCluster (its plan hook), resourceClusterFlatten, resourceClusterUpdate, resourceClusterInstance* and
their siblings; AWS's RDS API reference for what the service decides and refuses.
"""

from __future__ import annotations

from typing import Any, Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.services import checks
from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext
from mautic_fargate.offline_aws.services.ec2_common import as_int, drawn, name_prefix_of, set_zero
from mautic_fargate.offline_aws.services.rds_common import (
    FINAL_SNAPSHOT,
    IDENTIFIER,
    IDENTIFIER_PREFIX,
    check_names,
    default_groups,
    host_suffix,
    hosted_zone,
    is_set,
    lower,
    managed_secret,
    own_key,
    refuse_delete,
    refuse_version_change,
    zones_of_group,
)
from mautic_fargate.offline_aws.services.rds_engines import (
    actual_version,
    default_version,
    engine_called,
    family_of,
)
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_CLUSTER_ZONES: Final = 3
_DEFERRED: Final = ("allocated_storage", "db_cluster_instance_class", "iops", "port", "storage_type")
"""What AWS changes in the next maintenance window only, unless `apply_immediately` is set."""
_OPTIONAL: Final = (
    "backtrack_window", "db_cluster_instance_class", "deletion_protection", "domain", "domain_iam_role_name",
    "enabled_cloudwatch_logs_exports", "iam_database_authentication_enabled", "iops", "performance_insights_enabled",
    "replication_source_identifier", "global_cluster_identifier",
)  # fmt: skip
_CERTIFICATE_END: Final = "2061-05-19T00:00:00Z"


def _is_aurora(engine: Value) -> bool:
    return str(engine).startswith("aurora")


# --- plan -----------------------------------------------------------------------------------------------------------------


def _plan_cluster(context: PlanContext) -> None:
    lower(context, "preferred_maintenance_window")
    if context.creating:
        return
    planned, engine = context.planned, context.planned.get("engine")
    before = context.before("storage_type")
    if planned.get("storage_type") == "aurora" and before == "":
        planned["storage_type"] = ""  # AWS shows standard Aurora storage as nothing
    if context.changed("storage_type") and (is_unknown(engine) or not _is_aurora(engine)):
        context.require_replace("storage_type")
    if not is_set(planned.get("snapshot_identifier")) and not is_unknown(planned.get("snapshot_identifier")):
        planned["snapshot_identifier"] = context.before("snapshot_identifier")
        context.allow_in_place("snapshot_identifier")
    if context.before("engine_mode") == "provisioned" and planned.get("engine_mode") == "":
        planned["engine_mode"] = "provisioned"
        context.allow_in_place("engine_mode")


# --- create ---------------------------------------------------------------------------------------------------------------


def _create_cluster(context: ApplyContext) -> None:
    state = context.state
    name = str(state.get("cluster_identifier"))
    state["id"] = name
    if context.find("aws_rds_cluster", cluster_identifier=name):
        context.refuse("DBClusterAlreadyExistsFault", "DB Cluster already exists", "cluster_identifier")
    context.fill(cluster_identifier_prefix=name_prefix_of(name))
    if state.get("s3_import") and context.open("master_username"):
        context.refuse("", '"master_username": required field is not set', "master_username")
    _fill_engine(context)
    _fill_place(context)
    _fill_rest(context)


def _fill_engine(context: ApplyContext) -> None:
    state = context.state
    name = str(state["engine"])
    aurora, engine = _is_aurora(name), engine_called(name)
    context.fill(engine_version=default_version(name))
    state["engine_version_actual"] = version = actual_version(name, str(state["engine_version"]))
    if not context.config.get("engine_version"):
        state["engine_version"] = version
    context.fill(
        allocated_storage=1 if aurora else 100,
        backup_retention_period=1,
        cluster_scalability_type="standard",
        database_insights_mode="standard",
        database_name="",
        db_cluster_parameter_group_name=f"default.{family_of(name, version)}",
        db_system_id="",
        engine_lifecycle_support="open-source-rds-extended-support",
        master_username="admin",
        port=engine.port,
        storage_type="" if aurora else "io1" if is_set(state.get("iops")) else "gp3",
    )


def _fill_place(context: ApplyContext) -> None:
    state = context.state
    context.fill(db_subnet_group_name="default")
    zones = zones_of_group(context, state["db_subnet_group_name"])
    name = state["cluster_identifier"]
    context.fill(
        arn=context.arn("rds", f"cluster:{name}"),
        availability_zones=zones[:_CLUSTER_ZONES],
        cluster_resource_id=f"cluster-{context.ids.letters(26, 'resource', upper=True)}",
        endpoint=f"{name}.cluster-{host_suffix(context)}",
        reader_endpoint=f"{name}.cluster-ro-{host_suffix(context)}",
        hosted_zone_id=hosted_zone(context),
        network_type="IPV4",
        vpc_security_group_ids=default_groups(context, state["db_subnet_group_name"]),
    )
    # AWS fills up to three zones: a configuration that gives fewer is replaced by the next plan.
    given = list(state["availability_zones"] or [])
    if _is_aurora(state["engine"]) and len(given) < _CLUSTER_ZONES:
        state["availability_zones"] = [*given, *(zone for zone in zones if zone not in given)][:_CLUSTER_ZONES]


def _fill_rest(context: ApplyContext) -> None:
    state = context.state
    aurora = _is_aurora(state["engine"])
    context.fill(storage_encrypted=not aurora)
    encrypted = state["storage_encrypted"] is True
    insights = state.get("performance_insights_enabled") is True
    managed = state.get("manage_master_user_password") is True
    for name in ("apply_immediately", "master_user_secret_kms_key_id"):
        if context.open(name):
            state[name] = own_key(context, "aws/secretsmanager") if managed and name.endswith("key_id") else None
    context.fill(
        ca_certificate_identifier="" if aurora else "rds-ca-rsa2048-g1",
        ca_certificate_valid_till="" if aurora else _CERTIFICATE_END,
        cluster_members=[],
        iam_roles=[],
        kms_key_id=own_key(context, "aws/rds") if encrypted else "",
        monitoring_interval=0,
        monitoring_role_arn="",
        performance_insights_kms_key_id=own_key(context, "aws/rds") if insights else "",
        performance_insights_retention_period=7 if insights else 0,
        preferred_backup_window="03:30-04:00",
        preferred_maintenance_window="sun:05:00-sun:05:30",
        upgrade_rollout_order="second",
    )
    state["master_user_secret"] = managed_secret(context, "cluster", state["master_user_secret_kms_key_id"])
    for block in context.blocks("serverlessv2_scaling_configuration"):
        if is_unknown(block.get("seconds_until_auto_pause")):
            block["seconds_until_auto_pause"] = 300 if not block.get("min_capacity") else 0
    set_zero(context, *_OPTIONAL)


# --- update and delete ------------------------------------------------------------------------------------------------------


def _update_cluster(context: ApplyContext) -> None:
    state, prior = context.state, context.prior or {}
    _refuse_modification(context)
    for name in ("cluster_members", "engine_lifecycle_support"):
        state[name] = prior.get(name)  # the provider ignores a change
    if state.get("apply_immediately") is True:
        state["engine_version_actual"] = actual_version(str(state["engine"]), str(state["engine_version"]))
    else:
        for name in _DEFERRED:
            if name in prior:
                state[name] = prior[name]
    if (state.get("manage_master_user_password") is True) != (prior.get("manage_master_user_password") is True):
        state["master_user_secret"] = managed_secret(context, "cluster", None)
    set_zero(context, *_OPTIONAL)


def _refuse_modification(context: ApplyContext) -> None:
    state, prior = context.state, context.prior or {}
    before, after = prior.get("global_cluster_identifier") or "", state.get("global_cluster_identifier") or ""
    if after and not before:
        context.refuse(
            "", "existing RDS Clusters cannot be added to an existing RDS Global Cluster", "global_cluster_identifier"
        )
    if after and after != before:
        message = "existing RDS Clusters cannot be migrated between existing RDS Global Clusters"
        context.refuse("", message, "global_cluster_identifier")
    source = state.get("replication_source_identifier") or ""
    if source and source != (prior.get("replication_source_identifier") or ""):
        message = "promoting read replica: replication_source_identifier can only be removed"
        context.refuse("", message, "replication_source_identifier")
    refuse_version_change(context)


def _delete_cluster(context: ApplyContext) -> None:
    refuse_delete(context, "Cluster", "RDS Cluster ")
    if context.find("aws_rds_cluster_instance", cluster_identifier=context.state.get("id")):
        context.refuse(
            "InvalidDBClusterStateFault",
            "Cluster cannot be deleted, it still contains DB instances in non-deleting state.",
        )


def _import_cluster(id_: str) -> dict[str, Value]:
    return {"id": id_, "cluster_identifier": id_, "skip_final_snapshot": True, "delete_automated_backups": True}


# --- instances of a cluster -------------------------------------------------------------------------------------------------


def find_cluster(context: ApplyContext, identifier: Value) -> Object | None:
    """The cluster in the account."""
    return context.lookup("aws_rds_cluster", identifier)


def _plan_member(context: PlanContext) -> None:
    lower(context, "preferred_maintenance_window")


def _create_member(context: ApplyContext) -> None:
    state = context.state
    name, cluster = str(state.get("identifier")), find_cluster(context, state.get("cluster_identifier"))
    if context.find("aws_rds_cluster_instance", identifier=name):
        context.refuse("DBInstanceAlreadyExists", "DB instance already exists", "identifier")
    state["id"] = name
    engine = str(state["engine"])
    values: dict[str, Any] = cluster.values if cluster is not None else {}
    version = str(values.get("engine_version_actual") or default_version(engine))
    wanted = state.get("engine_version")
    prefix = not is_unknown(wanted) and version.startswith(f"{wanted}.")
    state["engine_version"], state["engine_version_actual"] = wanted if prefix else version, version
    zones: Any = values.get("availability_zones") or zones_of_group(context, state.get("db_subnet_group_name"))
    members = context.find("aws_rds_cluster_instance", cluster_identifier=state.get("cluster_identifier"))
    insights = state.get("performance_insights_enabled") is True
    if context.open("apply_immediately"):
        state["apply_immediately"] = None
    context.fill(
        arn=context.arn("rds", f"db:{name}"),
        availability_zone=zones[len(members) % len(zones)],
        ca_cert_identifier="rds-ca-rsa2048-g1",
        db_parameter_group_name=f"default.{family_of(engine, version)}",
        db_subnet_group_name=values.get("db_subnet_group_name") or "default",
        dbi_resource_id=f"db-{context.ids.letters(26, 'resource', upper=True)}",
        endpoint=f"{name}.{host_suffix(context)}",
        identifier_prefix=name_prefix_of(name),
        kms_key_id=values.get("kms_key_id") or "",
        monitoring_role_arn="",
        network_type=values.get("network_type") or "IPV4",
        performance_insights_enabled=False,
        performance_insights_kms_key_id=own_key(context, "aws/rds") if insights else "",
        performance_insights_retention_period=7 if insights else 0,
        port=as_int(values.get("port")) or engine_called(engine).port,
        preferred_backup_window=values.get("preferred_backup_window") or "03:30-04:00",
        preferred_maintenance_window="sun:05:30-sun:06:00",
        publicly_accessible=False,
        storage_encrypted=values.get("storage_encrypted") is True,
        writer=not any(item["writer"] is True for item in members),
    )
    set_zero(context, "custom_iam_instance_profile")
    if cluster is not None:
        cluster.values["cluster_members"] = sorted({*(cluster["cluster_members"] or []), name})


def _update_member(context: ApplyContext) -> None:
    state, prior = context.state, context.prior or {}
    # The version moves with the cluster: an update never sends it.
    state["engine_version"], state["engine_version_actual"] = (
        prior.get("engine_version"),
        prior.get("engine_version_actual"),
    )
    if state.get("apply_immediately") is not True:
        state["instance_class"] = prior.get("instance_class")
    set_zero(context, "custom_iam_instance_profile")


def _read_member(context: ApplyContext) -> None:
    cluster = find_cluster(context, context.state.get("cluster_identifier"))
    actual = cluster["engine_version_actual"] if cluster is not None else None
    if isinstance(actual, str) and actual != context.state.get("engine_version_actual"):
        context.state["engine_version_actual"] = actual
        if not actual.startswith(f"{context.state.get('engine_version')}."):
            context.state["engine_version"] = actual


def _delete_member(context: ApplyContext) -> None:
    cluster = find_cluster(context, context.state.get("cluster_identifier"))
    if cluster is not None:
        cluster.values["cluster_members"] = [
            name for name in cluster["cluster_members"] or [] if name != context.state.get("id")
        ]


def _import_member(id_: str) -> dict[str, Value]:
    return {"id": id_, "identifier": id_}


def _role_association_id(context: ApplyContext) -> str:
    return f"{context.state.get('db_cluster_identifier')},{context.state.get('role_arn')}"


def _global_cluster(context: ApplyContext) -> None:
    state = context.state
    name = str(state["global_cluster_identifier"])
    state["id"] = name
    context.fill(engine="aurora-postgresql")
    engine = str(state["engine"])
    context.fill(engine_version=default_version(engine))
    state["engine_version_actual"] = actual_version(engine, str(state["engine_version"]))
    context.fill(
        arn=context.arn("rds", f"global-cluster:{name}", region=""),
        database_name="",
        endpoint=f"{name}.global-{drawn('global', context.account_id, length=12)}.global.rds.{context.dns_suffix}",
        engine_lifecycle_support="open-source-rds-extended-support",
        global_cluster_members=[],
        global_cluster_resource_id=f"cluster-{context.ids.hex(16, 'resource')}",
        source_db_cluster_identifier="",
        storage_encrypted=False,
    )


_CLUSTER_CHECKS: Final = checks.all_of(
    check_names(
        {
            "cluster_identifier": IDENTIFIER,
            "cluster_identifier_prefix": IDENTIFIER_PREFIX,
            "final_snapshot_identifier": FINAL_SNAPSHOT,
        }
    ),
    checks.one_of("engine_mode", ("global", "multimaster", "parallelquery", "provisioned", "serverless", "")),
)

SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_rds_cluster",
            generated_name=("cluster_identifier", "tf-"),
            validate=_CLUSTER_CHECKS,
            plan=_plan_cluster,
            create=_create_cluster,
            update=_update_cluster,
            delete=_delete_cluster,
            import_id=_import_cluster,
        ),
        Resource(
            "aws_rds_cluster_instance",
            generated_name=("identifier", "tf-"),
            validate=check_names({"identifier": IDENTIFIER, "identifier_prefix": IDENTIFIER_PREFIX}),
            plan=_plan_member,
            create=_create_member,
            update=_update_member,
            read=_read_member,
            delete=_delete_member,
            import_id=_import_member,
        ),
        Resource("aws_rds_cluster_role_association", id=_role_association_id),
        Resource("aws_rds_global_cluster", create=_global_cluster),
    )
)
