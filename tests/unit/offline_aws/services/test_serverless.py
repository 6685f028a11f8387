"""Lambda and API Gateway v2."""

from __future__ import annotations

from typing import Any

import pytest

from mautic_fargate.offline_aws.wire.values import UNKNOWN, is_unknown
from support.offline import RefusedError, World

FUNCTION = "aws_lambda_function"
PERMISSION = "aws_lambda_permission"
ROLE = "arn:aws:iam::123456789012:role/x"


@pytest.fixture
def world() -> World:
    return World()


def code(**values: Any) -> dict[str, Any]:
    return {
        "function_name": "f",
        "role": ROLE,
        "handler": "a.b",
        "runtime": "python3.13",
        "filename": "f.zip",
        **values,
    }


def unknown(planned: dict[str, Any] | None) -> set[str]:
    return {name for name, value in (planned or {}).items() if is_unknown(value)}


@pytest.fixture
def function(world: World) -> dict[str, Any]:
    return world.create(FUNCTION, **code())


@pytest.mark.parametrize("values", [{"handler": None}, {"runtime": None}, {"handler": UNKNOWN}])
def test_a_zip_needs_handler_and_runtime_that_are_known(world: World, values: dict[str, Any]) -> None:
    answer = world.plan(FUNCTION, **code(**values))
    message = "handler and runtime must be set when PackageType is Zip"
    assert [item.summary for item in answer.problems if item.severity == "error"] == [message]
    image = {"filename": None, "image_uri": "i", "package_type": "Image", "handler": None, "runtime": None}
    assert [item for item in world.plan(FUNCTION, **code(**image)).problems if item.severity == "error"] == []


def test_what_create_gives_of_a_function(function: dict[str, Any]) -> None:
    arn = "arn:aws:lambda:us-east-1:123456789012:function:f"
    assert (function["id"], function["arn"], function["version"]) == ("f", arn, "$LATEST")
    assert function["qualified_arn"] == f"{arn}:$LATEST"
    assert function["invoke_arn"] == f"arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/{arn}/invocations"
    assert function["source_code_hash"] == ""
    assert function["logging_config"][0]["log_group"] == "/aws/lambda/f"
    assert function["ephemeral_storage"] == [{"size": 512}]
    assert function["vpc_config"] == []


def test_new_code_makes_only_the_time_unknown_without_publishing(world: World, function: dict[str, Any]) -> None:
    assert unknown(world.plan(FUNCTION, function, **code(filename="g.zip")).planned) == {"last_modified"}
    assert unknown(world.plan(FUNCTION, function, **code(memory_size=256)).planned) == set()


def test_publishing_makes_versions_unknown_on_any_change(world: World) -> None:
    made = world.create(FUNCTION, **code(publish=True))
    assert made["version"] == "1"
    assert unknown(world.plan(FUNCTION, made, **code(publish=True, memory_size=256)).planned) == {
        "version",
        "qualified_arn",
        "qualified_invoke_arn",
    }
    updated = world.update(FUNCTION, made, **code(publish=True, memory_size=256))
    assert updated["version"] == "2"
    assert updated["qualified_arn"].endswith(":f:2")
    assert world.changes(FUNCTION, updated, **code(publish=True, memory_size=256)) == set()


@pytest.mark.parametrize(
    "values", [{"environment": {}}, {"image_config": {}}, {"vpc_config": {"subnet_ids": [], "security_group_ids": []}}]
)
def test_empty_blocks_are_none(world: World, function: dict[str, Any], values: dict[str, Any]) -> None:
    assert world.changes(FUNCTION, function, **code(**values)) == set()


@pytest.mark.parametrize(
    ("values", "replaces"),
    [
        ({"function_name": "g"}, True),
        ({"runtime": "python3.12"}, False),
        ({"architectures": ["arm64"]}, False),
        ({"role": ROLE + "y"}, False),
        ({"durable_config": {"execution_timeout": 60}}, True),
    ],
)
def test_what_replaces_a_function(
    world: World, function: dict[str, Any], values: dict[str, Any], *, replaces: bool
) -> None:
    assert bool(world.plan(FUNCTION, function, **code(**values)).replace) is replaces


def test_a_name_is_taken_once(world: World, function: dict[str, Any]) -> None:
    with pytest.raises(RefusedError, match="Function already exist: f"):
        world.create(FUNCTION, **code())


def test_permissions(world: World, function: dict[str, Any]) -> None:
    values = {"function_name": function["arn"], "action": "lambda:InvokeFunction", "principal": "events.amazonaws.com"}
    made = world.create(PERMISSION, **values)
    assert made["id"] == made["statement_id"]
    assert made["statement_id"].startswith("terraform-")
    named = world.create(PERMISSION, **values, statement_id="one")
    with pytest.raises(RefusedError, match=r"statement id \(one\) provided already exists"):
        world.create(PERMISSION, **values | {"function_name": "f"}, statement_id="one")
    assert world.plan(PERMISSION, named, **values | {"action": "lambda:GetFunction"}, statement_id="one").replace == [
        ("action",)
    ]
    world.destroy(FUNCTION, function)
    assert world.read(PERMISSION, named) is None


def test_aliases_layers_addresses_and_sources(world: World, function: dict[str, Any]) -> None:
    alias = world.create("aws_lambda_alias", function_name="f", name="live", function_version="$LATEST")
    assert alias["arn"] == f"{function['arn']}:live"
    layers = [world.create("aws_lambda_layer_version", layer_name="l", filename="l.zip") for _ in range(2)]
    assert [layer["version"] for layer in layers] == ["1", "2"]
    assert layers[1]["arn"] == f"{layers[1]['layer_arn']}:2"
    url = world.create("aws_lambda_function_url", function_name="f", authorization_type="NONE")
    assert url["function_url"] == f"https://{url['url_id']}.lambda-url.us-east-1.on.aws/"
    queue = "arn:aws:sqs:us-east-1:123456789012:q"
    source = world.create("aws_lambda_event_source_mapping", function_name="f", event_source_arn=queue)
    assert (source["batch_size"], source["function_arn"], source["state"]) == (10, function["arn"], "Enabled")
    assert world.changes("aws_lambda_event_source_mapping", source, function_name="f", event_source_arn=queue) == set()


def test_data_of_a_function(world: World) -> None:
    made = world.create(FUNCTION, **code(memory_size=512, publish=True))
    found = world.data(FUNCTION, function_name="f")
    assert (found["arn"], found["memory_size"], found["qualified_arn"]) == (made["arn"], 512, made["qualified_arn"])
    assert world.data(FUNCTION, function_name="other")["arn"].endswith(":function:other")


@pytest.mark.parametrize(("protocol", "scheme"), [("HTTP", "https"), ("WEBSOCKET", "wss")])
def test_addresses_of_an_api(world: World, protocol: str, scheme: str) -> None:
    api = world.create("aws_apigatewayv2_api", name="a", protocol_type=protocol)
    host = f"{scheme}://{api['id']}.execute-api.us-east-1.amazonaws.com"
    assert api["api_endpoint"] == host
    assert api["execution_arn"] == f"arn:aws:execute-api:us-east-1:123456789012:{api['id']}"
    stage = world.create("aws_apigatewayv2_stage", api_id=api["id"], name="live")
    assert stage["invoke_url"] == f"{host}/live"
    default = world.create("aws_apigatewayv2_stage", api_id=api["id"], name="$default")
    assert default["invoke_url"] == f"{host}/"
    integration = world.create(
        "aws_apigatewayv2_integration",
        api_id=api["id"],
        integration_type="HTTP_PROXY",
        integration_uri="https://a.test",
        integration_method="GET",
    )
    assert integration["timeout_milliseconds"] == (30000 if protocol == "HTTP" else 29000)


def test_a_domain_name_of_an_api(world: World) -> None:
    certificate = "arn:aws:acm:us-east-1:123456789012:certificate/1"
    configuration = {"certificate_arn": certificate, "endpoint_type": "REGIONAL", "security_policy": "TLS_1_2"}
    made = world.create(
        "aws_apigatewayv2_domain_name", domain_name="api.example.com", domain_name_configuration=configuration
    )
    assert made["domain_name_configuration"][0]["hosted_zone_id"] == "Z1UJRXOUMOOFQ8"
    assert made["domain_name_configuration"][0]["target_domain_name"].startswith("d-")
