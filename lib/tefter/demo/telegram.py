"""A Telegram Desktop export of one invented group (``result.json``).

Identifiers of users and of the group are larger than 2**53; Telegram's have at most 52 significant
bits (Bot API, type ``Chat``), so they cannot be real ones. The keys and their order are those that
Telegram Desktop writes (its source, ``export_output_json.cpp``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from tefter.demo import phones, texts
from tefter.demo.dice import Dice
from tefter.demo.plan import EMPTIED, LARGE, Account, Video
from tefter.demo.reshares import texts_of_reshares
from tefter.demo.texts import Caption

GROUP_ID = 9_100_000_000_000_001
GROUP_NAME = "Demo grupi (synthetic data)"
FORMER_NAME = "Demo grupi 1 (synthetic data)"
NOT_INCLUDED = "(File not included. Change data exporting settings to download.)"
LOCAL = timezone(timedelta(hours=1))
"""The exporter's clock: Central European winter time, which holds for the whole export."""

BEGIN = datetime(2023, 11, 6, 17, 30, tzinfo=UTC)
MESSAGES = 400
MEMBERS = 60
SHARED_VIDEOS = 12
SEED_OF_RESHARES = 427
SHARES = 24
"""How many messages link to those videos: several are shared again."""

KINDS = {
    "service": 30,
    "link": SHARES,
    "chat": 116,
    "request": 68,
    "number": 56,
    "photo": 58,
    "forward": 20,
    "sticker": 12,
    "voice": 7,
    "contact": 3,
    "email": 3,
    "poll": 2,
    "short_link": 1,
}
"""How many messages of each kind; together ``MESSAGES``."""

LANGUAGES = ("XK", "XK", "XK", "XK", "XK", "AL", "AL", "MK", "RS", "BA")
REACTIONS = ("👍", "❤", "😁", "🔥", "👎", "😱")
_ENTITY = re.compile(r"https?://\S+|\+\d{9,14}\b|[\w.]+@example\.org|@\w+|#\w+")


@dataclass(frozen=True)
class Member:
    """An invented member of the group; ``writes`` lends the language."""

    name: str
    user_id: int
    writes: Account


def export(
    videos: Sequence[Video], captions: Sequence[Caption], accounts: Sequence[Account], dice: Dice
) -> bytes:
    """Write the export."""
    group = _Group(videos, accounts, dice).written()
    again = texts_of_reshares(group["messages"], videos, captions, SEED_OF_RESHARES)
    group["messages"] = [
        message | _texts(again[message["id"]]) if message["id"] in again else message
        for message in group["messages"]
    ]
    return json.dumps(group, ensure_ascii=False, indent=1).encode("utf-8")


def shared_videos(videos: Sequence[Video]) -> tuple[Video, ...]:
    """Return the videos that the group links to, two of them from accounts emptied later."""
    dice = Dice(GROUP_ID)
    videos = [video for video in videos if video.posted_at < BEGIN]
    emptied = [video for video in videos if video.account.name in EMPTIED]
    large = [video for video in videos if video.account.name == LARGE]
    others = [video for video in videos if video not in emptied and video not in large]
    chosen = [*dice.some(emptied, 2), *dice.some(large, 6)]
    return (*chosen, *dice.some(others, SHARED_VIDEOS - len(chosen)))


class _Group:
    def __init__(self, videos: Sequence[Video], accounts: Sequence[Account], dice: Dice) -> None:
        self.dice = dice
        self.members = [self._member(number, accounts) for number in range(1, MEMBERS + 1)]
        self.messages: list[dict[str, Any]] = []
        shared = shared_videos(videos)
        again = [dice.one(shared[:7]) for _ in range(SHARES - len(shared))]
        self.links: Iterator[Video] = iter(dice.shuffled([*shared, *again]))
        self.number = 0
        self.at = BEGIN

    def written(self) -> dict[str, Any]:
        """Return the whole export."""
        kinds = [kind for kind, count in KINDS.items() for _ in range(count)]
        order = self.dice.shuffled(kinds)
        order.remove("service")
        self._created()
        for kind in order:
            self.number += 1 if self.dice.chance(94) else 3  # Deleted messages leave gaps.
            self.at += timedelta(seconds=self.dice.between(20, 900) * self.dice.between(1, 60))
            self.messages.append(self._service() if kind == "service" else self._message(kind))
        return {
            "name": GROUP_NAME,
            "type": "public_supergroup",
            "id": GROUP_ID,
            "messages": self.messages,
        }

    def _member(self, number: int, accounts: Sequence[Account]) -> Member:
        country = self.dice.one(LANGUAGES)
        writes = self.dice.one([one for one in accounts if one.country == country])
        return Member(f"Demo member {number:02d}", 9_200_000_000_000_000 + number * 7, writes)

    def _time(self) -> dict[str, Any]:
        return {
            "date": self.at.astimezone(LOCAL).strftime("%Y-%m-%dT%H:%M:%S"),
            "date_unixtime": str(int(self.at.timestamp())),
        }

    def _created(self) -> None:
        self.number = 1
        event = {"id": 1, "type": "service", **self._time(), **_actor(self.members[0])}
        event |= {"action": "migrate_from_group", "title": FORMER_NAME, **_texts("")}
        self.messages.append(event)

    def _service(self) -> dict[str, Any]:
        dice = self.dice
        event: dict[str, Any] = {"id": self.number, "type": "service", **self._time()}
        what = dice.one(("join", "join", "join", "invite", "invite", "remove", "pin", "title"))
        admin = self.members[0]
        if what == "join":
            event |= {**_actor(dice.one(self.members)), "action": "join_group_by_link"}
            event["inviter"] = "Group"
        elif what == "invite":
            names = [one.name for one in dice.some(self.members, dice.between(1, 4))]
            event |= {**_actor(dice.one(self.members))}
            event |= {"action": "invite_members", "members": names}
        elif what == "remove":
            event |= {**_actor(admin), "action": "remove_members"}
            event["members"] = [dice.one(self.members).name]
        elif what == "pin":
            event |= {**_actor(admin), "action": "pin_message"}
            event["message_id"] = dice.one(self.messages)["id"]
        else:
            event |= {**_actor(admin), "action": "edit_group_title", "title": GROUP_NAME}
        return event | _texts("")

    def _message(self, kind: str) -> dict[str, Any]:
        dice = self.dice
        member = dice.one(self.members)
        message: dict[str, Any] = {"id": self.number, "type": "message", **self._time()}
        if kind == "chat" and dice.chance(6):
            edited = self.at + timedelta(seconds=dice.between(20, 400))
            message["edited"] = edited.astimezone(LOCAL).strftime("%Y-%m-%dT%H:%M:%S")
            message["edited_unixtime"] = str(int(edited.timestamp()))
        gone = kind == "chat" and dice.chance(4)
        message |= {"from": None if gone else member.name, "from_id": f"user{member.user_id}"}
        if kind == "forward":
            channel = dice.between(1, 4)
            message["forwarded_from"] = f"Demo kanali {channel}"
            message["forwarded_from_id"] = f"channel{9_300_000_000_000_000 + channel}"
        posts = [one["id"] for one in self.messages if one["type"] == "message"]
        if kind in ("chat", "request", "number") and posts and dice.chance(30):
            message["reply_to_message_id"] = dice.one(posts[-25:])
        message |= self._content(kind, member)
        if dice.chance(18):
            message["reactions"] = self._reactions()
        return message

    def _content(self, kind: str, member: Member) -> dict[str, Any]:
        dice, writes = self.dice, member.writes
        made: dict[str, Any] = {}
        text = ""
        if kind in ("chat", "request"):
            text = texts.message(kind, writes, dice)
        elif kind == "link":
            video = next(self.links)
            address = f"https://www.tiktok.com/@{video.account.name}/video/{video.post_id}"
            if dice.chance(30):
                address += "?is_from_webapp=1&sender_device=pc"
            text = texts.message(kind, writes, dice, url=address)
        elif kind == "short_link":
            address = "https://vm.tiktok.com/ZM-synthetic-demo/"
            text = texts.message("link", writes, dice, url=address)
        elif kind == "number":
            form = phones.international if dice.chance(45) else phones.typed
            text = texts.message(kind, writes, dice, phone=form(writes.country, dice))
        elif kind in ("photo", "forward"):
            made = {"photo": NOT_INCLUDED, "width": 960, "height": 1280}
            if dice.chance(30):
                made = {"file": NOT_INCLUDED, "thumbnail": NOT_INCLUDED}
                made |= {"media_type": "video_file", "mime_type": "video/mp4"}
                made |= {"duration_seconds": dice.between(4, 50), "width": 720, "height": 1280}
            text = texts.message("photo", writes, dice)
        elif kind == "sticker":
            made = {"file": NOT_INCLUDED, "thumbnail": NOT_INCLUDED, "media_type": "sticker"}
            made |= {"sticker_emoji": dice.one(texts.EMOJI), "width": 512, "height": 512}
        elif kind == "voice":
            made = {"file": NOT_INCLUDED, "media_type": "voice_message", "mime_type": "audio/ogg"}
            made["duration_seconds"] = dice.between(2, 40)
        elif kind == "contact":
            number = phones.international(writes.country, dice)
            person = {"first_name": "Demo", "last_name": "Contact", "phone_number": number}
            made = {"contact_information": person}
        elif kind == "email":
            text = f"{texts.message('photo', writes, dice)} demo.person@example.org".strip()
        else:
            made = {"poll": self._poll()}
        return {**made, **_texts(text)}

    def _poll(self) -> dict[str, Any]:
        votes = [self.dice.between(3, 900) for _ in range(2)]
        return {
            "question": "Demo?",
            "closed": False,
            "total_voters": sum(votes),
            "answers": [
                {"text": text, "voters": count, "chosen": False}
                for text, count in zip(("A", "B"), votes, strict=True)
            ],
        }

    def _reactions(self) -> list[dict[str, Any]]:
        made = []
        for emoji in self.dice.some(REACTIONS, self.dice.between(1, 3)):
            recent = self.dice.some(self.members, self.dice.between(1, 2))
            made.append(
                {
                    "type": "emoji",
                    "count": len(recent) + self.dice.below(90),
                    "emoji": emoji,
                    "recent": [
                        {
                            "from": one.name,
                            "from_id": f"user{one.user_id}",
                            "date": self._time()["date"],
                        }
                        for one in recent
                    ],
                }
            )
        return made


def _actor(member: Member) -> dict[str, str]:
    return {"actor": member.name, "actor_id": f"user{member.user_id}"}


def _texts(text: str) -> dict[str, Any]:
    """Return ``text`` and ``text_entities``: a bare string where nothing in it is marked."""
    entities: list[dict[str, str]] = []
    end = 0
    for found in _ENTITY.finditer(text):
        if found.start() > end:
            entities.append({"type": "plain", "text": text[end : found.start()]})
        entities.append({"type": _kind(found[0]), "text": found[0]})
        end = found.end()
    if end < len(text):
        entities.append({"type": "plain", "text": text[end:]})
    if all(entity["type"] == "plain" for entity in entities):
        return {"text": text, "text_entities": entities}
    mixed = [one["text"] if one["type"] == "plain" else one for one in entities]
    return {"text": mixed, "text_entities": entities}


def _kind(text: str) -> str:
    if text.startswith("http"):
        return "link"
    if "@example" in text:
        return "email"
    return {"+": "phone", "@": "mention", "#": "hashtag"}[text[0]]
