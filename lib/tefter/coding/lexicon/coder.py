"""The lexicon coder: categories and flags from the words of editors."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

import polars as pl

from tefter.coding.folding import fold
from tefter.coding.lexicon import Entry, Lexicon
from tefter.frames import CODING, stage

SCHEMA = {column.name: column.dtype for column in CODING}

Codes = tuple[str | None, str | None, float | None, list[str], list[str]]


@stage(needs=("text_clean", "language", "variety"), adds=tuple(SCHEMA))
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
        word list knows none; ``category_evidence``, each as ``entry: pattern``, first the one that
        decided, those of flags last; ``flags`` in the codebook's order.

    Notes
    -----
    Polars looks for a fixed piece of every pattern in all texts at once (A. V. Aho and M. J.
    Corasick, 1975, *Efficient string matching*, CACM 18(6)); the patterns themselves are tried
    only where their piece was found.
    """
    distinct = posts.select("text_clean", "language", "variety").unique(maintain_order=True)
    by_anchor = _by_anchor(lexicon)
    folded = distinct.select(folded=fold(pl.col("text_clean")))
    anchors = folded.select(
        pl.col("folded").str.extract_many(list(by_anchor), overlapping=True).list.unique()
    ).to_series()
    codes = [
        _codes(text or "", {language, variety}, _suspects(found, by_anchor), lexicon)
        for text, language, variety, found in zip(
            folded["folded"],
            distinct["language"],
            distinct["variety"],
            anchors.to_list(),
            strict=True,
        )
    ]
    coded = pl.concat(
        [distinct, pl.DataFrame(codes, schema=SCHEMA, orient="row")], how="horizontal"
    )
    joined = posts.select("text_clean", "language", "variety").join(
        coded,
        on=["text_clean", "language", "variety"],
        how="left",
        maintain_order="left",
        nulls_equal=True,
    )
    return posts.with_columns(joined.select(*SCHEMA).get_columns())


def _by_anchor(lexicon: Lexicon) -> dict[str, set[int]]:
    """Return for every fixed piece the places of the entries that have it."""
    places: defaultdict[str, set[int]] = defaultdict(set)
    for place, entry in enumerate(lexicon.entries):
        for pattern in entry.patterns:
            places[pattern.anchor].add(place)
    return dict(places)


def _suspects(found: list[str] | None, by_anchor: dict[str, set[int]]) -> list[int]:
    return sorted(set().union(*(by_anchor[anchor] for anchor in found or [])))


def _codes(
    text: str, spoken: Collection[str | None], suspects: list[int], lexicon: Lexicon
) -> Codes:
    """Decide the codes of one text from the entries that may be in it."""
    counting: list[tuple[Entry, str]] = []
    for place in suspects:
        entry = lexicon.entries[place]
        rule = _rule(text, entry)
        if rule is not None and (not entry.languages or entry.languages & set(spoken)):
            counting.append((entry, rule))
    order = lexicon.codebook.category_ids
    given = [
        (order.index(entry.category), entry, rule) for entry, rule in counting if entry.category
    ]
    given.sort(key=lambda one: one[0])
    flagged = [(entry, rule) for entry, rule in counting if entry.flag]
    category = given[0][1].category if given else None
    evidence = [f"{entry.id}: {rule}" for _, entry, rule in given]
    evidence += [f"{entry.id}: {rule}" for entry, rule in flagged]
    raised = {entry.flag for entry, _ in flagged}
    flags = [flag for flag in lexicon.codebook.flag_ids if flag in raised]
    return category, "lexicon" if category else None, None, evidence, flags


def _rule(text: str, entry: Entry) -> str | None:
    """Return the pattern by which an entry counts for a text, as it was written."""
    found = next((one.written for one in entry.patterns if one.found_in(text)), None)
    if found is None or any(one.found_in(text) for one in entry.unless):
        return None
    return found
