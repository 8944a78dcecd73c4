"""Links in text, and the post that a TikTok or Telegram link names, without asking a network."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from tefter.values import uids
from tefter.values.tags import fold

PLATFORM_HOSTS = (
    r"(?:[\w-]+\.)*(?:tiktok\.com|t\.me|telegram\.me|telegram\.dog|instagram\.com|youtu\.be"
    r"|youtube\.com|facebook\.com|twitter\.com|x\.com)"
)
BREAKS = (
    r"\s<>\"“”„«»`|\\^'’"
    r"\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"  # invisible
    r"\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"  # pictures
)
"""What ends a link even where no space does."""

# An apostrophe may stand within a word of a link; a comma before a scheme parts two links.
REST = rf"(?:(?![,;]https?://)[^{BREAKS}]|['’](?=\w))"
URL = re.compile(
    rf"(?:(?:https?|tg)://|(?<![\w@./-])www\.){REST}+"
    rf"|(?<![\w@./:-]){PLATFORM_HOSTS}(?:/{REST}*)?(?![\w.-])",
    re.IGNORECASE,
)
"""A link with a scheme, one that begins with ``www.``, or a bare one to a known platform."""

TRAILING = ".,;:!?'’‘*_~，。！？、"
BRACKETS = {")": "(", "]": "[", "}": "{"}

TIKTOK_POST = re.compile(
    r"(?:/@[^/]*/(?:video|photo)|/embed(?:/v[123])?|/player/v1|/share/video)/([0-9]{5,20})/?"
)
TIKTOK_OLD = re.compile(r"/v/([0-9]{5,20})(?:\.html)?/?")
TIKTOK_HOSTS = ("tiktok.com", "tiktokv.com")
"""The second stands in the copy of their own data that TikTok gives to its users."""

TELEGRAM_HOSTS = ("t.me", "telegram.me", "telegram.dog")
TELEGRAM_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
"""Public names have 5 to 32 characters, bought ones 4: https://telegram.org/faq#usernames-and-t-me."""

NUMBER = re.compile(r"[1-9][0-9]{0,18}")

RESERVED = frozenset(
    (  # noqa: SIM905  one word after the other reads better
        "addemoji addlist addstickers addtheme bg boost confirmphone contact giftcode "
        "invoice iv joinchat login nft proxy setlanguage share socks stickers web "
    ).split()
)
"""First parts of a path that are no chat: https://core.telegram.org/api/links."""


def find_urls(text: str) -> tuple[str, ...]:
    """Return the links of a text as written: unique, in order of first appearance.

    Links have a scheme, begin with ``www.``, or lead to a known platform without either
    (``t.me/…``, ``tiktok.com/@…``). Punctuation after a link is not part of it; a closing
    bracket is only where the link opens it. A link that someone cut short keeps its ``…``, so
    that it does not pass for the link to another post.
    """
    if "." not in text and "tg://" not in text.lower():
        return ()
    return tuple(dict.fromkeys(filter(None, (_trim(found[0]) for found in URL.finditer(text)))))


def post_of(url: str) -> str | None:
    """Return the ``post_uid`` of the TikTok or Telegram post that a link names.

    Parameters
    ----------
    url : str
        A link, with or without scheme.

    Returns
    -------
    str or None
        ``tiktok:<id>``, ``telegram:<chat>/<message>``; None for every other link. Short links
        (``vm.tiktok.com``, ``vt.tiktok.com``, ``tiktok.com/t/``) name no post without a network.
        A public Telegram link knows the chat's name but not its number: the result is then
        ``telegram:<name>/<message>`` with the name folded. A link to a comment under a channel
        post gives the channel post.

    Notes
    -----
    Telegram: https://core.telegram.org/api/links.
    """
    try:
        url = url.strip()
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = (parts.hostname or "").lower().rstrip(".").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme.lower() == "tg":
        return _of_tg(host, parts)
    if parts.scheme.lower() not in ("http", "https"):
        return None
    if host in TIKTOK_HOSTS or host.endswith(".tiktok.com"):
        return _of_tiktok(parts)
    for telegram in TELEGRAM_HOSTS:
        if host == telegram:
            return _of_telegram([part for part in parts.path.split("/") if part])
        if host.endswith("." + telegram):
            name = host.removesuffix("." + telegram)
            return _of_telegram([name, *(part for part in parts.path.split("/") if part)])
    return None


def _trim(url: str) -> str:
    while url:
        last = url[-1]
        unopened = last in BRACKETS and url.count(last) > url.count(BRACKETS[last])
        if last not in TRAILING and not unopened:
            break
        url = url[:-1]
    return "" if url.endswith("://") or url.lower() == "www" else url


def _of_tiktok(parts: SplitResult) -> str | None:
    path = unquote(parts.path)
    found = TIKTOK_POST.fullmatch(path) or TIKTOK_OLD.fullmatch(path)
    return uids.tiktok(found[1]) if found else None


def _of_telegram(path: list[str]) -> str | None:
    if path[:1] == ["s"]:
        path = path[1:]
    if path[:1] == ["c"]:
        numbers = path[1:]
        if len(numbers) in (2, 3) and all(_is_number(part) for part in numbers):
            return uids.telegram(numbers[0], numbers[-1])
        return None
    if len(path) not in (2, 3) or not all(_is_number(part) for part in path[1:]):
        return None
    return _of_name(path[0], path[-1])


def _of_tg(action: str, parts: SplitResult) -> str | None:
    query = {key: values[0] for key, values in parse_qs(parts.query).items()}
    message = query.get("post", "")
    if not _is_number(message):
        return None
    if action == "privatepost" and _is_number(query.get("channel", "")):
        return uids.telegram(query["channel"], message)
    if action == "resolve":
        return _of_name(query.get("domain", ""), message)
    return None


def _of_name(name: str, message: str) -> str | None:
    if not TELEGRAM_NAME.fullmatch(name) or name.lower() in RESERVED:
        return None
    return uids.telegram(fold(name), message)


def _is_number(text: str) -> bool:
    return NUMBER.fullmatch(text) is not None
