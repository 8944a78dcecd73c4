"""Findings about accounts: how few make most, and which post the same things."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from tefter.country.names import country_name
from tefter.findings.captions import withheld_countries
from tefter.findings.data import Data, with_country
from tefter.findings.finding import Finding, finding, identifiers
from tefter.findings.top import most_active, most_posts, nobody
from tefter.findings.words import count, number, percent
from tefter.links import account_totals, concentration


@finding
def posts_by_country(data: Data) -> Iterator[Finding]:
    """Count the posts of each country of the case; too few are withheld, as in the table."""
    posts = with_country(data.studied)
    withheld = withheld_countries(data)
    for code in data.countries:
        name = country_name(code, "en")
        rows = identifiers(posts.filter(pl.col("country") == code)["post_uid"])
        known = posts.height > 0 and code not in withheld
        yield Finding(
            name=f"country_{code}_posts",
            value=len(rows) if known else None,
            unit="posts",
            filter=f'posts where platform = "{data.studied_platform}" and country = "{code}"',
            rows=rows if known else (),
            sentence=f"{number(len(rows))} of {count(posts.height, 'post')} come from {name}, as "
            "far as the country could be told."
            if known
            else f"There are too few posts to say how many come from {name}."
            if posts.height
            else f"There is no post, so nothing is known of {name}.",
        )


@finding
def top_account_country(data: Data) -> Finding:
    """Say which country most posts of the account with most posts come from."""
    top, equals = most_active(data)
    known = top.drop_nulls("country")
    ranked = known["country"].value_counts().sort("count", "country", descending=[True, False])
    code = next(iter(ranked["country"]), None)
    of = known.filter(pl.col("country") == pl.lit(code, pl.String))
    return Finding(
        value=code,
        unit="country",
        filter=f'most frequent country of posts where platform = "{data.studied_platform}" and '
        "account_id is the one with most posts",
        rows=identifiers(of["post_uid"]),
        sentence=f"{most_posts(equals)} is of {country_name(code, 'en')}: {number(of.height)} of "
        f"its {count(top.height, 'post')} come from there."
        if code is not None
        else "The country of the account with most posts is not known."
        if top.height
        else nobody(data),
    )


@finding
def accounts_of_half(data: Data) -> Iterator[Finding]:
    """Say how few accounts make half of the posts, and how uneven that is."""
    totals = account_totals(data.studied)
    found = next(concentration(totals).iter_rows(named=True), None)
    half = totals.head(found["accounts_of_half"] if found else 0)
    where = f'posts where platform = "{data.studied_platform}" and account_id is known'
    nothing = "The account of no post is known."
    yield Finding(
        name="accounts_of_half",
        value=half.height or None,
        unit="accounts",
        filter=f"fewest accounts that make half of {where}",
        rows=identifiers(half["account_id"]),
        sentence=f"{count(half.height, 'account')} of {number(found['accounts'])} made half of the "
        f"posts; the tenth with most (rounded up) made {percent(found['top_tenth_share'])}."
        if found
        else nothing,
    )
    yield Finding(
        name="accounts_gini",
        # As finely as it is said: all digits would tell how many posts few accounts made.
        value=round(found["gini"], 2) if found else None,
        unit="index",
        filter=f"Gini coefficient of {where}, by account",
        rows=identifiers(totals["account_id"]) if found else (),
        sentence=f"The Gini coefficient of posts among accounts is {found['gini']:.2f}: 0 where "
        "all post the same, near 1 where one posts nearly all. Accounts that posted nothing are in "
        "no data."
        if found
        else nothing,
    )


@finding
def account_clusters(data: Data) -> Iterator[Finding]:
    """Count the groups of accounts that post the same things, and the accounts in them."""
    clusters = data.clusters
    rows = identifiers(clusters["account_id"])
    known = data.studied["account_id"].count() > 0
    groups = clusters["cluster"].n_unique()
    where = (
        f'accounts where platform = "{data.studied_platform}" that share at least two texts, '
        "sounds or links, more than by chance"
    )
    said = (
        f"{count(len(rows), 'account')} in {count(groups, 'group')} post the same texts, sounds or "
        "links more often than by chance. Acting together is not in the data: copies look alike."
        if known
        else "The account of no post is known."
    )
    yield Finding(
        name="account_clusters",
        value=groups if known else None,
        unit="clusters",
        filter=f"groups of {where}",
        rows=rows,
        sentence=said,
    )
    yield Finding(
        name="accounts_in_clusters",
        value=len(rows) if known else None,
        unit="accounts",
        filter=where,
        rows=rows,
        sentence=said,
    )
