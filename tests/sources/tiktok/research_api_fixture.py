"""Makes answers of TikTok's Research API. Nobody in them exists."""

from __future__ import annotations

from typing import Any

VIDEO_ID = 7_280_000_000_000_000_123


def video(**changes: Any) -> dict[str, Any]:
    """Return a video with all fields; a change to ``...`` takes the field out."""
    made: dict[str, Any] = {
        "id": VIDEO_ID,
        "create_time": 1_693_526_400,
        "username": "izmisljena.osoba",
        "region_code": "BA",
        "video_description": "Nešto #Sarajevo",
        "music_id": 6_900_000_000_000_000_789,
        "like_count": 20,
        "comment_count": 3,
        "share_count": 0,
        "view_count": 1000,
        "favorites_count": 1,
        "effect_ids": ["0"],
        "hashtag_names": ["Sarajevo", "fyp"],
        "hashtag_info_list": [{"hashtag_id": 5, "hashtag_name": "fyp"}],
        "video_mention_list": ["@drug.nalog"],
        "sticker_info_list": [],
        "voice_to_text": "izgovorene riječi",
        "video_duration": 15,
        "is_stem_verified": False,
    }
    made.update(changes)
    return {key: value for key, value in made.items() if value is not ...}


def comment(**changes: Any) -> dict[str, Any]:
    """Return a comment, answering the video itself."""
    made: dict[str, Any] = {
        "id": 7_281_000_000_000_000_001,
        "video_id": VIDEO_ID,
        "parent_comment_id": VIDEO_ID,
        "text": "izmišljen komentar",
        "like_count": 4,
        "reply_count": 2,
        "create_time": 1_693_530_000,
    }
    made.update(changes)
    return made


def user(**changes: Any) -> dict[str, Any]:
    """Return account details; the API leaves the handle to whoever asks."""
    made: dict[str, Any] = {
        "display_name": "Izmišljena Osoba",
        "bio_description": "Ne postojim.",
        "is_verified": True,
        "follower_count": 51_000,
        "following_count": 1,
        "likes_count": 2,
        "video_count": 3,
    }
    made.update(changes)
    return made


def page(kind: str, *items: dict[str, Any]) -> dict[str, Any]:
    """Return an answer with its envelope."""
    return {
        "data": {kind: list(items), "cursor": 100, "has_more": True, "search_id": "72"},
        "error": {"code": "ok", "message": "", "log_id": "20231101"},
    }


def failure() -> dict[str, Any]:
    """Return an answer that reports an error."""
    error = {"code": "rate_limit_exceeded", "message": "quota", "log_id": "20231101"}
    return {"data": {}, "error": error}
