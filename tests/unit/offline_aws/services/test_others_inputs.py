"""Right inputs that were refused and wrong ones that were not, as the trials with modules of others found them."""

from __future__ import annotations

import pytest
from tests.support.offline import RefusedError, World

from mautic_fargate.offline_aws.wire.values import UNKNOWN

BUCKET = "arn:aws:s3:::demo-logs"


@pytest.fixture
def world() -> World:
    return World()


def flow_log(**more: object) -> dict[str, object]:
    return {
        "vpc_id": "vpc-0123456789abcdef0",
        "traffic_type": "ALL",
        "log_destination": BUCKET,
        "log_destination_type": "s3",
        **more,
    }


def test_two_flow_logs_to_one_bucket_when_their_formats_differ(world: World) -> None:
    world.create("aws_flow_log", **flow_log())
    parquet = {"file_format": "parquet", "hive_compatible_partitions": True, "per_hour_partition": True}
    world.create("aws_flow_log", **flow_log(destination_options=[parquet]))
    with pytest.raises(RefusedError, match="FlowLogAlreadyExists"):
        world.create("aws_flow_log", **flow_log())


def test_secret_rotation_needs_exactly_one_schedule_once_it_is_known(world: World) -> None:
    def said(**rules: object) -> list[str]:
        return world.problems("aws_secretsmanager_secret_rotation", secret_id="x", rotation_rules=[rules])

    assert not said(automatically_after_days=UNKNOWN, schedule_expression=UNKNOWN)
    assert not said(automatically_after_days=30, schedule_expression=UNKNOWN)
    assert not said(automatically_after_days=30, schedule_expression=None)
    assert any("only one of" in text for text in said(automatically_after_days=30, schedule_expression="rate(1 day)"))
    assert any("must be specified" in text for text in said(automatically_after_days=None, schedule_expression=None))


def test_a_parameter_group_may_have_periods_in_its_name(world: World) -> None:
    world.create("aws_db_parameter_group", name="aurora-mysql8.0", family="aurora-mysql8.0")


def test_no_policy_text_is_no_wrong_policy(world: World) -> None:
    """The SDK's `StringIsJSON` lets an empty text pass."""
    assert not world.problems("aws_kms_key", policy="")
    assert any("invalid JSON" in text for text in world.problems("aws_kms_key", policy="{"))


@pytest.mark.parametrize("type_", ["aws_s3_bucket", "aws_s3_bucket_acl"])
def test_canned_acls(world: World, type_: str) -> None:
    assert not world.problems(type_, bucket="demo", acl="log-delivery-write")
    assert any("expected acl to be one of" in text for text in world.problems(type_, bucket="demo", acl="public"))


def test_engine_modes_of_clusters(world: World) -> None:
    assert not world.problems("aws_rds_cluster", engine="aurora-mysql", engine_mode="provisioned")
    found = world.problems("aws_rds_cluster", engine="aurora-mysql", engine_mode="turbo")
    assert any("expected engine_mode to be one of" in text for text in found)


def table(*attributes: str, **more: object) -> dict[str, object]:
    return {
        "name": "demo",
        "billing_mode": "PAY_PER_REQUEST",
        "hash_key": "id",
        "attribute": [{"name": name, "type": "S"} for name in attributes],
        **more,
    }


def test_attributes_of_tables_are_keys_and_keys_are_attributes(world: World) -> None:
    assert not world.plan("aws_dynamodb_table", **table("id")).problems
    unused = world.plan("aws_dynamodb_table", **table("id", "other")).problems
    assert [problem.summary for problem in unused] == ['all attributes must be indexed. Unused attributes: ["other"]']
    undefined = world.plan("aws_dynamodb_table", **table("id", range_key="at")).problems
    assert 'Unmatched indexes: ["at"]' in undefined[0].summary
    index = {"name": "by-mail", "hash_key": "mail", "projection_type": "ALL"}
    assert not world.plan("aws_dynamodb_table", **table("id", "mail", global_secondary_index=[index])).problems


def test_a_timeout_is_a_duration(world: World) -> None:
    group = {"name": "demo", "vpc_id": "vpc-0123456789abcdef0"}
    assert not world.plan("aws_security_group", **group, timeouts={"create": "1h30m", "delete": None}).problems
    found = world.plan("aws_security_group", **group, timeouts={"create": "soon", "delete": None}).problems
    assert [problem.summary for problem in found] == [
        '[ERR] Error decoding timeout: Error parsing "create" timeout: time: invalid duration "soon"'
    ]


def test_an_unknown_kind_of_storage_is_refused(world: World) -> None:
    instance = {
        "identifier": "demo",
        "engine": "mysql",
        "engine_version": "8.4",
        "instance_class": "db.t4g.small",
        "allocated_storage": 20,
        "username": "demo",
        "manage_master_user_password": True,
        "skip_final_snapshot": True,
    }
    world.create("aws_db_instance", **instance, storage_type="gp3")
    with pytest.raises(RefusedError, match='storage_type "gp9"'):
        world.create("aws_db_instance", **instance | {"identifier": "other"}, storage_type="gp9")


def test_engines_whose_versions_nobody_lists_are_not_refused(world: World) -> None:
    oracle = {
        "identifier": "demo",
        "engine": "oracle-ee",
        "engine_version": "19",
        "instance_class": "db.t3.large",
        "allocated_storage": 20,
        "username": "demo",
        "manage_master_user_password": True,
        "skip_final_snapshot": True,
    }
    world.create("aws_db_instance", **oracle)


def test_no_engine_mode_is_legal(world: World) -> None:
    """As Aurora Limitless needs it."""
    assert not world.problems("aws_rds_cluster", engine="aurora-postgresql", engine_mode="")


def test_an_anomaly_alarm_may_return_only_its_metric(world: World) -> None:
    band = {"id": "ad1", "expression": "ANOMALY_DETECTION_BAND(m1, 2)", "label": "expected"}
    metric = {
        "id": "m1",
        "return_data": True,
        "metric": [{"namespace": "AWS/Lambda", "metric_name": "Invocations", "period": 60, "stat": "Sum"}],
    }
    world.create(
        "aws_cloudwatch_metric_alarm",
        alarm_name="demo",
        comparison_operator="LessThanLowerOrGreaterThanUpperThreshold",
        evaluation_periods=1,
        threshold_metric_id="ad1",
        metric_query=[band, metric],
    )


def test_a_cluster_may_have_a_default_strategy_without_weights(world: World) -> None:
    """Only what then runs by it fails."""
    strategy = [{"capacity_provider": "FARGATE"}]
    world.create(
        "aws_ecs_cluster_capacity_providers",
        cluster_name="demo",
        capacity_providers=["FARGATE", "FARGATE_SPOT"],
        default_capacity_provider_strategy=strategy,
    )
    service = {"name": "web", "cluster": "demo", "task_definition": "web:1", "desired_count": 1}
    with pytest.raises(RefusedError, match="weight above zero"):
        world.create("aws_ecs_service", **service, capacity_provider_strategy=strategy)
