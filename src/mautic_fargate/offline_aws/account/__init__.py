"""One fictitious AWS account, in memory: what exists, and what AWS itself would say of it."""

from __future__ import annotations
