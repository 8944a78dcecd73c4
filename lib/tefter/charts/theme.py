"""The one theme: colours, type and sizes of every chart."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import altair as alt

INK = "#1b1f24"
QUIET = "#59626d"
GRID = "#e3e6ea"
BLUE = "#0072b2"
ORANGE = "#d55e00"
GREY = "#9aa3ad"
LIGHT = "#c9e0f1"
SCALE = ["#e8f1f8", "#8fc1e3", "#0072b2", "#003d66"]
MISSING = "#f1f2f4"
FAINT = "#c3c9d0"
SHADES = ["#c9e0f1", "#8fc1e3", "#0072b2", "#003d66"]
"""Blue and vermilion of the set of Okabe and Ito (2008), *Color Universal Design*, told apart with
any colour vision; ``SCALE`` runs from light to dark in one hue, so that it also reads in grey.
``SHADES`` begins darker, for fields on white that are told from those around them; ``MISSING`` is
what is withheld or not known, under hatching in ``GREY``; ``FAINT`` is a mark in its place.
"""

COLOURS = [BLUE, ORANGE, "#009e73", "#cc79a7", "#e69f00", GREY]
SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"]
"""Colours of Okabe and Ito for things without an order, each with a shape, so that neither is
needed alone. The last are those of everything else."""

KIND_SHADES = ["#003d66", "#0072b2", "#56a0d3", "#a3cbe8", "#d6e8f5", "#c3c9d0", "#e3e6ea"]
"""From the surest kind to the least sure."""

FONT = "Liberation Sans, Arimo, Arial, Helvetica, sans-serif"
"""All of the same widths. vl-convert carries Liberation Sans inside and lays text out with it."""

SIZE = 13
WIDE = 680
NARROW = 340
"""Widths in CSS pixels: a page's column, and a phone of 380 pixels without its margins."""

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "#ffffff",
    "view": {"stroke": None},
    "padding": 4,
    "axis": {
        "labelFontSize": SIZE,
        "labelColor": QUIET,
        "labelLimit": 320,
        "labelPadding": 6,
        "title": None,
        "domain": False,
        "ticks": False,
        "gridColor": GRID,
    },
    "header": {"labelFontSize": SIZE, "labelColor": INK, "title": None},
    "text": {"fontSize": SIZE, "fill": INK},
    "bar": {"fill": BLUE},
    "legend": {"labelFontSize": SIZE, "labelColor": QUIET, "title": None, "orient": "top"},
    "axisY": {"labelColor": INK},
}
"""Vega-Lite configuration. Axis titles are left out: the chart's own title says what is drawn, and
a rotated title is what overlaps where a reader's machine has another font."""


FITTED = alt.AutoSizeParams(type="fit-x", contains="padding")
"""Width is that of the whole drawing, labels and all, so that charts stand flush on a page."""


def inline(rows: Iterable[dict[str, Any]]) -> alt.InlineData:
    """Return rows as data that Altair does not copy with each layer, as it does number by number.

    It copies lists, and hands tuples on; on a map here are all borders of the region.
    """
    return alt.InlineData(values=tuple(rows))


def either(test: str, colour: str, other: str) -> alt.ColorValue:
    """Return one colour where a test of Vega's holds, and another elsewhere.

    ``alt.condition`` says the same; what it returns, Altair has to look up in its whole schema.
    So it does a channel given as a plain text, which is why charts name the classes of channels.
    """
    return alt.ColorValue(other, condition={"test": test, "value": colour})


def rows_high(rows: int, step: int) -> int:
    """Return the height of a chart with one row of ``step`` pixels for each thing.

    Vega-Lite has steps of its own, but says on every page that it does not fit them.
    """
    return step * max(rows, 1)
