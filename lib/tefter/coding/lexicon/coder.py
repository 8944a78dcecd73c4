"""The lexicon coder: categories and flags from the words of editors."""

from __future__ import annotations

import polars as pl

from tefter.cleaning.folding import fold, in_slices
from tefter.coding.lexicon.context import (
    Surroundings,
    may_matter,
    new_vocabulary,
    take_apart,
)
from tefter.coding.lexicon.entries import Lexicon
from tefter.frames import DECIDED, stage

SCHEMA = {column.name: column.dtype for column in DECIDED}
SEARCHED = 25_000
"""Texts that one core searches at a time: many, as it makes ready for all patterns each time."""

READ = ("text_clean", "language", "variety")


@stage(needs=READ, adds=tuple(SCHEMA))
def code_with_lexicon(posts: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Code posts by the entries of a lexicon found in ``text_clean``.

    A post in which no entry of a category counts is **not coded**: its category is null. That is
    not the same as *not relevant*, which is a decision.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``text_clean``, ``language`` and ``variety``.
    lexicon : Lexicon
        Of the case. Among the categories whose entries count, the one that stands first in the
        codebook's order is given; the evidence names all.

    Returns
    -------
    polars.DataFrame
        With ``category``; ``category_source`` lexicon or null; ``category_confidence`` null, as a
        word list knows none; ``category_evidence``, each as ``entry: pattern`` and, where a rule
        asks for it, what stands near, first the one that decided, those of flags last; ``flags``
        in the codebook's order.

    Notes
    -----
    Three sieves, each finer and slower than the one before it. Polars looks for a fixed piece of
    every pattern in all texts at once (A. V. Aho and M. J. Corasick, 1975, *Efficient string
    matching*, CACM 18(6)); a pattern with wildcards or gaps is tried as a regular expression where
    its piece was found; spaCy takes a text apart only where a pattern was found whose entry has a
    rule on the words around it, and such words are anywhere in the text.
    """
    distinct = posts.select(READ).unique(maintain_order=True).with_row_index("row")
    folded = fold(distinct["text_clean"])
    found = _found(folded, lexicon)
    found = _in_context(found, distinct["text_clean"], folded, lexicon)
    found = _not_excepted(found, folded, lexicon)
    found = _in_language(found, distinct, lexicon)
    coded = distinct.join(_decided(found, lexicon), on="row", how="left", maintain_order="left")
    coded = coded.with_columns(
        pl.col("category_evidence").fill_null([]), pl.col("flags").fill_null([])
    )
    joined = posts.select(READ).join(
        coded, on=READ, how="left", maintain_order="left", nulls_equal=True
    )
    return posts.with_columns(joined.select(*SCHEMA).get_columns())


def _found(folded: pl.Series, lexicon: Lexicon) -> pl.DataFrame:
    """Return ``row``, ``entry`` (its place), ``order`` (of the pattern in it) and ``rule``."""
    patterns = [
        (place, order, pattern)
        for place, entry in enumerate(lexicon.entries)
        for order, pattern in enumerate(entry.patterns)
    ]
    known = pl.DataFrame(
        [
            (pattern.anchor, place, order, pattern.written, pattern.plain, number)
            for number, (place, order, pattern) in enumerate(patterns)
        ],
        schema={
            "anchor": pl.String,
            "entry": pl.UInt32,
            "order": pl.UInt32,
            "rule": pl.String,
            "plain": pl.Boolean,
            "number": pl.UInt32,
        },
        orient="row",
    )
    anchors = known["anchor"].unique(maintain_order=True).to_list()
    pieces = in_slices(
        folded, lambda texts: texts.str.extract_many(anchors, overlapping=True), SEARCHED
    ).alias("anchor")
    hits = (
        pieces.to_frame()
        .with_row_index("row")
        .filter(pl.col("anchor").list.len() > 0)
        .explode("anchor")
        .unique(maintain_order=True)
        .join(known, on="anchor", how="inner", maintain_order="left")
    )
    unsure = hits.filter(~pl.col("plain"))
    texts = folded.gather(unsure["row"]).to_list()
    there = [
        patterns[number][2].regex.search(text) is not None
        for number, text in zip(unsure["number"], texts, strict=True)
    ]
    sure = hits.filter("plain")
    return pl.concat([sure, unsure.filter(pl.Series(there, dtype=pl.Boolean))]).select(
        "row", "entry", "order", "rule"
    )


def _in_context(
    found: pl.DataFrame, texts: pl.Series, folded: pl.Series, lexicon: Lexicon
) -> pl.DataFrame:
    """Keep what counts by the words around it, of the entries that have such a rule."""
    places = [place for place, entry in enumerate(lexicon.entries) if entry.in_context]
    asked = found.filter(pl.col("entry").is_in(places))
    if asked.is_empty():
        return found
    rows = asked["row"]
    open_ = [
        may_matter(lexicon.entries[place], words, text)
        for place, words, text in zip(
            asked["entry"], folded.gather(rows), texts.gather(rows), strict=True
        )
    ]
    asked = asked.filter(pl.Series(open_, dtype=pl.Boolean)).select("row", "entry").unique()
    return pl.concat(
        [
            found.join(asked, on=["row", "entry"], how="anti"),
            _by_words_around(asked.sort("row", "entry"), texts, lexicon).cast(found.schema),
        ]
    )


def _by_words_around(asked: pl.DataFrame, texts: pl.Series, lexicon: Lexicon) -> pl.DataFrame:
    """Ask spaCy of each ``row`` and ``entry``; return those that count, with their rule."""
    languages = [lexicon.entries[place].language for place in asked["entry"]]
    vocabulary = new_vocabulary()
    surroundings = {
        place: Surroundings(lexicon.entries[place], vocabulary) for place in asked["entry"].unique()
    }
    counting: list[tuple[int, int, int, str]] = []
    for (language,), group in asked.with_columns(
        pl.Series("language", languages, dtype=pl.String)
    ).group_by("language", maintain_order=True):
        rows = group["row"].unique(maintain_order=True)
        apart = dict(zip(rows, take_apart(texts.gather(rows), str(language)), strict=True))
        for row, place in group.select("row", "entry").iter_rows():
            rule = surroundings[place].rule(apart[row])
            if rule is not None:
                counting.append((row, place, 0, rule))
    return pl.DataFrame(counting, schema=["row", "entry", "order", "rule"], orient="row")


def _not_excepted(found: pl.DataFrame, folded: pl.Series, lexicon: Lexicon) -> pl.DataFrame:
    """Leave out the entries of which an exception stands anywhere in the text."""
    places = [place for place, entry in enumerate(lexicon.entries) if entry.unless]
    asked = found.filter(pl.col("entry").is_in(places)).select("row", "entry").unique()
    excepted = [
        any(pattern.found_in(text) for pattern in lexicon.entries[place].unless)
        for place, text in zip(asked["entry"], folded.gather(asked["row"]).to_list(), strict=True)
    ]
    out = asked.filter(pl.Series(excepted, dtype=pl.Boolean))
    return found.join(out, on=["row", "entry"], how="anti")


def _in_language(found: pl.DataFrame, distinct: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Leave out the entries that count in other languages only."""
    limits = pl.DataFrame(
        [(place, sorted(entry.languages)) for place, entry in enumerate(lexicon.entries)],
        schema={"entry": pl.UInt32, "limits": pl.List(pl.String)},
        orient="row",
    ).filter(pl.col("limits").list.len() > 0)
    if limits.is_empty():
        return found
    spoken = found.join(limits, on="entry", how="left", maintain_order="left").join(
        distinct.select("row", "language", "variety"), on="row", how="left", maintain_order="left"
    )
    counts = pl.col("limits").is_null() | pl.any_horizontal(
        pl.col("limits").list.contains(pl.col(name), nulls_equal=False).fill_null(False)
        for name in ("language", "variety")
    )
    return spoken.filter(counts).select(found.columns)


def _decided(found: pl.DataFrame, lexicon: Lexicon) -> pl.DataFrame:
    """Return the codes of every ``row`` in which anything counts."""
    order, flags = lexicon.codebook.category_ids, lexicon.codebook.flag_ids
    codes = pl.DataFrame(
        [
            (
                place,
                entry.id,
                entry.category,
                entry.flag,
                order.index(entry.category) if entry.category else len(order),
                flags.index(entry.flag) if entry.flag else None,
            )
            for place, entry in enumerate(lexicon.entries)
        ],
        schema={
            "entry": pl.UInt32,
            "id": pl.String,
            "given": pl.String,
            "raised": pl.String,
            "rank": pl.UInt32,
            "flag_rank": pl.UInt32,
        },
        orient="row",
    )
    counting = (
        found.sort("row", "entry", "order")
        .unique(["row", "entry"], keep="first", maintain_order=True)
        .join(codes, on="entry", how="left", maintain_order="left")
        .sort("row", "rank", "entry")
    )
    return counting.group_by("row", maintain_order=True).agg(
        pl.col("given").first().alias("category"),
        pl.when(pl.col("given").first().is_not_null())
        .then(pl.lit("lexicon"))
        .first()
        .alias("category_source"),
        pl.lit(None, dtype=pl.Float64).alias("category_confidence"),
        pl.format("{}: {}", "id", "rule").alias("category_evidence"),
        pl.col("raised")
        .sort_by("flag_rank")
        .drop_nulls()
        .unique(maintain_order=True)
        .alias("flags"),
    )
