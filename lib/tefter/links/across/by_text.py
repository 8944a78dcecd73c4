"""Posts whose text stands on another platform too: the same, nearly the same, or a part of it.

Every distinct text is compared with the few that share rare pairs of words with it, never with all
others. Shingles of five characters, by which texts are measured, are those of
``tefter.cleaning.similarity``.
"""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from tefter.cleaning.duplicates import chains
from tefter.cleaning.people import handles, of_others
from tefter.cleaning.similarity import candidate_pairs, shared_shingles
from tefter.links.across.pairs import EVIDENCE, PAIR, by_time
from tefter.links.across.wording import wording

RARE = 16
"""Distinct texts. Two words in a row that stand in more of them are part of a phrase that many
use, and tell nothing."""

RARE_SHARED = 2
"""Rare pairs of words that two texts must share to be compared at all."""

NEAR = 0.42
"""Jaccard similarity of shingles from which two texts may be nearly the same. One word changed in
a text of seven leaves about as much."""

NEAR_IN_RARE = 0.38
"""Jaccard similarity of their rare pairs of words that they need too: two texts about two people,
written to one pattern, differ just there."""

RARE_PART = 0.3
"""Share of the shorter text's pairs of words that must be rare and shared: a name or two in a
pattern that many use are not enough."""

NEARLY_ALL = 0.9
"""Jaccard similarity of shingles that is enough alone, also where every phrase is common."""

PART = 0.85
"""Share of the shorter text's shingles that the longer one holds, from which it is a part of it."""

PART_IN_RARE = 0.7
"""Share of the shorter text's rare pairs of words that the longer one must hold too."""

PART_SHORTEST = 30
"""Letters and spaces of the shorter text: shorter ones are quoted and said by many."""

NEAR_OF_PART = 0.7
"""Jaccard similarity from which a shorter part than that counts as nearly the whole."""

CONFIDENCE = {"text": 0.99, "near_text": 0.98, "text_part": 0.93}
"""How many of 1 found pairs are right: the lower end of the Wilson 95% interval in
``bench/links.py``, of invented captions and of real sentences the lower one, rounded down."""


ANY, NONE = "@", "-"
"""In the place of a handle: whatever a post mentions, and nothing. No handle has these signs."""


class _Texts(NamedTuple):
    """The distinct texts folded and as first written, and for each which posts carry it."""

    words: pl.Series
    written: pl.Series
    carriers: pl.DataFrame


def by_text(posts: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of posts of two platforms that say the same, or nearly, or a part.

    Where many posts carry a text, those of the other platforms are each paired with the earliest
    post of all that carry it, so the pairs grow with the posts and not with their square. A post
    with the very words of another is not paired with those that only resemble it. Texts about
    different people, written to one pattern, are not paired (``people.of_others``), nor are posts
    that both mention rare handles, and none that is the same.

    Parameters
    ----------
    posts : polars.DataFrame
        ``post_uid``, ``platform``, ``posted_at``, ``account_id`` and ``text_clean``.

    Returns
    -------
    polars.DataFrame
        ``pairs.PAIR`` and ``EVIDENCE``. ``kind`` is ``text`` (the same words), ``near_text``
        (``measure`` is the exact Jaccard similarity of shingles) or ``text_part`` (``measure`` is
        the share of the shorter text's shingles that stand in the longer one).

    Notes
    -----
    Jaccard similarity and containment of shingles: A. Z. Broder (1997), *On the resemblance and
    containment of documents*, doi:10.1109/SEQUEN.1997.666900. Candidates by rare tokens: as in the
    prefix filter of S. Chaudhuri, V. Ganti, R. Kaushik (2006), doi:10.1109/ICDE.2006.9.
    """
    every = wording(posts).with_columns(
        written=posts["text_clean"], handles=handles(posts["text_clean"])
    )
    compared = by_time(every.filter(pl.col("reason").is_null())).with_columns(
        order=pl.int_range(pl.len())
    )
    distinct = compared.unique("words", keep="first", maintain_order=True)
    at = distinct.select("words").with_row_index("at")
    carriers = _without_signatures(compared.join(at, on="words", maintain_order="left")).select(
        "at", "platform", "post_uid", "handles", "order"
    )
    texts = _Texts(distinct["words"], distinct["written"], carriers)
    same = _same(carriers)
    again = _paired(_measured(texts), carriers).join(same, on="other_uid", how="anti")
    return pl.concat([same, again]).select(
        pl.col(name).cast(dtype) for name, dtype in (PAIR | EVIDENCE).items()
    )


def _without_signatures(compared: pl.DataFrame) -> pl.DataFrame:
    """Leave out handles that many texts mention: a channel signs so, and names nobody."""
    rare = (
        compared.select("at", handle="handles")
        .explode("handle")
        .drop_nulls("handle")
        .unique()
        .group_by("handle")
        .len()
        .filter(pl.col("len") <= RARE)["handle"]
    )
    return compared.with_columns(pl.col("handles").list.set_intersection(rare.implode()))


def _same(carriers: pl.DataFrame) -> pl.DataFrame:
    """Pair every post with the earliest of the same words, if it is of another platform.

    A post that mentions handles has the earliest that mentions one of them, or none.
    """
    every = carriers.explode("handles", empty_as_null=True)
    named = every.drop_nulls("handles")
    asked = pl.concat(
        [
            every.with_columns(pl.col("handles").fill_null(ANY)),
            named.with_columns(handles=pl.lit(NONE)),
        ]
    )
    first = pl.concat(
        [
            every.with_columns(pl.col("handles").fill_null(NONE)),
            every.with_columns(handles=pl.lit(ANY)),
        ]
    ).unique(["at", "handles"], keep="first", maintain_order=True)
    return (
        asked.join(first, on=["at", "handles"], suffix="_first")
        .sort("order", "order_first")
        .unique("order", keep="first", maintain_order=True)
        .filter(pl.col("platform") != pl.col("platform_first"))
        .select(
            one_uid="post_uid_first",
            other_uid="post_uid",
            kind=pl.lit("text"),
            measure=pl.lit(1.0),
            confidence=pl.lit(CONFIDENCE["text"]),
        )
    )


def _measured(texts: _Texts) -> pl.DataFrame:
    """Return ``first``, ``second``, ``kind`` and ``measure`` of texts that are nearly the same."""
    pairs = pl.concat([_sharing_rare(texts), _sharing_all(texts)]).unique(
        ["first", "second"], keep="first", maintain_order=True
    )
    lengths = texts.words.str.len_chars()
    measured = pairs.with_columns(
        *shared_shingles(texts.words, pairs).get_columns(),
        lengths.gather(pairs["first"]).alias("length"),
        lengths.gather(pairs["second"]).alias("other_length"),
    ).with_columns(
        jaccard=pl.col("shared") / (pl.col("one") + pl.col("other") - pl.col("shared")),
        contained=pl.col("shared") / pl.min_horizontal("one", "other"),
    )
    contained = pl.col("contained") >= PART
    long_enough = pl.min_horizontal("length", "other_length") >= PART_SHORTEST
    near = (pl.col("jaccard") >= NEARLY_ALL) | (
        (pl.col("jaccard") >= NEAR)
        & (pl.col("rare_jaccard") >= NEAR_IN_RARE)
        & (~contained | long_enough | (pl.col("jaccard") >= NEAR_OF_PART))
    )
    part = contained & long_enough & (pl.col("rare_contained") >= PART_IN_RARE)
    alike = measured.filter(near | part).select(
        "first",
        "second",
        kind=pl.when(near).then(pl.lit("near_text")).otherwise(pl.lit("text_part")),
        measure=pl.when(near).then("jaccard").otherwise("contained"),
    )
    return alike.filter(~of_others(texts.written, alike))


def _sharing_rare(texts: _Texts) -> pl.DataFrame:
    """Return the pairs of texts that share pairs of words which few texts have."""
    words = pl.DataFrame({"word": texts.words.str.split(" ")}).with_row_index("at").explode("word")
    couples = words.select(
        "at",
        total=pl.len().over("at") - 1,
        couple=pl.when(pl.col("at") == pl.col("at").shift(-1)).then(
            pl.concat_str("word", pl.col("word").shift(-1), separator=" ").hash()
        ),
    )
    rare = (
        couples.drop_nulls("couple")
        .unique(["at", "couple"])
        .filter(pl.len().over("couple") <= RARE)
    ).with_columns(own=pl.len().over("at"))
    homes = texts.carriers.group_by("at").agg(
        home=pl.when(pl.col("platform").n_unique() == 1).then(pl.col("platform").first())
    )
    placed = rare.filter(pl.len().over("couple") > 1).join(homes, on="at")
    together = (
        placed.join(placed, on="couple", suffix="_other")
        .filter(
            pl.col("at") < pl.col("at_other"),
            # A text of several platforms has no home, and may go with any.
            (pl.col("home") != pl.col("home_other")).fill_null(True),
        )
        .group_by(first="at", second="at_other")
        .agg(
            pl.len().alias("both"),
            pl.col("own", "own_other", "total", "total_other").first(),
        )
        .filter(
            pl.col("both") >= RARE_SHARED,
            pl.col("both") >= RARE_PART * pl.min_horizontal("total", "total_other"),
        )
        .sort("first", "second")
    )
    every = pl.col("own") + pl.col("own_other") - pl.col("both")
    return together.select(
        "first",
        "second",
        rare_jaccard=pl.col("both") / every,
        rare_contained=pl.col("both") / pl.min_horizontal("own", "own_other"),
    )


def _sharing_all(texts: _Texts) -> pl.DataFrame:
    """Return the pairs of texts in which hardly a letter differs, however many share them."""
    pairs = chains(candidate_pairs(texts.words, NEARLY_ALL))
    return pairs.select("first", "second", rare_jaccard=pl.lit(0.0), rare_contained=pl.lit(0.0))


def _paired(near: pl.DataFrame, carriers: pl.DataFrame) -> pl.DataFrame:
    """Pair the earliest carrier of two near texts with the other's carriers elsewhere.

    Of several texts near to one, only the nearest of each platform counts.
    """
    first = carriers.unique(["at", "platform", "handles"], keep="first", maintain_order=True)
    mentions = pl.col("handles")
    strangers = (
        (mentions.list.len() > 0)
        & (pl.col("handles_second").list.len() > 0)
        & (mentions.list.set_intersection("handles_second").list.len() == 0)
    )
    both = pl.concat(
        [near, near.rename({"first": "second", "second": "first"}).select(near.columns)]
    )
    return (
        both.join(first.rename({"at": "first"}), on="first")
        .join(carriers.rename({"at": "second"}), on="second", suffix="_second")
        .filter(
            pl.col("platform") != pl.col("platform_second"),
            pl.col("order") < pl.col("order_second"),
            ~strangers,
        )
        .sort("measure", "order", descending=[True, False])
        .unique(["post_uid_second", "platform"], keep="first", maintain_order=True)
        .select(
            "kind",
            "measure",
            one_uid="post_uid",
            other_uid="post_uid_second",
            confidence=pl.col("kind").replace_strict(CONFIDENCE, return_dtype=pl.Float64),
        )
        .select(*PAIR, *EVIDENCE)
    )
