"""The files of a chart: the same chart always gives the same bytes."""

from __future__ import annotations

import json
from pathlib import Path

from tefter.charts.chart import Chart
from tefter.charts.picture import Picture
from tefter.errors import RunError
from tefter.privacy import safe_csv


def save(chart: Chart, folder: Path) -> list[Path]:
    """Write ``NAME.svg``, ``.png``, ``.json`` and ``.csv``, and ``NAME-narrow.*`` for phones.

    Parameters
    ----------
    chart : Chart
        The chart.
    folder : path
        Where to; it is made.

    Returns
    -------
    list of path
        The files: ``svg`` and ``png`` (at twice the size) with title and caption in the picture,
        ``json`` with the Vega-Lite specification and its data, ``csv`` with the aggregate.
    """
    folder.mkdir(parents=True, exist_ok=True)
    picture = Picture.of(chart)
    contents = {
        f"{chart.name}.svg": picture.standing_alone().encode(),
        f"{chart.name}.png": picture.png(),
        f"{chart.name}.json": _document(picture),
        f"{chart.name}-narrow.svg": picture.standing_alone(narrow=True).encode(),
        f"{chart.name}-narrow.png": picture.png(narrow=True),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    table = folder / f"{chart.name}.csv"
    safe_csv(chart.data, table)
    return [*(folder / name for name in contents), table]


def load(folder: Path, name: str) -> Picture:
    """Read a chart back for a page or another notebook, from ``NAME.json``.

    Raises
    ------
    RunError
        When there is none: naming the notebook that makes it.
    """
    path = folder / f"{name}.json"
    if not path.exists():
        raise RunError("is missing", "run 4-findings first", file=path)
    spec = json.loads(path.read_bytes())
    words = spec.pop("usermeta")["tefter"]
    spec.pop("title")
    return Picture(spec=spec, **words)


def _document(picture: Picture) -> bytes:
    words = {key: value for key, value in vars(picture).items() if key != "spec"}
    document = {
        **picture.spec,
        "title": {"text": picture.title, "subtitle": picture.caption, "anchor": "start"},
        "usermeta": {"tefter": words},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
