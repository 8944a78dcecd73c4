"""Damage exports for as long as asked, and keep what breaks a promise."""

from __future__ import annotations

import argparse
import multiprocessing
import os
from collections import Counter
from pathlib import Path

from tests.fuzz.cases import damaged_export
from tests.fuzz.reading import tried_number

CORPUS = Path(__file__).with_name("corpus")


def main() -> int:
    """Run, print the sums, and return how many inputs broke a promise."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=20_000, help="how many inputs")
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = parser.parse_args()
    numbers = range(asked.first, asked.first + asked.count)
    tried: Counter[str] = Counter()
    broke = 0
    # Forked before any thread runs: Polars must be started afresh in each worker.
    with multiprocessing.get_context("spawn").Pool(asked.workers) as pool:
        for name, number, broken in pool.imap_unordered(tried_number, numbers, chunksize=50):
            tried[name] += 1
            if broken:
                broke += 1
                CORPUS.mkdir(exist_ok=True)
                kept = CORPUS / f"{number}-{name}"
                kept.write_bytes(damaged_export(number)[1])
                print(f"{kept.name}: {'; '.join(broken)}")
    for name, count in sorted(tried.items()):
        print(f"{count:7,} of {name}")
    print(f"{tried.total():,} damaged files, {broke} broke a promise")
    return min(broke, 100)


if __name__ == "__main__":
    raise SystemExit(main())
