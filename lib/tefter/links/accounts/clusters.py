"""Accounts that post the same things: texts, sounds, links."""

from __future__ import annotations

from typing import Any

import networkx as nx
import polars as pl

from tefter.frames import require
from tefter.links.across.wording import wording
from tefter.links.significance import FALSE_DISCOVERIES, adjusted, by_chance

POPULAR = 10
"""Accounts. What more of them post is a fashion: a song, a slogan, a link to a shop."""

FEWEST = 2
"""Things that two accounts must share: one may be chance, whatever a test says."""

TIES: dict[str, Any] = {
    "account_id": pl.String,
    "other_id": pl.String,
    "texts": pl.Int64,
    "sounds": pl.Int64,
    "links": pl.Int64,
    "shared": pl.Int64,
    "expected": pl.Float64,
    "p_value": pl.Float64,
    "q_value": pl.Float64,
    "significant": pl.Boolean,
}
CLUSTERS: dict[str, Any] = {
    "cluster": pl.Int64,
    "account_id": pl.String,
    "accounts": pl.Int64,
    "ties": pl.Int64,
    "texts": pl.Int64,
    "sounds": pl.Int64,
    "links": pl.Int64,
}


def account_ties(posts: pl.DataFrame) -> pl.DataFrame:
    """Compare every two accounts that post a same thing.

    A thing is a text (with all that are nearly the same), a sound, or a link. What more than 10
    accounts post is left out: it ties nobody.

    Parameters
    ----------
    posts : polars.DataFrame
        Cleaned posts of one platform, one row a post: ``post_uid``, ``platform``, ``posted_at``,
        ``account_id``, ``text_clean``, ``duplicate_of``, ``near_duplicate_of``, ``sound_id`` and
        ``urls``.

    Returns
    -------
    polars.DataFrame
        One row for every two accounts with a thing in common, ``account_id`` < ``other_id``:
        ``texts``, ``sounds``, ``links`` and ``shared``, their sum, Int64; ``expected`` Float64,
        things in common if each account took its things by chance; ``p_value``, ``q_value``
        Float64; ``significant`` Boolean: at least 2 things, more than expected, with at most 5 in
        100 false ones among all called so. Most in common first. Personal.

    Notes
    -----
    Fisher's exact test and the false discovery rate as in ``tefter.links.significance``; every two
    accounts count as tested. Coordinated accounts by what they share: D. Pacheco et al. (2021),
    *Uncovering coordinated networks on social media*, doi:10.1609/icwsm.v15i1.18075. To post the
    same is not to act together: friends, fans and copies look alike.
    """
    needed = ("duplicate_of", "near_duplicate_of", "sound_id", "urls")
    require(posts, ("post_uid", "account_id", "text_clean", *needed), "account_ties")
    things = _things(posts)
    owned = things.group_by("account_id").agg(pl.len().cast(pl.Int64).alias("own"))
    whole = things["thing"].n_unique()
    common = things.filter(pl.len().over("thing").is_between(2, POPULAR))
    pairs = (
        common.join(common.select("thing", other_id="account_id"), on="thing")
        .filter(pl.col("account_id") < pl.col("other_id"))
        .group_by("account_id", "other_id")
        .agg(
            *((pl.col("what") == what).sum().alias(what) for what in ("texts", "sounds", "links")),
            pl.len().cast(pl.Int64).alias("shared"),
        )
        .join(owned, on="account_id")
        .join(owned.rename({"account_id": "other_id", "own": "others"}), on="other_id")
        .sort("shared", "account_id", "other_id", descending=[True, False, False])
    )
    p_value = by_chance(pairs["shared"], pairs["own"], pairs["others"], whole)
    return (
        pairs.with_columns(
            p_value,
            adjusted(p_value, owned.height * (owned.height - 1) // 2),
            expected=pl.col("own") * pl.col("others") / max(whole, 1),
        )
        .with_columns(
            significant=(pl.col("q_value") <= FALSE_DISCOVERIES)
            & (pl.col("shared") > pl.col("expected"))
            & (pl.col("shared") >= FEWEST)
        )
        .select(pl.col(name).cast(dtype) for name, dtype in TIES.items())
    )


def account_clusters(ties: pl.DataFrame) -> pl.DataFrame:
    """Gather the accounts that significant ties hold together.

    Parameters
    ----------
    ties : polars.DataFrame
        From ``account_ties``.

    Returns
    -------
    polars.DataFrame
        One row for every account in a cluster: ``cluster`` Int64 from 1, that with most accounts
        first; ``account_id``; ``accounts`` in the cluster and ``ties`` inside it; ``texts``,
        ``sounds`` and ``links`` that this account has in common with others of it, Int64, counted
        once for each tie. Personal.
    """
    held = ties.filter("significant")
    names = pl.concat([held["account_id"], held["other_id"]]).unique().sort().to_list()
    at = {name: number for number, name in enumerate(names)}
    network: nx.Graph[int] = nx.Graph()
    network.add_edges_from(
        (at[one], at[other]) for one, other in held.select("account_id", "other_id").iter_rows()
    )
    groups = sorted(
        (sorted(group) for group in nx.connected_components(network)),
        key=lambda group: (-len(group), group),
    )
    members = pl.DataFrame(
        [(number, names[member]) for number, group in enumerate(groups, 1) for member in group],
        schema={"cluster": pl.Int64, "account_id": pl.String},
        orient="row",
    )
    evidence = ("texts", "sounds", "links")
    ends = pl.concat(
        [
            held.select("account_id", *evidence),
            held.select(pl.col("other_id").alias("account_id"), *evidence),
        ]
    )
    own = ends.group_by("account_id").agg(pl.len().alias("degree"), pl.col(evidence).sum())
    return (
        members.join(own, on="account_id")
        .with_columns(
            accounts=pl.len().over("cluster"), ties=pl.col("degree").sum().over("cluster") // 2
        )
        .select(pl.col(name).cast(dtype) for name, dtype in CLUSTERS.items())
        .sort("cluster", "account_id")
    )


def _things(posts: pl.DataFrame) -> pl.DataFrame:
    """Return ``account_id``, ``what`` and ``thing``: each thing of an account once."""
    known = posts.filter(pl.col("account_id").is_not_null())
    worded = wording(known).filter(pl.col("reason").is_null()).select("post_uid")
    texts = known.join(worded, on="post_uid", how="semi").select(
        "account_id",
        what=pl.lit("texts"),
        thing=pl.coalesce("duplicate_of", "near_duplicate_of", "post_uid"),
    )
    # An exact copy of a near copy names that near copy, which names the first of all.
    above = known.drop_nulls("near_duplicate_of").select(
        thing="post_uid", first="near_duplicate_of"
    )
    texts = texts.join(above, on="thing", how="left", maintain_order="left").select(
        "account_id", "what", thing=pl.coalesce("first", "thing")
    )
    sounds = known.select("account_id", what=pl.lit("sounds"), thing="sound_id")
    links = known.select("account_id", what=pl.lit("links"), thing="urls").explode("thing")
    return (
        pl.concat([texts, sounds, links])
        .drop_nulls("thing")
        .with_columns(thing=pl.format("{}:{}", "what", "thing"))
        .unique(maintain_order=True)
    )
