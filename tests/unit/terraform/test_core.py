"""The pool of workers: commands, sessions, cancelling, time limits, crashes."""

from __future__ import annotations

import json
import os
import time
from concurrent.futures import wait
from pathlib import Path

import dummy_host
import pytest

from mautic_fargate.terraform.core import Core, CoreCancelled, CoreError, CoreTimeout
from mautic_fargate.terraform.environment import clean_environment, reattach

DUMMY = 'terraform {\n  required_providers {\n    dummy = { source = "test/dummy" }\n  }\n}\n'
SLEEPS = 'resource "terraform_data" "x" {\n  provisioner "local-exec" {\n    command = "sleep 20"\n  }\n}\n'


def thing(fate: str = "none") -> str:
    return DUMMY + f'resource "dummy_thing" "a" {{\n  name = "a"\n  fate = "{fate}"\n}}\n'


def test_a_command_runs_and_its_output_comes_back(core, write):
    done = core.run(["validate", "-json"], write({"main.tf": 'output "x" {\n  value = 1\n}\n'}))
    assert done.exit_code == 0
    assert json.loads(done.stdout)["valid"] is True
    assert done.session is None
    assert done.seconds > 0


def test_output_is_always_whole(core, write):
    """The library goes on writing for a moment after a command has returned."""
    directory = write({"main.tf": 'output "x" {\n  value = 1\n}\n'})
    futures = [core.submit(["validate", "-json"], directory) for _ in range(200)]
    assert all(json.loads(future.result().stdout)["valid"] for future in futures)


def test_lines_are_streamed_and_kept(core, write):
    lines: list[str] = []
    directory = write({"main.tf": 'resource "terraform_data" "x" {}\n'})
    done = core.run(["plan", "-json", "-lock=false"], directory, on_line=lines.append)
    assert done.stdout.splitlines() == lines
    assert any(json.loads(line)["type"] == "planned_change" for line in lines)


def test_commands_run_at_once_in_several_workers(core, write):
    """Each command ends only when the other one has begun."""
    command = "touch begun-${var.me}; until [ -e begun-${1 - var.me} ]; do sleep 0.05; done"
    text = f'variable "me" {{}}\nresource "terraform_data" "x" {{\n  provisioner "local-exec" {{\n    command = "{command}"\n  }}\n}}\n'
    directory = write({"main.tf": text})
    futures = [
        core.submit(
            ["apply", "-auto-approve", "-lock=false", f"-state={me}.tfstate", f"-var=me={me}"], directory, timeout=30
        )
        for me in range(2)
    ]
    assert [future.result(40).exit_code for future in futures] == [0, 0]


def test_the_provider_host_serves_the_core_and_keeps_the_session(dummy_core, write):
    directory = write({"main.tf": thing()})
    first = dummy_core.run(["plan", "-json", "-lock=false"], directory)
    assert (first.exit_code, first.session) == (0, b"1"), first.stdout
    second = dummy_core.run(["plan", "-json", "-lock=false"], directory, session=first.session)
    assert second.session == b"2"
    assert dummy_core.run(["version"], directory).session == b"1"


def test_prints_of_a_provider_do_not_disturb(dummy_core, write):
    done = dummy_core.run(["validate", "-json"], write({"main.tf": thing("print")}))
    assert json.loads(done.stdout)["valid"] is True


def test_a_crash_is_an_error_and_the_worker_is_replaced(dummy_core, write):
    bad, good = write({"main.tf": thing("crash")}), write({"good/main.tf": thing()}) / "good"
    with pytest.raises(CoreError, match="exit code 7"):
        dummy_core.run(["validate"], bad)
    assert dummy_core.run(["validate"], good).exit_code == 0


def test_a_host_that_cannot_start_says_why(folder):
    core = Core(1, "dummy_host:start", {"fail": True}, folder=folder)
    with core, pytest.raises(CoreError, match="the host cannot start"):
        core.warm()


def test_a_time_limit_stops_a_command(core, write):
    started = time.monotonic()
    with pytest.raises(CoreTimeout, match=r"0\.5 seconds"):
        core.run(["apply", "-auto-approve"], write({"main.tf": SLEEPS}), timeout=0.5)
    assert time.monotonic() - started < 15  # of the 20 it would take


def test_a_provider_that_does_not_listen_is_killed(folder, write, monkeypatch):
    monkeypatch.setattr("mautic_fargate.terraform.core._GRACE_SECONDS", 0.5)
    with Core(1, "dummy_host:start", providers=[dummy_host.ADDRESS], folder=folder) as core:
        directory = write({"main.tf": thing("sleep")})
        started = time.monotonic()
        with pytest.raises(CoreTimeout):
            core.run(["validate"], directory, timeout=0.5)
        assert time.monotonic() - started < 20  # of the 30 it would take
        assert core.run(["version"], directory).exit_code == 0


def test_cancelling_a_running_command(core, write):
    future = core.submit(["apply", "-auto-approve"], write({"main.tf": SLEEPS}))
    while not future.running():
        time.sleep(0.02)
    time.sleep(0.3)
    assert future.cancel() is False
    with pytest.raises(CoreCancelled):
        future.result(15)


def test_closing_ends_commands_and_processes(folder, write):
    core = Core(1, folder=folder)
    directory = write({"main.tf": SLEEPS})
    futures = [core.submit(["apply", "-auto-approve"], directory) for _ in range(3)]
    while not futures[0].running():
        time.sleep(0.02)
    core.warm()
    pid = core._slots[0]._worker.pid
    core.close()
    assert not wait(futures, 1).not_done
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    with pytest.raises(CoreError, match="closed"):
        core.submit(["version"], directory)


def test_a_worker_is_succeeded_before_the_core_leaks_too_much(folder, write, monkeypatch):
    monkeypatch.setattr("mautic_fargate.terraform.core._COMMANDS_PER_WORKER", 3)
    with Core(1, "dummy_host:start", providers=[dummy_host.ADDRESS], folder=folder) as core:
        directory = write({"main.tf": thing()})
        pids = set()
        for _ in range(40):
            assert core.run(["plan", "-lock=false"], directory).exit_code == 0
            pids.add(core._slots[0]._worker.pid)
            if len(pids) > 1:
                break
            time.sleep(0.05)
        assert len(pids) == 2


def test_descriptors_do_not_pile_up(dummy_core, write):
    directory = write({"main.tf": thing()})

    def descriptors() -> int:
        dummy_core.run(["plan", "-lock=false"], directory)
        time.sleep(0.1)
        return len(list(Path(f"/proc/{dummy_core._slots[0]._worker.pid}/fd").iterdir()))

    before = descriptors()
    for _ in range(25):
        dummy_core.run(["plan", "-lock=false"], directory)
    assert descriptors() <= before + 10


def test_the_environment_is_clean():
    cleaned = clean_environment(
        {
            "AWS_SECRET_ACCESS_KEY": "x",
            "AWS_REGION": "eu-west-1",
            "TF_CLI_ARGS_plan": "-destroy",
            "TF_DATA_DIR": "/x",
            "TF_VAR_a": "1",
            "TF_LOG": "trace",
            "HTTPS_PROXY": "http://x",
            "TF_CLI_CONFIG_FILE": "/x",
        }
    )
    assert {"AWS_REGION", "TF_VAR_a"} <= cleaned.keys()
    assert cleaned["TF_CLI_CONFIG_FILE"] == "/dev/null"
    assert not {"AWS_SECRET_ACCESS_KEY", "TF_CLI_ARGS_plan", "TF_DATA_DIR", "TF_LOG", "HTTPS_PROXY"} & cleaned.keys()


def test_reattach_serves_both_registries():
    document = json.loads(reattach({"hashicorp/aws": 1234}, 77))
    assert document.keys() == {"registry.terraform.io/hashicorp/aws", "registry.opentofu.org/hashicorp/aws"}
    assert {item["Pid"] for item in document.values()} == {77}
    assert {item["Addr"]["String"] for item in document.values()} == {"127.0.0.1:1234"}
