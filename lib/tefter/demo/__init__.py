"""The demo case: synthetic exports in the real formats, the same on every machine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import polars as pl

from tefter.demo import coders, plan, telegram, texts, tiktok
from tefter.demo.dice import Dice

CASE = "balkan-slutshaming"
MADE_BY = "Synthetic data, made by tefter.demo; no real person, account or number"


@dataclass(frozen=True)
class DemoFile:
    """One file of the demo, as the custody manifest records it.

    Attributes
    ----------
    name : str
        File name in ``data/raw/balkan-slutshaming/``.
    origin : str
        Where it came from.
    added_at : str
        When it was added, ISO 8601 in UTC; fixed, so that the manifest never changes.
    """

    name: str
    origin: str
    added_at: str


DEMO_FILES = (
    DemoFile("tiktok-2023-12.ndjson", f"{MADE_BY}: first capture", "2023-12-11T12:00:00+00:00"),
    DemoFile("tiktok-comments-2023-12.ndjson", f"{MADE_BY}: comments", "2023-12-11T12:05:00+00:00"),
    DemoFile("tiktok-2024-01.ndjson", f"{MADE_BY}: second capture", "2024-01-15T12:00:00+00:00"),
    DemoFile("telegram-result.json", f"{MADE_BY}: Telegram group", "2024-01-22T09:00:00+00:00"),
)


@cache
def demo_bytes() -> dict[str, bytes]:
    """Return the content of every demo file by name."""
    videos = plan.videos()
    captions = texts.captions(videos, plan.SEED + 2)
    return {
        "tiktok-2023-12.ndjson": tiktok.first_capture(videos, captions, Dice(plan.SEED + 3)),
        "tiktok-comments-2023-12.ndjson": tiktok.comments(videos, Dice(plan.SEED + 4)),
        "tiktok-2024-01.ndjson": tiktok.second_capture(videos, captions, Dice(plan.SEED + 5)),
        "telegram-result.json": telegram.export(
            videos, captions, plan.accounts(), Dice(plan.SEED + 6)
        ),
    }


def make_demo(project: Path) -> tuple[Path, ...]:
    """Write the demo's raw files into ``data/raw/balkan-slutshaming/`` of a project.

    A file that is already there with the same content is left alone, so that a read-only copy in
    custody is no obstacle.

    Parameters
    ----------
    project : path
        The folder that holds ``cases/`` and ``data/``.

    Returns
    -------
    tuple of path
        The files, in the order of ``DEMO_FILES``.
    """
    folder = project / "data" / "raw" / CASE
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for file in DEMO_FILES:
        path = folder / file.name
        content = demo_bytes()[file.name]
        if not path.exists() or path.read_bytes() != content:
            path.write_bytes(content)
        written.append(path)
    return tuple(written)


_LANGUAGES = {
    "sq-gheg": ("sq", "aln"),
    "sq-tosk": ("sq", "als"),
    "bs": ("hbs", "bs"),
    "hr": ("hbs", "hr"),
    "cnr": ("hbs", "cnr"),
    "sr": ("hbs", "sr"),
    "mk": ("mk", None),
    "sl": ("sl", None),
}


def labels() -> bytes:
    """Return ``cases/balkan-slutshaming/labels.csv``: what people would say of each video.

    The language is the account's; a caption need not show it, and may have no words at all.
    """
    said = truth().sort("post_uid").select("post_uid", "language", "variety", "country")
    return said.write_csv().encode()


def annotation_files() -> dict[str, bytes]:
    """Return the files of ``cases/balkan-slutshaming/annotations/`` by their path in it.

    Codes of three invented coders and an editor. No text is in them.
    """
    return coders.annotation_files()


def truth() -> pl.DataFrame:
    """Return what the generator knows of each of the 427 videos.

    Returns
    -------
    DataFrame
        post_uid, account_name, country, language, variety, category: all String. ``variety`` is
        what the account writes, whether or not a single caption can tell.
    """
    rows = [
        (
            video.post_uid,
            video.account.name,
            video.account.country,
            *_LANGUAGES[video.account.phrases],
            video.category,
        )
        for video in plan.videos()
    ]
    names = ("post_uid", "account_name", "country", "language", "variety", "category")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.String), orient="row")
