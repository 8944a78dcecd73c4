"""The whole way from raw NDJSON to findings, against the journalist's notebook of today.

Both run in processes of their own on the same files, one after the other in one go. What is printed
are ratios, by stage and for the whole, the most memory held, and how time grows. ``--json`` keeps
the result, ``--picture`` draws it, and ``--compare`` shows two of them beside each other.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from bench import picture
from bench import posts as invented

PROJECT = Path(__file__).resolve().parents[1]
CASE = PROJECT / "cases" / "balkan-slutshaming"
BASELINE_MOST = 10_000
"""Posts of which the baseline is asked, unless told: more takes it minutes, and its rate stays."""

SAME = {
    "reading": ("reading",),
    "cleaning and language": ("cleaning", "language"),
    "country": ("country",),
    "coding": ("coding",),
    "findings": ("findings",),
}
"""Our steps, and the baseline's that do the same."""


def measured(command: list[str]) -> tuple[dict[str, Any], float, float]:
    """Run a command that prints JSON; return that, its seconds, and the megabytes that it held.

    Memory is the most that all processes of it held together, asked four times a second: a
    process's proportional set, in which a page that n of them share counts 1/n (``proc(5)``), or
    its resident set where a system does not tell that.
    """
    import psutil  # noqa: PLC0415

    most = 0
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=PROJECT)

    def watch() -> None:
        nonlocal most
        asked = psutil.Process(process.pid)
        while process.poll() is None:
            held = 0
            try:
                for one in [asked, *asked.children(recursive=True)]:
                    told = one.memory_full_info()
                    held += getattr(told, "pss", told.rss)
            except psutil.Error:
                pass
            most = max(most, held)
            time.sleep(0.25)

    watcher = threading.Thread(target=watch)
    watcher.start()
    out, _ = process.communicate()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"failed: {' '.join(command)}")
    return json.loads(out.splitlines()[-1]), time.perf_counter() - began, most / 1e6


def ours(paths: list[Path], workers: int, work: Path) -> dict[str, float]:
    """Go the whole way with the engine, then make findings and tables; return seconds by stage."""
    import polars as pl  # noqa: PLC0415

    from tefter.engine import Asked, go, open_executor  # noqa: PLC0415
    from tefter.findings import Data, all_findings, tables  # noqa: PLC0415
    from tefter.findings.data import CODED_SCHEMA  # noqa: PLC0415

    name = "inline" if workers == 1 else "local"
    with open_executor(name, workers) as executor:
        made = go(Asked([str(path) for path in paths], str(work), case=CASE), executor)
    began = time.perf_counter()
    heavy = ("text", "media_text", "platform_entities")
    evidence = ("language_evidence", "country_evidence", "category_evidence", "text_repairs")
    posts = pl.scan_parquet(f"{work}/coded/*.parquet").drop(*heavy, *evidence).collect()
    # Nobody coded these posts by hand, and no machine learned from it.
    posts = posts.with_columns(
        pl.lit(None, dtype).alias(name)
        for name, dtype in CODED_SCHEMA.items()
        if name not in posts.columns and name not in {*heavy, *evidence}
    )
    data = Data(posts=posts)
    all_findings(data)
    tables(data)
    return {**made.seconds, "findings": time.perf_counter() - began}


def write_files(folder: Path, count: int) -> list[Path]:
    """Write the posts as two exports: captures come in several files."""
    paths = [folder / "capture-1.ndjson", folder / "capture-2.ndjson"]
    half = count // 2
    files = [path.open("w", encoding="utf-8") for path in paths]
    for post in invented.posts(count):
        file = files[post.number >= half]
        json.dump(invented.zeeschuimer(post), file, ensure_ascii=False, separators=(",", ":"))
        file.write("\n")
    for file in files:
        file.close()
    return paths


def measure(count: int, baseline_most: int, workers: int) -> dict[str, Any]:
    """Measure one size."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        paths = write_files(folder, count)
        us = [sys.executable, "-m", "bench.whole", "--ours", "--workers", str(workers)]
        stages, seconds, memory = measured([*us, "--to", f"{folder}/work", *map(str, paths)])
        found: dict[str, Any] = {
            "posts": count,
            "tefter": {"stages": stages, "seconds": seconds, "megabytes": memory},
        }
        asked = min(count, baseline_most)
        if asked < count:
            paths = write_files(folder, asked)
        them = [sys.executable, str(PROJECT / "bench" / "notebook_of_today.py")]
        stages, seconds, memory = measured([*them, "--case", str(CASE), *map(str, paths)])
        found["baseline"] = {
            "asked": asked,
            "stages": {stage: took * count / asked for stage, took in stages.items()},
            # What it takes to begin, it takes once.
            "seconds": seconds + sum(stages.values()) * (count / asked - 1),
            "megabytes": memory,
        }
        return found


def growth(smaller: dict[str, Any], larger: dict[str, Any], stage: str | None = None) -> float:
    """Return the exponent with which time grows with posts between two sizes."""

    def seconds(one: dict[str, Any]) -> float:
        return float(one["tefter"]["stages"][stage] if stage else one["tefter"]["seconds"])

    return math.log(seconds(larger) / seconds(smaller)) / math.log(
        larger["posts"] / smaller["posts"]
    )


def show(result: dict[str, Any]) -> None:
    """Print ratios, memory and growth."""
    for one in result["sizes"]:
        us, them = one["tefter"], one["baseline"]
        told = "" if them["asked"] == one["posts"] else f" (its rate at {them['asked']:,})"
        print(f"\n{one['posts']:,} posts: {them['seconds'] / us['seconds']:.1f} times{told}")
        for stage, took in us["stages"].items():
            same = sum(them["stages"].get(name, 0.0) for name in SAME.get(stage, ()))
            ratio = f"{same / took:8.1f} times" if same else "  not in the baseline"
            print(f"  {stage:24s}{took:9.2f} s{ratio}")
        print(f"  {'whole':24s}{us['seconds']:9.2f} s, {us['megabytes']:,.0f} MB")
    for smaller, larger in zip(result["sizes"], result["sizes"][1:], strict=False):
        exponents = {stage: growth(smaller, larger, stage) for stage in larger["tefter"]["stages"]}
        said = ", ".join(f"{stage} {found:.2f}" for stage, found in exponents.items())
        whole = growth(smaller, larger)
        print(f"\n{smaller['posts']:,} to {larger['posts']:,}: exponent {whole:.2f}; {said}")


def compare(before: Path, after: Path) -> None:
    """Print how much faster each stage became, by the ratios to the baseline of the same run."""
    sizes = [
        {one["posts"]: one for one in json.loads(path.read_text())["sizes"]}
        for path in (before, after)
    ]
    for posts in sizes[0].keys() & sizes[1].keys():
        old, new = (
            one[posts]["baseline"]["seconds"] / one[posts]["tefter"]["seconds"] for one in sizes
        )
        print(f"{posts:,} posts: {old:.1f} times the baseline before, {new:.1f} after")


def main() -> None:
    """Measure, show and keep; or compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--posts", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--baseline-most", type=int, default=BASELINE_MOST)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--picture", type=Path)
    parser.add_argument("--compare", type=Path, nargs=2)
    parser.add_argument("--ours", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--to", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.compare:
        compare(*asked.compare)
        return
    if asked.ours:
        print(json.dumps(ours(asked.paths, asked.workers, asked.to)))
        return
    load = os.getloadavg()[0]
    result = {
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        "load_before": load,
        "python": platform.python_version(),
        "workers": asked.workers,
        "sizes": [measure(count, asked.baseline_most, asked.workers) for count in asked.posts],
    }
    print(f"{result['machine']}; load before: {load:.1f}")
    show(result)
    if asked.json:
        asked.json.write_text(json.dumps(result, indent=1), encoding="utf-8")
    if asked.picture:
        picture.draw(result, asked.picture)


if __name__ == "__main__":
    main()
