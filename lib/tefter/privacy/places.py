"""Street addresses and number plates, as far as patterns go."""

from __future__ import annotations

import re

Spans = list[tuple[int, int]]

HOUSE = (
    r"(?i:(?:br(?:oj)?|nr|numri|no|бр(?:ој)?|št|st)\b\.?\s{0,2})?"
    r"(?i:(?!(?:19|20)\d\d\b)\d{1,4}(?:(?:\s?/\s?\d{1,3}){1,2}(?:-\d{1,3})?|\s?[a-zа-шA-ZА-Ш](?![^\W\d_]))?|\bbb\b|"
    r"\bбб\b|\bp\.?\s?n\.)"
)
NOT_IN_NAMES = (
    r"(?!(?:je|su|bila?|do|u|na|za|sa|s|v|z|iz|in|në|nga|deri|është|ka|at|from|to|се|е|во|"
    r"од|до|у|на|за)\s|od\s(?![A-ZČĆŠŽĐ]))"
)
WORD = rf"{NOT_IN_NAMES}[^\W\d_][\w.'’-]*\s{{1,2}}"
NAME = (
    rf"(?:(?:{WORD}){{1,4}}?|(?:{WORD}){{0,3}}?[^\W\d_][\w.'’-]*,\s(?=(?i:br|nr|numri|бр|št)\b|"
    r"\d{1,3}[a-z]?(?:\s[A-Z]|\s*(?:,|$))))"
)
TOWN = r"(?:\s?,\s?(?:\d{4,5}\s)?[A-ZČĆŠŽĐÇËА-Ш][\w-]+)?"
CAPITAL = r"(?=[A-ZČĆŠŽĐÇËА-ШЃЌЉЊЏЅЈ„\"])"
DOOR = (
    r"(?i:stan|ulaz|sprat|kat|bllok\w*|hyrja|kati|banesa|objekti|pallati|p\.|ap\.|shk\.?|hyr\.|zgrada|зграда|стан|влез|"
    r"улаз|спрат|apt\.?|nr\.?)\s(?:\d{1,3}|[A-E](?!\w))"
)
"""A building, a door, an entrance or a floor, with its number."""

STREETS = (
    re.compile(
        rf"\b(?i:ul\.?|ulic[aiue]|rr\.?|rrug[aë]|rrug[eë]s|bul\.|bulevar\w{{0,2}}|blv[d.]?|avenij[aeiu]|ул\.?|"
        rf"улиц[аиуе]|бул\.|"
        rf"булевар\w?|adres[ae]\w?:?(?:\s(?:joj|mu|im|ji))?(?:\s(?:je|e))?|адреса(?:та)?:?(?:\s(?:јој|му|ѝ|и))?(?:\s(?:је|е))?|naslov:)\s{{1,2}}{NAME}{HOUSE}{TOWN}"
    ),
    re.compile(
        rf"\b(?i:trg|трг|sheshi|lagj[aj]\w*|naselje|населба|насеље|street)\s{{1,2}}{CAPITAL}"
        rf"{NAME}{HOUSE}{TOWN}"
    ),
    re.compile(
        r"(?<![\w-])[A-ZČĆŠŽĐ][\w-]+(?:\s[\w-]+){0,2}\s"
        rf"(?:ulica|cesta|ulici|cesti|pot|c\.|ul\.|улица|Street|Road|Avenue)\s{HOUSE}{TOWN}"
    ),
    re.compile(
        r"(?<![\w./-])\d{1,3}[a-z]?\s(?:[A-Z][\w'-]+\s){1,3}(?:Street|St\.|Road|Rd\.?|Avenue|"
        r"Ave\.?|Blvd\.?)(?!\w)"
    ),
    # A square or a way, capital or not behind it, where nothing is counted.
    re.compile(
        rf"\b(?:Trg|Трг|Put)\s(?:{WORD}){{1,3}}?(?!(?:19|20)\d\d)\d{{1,3}}[a-zа-ш]?(?:/[IVX\d]+)?"
        r"(?=\s*(?:[,.;)!\n]|$)|\s[A-ZČĆŠŽĐА-Ш])"
    ),
    # A street with a number and a door, an entrance or a floor.
    re.compile(
        rf"{CAPITAL}\w[\w'’-]+(?:\s[\w'’-]+){{0,3}}\s\d{{1,3}}[a-zа-ш]?(?:/\d+)?,?\s"
        rf"{DOOR}(?:,?\s{DOOR})*"
    ),
    # A part of a town, a street or a block, with a building and a door.
    re.compile(
        r"\b(?i:lagj\w*|naselj\w|насељ\w|населба|rr\.?|rrug\w|bulevard\w*|blok|блок)\s"
        rf"(?:[^\W\d_][\w.'’-]*\s?|\d{{1,3}}\s?){{1,4}},?\s?{DOOR}(?:,?\s{DOOR})*"
    ),
    re.compile(rf"\b(?i:lagj\w*)\s{CAPITAL}\w[\w-]+,?\s[A-Z]\d{{1,2}}(?:/\d{{1,3}})?"),
    re.compile(
        r"\b(?i:(?:ku[cć]|zgrad|куќ|кућ|зград)\w(?:\s(?:joj|mu|je|u|na|ѝ|му|е|во|је|на)){0,3})\s"
        rf"{CAPITAL}(?:{WORD}){{1,3}}?(?!(?:19|20)\d\d)\d{{1,3}}[a-zа-ш]?(?![\w.,]?\d|\s[a-zа-ш])"
    ),
    re.compile(
        rf"\b(?:Lagj\w*|L\.)\s{CAPITAL}\w[\w-]+,?\s(?i:bllok\w*\s|bll?\.?\s|nr\.?\s|b)\d{{1,3}}(?:/\d+)?"
        r"(?i:,?\s(?:hyrja|kati|banesa|nr\.?)\s\d{1,3})*"
    ),
    # Streets that bear a person's name, before a town.
    re.compile(
        rf"{CAPITAL}[^\W\d_]+(?:ova|eva|ова|ева)\s(?!(?:19|20)\d\d)\d{{1,3}}[a-zа-ш]?,\s"
        rf"(?:\d{{5}}\s)?{CAPITAL}[^\W\d_]+(?!\w|\s\d)"
    ),
    re.compile(
        r"(?i:\b(?:živi|zivi|živim|stanuje|живи|живее|станува|jeton|banon|lives)\s(?:u|na|v|на|во|у|"
        rf"n[eë]|at)\s){CAPITAL}{NAME}(?!(?:19|20)\d\d)\d{{1,3}}[a-zа-ш]?(?:/\d+)?(?![\w.,]?\d|\s[a-zа-ш])"
    ),
)

SEP = r"[\s·•.-]?"
HR = (
    "BJ|BM|ČK|DA|DE|DJ|DU|GS|IM|KA|KC|KR|KT|KŽ|MA|NA|NG|OG|OS|PU|PŽ|RI|SB|SK|SL|ST|ŠI|VK|VT|"
    "VU|VŽ|ZD|ZG|ŽU"
)
RS = (
    "AL|AR|AC|BB|BG|BO|BP|BT|BU|BČ|ČA|VA|VB|VL|VP|VR|VS|VŠ|GL|GM|DE|ĐA|ZA|ZR|IN|JA|KA|KG|KI|"
    "KL|KM|KO|"
    "KV|KŠ|KŽ|LE|LO|LU|NG|NI|NP|NS|NV|PA|PB|PE|PZ|PI|PK|PN|PO|PP|PR|PT|RA|RU|SA|SV|SD|SM|SO|"
    "SP|SU|ST|"
    "TO|TS|TT|ĆU|UB|UE|UR|ŠA|ŠI"
)
SI = "LJ|MB|CE|KR|KP|GO|NM|MS|KK|SG|PO"
ME = "BA|BD|BP|BR|CT|DG|HN|KL|KO|MK|NK|PG|PL|PV|RO|ŠN|TV|UL|ŽB|AN|GS|TZ|PT|ZT"
MK = (
    "SK|BE|BT|BR|VE|VV|VI|GE|GV|DB|DE|DK|DH|KA|KI|KO|KR|KP|KU|MB|MK|NE|OH|PE|PP|PS|RA|RE|SN|"
    "ST|SU|SR|TE|VA|ŠT"
)
PLATE = re.compile(
    rf"(?<![\w-])(?:0[1-7]{SEP}\d{{3}}{SEP}[A-Z]{{2}}"  # Kosovo
    r"|[A-Z]{2}\s?\d{3}\s?[A-Z]{2}"  # Albania
    r"|[AEJKMOT]\d{2}-[AEJKMOT]-\d{3}"  # Bosnia and Herzegovina
    rf"|(?:{HR}|{RS}){SEP}\d{{3,4}}[\s·•-]?[A-ZĆČŠŽĐ]{{1,2}}"
    rf"|(?:{SI})[\s·•-](?:[A-Z0-9]{{2}}-[A-Z0-9]{{3}}|[A-Z0-9]{{3}}-[A-Z0-9]{{2}})"
    rf"|(?:{ME})[\s·•-][A-ZČĆŠŽĐ]{{2}}\s?\d{{3}}"
    rf"|(?:{MK}){SEP}\d{{3,4}}{SEP}[A-Z]{{2}}"
    rf"|[А-ШЃЌЉЊЏЅЈЂЋ]{{2}}{SEP}\d{{3,4}}{SEP}[А-ШЃЌЉЊЏЅЈЂЋ]{{2}})(?![\w-])"
)
"""Plates of cars in use: the ministries of the interior of the eight countries."""


def addresses(plain: str) -> Spans:
    """Find a street with the number of a house, in a text in plain spelling."""
    return [match.span() for pattern in STREETS for match in pattern.finditer(plain)]


def plates(plain: str) -> Spans:
    """Find number plates of the eight countries, in capitals, in a text in plain spelling."""
    return [match.span() for match in PLATE.finditer(plain) if re.search(r"\d", match[0])]
