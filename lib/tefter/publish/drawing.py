"""The charts of a run in each language of its case, drawn again from its sealed tables."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from tefter import charts
from tefter.charts import Chart, Origin, Picture
from tefter.publish.material import Material
from tefter.publish.words import ENGLISH


@dataclass(frozen=True)
class Picked:
    """A chart for one language of the site.

    Attributes
    ----------
    picture : Picture
        The chart.
    language : str
        The language in which it could be drawn.
    """

    picture: Picture
    language: str


def pictures(material: Material, language: str) -> list[Picked]:
    """Return the charts of a run in a language, as ``picture_in`` draws each."""
    return [picture_in(material, name, language) for name in material.charts]


def picture_in(material: Material, name: str, language: str) -> Picked:
    """Return a chart of a run in a language.

    A chart whose function or tables are not at hand, or whose function takes more than tables, its
    origin, labels, a time zone and a language, stays as the run left it.
    """
    own = str(material.about.get("language", ENGLISH))
    again = None if language == own else _again(material, name, language)
    if again is None:
        return Picked(charts.load(material.report / "charts", name), own)
    return Picked(Picture.of(again), language)


def _again(material: Material, name: str, language: str) -> Chart | None:
    draw: Callable[..., Any] | None = getattr(charts, name, None)
    tables = [material.tables.get(table) for table in charts.TABLES_OF.get(name, ())]
    frames = [table.frame for table in tables if table is not None]
    if draw is None or not frames or len(frames) < len(tables):
        return None
    takes = inspect.signature(draw).parameters
    needed = [
        one.name
        for one in takes.values()
        if one.default is inspect.Parameter.empty and one.kind is not inspect.Parameter.VAR_KEYWORD
    ]
    if "language" not in takes or needed[len(frames) + 1 :]:
        return None
    further: dict[str, Any] = (
        {"labels": material.codebook.labels(language)} if "labels" in takes else {}
    )
    if "zone" in takes:
        further["zone"] = material.case.file.time_zone
    made = draw(*frames, _origin(material, language), language=language, **further)
    return made if isinstance(made, Chart) else None


def _origin(material: Material, language: str) -> Origin:
    # Telegram's own exports do not say when they were made: they are as late as their last week.
    days = [
        material.tables[table].frame[column].max()
        for table, column in (("captures", "last_captured"), ("telegram_weeks", "week"))
        if table in material.tables and column in material.tables[table].frame.columns
    ]
    return Origin(
        material.title(language),
        max((day for day in days if isinstance(day, date)), default=None),
        synthetic=material.synthetic,
        scope=scope_of(material),
    )


def scope_of(material: Material) -> str:
    """Return the days and countries to which the run was cut, in no language; empty for none."""
    given = material.provenance.get("parameters") or {}
    days = [str(given.get(name) or "…") for name in ("date_from", "date_to")]
    parts = [" – ".join(days)] if days != ["…", "…"] else []
    return ", ".join([*parts, *map(str, given.get("countries") or [])])
