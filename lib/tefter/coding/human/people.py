"""Everything that people decided in a case, read once, with letters in place of coders' names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from string import ascii_uppercase

import polars as pl

from tefter.case import Case
from tefter.coding.codebook import Codebook
from tefter.coding.human.adjudication import FINAL, final_codes
from tefter.coding.human.assignments import SCHEMA as ASSIGNED
from tefter.coding.human.assignments import read_assignments
from tefter.coding.human.collecting import SCHEMA, read_annotations
from tefter.coding.human.decisions import CoderFile, latest
from tefter.coding.human.places import Places

ALIKE = 1.001
"""How many times the smallest weight the largest may be, and all posts still count as drawn at one
rate: rounding alone makes as much."""


@dataclass(frozen=True)
class People:
    """What the coders and editors of a case decided by the codebook's version.

    Attributes
    ----------
    annotations, adjudicated : polars.DataFrame
        As ``read_annotations`` gives them; ``coder`` is a letter, in the order of their names.
    assignments : polars.DataFrame
        As ``read_assignments`` gives them, ``coder`` the same letter.
    final : polars.DataFrame
        As ``final_codes`` gives it.
    older : int
        Posts that coders decided by another version of the codebook and not again by this one;
        they are left out, as codes of two versions are never mixed.
    """

    annotations: pl.DataFrame
    adjudicated: pl.DataFrame
    assignments: pl.DataFrame
    final: pl.DataFrame
    older: int = 0

    @classmethod
    def nobody(cls) -> People:
        """Return what there is where nobody has coded."""
        none = pl.DataFrame(schema=SCHEMA)
        drawn = pl.DataFrame(schema={"round": pl.String, **ASSIGNED})
        return cls(none, none, drawn, pl.DataFrame(schema=FINAL))


def read_people(case: Case, codebook: Codebook, posts: pl.DataFrame) -> People:
    """Read what people decided in a case, by the version of its codebook.

    Parameters
    ----------
    case : Case
        Its ``annotations/`` may be missing.
    codebook : Codebook
        Of the case.
    posts : polars.DataFrame
        ``post_uid`` of every post of the case.

    Raises
    ------
    AnnotationError
        Naming file and line: when a line is half-written or wrong, a code is not in the codebook,
        or a post is not in the case.
    """
    places = Places.of(case)
    known = frozenset(posts["post_uid"])
    annotations, adjudicated = (
        read_annotations(folder, codebook, version=codebook.version, posts=known)
        for folder in (places.annotations, places.adjudicated)
    )
    assignments = read_assignments(places.assignments)
    letters = letters_of({*annotations["coder"], *assignments["coder"]})
    lettered = pl.col("coder").replace_strict(letters, return_dtype=pl.String)
    return People(
        annotations.with_columns(lettered),
        adjudicated,
        assignments.with_columns(lettered),
        final_codes(annotations, adjudicated),
        _older(places, codebook),
    )


def letters_of(names: Iterable[str]) -> dict[str, str]:
    """Return a letter for each name, in the order of the names: A to Z, then A2 to Z2 and on."""
    letters = (
        f"{letter}{turn if turn > 1 else ''}" for turn in count(1) for letter in ascii_uppercase
    )
    return dict(zip(sorted(names), letters, strict=False))


def drawn_from(posts: pl.DataFrame, people: People) -> pl.Series:
    """Say from which stratum each post was drawn for people, as an estimate needs it.

    Parameters
    ----------
    posts : polars.DataFrame
        ``post_uid``, ``platform``, ``country``, ``language`` and ``category``, the lexicon's.
    people : People

    Returns
    -------
    polars.Series of String
        ``all`` where every post had the same chance. Else platform, country, language and the
        lexicon's category, by which rounds are drawn. ``chosen`` where people coded a post that no
        round drew. Null where no round is known: nobody can say how posts were chosen.
    """
    rounds = people.assignments
    if rounds.is_empty():
        return pl.repeat(None, posts.height, dtype=pl.String, eager=True).alias("drawn_from")
    weights = rounds["weight"].drop_nulls().to_list()
    at_one_rate = bool(weights) and max(weights) <= ALIKE * min(weights)
    stratum = (
        pl.lit("all")
        if at_one_rate
        else pl.concat_str(
            pl.col("platform", "country", "language", "category").fill_null("none"), separator="/"
        )
    )
    uid = pl.col("post_uid")
    chosen = uid.is_in(people.final["post_uid"].to_list()) & ~uid.is_in(
        rounds["post_uid"].unique().to_list()
    )
    return posts.select(
        pl.when(chosen).then(pl.lit("chosen")).otherwise(stratum).alias("drawn_from")
    ).to_series()


def _older(places: Places, codebook: Codebook) -> int:
    return sum(
        one.codebook_version != codebook.version
        for path in sorted(places.annotations.glob("*.csv"))
        for one in latest(CoderFile(path.parent, path.stem).read()).values()
    )
