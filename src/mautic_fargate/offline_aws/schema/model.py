"""The schema of one type as Python sees it, read from the official `terraform providers schema -json` notation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

CtyType: TypeAlias = "str | list[Any]"
"""A type in `cty`'s JSON notation: "string", ["list", "string"], ["object", {"a": "bool"}], …"""

Kind: TypeAlias = Literal["provider", "resource", "data", "ephemeral"]
Nesting: TypeAlias = Literal["single", "list", "set", "map", "group"]


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute of a block."""

    name: str
    type: CtyType
    required: bool = False
    optional: bool = False
    computed: bool = False
    sensitive: bool = False
    write_only: bool = False
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class NestedBlock:
    """One kind of nested block. `max_items` 0 is "no limit"."""

    name: str
    nesting: Nesting
    block: Block
    min_items: int = 0
    max_items: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """The attributes and nested blocks of one level."""

    attributes: Mapping[str, Attribute]
    blocks: Mapping[str, NestedBlock]
    deprecated: bool = False


@dataclass(frozen=True, slots=True)
class TypeSchema:
    """The schema of one resource type, data source, ephemeral resource or of the provider itself (name "")."""

    kind: Kind
    name: str
    version: int
    block: Block


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a function."""

    name: str
    type: CtyType
    allow_null: bool = False
    allow_unknown: bool = False


@dataclass(frozen=True, slots=True)
class FunctionSchema:
    """The signature of one function of a provider."""

    name: str
    parameters: tuple[Parameter, ...]
    return_type: CtyType
    variadic: Parameter | None = None
    summary: str = ""


def read_type(kind: Kind, name: str, document: Mapping[str, Any]) -> TypeSchema:
    """The schema in `document`, one entry of `resource_schemas` (or its siblings) of the official notation."""
    return TypeSchema(kind, name, int(document.get("version", 0)), _read_block(document["block"]))


def read_function(name: str, document: Mapping[str, Any]) -> FunctionSchema:
    """The signature in `document`, one entry of `functions` of the official notation."""
    variadic = document.get("variadic_parameter")
    return FunctionSchema(
        name=name,
        parameters=tuple(_read_parameter(entry) for entry in document.get("parameters", ())),
        return_type=document["return_type"],
        variadic=None if variadic is None else _read_parameter(variadic),
        summary=document.get("summary", ""),
    )


def _read_parameter(document: Mapping[str, Any]) -> Parameter:
    return Parameter(
        name=document["name"],
        type=document["type"],
        allow_null=document.get("is_nullable", False),
        # The official notation does not say it: by default the core does not call a function with unknown arguments.
        allow_unknown=document.get("allow_unknown", False),
    )


def _read_block(document: Mapping[str, Any]) -> Block:
    return Block(
        attributes={
            name: Attribute(
                name=name,
                type=entry["type"],
                required=entry.get("required", False),
                optional=entry.get("optional", False),
                computed=entry.get("computed", False),
                sensitive=entry.get("sensitive", False),
                write_only=entry.get("write_only", False),
                deprecated=entry.get("deprecated", False),
            )
            for name, entry in document.get("attributes", {}).items()
        },
        blocks={
            name: NestedBlock(
                name=name,
                nesting=entry["nesting_mode"],
                block=_read_block(entry["block"]),
                min_items=entry.get("min_items", 0),
                max_items=entry.get("max_items", 0),
            )
            for name, entry in document.get("block_types", {}).items()
        },
        deprecated=document.get("deprecated", False),
    )
