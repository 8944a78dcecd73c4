"""Telegram exports and 4CAT's tables, read from file to frames."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

import pytest
from tests.sources.helpers import read_bytes
from tests.sources.telegram.exports import (
    CHANNEL,
    NOBODYS_PHONE,
    as_csv,
    as_json,
    as_lines,
    bot_api,
    chat,
    fourcat,
    fourcat_comment,
    fourcat_telegram,
    fourcat_tiktok,
    full_export,
    home_made,
    message,
    outcomes,
    pyrogram,
    service,
    telethon,
)

from tefter.sources.records import REASONS

FULL = full_export(
    [
        chat(
            [
                message(1, ["Zovi ", {"type": "phone", "text": NOBODYS_PHONE}]),
                message(2, "", contact_information={"first_name": "Petra", "phone_number": "1"}),
                service(3, "invite_members", members=["Nevidljivi Član"]),
                {"id": 4, "type": "unsupported"},
            ]
        )
    ]
)

FILES: dict[str, tuple[str, dict[str, int]]] = {
    "result.json": (as_json(FULL), {"posts": 2, "events": 1, "rejects": 4}),
    "telethon.json": (as_json([telethon(1), telethon(2)]), {"posts": 2}),
    "telethon.jsonl": (as_lines([telethon(1), telethon(2)]), {"posts": 2}),
    "script.json": (as_json([home_made(1), home_made(2)]), {"posts": 2}),
    "script.csv": (as_csv([home_made(1), home_made(2)]), {"posts": 2}),
    "pyrogram.json": (as_json([pyrogram(1)]), {"posts": 1}),
    "bot.jsonl": (as_lines([bot_api(1), bot_api(2)]), {"posts": 2}),
    "4cat.ndjson": (as_lines([fourcat(1), fourcat(2)]), {"posts": 2}),
    "telegram.csv": (as_csv([fourcat_telegram(1), fourcat_telegram(2)]), {"posts": 2}),
    "tiktok.csv": (as_csv([fourcat_tiktok()]), {"posts": 1}),
    "comments.csv": (as_csv([fourcat_comment()]), {"comments": 1}),
}


@pytest.mark.parametrize("name", FILES)
def test_every_record_ends_in_one_frame(name: str, tmp_path: Path) -> None:
    content, expected = FILES[name]
    frames, summary = read_bytes(name, content, tmp_path)
    found = {frame: table.height for frame, table in frames.items() if frame != "accounts"}
    assert found == dict.fromkeys(found, 0) | expected
    assert summary.files[0].records == sum(expected.values())
    assert set(frames["rejects"]["reason"]) <= set(REASONS)


def test_nobody_of_the_address_book_stands_in_any_frame(tmp_path: Path) -> None:
    frames, _ = read_bytes("result.json", as_json(FULL), tmp_path)
    everything = repr([frame.to_dicts() for frame in frames.values()])
    assert "Kanali i sajuar" in everything
    for name in ("Petra", "Nestvarna", "Vesna", "Izmišljena", "Nevidljivi"):
        assert name not in everything
    spans = frames["posts"]["platform_entities"].explode().struct.field("kind")
    kinds = spans.to_list()
    assert kinds == ["phone", "contact"]


def test_what_is_unknown_of_a_file_is_said_in_its_summary(tmp_path: Path) -> None:
    record = message(1)
    del record["date_unixtime"]
    frames, summary = read_bytes("result.json", as_json(chat([record])), tmp_path)
    assert frames["posts"]["posted_at"].to_list() == [None]
    assert any("time_zone" in note for note in summary.files[0].notes)


def test_a_zone_stated_in_case_yml_gives_the_time(tmp_path: Path) -> None:
    record = message(1)
    del record["date_unixtime"]
    frames, _ = read_bytes(
        "result.json", as_json(chat([record])), tmp_path, time_zone="Europe/Belgrade"
    )
    assert str(frames["posts"]["posted_at"][0]) == "2023-11-02 18:30:05+00:00"


def test_a_packed_export_is_read_too(tmp_path: Path) -> None:
    packed = gzip.compress(as_json(chat([message(1), message(2)])).encode())
    frames, _ = read_bytes("result.json.gz", packed, tmp_path)
    assert frames["posts"]["post_uid"].to_list() == [
        f"telegram:{CHANNEL}/1",
        f"telegram:{CHANNEL}/2",
    ]


def test_a_large_chat_is_walked_without_holding_it() -> None:
    """The cutter hands out messages before it has read the file to its end."""
    import io  # noqa: PLC0415

    from tefter.sources.contract import Opened  # noqa: PLC0415
    from tefter.sources.formats.telegram_desktop import FORMAT  # noqa: PLC0415

    content = as_json(chat([message(number, "x" * 2000) for number in range(1, 3001)])).encode()
    stream = io.BytesIO(content)
    first: Any = next(FORMAT.records(Opened("result.json", "json", stream)))
    assert first.value["id"] == 1
    assert stream.tell() < len(content) / 2
    assert len(outcomes(FORMAT, content.decode())) == 3000
