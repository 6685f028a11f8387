"""The one moment at which everything offline happens: the same configuration gives the same state."""

from __future__ import annotations

from typing import Final

EPOCH: Final = "2024-01-01T00:00:00Z"
"""RFC 3339, UTC."""
