"""The addresses of the offline providers, apart from their code: a command that only starts a worker need not load them."""

from __future__ import annotations

from typing import Final

AWS_ADDRESS: Final = "hashicorp/aws"
ADDRESSES: Final = (
    AWS_ADDRESS,
    "hashicorp/archive",
    "hashicorp/external",
    "hashicorp/http",
    "hashicorp/local",
    "hashicorp/null",
    "hashicorp/random",
    "hashicorp/time",
    "hashicorp/tls",
)
"""Without the registry's host."""
