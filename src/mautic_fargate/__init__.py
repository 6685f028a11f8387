"""mautic-fargate: Mautic on AWS ECS Fargate, proven before you pay for it."""

from __future__ import annotations

__version__ = "0.1.0"
