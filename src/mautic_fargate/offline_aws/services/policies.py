"""Policies and other JSON arguments at plan: the spelling in which the provider stores them, and changes that are none.

The general rules know the normal form and the equivalence where the facts name them; these hooks add those that are inline
code of the provider. Source: verify.LegacyPolicyNormalize, ruleEventPatternJSONDecoder, PolicyToSet of the provider 6.58.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias

from mautic_fargate.offline_aws.planning.normalise import compact_json, same_json
from mautic_fargate.offline_aws.planning.policy_equivalence import same_policy
from mautic_fargate.offline_aws.services.context import PlanContext
from mautic_fargate.offline_aws.wire.values import Value

PlanHook: TypeAlias = Callable[[PlanContext], None]
Form: TypeAlias = Callable[[str], str]
Same: TypeAlias = Callable[[Value, Value], bool]

POLICY_VERSION: Final = "2012-10-17"


def normal_json(text: str) -> str:
    """The plain normal form: compact, keys sorted. What is no JSON stays as it is, and so does empty text."""
    normal = compact_json(text)
    return text if normal is None else normal


def version_first(text: str) -> str:
    """The normal form of older policy arguments: as `normal_json`, but a current `Version` stands in front."""
    normal = normal_json(text)
    try:
        document = json.loads(normal)
    except ValueError:
        return normal
    if not isinstance(document, dict) or document.get("Version") != POLICY_VERSION:
        return normal
    member = f'"Version":"{POLICY_VERSION}"'
    rest = {key: value for key, value in document.items() if key != "Version"}
    return "{" + member + ("," + normal_json(json.dumps(rest))[1:] if rest else "}")


def event_pattern(text: str) -> str:
    """The normal form of an event pattern: compact, keys sorted, `<`, `>` and `&` as they are."""
    try:
        document = json.loads(text)
    except ValueError:
        return text
    return json.dumps(document, separators=(",", ":"), sort_keys=True, ensure_ascii=False)


def plan_json(name: str, *, form: Form = normal_json, same: Same = same_json) -> PlanHook:
    """The hook that plans the JSON argument `name` in its stored form, and keeps what is there while it means the same."""

    def plan(context: PlanContext) -> None:
        given, before = context.config.get(name), context.before(name)
        # What the general rules made of it does not count: their notion of "the same" is a wider one.
        planned = given if isinstance(given, str) and given else context.planned.get(name)
        if not isinstance(planned, str):
            return
        planned = form(planned)
        context.planned[name] = before if isinstance(before, str) and same(before, planned) else planned

    return plan


def plan_policy(name: str, *, form: Form = normal_json) -> PlanHook:
    """As `plan_json`, for IAM policies."""
    return plan_json(name, form=form, same=same_policy)


def exactly(left: Value, right: Value) -> bool:
    """The equivalence of arguments that have none: equal text."""
    return bool(left == right)


def in_turn(*hooks: PlanHook) -> PlanHook:
    """The hook that runs these hooks one after the other."""

    def plan(context: PlanContext) -> None:
        for hook in hooks:
            hook(context)

    return plan


def account_policy(id_: str, sid: str, partition: str, account: str, action: str) -> str:
    """A policy in normal form that lets the account's root do `action` everywhere, as AWS's defaults for keys do."""
    statement: Mapping[str, Any] = {
        "Sid": sid,
        "Effect": "Allow",
        "Principal": {"AWS": f"arn:{partition}:iam::{account}:root"},
        "Action": action,
        "Resource": "*",
    }
    return normal_json(json.dumps({"Version": POLICY_VERSION, "Id": id_, "Statement": [statement]}))
