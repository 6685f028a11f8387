"""Amazon RDS: what an instance may be. Storage is in `rds_storage`, clusters and groups in `rds_groups`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mautic_fargate.offline_aws.constraints import windows
from mautic_fargate.offline_aws.constraints.model import Fault, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import absent, flag, number, present, text, texts
from mautic_fargate.offline_aws.constraints.tables import class_problem, deprecated_problem, entry, version_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_GUIDE = "Amazon RDS User Guide"
_DATA = "cfn-lint: aws_rds_dbinstance"
RESTORED: Final = ("replicate_source_db", "snapshot_identifier", "restore_to_point_in_time", "s3_import")
OPEN_SOURCE: Final = frozenset({"mysql", "mariadb", "postgres"})
_PASSWORDS: Final = {"mysql": 41, "mariadb": 41, "postgres": 128, "oracle": 30, "sqlserver": 128}
_MYSQL_LOGS = frozenset({"audit", "error", "general", "slowquery", "iam-db-auth-error"})
_LOGS: Final = {
    "mysql": _MYSQL_LOGS,
    "mariadb": _MYSQL_LOGS,
    "postgres": frozenset({"postgresql", "upgrade", "iam-db-auth-error"}),
    "oracle": frozenset({"alert", "audit", "listener", "trace", "oemagent"}),
    "sqlserver": frozenset({"agent", "error"}),
}
_RESERVED: Final = {"postgres": {"admin", "rdsadmin"}, "mysql": {"rdsadmin"}, "mariadb": {"rdsadmin"}}
_ADVANCED_RETENTION: Final = 465


def engine_of(values: Values) -> str | None:
    """The engine in lower case, as RDS compares it."""
    engine = text(values, "engine")
    return engine.lower() if engine else None


def family_of(engine: str) -> str:
    """The engine without its edition: oracle-se2 is oracle."""
    return engine.split("-", 1)[0]


def is_restored(values: Values) -> bool:
    """Whether the instance comes, or may come, from another one, which then decides much."""
    return any(not absent(values, name) for name in RESTORED)


def _engine(values: Values, _region: str) -> Iterator[Fault]:
    engine = engine_of(values)
    if engine and not engine.startswith("custom-") and entry("versions", f"rds/{engine}") is None:
        if engine.startswith("oracle-") or engine in {
            "aurora",
            "neptune",
            "docdb",
        }:  # not in the data, other services, or of old
            return
        yield (
            ("engine",),
            f"engine {engine!r} does not exist; mysql, mariadb, postgres, aurora-mysql, aurora-postgresql, db2-*, oracle-*, sqlserver-*",
        )


def _version(values: Values, _region: str) -> Iterator[Fault]:
    engine, version = engine_of(values), text(values, "engine_version")
    if engine and version and (problem := version_problem("rds", engine, version)):
        yield ("engine_version",), problem


def _deprecated(values: Values, _region: str) -> Iterator[Fault]:
    engine, version = engine_of(values), text(values, "engine_version")
    if engine and version and not is_restored(values) and (problem := deprecated_problem("rds", engine, version)):
        yield ("engine_version",), problem


def _class(values: Values, region: str) -> Iterator[Fault]:
    engine, name = engine_of(values), text(values, "instance_class")
    if not name:
        return
    if not name.startswith("db."):
        yield ("instance_class",), f"{name!r} is no DB instance class: it starts with db., such as db.t4g.medium"
    elif engine and (
        problem := class_problem("rds-class", region, name.lower(), engine, text(values, "engine_version"))
    ):
        yield ("instance_class",), problem


def _windows(values: Values, _region: str) -> Iterator[Fault]:
    backup, maintenance = text(values, "backup_window"), text(values, "maintenance_window")
    backup = backup or text(values, "preferred_backup_window")
    maintenance = maintenance or text(values, "preferred_maintenance_window")
    if backup and maintenance and windows.overlap(backup, maintenance):
        name = "maintenance_window" if text(values, "maintenance_window") else "preferred_maintenance_window"
        yield (
            (name,),
            f"{maintenance} overlaps the backup window {backup}: the backup window and maintenance window must not overlap",
        )


def _window_length(values: Values, _region: str) -> Iterator[Fault]:
    for name in ("backup_window", "maintenance_window", "preferred_backup_window", "preferred_maintenance_window"):
        found = windows.minutes(window) if (window := text(values, name)) else None
        if found is not None and found[1] < windows.SHORTEST:
            yield (name,), f"the window {window} lasts {found[1]} minutes, at least {windows.SHORTEST} are needed"


def _multi_az(values: Values, _region: str) -> Iterator[Fault]:
    if flag(values, "multi_az") and present(values, "availability_zone"):
        yield ("availability_zone",), "a Multi-AZ instance must not name an availability_zone"


def _monitoring(values: Values, _region: str) -> Iterator[Fault]:
    interval = number(values, "monitoring_interval")
    if interval and absent(values, "monitoring_role_arn"):
        yield ("monitoring_role_arn",), f"monitoring_interval {interval:g} needs a monitoring_role_arn"
    if interval == 0 and present(values, "monitoring_role_arn"):
        yield ("monitoring_interval",), "with a monitoring_role_arn the interval must be 1, 5, 10, 15, 30 or 60"


def _insights_class(values: Values, _region: str) -> Iterator[Fault]:
    name = text(values, "instance_class")
    small = name is not None and re.fullmatch(r"db\.(t2|t3|t4g)\.(micro|small)", name)
    if small and flag(values, "performance_insights_enabled") and engine_of(values) in {"mysql", "mariadb"}:
        yield (
            ("performance_insights_enabled",),
            f"Performance Insights is not supported on {name} for MySQL and MariaDB: use db.t4g.medium or larger",
        )


def _insights_off(values: Values, _region: str) -> Iterator[Fault]:
    if flag(values, "performance_insights_enabled") is False and number(
        values, "performance_insights_retention_period"
    ):
        yield ("performance_insights_retention_period",), "needs performance_insights_enabled = true"


def _insights_mode(values: Values, _region: str) -> Iterator[Fault]:
    if text(values, "database_insights_mode") != "advanced":
        return
    if flag(values, "performance_insights_enabled") is False:
        yield ("database_insights_mode",), "the advanced mode needs performance_insights_enabled = true"
    kept = number(values, "performance_insights_retention_period")
    if kept is not None and kept < _ADVANCED_RETENTION:
        yield (
            ("performance_insights_retention_period",),
            f"the advanced mode keeps {_ADVANCED_RETENTION} days or more, not {kept:g}",
        )


def _password(values: Values, _region: str) -> Iterator[Fault]:
    for name in ("password", "master_password"):
        found = text(values, name)
        if not found:
            continue
        longest = _PASSWORDS.get(family_of((engine_of(values) or "").removeprefix("aurora-")), 128)
        if not 8 <= len(found) <= longest:
            yield (name,), f"must have 8 to {longest} characters"
        if re.search(r'[/@" ]', found) or not found.isprintable():
            yield (name,), 'must be printable ASCII without /, @, " and spaces'


def _no_password(values: Values, _region: str) -> Iterator[Fault]:
    ways = (
        "password",
        "password_wo",
        "password_wo_version",
        "manage_master_user_password",
        "master_user_authentication_type",
    )
    engine = engine_of(values)
    if (
        engine
        and not engine.startswith(("custom-", "aurora"))
        and not is_restored(values)
        and all(absent(values, w) for w in ways)
    ):
        yield ("password",), "a new instance needs password, password_wo or manage_master_user_password = true"


def _username(values: Values, _region: str) -> Iterator[Fault]:
    engine, name = engine_of(values), text(values, "username")
    if engine and name and name.lower() in _RESERVED.get(engine, ()):
        yield ("username",), f"{name!r} is a reserved word of the engine {engine}"


def _database_name(values: Values, _region: str) -> Iterator[Fault]:
    engine, name = engine_of(values), text(values, "db_name")
    longest = {"mysql": 64, "mariadb": 64, "postgres": 63}.get(engine or "")
    if name and longest and not re.fullmatch(rf"[A-Za-z][A-Za-z0-9_]{{0,{longest - 1}}}", name):
        yield (
            ("db_name",),
            f"{name!r} must begin with a letter and have at most {longest} letters, digits and underscores",
        )


def _port(values: Values, _region: str) -> Iterator[Fault]:
    port = number(values, "port")
    if port and not 1150 <= port <= 65535:
        yield ("port",), f"port {port:g} must be 1150 to 65535"


def _logs(values: Values, _region: str) -> Iterator[Fault]:
    legal = _LOGS.get(family_of(engine_of(values) or ""))
    for path, name in texts(values, "enabled_cloudwatch_logs_exports"):
        if legal is not None and name not in legal:
            yield path, f"{engine_of(values)} has no log {name!r}: {', '.join(sorted(legal))}"


def _key(values: Values, _region: str) -> Iterator[Fault]:
    plain = values.get("storage_encrypted") in (False, None)
    if plain and present(values, "kms_key_id") and not is_restored(values):
        yield ("kms_key_id",), "a key needs storage_encrypted = true"


def _rule(name: str, check: object, code: str, page: str, types: tuple[str, ...] = ("aws_db_instance",)) -> Rule:
    return Rule(f"rds.{name}", types, check, code, page)  # type: ignore[arg-type]


_INSTANCES = ("aws_db_instance", "aws_rds_cluster_instance")
_COMBINATION, _VALUE = "InvalidParameterCombination", "InvalidParameterValue"

RULES: Final = (
    _rule("engine", _engine, _VALUE, _DATA, ("aws_db_instance", "aws_rds_cluster_instance")),
    _rule("engine-version", _version, _COMBINATION, _DATA, _INSTANCES),
    _rule("engine-version-deprecated", _deprecated, _COMBINATION, _DATA, _INSTANCES),
    _rule("instance-class", _class, _COMBINATION, _DATA, _INSTANCES),
    _rule("windows-overlap", _windows, _COMBINATION, f"{_GUIDE}: maintenance window", (*_INSTANCES, "aws_rds_cluster")),
    _rule("window-length", _window_length, _VALUE, f"{_GUIDE}: backup window", (*_INSTANCES, "aws_rds_cluster")),
    _rule("multi-az-zone", _multi_az, _COMBINATION, "RDS API: CreateDBInstance AvailabilityZone"),
    _rule("monitoring-role", _monitoring, _COMBINATION, "RDS API: CreateDBInstance MonitoringInterval", _INSTANCES),
    _rule("performance-insights-class", _insights_class, _COMBINATION, f"{_GUIDE}: Performance Insights support"),
    _rule("performance-insights-off", _insights_off, _COMBINATION, "RDS API: PerformanceInsightsRetentionPeriod"),
    _rule("database-insights", _insights_mode, _COMBINATION, "RDS API: DatabaseInsightsMode"),
    _rule("password", _password, _VALUE, "RDS API: MasterUserPassword", ("aws_db_instance", "aws_rds_cluster")),
    _rule("password-missing", _no_password, _VALUE, "RDS API: MasterUserPassword"),
    _rule("username-reserved", _username, _VALUE, "RDS API: MasterUsername"),
    _rule("database-name", _database_name, _VALUE, "RDS API: DBName"),
    _rule("port", _port, _VALUE, "RDS API: Port", ("aws_db_instance", "aws_rds_cluster")),
    _rule("log-exports", _logs, _COMBINATION, f"{_GUIDE}: publishing logs"),
    _rule("key-without-encryption", _key, _COMBINATION, "RDS API: KmsKeyId"),
)
