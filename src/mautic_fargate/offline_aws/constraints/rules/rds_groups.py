"""Amazon RDS: clusters, subnet and parameter groups, event subscriptions."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import absent, blocks, count, number, present, text
from mautic_fargate.offline_aws.constraints.rules.rds import engine_of
from mautic_fargate.offline_aws.constraints.tables import class_problem, entry, version_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENGINES: Final = ("aurora-mysql", "aurora-postgresql", "mariadb", "mysql", "postgres")
_FAMILY = re.compile(rf"^({'|'.join(_ENGINES)})(\d+(?:\.\d+)?)$")


def _subnets(values: Values, _region: str) -> Iterator[Fault]:
    if count(values, "subnet_ids") == 1:
        yield ("subnet_ids",), "one subnet does not cover enough zones: at least two subnets in two zones are needed"


def _parameter_family(values: Values, _region: str) -> Iterator[Fault]:
    family = text(values, "family")
    if not family or not family.lower().startswith(_ENGINES):
        return
    found = _FAMILY.match(family.lower())
    engine = found[1] if found else next(e for e in _ENGINES if family.lower().startswith(e))
    majors = _majors(engine)
    if found and (found[2] in majors or _order(found[2]) > max(map(_order, majors))):
        return
    listed = ", ".join(engine + m for m in sorted(majors, key=_order))
    yield ("family",), f"{family!r} is no parameter group family of {engine}: {listed}"


@cache
def _majors(engine: str) -> frozenset[str]:
    known: list[str] = entry("versions", f"rds/{engine}") or []
    return frozenset(major for version in known if (major := _major(engine, version)))


def _order(major: str) -> tuple[int, ...]:
    return tuple(map(int, major.split(".")))


def _major(engine: str, version: str) -> str:
    """The part of a version in the family's name: mysql8.4, mariadb10.11, postgres16 (postgres9.6)."""
    found = re.match(r"(\d+)(?:\.(\d+))?", version)
    if not found:
        return ""
    if engine.endswith(("postgres", "postgresql")) and int(found[1]) >= 10:
        return found[1]
    return found[0] if found[2] else ""


def _cluster_version(values: Values, _region: str) -> Iterator[Fault]:
    engine, version = engine_of(values), text(values, "engine_version")
    if engine and version and (problem := version_problem("rds-cluster", engine, version)):
        yield ("engine_version",), problem


def _cluster_class(values: Values, region: str) -> Iterator[Fault]:
    engine, name = engine_of(values), text(values, "db_cluster_instance_class")
    if engine and name and (problem := class_problem("rds-cluster-class", region, name, engine)):
        yield ("db_cluster_instance_class",), problem


def _capacity(values: Values, _region: str) -> Iterator[Fault]:
    for name in ("serverlessv2_scaling_configuration", "scaling_configuration"):
        for path, block in blocks(values, name):
            low, high = number(block, "min_capacity"), number(block, "max_capacity")
            if low is not None and high is not None and low > high:
                yield (*path, "min_capacity"), f"{low:g} is more than max_capacity, {high:g}"


def _event_sources(values: Values, _region: str) -> Iterator[Fault]:
    if present(values, "source_ids") and absent(values, "source_type"):
        yield ("source_type",), "source_ids need a source_type"


_DATA = "cfn-lint: aws_rds_dbcluster"

RULES: Final = (
    Rule(
        "rds.subnet-group-zones",
        ("aws_db_subnet_group",),
        _subnets,
        "DBSubnetGroupDoesNotCoverEnoughAZs",
        "RDS API: CreateDBSubnetGroup",
    ),
    Rule(
        "rds.parameter-family",
        ("aws_db_parameter_group",),
        _parameter_family,
        "InvalidParameterValue",
        "cfn-lint: aws_rds_dbinstance",
    ),
    Rule("rds.cluster-engine-version", ("aws_rds_cluster",), _cluster_version, "InvalidParameterCombination", _DATA),
    Rule("rds.cluster-class", ("aws_rds_cluster",), _cluster_class, "InvalidParameterCombination", _DATA),
    Rule(
        "rds.cluster-capacity",
        ("aws_rds_cluster",),
        _capacity,
        "InvalidParameterValue",
        "RDS API: ServerlessV2ScalingConfiguration",
    ),
    Rule(
        "rds.event-source-type",
        ("aws_db_event_subscription",),
        _event_sources,
        "InvalidParameterCombination",
        "RDS API: CreateEventSubscription",
    ),
)
