"""A chart or table as a piece of HTML that a newsroom's system takes into a page of its own."""

from __future__ import annotations

from tefter.charts import Picture
from tefter.findings import Table
from tefter.pages import templates
from tefter.report.page import ROOM, data_address
from tefter.report.tables import as_cells, as_html

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


def table_fragment(table: Table, language: str = "en") -> str:
    """Return a ``figure`` with the table; what is withheld stays withheld.

    Parameters
    ----------
    table : Table
        From ``read_tables``.
    language : str
        Language of the names of countries.
    """
    return (
        templates(ROOM)
        .get_template(FRAGMENT)
        .render(
            language=language,
            title=table.title,
            caption=table.caption,
            table=as_html(as_cells(table.frame, language), table.title),
        )
    )
