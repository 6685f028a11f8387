"""The full life of a stack, offline: made, looked at again, changed, mended, destroyed."""

from __future__ import annotations
