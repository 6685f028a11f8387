"""Every type of the identity, storage, observability and messaging services: made, read, planned again, imported, destroyed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mautic_fargate.offline_aws.wire.values import UNKNOWN, is_wholly_known
from support.offline import World, aws

ROLE_ARN = "arn:aws:iam::123456789012:role/example"
TOPIC_ARN = "arn:aws:sns:us-east-1:123456789012:example"
QUEUE_URL = "https://sqs.us-east-1.amazonaws.com/123456789012/example"
SECRET_ARN = "arn:aws:secretsmanager:us-east-1:123456789012:secret:example-AbCdEf"
KEY_ID = "11111111-2222-3333-4444-555555555555"


def statement(**more: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **more}]})


TRUST = statement(Action="sts:AssumeRole", Principal={"Service": "ecs-tasks.amazonaws.com"})
POLICY = statement(Action=["s3:GetObject", "s3:PutObject"], Resource="*")
OPEN = statement(Action="sns:Publish", Principal={"AWS": "*"}, Resource="*")

MINIMAL: dict[str, dict[str, Any]] = {
    "aws_iam_role": {"name": "example", "assume_role_policy": TRUST},
    "aws_iam_role_policy": {"name": "example", "role": "example", "policy": POLICY},
    "aws_iam_role_policy_attachment": {"role": "example", "policy_arn": "arn:aws:iam::aws:policy/ReadOnlyAccess"},
    "aws_iam_policy": {"name": "example", "policy": POLICY},
    "aws_iam_instance_profile": {"name": "example", "role": "example"},
    "aws_iam_service_linked_role": {"aws_service_name": "ecs.amazonaws.com"},
    "aws_iam_openid_connect_provider": {"url": "https://id.example.com", "client_id_list": ["sts.amazonaws.com"]},
    "aws_kms_key": {"description": "example", "enable_key_rotation": True},
    "aws_kms_alias": {"name": "alias/example", "target_key_id": KEY_ID},
    "aws_kms_key_policy": {"key_id": KEY_ID, "policy": OPEN},
    "aws_secretsmanager_secret": {"name": "example"},
    "aws_secretsmanager_secret_version": {"secret_id": SECRET_ARN, "secret_string": "example"},
    "aws_secretsmanager_secret_policy": {"secret_arn": SECRET_ARN, "policy": OPEN},
    "aws_secretsmanager_secret_rotation": {
        "secret_id": SECRET_ARN,
        "rotation_rules": {"automatically_after_days": 30},
    },
    "aws_ssm_parameter": {"name": "/example/parameter", "type": "String", "value": "example"},
    "aws_s3_bucket": {"bucket": "example-bucket"},
    "aws_s3_bucket_policy": {"bucket": "example-bucket", "policy": OPEN},
    "aws_s3_bucket_public_access_block": {"bucket": "example-bucket", "block_public_acls": True},
    "aws_s3_bucket_ownership_controls": {
        "bucket": "example-bucket",
        "rule": {"object_ownership": "BucketOwnerEnforced"},
    },
    "aws_s3_bucket_versioning": {"bucket": "example-bucket", "versioning_configuration": {"status": "Enabled"}},
    "aws_s3_bucket_server_side_encryption_configuration": {
        "bucket": "example-bucket",
        "rule": {"apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms"}},
    },
    "aws_s3_bucket_lifecycle_configuration": {
        "bucket": "example-bucket",
        "rule": {"id": "old", "status": "Enabled", "filter": {}, "expiration": {"days": 30}},
    },
    "aws_s3_bucket_logging": {"bucket": "example-bucket", "target_bucket": "example-logs", "target_prefix": "s3/"},
    "aws_s3_object": {"bucket": "example-bucket", "key": "a/b.txt", "content": "example"},
    "aws_cloudwatch_log_group": {"name": "/example/web", "retention_in_days": 30},
    "aws_cloudwatch_log_metric_filter": {
        "name": "errors",
        "log_group_name": "/example/web",
        "pattern": " ERROR ",
        "metric_transformation": {"name": "Errors", "namespace": "Example", "value": "1"},
    },
    "aws_cloudwatch_log_resource_policy": {"policy_name": "example", "policy_document": OPEN},
    "aws_cloudwatch_metric_alarm": {
        "alarm_name": "example",
        "comparison_operator": "GreaterThanThreshold",
        "evaluation_periods": 2,
        "metric_name": "CPUUtilization",
        "namespace": "AWS/ECS",
        "period": 60,
        "statistic": "Average",
        "threshold": 80,
    },
    "aws_cloudwatch_composite_alarm": {"alarm_name": "example", "alarm_rule": "ALARM(example)"},
    "aws_cloudwatch_dashboard": {"dashboard_name": "example", "dashboard_body": '{"widgets": []}'},
    "aws_cloudwatch_event_rule": {"name": "example", "event_pattern": '{"source": ["aws.ecs"]}'},
    "aws_cloudwatch_event_target": {"rule": "example", "arn": TOPIC_ARN},
    "aws_scheduler_schedule": {
        "name": "example",
        "schedule_expression": "rate(5 minutes)",
        "flexible_time_window": {"mode": "OFF"},
        "target": {"arn": TOPIC_ARN, "role_arn": ROLE_ARN},
    },
    "aws_sns_topic": {"name": "example"},
    "aws_sns_topic_policy": {"arn": TOPIC_ARN, "policy": OPEN},
    "aws_sns_topic_subscription": {"topic_arn": TOPIC_ARN, "protocol": "email", "endpoint": "ops@example.com"},
    "aws_sqs_queue": {"name": "example"},
    "aws_sqs_queue_policy": {"queue_url": QUEUE_URL, "policy": OPEN},
    "aws_budgets_budget": {
        "name": "monthly",
        "budget_type": "COST",
        "limit_amount": "100",
        "limit_unit": "USD",
        "time_unit": "MONTHLY",
        "notification": {
            "comparison_operator": "GREATER_THAN",
            "notification_type": "ACTUAL",
            "threshold": 80,
            "threshold_type": "PERCENTAGE",
            "subscriber_email_addresses": ["ops@example.com"],
        },
    },
    "aws_sesv2_email_identity": {"email_identity": "example.com"},
    "aws_sesv2_email_identity_mail_from_attributes": {
        "email_identity": "example.com",
        "mail_from_domain": "bounce.example.com",
    },
    "aws_sesv2_configuration_set": {"configuration_set_name": "example"},
    "aws_sesv2_configuration_set_event_destination": {
        "configuration_set_name": "example",
        "event_destination_name": "bounces",
        "event_destination": {
            "enabled": True,
            "matching_event_types": ["BOUNCE", "COMPLAINT"],
            "sns_destination": {"topic_arn": TOPIC_ARN},
        },
    },
    "aws_ses_domain_identity": {"domain": "example.com"},
    "aws_guardduty_detector": {"enable": True},
    "aws_cloudtrail": {"name": "example", "s3_bucket_name": "example-bucket"},
    "aws_codedeploy_app": {"name": "example", "compute_platform": "ECS"},
    "aws_codedeploy_deployment_group": {
        "app_name": "example",
        "deployment_group_name": "web",
        "deployment_config_name": "CodeDeployDefault.ECSAllAtOnce",
        "service_role_arn": ROLE_ARN,
    },
    "aws_resourcegroups_group": {"name": "example", "resource_query": {"query": "{}"}},
}
IDS = {
    "aws_iam_role": "example",
    "aws_iam_role_policy": "example:example",
    "aws_iam_role_policy_attachment": "example/arn:aws:iam::aws:policy/ReadOnlyAccess",
    "aws_iam_policy": "arn:aws:iam::123456789012:policy/example",
    "aws_iam_instance_profile": "example",
    "aws_iam_service_linked_role": "arn:aws:iam::123456789012:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
    "aws_iam_openid_connect_provider": "arn:aws:iam::123456789012:oidc-provider/id.example.com",
    "aws_kms_alias": "alias/example",
    "aws_kms_key_policy": KEY_ID,
    "aws_secretsmanager_secret_policy": SECRET_ARN,
    "aws_secretsmanager_secret_rotation": SECRET_ARN,
    "aws_ssm_parameter": "/example/parameter",
    "aws_s3_bucket": "example-bucket",
    "aws_s3_bucket_lifecycle_configuration": "example-bucket",
    "aws_s3_object": "example-bucket/a/b.txt",
    "aws_cloudwatch_log_group": "/example/web",
    "aws_cloudwatch_log_metric_filter": "errors",
    "aws_cloudwatch_event_rule": "example",
    "aws_scheduler_schedule": "default/example",
    "aws_sns_topic": TOPIC_ARN,
    "aws_sqs_queue": QUEUE_URL,
    "aws_budgets_budget": "123456789012:monthly",
    "aws_sesv2_configuration_set_event_destination": "example|bounces",
    "aws_cloudtrail": "arn:aws:cloudtrail:us-east-1:123456789012:trail/example",
}
"""The ids that the provider's notes name, where they follow from the configuration."""
ARNS = {
    "aws_iam_role": "arn:aws:iam::123456789012:role/example",
    "aws_iam_instance_profile": "arn:aws:iam::123456789012:instance-profile/example",
    "aws_kms_alias": "arn:aws:kms:us-east-1:123456789012:alias/example",
    "aws_ssm_parameter": "arn:aws:ssm:us-east-1:123456789012:parameter/example/parameter",
    "aws_s3_bucket": "arn:aws:s3:::example-bucket",
    "aws_s3_object": "arn:aws:s3:::example-bucket/a/b.txt",
    "aws_cloudwatch_log_group": "arn:aws:logs:us-east-1:123456789012:log-group:/example/web",
    "aws_cloudwatch_metric_alarm": "arn:aws:cloudwatch:us-east-1:123456789012:alarm:example",
    "aws_cloudwatch_event_rule": "arn:aws:events:us-east-1:123456789012:rule/example",
    "aws_scheduler_schedule": "arn:aws:scheduler:us-east-1:123456789012:schedule/default/example",
    "aws_sqs_queue": "arn:aws:sqs:us-east-1:123456789012:example",
    "aws_budgets_budget": "arn:aws:budgets::123456789012:budget/monthly",
    "aws_sesv2_email_identity": "arn:aws:ses:us-east-1:123456789012:identity/example.com",
    "aws_codedeploy_app": "arn:aws:codedeploy:us-east-1:123456789012:application:example",
    "aws_codedeploy_deployment_group": "arn:aws:codedeploy:us-east-1:123456789012:deploymentgroup:example/web",
    "aws_resourcegroups_group": "arn:aws:resource-groups:us-east-1:123456789012:group/example",
}

IMPORTS = {
    "aws_cloudwatch_log_metric_filter": "{log_group_name}:{name}",
    "aws_cloudwatch_event_target": "{rule}/{target_id}",
    "aws_codedeploy_deployment_group": "{app_name}:{deployment_group_name}",
}
"""The import ids that are not the id."""


@pytest.mark.parametrize("name", MINIMAL)
def test_a_plain_configuration_is_valid(name: str) -> None:
    assert World().problems(name, **MINIMAL[name]) == []


@pytest.mark.parametrize("name", MINIMAL)
def test_the_life_of_a_plain_resource(name: str) -> None:
    world = World()
    state = world.create(name, **MINIMAL[name])
    assert is_wholly_known(state)
    assert state["id"] == IDS.get(name, state["id"])
    assert state.get("arn") == ARNS.get(name, state.get("arn"))
    again = world.read(name, state)
    assert again is not None
    assert not world.changes(name, again, **MINIMAL[name])
    import_id = IMPORTS.get(name, "{id}").format(**state)
    assert world.import_(name, import_id)["id"] == state["id"]
    world.destroy(name, again)
    assert world.read(name, again) is None


def test_equal_configurations_give_equal_states() -> None:
    first, second = (World().create("aws_kms_key", description="example") for _ in range(2))
    assert first == second


def test_every_noted_type_has_a_service() -> None:
    assert set(MINIMAL) <= set(aws().registry.resources)


@pytest.mark.parametrize("name", MINIMAL)
def test_unknown_values_anywhere_can_be_planned(name: str) -> None:
    world, config = World(), MINIMAL[name]
    level = aws().rules("resource", name).level
    state = world.create(name, **config)
    variants: list[dict[str, Any]] = [{rule.name: UNKNOWN} for rule in level.attributes if rule.optional]
    for block in level.blocks:
        if block.nesting in {"list", "set"}:
            inside = {rule.name: UNKNOWN for rule in block.level.attributes if rule.optional}
            variants += [{block.name: [UNKNOWN]}, {block.name: [inside]}]
    for variant in variants:
        world.problems(name, **config | variant)
        assert World().plan(name, **config | variant).planned
        assert world.plan(name, state, **config | variant).planned
