"""Who codes what: drawn with a seed, in strata, a part of it twice, and blind."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

import polars as pl

from tefter.coding.human.journal import AnnotationError
from tefter.coding.human.names import check_coder
from tefter.disk import write

STRATA = ("country", "language", "category")

SCHEMA: dict[str, Any] = {
    "post_uid": pl.String,
    "coder": pl.String,
    "place": pl.Int64,
    "weight": pl.Float64,
}


@dataclass(frozen=True)
class Draw:
    """What to draw.

    Attributes
    ----------
    posts : int
        How many.
    twice : float
        Share of them that two coders code, 0 to 1.
    seed : int
        The same seed gives the same assignment, in whichever order the posts stand.
    strata : tuple of str
        Columns that make a stratum; a null is a stratum too.
    at_least : int
        Posts of every stratum, as far as it has them; what is rare is else hardly drawn.
    """

    posts: int
    twice: float = 0.2
    seed: int = 1
    strata: tuple[str, ...] = STRATA
    at_least: int = 0


def draw_assignments(
    posts: pl.DataFrame,
    coders: Sequence[str],
    draw: Draw,
    already: Collection[str] = (),
) -> pl.DataFrame:
    """Draw who codes what.

    Posts are drawn from every stratum in proportion to its size. The share coded twice is spread
    over the strata, over all pairs of coders as evenly as it goes, and every coder gets as
    many posts as the others, give or take one or two, in an order of their own.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``post_uid`` and the columns of ``draw.strata``; ``category`` is the lexicon's
        proposal.
    coders : sequence of str
        Their names.
    draw : Draw
        How many, and how.
    already : collection of str
        ``post_uid`` that earlier rounds assigned; they are not drawn again.

    Returns
    -------
    polars.DataFrame
        ``post_uid``, ``coder``, ``place`` Int64 (from 1, for each coder) and ``weight`` Float64:
        how many posts of the case one drawn post stands for, which an estimate needs. No code of
        anyone and no stratum: coding is blind.

    Raises
    ------
    AnnotationError
        When there are too few posts or coders for what is to be drawn.

    Notes
    -----
    Random order is the order of SHA-256 of seed and post, which is the same on every machine and
    with every version of every library.
    """
    names = [check_coder(coder) for coder in coders]
    _check(draw, names)
    pool = posts.filter(~pl.col("post_uid").is_in(list(already))).unique("post_uid")
    if pool.height < draw.posts:
        raise AnnotationError(
            f"{draw.posts} posts are to be drawn from {pool.height}", "draw fewer"
        )
    chosen = _chosen(pool, draw)
    twice = round(draw.twice * len(chosen))
    shares = _shared_out([post for post, _ in chosen], twice, names, draw.seed)
    weights = dict(chosen)
    rows = []
    for coder in names:
        ordered = sorted(shares[coder], key=lambda post: _dice(draw.seed, coder, post))
        rows += [(post, coder, place, weights[post]) for place, post in enumerate(ordered, start=1)]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def write_assignments(folder: Path, name: str, assignments: pl.DataFrame) -> Path:
    """Keep a round of assignments as ``assignments/NAME.csv``; a round is never replaced.

    Raises
    ------
    AnnotationError
        When another assignment of that name is there.
    """
    path = folder / f"{check_coder(name)}.csv"
    content = assignments.write_csv().encode()
    if path.exists():
        if path.read_bytes() == content:
            return path
        raise AnnotationError(
            "another assignment of this name is there, and coders may have begun",
            "draw a new round under a new name",
            file=path,
        )
    folder.mkdir(parents=True, exist_ok=True)
    write(path, content)
    return path


def read_assignments(folder: Path) -> pl.DataFrame:
    """Read every round, in the order of their names, with ``round`` before the other columns.

    Raises
    ------
    AnnotationError
        When a file is none that ``write_assignments`` wrote.
    """
    rounds = []
    for path in sorted(folder.glob("*.csv")):
        try:
            read = pl.read_csv(path, schema=SCHEMA)
        except (pl.exceptions.PolarsError, OSError):
            raise AnnotationError(
                "is no table of assignments", "restore it from git", file=path
            ) from None
        rounds.append(read.select(pl.lit(path.stem).alias("round"), *SCHEMA))
    return pl.concat(rounds) if rounds else pl.DataFrame(schema={"round": pl.String, **SCHEMA})


def assigned_to(assignments: pl.DataFrame, coder: str) -> list[str]:
    """Return the posts of one coder, in their order, and nothing of anyone else's."""
    own = assignments.filter(pl.col("coder") == coder)
    ordered: list[str] = own.sort("round", "place")["post_uid"].to_list()
    return ordered


def _check(draw: Draw, coders: list[str]) -> None:
    if not coders or len(set(coders)) < len(coders):
        raise AnnotationError("a coder is named twice, or nobody is", "name each coder once")
    if not 0 <= draw.twice <= 1 or draw.posts < 1:
        raise AnnotationError(
            "the share coded twice is not between 0 and 1, or no post is to be drawn",
            "draw 100 posts with twice=0.2, for example",
        )
    if draw.twice and len(coders) == 1:
        raise AnnotationError(
            "one coder alone cannot code a post twice, blind to the first time",
            "name a second coder, or draw with twice=0: agreement is then not known",
        )


def _chosen(pool: pl.DataFrame, draw: Draw) -> list[tuple[str, float]]:
    """Return the posts drawn, stratum by stratum, each with how many it stands for."""
    keys = pool.select(pl.col(*draw.strata).cast(pl.String)) if draw.strata else None
    strata: dict[tuple[Any, ...], list[str]] = {}
    for place, post in enumerate(pool["post_uid"]):
        strata.setdefault(() if keys is None else keys.row(place), []).append(post)
    ordered = dict(sorted(strata.items(), key=lambda one: [str(part or "") for part in one[0]]))
    sizes = [len(members) for members in ordered.values()]
    numbers = _allocated(sizes, draw)
    chosen: list[tuple[str, float]] = []
    for members, size, number in zip(ordered.values(), sizes, numbers, strict=True):
        drawn = sorted(members, key=lambda post: _dice(draw.seed, "draw", post))[:number]
        chosen += [(post, size / number) for post in drawn]
    return chosen


def _allocated(sizes: list[int], draw: Draw) -> list[int]:
    """Share the draw out over strata in proportion to their sizes.

    Largest remainders: M. L. Balinski and H. P. Young (1982), *Fair Representation*, chapter 2.
    """
    numbers = [min(size, draw.at_least) for size in sizes]
    rest = draw.posts - sum(numbers)
    if rest < 0:
        raise AnnotationError(
            f"{draw.at_least} posts of each of {len(sizes)} strata are more than {draw.posts}",
            "draw more, or stratify by less",
        )
    room = [size - number for size, number in zip(sizes, numbers, strict=True)]
    parts = [rest * free / max(1, sum(room)) for free in room]
    numbers = [number + int(part) for number, part in zip(numbers, parts, strict=True)]
    by_remainder = sorted(range(len(sizes)), key=lambda place: int(parts[place]) - parts[place])
    for place in by_remainder[: draw.posts - sum(numbers)]:
        numbers[place] += 1
    return numbers


def _shared_out(
    chosen: list[str], twice: int, coders: list[str], seed: int
) -> dict[str, list[str]]:
    """Give every post to one coder or two, the least loaded first."""
    # Evenly spaced over the strata, in which the posts are ordered.
    doubled = {chosen[place * len(chosen) // twice] for place in range(twice)} if twice else set()
    groups: dict[bool, list[tuple[str, ...]]] = {
        True: list(combinations(coders, 2)),
        False: [(coder,) for coder in coders],
    }
    used: Counter[tuple[str, ...]] = Counter()
    shares: dict[str, list[str]] = {coder: [] for coder in coders}
    # Pairs first, so that the single posts can even out what pairs could not.
    for post in sorted(chosen, key=lambda post: post not in doubled):
        options = groups[post in doubled]
        group = min(
            options,
            key=lambda one: (
                used[one] if len(one) > 1 else 0,
                sum(len(shares[coder]) for coder in one),
                _dice(seed, post, *one),
            ),
        )
        used[group] += 1
        for coder in group:
            shares[coder].append(post)
    return shares


def _dice(*words: int | str) -> bytes:
    return hashlib.sha256("\0".join(map(str, words)).encode()).digest()
