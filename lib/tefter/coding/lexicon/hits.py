"""Which entries decide posts, and which never do: what an editor reads to mend a lexicon."""

from __future__ import annotations

import polars as pl

from tefter.coding.lexicon.entries import Lexicon


def entry_counts(coded: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Count the posts in which each entry of a lexicon counts.

    Parameters
    ----------
    coded : polars.DataFrame
        As ``code_with_lexicon`` gives it, with ``category_evidence``.
    lexicon : Lexicon
        That coded them.

    Returns
    -------
    polars.DataFrame
        A row an entry, in the order of the lexicon: ``entry``, ``language``, ``code`` String;
        ``posts`` Int64, those in which it counts; ``decided`` Int64, those whose category it gave;
        ``alone`` Int64, those in which no other entry counts. An entry without posts is there too.
    """
    evidence = (
        coded.select("category", "category_evidence")
        .with_row_index("row")
        .explode("category_evidence")
        .drop_nulls("category_evidence")
        .with_columns(entry=pl.col("category_evidence").str.extract(r"^([^:]+): "))
        .with_columns(
            first=pl.col("row").is_first_distinct() & pl.col("category").is_not_null(),
            alone=pl.len().over("row") == 1,
        )
    )
    counts = evidence.group_by("entry").agg(
        pl.len().cast(pl.Int64).alias("posts"),
        pl.col("first", "alone").sum().cast(pl.Int64),
    )
    entries = pl.DataFrame(
        [(entry.id, entry.language, entry.category or entry.flag) for entry in lexicon.entries],
        schema={"entry": pl.String, "language": pl.String, "code": pl.String},
        orient="row",
    )
    return (
        entries.join(counts, on="entry", how="left", maintain_order="left")
        .with_columns(pl.col("posts", "first", "alone").fill_null(0))
        .rename({"first": "decided"})
    )
