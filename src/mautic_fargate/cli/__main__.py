"""`python -m mautic_fargate.cli`."""

from __future__ import annotations

from mautic_fargate.cli.main import main

main()
