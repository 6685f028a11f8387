"""`python -m mautic_fargate`: the command, also where no program is installed."""

from __future__ import annotations

from mautic_fargate.cli.main import main

if __name__ == "__main__":
    main()
