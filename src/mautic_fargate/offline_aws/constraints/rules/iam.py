"""AWS IAM: sizes and grammar of policies, names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import document, text

if TYPE_CHECKING:
    from collections.abc import Iterator

_VERSIONS: Final = ("2012-10-17", "2008-10-17")
_TRUST_SIZE, _MANAGED_SIZE, _INLINE_SIZE = 2048, 6144, 10240
_ACTION = re.compile(r"^(\*|[A-Za-z0-9-]+:.+)$")


def listed(value: Any) -> list[Any]:
    """A policy element that may be one or a list, as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def statements(policy: Any) -> list[dict[str, Any]]:
    """The statements of a policy document."""
    return [s for s in listed(policy.get("Statement")) if isinstance(s, dict)] if isinstance(policy, dict) else []


def _size(values: Values, name: str, most: int) -> Iterator[Fault]:
    size = len(re.sub(r"\s", "", text(values, name) or ""))
    if size > most:
        yield (name,), f"has {size} characters without white space, at most {most} are allowed"


def _trust_size(values: Values, _region: str) -> Iterator[Fault]:
    return _size(values, "assume_role_policy", _TRUST_SIZE)


def _managed_size(values: Values, _region: str) -> Iterator[Fault]:
    return _size(values, "policy", _MANAGED_SIZE)


def _inline_size(values: Values, _region: str) -> Iterator[Fault]:
    return _size(values, "policy", _INLINE_SIZE)


def _grammar(policy: Any, name: str) -> Iterator[Fault]:
    """What every kind of policy must obey."""
    if not isinstance(policy, dict):
        return
    version = policy.get("Version")
    if version is not None and version not in _VERSIONS:
        yield (name,), f"policy Version {version!r} must be {' or '.join(_VERSIONS)}"
    if not statements(policy):
        yield (name,), "a policy needs at least one statement"
    for number, statement in enumerate(statements(policy)):
        if statement.get("Effect") not in ("Allow", "Deny"):
            yield (name,), f"statement {number}: Effect must be Allow or Deny"
        if ("Action" in statement) == ("NotAction" in statement):
            yield (name,), f"statement {number}: exactly one of Action and NotAction is needed"
        for action in listed(statement.get("Action", statement.get("NotAction"))):
            if not isinstance(action, str) or not _ACTION.match(action):
                yield (name,), f"statement {number}: action {action!r} needs a vendor prefix, such as s3:GetObject"


def _trust(values: Values, _region: str) -> Iterator[Fault]:
    policy = document(values, "assume_role_policy")
    yield from _grammar(policy, "assume_role_policy")
    for number, statement in enumerate(statements(policy)):
        if "Principal" not in statement and "NotPrincipal" not in statement:
            yield ("assume_role_policy",), f"statement {number}: a trust policy needs a Principal"
        if "Resource" in statement or "NotResource" in statement:
            yield ("assume_role_policy",), f"statement {number}: a trust policy has no Resource"


def _identity(values: Values, _region: str) -> Iterator[Fault]:
    policy = document(values, "policy")
    yield from _grammar(policy, "policy")
    for number, statement in enumerate(statements(policy)):
        if "Principal" in statement or "NotPrincipal" in statement:
            yield ("policy",), f"statement {number}: a policy of an identity has no Principal"
        if ("Resource" in statement) == ("NotResource" in statement):
            yield ("policy",), f"statement {number}: exactly one of Resource and NotResource is needed"
        for resource in listed(statement.get("Resource", statement.get("NotResource"))):
            if isinstance(resource, str) and resource != "*" and not re.match(r"^(arn:|\*|\$\{)", resource):
                yield ("policy",), f"statement {number}: resource {resource!r} must be in ARN format or *"
        sid = statement.get("Sid")
        if isinstance(sid, str) and not re.fullmatch(r"[0-9A-Za-z]*", sid):
            yield ("policy",), f"statement {number}: Sid {sid!r} must be letters and digits"
    sids = [s["Sid"] for s in statements(policy) if s.get("Sid")]
    if len(sids) != len({str(s) for s in sids}):
        yield ("policy",), "statement ids (Sid) in a single policy must be unique"


def _path(values: Values, _region: str) -> Iterator[Fault]:
    path = text(values, "path")
    if path and not re.fullmatch(r"/|/[\x21-\x7e]+/", path):
        yield ("path",), f"{path!r} must begin and end with /"


_ROLES = ("aws_iam_role_policy", "aws_iam_user_policy", "aws_iam_group_policy", "aws_iam_policy")
_LIMIT, _MALFORMED = "LimitExceeded", "MalformedPolicyDocument"
_QUOTAS, _GRAMMAR = "IAM User Guide: IAM and STS quotas", "IAM User Guide: policy grammar"

RULES: Final = (
    Rule("iam.trust-policy-size", ("aws_iam_role",), _trust_size, _LIMIT, _QUOTAS),
    Rule("iam.managed-policy-size", ("aws_iam_policy",), _managed_size, _LIMIT, _QUOTAS),
    Rule("iam.role-policy-size", ("aws_iam_role_policy",), _inline_size, _LIMIT, _QUOTAS),
    Rule("iam.trust-policy", ("aws_iam_role",), _trust, _MALFORMED, _GRAMMAR),
    Rule("iam.policy", _ROLES, _identity, _MALFORMED, _GRAMMAR),
    Rule(
        "iam.path",
        ("aws_iam_role", "aws_iam_policy", "aws_iam_instance_profile", "aws_iam_user"),
        _path,
        "ValidationError",
        "IAM API: CreateRole Path",
    ),
)
