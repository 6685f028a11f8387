"""Amazon API Gateway v2 (HTTP and WebSocket APIs): ids, ARNs and addresses."""

from __future__ import annotations

from typing import Final

from mautic_fargate.offline_aws.services.context import ApplyContext
from mautic_fargate.offline_aws.services.spec import Resource, Service
from mautic_fargate.offline_aws.services.suppress import text
from mautic_fargate.offline_aws.wire.values import Value, is_unknown

_API: Final = "aws_apigatewayv2_api"

# The hosted zones of regional domain names. Source: AWS General Reference, "Amazon API Gateway endpoints and quotas".
_HOSTED_ZONES: Final = {
    "eu-central-1": "Z1U9ULNL0V5AJ3",
    "eu-west-1": "ZLY8HYME6SFDD",
    "us-east-1": "Z1UJRXOUMOOFQ8",
    "us-east-2": "ZOJJZC49E0EPZ",
    "us-west-2": "Z2OJLYMUO9EFXC",
}


def _host(context: ApplyContext, api: Value) -> str:
    """The host name of an API, with its scheme."""
    found = context.lookup(_API, api)
    protocol = context.state.get("protocol_type") if found is None else found["protocol_type"]
    scheme = "wss" if protocol == "WEBSOCKET" else "https"
    return f"{scheme}://{api}.execute-api.{context.region}.{context.dns_suffix}"


def _create_api(context: ApplyContext) -> None:
    id_ = context.state["id"]
    context.fill(
        api_endpoint=_host(context, id_),
        execution_arn=context.arn("execute-api", text(id_)),
        ip_address_type="ipv4",
    )
    for block in context.blocks("cors_configuration"):
        block["allow_credentials"] = block.get("allow_credentials") or False


def _create_stage(context: ApplyContext) -> None:
    state = context.state
    api, name = state.get("api_id"), text(state.get("name"))
    path = "" if name == "$default" else name
    is_socket = _host(context, api).startswith("wss")
    context.fill(
        invoke_url=f"{_host(context, api)}/{path}",
        execution_arn=context.arn("execute-api", f"{api}/{name}"),
        deployment_id="" if not state.get("auto_deploy") else context.ids.letters(6, "deployment_id"),
    )
    for name_ in ("default_route_settings", "route_settings"):
        for block in context.blocks(name_):
            if is_unknown(block.get("logging_level")):
                block["logging_level"] = "OFF" if is_socket else ""


def _create_domain(context: ApplyContext) -> None:
    context.fill(api_mapping_selection_expression="$request.basepath", routing_mode="API_MAPPING_ONLY")
    for block in context.blocks("domain_name_configuration"):
        made = {
            "hosted_zone_id": _HOSTED_ZONES.get(context.region, "Z" + context.ids.letters(13, "zone", upper=True)),
            "target_domain_name": f"d-{context.ids.letters(10, 'target')}.execute-api.{context.region}.{context.dns_suffix}",
            "ip_address_type": "ipv4",
            "ownership_verification_certificate_arn": "",
        }
        block |= {name: value for name, value in made.items() if is_unknown(block.get(name))}


def _api_child(id_: str) -> dict[str, Value]:
    api, separator, child = id_.partition("/")
    if not separator:
        raise ValueError(f"wrong format of import ID ({id_}), use: 'api-id/id'")
    return {"api_id": api, "id": child}


def _stage_import(id_: str) -> dict[str, Value]:
    values = _api_child(id_)
    return values | {"name": values["id"]}


def _timeout(context: ApplyContext) -> Value:
    found = context.lookup(_API, context.state.get("api_id"))
    return 29000 if found is not None and found["protocol_type"] == "WEBSOCKET" else 30000


SERVICE = Service(
    resources=(
        Resource(_API, id="{letters:10}", arn="arn:{partition}:apigateway:{region}::/apis/{id}", create=_create_api),
        Resource(
            "aws_apigatewayv2_stage",
            id="{name}",
            arn="arn:{partition}:apigateway:{region}::/apis/{api_id}/stages/{name}",
            create=_create_stage,
            import_id=_stage_import,
        ),
        Resource(
            "aws_apigatewayv2_integration",
            id="{letters:7}",
            values={"integration_response_selection_expression": "", "timeout_milliseconds": _timeout},
            import_id=_api_child,
        ),
        Resource("aws_apigatewayv2_route", id="{letters:7}", import_id=_api_child),
        Resource("aws_apigatewayv2_authorizer", id="{letters:6}", import_id=_api_child),
        Resource("aws_apigatewayv2_deployment", id="{letters:6}", import_id=_api_child),
        Resource("aws_apigatewayv2_api_mapping", id="{letters:6}"),
        Resource(
            "aws_apigatewayv2_vpc_link",
            id="{letters:6}",
            arn="arn:{partition}:apigateway:{region}::/vpclinks/{id}",
        ),
        Resource(
            "aws_apigatewayv2_domain_name",
            id="{domain_name}",
            arn="arn:{partition}:apigateway:{region}::/domainnames/{domain_name}",
            create=_create_domain,
            import_id=lambda name: {"id": name, "domain_name": name},
        ),
    ),
)
