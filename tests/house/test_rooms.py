"""Data flow one way: a room imports only rooms above it."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[2] / "lib" / "tefter"

ROOMS = [
    "errors",
    "disk",
    "pages",
    "frames",
    "prepared",
    "case",
    "custody",
    "values",
    "sources",
    "privacy",
    "cleaning",
    "language",
    "country",
    "coding",
    "links",
    "findings",
    "claims",
    "charts",
    "report",
    "runs",
    "publish",
    "engine",
    "scaffold",
    "demo",
    "desk",
    "cli",
    "__main__",
]


def modules():
    return sorted(path for path in PACKAGE.rglob("*.py") if path != PACKAGE / "__init__.py")


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported_rooms(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports are written in full"
            found.add(node.module)
            if node.module == "tefter":
                found |= {f"tefter.{alias.name}" for alias in node.names}
    return {name.split(".")[1] for name in found if name.startswith("tefter.")} - {"__version__"}


def test_every_module_stands_in_a_known_room():
    assert {room_of(path) for path in modules()} == set(ROOMS)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_rooms_above_its_own(path):
    own = ROOMS.index(room_of(path))
    below = {room for room in imported_rooms(path) if ROOMS.index(room) > own}
    assert not below


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_module_outgrows_one_reading(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def test_there_is_no_drawer_for_odds_and_ends():
    assert not [p for p in modules() if p.stem in {"utils", "util", "helpers", "common", "misc"}]


def test_the_architecture_page_has_a_paragraph_for_every_room():
    page = (PACKAGE.parents[1] / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert [room for room in ROOMS if room != "__main__" and f"**{room}**" not in page] == []


def test_the_picture_shows_every_room():
    picture = PACKAGE.parents[1] / "docs" / "pictures" / "architecture.svg"
    shown = picture.read_text(encoding="utf-8")
    assert [room for room in ROOMS if room != "__main__" and f">{room}<" not in shown] == []
