"""The methodology in the language of a page: its prose, and the captions of its tables."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from typing import Any

from markupsafe import Markup

from tefter.charts import Picture, load
from tefter.charts.notebook import caption_of
from tefter.publish.corrections import corrections_table
from tefter.publish.explaining import Explained
from tefter.publish.material import Material
from tefter.publish.naming import table_name
from tefter.publish.words import ENGLISH, text_in
from tefter.report.methodology import prose
from tefter.report.page import Drawn
from tefter.report.tables import as_cells

CORRECTED = ["date", "was", "right", "signed by"]
"""Columns of the table of corrections."""

APART = "\n---\n"
"""Between the parts of a file in ``methodology/``. Part n is the same in every language."""


class Telling:
    """Tells the cells of the executed methodology in one language, as far as it has words.

    Parameters
    ----------
    material : Material
        What is published.
    explained : Explained
        The words of the language.
    charts : mapping of str to Any
        The charts in that language, by name, as the template needs them.
    """

    def __init__(self, material: Material, explained: Explained, charts: Mapping[str, Any]) -> None:
        self.material = material
        self.explained = explained
        self.say = explained.say
        self.charts = charts

    def cell(self, cell: dict[str, Any]) -> dict[str, Any]:
        """Return a cell, or an output of one, in the language; as it is where it has no words."""
        if "outputs" in cell:
            return {**cell, "outputs": [self.cell(one) for one in cell["outputs"]]}
        if "chart" in cell:
            # The notebook holds a chart as PNG, which is ten times as large as a drawing.
            return {"chart": self._drawn.get(cell["chart"].alt, cell["chart"])}
        if "cells" in cell:
            caption = told = str(cell["caption"])
            if told in self._captions:
                told, english = self._captions[told]
                own = Markup('<span lang="{}">{}</span>').format(self.say.tag, told)
                caption = Markup("{} {}").format(own, english) if english else own
            cells = cell["cells"]
            if cells["columns"] == CORRECTED:
                # What the run knew of; a correction made since stands on the same site.
                cells = as_cells(corrections_table(self.material.corrections))
            return {"table": self.explained.html(cells, caption, ENGLISH), "caption": told}
        source = str(cell.get("source", "")).strip()
        known = self._parts.get(source) or self._under_charts.get(source)
        return {"prose": prose(known), "tag": self.say.tag} if known else cell

    @cached_property
    def _parts(self) -> dict[str, str]:
        contact = self.material.case.file.contact
        version = str(self.material.codebook.version)
        return in_words_of(self.say.language, {"contact": contact, "version": version})

    @cached_property
    def _captions(self) -> dict[str, tuple[str, str]]:
        """Captions of tables: in own words, and what is said in English."""
        named = {
            f"{table.title}. {table.caption}": (
                (f"{called}. {caption}", "") if caption else (f"{called}.", table.caption)
            )
            for table in self.material.tables.values()
            for called, caption in (
                (table_name(table.name, self.say.language), self.explained.caption(table)),
            )
            if called
        }
        return {**named, **{text: (own, "") for text, own in self._parts.items()}}

    @cached_property
    def _drawn(self) -> dict[str, Any]:
        """The charts by what the notebook says of them for who cannot see."""
        return {one.alt: self.charts.get(one.name) or Drawn.of(one) for one in self._left}

    @cached_property
    def _under_charts(self) -> dict[str, str]:
        return {
            caption_of(one.caption): caption_of(self.charts[one.name].caption)
            for one in self._left
            if one.name in self.charts and self.charts[one.name].tag == self.say.tag
        }

    @cached_property
    def _left(self) -> list[Picture]:
        return [load(self.material.report / "charts", name) for name in self.material.charts]


def in_words_of(language: str, values: Mapping[str, str]) -> dict[str, str]:
    """Return each part of the methodology in English to the same part in a language.

    A newsroom that changes a paragraph of its notebook finds it as it wrote it: there is no part
    that says the same.

    Parameters
    ----------
    language : str
        Such as ``sq``.
    values : mapping of str to str
        What stands in the parts that are not the same in every run: ``contact``, ``version``.

    Returns
    -------
    dict of str to str
        Markdown to Markdown; empty where the methodology is not there in the language.
    """
    own = _parts(language)
    english = _parts(ENGLISH)
    return {
        _filled(one, values): _filled(other, values)
        for one, other in zip(english, own, strict=bool(own))
    }


def _filled(text: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", value)
    return text


@cache
def _parts(language: str) -> tuple[str, ...]:
    text = text_in(language, "methodology", ".md")
    return tuple(part.strip() for part in text.split(APART)) if text else ()
