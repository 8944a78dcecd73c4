"""The codebook as a page: one file, no network, nothing on it but what editors wrote."""

from __future__ import annotations

from typing import Literal

from markupsafe import Markup

from tefter.coding.codebook.book import Codebook
from tefter.coding.words import Phrases
from tefter.pages import own_file, policy, templates

ROOM = "tefter.coding.codebook"


def codebook_page(
    codebook: Codebook,
    title: str,
    language: str = "en",
    audience: Literal["coders", "readers"] = "coders",
) -> str:
    """Return the codebook as an HTML page that opens anywhere, offline.

    Parameters
    ----------
    codebook : Codebook
        Everything in it is escaped.
    title : str
        Title of the case.
    language : str
        Language of labels, headings and, where they are translated, rules.
    audience : {"coders", "readers"}
        Coders see the examples, which are names of posts; readers do not, as a name leads to a
        person.
    """
    style = own_file(ROOM, "page.css")
    page = templates(ROOM).get_template("page.html")
    return page.render(
        codebook=codebook,
        title=title,
        language=language,
        say=Phrases(language),
        with_examples=audience == "coders",
        policy=policy(style, pictures=False),
        style=Markup(style),  # noqa: S704  our own file
    )
