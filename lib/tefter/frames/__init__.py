"""The columns, types and meaning of every frame, and the check of a frame against them.

This is the one list of columns: the data dictionary in ``docs/data-dictionary.md`` is written
from it, stages state their columns by these names, and what may be published is decided here,
column by column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import ParamSpec

import polars as pl

from tefter.frames.coding import CODING, DECIDED, SAID
from tefter.frames.column import (
    COUNTRY_EVIDENCE,
    PERSONAL_DATA,
    STRINGS,
    UTC,
    Column,
    Exposure,
    Frame,
)
from tefter.frames.column import columns_of as _columns

SOURCE = _columns(
    ("source_file", pl.String, "Name of the raw file; `archive.zip/inner.json` inside an archive"),
    ("source_record", pl.Int64, "Line or index of the record in that file, counted from 1"),
)

POSTS = Frame(
    "posts",
    "One row for every capture of a post: a post captured twice is two rows here, and one row "
    "after cleaning.",
    _columns(
        (
            "post_uid",
            pl.String,
            "Name of the post in Tefter, `platform:id` (Telegram: "
            "`telegram:chat/message`, as message numbers are unique only in a chat)",
            "personal",
        ),
        ("platform", pl.String, "tiktok, telegram, instagram or other"),
        ("post_id", pl.String, "The platform's own number for the post, as digits", "personal"),
        ("chat_id", pl.String, "Telegram: number of the chat, without its -100 prefix", "personal"),
        ("chat_name", pl.String, "Telegram: title of the chat", "personal"),
        (
            "account_id",
            pl.String,
            "The platform's own name for the account, which does not change",
            "personal",
        ),
        ("account_name", pl.String, "The account's handle at the time of capture", "personal"),
        ("posted_at", UTC, "When it was posted"),
        ("captured_at", UTC, "When this capture was made; null where the export does not say"),
        ("text", pl.String, "What was written, as it came", "text"),
        (
            "media_text",
            pl.String,
            "Text laid over the picture, or the platform's transcript of speech, as it came",
            "text",
        ),
        (
            "hashtags",
            STRINGS,
            "Hashtags, folded to lower case, without #; some name a person",
            "personal",
        ),
        ("mentions", STRINGS, "Handles mentioned, without @", "personal"),
        ("urls", STRINGS, "Links in the text and behind it", "personal"),
        ("views", pl.Int64, "Times seen, as the platform counts it"),
        ("likes", pl.Int64, "Likes; on Telegram the sum of all reactions"),
        ("comments", pl.Int64, "Comments or replies, as the platform counts them"),
        ("shares", pl.Int64, "Shares or forwards"),
        (
            "media_kind",
            pl.String,
            "video, image, slideshow, audio, voice, sticker, animation, "
            "document, poll, contact, location, or text where there is no media",
        ),
        ("sound_id", pl.String, "The platform's number for the sound used", "personal"),
        (
            "media_sha256",
            pl.String,
            "SHA-256 of the media file where an export has it, 64 digits; never the media itself",
            "personal",
        ),
        (
            "media_phash",
            pl.String,
            "Perceptual hash of the picture or video where an export has it, 16 or 64 hexadecimal "
            "digits",
            "personal",
        ),
        ("declared_region", pl.String, "Country that the platform states, ISO 3166 alpha-2"),
        ("reply_to", pl.String, "post_uid of the post answered", "personal"),
        ("forwarded_from", pl.String, "Whom it was forwarded from, as the export says", "personal"),
        (
            "platform_entities",
            PERSONAL_DATA,
            "Spans of `text` that the platform itself marks as "
            "phone, email, bank_card, mention_name or contact: certain personal data",
            "personal",
        ),
    )
    + SOURCE,
    key=("post_uid", "source_file", "source_record"),
)

COMMENTS = Frame(
    "comments",
    "One row for every capture of a comment.",
    _columns(
        ("comment_uid", pl.String, "Name of the comment in Tefter, `platform:id`", "personal"),
        ("platform", pl.String, "tiktok, telegram, instagram or other"),
        ("post_uid", pl.String, "The post commented on", "personal"),
        (
            "parent_uid",
            pl.String,
            "The comment answered; null for a comment on the post itself",
            "personal",
        ),
        ("account_id", pl.String, "The platform's own name for the account", "personal"),
        ("account_name", pl.String, "The account's handle at the time of capture", "personal"),
        ("posted_at", UTC, "When it was posted"),
        ("captured_at", UTC, "When this capture was made"),
        ("text", pl.String, "What was written, as it came", "text"),
        ("likes", pl.Int64, "Likes"),
        ("replies", pl.Int64, "Replies, as the platform counts them"),
    )
    + SOURCE,
    key=("comment_uid", "source_file", "source_record"),
)

ACCOUNTS = Frame(
    "accounts",
    "One row for every account seen in a file, as last seen there.",
    _columns(
        ("account_id", pl.String, "The platform's own name for the account", "personal"),
        ("platform", pl.String, "tiktok, telegram, instagram or other"),
        ("account_name", pl.String, "Handle", "personal"),
        ("display_name", pl.String, "Name shown", "personal"),
        ("bio", pl.String, "What the account says of itself", "text"),
        ("followers", pl.Int64, "Followers at the time of capture"),
        ("verified", pl.Boolean, "Whether the platform marks the account as verified"),
        ("declared_region", pl.String, "Country that the platform states, ISO 3166 alpha-2"),
        ("captured_at", UTC, "When it was last seen"),
        (
            "own_record",
            pl.Boolean,
            "True where a raw record was about the account itself; false "
            "where it was read off its posts, comments or events",
        ),
    )
    + SOURCE,
    key=("platform", "account_id", "source_file"),
)

EVENTS = Frame(
    "events",
    "One row for every service message: joining, leaving, pins, titles. Events are not posts.",
    _columns(
        (
            "event_uid",
            pl.String,
            "Name of the event in Tefter, `platform:chat/message`",
            "personal",
        ),
        ("platform", pl.String, "telegram or other"),
        ("chat_id", pl.String, "Number of the chat", "personal"),
        ("chat_name", pl.String, "Title of the chat", "personal"),
        (
            "action",
            pl.String,
            "What happened, in the export's own word: invite_members, pin_message …",
        ),
        ("posted_at", UTC, "When it happened"),
        ("account_id", pl.String, "Who did it", "personal"),
        ("account_name", pl.String, "Their name as the export says", "personal"),
        ("affected", pl.Int64, "How many accounts it concerned, for joining and removing"),
    )
    + SOURCE,
    key=("event_uid", "source_file", "source_record"),
)

REJECTS = Frame(
    "rejects",
    "One row for every raw record that could not become anything else, with the reason.",
    _columns(
        ("source_file", pl.String, "Name of the raw file"),
        ("source_record", pl.Int64, "Line or index of the record in that file, counted from 1"),
        ("reason", pl.String, "A short stable code; `docs/sources/rejects.md` explains each"),
        ("detail", pl.String, "What exactly, never with text of the record"),
    ),
    key=("source_file", "source_record"),
)

OBSERVATIONS = Frame(
    "observations",
    "The counts of every capture of a post: what a post captured twice said each time.",
    _columns(
        ("post_uid", pl.String, "The post", "personal"),
        ("captured_at", UTC, "When this capture was made"),
        ("views", pl.Int64, "Times seen"),
        ("likes", pl.Int64, "Likes"),
        ("comments", pl.Int64, "Comments"),
        ("shares", pl.Int64, "Shares"),
    )
    + SOURCE,
    key=("post_uid", "source_file", "source_record"),
)

CLEANING = _columns(
    ("first_captured_at", UTC, "When the first capture of the post was made"),
    ("captures", pl.Int64, "How many captures of the post there are"),
    ("text_clean", pl.String, "Text and text on media, normalised for machines to read", "text"),
    (
        "text_repairs",
        STRINGS,
        "What was mended in the text: nfc, invisible, bidi, entities, mojibake, homoglyphs",
    ),
    ("linked_posts", STRINGS, "post_uid of every TikTok or Telegram post linked to", "personal"),
    ("duplicate_of", pl.String, "The earliest post with exactly the same text_clean", "personal"),
    (
        "near_duplicate_of",
        pl.String,
        "The earliest post with nearly the same text_clean",
        "personal",
    ),
    ("similarity", pl.Float64, "Jaccard similarity of the two, 0 to 1"),
)
LANGUAGE = _columns(
    ("script", pl.String, "latn, cyrl, mixed or none"),
    ("language", pl.String, "ISO 639: sq, hbs, mk, sl, en …; und where it cannot be told"),
    ("variety", pl.String, "bs, hr, cnr or sr; als or aln of sq; null where the text cannot tell"),
    ("language_confidence", pl.Float64, "0 to 1"),
    ("language_evidence", STRINGS, "What the language and variety rest on", "text"),
)
COUNTRY = _columns(
    ("country", pl.String, "ISO 3166 alpha-2, Kosovo XK; null where it is unknown"),
    (
        "country_confidence",
        pl.Float64,
        "Chance that the country is right, 0 to 1; null where it is unknown",
    ),
    (
        "country_evidence",
        COUNTRY_EVIDENCE,
        "Every signal with its value (a place, flag, prefix or region, never text), country "
        "(null: none of the eight) and weight",
        "personal",
    ),
)
PRIVACY = _columns(
    (
        "personal_data",
        PERSONAL_DATA,
        "Where in text_clean personal data stands, and which kind",
        "personal",
    ),
)
FRAMES = (POSTS, COMMENTS, ACCOUNTS, EVENTS, REJECTS, OBSERVATIONS)
ADDED: dict[str, tuple[Column, ...]] = {
    "cleaning": CLEANING,
    "language": LANGUAGE,
    "country": COUNTRY,
    "privacy": PRIVACY,
    "coding": CODING,
}
COLUMNS: dict[str, Column] = {
    column.name: column
    for columns in (*(frame.columns for frame in FRAMES), *ADDED.values())
    for column in columns
}


class FrameError(ValueError):
    """A frame is not what its contract says. This is a defect of ours, not of the data."""


def check(frame: pl.DataFrame | pl.LazyFrame, contract: Frame) -> None:
    """Raise unless the frame has exactly the contract's columns, in order, with its types.

    Raises
    ------
    FrameError
        Naming the first column that differs.
    """
    found = dict(frame.collect_schema())
    if list(found) != list(contract.schema):
        difference = set(found) ^ set(contract.schema)
        raise FrameError(f"{contract.name}: columns differ: {sorted(difference) or 'their order'}")
    require(frame, contract.schema, contract.name)


def require(
    frame: pl.DataFrame | pl.LazyFrame, names: Iterable[str], who: str = "this stage"
) -> None:
    """Raise unless the frame has these columns with the types of the data dictionary.

    Raises
    ------
    FrameError
        Naming the first column that is missing or of another type.
    """
    schema = frame.collect_schema()
    for name in names:
        if name not in schema:
            raise FrameError(f"{who} needs the column {name!r}")
        expected = COLUMNS[name].dtype
        if schema[name] != expected:
            raise FrameError(f"{who} needs {name!r} as {expected}, found {schema[name]}")


P = ParamSpec("P")


def stage(
    needs: tuple[str, ...], adds: tuple[str, ...]
) -> Callable[[Callable[P, pl.DataFrame]], Callable[P, pl.DataFrame]]:
    """Mark a function as a stage and hold it to the columns that it states.

    A stage takes a frame first and gives back the same rows in the same order, with the columns
    ``adds`` added or replaced and all others untouched.

    Parameters
    ----------
    needs, adds : tuple of str
        Names from the data dictionary; their types are checked too.

    Raises
    ------
    FrameError
        When called with a frame that lacks what the stage needs, or when the stage breaks its
        word.
    """

    def hold(function: Callable[P, pl.DataFrame]) -> Callable[P, pl.DataFrame]:
        who = function.__qualname__

        @wraps(function)
        def held(*args: P.args, **kwargs: P.kwargs) -> pl.DataFrame:
            before = args[0]
            if not isinstance(before, pl.DataFrame):
                raise FrameError(f"{who} takes a Polars DataFrame first")
            require(before, needs, who)
            after = function(*args, **kwargs)
            require(after, adds, who)
            lost = set(before.columns) - set(after.columns)
            if lost or after.height != before.height:
                raise FrameError(f"{who} lost rows or columns: {sorted(lost)}")
            return after

        return held

    return hold


__all__ = [
    "ACCOUNTS",
    "ADDED",
    "CLEANING",
    "CODING",
    "COLUMNS",
    "COMMENTS",
    "COUNTRY",
    "COUNTRY_EVIDENCE",
    "DECIDED",
    "EVENTS",
    "FRAMES",
    "LANGUAGE",
    "OBSERVATIONS",
    "PERSONAL_DATA",
    "POSTS",
    "PRIVACY",
    "REJECTS",
    "SAID",
    "SOURCE",
    "STRINGS",
    "UTC",
    "Column",
    "Exposure",
    "Frame",
    "FrameError",
    "check",
    "require",
    "stage",
]
