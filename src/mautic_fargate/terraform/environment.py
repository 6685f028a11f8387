"""The environment the core is executed with: nothing of the user's that could reach AWS, a registry or a log file."""

from __future__ import annotations

import json
import os
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

REGISTRY_HOSTS = ("registry.terraform.io", "registry.opentofu.org")
"""The hosts under which Terraform and OpenTofu know a provider; nothing is ever asked of them."""
_KEPT_AWS = frozenset({"AWS_REGION", "AWS_DEFAULT_REGION"})
_REMOVED = frozenset(
    {
        "TF_DATA_DIR",
        "TF_WORKSPACE",
        "TF_PLUGIN_CACHE_DIR",
        "TF_REATTACH_PROVIDERS",
        "TF_INPUT",
        "TF_STATE_PERSIST_INTERVAL",
        "TF_TEMP_LOG_PATH",
        "PYTHONSTARTUP",
        "PYTHONINSPECT",
    }
)
_REMOVED_PREFIXES = ("AWS_", "TF_LOG", "TF_CLI_", "TF_TOKEN_", "TF_CLOUD_", "TF_ENCRYPTION")
_PROXIES = frozenset({"http_proxy", "https_proxy", "all_proxy", "no_proxy", "ftp_proxy"})


def clean_environment(base: Mapping[str, str]) -> dict[str, str]:
    """``base`` without credentials, proxies and whatever changes how the core behaves; ``TF_VAR_*`` stay."""
    kept = {name: value for name, value in base.items() if _stays(name)}
    kept.update(
        CHECKPOINT_DISABLE="1",
        TF_IN_AUTOMATION="1",
        TF_INPUT="0",
        TF_CLI_CONFIG_FILE=os.devnull,
        PYTHONPATH=os.pathsep.join(str(Path(entry).absolute()) for entry in sys.path),
    )
    return kept


def reattach(ports: Mapping[str, int], thread: int, protocol_version: int = 6) -> str:
    """``TF_REATTACH_PROVIDERS`` for providers (by address without host, "hashicorp/aws") that listen on loopback ports.

    TCP, not a Unix socket: only so does each ``provider`` block's connection have an address of its own, by which the
    provider can tell aliases apart.

    The core cancels everything once the process of the given id is gone, and never stops looking (once a second, for
    each time it attached). The id is that of a *thread* (``threading.get_native_id``) that outlives the worker: for a
    process the core would open a descriptor at each look (the Go runtime's ``pidfd``); for a thread it cannot, and
    sends signal 0.
    """
    servers: dict[str, object] = {}
    for address, port in ports.items():
        server = {
            "Protocol": "grpc",
            "ProtocolVersion": protocol_version,
            "Pid": thread,
            "Test": True,
            "Addr": {"Network": "tcp", "String": f"127.0.0.1:{port}"},
        }
        servers.update({f"{host}/{address}": server for host in REGISTRY_HOSTS})
    return json.dumps(servers)


class ReservedPorts:
    """Free loopback ports, held until the worker listens on them.

    The ports must stand in the environment before the worker is executed, so they are bound here without listening; the
    worker's servers bind the same ports (both sides with SO_REUSEPORT, which the kernel grants to one user only).
    """

    def __init__(self, providers: Sequence[str]) -> None:
        """Reserve one port for each provider."""
        self._sockets: list[socket.socket] = []
        self.ports: dict[str, int] = {}
        for address in providers:
            holder = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
            holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            holder.bind(("127.0.0.1", 0))
            self._sockets.append(holder)
            self.ports[address] = holder.getsockname()[1]

    def release(self) -> None:
        """Let go of the ports: who listens on them keeps them."""
        for holder in self._sockets:
            holder.close()


def _stays(name: str) -> bool:
    if name in _KEPT_AWS:
        return True
    return not (name in _REMOVED or name.startswith(_REMOVED_PREFIXES) or name.lower() in _PROXIES)
