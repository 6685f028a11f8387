"""EC2 instances.

Source: the plan hooks in the provider's resourceInstance, resourceInstanceCreate/Read/Update/Delete, buildInstanceOpts; AWS's EC2
API reference for what the service decides and refuses.
"""

from __future__ import annotations

import base64
import binascii
from typing import Any, Final
from weakref import WeakKeyDictionary

from mautic_fargate.offline_aws.account.account import Account, Object
from mautic_fargate.offline_aws.services.context import ApplyContext, PlanContext
from mautic_fargate.offline_aws.services.ec2_addresses import private_name, public_name
from mautic_fargate.offline_aws.services.ec2_common import as_int, existing_id, host
from mautic_fargate.offline_aws.services.ec2_security import default_group_of
from mautic_fargate.offline_aws.services.ec2_types import instance_type, share_architecture
from mautic_fargate.offline_aws.services.ec2_zones import zones_of
from mautic_fargate.offline_aws.services.rds_common import own_key
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.services.suppress import first_block
from mautic_fargate.offline_aws.wire.values import UNKNOWN, Value, is_unknown

_WITH_OPERATIONS: Final = frozenset({"io1", "io2", "gp3"})
_RUNNING: WeakKeyDictionary[Account, dict[str, str]] = WeakKeyDictionary()
"""By account: which version of its launch template an instance was started from. AWS keeps it in a tag that the provider hides."""

# --- plan -----------------------------------------------------------------------------------------------------------------


def plain_user_data(value: Value) -> Value:
    """User data as the instance sees it: decoded when it is Base64."""
    if not isinstance(value, str):
        return value
    try:
        return base64.b64decode(value, validate=True)
    except (binascii.Error, ValueError):
        return value.encode()


def _plan_instance(context: PlanContext) -> None:
    before, after = context.before("user_data"), context.planned.get("user_data")
    if before and isinstance(after, str) and plain_user_data(before) == plain_user_data(after):
        context.planned["user_data"] = before
    _plan_ignored(context)
    if context.creating:
        return
    _plan_template(context)
    changed_data = context.changed("user_data", "user_data_base64")
    if (context.changed("instance_type") or changed_data) and context.before("public_ip"):
        context.set_unknown("public_dns", "public_ip")
    if context.planned.get("user_data_replace_on_change") is True:
        for name in ("user_data", "user_data_base64"):
            if context.changed(name):
                context.require_replace(name)
    if context.before("enable_primary_ipv6") is True and context.planned.get("enable_primary_ipv6") is False:
        context.require_replace("enable_primary_ipv6")
    old, new = context.before("instance_type"), context.planned.get("instance_type")
    if isinstance(old, str) and isinstance(new, str) and not share_architecture(old, new):
        context.require_replace("instance_type")
    if context.changed("ipv6_address_count"):
        if context.config.get("ipv6_addresses") is None:
            context.set_unknown("ipv6_addresses")
    elif context.changed("ipv6_addresses"):
        context.require_replace("ipv6_addresses")


def _plan_ignored(context: PlanContext) -> None:
    """Differences that the provider's inline code drops."""
    planned = context.planned
    if context.config.get("network_interface"):
        planned["source_dest_check"] = context.before("source_dest_check")  # of a create: nothing
    if context.creating:
        return
    credit = first_block(planned, "credit_specification")
    if not credit or not credit.get("cpu_credits"):
        planned["credit_specification"] = context.before("credit_specification")
    _plan_same_devices(context)
    block, old = first_block(planned, "root_block_device"), first_block(context.prior or {}, "root_block_device")
    _keep_zero_operations(block, old)


def _keep_zero_operations(block: dict[str, Value], old: dict[str, Value]) -> None:
    kind = str(block.get("volume_type") or "").lower()
    if block.get("iops") == 0 and kind not in _WITH_OPERATIONS:
        block["iops"] = old.get("iops", 0)
    if block.get("throughput") == 0 and kind != "gp3":
        block["throughput"] = old.get("throughput", 0)


def _plan_same_devices(context: PlanContext) -> None:
    """A device is known by name and snapshot alone: another size or type of one that is there is no difference."""
    before, after = context.before("ebs_block_device"), context.planned.get("ebs_block_device")
    if not isinstance(before, list) or not isinstance(after, list):
        return
    old = {(block.get("device_name"), _snapshot(block)): block for block in before if isinstance(block, dict)}
    kept = []
    for block in after:
        names = [key for key in old if isinstance(block, dict) and key[0] == block.get("device_name")]
        given = _snapshot(block) if isinstance(block, dict) else ""
        same = next((key for key in names if is_unknown(given) or not given or key[1] == given), None)
        kept.append(block if same is None else old[same])
    context.planned["ebs_block_device"] = kept
    if kept == before:
        context.allow_in_place("ebs_block_device")


def _snapshot(block: dict[str, Value]) -> Value:
    value = block.get("snapshot_id")
    return value if is_unknown(value) else value or ""


def _plan_template(context: PlanContext) -> None:
    old, new = first_block(context.prior or {}, "launch_template"), first_block(context.planned, "launch_template")
    if not old or not new:
        return
    given = first_block(context.config, "launch_template")
    for changed, other in (("id", "name"), ("name", "id")):
        differs = is_unknown(new.get(changed)) or new.get(changed) != old.get(changed)
        if differs and given.get(changed) is not None and given.get(other) is None:
            new[other] = UNKNOWN
    if old.get("version") == new.get("version") or is_unknown(new.get("version")):
        return
    template = context.lookup("aws_launch_template", new.get("id"))
    running = _RUNNING.get(context.account, {}).get(str((context.prior or {}).get("id")))
    running = running or _resolved(template, old.get("version"))
    if _resolved(template, new.get("version")) != running:
        context.require_replace("launch_template", 0, "version")


def _resolved(template: Object | None, version: Value) -> str:
    """The number of a version; `$Default` and `$Latest` by what the template says now."""
    names = {"$Default": "default_version", "$Latest": "latest_version"}
    if version in names and template is not None:
        return str(as_int(template[names[version]]))
    return str(version or "")


# --- create ---------------------------------------------------------------------------------------------------------------


def _create_instance(context: ApplyContext) -> None:
    state = context.state
    template = _settle_template(context)
    values: dict[str, Any] = template.values if template is not None else {}
    context.fill(
        ami=values.get("image_id") or f"ami-0{context.ids.hex(16, 'ami')}",
        instance_type=values.get("instance_type") or "t3.micro",
        key_name=values.get("key_name") or "",
    )
    if context.open("vpc_security_group_ids") and values.get("vpc_security_group_ids"):
        state["vpc_security_group_ids"] = list(values["vpc_security_group_ids"])
    _check_devices(context)
    _place(context)
    _fill_flags(context)
    _fill_blocks(context)


def _settle_template(context: ApplyContext) -> Object | None:
    template = None
    for block in context.blocks("launch_template"):
        given = block.get("id")
        template = context.lookup("aws_launch_template", given) if not is_unknown(given) and given else None
        if template is None and isinstance(block.get("name"), str):
            template = next(iter(context.find("aws_launch_template", name=block["name"])), None)
        if is_unknown(given) or not given:
            block["id"] = template.id if template else f"lt-0{context.ids.hex(16, 'template')}"
        if is_unknown(block.get("name")) or not block.get("name"):
            block["name"] = str(template["name"]) if template else f"template-{context.ids.hex(6, 'template')}"
        _RUNNING.setdefault(context.account, {})[str(context.state["id"])] = _resolved(template, block.get("version"))
    return template


def _check_devices(context: ApplyContext) -> None:
    verb = "creating resource" if context.prior is None else "updating instance"
    for name in ("root_block_device", "ebs_block_device"):
        for block in context.blocks(name):
            kind, iops, throughput = block.get("volume_type"), block.get("iops"), block.get("throughput")
            if is_unknown(kind) or not kind:
                continue
            if not is_unknown(iops) and iops and kind not in _WITH_OPERATIONS:
                context.refuse("", f"{verb}: iops attribute not supported for {name} with volume_type {kind}", name)
            if not is_unknown(throughput) and throughput and kind != "gp3":
                context.refuse(
                    "", f"{verb}: throughput attribute not supported for {name} with volume_type {kind}", name
                )


def _place(context: ApplyContext) -> None:
    state = context.state
    zones = [zone.name for zone in zones_of(context.region)]
    if context.open("subnet_id"):
        zone = zones[0] if context.open("availability_zone") else str(state["availability_zone"])
        state["subnet_id"] = existing_id(context, "subnet", "default", zone)
    subnet = context.lookup("aws_subnet", state["subnet_id"]) or context.lookup(
        "aws_default_subnet", state["subnet_id"]
    )
    vpc = subnet["vpc_id"] if subnet else existing_id(context, "vpc", "default")
    public = state.get("associate_public_ip_address")
    if is_unknown(public):
        public = subnet is not None and subnet["map_public_ip_on_launch"] is True
    context.fill(
        associate_public_ip_address=public,
        availability_zone=subnet["availability_zone"] if subnet else zones[0],
        primary_network_interface_id=f"eni-0{context.ids.hex(16, 'interface')}",
        private_ip=host(subnet["cidr_block"] if subnet else None, str(state["id"])),
        public_ip=context.ids.public_ip("public_ip") if public is True else "",
        security_groups=[],
        vpc_security_group_ids=[default_group_of(context, vpc)],
    )
    found = context.lookup("aws_vpc", vpc)
    named = found is None or found["enable_dns_hostnames"] is True
    context.fill(
        private_dns=private_name(context, state["private_ip"]),
        public_dns=public_name(context, state["public_ip"]) if named else "",
    )


def _fill_flags(context: ApplyContext) -> None:
    state = context.state
    if context.open("user_data_base64"):
        state["user_data_base64"] = None
    context.fill(
        disable_api_stop=False,
        disable_api_termination=False,
        ebs_optimized=False,
        enable_primary_ipv6=False,
        host_id="",
        host_resource_group_arn="",
        iam_instance_profile="",
        instance_initiated_shutdown_behavior="stop",
        instance_lifecycle="",
        instance_state="running",
        ipv6_address_count=0,
        ipv6_addresses=[],
        monitoring=False,
        outpost_arn="",
        password_data="",
        placement_group="",
        placement_group_id="",
        placement_partition_number=0,
        secondary_private_ips=[],
        spot_instance_request_id="",
        tenancy="default",
    )


def _fill_blocks(context: ApplyContext) -> None:
    state = context.state
    kind = instance_type(str(state["instance_type"]))
    cores = (kind.cpus // kind.threads_per_core, kind.threads_per_core) if kind else (1, 2)
    defaults: dict[str, dict[str, Value]] = {
        "capacity_reservation_specification": {
            "capacity_reservation_preference": "open",
            "capacity_reservation_target": [],
        },
        "cpu_options": {
            "amd_sev_snp": "",
            "core_count": cores[0],
            "nested_virtualization": "",
            "threads_per_core": cores[1],
        },
        "enclave_options": {"enabled": False},
        "maintenance_options": {"auto_recovery": "default"},
        "metadata_options": {
            "http_endpoint": "enabled",
            "http_protocol_ipv6": "disabled",
            "http_put_response_hop_limit": 2,
            "http_tokens": "required",
            "instance_metadata_tags": "disabled",
        },
        "primary_network_interface": {
            "delete_on_termination": True,
            "network_interface_id": state["primary_network_interface_id"],
        },
        "private_dns_name_options": {
            "enable_resource_name_dns_a_record": False,
            "enable_resource_name_dns_aaaa_record": False,
            "hostname_type": "ip-name",
        },
    }
    for name, values in defaults.items():
        if is_unknown(state.get(name)):
            state[name] = [dict(values)]
        for block in context.blocks(name):
            block.update({key: value for key, value in values.items() if is_unknown(block.get(key))})
    for name in (
        "ebs_block_device",
        "ephemeral_block_device",
        "instance_market_options",
        "network_interface",
        "secondary_network_interface",
    ):
        if is_unknown(state.get(name)):
            state[name] = []
    if not state.get("credit_specification") and kind is not None and kind.burstable:
        state["credit_specification"] = [{"cpu_credits": "unlimited" if kind.unlimited else "standard"}]
    if is_unknown(state.get("root_block_device")):
        root: dict[str, Value] = {rule.name: UNKNOWN for rule in _level(context, "root_block_device").attributes}
        state["root_block_device"] = [root | {"delete_on_termination": True, "tags": {}, "tags_all": {}}]
    for name in ("root_block_device", "ebs_block_device"):
        for index, block in enumerate(context.blocks(name)):
            _fill_device(context, name, index, block)


def _level(context: ApplyContext, name: str) -> Any:
    return next(block.level for block in context.rules.level.blocks if block.name == name)


def _fill_device(context: ApplyContext, name: str, index: int, block: dict[str, Value]) -> None:
    kind = block.get("volume_type")
    kind = "gp3" if is_unknown(kind) or not kind else str(kind)
    size = block.get("volume_size")
    values: dict[str, Value] = {
        "device_name": "/dev/xvda",
        "encrypted": False,
        "iops": {"gp3": 3000, "gp2": 100}.get(kind, 0),
        "kms_key_id": own_key(context, "aws/ebs") if block.get("encrypted") is True else "",
        "snapshot_id": "",
        "throughput": 125 if kind == "gp3" else 0,
        "volume_id": f"vol-0{context.ids.hex(16, f'{name}.{index}')}",
        "volume_size": 8 if is_unknown(size) or not size else size,
        "volume_type": kind,
        "tags_all": {},
    }
    block.update({key: value for key, value in values.items() if key in block and is_unknown(block[key])})


# --- update and delete ------------------------------------------------------------------------------------------------------


def _update_instance(context: ApplyContext) -> None:
    state, prior = context.state, context.prior or {}
    if not state.get("vpc_security_group_ids") and prior.get("vpc_security_group_ids"):
        context.refuse(
            "", "updating instance: VPC-based instances require at least one security group", "vpc_security_group_ids"
        )
    _check_devices(context)
    state["host_resource_group_arn"] = prior.get("host_resource_group_arn")  # the provider ignores a change
    if context.open("public_ip"):
        # Stopped and started: AWS gives another address.
        state["public_ip"] = context.ids.public_ip(f"public_ip after {prior.get('public_ip')}")
        state["public_dns"] = public_name(context, state["public_ip"]) if prior.get("public_dns") else ""
    for block in context.blocks("launch_template"):
        for key in ("id", "name"):
            if is_unknown(block.get(key)):
                block[key] = first_block(prior, "launch_template").get(key)
    _fill_blocks(context)


def _delete_instance(context: ApplyContext) -> None:
    state = context.state
    if state.get("disable_api_termination") is True and state.get("force_destroy") is not True:
        message = f"The instance '{state.get('id')}' may not be terminated. Modify its 'disableApiTermination' instance attribute and try again."
        context.refuse("OperationNotPermitted", message)


SERVICE: Final = Service(
    resources=(
        Resource(
            "aws_instance",
            id="i-0{hex:16}",
            arn="arn:{partition}:ec2:{region}:{account}:instance/{id}",
            plan=_plan_instance,
            create=_create_instance,
            update=_update_instance,
            delete=_delete_instance,
        ),
    )
)
