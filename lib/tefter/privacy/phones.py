"""Telephone numbers as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import pairwise

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

REGIONS = {
    "XK": "383",
    "AL": "355",
    "BA": "387",
    "HR": "385",
    "ME": "382",
    "MK": "389",
    "RS": "381",
    "SI": "386",
}
"""The countries of the cases, with their calling codes (ITU-T E.164, list of assigned codes)."""

LEAST, LONGEST, MOST = 8, 11, 15
"""Digits of a written number: with its trunk 0 from 8 to 11 in the region; E.164 allows 15."""

OWN_CODES = (*REGIONS.values(), "37744", "37745")
"""Calling codes that are known without a sign before them; Kosovo's phones had Monaco's."""

UNMARKED = 11
"""Digits from which a number with a calling code, but neither ``+`` nor ``00``, is one."""

BARE = range(8, 10)
"""Digits of a mobile number of the region, written without its trunk 0."""

ANNOUNCED = range(6, 14)
"""Digits of what stands after a word such as *tel* or *broj*: nobody announces a count so."""

MOBILE, WITH_CODE, OPERATORS = range(9, 11), range(11, 13), frozenset("3456789")
"""Digits of mobile numbers of the region with their trunk 0 and with a calling code, and what
follows the 0."""

COUNTED = 5
"""Numbers, each one more or one less than the one before, that are a counting and no telephone."""

NEAR = 60
"""Characters before a number in which such a word is looked for; it stands in the last 25."""

DATE = re.compile(
    r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])\s?(?P<sep>[./-])\s?(?:0?[1-9]|1[0-2])\s?(?P=sep)\s?"
    r"(?:(?:19|20)\d\d|"
    r"(?<!\d[./-]\d[./-]\d\d[./-])(?<!\d[./-]\d\d[./-]\d\d[./-])\d\d)(?!(?P=sep)?\d)"
    r"|(?<!\d)(?:19|20)\d\d(?P<iso>[./-])(?:0?[1-9]|1[0-2])(?P=iso)(?:0?[1-9]|[12]\d|3[01])(?!\d)"
)
CLOCK = re.compile(r"(?<!\d)(?:[01]?\d|2[0-4])(?:[:h][0-5]\d){1,2}(?![.:]?\d)")

DAY = re.compile(
    r"(?<![\d./-])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.?(?=\s*(?:[,;)\n-]|[^\W\d_]|$))"
)
DECIMAL = re.compile(
    r"(?<![\d.,/])0[.,]\d+(?![\d.,/-])|(?<![\d.,/+(-])[1-9]\d{0,2}\.\d{4,}(?![\d./-])"
)
"""Decimals, among them degrees of latitude and longitude."""

ISBN = re.compile(r"(?<!\d)97[89](?:[- ]?\d){10}(?![- ]?\d)|\bISBN\W{0,3}\d(?:[- ]?[\dXx]){9}")

FOURS = re.compile(r"(?<![\d+])[1-9]\d{3}(?:[ ./-]\d{4}){3}(?!\d)")
"""Four groups of four digits: the number of a card, whether or not its check digit is right."""

# Between the digits of one number: a few signs in a row, emoji among them.
BETWEEN = (
    r"(?:[\s./\\()\[\]{}\-_|*~•·…:'\"“”„=>\u2190-\u2bff\U0001f000-\U0001faff]"
    r"|[,;](?!\s)|\+(?!\d{3}))"
)
RUN = re.compile(rf"(?<![\d+])[(\[{{]?(?:\+\s?)?[(\[]?\d(?:{BETWEEN}{{0,4}}\d){{5,}}")
GROUP = re.compile(r"[(\[]?(?:\+\s?)?[(\[]?\d+")
IN_MORE, MORE = re.compile(r"\d[-./_]$"), re.compile(r"[-./_]\d")
THOUSANDS = re.compile(r"\d{1,3}(?:[ .,']\d{3})+")

PREFIX = re.compile(r"(?<![\w.,/:-])(?:\+|00)?(?:3[58]\d|0)\d*+(?![.,:]\d)")
DIGITS = re.compile(r"\d+")
PARTED = re.compile(r"\+?\d+(?:[^\d\n+]{1,16}\d+){1,9}")
"""Digits with a few words between them."""

TRIGGER = re.compile(
    r"(?:\b(?:tel|gsm|sms|telefon\w*|phone|mob|mobi[lt]\w*|cel|nr|num[eë]r|numra\w*|numri?n?|kontakt\w*|"
    r"контакт\w*|contact|shkrua\w*|zva(?:ti?|la)|nazva\w*|pozivi|пиш[еи]те|вацап|wa|watsap|broj\w*|viber|whats?app|wapp|"
    r"zovi\w*|nazovi\w*|pozovi\w*|javi\w*|klic\w*|pokli\w*|štev\w*|stev\w*|thirr\w*|merrni?|call|"
    r"тел\w*|број\w*|моб\w*|вибер|ватсап|зови\w*|јави\w*|[сѕ]вонете|ѕвони\w*|јавете)\b"
    r"|[\N{BLACK TELEPHONE}\N{WHITE TELEPHONE}\N{TELEPHONE LOCATION SIGN}"
    r"\N{TELEPHONE RECEIVER}\N{MOBILE PHONE}\N{MOBILE PHONE WITH RIGHTWARDS ARROW AT LEFT}])"
    r"[^\d]{0,25}$",
    re.IGNORECASE,
)


SAID_AFTER = re.compile(
    r"[^\w\n]{0,4}(?:(?:bez|dodaj\w*|pa|sa|без|со)\s(?:prve\s)?nul\w*|(?:pa\s|me\s)?zero\w*|"
    r"nj(?:en)?\s?(?:br|broj)\b|joj\sje\sbroj|broj\s(?:joj|mu|od|te)\b|nje?n\sbroj|"
    r"(?:n[aeë]?\s)?(?:viber|vajber|whats?app?|wats?ap|uats?ap|wp|вибер|вајбер|ватсап)\b|"
    r"(?:zov\w*|zvat\w*|pi[sš]i\w*|јави\w*|зови\w*|пиши\w*|thirr\w*|klic\w*|call|text)\b)",
    re.IGNORECASE,
)
"""What is said behind a mobile number without its 0."""

COUNT_OF = re.compile(
    r"(?:\b(?:id|fatur\w*|faktur\w*|ra[cč]un\w*|porosi\w*|narud[zž]b\w*|order|invoice|[sš]ifr\w*|"
    r"tracking|нарачк\w*|сметк\w*|фактур\w*)\b)[\s.:#-]{0,3}(?:(?:nr|br|no|бр)\b[\s.:#]{0,3})?$",
    re.IGNORECASE,
)
"""What stands before the number of an order, a bill or a record."""


def phone_spans(plain: str, *, marked: bool = False) -> list[tuple[int, int]]:
    """Find telephone numbers, valid or not, in a text in plain spelling.

    Masking errs on the side of masking: a number need not be valid, only be written like one. It
    is one when it has an international prefix (``+`` or ``00``) and a possible length, a trunk 0
    and 8 to 11 digits, the calling code of one of ``REGIONS``, or when a word such as *tel* or
    *broj* stands before it. Dates, times and decimals are left alone, and so are whole numbers in
    groups of three without any of these signs.

    Parameters
    ----------
    plain : str
        Text as ``written.plainly`` gives it.
    marked : bool
        Take only what begins with ``+``, ``00`` or a trunk 0, or is announced: for texts in which
        the digits themselves were read into what stands there.

    Returns
    -------
    list of (int, int)
        Start and end in ``plain``, in order, not overlapping.

    Notes
    -----
    Lengths and prefixes are those of libphonenumber's metadata (package ``phonenumbers``), which
    follow ITU-T E.164 and the numbering plans notified to the ITU.
    """
    plain = _without_dates(plain)
    spans: list[tuple[int, int]] = []
    for run in RUN.finditer(plain):
        spans += _in_run(plain, run.start(), run.end(), marked)
    return spans


@lru_cache(1)
def _without_dates(plain: str) -> str:
    """Blot out numbers that are surely something else."""
    for pattern in (ISBN, FOURS, DATE, DAY, CLOCK, DECIMAL):
        plain = pattern.sub(lambda match: "\0" * len(match[0]), plain)
    return plain


def _in_run(plain: str, start: int, end: int, marked: bool) -> list[tuple[int, int]]:
    """Find the numbers in one run of digits and signs, which may hold several."""
    groups = [match.span() for match in GROUP.finditer(plain, start, end)]
    if _counts(plain, groups):
        return []
    spans = []
    first = 0
    while first < len(groups):
        last = _longest(plain, groups, first, marked)
        if last is None:
            first += 1
            continue
        spans.append((_first_digit(plain, groups[first]), groups[last][1]))
        first = last + 1
        claimed = first
    if spans and claimed < len(groups):
        # What is left of a run belongs to it: a number too short, or an extension.
        spans[-1] = (spans[-1][0], groups[-1][1])
    return spans


def _counts(plain: str, groups: list[tuple[int, int]]) -> bool:
    """Whether somebody counts up or down here."""
    written = [re.sub(r"\D", "", plain[slice(*group)]) for group in groups]
    if len(written) < COUNTED or max(map(len, written)) > MOST:
        return False
    steps = {int(after) - int(before) for before, after in pairwise(written)}
    return steps in ({1}, {-1})


def _first_digit(plain: str, group: tuple[int, int]) -> int:
    text = plain[slice(*group)]
    return group[0] + len(text) - len(text.lstrip())


def _longest(plain: str, groups: list[tuple[int, int]], first: int, marked: bool) -> int | None:
    """Return the last group of the longest number that begins with this group."""
    found = None
    digits = ""
    start = groups[first][0]

    @cache
    def announced() -> bool:
        # Asked once for all numbers that may begin here: it is the dearest of the questions.
        return TRIGGER.search(plain, max(0, start - NEAR), start) is not None

    for last in range(first, len(groups)):
        digits += re.sub(r"\D", "", plain[slice(*groups[last])])
        if len(digits) > MOST + len("00"):
            break
        if _is_number(plain, groups[first : last + 1], digits, marked, announced):
            found = last
    return found


def parted_spans(plain: str) -> list[tuple[int, int]]:
    """Find mobile numbers of the region among whose digits words stand.

    Parameters
    ----------
    plain : str
        Text in plain spelling.

    Returns
    -------
    list of (int, int)
        Start and end in ``plain``, from the first digit to the last.
    """
    if not PREFIX.search(plain):
        return []
    plain = _without_dates(plain)
    spans: list[tuple[int, int]] = []
    after = 0
    for begin in PREFIX.finditer(plain):
        if begin.start() < after:
            continue
        parts = PARTED.match(plain, begin.start())
        ends = [] if parts is None else [one.end() for one in DIGITS.finditer(parts[0])]
        for end in reversed(ends[1:]):
            if is_whole(plain[begin.start() : begin.start() + end]):
                after = begin.start() + end
                spans.append((begin.start(), after))
                break
    return spans


def is_whole(text: str) -> bool:
    """Whether the digits of a text are just as many as a mobile number with its prefix has."""
    digits = re.sub(r"\D", "", text)
    if digits.startswith("0") and not digits.startswith("00"):
        return len(digits) in MOBILE and digits[1] in OPERATORS
    digits = digits.lstrip("0")
    return digits.startswith(tuple(REGIONS.values())) and len(digits) in WITH_CODE


def announces(text: str) -> bool:
    """Whether a text ends with words that announce a number."""
    return TRIGGER.search(text[-NEAR:]) is not None


def _is_number(
    plain: str,
    groups: list[tuple[int, int]],
    digits: str,
    marked: bool,
    announced: Callable[[], bool],
) -> bool:
    start, end = groups[0][0], groups[-1][1]
    written = plain[start:end].strip(" ([{\n")
    if written.startswith("+"):
        return _is_international(digits)
    if digits.startswith("00"):
        return _is_international(digits.lstrip("0"))
    if digits.startswith("0"):
        return LEAST <= len(digits) <= LONGEST and digits[1] != "0"
    if digits.startswith(OWN_CODES) and len(digits) >= UNMARKED and _is_international(digits):
        return True
    if _is_counted(plain, start):
        return False
    if len(digits) in ANNOUNCED and announced():
        return True
    if len(digits) in BARE and SAID_AFTER.match(plain, end) and _is_mobile(digits):
        return True
    if marked or IN_MORE.search(plain, max(0, start - 2), start) or MORE.match(plain, end):
        return False
    return len(digits) in BARE and not THOUSANDS.fullmatch(written) and _is_mobile(digits)


@lru_cache(1)
def _is_counted(plain: str, start: int) -> bool:
    """Whether an order or a record is named before; asked for each number that may begin there."""
    return COUNT_OF.search(plain, max(0, start - NEAR), start) is not None


def _is_international(digits: str) -> bool:
    """Whether a number with its calling code is of a possible length, or is of the region."""
    if digits.startswith(tuple(REGIONS.values())):
        return LEAST + 1 <= len(digits) <= MOST - 1
    try:
        number = phonenumbers.parse(f"+{digits}")
    except NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)


@cache
def _is_mobile(digits: str) -> bool:
    """Whether this is a mobile number of one of the countries, without its trunk 0."""
    mobile = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)
    return any(
        phonenumbers.number_type(phonenumbers.parse(digits, region)) in mobile for region in REGIONS
    )
