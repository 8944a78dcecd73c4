"""Captions that the demo's Telegram group shares again without a link, each changed a little."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from tefter.demo.dice import Dice
from tefter.demo.plan import Video
from tefter.demo.texts import EMOJI, Caption, own_words
from tefter.demo.writing import sr_cyrillic, without_marks

RESHARES = 16
CAPTIONLESS = ("", "zhgrumza e ditës")
"""What stands under a picture that says nothing of anybody; such messages carry the captions."""

NAMELESS = ("degrading_public", "general_shaming", "public_figure")
"""Categories whose captions give nobody's number: that of published numbers stays as it is."""

FEWEST_LETTERS = 30
Change = Callable[[str, Dice], str]


def texts_of_reshares(
    messages: Sequence[dict[str, Any]],
    videos: Sequence[Video],
    captions: Sequence[Caption],
    seed: int,
) -> dict[int, str]:
    """Return the new text of some messages, by the message's number.

    Parameters
    ----------
    messages : sequence of dict
        Of the export, in order of time. Only pictures and videos without a caption are chosen.
    videos, captions : sequence
        Of TikTok, in the same order. A caption is shared again after it was posted.
    seed : int
        Of a source of chance of their own, so that all else stays as it is.
    """
    dice = Dice(seed)
    bare = [one for one in messages if one.get("text") in CAPTIONLESS and _is_picture(one)]
    chosen = sorted(dice.some(bare, RESHARES), key=lambda message: message["id"])
    usable = [
        (video, words)
        for video, caption in zip(videos, captions, strict=True)
        if video.category in NAMELESS and not video.flags and not caption.sticker
        if len(words := own_words(caption.text)) >= FEWEST_LETTERS and words.isprintable()
    ]
    texts = {}
    for place, message in enumerate(chosen):
        at = datetime.fromtimestamp(int(message["date_unixtime"]), UTC)
        earlier = [words for video, words in usable if video.posted_at < at]
        change = CHANGES[place % len(CHANGES)]
        texts[message["id"]] = change(dice.one(earlier), dice)
    return texts


def _is_picture(message: dict[str, Any]) -> bool:
    return "photo" in message or message.get("media_type") == "video_file"


def _as_it_is(text: str, dice: Dice) -> str:
    return text


def _with_emoji(text: str, dice: Dice) -> str:
    return f"{dice.one(EMOJI)} {text} {dice.one(EMOJI)}"


def _cut(text: str, dice: Dice) -> str:
    words = text.split()
    return " ".join(words[: max(5, len(words) * 4 // 5)])


def _in_other_letters(text: str, dice: Dice) -> str:
    return sr_cyrillic(text.lower()) if text.isascii() else without_marks(text)


CHANGES: tuple[Change, ...] = (_as_it_is, _with_emoji, _cut, _in_other_letters)
