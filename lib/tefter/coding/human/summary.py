"""Who coded how much, how fast, and where coders differ: tables for people."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import polars as pl

from tefter.coding.codebook import Codebook
from tefter.coding.human.adjudication import disagreements
from tefter.coding.human.pace import AWAY
from tefter.coding.human.people import People

FEWEST = 20
"""Decisions with a decision close before them, from which a pace is told. Set by hand."""

WHO: dict[str, Any] = {
    "coder": pl.String,
    "assigned": pl.Int64,
    "coded": pl.Int64,
    "twice": pl.Int64,
    "cannot_tell": pl.Int64,
    "skipped": pl.Int64,
    "flags": pl.Int64,
    "posts_per_hour": pl.Int64,
    "remark": pl.String,
}


def who_coded(people: People) -> pl.DataFrame:
    """Count what each coder decided, and tell the pace of all together.

    Parameters
    ----------
    people : People

    Returns
    -------
    polars.DataFrame
        A row a coder and a last one, *all*, whose ``assigned`` and ``coded`` count every post once:
        ``coder``; ``assigned``, ``coded``, ``cannot_tell``, ``skipped`` posts; ``twice``, coded
        posts that someone else coded too; ``flags`` raised;
        ``posts_per_hour`` of *all* only, as the pace of one coder is nobody else's business;
        ``remark`` what is missing, else empty. Without a coder, the last row only.
    """
    coded = people.annotations
    rows = [
        {
            "coder": coder,
            "assigned": people.assignments.filter(coder=coder)["post_uid"].n_unique(),
            **_decisions(coded.filter(coder=coder)),
            "twice": _twice(coded, coder),
            "posts_per_hour": None,
            "remark": "",
        }
        for coder in sorted({*coded["coder"], *people.assignments["coder"]})
    ]
    every = {
        "coder": "all",
        "assigned": people.assignments["post_uid"].n_unique(),
        **_decisions(coded),
        "coded": coded.filter(decision="coded")["post_uid"].n_unique(),
        "twice": _twice(coded),
        "posts_per_hour": pace(coded),
        "remark": _remark(people),
    }
    return pl.DataFrame([*rows, every], schema=WHO)


def pace(annotations: pl.DataFrame) -> int | None:
    """Return how many posts coders decide in an hour of work, all of them together.

    It rests on the times of decisions that follow each other within five minutes; a longer pause
    was a break. The middle one is taken, which a phone call does not move. None where fewer than 20
    decisions do.
    """
    gaps = (
        annotations.sort("coder", "coded_at")
        .select(gap=pl.col("coded_at").diff().over("coder"))
        .filter(pl.col("gap").is_between(timedelta(0), AWAY, closed="right"))["gap"]
        .dt.total_seconds()
    )
    middle = gaps.median()
    if len(gaps) < FEWEST or not isinstance(middle, float) or not middle:
        return None
    return round(3600 / middle)


def coded_how_often(people: People) -> pl.DataFrame:
    """Count posts by what their code rests on.

    Returns
    -------
    polars.DataFrame
        ``code``, ``posts``: coded by one coder; by two or more who agree; settled by an editor; in
        dispute; by nobody, as nobody can tell.
    """
    basis = dict(people.final.group_by("basis").len().iter_rows())
    decided = people.annotations.filter(pl.col("decision") != "skipped")
    left = decided.join(people.final, on="post_uid", how="anti").group_by("post_uid")
    by_post = left.agg(coded=(pl.col("decision") == "coded").any())
    names = {
        "single": "one coder's",
        "agreed": "of two coders or more, who agree",
        "adjudicated": "settled by an editor",
    }
    rows = [(words, int(basis.get(name, 0))) for name, words in names.items()]
    rows.append(("none yet: coders differ", int(by_post["coded"].sum())))
    rows.append(("none: no coder can tell", int((~by_post["coded"]).sum())))
    return pl.DataFrame(rows, schema={"code": pl.String, "posts": pl.Int64}, orient="row")


def differences(people: People, codebook: Codebook) -> pl.DataFrame:
    """Count the posts on which coders differ, by what they differ in.

    Parameters
    ----------
    people : People
    codebook : Codebook
        For its labels.

    Returns
    -------
    polars.DataFrame
        ``differ``: which codes stand against each other, or *flags only*; ``posts``; ``settled`` by
        an editor. The most frequent first.
    """
    found = disagreements(people.annotations)
    labels = codebook.labels("en")
    named = [
        "flags only"
        if differ_in == "flags"
        else " or ".join(
            sorted({"; ".join(labels.get(one, one) for one in code.split("; ")) for code in codes})
        )
        for differ_in, codes in found.select("differ_in", "categories").iter_rows()
    ]
    settled = found["post_uid"].is_in(people.adjudicated["post_uid"].to_list())
    return (
        pl.DataFrame(
            {"differ": named, "settled": settled},
            schema={"differ": pl.String, "settled": pl.Boolean},
        )
        .group_by("differ")
        .agg(posts=pl.len().cast(pl.Int64), settled=pl.col("settled").sum().cast(pl.Int64))
        .sort("posts", "differ", descending=[True, False])
    )


def _twice(annotations: pl.DataFrame, coder: str | None = None) -> int:
    coded = annotations.filter(decision="coded").filter(pl.len().over("post_uid") > 1)
    return (coded if coder is None else coded.filter(coder=coder))["post_uid"].n_unique()


def _decisions(coded: pl.DataFrame) -> dict[str, int]:
    kinds = dict(coded.group_by("decision").len().iter_rows())
    return {
        **{kind: int(kinds.get(kind, 0)) for kind in ("coded", "cannot_tell", "skipped")},
        "flags": int(coded["flags"].list.len().sum()),
    }


def _remark(people: People) -> str:
    coders = people.annotations["coder"].n_unique()
    older = (
        f" {people.older} decisions by another version of the codebook are left out."
        if people.older
        else ""
    )
    if coders == 0:
        return f"Nobody has coded a post by this version of the codebook yet.{older}"
    if coders == 1:
        return f"One coder only: how well people would agree is not known.{older}"
    return older.strip()
