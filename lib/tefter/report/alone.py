"""A chart as a page of its own: one file that draws itself with the network off."""

from __future__ import annotations

from pathlib import Path

from tefter.charts import Chart, Picture
from tefter.charts.words import say
from tefter.report.page import Drawn, render


def write_chart(chart: Chart | Picture, folder: Path) -> Path:
    """Write ``NAME.html``: the chart drawn live, its caption, and its words.

    The file can be sent or put on a site as it is: nothing in it is loaded from elsewhere, and
    where scripts are off, the picture stays.

    Parameters
    ----------
    chart : Chart or Picture
        The chart, or what ``load`` read of it.
    folder : path
        Where to; it is made.
    """
    folder.mkdir(parents=True, exist_ok=True)
    drawn = Drawn.of(chart if isinstance(chart, Picture) else Picture.of(chart))
    page = render("chart.html", [drawn], chart=drawn, words=say("in_words", drawn.language))
    path = folder / f"{drawn.name}.html"
    path.write_bytes(page)
    return path


__all__ = ["write_chart"]
