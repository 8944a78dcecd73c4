"""The publishable tables about posts that appear again on another platform."""

from __future__ import annotations

import polars as pl

from tefter.findings.captions import COUNTRY, WITHHELD, small, what
from tefter.findings.data import Data, with_country
from tefter.findings.interval import wilson
from tefter.findings.sharing import without_direction
from tefter.findings.table import Table
from tefter.privacy import suppress_small_cells
from tefter.privacy.release import HIDDEN, WHOLE

EDGES = (0.0, 1.0, 7.0, 30.0, 90.0, 180.0, 365.0, 730.0, 1095.0, 1826.0)
"""Where a class of lags begins, in days: a day, a week, months, years."""

DAY = 86_400


def shared_by_country(data: Data) -> Table:
    """Show which share of the posts of each country appears again elsewhere."""
    # Where nothing tells which of two came first, either appears on another platform.
    either = data.shared.filter(without_direction()).select(post_uid="shared_in_uid")
    again = pl.concat([data.shared.select("post_uid"), either]).unique()
    posts = with_country(data.studied).select("post_uid", "country")
    counts = (
        posts.join(again.with_columns(found=pl.lit(1)), on="post_uid", how="left")
        .group_by("country")
        .agg(
            pl.len().cast(pl.Int64).alias("posts"),
            pl.col("found").count().cast(pl.Int64).alias("shared"),
        )
        .sort("country")
    )
    ends = [
        wilson(shared, many) or (None, None)
        for shared, many in counts.select("shared", "posts").iter_rows()
    ]
    frame = counts.with_columns(
        share=pl.col("shared") / pl.col("posts"),
        low=pl.Series([low for low, _ in ends], dtype=pl.Float64),
        high=pl.Series([high for _, high in ends], dtype=pl.Float64),
    )
    measures = ["share", "low", "high"]
    # The number of all shared posts is published too: withholding one country would not do.
    frame = suppress_small_cells(
        frame, "shared", measures, minimum=data.minimum, totals=[WHOLE]
    ).rename({HIDDEN: "shared_hidden"})
    frame = suppress_small_cells(
        frame, "posts", ["shared", *measures], minimum=data.minimum, totals=[WHOLE]
    )
    return Table(
        "shared_by_country",
        "Posts that appear again on another platform, by country",
        frame.sort("posts", "country", descending=[True, False], nulls_last=True),
        f"{what(data)} Shared: found again in an export of another platform, by link, text, sound "
        "or media hash. What was shared where nobody exported is not seen. low and high are the "
        f"Wilson 95% interval. {small(data)}",
        {
            "country": COUNTRY,
            "posts": "Posts",
            "shared": "Posts of them that appear again on another platform",
            "share": "Share of them, 0 to 1",
            "low": "Lower end of the Wilson 95% interval of the share",
            "high": "Upper end of it",
            "shared_hidden": "Whether the number of shared posts is withheld",
            HIDDEN: WITHHELD,
        },
    )


def sharing_lag(data: Data) -> Table:
    """Show how long after posting a post appears again on another platform."""
    days = pl.col("lag").dt.total_seconds() / DAY
    lags = (
        data.shared.filter(pl.col("platform") == data.studied_platform)
        .select("kind", lag_from=days, undirected=without_direction())
        .filter(pl.col("lag_from") >= 0, ~pl.col("undirected"))
        .sort("lag_from")
    )
    classes = pl.DataFrame(
        {"lag_from": EDGES, "lag_to": [*EDGES[1:], None]},
        schema={"lag_from": pl.Float64, "lag_to": pl.Float64},
    )
    found = (
        lags.join_asof(classes.select("lag_from", start="lag_from"), on="lag_from")
        .group_by("kind", lag_from="start")
        .agg(pl.len().cast(pl.Int64).alias("matches"))
    )
    highest = found["lag_from"].max()
    frame = (
        classes.filter(pl.col("lag_from") <= (-1.0 if highest is None else highest))
        .join(found.select("kind").unique(), how="cross")
        .join(found, on=["kind", "lag_from"], how="left")
        .with_columns(pl.col("matches").fill_null(0))
        .sort("kind", "lag_from")
        .select("lag_from", "lag_to", "matches", "kind")
    )
    return Table(
        "sharing_lag",
        "Time from posting to appearing again on another platform",
        suppress_small_cells(frame, "matches", minimum=data.minimum, totals=["kind"]),
        f"Every time a post appears again, by the surest kind of evidence. {small(data)} Pairs "
        "whose times do not tell which came first, or in which the clocks of the exports disagree, "
        "are left out.",
        {
            "lag_from": "Days from posting, from",
            "lag_to": "Days from posting, to (not included); empty where there is no upper end",
            "matches": "Pairs of a post and a post elsewhere in which it appears",
            "kind": "How they were matched: link, media_hash, text, near_text, text_part, "
            "media_look or sound",
            HIDDEN: WITHHELD,
        },
    )
