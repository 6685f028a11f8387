"""What AWS decides by database engine: versions, ports, parameter families, licences.

Source: Amazon RDS User Guide; the versions are those of the constraints' tables.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

from mautic_fargate.offline_aws.constraints.tables import entry


@dataclass(frozen=True, slots=True)
class Engine:
    """The defaults of one engine. `major_parts` is how many numbers of a version make its major version."""

    name: str
    default_major: str
    port: int
    license: str
    major_parts: int = 1
    character_set: str = ""
    logs: tuple[str, ...] = ()
    description: str = ""


_PUBLIC: Final = "general-public-license"
_MYSQL_LOGS: Final = ("audit", "error", "general", "iam-db-auth-error", "slowquery")
_ENGINES: Final = {
    engine.name: engine
    for engine in (
        Engine("mysql", "8.4", 3306, _PUBLIC, 2, logs=_MYSQL_LOGS, description="MySQL Community Edition"),
        Engine("mariadb", "11.8", 3306, _PUBLIC, 2, logs=_MYSQL_LOGS, description="MariaDB Community Edition"),
        Engine(
            "postgres",
            "17",
            5432,
            "postgresql-license",
            logs=("iam-db-auth-error", "postgresql", "upgrade"),
            description="PostgreSQL",
        ),
        Engine("aurora-mysql", "8.0", 3306, _PUBLIC, 2, logs=_MYSQL_LOGS, description="Aurora MySQL"),
        Engine(
            "aurora-postgresql",
            "17",
            5432,
            "postgresql-license",
            logs=("instance", "postgresql"),
            description="Aurora PostgreSQL",
        ),
    )
}
_FAMILIES: Final = (
    ("oracle", Engine("oracle", "19", 1521, "bring-your-own-license", character_set="AL32UTF8", description="Oracle Database")),
    ("sqlserver", Engine("sqlserver", "16.00", 1433, "license-included", 2, "SQL_Latin1_General_CP1_CI_AS", description="SQL Server")),
    ("db2", Engine("db2", "11.5", 50000, "bring-your-own-license", 2, description="Db2")),
)  # fmt: skip
_NUMBERS: Final = re.compile(r"\d+")


def engine_called(name: str) -> Engine:
    """The defaults of an engine by its name; of an unknown one those of MySQL."""
    for prefix, engine in _FAMILIES:
        if prefix in name:
            return engine
    return _ENGINES.get(name, _ENGINES["mysql"])


@cache
def versions_of(name: str) -> tuple[str, ...]:
    """The versions that RDS has of an engine, oldest first; empty for engines that the tables do not have."""
    known: list[str] = entry("versions", f"rds/{name}") or []
    # "16" and "8.0" stand among the versions for "the newest of": only full versions are versions.
    full = [version for version in known if not any(other.startswith(f"{version}.") for other in known)]
    return tuple(sorted(full, key=order_of))


def order_of(version: str) -> tuple[int, ...]:
    """Orders versions as numbers."""
    return tuple(int(number) for number in _NUMBERS.findall(version))


def default_version(name: str) -> str:
    """The version that AWS takes when none is given."""
    return actual_version(name, engine_called(name).default_major)


def actual_version(name: str, wanted: str) -> str:
    """The version that runs when `wanted` is asked for: itself, or the newest that begins with it."""
    known = versions_of(name)
    fitting = [version for version in known if version.startswith(f"{wanted}.") and "-rds." not in version]
    return wanted if wanted in known or not fitting else fitting[-1]


def major_version(name: str, version: str) -> str:
    """The major version: "8.4" of "8.4.7", "16" of "16.3"."""
    parts = 1 if name == "postgres" and not version.startswith("9.") else engine_called(name).major_parts
    return ".".join(version.split(".")[:parts])


def family_of(name: str, version: str) -> str:
    """The family of parameter groups, e.g. "mysql8.4", "postgres16", "oracle-ee-19"."""
    hyphen = "-" if any(prefix in name for prefix, _ in _FAMILIES) else ""
    return f"{name}{hyphen}{major_version(name, version)}"
