"""Exports with every field that a reader knows, also the rare ones. Nobody in them exists."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from tests.sources.telegram import exports
from tests.sources.tiktok import research_api_fixture as api
from tests.sources.tiktok import scraper_fixture as scraper
from tests.sources.tiktok import ytdlp_fixture as ytdlp
from tests.sources.tiktok import zeeschuimer_fixture as zee

ACCOUNT = {"id": "6800000000000000456", "uniqueId": "niko.nigde", "nickname": "Niko"}
PART = {"type": "text_link", "text": "veza", "href": "https://primjer.invalid/a"}


def _tiktok() -> str:
    return zee.ndjson(
        zee.envelope(
            zee.item(
                desc="",
                statsV2={"playCount": "7", "diggCount": "8", "commentCount": "9"},
                authorStatsV2={"followerCount": "70"},
                duetInfo={"duetFromId": "7280000000000000999"},
                contents=[{"desc": "opis", "textExtra": [{"hashtagName": "drugi"}]}],
                imagePost={"title": "naslov"},
            )
        ),
        zee.envelope(zee.item(author="niko.nigde", nickname="Niko", authorId="68", signature="x")),
        zee.envelope(zee.comment(reply_id="7281000000000000009")),
        zee.envelope({"userInfo": {"user": ACCOUNT | {"region": "BA"}, "stats": {}}}),
        zee.kept_by_4cat(zee.item()),
    )


def _desktop() -> dict[str, Any]:
    file = {"file": "a.mp4", "media_type": "video_file", "mime_type": "video/mp4"}
    heart = {"type": "emoji", "count": 3, "emoji": "❤"}
    poll = {"question": "Da?", "answers": [{"text": "da", "voters": 1}, {"text": "ne"}]}
    messages = [
        exports.message(1, ["Vidi ", PART, {"type": "hashtag", "text": "#a"}], **file),
        exports.message(2, reactions=[heart], reply_to_message_id=1, reply_to_peer_id="channel12"),
        exports.message(3, poll=poll, forwarded_from="Kanal"),
        exports.message(4, forwarded_from_id="channel7", file="a", mime_type="audio/ogg"),
        exports.message(5, contact_information={"first_name": "A"}, saved_from="Kanal"),
        exports.service(6, "invite_members", members=["A", "B"]),
    ]
    return exports.chat([*messages, {**exports.message(7), "from_id": 4_294_967_300}])


def _telethon() -> list[dict[str, Any]]:
    video = {"_": "DocumentAttributeVideo"}
    document = {"mime_type": "video/mp4", "attributes": [video]}
    return [
        exports.telethon(
            1,
            "Vidi #a @niko_nikog",
            from_id={"_": "PeerUser", "user_id": 7000000001},
            fwd_from={"from_id": {"_": "PeerChannel", "channel_id": 12}},
            reply_to={"reply_to_msg_id": 4},
            media={"_": "MessageMediaDocument", "document": document},
            entities=[
                {"_": "MessageEntityHashtag", "offset": 5, "length": 2},
                {"_": "MessageEntityTextUrl", "offset": 0, "length": 4, "url": "https://a.invalid"},
            ],
            reactions={"results": [{"reaction": {"emoticon": "❤"}, "count": 3}]},
            replies={"replies": 5},
        ),
        exports.telethon(2, fwd_from={"from_name": "Kanal"}),
        exports.telethon(
            3,
            **{"_": "MessageService"},
            action={"_": "MessageActionChatAddUser", "users": [1, 2]},
        ),
    ]


def _scripts() -> list[dict[str, Any]]:
    return [
        exports.home_made(
            1, reactions=7, replies=3, reply_to_msg_id=9, forwarded_from="Kanal", views=5
        ),
        exports.home_made(
            2, chat_username="kanal_x", sender_username="niko_nikog", media_type="photo"
        ),
        exports.home_made(3, chat_id=-1001900000001, chat_title="Grupa", sender_name="Niko"),
    ]


def _bots() -> list[dict[str, Any]]:
    return [
        exports.bot_api(
            1,
            forward_origin={"sender_user_name": "Niko"},
            reply_to_message={"message_id": 3},
            photo=[{"file_id": "x"}],
            caption="opis",
            caption_entities=[{"type": "hashtag", "offset": 0, "length": 4}],
        ),
        exports.pyrogram(2, reply_to_message_id=1, forward_from_chat={"title": "Kanal", "id": 5}),
        exports.pyrogram(3, media="MessageMediaType.PHOTO", views=4, forwards=2),
        exports.pyrogram(4, service="MessageServiceType.NEW_CHAT_MEMBERS", new_chat_members=[{}]),
    ]


def _scraper() -> list[dict[str, Any]]:
    return [
        scraper.post(
            locationCreated="RS",
            scrapedAt="2023-09-02T00:00:00.000Z",
            slideshowImageLinks=[{"downloadLink": "x"}],
            detailedMentions=[{"name": "treci"}],
            isSlideshow=True,
        ),
        scraper.comment(repliesToId="7281000000000000009"),
    ]


def _video() -> dict[str, Any]:
    return ytdlp.info(
        tags=["Grad"],
        creators=["Niko"],
        channel_follower_count=7,
        channel_is_verified=True,
    )


def _api() -> list[dict[str, Any]]:
    return [api.video(sticker_info_list=[{"sticker_text": "natpis"}]), api.comment(), api.user()]


def _table() -> list[dict[str, str]]:
    return [
        {
            "platform": "tiktok",
            "id": "7280000000000000121",
            "url": "https://www.tiktok.com/@niko.nigde/video/7280000000000000121",
            "author": "niko.nigde",
            "date": "2023-11-01 18:30",
            "text": "Dobar dan svima",
            "views": "12345",
            "likes": "12",
            "region": "RS",
            "hashtags": "grad,voda",
            "mentions": "drug.nalog",
            "sound_id": "7000000000000000001",
            "media_sha256": "ab" * 32,
        }
    ]


@cache
def everything() -> dict[str, bytes]:
    """Return the exports by the name of their file."""
    fourcat = exports.fourcat_telegram(
        1,
        reply_to="5",
        reactions="❤❤",
        forwards="3",
        link_attached="https://a.invalid",
        entities_mentioned="drug_nalog",
        attachment_type="photo",
        author_forwarded_from_name="Kanal",
        author_name="Kanal",
    )
    texts = {
        "zeeschuimer-all.ndjson": _tiktok(),
        "desktop-all.json": json.dumps(_desktop()),
        "telethon-all.json": json.dumps(_telethon()),
        "scripts-all.ndjson": exports.as_lines(_scripts()),
        "bots-all.json": json.dumps(_bots()),
        "scraper-all.json": json.dumps(_scraper()),
        "scraper-all.csv": scraper.table(_scraper()[:1], "/"),
        "ytdlp-all.json": json.dumps(_video()),
        "api-all.ndjson": exports.as_lines(_api()),
        "4cat-telegram-all.csv": exports.as_csv([fourcat]),
        "4cat-comments-all.csv": exports.as_csv(
            [exports.fourcat_comment(author_id="6700000000000000002", is_comment_on_comment="yes")]
        ),
        "table-all.csv": exports.as_csv(_table()),
        "table-all.json": json.dumps(_table() * 2),
    }
    return {name: text.encode() for name, text in texts.items()}
