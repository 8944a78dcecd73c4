"""Names of posts and accounts in Tefter, the same whichever export they come from."""

from __future__ import annotations

from collections.abc import Mapping

from tefter.values import Unreadable

CHANNEL = "-100"
"""Prefix with which bots and scripts mark channels and supergroups.

Source: Telegram API documentation, "Dialog identifiers".
"""


def tiktok(post_id: str) -> str:
    """Return the uid of a TikTok post or comment."""
    return f"tiktok:{post_id}"


def telegram(chat_id: str, message_id: str) -> str:
    """Return the uid of a Telegram message: its number is unique only within its chat."""
    return f"telegram:{chat_id}/{message_id}"


def telegram_chat(value: object) -> str | None:
    """Return the bare number of a chat, however an export writes it; None where it has none.

    ``-1001003313758``, ``1003313758`` and ``channel1003313758`` are one chat. A name stays a name,
    folded.
    """
    peer = telegram_peer(value)
    if peer is None:
        return None
    for kind in ("channel", "chat", "user"):
        if peer.startswith(kind) and peer.removeprefix(kind).isdigit():
            return peer.removeprefix(kind)
    return peer.casefold()


def telegram_peer(value: object) -> str | None:
    """Return ``user123``, ``channel123`` or ``chat123`` for a sender or chat; None for none.

    Raises
    ------
    Unreadable
        ``wrong_shape`` when the value is none of the ways in which a peer is written, and
        ``identifier_damaged`` when it went through a floating-point number.
    """
    if value is None or value == "" or isinstance(value, bool):
        return None
    if isinstance(value, float):
        raise Unreadable("identifier_damaged", "a peer is a floating-point number")
    if isinstance(value, Mapping):
        for kind in ("channel", "chat", "user"):
            number = value.get(f"{kind}_id")
            if isinstance(number, int | str) and not isinstance(number, bool):
                return f"{kind}{str(number).removeprefix(CHANNEL).lstrip('-')}"
        raise Unreadable("wrong_shape", "a peer names no user, chat or channel")
    if not isinstance(value, int | str):
        raise Unreadable("wrong_shape", "a peer is neither number, text nor object")
    text = str(value).strip()
    if not text.removeprefix("-").isdigit():
        return text
    if text.startswith(CHANNEL) and len(text) > len(CHANNEL):
        return f"channel{text.removeprefix(CHANNEL)}"
    return f"chat{text[1:]}" if text.startswith("-") else f"user{text}"
