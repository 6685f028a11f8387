"""Run a command in a network namespace of its own that has loopback only, and count what it tried to send elsewhere.

`python without_network.py COUNTS COMMAND…` writes the kernel's counters (JSON) to the file COUNTS and ends with the
command's exit code; 77 when such a namespace cannot be had here.
"""

from __future__ import annotations

import ctypes
import fcntl
import json
import os
import socket
import struct
import subprocess
import sys
from pathlib import Path

_CLONE_NEWNET, _CLONE_NEWUSER = 0x40000000, 0x10000000
_SIOCSIFFLAGS, _IFF_UP = 0x8914, 0x1
NOT_HERE = 77


def enter() -> None:
    """Leave the machine's network; without root in a user namespace in which we are."""
    library = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    flags = _CLONE_NEWNET if user == 0 else _CLONE_NEWNET | _CLONE_NEWUSER
    if library.unshare(flags):
        raise OSError(ctypes.get_errno(), "unshare")
    if user != 0:
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, _SIOCSIFFLAGS, struct.pack("16sH14x", b"lo", _IFF_UP))


def counts(process: int | str = "self") -> dict[str, int]:
    """Of the namespace that a process is in: attempts to reach what is not this machine (no route), and datagrams of any kind (a name look-up is one)."""
    lines = [line.split() for line in Path(f"/proc/{process}/net/snmp").read_text().splitlines()]
    four = {
        head[0] + name: int(value)
        for head, values in zip(lines[::2], lines[1::2], strict=True)
        for name, value in zip(head[1:], values[1:], strict=True)
    }
    six = dict(line.split() for line in Path(f"/proc/{process}/net/snmp6").read_text().splitlines())
    return {
        "no route": four["Ip:OutNoRoutes"] + int(six["Ip6OutNoRoutes"]),
        "datagrams": four["Udp:OutDatagrams"] + int(six["Udp6OutDatagrams"]),
        "connections": four["Tcp:ActiveOpens"],
    }


if __name__ == "__main__":
    try:
        enter()
    except OSError:
        sys.exit(NOT_HERE)
    code = subprocess.run(sys.argv[2:], check=False).returncode
    Path(sys.argv[1]).write_text(json.dumps(counts()))
    sys.exit(code)
