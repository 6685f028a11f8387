"""The oracles: facts that did not come from our hands. They lie beside the checkout, in CI too, and are never committed."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ORACLES = ROOT.parent / "shared" / "provider"
sys.path.insert(0, str(ROOT / "development"))


@pytest.fixture(scope="session")
def oracles() -> Path:
    """The folder of the oracles."""
    if not ORACLES.is_dir():
        pytest.skip("the oracles (../shared/provider) are not here")
    return ORACLES
