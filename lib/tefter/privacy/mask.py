"""What a person is shown: masked text, and pseudonyms in place of names."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any

import polars as pl

from tefter.frames import COLUMNS, PERSONAL_DATA, Column
from tefter.privacy.find import find
from tefter.privacy.pseudonyms import KEY_BYTES, pseudonym

PLACEHOLDERS = {
    "bank_card": "[card]",
    "bank_account": "[bank account]",
    "mention_name": "[name]",
    "contact": "[contact]",
    "national_number": "[national number]",
}
"""What stands for a kind; any other kind is its own name in brackets."""

CONTROLS = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u{202a}-\u{202e}\u{2066}-\u{2069}]"
"""What drives a terminal or turns the order of letters: C0 and C1 but tab and line feed; the
bidirectional embeddings, overrides and isolates of Unicode Standard Annex 9."""

NAMED = {
    "post_uid": "post",
    "post_id": "post",
    "reply_to": "post",
    "linked_posts": "post",
    "duplicate_of": "post",
    "near_duplicate_of": "post",
    "comment_uid": "comment",
    "parent_uid": "comment",
    "event_uid": "event",
    "chat_id": "chat",
    "chat_name": "chat",
    "hashtags": "hashtag",
    "urls": "link",
    "sound_id": "sound",
    "media_sha256": "media",
    "media_phash": "media",
}
"""What a column names, so that one post has one pseudonym in all of them; else an account."""

EXPOSED = ("email", "bank_account", "bank_card", "national_number", "phone", "name")
"""Kinds that are looked for in open columns: names of platforms and files look like links there."""

LOOKED_AT = 1_000
"""Numbers from which is told whether a column holds telephone numbers."""

SESSION_KEY = secrets.token_bytes(KEY_BYTES)
"""Key of pseudonyms where none is given: they hold until this process ends."""


def mask(texts: pl.Series, spans: pl.Series | None = None) -> pl.Series:
    """Put ``[phone]``, ``[email]``, ``[handle]``, ``[name]`` … where personal data stands.

    Names that ``find`` does not find stay.

    Parameters
    ----------
    texts : polars.Series of String
        Texts of any origin.
    spans : polars.Series of List[Struct{kind, start, end}], optional
        Where personal data stands in these very texts, as ``find`` gives it; found here if not
        given.
    """
    spans = find(texts) if spans is None else spans
    touched = spans.list.len().fill_null(0) > 0
    shown = [
        _masked(text, where) if text else text
        for text, where in zip(texts.filter(touched), spans.filter(touched).to_list(), strict=True)
    ]
    new = pl.DataFrame({"row": touched.arg_true(), "new": pl.Series(shown, dtype=pl.String)})
    whole = pl.DataFrame({"old": texts.cast(pl.String)}).with_row_index("row")
    joined = whole.join(new, on="row", how="left", maintain_order="left")
    return joined.select(pl.coalesce("new", "old").alias(texts.name)).to_series()


def _masked(text: str, spans: list[dict[str, Any]]) -> str:
    for span in reversed(spans):
        start, end = span["start"], span["end"]
        if end > start:
            placeholder = PLACEHOLDERS.get(span["kind"], f"[{span['kind']}]")
            text = f"{text[:start]}{placeholder}{text[end:]}"
    return text


def masked(frame: pl.DataFrame, key: bytes | None = None) -> pl.DataFrame:
    """Return the frame as a person may see it by default.

    Text is masked, names and identifiers are pseudonyms, and characters that drive a terminal are
    replaced. Columns that the data dictionary does not know are treated as text. Of names
    *inside* text those are masked that ``find`` finds.

    Parameters
    ----------
    frame : polars.DataFrame
        Any frame. ``text_clean`` is masked by ``personal_data`` too where the frame has it.
    key : bytes, optional
        ``key_for(case)``, for pseudonyms that are the same in another session. Without it they
        hold in this one.

    Returns
    -------
    polars.DataFrame
        The same rows and columns. Times are as they were; numbers too, but identifiers, and columns
        that no dictionary knows and half of whose numbers are telephones: these become strings.
    """
    key = SESSION_KEY if key is None else key
    return frame.with_columns(_shown(frame, name, key) for name in frame.columns)


def _shown(frame: pl.DataFrame, name: str, key: bytes) -> pl.Series:
    values = frame[name]
    column = COLUMNS.get(name)
    if values.dtype.is_numeric():
        return _numbers(values, column, key)
    if values.dtype == PERSONAL_DATA or values.dtype.is_temporal():
        return values
    if values.dtype in {pl.Boolean, pl.Null}:
        return values
    if values.dtype in {pl.Binary, pl.Object}:
        return pl.Series(name, [None] * len(values), dtype=pl.String)
    if isinstance(values.dtype, (pl.Categorical, pl.Enum)):
        values = values.cast(pl.String)
    if column is not None and column.exposure == "open":
        return _each(values, lambda texts: harmless(_coded(texts)))
    if name == "text_clean" and frame.schema.get("personal_data") == PERSONAL_DATA:
        return harmless(mask(values, frame["personal_data"]))
    if _is_name(values, column):
        return _each(values, lambda names: pseudonym(names, key, NAMED.get(name, "account")))
    return _each(values, lambda texts: harmless(mask(texts)))


def _is_name(values: pl.Series, column: Column | None) -> bool:
    of_strings = values.dtype in {pl.String, pl.List(pl.String)}
    return of_strings and column is not None and column.exposure == "personal"


def _coded(texts: pl.Series) -> pl.Series:
    """Mask open values, in case a column was given the name of one: few values, often repeated."""
    distinct = texts.unique().drop_nulls()
    found = find(distinct, kinds=EXPOSED)
    return texts.replace(distinct, mask(distinct, found))


def _numbers(values: pl.Series, column: Column | None, key: bytes) -> pl.Series:
    """Mask identifiers and telephone numbers that a table holds as numbers."""
    if column is not None and column.exposure == "open":
        return values
    whole = values.cast(pl.Int64, strict=False).cast(pl.String)
    if column is not None:
        return pseudonym(whole, key, NAMED.get(values.name, "account"))
    given = whole.drop_nulls()
    if 2 * _phones(given.head(LOOKED_AT)).sum() < min(len(given), LOOKED_AT) or given.is_empty():
        return values
    return values.cast(pl.String).set(_phones(whole), "[phone]")


def _phones(texts: pl.Series) -> pl.Series:
    return find(texts, kinds=("phone",)).list.len().fill_null(0) > 0


def harmless(texts: pl.Series) -> pl.Series:
    """Replace what drives a terminal or turns the order of letters."""
    return texts.str.replace_all(CONTROLS, "\N{REPLACEMENT CHARACTER}")


def _each(values: pl.Series, change: Any) -> pl.Series:
    """Change every string of a column, also inside lists and structs."""
    if values.dtype == pl.String:
        return pl.Series(values.name, change(values), dtype=pl.String)
    rows = values.to_list()
    distinct = pl.Series(values.name, sorted(set(_strings(rows))), dtype=pl.String)
    changed = dict(zip(distinct, change(distinct), strict=True))
    return pl.Series(values.name, _replaced(rows, changed), dtype=values.dtype)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _strings(inner)


def _replaced(value: Any, changed: dict[str, str]) -> Any:
    if isinstance(value, dict):
        return {name: _replaced(inner, changed) for name, inner in value.items()}
    if isinstance(value, list):
        return [_replaced(inner, changed) for inner in value]
    return changed[value] if isinstance(value, str) else value
