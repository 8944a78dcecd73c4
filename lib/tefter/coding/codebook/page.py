"""The codebook as a page: one file, no network, nothing on it but what editors wrote."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import Literal

import jinja2
from markupsafe import Markup

from tefter.coding.codebook.book import Codebook
from tefter.coding.words import Phrases


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
    style = _own("page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return _template().render(
        codebook=codebook,
        title=title,
        language=language,
        say=Phrases(language),
        with_examples=audience == "coders",
        # Source expressions of Content Security Policy level 3: this style, and nothing else.
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'",
        style=Markup(style),  # noqa: S704  our own file
    )


@cache
def _template() -> jinja2.Template:
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(_own("page.html"))


@cache
def _own(name: str) -> str:
    return files("tefter.coding.codebook").joinpath(name).read_text("utf-8")
