"""Log groups, alarms, dashboards, events, schedules: plan hooks, ids, values, refusals."""

from __future__ import annotations

from typing import Any

import pytest

from mautic_fargate.offline_aws.wire.values import UNKNOWN
from support.offline import RefusedError, World

LOG_GROUP = "aws_cloudwatch_log_group"
ALARM = "aws_cloudwatch_metric_alarm"
RULE = "aws_cloudwatch_event_rule"
TARGET = "aws_cloudwatch_event_target"
TOPIC_ARN = "arn:aws:sns:us-east-1:123456789012:example"


@pytest.fixture
def world() -> World:
    return World()


# --- logs -----------------------------------------------------------------------------------------------------------


def test_the_arn_of_a_log_group_has_no_wildcard(world: World) -> None:
    state = world.create(LOG_GROUP, name="/app/web")
    assert state["arn"].endswith(":log-group:/app/web")
    assert (state["log_group_class"], state["deletion_protection_enabled"]) == ("STANDARD", False)
    assert world.data(LOG_GROUP, name="/app/web")["arn"] == state["arn"]


def test_aws_decides_the_retention_of_a_delivery_log_group(world: World) -> None:
    state = world.create(LOG_GROUP, name="a", log_group_class="DELIVERY", retention_in_days=30)
    assert state["retention_in_days"] == 2
    assert not world.changes(LOG_GROUP, state, name="a", log_group_class="DELIVERY", retention_in_days=60)


def test_a_protected_log_group_is_not_deleted(world: World) -> None:
    state = world.create(LOG_GROUP, name="a", deletion_protection_enabled=True)
    with pytest.raises(RefusedError, match="deletion protection"):
        world.destroy(LOG_GROUP, state)


@pytest.mark.parametrize("name", ["a b", "ä", "x" * 513])
def test_wrong_names_of_log_groups(world: World, name: str) -> None:
    assert world.problems(LOG_GROUP, name=name)


def test_the_pattern_of_a_metric_filter_is_trimmed(world: World) -> None:
    config = {
        "name": "a",
        "log_group_name": "b",
        "metric_transformation": {"name": "c", "namespace": "d", "value": "1"},
    }
    state = world.create("aws_cloudwatch_log_metric_filter", pattern=" ERROR ", **config)
    assert (state["pattern"], state["id"]) == ("ERROR", "a")
    assert World().import_("aws_cloudwatch_log_metric_filter", "b:a")["log_group_name"] == "b"
    wrong = config | {"metric_transformation": {"name": "c:", "namespace": "d", "value": "1"}}
    assert world.problems("aws_cloudwatch_log_metric_filter", pattern="", **wrong)


@pytest.mark.parametrize(
    ("given", "scope"),
    [
        ({"policy_name": "a"}, "ACCOUNT"),
        ({"resource_arn": "arn:aws:logs:us-east-1:123456789012:log-group:a"}, "RESOURCE"),
    ],
)
def test_the_scope_of_a_log_policy(world: World, given: dict[str, str], scope: str) -> None:
    document = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Action":"logs:*","Resource":"*"}]}'
    name = "aws_cloudwatch_log_resource_policy"
    state = world.create(name, policy_document=document, **given)
    assert (state["policy_scope"], state["id"]) == (scope, *given.values())
    assert any("one of" in problem for problem in world.problems(name, policy_document=document))


# --- alarms ---------------------------------------------------------------------------------------------------------


def alarm(**more: Any) -> dict[str, Any]:
    classic = {
        "alarm_name": "a",
        "comparison_operator": "GreaterThanThreshold",
        "evaluation_periods": 1,
        "metric_name": "CPUUtilization",
        "namespace": "AWS/ECS",
        "period": 60,
        "statistic": "Average",
        "threshold": 1,
    }
    return classic | more


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"comparison_operator": None}, "comparison_operator is required"),
        ({"evaluation_periods": None}, "evaluation_periods is required"),
        ({"evaluation_periods": UNKNOWN}, "evaluation_periods is required"),
        ({"statistic": None}, "One of `statistic` or `extended_statistic`"),
        (
            {
                **dict.fromkeys(("metric_name", "namespace", "period", "statistic")),
                "metric_query": [
                    {"id": "a", "expression": "b", "metric": {"metric_name": "c", "period": 60, "stat": "Sum"}}
                ],
            },
            "both `expression` and a `metric`",
        ),
    ],
)
def test_what_the_plan_of_an_alarm_refuses(world: World, change: dict[str, Any], message: str) -> None:
    assert message in world.plan(ALARM, **alarm(**change)).problems[0].summary


@pytest.mark.parametrize(
    "change", [{}, {"statistic": None, "extended_statistic": "p99"}, {"metric_name": UNKNOWN, "statistic": None}]
)
def test_right_alarms(world: World, change: dict[str, Any]) -> None:
    assert not [problem for problem in world.plan(ALARM, **alarm(**change)).problems if problem.severity == "error"]


def test_a_dashboard_is_the_same_in_another_spelling(world: World) -> None:
    state = world.create("aws_cloudwatch_dashboard", dashboard_name="a", dashboard_body='{"widgets": [], "a": 1}')
    assert state["dashboard_arn"] == "arn:aws:cloudwatch::123456789012:dashboard/a"
    assert not world.changes(
        "aws_cloudwatch_dashboard", state, dashboard_name="a", dashboard_body='{"a":1,"widgets":[]}'
    )
    assert world.problems("aws_cloudwatch_dashboard", dashboard_name="a b", dashboard_body="{}")


# --- events ---------------------------------------------------------------------------------------------------------


def test_an_event_pattern_is_compact_but_not_escaped(world: World) -> None:
    planned = world.plan(RULE, name="a", event_pattern='{"source": ["<a>&"], "a": 1}').planned or {}
    assert planned["event_pattern"] == '{"a":1,"source":["<a>&"]}'


def test_reading_fills_both_states_of_a_rule_without_a_change(world: World) -> None:
    config = {"name": "a", "schedule_expression": "rate(1 day)"}
    state = world.create(RULE, **config)
    assert (state["state"], state["is_enabled"]) == ("ENABLED", True)
    assert not world.changes(RULE, state, **config)
    assert world.update(RULE, state, **config, state="DISABLED")["is_enabled"] is False
    assert world.create(RULE, **config, is_enabled=False)["state"] == "DISABLED"


@pytest.mark.parametrize(
    ("bus", "id_", "arn"),
    [
        (None, "a", "rule/a"),
        ("own", "own/a", "rule/own/a"),
        (
            "arn:aws:events:us-east-1:123456789012:event-bus/own",
            "arn:aws:events:us-east-1:123456789012:event-bus/own/a",
            "rule/own/a",
        ),
    ],
)
def test_the_bus_of_a_rule(world: World, bus: str | None, id_: str, arn: str) -> None:
    state = world.create(RULE, name="a", event_bus_name=bus, event_pattern='{"source":["a"]}')
    assert state["id"] == id_
    assert state["arn"] == f"arn:aws:events:us-east-1:123456789012:{arn}"


def test_patterns_that_validation_refuses(world: World) -> None:
    assert any("invalid JSON" in problem for problem in world.problems(RULE, name="a", event_pattern="{"))
    long = '{"source": ["' + "x" * 4096 + '"]}'
    assert any("longer than 4096" in problem for problem in world.problems(RULE, name="a", event_pattern=long))


@pytest.mark.parametrize(("bus", "id_"), [(None, "a-b"), ("own", "own-a-b")])
def test_the_id_of_a_target(world: World, bus: str | None, id_: str) -> None:
    assert world.create(TARGET, rule="a", target_id="b", arn=TOPIC_ARN, event_bus_name=bus)["id"] == id_
    imported = World().import_(TARGET, "/".join(filter(None, (bus, "a", "b"))))
    assert (imported["rule"], imported["target_id"], imported["event_bus_name"]) == ("a", "b", bus or "default")


def test_a_target_gets_an_id(world: World) -> None:
    state = world.create(TARGET, rule="a", arn=TOPIC_ARN)
    assert state["target_id"].startswith("terraform-")
    assert state["id"] == f"a-{state['target_id']}"


def test_a_schedule_keeps_its_retry_policy(world: World) -> None:
    config = {
        "name": "a",
        "schedule_expression": "rate(5 minutes)",
        "flexible_time_window": {"mode": "OFF"},
        "target": {"arn": TOPIC_ARN, "role_arn": "arn:aws:iam::123456789012:role/a"},
    }
    state = world.create("aws_scheduler_schedule", **config)
    assert (state["id"], state["action_after_completion"]) == ("default/a", "NONE")
    assert state["target"][0]["retry_policy"] == [
        {"maximum_event_age_in_seconds": 86400, "maximum_retry_attempts": 185}
    ]
    assert not world.changes("aws_scheduler_schedule", state, **config)
