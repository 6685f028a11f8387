"""Our own Terraform on the offline AWS: one warm engine in each test process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mautic_fargate.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Iterator

TERRAFORM = Path(__file__).resolve().parents[2] / "terraform"


@pytest.fixture(scope="session")
def engine() -> Iterator[Engine]:
    with Engine() as made:
        yield made
