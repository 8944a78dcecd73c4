"""TikTok posts and comments captured with the browser extension Zeeschuimer, or kept by 4CAT.

Zeeschuimer (https://github.com/digitalmethodsinitiative/zeeschuimer) wraps what TikTok's website
received in an envelope that all its platforms share. 4CAT lays the envelope inside the item, as
``__import_meta`` (``backend/lib/search.py``, https://github.com/digitalmethodsinitiative/4cat).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tefter.sources.contract import Format, Opened, Raw, Sample
from tefter.sources.cutting import json_items, json_lines
from tefter.sources.records import Outcome, Reject
from tefter.sources.tiktok import captured
from tefter.sources.tiktok_items import is_comment, is_post, is_profile, outcome
from tefter.sources.typed import Item, filled, part

OURS = frozenset({"tiktok.com", "tiktok-comments"})
"""``source_platform`` of the captures read here, as the modules of Zeeschuimer name them."""

_PLATFORM = re.compile(r"[a-z0-9][a-z0-9.-]{1,39}")


def recognise(sample: Sample) -> int:
    """Return 100 for Zeeschuimer's envelope, 90 for bare items of TikTok's website."""
    return max((_score(record) for record in (*sample.objects, sample.outline)), default=0)


def records(opened: Opened) -> Iterator[Raw]:
    """Cut the lines; somebody may have made a list of them, or kept a single one."""
    return json_lines(opened) if opened.shape == "json-lines" else json_items(opened)


def parse(raw: Raw) -> Outcome:
    """Turn a captured item into a post, a comment or an account."""
    record = raw.value
    if isinstance(record, Reject):
        return record
    meta, item = _unwrapped(record)
    platform = _platform(meta)
    if platform is not None and platform not in OURS:
        shown = platform if _PLATFORM.fullmatch(platform) else "another platform"
        return Reject("unsupported_platform", f"captured from {shown}")
    if item is None:
        return Reject("wrong_shape", "the envelope has no object under data")
    # Zeeschuimer may be set to renew an item that it meets again: then its counts are newer than
    # its first capture.
    seen = meta.get("last_updated") or meta.get("timestamp_collected")
    return outcome(item, meta.get("item_id"), captured(seen))


def note(sample: Sample) -> str | None:
    """Say what is left out."""
    items = [_unwrapped(record)[1] for record in sample.objects]
    if any(item and is_comment(item) and item.get("reply_comment") for item in items):
        return "replies that TikTok shows inside another comment are read only where they stand \
as records of their own"
    return None


FORMAT = Format(
    name="tiktok-zeeschuimer",
    title="TikTok posts or comments captured with Zeeschuimer (NDJSON)",
    recognise=recognise,
    records=records,
    parse=parse,
    note=note,
)


def _score(record: Item) -> int:
    if _is_envelope(record):
        return 100
    meta = part(record.get("__import_meta"))
    if "source_platform" in meta or "timestamp_collected" in meta or "source_platform_url" in meta:
        return 100
    return 90 if is_post(record) or is_comment(record) or is_profile(record) else 0


def _is_envelope(record: Item) -> bool:
    return isinstance(record.get("source_platform"), str) and "data" in record


def _unwrapped(record: Item) -> tuple[Item, Item | None]:
    """Return what the capturing tool noted, and the item itself."""
    if _is_envelope(record):
        data = record["data"]
        return record, data if isinstance(data, dict) else None
    return part(record.get("__import_meta"), "__import_meta"), record


def _platform(meta: Item) -> str | None:
    named = filled(meta.get("source_platform"))
    if named is None and (page := filled(meta.get("source_platform_url"))):
        # 4CAT keeps the page but, in some versions, not the platform.
        named = page.partition("://")[2].partition("/")[0]
    if named is None:
        return None
    host = named.lower().removeprefix("www.")
    return "tiktok.com" if host.endswith(".tiktok.com") else host
