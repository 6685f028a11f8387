"""The data sources about caller, regions, partitions and names; the provider's functions."""

from __future__ import annotations

from typing import Any

import pytest

from mautic_fargate.offline_aws.account.location import ProviderSettings
from mautic_fargate.offline_aws.services import functions
from support.offline import RefusedError, World

TRUST = (
    '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",'
    ' "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]}'
)


def test_the_caller_is_of_the_offline_account() -> None:
    values = World(ProviderSettings(account_id="210987654321")).data("aws_caller_identity")
    assert values["account_id"] == values["id"] == "210987654321"
    assert values["arn"] == "arn:aws:iam::210987654321:user/offline"


@pytest.mark.parametrize(
    ("asked", "region"),
    [
        ({}, "eu-west-1"),
        ({"region": "us-east-2"}, "us-east-2"),
        ({"name": "us-east-2"}, "us-east-2"),
        ({"region": "us-east-2", "name": "us-west-2"}, "us-east-2"),
        ({"endpoint": "ec2.cn-north-1.amazonaws.com.cn"}, "cn-north-1"),
    ],
)
def test_a_region_is_found_by_name_or_endpoint(asked: dict[str, Any], region: str) -> None:
    values = World(ProviderSettings(region="eu-west-1")).data("aws_region", **asked)
    assert values["id"] == values["name"] == values["region"] == region
    assert values["endpoint"].startswith(f"ec2.{region}.")


def test_the_description_of_a_region() -> None:
    assert World().data("aws_region", region="us-east-2")["description"] == "US East (Ohio)"


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"region": "us-moon-1"}, "region not found"),
        ({"endpoint": "ec2.us-east-2.amazonaws.com", "region": "us-east-1"}, "multiple Regions matched"),
    ],
)
def test_a_region_that_cannot_be_found(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(RefusedError, match=message):
        World().data("aws_region", **asked)


def test_regions_are_those_enabled_unless_all_are_asked_for() -> None:
    world = World()
    enabled, every = world.data("aws_regions")["names"], world.data("aws_regions", all_regions=True)["names"]
    assert "eu-central-2" in every
    assert "eu-central-2" not in enabled
    assert set(enabled) < set(every)
    assert "cn-north-1" not in every


@pytest.mark.parametrize(
    ("region", "partition", "suffix", "reverse"),
    [
        ("eu-west-1", "aws", "amazonaws.com", "com.amazonaws"),
        ("cn-north-1", "aws-cn", "amazonaws.com.cn", "cn.com.amazonaws"),
    ],
)
def test_the_partition_follows_the_region(region: str, partition: str, suffix: str, reverse: str) -> None:
    values = World(ProviderSettings(region=region)).data("aws_partition")
    assert (values["partition"], values["dns_suffix"], values["reverse_dns_prefix"]) == (partition, suffix, reverse)


def test_default_tags_lack_the_ignored_ones() -> None:
    settings = ProviderSettings(default_tags={"a": "1", "b": "2"}, ignore_tag_keys=frozenset({"b"}))
    assert World(settings).data("aws_default_tags")["tags"] == {"a": "1"}


@pytest.mark.parametrize(
    ("service", "region", "name"),
    [
        ("ecs", "us-east-1", "ecs.amazonaws.com"),
        ("ec2", "cn-north-1", "ec2.amazonaws.com.cn"),
        ("ecs", "cn-north-1", "ecs.amazonaws.com"),
    ],
)
def test_a_service_principal_rarely_has_the_suffix_of_the_partition(service: str, region: str, name: str) -> None:
    values = World().data("aws_service_principal", service_name=service, region=region)
    assert values["name"] == name
    assert values["id"] == f"{service}.{region}.{values['suffix']}"


def test_an_arn_in_parts() -> None:
    values = World().data("aws_arn", arn="arn:aws:rds:eu-west-1:123456789012:db:a:b")
    assert (values["service"], values["account"], values["resource"]) == ("rds", "123456789012", "db:a:b")


def test_a_session_names_the_role_that_issued_it() -> None:
    world = World()
    values = world.data("aws_iam_session_context", arn="arn:aws:sts::123456789012:assumed-role/deploy/session")
    assert (values["issuer_name"], values["session_name"]) == ("deploy", "session")
    assert values["issuer_arn"] == "arn:aws:iam::123456789012:role/deploy"
    user = "arn:aws:iam::123456789012:user/offline"
    assert world.data("aws_iam_session_context", arn=user)["issuer_arn"] == user


def test_roles_and_policies_are_looked_up_in_the_stack_first() -> None:
    world = World()
    role = world.create("aws_iam_role", name="web", path="/app/", assume_role_policy=TRUST, tags={"a": "b"})
    found = world.data("aws_iam_role", name="web")
    assert (found["arn"], found["unique_id"], found["tags"]) == (role["arn"], role["unique_id"], {"a": "b"})
    assert world.data("aws_iam_role", name="other")["arn"] == "arn:aws:iam::123456789012:role/other"
    world.destroy("aws_iam_role", role)
    with pytest.raises(RefusedError, match="couldn't find resource"):
        world.data("aws_iam_role", name="web")


@pytest.mark.parametrize(
    ("name", "arn"),
    [
        ("AmazonECSTaskExecutionRolePolicy", "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy"),
        ("AmazonSSMManagedInstanceCore", "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore"),
        ("my-policy", "arn:aws:iam::123456789012:policy/my-policy"),
    ],
)
def test_a_policy_is_found_by_its_name(name: str, arn: str) -> None:
    assert World().data("aws_iam_policy", name=name)["arn"] == arn


# --- functions ------------------------------------------------------------------------------------------------------


def test_arns_are_parsed_and_built() -> None:
    arn = "arn:aws:iam::123456789012:role/a/b:c"
    parts = functions.arn_parse(arn)
    assert parts["resource"] == "role/a/b:c"
    assert functions.arn_build(**parts) == arn


@pytest.mark.parametrize(("arn", "message"), [("aws:iam", "invalid prefix"), ("arn:aws:iam", "not enough sections")])
def test_what_is_no_arn(arn: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        functions.arn_parse(arn)


def test_the_path_of_a_role_is_trimmed() -> None:
    assert functions.trim_iam_role_path("arn:aws:iam::123456789012:role/a/b/c") == "arn:aws:iam::123456789012:role/c"


@pytest.mark.parametrize(
    ("arn", "message"),
    [
        ("arn:aws:s3::1:role/a", "service must be"),
        ("arn:aws:iam:eu-west-1:1:role/a", "region must be empty"),
        ("arn:aws:iam::1:user/a", "resource must begin"),
    ],
)
def test_only_the_arn_of_a_role_has_a_role_path(arn: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        functions.trim_iam_role_path(arn)


def test_a_product_for_the_user_agent() -> None:
    assert functions.user_agent("tool", "1.0", "for tests") == "tool/1.0 (for tests)"
    assert functions.user_agent("tool", "", "") == "tool"
    with pytest.raises(ValueError, match="name"):
        functions.user_agent("", "1", "")
