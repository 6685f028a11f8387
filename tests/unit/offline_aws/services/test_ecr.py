"""Repositories and what belongs to them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mautic_fargate.offline_aws.account.location import ProviderSettings
from mautic_fargate.offline_aws.services.ecr import same_lifecycle_policy
from support.offline import RefusedError, World

REPOSITORY = "aws_ecr_repository"


@pytest.fixture
def world() -> World:
    return World()


def policy(*rules: dict[str, Any]) -> str:
    return json.dumps({"rules": list(rules)})


def rule(priority: int, **selection: Any) -> dict[str, Any]:
    chosen = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 5, **selection}
    return {"rulePriority": priority, "selection": chosen, "action": {"type": "expire"}}


@pytest.mark.parametrize(("region", "suffix"), [("eu-central-1", "amazonaws.com"), ("cn-north-1", "amazonaws.com.cn")])
def test_what_create_gives(region: str, suffix: str) -> None:
    made = World(ProviderSettings(region=region)).create(REPOSITORY, name="team/app")
    assert made["repository_url"] == f"123456789012.dkr.ecr.{region}.{suffix}/team/app"
    assert made["arn"].endswith(":repository/team/app")
    assert made["registry_id"] == "123456789012"
    assert made["encryption_configuration"] == [{"encryption_type": "AES256", "kms_key": ""}]
    assert made["image_scanning_configuration"] == [{"scan_on_push": False}]


def test_exclusions_need_a_mutability_that_has_them(world: World) -> None:
    exclusion = [{"filter": "v*", "filter_type": "WILDCARD"}]
    wrong = world.plan(REPOSITORY, name="app", image_tag_mutability_exclusion_filter=exclusion)
    assert "can only be used when image_tag_mutability" in wrong.problems[0].summary
    values = {"image_tag_mutability": "IMMUTABLE_WITH_EXCLUSION", "image_tag_mutability_exclusion_filter": exclusion}
    assert world.plan(REPOSITORY, name="app", **values).problems == []
    wild = [{"filter": "*a*b*", "filter_type": "WILDCARD"}]
    assert world.problems(REPOSITORY, name="app", **values | {"image_tag_mutability_exclusion_filter": wild})


def test_dropping_the_encryption_replaces_only_when_it_used_a_key(world: World) -> None:
    plain = world.create(REPOSITORY, name="plain", encryption_configuration=[{"encryption_type": "AES256"}])
    assert world.changes(REPOSITORY, plain, name="plain") == set()
    keyed = world.create(REPOSITORY, name="keyed", encryption_configuration=[{"encryption_type": "KMS"}])
    assert keyed["encryption_configuration"][0]["kms_key"].startswith("arn:aws:kms:")
    assert world.plan(REPOSITORY, keyed, name="keyed").replace == [("encryption_configuration", 0, "encryption_type")]


def test_a_name_is_taken_once(world: World) -> None:
    world.create(REPOSITORY, name="app")
    with pytest.raises(RefusedError, match="RepositoryAlreadyExistsException"):
        world.create(REPOSITORY, name="app")


def test_lifecycle_policies_that_mean_the_same() -> None:
    one = policy(rule(1), rule(2, tagStatus="tagged", tagPrefixList=["b", "a"]))
    other = policy({**rule(2, tagStatus="tagged", tagPrefixList=["a", "b"]), "unknown": 1}, rule(1, tagPatternList=[]))
    assert same_lifecycle_policy(one, other)
    assert not same_lifecycle_policy(one, policy(rule(1)))
    assert same_lifecycle_policy(" ", "{}")
    assert not same_lifecycle_policy(one, '{"rules": [{}]}')


def test_an_equivalent_lifecycle_policy_is_no_change(world: World) -> None:
    rules = [rule(1, tagStatus="untagged"), rule(2)]
    made = world.create("aws_ecr_lifecycle_policy", repository="app", policy=policy(*rules))
    answer = world.plan("aws_ecr_lifecycle_policy", made, repository="app", policy=policy(*reversed(rules)))
    assert (answer.planned, answer.replace) == (made, [])
    changed = world.plan("aws_ecr_lifecycle_policy", made, repository="app", policy=policy(rule(1, countNumber=6)))
    assert changed.replace == [("policy",)]


def test_removed_credentials_of_a_cache_rule_stay(world: World) -> None:
    values = {"ecr_repository_prefix": "hub", "upstream_registry_url": "registry-1.docker.io"}
    secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:ecr-pullthroughcache/x"
    made = world.create("aws_ecr_pull_through_cache_rule", **values, credential_arn=secret)
    assert world.update("aws_ecr_pull_through_cache_rule", made, **values)["credential_arn"] == secret


def test_continuous_scans_are_enhanced(world: World) -> None:
    scan = {"scan_frequency": "CONTINUOUS_SCAN", "repository_filter": [{"filter": "*", "filter_type": "WILDCARD"}]}
    with pytest.raises(RefusedError, match="CONTINUOUS_SCAN"):
        world.create("aws_ecr_registry_scanning_configuration", scan_type="BASIC", rule=[scan])
    assert (
        world.create("aws_ecr_registry_scanning_configuration", scan_type="ENHANCED", rule=[scan])["id"]
        == "123456789012"
    )


def test_data_of_images(world: World) -> None:
    world.create(REPOSITORY, name="app")
    with pytest.raises(RefusedError, match="reading ECR Images: couldn't find resource"):
        world.data("aws_ecr_image", repository_name="app", image_tag="latest")
    with pytest.raises(RefusedError, match="Your query returned no results"):
        world.data("aws_ecr_image", repository_name="app", most_recent=True)
    other = world.data("aws_ecr_image", repository_name="other", image_tag="7")
    assert other["image_uri"].endswith(f"/other@{other['image_digest']}")
    assert other["image_tags"] == ["7"]


def test_data_of_repositories(world: World) -> None:
    made = world.create(REPOSITORY, name="app", image_tag_mutability="IMMUTABLE", tags={"a": "b"})
    found = world.data(REPOSITORY, name="app")
    assert (found["repository_url"], found["image_tag_mutability"], found["tags"]) == (
        made["repository_url"],
        "IMMUTABLE",
        {"a": "b"},
    )
    assert world.data(REPOSITORY, name="other")["repository_url"].endswith("/other")


def test_a_lifecycle_policy_document(world: World) -> None:
    selection = {
        "tag_status": "tagged",
        "tag_prefix_list": ["a<b"],
        "count_type": "imageCountMoreThan",
        "count_number": 3,
    }
    document = world.data(
        "aws_ecr_lifecycle_policy_document", rule=[{"priority": 1, "description": "d", "selection": [selection]}]
    )["json"]
    assert document == (
        '{\n  "rules": [\n    {\n      "rulePriority": 1,\n      "description": "d",\n      "selection": {\n'
        '        "tagStatus": "tagged",\n        "tagPrefixList": [\n          "a\\u003cb"\n        ],\n'
        '        "countType": "imageCountMoreThan",\n        "countNumber": 3\n      },\n      "action": {\n'
        '        "type": "expire"\n      }\n    }\n  ]\n}'
    )
