"""Amazon RDS: the sizes, operations and throughput of an instance's storage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mautic_fargate.offline_aws.constraints.model import Fault, Rule, Values
from mautic_fargate.offline_aws.constraints.reading import number, text
from mautic_fargate.offline_aws.constraints.rules.rds import OPEN_SOURCE, engine_of, family_of, is_restored

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE = "Amazon RDS User Guide: DB instance storage"
_SIZES: Final = {"gp2": 20, "gp3": 20, "io1": 100, "io2": 100, "standard": 5}
_LARGEST: Final = 65_536
_SETTABLE_FROM: Final = {"mysql": 400, "mariadb": 400, "postgres": 400, "oracle": 200, "db2": 100}
"""GiB from which gp3 lets one set operations and throughput."""
_RATIOS: Final = {"io1": (0.5, 50), "io2": (0.5, 1000), "gp3": (0.0, 500)}
"""Operations per second for each GiB."""


def _type(values: Values, _region: str) -> Iterator[Fault]:
    kind = text(values, "storage_type")
    if kind and kind not in _SIZES and _family(values) in OPEN_SOURCE:
        yield ("storage_type",), f'storage_type "{kind}" is none of {", ".join(_SIZES)}'


def _family(values: Values) -> str:
    return family_of(engine_of(values) or "")


def _size(values: Values, _region: str) -> Iterator[Fault]:
    size, kind = number(values, "allocated_storage"), text(values, "storage_type")
    if not size or is_restored(values) or _family(values) not in OPEN_SOURCE:
        return
    least = _SIZES.get(kind or "", 5)
    most = 3072 if kind == "standard" else _LARGEST
    if not least <= size <= most:
        yield ("allocated_storage",), f"{size:g} GiB: {kind or 'storage'} must have {least} to {most} GiB"


def _maximum(values: Values, _region: str) -> Iterator[Fault]:
    size, most = number(values, "allocated_storage"), number(values, "max_allocated_storage")
    if size and most and most < size:
        yield (
            ("max_allocated_storage",),
            f"{most:g} GiB must be more than allocated_storage, {size:g} GiB (0 turns autoscaling off)",
        )


def _threshold(values: Values, _region: str) -> Iterator[Fault]:
    size, least = number(values, "allocated_storage"), _SETTABLE_FROM.get(_family(values))
    if text(values, "storage_type") != "gp3" or not size or least is None or size >= least:
        return
    for name in ("iops", "storage_throughput"):
        if number(values, name):
            yield (name,), f"gp3 below {least} GiB has fixed values: leave {name} out, or allocate {least} GiB or more"


def _operations(values: Values, _region: str) -> Iterator[Fault]:
    kind, iops, size = text(values, "storage_type"), number(values, "iops"), number(values, "allocated_storage")
    if not iops or kind is None or _family(values) not in OPEN_SOURCE:
        return
    if kind in {"gp2", "standard"}:
        yield ("iops",), f"{kind} has no iops: use gp3, io1 or io2"
        return
    least = 12_000 if kind == "gp3" else 1000
    settable = kind != "gp3" or (size or 0) >= _SETTABLE_FROM["mysql"]
    if settable and iops < least:
        yield ("iops",), f"{iops:g}: {kind} must have at least {least} operations per second"
    low, high = _RATIOS.get(kind, (0.0, float("inf")))
    if size and settable and not low <= iops / size <= high:
        yield (
            ("iops",),
            f"{iops:g} for {size:g} GiB: {kind} must have {low:g} to {high:g} operations per second and GiB",
        )


def _throughput(values: Values, _region: str) -> Iterator[Fault]:
    kind, rate, size = (
        text(values, "storage_type"),
        number(values, "storage_throughput"),
        number(values, "allocated_storage"),
    )
    if not rate or kind is None:
        return
    if kind != "gp3":
        yield ("storage_throughput",), f"{kind} has no throughput to set: only gp3 has"
    elif _family(values) in OPEN_SOURCE and (size or 0) >= _SETTABLE_FROM["mysql"] and not 500 <= rate <= 4000:
        yield ("storage_throughput",), f"{rate:g} MiB/s must be 500 to 4000"


def _provisioned(values: Values, _region: str) -> Iterator[Fault]:
    if (
        text(values, "storage_type") in {"io1", "io2"}
        and "iops" in values
        and values["iops"] in (None, 0)
        and not is_restored(values)
    ):
        yield ("iops",), f"{values['storage_type']} needs iops"


_TYPES = ("aws_db_instance",)
_CODE = "InvalidParameterCombination"

RULES: Final = (
    Rule("rds.storage-type", _TYPES, _type, "InvalidParameterValue", _PAGE),
    Rule("rds.storage-size", _TYPES, _size, "InvalidParameterValue", _PAGE),
    Rule("rds.max-allocated-storage", _TYPES, _maximum, _CODE, _PAGE),
    Rule("rds.gp3-threshold", _TYPES, _threshold, _CODE, _PAGE),
    Rule("rds.iops", _TYPES, _operations, _CODE, _PAGE),
    Rule("rds.storage-throughput", _TYPES, _throughput, _CODE, _PAGE),
    Rule("rds.iops-missing", _TYPES, _provisioned, _CODE, _PAGE),
)
