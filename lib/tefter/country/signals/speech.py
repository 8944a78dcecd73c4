"""The language and variety of a text: who writes so lives where, on the whole."""

from __future__ import annotations

import polars as pl

from tefter.country.names import COUNTRIES
from tefter.country.shares import languages
from tefter.country.signals.rows import ROWS, no_rows
from tefter.country.weights import PRIOR_ELSEWHERE, PRIOR_OF_REGION

CODE = r"^[a-z]{2,3}$"
"""A code of ISO 639: evidence holds nothing else."""

NO_LANGUAGE = ("und", "mul", "zxx")
UNSURE = 0.5
"""Confidence that a language without one is taken to have."""


def speech_of_text(posts: pl.DataFrame) -> pl.DataFrame:
    """Take the language of the text, or its variety where it shows one.

    The shares of ``shares.yml`` are mixed with the prior by how unsure the language is, so that a
    guess says nothing. Without the column ``language`` there is no signal; ``variety`` and
    ``language_confidence`` are used where they are.
    """
    if "language" not in posts.columns:
        return no_rows()
    optional = {"variety": pl.String, "language_confidence": pl.Float64}
    told = (
        posts.select(
            "language",
            *(
                name if name in posts.columns else pl.lit(None, dtype).alias(name)
                for name, dtype in optional.items()
            ),
        )
        .with_columns(row=pl.int_range(pl.len(), dtype=pl.Int64))
        .filter(
            pl.col("language").str.contains(CODE).fill_null(False)
            & ~pl.col("language").is_in(NO_LANGUAGE)
        )
    )
    known = languages().rename({"country": "home"})
    keys = known["key"].unique().to_list()
    both = pl.concat_str("language", "variety", separator=":")
    keyed = told.with_columns(
        value=pl.when(both.is_in(keys)).then("variety").otherwise("language"),
        signal=pl.when(both.is_in(keys))
        .then(pl.lit("variety of the text"))
        .otherwise(pl.lit("language of the text")),
        key=pl.when(both.is_in(keys))
        .then(both)
        .when(pl.col("language").is_in(keys))
        .then("language")
        .otherwise(pl.lit("other")),
        sure=pl.col("language_confidence").fill_null(UNSURE).fill_nan(UNSURE).clip(0, 1),
    )
    prior = (
        pl.when(pl.col("home").is_null())
        .then(PRIOR_ELSEWHERE)
        .when(pl.col("home").is_in(COUNTRIES))
        .then(PRIOR_OF_REGION)
    )
    return keyed.join(known, on="key", maintain_order="left").select(
        "row",
        "signal",
        "value",
        pl.col("home").alias("country"),
        weight=pl.col("sure") * pl.col("share") + (1 - pl.col("sure")) * prior,
    )[list(ROWS)]
