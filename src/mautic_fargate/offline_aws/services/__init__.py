"""What data cannot say of the types a stack meets: one file per AWS service, small functions, one explicit registry."""

from __future__ import annotations
