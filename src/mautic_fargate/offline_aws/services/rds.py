"""Database instances.

Source: the provider's resourceInstance (its three plan checks), resourceInstanceCreate, Read, Update and Delete; AWS's RDS API
reference for what the service decides and refuses.
"""

from __future__ import annotations

from typing import Any, Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext
from mautic_fargate.offline_aws.services.ec2_common import as_int, name_prefix_of, set_zero
from mautic_fargate.offline_aws.services.rds_common import (
    FINAL_SNAPSHOT,
    IDENTIFIER,
    IDENTIFIER_PREFIX,
    MOMENT,
    check_names,
    default_groups,
    find_database,
    host_suffix,
    hosted_zone,
    identifier_of,
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
    major_version,
)
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_BLUE_GREEN_ENGINES: Final = ("mysql", "mariadb", "postgres")
_DEFERRED: Final = (
    "allocated_storage", "dedicated_log_volume", "iam_database_authentication_enabled", "identifier", "instance_class", "iops",
    "license_model", "multi_az", "port", "storage_throughput", "storage_type",
)  # fmt: skip
"""What AWS changes in the next maintenance window only, unless `apply_immediately` is set. The engine version is one too, but
the provider reads the pending one."""
_OPTIONAL: Final = (
    "allow_major_version_upgrade", "customer_owned_ip_enabled", "deletion_protection", "domain", "domain_auth_secret_arn",
    "domain_dns_ips", "domain_iam_role_name", "domain_ou", "enabled_cloudwatch_logs_exports", "iam_database_authentication_enabled",
    "max_allocated_storage", "replicate_source_db", "storage_encrypted", "custom_iam_instance_profile",
)  # fmt: skip
"""Optional attributes that reading sets, to their zero value where nothing is."""
_INHERITED: Final = (
    "allocated_storage", "db_name", "db_subnet_group_name", "engine", "engine_version", "iops", "kms_key_id", "license_model",
    "option_group_name", "parameter_group_name", "port", "storage_throughput", "storage_type", "username",
    "vpc_security_group_ids",
)  # fmt: skip
"""What a replica or a restored instance takes over from its source."""

_WITHOUT_CALL: Final = frozenset(
    {"allow_major_version_upgrade", "blue_green_update", "delete_automated_backups", "deletion_protection", "final_snapshot_identifier",
     "password", "replicate_source_db", "skip_final_snapshot", "tags", "tags_all", "timeouts"}
)  # fmt: skip
"""What a change needs no blue/green deployment for."""

# --- plan -----------------------------------------------------------------------------------------------------------------


def _plan_instance(context: PlanContext) -> None:
    lower(context, "engine", "maintenance_window")
    _plan_storage(context)
    source = context.planned.get("replicate_source_db")
    _keep_source(context, source)
    blocks: Any = context.planned.get("blue_green_update")
    first = blocks[0] if isinstance(blocks, list) and blocks else {}
    if isinstance(first, dict) and first.get("enabled") is True:
        engine = context.planned.get("engine")
        name = engine if isinstance(engine, str) else ""
        if name not in _BLUE_GREEN_ENGINES:
            context.error(f'"blue_green_update.enabled" cannot be set when "engine" is "{name}".')
        if is_set(source):
            context.error('"blue_green_update.enabled" cannot be set when "replicate_source_db" is set.')
    group = context.config.get("db_subnet_group_name")
    if is_set(source) and isinstance(group, str) and group and not str(source).startswith("arn:"):
        context.error('"replicate_source_db" must be an ARN when "db_subnet_group_name" is set.')


def _plan_storage(context: PlanContext) -> None:
    """Storage that autoscaling has made larger than the configuration says is no difference."""
    if context.creating:
        return
    maximum, wanted = context.planned.get("max_allocated_storage"), context.planned.get("allocated_storage")
    if is_unknown(wanted) or is_unknown(maximum):
        return
    before = as_int(context.before("allocated_storage"))
    if before > as_int(wanted) and as_int(maximum) > as_int(wanted):
        context.planned["allocated_storage"] = context.before("allocated_storage")
    if as_int(context.before("max_allocated_storage")) == 0 and as_int(maximum) == as_int(
        context.planned["allocated_storage"]
    ):
        context.planned["max_allocated_storage"] = context.before("max_allocated_storage")


def _keep_source(context: PlanContext, source: Value) -> None:
    """A source named by identifier and by ARN is one source."""
    before = context.before("replicate_source_db")
    arns = [str(text).startswith("arn:") for text in (before, source)]
    if is_set(before) and is_set(source) and arns[0] != arns[1] and identifier_of(before) == identifier_of(source):
        context.planned["replicate_source_db"] = before


# --- create ---------------------------------------------------------------------------------------------------------------


def _source_of(context: ApplyContext) -> Object | None:
    """The instance that a replica or a restored instance is made from, if the account has it."""
    state = context.state
    found = find_database(context, state.get("replicate_source_db"))
    for block in context.blocks("restore_to_point_in_time"):
        found = found or find_database(
            context, block.get("source_db_instance_identifier") or block.get("source_dbi_resource_id")
        )
    snapshot = context.lookup("aws_db_snapshot", state.get("snapshot_identifier"))
    return found or (find_database(context, snapshot["db_instance_identifier"]) if snapshot else None)


def _is_plain(context: ApplyContext) -> bool:
    state = context.state
    restored = any(is_set(state.get(name)) for name in ("replicate_source_db", "snapshot_identifier"))
    return not restored and not state.get("restore_to_point_in_time")


def _create_instance(context: ApplyContext) -> None:
    state = context.state
    if context.find("aws_db_instance", identifier=state.get("identifier")):
        context.refuse("DBInstanceAlreadyExists", "DB instance already exists", "identifier")
    plain = _is_plain(context)
    if plain:
        for name in ("allocated_storage", "engine", "username"):
            if context.open(name):
                context.refuse("", f'"{name}": required field is not set', name)
    source = _source_of(context)
    if source is not None:
        context.fill(**{name: source[name] for name in _INHERITED if source[name] is not None})
    replica = is_set(state.get("replicate_source_db"))
    if context.open("backup_retention_period"):
        # The provider sends 0 for a plain instance; a replica has none, and a restored one what its source had.
        state["backup_retention_period"] = (
            0 if plain or replica or source is None else source["backup_retention_period"]
        )
    _fill_engine(context)
    _fill_place(context)
    _fill_rest(context)
    if replica and source is not None:
        source.values["replicas"] = sorted({*(source["replicas"] or []), str(state["identifier"])})


def _fill_engine(context: ApplyContext) -> None:
    state = context.state
    context.fill(engine="mysql", username="admin", allocated_storage=20)
    name = str(state["engine"])
    engine = engine_called(name)
    context.fill(engine_version=default_version(name))
    state["engine_version_actual"] = actual_version(name, str(state["engine_version"]))
    version = str(state["engine_version_actual"])
    if not context.config.get("engine_version"):
        state["engine_version"] = version
    oracle = "oracle" in name
    context.fill(
        port=engine.port,
        license_model=engine.license,
        parameter_group_name=f"default.{family_of(name, version)}",
        option_group_name=f"default:{name}-{major_version(name, version).replace('.', '-')}",
        character_set_name=engine.character_set,
        nchar_character_set_name="AL16UTF16" if oracle else "",
        timezone="UTC" if "sqlserver" in name else "",
        db_name="ORCL" if oracle else "",
        listener_endpoint=[],
        replica_mode="open-read-only" if oracle and is_set(state.get("replicate_source_db")) else "",
        engine_lifecycle_support="open-source-rds-extended-support",
    )


def _fill_place(context: ApplyContext) -> None:
    state = context.state
    context.fill(db_subnet_group_name="default")
    zones = zones_of_group(context, state["db_subnet_group_name"])
    context.fill(
        availability_zone=zones[context.ids.number(len(zones), "zone")],
        multi_az=False,
        network_type="IPV4",
        vpc_security_group_ids=default_groups(context, state["db_subnet_group_name"]),
    )
    _fill_addresses(context)


def _fill_addresses(context: ApplyContext) -> None:
    state = context.state
    address = f"{state['identifier']}.{host_suffix(context)}"
    state["address"] = address
    state["endpoint"] = f"{address}:{as_int(state['port'])}"
    state["arn"] = context.arn("rds", f"db:{state['identifier']}")


def _fill_rest(context: ApplyContext) -> None:
    state = context.state
    _fill_storage(context)
    encrypted = state.get("storage_encrypted") is True
    insights = state.get("performance_insights_enabled") is True
    managed = state.get("manage_master_user_password") is True
    if is_unknown(state.get("snapshot_identifier")):
        state["snapshot_identifier"] = None
    if is_unknown(state.get("master_user_secret_kms_key_id")):
        state["master_user_secret_kms_key_id"] = own_key(context, "aws/secretsmanager") if managed else None
    context.fill(
        backup_target="region",
        backup_window="03:30-04:00",
        ca_cert_identifier="rds-ca-rsa2048-g1",
        database_insights_mode="standard",
        domain_fqdn="",
        hosted_zone_id=hosted_zone(context),
        kms_key_id=own_key(context, "aws/rds") if encrypted else "",
        latest_restorable_time=MOMENT if as_int(state["backup_retention_period"]) else "",
        maintenance_window="sun:05:00-sun:05:30",
        monitoring_role_arn="",
        performance_insights_kms_key_id=own_key(context, "aws/rds") if insights else "",
        performance_insights_retention_period=7 if insights else 0,
        replicas=[],
        status="available",
        upgrade_rollout_order="second",
    )
    state["master_user_secret"] = managed_secret(context, "db", state["master_user_secret_kms_key_id"])
    set_zero(context, *_OPTIONAL)


def _fill_storage(context: ApplyContext) -> None:
    state = context.state
    operations = state.get("iops")
    context.fill(storage_type="io1" if not is_unknown(operations) and operations else "gp3")
    small = as_int(state["allocated_storage"]) < _threshold(str(state["engine"]))
    fast = state["storage_type"] == "gp3"
    context.fill(
        iops=(3000 if small else 12000) if fast else 0, storage_throughput=(125 if small else 500) if fast else 0
    )


def _threshold(engine: str) -> int:
    """From which size (GiB) gp3 storage is striped and faster."""
    return 200 if "oracle" in engine else 100 if "db2" in engine else 400


# --- update ---------------------------------------------------------------------------------------------------------------


def _update_instance(context: ApplyContext) -> None:
    state, prior = context.state, context.prior or {}
    if is_set(state.get("replicate_source_db")) and state["replicate_source_db"] != prior.get("replicate_source_db"):
        context.refuse("", "cannot elect new source database for replication", "replicate_source_db")
    _refuse_modification(context)
    state["engine_lifecycle_support"] = prior.get("engine_lifecycle_support")
    if _switches_over(context):
        # The green instance takes the place of the old one: another resource id, nothing deferred.
        letters = context.ids.letters(26, f"after {prior.get('id')}", upper=True)
        state["id"] = state["resource_id"] = f"db-{letters}"
        state["engine_version_actual"] = actual_version(str(state["engine"]), str(state["engine_version"]))
        _fill_addresses(context)
    elif state.get("apply_immediately") is not True:
        # Read back before the maintenance window: what is pending still has its old value.
        for name in _DEFERRED:
            if name in prior:
                state[name] = prior[name]
    else:
        state["engine_version_actual"] = actual_version(str(state["engine"]), str(state["engine_version"]))
        _fill_addresses(context)
    state["identifier_prefix"] = name_prefix_of(str(state["identifier"]))
    _update_secret(context)
    insights = state.get("performance_insights_enabled") is True
    if insights and not prior.get("performance_insights_enabled"):
        if not context.config.get("performance_insights_retention_period"):
            state["performance_insights_retention_period"] = 7
        if not context.config.get("performance_insights_kms_key_id"):
            state["performance_insights_kms_key_id"] = own_key(context, "aws/rds")
    state["latest_restorable_time"] = MOMENT if as_int(state["backup_retention_period"]) else ""
    set_zero(context, *_OPTIONAL)


def _switches_over(context: ApplyContext) -> bool:
    """Whether the change is made by a blue/green deployment."""
    state, prior = context.state, context.prior or {}
    if not any(block.get("enabled") is True for block in context.blocks("blue_green_update")):
        return False
    return any(
        state.get(name) != value
        for name, value in prior.items()
        if name not in _WITHOUT_CALL and name in context.config
    )


def _update_secret(context: ApplyContext) -> None:
    state, prior = context.state, context.prior or {}
    managed = state.get("manage_master_user_password") is True
    if managed != (prior.get("manage_master_user_password") is True):
        key = (
            state.get("master_user_secret_kms_key_id") if context.config.get("master_user_secret_kms_key_id") else None
        )
        state["master_user_secret"] = managed_secret(context, "db", key)


def _refuse_modification(context: ApplyContext) -> None:
    state, prior = context.state, context.prior or {}
    before, after = as_int(prior.get("allocated_storage")), as_int(state.get("allocated_storage"))
    if after < before:
        message = f"Invalid storage size for engine name {state.get('engine')}: {after} is less than the {before} GiB that are allocated"
        context.refuse("InvalidParameterCombination", message, "allocated_storage")
    refuse_version_change(context)


# --- delete and import ----------------------------------------------------------------------------------------------------


def _delete_instance(context: ApplyContext) -> None:
    refuse_delete(context, "DB Instance")
    state = context.state
    source = find_database(context, state.get("replicate_source_db"))
    if source is not None:
        source.values["replicas"] = [name for name in source["replicas"] or [] if name != state.get("identifier")]


def _import_instance(id_: str) -> dict[str, Value]:
    return {"identifier": id_, "skip_final_snapshot": True, "delete_automated_backups": True}


_CHECKS: Final = check_names(
    {"identifier": IDENTIFIER, "identifier_prefix": IDENTIFIER_PREFIX, "final_snapshot_identifier": FINAL_SNAPSHOT}
)

SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_db_instance",
            id="db-{upper:26}",
            values={"resource_id": "{id}"},
            generated_name=("identifier", "terraform-"),
            validate=_CHECKS,
            plan=_plan_instance,
            create=_create_instance,
            update=_update_instance,
            delete=_delete_instance,
            import_id=_import_instance,
        ),
    )
)
