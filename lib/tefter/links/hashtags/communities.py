"""Groups of hashtags that are used with each other more than with others."""

from __future__ import annotations

from typing import Any

import networkx as nx
import polars as pl

SEED = 427
"""Louvain tries the nodes in a random order: with a seed, in the same one every time."""

MEMBERS: dict[str, Any] = {"hashtag": pl.String, "community": pl.Int64}


def hashtag_communities(pairs: pl.DataFrame, resolution: float = 1.0) -> pl.DataFrame:
    """Return the community of every hashtag that has a significant tie.

    Parameters
    ----------
    pairs : polars.DataFrame
        From ``hashtag_pairs``; only the significant ones are ties, as strong as they are often
        ``together``.
    resolution : float
        Above 1 for smaller communities, below 1 for larger ones.

    Returns
    -------
    polars.DataFrame
        ``hashtag`` String and ``community`` Int64, from 1, that with most hashtags first.

    Notes
    -----
    Louvain: V. D. Blondel et al. (2008), *Fast unfolding of communities in large networks*,
    doi:10.1088/1742-5468/2008/10/P10008, as in networkx. Another seed may draw a border
    elsewhere: a community is a way to look at the network, not a fact about people.
    """
    ties = pairs.filter("significant").select("hashtag", "other", "together")
    names = pl.concat([ties["hashtag"], ties["other"]]).unique().sort().to_list()
    # Whole numbers as nodes: sets of text have another order in every process.
    at = {name: number for number, name in enumerate(names)}
    network: nx.Graph[int] = nx.Graph()
    network.add_nodes_from(range(len(names)))
    network.add_weighted_edges_from(
        (at[one], at[other], together)
        for one, other, together in ties.sort("hashtag", "other").iter_rows()
    )
    found = (
        nx.community.louvain_communities(network, resolution=resolution, seed=SEED) if names else []
    )
    ranked = sorted((sorted(members) for members in found), key=lambda group: (-len(group), group))
    rows = [(names[member], number) for number, group in enumerate(ranked, 1) for member in group]
    return pl.DataFrame(rows, schema=MEMBERS, orient="row").sort("community", "hashtag")
