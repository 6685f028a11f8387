"""A provider host with one resource type, `dummy_thing`: enough of Terraform's plugin protocol to test a worker with.

Its session is the number of commands so far, as text.
"""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import grpc
import msgpack
from pyvider.protocols.tfprotov6.protobuf import tfplugin6_pb2 as pb
from pyvider.protocols.tfprotov6.protobuf import tfplugin6_pb2_grpc as rpc

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDRESS = "test/dummy"
UNKNOWN = msgpack.ExtType(0, b"\x00")


def _attribute(name: str, *, required: bool = False, computed: bool = False, sensitive: bool = False) -> Any:
    return pb.Schema.Attribute(
        name=name,
        type=b'"string"',
        required=required,
        optional=not required and not computed,
        computed=computed,
        sensitive=sensitive,
    )


# ruff: noqa: N802  (the protocol's names)
class Provider(rpc.ProviderServicer):
    def GetMetadata(self, request: Any, context: Any) -> Any:
        return pb.GetMetadata.Response(
            server_capabilities=pb.ServerCapabilities(get_provider_schema_optional=True),
            resources=[pb.GetMetadata.ResourceMetadata(type_name="dummy_thing")],
        )

    def GetProviderSchema(self, request: Any, context: Any) -> Any:
        thing = pb.Schema.Block(
            attributes=[
                _attribute("id", computed=True),
                _attribute("name", required=True),
                _attribute("secret", sensitive=True),
                _attribute("fate"),
            ]
        )
        return pb.GetProviderSchema.Response(
            provider=pb.Schema(block=pb.Schema.Block()),
            resource_schemas={"dummy_thing": pb.Schema(block=thing)},
            server_capabilities=pb.ServerCapabilities(get_provider_schema_optional=True),
        )

    def GetResourceIdentitySchemas(self, request: Any, context: Any) -> Any:
        return pb.GetResourceIdentitySchemas.Response()

    def ValidateProviderConfig(self, request: Any, context: Any) -> Any:
        return pb.ValidateProviderConfig.Response()

    def ValidateResourceConfig(self, request: Any, context: Any) -> Any:
        value = msgpack.unpackb(request.config.msgpack, strict_map_key=False)
        if value["fate"] == "crash":
            os._exit(7)
        if value["fate"] == "print":
            print("stray output", flush=True)
        if value["fate"] == "sleep":
            time.sleep(30)
        return pb.ValidateResourceConfig.Response()

    def ConfigureProvider(self, request: Any, context: Any) -> Any:
        return pb.ConfigureProvider.Response()

    def ReadResource(self, request: Any, context: Any) -> Any:
        value = msgpack.unpackb(request.current_state.msgpack, strict_map_key=False)
        if value["fate"] == "drift":
            value["secret"] = "changed outside"
        return pb.ReadResource.Response(new_state=pb.DynamicValue(msgpack=msgpack.packb(value)))

    def ImportResourceState(self, request: Any, context: Any) -> Any:
        value = {"id": request.id, "name": "imported", "secret": None, "fate": None}
        imported = pb.ImportResourceState.ImportedResource(
            type_name=request.type_name, state=pb.DynamicValue(msgpack=msgpack.packb(value))
        )
        return pb.ImportResourceState.Response(imported_resources=[imported])

    def UpgradeResourceState(self, request: Any, context: Any) -> Any:
        value = json.loads(request.raw_state.json)
        return pb.UpgradeResourceState.Response(upgraded_state=pb.DynamicValue(msgpack=msgpack.packb(value)))

    def PlanResourceChange(self, request: Any, context: Any) -> Any:
        value = msgpack.unpackb(request.proposed_new_state.msgpack, strict_map_key=False)
        prior = msgpack.unpackb(request.prior_state.msgpack, strict_map_key=False)
        if value is None:
            return pb.PlanResourceChange.Response(planned_state=request.proposed_new_state)
        if prior is None:
            value["id"] = UNKNOWN
        response = pb.PlanResourceChange.Response(planned_state=pb.DynamicValue(msgpack=msgpack.packb(value)))
        if prior is not None and prior["name"] != value["name"]:
            response.requires_replace.append(pb.AttributePath(steps=[pb.AttributePath.Step(attribute_name="name")]))
        return response

    def ApplyResourceChange(self, request: Any, context: Any) -> Any:
        value = msgpack.unpackb(request.planned_state.msgpack, strict_map_key=False)
        if value is not None and value["id"] == UNKNOWN:
            value["id"] = "thing-" + value["name"]
        return pb.ApplyResourceChange.Response(new_state=pb.DynamicValue(msgpack=msgpack.packb(value)))

    def StopProvider(self, request: Any, context: Any) -> Any:
        return pb.StopProvider.Response()


class Host:
    def __init__(self, options: Mapping[str, Any]) -> None:
        self._commands = 0
        self._server = grpc.server(ThreadPoolExecutor(4), options=[("grpc.so_reuseport", 1)])
        rpc.add_ProviderServicer_to_server(Provider(), self._server)
        self._server.add_insecure_port(f"127.0.0.1:{options['ports'][ADDRESS]}")
        self._server.start()

    def begin(self, session: bytes | None) -> None:
        self._commands = int(session or b"0") + 1

    def line(self, text: str) -> None:
        pass

    def end(self) -> bytes | None:
        return str(self._commands).encode()

    def stop(self) -> None:
        self._server.stop(None)


def start(options: Mapping[str, Any]) -> Host:
    if options.get("fail"):
        raise ValueError("the host cannot start")
    return Host(options)
