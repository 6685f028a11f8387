"""A command of somebody else's on the offline providers: started with them, ended with them."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import Final

from mautic_fargate.offline_aws.account.account import Account, AccountFormatError
from mautic_fargate.offline_aws.server.host import Host

_REGISTRY_HOSTS: Final = ("registry.terraform.io", "registry.opentofu.org")
_FORWARDED: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_KEPT: Final = frozenset({"AWS_REGION", "AWS_DEFAULT_REGION"})


class CommandNotFound(Exception):
    """The command to run is not installed."""

    def __init__(self, command: str) -> None:
        super().__init__(f"{command} is not installed, or not on the PATH.")
        self.help = "Give the command after --, e.g. mautic-fargate offline -- terraform plan."


class AccountFileError(Exception):
    """The account file cannot be used."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"The account file {path} cannot be used: {reason}.")
        self.help = "Name a file that an earlier --account wrote, or one that does not exist yet."


def run_command(command: Sequence[str], account_file: Path | None = None) -> int:
    """Run `command` on the offline providers and return its exit code.

    `account_file` (JSON) is read before and written after it, whatever the command's end was.
    """
    if shutil.which(command[0]) is None:
        raise CommandNotFound(command[0])
    host = Host()
    try:
        host.begin(_read_account(account_file))
        code = _run(command, command_environment(os.environ, host.ports))
        if account_file is not None:
            _write_account(account_file, host.end())
    finally:
        host.stop()
    return code


def command_environment(base: Mapping[str, str], ports: Mapping[str, int]) -> dict[str, str]:
    """`base` without AWS credentials and settings, with the offline providers (ports by address) in their place."""
    kept = {name: value for name, value in base.items() if not name.startswith("AWS_") or name in _KEPT}
    servers = {
        f"{host}/{address}": {
            "Protocol": "grpc",
            "ProtocolVersion": 6,
            "Pid": os.getpid(),
            "Test": True,
            "Addr": {"Network": "tcp", "String": f"127.0.0.1:{port}"},
        }
        for address, port in ports.items()
        for host in _REGISTRY_HOSTS
    }
    kept["TF_REATTACH_PROVIDERS"] = json.dumps(servers)
    kept["CHECKPOINT_DISABLE"] = "1"
    # Whatever in the command speaks to AWS by itself must not find credentials in the home folder or the instance's metadata.
    kept["AWS_EC2_METADATA_DISABLED"] = "true"
    kept["AWS_SHARED_CREDENTIALS_FILE"] = kept["AWS_CONFIG_FILE"] = os.devnull
    return kept


def _run(command: Sequence[str], environment: Mapping[str, str]) -> int:
    running: list[subprocess.Popen[bytes]] = []
    early: list[int] = []

    def forward(number: int, _frame: FrameType | None) -> None:
        # The terminal sends Ctrl-C to the command as well: it decides how to stop, and we wait for it.
        if number != signal.SIGINT:
            if running:
                running[0].send_signal(number)
            else:
                early.append(number)

    # Before the command starts, so that no signal is missed. Functions, not SIG_IGN: the command starts with the usual
    # handling of signals, without a preexec_fn (a fork makes the provider's server complain on standard error).
    earlier = {number: signal.signal(number, forward) for number in _FORWARDED if _is_heard(number)}
    try:
        running.append(subprocess.Popen(command, env=dict(environment)))  # noqa: S603
        for number in early:
            running[0].send_signal(number)
        code = running[0].wait()
    finally:
        for number, handler in earlier.items():
            signal.signal(number, handler)
    return code if code >= 0 else 128 - code


def _is_heard(number: int) -> bool:
    """Whether a signal is not ignored (as SIGHUP is under nohup)."""
    return signal.getsignal(number) is not signal.SIG_IGN


def _read_account(path: Path | None) -> bytes | None:
    if path is None or not path.exists():
        return None
    try:
        data = path.read_bytes()
        Account.load(data)
    except OSError as error:
        raise AccountFileError(path, str(error.strerror)) from error
    except AccountFormatError as error:
        raise AccountFileError(path, str(error)) from error
    return data


def _write_account(path: Path, data: bytes) -> None:
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent or ".", prefix=f".{path.name}-", delete=False) as file:
            file.write(data)
        Path(file.name).replace(path)
    except OSError as error:
        raise AccountFileError(path, str(error.strerror)) from error
