"""Where coders differ, what an editor decided there, and the code that each post ends with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import polars as pl

from tefter.coding.codebook import Codebook
from tefter.frames import DECIDED, STRINGS, stage

DISPUTED: dict[str, Any] = {
    "post_uid": pl.String,
    "coders": STRINGS,
    "categories": STRINGS,
    "flags": STRINGS,
    "differ_in": pl.String,
}
FINAL: dict[str, Any] = {
    "post_uid": pl.String,
    "categories": STRINGS,
    "flags": STRINGS,
    "basis": pl.String,
    "coders": pl.Int64,
}

CANNOT_TELL = "cannot tell"

ROW = ("post_uid", "categories", "flags")


class Codes(NamedTuple):
    """What one coder gave a post; no category where it cannot be told."""

    categories: frozenset[str]
    flags: frozenset[str]


def disagreements(
    annotations: pl.DataFrame, adjudicated: pl.DataFrame | None = None
) -> pl.DataFrame:
    """List the posts on which coders differ.

    Parameters
    ----------
    annotations : polars.DataFrame
        As ``read_annotations`` gives it. A skipped post is not a code.
    adjudicated : polars.DataFrame, optional
        The same of the folder ``adjudicated``; posts decided there are left out.

    Returns
    -------
    polars.DataFrame
        ``post_uid``; ``coders``, ``categories`` and ``flags`` List[String], one entry a coder, in
        the order of their names (several codes of one coder are joined by ``; ``; *cannot tell* is
        a code); ``differ_in`` category or flags. Sorted by post.
    """
    coded = _decided(annotations)
    if adjudicated is not None:
        coded = coded.join(_decided(adjudicated), on="post_uid", how="anti")
    joined = coded.sort("post_uid", "coder").select(
        "post_uid",
        "coder",
        category=pl.when(pl.col("decision") == "cannot_tell")
        .then(pl.lit(CANNOT_TELL))
        .otherwise(pl.col("categories").list.sort().list.join("; ")),
        flag=pl.col("flags").list.sort().list.join("; "),
    )
    gathered = joined.group_by("post_uid", maintain_order=True).agg(
        pl.col("coder").alias("coders"),
        pl.col("category").alias("categories"),
        pl.col("flag").alias("flags"),
        differ_in=pl.when(pl.col("category").n_unique() > 1)
        .then(pl.lit("category"))
        .when(pl.col("flag").n_unique() > 1)
        .then(pl.lit("flags")),
    )
    return gathered.filter(pl.col("differ_in").is_not_null()).select(
        pl.col(name).cast(dtype) for name, dtype in DISPUTED.items()
    )


def final_codes(annotations: pl.DataFrame, adjudicated: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return the code with which each post ends.

    Parameters
    ----------
    annotations, adjudicated : polars.DataFrame
        As for ``disagreements``.

    Returns
    -------
    polars.DataFrame
        ``post_uid``; ``categories`` and ``flags`` List[String]; ``basis``: adjudicated, agreed (by
        two coders or more) or single; ``coders`` Int64, how many decided. Posts that nobody can
        tell, and posts whose category is still in dispute, are left out. Where only flags are in
        dispute, those stand that every coder raised. Sorted by post.
    """
    coders: dict[str, list[Codes]] = {}
    for post, *codes in _decided(annotations).select(*ROW).iter_rows():
        coders.setdefault(post, []).append(_codes(*codes))
    ended = {post: _agreed(given) for post, given in coders.items()}
    if adjudicated is not None:
        # Where two editors decided, the later decision stands.
        for post, *codes in (
            _decided(adjudicated).sort("coded_at", "coder").select(*ROW).iter_rows()
        ):
            ended[post] = (_codes(*codes), "adjudicated")
    rows = [
        (post, sorted(codes.categories), sorted(codes.flags), basis, len(coders.get(post, ())))
        for post, (codes, basis) in sorted(ended.items())
        if codes is not None and codes.categories
    ]
    return pl.DataFrame(rows, schema=FINAL, orient="row")


def _decided(annotations: pl.DataFrame) -> pl.DataFrame:
    return annotations.filter(pl.col("decision") != "skipped")


def _codes(categories: list[str], flags: list[str]) -> Codes:
    return Codes(frozenset(categories), frozenset(flags))


def _agreed(given: Sequence[Codes]) -> tuple[Codes | None, str]:
    """Return the codes that all coders of a post gave; none where their categories differ."""
    if len({codes.categories for codes in given}) > 1:
        return None, "disputed"
    flags = frozenset.intersection(*(codes.flags for codes in given))
    return Codes(given[0].categories, flags), "agreed" if len(given) > 1 else "single"


@stage(
    needs=(
        "post_uid",
        "category",
        "category_source",
        "category_confidence",
        "category_evidence",
        "flags",
    ),
    adds=tuple(column.name for column in DECIDED),
)
def code_by_hand(posts: pl.DataFrame, final: pl.DataFrame, codebook: Codebook) -> pl.DataFrame:
    """Put the codes of people in place of a machine's.

    Parameters
    ----------
    posts : polars.DataFrame
        Coded by the lexicon or a model.
    final : polars.DataFrame
        As ``final_codes`` gives it.
    codebook : Codebook
        Its order decides which category stands where a post has several.

    Returns
    -------
    polars.DataFrame
        The same rows. Where people coded: ``category`` theirs, ``category_source`` human,
        ``category_confidence`` null, ``category_evidence`` the basis, and their ``flags``.
    """
    order = codebook.category_ids
    first = [min(given, key=order.index) for given in final["categories"].to_list()]
    ours = final.select(
        "post_uid",
        pl.Series("human", first, dtype=pl.String),
        human_flags=pl.col("flags"),
        basis=pl.concat_list("basis"),
    )
    joined = posts.join(ours, on="post_uid", how="left", maintain_order="left")
    by_hand = pl.col("human").is_not_null()
    return joined.with_columns(
        category=pl.coalesce("human", "category"),
        category_source=pl.when(by_hand).then(pl.lit("human")).otherwise("category_source"),
        category_confidence=pl.when(~by_hand).then("category_confidence"),
        category_evidence=pl.when(by_hand).then("basis").otherwise("category_evidence"),
        flags=pl.when(by_hand).then("human_flags").otherwise("flags"),
    ).drop("human", "human_flags", "basis")
