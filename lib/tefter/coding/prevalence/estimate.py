"""Shares and totals of categories from people's codes, alone and with a machine's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from tefter.coding.codebook import Codebook
from tefter.coding.prevalence.correction import (
    Estimate,
    MachineParts,
    machine_weight,
    rogan_gladen,
)
from tefter.coding.prevalence.interval import Part, of_parts
from tefter.coding.prevalence.strata import Stratum, as_one, collapsed, split, together, weighted
from tefter.errors import CaseError
from tefter.frames import FrameError

ALL_RELEVANT = "all_relevant"
"""Name of the row for all relevant categories together."""

SCHEMA: dict[str, Any] = {
    "category": pl.String,
    "source": pl.String,
    "method": pl.String,
    "posts": pl.Int64,
    "coded": pl.Int64,
    "share": pl.Float64,
    "share_low": pl.Float64,
    "share_high": pl.Float64,
    "total": pl.Float64,
    "total_low": pl.Float64,
    "total_high": pl.Float64,
    "machine_weight": pl.Float64,
    "note": pl.String,
}


def prevalence(
    posts: pl.DataFrame,
    codebook: Codebook,
    *,
    by: Sequence[str] = (),
    strata: Sequence[str] = (),
    human: str = "human",
    machine: str | None = None,
) -> pl.DataFrame:
    """Estimate the share and the total of each category among posts of which some were coded.

    The coded posts must be a random sample of the posts, or of each stratum. Posts coded because
    somebody chose them (by a machine's doubt, by a search) belong in a stratum of their own, all
    of which is coded; otherwise they bend the estimate.

    Parameters
    ----------
    posts : polars.DataFrame
        A row a post, coded or not, with the columns that the other parameters name.
    codebook : Codebook
        Its categories are estimated, and all relevant ones together.
    by : sequence of str
        Columns whose values make a cell each: country, month. None makes one cell of all posts.
    strata : sequence of str
        Columns by which the sample was drawn, each stratum at its own rate.
    human : str
        Column of people's codes: a category, or a list of them where the codebook is not
        exclusive; null for a post that nobody coded.
    machine : str, optional
        Column of a machine's code for *every* post, coded or not, in the same form; null where it
        abstained. Posts from which it learned must not be among the coded ones, unless their code
        here is one that it gave without having seen them (out of fold).

    Returns
    -------
    polars.DataFrame
        ``by`` as they are; ``category``; ``source`` human or human+machine, never a machine
        alone; ``method`` sample, prediction_powered or rogan_gladen; ``posts`` and ``coded`` Int64;
        ``share``, ``share_low``, ``share_high`` from 0 to 1; ``total``, ``total_low``,
        ``total_high`` posts, the shares times ``posts``; ``machine_weight``; ``note`` why an
        estimate is null, or wide beyond chance. Cells in order of ``by``, categories in the
        codebook's.

    Raises
    ------
    FrameError
        When a column is missing.
    CaseError
        When a code is not in the codebook.

    Notes
    -----
    The estimate is for these posts, not for a larger world. Within every stratum, and with a
    machine within its answer too, the coded posts are a sample of known rate; the share is that of
    the parts weighted by their posts, small strata being joined (``strata.as_one``; with a machine
    ``strata.collapsed``). For a machine's code of yes or no that is prediction-powered inference
    with power tuning (see ``correction.machine_weight``), for a known number of posts. The
    intervals and their sources are in ``interval``.
    """
    _check(posts, codebook, [*by, *strata, human, *([machine] if machine else [])])
    for column in (human, *([machine] if machine else [])):
        _check_codes(posts[column], codebook, column)
    wanted = _wanted(codebook)
    rows = [
        (*cell, category, *row)
        for cell, group in _cells(posts, by)
        for category, members in wanted.items()
        for row in _rows(_counted(group, strata, human, machine, members), machine is not None)
    ]
    schema = {name: posts.schema[name] for name in by} | SCHEMA
    return pl.DataFrame(rows, schema=schema, orient="row")


def _check(posts: pl.DataFrame, codebook: Codebook, columns: Sequence[str]) -> None:
    lacking = [name for name in columns if name not in posts.columns]
    if lacking:
        raise FrameError(f"prevalence needs the column {lacking[0]!r}")
    if ALL_RELEVANT in codebook.category_ids:
        raise CaseError(
            f"the codebook has a category {ALL_RELEVANT}, which is a name of Tefter's",
            "rename the category",
        )


def _check_codes(codes: pl.Series, codebook: Codebook, column: str) -> None:
    single = codes.explode() if isinstance(codes.dtype, pl.List) else codes
    unknown = sorted(set(single.drop_nulls().unique()) - set(codebook.category_ids))
    if unknown:
        raise CaseError(
            f"{len(unknown)} codes in the column {column} are not in the codebook, "
            f"the first being {unknown[0]}",
            f"use one of {', '.join(codebook.category_ids)}",
        )


def _wanted(codebook: Codebook) -> dict[str, list[str]]:
    """Return what is estimated: each category, and the relevant ones together."""
    relevant = {category.id for category in codebook.categories if category.relevant}
    wanted = {category: [category] for category in codebook.category_ids}
    if 1 < len(relevant) < len(wanted):
        wanted[ALL_RELEVANT] = [one for one in codebook.category_ids if one in relevant]
    return wanted


def _cells(
    posts: pl.DataFrame, by: Sequence[str]
) -> Iterator[tuple[tuple[object, ...], pl.DataFrame]]:
    if by:
        yield from posts.sort(by, nulls_last=True).group_by(by, maintain_order=True)
    else:
        yield (), posts


def _counted(
    group: pl.DataFrame,
    strata: Sequence[str],
    human: str,
    machine: str | None,
    members: list[str],
) -> list[Stratum]:
    """Return for each stratum: said so by the machine, not said so, and no answer of it."""
    said = _is(group[machine], members) if machine else pl.repeat(None, group.height, eager=True)
    stratum = group.select(pl.struct(strata)).to_series() if strata else pl.lit(0)
    counted = pl.DataFrame(
        {"said": said.cast(pl.Boolean), "found": _is(group[human], members)}
    ).with_columns(stratum=stratum)
    tallied = counted.group_by("stratum", "said").agg(
        pl.len(), pl.col("found").count().alias("coded"), pl.col("found").sum().alias("positive")
    )
    parts: dict[str, dict[bool | None, Part]] = {}
    for row in tallied.sort("stratum").iter_rows(named=True):
        part = Part(row["len"], row["coded"], row["positive"])
        parts.setdefault(repr(row["stratum"]), {})[row["said"]] = part
    nothing = Part(0, 0, 0)
    return [
        (one.get(True, nothing), one.get(False, nothing), one.get(None, nothing))
        for one in parts.values()
    ]


def _is(codes: pl.Series, members: list[str]) -> pl.Series:
    if isinstance(codes.dtype, pl.List):
        return codes.list.set_intersection(members).list.len() > 0
    return codes.is_in(members)


def _rows(parts: list[Stratum], with_machine: bool) -> Iterator[tuple[object, ...]]:
    every = together([part for stratum in parts for part in stratum])
    yield _row("human", "sample", every, _sample(parts))
    if with_machine:
        yield _row("human+machine", "prediction_powered", every, _powered(parts))
        yield _row("human+machine", "rogan_gladen", every, _by_errors(parts))


def _row(source: str, method: str, every: Part, one: Estimate) -> tuple[object, ...]:
    shares = (one.share, one.low, one.high)
    totals = (None if share is None else share * every.posts for share in shares)
    return (
        source,
        method,
        every.posts,
        every.coded,
        *shares,
        *totals,
        one.machine_weight,
        one.note,
    )


def _sample(parts: list[Stratum]) -> Estimate:
    # Whatever a machine says of the posts, people's codes alone say the same.
    alone, small, unknown = split([together(stratum) for stratum in parts])
    pieces = alone + ([as_one(small)] if small else [])
    if not pieces:
        return Estimate(note="Nobody coded a post here.")
    if unknown:
        expected = sum(part.posts * part.share for part in pieces) / together(pieces).posts
        pieces.append(replace(together(unknown), expected=expected, out_of_reach=True))
    share, low, high = of_parts(pieces, _certain(parts))
    return Estimate(share, low, high, note=_unreached(pieces))


def _powered(parts: list[Stratum]) -> Estimate:
    lacking = _lacking(parts)
    if lacking:
        return Estimate(note=lacking)
    answers = weighted(parts)
    everything = together(answers).share
    pieces = [
        # Where a stratum has no coded post of an answer, that answer's others are nearest.
        replace(part, expected=answer.share if answer.coded else everything)
        for stratum in collapsed(parts)
        for part, answer in zip(stratum, answers, strict=True)
        if part.posts
    ]
    share, low, high = of_parts(pieces, _certain(parts))
    return Estimate(share, low, high, machine_weight(answers[0], answers[1]), _unreached(pieces))


def _unreached(pieces: list[Part]) -> str | None:
    posts = sum(part.posts for part in pieces if part.out_of_reach)
    if not posts:
        return None
    return (
        f"No post was drawn from strata that hold {posts} posts: the interval takes in whatever "
        "they hold."
    )


def _certain(parts: list[Stratum]) -> tuple[float, float]:
    whole = together([part for stratum in parts for part in stratum])
    return whole.positive, whole.coded - whole.positive


def _by_errors(parts: list[Stratum]) -> Estimate:
    lacking = _lacking(parts)
    if lacking:
        return Estimate(note=lacking)
    if any(silent.posts for _, _, silent in parts):
        return Estimate(
            note="The machine abstained on some posts, which Rogan-Gladen has no place for."
        )
    answers: list[MachineParts] = [(said, not_said) for said, not_said, _ in parts]
    return rogan_gladen(answers)


def _lacking(parts: list[Stratum]) -> str | None:
    """Say why a machine cannot help here."""
    if not any(part.coded for stratum in parts for part in stratum):
        return "Nobody coded a post here."
    said, not_said = (together([stratum[place] for stratum in parts]) for place in (0, 1))
    if not said.posts + not_said.posts:
        return "The machine gave no code here."
    if not said.posts or not not_said.posts:
        return "The machine says the same of every post here."
    if not said.coded or not not_said.coded:
        return "People coded only posts of which the machine says the same."
    return None
