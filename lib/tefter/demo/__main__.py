"""Write the demo's files, and take its exports into custody: ``make demo``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from tefter import custody
from tefter.case import find_project
from tefter.demo import CASE, DEMO_FILES, annotation_files, labels, make_demo

MAKER = "the Tefter demo generator"


def write(project: Path) -> None:
    """Write the demo's raw files, their manifest, its labels and its coders' files.

    Raises
    ------
    CustodyError
        When ``data/raw/balkan-slutshaming/`` holds other files under these names.
    """
    with TemporaryDirectory() as folder:
        for path, described in zip(make_demo(Path(folder)), DEMO_FILES, strict=True):
            custody.add(
                project / "data" / "raw" / CASE,
                [path],
                origin=described.origin,
                added_by=MAKER,
                added_at=datetime.fromisoformat(described.added_at),
            )
    (project / "cases" / CASE / "labels.csv").write_bytes(labels())
    for name, content in annotation_files().items():
        path = project / "cases" / CASE / "annotations" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


if __name__ == "__main__":
    write(find_project())
