"""The sentence for a file that no format recognises: what it is, where that can be told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from tefter.errors import SourceError
from tefter.sources.contract import Sample

_TIKTOK = "capture the posts with Zeeschuimer, or ask the Research API for them"
_META = "Tefter reads TikTok and Telegram; other posts go in as a table with a column of texts"

_KNOWN: tuple[tuple[Callable[[frozenset[str]], bool], str, str], ...] = (
    # What people download of their own account: it holds what they watched and wrote, and their
    # own data, but not the posts of others.
    (
        lambda keys: (
            bool(keys & {"Your Activity", "Activity", "Profile And Settings"})
            and bool(keys & {"Profile", "Comment", "Video", "Post", "Direct Message"})
        ),
        "is what TikTok gives people of their own account, not posts of others",
        _TIKTOK,
    ),
    (
        lambda keys: {"personal_information", "contacts"} <= keys and "chats" not in keys,
        "is a Telegram export without a chat",
        "export again in Telegram Desktop, with the chats ticked",
    ),
    (
        lambda keys: bool(keys & {"edge_media_to_caption", "edge_liked_by", "taken_at_timestamp"}),
        "is an Instagram export, which Tefter does not read yet",
        _META,
    ),
    (
        lambda keys: bool(keys & {"full_text", "public_metrics", "tweet", "favorite_count"}),
        "is an export of X (Twitter), which Tefter does not read yet",
        _META,
    ),
)

_SHOWN = 8
# A name is said again where it looks like nothing but a name of a field: a table without a header
# has a record in its first row, and there are objects whose keys are people.
_NAME = re.compile(r"(?=.{2,30}$)[a-z]+(?:[A-Z][a-z]*)*(?:[_:/-][A-Za-z]+)*")


def not_known(sample: Sample) -> SourceError:
    """Return the error for a file that no format recognises.

    Parameters
    ----------
    sample : Sample
        Its beginning. Only names of fields are said again, never what stands in them.
    """
    keys = _keys_of(sample)
    if not keys and sample.broken:
        return SourceError(
            "begins like JSON, but its first record cannot be read",
            "export it again",
            file=sample.name,
        )
    if not keys:
        return SourceError("holds no records", "export it again", file=sample.name)
    for is_it, what, remedy in _KNOWN:
        if is_it(frozenset(keys)):
            return SourceError(what, remedy, file=sample.name)
    if sample.shape == "table":
        what = "is a table in which Tefter cannot tell what is what; its columns are"
    else:
        what = "is not an export that Tefter knows; its first fields are"
    return SourceError(
        f"{what}: {_listed(keys)}",
        "see docs/sources for what is known, or name the columns, as in --column text=body",
        file=sample.name,
    )


def _keys_of(sample: Sample) -> list[str]:
    first: Mapping[str, Any] = sample.objects[0] if sample.objects else sample.outline
    return [str(key) for key in (sample.header or first)]


def _listed(names: list[str]) -> str:
    plain = [name for name in names if _NAME.fullmatch(name)][:_SHOWN]
    hidden = len(names) - len(plain)
    if not plain:
        return f"{hidden}, none of them plainly a name"
    return ", ".join(plain) + (f" and {hidden} more" if hidden else "")
