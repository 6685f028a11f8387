"""Topics, queues, mail, budgets, deployments, trails: plan hooks, ids, values, refusals."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mautic_fargate.offline_aws.wire.values import UNKNOWN, is_unknown
from support.offline import RefusedError, World

TOPIC = "aws_sns_topic"
QUEUE = "aws_sqs_queue"
QUEUE_ARN = "arn:aws:sqs:us-east-1:123456789012:b"
SUBSCRIPTION = "aws_sns_topic_subscription"
OPEN = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"*","Resource":"*"}]}'


@pytest.fixture
def world() -> World:
    return World()


# --- topics ---------------------------------------------------------------------------------------------------------


def test_a_topic_has_the_default_policy(world: World) -> None:
    state = world.create(TOPIC, name="a")
    assert state["id"] == state["arn"] == "arn:aws:sns:us-east-1:123456789012:a"
    assert json.loads(state["policy"])["Id"] == "__default_policy_ID"
    assert (state["owner"], state["fifo_throughput_scope"]) == ("123456789012", "")


def test_a_generated_name_of_a_fifo_topic_ends_in_fifo(world: World) -> None:
    state = world.create(TOPIC, name_prefix="a-", fifo_topic=True)
    assert state["name"].startswith("a-")
    assert state["name"].endswith(".fifo")
    assert state["arn"].endswith(state["name"])


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"name": "a b"}, "invalid topic name"),
        ({"name": "a.fifo"}, "invalid topic name"),
        ({"name": "a", "fifo_topic": True}, "invalid topic name"),
        ({"name": "a", "content_based_deduplication": True}, "only be set for FIFO"),
        ({"name": "a", "fifo_throughput_scope": "Topic"}, "only be set for FIFO"),
        ({"name": "a", "archive_policy": '{"a":1}'}, "only be set for FIFO"),
    ],
)
def test_what_the_plan_of_a_topic_refuses(world: World, config: dict[str, Any], message: str) -> None:
    assert message in world.plan(TOPIC, **config).problems[0].summary


@pytest.mark.parametrize("config", [{"name": UNKNOWN}, {"name": "a.fifo", "fifo_topic": True}, {}])
def test_right_topics(world: World, config: dict[str, Any]) -> None:
    assert world.plan(TOPIC, **config).problems == []


def test_the_policy_of_a_topic_goes_back_to_the_default(world: World) -> None:
    topic = world.create(TOPIC, name="a")
    own = world.create("aws_sns_topic_policy", arn=topic["arn"], policy=OPEN)
    assert own["owner"] == "123456789012"
    assert (world.read(TOPIC, topic) or {})["policy"] == own["policy"]
    world.destroy("aws_sns_topic_policy", own)
    assert (world.read(TOPIC, topic) or {})["policy"] == topic["policy"]


# --- subscriptions --------------------------------------------------------------------------------------------------


def subscription(**more: Any) -> dict[str, Any]:
    return {"topic_arn": "arn:aws:sns:us-east-1:123456789012:a", "protocol": "sqs", "endpoint": QUEUE_ARN} | more


@pytest.mark.parametrize(
    ("protocol", "more", "pending"),
    [("sqs", {}, False), ("email", {}, True), ("https", {}, True), ("https", {"endpoint_auto_confirms": True}, False)],
)
def test_who_must_confirm(world: World, protocol: str, more: dict[str, Any], pending: bool) -> None:
    endpoint = {"email": "ops@example.com", "https": "https://ops.example.com"}.get(protocol, QUEUE_ARN)
    state = world.create(SUBSCRIPTION, **subscription(protocol=protocol, endpoint=endpoint, **more))
    assert state["pending_confirmation"] is pending
    assert state["arn"].startswith("arn:aws:sns:us-east-1:123456789012:a:")


def test_the_scope_of_a_filter_policy(world: World) -> None:
    assert (world.plan(SUBSCRIPTION, **subscription()).planned or {})["filter_policy_scope"] is None
    policy = {"filter_policy": '{"a": ["b"]}'}
    assert is_unknown((world.plan(SUBSCRIPTION, **subscription(**policy)).planned or {})["filter_policy_scope"])
    refused = world.plan(SUBSCRIPTION, **subscription(filter_policy_scope="MessageBody")).problems
    assert "filter_policy is required" in refused[0].summary
    state = world.create(SUBSCRIPTION, **subscription(**policy, filter_policy_scope="MessageBody"))
    planned = world.plan(SUBSCRIPTION, state, **subscription(**policy)).planned or {}
    assert planned["filter_policy_scope"] == "MessageAttributes"
    assert world.create(SUBSCRIPTION, **subscription(**policy))["filter_policy_scope"] == "MessageAttributes"


def test_a_filter_policy_is_the_same_in_another_spelling(world: World) -> None:
    state = world.create(SUBSCRIPTION, **subscription(filter_policy='{"a": ["b"]}'))
    assert not world.changes(
        SUBSCRIPTION, state, **subscription(filter_policy='{"a":["b"]}', filter_policy_scope="MessageAttributes")
    )


# --- queues ---------------------------------------------------------------------------------------------------------


def test_a_plain_queue(world: World) -> None:
    state = world.create(QUEUE, name="a")
    assert state["id"] == state["url"] == "https://sqs.us-east-1.amazonaws.com/123456789012/a"
    assert (state["sqs_managed_sse_enabled"], state["kms_data_key_reuse_period_seconds"]) == (True, 300)
    assert (state["policy"], state["redrive_policy"], state["deduplication_scope"]) == ("", "", "")
    assert world.create(QUEUE, name="b", kms_master_key_id="alias/aws/sqs")["sqs_managed_sse_enabled"] is False
    fifo = world.create(QUEUE, fifo_queue=True)
    assert fifo["url"].endswith(".fifo")
    assert (fifo["deduplication_scope"], fifo["fifo_throughput_limit"]) == ("queue", "perQueue")


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"name": "a.b"}, "invalid queue name"),
        ({"name": "x" * 81}, "invalid queue name"),
        ({"name": "a", "fifo_queue": True}, "invalid queue name"),
        ({"name": "a", "content_based_deduplication": True}, "only be set for FIFO"),
    ],
)
def test_what_the_plan_of_a_queue_refuses(world: World, config: dict[str, Any], message: str) -> None:
    assert message in world.plan(QUEUE, **config).problems[0].summary


def test_the_reuse_of_data_keys_counts_only_with_encryption(world: World) -> None:
    name = "kms_data_key_reuse_period_seconds"
    plain = world.create(QUEUE, name="a", sqs_managed_sse_enabled=False)
    assert not world.changes(QUEUE, plain, name="a", sqs_managed_sse_enabled=False, **{name: 600})
    assert (world.plan(QUEUE, name="b", sqs_managed_sse_enabled=True).planned or {})[name] is None
    encrypted = world.create(QUEUE, name="c", kms_master_key_id="alias/aws/sqs")
    assert world.changes(QUEUE, encrypted, name="c", kms_master_key_id="alias/aws/sqs", **{name: 600}) == {name}


def test_a_redrive_policy_is_compared_as_it_is_written(world: World) -> None:
    state = world.create(
        QUEUE,
        name="a",
        redrive_policy='{"maxReceiveCount": 3, "deadLetterTargetArn": "arn:aws:sqs:us-east-1:123456789012:b"}',
    )
    same = '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:123456789012:b","maxReceiveCount":3}'
    assert state["redrive_policy"] == same
    assert not world.changes(QUEUE, state, name="a", redrive_policy=same)
    assert world.changes(QUEUE, state, name="a", redrive_policy=same.replace("3}", '"3"}')) == {"redrive_policy"}


def test_the_policy_of_a_queue_shows_in_the_queue(world: World) -> None:
    queue = world.create(QUEUE, name="a")
    own = world.create("aws_sqs_queue_policy", queue_url=queue["url"], policy=OPEN)
    assert (world.read(QUEUE, queue) or {})["policy"] == own["policy"]
    world.destroy("aws_sqs_queue_policy", own)
    assert (world.read(QUEUE, queue) or {})["policy"] == ""


def test_topics_and_queues_are_looked_up_and_imported(world: World) -> None:
    assert world.data(QUEUE, name="a")["url"].endswith("/a")
    assert world.data(TOPIC, name="a")["arn"].endswith(":a")
    assert World().import_(QUEUE, "https://sqs.us-east-1.amazonaws.com/123456789012/a")["name"] == "a"
    with pytest.raises(RefusedError, match="not the URL"):
        World().import_(QUEUE, "a")


# --- mail -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("identity", "kind", "tokens"), [("example.com", "DOMAIN", 3), ("a@example.com", "EMAIL_ADDRESS", 0)]
)
def test_an_identity_waits_for_its_records(world: World, identity: str, kind: str, tokens: int) -> None:
    state = world.create("aws_sesv2_email_identity", email_identity=identity)
    assert (state["identity_type"], state["verification_status"]) == (kind, "PENDING")
    assert state["verified_for_sending_status"] is False
    dkim = state["dkim_signing_attributes"][0]
    assert len(dkim["tokens"]) == tokens
    assert (dkim["signing_attributes_origin"], dkim["current_signing_key_length"]) == ("AWS_SES", "RSA_2048_BIT")


def test_ones_own_signing_key_is_kept(world: World) -> None:
    given = {"domain_signing_private_key": "ZXhhbXBsZQ==", "domain_signing_selector": "own"}
    state = world.create("aws_sesv2_email_identity", email_identity="example.com", dkim_signing_attributes=given)
    dkim = state["dkim_signing_attributes"][0]
    assert (dkim["signing_attributes_origin"], dkim["domain_signing_selector"], dkim["tokens"]) == (
        "EXTERNAL",
        "own",
        ["own"],
    )


def test_mail_from_is_checked_at_apply(world: World) -> None:
    name, config = "aws_sesv2_email_identity_mail_from_attributes", {"behavior_on_mx_failure": "REJECT_MESSAGE"}
    assert world.plan(name, email_identity="example.com", **config).problems == []
    with pytest.raises(RefusedError, match="mail from domain is required"):
        world.create(name, email_identity="example.com", **config)


def test_a_configuration_set_has_the_defaults_of_aws(world: World) -> None:
    state = world.create("aws_sesv2_configuration_set", configuration_set_name="a")
    assert state["sending_options"] == [{"sending_enabled": True}]
    assert state["reputation_options"] == [{"last_fresh_start": "", "reputation_metrics_enabled": False}]
    given = world.create(
        "aws_sesv2_configuration_set",
        configuration_set_name="b",
        reputation_options={"reputation_metrics_enabled": True},
    )
    assert given["reputation_options"] == [{"last_fresh_start": "", "reputation_metrics_enabled": True}]


# --- budgets --------------------------------------------------------------------------------------------------------

BUDGET = {"name": "a", "budget_type": "COST", "time_unit": "MONTHLY", "limit_amount": "10", "limit_unit": "USD"}


def test_the_limit_of_a_budget_compares_as_a_number(world: World) -> None:
    state = world.create("aws_budgets_budget", **BUDGET)
    assert (state["limit_amount"], state["id"]) == ("10.0", "123456789012:a")
    assert state["cost_types"][0]["include_tax"] is True
    assert not world.changes("aws_budgets_budget", state, **BUDGET)
    assert world.changes("aws_budgets_budget", state, **BUDGET | {"limit_amount": "11"}) == {"limit_amount"}


def test_what_budgets_refuse(world: World) -> None:
    absent = {"dimensions": {"key": "SERVICE", "values": ["a"], "match_options": ["ABSENT"]}}
    plan = world.plan(
        "aws_budgets_budget", **BUDGET, filter_expression={"and": [absent, absent]}, metrics=["UnblendedCost"]
    )
    assert any("ABSENT" in problem.summary for problem in plan.problems)
    silent = {
        "comparison_operator": "GREATER_THAN",
        "notification_type": "ACTUAL",
        "threshold": 1,
        "threshold_type": "PERCENTAGE",
    }
    with pytest.raises(RefusedError, match="subscriber"):
        world.create("aws_budgets_budget", **BUDGET, notification=silent)
    assert any(
        "cannot be parsed" in problem
        for problem in world.problems("aws_budgets_budget", **BUDGET, time_period_end="2030")
    )


# --- deployments, trails, detectors, groups -------------------------------------------------------------------------


def test_renaming_an_application_changes_its_id(world: World) -> None:
    state = world.create("aws_codedeploy_app", name="a")
    assert state["id"] == f"{state['application_id']}:a"
    after = world.update("aws_codedeploy_app", state, name="b")
    assert after["id"] == f"{state['application_id']}:b"
    assert after["arn"].endswith(":application:b")
    assert world.read("aws_codedeploy_app", after) == after


def test_a_deployment_group_follows_its_application(world: World) -> None:
    name = "aws_codedeploy_deployment_group"
    app = world.create("aws_codedeploy_app", name="a", compute_platform="ECS")
    config = {"app_name": "a", "deployment_group_name": "b", "service_role_arn": "arn:aws:iam::123456789012:role/a"}
    with pytest.raises(RefusedError, match="OneAtATime"):
        world.create(name, **config)
    state = world.create(name, **config, deployment_config_name="CodeDeployDefault.ECSAllAtOnce")
    assert state["compute_platform"] == "ECS"
    assert state["id"] == state["deployment_group_id"]
    with pytest.raises(RefusedError, match="DeploymentGroupDoesNotExist"):
        world.update(name, state, **config | {"app_name": "c"}, deployment_config_name="CodeDeployDefault.ECSAllAtOnce")
    world.destroy("aws_codedeploy_app", app)
    assert world.read(name, state) is None


def test_a_trail_names_its_topic_both_ways(world: World) -> None:
    arn = "arn:aws:sns:us-east-1:123456789012:a"
    for given in ("a", arn):
        state = world.create("aws_cloudtrail", name="trail", s3_bucket_name="b", sns_topic_name=given)
        assert (state["sns_topic_name"], state["sns_topic_arn"]) == ("a", arn)
    assert state["home_region"] == "us-east-1"


def test_the_default_selector_of_a_trail_reads_as_none(world: World) -> None:
    config = {"name": "trail", "s3_bucket_name": "b"}
    assert world.create("aws_cloudtrail", **config, event_selector=[{}])["event_selector"] == []
    kept = world.create("aws_cloudtrail", **config, event_selector=[{"read_write_type": "WriteOnly"}])
    assert len(kept["event_selector"]) == 1


def test_there_is_one_detector(world: World) -> None:
    state = world.create("aws_guardduty_detector")
    assert state["finding_publishing_frequency"] == "SIX_HOURS"
    assert state["datasources"][0]["s3_logs"] == [{"enable": True}]
    with pytest.raises(RefusedError, match="already exists"):
        world.create("aws_guardduty_detector")


def test_a_resource_group_stays_of_its_kind(world: World) -> None:
    name = "aws_resourcegroups_group"
    state = world.create(name, name="a", resource_query={"query": "{}"})
    with pytest.raises(RefusedError, match="conversion"):
        world.update(name, state, name="a", configuration=[{"type": "AWS::EC2::HostManagement"}])
