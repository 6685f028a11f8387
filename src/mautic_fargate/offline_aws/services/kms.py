"""KMS: keys, aliases, key policies, and looking them up.

Source: package kms of the provider 6.58; forms of ids and the default policy as AWS documents them.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable
from typing import Any, Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.account.identifiers import Identifiers
from mautic_fargate.offline_aws.services import checks
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, Problem, ReadContext
from mautic_fargate.offline_aws.services.meta import CREATED
from mautic_fargate.offline_aws.services.policies import account_policy, plan_policy
from mautic_fargate.offline_aws.services.spec import DataSource, Ephemeral, Resource, Service
from mautic_fargate.offline_aws.services.suppress import text
from mautic_fargate.offline_aws.wire.values import Value

_MULTI_REGION_PREFIX: Final = "mrk-"
_ROTATION_DAYS: Final = 365


def key_name(key: Value) -> str:
    """The bare id of a key that is named by its id or by its ARN."""
    return text(key).rsplit("/", 1)[-1]


def find_key(context: Context, key: Value) -> Object | None:
    """The stack's own key that `key` (id, ARN, alias or alias ARN) names."""
    name = text(key)
    alias = name if name.startswith("alias/") else name.split(":")[-1] if ":alias/" in name else ""
    if alias:
        found = context.lookup("aws_kms_alias", alias)
        return context.lookup("aws_kms_key", found["target_key_id"]) if found else None
    return context.lookup("aws_kms_key", key_name(name))


# --- keys -----------------------------------------------------------------------------------------------------------


def _default_policy(context: Context, id_: str) -> str:
    return account_policy(id_, "Enable IAM User Permissions", context.partition, context.account_id, "kms:*")


def _key_id(context: ApplyContext) -> Value:
    if context.state.get("multi_region") is True:
        return _MULTI_REGION_PREFIX + context.ids.hex(32, "id")
    return context.ids.uuid("id")


def _create_key(context: ApplyContext) -> None:
    context.fill(
        description="",
        key_id=context.state["id"],
        multi_region=False,
        policy=_default_policy(context, "key-default-1"),
        rotation_period_in_days=_ROTATION_DAYS if context.state.get("enable_key_rotation") is True else 0,
    )


def _update_key(context: ApplyContext) -> None:
    state = context.state
    if not state.get("enable_key_rotation"):
        state["rotation_period_in_days"] = 0
    elif not state.get("rotation_period_in_days"):
        state["rotation_period_in_days"] = _ROTATION_DAYS


def _check_key(config: checks.Config) -> Iterable[Problem]:
    if config.get("rotation_period_in_days") is not None and config.get("enable_key_rotation") is None:
        yield Problem(
            "Missing required argument",
            '"rotation_period_in_days": all of `enable_key_rotation,rotation_period_in_days` must be specified',
            ("rotation_period_in_days",),
        )


_KEY: Final = Resource(
    "aws_kms_key",
    id=_key_id,
    arn="arn:{partition}:kms:{region}:{account}:key/{id}",
    validate=checks.all_of(_check_key),
    plan=plan_policy("policy"),
    create=_create_key,
    update=_update_key,
    import_id=lambda id_: {"id": id_, "key_id": id_},
)


# --- aliases --------------------------------------------------------------------------------------------------------


def _set_target(context: ApplyContext) -> None:
    """The state names the key by its bare id, however the configuration does."""
    key = key_name(context.state.get("target_key_id"))
    context.state["target_key_id"] = key
    context.state["target_key_arn"] = context.arn("kms", f"key/{key}")


_ALIAS_MEANING: Final = "must begin with 'alias/' and be comprised of only [0-9A-Za-z_/-]"

_ALIAS: Final = Resource(
    "aws_kms_alias",
    id="{name}",
    arn="arn:{partition}:kms:{region}:{account}:{name}",
    generated_name=("name", "alias/"),
    validate=checks.all_of(
        *(checks.pattern(name, "alias/[0-9A-Za-z_/-]+", _ALIAS_MEANING) for name in ("name", "name_prefix")),
        *(
            checks.refuse(name, "^alias/aws/", "cannot begin with reserved AWS CMK prefix 'alias/aws/'")
            for name in ("name", "name_prefix")
        ),
    ),
    create=_set_target,
    update=_set_target,
    import_id=lambda id_: {"id": id_, "name": id_},
)


# --- key policies ---------------------------------------------------------------------------------------------------


def _put_key_policy(context: ApplyContext) -> None:
    """The key itself shows its policy; an update still writes to the key that the resource was made for."""
    key = find_key(context, context.state.get("id"))
    if key is not None:
        key.values["policy"] = context.state.get("policy")


def _delete_key_policy(context: ApplyContext) -> None:
    key = find_key(context, context.state.get("id"))
    if key is not None and context.state.get("bypass_policy_lockout_safety_check") is not True:
        key.values["policy"] = _default_policy(context, "default")


def _read_key_policy(context: ApplyContext) -> None:
    context.state["key_id"] = key_name(context.state.get("id"))


_KEY_POLICY: Final = Resource(
    "aws_kms_key_policy",
    id="{key_id}",
    plan=plan_policy("policy"),
    create=_put_key_policy,
    update=_put_key_policy,
    read=_read_key_policy,
    delete=_delete_key_policy,
    import_id=lambda id_: {"id": id_, "key_id": id_},
    adopts=True,
)


_REPLICA: Final = Resource(
    "aws_kms_replica_key",
    id=lambda context: key_name(context.state.get("primary_key_arn")),
    arn="arn:{partition}:kms:{region}:{account}:key/{id}",
    values={
        "key_id": "{id}",
        "key_rotation_enabled": lambda _: False,
        "key_spec": lambda _: "SYMMETRIC_DEFAULT",
        "key_usage": lambda _: "ENCRYPT_DECRYPT",
        "policy": lambda context: _default_policy(context, "key-default-1"),
    },
    plan=plan_policy("policy"),
    import_id=lambda id_: {"id": id_, "key_id": id_},
)


# --- data sources ---------------------------------------------------------------------------------------------------

_UUID: Final = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
_KEY_OR_ALIAS: Final = re.compile(
    rf"(arn:[^:]+:kms:[^:]+:\d{{12}}:)?((key/)?({_UUID}|mrk-[0-9a-f]{{32}})|alias/[0-9A-Za-z_/-]+)", re.IGNORECASE
)


def _outside_id(context: Context, name: str) -> str:
    """The id of a key that exists outside the stack, the same whenever it is looked up."""
    return Identifiers(f"kms|{context.account_id}|{context.region}|{name}").uuid("key")


def _read_key_data(context: ReadContext) -> dict[str, Value]:
    asked = context.config["key_id"]
    if not _KEY_OR_ALIAS.fullmatch(asked) or (
        asked.startswith("arn:") and ":key/" not in asked and ":alias/" not in asked
    ):
        context.refuse(f'"key_id" ({asked}) must be one of an alias, the ID of a key, or the ARN of either')
    own = find_key(context, asked)
    values: dict[str, Any] = own.values if own is not None else {}
    alias = asked.split(":")[-1] if "alias/" in asked else ""
    id_ = values.get("key_id") or (_outside_id(context, alias) if alias else key_name(asked))
    enabled = values.get("is_enabled") is not False
    spec = values.get("customer_master_key_spec") or "SYMMETRIC_DEFAULT"
    multi_region = id_.startswith(_MULTI_REGION_PREFIX)
    arn = context.arn("kms", f"key/{id_}")
    primary = {
        "multi_region_key_type": "PRIMARY",
        "primary_key": [{"arn": arn, "region": context.region}],
        "replica_keys": [],
    }
    return {
        "arn": arn,
        "aws_account_id": context.account_id,
        "cloud_hsm_cluster_id": "",
        "creation_date": CREATED,
        "custom_key_store_id": values.get("custom_key_store_id") or "",
        "customer_master_key_spec": spec,
        "deletion_date": "",
        "description": values.get("description") or "",
        "enabled": enabled,
        "expiration_model": "",
        "id": id_,
        "key_manager": "AWS" if alias.startswith("alias/aws/") else "CUSTOMER",
        "key_spec": spec,
        "key_state": "Enabled" if enabled else "Disabled",
        "key_usage": values.get("key_usage") or "ENCRYPT_DECRYPT",
        "multi_region": multi_region,
        "multi_region_configuration": [primary] if multi_region else [],
        "origin": "AWS_KMS",
        "pending_deletion_window_in_days": 0,
        "valid_to": "",
        "xks_key_configuration": [],
    }


def _read_alias_data(context: ReadContext) -> dict[str, Value]:
    name = context.config["name"]
    if not re.fullmatch(r"alias/[0-9A-Za-z_/-]+", name):
        context.refuse(f'invalid value for name ({_ALIAS_MEANING}): "{name}"')
    own = context.lookup("aws_kms_alias", name)
    key = text(own["target_key_id"]) if own else _outside_id(context, name)
    arn = context.arn("kms", name)
    return {"arn": arn, "id": arn, "target_key_arn": context.arn("kms", f"key/{key}"), "target_key_id": key}


def _open_secrets(context: ReadContext) -> dict[str, Value]:
    """Nothing can be decrypted offline: each secret gets a text of its own."""
    plain = {}
    for block in context.config.get("secret") or []:
        try:
            base64.b64decode(block["payload"], validate=True)
        except binascii.Error as error:
            context.refuse(f"decoding base64 value for secret ({block['name']}): {error}")
        plain[block["name"]] = context.ids.letters(32, block["name"])
    return {"plaintext": plain}


SERVICE: Final = Service(
    resources=(_KEY, _ALIAS, _KEY_POLICY, _REPLICA),
    data_sources=(
        DataSource("aws_kms_alias", _read_alias_data),
        DataSource("aws_kms_key", _read_key_data),
        DataSource("aws_kms_secrets", _open_secrets),
    ),
    ephemerals=(Ephemeral("aws_kms_secrets", _open_secrets),),
)
