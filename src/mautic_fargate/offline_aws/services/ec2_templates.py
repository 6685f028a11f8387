"""Launch templates, key pairs, placement groups and volumes.

Source: the plan hooks in the provider's resourceLaunchTemplate, resourceEBSVolumeCustomizeDiff, resourcePlacementGroupCustomizeDiff
and their siblings; AWS's EC2 API reference.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from mautic_fargate.offline_aws.moment import EPOCH
from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext
from mautic_fargate.offline_aws.services.ec2_common import as_int, hashcode, name_prefix_of, set_zero
from mautic_fargate.offline_aws.services.ec2_types import instance_type
from mautic_fargate.offline_aws.services.rds_common import own_key
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_NOT_VERSIONED: Final = frozenset(
    {"arn", "default_version", "id", "latest_version", "name", "name_prefix", "region", "update_default_version"}
)
_NO_NEW_VERSION: Final = _NOT_VERSIONED | {"maintenance_options", "tags", "tags_all"}
"""A change of only these makes no version; `maintenance_options` is forgotten by the provider, so its difference comes back."""
_OPERATIONS: Final = frozenset({"io1", "io2"})

# --- launch templates -----------------------------------------------------------------------------------------------------


def _names(context: PlanContext | ApplyContext) -> set[str]:
    block = context.rules.schema.block
    return set(block.attributes) | set(block.blocks)


def _plan_template(context: PlanContext) -> None:
    if context.creating:
        return
    changed = {name for name in _names(context) if name != "timeouts" and context.changed(name)}
    if changed - _NOT_VERSIONED - {"description"}:
        context.set_unknown("latest_version")
    if changed - {"name", "name_prefix", "description"} and context.planned.get("update_default_version") is True:
        context.set_unknown("default_version")


def _create_template(context: ApplyContext) -> None:
    state = context.state
    name = state.get("name")
    if context.find("aws_launch_template", name=name):
        context.refuse(
            "InvalidLaunchTemplateName.AlreadyExistsException", "Launch template name already in use.", "name"
        )
    context.fill(name_prefix=name_prefix_of(str(name)), default_version=1, latest_version=1)
    _settle_template(context)


def _settle_template(context: ApplyContext) -> None:
    state = context.state
    if is_unknown(state.get("metadata_options")):
        state["metadata_options"] = []
    for block in context.blocks("metadata_options"):
        block.update({key: 0 if key.endswith("limit") else "" for key, value in block.items() if is_unknown(value)})
    mappings: Any = state.get("block_device_mappings") or []
    for mapping in mappings:
        for device in mapping.get("ebs") or []:
            device.update(
                {key: "" if key == "volume_type" else 0 for key, value in device.items() if is_unknown(value)}
            )
    kind = instance_type(str(state.get("instance_type") or ""))
    if kind is None or not kind.burstable:
        state["credit_specification"] = []  # only burstable types have one
    texts = (
        "description",
        "ebs_optimized",
        "image_id",
        "instance_initiated_shutdown_behavior",
        "instance_type",
        "kernel_id",
    )
    set_zero(context, *texts, "key_name", "ram_disk_id", "user_data", "disable_api_stop", "disable_api_termination")
    set_zero(context, "security_group_names", "vpc_security_group_ids")


def _update_template(context: ApplyContext) -> None:
    state, prior = context.state, context.prior or {}
    changed = {name for name in _names(context) if not _same(state.get(name), prior.get(name))}
    new_version = bool(changed - _NO_NEW_VERSION)
    latest = as_int(prior.get("latest_version")) + int(new_version)
    state["latest_version"] = latest
    if not new_version and "maintenance_options" in changed:
        state["maintenance_options"] = prior.get("maintenance_options")
    if state.get("update_default_version") is True:
        state["default_version"] = latest if new_version else prior.get("default_version")
    _settle_template(context)


def _same(left: Value, right: Value) -> bool:
    if is_unknown(left):
        return True
    return bool((left or None) == (right or None))


# --- key pairs and placement groups -----------------------------------------------------------------------------------------


def _create_key_pair(context: ApplyContext) -> None:
    state = context.state
    name, key = str(state.get("key_name")), str(state.get("public_key") or "").strip()
    if context.find("aws_key_pair", key_name=name):
        context.refuse("InvalidKeyPair.Duplicate", f"The keypair already exists: {name}", "key_name")
    state["id"] = name
    digest = hashlib.md5(key.encode(), usedforsecurity=False).hexdigest()
    context.fill(
        arn=context.arn("ec2", f"key-pair/{name}"),
        fingerprint=":".join(digest[index : index + 2] for index in range(0, 32, 2)),
        key_name_prefix=name_prefix_of(name),
        key_pair_id=f"key-0{context.ids.hex(16, 'key')}",
        key_type="ed25519" if "ed25519" in key else "rsa",
    )


def _plan_key_pair(context: PlanContext) -> None:
    key = context.planned.get("public_key")
    if isinstance(key, str):
        context.planned["public_key"] = key.strip()
        if context.before("public_key") == key.strip():
            context.allow_in_place("public_key")


def _plan_placement(context: PlanContext) -> None:
    if not context.creating:
        return
    strategy, config = context.config.get("strategy"), context.config
    count, level = config.get("partition_count"), config.get("spread_level")
    if not is_unknown(count) and as_int(count) > 0 and strategy != "partition":
        context.error(f'partition_count must not be set when strategy = "{strategy}"')
    if isinstance(level, str) and level and strategy != "spread":
        context.error(f'spread_level must not be set when strategy = "{strategy}"')


def _create_placement(context: ApplyContext) -> None:
    state = context.state
    state["id"] = state.get("name")
    context.fill(
        arn=context.arn("ec2", f"placement-group/{state['id']}"),
        partition_count=2 if state.get("strategy") == "partition" else 0,
        placement_group_id=f"pg-0{context.ids.hex(16, 'group')}",
        spread_level="rack" if state.get("strategy") == "spread" else "",
    )


# --- volumes --------------------------------------------------------------------------------------------------------------


def _number(value: Value) -> int:
    return 0 if is_unknown(value) else as_int(value)


def _plan_volume(context: PlanContext) -> None:
    planned = context.planned
    kind = planned.get("type")
    kind = kind if isinstance(kind, str) else ""
    iops, throughput = _number(planned.get("iops")), _number(planned.get("throughput"))
    if not context.creating:
        if (
            context.changed("iops")
            and kind not in _OPERATIONS | {"gp3"}
            and iops == 0
            and not is_unknown(planned.get("iops"))
        ):
            planned["iops"] = context.before("iops")
        return
    if kind in _OPERATIONS and iops == 0:
        context.error(f"'iops' must be set when 'type' is '{kind}'")
    if kind not in _OPERATIONS | {"gp3"} and iops != 0:
        context.error(f"'iops' must not be set when 'type' is '{kind}'")
    if planned.get("multi_attach_enabled") is True and kind not in _OPERATIONS:
        context.error(f"'multi_attach_enabled' must not be set when 'type' is '{kind}'")
    if throughput > 0 and kind != "gp3":
        context.error(f"'throughput' must not be set when 'type' is '{kind}'")


def _create_volume(context: ApplyContext) -> None:
    state = context.state
    encrypted = state.get("encrypted") is True
    if context.open("size") and not context.config.get("snapshot_id"):
        context.refuse("MissingParameter", "The request must contain the parameter size or snapshotId", "size")
    context.fill(type="gp2", size=8, encrypted=False, snapshot_id="", create_time=EPOCH)
    size = as_int(state["size"])
    general = {"gp3": 3000, "gp2": min(max(100, 3 * size), 16000)}.get(str(state["type"]), 0)
    context.fill(
        iops=general,
        kms_key_id=own_key(context, "aws/ebs") if encrypted else "",
        throughput=125 if state["type"] == "gp3" else 0,
    )
    set_zero(context, "multi_attach_enabled", "outpost_arn", "volume_initialization_rate")


def _attachment_id(context: ApplyContext) -> str:
    """The provider's id of a volume attachment: a CRC32 of what it says."""
    state = context.state
    text = f"{state.get('device_name')}-{state.get('instance_id')}-{state.get('volume_id')}-"
    return f"vai-{hashcode(text)}"


def _import_attachment(id_: str) -> dict[str, Value]:
    parts = id_.split(":")
    if len(parts) != 3 or not all(parts):
        raise ValueError(f"unexpected format of ID ({id_}), expected DEVICE_NAME:VOLUME_ID:INSTANCE_ID")
    return {"device_name": parts[0], "volume_id": parts[1], "instance_id": parts[2]}


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_launch_template",
            id="lt-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:launch-template/{id}",
            generated_name=("name", "terraform-"),
            plan=_plan_template,
            create=_create_template,
            update=_update_template,
        ),
        Resource(
            "aws_key_pair",
            generated_name=("key_name", "terraform-"),
            plan=_plan_key_pair,
            create=_create_key_pair,
        ),
        Resource("aws_placement_group", plan=_plan_placement, create=_create_placement),
        Resource(
            "aws_ebs_volume",
            id="vol-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:volume/{id}",
            plan=_plan_volume,
            create=_create_volume,
        ),
        Resource("aws_volume_attachment", id=_attachment_id, import_id=_import_attachment),
    )
)
