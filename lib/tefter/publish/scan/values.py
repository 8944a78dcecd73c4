"""What must not stand on a site: the values of the frames of a run that name a person."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import polars as pl

from tefter.errors import PublishError
from tefter.frames import COLUMNS
from tefter.privacy import find
from tefter.publish.scan.folding import digits_of, folded

KINDS = {
    "account_name": "handle",
    "mentions": "handle",
    "display_name": "name",
    "chat_name": "name",
    "forwarded_from": "name",
    "urls": "link",
    "hashtags": "hashtag",
}
"""What a column that names a person holds; the others hold identifiers."""

SHOWS_NOBODY = frozenset(
    {"platform_entities", "country_evidence", "personal_data", "language_evidence"}
)
"""Closed columns without a name or text of their own: places in a text, words of a language, and
names of towns."""

SHORTEST = 4
"""Letters. A shorter value is in any text by chance."""

SHORTEST_NUMBER = 6
"""Digits of an identifier of digits only: a shorter one is any count."""

PHONE_DIGITS = 8
"""Last digits by which telephone numbers are compared, however the country's code is written."""

FEW_ACCOUNTS = 3
"""Accounts. A hashtag that fewer of them use can name a person; the others are a movement's."""

FOUND = {
    "phone": "phone",
    "email": "address",
    "link": "link",
    "handle": "handle",
    "national_number": "number",
    "bank_card": "number",
    "mention_name": "name",
}
"""What ``privacy.find`` and the platforms call a span, and how it is told here."""


@dataclass
class Known:
    """What is looked for.

    Attributes
    ----------
    values : dict of str to str
        Folded value to its kind.
    phones : set of str
        Last digits of telephone numbers.
    texts : list of polars.Series
        Folded texts.
    """

    values: dict[str, str] = field(default_factory=dict)
    phones: set[str] = field(default_factory=set)
    texts: list[pl.Series] = field(default_factory=list)

    def add(self, value: str, kind: str) -> None:
        """Add one value, unless it is too short to mean anybody."""
        plain = folded(value).strip("@# ")
        if kind == "phone":
            digits = digits_of(plain)
            if len(digits) >= PHONE_DIGITS:
                self.phones.add(digits[-PHONE_DIGITS:])
            return
        if kind == "link":
            plain = plain.partition("://")[2] or plain
            plain = plain.removeprefix("www.").rstrip("/")
        least = SHORTEST_NUMBER if plain.isdigit() else SHORTEST
        if len(plain) >= least and (kind != "link" or "/" in plain or "." in plain):
            self.values.setdefault(plain, kind)


def known_of(processed: Path, released: Collection[str] = ()) -> Known:
    """Return what of the frames of a run must not be published.

    Parameters
    ----------
    processed : path
        Folder of the run's frames.
    released : collection of str
        Hashtags that an editor released by name, without #.

    Raises
    ------
    PublishError
        When they are not there: then nothing can be checked, and nothing is published.
    """
    paths = [path for path in sorted(processed.rglob("*.parquet")) if _has_people(path)]
    if not paths:
        raise PublishError(
            "the frames of the run are not at hand, so nobody can tell whom the site must not name",
            "run the case again",
            file=processed,
        )
    known = _known_of(tuple((path, path.stat().st_size, path.stat().st_mtime_ns) for path in paths))
    tags = {folded(tag) for tag in released}
    values = {
        value: kind
        for value, kind in known.values.items()
        if not (kind == "hashtag" and value in tags)
    }
    return replace(known, values=values)


@lru_cache(maxsize=1)
def _known_of(files: tuple[tuple[Path, int, int], ...]) -> Known:
    """Read frames, each named with its size and time: a checklist and what follows ask alike."""
    known = Known()
    texts = [pl.Series(dtype=pl.String)]
    for path, _, _ in files:
        frame = pl.read_parquet(path)
        for name in filter(_closed, frame.columns):
            if COLUMNS[name].exposure == "text":
                texts.append(frame[name].drop_nulls())
            else:
                _add_column(known, frame, name)
    # Each frame of a run repeats the texts of the one before it.
    _add_texts(known, pl.concat(texts).unique(maintain_order=True))
    return known


def _has_people(path: Path) -> bool:
    return any(_closed(name) for name in pl.read_parquet_schema(path))


def _closed(name: str) -> bool:
    column = COLUMNS.get(name)
    return column is not None and column.exposure != "open" and name not in SHOWS_NOBODY


def _add_column(known: Known, frame: pl.DataFrame, name: str) -> None:
    kind = KINDS.get(name, "identifier")
    values = _rare(frame) if name == "hashtags" else frame[name]
    if values.dtype == pl.List(pl.String):
        values = values.explode()
    for value in values.drop_nulls().unique():
        known.add(str(value), kind)
        _, colon, own = str(value).partition(":")
        if colon and kind == "identifier":
            # ``platform:id`` is ours; the platform's own half names the person as well.
            known.add(own, kind)
            known.add(own.rpartition("/")[2], kind)


def _add_texts(known: Known, texts: pl.Series) -> None:
    known.texts.append(texts.map_elements(folded, return_dtype=pl.String))
    for kind, value in _written(texts):
        known.add(value, FOUND.get(kind, kind))


def _rare(frame: pl.DataFrame) -> pl.Series:
    tags = frame.select("hashtags", "account_id").explode("hashtags").drop_nulls("hashtags")
    used = tags.group_by("hashtags").agg(pl.col("account_id").n_unique().alias("accounts"))
    return used.filter(pl.col("accounts") < FEW_ACCOUNTS)["hashtags"]


def _written(texts: pl.Series) -> Iterator[tuple[str, str]]:
    """Yield the personal data that is written in texts, with its kind."""
    for text, spans in zip(texts, find(texts).to_list(), strict=True):
        for span in spans:
            value = text[span["start"] : span["end"]]
            # One word that may be a name, or a town, is too little to mean anybody.
            if span["kind"] in FOUND or " " in value.strip():
                yield span["kind"], value
