"""S3: buckets, what configures them, objects."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from mautic_fargate.offline_aws.account.location import ProviderSettings
from mautic_fargate.offline_aws.services.s3 import name_problem
from mautic_fargate.offline_aws.services.s3_object import _CHECKSUMS
from mautic_fargate.offline_aws.wire.values import UNKNOWN, is_unknown
from support.offline import RefusedError, World

OBJECT = "aws_s3_object"
VERSIONING = "aws_s3_bucket_versioning"
LIFECYCLE = "aws_s3_bucket_lifecycle_configuration"
ENCRYPTION = "aws_s3_bucket_server_side_encryption_configuration"


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def bucket(world: World) -> dict[str, Any]:
    return world.create("aws_s3_bucket", bucket="example-bucket")


def policy(*actions: str) -> str:
    statement = {
        "Effect": "Allow",
        "Action": list(actions),
        "Principal": {"AWS": "*"},
        "Resource": "arn:aws:s3:::example-bucket/*",
    }
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


# --- buckets --------------------------------------------------------------------------------------------------------


def test_what_a_plain_bucket_shows(bucket: dict[str, Any]) -> None:
    default = {"kms_master_key_id": "", "sse_algorithm": "AES256"}
    assert bucket["versioning"] == [{"enabled": False, "mfa_delete": False}]
    assert bucket["server_side_encryption_configuration"] == [
        {"rule": [{"apply_server_side_encryption_by_default": [default], "bucket_key_enabled": False}]}
    ]
    assert [grant["permissions"] for grant in bucket["grant"]] == [["FULL_CONTROL"]]
    assert (bucket["request_payer"], bucket["policy"], bucket["acl"]) == ("BucketOwner", "", None)
    for name in (
        "logging",
        "lifecycle_rule",
        "cors_rule",
        "website",
        "replication_configuration",
        "object_lock_configuration",
    ):
        assert bucket[name] == []


@pytest.mark.parametrize(
    ("region", "domain", "zone", "website"),
    [
        (
            "us-east-1",
            "a-bucket.s3.us-east-1.amazonaws.com",
            "Z3AQBSTGFYJSTF",
            "a-bucket.s3-website-us-east-1.amazonaws.com",
        ),
        (
            "eu-central-1",
            "a-bucket.s3.eu-central-1.amazonaws.com",
            "Z21DNDUVLTQW6Q",
            "a-bucket.s3-website.eu-central-1.amazonaws.com",
        ),
        (
            "cn-north-1",
            "a-bucket.s3.cn-north-1.amazonaws.com.cn",
            "Z5CN8UMXT92WN",
            "a-bucket.s3-website.cn-north-1.amazonaws.com.cn",
        ),
    ],
)
def test_the_names_of_a_bucket(region: str, domain: str, zone: str, website: str) -> None:
    settings = ProviderSettings(region=region)
    state = World(settings).create("aws_s3_bucket", bucket="a-bucket", website={"index_document": "index.html"})
    assert (state["bucket_regional_domain_name"], state["hosted_zone_id"], state["bucket_region"]) == (
        domain,
        zone,
        region,
    )
    assert state["website_endpoint"] == website
    assert World(settings).create("aws_s3_bucket", bucket="a-bucket")["website_endpoint"] is None


@pytest.mark.parametrize(
    ("region", "name", "right"),
    [
        ("us-east-1", "Upper_Case", True),
        ("us-east-1", "a b", False),
        ("eu-west-1", "Upper", False),
        ("eu-west-1", "ab", False),
        ("eu-west-1", "192.0.2.1", False),
        ("eu-west-1", "a..b", False),
        ("eu-west-1", ".abc", False),
        ("eu-west-1", "a.b-c", True),
    ],
)
def test_names_are_checked_by_region_at_apply(region: str, name: str, right: bool) -> None:
    assert (name_problem(name, region) == "") is right


def test_the_namespace_of_the_account_ends_names(world: World) -> None:
    state = world.create("aws_s3_bucket", bucket_prefix="a-", bucket_namespace="account-regional")
    assert state["bucket"].endswith("-123456789012-us-east-1-an")
    with pytest.raises(RefusedError, match="ends in"):
        world.create("aws_s3_bucket", bucket="plain", bucket_namespace="account-regional")


def test_names_of_buckets_are_unique(world: World, bucket: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match="BucketAlreadyExists"):
        world.create("aws_s3_bucket", bucket=bucket["bucket"])


def test_a_website_and_replication_inside_the_bucket(world: World) -> None:
    both = {"index_document": "index.html", "redirect_all_requests_to": "example.com"}
    assert any("exactly one of" in problem for problem in world.problems("aws_s3_bucket", bucket="abc", website=both))
    assert any("exactly one of" in problem for problem in world.problems("aws_s3_bucket", bucket="abc", website={}))
    rule = {"status": "Enabled", "destination": {"bucket": "arn:aws:s3:::other"}}
    replication = {"role": "arn:aws:iam::123456789012:role/a", "rules": [rule]}
    with pytest.raises(RefusedError, match="versioning must be enabled"):
        world.create("aws_s3_bucket", bucket="abc", replication_configuration=replication)
    world.create("aws_s3_bucket", bucket="abc", replication_configuration=replication, versioning={"enabled": True})


def test_object_lock_switches_versioning_on(world: World) -> None:
    state = world.create("aws_s3_bucket", bucket="locked-bucket", object_lock_enabled=True)
    assert state["versioning"][0]["enabled"] is True
    assert state["object_lock_configuration"][0]["object_lock_enabled"] == "Enabled"


def test_a_bucket_with_objects_is_deleted_only_by_force(world: World) -> None:
    for force in (False, True):
        state = world.create("aws_s3_bucket", bucket=f"bucket-{force}".lower(), force_destroy=force)
        item = world.create(OBJECT, bucket=state["bucket"], key="a", content="b")
        if force:
            world.destroy("aws_s3_bucket", state)
            assert world.read(OBJECT, item) is None
        else:
            with pytest.raises(RefusedError, match="BucketNotEmpty"):
                world.destroy("aws_s3_bucket", state)


def test_a_bucket_shows_its_companions_without_a_change(world: World, bucket: dict[str, Any]) -> None:
    made = world.create("aws_s3_bucket_policy", bucket="example-bucket", policy=policy("s3:GetObject"))
    world.create(VERSIONING, bucket="example-bucket", versioning_configuration={"status": "Enabled"})
    world.create(
        ENCRYPTION,
        bucket="example-bucket",
        rule={"bucket_key_enabled": True, "apply_server_side_encryption_by_default": {"sse_algorithm": "aws:kms"}},
    )
    world.create("aws_s3_bucket_logging", bucket="example-bucket", target_bucket="logs", target_prefix="")
    seen = world.read("aws_s3_bucket", bucket) or {}
    assert seen["policy"] == made["policy"]
    assert seen["versioning"][0]["enabled"] is True
    assert seen["server_side_encryption_configuration"][0]["rule"][0]["bucket_key_enabled"] is True
    assert seen["logging"] == [{"target_bucket": "logs", "target_prefix": ""}]
    assert not world.changes("aws_s3_bucket", seen, bucket="example-bucket")
    world.destroy("aws_s3_bucket_policy", made)
    assert (world.read("aws_s3_bucket", bucket) or {})["policy"] == ""


def test_buckets_are_looked_up(world: World, bucket: dict[str, Any]) -> None:
    found = world.data("aws_s3_bucket", bucket="example-bucket")
    assert found["arn"] == bucket["arn"]
    assert found["hosted_zone_id"] == bucket["hosted_zone_id"]
    assert len(world.data("aws_canonical_user_id")["id"]) == 64
    assert world.data("aws_canonical_user_id")["id"] == bucket["grant"][0]["id"]


# --- what configures a bucket ---------------------------------------------------------------------------------------


def test_versioning_is_never_switched_off(world: World) -> None:
    state = world.create(VERSIONING, bucket="a", versioning_configuration={"status": "Enabled"})
    assert state["versioning_configuration"][0]["mfa_delete"] == "Disabled"
    plan = world.plan(VERSIONING, state, bucket="a", versioning_configuration={"status": "Disabled"})
    assert "cannot be updated from 'Enabled' to 'Disabled'" in plan.problems[0].summary
    assert not world.plan(VERSIONING, state, bucket="a", versioning_configuration={"status": "Suspended"}).problems


@pytest.mark.parametrize(("owner", "replaced"), [("123456789012", False), ("210987654321", True)])
def test_to_expect_ones_own_account_is_no_replacement(world: World, owner: str, replaced: bool) -> None:
    state = world.create(VERSIONING, bucket="a", versioning_configuration={"status": "Enabled"})
    plan = world.plan(
        VERSIONING, state, bucket="a", expected_bucket_owner=owner, versioning_configuration={"status": "Enabled"}
    )
    assert bool(plan.replace) is replaced


def test_the_id_names_the_expected_owner(world: World) -> None:
    state = world.create(
        VERSIONING, bucket="a", expected_bucket_owner="210987654321", versioning_configuration={"status": "Enabled"}
    )
    assert state["id"] == "a,210987654321"
    assert World().import_(VERSIONING, state["id"])["expected_bucket_owner"] == "210987654321"


def test_an_equivalent_bucket_policy_is_no_change(world: World) -> None:
    state = world.create("aws_s3_bucket_policy", bucket="a", policy=policy("s3:GetObject", "s3:ListBucket"))
    assert not world.changes("aws_s3_bucket_policy", state, bucket="a", policy=policy("s3:ListBucket", "s3:GetObject"))


def rule(**more: Any) -> dict[str, Any]:
    return {"id": "a", "status": "Enabled"} | more


def planned_rule(world: World, **more: Any) -> dict[str, Any]:
    planned = world.plan(LIFECYCLE, bucket="a", rule=[rule(**more)]).planned or {}
    found: dict[str, Any] = planned["rule"][0]
    return found


@pytest.mark.parametrize(
    ("given", "prefix"),
    [
        ({}, ""),
        ({"prefix": "logs/"}, "logs/"),
        ({"tag": {"key": "a", "value": "b"}}, None),
        ({"object_size_less_than": 9}, None),
    ],
)
def test_the_prefix_of_a_filter(world: World, given: dict[str, Any], prefix: str | None) -> None:
    assert planned_rule(world, filter=given)["filter"][0]["prefix"] == prefix


def test_what_a_lifecycle_rule_leaves_out_is_planned(world: World) -> None:
    found = planned_rule(
        world,
        filter={"and": {"tags": {"a": "b"}}},
        expiration={"date": "2030-01-01T00:00:00Z"},
        transition=[{"date": "2029-01-01T00:00:00Z", "storage_class": "GLACIER"}, {"storage_class": "GLACIER"}],
    )
    assert found["prefix"] == ""
    assert found["filter"][0]["and"][0]["object_size_greater_than"] == 0
    assert found["filter"][0]["prefix"] is None
    assert found["expiration"][0] == {"date": "2030-01-01T00:00:00Z", "days": 0, "expired_object_delete_marker": False}
    assert [item["days"] for item in found["transition"]] == [None, 0]
    planned = world.plan(LIFECYCLE, bucket="a", rule=[rule()]).planned or {}
    assert planned["transition_default_minimum_object_size"] == "all_storage_classes_128K"
    assert is_unknown((world.plan(LIFECYCLE, bucket="a", rule=UNKNOWN_RULE).planned or {})["rule"][0]["id"])


UNKNOWN_RULE = [rule(id=UNKNOWN)]


def test_a_lifecycle_changes_in_place(world: World) -> None:
    state = world.create(LIFECYCLE, bucket="a", rule=[rule(filter={}, expiration={"days": 30})])
    assert state["expected_bucket_owner"] == ""
    assert world.changes(LIFECYCLE, state, bucket="a", rule=[rule(filter={}, expiration={"days": 31})]) == {"rule"}


def test_combinations_in_lifecycle_rules(world: World) -> None:
    def found(**more: Any) -> list[str]:
        config = world.config(LIFECYCLE, {"bucket": "a", "rule": [rule(**more)]})
        return [
            problem.severity
            for problem in world.session.validate(LIFECYCLE, config)
            if "Combination" in problem.summary
        ]

    assert found(expiration={"days": 1, "date": "2030-01-01T00:00:00Z"}) == ["warning"]
    assert found(filter={"prefix": "a", "object_size_less_than": 1}) == ["warning"]
    assert found(transition=[{"storage_class": "GLACIER"}]) == ["warning"]
    assert found(transition=[{"storage_class": "GLACIER", "days": 1, "date": "2030-01-01T00:00:00Z"}]) == ["error"]
    assert found(expiration={"days": 1}, filter={}) == []


# --- objects --------------------------------------------------------------------------------------------------------


def test_what_an_object_shows(world: World) -> None:
    state = world.create(OBJECT, bucket="a", key="b/c", content="text")
    assert state["etag"] == hashlib.md5(b"text").hexdigest()
    assert (state["storage_class"], state["server_side_encryption"]) == ("STANDARD", "AES256")
    assert (state["content_type"], state["version_id"], state["acl"]) == ("application/octet-stream", "", None)
    encrypted = world.create(
        OBJECT, bucket="a", key="d", content="text", kms_key_id="arn:aws:kms:us-east-1:123456789012:key/a"
    )
    assert encrypted["server_side_encryption"] == "aws:kms"
    assert encrypted["etag"] != state["etag"]


def test_versions_of_objects(world: World, bucket: dict[str, Any]) -> None:
    world.create(VERSIONING, bucket=bucket["bucket"], versioning_configuration={"status": "Enabled"})
    state = world.create(OBJECT, bucket=bucket["bucket"], key="a", content="one")
    assert state["version_id"]
    config = {"bucket": bucket["bucket"], "key": "a", "content": "two"}
    planned = world.plan(OBJECT, state, **config).planned or {}
    assert is_unknown(planned["version_id"])
    assert planned["etag"] == state["etag"]
    after = world.update(OBJECT, state, **config)
    assert after["version_id"] != state["version_id"]
    assert after["etag"] == hashlib.md5(b"two").hexdigest()


def test_a_file_is_read_at_apply_and_may_be_missing(world: World, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    config = {"bucket": "a", "key": "b", "source": str(path)}
    assert world.plan(OBJECT, **config).problems == []
    with pytest.raises(RefusedError, match="No such file"):
        world.create(OBJECT, **config)
    path.write_text("text")
    state = world.create(OBJECT, **config)
    assert state["etag"] == hashlib.md5(b"text").hexdigest()
    path.write_text("other")
    assert not world.changes(OBJECT, state, **config)


def test_an_object_may_do_without_the_default_tags() -> None:
    world = World(ProviderSettings(default_tags={"a": "1"}))
    planned = world.plan(OBJECT, bucket="a", key="b", tags={"c": "2"}, override_provider={"default_tags": {"tags": {}}})
    assert (planned.planned or {})["tags_all"] == {"c": "2"}
    assert (world.plan(OBJECT, bucket="a", key="b").planned or {})["tags_all"] == {"a": "1"}


@pytest.mark.parametrize(
    ("algorithm", "check"),
    [("CRC32", "cbf43926"), ("CRC32C", "e3069283"), ("CRC64NVME", "ae8b14860a799888")],
)
def test_checksums_are_the_published_check_values(algorithm: str, check: str) -> None:
    assert _CHECKSUMS[algorithm][1](b"123456789").hex() == check


def test_only_the_chosen_checksum_is_shown(world: World) -> None:
    state = world.create(OBJECT, bucket="a", key="b", content="c", checksum_algorithm="SHA256")
    assert state["checksum_sha256"]
    assert state["checksum_crc32"] == ""


def test_the_keys_of_metadata_are_lower_case(world: World) -> None:
    assert any("lowercase" in problem for problem in world.problems(OBJECT, bucket="a", key="b", metadata={"A": "b"}))


def test_objects_are_imported_by_either_address() -> None:
    assert World().import_(OBJECT, "s3://a/b/c")["id"] == World().import_(OBJECT, "a/b/c")["id"] == "a/b/c"
