"""Every resource type of the AWS provider lives a whole life: planned, made, planned again without change, destroyed.

The configuration is the smallest that the type's schema and facts allow, with hand-made values for the few types of which
they do not tell enough (`smoke_values`).
"""

from __future__ import annotations

import json
from typing import Any, Final

import pytest
from smoke_values import SMOKE_VALUES

from mautic_fargate.engine import Options
from mautic_fargate.offline_aws.behaviour.samples import minimal_config
from support.offline import aws

_IN_ONE_STACK: Final = 100
"""The core writes the whole state after each resource: larger stacks take longer than several small ones."""
EXCUSED: Final[dict[str, str]] = {}
"""Types that are not tried, by the reason."""

NAMES: Final = sorted(set(aws().schema.names("resource")) - set(EXCUSED))
STACKS: Final = [NAMES[start : start + _IN_ONE_STACK] for start in range(0, len(NAMES), _IN_ONE_STACK)]


def configuration(name: str) -> dict[str, Any]:
    """The smallest legal configuration of a type."""
    provider = aws()
    rules = provider.rules("resource", name)
    config = minimal_config(rules.schema, rules.facts, validator=provider.validator("resource", name))
    config |= SMOKE_VALUES.get(name, {})
    return {key: _escaped(value) for key, value in config.items() if value is not None}


def _escaped(value: Any) -> Any:
    """A value as JSON syntax wants it: no templates."""
    if isinstance(value, str):
        return value.replace("${", "$${").replace("%{", "%%{")
    if isinstance(value, list):
        return [_escaped(item) for item in value]
    if isinstance(value, dict):
        return {key: _escaped(item) for key, item in value.items()}
    return value


@pytest.mark.parametrize("names", STACKS, ids=lambda names: f"{names[0]}…{names[-1]}")
def test_every_type_lives_and_dies(live, names: list[str]) -> None:
    resources = {name: {"this": configuration(name)} for name in names}
    life = live({"main.tf.json": json.dumps({"resource": resources})})
    life.apply(Options(parallelism=10))
    assert set(life.stack.state_addresses()) == {f"{name}.this" for name in names}
    plan = life.plan().plan
    assert {change.address: change.changed() for change in plan.changes if change.action.value != "no-op"} == {}
    assert plan.drift == ()
    assert plan.is_empty
    life.destroy(Options(refresh=False))
    left = {item.type for item in life.stack.account} & set(names)
    assert left == set()


def test_nothing_is_left_out() -> None:
    tried = {name for names in STACKS for name in names}
    assert tried | set(EXCUSED) == set(aws().schema.names("resource"))
    assert len(tried) > 1700
    assert set(SMOKE_VALUES) <= tried
