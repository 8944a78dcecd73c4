"""Exact and near duplicates across partitions, the same as ``cleaning.mark_duplicates`` marks.

Texts themselves stay where they are: what travels is a hash of each, and the bands of their MinHash
signatures (``cleaning.similarity``), so that each key's posts meet in one place.
"""

from __future__ import annotations

import polars as pl

from tefter.cleaning.duplicates import SHORTEST, by_person, chains
from tefter.cleaning.similarity import band_keys, bands_for, jaccard
from tefter.cleaning.words import own_words
from tefter.engine.store import below, listed, read, read_all, scatter, write
from tefter.engine.tasks import MARKS, part

HASHES = {"same": ("text_clean", 1), "same2": ("text_clean", 2)} | {
    "alike": ("words", 3),
    "alike2": ("words", 4),
}
"""Two hashes of 64 bits each: two texts of 10**9 are taken for one with a chance of 10**-21."""

SEEN = {
    "post_uid": pl.String,
    "posted_at": pl.Datetime("us", "UTC"),
    "long": pl.Boolean,
    **dict.fromkeys(HASHES, pl.UInt64),
    "part": pl.UInt32,
}
BAND = {"band": pl.UInt8, "key": pl.UInt64, "at": pl.UInt32}
PAIR = {"first": pl.UInt32, "second": pl.UInt32}
TEXT = {"at": pl.UInt32, "words": pl.String, "written": pl.String}
TOGETHER = 20_000
"""Texts whose signatures are worked out at a time."""


def hash_part(number: int, work: str) -> None:
    """Write hashes of the texts of one partition: those with a word of their own."""
    posts = read(
        below(work, "unmarked", f"{part(number)}.parquet"), ["post_uid", "posted_at", "text_clean"]
    )
    hashed = (
        posts.with_columns(words=own_words(posts["text_clean"]))
        .filter(pl.col("words") != "")
        .select(
            "post_uid",
            "posted_at",
            long=pl.col("words").str.len_chars() >= SHORTEST,
            **{name: pl.col(of).hash(seed=seed) for name, (of, seed) in HASHES.items()},
            part=pl.lit(number, pl.UInt32),
        )
    )
    write(hashed, below(work, "hashes", f"{part(number)}.parquet"))


def order_all(work: str) -> int:
    """Find exact duplicates, and number the texts that may be near ones; return how many.

    One task for all partitions: it holds some 80 bytes a post.
    """
    ordered = read_all(below(work, "hashes"), SEEN).sort("posted_at", "post_uid", nulls_last=True)
    ordered = ordered.with_columns(
        original=pl.col("post_uid").first().over("same", "same2"),
    )
    exact = ordered.filter(pl.col("original") != pl.col("post_uid"))
    scatter(exact.select("post_uid", "original"), exact["part"], below(work, "exact"), "all")
    distinct = ordered.filter((pl.col("post_uid") == pl.col("original")) & pl.col("long"))
    heads = distinct.unique(["alike", "alike2"], keep="first", maintain_order=True).select(
        "alike", "alike2", "part", head="post_uid"
    )
    heads = heads.with_row_index("at")
    scatter(heads.select("at", post_uid="head"), heads["part"], below(work, "heads"), "all")
    write(
        distinct.join(heads, on=["alike", "alike2"]).select("post_uid", "part", "at", "head"),
        below(work, "members", "all.parquet"),
    )
    return heads.height


def band_part(number: int, similarity: float, buckets: int, work: str) -> None:
    """Work out the bands of the texts of one partition, and hand each key to its bucket."""
    texts = _texts(number, work)
    bands, rows = bands_for(similarity)
    for start in range(0, texts.height, TOGETHER):
        some = texts.slice(start, TOGETHER)
        keys = band_keys(some["words"], bands, rows).with_columns(some["at"])
        long = keys.unpivot(index="at", variable_name="band", value_name="key").select(
            band=pl.col("band").str.slice(len("band")).cast(pl.UInt8), key="key", at="at"
        )
        name = f"{part(number)}-{start:09d}"
        scatter(long, long["key"] % buckets, below(work, "bands"), name)


def _texts(number: int, work: str) -> pl.DataFrame:
    """Return ``TEXT`` of the numbered texts of one partition, in order."""
    heads = read_all(below(work, "heads", number), {"at": pl.UInt32, "post_uid": pl.String})
    posts = read(below(work, "unmarked", f"{part(number)}.parquet"), ["post_uid", "text_clean"])
    texts = heads.join(posts, on="post_uid").sort("at")
    return texts.select("at", words=own_words(texts["text_clean"]), written="text_clean")


def pair_bucket(bucket: int, work: str) -> None:
    """Pair the texts that share a key: each with the first of them, and with the one before."""
    shared = (
        read_all(below(work, "bands", bucket), BAND)
        .filter(pl.len().over("band", "key") > 1)
        .sort("band", "key", "at")
    )
    beside = shared.select(
        second="at",
        first=pl.col("at").first().over("band", "key"),
        previous=pl.col("at").shift(1).over("band", "key"),
    )
    pairs = pl.concat(
        [
            beside.select("first", "second"),
            beside.select(pl.col("previous").alias("first"), "second"),
        ]
    )
    pairs = pairs.filter(pl.col("first") < pl.col("second")).unique()
    write(pairs, below(work, "pairs", f"{part(bucket)}.parquet"))


def pair_all(tasks: int, work: str) -> list[int]:
    """Take each pair once, and cut them into tasks; return which tasks there are."""
    pairs = read_all(below(work, "pairs"), PAIR).unique().sort("first", "second")
    size = max(1, -(-pairs.height // tasks))
    made = []
    for number, start in enumerate(range(0, pairs.height, size)):
        write(pairs.slice(start, size), below(work, "asked", f"{part(number)}.parquet"))
        made.append(number)
    paired = pl.concat([pairs["first"], pairs["second"]]).unique().sort()
    write(paired.alias("at").to_frame(), below(work, "paired.parquet"))
    return made


def text_part(number: int, work: str) -> None:
    """Write the words of the paired texts of one partition."""
    paired = read(below(work, "paired.parquet"))
    texts = _texts(number, work).join(paired, on="at", how="semi", maintain_order="left")
    write(texts, below(work, "texts", f"{part(number)}.parquet"))


def judge_pairs(number: int, similarity: float, work: str) -> None:
    """Keep the pairs that are as similar as asked."""
    pairs = read(below(work, "asked", f"{part(number)}.parquet"))
    likeness = _likeness(pairs, _asked(pairs, work))
    kept = pairs.with_columns(likeness).filter(pl.col("similarity") >= similarity)
    write(kept, below(work, "near", f"{part(number)}.parquet"))


def _likeness(pairs: pl.DataFrame, texts: pl.DataFrame) -> pl.Series:
    placed = {name: texts["at"].search_sorted(pairs[name]).cast(pl.UInt32) for name in PAIR}
    return jaccard(texts["words"], pl.DataFrame(placed))


def _asked(pairs: pl.DataFrame, work: str) -> pl.DataFrame:
    """Return ``TEXT`` of the texts of some pairs, in order."""
    wanted = pl.concat([pairs["first"], pairs["second"]]).unique().sort().alias("at").to_frame()
    return pl.concat(
        [
            pl.DataFrame(schema=TEXT),
            *(
                read(place).join(wanted, on="at", how="semi")
                for place in listed(below(work, "texts"))
            ),
        ]
    ).sort("at")


def chain_all(work: str) -> None:
    """Chain the near pairs: every text names the earliest of its chain about the same people."""
    near = read_all(below(work, "near"), PAIR | {"similarity": pl.Float64})
    chained = chains(near.sort("first", "second"))
    texts = _asked(chained, work)
    pairs = by_person(chained, texts.select("at", "written"))
    members = read(below(work, "members", "all.parquet"))
    names = members.filter(pl.col("post_uid") == pl.col("head")).select("at", root="head")
    alike = pairs.with_columns(_likeness(pairs, texts)).select(
        at="second", first="first", nearness="similarity"
    )
    alike = alike.join(names, left_on="first", right_on="at").select("at", "root", "nearness")
    marks = (
        members.join(alike, on="at", how="left")
        .with_columns(pl.coalesce("root", "head"), pl.col("nearness").fill_null(1.0))
        .filter(pl.col("root") != pl.col("post_uid"))
        .select("post_uid", "part", near_duplicate_of="root", similarity="nearness")
    )
    scatter(marks.drop("part"), marks["part"], below(work, "chained"), "all")


def mark_part(number: int, work: str) -> None:
    """Write the marks of one partition."""
    exact = read_all(
        below(work, "exact", number), {"post_uid": pl.String, "original": pl.String}
    ).select(
        "post_uid",
        duplicate_of="original",
        near_duplicate_of=pl.lit(None, pl.String),
        similarity=pl.lit(1.0),
    )
    near = read_all(
        below(work, "chained", number),
        {name: MARKS[name] for name in MARKS if name != "duplicate_of"},
    ).select(
        "post_uid", pl.lit(None, pl.String).alias("duplicate_of"), "near_duplicate_of", "similarity"
    )
    write(pl.concat([exact, near]), below(work, "marks", number, "all.parquet"))
