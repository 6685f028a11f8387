"""The ``configuration`` part of a plan: what the expressions of resources, outputs and module calls refer to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class ConfiguredResource:
    """A resource block. ``address`` is relative to its module; ``expressions`` as in the plan format, by argument."""

    address: str
    mode: str
    type: str
    name: str
    provider: str
    expressions: Mapping[str, Any]
    count: Mapping[str, Any] | None = None
    for_each: Mapping[str, Any] | None = None
    depends_on: tuple[str, ...] = ()

    def references(self, argument: str | None = None) -> tuple[str, ...]:
        """What one argument (or the whole block) refers to, without duplicates: "aws_vpc.this.id", "aws_vpc.this"…"""
        if argument is not None:
            return references(self.expressions.get(argument))
        return tuple(dict.fromkeys((*references([self.expressions, self.count, self.for_each]), *self.depends_on)))


@dataclass(frozen=True, slots=True)
class ConfiguredOutput:
    """An output block."""

    name: str
    sensitive: bool
    description: str
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ModuleCall:
    """A module block with the module's own configuration."""

    name: str
    source: str
    version: str
    expressions: Mapping[str, Any]
    module: ConfiguredModule
    depends_on: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConfiguredModule:
    """A module: its resources by address, outputs and calls by name, and its variables as in the plan format."""

    resources: Mapping[str, ConfiguredResource] = field(default_factory=dict)
    outputs: Mapping[str, ConfiguredOutput] = field(default_factory=dict)
    calls: Mapping[str, ModuleCall] = field(default_factory=dict)
    variables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def walk(self, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], ConfiguredModule]]:
        """This module and all below it, each with its path of call names."""
        yield path, self
        for name, call in self.calls.items():
            yield from call.module.walk((*path, name))

    def at(self, path: tuple[str, ...]) -> ConfiguredModule | None:
        """The module at a path of call names."""
        module: ConfiguredModule = self
        for name in path:
            if name not in module.calls:
                return None
            module = module.calls[name].module
        return module


def references(expression: Any) -> tuple[str, ...]:
    """All references in an expression of the plan format, however deep, in order and without duplicates."""
    return tuple(dict.fromkeys(_references(expression)))


def constant(expression: Any) -> Any:
    """The constant value of an expression; None when it is not constant."""
    return expression.get("constant_value") if isinstance(expression, Mapping) else None


def read_module(document: Mapping[str, Any]) -> ConfiguredModule:
    """From ``root_module``, or ``module`` of a call."""
    return ConfiguredModule(
        resources={item["address"]: _resource(item) for item in document.get("resources", ())},
        outputs={
            name: ConfiguredOutput(
                name, bool(item.get("sensitive")), item.get("description", ""), references(item.get("expression"))
            )
            for name, item in document.get("outputs", {}).items()
        },
        calls={
            name: ModuleCall(
                name,
                item.get("source", ""),
                item.get("version_constraint", ""),
                item.get("expressions", {}),
                read_module(item.get("module", {})),
                tuple(item.get("depends_on", ())),
            )
            for name, item in document.get("module_calls", {}).items()
        },
        variables=document.get("variables", {}),
    )


def _resource(item: Mapping[str, Any]) -> ConfiguredResource:
    return ConfiguredResource(
        address=item["address"],
        mode=item["mode"],
        type=item["type"],
        name=item["name"],
        provider=item.get("provider_config_key", ""),
        expressions=item.get("expressions", {}),
        count=item.get("count_expression"),
        for_each=item.get("for_each_expression"),
        depends_on=tuple(item.get("depends_on", ())),
    )


def _references(expression: Any) -> Iterator[str]:
    if isinstance(expression, Mapping):
        found = expression.get("references")
        if isinstance(found, list) and all(isinstance(item, str) for item in found):
            yield from found
            return
        if "constant_value" in expression:
            return
        for inner in expression.values():
            yield from _references(inner)
    elif isinstance(expression, (list, tuple)):
        for inner in expression:
            yield from _references(inner)
