"""Database instances: plan checks, what AWS decides, updates, the end."""

from __future__ import annotations

from typing import Any

import pytest

from mautic_fargate.offline_aws.wire.values import UNKNOWN, is_unknown
from support.offline import RefusedError, World

DB = "aws_db_instance"
REPLICA_ARN = "arn:aws:rds:us-east-1:123456789012:db:main"


@pytest.fixture
def world() -> World:
    return World()


def wanted(**values: Any) -> dict:
    base = {
        "identifier": "main",
        "engine": "mysql",
        "engine_version": "8.4",
        "instance_class": "db.t4g.medium",
        "allocated_storage": 20,
        "username": "mautic",
        "manage_master_user_password": True,
        "skip_final_snapshot": True,
    }
    return base | values


def test_the_id_is_not_the_identifier(world: World) -> None:
    made = world.create(DB, **wanted())
    assert made["id"] == made["resource_id"]
    assert made["id"].startswith("db-")
    assert made["id"][3:].isupper()
    assert made["arn"] == REPLICA_ARN
    assert made["endpoint"] == f"{made['address']}:3306"
    assert made["address"].startswith("main.")
    assert made["address"].endswith(".us-east-1.rds.amazonaws.com")
    assert not world.changes(DB, made, **wanted())


def test_the_import_is_by_identifier(world: World) -> None:
    made = world.create(DB, **wanted())
    found = world.import_(DB, "main")
    assert found["id"] == made["id"]


@pytest.mark.parametrize(
    "name", ["availability_zone", "db_name", "engine", "kms_key_id", "username", "storage_encrypted"]
)
def test_what_replaces_an_instance(world: World, name: str) -> None:
    values = {"storage_encrypted": True, "engine": "mariadb", "kms_key_id": "arn:aws:kms:us-east-1:123456789012:key/1"}
    made = world.create(DB, **wanted())
    assert (name,) in world.plan(DB, made, **wanted(**{name: values.get(name, "other")})).replace


@pytest.mark.parametrize(
    ("name", "value"),
    [("identifier", "other"), ("instance_class", "db.t4g.large"), ("engine_version", "8.4.9"), ("allocated_storage", 30), ("multi_az", True),
     ("db_subnet_group_name", "other"), ("parameter_group_name", "other"), ("publicly_accessible", True)],
)  # fmt: skip
def test_what_changes_in_place(world: World, name: str, value: object) -> None:
    made = world.create(DB, **wanted(engine_version="8.4.8"))
    assert not world.plan(DB, made, **wanted(**{"engine_version": "8.4.8"} | {name: value})).replace


def test_what_aws_decides_for_mysql(world: World) -> None:
    made = world.create(DB, **wanted())
    decided = (
        "port",
        "parameter_group_name",
        "option_group_name",
        "license_model",
        "db_subnet_group_name",
        "network_type",
        "multi_az",
    )
    values = [3306, "default.mysql8.4", "default:mysql-8-4", "general-public-license", "default", "IPV4", False]
    assert [made[name] for name in decided] == values
    assert (made["storage_type"], made["iops"], made["storage_throughput"]) == ("gp3", 3000, 125)
    assert made["ca_cert_identifier"] == "rds-ca-rsa2048-g1"
    assert made["kms_key_id"] == ""
    assert made["backup_retention_period"] == 0  # sent as 0 when omitted
    assert made["latest_restorable_time"] == ""


@pytest.mark.parametrize(("engine", "port"), [("postgres", 5432), ("mariadb", 3306)])
def test_the_port_of_an_engine(world: World, engine: str, port: int) -> None:
    assert world.create(DB, **wanted(engine=engine, engine_version=None))["port"] == port


def test_a_prefix_of_a_version_stays_and_the_actual_one_is_shown(world: World) -> None:
    made = world.create(DB, **wanted(engine_version="8.4"))
    assert made["engine_version"] == "8.4"
    assert made["engine_version_actual"].startswith("8.4.")
    exact = world.create(DB, **wanted(identifier="exact", engine_version="8.4.7"))
    assert (exact["engine_version"], exact["engine_version_actual"]) == ("8.4.7", "8.4.7")


def test_a_managed_password_makes_a_secret(world: World) -> None:
    made = world.create(DB, **wanted())
    secret = made["master_user_secret"][0]
    assert secret["secret_arn"].startswith("arn:aws:secretsmanager:us-east-1:123456789012:secret:rds!db-")
    assert secret["secret_status"] == "active"
    own = world.create(DB, **wanted(identifier="own", manage_master_user_password=None, password="not-a-real-one"))
    assert own["master_user_secret"] == []
    assert world.update(DB, own, **wanted(identifier="own"))["master_user_secret"]


# --- plan checks ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"engine": "oracle-ee", "blue_green_update": [{"enabled": True}]}, 'when "engine" is "oracle-ee"'),
        ({"engine": UNKNOWN, "blue_green_update": [{"enabled": True}]}, 'when "engine" is ""'),
        (
            {"replicate_source_db": "main", "blue_green_update": [{"enabled": True}]},
            'when "replicate_source_db" is set',
        ),
        ({"replicate_source_db": "main", "db_subnet_group_name": "group"}, '"replicate_source_db" must be an ARN'),
    ],
)
def test_what_the_plan_refuses(world: World, values: dict, message: str) -> None:
    problems = world.plan(DB, **wanted(**values)).problems
    assert [problem for problem in problems if message in problem.summary]


def test_an_arn_as_source_passes_with_a_subnet_group(world: World) -> None:
    planned = world.plan(
        DB,
        identifier="r",
        instance_class="db.t4g.medium",
        replicate_source_db=REPLICA_ARN,
        db_subnet_group_name="group",
    )
    assert not [problem for problem in planned.problems if problem.severity == "error"]


def test_the_case_of_engine_and_window_is_no_difference(world: World) -> None:
    made = world.create(DB, **wanted(engine="MySQL", maintenance_window="Sun:05:00-Sun:06:00"))
    assert (made["engine"], made["maintenance_window"]) == ("mysql", "sun:05:00-sun:06:00")
    planned = world.plan(DB, made, **wanted(engine="MYSQL", maintenance_window="SUN:05:00-SUN:06:00"))
    assert planned.planned == made
    assert not planned.replace


def test_storage_that_autoscaling_made_larger_is_no_difference(world: World) -> None:
    made = world.create(DB, **wanted(max_allocated_storage=100)) | {"allocated_storage": 50}
    assert not world.changes(DB, made, **wanted(max_allocated_storage=100))
    assert "allocated_storage" in world.changes(DB, made | {"max_allocated_storage": 0}, **wanted())
    plain = world.create(DB, **wanted(identifier="plain"))
    assert not world.changes(DB, plain, **wanted(identifier="plain", max_allocated_storage=20))


def test_a_source_by_identifier_and_by_arn_is_one(world: World) -> None:
    world.create(DB, **wanted(backup_retention_period=1))
    base = {"identifier": "replica", "instance_class": "db.t4g.medium", "skip_final_snapshot": True}
    replica = world.create(DB, **base, replicate_source_db="main")
    assert not world.changes(DB, replica, **base, replicate_source_db=REPLICA_ARN)


# --- create ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["allocated_storage", "engine", "username"])
def test_what_a_plain_instance_needs_is_checked_at_apply(world: World, name: str) -> None:
    values = wanted(**{name: None})
    assert not [problem for problem in world.plan(DB, **values).problems if problem.severity == "error"]
    with pytest.raises(RefusedError, match=f'"{name}": required field is not set'):
        world.create(DB, **values)


def test_an_identifier_is_used_once(world: World) -> None:
    world.create(DB, **wanted())
    with pytest.raises(RefusedError, match="DBInstanceAlreadyExists"):
        world.create(DB, **wanted())


def test_a_replica_takes_over_and_shows_at_its_source(world: World) -> None:
    source = world.create(DB, **wanted(backup_retention_period=1))
    base = {
        "identifier": "replica",
        "replicate_source_db": "main",
        "instance_class": "db.t4g.medium",
        "skip_final_snapshot": True,
    }
    replica = world.create(DB, **base)
    assert [replica[name] for name in ("engine", "username", "allocated_storage")] == ["mysql", "mautic", 20]
    assert replica["engine_version"] == source["engine_version_actual"]
    assert replica["backup_retention_period"] == 0
    assert world.read(DB, source)["replicas"] == ["replica"]
    promoted = world.plan(DB, replica, **{key: value for key, value in base.items() if key != "replicate_source_db"})
    assert not promoted.replace
    with pytest.raises(RefusedError, match="cannot elect new source database"):
        world.update(DB, replica, **base | {"replicate_source_db": "elsewhere"})
    world.destroy(DB, replica)
    assert world.read(DB, source)["replicas"] == []


def test_the_final_snapshot_identifier_and_the_identifier_are_checked(world: World) -> None:
    assert world.problems(DB, instance_class="db.t4g.micro", identifier="Main")
    assert world.problems(DB, instance_class="db.t4g.micro", identifier="a--b")
    assert world.problems(DB, instance_class="db.t4g.micro", final_snapshot_identifier="ends-")
    assert not world.problems(
        DB, instance_class="db.t4g.micro", identifier="main-1", final_snapshot_identifier="Main-final"
    )


# --- update ---------------------------------------------------------------------------------------------------------------


def test_a_deferred_change_differs_again(world: World) -> None:
    made = world.create(DB, **wanted())
    changed = world.update(DB, made, **wanted(instance_class="db.t4g.large"))
    assert changed["instance_class"] == "db.t4g.medium"
    assert world.changes(DB, changed, **wanted(instance_class="db.t4g.large")) == {"instance_class"}
    now = world.update(DB, made, **wanted(instance_class="db.t4g.large", apply_immediately=True))
    assert now["instance_class"] == "db.t4g.large"
    assert not world.changes(DB, now, **wanted(instance_class="db.t4g.large", apply_immediately=True))


def test_a_pending_version_is_kept_though_the_actual_one_is_old(world: World) -> None:
    made = world.create(DB, **wanted(engine_version="8.4.8"))
    changed = world.update(DB, made, **wanted(engine_version="8.4.9"))
    assert (changed["engine_version"], changed["engine_version_actual"]) == ("8.4.9", "8.4.8")
    now = world.update(DB, made, **wanted(engine_version="8.4.9", apply_immediately=True))
    assert now["engine_version_actual"] == "8.4.9"


def test_downgrades_and_major_upgrades(world: World) -> None:
    made = world.create(DB, **wanted(engine_version="8.0.44"))
    with pytest.raises(RefusedError, match="Cannot upgrade mysql from"):
        world.update(DB, made, **wanted(engine_version="8.0.43"))
    with pytest.raises(RefusedError, match="AllowMajorVersionUpgrade flag must be present"):
        world.update(DB, made, **wanted(engine_version="8.4.8"))
    assert (
        world.update(DB, made, **wanted(engine_version="8.4.8", allow_major_version_upgrade=True))["engine_version"]
        == "8.4.8"
    )


def test_a_rename_changes_the_host_though_the_plan_keeps_it(world: World) -> None:
    made = world.create(DB, **wanted())
    values = wanted(identifier="renamed", apply_immediately=True)
    assert world.plan(DB, made, **values).planned["address"] == made["address"]
    renamed = world.update(DB, made, **values)
    assert renamed["address"].startswith("renamed.")
    assert renamed["arn"].endswith(":db:renamed")
    assert renamed["id"] == made["id"]


def test_storage_cannot_shrink(world: World) -> None:
    made = world.create(DB, **wanted(allocated_storage=50))
    with pytest.raises(RefusedError, match="InvalidParameterCombination"):
        world.update(DB, made, **wanted(allocated_storage=20))


def test_a_prefix_does_nothing_once_the_name_is_there(world: World) -> None:
    made = world.create(DB, **wanted(identifier=None, identifier_prefix="app-"))
    assert made["identifier"].startswith("app-")
    changed = world.update(DB, made, **wanted(identifier=None, identifier_prefix="other-"))
    assert changed["identifier"] == made["identifier"]
    assert world.changes(DB, changed, **wanted(identifier=None, identifier_prefix="other-")) == {"identifier_prefix"}


def test_the_identifier_is_unknown_at_plan_with_a_prefix(world: World) -> None:
    assert is_unknown(world.plan(DB, **wanted(identifier=None, identifier_prefix="app-")).planned["identifier"])


def test_a_blue_green_update_makes_another_instance_at_once(world: World) -> None:
    base = wanted(backup_retention_period=1, blue_green_update=[{"enabled": True}])
    made = world.create(DB, **base)
    protected = world.update(DB, made, **base, deletion_protection=True)
    assert protected["id"] == made["id"]
    changed = world.update(DB, made, **base | {"instance_class": "db.t4g.large"})
    assert changed["instance_class"] == "db.t4g.large"
    assert changed["id"] != made["id"]
    assert changed["id"] == changed["resource_id"]
    assert not world.changes(DB, changed, **base | {"instance_class": "db.t4g.large"})


# --- the end --------------------------------------------------------------------------------------------------------------


def test_the_end_needs_a_snapshot_named_or_skipped(world: World) -> None:
    made = world.create(DB, **wanted(skip_final_snapshot=None))
    with pytest.raises(RefusedError, match="final_snapshot_identifier is required when skip_final_snapshot is false"):
        world.destroy(DB, made)
    named = world.update(DB, made, **wanted(skip_final_snapshot=None, final_snapshot_identifier="last"))
    world.destroy(DB, named)


def test_a_protected_instance_is_not_deleted(world: World) -> None:
    made = world.create(DB, **wanted(deletion_protection=True))
    with pytest.raises(RefusedError, match="Cannot delete protected DB Instance, please disable deletion protection"):
        world.destroy(DB, made)
    world.destroy(DB, world.update(DB, made, **wanted(deletion_protection=False)))
