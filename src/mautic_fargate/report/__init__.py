"""How results look: text, JSON, HTML."""

from __future__ import annotations
