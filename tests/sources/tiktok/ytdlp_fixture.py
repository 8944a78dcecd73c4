"""Makes what yt-dlp writes beside a video. Nobody in it exists."""

from __future__ import annotations

from typing import Any

VIDEO_ID = "7280000000000000123"


def info(**changes: Any) -> dict[str, Any]:
    """Return a video with one comment and one reply; ``...`` takes a field out."""
    made: dict[str, Any] = {
        "id": VIDEO_ID,
        "formats": [{"format_id": "h264_540p", "vcodec": "h264", "url": "https://example.org/v"}],
        "channel": "Izmišljena Osoba",
        "channel_id": "MS4wLjABAAAA",
        "uploader": "izmisljena.osoba",
        "uploader_id": "6800000000000000456",
        "title": "Nekaj #Lju...",
        "description": "Nekaj #Ljubljana @drug.nalog",
        "timestamp": 1_693_526_400,
        "view_count": 1000,
        "like_count": 20,
        "repost_count": 0,
        "comment_count": 3,
        "track": "original sound",
        "artists": ["nekdo"],
        "comments": [
            comment("7281000000000000001"),
            comment("7281000000000000002", "7281000000000000001"),
        ],
        "webpage_url": f"https://www.tiktok.com/@izmisljena.osoba/video/{VIDEO_ID}",
        "extractor": "TikTok",
        "extractor_key": "TikTok",
        "vcodec": "h264",
        "epoch": 1_700_000_000,
        "_type": "video",
    }
    made.update(changes)
    return {key: value for key, value in made.items() if value is not ...}


def comment(number: str, parent: str = "root", **changes: Any) -> dict[str, Any]:
    """Return a comment."""
    return {
        "id": number,
        "text": "izmišljen komentar",
        "author": "nihce.nikjer",
        "author_id": "6700000000000000002",
        "timestamp": 1_693_530_000,
        "like_count": 4,
        "parent": parent,
        **changes,
    }


def playlist(*entries: Any) -> dict[str, Any]:
    """Return what ``yt-dlp -J`` prints for a user's page."""
    return {
        "id": "MS4wLjABAAAA",
        "title": "izmisljena.osoba",
        "_type": "playlist",
        "entries": list(entries),
        "webpage_url": "https://www.tiktok.com/@izmisljena.osoba",
        "extractor": "tiktok:user",
        "extractor_key": "TikTokUser",
    }
