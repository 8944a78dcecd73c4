"""What findings, tables and columns mean, in the language of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import yaml
from markupsafe import Markup

from tefter.charts.words import place
from tefter.country.names import COUNTRIES
from tefter.findings.table import Table
from tefter.publish.figures import in_marks
from tefter.publish.material import Material
from tefter.publish.naming import finding_name, key_of, table_name
from tefter.publish.sentences import Sentences
from tefter.publish.words import ENGLISH, Words, text_in
from tefter.report.tables import as_cells, as_html

SAID = frozenset({"about", "sentence", "note"})
"""Columns of tables that hold sentences of a run."""

FINDINGS = ["name", "value", "interval", "sentence"]
"""Columns of the table that ``show_table`` makes of findings."""

FIGURES = frozenset({"value", "interval"})

VERDICT = re.compile(r"By convention such codes [^.]* \([^)]*\)\.$")
"""What the sentence of a finding says of agreement beyond what its explanation does."""

COUNTED_ONCE = re.compile(r"^(\w+) posts, each counted once\. ?")


@dataclass(frozen=True)
class TableOnPage:
    """A table as a template needs it.

    Attributes
    ----------
    name : str
        Its name.
    called, caption : str
        Title and caption; each with the language in which it is.
    called_tag, caption_tag : str
        As HTML names a language.
    columns : list of (str, str, str)
        Name, meaning and the language of the meaning.
    html : Markup
        The table itself.
    """

    name: str
    called: str
    called_tag: str
    caption: str
    caption_tag: str
    columns: list[tuple[str, str, str]]
    html: Markup


class Explained:
    """The words of one language for what stands on a site; none where it has none.

    Parameters
    ----------
    material : Material
        What is published.
    say : Words
        Of the language.
    """

    def __init__(self, material: Material, say: Words) -> None:
        self.material = material
        self.say = say
        self._own = _read(say.language)

    def finding(self, name: str) -> str | None:
        """Return what a finding counts, and what it does not say."""
        key = key_of(name)
        return self._own["findings"].get(key) if key else None

    def meaning(self, english: str) -> str | None:
        """Return what a column means."""
        return self._own["columns"].get(english)

    def caption(self, table: Table) -> str | None:
        """Return the caption of a table, if it is the one that was translated."""
        if self.say.language == ENGLISH:
            return None
        once = COUNTED_ONCE.match(table.caption)
        minimum = str(self.material.minimum)
        withheld = _filled(_read(ENGLISH)["tables"]["withheld"], minimum, "")
        rest = COUNTED_ONCE.sub("", table.caption)
        told = withheld in rest
        rest = " ".join(rest.replace(withheld, "").split())
        zone = self.material.case.file.time_zone
        if table.name not in self._own["tables"] or rest != _filled(
            _read(ENGLISH)["tables"].get(table.name, ""), minimum, zone
        ):
            return None
        parts = [
            self.say("counted_once", platform=once[1]) if once else "",
            _filled(self._own["tables"][table.name], minimum, zone),
            self.say("counts_withheld", minimum=minimum) if told else "",
        ]
        return " ".join(part for part in parts if part)

    def cells(self, cells: Mapping[str, Any], around: str) -> dict[str, Any]:
        """Return the cells of a table in the language.

        Names in the data, of columns and codes, stay what they are in the files.

        Parameters
        ----------
        cells : mapping
            From ``as_cells``.
        around : str
            The language in which the page says that it is, as HTML names it; a cell in another is
            marked.
        """
        if self.say.language == ENGLISH:
            return dict(cells)
        columns = list(cells["columns"])
        finding = columns == FINDINGS
        rows = [
            [
                in_marks(str(text), self.say.language)
                if number
                else self._cell(column, str(text), str(row[0]) if finding else "", around)
                for column, text, number in zip(columns, row, cells["numeric"], strict=True)
            ]
            for row in cells["rows"]
        ]
        return {**cells, "rows": rows}

    def _cell(self, column: str, text: str, finding: str, around: str) -> str:
        said = column in SAID and text != ""
        if column in FIGURES and finding:
            ends = (in_marks(one, self.say.language) for one in text.split(" to "))
            return f" {self.say('to')} ".join(ends)
        if column == "country":
            own = self._places.get(text)
        elif said and finding:
            own = self._of_finding(finding, text)
        else:
            own = self._known.get(text) or (self._sentences.tell(text) if said else None)
        tag = self.say.tag if own else ENGLISH
        if tag == around or not (own or said):
            return own or text
        return Markup('<span lang="{}">{}</span>').format(tag, own or text)

    def _of_finding(self, name: str, sentence: str) -> str | None:
        labels = self.material.codebook.labels(self.say.language)
        called, explained = finding_name(name, self.say.language, labels), self.finding(name)
        if not called or not explained:
            return None
        verdict = VERDICT.search(sentence)
        told = self._sentences.tell(verdict[0]) if verdict else None
        return f"{called}. {explained} {told or ''}".strip()

    @cached_property
    def _places(self) -> dict[str, str]:
        places = (*COUNTRIES, "unknown", "several", "all")
        return {place(one, ENGLISH): place(one, self.say.language) for one in places}

    @cached_property
    def _known(self) -> dict[str, str]:
        """Texts of cells that have words of their own, of the site, the codebook, corrections."""
        language = self.say.language
        known = {one: self.say(one) for one in ("withheld", "yes", "no")}
        for entry in (*self.material.codebook.categories, *self.material.codebook.flags):
            known[entry.named(ENGLISH)] = entry.named(language)
            known[entry.definition] = entry.rules(language).definition
        for one in self.material.corrections:
            for texts in (one.was, one.right):
                if language in texts:
                    known[texts.get(ENGLISH) or next(iter(texts.values()))] = texts[language]
        # What is the same in both has no words of its own.
        return {english: own for english, own in known.items() if own != english}

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self._own["sentences"], self._known, self.say.language)

    def html(self, cells: Mapping[str, Any], caption: str | Markup, around: str) -> Markup:
        """Return cells in the language as a table."""
        more = self.say("more_rows", rows=str(cells["omitted"]))
        named_in = "" if around == ENGLISH else ENGLISH
        return as_html(self.cells(cells, around), caption, more=more, named_in=named_in)

    def table(self, table: Table) -> TableOnPage:
        """Return a table in the language, as far as there are words."""
        called, caption = table_name(table.name, self.say.language), self.caption(table)
        columns = [
            (name, own or english, self.say.tag if own else ENGLISH)
            for name, english in table.columns.items()
            for own in (self.meaning(english),)
        ]
        return TableOnPage(
            table.name,
            called or table.title,
            self.say.tag if called else ENGLISH,
            caption or table.caption,
            self.say.tag if caption else ENGLISH,
            columns,
            self.html(
                as_cells(table.frame, self.say.language), called or table.title, self.say.tag
            ),
        )


def _filled(text: str, minimum: str, zone: str) -> str:
    return text.replace("{minimum}", minimum).replace("{zone}", zone)


@cache
def _read(language: str) -> Mapping[str, Mapping[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text_in(language, "explained", ".yml"))
    return {"findings": {}, "tables": {}, "columns": {}, "sentences": {}, **(loaded or {})}
