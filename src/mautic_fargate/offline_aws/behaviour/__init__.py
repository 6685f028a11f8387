"""What the provider does with attributes that its schema does not say, as data, and the validation that follows from it."""

from __future__ import annotations
