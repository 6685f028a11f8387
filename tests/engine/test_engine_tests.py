"""`terraform test` on the offline AWS, by the engine and by the command line."""

from __future__ import annotations

import json
import subprocess
import sys

MODULE = """
variable "name" {
  type = string
  validation {
    condition     = length(var.name) > 2
    error_message = "the name is too short"
  }
}
data "aws_caller_identity" "this" {}
resource "aws_sqs_queue" "this" {
  name = var.name
  tags = { account = data.aws_caller_identity.this.account_id }
}
resource "aws_ssm_parameter" "this" {
  name  = "/${var.name}/url"
  type  = "String"
  value = aws_sqs_queue.this.url
}
check "named" {
  assert {
    condition     = startswith(var.name, "app")
    error_message = "not an application"
  }
}
output "url" { value = aws_sqs_queue.this.url }
output "arn" { value = aws_sqs_queue.this.arn }
"""
OFFLINE = """
variables { name = "app-one" }
run "plan" {
  command = plan
  assert {
    condition     = aws_sqs_queue.this.tags.account == "123456789012"
    error_message = "another account"
  }
}
run "setup" {
  module { source = "./tests/setup" }
  variables { bucket = "given" }
}
run "apply" {
  command = apply
  variables { name = "app-${run.setup.suffix}" }
  assert {
    condition     = output.url == "https://sqs.us-east-1.amazonaws.com/123456789012/app-given"
    error_message = "the URL is ${output.url}"
  }
}
run "again" {
  variables { name = "app-${run.setup.suffix}" }
  assert {
    condition     = output.arn == run.apply.arn
    error_message = "the queue was replaced"
  }
}
run "refused" {
  command = plan
  variables { name = "a" }
  expect_failures = [var.name]
}
run "warned" {
  command = plan
  variables { name = "other" }
  expect_failures = [check.named]
}
"""
MOCKED = """
mock_provider "aws" {
  mock_resource "aws_sqs_queue" {
    defaults = { arn = "arn:aws:sqs:us-east-1:123456789012:mocked" }
  }
}
override_data {
  target = data.aws_caller_identity.this
  values = { account_id = "111122223333" }
}
override_resource {
  target = aws_ssm_parameter.this
  values = { version = 7 }
}
variables { name = "app-mocked" }
run "mocked" {
  assert {
    condition     = output.arn == "arn:aws:sqs:us-east-1:123456789012:mocked" && aws_ssm_parameter.this.version == 7
    error_message = "not mocked"
  }
  assert {
    condition     = aws_sqs_queue.this.tags.account == "111122223333"
    error_message = "not overridden"
  }
}
"""
FAILING = """
variables { name = "app-two" }
run "fails" {
  command = plan
  assert {
    condition     = aws_sqs_queue.this.name == "other"
    error_message = "the queue is called ${aws_sqs_queue.this.name}"
  }
}
run "still_passes" {
  command = plan
}
"""
SETUP = """
variable "bucket" { type = string }
resource "aws_s3_bucket" "this" { bucket = var.bucket }
output "suffix" { value = aws_s3_bucket.this.id }
"""
GOOD = {
    "main.tf": MODULE,
    "tests/offline.tftest.hcl": OFFLINE,
    "tests/mocked.tftest.hcl": MOCKED,
    "tests/setup/main.tf": SETUP,
}


def test_mocked_and_applied_runs_pass(live) -> None:
    life = live(GOOD)
    result = life.stack.test()
    assert result.ok, [item.render() for item in result.diagnostics]
    assert {run.name: run.status for run in result.runs} == dict.fromkeys(
        ["plan", "setup", "apply", "again", "refused", "warned", "mocked"], "pass"
    )
    assert not (life.directory / ".terraform").exists()


def test_a_failing_assertion_fails_with_its_message(live) -> None:
    life = live(GOOD | {"tests/failing.tftest.hcl": FAILING})
    result = life.stack.test(filters=("tests/failing.tftest.hcl",))
    assert not result.ok
    assert {run.name: run.status for run in result.runs} == {"fails": "fail", "still_passes": "pass"}
    assert dict(result.totals) == {"passed": 1, "failed": 1, "errored": 0, "skipped": 0}
    [failed] = [run for run in result.runs if run.status == "fail"]
    assert "the queue is called app-two" in failed.diagnostics[0].render()


def test_the_command_line_prints_json(write) -> None:
    files = {"main.tf": MODULE, "tests/failing.tftest.hcl": FAILING, "tests/values.auto.tfvars": ""}
    files["tests/given.tftest.hcl"] = (
        'run "given" {\n command = plan\n assert {\n  condition = var.name == "app-file"\n'
    )
    files["tests/given.tftest.hcl"] += '  error_message = "from the file"\n }\n}\n'
    files["given.tfvars"] = 'name = "app-file"'
    directory = write(files)
    program = "from mautic_fargate.cli.main import main; main()"
    command = [sys.executable, "-c", program, "test", str(directory), "--json"]
    done = subprocess.run(
        [*command, "--var-file", str(directory / "given.tfvars")], capture_output=True, text=True, check=False
    )
    document = json.loads(done.stdout)
    assert done.returncode == 1
    assert document["version"] == 1
    assert document["passed"] is False
    assert document["totals"] == {"passed": 2, "failed": 1, "errored": 0, "skipped": 0}
    runs = {(run["file"], run["name"]): run for run in document["runs"]}
    assert runs["tests/given.tftest.hcl", "given"]["status"] == "pass"
    assert "app-two" in json.dumps(runs["tests/failing.tftest.hcl", "fails"]["diagnostics"])
