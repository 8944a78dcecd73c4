"""The hashtag network as a file for Gephi."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import networkx as nx
import polars as pl

NOT_IN_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML 1.0 document may hold, even escaped: its section 2.2."""


def write_gexf(nodes: pl.DataFrame, pairs: pl.DataFrame, path: Path) -> Path:
    """Write the network as GEXF 1.2, which Gephi opens. The same frames give the same bytes.

    The file names every hashtag that the frames name. It is for the newsroom's own eyes unless
    they come from the published tables, in which only released hashtags have their names.

    Parameters
    ----------
    nodes : polars.DataFrame
        ``hashtag`` String, ``posts`` and ``community`` Int64 (may be null).
    pairs : polars.DataFrame
        ``hashtag``, ``other``, ``together``, ``share``, ``share_back``, ``expected`` and
        ``significant``; those between two of the nodes are ties.
    path : path
        Where to.

    Notes
    -----
    GEXF working group, https://gexf.net. networkx writes the day into the file; it is taken out,
    so that a run can be repeated.
    """
    network: nx.Graph[str] = nx.Graph()
    for name, posts, community in nodes.select("hashtag", "posts", "community").iter_rows():
        marks = {"posts": posts, "community": community}
        known = {key: value for key, value in marks.items() if value is not None}
        network.add_node(_safe(name), label=_safe(name), **known)
    here = nodes["hashtag"].implode()
    ties = pairs.filter(pl.col("hashtag").is_in(here) & pl.col("other").is_in(here))
    measures = ("share", "share_back", "expected", "significant")
    for one, other, together, *values in ties.select(
        "hashtag", "other", "together", *measures
    ).iter_rows():
        marks = dict(zip(measures, values, strict=True))
        network.add_edge(_safe(one), _safe(other), weight=float(together), **marks)
    written = BytesIO()
    nx.write_gexf(network, written, encoding="utf-8")
    dated = re.compile(rb' lastmodifieddate="[0-9-]*"')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(dated.sub(b"", written.getvalue(), count=1))
    return path


def _safe(name: str) -> str:
    return NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", name)
