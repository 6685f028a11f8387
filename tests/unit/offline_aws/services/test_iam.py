"""IAM: policies in their stored form, roles that show what is attached to them, names, ids, refusals."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mautic_fargate.offline_aws.wire.values import UNKNOWN, is_unknown
from support.offline import RefusedError, World


def policy(*actions: str, version: str = "2012-10-17", **more: Any) -> str:
    statement = {"Effect": "Allow", "Action": list(actions), "Resource": "*"} | more
    return json.dumps({"Version": version, "Statement": [statement]}, indent=1)


def trust(service: str = "ecs-tasks.amazonaws.com") -> str:
    statement = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": service}}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=1)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def role(world: World) -> dict[str, Any]:
    return world.create("aws_iam_role", name="web", assume_role_policy=trust())


# --- policies in their stored form ----------------------------------------------------------------------------------


def test_the_plan_shows_a_policy_compact_with_sorted_keys(world: World) -> None:
    planned = world.plan("aws_iam_policy", name="a", policy=policy("s3:Get*")).planned or {}
    assert planned["policy"] == (
        '{"Statement":[{"Action":["s3:Get*"],"Effect":"Allow","Resource":"*"}],"Version":"2012-10-17"}'
    )


def test_an_inline_policy_starts_with_its_version(world: World) -> None:
    planned = world.plan("aws_iam_role_policy", name="a", role="web", policy=policy("s3:Get*")).planned or {}
    assert planned["policy"].startswith('{"Version":"2012-10-17","Statement":[')
    old = world.plan("aws_iam_role_policy", name="a", role="web", policy=policy("s3:Get*", version="2008-10-17"))
    assert (old.planned or {})["policy"].endswith('"Version":"2008-10-17"}')


def test_an_equivalent_policy_is_no_change(world: World) -> None:
    state = world.create("aws_iam_policy", name="a", policy=policy("s3:Get*", "s3:Put*"))
    assert not world.changes("aws_iam_policy", state, name="a", policy=policy("s3:Put*", "s3:Get*"))
    assert world.changes("aws_iam_policy", state, name="a", policy=policy("s3:Put*")) == {"policy"}


def test_an_unknown_policy_stays_unknown(world: World) -> None:
    assert is_unknown((world.plan("aws_iam_policy", name="a", policy=UNKNOWN).planned or {})["policy"])


# --- roles ----------------------------------------------------------------------------------------------------------


def test_a_role_without_policies_has_empty_sets(role: dict[str, Any]) -> None:
    assert (role["inline_policy"], role["managed_policy_arns"]) == ([], [])
    assert role["unique_id"].startswith("AROA")
    assert len(role["unique_id"]) == 21


def test_a_refreshed_role_shows_what_others_attached_without_a_change(world: World, role: dict[str, Any]) -> None:
    arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
    attachment = world.create("aws_iam_role_policy_attachment", role="web", policy_arn=arn)
    inline = world.create("aws_iam_role_policy", name="logs", role="web", policy=policy("logs:*"))
    seen = world.read("aws_iam_role", role) or {}
    assert seen["managed_policy_arns"] == [arn]
    assert seen["inline_policy"] == [{"name": "logs", "policy": inline["policy"]}]
    assert not world.changes("aws_iam_role", seen, name="web", assume_role_policy=trust())
    changed = world.update("aws_iam_role", seen, name="web", assume_role_policy=trust(), description="web")
    world.destroy("aws_iam_role_policy_attachment", attachment)
    world.destroy("aws_iam_role_policy", inline)
    after = world.read("aws_iam_role", changed) or {}
    assert (after["managed_policy_arns"], after["inline_policy"]) == ([], [])


def test_an_empty_inline_policy_block_means_none(world: World, role: dict[str, Any]) -> None:
    assert not world.changes("aws_iam_role", role, name="web", assume_role_policy=trust(), inline_policy=[{}])


def test_only_different_inline_policies_are_a_change(world: World) -> None:
    def config(*actions: str) -> dict[str, Any]:
        inline = [{"name": "own", "policy": policy(*actions)}]
        return {"name": "web", "assume_role_policy": trust(), "inline_policy": inline}

    state = world.create("aws_iam_role", **config("s3:Get*", "s3:Put*"))
    assert not world.changes("aws_iam_role", state, **config("s3:Put*", "s3:Get*"))
    assert world.changes("aws_iam_role", state, **config("s3:*")) == {"inline_policy"}


@pytest.mark.parametrize(("change", "replaced"), [({"path": "/app/"}, True), ({"max_session_duration": 7200}, False)])
def test_what_replaces_a_role(world: World, role: dict[str, Any], change: dict[str, Any], replaced: bool) -> None:
    assert bool(world.plan("aws_iam_role", role, name="web", assume_role_policy=trust(), **change).replace) is replaced


def test_a_generated_name_starts_with_its_prefix(world: World) -> None:
    state = world.create("aws_iam_role", name_prefix="web-", assume_role_policy=trust())
    assert state["name"].startswith("web-")
    assert len(state["name"]) == len("web-") + 26
    assert world.create("aws_iam_role", assume_role_policy=trust())["name"].startswith("terraform-")


def test_the_path_stands_in_the_arn(world: World) -> None:
    state = world.create("aws_iam_role", name="web", path="/app/", assume_role_policy=trust())
    assert state["arn"] == "arn:aws:iam::123456789012:role/app/web"


# --- refusals -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("aws_iam_role", {"name_prefix": "x" * 39, "assume_role_policy": trust()}, "expected length of name_prefix"),
        (
            "aws_iam_role_policy",
            {"role": "arn:aws:iam::123456789012:role/a", "policy": policy("s3:*")},
            "must be the role's name",
        ),
        ("aws_iam_policy", {"path": "app", "policy": policy("s3:*")}, "must begin and end"),
        ("aws_iam_policy", {"path": "/a//b/", "policy": policy("s3:*")}, "consecutive"),
        ("aws_iam_service_linked_role", {"aws_service_name": "ecs"}, "full service hostname"),
        ("aws_iam_openid_connect_provider", {"url": "https://a.example.com?b", "client_id_list": ["c"]}, "query"),
    ],
)
def test_what_validation_refuses(world: World, name: str, values: dict[str, Any], message: str) -> None:
    assert any(message in problem for problem in world.problems(name, **values))


def test_an_attached_policy_cannot_be_deleted(world: World, role: dict[str, Any]) -> None:
    state = world.create("aws_iam_policy", name="a", policy=policy("s3:*"))
    attachment = world.create("aws_iam_role_policy_attachment", role=role["name"], policy_arn=state["arn"])
    assert (world.read("aws_iam_policy", state) or {})["attachment_count"] == 1
    with pytest.raises(RefusedError, match="DeleteConflict"):
        world.destroy("aws_iam_policy", state)
    world.destroy("aws_iam_role_policy_attachment", attachment)
    world.destroy("aws_iam_policy", state)


# --- others ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("service", "name"),
    [
        ("ecs.amazonaws.com", "AWSServiceRoleForECS"),
        ("ecs.application-autoscaling.amazonaws.com", "AWSServiceRoleForApplicationAutoScaling_ECSService"),
        ("some-thing.amazonaws.com", "AWSServiceRoleForSomeThing"),
    ],
)
def test_a_service_linked_role(world: World, service: str, name: str) -> None:
    state = world.create("aws_iam_service_linked_role", aws_service_name=service)
    assert (state["name"], state["path"]) == (name, f"/aws-service-role/{service}/")
    imported = World().import_("aws_iam_service_linked_role", state["id"])
    assert imported["aws_service_name"] == service


def test_the_url_of_an_identity_provider_is_stored_without_its_scheme(world: World) -> None:
    config = {"url": "https://id.example.com/a", "client_id_list": ["b"]}
    state = world.create("aws_iam_openid_connect_provider", **config)
    assert state["url"] == "id.example.com/a"
    assert len(state["thumbprint_list"][0]) == 40
    planned = world.plan("aws_iam_openid_connect_provider", state, **config)
    assert (planned.planned, planned.replace) == (state, [])
    assert world.plan("aws_iam_openid_connect_provider", state, **config | {"url": "https://other.example.com"}).replace


@pytest.mark.parametrize("id_", ["web", ":x", "x:"])
def test_a_wrong_import_id_is_refused(world: World, id_: str) -> None:
    with pytest.raises(RefusedError, match="unexpected format"):
        world.import_("aws_iam_role_policy", id_)
