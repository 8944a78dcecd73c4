"""A chart or table as a piece of HTML that a newsroom's system takes into a page of its own."""

from __future__ import annotations

from markupsafe import Markup

from tefter.charts import Picture
from tefter.pages import templates
from tefter.report.page import ROOM, data_address

FRAGMENT = "fragment.html"


def chart_fragment(picture: Picture, language: str = "en") -> str:
    """Return a ``figure`` that needs no script, no style sheet and no other file.

    Parameters
    ----------
    picture : Picture
        The chart. Its drawings are carried in ``data:`` addresses, the narrow one for phones.
    language : str
        Language of its words.
    """
    return (
        templates(ROOM)
        .get_template(FRAGMENT)
        .render(
            language=language,
            title=picture.title,
            caption=picture.caption,
            alt=picture.alt,
            wide=data_address("image/svg+xml", picture.svg.encode()),
            narrow=data_address("image/svg+xml", picture.narrow_svg.encode()),
            table=None,
        )
    )


def table_fragment(title: str, caption: str, table: Markup, language: str = "en") -> str:
    """Return a ``figure`` with a table.

    Parameters
    ----------
    title, caption : str
        What it shows, and what was counted.
    table : Markup
        From ``as_html``; what is withheld stays withheld.
    language : str
        Language of its words.
    """
    return (
        templates(ROOM)
        .get_template(FRAGMENT)
        .render(language=language, title=title, caption=caption, table=table)
    )
