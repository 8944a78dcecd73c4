"""The country of posts and of accounts: signals gathered, pooled, and held to a threshold."""

from __future__ import annotations

import math

import polars as pl

from tefter.country.pool import pool
from tefter.country.profiles import profiles_of, readable
from tefter.country.signals import PROFILE_SIGNALS, TEXT_SIGNALS
from tefter.country.signals.regions import other_posts_region, post_region, posts_region
from tefter.country.signals.rows import ROWS, WHO
from tefter.country.weights import MOST_WRONG
from tefter.errors import ParameterError
from tefter.frames import COUNTRY, COUNTRY_EVIDENCE, require, stage

NEEDS = ("platform", "account_id", "declared_region")
ADDS = tuple(column.name for column in COUNTRY)
EVIDENCE = ("signal", "value", "country", "weight")

MOST_VALUES = 10
"""Values of one signal that an account's evidence lists, the weightiest; the others are
together."""

OTHERS = "others"

LEAST_WEIGHT = 0.005
"""A smaller weight is .00 as evidence is read, and says nothing."""

DIGITS = 12
"""Decimals of weights and confidences, so that posts located in parts are told the same."""

ROUNDING = 1e-9
"""What floating point may take from a confidence that is exactly at the threshold."""


@stage(needs=NEEDS, adds=ADDS)
def add_country(
    posts: pl.DataFrame,
    accounts: pl.DataFrame | None = None,
    most_wrong: float = MOST_WRONG,
) -> pl.DataFrame:
    """Add the country that posts come from, with confidence and evidence.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``platform``, ``account_id`` and ``declared_region``. Used where they are:
        ``text_clean`` (else ``text``), ``hashtags``, ``posted_at``, ``language``,
        ``language_confidence`` and ``variety``.
    accounts : polars.DataFrame, optional
        Frame ``ACCOUNTS``.
    most_wrong : float
        Share of wrong ones that is expected, at most, among the posts for which a country is given,
        over 0 and under 1: a country is given where its confidence is 1 less this, or more.
        Otherwise the country and its confidence are null, and the evidence stays.

    Returns
    -------
    polars.DataFrame
        The posts with ``country`` (also one that is none of the eight, where a signal names it),
        ``country_confidence`` and ``country_evidence``. A post depends on the other posts of its
        account and on no others, so that posts may be located in parts that hold whole accounts.

    Raises
    ------
    ParameterError
        When ``most_wrong`` is not between 0 and 1.
    FrameError
        When ``posts`` or ``accounts`` lack a column that is needed, or have one of another type
        than the data dictionary's. A column without any value, of type Null, is an empty one.

    Notes
    -----
    ``pool`` says how signals are joined, ``weights`` how much each is believed and why. Without a
    declared region, or something that the account says of itself, the default threshold is out
    of reach: a post about Belgrade is not a post from Belgrade.
    """
    _check(most_wrong)
    read = readable(posts, "add_country")
    profiles = profiles_of(read, accounts)
    of_account = _of_accounts(read, profiles)
    places = posts.select(WHO).with_columns(post=pl.int_range(pl.len(), dtype=pl.Int64))
    holders = profiles.select(WHO).with_columns(row=pl.int_range(pl.len(), dtype=pl.Int64))
    carried = (
        places.join(holders, on=WHO, nulls_equal=True)
        .join(of_account, on="row")
        .drop("row")
        .rename({"post": "row"})
    )
    rows = pl.concat(
        [
            post_region(read),
            other_posts_region(read),
            carried.select(ROWS.keys()),
            *(signal(read) for signal in TEXT_SIGNALS),
        ]
    )
    return posts.with_columns(_located(rows, posts.height, most_wrong).get_columns())


def locate_accounts(
    posts: pl.DataFrame,
    accounts: pl.DataFrame | None = None,
    most_wrong: float = MOST_WRONG,
) -> pl.DataFrame:
    """Tell the country of accounts, from what they say of themselves and all of their posts.

    What posts say is averaged over the posts of an account that say anything of that kind, so that
    many posts about a country are not surer than one.

    Parameters
    ----------
    posts, accounts, most_wrong
        As in ``add_country``.

    Returns
    -------
    polars.DataFrame
        A row for each account that has a post, sorted: ``platform``, ``account_id``, ``posts``
        Int64, and the columns that ``add_country`` adds.

    Raises
    ------
    ParameterError
        When ``most_wrong`` is not between 0 and 1.
    FrameError
        As in ``add_country``.

    Notes
    -----
    The average of assessments is the linear pool: M. Stone (1961), "The Opinion Pool", *Annals of
    Mathematical Statistics* 32.
    """
    _check(most_wrong)
    require(posts, NEEDS, "locate_accounts")
    posts = readable(posts, "locate_accounts")
    profiles = profiles_of(posts, accounts)
    holders = profiles.select(WHO).with_columns(row=pl.int_range(pl.len(), dtype=pl.Int64))
    of_posts = posts.select(WHO).with_columns(post=pl.int_range(pl.len(), dtype=pl.Int64))
    of_posts = of_posts.join(holders, on=WHO, nulls_equal=True)
    said = pl.concat([signal(posts) for signal in TEXT_SIGNALS])
    rows = pl.concat(
        [
            posts_region(posts, profiles),
            _of_accounts(posts, profiles),
            _averaged(said.rename({"row": "post"}).join(of_posts, on="post")),
        ]
    )
    counted = of_posts.group_by("row").agg(posts=pl.len().cast(pl.Int64)).sort("row")
    return (
        profiles.select(WHO)
        .with_columns(counted["posts"])
        .with_columns(_located(rows, profiles.height, most_wrong).get_columns())
    )


def evidence_rows(located: pl.DataFrame) -> pl.DataFrame:
    """Return the evidence of posts or accounts as the rows that signals give back."""
    return (
        located.select("country_evidence")
        .with_columns(row=pl.int_range(pl.len(), dtype=pl.Int64))
        .explode("country_evidence", empty_as_null=True)
        .drop_nulls("country_evidence")
        .unnest("country_evidence")
        .select(ROWS.keys())
    )


def _check(most_wrong: float) -> None:
    number = isinstance(most_wrong, (int, float)) and not isinstance(most_wrong, bool)
    if not number or not math.isfinite(most_wrong) or not 0 < most_wrong < 1:
        raise ParameterError(
            "most_wrong is the share of wrong countries that you accept, over 0 and under 1",
            "use 0.05 for one in twenty",
        )


def _of_accounts(posts: pl.DataFrame, profiles: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([signal(posts, profiles) for signal in PROFILE_SIGNALS])


def _located(rows: pl.DataFrame, height: int, most_wrong: float) -> pl.DataFrame:
    # The last digit of a sum depends on how many rows are added up beside it.
    rows = rows.with_columns(pl.col("weight").round(DIGITS)).filter(
        pl.col("weight") >= LEAST_WEIGHT
    )
    evidence = (
        rows.sort("row", maintain_order=True)
        .group_by("row", maintain_order=True)
        .agg(country_evidence=pl.struct(EVIDENCE))
    )
    enough = (pl.col("confidence") >= 1 - most_wrong - ROUNDING) & pl.col("country").is_not_null()
    pooled = pool(rows).select(
        "row",
        country=pl.when(enough).then("country"),
        country_confidence=pl.when(enough).then(pl.col("confidence").round(DIGITS)),
    )
    return (
        pl.DataFrame({"row": pl.int_range(height, dtype=pl.Int64, eager=True)})
        .join(pooled, on="row", how="left", maintain_order="left")
        .join(evidence, on="row", how="left", maintain_order="left")
        .with_columns(pl.col("country_evidence").fill_null(pl.lit([], COUNTRY_EVIDENCE)))
        .select(ADDS)
    )


def _averaged(said: pl.DataFrame) -> pl.DataFrame:
    """Average what posts say over those of the account that say anything by the same signal."""
    if said.is_empty():
        return pl.DataFrame(schema=ROWS)
    posts = said.group_by("row", "signal").agg(saying=pl.col("post").n_unique())
    summed = (
        said.group_by("row", "signal", "value", "country", maintain_order=True)
        .agg(pl.col("weight").sum())
        .join(posts, on=["row", "signal"], maintain_order="left")
        .with_columns(pl.col("weight") / pl.col("saying"))
    )
    # All rows of a value are kept or folded together.
    order = (
        summed.group_by("row", "signal", "value")
        .agg(pl.col("weight").sum())
        .sort("row", "signal", "weight", "value", descending=[False, False, True, False])
        .with_columns(rank=pl.int_range(pl.len()).over("row", "signal"))
        .drop("weight")
    )
    return (
        summed.join(order, on=["row", "signal", "value"], maintain_order="left")
        .with_columns(
            value=pl.when(pl.col("rank") < MOST_VALUES).then("value").otherwise(pl.lit(OTHERS))
        )
        .group_by("row", "signal", "value", "country", maintain_order=True)
        .agg(pl.col("weight").sum(), pl.col("rank").min())
        .sort("row", "signal", "rank", maintain_order=True)
        .select(ROWS.keys())
    )
