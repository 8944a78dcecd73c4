"""Which column of a table is what: proposed by names and values, confirmed by a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from tefter.errors import SourceError, printable
from tefter.values import Unreadable
from tefter.values.counts import read_count
from tefter.values.dates import DateStyle, read_date
from tefter.values.links import post_of
from tefter.values.written import CountStyle

COUNTS = ("followers", "views", "likes", "comments", "shares")
TIMES = ("posted_at", "captured_at")

MOST = 0.8
"""Share of a column's filled cells that must look like what its name says: people leave remarks in
cells, and one of them must not cost the column."""

HALF = 0.5
LONG_TEXT = 20
"""Characters that cells have on average in a column that is text by its values alone."""

LONGEST_NAME = 64
"""Characters. No platform has longer handles or identifiers; TikTok's handles have 24."""

_CAMEL = re.compile(r"(?<=[a-zа-я\d])(?=[A-ZА-Я])")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NO_LETTER = re.compile(r"[^\w]+|_")


@dataclass(frozen=True)
class Proposal:
    """Which column of a table serves which field of a post.

    Attributes
    ----------
    columns : dict
        Field of ``frames.POSTS`` or ``ACCOUNTS`` to column of the table.
    reasons : dict
        Field to why, in a few words.
    open : tuple of str
        Clauses on columns that could be a field but were left out, and why.
    unused : tuple of str
        Columns that serve no field.
    """

    columns: dict[str, str]
    reasons: dict[str, str] = field(default_factory=dict)
    open: tuple[str, ...] = ()
    unused: tuple[str, ...] = ()

    @property
    def usable(self) -> bool:
        """Whether posts can be made of it: a text, or links that name posts."""
        return "text" in self.columns or self.reasons.get("url", "").endswith("posts")

    def as_yaml(self) -> str:
        """Return the mapping as one line to paste into ``case.yml``."""
        line = yaml.safe_dump(
            self.columns, default_flow_style=True, allow_unicode=True, sort_keys=False, width=2**16
        )
        return f"columns: {printable(line.strip())}"


@cache
def _document() -> Mapping[str, Any]:
    text = files("tefter.sources").joinpath("column_names.yml").read_text(encoding="utf-8")
    loaded: Mapping[str, Any] = yaml.safe_load(text)
    return loaded


@cache
def known_names() -> dict[str, tuple[str, ...]]:
    """Return what people call each field, the surest name first, from ``column_names.yml``."""
    return {
        name: tuple(folded_name(known) for known in listed)
        for name, listed in _document()["fields"].items()
    }


@cache
def _qualifiers() -> frozenset[str]:
    return frozenset(map(folded_name, _document()["qualifiers"]))


def folded_name(column: str) -> str:
    """Fold a column's name, so that ``viewCount``, ``View_count`` and ``VIEW COUNT`` are one.

    Examples
    --------
    >>> folded_name("Broj_pregleda (TikTok)"), folded_name("playCount"), folded_name("Përmbajtja")
    ('broj pregleda', 'play count', 'permbajtja')
    """
    spaced = _CAMEL.sub(" ", _BRACKETS.sub(" ", column))
    plain = unicodedata.normalize("NFKD", spaced).casefold().replace("đ", "d")
    letters = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(_NO_LETTER.sub(" ", unicodedata.normalize("NFC", letters)).split())


def propose(header: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> Proposal:
    """Propose which column is what.

    A name alone is not believed: the column's first values must be of the kind. Where two columns
    bear the same name, neither is taken, and that is said.

    Parameters
    ----------
    header : sequence of str
        Names of the columns.
    rows : sequence of mapping
        The first rows, by column name.

    Returns
    -------
    Proposal
        Possibly without any column.
    """
    columns: dict[str, str] = {}
    reasons: dict[str, str] = {}
    left: list[str] = []
    values = {name: _filled(rows, name) for name in header}
    for target, names in known_names().items():
        free = [name for name in header if name not in columns.values()]
        ranked = [(rank, name) for name in free if (rank := _rank(name, names)) is not None]
        fitting = sorted(one for one in ranked if _fits(target, values[one[1]]))
        if not fitting:
            continue
        best = [name for rank, name in fitting if rank == fitting[0][0]]
        if len(best) > 1:
            listed = " and ".join(map(_shown, best))
            left.append(f"{listed} could both be {target}: state which")
            continue
        columns[target] = best[0]
        reasons[target] = "by its name and values" if values[best[0]] else "by its name"
    _by_values(header, values, columns, reasons)
    if "url" in columns and _share(values[columns["url"]], _names_post) > HALF:
        reasons["url"] = "its links name posts"
    unused = _unused(header, columns)
    left += [clause for name in unused if (clause := _belied(name, values[name]))]
    return Proposal(columns, reasons, tuple(left), unused)


def with_stated(
    proposal: Proposal, stated: Mapping[str, str], header: Sequence[str], file: str
) -> Proposal:
    """Return the proposal with what a person stated instead of what was proposed.

    Parameters
    ----------
    proposal : Proposal
        From ``propose``.
    stated : mapping
        Field to column; an empty column leaves the field out.
    header : sequence of str
        Names of the columns.
    file : str
        Name of the file, for messages.

    Raises
    ------
    SourceError
        When a field or a column does not exist, with the nearest that does.
    """
    for target, column in stated.items():
        if target not in known_names():
            raise SourceError(
                f"the column mapping names {_shown(target)}, which is no field of a post",
                _nearest(target, known_names()),
                file=file,
            )
        if column and column not in header:
            raise SourceError(
                f"the column mapping names {_shown(column)}, which is no column of this table",
                _nearest(column, header),
                file=file,
            )
    taken = set(stated.values())
    kept = {
        target: column
        for target, column in proposal.columns.items()
        if target not in stated and column not in taken
    }
    chosen = {target: column for target, column in stated.items() if column}
    columns = {
        target: (kept | chosen)[target] for target in known_names() if target in kept | chosen
    }
    reasons = {target: proposal.reasons[target] for target in kept}
    reasons |= dict.fromkeys(chosen, "as stated")
    return Proposal(columns, reasons, (), _unused(header, columns))


def _filled(rows: Sequence[Mapping[str, Any]], name: str) -> list[Any]:
    cells = (row.get(name) for row in rows)
    return [cell for cell in cells if cell or cell == 0]


def _rank(column: str, names: Sequence[str]) -> int | None:
    """Return how sure a name is, 0 the surest: as it stands first, then without its qualifiers."""
    plain = folded_name(column)
    if plain in names:
        return names.index(plain)
    bare = " ".join(word for word in plain.split() if word not in _qualifiers())
    return len(names) + names.index(bare) if bare in names else None


def _belied(column: str, values: Sequence[Any]) -> str | None:
    """Say so where a column has the name of a field and the values of none."""
    named = [target for target, names in known_names().items() if _rank(column, names) is not None]
    if not named or any(_fits(target, values) for target in named):
        return None
    return f"{_shown(column)} is named like {named[0]}, but its values are not"


def _fits(target: str, values: Sequence[Any]) -> bool:
    if not values:
        return True
    check, share = _CHECKS.get(target, (_is_short, MOST))
    return _share(values, check) >= share


def _share(values: Sequence[Any], check: Callable[[Any], bool]) -> float:
    return sum(map(check, values)) / len(values) if values else 0


def _is_count(value: Any) -> bool:
    try:
        read_count(value, CountStyle(), "")
    except Unreadable as problem:
        return problem.ambiguous
    return True


def _is_time(value: Any) -> bool:
    if isinstance(value, bool):
        return False
    try:
        return read_date(value, DateStyle(), "UTC", "") is not None
    except Unreadable as problem:
        return problem.ambiguous


def _is_link(value: Any) -> bool:
    return isinstance(value, str) and (
        value.strip().lower().startswith(("http://", "https://", "www.")) or _names_post(value)
    )


def _names_post(value: Any) -> bool:
    return isinstance(value, str) and post_of(value) is not None


def _is_text(value: Any) -> bool:
    return (
        isinstance(value, str)
        and any(char.isalpha() for char in value)
        and not _is_link(value)
        and not _is_time(value)
    )


def _is_long_text(value: Any) -> bool:
    return _is_text(value) and " " in value.strip()


def _is_name(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return False
    text = str(value).strip()
    return 0 < len(text) <= LONGEST_NAME and not any(char.isspace() for char in text)


def _is_identifier(value: Any) -> bool:
    # A float is an identifier that was damaged: it must be found to be said.
    return isinstance(value, float) or (_is_name(value) and any(map(str.isdigit, str(value))))


def _is_region(value: Any) -> bool:
    return isinstance(value, str) and len(value.strip()) == len("XK") and value.strip().isalpha()


def _is_short(value: Any) -> bool:
    return not isinstance(value, str) or len(value) <= 10 * LONGEST_NAME


_CHECKS: dict[str, tuple[Callable[[Any], bool], float]] = {
    **dict.fromkeys(COUNTS, (_is_count, MOST)),
    **dict.fromkeys(TIMES, (_is_time, MOST)),
    # Captions of emoji alone are usual, so not all cells need have letters.
    "text": (_is_text, HALF),
    "media_text": (_is_text, HALF),
    "url": (_is_link, MOST),
    "post_id": (_is_identifier, MOST),
    "account_id": (_is_name, MOST),
    "account_name": (_is_name, MOST),
    "declared_region": (_is_region, MOST),
}


def _by_values(
    header: Iterable[str],
    values: Mapping[str, Sequence[Any]],
    columns: dict[str, str],
    reasons: dict[str, str],
) -> None:
    """Find links and text that bear no known name, where only one column can be it."""
    rules = (
        ("url", _names_post, MOST),
        ("text", _is_long_text, MOST),
    )
    for target, check, share in rules:
        if target in columns:
            continue
        found = [
            name
            for name in header
            if name not in columns.values() and _share(values[name], check) >= share
        ]
        if target == "text":
            found = [name for name in found if _mean_length(values[name]) >= LONG_TEXT]
        if len(found) == 1:
            columns[target] = found[0]
            reasons[target] = "by its values alone"


def _mean_length(values: Sequence[Any]) -> float:
    return sum(len(str(value)) for value in values) / max(1, len(values))


def _unused(header: Iterable[str], columns: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(name for name in header if name not in columns.values())


def _nearest(name: str, known: Iterable[str]) -> str:
    listed = list(known)
    near = get_close_matches(name, listed, n=1, cutoff=0.5)
    if near:
        return f"perhaps {_shown(near[0])} is meant"
    return f"take one of: {', '.join(map(_shown, listed[:20]))}"


def _shown(name: str) -> str:
    return f"'{printable(name)[:40]}'"
