"""What a column and a frame are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

import polars as pl

UTC = pl.Datetime("us", "UTC")
STRINGS = pl.List(pl.String)
COUNTRY_EVIDENCE = pl.List(
    pl.Struct({"signal": pl.String, "value": pl.String, "country": pl.String, "weight": pl.Float64})
)
PERSONAL_DATA = pl.List(pl.Struct({"kind": pl.String, "start": pl.Int64, "end": pl.Int64}))

Exposure = Literal["open", "personal", "text"]


@dataclass(frozen=True)
class Column:
    """One column of a frame.

    Attributes
    ----------
    name : str
        Its name, the same in every frame that has it.
    dtype : polars.DataType
        Its Polars type.
    meaning : str
        One sentence for the data dictionary; a null always means *not known*.
    exposure : {"open", "personal", "text"}
        ``open`` may be published; ``personal`` identifies someone and may not; ``text`` is
        scraped text, masked wherever a person looks and never published.
    """

    name: str
    dtype: Any
    meaning: str
    exposure: Exposure = "open"


@dataclass(frozen=True)
class Frame:
    """The contract of one frame: its columns in order, and the columns that name a row."""

    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    @property
    def schema(self) -> dict[str, Any]:
        """Column name to Polars type, in order."""
        return {column.name: column.dtype for column in self.columns}

    def empty(self) -> pl.DataFrame:
        """Return the frame with its columns and no row."""
        return pl.DataFrame(schema=self.schema)


def columns_of(*rows: tuple[str, Any, str] | tuple[str, Any, str, Exposure]) -> tuple[Column, ...]:
    """Return columns from their name, type, meaning and, unless open, exposure."""
    return tuple(Column(*row) for row in rows)
