"""No internet, no credentials: what a rehearsal neither reaches, reads nor hands on."""

from __future__ import annotations

import ast
import ctypes
import json
import os
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import processes
import pytest
import without_network
from small_stack import STACK

if TYPE_CHECKING:
    from collections.abc import Iterator

SOURCES = Path(__file__).parents[2] / "src" / "mautic_fargate"
EXAMPLE = Path(__file__).parents[2] / "terraform" / "examples" / "modules-alone" / "networking"
CANARY = "CANARYwJalrXUtnFEMI"
CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": f"AKIA{CANARY}",
    "AWS_SECRET_ACCESS_KEY": f"{CANARY}/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "AWS_SESSION_TOKEN": f"{CANARY}token",
    "AWS_PROFILE": f"{CANARY}-profile",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI": f"http://127.0.0.1:9/{CANARY}",
    "AWS_ENDPOINT_URL": f"https://{CANARY}.example",
    "TF_TOKEN_app_terraform_io": f"{CANARY}terraform",
    "HTTPS_PROXY": f"http://{CANARY}.example:3128",
}
_IN_ACCESS, _IN_OPEN, _IN_NONBLOCK = 0x1, 0x20, 0x800


class Watch:
    """The kernel's record of which files in some folders are opened."""

    def __init__(self, *folders: Path) -> None:
        self._library = ctypes.CDLL(None, use_errno=True)
        self._descriptor = self._library.inotify_init1(_IN_NONBLOCK)
        for folder in folders:
            assert self._library.inotify_add_watch(self._descriptor, os.fsencode(folder), _IN_OPEN | _IN_ACCESS) > 0

    def opened(self) -> set[str]:
        """The names of files opened or read since the last call."""
        try:
            data = os.read(self._descriptor, 1 << 16)
        except BlockingIOError:
            return set()
        names, offset = set(), 0
        while offset < len(data):
            _, _, _, length = struct.unpack_from("iIII", data, offset)
            names.add(data[offset + 16 : offset + 16 + length].rstrip(b"\0").decode())
            offset += 16 + length
        return names - {""}

    def close(self) -> None:
        os.close(self._descriptor)


def credential_files(home: Path) -> list[Path]:
    files = {
        ".aws/credentials": f"[default]\naws_access_key_id = AKIA{CANARY}\naws_secret_access_key = {CANARY}\n",
        ".aws/config": f"[profile {CANARY}-profile]\nregion = us-west-2\ncredential_process = /bin/false\n",
        ".aws/sso/cache/token.json": json.dumps({"accessToken": CANARY}),
        ".aws/cli/cache/role.json": json.dumps({"Credentials": {"AccessKeyId": CANARY}}),
        ".elsewhere/credentials": f"[default]\naws_access_key_id = AKIA{CANARY}\naws_secret_access_key = {CANARY}\n",
        ".elsewhere/token": CANARY,
    }
    for name, text in files.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text)
    return [home / name for name in files]


def foreign_sockets(pid: int) -> Iterator[str]:
    """What a process has open towards anything but this machine, from the kernel's tables."""
    owned = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(entry.readlink())
        except OSError:
            continue
        if target.startswith("socket:["):
            owned.add(target[8:-1])
    for protocol in ("tcp", "tcp6", "udp", "udp6", "raw", "raw6"):
        for line in Path(f"/proc/{pid}/net/{protocol}").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[9] in owned:
                # IPv4 (also as IPv6) in the machine's order; "00000000:0000" is nobody (yet).
                local, remote = fields[1], fields[2]
                four = protocol in {"tcp", "udp", "raw"}
                loopback = "7F" if four else "0000000000000000FFFF0000"
                ok = all(
                    (address.partition(":")[0].endswith(loopback) if four else address.startswith(loopback))
                    or (remote_ok and set(address) <= set("0:"))
                    for address, remote_ok in ((local, False), (remote, True))
                )
                if not ok:
                    yield f"{protocol} {local} -> {remote}"


def test_a_whole_rehearsal_reads_no_credentials_hands_none_on_and_opens_loopback_only(home, write, tmp_path):
    files = credential_files(home.path)
    extra = CREDENTIALS | {
        "AWS_SHARED_CREDENTIALS_FILE": str(home.path / ".elsewhere" / "credentials"),
        "AWS_WEB_IDENTITY_TOKEN_FILE": str(home.path / ".elsewhere" / "token"),
    }
    watch = Watch(*{file.parent for file in files})
    stack = str(EXAMPLE) if EXAMPLE.is_dir() else str(write(STACK))
    arguments = ["rehearse", stack, "--output", str(tmp_path / "report"), "--var", "create=true"]
    arguments = arguments if EXAMPLE.is_dir() else arguments[:-2]
    process = processes.start(arguments, home, extra=extra)
    environments: dict[int, bytes] = {}
    foreign: set[str] = set()
    counted: dict[int, dict[str, int]] = {}
    looks = 0
    done = threading.Event()

    def look() -> None:
        nonlocal looks
        while not done.is_set():
            for pid in home.processes():
                environments[pid] = processes.environment_of(pid) or environments.get(pid, b"")
                try:
                    foreign.update(foreign_sockets(pid))
                    if Path(f"/proc/{pid}/ns/net").readlink() != Path("/proc/self/ns/net").readlink():
                        counted[pid] = without_network.counts(pid)
                except OSError:
                    continue  # it ended while we looked
            looks += 1
            time.sleep(0.05)

    looker = threading.Thread(target=look)
    looker.start()
    out, err = process.communicate(timeout=60)
    done.set()
    looker.join()
    assert process.returncode == 0, (out, err)
    assert watch.opened() == set()
    for file in files:  # and the watch does see who opens one
        file.read_bytes()
    assert watch.opened() == {file.name for file in files}
    watch.close()
    children = {pid: found for pid, found in environments.items() if pid != process.pid}
    assert children
    assert looks > 5
    for found in children.values():
        assert home.mark.encode() in found  # it is theirs that we read
        assert CANARY.encode() not in found
    assert foreign == set()
    for counts in counted.values():  # a worker in a network namespace of its own: the kernel counted for it alone
        assert counts["connections"] > 0
        assert (counts["no route"], counts["datagrams"]) == (0, 0)
    written = [path for folder in (tmp_path / "report", home.temporary) for path in folder.rglob("*") if path.is_file()]
    assert {path.name for path in written} == {"report.html", "report.json"}
    assert [path for path in written if CANARY in path.read_text()] == []
    assert CANARY not in out + err


def isolated(command: list[str], counts: Path, home: processes.Home) -> tuple[int, dict[str, int]]:
    script = [sys.executable, without_network.__file__, str(counts)]
    done = processes.run([], home, program=[*script, *command], extra=CREDENTIALS)
    if done.returncode == without_network.NOT_HERE:
        pytest.skip("no network namespace can be had here (it takes root or user namespaces)")
    return done.returncode, json.loads(counts.read_text())


def test_without_a_network_a_rehearsal_works_and_tries_to_reach_nobody(home, write, tmp_path):
    code, counts = isolated([*processes.PROGRAM, "rehearse", str(write(STACK))], tmp_path / "counts", home)
    assert code == 0
    assert (counts["no route"], counts["datagrams"]) == (0, 0)


@pytest.mark.parametrize(("kind", "counter"), [("SOCK_STREAM", "no route"), ("SOCK_DGRAM", "datagrams")])
def test_an_attempt_would_be_counted(kind, counter, home, tmp_path):
    address = '("192.0.2.1", 443)' if kind == "SOCK_STREAM" else '("127.0.0.53", 53)'
    attempt = f"import socket\nsocket.socket(socket.AF_INET, socket.{kind}).connect({address})"
    if kind == "SOCK_DGRAM":
        attempt = attempt.replace("connect(", "sendto(b'who?', ")
    _, counts = isolated([sys.executable, "-c", attempt], tmp_path / "counts", home)
    assert counts[counter] == 1


def test_the_sources_import_nothing_that_speaks_to_aws_or_the_web():
    forbidden = {"boto3", "botocore", "requests", "urllib3", "httpx", "aiohttp", "http", "ssl", "smtplib", "ftplib"}
    sockets: set[str] = set()
    for file in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for name in names:
                top = name.partition(".")[0]
                assert top not in forbidden, (file, name)
                assert name != "urllib.request", file
                if top == "socket":
                    sockets.add(file.relative_to(SOURCES).as_posix())
    # These reserve loopback ports, hang up on the core's connections to them, and leave the network.
    assert sockets <= {"terraform/environment.py", "terraform/worker.py", "terraform/isolation.py"}


def test_offline_commands_get_no_credentials(home):
    arguments = ["offline", "--", "sh", "-c", "env; cat /proc/self/environ"]
    done = processes.run(arguments, home, extra={k: v for k, v in CREDENTIALS.items() if k.startswith("AWS_")})
    assert done.returncode == 0
    assert "TF_REATTACH_PROVIDERS" in done.stdout
    assert CANARY not in done.stdout + done.stderr


def test_the_wrapper_is_no_shell():
    """A value with shell characters stays a value."""
    done = subprocess.run(
        [*processes.PROGRAM, "offline", "--", "printf", "%s", "$(echo x)"], capture_output=True, text=True, check=True
    )
    assert done.stdout == "$(echo x)"
