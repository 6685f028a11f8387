"""Write the generated pages of docs/reference. `make docs` runs it; a test holds that they are up to date.

python development/generate_docs.py [--check] [--without-oracles]
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import reference_commands
import reference_fidelity

ROOT = Path(__file__).parents[1]
REFERENCE = ROOT / "docs" / "reference"
Page = Callable[[], str]

PAGES: Mapping[str, Page] = {"command-line.md": reference_commands.page}
ORACLE_PAGES: Mapping[str, Page] = {"fidelity.md": reference_fidelity.page}
"""Pages with figures that need the oracles beside the checkout."""


def stale(pages: Mapping[str, Page]) -> list[str]:
    """The names of the pages that differ from what is generated."""
    return [name for name, page in pages.items() if _text(name) != page()]


def _text(name: str) -> str:
    path = REFERENCE / name
    return path.read_text() if path.exists() else ""


def main() -> None:
    """Write the pages, or with --check only say which are out of date."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--without-oracles", action="store_true")
    arguments = parser.parse_args()
    pages = PAGES if arguments.without_oracles else {**PAGES, **ORACLE_PAGES}
    if arguments.check:
        old = stale(pages)
        if old:
            sys.exit(f"out of date, run `make docs`: {', '.join(old)}")
        return
    REFERENCE.mkdir(parents=True, exist_ok=True)
    for name, page in pages.items():
        (REFERENCE / name).write_text(page())


if __name__ == "__main__":
    main()
