"""A worker has no network: whatever a configuration makes the core do, no packet can leave it.

The process moves into a network namespace of its own, in which there is nothing but a loopback interface, over which the core
reaches the provider in the same process. Where the kernel does not allow that (some containers), the worker runs on without: the
core and the providers open no connection but to loopback anyway, only `terraform_remote_state` and provisioners could.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import socket
import struct
from pathlib import Path
from typing import Final

_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_GET_FLAGS: Final = 0x8913
_SET_FLAGS: Final = 0x8914
_UP: Final = 0x1


def leave_the_network() -> bool:
    """Cut this process off, before it has threads. False where the kernel does not allow it."""
    library = ctypes.CDLL(None, use_errno=True)
    if not hasattr(library, "unshare"):
        return False
    user, group = os.getuid(), os.getgid()
    if library.unshare(_CLONE_NEWNET) != 0:
        # Without privileges: as the only user of a user namespace, who keeps his rights on his own files.
        if library.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
            return False
        try:
            Path("/proc/self/setgroups").write_text("deny")
            Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
            Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
        except OSError:
            return False
    return _raise_loopback()


def _raise_loopback() -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        try:
            answer = fcntl.ioctl(control, _GET_FLAGS, struct.pack("16sh22x", b"lo", 0))
            flags = struct.unpack("16sh22x", answer)[1]
            fcntl.ioctl(control, _SET_FLAGS, struct.pack("16sh22x", b"lo", flags | _UP))
        except OSError:
            return False
    return True
