"""Counts: whole numbers, as machines write them and as people in the region do."""

from __future__ import annotations

import polars as pl

from tefter.values import Unreadable
from tefter.values.written import (
    AmbiguousCountError,
    CountEvidence,
    CountStyle,
    NotACountError,
    read_written,
)

LARGEST = 2**63 - 1
NOT_WHOLE = "not a whole number from zero up"


def whole(value: object, field: str) -> int | None:
    """Read a count that a machine wrote.

    Parameters
    ----------
    value : object
        An integer, a float without a fraction, or text of digits (``123``; also ``123.0``, which
        pandas makes of a column with gaps). ``None`` and blank text mean not known.
    field : str
        Name of the field, for the message.

    Raises
    ------
    Unreadable
        ``bad_count`` for anything else, negative numbers and truth values included.
    """
    if value is None:
        return None
    number: int | None = None
    if isinstance(value, bool):
        pass
    elif isinstance(value, int):
        number = value
    elif isinstance(value, float):
        number = int(value) if value.is_integer() else None
    elif isinstance(value, str):
        text = value.strip().removesuffix(".0")
        if not text and not value.strip():
            return None
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 20 else None  # noqa: PLR2004  longer than any count
    if number is None or not 0 <= number <= LARGEST:
        raise Unreadable("bad_count", f"{field} is not a whole number")
    return number


def read_count(value: object, style: CountStyle, field: str) -> int | None:
    """Read a count that a person wrote, in the style of its column.

    Parameters
    ----------
    value : object
        A number, or text such as ``1,2 mil.``; ``None``, blank text and signs such as ``-`` or
        ``n/a`` mean not known.
    style : CountStyle
        What the column's values say of points and commas, from ``CountEvidence.style``.
    field : str
        Name of the field, for the message.

    Raises
    ------
    Unreadable
        ``bad_count``, with what is wrong: never a guess.
    """
    if not isinstance(value, str):
        return whole(value, field)
    try:
        return read_written(value, style)
    except NotACountError as problem:
        unsure = isinstance(problem, AmbiguousCountError)
        raise Unreadable("bad_count", f"{field}: {problem}", ambiguous=unsure) from None


def style_of(column: pl.Series) -> CountStyle:
    """Return what the values of a column say of its points and commas."""
    evidence = CountEvidence()
    if column.dtype == pl.String:
        for value in column.drop_nulls().unique(maintain_order=True):
            evidence.see(value)
    return evidence.style()


def read_counts(column: pl.Series) -> pl.DataFrame:
    """Read a column of counts as people write them.

    Whether a point or comma followed by three digits groups thousands or begins a fraction is
    decided by the column's other values; where they do not say, the value is a problem.

    Parameters
    ----------
    column : polars.Series
        Text, integers or floats.

    Returns
    -------
    polars.DataFrame
        One row for each value: ``count`` (Int64; null where not known or not readable),
        ``problem`` (String; null where there is none) and ``note`` (String; for values that the
        column decided, what was decided and on which evidence).
    """
    if column.dtype.is_integer():
        return _of_integers(column)
    if column.dtype.is_float():
        column = column.fill_nan(None)
    elif column.dtype != pl.String:
        return pl.DataFrame({"value": column}).select(
            pl.lit(None, pl.Int64).alias("count"),
            pl.when(pl.col("value").is_not_null())
            .then(pl.lit(NOT_WHOLE, pl.String))
            .alias("problem"),
            pl.lit(None, pl.String).alias("note"),
        )
    style = style_of(column)
    different = column.unique(maintain_order=True)
    rows = [_row(value, style) for value in different]
    names = ("count", "problem", "note")
    seen = pl.DataFrame(
        rows, schema={"count": pl.Int64, "problem": pl.String, "note": pl.String}, orient="row"
    ).with_columns(different.alias("value"))
    return (
        pl.DataFrame({"value": column})
        .join(seen, on="value", how="left", nulls_equal=True, maintain_order="left")
        .select(names)
    )


def _of_integers(column: pl.Series) -> pl.DataFrame:
    value = pl.col("value")
    fits = value.is_between(0, LARGEST)
    return pl.DataFrame({"value": column}).select(
        pl.when(fits).then(value).cast(pl.Int64).alias("count"),
        pl.when(value.is_not_null() & ~fits).then(pl.lit(NOT_WHOLE)).alias("problem"),
        pl.lit(None, pl.String).alias("note"),
    )


def _row(value: object, style: CountStyle) -> tuple[int | None, str | None, str | None]:
    if not isinstance(value, str):
        try:
            return whole(value, "count"), None, None
        except Unreadable:
            return None, NOT_WHOLE, None
    try:
        return read_written(value, style), None, style.decided(value)
    except NotACountError as problem:
        return None, str(problem), None
