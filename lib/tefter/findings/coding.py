"""Findings about categories: how many posts, which share, how sure."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from tefter.findings.data import Data
from tefter.findings.finding import Finding, finding, identifiers
from tefter.findings.interval import wilson
from tefter.findings.words import count, number, percent
from tefter.privacy import suppress_small_cells
from tefter.privacy.release import HIDDEN, WHOLE

NOT_IN_IT = {
    "human": "disagreement between coders",
    "lexicon": "the lexicon's own mistakes",
}
"""What an interval around a share does not contain, by who coded."""


def interval_meaning(posts: pl.DataFrame) -> str:
    """Say what the intervals of these posts' categories mean, by who coded them."""
    sources = posts["category_source"].drop_nulls().unique().sort().to_list()
    left_out = [NOT_IN_IT[source] for source in sources if source in NOT_IN_IT]
    if not left_out:
        return ""
    are = "is" if len(left_out) == 1 and "human" in sources else "are"
    return (
        "The interval is for chance alone, as if these posts were a random sample; "
        f"{' and '.join(left_out)} {are} not in it."
    )


def counted_categories(data: Data) -> pl.DataFrame:
    """Count the posts of each category, and those without; too few are withheld.

    Returns
    -------
    polars.DataFrame
        ``category``, ``posts`` null where withheld, ``hidden``; in the order of the codebook.
    """
    posts = data.counted
    counts = dict(posts.drop_nulls("category").group_by("category").len().iter_rows())
    rows = [(name, int(counts.get(name, 0))) for name in data.category_names]
    if posts["category"].null_count():
        rows.append(("not coded", posts["category"].null_count()))
    frame = pl.DataFrame(rows, schema={"category": pl.String, "posts": pl.Int64}, orient="row")
    return suppress_small_cells(frame, "posts", minimum=data.minimum, totals=[WHOLE])


def withheld_categories(data: Data) -> set[str]:
    """Return the categories, ``not coded`` among them, whose number of posts is withheld."""
    return set(counted_categories(data).filter(HIDDEN)["category"])


@finding
def categories(data: Data) -> Iterator[Finding]:
    """Count the posts of each category and give its share of all posts."""
    posts = data.counted
    withheld = withheld_categories(data)
    for category in data.category_names:
        rows = identifiers(posts.filter(pl.col("category") == category)["post_uid"])
        if category in withheld:
            rows = ()
        label = data.categories.get(category, category)
        where = f'posts where platform = "{data.studied_platform}" and category = "{category}"'
        coded = bool(posts.height) and posts["category"].null_count() < posts.height
        known = coded and category not in withheld
        nothing = (
            f"Too few posts were coded “{label}”, or too few otherwise, to say how many."
            if coded
            else f"No post was coded, so nothing is known of the category {label}."
        )
        yield Finding(
            name=f"category_{category}_posts",
            value=len(rows) if known else None,
            unit="posts",
            filter=where,
            rows=rows,
            sentence=f"{number(len(rows))} of {count(posts.height, 'post')} were coded "
            f"“{label}”{_by(posts)}."
            if known
            else nothing,
        )
        interval = wilson(len(rows), posts.height) if known else None
        low, high = interval or (None, None)
        yield Finding(
            name=f"category_{category}_share",
            value=len(rows) / posts.height if known else None,
            unit="share",
            low=low,
            high=high,
            filter=f"{where}, of all posts of the platform",
            rows=rows,
            sentence=f"{percent(len(rows) / posts.height)} of the posts were coded “{label}” "
            f"(95% interval {percent(interval[0])} to {percent(interval[1])}). "
            f"{interval_meaning(posts)}"
            if interval
            else nothing,
        )


@finding
def not_coded(data: Data) -> Finding:
    """Count the posts without a category."""
    posts = data.counted
    withheld = "not coded" in withheld_categories(data)
    rows = identifiers(() if withheld else posts.filter(pl.col("category").is_null())["post_uid"])
    return Finding(
        value=len(rows) if posts.height and not withheld else None,
        unit="posts",
        filter=f'posts where platform = "{data.studied_platform}" and category is unknown',
        rows=rows,
        sentence="Too few posts have no category, or too few another one, to say how many."
        if withheld
        else f"{count(len(rows), 'post')} could not be put into any category"
        f"{_left_to_the_model(data)}."
        if posts.height
        else "There is no post, so this is not known.",
    )


def _left_to_the_model(data: Data) -> str:
    many = data.studied.filter(pl.col("category_source") == "model").height
    return f" by people or the lexicon; of {number(many)} a model says one" if many else ""


def _by(posts: pl.DataFrame) -> str:
    named = {"lexicon": "by the lexicon", "human": "by people"}
    sources = posts["category_source"].drop_nulls().unique().sort().to_list()
    return " " + " and ".join(named[source] for source in sources) if sources else ""
