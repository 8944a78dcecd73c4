"""Posts with the same text, and posts with nearly the same text."""

from __future__ import annotations

import polars as pl

from tefter.cleaning.similarity import candidate_pairs, jaccard
from tefter.frames import stage

# A text that says less than this in its own words resembles others by chance.
SHORTEST = 20

APART = r"(?i)(?:https?://|www\.|t\.me/|tg://)\S+|[#@][\w.]+"
"""Links, hashtags and mentions: added and changed when a text is copied."""


def own_words(text: pl.Expr) -> pl.Expr:
    """Return what a text says in its own words, folded for comparison.

    Links, hashtags and mentions are set aside, as they are added and changed when a text is
    copied; so are case, diacritics, punctuation and emoji.

    Parameters
    ----------
    text : polars.Expr
        String, such as ``text_clean``.
    """
    words = text.str.replace_all(APART, " ").str.to_lowercase().str.normalize("NFKD")
    words = words.str.replace_all(r"\p{M}+", "").str.replace_all("đ", "d")
    return words.str.replace_all(r"[^\p{L}\p{N}]+", " ").str.strip_chars()


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


def _near(words: pl.Series, threshold: float) -> pl.DataFrame:
    """Return ``second`` (position of a text), ``first`` (of the earliest alike), ``similarity``."""
    pairs = candidate_pairs(words, threshold)
    pairs = pairs.filter(jaccard(words, pairs) >= threshold)
    chained = {second: first for second, first in earliest(pairs).items() if second != first}
    near = pl.DataFrame(
        {"second": list(chained), "first": list(chained.values())},
        schema={"second": pl.UInt32, "first": pl.UInt32},
    )
    return near.with_columns(jaccard(words, near))


@stage(
    needs=("post_uid", "posted_at", "text_clean"),
    adds=("duplicate_of", "near_duplicate_of", "similarity"),
)
def mark_duplicates(posts: pl.DataFrame, similarity: float = 0.8) -> pl.DataFrame:
    """Mark posts whose text stands in an earlier post, exactly or nearly.

    Exactly: ``text_clean`` is the same to the letter, and has at least one word that is no
    hashtag, mention or link. Nearly: the text's own words (see ``own_words``), at least 20
    characters of them, are as similar as asked, or equal. A duplicate is not marked as a near
    duplicate too. The earliest post is not marked; it is the one first by ``posted_at``, then by
    ``post_uid``, and a post without a time comes last.

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
        posts.select("post_uid", "posted_at", "text_clean", words=own_words(pl.col("text_clean")))
        .filter(pl.col("words") != "")
        .sort("posted_at", "post_uid", nulls_last=True)
    )
    exact = ordered.select(
        "post_uid", "words", original=pl.col("post_uid").first().over("text_clean")
    )
    distinct = exact.filter(
        pl.col("post_uid") == pl.col("original"), pl.col("words").str.len_chars() >= SHORTEST
    )
    heads = distinct.select("words", head="post_uid").unique(
        "words", keep="first", maintain_order=True
    )
    near = _near(heads["words"], similarity)
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
