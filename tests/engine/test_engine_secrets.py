"""Ephemeral resources, write-only arguments, sensitive marks and the provider's functions."""

from __future__ import annotations

import json
import re

from mautic_fargate.engine import Options

SECRETS = """
variable "generation" { default = 1 }
variable "given" {
  type      = string
  ephemeral = true
  default   = "none"
}
ephemeral "aws_secretsmanager_random_password" "this" { password_length = 24 }
ephemeral "random_password" "this" { length = 31 }
resource "aws_secretsmanager_secret" "this" { name = "app" }
resource "aws_secretsmanager_secret_version" "this" {
  secret_id                = aws_secretsmanager_secret.this.id
  secret_string_wo         = ephemeral.aws_secretsmanager_random_password.this.random_password
  secret_string_wo_version = var.generation
}
ephemeral "aws_secretsmanager_secret_version" "read" {
  secret_id = aws_secretsmanager_secret_version.this.secret_id
}
resource "aws_ssm_parameter" "copy" {
  name             = "copy"
  type             = "SecureString"
  value_wo         = "${var.given}-one"
  value_wo_version = var.generation
}
resource "aws_db_instance" "this" {
  identifier          = "db"
  engine              = "mysql"
  instance_class      = "db.t4g.medium"
  allocated_storage   = 20
  username            = "admin"
  password_wo         = "${ephemeral.random_password.this.result}${var.given}"
  password_wo_version = var.generation
  skip_final_snapshot = true
}
output "secret" { value = aws_secretsmanager_secret.this.arn }
"""
ADDRESSES = {"aws_secretsmanager_secret_version.this", "aws_ssm_parameter.copy", "aws_db_instance.this"}


def test_write_only_values_are_kept_nowhere(live) -> None:
    life = live(SECRETS)
    given = Options(vars={"given": "marker-5f1c"})
    first = life.plan(given)
    life.apply(given)
    state = life.stack.workspace.state_path.read_text()
    assert life.actions(given) == {}
    kept = [first.raw, state, (life.stack.account_data or b"").decode(), json.dumps(life.stack.state())]
    for text in kept:
        assert "marker-" not in text
    resources = json.loads(state)["resources"]
    assert all(item["mode"] == "managed" for item in resources), "no ephemeral resource is in the state"
    values = life.values()
    assert values["aws_secretsmanager_secret_version.this"]["secret_string_wo"] is None
    assert values["aws_db_instance.this"]["password_wo"] is None
    assert not values["aws_db_instance.this"]["password"]
    assert not values["aws_ssm_parameter.copy"]["value_wo"]


def test_another_version_writes_again(live) -> None:
    life = live(SECRETS)
    life.apply()
    two = Options(vars={"generation": 2})
    actions = life.actions(two)
    assert set(actions) == ADDRESSES
    assert actions["aws_ssm_parameter.copy"] == actions["aws_db_instance.this"] == "update"
    life.settled(two)
    life.destroy(two)


def test_ephemeral_values_may_not_reach_the_state(live) -> None:
    life = live(SECRETS + 'resource "terraform_data" "leak" { input = ephemeral.random_password.this.result }')
    assert "ephemeral" in life.refused().lower()


def test_an_ephemeral_resource_reads_what_the_stack_made(live) -> None:
    life = live(
        """
        resource "aws_ssm_parameter" "this" {
          name  = "/app/url"
          type  = "String"
          value = "https://example.com"
        }
        ephemeral "aws_ssm_parameter" "this" { arn = aws_ssm_parameter.this.arn }
        resource "aws_ssm_parameter" "copy" {
          name             = "copy"
          type             = "SecureString"
          value_wo         = ephemeral.aws_ssm_parameter.this.value
          value_wo_version = 1
          lifecycle {
            precondition {
              condition     = ephemeral.aws_ssm_parameter.this.value == "https://example.com"
              error_message = "another value"
            }
          }
        }
        """
    )
    life.settled()


def test_sensitive_marks(live) -> None:
    life = live(
        """
        resource "random_password" "this" { length = 12 }
        resource "aws_db_instance" "this" {
          identifier          = "db"
          engine              = "mysql"
          instance_class      = "db.t4g.medium"
          allocated_storage   = 20
          username            = "admin"
          password            = random_password.this.result
          skip_final_snapshot = true
        }
        output "endpoint" { value = aws_db_instance.this.endpoint }
        """
    )
    plan = life.plan().plan
    assert plan.by_address["aws_db_instance.this"].is_sensitive("password")
    assert plan.by_address["random_password.this"].is_sensitive("result")
    life.settled()
    leaking = live(
        'resource "random_password" "this" { length = 12 }\noutput "leak" { value = random_password.this.result }',
        "leak",
    )
    assert "sensitive" in leaking.refused()


def test_functions_of_the_provider(live) -> None:
    life = live(
        """
        terraform {
          required_providers {
            aws  = { source = "hashicorp/aws" }
            time = { source = "hashicorp/time" }
          }
        }
        resource "aws_sqs_queue" "this" { name = "jobs" }
        output "parsed" { value = provider::aws::arn_parse(aws_sqs_queue.this.arn) }
        output "built" { value = provider::aws::arn_build("aws", "iam", "", "123456789012", "role/x") }
        output "trimmed" { value = provider::aws::trim_iam_role_path("arn:aws:iam::123456789012:role/a/b/name") }
        output "agent" { value = provider::aws::user_agent("app", "1.0", "note") }
        output "year" { value = provider::time::rfc3339_parse("2024-02-29T10:00:00Z").year }
        """
    )
    assert life.apply().outputs == {
        "parsed": {
            "partition": "aws", "service": "sqs", "region": "us-east-1", "account_id": "123456789012", "resource": "jobs",
        },
        "built": "arn:aws:iam::123456789012:role/x",
        "trimmed": "arn:aws:iam::123456789012:role/name",
        "agent": "app/1.0 (note)",
        "year": 2024,
    }  # fmt: skip


def test_a_functions_error_names_the_argument(live) -> None:
    life = live(
        'terraform {\n required_providers {\n aws = { source = "hashicorp/aws" }\n }\n}\n'
        'output "bad" { value = provider::aws::arn_parse("no arn") }'
    )
    assert re.search(r"(?s)Invalid function argument|Error in function call", life.refused())
