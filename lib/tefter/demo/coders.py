"""The people who coded the demo: three invented coders and an editor, who err as people do.

Their files are made, not coded: what each of them gave every post is what the generator knows of
it, with slips. Slips in posts that one coder alone has come in pairs, one each way between two
categories, so that the published totals hold whoever decided.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import polars as pl

from tefter.coding.human.assignments import Draw, draw_assignments
from tefter.coding.human.decisions import COLUMNS, Decision, Kind
from tefter.demo import plan
from tefter.demo.dice import Dice
from tefter.demo.plan import Video

CODERS = ("demo-a", "demo-b", "demo-c")
EDITOR = "demo-editor"
CODEBOOK_VERSION = "1.0"
DRAW = Draw(posts=260, twice=0.5, seed=1, strata=())
"""A simple random sample of the videos, half of it coded twice."""

ROUND = "demo-round"
"""Not the name of a round that ``code-posts`` draws, so that anyone can draw one."""

BEGIN = datetime(2024, 1, 29, 8, 0, tzinfo=UTC)

SWAPPED = (
    ("general_shaming", "direct_attack"),
    ("general_shaming", "direct_attack"),
    ("general_shaming", "degrading_public"),
    ("degrading_public", "direct_attack"),
)
"""Slips in posts of one coder alone: one post of each pair was given the other's category."""

TAKEN_FOR = {
    "direct_attack": ("general_shaming", "degrading_public", "general_shaming", "not_relevant"),
    "degrading_public": ("direct_attack", "general_shaming"),
    "public_figure": ("direct_attack",),
    "general_shaming": ("direct_attack", "not_relevant", "direct_attack"),
}
SLIPS = {"direct_attack": 3, "degrading_public": 8, "public_figure": 5, "general_shaming": 35}
"""Of 100 posts of a category that two coders have, how many one of them takes for something else.
General shaming is the hard one, as in life: whether somebody is meant is not always to be seen."""

CANNOT_TELL, MISSED, SKIPPED = 2, 11, 2
"""Of 100: posts that a coder cannot tell, flags that a coder misses, posts first put off."""

ADJUDICATED = 70
"""Of 100 posts on which coders differ, how many the editor has decided."""


def annotation_files() -> dict[str, bytes]:
    """Return the files of ``cases/balkan-slutshaming/annotations/`` by their path in it."""
    videos = {video.post_uid: video for video in plan.videos()}
    assignments = draw_assignments(pl.DataFrame({"post_uid": sorted(videos)}), CODERS, DRAW)
    given = _given(videos, assignments)
    files = {f"assignments/{ROUND}.csv": assignments.write_csv().encode()}
    for number, coder in enumerate(CODERS):
        queue = assignments.filter(coder=coder).sort("place")["post_uid"].to_list()
        own = [given[coder, uid] for uid in queue]
        files[f"{coder}.csv"] = _file(_timed(own, Dice(plan.SEED + 10 + number), number))
    files[f"adjudicated/{EDITOR}.csv"] = _file(_adjudicated(videos, given))
    return files


def _given(
    videos: Mapping[str, Video], assignments: pl.DataFrame
) -> dict[tuple[str, str], Decision]:
    """Return what each coder gave each post."""
    dice = Dice(plan.SEED + 27)
    by_post: dict[str, list[str]] = defaultdict(list)
    for uid, coder in assignments.select("post_uid", "coder").sort("post_uid", "coder").iter_rows():
        by_post[uid].append(coder)
    alone = {uid for uid, coders in by_post.items() if len(coders) == 1}
    slips = _swapped([videos[uid] for uid in sorted(alone)], dice)
    given = {}
    for uid, coders in by_post.items():
        video = videos[uid]
        seen = dict.fromkeys(coders, slips.get(uid, video.category))
        # Of two coders one slips at most: what coders agree on is right, so that totals hold.
        if uid not in alone and dice.chance(SLIPS[video.category]):
            seen[dice.one(coders)] = dice.one(TAKEN_FOR[video.category])
        for coder in coders:
            given[coder, uid] = _decision(video, coder, seen[coder], dice)
    return given


def _swapped(alone: list[Video], dice: Dice) -> dict[str, str]:
    slips: dict[str, str] = {}
    for pair in SWAPPED:
        for own, other in (pair, pair[::-1]):
            free = [one for one in alone if one.category == own and one.post_uid not in slips]
            slips[dice.one(free).post_uid] = other
    return slips


def _decision(video: Video, coder: str, category: str, dice: Dice) -> Decision:
    wrong = category != video.category
    kind: Kind = "cannot_tell" if not wrong and dice.chance(CANNOT_TELL) else "coded"
    flags = tuple(flag for flag in plan.FLAGS if flag in video.flags and not dice.chance(MISSED))
    return Decision(
        video.post_uid,
        coder,
        kind,
        (category,) if kind == "coded" else (),
        flags,
        BEGIN,
        CODEBOOK_VERSION,
    )


def _timed(own: Iterable[Decision], dice: Dice, number: int) -> list[Decision]:
    """Put decisions into time: three sittings, a break in each half hour, a few posts put off."""
    at = BEGIN + timedelta(hours=number)
    lines: list[Decision] = []
    worked = 0
    for place, one in enumerate(own, start=1):
        seconds = dice.between(5, 12) + dice.between(0, 9)
        worked += seconds
        at += timedelta(seconds=seconds)
        if dice.chance(SKIPPED):
            put_off = replace(one, kind="skipped", categories=(), flags=(), coded_at=at)
            lines.append(put_off)
            at += timedelta(seconds=dice.between(20, 90))
        lines.append(replace(one, coded_at=at))
        if worked > 25 * 60:
            at += timedelta(minutes=dice.between(8, 20))
            worked = 0
        if place % 55 == 0:
            at = (at + timedelta(days=1)).replace(hour=8 + number, minute=dice.below(40))
    return lines


def _adjudicated(
    videos: Mapping[str, Video], given: Mapping[tuple[str, str], Decision]
) -> list[Decision]:
    dice = Dice(plan.SEED + 8)
    codes: dict[str, set[tuple[Kind, tuple[str, ...]]]] = defaultdict(set)
    for (_, uid), one in given.items():
        codes[uid].add((one.kind, one.categories))
    at = BEGIN + timedelta(days=7)
    lines = []
    for uid in sorted(codes):
        if len(codes[uid]) > 1 and dice.chance(ADJUDICATED):
            at += timedelta(seconds=dice.between(30, 200))
            video = videos[uid]
            flags = tuple(flag for flag in plan.FLAGS if flag in video.flags)
            lines.append(
                Decision(uid, EDITOR, "coded", (video.category,), flags, at, CODEBOOK_VERSION)
            )
    return lines


def _file(decisions: Iterable[Decision]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(one.row() for one in decisions)
    return text.getvalue().encode()
