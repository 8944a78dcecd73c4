"""What a chart is: its drawings, the aggregate behind it, and its words."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

import altair as alt
import polars as pl

from tefter.charts.locales import vega_locale
from tefter.charts.theme import CONFIG, NARROW, QUIET, SIZE, WIDE, inline
from tefter.charts.words import day, say

VL_VERSION = "6.4"
"""The Vega-Lite that draws files and pages: of those vl-convert carries, Altair's own."""

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"

SCHEMA_FOR_JUPYTER = "https://vega.github.io/schema/vega-lite/v5.json"
"""JupyterLab 4.6 ships Vega-Lite up to version 5; the charts here use nothing newer."""

Drawing = alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart | alt.VConcatChart


@dataclass(frozen=True)
class Origin:
    """Where the data of a chart comes from, for its caption.

    Attributes
    ----------
    source : str
        Whose data, such as ``TikTok posts captured by the newsroom``.
    captured : date, optional
        Day of the last capture in the data, never today's.
    synthetic : bool
        Whether the data is invented. Then every caption begins with saying so.
    scope : str
        To what the posts were cut; empty where they were not.
    """

    source: str
    captured: date | None = None
    synthetic: bool = False
    scope: str = ""

    @classmethod
    def of(
        cls, posts: pl.DataFrame, source: str, *, synthetic: bool = False, scope: str = ""
    ) -> Origin:
        """Return the origin of these posts, dated by their last capture.

        Exports that do not say when they were captured are as late as their last post.
        """
        days = pl.concat([posts["captured_at"], posts["posted_at"]]).dt.date()
        last = days.sort().drop_nulls().tail(1).to_list()
        return cls(source, last[0] if last else None, synthetic, scope)

    def uncut(self) -> Origin:
        """Return the same, for what is told of the whole case however a run is cut."""
        return replace(self, scope="")

    def caption(self, note: str = "", language: str = "en") -> str:
        """Return the caption: synthetic or not, what to know, source and date."""
        parts = [say("synthetic", language)] if self.synthetic else []
        if note:
            parts.append(note.rstrip("."))
        scope = f" ({self.scope})" if self.scope else ""
        origin = f"{say('source', language)}: {self.source.rstrip('.')}{scope}"
        if self.captured is not None:
            origin += f", {say('captured', language)} {day(self.captured, language)}"
        parts.append(origin.rstrip("."))
        return ". ".join(parts) + "."


@dataclass(frozen=True)
class Chart:
    """One chart, ready for files, pages and notebooks.

    Attributes
    ----------
    name : str
        Name of its files.
    chart, narrow : altair chart
        The drawing for a page and for a phone.
    data : polars.DataFrame
        The aggregate drawn, withheld cells null. It is published beside the chart.
    title : str
        The finding, in one sentence.
    caption : str
        What to know, source and date of the data.
    alt : str
        The chart in words, for those who do not see it.
    language : str
        Language of all words, and of the numbers and dates that Vega writes.
    """

    name: str
    chart: Drawing
    narrow: Drawing
    data: pl.DataFrame
    title: str
    caption: str
    alt: str
    language: str = "en"

    def spec(self, *, narrow: bool = False) -> dict[str, Any]:
        """Return the Vega-Lite specification, the theme and the alternative text in it."""
        spec: dict[str, Any] = json.loads(self._written[narrow])
        spec.pop("config", None)
        return {
            **spec,
            "$schema": SCHEMA,
            "description": self.alt,
            "config": {**CONFIG, "locale": vega_locale(self.language)},
        }

    @cached_property
    def _written(self) -> tuple[str, str]:
        """What Altair makes of both drawings: a notebook shows a chart, and then writes its files.

        Through JSON, so that the order of keys and all types are those of the file. Altair has held
        each part against its schema when it was made, and the tests hold the whole of each chart;
        here it would take longer than the drawing.
        """
        return self.chart.to_json(validate=False), self.narrow.to_json(validate=False)


def nothing(
    name: str, table: pl.DataFrame, origin: Origin, language: str, *, why: str = ""
) -> Chart:
    """Return the chart of a table without anything to draw: it says so, and why.

    Parameters
    ----------
    name : str
        Name of the chart.
    table : polars.DataFrame
        What was given: without rows, or with every count withheld.
    origin, language
        As for every chart.
    why : str, optional
        Phrase that says why, where it is neither of these.
    """
    title = say(why or ("all_withheld" if table.height else "no_data"), language)

    def draw(width: int) -> Drawing:
        dash = alt.Chart(inline([{"text": "–"}])).encode(text=alt.Text("text:N"))
        drawing: alt.Chart = dash.mark_text(fontSize=SIZE, fill=QUIET)
        return drawing.properties(width=width, height=60)

    return Chart(
        name=name,
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=table,
        title=title,
        caption=origin.caption(language=language),
        alt=f"{title}.",
        language=language,
    )
