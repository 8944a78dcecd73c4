"""A chart in a notebook: with the network off, live or run by papermill."""

from __future__ import annotations

import base64
import re
from typing import Any

from IPython.display import display

from tefter.charts.chart import SCHEMA_FOR_JUPYTER, Chart
from tefter.charts.picture import picture_png

VEGALITE = "application/vnd.vegalite.v5+json"
"""What JupyterLab 4.6 draws by itself; where nothing does, the PNG stands beside it."""

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&])")


def show(chart: Chart) -> None:
    """Show a chart in a notebook, then its caption.

    One output carries the specification for JupyterLab and the picture for everything else. It
    asks no network. Words are escaped: none of them becomes markup.
    """
    for data, metadata in outputs(chart):
        display(data, raw=True, metadata=metadata)  # type: ignore[no-untyped-call]


def outputs(chart: Chart) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return the MIME bundles that ``show`` displays, each with its metadata.

    The metadata ``tefter`` holds what the methodology page needs: title, words, and the drawing
    for a phone.
    """
    spec = {
        **chart.spec(),
        "$schema": SCHEMA_FOR_JUPYTER,
        "title": {"text": chart.title, "anchor": "start"},
    }
    picture = {
        VEGALITE: spec,
        "image/png": base64.b64encode(picture_png(chart)).decode(),
        "text/plain": f"{chart.title}\n{chart.alt}",
    }
    words = {
        "name": chart.name,
        "title": chart.title,
        "alt": chart.alt,
        "narrow": chart.spec(narrow=True),
    }
    caption = {
        "text/markdown": f"*{as_markdown(chart.caption)}*",
        "text/plain": chart.caption,
    }
    return [(picture, {"image/png": {"alt": chart.alt}, "tefter": words}), (caption, {})]


def as_markdown(text: str) -> str:
    """Escape text so that Markdown shows it as it is.

    Source: CommonMark 0.31, 2.4: any ASCII punctuation may be escaped with a backslash.
    """
    return MARKDOWN.sub(r"\\\1", " ".join(text.split()))
