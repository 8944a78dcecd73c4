"""The tasks of one partition: a file read, a part of the posts cleaned, located and coded.

Every task takes plain values, reads Parquet below ``work`` and writes Parquet there. Which row goes
to which partition depends on the data alone, so whoever runs a task, it writes the same.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from tefter.case import SourceSettings
from tefter.cleaning import latest, mark_links, normalise, observations
from tefter.coding import Codebook, Lexicon, code_with_lexicon
from tefter.country import add_country
from tefter.engine.store import below, fetch, listed, read, read_all, scatter, write
from tefter.frames import ACCOUNTS, COLUMNS, COUNTRY, POSTS
from tefter.language import add_language
from tefter.privacy import add_personal_data, declared_names, mark_split_phones
from tefter.sources import ReadingSummary, read_files

SLICE = 100_000
"""Rows of a large file that are handed on at a time."""

SAMPLE = 1_000
"""Identifiers of a file that decide where posts are cut into partitions."""

OF_COUNTRY = (
    *("post_uid", "platform", "account_id", "declared_region", "text", "text_clean", "hashtags"),
    *("posted_at", "language", "language_confidence", "variety"),
    *("chat_id", "source_record", "personal_data"),
)
"""What ``add_country`` and ``mark_split_phones`` read: they ask for all posts of an account."""

LOCATED = tuple(column.name for column in COUNTRY)
MARKS = {
    "post_uid": pl.String,
    "duplicate_of": pl.String,
    "near_duplicate_of": pl.String,
    "similarity": pl.Float64,
}


def part(number: int) -> str:
    """Return a name that sorts as its number does."""
    return f"{number:06d}"


def read_part(
    number: int, raw: str, settings: dict[str, SourceSettings], work: str
) -> tuple[ReadingSummary, list[str], int]:
    """Read one raw file into the five frames.

    Returns
    -------
    tuple
        What became of its records; a sample of the posts' identifiers; how many posts there are.
    """
    with tempfile.TemporaryDirectory() as folder:
        local = Path(folder) / raw.rpartition("/")[2]
        read_into = Path(folder) / "read"
        summary = read_files([fetch(raw, local)], read_into, settings=settings)
        for path in sorted(read_into.glob("*.parquet")):
            _hand_over(path, below(work, "read", path.stem, f"{part(number)}.parquet"))
        uids = pl.read_parquet(read_into / "posts.parquet", columns=["post_uid"])["post_uid"]
    many = min(SAMPLE, len(uids))
    places = [place * len(uids) // many for place in range(many)]
    return summary, uids.gather(places).to_list(), len(uids)


def _hand_over(path: Path, place: str) -> None:
    # A whole file at a time only where it is small: an export may hold millions of posts.
    height = pl.scan_parquet(path).select(pl.len()).collect().item()
    for start in range(0, max(1, height), SLICE):
        rows = pl.scan_parquet(path).slice(start, SLICE).collect()
        write(rows, place.replace(".parquet", f"-{start // SLICE:06d}.parquet"))


def split_part(place: str, cuts: list[str], work: str) -> None:
    """Hand each post of a part that was read to the partition of its identifier."""
    posts = read(place)
    to = pl.Series(cuts, dtype=pl.String).search_sorted(posts["post_uid"], side="right")
    scatter(posts, to, below(work, "posts"), place.rpartition("/")[2].removesuffix(".parquet"))


def name_all(work: str) -> int:
    """Gather the names that accounts show and that are names of persons."""
    shown = read_all(below(work, "read", "accounts"), ACCOUNTS.schema, ["display_name"])
    names = declared_names(shown["display_name"].unique(maintain_order=True))
    write(pl.DataFrame({"name": names}, schema={"name": pl.String}), below(work, "names.parquet"))
    return len(names)


def clean_part(number: int, accounts: int, work: str) -> dict[str, float]:
    """Clean the posts of one partition, tell their language, and hand them to their accounts."""
    read_posts = read_all(below(work, "posts", number), POSTS.schema)
    write(observations(read_posts), below(work, "observations", f"{part(number)}.parquet"))
    names = read(below(work, "names.parquet"))["name"].to_list()
    posts = add_personal_data(mark_links(normalise(latest(read_posts))), names)
    posts = add_language(posts)
    write(posts, below(work, "unmarked", f"{part(number)}.parquet"))
    who = posts.select(pl.struct("platform", "account_id").hash(seed=427) % accounts).to_series()
    scatter(posts.select(OF_COUNTRY), who, below(work, "accounts"), part(number))
    return {"posts": posts.height}


def locate_part(number: int, accounts: int, most_wrong: float, cuts: list[str], work: str) -> None:
    """Tell the country of all posts of some accounts, and hand it to the posts' partitions."""
    empty = {name: COLUMNS[name].dtype for name in OF_COUNTRY}
    posts = read_all(below(work, "accounts", number), empty).sort("post_uid")
    if posts.is_empty():
        return
    known = read_all(below(work, "read", "accounts"), ACCOUNTS.schema)
    known = known.filter(pl.struct("platform", "account_id").hash(seed=427) % accounts == number)
    located = add_country(mark_split_phones(posts), known, most_wrong)
    located = located.select("post_uid", "personal_data", *LOCATED)
    to = pl.Series(cuts, dtype=pl.String).search_sorted(located["post_uid"], side="right")
    scatter(located, to, below(work, "country"), part(number))


def finish_part(number: int, work: str) -> int:
    """Put copies and countries of one partition to its posts; return how many there are."""
    posts = read(below(work, "unmarked", f"{part(number)}.parquet"))
    marks = read_all(below(work, "marks", number), MARKS)
    country = read_all(
        below(work, "country", number),
        {name: COLUMNS[name].dtype for name in ("post_uid", "personal_data", *LOCATED)},
    )
    located = (
        posts.drop("personal_data")
        .join(marks, on="post_uid", how="left", maintain_order="left")
        .join(country, on="post_uid", how="left", maintain_order="left")
    )
    # In the order in which the stages add them.
    place = posts.columns.index("personal_data")
    before, after = posts.columns[:place], posts.columns[place:]
    ordered = located.select(*before, *list(MARKS)[1:], *after, *LOCATED)
    write(ordered, below(work, "located", f"{part(number)}.parquet"))
    return located.height


def code_part(place: str, case: str, work: str) -> int:
    """Code the posts of one partition with the lexicon of the case."""
    folder = Path(case)
    codebook = Codebook.read(folder / "codebook.yml")
    coded = code_with_lexicon(read(place), Lexicon.read(folder / "lexicon", codebook))
    write(coded, below(work, "coded", place.rpartition("/")[2]))
    return coded.height


def parts_of(work: str, name: str) -> list[Any]:
    """Return the places of a frame's partitions."""
    return listed(below(work, name))
