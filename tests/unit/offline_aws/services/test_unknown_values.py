"""No plan breaks on values that are not known yet: containers, load balancing, edge, DNS, certificates, functions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from mautic_fargate.offline_aws.planning.levels import Level
from mautic_fargate.offline_aws.services import (
    acm,
    apigatewayv2,
    autoscaling_targets,
    awslambda,
    cloudfront,
    ecr,
    ecs,
    ecs_service,
    elbv2,
    elbv2_listeners,
    elbv2_target_groups,
    route53,
    service_discovery,
    wafv2,
)
from mautic_fargate.offline_aws.wire.values import UNKNOWN
from support.offline import World

_SERVICES = (
    acm, apigatewayv2, autoscaling_targets, awslambda, cloudfront, ecr, ecs, ecs_service, elbv2, elbv2_listeners,
    elbv2_target_groups, route53, service_discovery, wafv2,
)  # fmt: skip
TYPES = [resource.name for module in _SERVICES for resource in module.SERVICE.resources]


def empty(level: Level) -> dict[str, Any]:
    values: dict[str, Any] = {rule.name: None for rule in level.attributes}
    return values | {block.name: [] if block.nesting in {"list", "set"} else None for block in level.blocks}


def all_unknown(level: Level) -> dict[str, Any]:
    values: dict[str, Any] = {rule.name: UNKNOWN if rule.optional else None for rule in level.attributes}
    for block in level.blocks:
        whole = all_unknown(block.level) if len(block.level.blocks) < 4 else UNKNOWN
        values[block.name] = [whole] if block.nesting in {"list", "set"} and whole is not UNKNOWN else UNKNOWN
    return values


def one_unknown(level: Level) -> Iterator[dict[str, Any]]:
    for rule in level.attributes:
        if rule.optional:
            yield empty(level) | {rule.name: UNKNOWN}
    for block in level.blocks:
        yield empty(level) | {block.name: UNKNOWN}
        if block.nesting in {"list", "set"}:
            yield empty(level) | {block.name: [empty(block.level)]}


@pytest.mark.parametrize("name", TYPES)
def test_unknown_values_plan(name: str) -> None:
    world = World()
    level = world.provider.rules("resource", name).level
    before = empty(level) | {"id": "before", "arn": "arn:aws:x:us-east-1:123456789012:before"}
    for config in (all_unknown(level), *one_unknown(level)):
        for prior in (None, {key: before[key] for key in empty(level)}):
            answer = world.session.plan(name, config, prior)
            assert answer.planned is not None
