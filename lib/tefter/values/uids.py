"""How Tefter names posts, chats and accounts of a platform, whichever export they come from."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tefter.values import Unreadable
from tefter.values.identifiers import digits, name
from tefter.values.tags import fold

CHANNEL_MARK = 10**12
"""A channel ``c`` is written ``-(10**12 + c)`` by Telegram's Bot API, hence the prefix -100.

Source: Bot API dialog IDs, https://core.telegram.org/api/bots/ids.
"""

PEER = re.compile(r"(user|channel|chat)(\d+)")
SIGNED = re.compile(r"-?\d+")
PEER_KINDS = {
    "PeerUser": ("user", "user_id"),
    "PeerChannel": ("channel", "channel_id"),
    "PeerChat": ("chat", "chat_id"),
}
"""Constructor and field of Telegram's type Peer, https://core.telegram.org/type/Peer."""


def tiktok(post_id: str) -> str:
    """Return the ``post_uid`` of a TikTok post."""
    return f"tiktok:{post_id}"


def telegram(chat_id: str, message_id: str) -> str:
    """Return the ``post_uid`` of a Telegram message: numbers are unique only in their chat.

    ``chat_id`` is the chat's bare number, or its folded public name where only that is known.
    """
    return f"telegram:{chat_id}/{message_id}"


def telegram_chat(value: object) -> str | None:
    """Return the bare number of a Telegram chat, however an export writes it.

    Parameters
    ----------
    value : object
        ``1003313758``, ``-1001003313758``, ``"-1001003313758"``, ``"channel1003313758"`` or
        ``{"_": "PeerChannel", "channel_id": 1003313758}``, all of them the same chat. A public
        name stays a name, folded. ``None`` and blank text mean not known.

    Raises
    ------
    Unreadable
        ``identifier_damaged`` or ``wrong_shape`` as in ``identifiers.digits``.
    """
    peer = telegram_peer(value)
    if peer is None:
        return None
    numbered = PEER.fullmatch(peer)
    return numbered[2] if numbered else fold(peer)


def telegram_peer(value: object) -> str | None:
    """Return a Telegram peer as Telegram Desktop names it: kind and bare number.

    Parameters
    ----------
    value : object
        Telethon's marked integers (positive: a user; ``-100…``: a channel or supergroup; other
        negative: a basic group), its dictionaries (``{"_": "PeerChannel", "channel_id": 1}``),
        or Telegram Desktop's own strings, which pass through, as names do. ``None`` and blank
        text mean not known.

    Returns
    -------
    str or None
        ``user<digits>``, ``channel<digits>``, ``chat<digits>``, or the name as it came.

    Raises
    ------
    Unreadable
        ``identifier_damaged`` for a float and scientific notation, ``wrong_shape`` for what is
        neither number, text nor object, or an object without a number.
    """
    if isinstance(value, Mapping):
        return _of_dictionary(value)
    text = name(value, "a Telegram peer")
    if text is None or not (text.isascii() and SIGNED.fullmatch(text)):
        return text
    number = int(text)
    if number <= -CHANNEL_MARK:
        return f"channel{-number - CHANNEL_MARK}"
    return f"chat{-number}" if number < 0 else f"user{text}"


def _of_dictionary(peer: Mapping[str, Any]) -> str:
    written = PEER_KINDS.get(str(peer.get("_", "")))
    for kind, key in [written] if written else PEER_KINDS.values():
        value = peer.get(key)
        if kind == "channel" and SIGNED.fullmatch(str(value)) and int(str(value)) <= -CHANNEL_MARK:
            return telegram_peer(value) or ""
        if (number := digits(value, key)) is not None:
            return f"{kind}{number}"
    raise Unreadable("wrong_shape", "a Telegram peer has no number")
