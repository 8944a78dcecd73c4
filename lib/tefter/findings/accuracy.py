"""How right a told column is, next to what people say of the same posts."""

from __future__ import annotations

import polars as pl

from tefter.findings.interval import wilson

UNKNOWN = "unknown"
STEPS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.99)
"""Where the groups of a reliability table begin: narrow where most answers are."""


def labelled(posts: pl.DataFrame, labels: pl.DataFrame, what: str) -> pl.DataFrame:
    """Pair what was told of posts with what people say of them.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``post_uid`` and the column ``what``.
    labels : polars.DataFrame
        ``post_uid`` and the column ``what``; posts of which it is null are not labelled.
    what : str
        ``language``, ``variety`` or ``country``.

    Returns
    -------
    polars.DataFrame
        A row a labelled post that is in the frame: ``label`` and ``told`` String, ``unknown`` where
        nothing was told; ``confidence`` Float64, null where there is none.
    """
    confidence = f"{what}_confidence"
    told = posts.select(
        "post_uid",
        told=pl.col(what).replace("und", None),
        confidence=pl.col(confidence) if confidence in posts.columns else pl.lit(None, pl.Float64),
    )
    said = labels.select("post_uid", label=what).drop_nulls("label")
    return said.join(told, on="post_uid", how="inner").select(
        "label", pl.col("told").fill_null(UNKNOWN), "confidence"
    )


def accuracy_table(posts: pl.DataFrame, labels: pl.DataFrame) -> pl.DataFrame:
    """Count how many labelled posts were told, and how many of these right.

    Parameters
    ----------
    posts, labels
        As ``labelled`` takes them; of ``labels``, only the columns that it has are measured.

    Returns
    -------
    polars.DataFrame
        A row each for language, variety and country: ``what``; ``labelled``, ``told`` and ``right``
        Int64; ``share_told``; ``share_right`` of those told, with ``low`` and ``high``, its 95 %
        interval (Wilson), null where nothing was told.
    """
    rows = []
    for what in ("language", "variety", "country"):
        if what not in labels.columns:
            continue
        pairs = labelled(posts, labels, what)
        told = pairs.filter(pl.col("told") != UNKNOWN)
        right = told.filter(pl.col("told") == pl.col("label")).height
        rows.append(
            {
                "what": what,
                "labelled": pairs.height,
                "told": told.height,
                "right": right,
                "share_told": told.height / pairs.height if pairs.height else None,
                **_share(right, told.height),
            }
        )
    return pl.DataFrame(
        rows,
        schema={
            "what": pl.String,
            "labelled": pl.Int64,
            "told": pl.Int64,
            "right": pl.Int64,
            "share_told": pl.Float64,
            "share_right": pl.Float64,
            "low": pl.Float64,
            "high": pl.Float64,
        },
    )


def confusion_table(posts: pl.DataFrame, labels: pl.DataFrame, what: str) -> pl.DataFrame:
    """Count the posts of each label by what was told of them.

    Parameters
    ----------
    posts, labels, what
        As ``labelled`` takes them.

    Returns
    -------
    polars.DataFrame
        A row a label, in order: ``label``, and a column Int64 for each value told, those that are
        labels first, ``unknown`` last. No rows where nothing is labelled.
    """
    if what not in labels.columns:
        return pl.DataFrame(schema={"label": pl.String})
    pairs = labelled(posts, labels, what)
    names = sorted(set(pairs["label"]))
    others = sorted(set(pairs["told"]) - {*names, UNKNOWN})
    counted = pairs.group_by("label").agg(
        (pl.col("told") == one).sum().cast(pl.Int64).alias(one)
        for one in (*names, *others, UNKNOWN)
    )
    return counted.sort("label")


def reliability_table(posts: pl.DataFrame, labels: pl.DataFrame, what: str) -> pl.DataFrame:
    """Compare stated confidence with the share that was right.

    Where the two are the same, 0.9 is right nine times in ten.

    Parameters
    ----------
    posts, labels, what
        As ``labelled`` takes them. Only posts of which something was told count.

    Returns
    -------
    polars.DataFrame
        A row a group of confidence that has posts: ``from`` Float64, ``posts`` Int64,
        ``confidence`` their mean, ``share_right``, ``low`` and ``high`` (95 %, Wilson).

    Notes
    -----
    M. H. DeGroot and S. E. Fienberg (1983), "The Comparison and Evaluation of Forecasters",
    *The Statistician* 32, 12-22.
    """
    schema = {
        "from": pl.Float64,
        "posts": pl.Int64,
        "confidence": pl.Float64,
        "share_right": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
    }
    if what not in labels.columns:
        return pl.DataFrame(schema=schema)
    pairs = labelled(posts, labels, what).drop_nulls("confidence")
    told = pairs.filter(pl.col("told") != UNKNOWN)
    rows = []
    for begin, end in zip(STEPS, (*STEPS[1:], None), strict=True):
        group = told.filter(pl.col("confidence") >= begin)
        if end is not None:
            group = group.filter(pl.col("confidence") < end)
        if group.height:
            right = group.filter(pl.col("told") == pl.col("label")).height
            rows.append(
                {
                    "from": begin,
                    "posts": group.height,
                    "confidence": group["confidence"].mean(),
                    **_share(right, group.height),
                }
            )
    return pl.DataFrame(rows, schema=schema)


def _share(right: int, of: int) -> dict[str, float | None]:
    low, high = wilson(right, of) or (None, None)
    return {"share_right": right / of if of else None, "low": low, "high": high}
