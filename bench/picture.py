"""The result of ``bench.whole`` as a picture: what each stage takes, and how time grows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import altair as alt
import vl_convert

from tefter.charts.chart import VL_VERSION
from tefter.charts.theme import BLUE, CONFIG, INK, QUIET, inline

NAMES = {"tefter": "Tefter", "baseline": "Notebook of today"}
SIDE = 460


def _stages(largest: dict[str, Any]) -> alt.LayerChart:
    """Draw the stages of the largest size, each beside the baseline's own."""
    rows = [
        {"who": said, "stage": stage, "seconds": took, "at": place}
        for who, said in NAMES.items()
        for place, (stage, took) in enumerate(largest[who]["stages"].items())
    ]
    plain = alt.Chart(inline(rows)).encode(
        y=alt.Y("stage:N", sort=alt.EncodingSortField("at", op="min")),
        x=alt.X("seconds:Q", axis=alt.Axis(tickCount=4, format=",.0f")),
    )
    bars = plain.mark_bar(color=BLUE)
    said = plain.mark_text(align="left", dx=4, color=INK).encode(
        text=alt.Text("seconds:Q", format=",.1f")
    )
    return alt.layer(bars, said)


def _parts(largest: dict[str, Any]) -> list[alt.LayerChart]:
    """Return one panel for each, as their seconds are far apart."""
    drawn = _stages(largest)
    return [
        drawn.transform_filter(alt.datum.who == said).properties(
            width=SIDE, title=_headed(f"{said}: seconds for {largest['posts']:,} posts")
        )
        for said in NAMES.values()
    ]


def _growth(sizes: list[dict[str, Any]]) -> alt.LayerChart:
    """Draw seconds by posts, both in powers of ten: lines of one slope grow alike."""
    counts = [one["posts"] for one in sizes]
    rows = [
        {
            "who": said,
            "posts": one["posts"],
            "seconds": one[who]["seconds"],
            "name": said if one is sizes[-1] else "",
        }
        for who, said in NAMES.items()
        for one in sizes
    ]
    scale = alt.Scale(type="log", domain=[min(counts), max(counts)])
    plain = alt.Chart(inline(rows)).encode(
        x=alt.X("posts:Q", scale=scale, axis=alt.Axis(format=",.0f", values=counts)),
        y=alt.Y(
            "seconds:Q",
            scale=alt.Scale(type="log"),
            axis=alt.Axis(format=",.0f", values=[10**power for power in range(6)]),
        ),
        color=alt.Color(
            "who:N",
            scale=alt.Scale(domain=list(NAMES.values()), range=[BLUE, QUIET]),
            legend=None,
        ),
    )
    said = plain.mark_text(align="right", dy=-12).encode(text="name:N")
    return alt.layer(plain.mark_line(), plain.mark_point(filled=True, size=60), said).properties(
        width=SIDE, height=SIDE // 2, title=_headed("Seconds by posts, start included")
    )


def _headed(text: str) -> alt.TitleParams:
    return alt.TitleParams(text, anchor="start", color=INK, fontSize=14)


def draw(result: dict[str, Any], path: Path) -> None:
    """Write the picture of a result of ``bench.whole`` as PNG, at twice its size."""
    sizes = sorted(result["sizes"], key=lambda one: int(one["posts"]))
    chart = alt.vconcat(*_parts(sizes[-1]), _growth(sizes), spacing=24)
    spec = chart.properties(config=alt.Config.from_dict(CONFIG), padding=16).to_dict()
    path.write_bytes(vl_convert.vegalite_to_png(spec, vl_version=VL_VERSION, scale=2))
