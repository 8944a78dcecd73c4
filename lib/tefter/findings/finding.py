"""What a finding is, and the registry of functions that make them."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

import polars as pl

from tefter.findings.data import Data

Value = int | float | str | None
Maker = Callable[[Data], Any]
M = TypeVar("M", bound=Maker)

_MAKERS: dict[str, Maker] = {}


@dataclass(frozen=True)
class Finding:
    """One named number that a story may quote.

    Attributes
    ----------
    name : str
        Stable name, such as ``tiktok_posts``. Left empty, it is the name of the function.
    value : int, float, str or None
        The number; a date as ISO 8601 text; None where the data cannot tell.
    unit : str
        What is counted: ``posts``, ``views``, ``share`` (0 to 1), ``date`` …
    low, high : float, optional
        Ends of an interval where there is one; the sentence says which.
    filter : str
        Which rows were counted, in the columns of the data dictionary.
    rows : tuple of str
        Identifiers of the rows behind it. They are personal data: never published, only their
        number and digest.
    sentence : str
        The number in one English sentence, with what it does not say.
    source : {"data", "stated"}
        ``data`` where it was counted; ``stated`` where a person states it with a source.
    cut : bool
        Whether it is about the posts that the run's days and countries left; false for what was
        counted or stated before that.
    code : str
        ``module:function`` that made it. Filled in by ``all_findings``.
    """

    name: str = ""
    value: Value = None
    unit: str = ""
    low: float | None = None
    high: float | None = None
    filter: str = ""
    rows: tuple[str, ...] = ()
    sentence: str = ""
    source: str = "data"
    cut: bool = True
    code: str = ""

    def rows_digest(self) -> str:
        """Return the SHA-256 of the sorted identifiers, one a line, in UTF-8."""
        return hashlib.sha256("".join(f"{uid}\n" for uid in sorted(self.rows)).encode()).hexdigest()


def finding(function: M) -> M:
    """Register a function that makes a finding, or several.

    The function takes ``Data`` and returns a ``Finding`` or an iterable of them. That is all it
    takes to add one.
    """
    _MAKERS[f"{function.__module__}:{function.__name__}"] = function
    return function


def all_findings(data: Data) -> dict[str, Finding]:
    """Make every registered finding.

    Parameters
    ----------
    data : Data
        The frames of a case.

    Returns
    -------
    dict
        Finding by name, in the order in which they are written in this room.

    Raises
    ------
    ValueError
        When two functions claim one name. This is a defect of ours, not of the data.
    """
    found: dict[str, Finding] = {}
    for code, maker in _MAKERS.items():
        made = maker(data)
        for one in (made,) if isinstance(made, Finding) else tuple(made):
            named = dataclasses.replace(
                one,
                name=one.name or code.partition(":")[2],
                filter=f"{one.filter}, {data.scope}" if one.cut and data.scope else one.filter,
                code=code,
            )
            if named.name in found:
                raise ValueError(f"two findings are called {named.name}")
            found[named.name] = named
    return found


def identifiers(values: Iterable[str] | pl.Series) -> tuple[str, ...]:
    """Return identifiers as ``Finding.rows`` wants them: without nulls, sorted."""
    if isinstance(values, pl.Series):
        return tuple(values.drop_nulls().sort().to_list())
    return tuple(sorted(values))


def finding_rows(findings: dict[str, Finding]) -> pl.DataFrame:
    """Return which rows stand behind each finding.

    Returns
    -------
    polars.DataFrame
        ``name`` String and ``uid`` String. Personal data: it belongs beside the processed
        frames, never in a report.
    """
    made = [
        pl.DataFrame({"uid": one.rows}, schema={"uid": pl.String}).select(
            pl.lit(name).alias("name"), "uid"
        )
        for name, one in findings.items()
    ]
    return pl.concat([pl.DataFrame(schema={"name": pl.String, "uid": pl.String}), *made])
