"""The provider as a server: the life of a resource on the offline account, over Terraform's plugin protocol."""

from __future__ import annotations
