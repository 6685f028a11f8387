"""AWS Backup: vaults, plans, selections, settings."""

from __future__ import annotations

import json
import uuid

import pytest

from support.offline import RefusedError, World

PLAN = "aws_backup_plan"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def vault(world: World) -> dict:
    return world.create("aws_backup_vault", name="main")


def rules(vault: dict, **values: object) -> list[dict]:
    return [
        {
            "rule_name": "daily",
            "target_vault_name": vault["name"],
            "schedule": "cron(0 5 * * ? *)",
            "lifecycle": [{"delete_after": 35}],
            **values,
        }
    ]


def test_a_vault_is_named_by_its_id_and_has_the_service_s_key(world: World, vault: dict) -> None:
    assert vault["id"] == "main"
    assert vault["arn"] == "arn:aws:backup:us-east-1:123456789012:backup-vault:main"
    assert vault["kms_key_arn"].startswith("arn:aws:kms:us-east-1:123456789012:key/")
    assert world.plan("aws_backup_vault", vault, name="other").replace == [("name",)]
    with pytest.raises(RefusedError, match="AlreadyExistsException"):
        world.create("aws_backup_vault", name="main")
    assert world.import_("aws_backup_vault", "main") == vault


def test_a_vault_with_recovery_points_needs_force(world: World, vault: dict) -> None:
    full = vault | {"recovery_points": 2}
    with pytest.raises(RefusedError, match="contains recovery points"):
        world.destroy("aws_backup_vault", full)
    world.destroy("aws_backup_vault", full | {"force_destroy": True})


def test_guards_of_a_vault(world: World, vault: dict) -> None:
    lock = world.create("aws_backup_vault_lock_configuration", backup_vault_name="main", min_retention_days=7)
    assert (lock["id"], lock["backup_vault_arn"]) == ("main", vault["arn"])
    assert world.plan(
        "aws_backup_vault_lock_configuration", lock, backup_vault_name="main", min_retention_days=8
    ).replace
    statement = {"Effect": "Deny", "Principal": {"AWS": "*"}, "Action": "backup:DeleteRecoveryPoint", "Resource": "*"}
    policy = world.create(
        "aws_backup_vault_policy",
        backup_vault_name="main",
        policy=json.dumps({"Version": "2012-10-17", "Statement": statement}),
    )
    same = json.dumps({"Version": "2012-10-17", "Statement": [statement | {"Principal": {"AWS": ["*"]}}]})
    assert not world.changes("aws_backup_vault_policy", policy, backup_vault_name="main", policy=same)


def test_a_plan_keeps_its_id_and_changes_its_version(world: World, vault: dict) -> None:
    plan = world.create(PLAN, name="main", rule=rules(vault))
    assert str(uuid.UUID(plan["id"])) == plan["id"]
    assert plan["arn"].endswith(f":backup-plan:{plan['id']}")
    rule = plan["rule"][0]
    assert (rule["completion_window"], rule["start_window"], rule["schedule_expression_timezone"]) == (
        180,
        60,
        "Etc/UTC",
    )
    assert rule["lifecycle"][0]["opt_in_to_archive_for_supported_resources"] is False
    assert not world.changes(PLAN, plan, name="main", rule=rules(vault))
    wanted = rules(vault, start_window=120)
    assert world.plan(PLAN, plan, name="main", rule=wanted).planned["version"] == plan["version"]
    changed = world.update(PLAN, plan, name="main", rule=wanted)
    assert changed["version"] != plan["version"]
    assert changed["id"] == plan["id"]


def test_a_plan_with_selections_cannot_be_deleted(world: World, vault: dict) -> None:
    plan = world.create(PLAN, name="main", rule=rules(vault))
    role = "arn:aws:iam::123456789012:role/backup"
    made = world.create("aws_backup_selection", name="all", plan_id=plan["id"], iam_role_arn=role, resources=["*"])
    assert made["not_resources"] == []
    assert not world.changes(
        "aws_backup_selection", made, name="all", plan_id=plan["id"], iam_role_arn=role, resources=["*"]
    )
    assert world.import_("aws_backup_selection", f"{plan['id']}|{made['id']}") == made
    with pytest.raises(RefusedError, match="selections must be deleted prior"):
        world.destroy(PLAN, plan)
    world.destroy("aws_backup_selection", made)
    world.destroy(PLAN, plan)


def test_region_settings_read_the_complete_map_so_a_short_one_differs_again(world: World) -> None:
    name = "aws_backup_region_settings"
    made = world.create(name, resource_type_opt_in_preference={"EFS": True, "RDS": False})
    assert made["id"] == "us-east-1"
    whole = made["resource_type_opt_in_preference"]
    assert whole["RDS"] is False
    assert len(whole) > 10
    assert world.changes(name, made, resource_type_opt_in_preference={"EFS": True, "RDS": False}) == {
        "resource_type_opt_in_preference"
    }
    assert not world.changes(name, made, resource_type_opt_in_preference=whole)


def test_data_sources(world: World, vault: dict) -> None:
    assert world.data("aws_backup_vault", name="main")["arn"] == vault["arn"]
    assert world.data("aws_backup_vault", name="Default")["arn"].endswith(":backup-vault:Default")
    plan = world.create(PLAN, name="main", rule=rules(vault))
    assert world.data("aws_backup_plan", plan_id=plan["id"])["name"] == "main"
