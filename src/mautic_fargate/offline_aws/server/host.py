"""The providers of one process, listening on loopback."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Final

import grpc

from mautic_fargate.offline_aws.account.account import Account
from mautic_fargate.offline_aws.server.catalogue import load_providers
from mautic_fargate.offline_aws.server.servicer import Desk, Servicer, handlers

_MESSAGE_LIMIT: Final = 256 * 1024 * 1024
# More threads do not help: the answers are made by Python, one at a time.
_THREADS: Final = 4


class Host:
    """Runs the offline providers. One process has one."""

    def __init__(self, options: Mapping[str, Any] | None = None) -> None:
        self._desk = Desk()
        self._servicers: list[Servicer] = []
        self._servers: list[grpc.Server] = []
        self._kept: bytes | None = None
        self.ports: dict[str, int] = {}
        """The loopback port of each provider, by its address."""
        wanted: Mapping[str, int] | None = (options or {}).get("ports")
        for provider in load_providers():
            if wanted is None or provider.address in wanted:
                port = 0 if wanted is None else wanted[provider.address]
                self.ports[provider.address] = self._listen(Servicer(provider, self._desk), port)

    def _listen(self, servicer: Servicer, port: int) -> int:
        server = grpc.server(
            ThreadPoolExecutor(_THREADS, thread_name_prefix="provider"),
            options=[
                ("grpc.max_send_message_length", _MESSAGE_LIMIT),
                ("grpc.max_receive_message_length", _MESSAGE_LIMIT),
                ("grpc.so_reuseport", int(port != 0)),
            ],
        )
        server.add_generic_rpc_handlers((handlers(servicer),))
        bound = int(server.add_insecure_port(f"127.0.0.1:{port}"))
        server.start()
        self._servicers.append(servicer)
        self._servers.append(server)
        return bound

    @property
    def account(self) -> Account:
        """The account that the providers work on now."""
        return self._desk.account

    def begin(self, session: bytes | None) -> None:
        """A command begins, on the account that `session` holds (None: a new one)."""
        if session is None or session != self._kept:
            self._desk.account = Account.load(session)
        for servicer in self._servicers:
            servicer.forget_connections()
        self._desk.starting.reset()
        self._kept = None

    def line(self, text: str) -> None:
        """The core printed a line."""
        self._desk.starting.line(text)

    def end(self) -> bytes:
        """The command has ended: the account as data."""
        self._kept = self._desk.account.dump()
        return self._kept

    def stop(self) -> None:
        """Stop listening."""
        for server in self._servers:
            server.stop(grace=None)


def start(options: Mapping[str, Any] | None = None) -> Host:
    """Start the offline providers in this process: the provider host that a Terraform worker is given."""
    return Host(options)
