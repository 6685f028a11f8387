"""Amazon EFS: throughput, encryption, life cycle, access points."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import absent, blocks, present, text

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEEPEST, _LONGEST = 4, 100


def _throughput(values: Values, _region: str) -> Iterator[Fault]:
    mode = values.get("throughput_mode")
    name = "provisioned_throughput_in_mibps"
    if mode == "provisioned" and (absent(values, name) or values.get(name) == 0):
        yield (name,), "the mode provisioned needs provisioned_throughput_in_mibps, 1 to 3414"
    if isinstance(mode, str) and mode in {"bursting", "elastic"} and present(values, name) and values.get(name) != 0:
        yield (name,), f"the mode {mode} has no provisioned throughput"


def _modes(values: Values, _region: str) -> Iterator[Fault]:
    if text(values, "performance_mode") == "maxIO":
        if text(values, "throughput_mode") == "elastic":
            yield ("throughput_mode",), "elastic is only supported with the performance mode generalPurpose"
        if present(values, "availability_zone_name"):
            yield ("performance_mode",), "maxIO is not supported for One Zone file systems"


def _key(values: Values, _region: str) -> Iterator[Fault]:
    if present(values, "kms_key_id") and values.get("encrypted") is False:
        yield ("kms_key_id",), "a key needs encrypted = true"


def _days(policy: str | None) -> int | None:
    found = re.fullmatch(r"AFTER_(\d+)_DAYS?", policy or "")
    return int(found[1]) if found else None


def _life_cycle(values: Values, _region: str) -> Iterator[Fault]:
    policies = [block for _, block in blocks(values, "lifecycle_policy")]
    rare = next((d for b in policies if (d := _days(text(b, "transition_to_ia")))), None)
    archive = next((d for b in policies if (d := _days(text(b, "transition_to_archive")))), None)
    if archive is not None and rare is not None and archive <= rare:
        yield (
            ("lifecycle_policy",),
            f"transition_to_archive ({archive} days) must be later than transition_to_ia ({rare} days)",
        )
    if archive is not None and text(values, "throughput_mode") in {"bursting", "provisioned"}:
        yield ("lifecycle_policy",), "the archive class needs throughput_mode = elastic"


def _access_point(values: Values, _region: str) -> Iterator[Fault]:
    for path, block in blocks(values, "root_directory"):
        place = text(block, "path")
        if place and (
            not place.startswith("/") or len(place) > _LONGEST or len([p for p in place.split("/") if p]) > _DEEPEST
        ):
            yield (
                (*path, "path"),
                f"{place!r} must start with /, have at most {_DEEPEST} folders and {_LONGEST} characters",
            )
        for below, made in blocks(block, "creation_info"):
            mode = text(made, "permissions")
            if mode and not re.fullmatch(r"[0-7]{3,4}", mode):
                yield (*path, *below, "permissions"), f"{mode!r} must be three or four octal digits, such as 0750"


_FILES = ("aws_efs_file_system",)

RULES: Final = (
    Rule("efs.throughput", _FILES, _throughput, "BadRequest", "EFS API: CreateFileSystem ThroughputMode"),
    Rule("efs.modes", _FILES, _modes, "BadRequest", "EFS User Guide: performance modes"),
    Rule("efs.key-without-encryption", _FILES, _key, "BadRequest", "EFS API: CreateFileSystem KmsKeyId"),
    Rule("efs.life-cycle", _FILES, _life_cycle, "BadRequest", "EFS API: LifecyclePolicy"),
    Rule("efs.access-point", ("aws_efs_access_point",), _access_point, "BadRequest", "EFS API: RootDirectory"),
)
