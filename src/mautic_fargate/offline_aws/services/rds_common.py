"""What the RDS files share: names, host names, keys, secrets, where a database is placed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.moment import EPOCH
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext, Problem
from mautic_fargate.offline_aws.services.ec2_common import drawn, existing_id
from mautic_fargate.offline_aws.services.ec2_security import default_group_of
from mautic_fargate.offline_aws.services.ec2_zones import zones_of
from mautic_fargate.offline_aws.services.rds_engines import actual_version, major_version, order_of
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

Rule = tuple[str, bool, str]
"""A pattern, whether it must (True) or must not be found, and what to say otherwise."""

_BEGINS: Final[Rule] = (r"^[a-z]", True, 'first character of "{name}" must be a letter')
_DOUBLE: Final[Rule] = (r"--", False, '"{name}" cannot contain two consecutive hyphens')
_ENDS: Final[Rule] = (r"-$", False, '"{name}" cannot end with a hyphen')
_HYPHENS: Final[Rule] = (
    r"^[0-9a-z-]+$",
    True,
    'only lowercase alphanumeric characters and hyphens allowed in "{name}"',
)
_PERIODS: Final[Rule] = (
    r"^[0-9a-z.-]+$", True, 'only lowercase alphanumeric characters, periods, and hyphens allowed in parameter group "{name}"',
)  # fmt: skip
_SPACES: Final[Rule] = (
    r"^[0-9a-z_ .-]+$", True, 'only lowercase alphanumeric characters, hyphens, underscores, periods, and spaces allowed in "{name}"',
)  # fmt: skip
_ANY_CASE: Final[Rule] = (
    r"^[A-Za-z][0-9A-Za-z-]*$", True, 'only ASCII letters, digits, and hyphens allowed in "{name}", and it must begin with a letter',
)  # fmt: skip


def _longest(number: int) -> Rule:
    return (rf"(?s)^.{{{number + 1}}}", False, f'"{{name}}" cannot be longer than {number} characters')


IDENTIFIER: Final = (_HYPHENS, _BEGINS, _DOUBLE, _ENDS)
IDENTIFIER_PREFIX: Final = (_HYPHENS, _BEGINS, _DOUBLE)
SUBNET_GROUP_NAME: Final = (_SPACES, _longest(255), ((r"(?i)^default$"), False, '"Default" is not allowed as "{name}"'))
SUBNET_GROUP_PREFIX: Final = (_SPACES, _longest(229))
PARAMETER_GROUP_NAME: Final = (_PERIODS, _BEGINS, _DOUBLE, _ENDS, _longest(255))
PARAMETER_GROUP_PREFIX: Final = (_HYPHENS, _BEGINS, _DOUBLE, _longest(255))
OPTION_GROUP_NAME: Final = (_BEGINS, _HYPHENS, _DOUBLE, _ENDS, _longest(255))
OPTION_GROUP_PREFIX: Final = (_BEGINS, _HYPHENS, _DOUBLE, _longest(229))
SUBSCRIPTION_NAME: Final = (_ANY_CASE, _ENDS, _DOUBLE, _longest(255))
SUBSCRIPTION_PREFIX: Final = (_ANY_CASE, _DOUBLE, _longest(229))
FINAL_SNAPSHOT: Final = (
    (r"^[A-Za-z][0-9A-Za-z-]*$", True, 'only alphanumeric characters and hyphens allowed in "{name}", first a letter'),
    _DOUBLE,
    _ENDS,
)


def check_names(rules: Mapping[str, Iterable[Rule]]) -> Callable[[Mapping[str, Value]], list[Problem]]:
    """A validator of names: by attribute, the rules of the provider's functions (validIdentifier and so on)."""

    def check(config: Mapping[str, Value]) -> list[Problem]:
        problems = []
        for name, patterns in rules.items():
            value = config.get(name)
            if not isinstance(value, str) or not value:
                continue
            for pattern, wanted, message in patterns:
                if bool(re.search(pattern, value)) is not wanted:
                    problems.append(Problem(message.format(name=name), "", (name,)))
        return problems

    return check


def lower(context: PlanContext, *names: str) -> None:
    """The provider stores these in lower case; another spelling is no change."""
    for name in names:
        value = context.planned.get(name)
        if isinstance(value, str):
            context.planned[name] = value.lower()
            if context.before(name) == value.lower():
                context.allow_in_place(name)


def identifier_of(text: Value) -> str:
    """The identifier in an ARN of a database, or the identifier itself."""
    return str(text).rsplit(":", 1)[-1]


def find_database(context: Context, text: Value) -> Object | None:
    """The database instance of that identifier, ARN or resource id."""
    if not isinstance(text, str) or not text:
        return None
    found = context.find("aws_db_instance", identifier=identifier_of(text)) or context.find(
        "aws_db_instance", resource_id=text
    )
    return found[0] if found else None


def host_suffix(context: Context) -> str:
    """What every database host of an account and region ends in."""
    return f"c{drawn('rds', context.account_id, context.region, length=11)}.{context.region}.rds.{context.dns_suffix}"


def hosted_zone(context: Context) -> str:
    """The hosted zone of the region's database hosts."""
    return f"Z{drawn('rds-zone', context.region, length=13).upper()}"


def own_key(context: Context, alias: str) -> str:
    """The ARN of the key that AWS itself manages for a service, e.g. "aws/rds"."""
    digits = drawn("kms", context.account_id, context.region, alias, length=32)
    uuid = f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"
    return context.arn("kms", f"key/{uuid}")


def managed_secret(context: ApplyContext, kind: str, key: Value) -> list[dict[str, Value]]:
    """The secret that RDS keeps for a managed master password; empty without one."""
    if context.state.get("manage_master_user_password") is not True:
        return []
    name = f"rds!{kind}-{context.ids.uuid('secret')}-{context.ids.letters(6, 'secret', upper=False)}"
    arn = context.arn("secretsmanager", f"secret:{name}")
    return [{"kms_key_id": key or own_key(context, "aws/secretsmanager"), "secret_arn": arn, "secret_status": "active"}]


def subnets_of_group(context: Context, group: Value) -> list[Object]:
    """The subnets of a database subnet group that are in the account."""
    found = context.lookup("aws_db_subnet_group", group)
    ids: Any = found["subnet_ids"] if found else []
    return [subnet for id_ in ids or [] if (subnet := context.lookup("aws_subnet", id_))]


def zones_of_group(context: Context, group: Value) -> list[str]:
    """The zones that a database subnet group covers; those of the region when nothing is known of it."""
    zones = sorted({str(subnet["availability_zone"]) for subnet in subnets_of_group(context, group)})
    return zones or [zone.name for zone in zones_of(context.region)]


def default_groups(context: Context, group: Value) -> list[str]:
    """The security group that a database gets without any: the default one of its VPC."""
    found = context.lookup("aws_db_subnet_group", group)
    return [default_group_of(context, found["vpc_id"] if found else existing_id(context, "vpc", "default"))]


def refuse_delete(context: ApplyContext, what: str, prefix: str = "") -> None:
    """What the provider and AWS refuse at the end of a database: no final snapshot named, protection on."""
    state = context.state
    if state.get("skip_final_snapshot") is not True and not state.get("final_snapshot_identifier"):
        context.refuse("", f"{prefix}final_snapshot_identifier is required when skip_final_snapshot is false")
    if state.get("deletion_protection") is True:
        message = f"Cannot delete protected {what}, please disable deletion protection and try again."
        context.refuse("InvalidParameterCombination", message)


def refuse_version_change(context: ApplyContext) -> None:
    """AWS refuses a downgrade, and a new major version without the flag."""
    state, prior = context.state, context.prior or {}
    engine, old, new = (
        str(state.get("engine")),
        str(prior.get("engine_version_actual") or ""),
        str(state.get("engine_version")),
    )
    if not old or new == prior.get("engine_version"):
        return
    wanted = actual_version(engine, new)
    if order_of(wanted) < order_of(old):
        context.refuse(
            "InvalidParameterCombination", f"Cannot upgrade {engine} from {old} to {wanted}", "engine_version"
        )
    if (
        major_version(engine, wanted) != major_version(engine, old)
        and state.get("allow_major_version_upgrade") is not True
    ):
        message = "The AllowMajorVersionUpgrade flag must be present when upgrading to a new major version."
        context.refuse("InvalidParameterCombination", message, "engine_version")


def is_set(value: Value) -> bool:
    """What the SDK's GetOk says of a value: unknown ones and zero values are not set."""
    return not is_unknown(value) and value not in (None, "", 0, False, [])


MOMENT: Final = EPOCH
"""The time of everything that is dated."""
