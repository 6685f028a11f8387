"""The core's own means: moved, import, removed, check, conditions, life cycle arguments, targets."""

from __future__ import annotations

import pytest

from mautic_fargate.engine import Options

QUEUE = 'resource "aws_sqs_queue" "{name}" {{ name = "jobs" }}\n'


def test_moved_keeps_the_object(live) -> None:
    life = live(QUEUE.format(name="old"))
    life.apply()
    url = life.values()["aws_sqs_queue.old"]["url"]
    life.rewrite(QUEUE.format(name="new") + "moved {\n from = aws_sqs_queue.old\n to = aws_sqs_queue.new\n}")
    plan = life.plan().plan
    assert life.actions() == {}
    assert plan.by_address["aws_sqs_queue.new"].previous_address == "aws_sqs_queue.old"
    life.settled()
    assert life.values()["aws_sqs_queue.new"]["url"] == url


def test_import_block_takes_what_exists(live) -> None:
    life = live(QUEUE.format(name="a"))
    url = (life.apply(), life.values()["aws_sqs_queue.a"]["url"])[1]
    again = live(
        QUEUE.format(name="again") + f'import {{\n to = aws_sqs_queue.again\n id = "{url}"\n}}',
        "other",
        account=life.stack.account_data,
    )
    plan = again.plan().plan
    assert plan.summary()["import"] == 1
    assert again.actions() == {}
    assert again.apply().counts["import"] == 1
    assert again.values()["aws_sqs_queue.again"]["url"] == url
    assert again.actions() == {}


def test_import_command(live) -> None:
    life = live('resource "aws_vpc" "this" { cidr_block = "10.1.0.0/16" }')
    life.apply()
    vpc = life.values()["aws_vpc.this"]
    other = live('resource "aws_vpc" "mine" { cidr_block = "10.1.0.0/16" }', "other", account=life.stack.account_data)
    result = other.stack.import_("aws_vpc.mine", vpc["id"])
    assert result.ok, result.stderr
    assert other.values()["aws_vpc.mine"]["arn"] == vpc["arn"]
    assert other.actions() == {}
    assert not other.stack.import_("aws_vpc.unconfigured", vpc["id"]).ok


def test_removed_block_forgets_or_destroys(live) -> None:
    life = live(QUEUE.format(name="a"))
    life.apply()
    life.rewrite("removed {\n from = aws_sqs_queue.a\n lifecycle { destroy = false }\n}")
    assert life.actions() == {"aws_sqs_queue.a": "forget"}
    life.apply()
    assert life.stack.state_addresses() == []
    assert life.stack.account.first("aws_sqs_queue") is not None


def test_check_block_warns(live) -> None:
    life = live(
        """
        resource "aws_sqs_queue" "a" { name = "a" }
        check "name" {
          data "aws_sqs_queue" "found" { name = aws_sqs_queue.a.name }
          assert {
            condition     = data.aws_sqs_queue.found.arn == "other"
            error_message = "the queue is another one"
          }
        }
        """
    )
    result = life.apply()
    assert any("the queue is another one" in item.render() for item in result.warnings)


def test_conditions(live) -> None:
    life = live(
        """
        variable "size" { type = number }
        resource "aws_ssm_parameter" "a" {
          name  = "a"
          type  = "String"
          value = var.size
          lifecycle {
            precondition {
              condition     = var.size > 1
              error_message = "too small: ${var.size}"
            }
            postcondition {
              condition     = self.version < 2
              error_message = "changed too often"
            }
          }
        }
        """
    )
    assert "too small: 1" in life.refused(Options(vars={"size": 1}))
    life.settled(Options(vars={"size": 2}))
    result = life.stack.apply(Options(vars={"size": 3}))
    assert "changed too often" in "\n".join(item.render() for item in result.errors)


LIFECYCLE = """
variable "cidr" {{ default = "10.0.0.0/16" }}
variable "version_of_it" {{ default = 1 }}
resource "terraform_data" "trigger" {{ input = var.version_of_it }}
resource "aws_vpc" "this" {{
  cidr_block = var.cidr
  tags       = {{ size = var.cidr }}
  lifecycle {{
    {lifecycle}
  }}
}}
"""
OTHER_CIDR = Options(vars={"cidr": "10.9.0.0/16"})


@pytest.mark.parametrize(
    ("lifecycle", "options", "expected"),
    [
        ("", OTHER_CIDR, {"aws_vpc.this": "delete then create"}),
        ("create_before_destroy = true", OTHER_CIDR, {"aws_vpc.this": "create then delete"}),
        ("ignore_changes = [cidr_block]", OTHER_CIDR, {"aws_vpc.this": "update"}),
        ("ignore_changes = all", OTHER_CIDR, {}),
        (
            "replace_triggered_by = [terraform_data.trigger]",
            Options(vars={"version_of_it": 2}),
            {"terraform_data.trigger": "update", "aws_vpc.this": "delete then create"},
        ),
    ],
)
def test_lifecycle_arguments(live, lifecycle: str, options: Options, expected: dict[str, str]) -> None:
    life = live(LIFECYCLE.format(lifecycle=lifecycle))
    life.apply()
    assert life.actions(options) == expected
    life.settled(options)


def test_prevent_destroy(live) -> None:
    life = live(LIFECYCLE.format(lifecycle="prevent_destroy = true"))
    life.apply()
    assert "prevent_destroy" in life.refused(OTHER_CIDR)


def test_target_replace_and_depends_on(live) -> None:
    life = live(
        """
        resource "aws_sns_topic" "a" { name = "a" }
        resource "aws_sqs_queue" "b" {
          name       = "b"
          depends_on = [aws_sns_topic.a]
        }
        resource "aws_sqs_queue" "c" { name = "c" }
        data "aws_sns_topic" "late" {
          name       = "a"
          depends_on = [aws_sns_topic.a]
        }
        output "late" { value = data.aws_sns_topic.late.arn }
        """
    )
    targeted = Options(targets=("aws_sqs_queue.b",))
    assert life.actions(targeted) == {"aws_sns_topic.a": "create", "aws_sqs_queue.b": "create"}
    assert life.plan().plan.by_address["data.aws_sns_topic.late"].action.value == "read"
    assert life.apply().outputs == {"late": "arn:aws:sns:us-east-1:123456789012:a"}
    again = Options(replace=("aws_sqs_queue.c",))
    assert life.actions(again) == {"aws_sqs_queue.c": "delete then create"}
    life.apply(again)
    assert life.actions() == {}


def test_refresh_only_takes_the_drift(live) -> None:
    life = live('resource "aws_sqs_queue" "a" { name = "a" }')
    life.apply()
    life.stack.change_account(lambda account: account.first("aws_sqs_queue").values.update(delay_seconds=5))
    only = Options(refresh_only=True)
    assert life.actions(only) == {}
    life.apply(only)
    assert life.values()["aws_sqs_queue.a"]["delay_seconds"] == 5
    assert life.actions() == {"aws_sqs_queue.a": "update"}
