"""The generated pages of the documentation are up to date."""

from __future__ import annotations

import generate_docs


def test_the_generated_pages_are_up_to_date() -> None:
    assert generate_docs.stale(generate_docs.PAGES) == [], "run `make docs`"
