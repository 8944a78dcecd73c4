"""Where a text or a hashtag has the name of a place."""

from __future__ import annotations

from functools import cache

import polars as pl

from tefter.country.gazetteer.caution import (
    ALONE,
    COMMON,
    FREE,
    HELD,
    LARGE,
    PERSON,
    PREPOSITION,
    THING,
)
from tefter.country.gazetteer.forms import forms
from tefter.country.gazetteer.sources import NEAR, words
from tefter.country.gazetteer.spelling import EDGE, both_spellings, words_of, written
from tefter.country.names import COUNTRIES

MOST_WORDS = 3
"""Words of the longest names that are looked for."""

PREFIX = r"^(?:tiktok|tik|viral|foryou|fyp|live|love|i|visit|made\s?in)"
SUFFIX = r"(?:tiktok|tik|tok|viral|foryou|fyp|live|lovers?|city|grad|\d{2,4})$"
"""What people put before and behind a place to make a hashtag of it."""

SHORTEST_TAG = 4

ABROAD = "abroad"
"""What evidence calls a place that is none of the gazetteer's."""

FOUND = {
    "row": pl.Int64,
    "name": pl.String,
    "country": pl.String,
    "share": pl.Float64,
    "kind": pl.String,
}


BACKED = {"row": pl.Int64, "country": pl.String}


def find_places(
    texts: pl.Series,
    *,
    own: bool = False,
    shown: bool = False,
    backed: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Find names of places in texts, in any form, of both scripts, with or without diacritics.

    Parameters
    ----------
    texts : polars.Series of String
        Texts of any origin; nulls are allowed.
    own : bool
        Whether somebody says it of himself, as in a bio: then a doubtful name also counts where
        it stands alone between signs (*Split | 1998*), and a small place only there or behind a
        preposition, for most of its names are people's, too.
    shown : bool
        Whether it is a name that is shown: then only larger places count (*Milica*, *Burim*).
    backed : polars.DataFrame, optional
        ``row`` and ``country``: what else speaks for a country, such as a telephone. A word that is
        also a place (*Bar*) counts alone where it lies in that country.

    Returns
    -------
    polars.DataFrame
        ``row`` Int64, the text's place; ``name`` String, the place as GeoNames spells it, or the
        country in English; ``country``; ``share`` Float64: where several countries have a place
        of that form, each one's part of their people, or, where one of them is named beside it,
        that one's alone; ``kind`` place or country. Each name and country once a text.

    Notes
    -----
    A word in lower case is a place of the region in the form that a list has, or stands behind a
    preposition of place. A word with diacritics is a name that has the same. Of names inside
    another the longest counts: *Kosovo Polje* is not *Kosovo*.
    """
    tokens = words_of(texts)
    if tokens.is_empty():
        return pl.DataFrame(schema=FOUND)
    marks = pl.DataFrame(schema=BACKED) if backed is None else backed.select(BACKED.keys()).unique()
    return _once(_settled(_without_inner(_seen(_names(tokens), own, shown, marks))))


def find_doubtful(
    texts: pl.Series, *, shown: bool = False, backed: pl.DataFrame | None = None
) -> pl.DataFrame:
    """Find what may be a place in what somebody says of himself, and is not sure enough to be one.

    Words and names of people that are also places (*Bar*, *Berat*, *Paris*), where they stand
    alone; smaller cities abroad, alone or behind a preposition; that somebody lives abroad (*u
    dijaspori*) or in a place that is not known (*živim u Osojniku*). None of it proves where he
    is, but where it disagrees with all else a country is better not given.

    Parameters
    ----------
    texts, shown, backed
        As in ``find_places``, with ``own``.

    Returns
    -------
    polars.DataFrame
        As ``find_places``, none of which are among them; ``share`` is 1, and ``country`` null
        where it is abroad, or not known where.
    """
    tokens = words_of(texts)
    if tokens.is_empty():
        return pl.DataFrame(schema=FOUND)
    marks = pl.DataFrame(schema=BACKED) if backed is None else backed.select(BACKED.keys()).unique()
    named = _names(tokens)
    seen = _seen(named, True, shown, marks)
    spots = ("row", "place")
    taken = seen.select(
        "row", place=pl.int_ranges(pl.col("place"), pl.col("place") + pl.col("length"))
    ).explode("place", empty_as_null=True)
    maybe = named.filter(_doubtful(shown)).join(taken, on=spots, how="anti")
    listed = words()
    known = pl.concat([taken, maybe.select(spots)])
    word, row = pl.col("word"), pl.col("row")
    lives, inside = both_spellings(listed.lives.split()), _prepositions()[0]
    abroad = (
        tokens.with_columns(
            place=pl.int_range(pl.len(), dtype=pl.Int64),
            lived_in=pl.col("capital")
            & (word.shift(1).is_in(inside) & word.shift(2).is_in(lives)).fill_null(False)
            & (row.shift(2) == row),
        )
        .join(known, on=spots, how="anti", maintain_order="left")
        .filter(word.is_in(both_spellings(listed.away.split())) | pl.col("lived_in"))
        .select("row", "place", name=pl.lit(ABROAD), country=pl.lit(None, pl.String))
    )
    both = [
        found.with_columns(share=pl.lit(1.0), kind=pl.lit("place"))
        for found in (maybe.select(abroad.columns), abroad)
    ]
    return _once(pl.concat(both))


def _seen(named: pl.DataFrame, own: bool, shown: bool, marks: pl.DataFrame) -> pl.DataFrame:
    backed = named.join(
        marks.with_columns(backed=pl.lit(True)),
        on=["row", "country"],
        how="left",
        maintain_order="left",
    )
    return backed.filter(_believed(own, shown) & (_in_view(shown) if own else pl.lit(True)))


def find_tags(tags: pl.Series) -> pl.DataFrame:
    """Find names of places in hashtags.

    Parameters
    ----------
    tags : polars.Series of List[String]
        Hashtags without ``#``, as the frames have them.

    Returns
    -------
    polars.DataFrame
        As ``find_places``; ``name`` is the hashtag, which is one of the gazetteer's or of
        ``words.yml``.
    """
    known = _tags()
    tag = pl.col("tag")
    cut = (
        pl.DataFrame({"tag": tags})
        .with_columns(row=pl.int_range(pl.len(), dtype=pl.Int64))
        .explode("tag", empty_as_null=True)
        .drop_nulls("tag")
        .with_columns(tag=written(tag).str.replace_all(r"[^\p{L}\p{N}]", ""))
    )
    whole = cut.join(known, on="tag", maintain_order="left")
    rest = cut.join(known, on="tag", how="anti")
    bare = rest.with_columns(tag.str.replace(PREFIX, "").str.replace(SUFFIX, "")).filter(
        tag.str.len_chars() >= SHORTEST_TAG
    )
    both = pl.concat([whole, bare.join(known, on="tag", maintain_order="left")])
    return (
        both.with_columns(name="tag")
        .unique(["row", "name", "country"], maintain_order=True)
        .select(FOUND.keys())
    )


def _names(tokens: pl.DataFrame) -> pl.DataFrame:
    """Join words, and words with those behind them, with the forms of the gazetteer."""
    known = forms()
    first = known.select(word=pl.col("form").str.split(" ").list.first()).unique()
    word, row = pl.col("word"), pl.col("row")
    same = [row.shift(-step) == row for step in range(1, MOST_WORDS)]
    around = tokens.with_columns(
        place=pl.int_range(pl.len(), dtype=pl.Int64),
        before=pl.when(row.shift(1) == row).then(word.shift(1)),
        **{
            f"next{step}": pl.when(same[step - 1]).then(word.shift(-step))
            for step in range(1, MOST_WORDS)
        },
        end=pl.when(same[-1]).then(word.shift(-MOST_WORDS)),
    ).join(first, on="word", how="semi", maintain_order="left")
    around = around.with_columns(next3=pl.col("end"))
    found = []
    for length in range(1, MOST_WORDS + 1):
        form = pl.concat_str(["word", *(f"next{step}" for step in range(1, length))], separator=" ")
        found.append(
            around.with_columns(form=form, after=f"next{length}")
            .join(known.filter(pl.col("length") == length), on="form", maintain_order="left")
            .select(
                *("row", "place", "length", "name", "country", "share", "people", "kind", "care"),
                *("plainly", "oblique", "main", "capital", "before", "after"),
            )
        )
    return pl.concat(found)


def _believed(own: bool, shown: bool) -> pl.Expr:
    """Whether a form that may be another word is a place here."""
    care, capital, oblique = pl.col("care"), pl.col("capital"), pl.col("oblique")
    inside, behind = _behind()
    start = _at_edge("before")
    alone = _stands_alone() & pl.lit(own)
    phrase = pl.col("length") > 1
    # At the beginning a capital is no sign of a name.
    named = capital & (~oblique | ~start | phrase)
    written_of = pl.col("country").is_in([*NEAR, *words().countries])
    large = pl.col("people") >= LARGE
    known = pl.col("main") | large
    in_bio = alone & pl.lit(not shown)
    backed = alone & pl.col("backed").fill_null(False)
    return (
        ((care == FREE) & (pl.col("plainly") | (inside & written_of) | named))
        | ((care == PREPOSITION) & ((inside & written_of) | (capital & (behind | alone | phrase))))
        | ((care == COMMON) & (behind | (alone & known)) & capital)
        | ((care == ALONE) & (inside | in_bio) & capital)
        | ((care == THING) & (inside | backed) & capital)
        | ((care == PERSON) & (inside | (backed & large)) & capital)
    )


def _doubtful(shown: bool) -> pl.Expr:
    """Whether a form that is not believed may still be meant as a place."""
    care = pl.col("care")
    alone = _stands_alone()
    inside, _ = _behind()
    large = pl.col("people") >= LARGE
    # In a name that is shown, what people are called too is a person.
    word = care <= COMMON if shown else (care <= THING) | ((care == PERSON) & large)
    return pl.col("capital") & ((alone & word) | ((care == HELD) & (alone | inside)))


def _in_view(shown: bool) -> pl.Expr:
    """Whether a place is large enough for where it stands in what somebody says of himself."""
    inside, behind = _behind()
    large = (pl.col("people") >= LARGE) | (pl.col("kind") == "country")
    if shown:
        return large | inside
    alone = _stands_alone()
    return large | behind | alone | (pl.col("length") > 1)


def _stands_alone() -> pl.Expr:
    """Whether a name stands between signs, or behind a word for at present (*sad Švedska*)."""
    now = pl.col("before").is_in(_now()).fill_null(False)
    return (_at_edge("before") | now) & _at_edge("after") & ~pl.col("oblique")


def _at_edge(side: str) -> pl.Expr:
    return pl.col(side).is_null() | (pl.col(side) == EDGE)


def _behind() -> tuple[pl.Expr, pl.Expr]:
    """Whether a preposition of place stands before, and whether any does."""
    before = pl.col("before")
    inside, near = (before.is_in(listed).fill_null(False) for listed in _prepositions())
    return inside, inside | near


def _settled(named: pl.DataFrame) -> pl.DataFrame:
    """Keep of the countries that have a place of one name those that the text names.

    But that Serbia is named does not rule out Kosovo: Serbs there name it, too.
    """
    states = (
        named.filter(pl.col("kind") == "country").select("row", "country").unique()
    ).with_columns(named=pl.lit(True))
    one = ("row", "place", "length")
    told = named.join(states, on=["row", "country"], how="left", maintain_order="left")
    of_serbia = (pl.col("country") == "RS") & pl.col("named")
    kept = pl.col("named").fill_null(False) | (
        (pl.col("country") == "XK") & of_serbia.any().over(one)
    )
    share = pl.col("share")
    return (
        told.filter(kept | ~pl.col("named").any().over(one).fill_null(False))
        .with_columns(share / share.sum().over(one))
        .drop("named")
    )


def _without_inner(named: pl.DataFrame) -> pl.DataFrame:
    """Drop the names that stand inside a longer one."""
    longer = named.filter(pl.col("length") > 1)
    if longer.is_empty():
        return named
    covered = (
        longer.select(
            longest="length",
            place=pl.int_ranges(pl.col("place"), pl.col("place") + pl.col("length")),
        )
        .explode("place", empty_as_null=True)
        .group_by("place")
        .agg(pl.col("longest").max())
    )
    return (
        named.join(covered, on="place", how="left", maintain_order="left")
        .filter(pl.col("longest").is_null() | (pl.col("length") >= pl.col("longest")))
        .drop("longest")
    )


def _once(named: pl.DataFrame) -> pl.DataFrame:
    return (
        named.sort("row", "place", maintain_order=True)
        .unique(["row", "name", "country"], keep="first", maintain_order=True)
        .select(FOUND.keys())
    )


@cache
def _prepositions() -> tuple[list[str], list[str]]:
    listed = words()
    inside, near = (
        both_spellings(one.replace("'", "").split()) for one in (listed.inside, listed.near)
    )
    return inside, near


@cache
def _now() -> list[str]:
    return both_spellings(words().now.split())


@cache
def _tags() -> pl.DataFrame:
    """Return every hashtag that names a place: ``tag country share kind``."""
    listed = pl.DataFrame(
        [
            (tag, code, 1.0, "country")
            for code, tags in words().tags.items()
            for tag in tags.split()
        ],
        schema={"tag": pl.String, "country": pl.String, "share": pl.Float64, "kind": pl.String},
        orient="row",
    )
    letters = pl.col("tag").str.len_chars()
    in_region = pl.col("country").is_in(COUNTRIES).any().over("tag")
    named = (
        forms()
        .with_columns(tag=pl.col("form").str.replace_all(" ", ""))
        .with_columns(care=pl.col("care").max().over("tag"))
        .filter(
            (letters >= SHORTEST_TAG - 1)
            & (pl.col("care") < THING)
            & ((pl.col("care") < COMMON) | (in_region & pl.col("main")))
        )
        .sort("share", descending=True, maintain_order=True)
        .unique(["tag", "country"], keep="first", maintain_order=True)
        .join(listed, on="tag", how="anti")
        .with_columns(share=pl.col("share") / pl.col("share").sum().over("tag"))
    )
    return pl.concat([listed, named.select(listed.columns)])
