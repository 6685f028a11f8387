"""The provider service of Terraform's plugin protocol, version 6."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final

import grpc

from mautic_fargate.offline_aws.account.account import Account
from mautic_fargate.offline_aws.schema.model import Kind
from mautic_fargate.offline_aws.schema.protobuf import provider_schema_response
from mautic_fargate.offline_aws.server.functions import call_function
from mautic_fargate.offline_aws.server.lifecycle import Session
from mautic_fargate.offline_aws.server.messages import attribute_path, diagnostics, dynamic, value_of
from mautic_fargate.offline_aws.server.numbers import NumberTree, number_tree, read_numbers
from mautic_fargate.offline_aws.server.provider import Provider, UnknownType, empty_state
from mautic_fargate.offline_aws.server.starting import Starting
from mautic_fargate.offline_aws.services.context import Problem
from mautic_fargate.offline_aws.wire.stubs import pb
from mautic_fargate.offline_aws.wire.values import Value, is_wholly_known

SERVICE: Final = "tfplugin6.Provider"


@dataclass(slots=True)
class Desk:
    """What the servicers of one process share: the account that the running command works on."""

    account: Account = field(default_factory=Account)
    starting: Starting = field(default_factory=Starting)


class Servicer:
    """One provider. Every `provider` block of a configuration talks over a connection of its own, which tells them apart."""

    def __init__(self, provider: Provider, desk: Desk) -> None:
        self.provider = provider
        self.desk = desk
        self._sessions: dict[str, Session] = {}
        self._schema = provider_schema_response(provider.schema)
        self._numbers: dict[tuple[Kind, str], NumberTree | None] = {}

    def forget_connections(self) -> None:
        """A new command begins: the connections of the last one are gone."""
        self._sessions.clear()

    def _session(self, context: grpc.ServicerContext) -> Session:
        peer = context.peer()
        session = self._sessions.get(peer)
        if session is None:
            session = self._sessions[peer] = Session(self.provider, self.desk.account)
        return session

    def _values(self, message: Any, name: str, kind: Kind = "resource") -> Value:
        """The value of a message, as one of the type `name`."""
        value = value_of(message)
        if (kind, name) not in self._numbers:
            self._numbers[kind, name] = number_tree(self.provider.rules(kind, name).level)
        tree = self._numbers[kind, name]
        if tree is not None and isinstance(value, dict):
            read_numbers(tree, value)
        return value

    # --- the provider -----------------------------------------------------------------------------------------------

    def get_metadata(self, _request: Any, _context: grpc.ServicerContext) -> Any:
        """The names of all types."""
        schema = self.provider.schema
        response = pb.GetMetadata.Response
        return response(
            server_capabilities=_capabilities(),
            data_sources=[response.DataSourceMetadata(type_name=name) for name in schema.names("data")],
            resources=[response.ResourceMetadata(type_name=name) for name in schema.names("resource")],
            functions=[response.FunctionMetadata(name=name) for name in schema.functions()],
            ephemeral_resources=[response.EphemeralMetadata(type_name=name) for name in schema.names("ephemeral")],
        )

    def get_provider_schema(self, _request: Any, _context: grpc.ServicerContext) -> bytes:
        """The whole schema, as bytes made once."""
        return bytes(self._schema)

    def get_resource_identity_schemas(self, _request: Any, _context: grpc.ServicerContext) -> Any:
        """None: identities are in neither the bindings nor the facts."""
        return pb.GetResourceIdentitySchemas.Response()

    def validate_provider_config(self, request: Any, _context: grpc.ServicerContext) -> Any:
        """Check a `provider` block."""
        config = value_of(request.config)
        problems: list[Problem] = []
        if is_wholly_known(config):
            _, problems = self.provider.configure(config or {})
        return pb.ValidateProviderConfig.Response(diagnostics=diagnostics(problems))

    def configure_provider(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Take the settings of a `provider` block for this connection."""
        session = self._session(context)
        session.settings, problems = self.provider.configure(value_of(request.config) or {})
        return pb.ConfigureProvider.Response(diagnostics=diagnostics(problems))

    def stop_provider(self, _request: Any, _context: grpc.ServicerContext) -> Any:
        """Nothing here takes long enough to be stopped."""
        return pb.StopProvider.Response()

    # --- resources ----------------------------------------------------------------------------------------------------

    def validate_resource_config(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Check a resource's configuration."""
        problems = self._session(context).validate(
            request.type_name, self._values(request.config, request.type_name) or {}
        )
        return pb.ValidateResourceConfig.Response(diagnostics=diagnostics(problems))

    def upgrade_resource_state(self, request: Any, _context: grpc.ServicerContext) -> Any:
        """Bring a stored state to today's schema: what the schema no longer has is dropped, what is new is null."""
        rules = self.provider.rules("resource", request.type_name)
        stored = json.loads(request.raw_state.json) if request.raw_state.json else {}
        state = empty_state(rules)
        state.update({name: value for name, value in stored.items() if name in state})
        for rule in rules.level.attributes:
            if rule.type == "dynamic":
                continue
            if rule.type == "string" and isinstance(state[rule.name], int | float | bool):
                state[rule.name] = json.dumps(state[rule.name])
        return pb.UpgradeResourceState.Response(upgraded_state=dynamic(state))

    def read_resource(self, request: Any, context: grpc.ServicerContext) -> Any:
        """The object as it is now."""
        state = self._values(request.current_state, request.type_name)
        if state is None:
            return pb.ReadResource.Response(new_state=request.current_state, private=request.private)
        applied = self._session(context).read(request.type_name, state)
        return pb.ReadResource.Response(
            new_state=dynamic(applied.state), diagnostics=diagnostics(applied.problems), private=request.private
        )

    def plan_resource_change(self, request: Any, context: grpc.ServicerContext) -> Any:
        """The plan of one resource."""
        name = request.type_name
        proposed = self._values(request.proposed_new_state, name)
        if proposed is None:
            return pb.PlanResourceChange.Response(
                planned_state=request.proposed_new_state, planned_private=request.prior_private
            )
        prior, config = self._values(request.prior_state, name), self._values(request.config, name)
        planned = self._session(context).plan(name, config, prior, proposed)
        return pb.PlanResourceChange.Response(
            planned_state=dynamic(planned.planned),
            requires_replace=[attribute_path(path) for path in planned.replace],
            planned_private=request.prior_private,
            diagnostics=diagnostics(planned.problems),
            legacy_type_system=planned.legacy,
        )

    def apply_resource_change(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Make, change or delete one resource."""
        name = request.type_name
        prior, planned = self._values(request.prior_state, name), self._values(request.planned_state, name)
        address = self.desk.starting.take(name) if prior is None and planned is not None else None
        applied = self._session(context).apply(
            name, self._values(request.config, name) or {}, planned, prior, address=address
        )
        return pb.ApplyResourceChange.Response(
            new_state=dynamic(applied.state),
            private=request.planned_private,
            diagnostics=diagnostics(applied.problems),
            legacy_type_system=applied.legacy,
        )

    def import_resource_state(self, request: Any, context: grpc.ServicerContext) -> Any:
        """The state of an existing object."""
        applied = self._session(context).import_(request.type_name, request.id)
        imported = []
        if applied.state is not None:
            imported.append(
                pb.ImportResourceState.ImportedResource(type_name=request.type_name, state=dynamic(applied.state))
            )
        return pb.ImportResourceState.Response(imported_resources=imported, diagnostics=diagnostics(applied.problems))

    def move_resource_state(self, request: Any, _context: grpc.ServicerContext) -> Any:
        """Types do not change into others here, as in the real provider (but for a few)."""
        problem = Problem(
            "Move Resource State Not Supported",
            f"The target resource type {request.target_type_name} does not take over the state of {request.source_type_name}.",
        )
        return pb.MoveResourceState.Response(diagnostics=diagnostics([problem]))

    # --- data sources, ephemeral resources, functions -------------------------------------------------------------------

    def validate_data_resource_config(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Check a data source's configuration."""
        problems = self._session(context).validate(
            request.type_name, self._values(request.config, request.type_name, "data") or {}, "data"
        )
        return pb.ValidateDataResourceConfig.Response(diagnostics=diagnostics(problems))

    def read_data_source(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Read a data source."""
        applied = self._session(context).read_data(
            request.type_name, self._values(request.config, request.type_name, "data") or {}
        )
        return pb.ReadDataSource.Response(state=dynamic(applied.state), diagnostics=diagnostics(applied.problems))

    def validate_ephemeral_resource_config(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Check an ephemeral resource's configuration."""
        problems = self._session(context).validate(
            request.type_name, self._values(request.config, request.type_name, "ephemeral") or {}, "ephemeral"
        )
        return pb.ValidateEphemeralResourceConfig.Response(diagnostics=diagnostics(problems))

    def open_ephemeral_resource(self, request: Any, context: grpc.ServicerContext) -> Any:
        """Open an ephemeral resource; nothing of it is kept."""
        applied = self._session(context).open_ephemeral(
            request.type_name, self._values(request.config, request.type_name, "ephemeral") or {}
        )
        return pb.OpenEphemeralResource.Response(
            result=dynamic(applied.state), diagnostics=diagnostics(applied.problems)
        )

    def renew_ephemeral_resource(self, _request: Any, _context: grpc.ServicerContext) -> Any:
        """No ephemeral value here ends."""
        return pb.RenewEphemeralResource.Response()

    def close_ephemeral_resource(self, _request: Any, _context: grpc.ServicerContext) -> Any:
        """Nothing to close."""
        return pb.CloseEphemeralResource.Response()

    def get_functions(self, _request: Any, _context: grpc.ServicerContext) -> Any:
        """The provider's functions."""
        schema = pb.GetProviderSchema.Response.FromString(bytes(self._schema))
        return pb.GetFunctions.Response(functions=schema.functions)

    def call_function(self, request: Any, _context: grpc.ServicerContext) -> Any:
        """Call a function of the provider."""
        return call_function(self.provider, request)


def _capabilities() -> Any:
    return pb.ServerCapabilities(plan_destroy=True, get_provider_schema_optional=True, move_resource_state=True)


def _guarded(
    method: Callable[[Any, grpc.ServicerContext], Any], response: Any
) -> Callable[[Any, grpc.ServicerContext], Any]:
    """`method`, with any failure of ours as a diagnostic: never a broken connection, never a traceback."""

    def call(request: Any, context: grpc.ServicerContext) -> Any:
        try:
            return method(request, context)
        except UnknownType as error:
            return response(diagnostics=diagnostics([Problem("Unknown type", str(error))]))
        except Exception as error:  # noqa: BLE001 - the boundary of the process
            what = getattr(request, "type_name", "") or "the provider"
            detail = f"{type(error).__name__}: {error}\nThis is a defect of the offline provider, not of the configuration: please report it."
            return response(diagnostics=diagnostics([Problem(f"The offline provider failed on {what}", detail)]))

    return call


_RPCS: Final = (
    "ApplyResourceChange", "CallFunction", "CloseEphemeralResource", "ConfigureProvider", "GetFunctions", "GetMetadata",
    "GetProviderSchema", "GetResourceIdentitySchemas", "ImportResourceState", "MoveResourceState", "OpenEphemeralResource",
    "PlanResourceChange", "ReadDataSource", "ReadResource", "RenewEphemeralResource", "StopProvider",
    "UpgradeResourceState", "ValidateDataResourceConfig", "ValidateEphemeralResourceConfig", "ValidateProviderConfig",
    "ValidateResourceConfig",
)  # fmt: skip


def _method_name(rpc: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in rpc).lstrip("_")


def handlers(servicer: Servicer) -> grpc.GenericRpcHandler:
    """The gRPC handlers of a servicer."""
    methods = {}
    for rpc in _RPCS:
        message = getattr(pb, rpc)
        method = getattr(servicer, _method_name(rpc))
        if "diagnostics" in message.Response.DESCRIPTOR.fields_by_name and rpc != "GetProviderSchema":
            method = _guarded(method, message.Response)
        serialize = None if rpc == "GetProviderSchema" else message.Response.SerializeToString
        methods[rpc] = grpc.unary_unary_rpc_method_handler(method, message.Request.FromString, serialize)
    return grpc.method_handlers_generic_handler(SERVICE, methods)
