"""What the real provider planned is planned alike offline."""

from __future__ import annotations

from pathlib import Path

import pytest

from fidelity_plans import figures
from real_plans import UNKNOWN, RealResource, compare


def test_real_plans_are_planned_alike(oracles: Path) -> None:
    found = figures(oracles / "real-plans.tar.xz")
    assert found["percent"] >= 99.8, found["mistakes"]
    assert found["resources"] >= 520
    assert found["types"] >= 74


@pytest.mark.parametrize(
    ("real", "ours", "differs"),
    [
        ({"a": 1}, {"after": {"a": 1}, "after_unknown": {}}, False),
        ({"a": 1}, {"after": {"a": 2}, "after_unknown": {}}, True),
        ({"a": UNKNOWN}, {"after": {}, "after_unknown": {"a": True}}, False),
        ({"a": None}, {"after": {}, "after_unknown": {"a": True}}, True),
        ({"a": ["x", "y"]}, {"after": {"a": ["y", "x"]}, "after_unknown": {}}, False),
        ({"a": [{"b": 1, "old": 2}]}, {"after": {"a": [{"b": 1, "new": 3}]}, "after_unknown": {}}, False),
        ({"a": [{"b": 1}]}, {"after": {"a": [{"b": 2}]}, "after_unknown": {}}, True),
    ],
)
def test_the_comparison_can_fail(real: dict, ours: dict, differs: bool) -> None:
    resource = RealResource("plan", "aws_x.y", "aws_x", real, {}, {})
    compared, differences = compare(resource, ours)
    assert compared == 1
    assert bool(differences) is differs
