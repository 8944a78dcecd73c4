"""Findings about posts: how many, by whom, from where, when, seen how often."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import polars as pl

from tefter.findings.captions import absent, withheld_countries
from tefter.findings.data import Data
from tefter.findings.finding import Finding, finding, identifiers
from tefter.findings.top import most_active, most_posts, nobody
from tefter.findings.words import count, number, percent

TIKTOK = 'posts where platform = "tiktok"'


@finding
def tiktok_posts(data: Data) -> Finding:
    """Count TikTok posts, each once however often it was captured."""
    rows = identifiers(data.of_platform("tiktok")["post_uid"])
    return Finding(
        value=len(rows) or None,
        unit="posts",
        filter=TIKTOK,
        rows=rows,
        sentence=f"{count(len(rows), 'TikTok post')} {_are(len(rows))} in the data, each counted "
        "once however often it was captured."
        if rows
        else absent(data, "TikTok post"),
    )


@finding
def tiktok_accounts(data: Data) -> Finding:
    """Count the accounts behind the TikTok posts."""
    posts = data.of_platform("tiktok")
    accounts = identifiers(posts["account_id"].unique())
    unknown = posts["account_id"].null_count()
    return Finding(
        value=len(accounts) or None,
        unit="accounts",
        filter=f"distinct account_id of {TIKTOK}",
        rows=accounts,
        sentence=f"{count(len(accounts), 'account')} posted the "
        f"{count(posts.height, 'TikTok post')}"
        + (f"; the account of {number(unknown)} is not known." if unknown else ".")
        if accounts
        else absent(data, "TikTok post"),
    )


@finding
def countries(data: Data) -> Finding:
    """Count the countries of the case from which there are posts."""
    posts = data.in_case(data.studied)
    found = posts["country"].n_unique()
    return Finding(
        value=found or None,
        unit="countries",
        filter=f'distinct country of posts where platform = "{data.studied_platform}" and country '
        "is one of the case",
        rows=identifiers(posts["post_uid"]),
        sentence=f"The posts whose country could be told come from {count(found, 'country')}."
        if found
        else "No post has a country of the case, so this is not known.",
    )


@finding
def posted(data: Data) -> Iterator[Finding]:
    """Say when the first and the last post were made."""
    known = data.local.drop_nulls("posted_at").sort("posted_at", "post_uid")
    for name, which, rows in (
        ("first_posted", "earliest", known.head(1)),
        ("last_posted", "latest", known.tail(1)),
    ):
        day: date | None = rows["posted_at"].dt.date().to_list()[0] if rows.height else None
        yield Finding(
            name=name,
            value=day.isoformat() if day else None,
            unit="date",
            filter=f'{which} posted_at of posts where platform = "{data.studied_platform}"',
            rows=identifiers(rows["post_uid"]),
            sentence=f"The {which} post is of {day.day} {day:%B %Y}, in the time zone "
            f"{data.time_zone}."
            if day
            else "The time of no post is known.",
        )


@finding
def tiktok_views(data: Data) -> Finding:
    """Add up the views of TikTok posts at their last capture."""
    posts = data.of_platform("tiktok")
    counted = posts.drop_nulls("views")
    total = int(counted["views"].sum())
    missing = posts.height - counted.height
    return Finding(
        value=total if counted.height else None,
        unit="views",
        filter=f"sum of views of {TIKTOK} and views is known",
        rows=identifiers(counted["post_uid"]),
        sentence=f"The TikTok posts had been seen {number(total)} times when they were last "
        "captured, as the platform counts it"
        + (f"; the views of {count(missing, 'post')} are not known." if missing else ".")
        if counted.height
        else "The views of no TikTok post are known.",
    )


@finding
def top_account(data: Data) -> Iterator[Finding]:
    """Say how much the account with most posts posted, and how often that was seen.

    Of several accounts with as many posts, the one whose posts were seen most.
    """
    top, equals = most_active(data)
    which = (
        f"Of {count(equals, 'account')} with as many posts, the one seen most"
        if equals > 1
        else "One account"
    )
    where = (
        f'posts where platform = "{data.studied_platform}" and account_id is the one with most '
        "posts"
    )
    yield Finding(
        name="top_account_posts",
        value=top.height or None,
        unit="posts",
        filter=where,
        rows=identifiers(top["post_uid"]),
        sentence=f"{which} made {number(top.height)} of the {count(data.studied.height, 'post')} "
        f"({percent(top.height / data.studied.height)})."
        if top.height
        else nobody(data),
    )
    counted = top.drop_nulls("views")
    total = int(counted["views"].sum())
    yield Finding(
        name="top_account_views",
        value=total if counted.height else None,
        unit="views",
        filter=f"sum of views of {where} and views is known",
        rows=identifiers(counted["post_uid"]),
        sentence=f"{most_posts(equals)} had its posts seen {number(total)} times."
        if counted.height
        else "The views of the account with most posts are not known."
        if top.height
        else nobody(data),
    )


@finding
def unknown(data: Data) -> Iterator[Finding]:
    """Count the posts whose country or language could not be told."""
    posts = data.studied
    for name, what, blank in (
        ("posts_unknown_country", "country", pl.col("country").is_null()),
        (
            "posts_unknown_language",
            "language",
            pl.col("language").is_null() | (pl.col("language") == "und"),
        ),
    ):
        # The rest would follow from the number of all, where a table withholds it.
        withheld = what == "country" and "unknown" in withheld_countries(data)
        rows = identifiers(() if withheld else posts.filter(blank)["post_uid"])
        yield Finding(
            name=name,
            value=len(rows) if posts.height and not withheld else None,
            unit="posts",
            filter=f'posts where platform = "{data.studied_platform}" and {what} is unknown',
            rows=rows,
            sentence="How many posts have no known country would give away how few come from "
            "another, so it is withheld."
            if withheld
            else f"The {what} of {number(len(rows))} of {count(posts.height, 'post')} could "
            "not be told and is left unknown."
            if posts.height
            else "There is no post, so this is not known.",
        )


@finding
def duplicates(data: Data) -> Iterator[Finding]:
    """Count posts that say the same as an earlier one, exactly or nearly."""
    for name, column, how in (
        ("duplicates", "duplicate_of", "exactly"),
        ("near_duplicates", "near_duplicate_of", "nearly"),
    ):
        rows = identifiers(data.posts.drop_nulls(column)["post_uid"])
        yield Finding(
            name=name,
            value=len(rows) if data.posts.height else None,
            unit="posts",
            filter=f"posts where {column} is known, on any platform",
            rows=rows,
            sentence=f"{count(len(rows), 'post')} {_have(len(rows))} {how} the same text as an "
            "earlier one; such posts stay in all other counts."
            if data.posts.height
            else "There is no post, so this is not known.",
        )


def _are(many: int) -> str:
    return "is" if many == 1 else "are"


def _have(many: int) -> str:
    return "has" if many == 1 else "have"
