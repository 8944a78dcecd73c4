"""The way of the data over partitions: raw files in, located and coded posts out."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tefter.case import SourceSettings
from tefter.cleaning.similarity import bands_for
from tefter.country.weights import MOST_WRONG
from tefter.engine import copies, tasks
from tefter.engine.executors import Executor
from tefter.engine.store import below, remove
from tefter.errors import SourceError
from tefter.sources import ReadingSummary

IN_A_PART = 20_000
"""Posts in a partition, about: some 100 MB while they are worked on."""

Progress = Callable[[str, int, int], None]

SCAFFOLDING = (
    *("posts", "accounts", "hashes", "exact", "heads", "members", "bands", "pairs", "asked"),
    *("texts", "near", "chained", "marks", "country", "unmarked"),
)
"""What tasks hand to each other; removed when all is done."""


@dataclass(frozen=True)
class Asked:
    """What to make.

    Attributes
    ----------
    raw : sequence of str
        Paths or addresses of the raw files, in the order of their names.
    work : str
        Folder or address for the partitions.
    settings : mapping
        What ``case.yml`` says of each file.
    similarity, most_wrong : float
        As ``cleaning.clean`` and ``country.add_country`` take them.
    case : path, optional
        Folder of the codebook and the lexicon, which every worker must be able to read. None:
        posts are not coded.
    in_a_part : int
        Posts in a partition, about.
    """

    raw: Sequence[str]
    work: str
    settings: Mapping[str, SourceSettings] = field(default_factory=dict)
    similarity: float = 0.8
    most_wrong: float = MOST_WRONG
    case: Path | None = None
    in_a_part: int = IN_A_PART


@dataclass(frozen=True)
class Made:
    """What was made.

    Attributes
    ----------
    summary : ReadingSummary
        What became of every record.
    work : str
        Where the partitions are: ``read/FRAME``, ``observations``, ``located``, ``coded``.
    parts : int
        Partitions of the posts.
    seconds : mapping
        How long each step took.
    """

    summary: ReadingSummary
    work: str
    parts: int
    seconds: Mapping[str, float]


def go(asked: Asked, executor: Executor, progress: Progress = lambda *_: None) -> Made:
    """Go the whole way.

    Parameters
    ----------
    asked : Asked
        What to make.
    executor : Executor
        Who runs the tasks.
    progress : callable, optional
        Told of each step.

    Raises
    ------
    SourceError
        When no file could be read.
    RunError
        When workers die again and again.
    """
    work = asked.work
    seconds: dict[str, float] = {}
    steps = 5

    def done(step: str, began: float) -> None:
        seconds[step] = time.perf_counter() - began
        progress(step, steps, steps)

    for name in (*SCAFFOLDING, "read", "observations", "located", "coded"):
        remove(below(work, name))
    began = time.perf_counter()
    settings = dict(asked.settings)
    outcomes = executor.map(
        tasks.read_part,
        [(number, raw, settings, work) for number, raw in enumerate(asked.raw)],
    )
    summary = _joined([one for one, _, _ in outcomes])
    if summary.failures and not summary.total("records"):
        raise SourceError(summary.failures[0].rstrip("."))
    done("reading", began)

    began = time.perf_counter()
    cuts = _cuts([(uids, many) for _, uids, many in outcomes], asked.in_a_part)
    executor.map(
        tasks.split_part,
        [(place, cuts, work) for place in tasks.parts_of(work, "read/posts")],
    )
    executor.map(tasks.name_all, [(work,)])
    parts = range(len(cuts) + 1)
    many = len(parts)
    executor.map(tasks.clean_part, [(number, many, work) for number in parts])
    done("cleaning and language", began)

    began = time.perf_counter()
    _mark_copies(asked, executor, many)
    done("copies", began)

    began = time.perf_counter()
    executor.map(
        tasks.locate_part, [(number, many, asked.most_wrong, cuts, work) for number in parts]
    )
    executor.map(tasks.finish_part, [(number, work) for number in parts])
    done("country", began)

    if asked.case is not None:
        began = time.perf_counter()
        places = tasks.parts_of(work, "located")
        executor.map(tasks.code_part, [(place, str(asked.case), work) for place in places])
        done("coding", began)
    for name in (*SCAFFOLDING, "paired.parquet", "names.parquet"):
        remove(below(work, name))
    return Made(summary, work, many, seconds)


def _mark_copies(asked: Asked, executor: Executor, parts: int) -> None:
    work, similarity = asked.work, asked.similarity
    each = [(number, work) for number in range(parts)]
    executor.map(copies.hash_part, each)
    executor.map(copies.order_all, [(work,)])
    bands, _ = bands_for(similarity)
    # A bucket holds about as many rows as a partition has posts, times the bands that it has.
    buckets = max(1, parts * bands // 16)
    executor.map(copies.band_part, [(number, similarity, buckets, work) for number in range(parts)])
    executor.map(copies.pair_bucket, [(bucket, work) for bucket in range(buckets)])
    (asked_of,) = executor.map(copies.pair_all, [(max(parts, executor.workers), work)])
    executor.map(copies.text_part, each)
    executor.map(copies.judge_pairs, [(number, similarity, work) for number in asked_of])
    executor.map(copies.chain_all, [(work,)])
    executor.map(copies.mark_part, each)


def _joined(summaries: list[ReadingSummary]) -> ReadingSummary:
    joined = ReadingSummary()
    for one in summaries:
        joined.files += one.files
        joined.failures += one.failures
        joined.unread += one.unread
    return joined


def _cuts(samples: list[tuple[list[str], int]], in_a_part: int) -> list[str]:
    """Return the identifiers at which partitions begin, so that they are about equally large."""
    total = sum(many for _, many in samples)
    parts = -(-total // in_a_part)
    # A file's sample stands for all of its posts.
    weighed = sorted((uid, many / len(uids)) for uids, many in samples if uids for uid in uids)
    cuts: list[str] = []
    reached = 0.0
    for uid, weight in weighed:
        if reached >= (len(cuts) + 1) * total / max(1, parts) and (not cuts or uid > cuts[-1]):
            cuts.append(uid)
        reached += weight
    return cuts
