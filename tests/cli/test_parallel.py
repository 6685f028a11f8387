"""Rehearsals at once do not disturb each other; and how output behaves: streams, terminals, pipes."""

from __future__ import annotations

import json
import os
import pty
import re
from typing import Any

import processes
import pytest
from small_stack import STACK


def essentials(report: dict[str, Any]) -> dict[str, Any]:
    """The report without what time decides."""
    phases = [{key: value for key, value in phase.items() if key != "seconds"} for phase in report["phases"]]
    return report | {"seconds": 0, "phases": phases}


def test_two_rehearsals_of_one_directory_at_once(home, write):
    stack = write(STACK)
    before = sorted(path.name for path in stack.rglob("*"))
    both = [processes.start(["rehearse", str(stack), "--json"], home) for _ in range(2)]
    ended = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], ended
    first, second = (essentials(json.loads(out)) for out, _ in ended)
    assert first == second
    assert first["passed"] is True
    assert len(first["resources"]) == 5
    assert sorted(path.name for path in stack.rglob("*")) == before
    assert home.files() == set()


def test_two_first_runs_at_once_fill_one_cache(tmp_path, write):
    home = processes.Home(tmp_path / "user", tmp_path / "cache")
    both = [processes.start(["validate", str(write(STACK))], home) for _ in range(2)]
    ended = [process.communicate(timeout=60) for process in both]
    assert [process.returncode for process in both] == [0, 0], ended
    assert not list((tmp_path / "cache").glob(".*"))


# --- streams, terminals, pipes ------------------------------------------------------------------------------------------


def test_progress_and_results_go_separate_ways(home, write):
    done = processes.run(["rehearse", str(write(STACK)), "--json"], home)
    assert json.loads(done.stdout)["passed"] is True
    assert "✓ Apply on the offline AWS" in done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def on_a_terminal(arguments: list[str], home: processes.Home, **extra: str) -> tuple[int, str]:
    """Exit code, and all that a terminal got to see."""
    ours, theirs = pty.openpty()
    process = processes.start(
        arguments, home, extra={"TERM": "xterm-256color"} | extra, stdout=theirs, stderr=theirs, stdin=theirs
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 1 << 16)
        except OSError:  # the other side is closed
            break
        if not part:
            break
        seen += part
    os.close(ours)
    return process.wait(), seen.decode()


_COLOUR = re.compile(r"\x1b\[(?!0?m)[0-9;]*3[0-9][0-9;]*m")


def test_a_terminal_gets_colours_unless_it_wants_none(home, write):
    stack = str(write(STACK))
    code, seen = on_a_terminal(["rehearse", stack], home)
    assert code == 0
    assert _COLOUR.search(seen)
    code, seen = on_a_terminal(["rehearse", stack], home, NO_COLOR="1", COLUMNS="20")
    assert code == 0
    assert not _COLOUR.search(seen)
    assert "The rehearsal went well" in seen


@pytest.mark.parametrize("columns", ["1", "20", "500"])
def test_any_width_will_do(columns, home):
    for arguments, expected in ((["--help"], 0), (["validate", "--nonsense"], 2)):
        code, seen = on_a_terminal(arguments, home, COLUMNS=columns, TERMINAL_WIDTH=columns)
        assert code == expected
        assert "Traceback" not in seen


def test_a_terminal_that_knows_ascii_only(home, write):
    extra = {"LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}
    done = processes.run(["rehearse", str(write(STACK))], home, extra=extra)
    assert done.returncode == 0, done
    assert "The rehearsal went well" in done.stdout


@pytest.mark.parametrize("arguments", [["validate"], ["plan", "--json"], ["rehearse"]])
def test_a_reader_that_has_gone_is_no_error(arguments, home, write):
    """As in `mautic-fargate plan | head -1`."""
    process = processes.start([arguments[0], str(write(STACK)), *arguments[1:]], home)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    err = process.stderr.read()
    assert process.wait(60) == 141
    assert [line for line in err.splitlines() if not re.match(r"✓| {4}", line)] == []
    assert home.files() == set()


@pytest.mark.parametrize("closed", ["1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_closed_streams(closed, home, write):
    script = f'"$@" {closed}'
    program = ["sh", "-c", script, "sh", *processes.PROGRAM]
    done = processes.run(["rehearse", str(write(STACK))], home, program=program)
    assert done.returncode == 0, done
    assert ("The rehearsal went well" in done.stdout) == ("1>&-" not in closed)
    assert "Traceback" not in done.stdout + done.stderr
