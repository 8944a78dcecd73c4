"""The files of a chart: the same chart always gives the same bytes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tefter.charts.chart import Chart
from tefter.charts.picture import drawing_svg, picture_png, picture_svg
from tefter.privacy import safe_csv


@dataclass(frozen=True)
class Picture:
    """A chart as a page needs it, read back from its files.

    Attributes
    ----------
    name, title, caption, alt : str
        As of the ``Chart``.
    spec, narrow_spec : dict
        Vega-Lite, without title.
    svg, narrow_svg : str
        The bare drawings.
    """

    name: str
    title: str
    caption: str
    alt: str
    spec: dict[str, Any]
    narrow_spec: dict[str, Any]
    svg: str
    narrow_svg: str

    @classmethod
    def of(cls, chart: Chart) -> Picture:
        """Return the picture of a chart that is at hand."""
        return cls(
            chart.name,
            chart.title,
            chart.caption,
            chart.alt,
            chart.spec(),
            chart.spec(narrow=True),
            drawing_svg(chart),
            drawing_svg(chart, narrow=True),
        )


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
    contents = {
        f"{chart.name}.svg": picture_svg(chart).encode(),
        f"{chart.name}.png": picture_png(chart),
        f"{chart.name}.json": _document(chart),
        f"{chart.name}-narrow.svg": picture_svg(chart, narrow=True).encode(),
        f"{chart.name}-narrow.png": picture_png(chart, narrow=True),
    }
    for name, content in contents.items():
        (folder / name).write_bytes(content)
    table = folder / f"{chart.name}.csv"
    safe_csv(chart.data, table)
    return [*(folder / name for name in contents), table]


def load(folder: Path, name: str) -> Picture:
    """Read a chart back for a page, from ``NAME.json``."""
    spec = json.loads((folder / f"{name}.json").read_bytes())
    words = spec.pop("usermeta")["tefter"]
    spec.pop("title")
    return Picture(spec=spec, **words)


def _document(chart: Chart) -> bytes:
    picture = Picture.of(chart)
    words = {key: value for key, value in vars(picture).items() if key != "spec"}
    document = {
        **picture.spec,
        "title": {"text": chart.title, "subtitle": chart.caption, "anchor": "start"},
        "usermeta": {"tefter": words},
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()
