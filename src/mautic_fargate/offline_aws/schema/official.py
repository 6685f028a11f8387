"""The document of `terraform providers schema -json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .model import Kind
    from .store import SchemaStore

FORMAT_VERSION = "1.0"
REGISTRY = "registry.terraform.io"

_SECTIONS: Mapping[Kind, str] = {
    "resource": "resource_schemas",
    "data": "data_source_schemas",
    "ephemeral": "ephemeral_resource_schemas",
}


def providers_schema(stores: Iterable[SchemaStore]) -> dict[str, Any]:
    """The document for all schemas of `stores`."""
    return _document({store: _whole(store) for store in stores})


def type_schema(store: SchemaStore, kind: Kind, name: str) -> dict[str, Any] | None:
    """The document with the schema of one type only; None when the provider has no such type."""
    schema = schema_of(store, kind, name)
    if schema is None:
        return None
    return _document({store: {"provider": schema} if kind == "provider" else {_SECTIONS[kind]: {name: schema}}})


def schema_of(store: SchemaStore, kind: Kind, name: str) -> dict[str, Any] | None:
    """The schema of one type, an entry of the document."""
    document = store.pack.get(kind, name)
    return None if document is None else {"version": document.get("version", 0), "block": _block(document["block"])}


def _document(providers: Mapping[SchemaStore, dict[str, Any]]) -> dict[str, Any]:
    schemas = {f"{REGISTRY}/{store.address}": document for store, document in providers.items()}
    return {"format_version": FORMAT_VERSION, "provider_schemas": schemas}


def _whole(store: SchemaStore) -> dict[str, Any]:
    document: dict[str, Any] = {"provider": schema_of(store, "provider", "")}
    for kind, section in _SECTIONS.items():
        if schemas := {name: schema_of(store, kind, name) for name in store.names(kind)}:
            document[section] = schemas
    if functions := {name: store.pack.get("function", name) for name in store.functions()}:
        document["functions"] = functions
    return document


def _block(block: Mapping[str, Any]) -> dict[str, Any]:
    """`block` with what the pack leaves out because it is nearly always the same."""
    result: dict[str, Any] = {"description_kind": "plain"} | dict(block)
    if attributes := block.get("attributes"):
        result["attributes"] = {name: {"description_kind": "plain"} | entry for name, entry in attributes.items()}
    if blocks := block.get("block_types"):
        result["block_types"] = {name: entry | {"block": _block(entry["block"])} for name, entry in blocks.items()}
    return result
