"""A plan as typed values, read from Terraform's official plan format (``terraform show -json PLANFILE``)."""

from __future__ import annotations

import enum
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from .plan_configuration import ConfiguredModule, ConfiguredResource, read_module
from .plan_values import UNKNOWN, has_mark, is_marked, lookup, marked_paths, merged

__all__ = ["UNKNOWN", "Action", "CheckResult", "Importing", "OutputChange", "Plan", "Resource", "ResourceChange"]

_INSTANCE = re.compile(r"\[(?:\d+|\"(?:[^\"\\]|\\.)*\")\]")


class Action(enum.Enum):
    """What the plan does with an object. Import and move come besides: see `ResourceChange`."""

    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    DELETE_THEN_CREATE = "delete then create"
    CREATE_THEN_DELETE = "create then delete"
    READ = "read"
    NO_OP = "no-op"
    FORGET = "forget"
    CREATE_THEN_FORGET = "create then forget"

    @property
    def is_replace(self) -> bool:
        """Whether the object gives way to a new one."""
        return self in {Action.DELETE_THEN_CREATE, Action.CREATE_THEN_DELETE, Action.CREATE_THEN_FORGET}

    @property
    def creates(self) -> bool:
        """Whether a new object comes into being."""
        return self is Action.CREATE or self.is_replace

    @property
    def destroys(self) -> bool:
        """Whether an existing object is destroyed."""
        return self in {Action.DELETE, Action.DELETE_THEN_CREATE, Action.CREATE_THEN_DELETE}


_ACTIONS: Mapping[tuple[str, ...], Action] = {
    ("create",): Action.CREATE,
    ("update",): Action.UPDATE,
    ("delete",): Action.DELETE,
    ("delete", "create"): Action.DELETE_THEN_CREATE,
    ("create", "delete"): Action.CREATE_THEN_DELETE,
    ("read",): Action.READ,
    ("no-op",): Action.NO_OP,
    ("forget",): Action.FORGET,
    ("create", "forget"): Action.CREATE_THEN_FORGET,
}


@dataclass(frozen=True, slots=True)
class Importing:
    """An object that the plan takes over: by its id, or by its identity."""

    id: str = ""
    identity: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResourceChange:
    """What happens to one resource instance.

    ``module`` is the address of the module instance ("" for the root); ``index`` the count or for_each key, or None;
    ``after`` leaves unknown values out, ``after_unknown`` says where they are (`value` puts both together).
    """

    address: str
    module: str
    mode: str
    type: str
    name: str
    index: int | str | None
    provider: str
    action: Action
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    after_unknown: Any = field(repr=False, default=None)
    before_sensitive: Any = field(repr=False, default=None)
    after_sensitive: Any = field(repr=False, default=None)
    replace_paths: tuple[tuple[str | int, ...], ...] = ()
    action_reason: str = ""
    previous_address: str = ""
    importing: Importing | None = None
    deposed: str = ""

    @property
    def moved(self) -> bool:
        """Whether the object had another address before."""
        return bool(self.previous_address)

    @property
    def configuration_address(self) -> str:
        """The address of the block: without any instance keys."""
        return _INSTANCE.sub("", self.address)

    def value(self, *path: str | int) -> Any:
        """The planned value at a path, `UNKNOWN` where it is unknown; None where there is nothing."""
        return lookup(self.after, self.after_unknown, path)

    def is_unknown(self, *path: str | int) -> bool:
        """Whether the planned value at a path is unknown as a whole."""
        return is_marked(self.after_unknown, path)

    def known(self, *path: str | int) -> bool:
        """Whether the planned value at a path is known, with all that is in it."""
        return not has_mark(self.after_unknown, path)

    def is_sensitive(self, *path: str | int) -> bool:
        """Whether the planned value at a path (or what it lies in) is marked as sensitive."""
        return is_marked(self.after_sensitive, path)

    def unknown_paths(self) -> list[tuple[str | int, ...]]:
        """All paths that are unknown."""
        return list(marked_paths(self.after_unknown))

    def changed(self) -> list[str]:
        """The names of the attributes that differ before and after, or become unknown."""
        before, after = self.before or {}, merged(self.after, self.after_unknown) or {}
        if not isinstance(after, Mapping):
            return sorted(before)
        return sorted(name for name in {*before, *after} if before.get(name) != after.get(name))


@dataclass(frozen=True, slots=True)
class OutputChange:
    """What happens to one output of the root module; ``after`` is `UNKNOWN` where unknown."""

    name: str
    action: Action
    before: Any
    after: Any
    sensitive: bool


@dataclass(frozen=True, slots=True)
class Resource:
    """The values of a resource instance, planned or of the prior state; planned ones leave unknown values out."""

    address: str
    module: str
    mode: str
    type: str
    name: str
    index: int | str | None
    provider: str
    values: Mapping[str, Any]
    sensitive_values: Any = field(repr=False, default=None)
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckResult:
    """A check block, precondition, postcondition or validation: ``status`` is pass, fail, error or unknown."""

    address: str
    kind: str
    status: str
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """The whole plan; ``document`` is what it was read from."""

    document: Mapping[str, Any] = field(repr=False)
    terraform_version: str
    changes: tuple[ResourceChange, ...]
    drift: tuple[ResourceChange, ...]
    outputs: Mapping[str, OutputChange]
    variables: Mapping[str, Any]
    checks: tuple[CheckResult, ...]
    errored: bool
    complete: bool
    applyable: bool

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> Plan:
        """From the official plan format, major version 1; `ValueError` for another one."""
        version = str(document.get("format_version", ""))
        if not version.startswith("1."):
            raise ValueError(f"not a Terraform plan in format 1.x (format_version {version or 'missing'})")
        return cls(
            document=document,
            terraform_version=document.get("terraform_version", ""),
            changes=tuple(map(_resource_change, document.get("resource_changes", ()))),
            drift=tuple(map(_resource_change, document.get("resource_drift", ()))),
            outputs={name: _output_change(name, item) for name, item in document.get("output_changes", {}).items()},
            variables={name: item.get("value") for name, item in document.get("variables", {}).items()},
            checks=tuple(map(_check, document.get("checks", ()))),
            errored=bool(document.get("errored")),
            complete=bool(document.get("complete", True)),
            applyable=bool(document.get("applyable", True)),
        )

    @cached_property
    def by_address(self) -> Mapping[str, ResourceChange]:
        """The changes by address (of deposed objects: only if there is no other at the address)."""
        return {change.address: change for change in sorted(self.changes, key=lambda change: not change.deposed)}

    @cached_property
    def configuration(self) -> ConfiguredModule:
        """The configuration of the root module, with what its expressions refer to."""
        return read_module(self.document.get("configuration", {}).get("root_module", {}))

    @cached_property
    def provider_configuration(self) -> Mapping[str, Any]:
        """``provider_config`` as in the plan format."""
        configuration: Mapping[str, Any] = self.document.get("configuration", {}).get("provider_config", {})
        return configuration

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """The planned values of all instances, in all modules."""
        return tuple(_resources(self.document.get("planned_values", {}).get("root_module", {})))

    @cached_property
    def prior_resources(self) -> tuple[Resource, ...]:
        """The values of all instances in the prior state (data sources that were read while planning, too)."""
        values = self.document.get("prior_state", {}).get("values", {})
        return tuple(_resources(values.get("root_module", {})))

    def value(self, address: str, *path: str | int) -> Any:
        """The planned value of an instance at a path, `UNKNOWN` where it is unknown; `KeyError` for no such instance."""
        return self.by_address[address].value(*path)

    def of_type(self, *types: str, mode: str = "managed") -> Iterator[ResourceChange]:
        """The changes of some resource types that leave an object behind."""
        return (
            change
            for change in self.changes
            if change.mode == mode and change.type in types and change.after is not None and not change.deposed
        )

    def configured(self, change: ResourceChange) -> ConfiguredResource | None:
        """The block that an instance comes from; None when it is no longer configured."""
        module = self.configuration.at(module_path(change.module))
        prefix = "data." if change.mode == "data" else ""
        return module.resources.get(f"{prefix}{change.type}.{change.name}") if module is not None else None

    def summary(self) -> Mapping[str, int]:
        """How many managed instances: create, update, delete, replace, no-op, read, forget, import, move."""
        counts = Counter(
            "replace" if change.action.is_replace else change.action.value
            for change in self.changes
            if change.mode == "managed" or change.action is Action.READ
        )
        counts["import"] = sum(change.importing is not None for change in self.changes)
        counts["move"] = sum(change.moved for change in self.changes)
        names = ("create", "update", "delete", "replace", "no-op", "read", "forget", "import", "move")
        return {name: counts[name] for name in names}

    @property
    def is_empty(self) -> bool:
        """Whether applying would change nothing, outputs included."""
        quiet = {Action.NO_OP, Action.READ}
        return all(
            change.action in quiet and change.importing is None and not change.moved for change in self.changes
        ) and all(output.action is Action.NO_OP for output in self.outputs.values())


def module_path(address: str) -> tuple[str, ...]:
    """The names of the calls in a module's address: ``module.a["x"].module.b`` is ``("a", "b")``."""
    parts = _INSTANCE.sub("", address).split(".")
    return tuple(parts[1::2]) if address else ()


def _action(actions: list[str]) -> Action:
    try:
        return _ACTIONS[tuple(actions)]
    except KeyError:
        raise ValueError(f"unknown actions in a plan: {actions}") from None


def _resource_change(item: Mapping[str, Any]) -> ResourceChange:
    change = item["change"]
    importing = change.get("importing")
    previous = item.get("previous_address", "")
    return ResourceChange(
        address=item["address"],
        module=item.get("module_address", ""),
        mode=item["mode"],
        type=item["type"],
        name=item["name"],
        index=item.get("index"),
        provider=item.get("provider_name", ""),
        action=_action(change["actions"]),
        before=change.get("before"),
        after=change.get("after"),
        after_unknown=change.get("after_unknown"),
        before_sensitive=change.get("before_sensitive"),
        after_sensitive=change.get("after_sensitive"),
        replace_paths=tuple(map(tuple, change.get("replace_paths", ()))),
        action_reason=item.get("action_reason", ""),
        previous_address=previous if previous != item["address"] else "",
        importing=Importing(importing.get("id", ""), importing.get("identity") or {}) if importing else None,
        deposed=item.get("deposed", ""),
    )


def _output_change(name: str, item: Mapping[str, Any]) -> OutputChange:
    return OutputChange(
        name=name,
        action=_action(item["actions"]),
        before=item.get("before"),
        after=merged(item.get("after"), item.get("after_unknown")),
        sensitive=has_mark(item.get("after_sensitive")) or has_mark(item.get("before_sensitive")),
    )


def _resources(module: Mapping[str, Any]) -> Iterator[Resource]:
    for item in module.get("resources", ()):
        yield Resource(
            address=item["address"],
            module=module.get("address", ""),
            mode=item["mode"],
            type=item["type"],
            name=item["name"],
            index=item.get("index"),
            provider=item.get("provider_name", ""),
            values=item.get("values", {}),
            sensitive_values=item.get("sensitive_values"),
            depends_on=tuple(item.get("depends_on", ())),
        )
    for child in module.get("child_modules", ()):
        yield from _resources(child)


def _check(item: Mapping[str, Any]) -> CheckResult:
    problems = [
        problem.get("message", "") for instance in item.get("instances", ()) for problem in instance.get("problems", ())
    ]
    address = item.get("address", {})
    return CheckResult(
        address.get("to_display", ""), address.get("kind", ""), item.get("status", "unknown"), tuple(problems)
    )
