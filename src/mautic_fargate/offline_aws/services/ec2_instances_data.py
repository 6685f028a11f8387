"""Data sources of instances, images, instance types, launch templates, keys and volumes."""

from __future__ import annotations

import re
from typing import Any, Final

from mautic_fargate.offline_aws.moment import EPOCH
from mautic_fargate.offline_aws.services.context import ReadContext
from mautic_fargate.offline_aws.services.ec2_common import drawn, existing_id, only, select, shown
from mautic_fargate.offline_aws.services.ec2_types import InstanceType, instance_type
from mautic_fargate.offline_aws.services.ec2_zones import zones_of
from mautic_fargate.offline_aws.services.rds_common import own_key
from mautic_fargate.offline_aws.services.spec import DataSource, Service
from mautic_fargate.offline_aws.wire.values import Value

_AMAZON: Final = "137112412989"
"""The documented owner of the Amazon Linux images."""
_COMMON_TYPES: Final = (
    "c6g.large", "c6i.large", "c7g.large", "m6g.large", "m6i.large", "m7g.large", "r6g.large", "t3.large", "t3.medium", "t3.micro",
    "t3.nano", "t3.small", "t4g.large", "t4g.medium", "t4g.micro", "t4g.nano", "t4g.small",
)  # fmt: skip

# --- images ---------------------------------------------------------------------------------------------------------------


def _image_name(context: ReadContext) -> str:
    """A name that fits the question's `name` filter or `name_regex`."""
    wanted = context.filters().get("name")
    if wanted:
        return wanted[0].replace("*", "20240101").replace("?", "1")
    pattern = str(context.config.get("name_regex") or "example-image")
    name = re.sub(r"\[[^]]*\]|\\d", "1", pattern.strip("^$")).replace(".*", "20240101")
    return re.sub(r"[\\+*?(){}|]", "", name)


def _image_id(context: ReadContext) -> str:
    filters = context.filters()
    given = filters.get("image-id")
    question = (str(sorted(filters.items())), str(context.config.get("name_regex")), str(context.config.get("owners")))
    return given[0] if given else f"ami-0{drawn('ami', context.region, *question)}"


def _read_image(context: ReadContext) -> dict[str, Value]:
    config, filters = context.config, context.filters()
    limited = config.get("owners") or {"image-id", "owner-id"} & set(filters)
    if config.get("most_recent") is True and not limited:
        detail = (
            '"most_recent" is set to "true" and results are not filtered by owner or image ID. With this configuration, a third '
            "party may introduce a new image which will be returned by this data source. Filter by owner or image ID to avoid this."
        )
        if config.get("allow_unsafe_filter") is not True:
            context.refuse("Most Recent Image Not Filtered", detail)
        context.warn("Most Recent Image Not Filtered", detail)
    image, name = _image_id(context), _image_name(context)
    arm = any("arm64" in value or "aarch64" in value for value in (name, *filters.get("architecture", ())))
    owners: Any = config.get("owners") or ["amazon"]
    owner = owners[0] if str(owners[0]).isdigit() else context.account_id if owners[0] == "self" else _AMAZON
    windows = "windows" in name.lower()
    device = "/dev/sda1" if windows or "ubuntu" in name.lower() else "/dev/xvda"
    snapshot = f"snap-0{drawn('snap', image)}"
    disk = {
        "delete_on_termination": "true",
        "encrypted": "false",
        "iops": "3000",
        "snapshot_id": snapshot,
        "throughput": "125",
        "volume_initialization_rate": "0",
        "volume_size": "30" if windows else "8",
        "volume_type": "gp3",
    }
    empty = ("deprecation_time", "kernel_id", "last_launched_time", "ramdisk_id", "tpm_support", "boot_mode")
    return dict.fromkeys(empty, "") | {
        "id": image,
        "architecture": "arm64" if arm else "x86_64",
        "arn": context.arn("ec2", f"image/{image}", account=""),
        "block_device_mappings": [{"device_name": device, "ebs": disk, "no_device": "", "virtual_name": ""}],
        "creation_date": "2024-01-01T00:00:00.000Z",
        "description": f"Example image {name}",
        "ena_support": True,
        "hypervisor": "xen",
        "image_id": image,
        "image_location": f"amazon/{name}",
        "image_owner_alias": "amazon" if owner == _AMAZON else "",
        "image_type": "machine",
        "imds_support": "v2.0",
        "name": name,
        "owner_id": owner,
        "platform": "windows" if windows else "",
        "platform_details": "Windows" if windows else "Linux/UNIX",
        "product_codes": [],
        "public": owner != context.account_id,
        "root_device_name": device,
        "root_device_type": "ebs",
        "root_snapshot_id": snapshot,
        "sriov_net_support": "simple",
        "state": "available",
        "state_reason": {"code": "UNSET", "message": "UNSET"},
        "tags": {},
        "usage_operation": "RunInstances",
        "virtualization_type": "hvm",
    }


def _read_images(context: ReadContext) -> dict[str, Value]:
    image = _image_id(context)
    return {"id": drawn("images", image, length=8), "ids": [image]}


# --- instances ------------------------------------------------------------------------------------------------------------


def _wanted_tags(context: ReadContext, item_tags: Any) -> bool:
    wanted: Any = context.config.get("instance_tags") or {}
    return all((item_tags or {}).get(key) == value for key, value in wanted.items())


def _read_instance(context: ReadContext) -> dict[str, Value]:
    items = select(context, ("aws_instance",), own_id=("instance-id",), arguments={"instance_id": "id"})
    found = only(context, [item for item in items if _wanted_tags(context, item["tags_all"])], "EC2 Instance")
    if found is not None:
        values = shown(context, found)
        names = (
            "credit_specification",
            "ebs_block_device",
            "enclave_options",
            "maintenance_options",
            "metadata_options",
        )
        blocks = {name: found[name] or [] for name in (*names, "private_dns_name_options")}
        data = context.config.get("get_user_data") is True
        return values | blocks | {
            "ephemeral_block_device": [],
            "launch_time": EPOCH,
            "network_interface_id": found["primary_network_interface_id"],
            "root_block_device": [_without(block, "tags_all") for block in found["root_block_device"] or []],
            "user_data": (found["user_data"] or "") if data else "",
            "user_data_base64": (found["user_data_base64"] or "") if data else "",
        }  # fmt: skip
    instance = str(
        context.config.get("instance_id") or existing_id(context, "i", str(sorted(context.filters().items())))
    )
    return {
        "id": instance,
        "ami": f"ami-0{drawn('ami', instance)}",
        "arn": context.arn("ec2", f"instance/{instance}"),
        "availability_zone": zones_of(context.region)[0].name,
        "instance_state": "running",
        "instance_type": "t3.micro",
        "launch_time": EPOCH,
        "private_ip": "10.0.0.10",
        "subnet_id": existing_id(context, "subnet", instance),
        "tenancy": "default",
        "vpc_security_group_ids": [existing_id(context, "sg", instance)],
        "tags": dict(context.wants_tags()),
    }


def _without(block: dict[str, Value], *names: str) -> dict[str, Value]:
    return {key: value for key, value in block.items() if key not in names}


def _read_instances(context: ReadContext) -> dict[str, Value]:
    items = [item for item in select(context, ("aws_instance",)) if _wanted_tags(context, item["tags_all"])]
    return {
        "id": context.region,
        "ids": [item.id for item in items],
        "ipv6_addresses": [],
        "private_ips": [item["private_ip"] for item in items],
        "public_ips": [item["public_ip"] for item in items if item["public_ip"]],
    }


# --- instance types -------------------------------------------------------------------------------------------------------


def _read_type(context: ReadContext) -> dict[str, Value]:
    name = str(context.config.get("instance_type"))
    kind = instance_type(name)
    if kind is None:
        context.refuse(
            f"reading EC2 Instance Type ({name}): InvalidInstanceType: The following supplied instance types do not exist: [{name}]"
        )
        return {}
    return _facts(kind) | {"id": name}


def _facts(kind: InstanceType) -> dict[str, Value]:
    cores = kind.cpus // kind.threads_per_core
    metal = "metal" in kind.name
    return {
        "auto_recovery_supported": not metal,
        "bare_metal": metal,
        "burstable_performance_supported": kind.burstable,
        "current_generation": kind.generation >= 3,
        "default_cores": cores,
        "default_threads_per_core": kind.threads_per_core,
        "default_vcpus": kind.cpus,
        "ebs_encryption_support": "supported",
        "ebs_nvme_support": "required",
        "ebs_optimized_support": "default",
        "ena_support": "required",
        "free_tier_eligible": kind.name in {"t2.micro", "t3.micro"},
        "hypervisor": "" if metal else "nitro",
        "ipv6_supported": True,
        "maximum_network_cards": 1,
        "maximum_network_interfaces": 2 if kind.burstable else 3,
        "memory_size": kind.memory,
        "network_performance": "Up to 5 Gigabit",
        "supported_architectures": list(kind.architectures),
        "supported_root_device_types": ["ebs"],
        "supported_usages_classes": ["on-demand", "spot"],
        "supported_virtualization_types": ["hvm"],
        "valid_cores": [cores],
        "valid_threads_per_core": list(range(1, kind.threads_per_core + 1)),
    }


def _matching_types(context: ReadContext) -> list[str]:
    wanted = context.filters().get("instance-type")
    if not wanted:
        return list(_COMMON_TYPES)
    exact = [name for name in wanted if "*" not in name and instance_type(name)]
    patterns = [re.compile(re.escape(name).replace(r"\*", ".*")) for name in wanted if "*" in name]
    return sorted({*exact, *(name for name in _COMMON_TYPES if any(pattern.fullmatch(name) for pattern in patterns))})


def _read_types(context: ReadContext) -> dict[str, Value]:
    return {"id": context.region, "instance_types": _matching_types(context)}


def _locations(context: ReadContext) -> tuple[str, list[str]]:
    kind = str(context.config.get("location_type") or "region")
    zones = zones_of(context.region)
    places = {"availability-zone": [zone.name for zone in zones], "availability-zone-id": [zone.id for zone in zones]}
    wanted = context.filters().get("location")
    found = places.get(kind, [context.region])
    return kind, [place for place in found if not wanted or place in wanted]


def _read_offerings(context: ReadContext) -> dict[str, Value]:
    kind, places = _locations(context)
    pairs = [(name, place) for name in _matching_types(context) for place in places]
    return {
        "id": context.region,
        "instance_types": [name for name, _ in pairs],
        "location_types": [kind for _ in pairs],
        "locations": [place for _, place in pairs],
    }


def _read_offering(context: ReadContext) -> dict[str, Value]:
    kind, places = _locations(context)
    names = _matching_types(context)
    preferred: Any = context.config.get("preferred_instance_types") or []
    found = next((name for name in preferred if name in names or not context.filters().get("instance-type")), None)
    if found is None and len(names) != 1:
        context.refuse("multiple EC2 Instance Type Offerings found matching criteria; try different search" if names else "no EC2 Instance Type Offerings found matching criteria; try different search")  # fmt: skip
    chosen = found or names[0]
    return {"id": chosen, "instance_type": chosen, "location": places[0] if places else "", "location_type": kind}


# --- launch templates, keys, volumes --------------------------------------------------------------------------------------


def _read_template(context: ReadContext) -> dict[str, Value]:
    found = only(
        context,
        select(context, ("aws_launch_template",), arguments={"id": "id", "name": "name"}),
        "EC2 Launch Template",
    )
    if found is not None:
        own = context.rules.schema.block.attributes
        blocks = {name: found[name] for name in own if isinstance(found[name], list)}
        return shown(context, found) | blocks
    name = str(context.config.get("name") or "existing")
    id_ = str(context.config.get("id") or f"lt-0{drawn('lt', name)}")
    return {
        "id": id_,
        "arn": context.arn("ec2", f"launch-template/{id_}"),
        "default_version": 1,
        "latest_version": 1,
        "name": name,
        "tags": dict(context.wants_tags()),
        **{
            key: []
            for key, attribute in context.rules.schema.block.attributes.items()
            if isinstance(attribute.type, list) and attribute.type[0] == "list"
        },
    }


def _read_key_pair(context: ReadContext) -> dict[str, Value]:
    found = only(
        context,
        select(context, ("aws_key_pair",), arguments={"key_name": "key_name", "key_pair_id": "key_pair_id"}),
        "EC2 Key Pair",
    )
    if found is not None:
        key = found["public_key"] if context.config.get("include_public_key") is True else ""
        return shown(context, found) | {"id": found["key_pair_id"], "create_time": EPOCH, "public_key": key}
    name = str(context.config.get("key_name") or "existing")
    digits = drawn("key", name, length=32)
    return {
        "id": f"key-0{drawn('key', name)}",
        "arn": context.arn("ec2", f"key-pair/{name}"),
        "create_time": EPOCH,
        "fingerprint": ":".join(digits[index : index + 2] for index in range(0, 32, 2)),
        "key_name": name,
        "key_pair_id": f"key-0{drawn('key', name)}",
        "key_type": "rsa",
        "public_key": "",
        "tags": {},
    }


def _read_default_key(context: ReadContext) -> dict[str, Value]:
    chosen = context.find("aws_ebs_default_kms_key")
    return {"id": context.region, "key_arn": chosen[0]["key_arn"] if chosen else "alias/aws/ebs"}


def _read_default_encryption(context: ReadContext) -> dict[str, Value]:
    chosen = context.find("aws_ebs_encryption_by_default")
    return {"id": context.region, "enabled": bool(chosen) and chosen[0]["enabled"] is True}


def _read_volume(context: ReadContext) -> dict[str, Value]:
    items = select(context, ("aws_ebs_volume",), own_id=("volume-id",))
    found = items[-1] if items and context.config.get("most_recent") is True else only(context, items, "EBS Volume")
    if found is not None:
        return shown(context, found) | {"volume_id": found.id, "volume_type": found["type"]}
    volume = existing_id(context, "vol", str(sorted(context.filters().items())))
    return {
        "id": volume,
        "arn": context.arn("ec2", f"volume/{volume}"),
        "availability_zone": zones_of(context.region)[0].name,
        "create_time": EPOCH,
        "encrypted": True,
        "iops": 3000,
        "kms_key_id": own_key(context, "aws/ebs"),
        "outpost_arn": "",
        "size": 8,
        "snapshot_id": "",
        "throughput": 125,
        "volume_id": volume,
        "volume_type": "gp3",
        "tags": dict(context.wants_tags()),
    }


SERVICE: Final = Service(
    data_sources=(
        DataSource("aws_ami", _read_image),
        DataSource("aws_ami_ids", _read_images),
        DataSource("aws_instance", _read_instance),
        DataSource("aws_instances", _read_instances),
        DataSource("aws_ec2_instance_type", _read_type),
        DataSource("aws_ec2_instance_types", _read_types),
        DataSource("aws_ec2_instance_type_offerings", _read_offerings),
        DataSource("aws_ec2_instance_type_offering", _read_offering),
        DataSource("aws_launch_template", _read_template),
        DataSource("aws_key_pair", _read_key_pair),
        DataSource("aws_ebs_default_kms_key", _read_default_key),
        DataSource("aws_ebs_encryption_by_default", _read_default_encryption),
        DataSource("aws_ebs_volume", _read_volume),
    )
)
