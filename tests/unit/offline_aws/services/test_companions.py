"""The smaller types beside the noted ones: ids, ARNs, a plan without changes after apply; lookups."""

from __future__ import annotations

from typing import Any

import pytest

from mautic_fargate.offline_aws.wire.values import is_wholly_known
from support.offline import World

QUEUE_URL = "https://sqs.us-east-1.amazonaws.com/123456789012/example"
POLICY = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]}'
READ_ONLY = "arn:aws:iam::aws:policy/ReadOnlyAccess"
BUS = "arn:aws:events:us-east-1:123456789012:event-bus/example"
FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:example"
IAM = "arn:aws:iam::123456789012"


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize(
    ("name", "config", "id_", "arn"),
    [
        ("aws_iam_user", {"name": "a", "path": "/b/"}, "a", f"{IAM}:user/b/a"),
        ("aws_iam_group", {"name": "a"}, "a", f"{IAM}:group/a"),
        ("aws_iam_user_policy", {"name": "a", "user": "b", "policy": POLICY}, "b:a", None),
        ("aws_iam_group_policy", {"name": "a", "group": "b", "policy": POLICY}, "b:a", None),
        ("aws_iam_account_alias", {"account_alias": "example"}, "example", None),
        ("aws_s3_bucket_acl", {"bucket": "a", "acl": "private"}, "a,private", None),
        ("aws_s3_bucket_notification", {"bucket": "a", "eventbridge": True}, "a", None),
        ("aws_s3_bucket_accelerate_configuration", {"bucket": "a", "status": "Enabled"}, "a", None),
        ("aws_cloudwatch_event_bus", {"name": "example"}, "example", BUS),
        (
            "aws_cloudwatch_event_archive",
            {"name": "a", "event_source_arn": BUS},
            "a",
            BUS.replace("event-bus/example", "archive/a"),
        ),
        (
            "aws_scheduler_schedule_group",
            {"name": "a"},
            "a",
            "arn:aws:scheduler:us-east-1:123456789012:schedule-group/a",
        ),
        (
            "aws_cloudwatch_log_stream",
            {"name": "a", "log_group_name": "b"},
            "a",
            "arn:aws:logs:us-east-1:123456789012:log-group:b:log-stream:a",
        ),
        (
            "aws_cloudwatch_log_subscription_filter",
            {"name": "a", "log_group_name": "b", "filter_pattern": "", "destination_arn": FUNCTION},
            "cwlsf-1405962159",
            None,
        ),
        ("aws_sqs_queue_redrive_policy", {"queue_url": QUEUE_URL, "redrive_policy": '{"a": 1}'}, QUEUE_URL, None),
        (
            "aws_ses_email_identity",
            {"email": "a@example.com"},
            "a@example.com",
            "arn:aws:ses:us-east-1:123456789012:identity/a@example.com",
        ),
        ("aws_ses_configuration_set", {"name": "a"}, "a", "arn:aws:ses:us-east-1:123456789012:configuration-set/a"),
    ],
)
def test_the_life_of_a_companion(world: World, name: str, config: dict[str, Any], id_: str, arn: str | None) -> None:
    state = world.create(name, **config)
    assert is_wholly_known(state)
    assert (state["id"], state.get("arn")) == (id_, arn)
    assert not world.changes(name, world.read(name, state) or {}, **config)


def test_attachments_to_users_and_groups_have_ids_of_their_own(world: World) -> None:
    for owner in ("user", "group"):
        state = world.create(f"aws_iam_{owner}_policy_attachment", policy_arn=READ_ONLY, **{owner: "a"})
        assert state["id"].startswith("a-")
        assert len(state["id"]) == len("a-") + 26


def test_the_tokens_of_a_domain_can_be_indexed(world: World) -> None:
    assert len(world.create("aws_ses_domain_dkim", domain="example.com")["dkim_tokens"]) == 3


def test_a_website_has_a_host(world: World) -> None:
    state = world.create("aws_s3_bucket_website_configuration", bucket="a", index_document={"suffix": "index.html"})
    assert state["website_endpoint"] == "a.s3-website-us-east-1.amazonaws.com"


def test_a_replica_key_has_the_id_of_its_primary(world: World) -> None:
    primary = world.create("aws_kms_key", multi_region=True)
    replica = world.create("aws_kms_replica_key", region="eu-west-1", primary_key_arn=primary["arn"])
    assert replica["key_id"] == primary["key_id"]
    assert replica["arn"] == primary["arn"].replace("us-east-1", "eu-west-1")


def test_a_redrive_policy_shows_in_its_queue(world: World) -> None:
    queue = world.create("aws_sqs_queue", name="example")
    made = world.create("aws_sqs_queue_redrive_policy", queue_url=queue["url"], redrive_policy='{"a": 1}')
    assert (world.read("aws_sqs_queue", queue) or {})["redrive_policy"] == made["redrive_policy"] == '{"a":1}'


@pytest.mark.parametrize(
    "asked",
    [
        {"service_id": "s3"},
        {"dns_name": "s3.us-east-1.amazonaws.com"},
        {"reverse_dns_name": "com.amazonaws.us-east-1.s3"},
    ],
)
def test_a_service_is_named_forwards_and_backwards(world: World, asked: dict[str, str]) -> None:
    values = world.data("aws_service", **asked)
    assert values["dns_name"] == "s3.us-east-1.amazonaws.com"
    assert values["reverse_dns_name"] == values["id"] == "com.amazonaws.us-east-1.s3"
    assert (values["region"], values["service_id"], values["partition"]) == ("us-east-1", "s3", "aws")


def test_identities_are_looked_up(world: World) -> None:
    trust = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":{"Service":"ec2.amazonaws.com"}}]}'
    role = world.create("aws_iam_role", name="web", assume_role_policy=trust)
    profile = world.create("aws_iam_instance_profile", name="web", role="web")
    found = world.data("aws_iam_instance_profile", name="web")
    assert (found["arn"], found["role_arn"]) == (profile["arn"], role["arn"])
    assert world.data("aws_iam_roles", name_regex="^we")["arns"] == [role["arn"]]
    assert world.data("aws_iam_roles", name_regex="^x")["arns"] == []
    provider = world.create("aws_iam_openid_connect_provider", url="https://id.example.com", client_id_list=["a"])
    for asked in ({"url": "https://id.example.com"}, {"arn": provider["arn"]}):
        assert world.data("aws_iam_openid_connect_provider", **asked)["client_id_list"] == ["a"]
    bus = world.create("aws_cloudwatch_event_bus", name="own", description="d")
    assert world.data("aws_cloudwatch_event_bus", name="own")["arn"] == bus["arn"]
