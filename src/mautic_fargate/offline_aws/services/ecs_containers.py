"""Container definitions of ECS task definitions: what the provider accepts, how it writes them, when two are the same.

The provider decodes the JSON into the structures of AWS's SDK (names in any case, unknown names lost, types exact), drops empty
elements, sorts and writes it again. Source: AWS's API model of ECS and the provider's package `ecs`.
"""

from __future__ import annotations

import json
from typing import Any, Final

from mautic_fargate.offline_aws.planning.normalise import go_json

Definition = dict[str, Any]

# The members of each structure with their types: `int32` is optional, `zero` is written unless it is 0, `always` is always
# written; `enum X` is a text whose empty value is no value; a capital letter starts the name of a structure.
_STRUCTURES: Final[dict[str, dict[str, str]]] = {
    "ContainerDefinition": {
        "command": "[]string",
        "cpu": "zero",
        "credentialSpecs": "[]string",
        "dependsOn": "[]ContainerDependency",
        "disableNetworking": "bool",
        "dnsSearchDomains": "[]string",
        "dnsServers": "[]string",
        "dockerLabels": "map[string]string",
        "dockerSecurityOptions": "[]string",
        "entryPoint": "[]string",
        "environment": "[]KeyValuePair",
        "environmentFiles": "[]EnvironmentFile",
        "essential": "bool",
        "extraHosts": "[]HostEntry",
        "firelensConfiguration": "FirelensConfiguration",
        "healthCheck": "HealthCheck",
        "hostname": "string",
        "image": "string",
        "interactive": "bool",
        "links": "[]string",
        "linuxParameters": "LinuxParameters",
        "logConfiguration": "LogConfiguration",
        "memory": "int32",
        "memoryReservation": "int32",
        "mountPoints": "[]MountPoint",
        "name": "string",
        "portMappings": "[]PortMapping",
        "privileged": "bool",
        "pseudoTerminal": "bool",
        "readonlyRootFilesystem": "bool",
        "repositoryCredentials": "RepositoryCredentials",
        "resourceRequirements": "[]ResourceRequirement",
        "restartPolicy": "ContainerRestartPolicy",
        "secrets": "[]Secret",
        "startTimeout": "int32",
        "stopTimeout": "int32",
        "systemControls": "[]SystemControl",
        "ulimits": "[]Ulimit",
        "user": "string",
        "versionConsistency": "enum VersionConsistency",
        "volumesFrom": "[]VolumeFrom",
        "workingDirectory": "string",
    },
    "ContainerDependency": {"condition": "enum ContainerCondition", "containerName": "string"},
    "ContainerRestartPolicy": {"enabled": "bool", "ignoredExitCodes": "[]int32", "restartAttemptPeriod": "int32"},
    "Device": {"containerPath": "string", "hostPath": "string", "permissions": "[]enum DeviceCgroupPermission"},
    "EnvironmentFile": {"type": "enum EnvironmentFileType", "value": "string"},
    "FirelensConfiguration": {"options": "map[string]string", "type": "enum FirelensConfigurationType"},
    "HealthCheck": {
        "command": "[]string",
        "interval": "int32",
        "retries": "int32",
        "startPeriod": "int32",
        "timeout": "int32",
    },
    "HostEntry": {"hostname": "string", "ipAddress": "string"},
    "KernelCapabilities": {"add": "[]string", "drop": "[]string"},
    "KeyValuePair": {"name": "string", "value": "string"},
    "LinuxParameters": {
        "capabilities": "KernelCapabilities",
        "devices": "[]Device",
        "initProcessEnabled": "bool",
        "maxSwap": "int32",
        "sharedMemorySize": "int32",
        "swappiness": "int32",
        "tmpfs": "[]Tmpfs",
    },
    "LogConfiguration": {"logDriver": "enum LogDriver", "options": "map[string]string", "secretOptions": "[]Secret"},
    "MountPoint": {"containerPath": "string", "readOnly": "bool", "sourceVolume": "string"},
    "PortMapping": {
        "appProtocol": "enum ApplicationProtocol",
        "containerPort": "int32",
        "containerPortRange": "string",
        "hostPort": "int32",
        "name": "string",
        "protocol": "enum TransportProtocol",
    },
    "RepositoryCredentials": {"credentialsParameter": "string"},
    "ResourceRequirement": {"type": "enum ResourceType", "value": "string"},
    "Secret": {"name": "string", "valueFrom": "string"},
    "SystemControl": {"namespace": "string", "value": "string"},
    "Tmpfs": {"containerPath": "string", "mountOptions": "[]string", "size": "always"},
    "Ulimit": {"hardLimit": "always", "name": "enum UlimitName", "softLimit": "always"},
    "VolumeFrom": {"readOnly": "bool", "sourceContainer": "string"},
}

_COMPACTED: Final = (
    "dependsOn", "environment", "environmentFiles", "extraHosts", "mountPoints", "portMappings", "resourceRequirements",
    "secrets", "systemControls", "ulimits", "volumesFrom",
)  # fmt: skip
_EMPTY_IS_ABSENT: Final = (
    *_COMPACTED, "command", "credentialSpecs", "dnsSearchDomains", "dnsServers", "dockerSecurityOptions", "entryPoint", "links",
)  # fmt: skip
_HEALTH_CHECK_DEFAULTS: Final = {"interval": 30, "retries": 3, "timeout": 5}
_INT32: Final = range(-(2**31), 2**31)
_FOLDED: Final = {
    structure: {member.lower(): member for member in members} for structure, members in _STRUCTURES.items()
}


class ContainerDefinitionError(ValueError):
    """The text is not what the provider takes for container definitions."""


def parse(document: str) -> list[Definition]:
    """The containers of the JSON in `document`; raises `ContainerDefinitionError` with the provider's reason."""
    if not document:
        return []
    try:
        loaded = json.loads(document, parse_constant=_no_constant, object_pairs_hook=_Pairs)
    except json.JSONDecodeError as error:
        raise ContainerDefinitionError(_syntax_error(document, error)) from None
    if loaded is None:
        return []
    containers: list[Definition] = _decode(loaded, "[]ContainerDefinition", "", "")
    for index, container in enumerate(containers):
        if not container:
            raise ContainerDefinitionError(f"invalid container definition supplied at index ({index})")
        consistency = container.get("versionConsistency", "")
        if consistency not in {"", "enabled", "disabled"}:
            raise ContainerDefinitionError(
                f"invalid version consistency value ({consistency}) for container definition supplied at index ({index})"
            )
        _compact(container)
    return containers


def normalise(document: str) -> str:
    """The text that the provider plans and sends for `document`; `[]` for what it cannot read."""
    try:
        containers = parse(document)
    except ContainerDefinitionError:
        return "[]"
    return write(containers)


def write(containers: list[Definition]) -> str:
    """`containers` sorted and written as the provider does."""
    _order(containers)
    return go_json([_encode(container, "ContainerDefinition") for container in containers])


def equivalent(left: str, right: str, *, awsvpc: bool) -> bool:
    """Whether two texts describe the same containers to the provider. `awsvpc`: the task's network mode."""
    try:
        return _reduced(left, awsvpc=awsvpc) == _reduced(right, awsvpc=awsvpc)
    except ContainerDefinitionError:
        return False


def as_registered(document: str, network_mode: str) -> str:
    """What AWS answers for a registered `document`: with its defaults filled in."""
    containers = parse(document)
    for container in containers:
        for name in ("environment", "mountPoints", "portMappings", "systemControls", "volumesFrom"):
            container.setdefault(name, [])
        container.setdefault("essential", True)
        for mapping in container["portMappings"]:
            if "containerPortRange" in mapping:
                continue
            mapping.setdefault("protocol", "tcp")
            if not mapping.get("hostPort"):
                mapping["hostPort"] = mapping.get("containerPort", 0) if network_mode in {"awsvpc", "host"} else 0
        if "healthCheck" in container:
            container["healthCheck"] = _HEALTH_CHECK_DEFAULTS | container["healthCheck"]
    return write(containers)


# --- decoding ---------------------------------------------------------------------------------------------------------


class _Pairs(list[tuple[str, Any]]):
    """A JSON object as its members in order: names may come twice, in other cases."""


def _no_constant(name: str) -> Any:
    raise ContainerDefinitionError(f"invalid character '{name[0]}' looking for beginning of value")


def _syntax_error(document: str, error: json.JSONDecodeError) -> str:
    if error.pos >= len(document.rstrip()):
        return "unexpected EOF"
    found = document[error.pos]
    if error.msg.startswith("Extra data"):
        return f"invalid character '{found}' after top-level value"
    return f"invalid character '{found}' looking for beginning of value"


def _decode(value: Any, kind: str, structure: str, path: str) -> Any:
    """`value` as the SDK's type `kind`; the structure and the path of the member stand in the error."""
    if kind.startswith("[]"):
        if not isinstance(value, list) or isinstance(value, _Pairs):
            raise _mismatch(value, kind, structure, path)
        inner = kind[2:]
        return [_zero(inner) if item is None else _decode(item, inner, structure, path) for item in value]
    if kind.startswith("map["):
        if not isinstance(value, _Pairs):
            raise _mismatch(value, kind, structure, path)
        return {key: "" if item is None else _decode(item, "string", structure, path) for key, item in value}
    if kind in _STRUCTURES:
        return _decode_structure(value, kind, structure, path)
    if kind in {"int32", "zero", "always"}:
        if type(value) is not int or value not in _INT32:
            raise _mismatch(value, "int32", structure, path)
        return value
    if kind == "bool":
        if not isinstance(value, bool):
            raise _mismatch(value, kind, structure, path)
        return value
    if not isinstance(value, str):
        raise _mismatch(value, kind, structure, path)
    return value


def _decode_structure(value: Any, kind: str, structure: str, path: str) -> Definition:
    if not isinstance(value, _Pairs):
        raise _mismatch(value, kind, structure, path)
    decoded: Definition = {}
    for key, item in value:
        member = key if key in _STRUCTURES[kind] else _FOLDED[kind].get(key.lower())
        if member is None:
            continue
        if item is None:
            decoded.pop(member, None)
            continue
        member_kind = _STRUCTURES[kind][member]
        found = _decode(item, member_kind, kind, f"{path}.{_go_name(member)}" if path else _go_name(member))
        if (member_kind in {"zero", "always"} and found == 0) or (member_kind.startswith("enum") and found == ""):
            decoded.pop(member, None)  # the zero value of a plain member is no value
        else:
            decoded[member] = found
    return decoded


def _zero(kind: str) -> Any:
    return {} if kind in _STRUCTURES else 0 if kind == "int32" else ""


def _go_name(member: str) -> str:
    return member[0].upper() + member[1:]


def _go_type(kind: str) -> str:
    if kind.startswith("[]"):
        return "[]" + _go_type(kind[2:])
    if kind.startswith("enum "):
        return f"types.{kind[5:]}"
    return f"types.{kind}" if kind in _STRUCTURES else kind


def _mismatch(value: Any, kind: str, structure: str, path: str) -> ContainerDefinitionError:
    if isinstance(value, bool):
        found = "bool"
    elif isinstance(value, int | float):
        found = f"number {value}" if kind == "int32" else "number"
    elif isinstance(value, str):
        found = "string"
    else:
        found = "object" if isinstance(value, _Pairs) else "array"
    where = f"Go struct field {structure}.{path}" if path else "Go value"
    return ContainerDefinitionError(f"json: cannot unmarshal {found} into {where} of type {_go_type(kind)}")


# --- writing ----------------------------------------------------------------------------------------------------------


def _compact(container: Definition) -> None:
    for name in _COMPACTED:
        if name in container:
            container[name] = [item for item in container[name] if item]


def _order(containers: list[Definition]) -> None:
    containers.sort(key=lambda container: container.get("name", ""))
    for container in containers:
        for name in ("environment", "secrets"):
            if name in container:
                container[name].sort(key=lambda item: item.get("name", ""))


def _encode(value: Any, kind: str) -> Any:
    if kind.startswith("[]"):
        return [_encode(item, kind[2:]) for item in value]
    members = _STRUCTURES.get(kind)
    if members is None:
        return value
    encoded = {member: _encode(item, members[member]) for member, item in value.items()}
    for member, member_kind in members.items():
        if member_kind == "always":
            encoded.setdefault(member, 0)
    return encoded


def _reduced(document: str, *, awsvpc: bool) -> list[Definition]:
    """The containers of `document` with all that the provider takes for equal made equal."""
    containers = parse(document)
    _order(containers)
    for container in containers:
        container.setdefault("essential", True)
        if "healthCheck" in container:
            container["healthCheck"] = _HEALTH_CHECK_DEFAULTS | container["healthCheck"]
        for mapping in container.get("portMappings", ()):
            if mapping.get("protocol") == "tcp":
                del mapping["protocol"]
            if not mapping.get("hostPort"):
                mapping.pop("hostPort", None)
                if awsvpc and "containerPort" in mapping:
                    mapping["hostPort"] = mapping["containerPort"]
        for name in _EMPTY_IS_ABSENT:
            if name in container and not container[name]:
                del container[name]
    return containers
