"""Whether every page and picture of invented data says that it is invented."""

from __future__ import annotations

import re
from pathlib import Path

from tefter.charts.words import say
from tefter.publish.material import Material
from tefter.publish.signing import Item, failing, holding


def synthetic_said(material: Material, site: Path) -> Item:
    """Check that every page and every chart of invented data says so."""
    if bool(material.provenance["synthetic"]) != material.case.file.synthetic:
        return failing(
            "synthetic_said",
            "case.yml and the run do not agree whether the data is invented",
            "run the case again",
        )
    if not material.synthetic:
        return holding("synthetic_said", "not_synthetic")
    silent = [
        path.relative_to(site).as_posix()
        for path in sorted([*site.rglob("*.html"), *site.glob("*/charts/*.svg")])
        if not _says(path)
    ]
    if silent:
        return failing(
            "synthetic_said",
            f"{silent[0]} does not say that the data is invented",
            "run the case again",
        )
    return holding("synthetic_said", "all_say_synthetic")


def _says(path: Path) -> bool:
    text = path.read_text("utf-8")
    if path.suffix == ".html":
        return 'class="synthetic"' in text
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", text)).lower()
    language = path.parent.parent.name
    return any(say("synthetic", one).lower() in words for one in (language, "en"))
