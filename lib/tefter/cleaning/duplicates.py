"""Posts with the same text, and posts with nearly the same text."""

from __future__ import annotations

from itertools import combinations

import polars as pl

from tefter.cleaning.people import differ, read
from tefter.cleaning.similarity import candidate_pairs, jaccard
from tefter.cleaning.words import own_words
from tefter.frames import stage

# A text that says less than this in its own words resembles others by chance.
SHORTEST = 20

TELLING = 12
"""Words. So many of those that the first of a chain has not are looked up: names are among them."""


def earliest(pairs: pl.DataFrame) -> dict[int, int]:
    """Return, for every member of a chain of pairs, the first member of the chain (union-find).

    Parameters
    ----------
    pairs : polars.DataFrame
        Two integer columns; a pair of a member with itself may be among them.
    """
    parent: dict[int, int] = {}

    def root(member: int) -> int:
        path = []
        while parent.get(member, member) != member:
            path.append(member)
            member = parent[member]
        parent.update(dict.fromkeys(path, member))
        return member

    for first, second in pairs.iter_rows():
        one, other = sorted((root(first), root(second)))
        parent[other] = one
    return {member: root(member) for member in parent}


def chains(pairs: pl.DataFrame) -> pl.DataFrame:
    """Return ``first`` and ``second`` (UInt32): members of chains of pairs, each with the first.

    Parameters
    ----------
    pairs : polars.DataFrame
        ``first`` and ``second``, as ``candidate_pairs`` gives them.
    """
    roots = earliest(pairs.select("first", "second"))
    members = {second: first for second, first in roots.items() if second != first}
    return pl.DataFrame(
        {"first": list(members.values()), "second": list(members)},
        schema={"first": pl.UInt32, "second": pl.UInt32},
    )


def by_person(chains: pl.DataFrame, texts: pl.DataFrame) -> pl.DataFrame:
    """Part chains of similar texts where they are about different people.

    Many texts about women are written to one pattern, and only the name changes: they are no
    copies of each other. Each text is compared with the first of its chain, then with the first
    others that share two of its words, or one, which the first has not: a few comparisons, however
    long the chain is.

    Parameters
    ----------
    chains : polars.DataFrame
        ``first`` and ``second`` (UInt32): every text of a chain but the first, with the first.
    texts : polars.DataFrame
        ``at`` (UInt32) and ``written`` (String, as the text stands in the post) of each of them.

    Returns
    -------
    polars.DataFrame
        ``first`` and ``second`` again: each text with an earlier one about the same people
        (``people.of_others``). A text that is the first about somebody is in no row as second.
    """
    words = dict(zip(texts["at"], read(texts["written"].to_list()), strict=True))
    kept: dict[int, int] = {}
    for (first,), chain in chains.sort("first", "second").group_by("first", maintain_order=True):
        usual = set(words[first].folded)
        known: dict[tuple[str, ...], int] = {}
        for second in chain["second"]:
            own = [word for word in dict.fromkeys(words[second].folded) if word not in usual]
            keys = [*combinations(own[:TELLING], 2), *((word,) for word in own[:TELLING])]
            asked = dict.fromkeys([first, *(known[key] for key in keys if key in known)])
            same = (one for one in asked if not differ(words[one], words[second]))
            found = next(same, None)
            if found is None:
                for key in keys:
                    known.setdefault(key, second)
            else:
                kept[second] = found
    return pl.DataFrame(
        {"first": list(kept.values()), "second": list(kept)},
        schema={"first": pl.UInt32, "second": pl.UInt32},
    )


def alike(words: pl.Series, similarity: float) -> pl.DataFrame:
    """Return chains of texts in similar words, whoever they are about.

    Parameters
    ----------
    words : polars.Series
        As ``own_words`` gives them, each of ``SHORTEST`` letters and spaces or more.
    similarity : float
        As for ``mark_duplicates``.

    Returns
    -------
    polars.DataFrame
        ``first`` and ``second`` (UInt32): every text of a chain but the first, with the first.
    """
    pairs = candidate_pairs(words, similarity)
    return chains(pairs.filter(jaccard(words, pairs) >= similarity))


def _near(words: pl.Series, written: pl.Series, similarity: float) -> pl.DataFrame:
    """Return ``second`` (position of a text), ``first`` (of the earliest alike), ``similarity``."""
    chained = alike(words, similarity)
    at = pl.concat([chained["first"], chained["second"]]).unique().sort()
    near = by_person(chained, pl.DataFrame({"at": at, "written": written.gather(at)}))
    return near.with_columns(jaccard(words, near))


@stage(
    needs=("post_uid", "posted_at", "text_clean"),
    adds=("duplicate_of", "near_duplicate_of", "similarity"),
)
def mark_duplicates(posts: pl.DataFrame, similarity: float = 0.8) -> pl.DataFrame:
    """Mark posts whose text stands in an earlier post, exactly or nearly.

    Exactly: ``text_clean`` is the same to the letter, and has at least one word that is no
    hashtag, mention or link. Nearly: the text's own words (see ``own_words``), at least 20
    characters of them, are as similar as asked, or equal, and they are about the same people (see
    ``people.of_others``): two texts written to one pattern about two women are two. A duplicate is
    not marked as a near duplicate too. The earliest post is not marked; it is the one first by
    ``posted_at``, then by ``post_uid``, and a post without a time comes last.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``post_uid`` (unique, as ``latest`` leaves it), ``posted_at`` and ``text_clean``.
    similarity : float
        Jaccard similarity of the sets of five-character shingles from which two texts are nearly
        the same, above 0 and at most 1.

    Returns
    -------
    polars.DataFrame
        The same rows with ``duplicate_of``, ``near_duplicate_of`` (String) and ``similarity``
        (Float64; 1 for a duplicate, null where neither is set). Where B resembles A, and C
        resembles B, both name A; the similarity of C and A may then be under the threshold.

    Raises
    ------
    ValueError
        When ``similarity`` is out of range.
    """
    if not 0 < similarity <= 1:
        raise ValueError("similarity must be above 0 and at most 1")
    ordered = (
        posts.select("post_uid", "posted_at", "text_clean", words=own_words(posts["text_clean"]))
        .filter(pl.col("words") != "")
        .sort("posted_at", "post_uid", nulls_last=True)
    )
    exact = ordered.select(
        "post_uid",
        "words",
        written="text_clean",
        original=pl.col("post_uid").first().over("text_clean"),
    )
    distinct = exact.filter(
        pl.col("post_uid") == pl.col("original"), pl.col("words").str.len_chars() >= SHORTEST
    )
    heads = distinct.select("words", "written", head="post_uid").unique(
        "words", keep="first", maintain_order=True
    )
    near = _near(heads["words"], heads["written"], similarity)
    nearest = heads.join(
        near.select(
            words=heads["words"].gather(near["second"]),
            root=heads["head"].gather(near["first"]),
            nearness="similarity",
        ),
        on="words",
        how="left",
    ).select("words", pl.coalesce("root", "head"), pl.col("nearness").fill_null(1.0))
    marks = exact.join(
        distinct.join(nearest, on="words").select("post_uid", "root", "nearness"),
        on="post_uid",
        how="left",
    ).select(
        "post_uid",
        duplicate_of=pl.when(pl.col("original") != pl.col("post_uid")).then("original"),
        near_duplicate_of=pl.when(pl.col("root") != pl.col("post_uid")).then("root"),
        nearness="nearness",
    )
    marks = marks.with_columns(
        similarity=pl.when(pl.col("duplicate_of").is_not_null())
        .then(1.0)
        .when(pl.col("near_duplicate_of").is_not_null())
        .then("nearness")
    ).drop("nearness")
    plain = posts.drop("duplicate_of", "near_duplicate_of", "similarity", strict=False)
    return plain.join(marks, on="post_uid", how="left", maintain_order="left")
