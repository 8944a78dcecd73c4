"""The network of hashtags that stand together in posts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import networkx as nx
import polars as pl

from tefter.charts.chart import Chart, Drawing, Origin, nothing
from tefter.charts.theme import COLOURS, GREY, INK, NARROW, SHAPES, WIDE, inline
from tefter.charts.words import in_words, say, whole

MOST = {WIDE: 36, NARROW: 16}
"""Hashtags drawn, by width: those in most posts."""

HEIGHT = {WIDE: 440, NARROW: 400}
FIRST, EACH = 150, 22
"""Height in pixels: at most so much, and less where there are few hashtags."""

TYPE = 12
EDGE = {WIDE: 56, NARROW: 44}
"""Pixels left free at the sides, for half a label."""

LETTER = 0.64
"""Mean width of a letter in parts of the size of type: an upper estimate for any sans-serif."""

SEED = 20231201
"""Of the layout. Any other gives another picture of the same network."""

ROUNDS = 300
"""Steps of the layout, by when it has come to rest."""

NAMED = 4
"""Hashtags by which a group is named in the words for those who do not see the chart."""


def hashtag_network(
    nodes: pl.DataFrame, pairs: pl.DataFrame, origin: Origin, *, language: str = "en"
) -> Chart:
    """Draw hashtags as points, and a line between those that stand together beyond chance.

    Parameters
    ----------
    nodes : polars.DataFrame
        ``hashtag`` (without #), ``posts``, ``community`` Int64, null where it belongs to none.
    pairs : polars.DataFrame
        ``hashtag``, ``other``, ``together`` (posts with both), ``significant``. Withheld pairs,
        and pairs that chance explains, are not drawn.
    origin : Origin
        Where the data comes from.
    language : str
        Language of all words: en, sq, mk, bs, hr, sr, cnr or sl.

    Notes
    -----
    The layout is that of Fruchterman and Reingold (1991), *Software: Practice and Experience*
    21 (11), in package ``networkx``, from a fixed seed; positions are rounded, so that the same
    table gives the same picture. Nearness in it has no measure. Hashtags that stand with no other
    are not drawn; on a phone, fewer are.
    """
    known = nodes.drop_nulls("posts")
    joined = (
        pairs.filter(pl.col("significant") & pl.col("together").is_not_null())
        .filter(pl.col("hashtag").is_in(known["hashtag"].implode()))
        .filter(pl.col("other").is_in(known["hashtag"].implode()))
        .sort("together", "hashtag", "other", descending=[True, False, False])
    )
    if not joined.height:
        data = nodes if not nodes.height or not pairs.height else pairs
        return nothing("hashtag_network", data, origin, language)
    first = joined.row(0, named=True)
    title = (
        say(
            "title_hashtag_network",
            language,
            one=_tag(first["hashtag"]),
            other=_tag(first["other"]),
            value=whole(first["together"], language),
        )
        if joined.filter(together=first["together"]).height == 1
        else say("subject_hashtag_network", language)
    )

    def draw(width: int) -> Drawing:
        return _drawing(_Network.of(known, joined, MOST[width]), width, language)

    return Chart(
        name="hashtag_network",
        chart=draw(WIDE),
        narrow=draw(NARROW),
        data=joined.join(
            known.select("hashtag", "posts", "community"), on="hashtag", maintain_order="left"
        ),
        title=title,
        caption=origin.caption(say("note_hashtag_network", language), language),
        alt=in_words(
            title,
            "subject_hashtag_network",
            [
                *_groups(_Network.of(known, joined, MOST[WIDE]).nodes, language),
                *(
                    f"{_tag(one)} + {_tag(other)}: {whole(together, language)}"
                    for one, other, together in joined.head(10)
                    .select("hashtag", "other", "together")
                    .iter_rows()
                ),
            ],
            language,
        ),
        language=language,
    )


@dataclass(frozen=True)
class _Network:
    nodes: list[dict[str, Any]]
    pairs: list[dict[str, Any]]

    @classmethod
    def of(cls, nodes: pl.DataFrame, pairs: pl.DataFrame, most: int) -> _Network:
        """Return the most frequent hashtags that are joined, and what joins them."""
        ends = pl.concat([pairs["hashtag"], pairs["other"]]).unique()
        kept = (
            nodes.filter(pl.col("hashtag").is_in(ends.implode()))
            .sort("posts", "hashtag", descending=[True, False])
            .head(most)
        )
        inside = kept["hashtag"].implode()
        shown = pairs.filter(pl.col("hashtag").is_in(inside) & pl.col("other").is_in(inside))
        left = pl.concat([shown["hashtag"], shown["other"]]).unique()
        kept = kept.filter(pl.col("hashtag").is_in(left.implode()))
        return cls(
            kept.select("hashtag", "posts", "community").to_dicts(),
            shown.select("hashtag", "other", "together").to_dicts(),
        )

    def placed(self, aspect: float) -> dict[str, tuple[float, float]]:
        """Return a place for each hashtag, both coordinates from 0 to 1.

        Parts that no line joins are laid out alone and set in rows, the largest first: a layout of
        all at once would throw them into the corners.
        """
        graph = nx.Graph()
        graph.add_nodes_from(node["hashtag"] for node in self.nodes)
        for pair in self.pairs:
            graph.add_edge(pair["hashtag"], pair["other"], weight=pair["together"] ** 0.5)
        parts = sorted(nx.connected_components(graph), key=lambda part: (-len(part), min(part)))
        sizes = [1.6 * len(part) ** 0.5 for part in parts]
        across = max(sizes[0], (aspect * sum(size**2 for size in sizes)) ** 0.5)
        found: dict[str, tuple[float, float]] = {}
        left = below = row = 0.0
        for part, size in zip(parts, sizes, strict=True):
            if left and left + size > across * 1.1:
                left, below, row = 0.0, below + row, 0.0
            for name, at in _part_placed(graph.subgraph(part)).items():
                found[name] = (left + at[0] * (size - 1), below + at[1] * (size - 1))
            left, row = left + size, max(row, size)
        spans = [
            (min(at[axis] for at in found.values()), max(at[axis] for at in found.values()))
            for axis in (0, 1)
        ]
        return {
            name: (_part(at[0], *spans[0]), _part(at[1], *spans[1])) for name, at in found.items()
        }


def _part_placed(part: nx.Graph) -> dict[str, tuple[float, float]]:
    """Lay out what hangs together, from 0 to 1."""
    ordered = nx.Graph()
    ordered.add_nodes_from(sorted(part))
    for one, other, weight in sorted((*sorted(e[:2]), e[2]) for e in part.edges(data="weight")):
        ordered.add_edge(one, other, weight=weight)
    places = nx.spring_layout(
        ordered, k=2.2 / max(len(ordered), 1) ** 0.5, iterations=ROUNDS, seed=SEED
    )
    spans = [
        (min(at[axis] for at in places.values()), max(at[axis] for at in places.values()))
        for axis in (0, 1)
    ]
    return {name: (_part(at[0], *spans[0]), _part(at[1], *spans[1])) for name, at in places.items()}


def _tag(name: str) -> str:
    """Return a hashtag with its sign; one that stands under its rank has a space, and none."""
    return name if " " in name else f"#{name}"


def _part(value: float, low: float, high: float) -> float:
    return round(float((value - low) / (high - low)), 2) if high > low else 0.5


def _drawing(network: _Network, width: int, language: str) -> Drawing:
    height = min(HEIGHT[width], FIRST + EACH * len(network.nodes))
    places = network.placed(width / height)
    order = _order(network.nodes)
    largest = max(node["posts"] for node in network.nodes)
    points = []
    for node in network.nodes:
        right, up = places[node["hashtag"]]
        group = order.index(node["community"]) if node["community"] in order else len(SHAPES) - 1
        points.append(
            {
                **node,
                "x": EDGE[width] + right * (width - 2 * EDGE[width]),
                "y": 14 + up * (height - 44),
                "label": _tag(node["hashtag"]),
                "colour": COLOURS[group],
                "shape": SHAPES[group],
                "size": 60 + 340 * node["posts"] / largest,
            }
        )
    at = {point["hashtag"]: point for point in points}
    most = max(pair["together"] for pair in network.pairs)
    lines = [
        {
            "x": at[pair["hashtag"]]["x"],
            "y": at[pair["hashtag"]]["y"],
            "x2": at[pair["other"]]["x"],
            "y2": at[pair["other"]]["y"],
            "width": 0.75 + 4 * pair["together"] / most,
            "label": f"{_tag(pair['hashtag'])} + {_tag(pair['other'])}",
            "together": pair["together"],
        }
        for pair in network.pairs
    ]
    across = alt.X("x:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False))
    down = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False))
    rules = (
        alt.Chart(inline(lines))
        .mark_rule(color=GREY, opacity=0.55, strokeCap="round")
        .encode(
            x=across,
            y=down,
            x2=alt.X2("x2:Q"),
            y2=alt.Y2("y2:Q"),
            strokeWidth=alt.StrokeWidth("width:Q", scale=None),
            tooltip=[
                alt.Tooltip("label:N", title=say("together_in", language)),
                alt.Tooltip("together:Q", title=say("posts", language), format=",d"),
            ],
        )
    )
    marks = (
        alt.Chart(inline(points))
        .mark_point(filled=True, opacity=1, stroke="#ffffff", strokeWidth=1.5)
        .encode(
            x=across,
            y=down,
            color=alt.Color("colour:N", scale=None),
            shape=alt.Shape("shape:N", scale=None),
            size=alt.Size("size:Q", scale=None),
            tooltip=[
                alt.Tooltip("label:N", title="#"),
                alt.Tooltip("posts:Q", title=say("posts", language), format=",d"),
            ],
        )
    )
    words = alt.Chart(inline(_labelled(points, width))).encode(
        x=across,
        y=alt.Y("words_y:Q", scale=alt.Scale(domain=[height, 0], nice=False)),
        text=alt.Text("label:N"),
    )
    halo = words.mark_text(fontSize=TYPE, stroke="#ffffff", strokeWidth=4, strokeJoin="round")
    layers: Drawing = alt.layer(
        rules, marks, halo, words.mark_text(fontSize=TYPE, color=INK)
    ).properties(width=width, height=height)
    return layers


def _labelled(points: Sequence[dict[str, Any]], width: int) -> list[dict[str, Any]]:
    """Return the points whose label has room, the most frequent first.

    A label stands below its point, or above it; where both run into another label or point, the
    point stays without: a reader of the picture is better served by few words than by a heap.
    """
    taken = [(p["x"] - 7, p["y"] - 7, p["x"] + 7, p["y"] + 7, p["hashtag"]) for p in points]
    shown = []
    for point in points:
        half = LETTER * TYPE * len(point["label"]) / 2
        away = (point["size"] ** 0.5) / 2 + 9
        centre = min(max(point["x"], half), width - half)
        if abs(centre - point["x"]) > half:
            continue
        for y in (point["y"] + away, point["y"] - away):
            box = (centre - half, y - 7, centre + half, y + 7, point["hashtag"])
            if not any(_meet(box, other) for other in taken):
                taken.append((*box[:4], ""))
                shown.append({**point, "x": centre, "words_y": y})
                break
    return shown


def _meet(box: tuple[Any, ...], other: tuple[Any, ...]) -> bool:
    return bool(
        box[4] != other[4]
        and box[0] < other[2]
        and other[0] < box[2]
        and box[1] < other[3]
        and other[1] < box[3]
    )


def _order(nodes: Sequence[dict[str, Any]]) -> list[int]:
    """Return the communities that have a colour of their own, that of most posts first."""
    posts: dict[int, int] = {}
    for node in nodes:
        if node["community"] is not None:
            posts[node["community"]] = posts.get(node["community"], 0) + node["posts"]
    return sorted(posts, key=lambda one: (-posts[one], one))[: len(SHAPES) - 1]


def _groups(nodes: Sequence[dict[str, Any]], language: str) -> list[str]:
    groups = []
    for number, community in enumerate(_order(nodes), 1):
        inside = [_tag(node["hashtag"]) for node in nodes if node["community"] == community]
        groups.append(f"{say('community', language)} {number}: {', '.join(inside[:NAMED])}")
    return groups


__all__ = ["hashtag_network"]
