"""EFS: file systems, mount targets, access points, policies, replication, and their data sources.

Source: the provider's resourceFileSystem*, resourceMountTarget*, resourceAccessPoint*, resourceReplicationConfiguration* and
siblings; AWS's EFS API reference for what the service decides and refuses.
"""

from __future__ import annotations

from typing import Any, Final

from mautic_fargate.offline_aws.account.account import Object
from mautic_fargate.offline_aws.planning.policy_equivalence import same_policy
from mautic_fargate.offline_aws.services.context import ApplyContext, Context, PlanContext, ReadContext
from mautic_fargate.offline_aws.services.ec2_common import (
    drawn,
    existing_id,
    host,
    only,
    select,
    set_zero,
    shown,
    suppress,
)
from mautic_fargate.offline_aws.services.ec2_security import default_group_of
from mautic_fargate.offline_aws.services.ec2_zones import zone_id_of, zones_of
from mautic_fargate.offline_aws.services.rds_common import own_key
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

EMPTY_SIZE: Final = 6144
"""The metered size, in bytes, of a file system without files."""
GO_TIME: Final = "2024-01-01 00:00:00 +0000 UTC"
_TRANSITIONS: Final = ("transition_to_archive", "transition_to_ia", "transition_to_primary_storage_class")


def file_system_arn(context: Context, file_system: Value) -> str:
    """The ARN of a file system in the region."""
    return context.arn("elasticfilesystem", f"file-system/{file_system}")


def file_system_host(context: Context, file_system: Value) -> str:
    """The DNS name under which a file system is mounted."""
    return f"{file_system}.efs.{context.region}.{context.dns_suffix}"


# --- file systems -----------------------------------------------------------------------------------------------------------


def _create_file_system(context: ApplyContext) -> None:
    state = context.state
    token = state.get("creation_token")
    if not is_unknown(token) and context.find("aws_efs_file_system", creation_token=token):
        other = context.find("aws_efs_file_system", creation_token=token)[0].id
        context.refuse(
            "FileSystemAlreadyExists",
            f"File system '{other}' already exists with creation token '{token}'",
            "creation_token",
        )
    zone = state.get("availability_zone_name")
    context.fill(
        availability_zone_id=zone_id_of(context.region, zone) if not is_unknown(zone) and zone else "",
        availability_zone_name="",
        creation_token=f"terraform-{context.ids.suffix('token')}",
        dns_name=file_system_host(context, state["id"]),
        encrypted=False,
        number_of_mount_targets=0,
        owner_id=context.account_id,
        performance_mode="generalPurpose",
    )
    context.fill(kms_key_id=own_key(context, "aws/elasticfilesystem") if state["encrypted"] is True else "")
    state["size_in_bytes"] = [{"value": EMPTY_SIZE, "value_in_ia": 0, "value_in_standard": EMPTY_SIZE}]
    if is_unknown(state.get("protection")):
        state["protection"] = [{"replication_overwrite": "ENABLED"}]
    _settle_file_system(context)


def _settle_file_system(context: ApplyContext) -> None:
    state = context.state
    tags: Any = state.get("tags_all")
    state["name"] = tags.get("Name", "") if isinstance(tags, dict) else ""
    for block in context.blocks("protection"):
        if is_unknown(block.get("replication_overwrite")):
            block["replication_overwrite"] = "ENABLED"
    for block in context.blocks("lifecycle_policy"):
        block.update({name: block.get(name) or "" for name in _TRANSITIONS})
    # Only the mode `provisioned` has a throughput of its own: in another one it is ignored and reads 0.
    if state.get("throughput_mode") != "provisioned":
        state["provisioned_throughput_in_mibps"] = 0
    set_zero(context, "provisioned_throughput_in_mibps")


def _delete_file_system(context: ApplyContext) -> None:
    file_system = context.state.get("id")
    if context.find("aws_efs_mount_target", file_system_id=file_system):
        message = f"Cannot delete file system {file_system} because it has mount targets associated with it"
        context.refuse("FileSystemInUse", message)
    if context.find("aws_efs_replication_configuration", source_file_system_id=file_system):
        message = f"Cannot delete file system {file_system} because it is part of a replication configuration"
        context.refuse("ReplicationInUse", message)


# --- mount targets ------------------------------------------------------------------------------------------------------------


def _create_mount_target(context: ApplyContext) -> None:
    state = context.state
    subnet = context.lookup("aws_subnet", state.get("subnet_id")) or context.lookup(
        "aws_default_subnet", state.get("subnet_id")
    )
    zone = str(subnet["availability_zone"]) if subnet else zones_of(context.region)[0].name
    _check_mount_target(context, subnet, zone)
    file_system = state.get("file_system_id")
    kind = state.get("ip_address_type")
    wants_ipv6 = kind in {"IPV6_ONLY", "DUAL_STACK"} if not is_unknown(kind) else False
    address = host(subnet["cidr_block"] if subnet else None, str(state["id"]))
    context.fill(
        availability_zone_id=zone_id_of(context.region, zone),
        availability_zone_name=zone,
        dns_name=file_system_host(context, file_system),
        file_system_arn=file_system_arn(context, file_system),
        ip_address="" if not is_unknown(kind) and kind == "IPV6_ONLY" else address,
        ipv6_address=f"2001:db8::{context.ids.hex(4, 'ipv6').lstrip('0') or '1'}" if wants_ipv6 else "",
        mount_target_dns_name=f"{zone}.{file_system_host(context, file_system)}",
        network_interface_id=f"eni-0{context.ids.hex(16, 'network_interface')}",
        owner_id=context.account_id,
        security_groups=[
            default_group_of(context, subnet["vpc_id"] if subnet else existing_id(context, "vpc", "default"))
        ],
    )
    if is_unknown(kind):
        state["ip_address_type"] = "DUAL_STACK" if state["ipv6_address"] else "IPV4_ONLY"
    _count_targets(context, 1)


def _check_mount_target(context: ApplyContext, subnet: Object | None, zone: str) -> None:
    state = context.state
    file_system = context.lookup("aws_efs_file_system", state.get("file_system_id"))
    only_zone = file_system["availability_zone_name"] if file_system else ""
    if only_zone and subnet is not None and only_zone != zone:
        message = f"The subnet {state.get('subnet_id')} is not in the Availability Zone {only_zone} of the One Zone file system"
        context.refuse("AvailabilityZonesMismatch", message, "subnet_id")
    for other in context.find("aws_efs_mount_target", file_system_id=state.get("file_system_id")):
        place = context.lookup("aws_subnet", other["subnet_id"])
        if other["availability_zone_name"] == zone and subnet is not None:
            context.refuse("MountTargetConflict", "mount target already exists in this AZ", "subnet_id")
        if place is not None and subnet is not None and place["vpc_id"] != subnet["vpc_id"]:
            context.refuse("MountTargetConflict", "requested subnet for new mount target is not in the same VPC as existing mount targets", "subnet_id")  # fmt: skip


def _count_targets(context: ApplyContext, change: int) -> None:
    file_system = context.lookup("aws_efs_file_system", context.state.get("file_system_id"))
    if file_system is not None:
        file_system.values["number_of_mount_targets"] = max(
            int(file_system["number_of_mount_targets"] or 0) + change, 0
        )


# --- access points and policies -------------------------------------------------------------------------------------------------


def _create_access_point(context: ApplyContext) -> None:
    state = context.state
    context.fill(file_system_arn=file_system_arn(context, state.get("file_system_id")), owner_id=context.account_id)
    if is_unknown(state.get("root_directory")):
        state["root_directory"] = [{"path": "/", "creation_info": []}]
    for block in context.blocks("root_directory"):
        if is_unknown(block.get("path")):
            block["path"] = "/"
        if is_unknown(block.get("creation_info")):
            block["creation_info"] = []
    for block in context.blocks("posix_user"):
        block["secondary_gids"] = block.get("secondary_gids") or []


def _take_file_system_id(context: ApplyContext) -> None:
    context.state["id"] = context.state.get("file_system_id")


def _plan_policy(context: PlanContext) -> None:
    suppress(context, "policy", same_policy)


def _import_by_file_system(id_: str) -> dict[str, Value]:
    return {"id": id_, "file_system_id": id_}


# --- replication ------------------------------------------------------------------------------------------------------------------


def _create_replication(context: ApplyContext) -> None:
    state = context.state
    source = str(state.get("source_file_system_id"))
    if context.find("aws_efs_replication_configuration", source_file_system_id=source):
        context.refuse(
            "ReplicationAlreadyExists", f"A replication configuration already exists for file system {source}"
        )
    state["id"] = source
    arn = file_system_arn(context, source)
    context.fill(
        creation_time=GO_TIME,
        original_source_file_system_arn=arn,
        source_file_system_arn=arn,
        source_file_system_region=context.region,
    )
    for block in context.blocks("destination"):
        if is_unknown(block.get("region")) or not block.get("region"):
            block["region"] = str(block.get("availability_zone_name") or context.region).rstrip("abcdef")
        if is_unknown(block.get("file_system_id")) or not block.get("file_system_id"):
            block["file_system_id"] = f"fs-0{context.ids.hex(16, 'destination')}"
        block["status"] = "ENABLED"


# --- data sources -----------------------------------------------------------------------------------------------------------------


def _read_file_system(context: ReadContext) -> dict[str, Value]:
    arguments = {"file_system_id": "id", "creation_token": "creation_token"}
    found = only(context, select(context, ("aws_efs_file_system",), arguments=arguments), "EFS file system")
    if found is not None:
        size: Any = found["size_in_bytes"]
        return shown(context, found) | {
            "file_system_id": found.id,
            "size_in_bytes": size[0]["value"] if size else EMPTY_SIZE,
        }
    id_ = str(context.config.get("file_system_id") or f"fs-0{drawn('fs', str(sorted(context.wants_tags().items())))}")
    return {
        "id": id_,
        "arn": file_system_arn(context, id_),
        "availability_zone_id": "",
        "availability_zone_name": "",
        "creation_token": context.config.get("creation_token") or f"existing-{id_}",
        "dns_name": file_system_host(context, id_),
        "encrypted": True,
        "file_system_id": id_,
        "kms_key_id": own_key(context, "aws/elasticfilesystem"),
        "lifecycle_policy": [],
        "name": context.wants_tags().get("Name", ""),
        "performance_mode": "generalPurpose",
        "protection": [{"replication_overwrite": "ENABLED"}],
        "size_in_bytes": EMPTY_SIZE,
        "tags": dict(context.wants_tags()),
        "throughput_mode": "bursting",
    }


def _read_mount_target(context: ReadContext) -> dict[str, Value]:
    config = context.config
    wanted = {
        attribute: config[name]
        for name, attribute in (("mount_target_id", "id"), ("file_system_id", "file_system_id"))
        if config.get(name)
    }
    items = context.find("aws_efs_mount_target", **wanted)
    if len(items) > 1:
        context.refuse("Search returned more than one result, please revise so only one is returned")
    if items:
        return shown(context, items[0]) | {"mount_target_id": items[0].id}
    target = str(config.get("mount_target_id") or existing_id(context, "fsmt", str(sorted(wanted.items()))))
    file_system = str(config.get("file_system_id") or existing_id(context, "fs", target))
    zone = zones_of(context.region)[0]
    return {
        "id": target,
        "availability_zone_id": zone.id,
        "availability_zone_name": zone.name,
        "dns_name": file_system_host(context, file_system),
        "file_system_arn": file_system_arn(context, file_system),
        "file_system_id": file_system,
        "ip_address": host(None, target),
        "ip_address_type": "IPV4_ONLY",
        "ipv6_address": "",
        "mount_target_dns_name": f"{zone.name}.{file_system_host(context, file_system)}",
        "mount_target_id": target,
        "network_interface_id": existing_id(context, "eni", target),
        "owner_id": context.account_id,
        "security_groups": [existing_id(context, "sg", "files", target)],
        "subnet_id": existing_id(context, "subnet", "default", zone.name),
    }


def _read_access_point(context: ReadContext) -> dict[str, Value]:
    id_ = str(context.config.get("access_point_id"))
    found = context.lookup("aws_efs_access_point", id_)
    if found is not None:
        return shown(context, found)
    file_system = existing_id(context, "fs", id_)
    return {
        "id": id_,
        "arn": context.arn("elasticfilesystem", f"access-point/{id_}"),
        "file_system_arn": file_system_arn(context, file_system),
        "file_system_id": file_system,
        "owner_id": context.account_id,
        "posix_user": [],
        "root_directory": [{"path": "/", "creation_info": []}],
        "tags": {},
    }


def _read_access_points(context: ReadContext) -> dict[str, Value]:
    file_system = context.config.get("file_system_id")
    items = context.find("aws_efs_access_point", file_system_id=file_system)
    return {"id": file_system, "ids": [item.id for item in items], "arns": [item["arn"] for item in items]}


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_efs_file_system",
            id="fs-0{hex:16}",
            arn="arn:{partition}:elasticfilesystem:{region}:{account}:file-system/{id}",
            create=_create_file_system,
            update=_settle_file_system,
            delete=_delete_file_system,
        ),
        Resource(
            "aws_efs_mount_target",
            id="fsmt-0{hex:16}",
            create=_create_mount_target,
            delete=lambda context: _count_targets(context, -1),
        ),
        Resource(
            "aws_efs_access_point",
            id="fsap-0{hex:16}",
            arn="arn:{partition}:elasticfilesystem:{region}:{account}:access-point/{id}",
            create=_create_access_point,
        ),
        Resource("aws_efs_backup_policy", create=_take_file_system_id, import_id=_import_by_file_system),
        Resource(
            "aws_efs_file_system_policy",
            plan=_plan_policy,
            create=_take_file_system_id,
            import_id=_import_by_file_system,
        ),
        Resource("aws_efs_replication_configuration", create=_create_replication),
    ),
    data_sources=(
        DataSource("aws_efs_file_system", _read_file_system),
        DataSource("aws_efs_mount_target", _read_mount_target),
        DataSource("aws_efs_access_point", _read_access_point),
        DataSource("aws_efs_access_points", _read_access_points),
    ),
)
