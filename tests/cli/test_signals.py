"""SIGINT, SIGTERM and SIGKILL at any moment leave nothing behind, and the next run works."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import time
from typing import TYPE_CHECKING

import processes
import pytest
from small_stack import STACK

if TYPE_CHECKING:
    from pathlib import Path

MOMENTS = 10
LINES = {signal.SIGINT: "interrupted", signal.SIGTERM: "stopped by SIGTERM"}
CODES = {signal.SIGINT: 130, signal.SIGTERM: 143, signal.SIGKILL: -9}


@pytest.fixture
def stack(write) -> Path:
    return write({"main.tf": STACK, "more.tfvars": "queues = 4\n", "other.tfvars": 'name = "other"\n'})


def arguments(stack: Path) -> list[str]:
    changes = ["--change", f"more:{stack}/more.tfvars", "--change", f"other:{stack}/other.tfvars"]
    return ["rehearse", str(stack), *changes]


def ready(process: subprocess.Popen[str]) -> bool:
    """Whether the program has begun (before that it is the bare interpreter, which a signal just ends)."""
    return process.poll() is not None or processes.handles(process.pid, signal.SIGTERM)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_signal_at_any_moment_leaves_nothing_behind(number, home, stack):
    before = {path: path.read_bytes() for path in stack.rglob("*") if path.is_file()}
    process = processes.start(arguments(stack), home)
    processes.until(lambda: ready(process))
    began = time.monotonic()
    _, err = process.communicate(timeout=60)
    whole = time.monotonic() - began
    assert process.returncode == 0, err
    moments = random.Random(20)
    hits = 0
    for part in range(MOMENTS):
        moment = (part + moments.random()) / MOMENTS * whole * 0.9
        process = processes.start(arguments(stack), home)
        processes.until(lambda process=process: ready(process))
        time.sleep(moment)
        process.send_signal(number)
        out, err = process.communicate(timeout=60)
        told = f"after {moment:.3f} s of {whole:.3f}: {process.returncode}\n{out}\n{err}"
        if process.returncode == 0:  # it was faster this time
            assert "The rehearsal went well" in out, told
            whole = min(whole, moment)
        else:
            hits += 1
            assert process.returncode == CODES[number], told
            assert out == "" or out.startswith("The rehearsal went well"), told  # it was cleaning up already
            lines = [line for line in err.splitlines() if not re.match(r"✓| {4}", line)]
            assert lines == ([LINES[number]] if number in LINES else []), told
        processes.until(lambda: home.processes() == [], 15)
        if number != signal.SIGKILL:
            assert home.files() == set(), told
    assert hits >= MOMENTS // 2
    done = processes.run(arguments(stack), home)
    assert done.returncode == 0, done
    assert home.files() == set()  # what only a later run can sweep is swept
    assert {path: path.read_bytes() for path in stack.rglob("*") if path.is_file()} == before


def test_what_sigkill_leaves_the_worker_takes_away(home, stack):
    """In the midst of work the workers notice the death of the process they work for, and remove its folder."""
    process = processes.start(arguments(stack), home)
    assert process.stderr is not None
    assert "Validate" in process.stderr.readline()
    assert len(home.processes()) == 2
    assert home.files()
    process.kill()
    process.communicate()
    processes.until(lambda: home.processes() == [] and home.files() == set(), 15)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_who_does_not_wait_and_signals_again(number, home, stack):
    process = processes.start(arguments(stack), home)
    assert process.stderr is not None
    assert "Validate" in process.stderr.readline()
    for _ in range(20):
        process.send_signal(number)
        time.sleep(0.01)
    out, err = process.communicate(timeout=60)
    assert process.returncode == CODES[number], err
    assert "Traceback" not in out + err
    processes.until(lambda: home.processes() == [] and home.files() == set(), 15)


@pytest.mark.parametrize("command", ["validate", "plan"])
def test_other_commands_end_as_well(command, home, stack):
    process = processes.start([command, str(stack)], home)
    processes.until(lambda: len(home.processes()) == 2)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (143, "", "stopped by SIGTERM\n")
    processes.until(lambda: home.processes() == [] and home.files() == set(), 15)


def test_a_provisioner_ends_with_the_rehearsal(home, write):
    stack = write(
        'resource "terraform_data" "x" {\n  provisioner "local-exec" {\n    command = "sleep 30 & sleep 31"\n  }\n}\n'
    )
    process = processes.start(["rehearse", str(stack), "--run-provisioners"], home)
    processes.until(lambda: len(home.processes()) >= 4, 30)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err.splitlines()[-1]) == (130, "interrupted")
    processes.until(lambda: home.processes() == [] and home.files() == set(), 15)
