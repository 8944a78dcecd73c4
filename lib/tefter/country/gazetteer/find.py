"""Where a text or a hashtag has the name of a place."""

from __future__ import annotations

from functools import cache

import polars as pl

from tefter.country.gazetteer.forms import COMMON, FREE, PERSON, PREPOSITION, forms
from tefter.country.gazetteer.sources import words
from tefter.country.gazetteer.spelling import EDGE, spelt, words_of
from tefter.country.names import COUNTRIES

MOST_WORDS = 3
"""Words of the longest names that are looked for."""

PREFIX = r"^(?:tiktok|tik|viral|foryou|fyp|live|love|i|visit|made\s?in)"
SUFFIX = r"(?:tiktok|tik|tok|viral|foryou|fyp|live|lovers?|city|grad|\d{2,4})$"
"""What people put before and behind a place to make a hashtag of it."""

SHORTEST_TAG = 4

FOUND = {
    "row": pl.Int64,
    "name": pl.String,
    "country": pl.String,
    "share": pl.Float64,
    "kind": pl.String,
}


def find_places(texts: pl.Series, *, own: bool = False) -> pl.DataFrame:
    """Find names of places in texts, in any form, of both scripts, with or without diacritics.

    Parameters
    ----------
    texts : polars.Series of String
        Texts of any origin; nulls are allowed.
    own : bool
        Whether somebody says it of himself, as in a bio: then a doubtful name also counts where
        it stands alone between signs (*Split | 1998*).

    Returns
    -------
    polars.DataFrame
        ``row`` Int64, the text's place; ``name`` String, the place as GeoNames spells it, or the
        country in English; ``country``; ``share`` Float64: where several countries have a place
        of that form, each one's part of their people; ``kind`` place or country. Each name and
        country once a text.

    Notes
    -----
    Of names inside another the longest counts: *Kosovo Polje* is not *Kosovo*.
    """
    tokens = words_of(texts)
    if tokens.is_empty():
        return pl.DataFrame(schema=FOUND)
    named = _names(tokens)
    return _once(_without_inner(named.filter(_believed(own))))


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
        .with_columns(tag=spelt(tag).str.replace_all(r"[^\p{L}\p{N}]", ""))
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
                *("row", "place", "length", "name", "country", "share", "kind", "care"),
                *("capital", "before", "after"),
            )
        )
    return pl.concat(found)


def _believed(own: bool) -> pl.Expr:
    """Whether a form that may be another word is a place here."""
    inside, near = _prepositions()
    care, before = pl.col("care"), pl.col("before")
    behind_place = before.is_in(inside).fill_null(False)
    behind = behind_place | before.is_in(near).fill_null(False)
    edge = before.is_null() | (before == EDGE)
    alone = edge & (pl.col("after").is_null() | (pl.col("after") == EDGE)) & pl.lit(own)
    phrase = pl.col("capital") & (pl.col("length") > 1)
    return (
        (care == FREE)
        | ((care == PREPOSITION) & (behind | alone | phrase))
        | ((care == COMMON) & (behind | alone) & pl.col("capital"))
        | ((care == PERSON) & behind_place & pl.col("capital"))
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
        pl.DataFrame({"word": one.replace("'", "").split()}).select(spelt(pl.col("word")))["word"]
        for one in (listed.inside, listed.near)
    )
    return inside.to_list(), near.to_list()


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
            & (pl.col("care") < PERSON)
            & ((pl.col("care") < COMMON) | (in_region & (pl.col("form") == spelt(pl.col("name")))))
        )
        .sort("share", descending=True, maintain_order=True)
        .unique(["tag", "country"], keep="first", maintain_order=True)
        .join(listed, on="tag", how="anti")
        .with_columns(share=pl.col("share") / pl.col("share").sum().over("tag"))
    )
    return pl.concat([listed, named.select(listed.columns)])
