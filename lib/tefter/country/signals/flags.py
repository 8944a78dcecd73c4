"""Flags in what an account says of itself, and in texts."""

from __future__ import annotations

import polars as pl

from tefter.country.names import is_country
from tefter.country.shares import bearers
from tefter.country.signals.rows import no_rows, spread, text_of
from tefter.country.weights import BIO_COUNTRY, NAME_COUNTRY, TEXT_COUNTRY

PAIR = r"[\x{1F1E6}-\x{1F1FF}]{2}"
"""Unicode Technical Standard 51: two regional indicators make a flag."""

FIRST = 0x1F1E6

MOST_FLAGS = 8
"""More different flags in one text are decoration, or all of the world."""


def flags_in_profile(posts: pl.DataFrame, profiles: pl.DataFrame) -> pl.DataFrame:
    """Take the flags in the bio and in the display name."""
    return pl.concat(
        [
            _signal(profiles["bio"], "flag in the bio", BIO_COUNTRY),
            _signal(profiles["display_name"], "flag in the display name", NAME_COUNTRY),
        ]
    )


def flags_in_text(posts: pl.DataFrame) -> pl.DataFrame:
    """Take the flags in the text."""
    return _signal(text_of(posts), "flag in the text", TEXT_COUNTRY)


def find_flags(texts: pl.Series) -> pl.DataFrame:
    """Find the flags of countries in texts.

    Parameters
    ----------
    texts : polars.Series of String
        Texts of any origin; nulls are allowed.

    Returns
    -------
    polars.DataFrame
        ``row`` Int64, ``value`` (the flag) and ``country``, each flag once a text, in order. Texts
        with more than ``MOST_FLAGS`` give none.
    """
    found = (
        texts.alias("text")
        .to_frame()
        .with_columns(row=pl.int_range(pl.len(), dtype=pl.Int64))
        .filter(pl.col("text").str.contains(PAIR))
        .select("row", value=pl.col("text").str.extract_all(PAIR))
        .explode("value", empty_as_null=True)
        .unique(maintain_order=True)
        .filter(pl.len().over("row") <= MOST_FLAGS)
    )
    named = found["value"].unique(maintain_order=True)
    codes = ["".join(chr(ord(sign) - FIRST + ord("A")) for sign in flag) for flag in named]
    known = pl.DataFrame({"value": named, "country": pl.Series(codes, dtype=pl.String)}).filter(
        pl.Series([is_country(code) for code in codes], dtype=pl.Boolean)
    )
    return found.join(known, on="value", maintain_order="left")


def _signal(texts: pl.Series, signal: str, strength: float) -> pl.DataFrame:
    found = find_flags(texts)
    if found.is_empty():
        return no_rows()
    return spread(borne(found).with_columns(strength=pl.lit(strength)), signal)


def borne(found: pl.DataFrame) -> pl.DataFrame:
    """Replace countries whose flag or name was found by where those are who bear it.

    Parameters
    ----------
    found : polars.DataFrame
        ``row``, ``value`` and ``country``. Gains ``share``.
    """
    return (
        found.join(
            bearers().rename({"country": "home"}),
            left_on="country",
            right_on="key",
            how="left",
            maintain_order="left",
        )
        .with_columns(
            country=pl.when(pl.col("share").is_null()).then("country").otherwise("home"),
            share=pl.col("share").fill_null(1.0),
        )
        .drop("home")
    )
