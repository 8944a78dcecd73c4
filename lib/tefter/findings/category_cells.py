"""Posts by category and country, small cells withheld: what no other table may give away."""

from __future__ import annotations

import polars as pl

from tefter.findings.data import Data, with_country
from tefter.privacy import suppress_small_cells
from tefter.privacy.release import HIDDEN


def category_cells(data: Data) -> pl.DataFrame:
    """Count the posts of each category in each country.

    Returns
    -------
    polars.DataFrame
        ``country`` (``unknown`` where it could not be told), ``category`` (``not coded`` where
        none was given), ``posts``, ``share`` of the country's posts, and ``hidden``. Where one cell
        would follow from the totals, another is withheld with it.
    """
    posts = with_country(data.counted).with_columns(pl.col("category").fill_null("not coded"))
    names = [
        *data.category_names,
        *(["not coded"] if data.counted["category"].null_count() else []),
    ]
    ways = (
        posts.select("country")
        .unique()
        .join(pl.DataFrame({"category": names}, schema={"category": pl.String}), how="cross")
    )
    found = posts.group_by("country", "category").agg(pl.len().cast(pl.Int64).alias("posts"))
    totals = posts.group_by("country").agg(pl.len().alias("total"))
    frame = (
        ways.join(found, on=["country", "category"], how="left")
        .join(totals, on="country")
        .with_columns(pl.col("posts").fill_null(0))
        .with_columns((pl.col("posts") / pl.col("total")).alias("share"))
        .sort("total", "country", "category", descending=[True, False, False])
        .drop("total")
    )
    return suppress_small_cells(
        frame, "posts", ["share"], minimum=data.minimum, totals=["country", "category"]
    )


def withheld_cells(data: Data) -> pl.DataFrame:
    """Return the country and category of each cell that is withheld."""
    return category_cells(data).filter(HIDDEN).select("country", "category")
