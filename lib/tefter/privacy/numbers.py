"""National numbers, bank accounts and cards, with their check digits."""

from __future__ import annotations

import re
from datetime import date

from stdnum import iban, luhn
from stdnum.hr import oib
from stdnum.iso7064 import mod_97_10
from stdnum.si import emso

from tefter.privacy.phones import REGIONS

Spans = list[tuple[int, int]]

GAP = r"[ ./-]?"
JMBG = re.compile(
    rf"(?<!\d)(?P<day>0[1-9]|[12]\d|3[01]){GAP}(?P<month>0[1-9]|1[0-2]){GAP}"
    rf"(?P<year>9\d\d|0[0-2]\d){GAP}\d\d{GAP}\d\d\d{GAP}\d(?!\d)"
)
"""Unique master citizen number of Yugoslavia and after (JMBG, ЕМБГ, EMŠO): born, place, order.

Official Gazette of the SFRY 58/1976. Written in one piece its check digit is not asked: a
mistyped number is personal.
"""

OIB = re.compile(r"(?<![\d+])\d{3}( ?)\d{3}\1\d{3}\1\d{2}(?!\d)")
"""Personal identification number of Croatia: ISO 7064, MOD 11,10. NN 60/2008."""

NID = re.compile(
    r"(?<![A-Za-z0-9])[A-Ta-t]\d(?:[0156]\d|[38]\d|[49]\d)(?:0[1-9]|[12]\d|"
    r"3[01])\d{3}[A-Wa-w](?![A-Za-z0-9])"
)
"""Identity number of Albania: decade, year, month (more by 50 for women, by 30 for foreigners),
day, order, check letter. No source states the letter's rule with authority, and it is not asked."""

APART = re.compile(r"(?<!\d)\d(?: \d){12}(?! ?\d)")
"""Thirteen digits, each for itself."""

MONTHS = frozenset(month + more for month in range(1, 13) for more in (0, 30, 50, 80))

ANNOUNCED = re.compile(
    r"(?:\b(?:jmbg?|embg|emšo|emso|oib|nid|mat(?:ični|icni|ična|icna)\s*(?:broj|štev\w*|stev\w*)?|"
    r"матич\w*(?:\s*број)?|јмбг?|ембг|(?:numri?|nr)\.?\s*person\w*|numri?\s*i?\s*identi\w*|"
    r"personal\s*(?:number|no|id)|(?:id|identity)\s*(?:number|card|no)|"
    r"let[eë]rnjoftim\w*|(?:broj\s*)?(?:lične|licne|osobne)\s*(?:karte|iskaznice)|"
    r"osebn\w*\s*izkaznic\w*|l\.?\s?k\.?\s*br|dav[cč]n\w*(?:\s*[sš]tev\w*)?|"
    r"лична(?:\s*карта)?|osobna|nipt|pasoš\w*|pasos\w*|passport|pasaport\w*|putovnic\w*|potn\w*\s*list\w*|"
    r"пасош\w*)\b"
    r"[^\d\n]{0,20}?)(?P<number>(?:\b[A-Za-z]{1,2})?\d(?:[ ./-]?\d){5,12}[A-Za-z]?)(?!\d)",
    re.IGNORECASE,
)
"""A number that words call somebody's: the personal number of Kosovo, a card or a passport. What
the check digit of Kosovo's ten digits is no public source says, so that words are needed."""

IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ -]?[A-Za-z0-9]){10,30}")
LENGTHS = {"AL": 28, "BA": 20, "HR": 21, "XK": 20, "ME": 22, "MK": 19, "RS": 22, "SI": 19}
"""Characters of an account number: SWIFT, *IBAN Registry*, release 99."""

GIRO = re.compile(r"(?<![\d-])(\d{3})-(\d{3,13})-(\d{2})(?![\d-])")
"""Account of Serbia: bank, number, control number by ISO 7064 MOD 97-10 over the number filled up
with zeros to 13 digits. National Bank of Serbia, Decision on Unique Structure for Identification
of Current Accounts."""

ACCOUNT_ANNOUNCED = re.compile(
    r"(?:\b(?:[zž]iro|teku[cć]\w*|transak\w*|ra[cč]un\w*|uplat\w*|\w*llogari\w*|llog|[zž]\.?r|konto|account|"
    r"жиро|текућ\w*|трансакц\w*|рачун\w*|сметка\w*)\b[^\d\n]{0,20})"
    r"(?P<number>\d(?:[ -]?\d){9,19})(?!\d)",
    re.IGNORECASE,
)
"""A number that words call an account: those of the countries have 10 to 20 digits."""

CARD = re.compile(r"(?<![\d+])\d(?:[ ./-]?\d){12,18}(?!\d)")
ISSUERS = re.compile(
    r"4(?:\d{12}|\d{15}|\d{18})|5[1-5]\d{14}|2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|3[47]\d{13}|3(?:0[0-5]|[689]\d)\d{11}|6(?:011|5\d\d)\d{12}|(?:50|5[6-9]|6\d)\d{10,17}"
)
"""How numbers of cards begin, ISO/IEC 7812: Visa, Mastercard, Amex, Diners, Discover, Maestro."""

CARD_ANNOUNCED = re.compile(
    r"(?:\b(?:kartic\w*|kart[aeëu]\w*|card|visa|mastercard|картичк\w*|картиц\w*)\b[^\d\n]{0,20})"
    r"(?P<number>\d(?:[ -]?\d){12,18})(?!\d)",
    re.IGNORECASE,
)
UNBROKEN = 13


def national_numbers(plain: str) -> Spans:
    """Find national numbers of the region in a text in plain spelling.

    Parameters
    ----------
    plain : str
        Text as ``written.plainly`` gives it.

    Returns
    -------
    list of (int, int)
        Start and end in ``plain``.
    """
    spans = [match.span() for match in JMBG.finditer(plain) if _is_jmbg(match)]
    spans += [
        match.span()
        for match in OIB.finditer(plain)
        if not match[0].startswith(tuple(REGIONS.values())) and oib.is_valid(match[0])
    ]
    spans += [
        match.span()
        for match in APART.finditer(plain)
        if (born := JMBG.fullmatch(match[0].replace(" ", ""))) and _is_jmbg(born)
    ]
    spans += [match.span() for match in NID.finditer(plain) if int(match[0][2:4]) in MONTHS]
    spans += [match.span("number") for match in ANNOUNCED.finditer(plain)]
    return spans


def _is_jmbg(match: re.Match[str]) -> bool:
    digits = re.sub(r"\D", "", match[0])
    year = int(match["year"])
    try:
        date(1000 + year if year >= 900 else 2000 + year, int(match["month"]), int(match["day"]))  # noqa: PLR2004
    except ValueError:
        return False
    return len(match[0]) == UNBROKEN or emso.calc_check_digit(digits[:-1]) == digits[-1]


def bank_accounts(plain: str) -> Spans:
    """Find bank accounts (IBAN, ISO 13616; of Serbia; announced) in a text in plain spelling.

    Of IBANs of the region the country and length suffice, of other countries the check digits
    must be right.
    """
    spans = []
    for match in IBAN.finditer(plain):
        length = LENGTHS.get(match[0][:2].upper())
        ends = [
            end
            for end in range(match.start() + 15, match.end() + 1)
            if end == len(plain) or not plain[end].isalnum()
        ]
        for end in ends:
            compact = re.sub(r"[ -]", "", plain[match.start() : end])
            if len(compact) == length or (length is None and iban.is_valid(compact)):
                spans.append((match.start(), end))
                break
    spans += [match.span() for match in GIRO.finditer(plain) if _is_giro(*match.groups())]
    spans += [match.span("number") for match in ACCOUNT_ANNOUNCED.finditer(plain)]
    return spans


def _is_giro(bank: str, number: str, control: str) -> bool:
    return mod_97_10.is_valid(f"{bank}{number:0>13}{control}")


def cards(plain: str) -> Spans:
    """Find numbers of payment cards: an issuer's beginning, and Luhn's check digit (ISO/IEC 7812).

    After a word such as *kartica* any number of that length is one.
    """
    spans = [match.span("number") for match in CARD_ANNOUNCED.finditer(plain)]
    for match in CARD.finditer(plain):
        digits = re.sub(r"\D", "", match[0])
        if ISSUERS.fullmatch(digits) and luhn.is_valid(digits):
            spans.append(match.span())
    return spans
