"""The publishable tables: every chart is drawn from one of these."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from tefter.findings.agreement import agreement
from tefter.findings.captions import COUNTRY, WITHHELD, small, what
from tefter.findings.category_cells import category_cells
from tefter.findings.coding import counted_categories, interval_meaning
from tefter.findings.comment_tables import comments_per_post
from tefter.findings.data import Data, with_country
from tefter.findings.hashtag_tables import hashtag_nodes, hashtag_ties, top_hashtags
from tefter.findings.interval import wilson
from tefter.findings.machines import machine_quality
from tefter.findings.prevalence import prevalence
from tefter.findings.sharing_tables import shared_by_country, sharing_lag
from tefter.findings.table import Table
from tefter.findings.time_tables import (
    cumulative_views,
    posts_by_weekday_hour,
    survival_curve,
    weeks_of_telegram,
)
from tefter.findings.uncertain import coding_uncertainty
from tefter.privacy import file_name, suppress_small_cells
from tefter.privacy.release import HIDDEN, WHOLE


def tables(data: Data, *names: str) -> dict[str, Table]:
    """Make the publishable tables.

    Parameters
    ----------
    data : Data
        The frames of a case; may be empty, then the tables have no row.
    *names : str
        Which ones; every one where none is named.

    Returns
    -------
    dict
        Table by name.

    Raises
    ------
    KeyError
        When there is no table of a name.
    """
    return {name: _MAKERS[name](data) for name in names or _MAKERS}


def posts_by_country(data: Data) -> Table:
    """Count posts and accounts by country, unknown included."""
    frame = (
        with_country(data.studied)
        .group_by("country")
        .agg(pl.len().cast(pl.Int64).alias("posts"), _accounts())
        .with_columns((pl.col("posts") / data.studied.height).alias("share"))
        .sort("country")
    )
    # The number of all accounts is published too, so withholding one country would not be enough.
    frame = suppress_small_cells(frame, "accounts", minimum=data.minimum, totals=[WHOLE]).rename(
        {HIDDEN: "accounts_hidden"}
    )
    return Table(
        "posts_by_country",
        "Posts by country",
        _ranked(
            suppress_small_cells(
                frame, "posts", ["accounts", "share"], minimum=data.minimum, totals=[WHOLE]
            ),
            "posts",
        ),
        f"{what(data)} {small(data)}",
        {
            "country": COUNTRY,
            "posts": "Posts",
            "accounts": "Accounts that made them",
            "share": "Share of all posts, 0 to 1",
            "accounts_hidden": "Whether the number of accounts is withheld",
            HIDDEN: WITHHELD,
        },
    )


def posts_by_month_country(data: Data) -> Table:
    """Count posts by country over time, in the shortest periods that can be published."""
    frame, months = data.periods
    word = {1: "month", 3: "quarter", 12: "year"}[months]
    return Table(
        "posts_by_month_country",
        f"Posts by {word} and country",
        frame,
        f"{what(data)} By {word} of posting ({data.time_zone}), the shortest period in which "
        f"hardly any cell is small. {small(data)}",
        {
            "period": "First day of the period",
            "months": "Length of the period in months: 1, 3 or 12",
            "country": f"{COUNTRY}; `several` for all withheld cells of the period together",
            "posts": "Posts",
            HIDDEN: WITHHELD,
        },
    )


def views_by_country(data: Data) -> Table:
    """Add up views by country, and say on how many posts they rest."""
    frame = (
        with_country(data.studied)
        .group_by("country")
        .agg(
            pl.len().cast(pl.Int64).alias("posts"),
            pl.col("views").count().cast(pl.Int64).alias("posts_with_views"),
            pl.when(pl.col("views").count() > 0).then(pl.col("views").sum()).alias("views"),
        )
        .sort("country")
    )
    return Table(
        "views_by_country",
        "Views by country",
        _ranked(
            suppress_small_cells(
                frame,
                "posts",
                ["posts_with_views", "views"],
                minimum=data.minimum,
                totals=[WHOLE],
            ),
            "views",
        ),
        f"{what(data)} Views as the platform counted them at the last capture. {small(data)}",
        {
            "country": COUNTRY,
            "posts": "Posts",
            "posts_with_views": "Posts whose views are known",
            "views": "Sum of their views",
            HIDDEN: WITHHELD,
        },
    )


def categories(data: Data) -> Table:
    """Count the posts of each category, with the interval of its share."""
    posts = data.counted
    counted = counted_categories(data)
    intervals = [
        (None if many is None else wilson(many, posts.height)) or (None, None)
        for many in counted["posts"]
    ]
    ends = {"low": [low for low, _ in intervals], "high": [high for _, high in intervals]}
    frame = counted.select(
        "category",
        "posts",
        pl.when(posts.height > 0).then(pl.col("posts") / posts.height).alias("share"),
        *(pl.Series(name, values, pl.Float64) for name, values in ends.items()),
        HIDDEN,
    )
    return Table(
        "categories",
        "Posts by category",
        frame,
        f"{what(data)} low and high are the Wilson 95% interval. {interval_meaning(posts)} "
        f"{small(data)}",
        {
            "category": "Category of the codebook; `not coded` where none was given",
            "posts": "Posts",
            "share": "Share of all posts, 0 to 1",
            "low": "Lower end of the Wilson 95% interval of the share",
            "high": "Upper end of it",
            HIDDEN: WITHHELD,
        },
    )


def category_by_country(data: Data) -> Table:
    """Count the posts of each category in each country."""
    return Table(
        "category_by_country",
        "Posts by category and country",
        category_cells(data),
        f"{what(data)} {small(data)} Where one cell would follow from the totals, another is "
        "withheld with it.",
        {
            "country": COUNTRY,
            "category": "Category of the codebook; `not coded` where none was given",
            "posts": "Posts",
            "share": "Share of the country's posts, 0 to 1",
            HIDDEN: WITHHELD,
        },
    )


def accounts_concentration(data: Data) -> Table:
    """Show how many posts come from how few accounts: ranks, never names."""
    posts = data.studied.drop_nulls("account_id")
    ranked = (
        posts.group_by("account_id")
        .agg(pl.len().cast(pl.Int64).alias("posts"))
        .sort("posts", descending=True)
        .with_row_index("rank", offset=1)
        .select(pl.col("rank").cast(pl.Int64), "posts")
    )
    alone = ranked.filter(pl.col("posts") >= data.minimum).height
    # Accounts before the tail join it until its mean is no small count: a sum of few small ones
    # tells each of them, such as ten posts of five accounts with fewer than three.
    while 0 < alone < ranked.height:
        rest = ranked["posts"][alone:]
        if rest.sum() >= data.minimum * rest.len():
            break
        alone -= 1
    tail = ranked[alone:].select(
        pl.col("rank").min(),
        pl.len().cast(pl.Int64).alias("accounts"),
        pl.col("posts").sum(),
    )
    every = data.studied.height
    frame = pl.concat(
        [
            ranked[:alone].select("rank", pl.lit(1, pl.Int64).alias("accounts"), "posts"),
            tail.filter(pl.col("accounts") > 0),
        ]
    ).with_columns(
        (pl.col("posts") / every).alias("share"),
        (pl.col("posts").cum_sum() / every).alias("cumulative_share"),
    )
    return Table(
        "accounts_concentration",
        "Posts by rank of account",
        frame,
        f"{what(data)} Accounts are ranked by their number of posts and not named. Those with "
        f"fewer than {data.minimum} posts stand together in the last row, with so many before "
        "them that it tells of none alone. Shares are of all posts, "
        "also of those whose account is not known.",
        {
            "rank": "Rank of the account by number of posts; of the first account in the last row",
            "accounts": "Accounts in this row",
            "posts": "Their posts",
            "share": "Share of all posts, 0 to 1",
            "cumulative_share": "Share of the posts of this row and all above it",
        },
    )


def rejects_by_reason(data: Data) -> Table:
    """Count raw records that could become nothing, by reason."""
    frame = (
        data.rejects.group_by("reason")
        .agg(pl.len().cast(pl.Int64).alias("records"))
        .sort("records", "reason", descending=[True, False])
    )
    return Table(
        "rejects_by_reason",
        "Records that could not be read",
        frame,
        "Raw records that are in no other count, by reason.",
        {"reason": "Short code; `docs/sources/rejects.md` explains each", "records": "Records"},
    )


def captures(data: Data) -> Table:
    """Show what each capture saw."""
    # A file may hold a post several times, as whoever captured it scrolled past it again.
    seen = (
        data.observations.sort("captured_at", "source_record", nulls_last=False)
        .group_by("source_file", "post_uid")
        .agg(
            pl.col("captured_at").min().alias("first"),
            pl.col("captured_at").max().alias("last"),
            pl.col("views").drop_nulls().last(),
        )
    )
    frame = (
        seen.with_columns(platform=pl.col("post_uid").str.extract("^([^:]+):"))
        .with_columns(every=pl.col("post_uid").n_unique().over("platform"))
        .group_by("source_file")
        .agg(
            # What a file lacks of all posts is a count as well: their views are in other findings.
            (pl.col("every").max() - pl.len()).cast(pl.Int64).alias("lacking"),
            pl.col("first").min().dt.date().alias("first_captured"),
            pl.col("last").max().dt.date().alias("last_captured"),
            pl.len().cast(pl.Int64).alias("posts"),
            pl.when(pl.col("views").count() > 0).then(pl.col("views").sum()).alias("views"),
        )
        .sort("first_captured", "source_file", nulls_last=True)
        .with_columns(pl.col("source_file").map_elements(file_name, return_dtype=pl.String))
    )
    return Table(
        "captures",
        "What each capture showed",
        _without_small_rests(frame, data.minimum),
        "Posts and their views in every raw file, each post once, with the views last seen in that "
        f"file. A post in two files is in two rows. {small(data)} So is a file that lacks "
        f"fewer than {data.minimum} of the posts of its platform.",
        {
            "source_file": "Name of the raw file",
            "first_captured": "Day of the first capture in it; empty where it does not say",
            "last_captured": "Day of the last",
            "posts": "Posts seen in it",
            "views": "Sum of their views, as last seen in it",
            HIDDEN: WITHHELD,
        },
    )


_MAKERS: dict[str, Callable[[Data], Table]] = {
    "posts_by_country": posts_by_country,
    "posts_by_month_country": posts_by_month_country,
    "views_by_country": views_by_country,
    "categories": categories,
    "category_by_country": category_by_country,
    "accounts_concentration": accounts_concentration,
    "comments_per_post": comments_per_post,
    "cumulative_views": cumulative_views,
    "posts_by_weekday_hour": posts_by_weekday_hour,
    "survival": survival_curve,
    "top_hashtags": top_hashtags,
    "hashtag_nodes": hashtag_nodes,
    "hashtag_pairs": hashtag_ties,
    "shared_by_country": shared_by_country,
    "sharing_lag": sharing_lag,
    "telegram_weeks": weeks_of_telegram,
    "agreement": agreement,
    "machine_quality": machine_quality,
    "prevalence": prevalence,
    "coding_uncertainty": coding_uncertainty,
    "rejects_by_reason": rejects_by_reason,
    "captures": captures,
}


def _without_small_rests(frame: pl.DataFrame, minimum: int) -> pl.DataFrame:
    """Withhold the files with few posts, and those that lack few of all."""
    cells = suppress_small_cells(frame, "posts", ["views"], minimum=minimum)
    rest = pl.col("lacking").is_between(1, minimum - 1)
    return cells.with_columns(
        *(pl.when(~rest).then(name).alias(name) for name in ("posts", "views")),
        (pl.col(HIDDEN) | rest).alias(HIDDEN),
    ).drop("lacking")


def _ranked(table: pl.DataFrame, by: str) -> pl.DataFrame:
    # Sorted after withholding, so that the order does not give withheld counts away.
    return table.sort(by, "country", descending=[True, False], nulls_last=True)


def _accounts() -> pl.Expr:
    return pl.col("account_id").drop_nulls().n_unique().cast(pl.Int64).alias("accounts")
