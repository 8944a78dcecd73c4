"""Posts with the same media, told by hashes that an export carries. No media is ever looked at."""

from __future__ import annotations

import polars as pl

from tefter.links.across.pairs import EVIDENCE, PAIR, with_earliest
from tefter.links.across.wording import GENERIC

SAME_FILE = 1.0
"""Two files with one SHA-256 are the same file: none of two others is known (FIPS 180-4)."""

SAME_LOOK = 0.8
"""Set by hand: no media is kept here on which it could be measured. A person looks."""

EMPTY_FILE = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""SHA-256 of nothing: of files that failed to download."""

DISTANCE = {16: 6, 64: 31}
"""Hexadecimal digits of a hash to the bits in which two of them may differ. 64 bits (pHash, dHash):
one in ten, set by hand. 256 bits (PDQ): 31, as its makers advise (Facebook 2019, *The TMK+PDQF
Video-Hashing Algorithm and the PDQ Image-Hashing Algorithm*)."""

CHUNK = 4
"""Hexadecimal digits of a chunk, 16 bits. Two hashes that differ in few bits differ in one bit at
most in some chunk, and are looked for there."""

PLAIN = 1 / 8
"""Share of bits set, or not set, under which a picture is one plain surface, like any other."""


def by_file(posts: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of posts of two platforms with the same media file.

    Parameters
    ----------
    posts : polars.DataFrame
        ``post_uid``, ``platform``, ``account_id``, ``posted_at`` and ``media_sha256``.

    Returns
    -------
    polars.DataFrame
        ``pairs.PAIR`` and ``EVIDENCE``, kind ``media_hash``. A file that more than 10 accounts of
        one platform post, such as a logo, makes no pair.
    """
    known = posts.filter(pl.col("media_sha256") != EMPTY_FILE)
    return with_earliest(_particular(known, "media_sha256"), "media_sha256").select(
        *PAIR,
        kind=pl.lit("media_hash"),
        measure=pl.lit(None, pl.Float64),
        confidence=pl.lit(SAME_FILE),
    )


def by_look(posts: pl.DataFrame) -> pl.DataFrame:
    """Return pairs of posts of two platforms whose media look alike.

    Parameters
    ----------
    posts : polars.DataFrame
        ``post_uid``, ``platform``, ``account_id``, ``posted_at`` and ``media_phash``.

    Returns
    -------
    polars.DataFrame
        ``pairs.PAIR`` and ``EVIDENCE``, kind ``media_look``; ``measure`` is the share of bits in
        which the two hashes agree. Hashes of plain surfaces, and those that more than 10 accounts
        of one platform post, make no pair.

    Notes
    -----
    Multi-index hashing: M. Norouzi, A. Punjani, D. J. Fleet (2012), *Fast search in Hamming space
    with multi-index hashing*, doi:10.1109/CVPR.2012.6248043.
    """
    found = [pl.DataFrame(schema=PAIR | EVIDENCE)]
    known = _particular(posts, "media_phash")
    for digits, distance in DISTANCE.items():
        ours = known.filter(pl.col("media_phash").str.len_chars() == digits)
        found.append(_alike(ours, digits, distance))
    return pl.concat(found)


def _particular(posts: pl.DataFrame, column: str) -> pl.DataFrame:
    many = pl.col("account_id").n_unique().over("platform", column) > GENERIC
    return posts.drop_nulls(column).filter(~many)


def _alike(posts: pl.DataFrame, digits: int, distance: int) -> pl.DataFrame:
    parts = [f"part{start}" for start in range(0, digits, CHUNK)]
    hashes = (
        posts.sort("posted_at", "post_uid", nulls_last=True)
        .unique(["media_phash", "platform"], keep="first", maintain_order=True)
        .select("post_uid", "platform", "posted_at", "media_phash")
        .with_columns(
            pl.col("media_phash")
            .str.slice(CHUNK * place, CHUNK)
            .str.to_integer(base=16)
            .cast(pl.UInt16)
            .alias(part)
            for place, part in enumerate(parts)
        )
    )
    bits = 4 * digits
    count = pl.sum_horizontal(pl.col(part).bitwise_count_ones() for part in parts)
    hashes = hashes.filter(count.is_between(PLAIN * bits, (1 - PLAIN) * bits))
    flips = [0, *(1 << bit for bit in range(4 * CHUNK))]
    pairs = []
    for part in parts:
        near = pl.concat(
            [hashes.select("post_uid", "platform", key=pl.col(part) ^ flip) for flip in flips]
        )
        pairs.append(
            near.join(
                hashes.select(pl.col(part).alias("key"), other_uid="post_uid", other="platform"),
                on="key",
            )
            .filter(pl.col("platform") < pl.col("other"))
            .select(one_uid="post_uid", other_uid="other_uid")
        )
    one = hashes.select("post_uid", *parts)
    apart = pl.sum_horizontal(
        (pl.col(part) ^ pl.col(f"{part}_other")).bitwise_count_ones() for part in parts
    )
    measured = (
        pl.concat(pairs)
        .unique()
        .join(one, left_on="one_uid", right_on="post_uid")
        .join(one, left_on="other_uid", right_on="post_uid", suffix="_other")
        .with_columns(apart=apart)
        .filter(pl.col("apart").is_between(1, distance))
        .sort("one_uid", "other_uid")
    )
    firsts = measured.select(
        *PAIR,
        kind=pl.lit("media_look"),
        measure=1 - pl.col("apart") / bits,
        confidence=pl.lit(SAME_LOOK),
    )
    same = with_earliest(posts, "media_phash").select(
        *PAIR,
        kind=pl.lit("media_look"),
        measure=pl.lit(1.0),
        confidence=pl.lit(SAME_LOOK),
    )
    plain = hashes["media_phash"].implode()
    kept = posts.filter(pl.col("media_phash").is_in(plain))["post_uid"].implode()
    same = same.filter(pl.col("one_uid").is_in(kept))
    return pl.concat([firsts, same]).unique(list(PAIR), keep="first", maintain_order=True)
