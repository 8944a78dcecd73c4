"""What a notebook displays: frames, values taken out of them, and whatever else holds text."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

import polars as pl

from tefter.frames import COLUMNS, STRINGS
from tefter.privacy.mask import NAMED, SESSION_KEY, harmless, mask, masked
from tefter.privacy.pseudonyms import pseudonym

AS_TEXT: dict[type, Callable[[Any], str]] = {
    pl.DataFrame: pl.DataFrame.__str__,
    pl.Series: pl.Series.__str__,
}
"""How Polars itself writes a frame or series, whatever a notebook puts in its place."""

MOST_ROWS = 10
"""Rows that Polars shows at most where nobody asked for more. Source: Polars documentation,
``Config.set_tbl_rows``."""

MOST_ITEMS = 1_001
"""Items of a container that are looked at: IPython shows 1,000 of them and says that there are
more. Source: its documentation, ``PlainTextFormatter.max_seq_length``."""

DEEPEST = 20
"""Containers inside containers that are looked at; what lies deeper is masked as text."""

LONG = 10**7
"""From here on a whole number may be a telephone number."""

MARKUP = re.compile(r"(<(?:style|script)\b.*?</(?:style|script)>|<[^<>]*>)", re.DOTALL | re.I)

TEXTS = ("text/plain", "text/markdown", "text/latex", "text/html")
"""Kinds of output that are text."""

WORD = re.compile(r"[\w.:/-]*\w")
PLATFORMS = frozenset({"tiktok", "telegram", "instagram", "other"})
"""What a column says of many rows, though an account may be called so too."""

IDENTIFIES = frozenset(
    name
    for name, column in COLUMNS.items()
    if column.exposure == "personal"
    and column.dtype in {pl.String, STRINGS}
    and name not in {"hashtags", "urls"}
)
"""Columns whose values are looked for wherever they are shown. A hashtag is most often a word."""

Frames = Collection[pl.DataFrame]


def pseudonyms_of(values: Iterable[str], frames: Frames) -> dict[str, str]:
    """Return those of some values that one of the frames holds as a name or identifier.

    Parameters
    ----------
    values : iterable of str
        What is about to be shown.
    frames : collection of polars.DataFrame
        Such as those of a notebook.

    Returns
    -------
    dict of str to str
        Value to the pseudonym that ``masked`` shows in this session.
    """
    asked = pl.Series(sorted(set(values)), dtype=pl.String)
    known = dict[str, str]()
    for frame in frames:
        for name in IDENTIFIES.intersection(frame.columns):
            column = frame[name].explode() if frame[name].dtype == STRINGS else frame[name]
            if column.dtype != pl.String:
                continue
            found = column.filter(column.is_in(asked.implode())).unique().drop_nulls()
            shown = pseudonym(found, SESSION_KEY, NAMED.get(name, "account"))
            known |= dict(zip(found, shown, strict=True))
    return known


def shown(frame: pl.DataFrame, frames: Frames = ()) -> pl.DataFrame:
    """Return a frame as a notebook may show it: ``masked``, and its names of columns too.

    Only the rows that Polars shows are looked at; those between them are null.

    Parameters
    ----------
    frame : polars.DataFrame
        Any frame.
    frames : collection of polars.DataFrame
        What they hold as names and identifiers is masked here too, whatever a column is called.
    """
    most = int(os.environ.get("POLARS_FMT_MAX_ROWS", MOST_ROWS))
    if 0 <= 2 * most < frame.height:
        # Of one piece, so that a column that changes its type does so in all rows.
        ends = _masked(pl.concat([frame.head(most), frame.tail(most)]), frames)
        between = ends.clear(frame.height - 2 * most)
        return pl.concat([ends.head(most), between, ends.tail(most)])
    return _masked(frame, frames)


def _masked(frame: pl.DataFrame, frames: Frames) -> pl.DataFrame:
    safe = masked(frame)
    strings = [name for name, dtype in safe.schema.items() if dtype == pl.String]
    values = {name: set(safe[name].drop_nulls()) for name in strings}
    known = pseudonyms_of(
        {*frame.columns, *(one for many in values.values() for one in many)}, frames
    )
    aliased = [
        pl.col(name).replace(known)
        for name, many in values.items()
        if known
        and (not _is_open(name) or 2 * len(many & known.keys() - PLATFORMS) >= len(many) > 0)
    ]
    return _with_names(safe.with_columns(aliased), known)


def _is_open(name: str) -> bool:
    return name in COLUMNS and COLUMNS[name].exposure == "open"


def _with_names(frame: pl.DataFrame, known: dict[str, str]) -> pl.DataFrame:
    """Mask names of columns that no dictionary knows: a pivot makes them of values."""
    strange = [name for name in frame.columns if name not in COLUMNS]
    texts = harmless(mask(pl.Series(strange, dtype=pl.String)))
    new = dict(zip(strange, texts, strict=True)) | {
        name: known[name] for name in strange if name in known
    }
    taken = set(frame.columns)
    for name, wanted in new.items():
        if wanted == name:
            continue
        unique, copies = wanted, 1
        while unique in taken:
            copies += 1
            unique = f"{wanted} {copies}"
        taken.add(unique)
        frame = frame.rename({name: unique})
    return frame


def as_text(value: pl.DataFrame | pl.Series, frames: Frames = ()) -> str:
    """Write a frame or series as Polars does, masked."""
    if isinstance(value, pl.DataFrame):
        return AS_TEXT[pl.DataFrame](shown(value, frames))
    return AS_TEXT[pl.Series](shown(value.to_frame(), frames).to_series())


def as_html(value: pl.DataFrame | pl.Series, frames: Frames = ()) -> str:
    """Write a frame or series as Polars does for a browser, masked."""
    frame = value.to_frame() if isinstance(value, pl.Series) else value
    return shown(frame, frames)._repr_html_()


def veiled(value: Any, frames: Frames = ()) -> Any:
    """Mask text, and long numbers that are telephones, in a plain value of Python.

    Parameters
    ----------
    value : str, int, list, tuple, set or dict
        Also in each other; anything else in them stays.
    frames : collection of polars.DataFrame
        As for ``shown``.
    """
    texts = sorted(set(_texts(value)))
    safe = dict(zip(texts, harmless(mask(pl.Series(texts, dtype=pl.String))), strict=True))
    for name, text in _by_column(value):
        safe |= pseudonyms_of([text], [pl.DataFrame({name: [text]})])
    return _replaced(value, safe | pseudonyms_of(texts, frames))


def is_plain(value: Any) -> bool:
    """Whether ``veiled`` masks a value as a whole."""
    return type(value) in {str, int, list, tuple, set, frozenset, dict}


def _items(value: Any) -> list[Any]:
    """Return what a container holds, keys of a dictionary among it, as far as it is shown."""
    if isinstance(value, dict):
        return [one for pair in list(value.items())[:MOST_ITEMS] for one in pair]
    return list(value)[:MOST_ITEMS]


def _texts(value: Any, depth: int = 0) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif type(value) is int and abs(value) >= LONG:
        yield str(value)
    elif is_plain(value) and type(value) is not int and depth < DEEPEST:
        for inner in _items(value):
            yield from _texts(inner, depth + 1)


def _by_column(value: Any, depth: int = 0) -> Iterator[tuple[str, str]]:
    """Yield what stands in a dictionary under the name of a column that identifies."""
    if depth < DEEPEST and type(value) in {list, tuple, dict}:
        if isinstance(value, dict):
            yield from (
                (key, text)
                for key, text in value.items()
                if key in IDENTIFIES and type(text) is str
            )
        for inner in _items(value):
            yield from _by_column(inner, depth + 1)


def _replaced(value: Any, safe: dict[str, str], depth: int = 0) -> Any:
    if isinstance(value, str):
        return safe[value]
    if type(value) is int:
        return value if safe.get(str(value), str(value)) == str(value) else safe[str(value)]
    if not is_plain(value):
        return value
    if depth == DEEPEST:
        return "…"
    if isinstance(value, dict):
        pairs = iter([_replaced(one, safe, depth + 1) for one in _items(value)])
        return dict(zip(pairs, pairs, strict=True))
    return type(value)(_replaced(one, safe, depth + 1) for one in _items(value))


def masked_text(text: str, frames: Frames = (), mimetype: str = "text/plain") -> str:
    """Mask a text that is shown; of HTML what stands between its tags.

    Parameters
    ----------
    text : str
        Of any origin.
    frames : collection of polars.DataFrame
        As for ``shown``; looked for are single words.
    mimetype : str
        What it is, such as ``text/html``.
    """
    words = set(WORD.findall(text)) - COLUMNS.keys() - PLATFORMS
    if not words:
        return text
    parts = MARKUP.split(text) if mimetype == "text/html" else [text]
    parts[::2] = mask(pl.Series(parts[::2], dtype=pl.String)).to_list()
    known = pseudonyms_of(words, frames)
    if known:
        parts[::2] = [WORD.sub(lambda word: known.get(word[0], word[0]), one) for one in parts[::2]]
    return "".join(parts)
