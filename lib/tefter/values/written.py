"""How people in the region write a count: points, commas, spaces and words for thousands."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Context, Decimal

_THOUSANDS = (
    "k к mije mija mij hilj hiljada hiljade hiljadu tis tisuca tisuce tisucu tisoc tisoca tisoce "
    "tisocev tsd thousand хиљ хиљада хиљаде хиљаду илј илјада илјади иљ иљада иљади тис"
)
_MILLIONS = (
    "m м mil mln mio mill milion milioni miliona milione milijun milijuna milijuni milijune "
    "milijon milijona milijoni milijone milijonov million millions мил млн милион милиона милиони "
    "милионе милијон милијони"
)
_BILLIONS = (
    "b bn mlrd mrd mlr mld miliard miliarde milijarda milijarde milijardi milijardu milijard "
    "billion млрд милј милијарда милијарде милијарди милијарду"
)
SCALES = {
    word: scale
    for scale, words in ((10**3, _THOUSANDS), (10**6, _MILLIONS), (10**9, _BILLIONS))
    for word in words.split()
}
"""Words without diacritics and points. ``mil`` is a million in every language of the region.

Sources: Unicode CLDR 46, short compact decimal formats of sq, bs, hr, sr, mk, sl and en; the
platforms' own interfaces; declined forms by the grammars of these languages.
"""

UNITS = frozenset(
    (  # noqa: SIM905  one word after the other reads better
        "views view plays likes like followers shares comments shikime shikim pelqime komente "
        "ndjekes shperndarje pregleda pregledi pregled lajkova lajk komentara dijeljenja deljenja "
        "pratilaca pratitelja svidanja ogledov ogledi vseckov sledilcev komentarjev delitev "
        "прегледи прегледа лајкови лајкова коментари коментара следбеници пратилаца споделувања"
    ).split()
)
"""What is counted, where someone wrote it after the number."""

_EMPTY = "- -- – — / ? n/a na nan null none #n/a <na> nema нема"
NOT_KNOWN = frozenset(["", *_EMPTY.split()])
"""Ways to leave a cell empty."""

BODY = re.compile(r"(\d+(?:[.,' ]\d+)*) ?([^\W\d_]+)?\.?(?: ([^\W\d_]+)\.?)?")
SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?e[+-]?\d+", re.IGNORECASE)
APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "´": "'", "`": "'", "‘": "'", "٬": "'", "٫": ","})
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
GROUP = 3
MARKS = (".", ",")
NAMES = {".": "point", ",": "comma"}
ENOUGH = 3
"""Different values in groups of three that it takes to call a mark a thousands mark."""

THOUSAND = 1000
LONGEST = 40
EXACT = Context(prec=2 * LONGEST)
"""Arithmetic that never rounds what ``LONGEST`` lets in."""

LARGEST = 2**63 - 1


class NotACountError(ValueError):
    """What is wrong with a written count, in one clause that never quotes it."""


class AmbiguousCountError(NotACountError):
    """The count could be two."""


@dataclass(frozen=True)
class CountStyle:
    """What the values of a column say of its points and commas.

    Attributes
    ----------
    roles : dict
        Mark to ``thousands``, ``decimal`` or ``both``; a mark that nothing is known of is absent.
    note : str
        What was decided, and on which evidence; empty where there was nothing to decide.
    """

    roles: dict[str, str] = field(default_factory=dict)
    note: str = ""

    def decided(self, text: str) -> str | None:
        """Return the note where it was the column that told how to read this value."""
        written = _written(text)
        return self.note if written is not None and written.unsure else None


class CountEvidence:
    """Gathers what the values of a column say of its points and commas, one value at a time."""

    def __init__(self) -> None:
        self._proofs: dict[str, dict[str, str]] = {mark: {} for mark in MARKS}
        self._grouped: dict[str, set[str]] = {mark: set() for mark in MARKS}
        self._ungrouped = False

    def see(self, text: str | None) -> None:
        """Take in one value; anything that is no written count says nothing."""
        written = _written(text) if text else None
        if written is None:
            return
        for mark, (role, why) in written.proofs.items():
            self._proofs[mark].setdefault(role, why)
        if (
            written.unsure
            and not written.scale_word
            and (len(self._grouped[written.unsure]) < ENOUGH or self._round(written.unsure))
        ):
            self._grouped[written.unsure].add(written.digits)
        if written.plain and int(written.digits) >= THOUSAND:
            self._ungrouped = True

    def style(self) -> CountStyle:
        """Return what all values together say."""
        roles: dict[str, str] = {}
        reasons: list[str] = []
        for mark in MARKS:
            proofs = self._proofs[mark]
            if len(proofs) > 1:
                roles[mark] = "both"
                reasons.append(f"the {NAMES[mark]} is used both ways")
            elif proofs:
                ((role, why),) = proofs.items()
                roles[mark] = role
                reasons.append(f"the {NAMES[mark]} is the {role} mark: {why}")
        if len(roles) > 1 and len(set(roles.values())) == 1:
            # Both marks do the same: two people wrote this column, and it tells nothing.
            roles = dict.fromkeys(roles, "both")
        for mark, other in (MARKS, MARKS[::-1]):
            # A number has one decimal mark, so where it is known the other mark can only group.
            if mark not in roles and roles.get(other) == "decimal":
                roles[mark] = "thousands"
                reasons.append(f"so the {NAMES[mark]} is the thousands mark")
            elif mark not in roles and roles.get(other) == "thousands":
                roles[mark] = "decimal"
                reasons.append(f"so the {NAMES[mark]} is the decimal mark")
            elif self._always_groups(mark) and not roles:
                roles[mark] = "thousands"
                reasons.append(
                    f"the {NAMES[mark]} is the thousands mark: it stands before three digits in "
                    "every value that has it, and no value from 1000 up is without it"
                )
        return CountStyle(roles, "; ".join(reasons))

    def _always_groups(self, mark: str) -> bool:
        other = "," if mark == "." else "."
        grouped = self._grouped[mark]
        return (
            len(grouped) >= ENOUGH
            and not self._grouped[other]
            and not self._ungrouped
            # Thousands all of them, or small numbers that a program wrote with three decimals.
            and not self._round(mark)
        )

    def _round(self, mark: str) -> bool:
        return all(digits.endswith("000") for digits in self._grouped[mark])


def read_written(text: str, style: CountStyle) -> int | None:
    """Read one written count in the style of its column.

    Parameters
    ----------
    text : str
        Such as ``1.2M``, ``3 mijë``, ``7 илј.`` or ``1 234``. Blank text and the signs of
        ``NOT_KNOWN`` give None.
    style : CountStyle
        From ``CountEvidence.style``.

    Raises
    ------
    NotACountError
        When it is no count, or could be two.
    """
    plain = _plain(text)
    if plain.casefold() in NOT_KNOWN:
        return None
    written = _written(text)
    if written is None:
        raise NotACountError(_what_is_wrong(plain))
    whole, fraction = written.digits, written.fraction
    if written.unsure:
        role = style.roles.get(written.unsure)
        if role == "decimal":
            whole, fraction = written.head, written.tail
        elif role != "thousands":
            example = f"1{written.unsure}234"
            raise AmbiguousCountError(f"ambiguous: is {example} one thousand or one point two?")
    number = EXACT.multiply(Decimal(f"{whole}.{fraction or '0'}"), Decimal(written.scale))
    if number != number.to_integral_value():
        raise NotACountError("not a whole number")
    if number > LARGEST:
        raise NotACountError("larger than any count")
    return int(number)


@dataclass(frozen=True)
class _Written:
    digits: str
    """All digits before the fraction, read as grouped where that is unsure."""
    fraction: str = ""
    unsure: str = ""
    """The mark that either groups or begins a fraction: then ``head`` and ``tail`` are set."""
    head: str = ""
    tail: str = ""
    scale: int = 1
    scale_word: str = ""
    plain: bool = False
    proofs: dict[str, tuple[str, str]] = field(default_factory=dict)


def _plain(text: str) -> str:
    if not text.isascii():
        text = INVISIBLE.sub("", "".join(map(_compatible, text.translate(APOSTROPHES))))
        text = "".join(
            char if char.isascii() else str(unicodedata.decimal(char, char)) for char in text
        )
    # Excel puts an apostrophe before a number that it is to keep as text.
    return " ".join(text.split()).removeprefix("'")


def _compatible(char: str) -> str:
    # A superscript or a fraction is no digit of the number: 10² is not 102.
    return char if unicodedata.category(char) == "No" else unicodedata.normalize("NFKC", char)


def _word(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _written(text: str) -> _Written | None:
    """Take a written count apart; None where it is none, or its groups are not of three digits."""
    plain = _plain(text)
    found = BODY.fullmatch(plain) if len(plain) <= LONGEST else None
    if found is None:
        return None
    word, unit = _word(found[2] or ""), _word(found[3] or "")
    if word in UNITS and not unit:
        word = ""
    if (word and word not in SCALES) or (unit and unit not in UNITS):
        return None
    scale = SCALES.get(word, 1)
    parts = re.split(r"([.,' ])", found[1])
    groups, marks = parts[::2], parts[1::2]
    if not marks:
        return _Written(groups[0], scale=scale, scale_word=word, plain=not word)
    last = marks[-1]
    kinds = set(marks)
    if last in MARKS and marks.count(last) == 1 and len(kinds) <= 2:  # noqa: PLR2004  one that groups, one that divides
        return _with_last(groups, marks, scale, word)
    if len(kinds) == 1 and _grouped(groups):
        proofs = {last: ("thousands", "a value has it twice")} if last in MARKS else {}
        return _Written("".join(groups), scale=scale, scale_word=word, proofs=proofs)
    return None


def _with_last(groups: list[str], marks: list[str], scale: int, word: str) -> _Written | None:
    """Take a count apart whose last mark stands once: it divides, or may do so."""
    last, tail = marks[-1], groups[-1]
    if not _grouped(groups[:-1]):
        return None
    head = "".join(groups[:-1])
    if len(marks) > 1:
        why = (
            "a value has both marks, this one last" if marks[0] in MARKS else "a value has it last"
        )
        proofs = {last: ("decimal", why)}
        if marks[0] in MARKS:
            proofs[marks[0]] = ("thousands", "a value has two marks, this one first")
        return _Written(head, tail, scale=scale, scale_word=word, proofs=proofs)
    why = ""
    if len(tail) != GROUP:
        why = "a value has other than three digits after it"
    elif len(head) > GROUP:
        why = "a value has more than three digits before it"
    elif head.startswith("0"):
        why = "a value has zero before it"
    if why:
        proofs = {last: ("decimal", why)}
        return _Written(head, tail, scale=scale, scale_word=word, proofs=proofs)
    return _Written(head + tail, unsure=last, head=head, tail=tail, scale=scale, scale_word=word)


def _grouped(groups: list[str]) -> bool:
    return len(groups) == 1 or (
        1 <= len(groups[0]) <= GROUP and all(len(group) == GROUP for group in groups[1:])
    )


def _what_is_wrong(plain: str) -> str:
    if plain[0] in "-−–" and plain[1:2].isdigit():
        return "negative"
    if SCIENTIFIC.fullmatch(plain):
        return "rounded by a spreadsheet"
    if plain[0] in "<>~≈≤≥±" or plain[-1] == "+":
        return "a bound or an estimate, not a count"
    return "not a whole number as people write it"
