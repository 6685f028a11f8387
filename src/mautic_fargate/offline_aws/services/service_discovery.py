"""AWS Cloud Map: namespaces and services in which tasks find each other."""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.services.context import ApplyContext, Context, ReadContext
from mautic_fargate.offline_aws.services.spec import DataSource, Resource, Service
from mautic_fargate.offline_aws.services.suppress import blocks_of, first_block, text
from mautic_fargate.offline_aws.wire.values import Value

_PRIVATE: Final = "aws_service_discovery_private_dns_namespace"
_PUBLIC: Final = "aws_service_discovery_public_dns_namespace"
_HTTP: Final = "aws_service_discovery_http_namespace"
_SERVICE: Final = "aws_service_discovery_service"
_ARN: Final = "arn:{partition}:servicediscovery:{region}:{account}:"


def _refuse_if_used(context: ApplyContext) -> None:
    id_ = context.state.get("id")
    if context.find(_SERVICE, namespace_id=id_):
        kind = "HTTP Namespace" if context.type == _HTTP else "Private DNS Namespace"
        context.refuse(
            "ResourceInUse",
            f"deleting Service Discovery {kind} ({id_}): Namespace has associated services. Delete the services first.",
        )


def _create_private(context: ApplyContext) -> None:
    """A VPC cannot have two private zones of one name."""
    name, vpc = context.state.get("name"), context.state.get("vpc")
    if context.find(_PRIVATE, name=name, vpc=vpc):
        context.refuse(
            "CANNOT_CREATE_HOSTED_ZONE",
            f"The VPC that you chose, {vpc} in region {context.region}, is already associated with another private hosted "
            f"zone that has an overlapping name space, {name}.. (Service: AmazonRoute53; Status Code: 400; "
            "Error Code: ConflictingDomainExists)",
        )


def _create_http(context: ApplyContext) -> None:
    name = context.state.get("name")
    if context.find(_HTTP, name=name):
        message = "Another namespace with the same name and creator request id already exists."
        context.refuse("NamespaceAlreadyExists", message)
    context.state["http_name"] = name


def _create_service(context: ApplyContext) -> None:
    state = context.state
    dns = first_block(state, "dns_config")
    if context.open("namespace_id"):
        state["namespace_id"] = dns.get("namespace_id") or ""
    if context.open("type"):
        state["type"] = "DNS_HTTP" if dns else "HTTP"
    for block in blocks_of(state, "health_check_custom_config"):
        # AWS knows only the threshold 1; a block without members is not sent at all.
        if not any(value is not None for value in block.values()):
            state["health_check_custom_config"] = []
        else:
            block["failure_threshold"] = 1


def _namespace(context: Context, types: tuple[str, ...], name: Value) -> dict[str, Value] | None:
    for type_ in types:
        for item in context.find(type_, name=name):
            return item.values
    return None


def _read_namespace(context: ReadContext) -> dict[str, Value]:
    name = text(context.config.get("name"))
    is_http = context.type == _HTTP
    types: tuple[str, ...] = (_HTTP,)
    if not is_http:
        types = (_PUBLIC,) if context.config.get("type") == "DNS_PUBLIC" else (_PRIVATE,)
    found = _namespace(context, types, name)
    if found is not None:
        names = ("id", "arn", "description", "http_name" if is_http else "hosted_zone")
        return {key: found.get(key) for key in names} | {"tags": found.get("tags_all") or {}}
    id_ = f"ns-{context.ids.letters(16, 'id')}"
    values: dict[str, Value] = {"id": id_, "arn": context.arn("servicediscovery", f"namespace/{id_}"), "tags": {}}
    extra: dict[str, Value] = {"http_name": name}
    if not is_http:
        extra = {"hosted_zone": "Z" + context.ids.letters(20, "zone", upper=True)}
    return values | {"description": ""} | extra


def _read_service(context: ReadContext) -> dict[str, Value]:
    name, namespace = context.config.get("name"), context.config.get("namespace_id")
    for item in context.find(_SERVICE, name=name, namespace_id=namespace):
        shown = context.rules.schema.block.attributes.keys() & item.values.keys()
        return {key: item[key] for key in shown if item[key] is not None} | {"tags": item["tags_all"] or {}}
    id_ = f"srv-{context.ids.letters(16, 'id')}"
    return {"id": id_, "arn": context.arn("servicediscovery", f"service/{id_}"), "tags": {}, "description": ""}


def _private_import(id_: str) -> dict[str, Value]:
    namespace, _, vpc = id_.partition(":")
    if not vpc:
        raise ValueError(f"Unexpected format of ID ({id_!r}), expected NAMESPACE_ID:VPC_ID")
    return {"id": namespace, "vpc": vpc}


SERVICE = Service(
    resources=(
        Resource(
            _PRIVATE,
            id="ns-{letters:16}",
            arn=_ARN + "namespace/{id}",
            values={"hosted_zone": "Z{upper:20}"},
            create=_create_private,
            delete=_refuse_if_used,
            import_id=_private_import,
        ),
        Resource(
            _PUBLIC,
            id="ns-{letters:16}",
            arn=_ARN + "namespace/{id}",
            values={"hosted_zone": "Z{upper:20}"},
            delete=_refuse_if_used,
        ),
        Resource(_HTTP, id="ns-{letters:16}", arn=_ARN + "namespace/{id}", create=_create_http, delete=_refuse_if_used),
        Resource(_SERVICE, id="srv-{letters:16}", arn=_ARN + "service/{id}", create=_create_service),
    ),
    data_sources=(
        DataSource("aws_service_discovery_dns_namespace", _read_namespace),
        DataSource(_HTTP, _read_namespace),
        DataSource(_SERVICE, _read_service),
    ),
)
