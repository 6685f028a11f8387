"""When two policies are the same to the provider."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mautic_fargate.offline_aws.planning.policy_equivalence import same_policy
from support.offline import World


def policy(*statements: dict[str, Any], **top: Any) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)} | top)


BASE: dict[str, Any] = {"Effect": "Allow", "Action": ["a", "b"], "Resource": "*"}
ROOT = "arn:aws-cn:iam::123456789012:root"


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        (policy(BASE), policy(BASE | {"Action": ["b", "a"]}), True),
        (policy(BASE), policy(BASE | {"Action": ["A", "b"]}), False),
        (policy(BASE), policy(BASE | {"Action": ["a", "b", "b"]}), False),
        (policy(BASE), policy(BASE | {"Resource": ["*"]}), True),
        (policy(BASE), policy(BASE | {"Effect": "ALLOW"}), True),
        (policy(BASE), policy(BASE | {"Sid": "x"}), False),
        (policy(BASE), policy(BASE, Version="2008-10-17"), False),
        (policy(BASE), policy(BASE, Id="x"), False),
        (policy(BASE), f"[{policy(BASE)}]", True),
        (policy(BASE), json.dumps({"version": "2012-10-17", "statement": BASE}), True),
        (policy(BASE), policy(BASE, BASE), False),
        (policy(BASE, {"Sid": "x"}), policy({"Sid": "x"}, BASE), True),
        (policy(BASE | {"Principal": "*"}), policy(BASE | {"Principal": {"AWS": "*"}}), False),
        (policy(BASE | {"Principal": {"AWS": ROOT}}), policy(BASE | {"Principal": {"AWS": ["123456789012"]}}), True),
        (policy(BASE | {"Principal": {"AWS": "x", "Service": []}}), policy(BASE | {"Principal": {"AWS": "x"}}), True),
        (policy(BASE | {"Condition": {}}), policy(BASE), False),
        (
            policy(BASE | {"Condition": {"Bool": {"a": True}}}),
            policy(BASE | {"Condition": {"Bool": {"a": ["true"]}}}),
            True,
        ),
        (policy(BASE | {"Condition": {"Bool": {"a": 1}}}), policy(BASE | {"Condition": {"Bool": {"A": 1}}}), False),
        ("", "{}", True),
        ("", policy(BASE), False),
        ("x", "x", True),
        ("x", "y", False),
    ],
)
def test_the_same_policy(left: str, right: str, same: bool) -> None:
    assert same_policy(left, right) is same
    assert same_policy(right, left) is same


@given(st.permutations([BASE, {"Sid": "x"}, {"Sid": "y", "Action": "c"}]), st.permutations(["a", "b"]))
def test_order_never_counts(statements: list[dict[str, Any]], actions: list[str]) -> None:
    shuffled = [statement | ({"Action": actions} if statement is BASE else {}) for statement in statements]
    assert same_policy(policy(BASE, {"Sid": "x"}, {"Sid": "y", "Action": "c"}), policy(*shuffled))


def test_a_plan_follows_it() -> None:
    world = World()
    statement = {"Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": "*"}
    state = world.create("aws_iam_policy", name="a", policy=policy(statement))
    for actions, changed in ((["s3:PutObject", "s3:GetObject"], set()), (["s3:getobject", "s3:PutObject"], {"policy"})):
        config = {"name": "a", "policy": policy(statement | {"Action": actions})}
        assert world.changes("aws_iam_policy", state, **config) == changed
