"""The provider block: what a configured provider knows, and what the provider refuses of its configuration.

The offline provider never reads credentials, neither from the environment nor from files: it has no use for them. Of the
environment it reads the region and the tag settings that the real provider reads there.

Source: sdkv2.NewProvider, expandAssumeRole, expandAssumeRoleWithWebIdentity, expandDefaultTags, expandIgnoreTags,
expandTagPolicyConfig of the provider 6.58; the checks of regions and accounts are those of its base library.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from mautic_fargate.offline_aws.account.location import DEFAULT_ACCOUNT_ID, DEFAULT_REGION, ProviderSettings
from mautic_fargate.offline_aws.services.context import Problem
from mautic_fargate.offline_aws.services.meta import REGIONS
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_Config = Mapping[str, Value]
Path = tuple[str | int, ...]

_DEFAULT_TAG_PREFIX: Final = "TF_AWS_DEFAULT_TAGS_"
_IGNORED_KEYS: Final = "TF_AWS_IGNORE_TAGS_KEYS"
_IGNORED_PREFIXES: Final = "TF_AWS_IGNORE_TAGS_KEY_PREFIXES"
_TAG_COMPLIANCE: Final = "TF_AWS_TAG_POLICY_COMPLIANCE"
_COMPLIANCE_LEVELS: Final = ("error", "warning", "disabled")


def settings(
    config: dict[str, Value], environment: Mapping[str, str] = os.environ
) -> tuple[ProviderSettings, list[Problem]]:
    """The settings of a provider with this decoded configuration, and what the provider says against it.

    The account is the first allowed one, else the one of the role to be assumed, else the one of AWS's documentation.
    """
    problems = [problem for check in _CHECKS for problem in check(config, environment)]
    account = _account(config)
    forbidden = _texts(config.get("forbidden_account_ids"))
    if account in forbidden:
        problems.append(Problem(f"AWS account ID not allowed: {account}", path=("forbidden_account_ids",)))
    made = ProviderSettings(
        region=_region(config, environment),
        account_id=account,
        default_tags=_default_tags(config, environment),
        ignore_tag_keys=frozenset(_ignored(config, environment, "keys", _IGNORED_KEYS)),
        ignore_tag_prefixes=tuple(_ignored(config, environment, "key_prefixes", _IGNORED_PREFIXES)),
        user_agent=" ".join(_texts(config.get("user_agent"))),
    )
    return made, problems


# --- reading --------------------------------------------------------------------------------------------------------


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Value) -> list[str]:
    """The known texts of a list or set."""
    return [item for item in value if isinstance(item, str) and item] if isinstance(value, list) else []


def _blocks(config: _Config, name: str) -> list[dict[str, Value]]:
    """The blocks of that name; an empty one is {}."""
    found = config.get(name)
    return [item if isinstance(item, dict) else {} for item in found] if isinstance(found, list) else []


def _region(config: _Config, environment: Mapping[str, str]) -> str:
    return (
        _text(config.get("region"))
        or environment.get("AWS_REGION", "")
        or environment.get("AWS_DEFAULT_REGION", "")
        or DEFAULT_REGION
    )


def _account(config: _Config) -> str:
    allowed = sorted(_texts(config.get("allowed_account_ids")))
    if allowed:
        return allowed[0]
    roles = [*_blocks(config, "assume_role_with_web_identity"), *_blocks(config, "assume_role")]
    for block in reversed(roles):  # a chain ends in its last role
        parts = _text(block.get("role_arn")).split(":")
        if len(parts) >= 6 and re.fullmatch(r"\d{12}", parts[4]):
            return parts[4]
    return DEFAULT_ACCOUNT_ID


def _default_tags(config: _Config, environment: Mapping[str, str]) -> dict[str, str]:
    tags = {
        name.removeprefix(_DEFAULT_TAG_PREFIX): value
        for name, value in environment.items()
        if name.startswith(_DEFAULT_TAG_PREFIX) and name != _DEFAULT_TAG_PREFIX
    }
    for block in _blocks(config, "default_tags")[:1]:
        own = block.get("tags")
        if isinstance(own, dict):
            tags |= {key: value for key, value in own.items() if isinstance(value, str)}
    return tags


def _ignored(config: _Config, environment: Mapping[str, str], attribute: str, variable: str) -> list[str]:
    names = [name for block in _blocks(config, "ignore_tags")[:1] for name in _texts(block.get(attribute))]
    names += [name.strip() for name in environment.get(variable, "").split(",") if name.strip()]
    return sorted(set(names))


# --- refusing -------------------------------------------------------------------------------------------------------

Check = Callable[[_Config, Mapping[str, str]], Iterator[Problem]]


def _check_region(config: _Config, environment: Mapping[str, str]) -> Iterator[Problem]:
    region = _region(config, environment)
    if not config.get("skip_region_validation") and not is_unknown(config.get("region")) and region not in REGIONS:
        yield Problem(f"invalid AWS Region: {region}", path=("region",))


def _check_accounts(config: _Config, _environment: Mapping[str, str]) -> Iterator[Problem]:
    if config.get("allowed_account_ids") and config.get("forbidden_account_ids"):
        yield Problem(
            "Conflicting configuration arguments",
            '"allowed_account_ids": conflicts with forbidden_account_ids',
            ("allowed_account_ids",),
        )


def _check_enums(config: _Config, environment: Mapping[str, str]) -> Iterator[Problem]:
    mode = config.get("retry_mode")
    if isinstance(mode, str) and mode and mode not in {"standard", "adaptive"}:
        yield Problem(f'unknown RetryMode, "{mode}"', 'expected "standard" or "adaptive"', ("retry_mode",))
    skip = config.get("skip_metadata_api_check")
    if isinstance(skip, str) and skip not in {"", "true", "false"}:
        yield Problem(f'expected "true" or "false", got "{skip}"', path=("skip_metadata_api_check",))
    wanted, inherited = _text(config.get("tag_policy_compliance")), environment.get(_TAG_COMPLIANCE, "")
    if wanted and wanted not in _COMPLIANCE_LEVELS:
        yield Problem(
            "Invalid Attribute Value", 'Must be one of "error", "warning", or "disabled"', ("tag_policy_compliance",)
        )
    elif not wanted and inherited and inherited not in _COMPLIANCE_LEVELS:
        yield Problem(
            "Invalid environment variable value", f'{_TAG_COMPLIANCE} must be one of "error", "warning", or "disabled"'
        )
    if config.get("s3_us_east_1_regional_endpoint") == "legacy":
        yield Problem("Argument is deprecated", path=("s3_us_east_1_regional_endpoint",), severity="warning")


def _check_single_blocks(config: _Config, _environment: Mapping[str, str]) -> Iterator[Problem]:
    for name in ("default_tags", "ignore_tags", "assume_role_with_web_identity"):
        if len(_blocks(config, name)) > 1:
            yield Problem(f"Too many {name} blocks", f'No more than 1 "{name}" blocks are allowed', (name,))
    if len(_blocks(config, "endpoints")) > 1:
        yield Problem(
            "Invalid Attribute Combination",
            'More than one "endpoints" block: only the values of one are used',
            ("endpoints",),
            "warning",
        )


def _check_assume_role(config: _Config, _environment: Mapping[str, str]) -> Iterator[Problem]:
    blocks = _blocks(config, "assume_role")
    for index, block in enumerate(blocks):
        path: Path = ("assume_role", index)
        if not is_unknown(block.get("role_arn")) and not block.get("role_arn"):
            yield _missing_role(path, alone=len(blocks) == 1)
        yield from _check_role_block(block, path)


def _missing_role(path: Path, *, alone: bool) -> Problem:
    if alone:
        return Problem(
            "Missing required argument",
            'The argument "role_arn" is required, but no definition was found. This will be an error in a future release.',
            path,
            "warning",
        )
    return Problem(
        "Missing required argument",
        'The argument "role_arn" is required, but no definition was found.',
        (*path, "role_arn"),
    )


def _check_web_identity(config: _Config, environment: Mapping[str, str]) -> Iterator[Problem]:
    for index, block in enumerate(_blocks(config, "assume_role_with_web_identity")[:1]):
        path: Path = ("assume_role_with_web_identity", index)
        yield from _check_role_block(block, path)
        sources = (
            ("web_identity_token", "TF_AWS_WEB_IDENTITY_TOKEN"),
            ("web_identity_token_file", "AWS_WEB_IDENTITY_TOKEN_FILE"),
        )
        given = [name for name, _ in sources if is_unknown(block.get(name)) or block.get(name)]
        # Only whether the variable is set counts here; its content is never looked at.
        count = len(given) or sum(variable in environment for _, variable in sources)
        if count != 1:
            yield Problem(
                "Invalid Attribute Combination",
                "Exactly one of web_identity_token, web_identity_token_file must be set",
                path,
            )


_LENGTHS: Final[tuple[tuple[str, int, int], ...]] = (
    ("external_id", 2, 1224),
    ("session_name", 2, 64),
    ("source_identity", 2, 64),
    ("web_identity_token", 4, 20000),
)
_DURATION: Final = re.compile(r"[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+")
_SECONDS: Final = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}
_SHORTEST, _LONGEST = 15 * 60, 12 * 3600
_ARN: Final = re.compile(r"arn:aws(?:-[a-z]+)*:[^:]+:[^:]*:[^:]*:.+", re.DOTALL)


def duration_seconds(text: str) -> float | None:
    """The seconds of a Go duration ("1h30m"), None when it is none."""
    if text == "0":
        return 0.0
    if not _DURATION.fullmatch(text):
        return None
    parts = re.findall(r"(\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h)", text)
    total = sum(float(number) * _SECONDS[unit] for number, unit in parts)
    return -total if text.startswith("-") else total


def _check_role_block(block: dict[str, Value], path: Path) -> Iterator[Problem]:
    duration = block.get("duration")
    if isinstance(duration, str) and duration:
        seconds = duration_seconds(duration)
        if seconds is None:
            yield Problem(f'"duration" cannot be parsed as a duration: "{duration}"', path=(*path, "duration"))
        elif not _SHORTEST <= seconds <= _LONGEST:
            yield Problem(
                f'duration "duration" must be between 15 minutes (15m) and 12 hours (12h), inclusive, got {duration}',
                path=(*path, "duration"),
            )
    for name, low, high in _LENGTHS:
        value = block.get(name)
        if isinstance(value, str) and not low <= len(value) <= high:
            yield Problem(
                f"expected length of {name} to be in the range ({low} - {high}), got {value}", path=(*path, name)
            )
    yield from _check_role_policy(block, path)


def _check_role_policy(block: dict[str, Value], path: Path) -> Iterator[Problem]:
    policy = block.get("policy")
    if isinstance(policy, str) and policy and not _is_json(policy):
        yield Problem('"policy" contains an invalid JSON', path=(*path, "policy"))
    arns: list[Any] = [("role_arn", block.get("role_arn"))]
    arns += [("policy_arns", arn) for arn in _texts(block.get("policy_arns"))]
    for name, arn in arns:
        if isinstance(arn, str) and arn and not _ARN.fullmatch(arn):
            yield Problem(f'"{name}" ({arn}) is an invalid ARN', path=(*path, name))


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except ValueError:
        return False
    return True


_CHECKS: Final[tuple[Check, ...]] = (
    _check_region,
    _check_accounts,
    _check_enums,
    _check_single_blocks,
    _check_assume_role,
    _check_web_identity,
)
