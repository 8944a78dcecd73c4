"""The papers that are written from the code say what the code says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import yaml

from tefter import __version__

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_data_dictionary_is_the_one_that_the_code_gives():
    spec = importlib.util.spec_from_file_location("make_dictionary", DOCS / "make_dictionary.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    written = (DOCS / "data-dictionary.md").read_text(encoding="utf-8")
    assert written == module.dictionary(), "write it again: make docs"


def test_every_format_has_its_page():
    from tefter.sources.registry import formats  # noqa: PLC0415

    pages = {path.stem for path in (DOCS / "sources").glob("*.md")}
    assert {one.name for one in formats()} <= pages


def test_the_citation_names_this_version():
    citation = yaml.safe_load((DOCS.parent / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == __version__
    assert f"## {__version__}" in (DOCS.parent / "CHANGELOG.md").read_text(encoding="utf-8")
