"""Personal data in text: where it stands, and of which kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from typing import Any

import polars as pl

from tefter.frames import stage
from tefter.privacy.contacts import EMAIL, LINK, MENTION, PROFILE, handles, whole
from tefter.privacy.names import names, pattern_of
from tefter.privacy.numbers import bank_accounts, cards, national_numbers
from tefter.privacy.phones import parted_spans, phone_spans
from tefter.privacy.places import addresses, plates
from tefter.privacy.spans import Span, none_found, replaced, united
from tefter.privacy.spoken import alike, spoken
from tefter.privacy.suspects import NAMED, suspects
from tefter.privacy.written import Written, plainly

Finder = Callable[[str], list[tuple[int, int]]]

KINDS: dict[str, tuple[tuple[str, Finder], ...]] = {
    "email": (("mail", whole(EMAIL)),),
    "link": (("links", whole(LINK)), ("links", whole(PROFILE))),
    "bank_account": (("digits", bank_accounts),),
    "bank_card": (("digits", cards),),
    "national_number": (("digits", national_numbers),),
    "phone": (("digits", phone_spans), ("parted", parted_spans)),
    "handle": (("handles", whole(MENTION)), ("handles", handles)),
    "plate": (("plates", plates),),
    "address": (("streets", addresses),),
    "name": ((NAMED, names),),
}
"""Kind to the functions that find it in a text in plain spelling, each with the gate that must be
open. Where two kinds overlap, the first of them names the whole."""

ZERO = re.compile(r"[0+]|nul|nol|нул|zer|ni[cč]", re.IGNORECASE)

READINGS: tuple[tuple[str, Callable[[Written], Written | None]], ...] = (
    ("spoken", spoken),
    ("alike", alike),
)
"""Other readings of a text, in which telephone numbers show: words and letters for digits."""


def find(
    texts: pl.Series, declared: Collection[str] = (), kinds: Collection[str] = tuple(KINDS)
) -> pl.Series:
    """Find personal data in texts.

    Kinds are ``link``, ``email``, ``bank_account``, ``bank_card``, ``national_number``,
    ``phone``, ``handle``, ``plate``, ``address`` and ``name``. First names alone, nicknames, and
    names in small letters that nothing announces are **not** found: a masked text may still name
    someone. What is found how is in ``docs/privacy.md``.

    Parameters
    ----------
    texts : polars.Series of String
        Texts of any origin.
    declared : collection of str
        Names that are known to be of persons, such as those that accounts show; found however
        they are capitalised.
    kinds : collection of str
        Look for these only.

    Returns
    -------
    polars.Series of List[Struct{kind, start, end}]
        For each text its spans in order, not overlapping, in characters (Unicode code points, as
        Python and Polars count them); an empty list where there are none; null for a null.

    Notes
    -----
    Patterns of Polars set aside the texts that can hold nothing; only the others are read closely.
    """
    finders = [(kind, *finder) for kind in KINDS if kind in kinds for finder in KINDS[kind]]
    readings = READINGS if "phone" in kinds else ()
    known = pattern_of(declared) if "name" in kinds else None
    gates = list(
        dict.fromkeys([*(gate for _, gate, _ in finders), *(gate for gate, _ in readings)])
    )
    opened = suspects(texts, gates)
    any_open = opened.select(pl.any_horizontal(pl.all())).to_series()
    if known is not None:
        plainest = [name.split()[0].lower() for name in declared if name.strip()]
        any_open |= texts.str.to_lowercase().str.contains_any(plainest).fill_null(False)
    found: dict[int, list[Span]] = {}
    close = opened.filter(any_open).iter_rows()
    for row, text, row_gates in zip(
        any_open.arg_true(), texts.filter(any_open), close, strict=True
    ):
        written = plainly(text)
        let = {gate for gate, is_open in zip(gates, row_gates, strict=True) if is_open}
        spans = [
            (kind, *written.span(*span))
            for kind, gate, finder in finders
            if gate in let
            for span in finder(written.plain)
        ]
        for gate, reading in readings:
            other = reading(written) if gate in let else None
            if other is not None:
                spans += [("phone", *other.span(*span)) for span in _phones_in(other, text)]
        if known is not None:
            matches = known.finditer(written.plain)
            spans += [("name", *written.span(*match.span())) for match in matches]
        if spans:
            found[row] = united(spans)
    return replaced(none_found(texts), found)


def _phones_in(reading: Written, text: str) -> Iterator[tuple[int, int]]:
    """Find numbers in another reading; those among words only where a plain zero begins."""
    yield from phone_spans(reading.plain, marked=True)
    for span in parted_spans(reading.plain):
        if ZERO.match(text, reading.span(*span)[0]):
            yield span


@stage(
    needs=("text", "platform_entities", "text_clean"),
    adds=("personal_data",),
)
def add_personal_data(posts: pl.DataFrame, declared: Collection[str] = ()) -> pl.DataFrame:
    """Add where in ``text_clean`` personal data stands.

    What the platform itself marks in ``text`` is certain, and is looked up in ``text_clean``;
    where it cannot be found there again, the whole of ``text_clean`` is marked.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``text``, ``platform_entities`` and ``text_clean``.
    declared : collection of str
        Names that are known to be of persons, as in ``find``.
    """
    found = find(posts["text_clean"], declared).alias("personal_data")
    certain = posts.with_row_index("row").filter(pl.col("platform_entities").list.len() > 0)
    sure: dict[int, list[Span]] = {}
    for row, text, entities, clean in certain.select(
        "row", "text", "platform_entities", "text_clean"
    ).iter_rows():
        ours = [
            (span["kind"], span["start"], span["end"])
            for span in found.gather([row]).to_list()[0] or []
        ]
        sure[row] = united([*_carried(text or "", entities, clean or ""), *ours])
    return posts.with_columns(replaced(found, sure))


def _carried(text: str, entities: list[dict[str, Any]], clean: str) -> Iterator[Span]:
    """Carry the platform's spans of the text over to the cleaned text."""
    for entity in entities:
        kind, start, end = entity["kind"], entity["start"], entity["end"]
        marked = text[start:end].strip()
        if not marked:
            # A shared contact is a fact about the post, not a place in its text.
            yield kind, 0, 0
        elif text == clean:
            yield kind, start, end
        else:
            places = list(_places(marked, clean)) or [(0, len(clean))]
            yield from ((kind, *place) for place in places)


def _places(marked: str, clean: str) -> Iterator[tuple[int, int]]:
    """Find every place where the marked words stand in the cleaned text."""
    written = plainly(clean)
    spelled = re.escape(plainly(marked).plain).replace(r"\ ", r"\s+")
    for match in re.finditer(rf"(?<!\w){spelled}(?!\w)", written.plain, re.IGNORECASE):
        yield written.span(*match.span())
