"""AWS KMS, Secrets Manager, Systems Manager parameters, ACM."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import (
    absent,
    blocks,
    count,
    document,
    flag,
    number,
    present,
    text,
    texts,
)
from mautic_fargate.offline_aws.constraints.rules.iam import statements
from mautic_fargate.offline_aws.constraints.schedules import schedule_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_STANDARD, _ADVANCED = 4096, 8192
_NAMES_PER_CERTIFICATE: Final = 10
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_DOMAIN = re.compile(rf"^(?:\*\.)?(?:{_LABEL}\.)+{_LABEL}$")


def _alias(values: Values, _region: str) -> Iterator[Fault]:
    for name in ("name", "name_prefix"):
        found = text(values, name)
        if found and (not re.fullmatch(r"alias/[A-Za-z0-9/_-]+", found) or found.startswith("alias/aws/")):
            yield (name,), f"{found!r} must be alias/ and letters, digits, / _ -, not alias/aws/…"


def _rotation(values: Values, _region: str) -> Iterator[Fault]:
    spec = text(values, "customer_master_key_spec") or text(values, "key_spec")
    if flag(values, "enable_key_rotation") and spec and spec != "SYMMETRIC_DEFAULT":
        yield ("enable_key_rotation",), f"a key of {spec} has no automatic rotation: only SYMMETRIC_DEFAULT has"


def _key_policy(values: Values, _region: str) -> Iterator[Fault]:
    for number_, statement in enumerate(statements(document(values, "policy"))):
        if "Principal" not in statement and "NotPrincipal" not in statement:
            yield ("policy",), f"statement {number_}: a key policy needs a Principal"


def _secret_rotation(values: Values, _region: str) -> Iterator[Fault]:
    for path, block in blocks(values, "rotation_rules"):
        days, schedule = number(block, "automatically_after_days"), text(block, "schedule_expression")
        if days and schedule:
            yield path, "exactly one of automatically_after_days and schedule_expression"
        if days and not 1 <= days <= 1000:
            yield (*path, "automatically_after_days"), f"{days:g} must be 1 to 1000"
        if schedule and (problem := schedule_problem(schedule)):
            yield (*path, "schedule_expression"), f"{schedule!r}: {problem}"


def _parameter(values: Values, _region: str) -> Iterator[Fault]:
    name = text(values, "name") or ""
    if re.match(r"^/?(aws|ssm)(?![a-z0-9])", name, re.IGNORECASE):
        yield ("name",), f"{name!r}: a name must not start with aws or ssm"
    tier = text(values, "tier")
    size = len((text(values, "value") or "").encode())
    most = _STANDARD if tier == "Standard" else _ADVANCED
    if tier in {"Standard", "Advanced"} and size > most:
        yield ("value",), f"the value has {size} bytes, the tier {tier} holds {most}"


def _certificate(values: Values, _region: str) -> Iterator[Fault]:
    names = [(("domain_name",), text(values, "domain_name")), *texts(values, "subject_alternative_names")]
    for path, name in names:
        if name and not _DOMAIN.match(name):
            yield path, f"{name!r} is no domain name: such as www.example.com or *.example.com"
    total = count(values, "subject_alternative_names")
    if total and total > _NAMES_PER_CERTIFICATE:
        yield ("subject_alternative_names",), f"{total} names, by default at most {_NAMES_PER_CERTIFICATE} are allowed"


def _certificate_way(values: Values, _region: str) -> Iterator[Fault]:
    if present(values, "domain_name") and all(
        absent(values, n) for n in ("validation_method", "certificate_authority_arn", "private_key")
    ):
        yield ("validation_method",), "a requested certificate needs validation_method DNS or EMAIL"


RULES: Final = (
    Rule("kms.alias-name", ("aws_kms_alias",), _alias, "InvalidAliasName", "KMS API: CreateAlias"),
    Rule("kms.rotation", ("aws_kms_key",), _rotation, "UnsupportedOperationException", "KMS API: EnableKeyRotation"),
    Rule(
        "kms.policy",
        ("aws_kms_key", "aws_kms_key_policy"),
        _key_policy,
        "MalformedPolicyDocument",
        "KMS Developer Guide: key policies",
    ),
    Rule(
        "secretsmanager.rotation",
        ("aws_secretsmanager_secret_rotation",),
        _secret_rotation,
        "InvalidParameterException",
        "Secrets Manager API: RotationRulesType",
    ),
    Rule("ssm.parameter", ("aws_ssm_parameter",), _parameter, "ValidationException", "SSM API: PutParameter"),
    Rule("acm.names", ("aws_acm_certificate",), _certificate, "ValidationException", "ACM API: RequestCertificate"),
    Rule(
        "acm.validation-method",
        ("aws_acm_certificate",),
        _certificate_way,
        "InvalidParameterException",
        "ACM API: RequestCertificate",
    ),
)
