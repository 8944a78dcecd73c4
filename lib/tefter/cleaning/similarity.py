"""Nearly equal texts among very many, found without comparing each with each.

Shingles, MinHash and banding as in Leskovec, Rajaraman and Ullman, *Mining of Massive Datasets*,
third edition, chapter 3, after Broder (1997), doi:10.1109/SEQUEN.1997.666900.
"""

from __future__ import annotations

import polars as pl
import pyarrow as pa
from rensa import RMinHash, RMinHashDigestMatrix, RMinHashLSH

# Characters in a shingle: what chapter 3.2.2 of the book gives for short documents. Changing one
# word of a caption touches few of these; of shingles of words it would touch most.
SHINGLE = 5
# Chance that a pair exactly at the threshold shares a band; more similar pairs have a higher one.
_SURE = 0.995
_PERMUTATIONS = 128
_SEED = 427
_CHUNK = 20_000
# Odd 64-bit multipliers, from splitmix64 (Steele, Lea and Flood 2014,
# doi:10.1145/2660193.2660195): hashes must be the same in every version of every library.
_MULTIPLY, _FINISH = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB


def _u64(number: int) -> pl.Expr:
    return pl.lit(number, pl.UInt64)


def shingles(texts: pl.Series) -> pl.DataFrame:
    """Return every shingle of every text.

    Parameters
    ----------
    texts : polars.Series
        String without nulls.

    Returns
    -------
    polars.DataFrame
        ``row`` UInt32, position in ``texts``, and ``shingle`` UInt64, its hash: the same in every
        process. A shingle that stands twice in a text is there twice.
    """
    written = "".join(texts).encode("utf-32-le", "surrogatepass")
    lengths = texts.str.len_chars()
    codes = pa.Array.from_buffers(pa.uint32(), len(written) // 4, [None, pa.py_buffer(written)])
    rows = pl.select(pl.int_range(texts.len(), dtype=pl.UInt32).repeat_by(lengths)).to_series()
    frame = pl.DataFrame(
        {"row": rows.explode(empty_as_null=False), "code": pl.Series(codes, dtype=pl.UInt64)}
    )
    hashed = _u64(0)
    for offset in range(SHINGLE):
        hashed = hashed * _u64(_MULTIPLY) + pl.col("code").shift(-offset)
    return (
        frame.lazy()
        .with_columns(shingle=hashed, last=pl.col("row").shift(1 - SHINGLE))
        .filter(pl.col("row") == pl.col("last"))
        .with_columns(pl.col("shingle") ^ (pl.col("shingle") // _u64(2**32)))
        .select("row", shingle=pl.col("shingle") * _u64(_FINISH))
        .collect()
    )


def bands_for(threshold: float) -> tuple[int, int]:
    """Return how many bands of how many rows find a pair at the threshold with chance _SURE."""
    for rows in range(_PERMUTATIONS, 1, -1):
        bands = _PERMUTATIONS // rows
        if 1 - (1 - threshold**rows) ** bands >= _SURE:
            return bands, rows
    return _PERMUTATIONS, 1


def _digests(texts: pl.Series, permutations: int) -> RMinHashDigestMatrix:
    hashed = shingles(texts)
    offsets = [0, *(texts.str.len_chars().cast(pl.Int64) - (SHINGLE - 1)).cum_sum().to_list()]
    hashes = memoryview(hashed["shingle"].rechunk().to_arrow().buffers()[1]).cast("Q")
    return RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, permutations, _SEED)


def _parts(texts: pl.Series) -> list[pl.Series]:
    return [texts.slice(start, _CHUNK) for start in range(0, texts.len(), _CHUNK)]


def candidate_pairs(texts: pl.Series, threshold: float) -> pl.DataFrame:
    """Return pairs of texts that are probably similar, by MinHash in bands.

    Where many texts share a band each is paired with the first and with the one before it, not
    with every other: the work grows with the number of texts, and chains of pairs still hold
    every group together.

    Parameters
    ----------
    texts : polars.Series
        String without nulls, every text ``SHINGLE`` characters or longer.
    threshold : float
        Jaccard similarity from which pairs are wanted, above 0 and at most 1.

    Returns
    -------
    polars.DataFrame
        ``first`` and ``second`` (UInt32, positions in ``texts``, first < second), each pair once,
        sorted. At the threshold itself at least 995 of 1,000 pairs share a band.
    """
    bands, rows = bands_for(threshold)
    permutations = bands * rows
    index = RMinHashLSH(threshold, permutations, bands)
    matrices = [_digests(part, permutations) for part in _parts(texts)]
    for number, matrix in enumerate(matrices):
        index.insert_matrix(matrix, number * _CHUNK)
    shared = [flag for matrix in matrices for flag in index.query_duplicate_flags_matrix(matrix)]
    del matrices, index
    at = pl.Series("at", [row for row, flag in enumerate(shared) if flag], dtype=pl.UInt32)
    keys = [band_keys(part, bands, rows) for part in _parts(texts.gather(at))]
    if not keys:
        return pl.DataFrame(schema={"first": pl.UInt32, "second": pl.UInt32})
    keyed = pl.concat(keys).with_columns(at)
    pairs = []
    for band in range(bands):
        bucket = pl.col(f"band{band}")
        beside = keyed.select(
            second="at",
            first=pl.col("at").first().over(bucket),
            previous=pl.col("at").shift(1).over(bucket),
        )
        pairs += [
            beside.select("first", "second"),
            beside.select(pl.col("previous").alias("first"), "second"),
        ]
    return (
        pl.concat(pairs).filter(pl.col("first") < pl.col("second")).unique().sort("first", "second")
    )


def band_keys(texts: pl.Series, bands: int, rows: int) -> pl.DataFrame:
    """Return a key for each band of each text; two similar texts share one most probably.

    Parameters
    ----------
    texts : polars.Series
        String without nulls, every text ``SHINGLE`` characters or longer.
    bands, rows : int
        From ``bands_for``.

    Returns
    -------
    polars.DataFrame
        ``band0``, ``band1`` and on, UInt64: a row a text.
    """
    digests = _digests(texts, bands * rows).to_rows()
    signature = pl.DataFrame(
        {"digest": pl.Series(digests, dtype=pl.Array(pl.UInt32, bands * rows))}
    )
    keys = []
    for band in range(bands):
        key = _u64(0)
        for row in range(band * rows, (band + 1) * rows):
            key = key * _u64(_MULTIPLY) + pl.col("digest").arr.get(row).cast(pl.UInt64)
        keys.append(key.alias(f"band{band}"))
    return signature.select(keys)


def jaccard(texts: pl.Series, pairs: pl.DataFrame) -> pl.Series:
    """Return the exact Jaccard similarity of the shingles of pairs of texts.

    Parameters
    ----------
    texts : polars.Series
        String without nulls, every text ``SHINGLE`` characters or longer.
    pairs : polars.DataFrame
        ``first`` and ``second``: positions in ``texts``.

    Returns
    -------
    polars.Series
        ``similarity`` (Float64, 0 to 1), one for each pair. Exact but for collisions of 64-bit
        hashes.
    """
    counts = shared_shingles(texts, pairs)
    all_of_both = pl.col("one") + pl.col("other") - pl.col("shared")
    return counts.select(similarity=pl.col("shared") / all_of_both).to_series()


def shared_shingles(texts: pl.Series, pairs: pl.DataFrame) -> pl.DataFrame:
    """Count the shingles of pairs of texts: those of each, and those of both.

    Parameters
    ----------
    texts : polars.Series
        String without nulls, every text ``SHINGLE`` characters or longer.
    pairs : polars.DataFrame
        ``first`` and ``second``: positions in ``texts``.

    Returns
    -------
    polars.DataFrame
        ``one``, ``other`` and ``shared`` (UInt32), a row for each pair: distinct shingles. Exact
        but for collisions of 64-bit hashes.
    """
    found = [pl.DataFrame(schema=dict.fromkeys(("one", "other", "shared"), pl.UInt32))]
    for start in range(0, pairs.height, _CHUNK):
        part = pairs.slice(start, _CHUNK)
        at = pl.concat([part["first"], part["second"]]).unique().sort()
        sets = shingles(texts.gather(at)).group_by("row").agg(pl.col("shingle").unique())
        sets = sets.select("shingle", at=at.gather(sets["row"]))
        both = part.join(
            sets.rename({"shingle": "one"}), left_on="first", right_on="at", maintain_order="left"
        ).join(
            sets.rename({"shingle": "other"}),
            left_on="second",
            right_on="at",
            maintain_order="left",
        )
        found.append(
            both.select(
                pl.col("one").list.len(),
                pl.col("other").list.len(),
                shared=pl.col("one").list.set_intersection("other").list.len(),
            )
        )
    return pl.concat(found)
