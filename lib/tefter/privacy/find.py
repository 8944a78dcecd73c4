"""Personal data in text: where it stands, and of which kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import polars as pl
import pyarrow as pa

from tefter.frames import PERSONAL_DATA, stage
from tefter.privacy.phones import phone_spans
from tefter.privacy.written import plainly

Spans = list[tuple[int, int]]

REST = r"[^\s<>\"]*[^\s<>\".,;:!?)\]}'»”]"
LINK = re.compile(
    rf"(?:\bh(?:tt|xx)ps?\s?:\s?//|\bwww\.){REST}"
    rf"|(?<![\w@.])(?:[\w-]+\.)+(?:com|net|org|info)\b(?:/{REST})?"
    rf"|(?<![\w@.])(?:[\w-]+\.)+[^\W\d_]{{2,24}}/{REST}",
    re.IGNORECASE,
)
EMAIL = re.compile(
    r"[\w.+%-]+(?:@|\s?[\[({]\s?(?:at|et|@)\s?[\])}]\s?)"
    r"[\w-]+(?:(?:\.|\s?[\[({]\s?(?:dot|tačka|tacka|pika|\.)\s?[\])}]\s?)[\w-]+)+",
    re.IGNORECASE,
)
MENTION = re.compile(r"(?<![\w@])@\s?[\w.]*\w")
PLATFORMS = (
    r"(?:\b(?:snap(?:chat)?|sc|ig|insta(?:gram)?|fb|facebook|tg|telegram|tt|tik\s?tok|kik|"
    r"onlyfans|discord|viber|снап|инста|инстаграм|фб|тт|тик\s?ток|телеграм|вајбер|вибер)\b|"
    "\N{GHOST}\N{VARIATION SELECTOR-16}?)"
)
HANDLE = re.compile(
    PLATFORMS + r"\s{0,3}"
    # A colon or the like says that a handle follows; without it the word must look like one.
    r"(?:(?:[:=>~]|->|(?<=\s)-\s|\bis\b|\bje\b|\bështë\b)\s{0,3}@?(?P<named>[a-z0-9][a-z0-9._]{1,28}[a-z0-9_])"
    r"|\s(?P<alike>(?=[a-z0-9._]*[0-9_]|[a-z0-9_]+\.[a-z0-9_])[a-z0-9][a-z0-9._]{1,28}[a-z0-9_]))"
    r"(?![\w.]*@)",
    re.IGNORECASE,
)
JMBG = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:9\d\d|0[0-2]\d)\d{6}(?!\d)")
"""Unique master citizen number of Yugoslavia and after (JMBG, ЕМБГ, EMŠO): born, then six digits.

Official Gazette of the SFRY 58/1976. Its check digit is not asked: a mistyped number is personal.
"""

SUSPECT = (
    r"(?i)[@＠]|[\[({]\s?(?:at|et)\s?[\])}]|//|www\.|\.(?:com|net|org|info)\b|\.\p{L}{2,24}/"
    rf"|{PLATFORMS}|(?:\p{{N}}[^\p{{L}}\p{{N}}]{{0,8}}){{6}}"
)
"""What a text must hold to be looked at closely; Rust's regular expressions, run by Polars."""


def _whole(pattern: re.Pattern[str]) -> Callable[[str], Spans]:
    return lambda plain: [match.span() for match in pattern.finditer(plain)]


def _named(plain: str) -> Spans:
    return [match.span(match.lastgroup or 0) for match in HANDLE.finditer(plain)]


KINDS: dict[str, tuple[Callable[[str], Spans], ...]] = {
    "link": (_whole(LINK),),
    "email": (_whole(EMAIL),),
    "national_number": (_whole(JMBG),),
    "phone": (phone_spans,),
    "handle": (_whole(MENTION), _named),
}
"""Kind to the functions that find it in a text in plain spelling. Where two kinds overlap, the
first of them names the whole."""


def find(texts: pl.Series) -> pl.Series:
    """Find personal data in texts: phone, email, handle, link, national_number.

    Names, addresses, bank cards and plates are **not** found. A masked text may still name
    someone.

    Parameters
    ----------
    texts : polars.Series of String
        Texts of any origin.

    Returns
    -------
    polars.Series of List[Struct{kind, start, end}]
        For each text its spans in order, not overlapping, in characters (Unicode code points, as
        Python and Polars count them); an empty list where there are none; null for a null.

    Notes
    -----
    A Polars pattern sets aside the texts that can hold nothing; only the others are read closely.
    """
    suspect = texts.str.contains(SUSPECT).fill_null(False)
    found = [
        ([_struct(span) for span in _spans(text)] if look else None if text is None else [])
        for text, look in zip(texts, suspect, strict=True)
    ]
    return _column(texts.name, found)


@stage(
    needs=("text", "platform_entities", "text_clean"),
    adds=("personal_data",),
)
def add_personal_data(posts: pl.DataFrame) -> pl.DataFrame:
    """Add where in ``text_clean`` personal data stands.

    What the platform itself marks in ``text`` is certain, and is looked up in ``text_clean``;
    where it cannot be found there again, the whole of ``text_clean`` is marked.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``text``, ``platform_entities`` and ``text_clean``.
    """
    found = find(posts["text_clean"]).to_list()
    certain = posts.with_row_index("row").filter(pl.col("platform_entities").list.len() > 0)
    for row, text, entities, clean in certain.select(
        "row", "text", "platform_entities", "text_clean"
    ).iter_rows():
        marked = list(_carried(text or "", entities, clean or ""))
        ours = [(span["kind"], span["start"], span["end"]) for span in found[row] or []]
        found[row] = [_struct(span) for span in _united([*marked, *ours])]
    return posts.with_columns(_column("personal_data", found))


Named = tuple[str, int, int]

_ARROW = pl.Series([], dtype=PERSONAL_DATA).to_arrow().type


def _column(name: str, found: list[list[dict[str, Any]] | None]) -> pl.Series:
    """Make the column in one go: Polars makes a Series of every list on the way."""
    return pl.Series(name, pa.array(found, type=_ARROW)).cast(PERSONAL_DATA)


def _struct(span: Named) -> dict[str, str | int]:
    return dict(zip(("kind", "start", "end"), span, strict=True))


def _spans(text: str) -> list[Named]:
    written = plainly(text)
    return _united(
        [
            (kind, *written.span(*span))
            for kind, finders in KINDS.items()
            for finder in finders
            for span in finder(written.plain)
        ]
    )


def _united(spans: list[Named]) -> list[Named]:
    """Join overlapping spans; the kind that comes first in the list names them."""
    rank = {span: place for place, span in reversed(list(enumerate(spans)))}
    united: list[tuple[int, Named]] = []
    for span in sorted(rank, key=lambda span: (span[1], span[2])):
        kind, start, end = span
        if united and start < united[-1][1][2]:
            place, (before, first, last) = united[-1]
            best = min(place, rank[span])
            joined = (before if best == place else kind, first, max(last, end))
            united[-1] = (best, joined)
        else:
            united.append((rank[span], span))
    return [span for _, span in united]


def _carried(text: str, entities: list[dict[str, Any]], clean: str) -> Iterator[Named]:
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
