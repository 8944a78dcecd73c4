"""The texts of the posts to be coded: masked, and as they are for who asks."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

import polars as pl

from tefter.coding.human.journal import AnnotationError
from tefter.frames import require
from tefter.privacy import masked
from tefter.privacy.mask import CONTROLS


class Texts:
    """What a coder reads of each post.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``post_uid``, ``platform``, ``posted_at`` and ``text_clean``; ``personal_data`` where
        it has been found, ``language`` where it has been told.
    wanted : collection of str
        The posts that will be shown.

    Raises
    ------
    AnnotationError
        When one of them is not in the case.
    """

    def __init__(self, posts: pl.DataFrame, wanted: Collection[str]) -> None:
        require(posts, ("post_uid", "platform", "posted_at", "text_clean"), "coding")
        mine = posts.filter(pl.col("post_uid").is_in(list(wanted)))
        mine = mine.unique("post_uid", maintain_order=True)
        if mine.height < len(set(wanted)):
            lacking = len(set(wanted)) - mine.height
            raise AnnotationError(
                f"{lacking} of the posts to be coded are not in the case",
                "add the export that has them, or draw a new round",
            )
        uids = mine["post_uid"]
        harmless = mine["text_clean"].str.replace_all(CONTROLS, "\N{REPLACEMENT CHARACTER}")
        text_columns = [name for name in ("text_clean", "personal_data") if name in mine.columns]
        shown = masked(mine.select(text_columns))["text_clean"]
        self._own: dict[str, str | None] = dict(zip(uids, harmless, strict=True))
        self._masked: dict[str, str | None] = dict(zip(uids, shown, strict=True))
        languages = mine["language"] if "language" in mine.columns else [None] * len(uids)
        self._language: dict[str, str | None] = dict(zip(uids, languages, strict=True))
        self._about = {
            uid: _about(platform, posted_at)
            for uid, platform, posted_at in mine.select(
                "post_uid", "platform", "posted_at"
            ).iter_rows()
        }

    def masked(self, post_uid: str) -> str | None:
        """Return the text with personal data masked; None where the post has no text."""
        return self._masked[post_uid] or None

    def unmasked(self, post_uid: str) -> str | None:
        """Return the text as it is, but for characters that drive a screen."""
        return self._own[post_uid] or None

    def language(self, post_uid: str) -> str:
        """Return the language as HTML's ``lang`` names it; empty where it is not known."""
        language = self._language[post_uid]
        # "hbs" and "und" say nothing to a screen reader's voice.
        return {"hbs": "sh", "und": "", None: ""}.get(language, language or "")

    def about(self, post_uid: str) -> str:
        """Return platform and day: what a coder may know without being led."""
        return self._about[post_uid]


def _about(platform: str | None, posted_at: datetime | None) -> str:
    day = f"{posted_at:%Y-%m-%d}" if posted_at else ""
    return " · ".join(part for part in (platform, day) if part)
