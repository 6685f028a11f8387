"""Every behaviour fact about planning, shown by a pair of configurations of its own."""

from __future__ import annotations

from fidelity_planning import figures


def test_every_planning_fact_holds() -> None:
    found = figures()
    assert found["failures"] == []
    assert found["tested"] > 12_000, "facts were lost"
    assert found["excused"] < found["facts"] * 0.05
    print({sort: counts["passed"] for sort, counts in found["by_sort"].items()})
