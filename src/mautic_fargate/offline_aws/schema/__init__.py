"""Which arguments exist, of what type: the whole schema of the provider, as data."""

from __future__ import annotations
