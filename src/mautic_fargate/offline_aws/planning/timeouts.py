"""The `timeouts` block of a resource made with the plugin SDK: its durations are read when the resource is planned."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from mautic_fargate.offline_aws.wire.values import Value

_DURATION: Final = re.compile(r"[+-]?(0|((\d+\.?\d*|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)", re.ASCII)
"""What Go's `time.ParseDuration` reads."""


def timeout_problem(config: Mapping[str, Value]) -> str | None:
    """What the SDK says of the first duration that is none; None when all can be read. Source: `ResourceTimeout.ConfigDecode`."""
    block = config.get("timeouts")
    for name, value in block.items() if isinstance(block, dict) else ():
        if isinstance(value, str) and not _DURATION.fullmatch(value):
            return f'[ERR] Error decoding timeout: Error parsing "{name}" timeout: time: invalid duration "{value}"'
    return None
