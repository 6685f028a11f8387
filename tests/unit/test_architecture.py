"""No import runs up a floor or in a circle; rooms of the ground floor do not know each other (docs: the design, section 2)."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import mautic_fargate

PACKAGE = Path(mautic_fargate.__file__).parent
FLOORS = {
    "terraform": 1,
    "offline_aws": 1,
    "image": 1,
    "scan": 1,
    "engine": 2,
    "analysis": 2,
    "cost": 2,
    "checks": 3,
    "guard": 4,
    "rehearsal": 4,
    "explore": 4,
    "report": 5,
    "scaffold": 5,
    "cli": 6,
    "__main__": 7,
}
INSIDE_OFFLINE_AWS = [
    "moment", "addresses", "pack", "wire", "schema", "behaviour", "account", "constraints", "planning", "services", "server",
]  # fmt: skip


def _imports(file: Path) -> Iterator[str]:
    package = ["mautic_fargate", *file.relative_to(PACKAGE).parts[:-1]]
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            prefix = ".".join([*base, *([node.module] if node.module else [])])
            yield from (f"{prefix}.{alias.name}" for alias in node.names)


def _rooms() -> Iterator[tuple[Path, str, str]]:
    """Each import of a room of ours: the file, its room, the imported room."""
    for file in sorted(PACKAGE.rglob("*.py")):
        room = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
        for name in _imports(file):
            parts = name.split(".")
            if parts[0] == "mautic_fargate" and len(parts) > 1 and parts[1] in FLOORS and parts[1] != room:
                yield file, room, parts[1]


def test_every_room_has_a_floor() -> None:
    rooms = {path.name.removesuffix(".py") for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert rooms - {"__init__", "__pycache__", "py.typed", "modules_data"} <= set(FLOORS)


def test_no_import_runs_up_a_floor() -> None:
    wrong = [
        f"{file.relative_to(PACKAGE)} imports {other}"
        for file, room, other in _rooms()
        if room in FLOORS and FLOORS[other] >= FLOORS[room]
    ]
    assert wrong == []


def test_imports_inside_offline_aws_run_down() -> None:
    order = {room: level for level, room in enumerate(INSIDE_OFFLINE_AWS)}
    root = PACKAGE / "offline_aws"
    wrong = []
    for file in sorted(root.rglob("*.py")):
        room = file.relative_to(root).parts[0].removesuffix(".py")
        for name in _imports(file):
            parts = name.split(".")
            if parts[:2] != ["mautic_fargate", "offline_aws"] or len(parts) < 3 or room not in order:
                continue
            if parts[2] in order and order[parts[2]] > order[room]:
                wrong.append(f"{file.relative_to(root)} imports {parts[2]}")
    assert wrong == []


def test_ground_floors_know_nothing_of_mautic() -> None:
    for room in ("terraform", "offline_aws"):
        for file in sorted((PACKAGE / room).rglob("*.py")):
            text = (
                file.read_text()
                .replace("mautic_fargate", "")
                .replace("mautic-fargate", "")
                .replace("MAUTIC_FARGATE", "")
            )
            assert "mautic" not in text.lower(), file


def test_no_file_is_much_over_four_hundred_lines() -> None:
    long = {
        str(file.relative_to(PACKAGE)): count
        for file in sorted(PACKAGE.rglob("*.py"))
        if (count := len(file.read_text().splitlines())) > 450
    }
    assert long == {}
