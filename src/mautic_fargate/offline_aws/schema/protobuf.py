"""The schemas as messages of plugin protocol 6: the answer to `GetProviderSchema`, and single schemas."""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from mautic_fargate.offline_aws.pack import cached_bytes
from mautic_fargate.offline_aws.wire.stubs import pb

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .model import CtyType, FunctionSchema, Kind, Parameter
    from .store import SchemaStore

FORMAT = 2
"""Raised with every change of what `provider_schema_response` makes of the same pack: older cached answers lie then."""

_NESTING: Mapping[str, int] = {
    mode: pb.Schema.NestedBlock.NestingMode.Value(mode.upper()) for mode in ("single", "list", "set", "map", "group")
}
_FLAGS = ("required", "optional", "computed", "sensitive", "write_only", "deprecated")
_MARKDOWN = pb.StringKind.Value("MARKDOWN")
_PROVIDER_META: Mapping[str, Mapping[str, Any]] = {
    "hashicorp/aws": {"block": {"attributes": {"user_agent": {"type": ["list", "string"], "optional": True}}}},
}
"""What a module may say in `provider_meta`: by provider address, in the format of `providers schema -json`, which itself
does not have it. Source: the provider's `ProviderMetaSchema`."""


def provider_schema_response(store: SchemaStore) -> bytes | memoryview:
    """The serialized `GetProviderSchema.Response` with everything that `store` holds; made once, then read from the cache."""
    source = store.pack.compressed + f"\0protobuf {FORMAT}".encode()
    return cached_bytes(f"{store.pack.path.name.partition('.')[0]}.schema.pb", source, lambda: _response(store))


def _response(store: SchemaStore) -> bytes:
    response = pb.GetProviderSchema.Response()
    _fill_schema(response.provider, store.pack.get("provider", "") or {})
    if (provider_meta := _PROVIDER_META.get(store.meta.get("address", ""))) is not None:
        _fill_schema(response.provider_meta, provider_meta)
    targets: dict[Kind, Any] = {
        "resource": response.resource_schemas,
        "data": response.data_source_schemas,
        "ephemeral": response.ephemeral_resource_schemas,
    }
    for kind, target in targets.items():
        for name in store.names(kind):
            _fill_schema(target[name], store.pack.get(kind, name) or {})
    for name, function in store.functions().items():
        response.functions[name].CopyFrom(function_message(function))
    response.server_capabilities.CopyFrom(server_capabilities())
    serialized: bytes = response.SerializeToString(deterministic=True)
    return serialized


def server_capabilities() -> Any:
    """What the offline provider's server can do, as a `ServerCapabilities` message."""
    return pb.ServerCapabilities(plan_destroy=True, get_provider_schema_optional=True, move_resource_state=True)


def schema_message(store: SchemaStore, kind: Kind, name: str) -> Any | None:
    """One schema as a `Schema` message; None when the provider has no such type."""
    document = store.pack.get(kind, name)
    if document is None:
        return None
    message = pb.Schema()
    _fill_schema(message, document)
    return message


def resource_schema(store: SchemaStore, name: str) -> Any | None:
    """The schema of a resource type as a `Schema` message; None when the provider has no such type."""
    return schema_message(store, "resource", name)


def function_message(function: FunctionSchema) -> Any:
    """The signature of a function as a `Function` message."""
    message = pb.Function(summary=function.summary, parameters=[_parameter(each) for each in function.parameters])
    if function.variadic is not None:
        message.variadic_parameter.CopyFrom(_parameter(function.variadic))
    getattr(message, "return").type = _type(function.return_type)  # the field's name is a keyword here
    return message


def _parameter(parameter: Parameter) -> Any:
    return pb.Function.Parameter(
        name=parameter.name,
        type=_type(parameter.type),
        allow_null_value=parameter.allow_null,
        allow_unknown_values=parameter.allow_unknown,
    )


def _fill_schema(message: Any, document: Mapping[str, Any]) -> None:
    message.version = document.get("version", 0)
    _fill_block(message.block, document["block"])


def _fill_block(message: Any, document: Mapping[str, Any]) -> None:
    message.SetInParent()  # an empty block is there all the same
    if document.get("deprecated"):
        message.deprecated = True
    if document.get("description_kind") == "markdown":
        message.description_kind = _MARKDOWN
    for name, entry in document.get("attributes", {}).items():
        attribute = message.attributes.add(name=name, type=_type(entry["type"]))
        for flag in _FLAGS:
            if entry.get(flag):
                setattr(attribute, flag, True)
        if entry.get("description_kind") == "markdown":
            attribute.description_kind = _MARKDOWN
    for name, entry in document.get("block_types", {}).items():
        nested = message.block_types.add(
            type_name=name,
            nesting=_NESTING[entry["nesting_mode"]],
            min_items=entry.get("min_items", 0),
            max_items=entry.get("max_items", 0),
        )
        _fill_block(nested.block, entry["block"])


@cache
def _scalar(name: str) -> bytes:
    return json.dumps(name).encode()


def _type(cty: CtyType) -> bytes:
    return _scalar(cty) if isinstance(cty, str) else json.dumps(cty, separators=(",", ":")).encode()
