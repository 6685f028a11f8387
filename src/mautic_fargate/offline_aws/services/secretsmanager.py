"""Secrets Manager: secrets, their versions, policies and rotation; random passwords.

No value of a write-only argument is ever kept. Source: package secretsmanager of the provider 6.58.
"""

from __future__ import annotations

import json
import string
from collections.abc import Iterable
from typing import Any, Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.services import checks
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext, Problem, ReadContext
from mautic_fargate.offline_aws.services.meta import CREATED
from mautic_fargate.offline_aws.services.policies import plan_policy
from mautic_fargate.offline_aws.services.spec import DataSource, Ephemeral, Resource, Service
from mautic_fargate.offline_aws.services.suppress import blocks_of, text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_CURRENT: Final = "AWSCURRENT"
_PREVIOUS: Final = "AWSPREVIOUS"
_SECRET: Final = "aws_secretsmanager_secret"  # noqa: S105 - the name of a type
_VERSION: Final = "aws_secretsmanager_secret_version"


def find_secret(context: Context, secret: Value) -> Object | None:
    """The stack's own secret that `secret` (ARN or name) names."""
    own = context.lookup(_SECRET, secret)
    if own is None and isinstance(secret, str):
        own = next(iter(context.find(_SECRET, name=secret)), None)
    return own


def secret_arn(context: Context, secret: Value) -> str:
    """The ARN of a secret that is named by its ARN or by its name."""
    name = text(secret)
    if name.startswith("arn:"):
        return name
    own = find_secret(context, name)
    return text(own["arn"]) if own else context.arn("secretsmanager", f"secret:{name}-AbCdEf")


# --- secrets --------------------------------------------------------------------------------------------------------


def _set_replicas(context: ApplyContext) -> None:
    context.fill(policy="", replica=[])
    for replica in context.blocks("replica"):
        for name in ("kms_key_id", "last_accessed_date", "status_message"):
            if is_unknown(replica.get(name)) or replica.get(name) is None:
                replica[name] = ""
        replica["status"] = "InSync"


_NAME: Final = "[0-9A-Za-z/_+=.@-]+"
_NAME_MEANING: Final = "must contain only alphanumeric characters and /_+=.@-"

_SECRET_RESOURCE: Final = Resource(
    _SECRET,
    id="arn:{partition}:secretsmanager:{region}:{account}:secret:{name}-{letters:6}",
    arn="{id}",
    generated_name=("name", "terraform-"),
    validate=checks.all_of(
        checks.pattern("name", _NAME, _NAME_MEANING, high=512),
        checks.pattern("name_prefix", _NAME, _NAME_MEANING, high=486),
    ),
    plan=plan_policy("policy"),
    create=_set_replicas,
    update=_set_replicas,
    import_id=lambda id_: {"id": id_, "arn": id_},
)


# --- versions -------------------------------------------------------------------------------------------------------


def _plan_version(context: PlanContext) -> None:
    """A new value is a new version; going over to the write-only argument with the same value is none."""
    if context.prior is None or _plan_from_plain(context):
        return
    before = context.prior.get("secret_string_wo_version")
    if not before:
        return
    wanted = context.config.get("secret_string_wo_version")
    if is_unknown(wanted):
        context.require_replace("secret_string_wo_version")
    elif wanted:
        if wanted != before:
            context.require_replace("secret_string_wo_version")
    elif is_unknown(context.config.get("secret_string")) or context.config.get("secret_string"):
        context.require_replace("secret_string")


def _plan_from_plain(context: PlanContext) -> bool:
    """Decide for a version whose value the state holds; False where that says nothing."""
    before = text(context.before("secret_string"))
    if not before:
        return False
    for name in ("secret_string", "secret_string_wo"):
        wanted = context.config.get(name)
        if is_unknown(wanted) or (wanted and wanted != before):
            context.require_replace("secret_string")
            if name == "secret_string_wo":
                context.require_replace("secret_string_wo")
        if is_unknown(wanted) or wanted:
            return True
    return False


def _version_id(context: ApplyContext) -> Value:
    """The id of a version is the token of the request that makes it."""
    context.fill(version_id="terraform-" + context.ids.letters(26, "version_id"))
    return f"{text(context.state.get('secret_id'))}|{context.state['version_id']}"


def _create_version(context: ApplyContext) -> None:
    arn = secret_arn(context, context.state.get("secret_id"))
    context.fill(
        arn=arn,
        has_secret_string_wo=True if context.config.get("secret_string_wo") else None,
        secret_arn=arn,
        version_stages=[_CURRENT],
    )
    if _CURRENT in context.state["version_stages"]:
        _take_current(context, arn)


def _take_current(context: ApplyContext, arn: str) -> None:
    """The version that was current becomes the previous one, which then has no stage any more."""
    for other in context.find(_VERSION, secret_arn=arn):
        stages = other["version_stages"] or []
        if other["version_id"] == context.state.get("version_id") or not stages:
            continue
        kept = [stage for stage in stages if stage not in {_CURRENT, _PREVIOUS}]
        other.values["version_stages"] = [*kept, _PREVIOUS] if _CURRENT in stages else kept


def _update_version(context: ApplyContext) -> None:
    state, prior = context.state, context.prior or {}
    if context.config.get("secret_string_wo"):
        state["has_secret_string_wo"] = True
    elif not context.config.get("secret_string") and prior.get("secret_string"):
        state["secret_string"] = prior["secret_string"]  # a value is not taken away: reading brings it back
    before, after = prior.get("version_stages") or [], state.get("version_stages") or []
    if _CURRENT in before and _CURRENT not in after:
        state["version_stages"] = [*after, _CURRENT]
    elif _CURRENT in after and _CURRENT not in before:
        _take_current(context, text(state.get("secret_arn")))


def _version_import(id_: str) -> dict[str, Value]:
    secret, found, version = id_.partition("|")
    if not (secret and found and version):
        raise ValueError(f"unexpected format of ID ({id_}), expected <secret ID>|<version ID>")
    return {"id": id_, "secret_id": secret, "version_id": version}


_VERSION_RESOURCE: Final = Resource(
    _VERSION,
    id=_version_id,
    plan=_plan_version,
    create=_create_version,
    update=_update_version,
    import_id=_version_import,
)


# --- policies and rotation ------------------------------------------------------------------------------------------


def _put_policy(context: ApplyContext) -> None:
    secret = find_secret(context, context.state.get("secret_arn"))
    if secret is not None:
        secret.values["policy"] = context.state.get("policy")


def _delete_policy(context: ApplyContext) -> None:
    secret = find_secret(context, context.state.get("secret_arn"))
    if secret is not None:
        secret.values["policy"] = ""


_POLICY_RESOURCE: Final = Resource(
    "aws_secretsmanager_secret_policy",
    id="{secret_arn}",
    plan=plan_policy("policy"),
    create=_put_policy,
    update=_put_policy,
    delete=_delete_policy,
    import_id=lambda id_: {"id": id_, "secret_arn": id_},
)


def _check_rules(config: checks.Config) -> Iterable[Problem]:
    for index, rules in enumerate(blocks_of(dict(config), "rotation_rules")):
        values = [rules.get(name) for name in ("automatically_after_days", "schedule_expression")]
        given = [value for value in values if value is not None and not is_unknown(value)]
        if len(given) > 1 or (not given and not any(map(is_unknown, values))):
            names = "rotation_rules.0.automatically_after_days,rotation_rules.0.schedule_expression"
            gist = f"only one of `{names}` can be specified" if given else f"one of `{names}` must be specified"
            yield Problem("Invalid combination of arguments", gist, ("rotation_rules", index))


def _create_rotation(context: ApplyContext) -> None:
    context.state["secret_id"] = context.state["id"]
    context.fill(rotation_enabled=True)


_ROTATION_RESOURCE: Final = Resource(
    "aws_secretsmanager_secret_rotation",
    id=lambda context: secret_arn(context, context.state.get("secret_id")),
    validate=checks.all_of(_check_rules),
    create=_create_rotation,
    import_id=lambda id_: {"id": id_, "secret_id": id_},
)


# --- looking up -----------------------------------------------------------------------------------------------------


def _read_secret(context: ReadContext) -> dict[str, Value]:
    arn, name = context.config.get("arn"), context.config.get("name")
    if bool(arn) == bool(name):
        context.refuse("only one of `arn,name` can be specified" if arn else "one of `arn,name` must be specified")
    own = find_secret(context, arn or name)
    values: dict[str, Any] = own.values if own is not None else {}
    full = values.get("arn") or secret_arn(context, arn or name)
    return {
        "arn": full,
        "created_date": CREATED,
        "description": values.get("description") or "",
        "id": full,
        "kms_key_id": values.get("kms_key_id") or "",
        "last_changed_date": CREATED,
        "name": values.get("name") or name or full.rsplit(":", 1)[-1].rsplit("-", 1)[0],
        "policy": values.get("policy") or "",
        "tags": dict(values.get("tags_all") or {}),
    }


def _outside_value(context: ReadContext) -> str:
    """What a secret outside the stack holds: most are read as a JSON object with the keys that RDS uses."""
    return json.dumps(
        {
            "username": "example",
            "password": context.ids.letters(32, "password"),
            "engine": "mysql",
            "host": "database.example.com",
            "port": 3306,
            "dbname": "example",
        }
    )


def _version_values(context: ReadContext) -> dict[str, Value]:
    asked, stage = context.config.get("version_id"), context.config.get("version_stage") or _CURRENT
    secret = context.config["secret_id"]
    arn = secret_arn(context, secret)
    own = [
        item
        for item in context.find(_VERSION, secret_arn=arn)
        if (item["version_id"] == asked if asked else stage in (item["version_stages"] or []))
    ]
    if own:
        value = own[0]["secret_string"]
        binary = own[0]["secret_binary"] or ""
        hidden = not value and not binary  # given write-only: never kept
        return {
            "arn": arn,
            "created_date": CREATED,
            "secret_binary": binary,
            "secret_string": _outside_value(context) if hidden else value or "",
            "version_id": own[0]["version_id"],
            "version_stages": list(own[0]["version_stages"] or []),
        }
    if find_secret(context, secret) is not None and asked:
        context.refuse(f"reading Secrets Manager Secret Version ({secret}|{asked}): couldn't find resource")
    return {
        "arn": arn,
        "created_date": CREATED,
        "secret_binary": "",
        "secret_string": _outside_value(context),
        "version_id": asked or context.ids.uuid("version_id"),
        "version_stages": [stage],
    }


def _read_version(context: ReadContext) -> dict[str, Value]:
    asked = context.config.get("version_id") or context.config.get("version_stage") or _CURRENT
    values = _version_values(context)
    return values | {
        "id": f"{context.config['secret_id']}|{asked}",
        "secret_arn": values["arn"],
        "version_stage": context.config.get("version_stage") or _CURRENT,
    }


_EXCLUDING: Final = (
    ("exclude_lowercase", string.ascii_lowercase),
    ("exclude_uppercase", string.ascii_uppercase),
    ("exclude_numbers", string.digits),
    ("exclude_punctuation", string.punctuation),
)
_DEFAULT_LENGTH: Final = 32
_LENGTHS: Final = range(1, 4097)


def _random_password(context: ReadContext) -> str:
    """A password of the kinds of characters that are asked for; offline the same configuration gives the same one."""
    excluded = set(context.config.get("exclude_characters") or "")
    groups = [
        [character for character in group if character not in excluded]
        for name, group in _EXCLUDING
        if not context.config.get(name)
    ]
    if context.config.get("include_space"):
        groups.append([" "])
    groups = [group for group in groups if group]
    length = int(context.config.get("password_length") or _DEFAULT_LENGTH)
    if not groups or length not in _LENGTHS:
        context.refuse(
            "reading Secrets Manager Random Password: InvalidParameterException: no such password is possible"
        )
    everything = [character for group in groups for character in group]
    chosen = [everything[context.ids.number(len(everything), f"character.{index}")] for index in range(length)]
    if context.config.get("require_each_included_type") is not False:
        for index, group in enumerate(groups[:length]):
            chosen[index] = group[context.ids.number(len(group), f"required.{index}")]
    return "".join(chosen)


def _read_password(context: ReadContext) -> dict[str, Value]:
    password = _random_password(context)
    return {"id": password, "random_password": password}


SERVICE: Final = Service(
    resources=(_SECRET_RESOURCE, _VERSION_RESOURCE, _POLICY_RESOURCE, _ROTATION_RESOURCE),
    data_sources=(
        DataSource("aws_secretsmanager_random_password", _read_password),
        DataSource(_SECRET, _read_secret),
        DataSource(_VERSION, _read_version),
    ),
    ephemerals=(
        Ephemeral("aws_secretsmanager_random_password", lambda context: {"random_password": _random_password(context)}),
        Ephemeral(_VERSION, _version_values),
    ),
)
