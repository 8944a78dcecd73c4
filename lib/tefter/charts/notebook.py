"""A chart in a notebook: with the network off, live or run by papermill."""

from __future__ import annotations

import base64
import re
from typing import Any

from IPython.display import display

from tefter.charts.chart import SCHEMA_FOR_JUPYTER, Chart
from tefter.charts.picture import Picture

VEGALITE = "application/vnd.vegalite.v5+json"
"""What JupyterLab 4.6 draws by itself; where nothing does, the PNG stands beside it."""

MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~$&])")


def show(chart: Chart | Picture) -> None:
    """Show a chart in a notebook, then its caption.

    One output carries the specification for JupyterLab and the picture for everything else. It
    asks no network. Words are escaped: none of them becomes markup.
    """
    for data, metadata in outputs(chart):
        display(data, raw=True, metadata=metadata)  # type: ignore[no-untyped-call]


def outputs(chart: Chart | Picture) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """Return the MIME bundles that ``show`` displays, each with its metadata.

    The metadata ``tefter`` holds what the methodology page needs: title, words, and the drawing
    for a phone.
    """
    drawn = chart if isinstance(chart, Picture) else Picture.of(chart)
    spec = {
        **drawn.spec,
        "$schema": SCHEMA_FOR_JUPYTER,
        "title": {"text": drawn.title, "anchor": "start"},
    }
    picture = {
        VEGALITE: spec,
        "image/png": base64.b64encode(drawn.png()).decode(),
        "text/plain": f"{drawn.title}\n{drawn.alt}",
    }
    words = {
        "name": drawn.name,
        "title": drawn.title,
        "alt": drawn.alt,
        "narrow": drawn.narrow_spec,
    }
    caption = {
        "text/markdown": caption_of(drawn.caption),
        "text/plain": drawn.caption,
    }
    return [(picture, {"image/png": {"alt": drawn.alt}, "tefter": words}), (caption, {})]


def caption_of(text: str) -> str:
    """Return a caption as Markdown, as it stands under a chart in a notebook."""
    return f"*{as_markdown(text)}*"


def as_markdown(text: str) -> str:
    """Escape text so that Markdown shows it as it is.

    Source: CommonMark 0.31, 2.4: any ASCII punctuation may be escaped with a backslash.
    """
    return MARKDOWN.sub(r"\\\1", " ".join(text.split()))
