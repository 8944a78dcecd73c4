"""E-mail addresses, handles and links, also where people hide their dots and signs."""

from __future__ import annotations

import re
from collections.abc import Callable

Spans = list[tuple[int, int]]

REST = r"[^\s<>\"]*[^\s<>\".,;:!?)\]}'»”]"
LINK = re.compile(
    rf"(?:\bh(?:tt|xx)ps?\s?:\s?//|\b[a-z][a-z0-9+.-]{{1,15}}://|\bwww\.){REST}"
    rf"|(?<![\w@.])(?:[\w-]+\.)+(?:com|net|org|info)\b(?:/{REST})?"
    rf"|(?<![\w@.])(?:[\w-]+\.)+[^\W\d_]{{2,24}}/{REST}"
    r"|(?<![\w@.])[\w-]+\.t\.me\b",
    re.IGNORECASE,
)
DOT = (
    r"(?:\s?[\[({]\s?(?:dot|tačka|tacka|točka|tocka|pik|pika|pikë|pike|точка|тачка|"
    r"\.)\s?[\])}]\s?|\s?\.\s?)"
)
SPOKEN_DOT = r"(?:\s(?:dot|tačka|tacka|točka|tocka|pik|pika|pikë|pike|точка|тачка)\s)"
PROFILE = re.compile(
    r"(?<![\w@.])(?:instagram|facebook|fb|tiktok|snapchat|twitter|youtube|onlyfans|threads|linktr|"
    rf"telegram|t|wa|x)(?:{DOT}|{SPOKEN_DOT})(?:com|me|net|ee|be)"
    r"\s?(?:/|\bslash\b|\bsleš\b|\bkroz\b|\bkosa\s?crta\b|\bpjerret\b)\s?(?:(?:add|u|p)/)?@?[\w.]*\w",
    re.IGNORECASE,
)
"""A link to a profile whose dots stand apart or in brackets."""

AT = r"(?:@|＠|\s?[\[({<]\s?(?:at|et|ет|@|ät|majmun\w*|ма[јй]мун\w*|kukac|afna|manki)\s?[\])}>]\s?)"
DOMAIN_END = (
    r"(?:com|net|org|info|edu|eu|al|ba|rs|hr|si|mk|me|xk|de|ch|at|it|tr|ru|fr|se|uk|yahoo|"
    r"ком|срб|мкд)"
)
PROVIDER = r"(?:g\s?mail|yahoo|hotmail|outlook|live|icloud|proton(?:mail)?|mail|yandex|gmx|aol|msn)"
EMAIL = re.compile(
    # What stands before the sign is taken whole and from its first letter, or each of its letters
    # would be tried as its end, and as its beginning.
    rf"(?<![\w.+%-])(?:[\w.+%-]++(?:{AT}[\w-]+(?:(?:\.|{DOT})[\w-]+)+"
    # The sign and the dots in words: only before an ending that domains have.
    rf"|(?:{SPOKEN_DOT}[\w-]+)?\s(?:at|et|ет|kukac|afna|majmun\w*|ма[јй]мунче|ма[јй]мун|"
    rf"manki|@)\s(?!www\.)"
    rf"[\w-]+(?:(?:{DOT}|{SPOKEN_DOT})[\w-]+){{0,3}}?(?:{DOT}|{SPOKEN_DOT}){DOMAIN_END}\b"
    rf"|\s?@\s?[\w-]+(?:{DOT}|{SPOKEN_DOT}|,){DOMAIN_END}\b"
    rf"|\s?@\s?{PROVIDER}\b(?:{DOT}\w{{2,4}})?)"
    # The dot left out, or other words for the sign, before a provider that many use.
    rf"|[\w.+%-]++\s(?:at|et|ет|majmun\w*|ма[јй]мун\w*)\s{PROVIDER}\s{DOMAIN_END}\b"
    rf"|(?=\w*[._\d])[\w.+%-]++(?:\s[^\s\d@:]{{1,12}}){{1,2}}\s{PROVIDER}"
    rf"(?:{DOT}|{SPOKEN_DOT}){DOMAIN_END}\b"
    r"|[\w.+%]{1,64}?(?:[-_*<]at[-_*>]|\s?[({]a[)}]\s?)[\w-]{1,64}?"
    rf"(?:[-_*<]dot[-_*>]|\.){DOMAIN_END}\b"
    # The ending left out.
    rf"|(?=\w*[._\d])[\w.+%-]+\sat\s{PROVIDER}\b"
    # The sign left out; behind a slash it is the host of a link.
    rf"|(?<!/)[\w.+%-]+(?:\s?\W\s?|\s){PROVIDER}(?:{DOT}|{SPOKEN_DOT}){DOMAIN_END}\b)",
    re.IGNORECASE,
)
MENTION = re.compile(r"(?<![\w@])@\s?[\w.]*\w")

PLATFORMS = (
    r"(?:\b(?:(?:snap(?:chat)?|insta(?:gram)?|viber|telegram|tik\s?tok)(?:in?|it|[ua]|om)|"
    r"snap(?:chat)?|snep(?:[iu]|in)?|sc|ig(?:ač?|u)?|insti?|insta(?:gram)?|1nsta|be\s?real|fb|"
    r"fejs(?:buk)?|facebook|tg|telegram|tt|"
    r"tik\s?tok|kik|onlyfans|dis[ck]ord|viber|skype|twitter|threads|g\s?mail|снап(?:чат)?|снеп|инста?|"
    r"инстаграм|фб|тт|"
    r"тик\s?ток|телеграм|дискорд|вајбер|вибер)\b|"
    r"\bi\sn\ss\st\sa\b|\bi\.g\.|\bof\b(?=:|\s[a-z]+[._\d])|"
    r"[\N{GHOST}\N{CAMERA}\N{CAMERA WITH FLASH}]\N{VARIATION SELECTOR-16}?)"
)
ACCOUNT = (
    r"(?:\b(?:user(?:name)?|usr|juzer|nick(?:name)?|acc|account|profil\w?|nalog|llogari\w?|nadimak|"
    r"nofk\w|korisni[cč]ko|корисничко|профил|налог)\b)"
)
NAME = r"[a-z0-9_][a-z0-9._]{1,28}[a-z0-9_]"
ALIKE = rf"(?=[a-z0-9._]*[0-9_]|[a-z0-9_]+\.[a-z0-9_]){NAME}"
LIKE_ONE = rf"(?=[0-9._]*(?:[a-z][0-9._]*){{3}}){ALIKE}"
"""With three letters at least, for places where a number or a unit may stand too."""

HANDLE = re.compile(
    # A sign that says that a handle follows; without it the word must look like one.
    rf"{PLATFORMS}(?:\s(?:joj|mu|mi|im|njen|njegov|i\ssaj|e\ssaj|e\stij|ji|ji\sje|e\ska|ima|"
    rf"јој|му|ми|ѝ|и|profil\w?|nalog|user(?:name)?|nick(?:name)?|handle|acc|account|профил|налог))?\s{{0,3}}"
    rf"(?:(?:[:=>~→]|[-=]>|[\u2190-\u2bff\U0001f300-\U0001faff]{{1,3}}\ufe0f?|"
    rf"(?<=\s)-\s|\bis\b|\bje\b|\bështë\b|\beshte\b|\bosht\b|\bе\b|\bје\b)\s{{0,3}}:?\s?"
    rf"[@\"'“„]?(?P<named>{NAME})|\s?[(\[]\s?@?(?P<inside>{NAME})\s?[)\]]|[\s/-](?P<alike>{ALIKE}))"
    r"(?![\w.]*@)"
    rf"|{ACCOUNT}\s{{0,2}}(?:име|ime)?\s?(?:[:=]|->|\bje\b|\bështë\b)\s{{0,2}}@?(?P<account>{NAME})"
    rf"|\b(?:username|usr|juzer|korisni[cč]ko\sime|корисничко\sиме)\s(?P<user>{ALIKE})"
    rf"|(?<![\w@.])(?P<behind>{ALIKE})\s?[(\[]{PLATFORMS}[)\]]"
    # A few words between.
    rf"|{PLATFORMS}(?:\s[^\W\d_]{{1,9}}){{1,3}}:?\s(?P<further>{LIKE_ONE})(?![\w.]*@)"
    rf"|(?<!\w)@\s(?:is|je|e)\s(?P<at>{LIKE_ONE})"
    r"|(?<![\w#])(?P<tag>[a-z0-9._]{2,32}#\d{4})(?!\w)"
    rf"|(?<![\w@.])(?P<before>{ALIKE})\s(?:(?:na|në|ne|n|te|on|v|u|ja|на)\s)?{PLATFORMS}",
    re.IGNORECASE,
)


def whole(pattern: re.Pattern[str]) -> Callable[[str], Spans]:
    """Return a finder of everything that a pattern matches."""
    return lambda plain: [match.span() for match in pattern.finditer(plain)]


def handles(plain: str) -> Spans:
    """Find names of accounts after the name of a platform, or before it."""
    return [match.span(match.lastgroup or 0) for match in HANDLE.finditer(plain)]
