"""Data sources of RDS: engine versions and what can be ordered, databases and groups.

Source: the provider's dataSourceEngineVersionRead, dataSourceOrderableInstanceRead and their siblings.
"""

from __future__ import annotations

from typing import Any, Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.moment import EPOCH
from mautic_fargate.offline_aws.services.context import ReadContext
from mautic_fargate.offline_aws.services.ec2_common import as_int, drawn, existing_id, only, select, shown
from mautic_fargate.offline_aws.services.ec2_zones import zones_of
from mautic_fargate.offline_aws.services.rds_common import find_database, host_suffix, hosted_zone
from mautic_fargate.offline_aws.services.rds_engines import (
    actual_version,
    default_version,
    engine_called,
    family_of,
    major_version,
    order_of,
    versions_of,
)
from mautic_fargate.offline_aws.services.spec import DataSource, Service
from mautic_fargate.offline_aws.wire.values import Value

_CRITERIA: Final = (
    "filter", "has_major_target", "has_minor_target", "include_all", "latest", "preferred_major_targets",
    "preferred_upgrade_targets", "preferred_versions", "version",
)  # fmt: skip
"""With none of these the provider asks for the engine's default version."""

# --- engine versions ------------------------------------------------------------------------------------------------------


def _targets(engine: str, version: str) -> tuple[list[str], list[str]]:
    """Where a version can be upgraded to: minor and major targets (AWS offers every newer version of these)."""
    major, newer = (
        major_version(engine, version),
        [other for other in versions_of(engine) if order_of(other) > order_of(version)],
    )
    minor = [other for other in newer if major_version(engine, other) == major]
    return minor, [other for other in newer if other not in minor]


def _candidates(context: ReadContext, engine: str) -> list[str]:
    config = context.config
    versions = list(versions_of(engine)) or [default_version(engine)]
    family = config.get("parameter_group_family")
    if family:
        versions = [version for version in versions if family_of(engine, version) == family]
    wanted = config.get("version")
    if wanted:
        versions = [version for version in versions if version == wanted or version.startswith(f"{wanted}.")]
    if config.get("default_only") is True or not any(config.get(name) for name in _CRITERIA):
        newest = {family_of(engine, version): version for version in versions if "-rds." not in version}
        default = default_version(engine)
        versions = [default] if default in versions else list(newest.values())[-1:]
    return versions


def _read_engine_version(context: ReadContext) -> dict[str, Value]:
    config, engine = context.config, str(context.config.get("engine"))
    versions = _candidates(context, engine)
    asked = f"engine {engine}" + "".join(
        f", {name} {config[name]}" for name in ("version", "parameter_group_family") if config.get(name)
    )
    if not versions:
        context.refuse(f"no RDS engine versions found: {asked}")
    versions, preferred = _preferred(context, engine, versions)
    for name, index, what in (("has_minor_target", 0, "minor"), ("has_major_target", 1, "major")):
        if config.get(name) is True:
            versions = [version for version in versions if _targets(engine, version)[index]]
            if not versions:
                context.refuse(f"no RDS engine versions match the criteria and have a {what} target: {asked}")
    if config.get("latest") is True:
        found = max(versions, key=order_of)
    elif len(versions) == 1 or preferred:
        found = versions[0]
    else:
        context.refuse(f"multiple RDS engine versions ({', '.join(versions)}) match the criteria: {asked}")
        return {}
    return _shown_version(engine, found)


def _preferred(context: ReadContext, engine: str, versions: list[str]) -> tuple[list[str], bool]:
    """Narrow by the preferences, in the provider's order; and whether there was one."""
    config, used = context.config, False
    wanted: Any = config.get("preferred_versions")
    if wanted:
        versions, used = [version for version in wanted if version in versions], True
        if not versions:
            context.refuse(f"no RDS engine versions match the criteria and preferred versions: {', '.join(wanted)}")
    for name, major_only in (("preferred_upgrade_targets", False), ("preferred_major_targets", True)):
        wanted = config.get(name)
        if not wanted:
            continue
        used = True
        fitting = []
        for version in versions:
            minor, major = _targets(engine, version)
            if set(wanted) & set(major if major_only else minor + major):
                fitting.append(version)
        versions = fitting
        if not versions:
            context.refuse(
                f"no RDS engine versions match the criteria and {name.replace('_', ' ')}: {', '.join(wanted)}"
            )
    return versions, used


def _shown_version(engine: str, version: str) -> dict[str, Value]:
    minor, major = _targets(engine, version)
    aurora, known = engine.startswith("aurora"), engine_called(engine)
    return {
        "id": version,
        "default_character_set": known.character_set,
        "engine_description": known.description,
        "exportable_log_types": list(known.logs),
        "parameter_group_family": family_of(engine, version),
        "status": "available",
        "supported_character_sets": [known.character_set] if known.character_set else [],
        "supported_feature_names": ["s3Import"] if "postgres" in engine else [],
        "supported_modes": ["provisioned"] if aurora else [],
        "supported_timezones": [],
        "supports_certificate_rotation_without_restart": True,
        "supports_global_databases": aurora,
        "supports_integrations": engine in {"mysql", "postgres"} or aurora,
        "supports_limitless_database": False,
        "supports_local_write_forwarding": aurora,
        "supports_log_exports_to_cloudwatch": True,
        "supports_parallel_query": engine == "aurora-mysql",
        "supports_read_replica": True,
        "valid_major_targets": major,
        "valid_minor_targets": minor,
        "valid_upgrade_targets": minor + major,
        "version": version,
        "version_actual": version,
        "version_description": f"{known.description} {version}",
    }


# --- what can be ordered --------------------------------------------------------------------------------------------------


def _read_orderable(context: ReadContext) -> dict[str, Value]:
    config, engine = context.config, str(context.config.get("engine"))
    classes: Any = config.get("preferred_instance_classes") or []
    versions: Any = config.get("preferred_engine_versions") or []
    instance_class = config.get("instance_class") or (classes[0] if classes else None)
    if instance_class is None:
        context.refuse(f"multiple (100) RDS DB Instance Classes match the criteria: engine {engine}")
    wanted = config.get("engine_version") or (versions[0] if versions else None)
    version = actual_version(engine, str(wanted)) if wanted else default_version(engine)
    if config.get("engine_latest_version") is True and versions_of(engine):
        version = versions_of(engine)[-1]
    storage, known = str(config.get("storage_type") or "gp3"), engine_called(engine)
    fast = storage in {"gp3", "io1", "io2"}
    given = {
        name: value
        for name, value in config.items()
        if value is True and name.startswith(("supports_", "vpc", "read_"))
    }
    yes = (
        "multi_az_capable",
        "read_replica_capable",
        "supports_enhanced_monitoring",
        "supports_iam_database_authentication",
    )
    more = (
        "supports_multi_az",
        "supports_performance_insights",
        "supports_storage_autoscaling",
        "supports_storage_encryption",
        "vpc",
    )
    no = ("outpost_capable", "supports_clusters", "supports_global_databases", "supports_kerberos_authentication")
    return {
        **dict.fromkeys((*yes, *more), True),
        **dict.fromkeys(no, False),
        "supports_iops": fast,
        **given,
        "id": instance_class,
        "availability_zone_group": config.get("availability_zone_group") or context.region,
        "availability_zones": [zone.name for zone in zones_of(context.region)],
        "engine_version": version,
        "instance_class": instance_class,
        "license_model": config.get("license_model") or known.license,
        "max_iops_per_db_instance": 64000 if fast else 0,
        "max_iops_per_gib": 500 if fast else 0,
        "max_storage_size": 65536,
        "min_iops_per_db_instance": 3000 if fast else 0,
        "min_iops_per_gib": 0.5 if fast else 0,
        "min_storage_size": 20,
        "storage_type": storage,
        "supported_engine_modes": config.get("supported_engine_modes")
        or (["provisioned"] if engine.startswith("aurora") else []),
        "supported_network_types": config.get("supported_network_types") or ["IPV4", "DUAL"],
    }


# --- databases ------------------------------------------------------------------------------------------------------------

_INSTANCE_NAMES: Final = {
    "db_instance_arn": "arn",
    "db_instance_class": "instance_class",
    "db_instance_identifier": "identifier",
    "db_instance_port": "port",
    "db_subnet_group": "db_subnet_group_name",
    "engine_version": "engine_version_actual",
    "master_username": "username",
    "preferred_backup_window": "backup_window",
    "preferred_maintenance_window": "maintenance_window",
}
"""By the data source's attribute: the resource's, where the names differ."""


def _read_instance(context: ReadContext) -> dict[str, Value]:
    identifier = context.config.get("db_instance_identifier")
    found = find_database(context, identifier)
    tags = context.wants_tags()
    if found is not None and tags and not tags.items() <= (found["tags_all"] or {}).items():
        context.refuse("Your query returned no results. Please change your search criteria and try again.")
    if found is None and identifier is None:
        found = only(context, select(context, ("aws_db_instance",)), "RDS DB Instance")
    if found is None:
        return _imagined_instance(
            context, str(identifier or f"existing-{drawn('db', str(sorted(tags.items())), length=6)}")
        )
    values = shown(context, found) | {name: found[attribute] for name, attribute in _INSTANCE_NAMES.items()}
    return values | {
        "id": found["identifier"],
        "db_cluster_identifier": "",
        "db_parameter_groups": [found["parameter_group_name"]],
        "enabled_cloudwatch_logs_exports": found["enabled_cloudwatch_logs_exports"] or [],
        "option_group_memberships": [found["option_group_name"]],
        "vpc_security_groups": found["vpc_security_group_ids"] or [],
    }


def _imagined_instance(context: ReadContext, identifier: str) -> dict[str, Value]:
    version, address = default_version("mysql"), f"{identifier}.{host_suffix(context)}"
    return {
        "id": identifier,
        "address": address,
        "allocated_storage": 20,
        "availability_zone": zones_of(context.region)[0].name,
        "ca_cert_identifier": "rds-ca-rsa2048-g1",
        "db_cluster_identifier": "",
        "db_instance_arn": context.arn("rds", f"db:{identifier}"),
        "db_instance_class": "db.t4g.micro",
        "db_instance_identifier": identifier,
        "db_instance_port": 3306,
        "db_name": "",
        "db_parameter_groups": [f"default.{family_of('mysql', version)}"],
        "db_subnet_group": "default",
        "endpoint": f"{address}:3306",
        "engine": "mysql",
        "engine_version": version,
        "hosted_zone_id": hosted_zone(context),
        "license_model": "general-public-license",
        "master_user_secret": [],
        "master_username": "admin",
        "network_type": "IPV4",
        "option_group_memberships": [f"default:mysql-{major_version('mysql', version).replace('.', '-')}"],
        "port": 3306,
        "preferred_backup_window": "03:30-04:00",
        "preferred_maintenance_window": "sun:05:00-sun:05:30",
        "replicate_source_db": "",
        "resource_id": f"db-{drawn('db', identifier, length=26).upper()}",
        "storage_type": "gp3",
        "vpc_security_groups": [existing_id(context, "sg", "database", identifier)],
        "tags": dict(context.wants_tags()),
    }


def _read_instances(context: ReadContext) -> dict[str, Value]:
    items = select(context, ("aws_db_instance",))
    return {
        "id": context.region,
        "instance_arns": [item["arn"] for item in items],
        "instance_identifiers": [item["identifier"] for item in items],
    }


def _read_cluster(context: ReadContext) -> dict[str, Value]:
    name = str(context.config.get("cluster_identifier"))
    found = context.lookup("aws_rds_cluster", name)
    if found is not None:
        return shown(context, found)
    engine, zones = "aurora-mysql", [zone.name for zone in zones_of(context.region)][:3]
    return {
        "id": name,
        "arn": context.arn("rds", f"cluster:{name}"),
        "availability_zones": zones,
        "cluster_members": [],
        "cluster_resource_id": f"cluster-{drawn('cluster', name, length=26).upper()}",
        "database_name": "",
        "db_cluster_parameter_group_name": f"default.{family_of(engine, default_version(engine))}",
        "db_subnet_group_name": "default",
        "endpoint": f"{name}.cluster-{host_suffix(context)}",
        "engine": engine,
        "engine_mode": "provisioned",
        "engine_version": default_version(engine),
        "hosted_zone_id": hosted_zone(context),
        "master_user_secret": [],
        "master_username": "admin",
        "port": 3306,
        "reader_endpoint": f"{name}.cluster-ro-{host_suffix(context)}",
        "vpc_security_group_ids": [existing_id(context, "sg", "database", name)],
    }


def _read_subnet_group(context: ReadContext) -> dict[str, Value]:
    name = str(context.config.get("name"))
    found = context.lookup("aws_db_subnet_group", name)
    values = shown(context, found) if found is not None else {
        "id": name,
        "description": "Existing subnet group",
        "subnet_ids": [existing_id(context, "subnet", "default", zone.name) for zone in zones_of(context.region)[:3]],
        "supported_network_types": ["IPV4"],
        "vpc_id": existing_id(context, "vpc", "default"),
    }  # fmt: skip
    return values | {"arn": context.arn("rds", f"subgrp:{name}"), "status": "Complete"}


def _read_parameter_group(context: ReadContext) -> dict[str, Value]:
    name = str(context.config.get("name"))
    found = context.lookup("aws_db_parameter_group", name)
    if found is not None:
        return shown(context, found)
    family = (
        name.removeprefix("default.") if name.startswith("default.") else family_of("mysql", default_version("mysql"))
    )
    return {
        "id": name,
        "arn": context.arn("rds", f"pg:{name}"),
        "description": f"Default parameter group for {family}",
        "family": family,
    }


def _read_snapshot(context: ReadContext) -> dict[str, Value]:
    config = context.config
    wanted = {name: config[name] for name in ("db_snapshot_identifier", "db_instance_identifier") if config.get(name)}
    items = context.find("aws_db_snapshot", **wanted)
    if len(items) > 1 and config.get("most_recent") is not True:
        context.refuse("Your query returned more than one result. Please try a more specific search criteria.")
    if items:
        return shown(context, items[-1]) | {"snapshot_create_time": EPOCH, "original_snapshot_create_time": EPOCH}
    database = str(config.get("db_instance_identifier") or "existing")
    name = str(config.get("db_snapshot_identifier") or f"rds:{database}-2024-01-01-00-00")
    source: Object | None = find_database(context, database)
    engine = str(source["engine"]) if source is not None else "mysql"
    return {
        "id": name,
        "allocated_storage": as_int(source["allocated_storage"]) if source is not None else 20,
        "availability_zone": zones_of(context.region)[0].name,
        "db_snapshot_arn": context.arn("rds", f"snapshot:{name}"),
        "db_snapshot_identifier": name,
        "db_instance_identifier": database,
        "encrypted": source is not None and source["storage_encrypted"] is True,
        "engine": engine,
        "engine_version": source["engine_version_actual"] if source is not None else default_version(engine),
        "kms_key_id": (source["kms_key_id"] or "") if source is not None else "",
        "license_model": engine_called(engine).license,
        "option_group_name": "",
        "original_snapshot_create_time": EPOCH,
        "port": engine_called(engine).port,
        "snapshot_create_time": EPOCH,
        "source_db_snapshot_identifier": "",
        "source_region": "",
        "status": "available",
        "storage_type": "gp3",
        "vpc_id": existing_id(context, "vpc", "default"),
    }


def _read_certificate(context: ReadContext) -> dict[str, Value]:
    name = str(context.config.get("id") or "rds-ca-rsa2048-g1")
    return {
        "id": name,
        "arn": context.arn("rds", f"cert:{name}", account=""),
        "certificate_type": "CA",
        "customer_override": False,
        "customer_override_valid_till": "",
        "thumbprint": drawn("certificate", name, length=40),
        "valid_from": "2021-05-25T22:34:57Z",
        "valid_till": "2061-05-25T23:34:57Z",
    }


SERVICE: Final = Service(
    data_sources=(
        DataSource("aws_rds_engine_version", _read_engine_version),
        DataSource("aws_rds_orderable_db_instance", _read_orderable),
        DataSource("aws_db_instance", _read_instance),
        DataSource("aws_db_instances", _read_instances),
        DataSource("aws_rds_cluster", _read_cluster),
        DataSource("aws_db_subnet_group", _read_subnet_group),
        DataSource("aws_db_parameter_group", _read_parameter_group),
        DataSource("aws_db_snapshot", _read_snapshot),
        DataSource("aws_rds_certificate", _read_certificate),
    )
)
