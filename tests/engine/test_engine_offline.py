"""`mautic-fargate offline -- CMD`: other people's tools on the offline AWS."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

MAIN = [sys.executable, "-c", "from mautic_fargate.cli.main import main; main()", "offline"]
STACK = """
terraform {
  required_providers {
    aws    = { source = "hashicorp/aws" }
    random = { source = "hashicorp/random" }
  }
}
provider "aws" { region = "eu-central-1" }
variable "value" { default = "one" }
resource "random_pet" "this" {}
resource "aws_vpc" "this" { cidr_block = "10.0.0.0/16" }
resource "aws_subnet" "this" {
  vpc_id     = aws_vpc.this.id
  cidr_block = "10.0.1.0/24"
}
resource "aws_ssm_parameter" "this" {
  name  = random_pet.this.id
  type  = "String"
  value = var.value
}
"""
needs_terraform = pytest.mark.skipif(shutil.which("terraform") is None, reason="there is no terraform binary")


def offline(*command: str, account: Path | None = None, **environment: str) -> subprocess.CompletedProcess[str]:
    options = [] if account is None else ["--account", str(account)]
    return subprocess.run(
        [*MAIN, *options, "--", *command],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


@needs_terraform
def test_terraform_lives_on_the_offline_aws(write, tmp_path) -> None:
    directory, account = write(STACK), tmp_path / "aws.json"

    def terraform(*arguments: str) -> subprocess.CompletedProcess[str]:
        return offline("terraform", f"-chdir={directory}", *arguments, account=account)

    for arguments in (("init", "-input=false"), ("apply", "-auto-approve", "-input=false")):
        done = terraform(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
    kept = json.loads(account.read_text())
    assert {item["type"] for item in kept["objects"]} >= {"aws_vpc", "aws_subnet", "aws_ssm_parameter"}
    assert terraform("plan", "-detailed-exitcode", "-input=false").returncode == 0
    kept["objects"] = [item for item in kept["objects"] if item["type"] != "aws_ssm_parameter"]
    kept["gone"].append(["aws_ssm_parameter", "123456789012", "eu-central-1", _parameter(directory)])
    account.write_text(json.dumps(kept))
    done = terraform("plan", "-detailed-exitcode", "-input=false", "-no-color")
    assert done.returncode == 2
    assert "aws_ssm_parameter.this will be created" in done.stdout
    assert terraform("destroy", "-auto-approve", "-input=false").returncode == 0
    left = {item["type"] for item in json.loads(account.read_text())["objects"]}
    assert not left & {"aws_vpc", "aws_subnet", "aws_ssm_parameter"}


def _parameter(directory: Path) -> str:
    state = json.loads((directory / "terraform.tfstate").read_text())
    found = next(item for item in state["resources"] if item["type"] == "aws_ssm_parameter")
    return str(found["instances"][0]["attributes"]["id"])


def test_the_command_gets_no_credentials(tmp_path) -> None:
    done = offline(
        "env",
        AWS_ACCESS_KEY_ID="AKIAIOSFODNN7EXAMPLE",
        AWS_SECRET_ACCESS_KEY="example",
        AWS_PROFILE="production",
        AWS_SESSION_TOKEN="token",
        AWS_REGION="eu-west-1",
    )
    seen = dict(line.split("=", 1) for line in done.stdout.splitlines() if "=" in line)
    assert done.returncode == 0
    assert {name for name in seen if name.startswith("AWS_")} == {
        "AWS_REGION", "AWS_EC2_METADATA_DISABLED", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONFIG_FILE",
    }  # fmt: skip
    servers = json.loads(seen["TF_REATTACH_PROVIDERS"])
    assert {"registry.terraform.io/hashicorp/aws", "registry.opentofu.org/hashicorp/aws"} <= set(servers)


@pytest.mark.parametrize("code", [0, 3, 77])
def test_exit_codes_pass_through(code: int) -> None:
    assert offline("sh", "-c", f"exit {code}").returncode == code


def test_a_command_that_is_not_there_is_said(tmp_path) -> None:
    done = offline("no-such-command")
    assert done.returncode == 2
    assert "no-such-command is not installed" in done.stderr
    assert "Traceback" not in done.stderr
    wrong = tmp_path / "not-an-account.json"
    wrong.write_text("[]")
    done = offline("true", account=wrong)
    assert done.returncode == 2
    assert str(wrong) in done.stderr
    assert "Traceback" not in done.stderr
    assert offline().returncode == 2


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_signals_reach_the_command(number: signal.Signals, code: int) -> None:
    process = subprocess.Popen(
        [*MAIN, "--", "sh", "-c", "echo started $$; exec sleep 60"],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout is not None
    child = int(process.stdout.readline().split()[1])
    if number == signal.SIGINT:
        os.killpg(process.pid, number)  # as a terminal does
    else:
        process.send_signal(number)
    assert process.wait(timeout=20) == code
    deadline = time.monotonic() + 5
    while Path(f"/proc/{child}").exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not Path(f"/proc/{child}").exists()
