"""Amazon ECS: the container definitions in a task definition."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Path, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import absent, as_number, blocks, text
from mautic_fargate.offline_aws.constraints.rules.ecs import on_fargate, units
from mautic_fargate.offline_aws.constraints.rules.iam import listed
from mautic_fargate.offline_aws.wire.values import is_wholly_known

Container = Mapping[str, Any]
_AT: Path = ("container_definitions",)
_FARGATE_DRIVERS: Final = ("awslogs", "splunk", "awsfirelens")
_HEALTH: Final = {"interval": (5, 300), "timeout": (2, 120), "retries": (1, 10), "startPeriod": (0, 300)}
_LONGEST_STOP: Final = 120


def _containers(values: Values) -> tuple[Container, ...]:
    written = text(values, "container_definitions")
    return () if written is None else _parsed(written)


@lru_cache(maxsize=64)
def _parsed(written: str) -> tuple[Container, ...]:
    """The containers in a definition, with names as the API writes them; not to be changed."""
    try:
        found = json.loads(written)
    except ValueError:
        return ()  # the provider says so
    rows = found if isinstance(found, list) else []
    return tuple(
        {key[:1].lower() + key[1:]: value for key, value in row.items()} for row in rows if isinstance(row, dict)
    )


def _list(container: Container, name: str) -> list[dict[str, Any]]:
    """The objects of a list in a container, with names as the API writes them."""
    found = container.get(name)
    rows = [e for e in found if isinstance(e, dict)] if isinstance(found, list) else []
    return [{key[:1].lower() + key[1:]: value for key, value in row.items()} for row in rows]


def _names(values: Values, _region: str) -> Iterator[Fault]:
    found = _containers(values)
    names = Counter(str(c.get("name", "")) for c in found)
    for name, times in names.items():
        if not re.fullmatch(r"[A-Za-z0-9_-]{1,255}", name):
            yield _AT, f"container name {name!r}: 1 to 255 letters, digits, hyphens and underscores"
        if times > 1:
            yield _AT, f"{times} containers are named {name!r}: names must be unique"
    if found and all(c.get("essential") is False for c in found):
        yield _AT, "at least one container must be essential"
    for container in found:
        if not container.get("image"):
            yield _AT, f"container {container.get('name')!r} has no image"


def _dependencies(values: Values, _region: str) -> Iterator[Fault]:
    found = {str(c.get("name")): c for c in _containers(values)}
    for name, container in found.items():
        for needed in _list(container, "dependsOn"):
            other, condition = str(needed.get("containerName")), needed.get("condition")
            if other not in found:
                yield _AT, f"{name!r} depends on {other!r}, which is no container of this task"
            elif condition == "HEALTHY" and not found[other].get("healthCheck"):
                yield _AT, f"{name!r} waits for {other!r} to be HEALTHY, which has no healthCheck"
            elif condition in ("COMPLETE", "SUCCESS") and found[other].get("essential") is not False:
                yield _AT, f"{name!r} waits for {other!r} to be {condition}: an essential container must not end"


def _mounts(values: Values, _region: str) -> Iterator[Fault]:
    if not is_wholly_known(values.get("volume")):
        return
    volumes = {text(block, "name") for _, block in blocks(values, "volume")}
    for container in _containers(values):
        for mount in _list(container, "mountPoints"):
            if mount.get("sourceVolume") and mount["sourceVolume"] not in volumes:
                yield (
                    _AT,
                    f"{container.get('name')!r} mounts the volume {mount['sourceVolume']!r}, which the task does not have",
                )


def _ports(values: Values, _region: str) -> Iterator[Fault]:
    mode = text(values, "network_mode")
    taken: Counter[tuple[int, str]] = Counter()
    for container in _containers(values):
        for port in _list(container, "portMappings"):
            inner, outer = as_number(port.get("containerPort")), as_number(port.get("hostPort"))
            if inner is not None and not 1 <= inner <= 65535:
                yield _AT, f"{container.get('name')!r}: containerPort {inner:g} must be 1 to 65535"
            if mode == "awsvpc" and inner and outer and inner != outer:
                yield (
                    _AT,
                    f"{container.get('name')!r}: hostPort {outer:g} must equal containerPort {inner:g} in network mode awsvpc",
                )
            if inner:
                taken[int(inner), str(port.get("protocol") or "tcp")] += 1
    for (inner_port, protocol), times in taken.items():
        if mode == "awsvpc" and times > 1:
            yield (
                _AT,
                f"{times} port mappings use {inner_port}/{protocol}: a task in network mode awsvpc has each port once",
            )


def _logging(values: Values, _region: str) -> Iterator[Fault]:
    for container in _containers(values):
        log = container.get("logConfiguration")
        if not isinstance(log, dict):
            continue
        driver, options = log.get("logDriver"), log.get("options") or {}
        if on_fargate(values) and driver not in _FARGATE_DRIVERS:
            yield _AT, f"{container.get('name')!r}: Fargate has no log driver {driver!r}: {', '.join(_FARGATE_DRIVERS)}"
        if driver != "awslogs" or not isinstance(options, dict):
            continue
        needed = ["awslogs-group", "awslogs-region", *(["awslogs-stream-prefix"] if on_fargate(values) else [])]
        if missing := [name for name in needed if not options.get(name)]:
            yield _AT, f"{container.get('name')!r}: the log driver awslogs needs {', '.join(missing)}"


def _memory(values: Values, _region: str) -> Iterator[Fault]:
    found = _containers(values)
    for name, attribute, unit in (("memory", "memory", "MiB"), ("cpu", "cpu", "CPU units")):
        whole = units(values, attribute)
        shares = [
            as_number(c.get(name)) or (as_number(c.get("memoryReservation")) if name == "memory" else 0) or 0
            for c in found
        ]
        if whole and sum(shares) > whole:
            yield _AT, f"the containers have {sum(shares):g} {unit} together, the task has {whole}"
    for container in found:
        soft, hard = as_number(container.get("memoryReservation")), as_number(container.get("memory"))
        if soft and hard and soft > hard:
            yield _AT, f"{container.get('name')!r}: memoryReservation {soft:g} must be less than memory {hard:g}"
        if not soft and not hard and absent(values, "memory"):
            yield _AT, f"{container.get('name')!r} needs memory or memoryReservation, as the task has no memory"


def _health(values: Values, _region: str) -> Iterator[Fault]:
    for container in _containers(values):
        check = container.get("healthCheck")
        if not isinstance(check, dict):
            continue
        check = {key[:1].lower() + key[1:]: value for key, value in check.items()}
        for name, (low, high) in _HEALTH.items():
            given = as_number(check.get(name))
            if given is not None and not low <= given <= high:
                yield _AT, f"{container.get('name')!r}: healthCheck.{name} {given:g} must be {low} to {high}"
        command = check.get("command")
        if not command or (isinstance(command, list) and command[0] not in ("CMD", "CMD-SHELL", "NONE")):
            yield _AT, f"{container.get('name')!r}: healthCheck.command must start with CMD or CMD-SHELL"


def _environment(values: Values, _region: str) -> Iterator[Fault]:
    for container in _containers(values):
        plain = {str(row.get("name")) for row in _list(container, "environment")}
        secret = Counter(str(row.get("name")) for row in _list(container, "secrets"))
        for name, times in secret.items():
            if times > 1 or name in plain:
                yield (
                    _AT,
                    f"{container.get('name')!r}: the secret name {name} must be unique and not shared with the environment",
                )


def _execution_role(values: Values, _region: str) -> Iterator[Fault]:
    if not on_fargate(values) or not absent(values, "execution_role_arn"):
        return
    for container in _containers(values):
        if container.get("secrets"):
            yield ("execution_role_arn",), "Fargate requires an execution role to read the secrets of a container"
        elif isinstance(log := container.get("logConfiguration"), dict) and log.get("logDriver") == "awslogs":
            yield ("execution_role_arn",), "Fargate requires an execution role to support the log driver awslogs"
        elif re.match(r"^\d{12}\.dkr\.ecr\.", str(container.get("image"))):
            yield ("execution_role_arn",), "Fargate requires an execution role to support ECR images"


def _fargate_only(values: Values, _region: str) -> Iterator[Fault]:
    if not on_fargate(values):
        return
    for container in _containers(values):
        name, linux = container.get("name"), container.get("linuxParameters")
        if container.get("privileged") is True:
            yield _AT, f"{name!r}: Fargate does not support privileged containers"
        stop = as_number(container.get("stopTimeout"))
        if stop is not None and stop > _LONGEST_STOP:
            yield _AT, f"{name!r}: stopTimeout {stop:g} must be at most {_LONGEST_STOP} seconds on Fargate"
        capabilities = linux.get("capabilities") if isinstance(linux, dict) else None
        added = listed(capabilities.get("add")) if isinstance(capabilities, dict) else []
        if extra := [c for c in added if c != "SYS_PTRACE"]:
            yield _AT, f"{name!r}: Fargate adds no capability but SYS_PTRACE, not {', '.join(map(str, extra))}"


_TYPES, _CODE = ("aws_ecs_task_definition",), "ClientException"
_API = "ECS API: ContainerDefinition"

RULES: Final = (
    Rule("ecs.container-names", _TYPES, _names, _CODE, _API),
    Rule("ecs.container-dependencies", _TYPES, _dependencies, _CODE, "ECS API: ContainerDependency"),
    Rule("ecs.container-mounts", _TYPES, _mounts, _CODE, "ECS API: MountPoint"),
    Rule("ecs.container-ports", _TYPES, _ports, _CODE, "ECS API: PortMapping"),
    Rule(
        "ecs.container-logging", _TYPES, _logging, _CODE, "ECS API: LogConfiguration; cfn-lint: aws_ecs_taskdefinition"
    ),
    Rule("ecs.container-size", _TYPES, _memory, _CODE, _API),
    Rule("ecs.container-health-check", _TYPES, _health, _CODE, "ECS API: HealthCheck"),
    Rule("ecs.container-secrets", _TYPES, _environment, _CODE, "ECS API: Secret"),
    Rule("ecs.execution-role", _TYPES, _execution_role, _CODE, "Amazon ECS Developer Guide: task execution role"),
    Rule(
        "ecs.fargate-containers",
        _TYPES,
        _fargate_only,
        _CODE,
        "Amazon ECS Developer Guide: Fargate task definition considerations",
    ),
)
