"""One whole small export of every format that Tefter reads, to be damaged."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from collections.abc import Sequence
from functools import cache
from typing import Any

import openpyxl
import polars as pl
import zstandard
from tests.sources.telegram import exports
from tests.sources.tiktok import (
    research_api_fixture,
    scraper_fixture,
    ytdlp_fixture,
    zeeschuimer_fixture,
)

TABLE = [
    {
        "platform": "tiktok",
        "id": f"728000000000000012{row}",
        "url": f"https://www.tiktok.com/@izmisljeni.nalog/video/728000000000000012{row}",
        "author": "izmisljeni.nalog",
        "date": f"2023-11-0{row + 1} 18:30",
        "text": 'Dobar dan, "svima"; ćao\nnovi red 😀',
        "views": "12.345",
        "likes": "1,2K",
    }
    for row in range(4)
]


@cache
def seeds() -> dict[str, bytes]:
    """Return the exports by the name of their file."""
    zee = zeeschuimer_fixture
    api = research_api_fixture
    table = exports.as_csv(TABLE)
    captured = zee.ndjson(
        zee.envelope(zee.item()),
        zee.envelope(zee.item(id="7280000000000000124", desc="Përshëndetje të gjithëve")),
        zee.envelope(zee.comment()),
    )
    chat = exports.chat(
        [
            exports.message(1),
            exports.message(2, ["Shih ", {"type": "link", "text": "https://primjer.invalid/a"}]),
            exports.service(3, "invite_members", members=["A", "B"]),
            exports.message(4, "Одговор", reply_to_message_id=1, forwarded_from="Измислен канал"),
        ]
    )
    return {
        "zeeschuimer.ndjson": captured.encode(),
        "research.json": json.dumps(api.page("videos", api.video(), api.video())).encode(),
        "research-comments.json": json.dumps(api.page("comments", api.comment())).encode(),
        "scraper.json": json.dumps([scraper_fixture.post(), scraper_fixture.comment()]).encode(),
        "ytdlp.json": json.dumps(ytdlp_fixture.playlist(ytdlp_fixture.info())).encode(),
        "telegram.json": json.dumps(chat, ensure_ascii=False, indent=1).encode(),
        "telegram-all.json": json.dumps(exports.full_export([chat])).encode(),
        "telethon.json": exports.as_json([exports.telethon(n) for n in (1, 2, 3)]).encode(),
        "telethon.ndjson": exports.as_lines([exports.home_made(n) for n in (1, 2)]).encode(),
        "pyrogram.json": exports.as_json([exports.pyrogram(n) for n in (1, 2)]).encode(),
        "bot.json": exports.as_json([exports.bot_api(n) for n in (1, 2)]).encode(),
        "4cat.ndjson": exports.as_lines([exports.fourcat(n) for n in (1, 2)]).encode(),
        "4cat-telegram.csv": exports.as_csv([exports.fourcat_telegram(n) for n in (1, 2)]).encode(),
        "4cat-tiktok.csv": exports.as_csv([exports.fourcat_tiktok()]).encode(),
        "4cat-comments.csv": exports.as_csv([exports.fourcat_comment()]).encode(),
        "table.csv": table.encode(),
        "table.tsv": table.replace(",", "\t").encode(),
        "table-utf16.csv": table.encode("utf-16"),
        "table-1250.csv": table.replace("😀", "").encode("cp1250"),
        "table.json": json.dumps(TABLE).encode(),
        "table.xlsx": _xlsx(TABLE),
        "table.parquet": _parquet(TABLE),
        "packed.zip": _zip({"a/telegram.json": json.dumps(chat), "b/table.csv": table}),
        "packed.ndjson.gz": gzip.compress(captured.encode(), mtime=0),
        "packed.ndjson.zst": zstandard.compress(captured.encode()),
    }


def _xlsx(rows: Sequence[dict[str, Any]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(list(rows[0]))
    for row in rows:
        sheet.append(list(row.values()))
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _parquet(rows: Sequence[dict[str, Any]]) -> bytes:
    made = io.BytesIO()
    pl.DataFrame(rows).write_parquet(made)
    return made.getvalue()


def _zip(members: dict[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return made.getvalue()
