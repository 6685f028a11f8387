"""The command line: one small file per command, no logic."""

from __future__ import annotations
