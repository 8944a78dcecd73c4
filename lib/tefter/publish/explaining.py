"""What findings, tables and columns mean, in the language of a page."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import yaml
from markupsafe import Markup

from tefter.findings.table import Table
from tefter.publish.material import Material
from tefter.publish.naming import key_of, table_name
from tefter.publish.words import ENGLISH, Words, text_in
from tefter.report.tables import as_cells, as_html

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
            as_html(as_cells(table.frame, self.say.language), called or table.title),
        )


def _filled(text: str, minimum: str, zone: str) -> str:
    return text.replace("{minimum}", minimum).replace("{zone}", zone)


@cache
def _read(language: str) -> Mapping[str, Mapping[str, str]]:
    loaded: dict[str, dict[str, str]] = yaml.safe_load(text_in(language, "explained", ".yml"))
    return loaded or {"findings": {}, "tables": {}, "columns": {}}
