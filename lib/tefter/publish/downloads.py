"""The files of a site beside its pages: charts, tables, numbers, and where they come from."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tefter.claims import record
from tefter.publish.drawing import Picked
from tefter.publish.machine import citation, data_package, dataset
from tefter.publish.material import Material
from tefter.publish.release import Release

TOLD = 20
"""Rows from which the digest of their identifiers is published. Of fewer, whoever has a list of
candidates could try which of them give the digest."""

PUBLISHED = (
    "case",
    "run",
    "synthetic",
    "content_digest",
    "inputs",
    "parameters",
    "tefter",
    "code",
    "python",
    "platform",
    "packages",
    "started_at",
    "ended_at",
)
"""What of ``provenance.json`` may leave: decisions and notebooks can be named after people."""

FIRST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in ``data.zip``, so that the same tables give the same bytes."""


def write_downloads(
    material: Material,
    release: Release,
    drawn: Mapping[str, list[Picked]],
    folder: Path,
    *,
    pictures_too: bool,
) -> None:
    """Write every file of a site that is no page.

    Parameters
    ----------
    material : Material
        What is published.
    release : Release
        What the site says of itself.
    drawn : mapping of str to list of Picked
        Language to the charts in it.
    folder : path
        The site.
    pictures_too : bool
        Whether the PNG files are drawn.
    """
    for part, endings in (("charts", {".csv", ".json"}), ("tables", {".csv"})):
        (folder / part).mkdir()
        for path in sorted((material.report / part).iterdir()):
            if path.suffix in endings and path.stem in _named(material, part):
                (folder / part / path.name).write_bytes(path.read_bytes())
    for language, pictures in drawn.items():
        (folder / language / "charts").mkdir(parents=True)
        for one in pictures:
            path = folder / language / "charts" / one.picture.name
            path.with_suffix(".svg").write_text(one.picture.standing_alone(), "utf-8")
            if pictures_too:
                path.with_suffix(".png").write_bytes(one.picture.png())
    package = data_package(material, release)
    (folder / "datapackage.json").write_bytes(package)
    (folder / "numbers.json").write_bytes(_json([_told(one) for one in material.numbers]))
    (folder / "claims.json").write_bytes(_json(_claims(material)))
    told = {**material.provenance, "inputs": material.inputs}
    (folder / "provenance.json").write_bytes(_json({name: told.get(name) for name in PUBLISHED}))
    (folder / "dataset.jsonld").write_text(dataset(material, release, "en"), "utf-8")
    (folder / "CITATION.cff").write_bytes(citation(material, release))
    (folder / "data.zip").write_bytes(_zip(folder, package))


def _named(material: Material, part: str) -> set[str]:
    return set(material.charts) if part == "charts" else set(material.tables)


def _told(finding: Mapping[str, Any]) -> dict[str, Any]:
    """Return a finding without the digest of its rows where these are few."""
    rows = dict(finding["rows"])
    if rows["count"] < TOLD:
        rows.pop("sha256")
    return {**finding, "rows": rows}


def _claims(material: Material) -> dict[str, Any]:
    return record(
        {f"story.{language}": checked for language, checked in material.stories.items()},
        case=material.case.name,
        run=material.report.name,
        content_digest=str(material.provenance["content_digest"]),
        synthetic=material.synthetic,
    )


def _zip(folder: Path, package: bytes) -> bytes:
    """Return the tables and the package that describes them: same tables, same bytes."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(zipfile.ZipInfo("datapackage.json", FIRST), package)
        for path in sorted((folder / "tables").iterdir()):
            made.writestr(zipfile.ZipInfo(f"tables/{path.name}", FIRST), path.read_bytes())
    return content.getvalue()


def _json(document: object) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()
