"""The provider block: region, account, tags, and what is refused. The environment is always given, never the real one."""

from __future__ import annotations

from typing import Any

import pytest

from mautic_fargate.offline_aws.services.provider_block import duration_seconds, settings
from mautic_fargate.offline_aws.wire.values import UNKNOWN

ROLE = "arn:aws:iam::210987654321:role/deploy"


def problems(config: dict[str, Any], environment: dict[str, str] | None = None) -> list[str]:
    return [f"{item.severity}: {item.summary}" for item in settings(config, environment or {})[1]]


@pytest.mark.parametrize(
    ("config", "environment", "region"),
    [
        ({}, {}, "us-east-1"),
        ({}, {"AWS_DEFAULT_REGION": "eu-west-1"}, "eu-west-1"),
        ({}, {"AWS_DEFAULT_REGION": "eu-west-1", "AWS_REGION": "eu-west-2"}, "eu-west-2"),
        ({"region": "eu-west-3"}, {"AWS_REGION": "eu-west-2"}, "eu-west-3"),
        ({"region": UNKNOWN}, {}, "us-east-1"),
    ],
)
def test_the_region(config: dict[str, Any], environment: dict[str, str], region: str) -> None:
    made, found = settings(config, environment)
    assert (made.region, found) == (region, [])


@pytest.mark.parametrize(
    ("config", "account"),
    [
        ({}, "123456789012"),
        ({"allowed_account_ids": ["333333333333", "111111111111"]}, "111111111111"),
        ({"assume_role": [{"role_arn": ROLE}]}, "210987654321"),
        ({"assume_role": [{"role_arn": ROLE}, {"role_arn": ROLE.replace("2", "3")}]}, "310987654331"),
        ({"assume_role": [{"role_arn": ROLE}], "allowed_account_ids": ["333333333333"]}, "333333333333"),
        ({"assume_role_with_web_identity": [{"role_arn": ROLE, "web_identity_token": "token"}]}, "210987654321"),
    ],
)
def test_the_account(config: dict[str, Any], account: str) -> None:
    made, found = settings(config, {})
    assert (made.account_id, found) == (account, [])


def test_tags_of_the_environment_form_the_base() -> None:
    environment = {
        "TF_AWS_DEFAULT_TAGS_Owner": "env",
        "TF_AWS_DEFAULT_TAGS_Team": "env",
        "TF_AWS_IGNORE_TAGS_KEYS": "a, b,,",
        "TF_AWS_IGNORE_TAGS_KEY_PREFIXES": "k8s/",
    }
    config = {
        "default_tags": [{"tags": {"Owner": "config"}}],
        "ignore_tags": [{"keys": ["c"], "key_prefixes": ["x/"]}],
    }
    made, _ = settings(config, environment)
    assert made.default_tags == {"Owner": "config", "Team": "env"}
    assert made.ignore_tag_keys == {"a", "b", "c"}
    assert made.ignore_tag_prefixes == ("k8s/", "x/")


def test_no_credential_is_read() -> None:
    class Watched(dict[str, str]):
        asked: set[str]

        def get(self, key: str, default: Any = None) -> Any:
            self.asked.add(key)
            return super().get(key, default)

        def __getitem__(self, key: str) -> str:
            self.asked.add(key)
            return super().__getitem__(key)

    environment = Watched(AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x", AWS_SESSION_TOKEN="x", AWS_PROFILE="x")
    environment.asked = set()
    settings({"access_key": "x", "profile": "x"}, environment)
    assert not environment.asked & set(environment)


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"region": "us-moon-1"}, "error: invalid AWS Region: us-moon-1"),
        ({"allowed_account_ids": ["1"], "forbidden_account_ids": ["2"]}, "error: Conflicting configuration arguments"),
        ({"forbidden_account_ids": ["123456789012"]}, "error: AWS account ID not allowed: 123456789012"),
        ({"retry_mode": "never"}, 'error: unknown RetryMode, "never"'),
        ({"tag_policy_compliance": "x"}, "error: Invalid Attribute Value"),
        ({"skip_metadata_api_check": "yes"}, 'error: expected "true" or "false", got "yes"'),
        ({"assume_role": [{}]}, "warning: Missing required argument"),
        ({"assume_role": [{"role_arn": ROLE}, {}]}, "error: Missing required argument"),
        ({"assume_role": [{"role_arn": "deploy"}]}, 'error: "role_arn" (deploy) is an invalid ARN'),
        (
            {"assume_role": [{"role_arn": ROLE, "duration": "5m"}]},
            'error: duration "duration" must be between 15 minutes (15m) and 12 hours (12h), inclusive, got 5m',
        ),
        ({"assume_role": [{"role_arn": ROLE, "policy": "{"}]}, 'error: "policy" contains an invalid JSON'),
        ({"assume_role_with_web_identity": [{"role_arn": ROLE}]}, "error: Invalid Attribute Combination"),
        ({"default_tags": [{}, {}]}, "error: Too many default_tags blocks"),
        ({"endpoints": [{}, {}]}, "warning: Invalid Attribute Combination"),
    ],
)
def test_what_is_refused(config: dict[str, Any], message: str) -> None:
    assert problems(config) == [message]


def test_an_unchecked_region_passes() -> None:
    assert problems({"region": "us-moon-1", "skip_region_validation": True}) == []


def test_a_web_identity_may_come_from_the_environment() -> None:
    config = {"assume_role_with_web_identity": [{"role_arn": ROLE}]}
    assert problems(config, {"AWS_WEB_IDENTITY_TOKEN_FILE": "/token"}) == []


@pytest.mark.parametrize(
    ("text", "seconds"), [("1h30m", 5400), ("0", 0), ("1.5h", 5400), ("900s", 900), ("1 h", None), ("x", None)]
)
def test_go_durations(text: str, seconds: float | None) -> None:
    assert duration_seconds(text) == seconds
