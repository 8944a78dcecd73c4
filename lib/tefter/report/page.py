"""How a page is put together: one file, no network, and nothing scraped becomes markup."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import polars as pl
import vl_convert
from markupsafe import Markup

from tefter.charts import Picture
from tefter.charts.chart import VL_VERSION
from tefter.pages import own_file, policy, templates
from tefter.prepared import prepared_frames

ROOM = "tefter.report"


@dataclass(frozen=True)
class Drawn:
    """A chart on a page.

    Attributes
    ----------
    name, title, caption, alt : str
        Words; ``title`` and ``caption`` may be empty.
    image, narrow_image : str
        ``data:`` addresses of the static pictures.
    spec, narrow_spec : dict
        Vega-Lite for the live drawing.
    language : str
        Language of the words.
    """

    name: str
    title: str
    caption: str
    alt: str
    image: str
    narrow_image: str
    spec: dict[str, Any]
    narrow_spec: dict[str, Any]
    language: str = "en"

    @classmethod
    def of(cls, picture: Picture) -> Drawn:
        """Return the page's view of a chart."""
        return cls(
            picture.name,
            picture.title,
            picture.caption,
            picture.alt,
            data_address("image/svg+xml", picture.svg.encode()),
            data_address("image/svg+xml", picture.narrow_svg.encode()),
            picture.spec,
            picture.narrow_spec,
            picture.language,
        )


def data_address(kind: str, content: bytes) -> str:
    """Return a ``data:`` address. An SVG shown as an image runs no script and loads nothing."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def json_island(value: object) -> Markup:
    """Return JSON that may stand inside a ``<script>`` element, whatever its strings say.

    Source: HTML standard, 4.12.1.3, restrictions for contents of script elements; the escapes
    are those of Django's ``json_script``.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True)
    for letter in "<>&\u2028\u2029":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(text)  # noqa: S704  no letter is left that HTML could read


def render(template: str, charts: list[Drawn], **context: Any) -> bytes:
    """Render a page with its styles, its one Vega bundle and a policy that allows just these.

    Parameters
    ----------
    template : str
        Name in ``templates/``.
    charts : list of Drawn
        Charts that the page draws live. Without any, the page has no script at all.
    context : Any
        What the template uses; every string in it is escaped.
    """
    style = own_file(ROOM, "style.css")
    script = live_script() if charts else ""
    specs = {chart.name: {"wide": chart.spec, "narrow": chart.narrow_spec} for chart in charts}
    page = (
        templates(ROOM)
        .get_template(template)
        .render(
            charts=charts,
            policy=policy(style, script),
            style=Markup(style),  # noqa: S704  our own file
            script=Markup(script),  # noqa: S704  our own file and vl-convert's bundle
            specs=json_island(specs),
            **context,
        )
    )
    return page.encode()


@cache
def live_script() -> str:
    """Return the script that draws charts live: Vega in one bundle, which asks for nothing."""
    (made,) = prepared_frames(
        "drawing-script", _bundled, rooms=("report/page",), libraries=("vl-convert-python",)
    )
    bundle = str(made["script"].item())
    # Inside a string, <\/script is the same to JavaScript and no end of the element to HTML.
    return f"{bundle}\n{own_file(ROOM, 'draw.js')}".replace("</script", "<\\/script")


def _bundled() -> tuple[pl.DataFrame, ...]:
    """Tie Vega and its parts into one script, which takes vl-convert longer than a report."""
    script = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", VL_VERSION)
    return (pl.DataFrame({"script": [str(script)]}),)
