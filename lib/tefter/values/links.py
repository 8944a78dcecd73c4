"""Links in text, and which post a link leads to, without asking the network."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from tefter.values import uids

URL = re.compile(
    r"(?:https?://|tg://|www\.|(?:m\.|vm\.|vt\.)?tiktok\.com/|(?<![\w.])t\.me/|telegram\.(?:me|dog)/)"
    r"[^\s<>\"'`]+",
    re.IGNORECASE,
)
TRAILING = ".,;:!?…)]}»”’"
TIKTOK_POST = re.compile(
    r"/(?:@[^/]+/(?:video|photo)|v|embed(?:/v2)?|share/video)/(\d{6,20})(?:\.html)?/?$"
)
TELEGRAM_PRIVATE = re.compile(r"/c/(\d+)/(?:\d+/)?(\d+)/?$")
TELEGRAM_PUBLIC = re.compile(r"/(?:s/)?([A-Za-z]\w{3,31})/(?:\d+/)?(\d+)/?$")
TIKTOK_HOSTS = {"tiktok.com", "www.tiktok.com", "m.tiktok.com"}
TELEGRAM_HOSTS = {"t.me", "telegram.me", "telegram.dog", "www.t.me"}


def find_urls(text: str) -> tuple[str, ...]:
    """Return the links of a text as written, each once, in order."""
    found = []
    for match in URL.findall(text):
        url = match
        while url and url[-1] in TRAILING and not (url[-1] == ")" and "(" in url):
            url = url[:-1]
        found.append(url)
    return tuple(dict.fromkeys(found))


def post_of(url: str) -> str | None:
    """Return the uid of the TikTok or Telegram post that a link leads to; None for any other.

    A short link (vm.tiktok.com) does not say which post it leads to, and the network is not
    asked. ``t.me/name/123`` gives ``telegram:name/123``: a link does not say the chat's number.
    """
    try:
        parts = urlsplit(url if "://" in url else f"https://{url}")
        host = (parts.hostname or "").casefold()
    except ValueError:
        return None
    if parts.scheme == "tg":
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        chat = query.get("channel") or query.get("domain", "").casefold()
        return (
            uids.telegram(chat, query["post"]) if chat and query.get("post", "").isdigit() else None
        )
    if host in TIKTOK_HOSTS:
        found = TIKTOK_POST.search(parts.path)
        return uids.tiktok(found[1]) if found else None
    if host in TELEGRAM_HOSTS:
        private = TELEGRAM_PRIVATE.search(parts.path)
        if private:
            return uids.telegram(private[1], private[2])
        public = TELEGRAM_PUBLIC.search(parts.path)
        return uids.telegram(public[1].casefold(), public[2]) if public else None
    return None
