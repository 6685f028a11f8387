"""What the name of an EC2 instance type says: architecture, virtual CPUs, memory. Source: AWS's naming conventions of instance types."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

_NAME: Final = re.compile(r"^(?P<family>[a-z]+)(?P<generation>\d+)(?P<options>[a-z0-9-]*)\.(?P<size>[a-z0-9-]+)$")
_SMALL: Final = {"nano": 2, "micro": 2, "small": 2, "medium": 2, "large": 2, "xlarge": 4, "metal": 96}
_SINGLE: Final = {"nano": 1, "micro": 1, "small": 1, "medium": 1}
"""Sizes with one virtual CPU outside the current burstable families."""
_BURSTABLE_MEMORY: Final = {
    "nano": 512,
    "micro": 1024,
    "small": 2048,
    "medium": 4096,
    "large": 8192,
    "xlarge": 16384,
    "2xlarge": 32768,
}
_GIB_PER_CPU: Final = {"c": 2, "m": 4, "r": 8, "x": 16, "z": 8, "i": 8, "t": 4}


@dataclass(frozen=True, slots=True)
class InstanceType:
    """What follows from the name of a type. `memory` is in MiB."""

    name: str
    family: str
    generation: int
    architectures: tuple[str, ...]
    cpus: int
    threads_per_core: int
    memory: int

    @property
    def burstable(self) -> bool:
        """Whether the type works with CPU credits."""
        return self.family == "t"

    @property
    def unlimited(self) -> bool:
        """Whether AWS takes unlimited credits when nothing is said."""
        return self.burstable and self.generation >= 3


@cache
def instance_type(name: str) -> InstanceType | None:
    """The type of that name, None when it is no name of a type."""
    found = _NAME.match(name)
    if found is None:
        return None
    family, generation, options, size = found["family"], int(found["generation"]), found["options"], found["size"]
    arm = family == "a" or "g" in options.split("-")[0]
    if family == "mac":
        architectures: tuple[str, ...] = ("x86_64_mac",) if generation == 1 else ("arm64_mac",)
    elif arm:
        architectures = ("arm64",)
    else:
        architectures = ("i386", "x86_64") if generation <= 2 and family in {"t", "m", "c"} else ("x86_64",)
    threads = 1 if arm or (family in {"c", "m", "r"} and generation >= 7 and "a" in options) else 2
    old = family != "t" or generation == 1 or (generation == 2 and size in {"nano", "micro", "small"})
    multiple = re.match(r"(\d+)xlarge", size)
    cpus = int(multiple[1]) * 4 if multiple else (_SINGLE if old else {}).get(size, _SMALL.get(size, 2))
    memory = _BURSTABLE_MEMORY.get(size) if family == "t" else None
    return InstanceType(
        name,
        family,
        generation,
        architectures,
        cpus,
        min(threads, cpus),
        memory or cpus * _GIB_PER_CPU.get(family[0], 4) * 1024,
    )


def share_architecture(before: str, after: str) -> bool:
    """Whether an instance can be changed from one type to the other; a type that we cannot read is taken to fit."""
    old, new = instance_type(before), instance_type(after)
    return old is None or new is None or bool(set(old.architectures) & set(new.architectures))
