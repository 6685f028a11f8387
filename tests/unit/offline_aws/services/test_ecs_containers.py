"""Container definitions: what is accepted, the normal form, equivalence, what AWS answers."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from mautic_fargate.offline_aws.services import ecs_containers as containers


def same(left: Any, right: Any, *, awsvpc: bool = True) -> bool:
    return containers.equivalent(json.dumps(left), json.dumps(right), awsvpc=awsvpc)


WEB = {"name": "web", "image": "nginx"}


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ('{"name": "a"}', "cannot unmarshal object into Go value of type []types.ContainerDefinition"),
        ('[{"cpu": "512"}]', "cannot unmarshal string into Go struct field ContainerDefinition.Cpu of type int32"),
        ('[{"cpu": 0.5}]', "cannot unmarshal number 0.5 into Go struct field ContainerDefinition.Cpu of type int32"),
        ('[{"memory": 3000000000}]', "number 3000000000 into Go struct field ContainerDefinition.Memory of type int32"),
        (
            '[{"environment": [{"name": "A", "value": 1}]}]',
            "cannot unmarshal number into Go struct field KeyValuePair.Environment.Value of type string",
        ),
        (
            '[{"essential": "true"}]',
            "cannot unmarshal string into Go struct field ContainerDefinition.Essential of type bool",
        ),
        (
            '[{"command": "run"}]',
            "cannot unmarshal string into Go struct field ContainerDefinition.Command of type []string",
        ),
        ('[{"logConfiguration": {"options": {"a": true}}}]', "of type string"),
        ('[{"portMappings": [{"containerPort": "80"}]}]', "PortMapping.PortMappings.ContainerPort of type int32"),
        ("[{}]", "invalid container definition supplied at index (0)"),
        ('[{"name": "a"}, null]', "invalid container definition supplied at index (1)"),
        (
            '[{"versionConsistency": "on"}]',
            "invalid version consistency value (on) for container definition supplied at index (0)",
        ),
        ('[{"name": "a"', "unexpected EOF"),
        ('[{"name": a}]', "invalid character 'a' looking for beginning of value"),
    ],
)
def test_refuses_what_the_decoder_refuses(document: str, reason: str) -> None:
    with pytest.raises(containers.ContainerDefinitionError, match=re.escape(reason)):
        containers.parse(document)
    assert containers.normalise(document) == "[]"


def test_null_and_the_empty_text_are_nothing() -> None:
    assert containers.parse("") == []
    assert containers.parse('[{"name": "a", "cpu": null, "environment": null}]') == [{"name": "a"}]


def test_names_match_in_any_case_and_unknown_ones_are_lost() -> None:
    assert containers.normalise('[{"Name": "a", "IMAGE": "x", "colour": "red"}]') == '[{"image":"x","name":"a"}]'


def test_normal_form_sorts_containers_environment_and_secrets_and_adds_no_default() -> None:
    document = [
        {"name": "b", "portMappings": [{"containerPort": 80}], "environment": []},
        {
            "name": "a",
            "cpu": 0,
            "environment": [{"name": "Z", "value": "<&>"}, None, {}, {"name": "A", "value": "1"}],
            "secrets": [{"name": "S2", "valueFrom": "x"}, {"name": "S1", "valueFrom": "y"}],
            "ulimits": [{"name": "nofile", "softLimit": 5}],
        },
    ]
    first, second = json.loads(containers.normalise(json.dumps(document)))
    assert [item["name"] for item in first["environment"]] == ["A", "Z"]
    assert [item["name"] for item in first["secrets"]] == ["S1", "S2"]
    assert first["ulimits"] == [{"name": "nofile", "softLimit": 5, "hardLimit": 0}]
    assert "cpu" not in first
    assert "essential" not in first
    assert second == {"name": "b", "portMappings": [{"containerPort": 80}], "environment": []}
    assert "\\u003c\\u0026\\u003e" in containers.normalise(json.dumps(document))


def test_order_of_containers_environment_and_secrets_does_not_matter() -> None:
    left = [
        {**WEB, "environment": [{"name": "A", "value": "1"}, {"name": "B", "value": "2"}]},
        {"name": "x", "image": "y"},
    ]
    right = [left[1], {**WEB, "environment": [{"name": "B", "value": "2"}, {"name": "A", "value": "1"}]}]
    assert same(left, right)


@pytest.mark.parametrize("member", ["command", "links", "entryPoint"])
def test_order_of_other_lists_matters(member: str) -> None:
    assert not same([{**WEB, member: ["a", "b"]}], [{**WEB, member: ["b", "a"]}])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({}, {"essential": True}),
        (
            {"healthCheck": {"command": ["x"]}},
            {"healthCheck": {"command": ["x"], "interval": 30, "retries": 3, "timeout": 5}},
        ),
        (
            {"portMappings": [{"containerPort": 80}]},
            {"portMappings": [{"containerPort": 80, "protocol": "tcp", "hostPort": 80}]},
        ),
        ({}, {"mountPoints": [], "volumesFrom": [], "command": [], "links": [], "systemControls": []}),
        ({}, {"cpu": 0}),
        ({"dependsOn": [{}, None]}, {}),
    ],
)
def test_defaults_and_absence_are_the_same(left: dict[str, Any], right: dict[str, Any]) -> None:
    assert same([WEB | left], [WEB | right])


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ({}, {"privileged": False}),
        ({}, {"readonlyRootFilesystem": False}),
        ({}, {"dockerLabels": {}}),
        ({"healthCheck": {"command": ["x"]}}, {"healthCheck": {"command": ["x"], "startPeriod": 0}}),
        (
            {"logConfiguration": {"logDriver": "awslogs"}},
            {"logConfiguration": {"logDriver": "awslogs", "secretOptions": []}},
        ),
        ({}, {"linuxParameters": {}}),
        ({"image": "nginx:1"}, {"image": "nginx:2"}),
    ],
)
def test_what_differs_to_the_provider(left: dict[str, Any], right: dict[str, Any]) -> None:
    assert not same([WEB | left], [WEB | right])


def test_host_port_defaults_to_the_container_port_only_with_awsvpc() -> None:
    left, right = {"portMappings": [{"containerPort": 80}]}, {"portMappings": [{"containerPort": 80, "hostPort": 80}]}
    assert same([WEB | left], [WEB | right], awsvpc=True)
    assert not same([WEB | left], [WEB | right], awsvpc=False)


@pytest.mark.parametrize(("mode", "port"), [("awsvpc", 80), ("host", 80), ("bridge", 0)])
def test_aws_answers_with_its_defaults(mode: str, port: int) -> None:
    (answer,) = json.loads(
        containers.as_registered(json.dumps([{**WEB, "portMappings": [{"containerPort": 80}]}]), mode)
    )
    assert answer["portMappings"] == [{"containerPort": 80, "hostPort": port, "protocol": "tcp"}]
    assert answer["essential"] is True
    assert [answer[name] for name in ("environment", "mountPoints", "systemControls", "volumesFrom")] == [
        [],
        [],
        [],
        [],
    ]
