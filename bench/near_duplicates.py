"""Near duplicates: how the time grows, and how many planted pairs are found.

The baseline compares every pair of texts exactly (Jaccard similarity of shingles), which gives the
right answer, and takes four times as long for twice as many texts.
"""

from __future__ import annotations

import argparse
import random
import time
from itertools import combinations

import polars as pl

from tefter.cleaning.duplicates import mark_duplicates
from tefter.cleaning.similarity import SHINGLE

LETTERS = "abcdefghijklmnoprstuvzčćžšđë"
PLANTED = 0.1
"""Part of the posts that are copies of an earlier one, with one word changed."""


def posts(count: int, seed: int = 1) -> tuple[pl.DataFrame, set[int]]:
    """Return posts as the stage needs them, and the rows that are planted copies."""
    random_ = random.Random(seed)
    words = ["".join(random_.choices(LETTERS, k=random_.randint(3, 9))) for _ in range(20_000)]
    texts: list[str] = []
    planted = set()
    for row in range(count):
        if row and random_.random() < PLANTED:
            copied = texts[random_.randrange(row)].split()
            copied[random_.randrange(len(copied))] = random_.choice(words)
            planted.add(row)
            texts.append(" ".join(copied))
        else:
            texts.append(" ".join(random_.choices(words, k=25)))
    start = pl.datetime(2023, 1, 1, time_zone="UTC", time_unit="us")
    frame = pl.DataFrame({"text_clean": texts}).with_row_index("row")
    return frame.select(
        pl.format("tiktok:{}", "row").alias("post_uid"),
        (start + pl.duration(seconds=pl.col("row"))).alias("posted_at"),
        "text_clean",
    ), planted


def every_pair(frame: pl.DataFrame) -> None:
    """Compare each text with each other one."""
    shingled = [
        {text[at : at + SHINGLE] for at in range(len(text) - SHINGLE + 1)}
        for text in frame["text_clean"]
    ]
    for one, other in combinations(shingled, 2):
        len(one & other) / len(one | other)


def main() -> None:
    """Print seconds, their growth, and what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    small, _ = posts(1_000)
    started = time.perf_counter()
    every_pair(small)
    baseline = time.perf_counter() - started
    print(f"every pair  {small.height:>8,} posts {baseline:8.2f} s")
    for count in parser.parse_args().posts:
        frame, planted = posts(count)
        started = time.perf_counter()
        found = mark_duplicates(frame)
        seconds = time.perf_counter() - started
        rows = found.with_row_index("at").filter(pl.col("near_duplicate_of").is_not_null())["at"]
        recall = len(planted & set(rows)) / max(1, len(planted))
        pairwise = baseline * (count / small.height) ** 2
        print(
            f"tefter      {count:>8,} posts {seconds:8.2f} s  {count / seconds:>8,.0f} posts/s  "
            f"{recall:.4f} of {len(planted):,} planted found  {pairwise / seconds:>9,.0f} times "
            "as fast as every pair"
        )


if __name__ == "__main__":
    main()
