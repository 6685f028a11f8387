"""Amazon S3, ECR and AWS Backup."""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import absent, blocks, document, flag, number, present, text
from mautic_fargate.offline_aws.constraints.schedules import schedule_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_BUCKET = re.compile(r"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")
_PREFIXES: Final = ("xn--", "sthree-", "amzn-s3-demo-")
_SUFFIXES: Final = ("-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3")
_RARE: Final = frozenset({"STANDARD_IA", "ONEZONE_IA"})
_COLD_FOR, _CONTINUOUS_FOR = 90, 35


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _bucket(values: Values, _region: str) -> Iterator[Fault]:
    name = text(values, "bucket")
    if not name:
        return
    if not _BUCKET.match(name) or ".." in name or _is_address(name):
        yield (
            ("bucket",),
            f"{name!r}: 3 to 63 lower-case letters, digits, dots and hyphens, a letter or digit at both ends, no .., no IP address",
        )
    elif name.startswith(_PREFIXES) or name.endswith(_SUFFIXES):
        yield ("bucket",), f"{name!r}: prefixes {', '.join(_PREFIXES)} and suffixes {', '.join(_SUFFIXES)} are reserved"


def _life_cycle(values: Values, _region: str) -> Iterator[Fault]:
    ids = [text(rule, "id") for _, rule in blocks(values, "rule") if text(rule, "id")]
    if len(ids) != len(set(ids)):
        yield ("rule",), "the ids of the rules must be unique"
    for path, rule in blocks(values, "rule"):
        latest = 0.0
        for below, move in blocks(rule, "transition"):
            days, kind = number(move, "days"), text(move, "storage_class")
            if kind in _RARE and days is not None and days < 30:
                yield (*path, *below, "days"), f"{days:g}: a transition to {kind} must be after 30 days or more"
            latest = max(latest, days or 0)
        for below, end in blocks(rule, "expiration"):
            days = number(end, "days")
            if days and days <= latest:
                yield (
                    (*path, *below, "days"),
                    f"expiration after {days:g} days must be later than the transition after {latest:g}",
                )
            if (
                sum(1 for n in ("days", "date") if present(end, n) and end[n] != 0)
                + bool(flag(end, "expired_object_delete_marker"))
                > 1
            ):
                yield (*path, *below), "only one of days, date and expired_object_delete_marker"


def _bucket_key(values: Values, _region: str) -> Iterator[Fault]:
    for path, rule in blocks(values, "rule"):
        for below, block in blocks(rule, "apply_server_side_encryption_by_default"):
            if text(block, "sse_algorithm") == "AES256" and text(block, "kms_master_key_id"):
                yield (*path, *below, "kms_master_key_id"), "a key needs sse_algorithm = aws:kms"


def _repository_key(values: Values, _region: str) -> Iterator[Fault]:
    for path, block in blocks(values, "encryption_configuration"):
        if text(block, "encryption_type") == "AES256" and text(block, "kms_key"):
            yield (*path, "kms_key"), "a key needs encryption_type = KMS"


def _expiry(values: Values, _region: str) -> Iterator[Fault]:
    policy = document(values, "policy")
    rules = [r for r in policy.get("rules", []) if isinstance(r, dict)] if isinstance(policy, dict) else []
    if isinstance(policy, dict) and not rules:
        yield ("policy",), "a lifecycle policy needs a list of rules"
    priorities = [r.get("rulePriority") for r in rules]
    if len(priorities) != len({str(p) for p in priorities}):
        yield ("policy",), "each rule needs a rulePriority of its own"
    for rule in rules:
        for problem in _expiry_problems(rule, [p for p in priorities if isinstance(p, int)]):
            yield ("policy",), f"rule {rule.get('rulePriority')}: {problem}"


def _expiry_problems(rule: dict[str, Any], priorities: list[int]) -> Iterator[str]:
    selection = rule.get("selection")
    if not isinstance(selection, dict):
        yield "needs a selection"
        return
    tags = selection.get("tagPrefixList") or selection.get("tagPatternList")
    status, kind, number_ = selection.get("tagStatus"), selection.get("countType"), selection.get("countNumber")
    if status not in ("tagged", "untagged", "any"):
        yield "tagStatus must be tagged, untagged or any"
    if (status == "tagged") != bool(tags):
        yield "tagStatus tagged, and only it, needs tagPrefixList or tagPatternList"
    if status == "any" and isinstance(rule.get("rulePriority"), int) and rule["rulePriority"] != max(priorities):
        yield "a rule for any image must have the highest rulePriority"
    if not isinstance(number_, int) or number_ < 1:
        yield "countNumber must be 1 or more"
    if kind == "sinceImagePushed" and selection.get("countUnit") != "days":
        yield "sinceImagePushed needs countUnit = days"
    if kind == "imageCountMoreThan" and "countUnit" in selection:
        yield "imageCountMoreThan has no countUnit"
    action = rule.get("action")
    if not isinstance(action, dict) or action.get("type") not in ("expire", "transition"):
        yield "needs an action of type expire"


def _backup_rule(values: Values, _region: str) -> Iterator[Fault]:
    for path, rule in blocks(values, "rule"):
        start, whole = number(rule, "start_window"), number(rule, "completion_window")
        if start is not None and start < 60:
            yield (*path, "start_window"), f"{start:g} minutes must be 60 or more"
        if start and whole and whole < start + 60:
            yield (
                (*path, "completion_window"),
                f"{whole:g} minutes must be at least 60 more than start_window, {start:g}",
            )
        schedule = text(rule, "schedule")
        if schedule and (problem := schedule_problem(schedule)):
            yield (*path, "schedule"), f"{schedule!r}: {problem}"
        for below, cycle in (*blocks(rule, "lifecycle"), *_copies(rule)):
            cold, end = number(cycle, "cold_storage_after"), number(cycle, "delete_after")
            if cold and end and end < cold + _COLD_FOR:
                yield (
                    (*path, *below, "delete_after"),
                    f"{end:g} days must be at least {_COLD_FOR} more than cold_storage_after, {cold:g}",
                )
            if flag(rule, "enable_continuous_backup") and end and end > _CONTINUOUS_FOR and below[0] == "lifecycle":
                yield (
                    (*path, *below, "delete_after"),
                    f"{end:g} days: continuous backups are kept {_CONTINUOUS_FOR} days at most",
                )


def _copies(rule: Values) -> Iterator[tuple[tuple[str | int, ...], Values]]:
    for path, copy in blocks(rule, "copy_action"):
        for below, cycle in blocks(copy, "lifecycle"):
            yield (*path, *below), cycle


def _lock(values: Values, _region: str) -> Iterator[Fault]:
    low, high = number(values, "min_retention_days"), number(values, "max_retention_days")
    if low and high and low > high:
        yield ("min_retention_days",), f"{low:g} days are more than max_retention_days, {high:g}"
    wait = number(values, "changeable_for_days")
    if wait is not None and 0 < wait < 3:
        yield ("changeable_for_days",), f"{wait:g} days must be 3 or more"


def _selection(values: Values, _region: str) -> Iterator[Fault]:
    ways = ("resources", "selection_tag", "condition", "not_resources")
    if all(absent(values, way) for way in ways):
        yield ("resources",), "a selection needs resources or selection_tag"


_BACKUP = "InvalidParameterValueException"

RULES: Final = (
    Rule(
        "s3.bucket-name", ("aws_s3_bucket",), _bucket, "InvalidBucketName", "Amazon S3 User Guide: bucket naming rules"
    ),
    Rule(
        "s3.life-cycle",
        ("aws_s3_bucket_lifecycle_configuration",),
        _life_cycle,
        "InvalidArgument",
        "Amazon S3 User Guide: lifecycle configuration",
    ),
    Rule(
        "s3.encryption-key",
        ("aws_s3_bucket_server_side_encryption_configuration",),
        _bucket_key,
        "InvalidArgument",
        "S3 API: ServerSideEncryptionByDefault",
    ),
    Rule(
        "ecr.encryption-key",
        ("aws_ecr_repository",),
        _repository_key,
        "InvalidParameterException",
        "ECR API: EncryptionConfiguration",
    ),
    Rule(
        "ecr.life-cycle",
        ("aws_ecr_lifecycle_policy",),
        _expiry,
        "InvalidParameterException",
        "Amazon ECR User Guide: lifecycle policy properties",
    ),
    Rule("backup.rule", ("aws_backup_plan",), _backup_rule, _BACKUP, "AWS Backup API: BackupRuleInput"),
    Rule(
        "backup.vault-lock",
        ("aws_backup_vault_lock_configuration",),
        _lock,
        _BACKUP,
        "AWS Backup API: PutBackupVaultLockConfiguration",
    ),
    Rule("backup.selection", ("aws_backup_selection",), _selection, _BACKUP, "AWS Backup API: BackupSelection"),
)
