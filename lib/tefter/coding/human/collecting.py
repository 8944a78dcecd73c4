"""The decisions of all coders of a case, checked against its codebook and its posts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from tefter.coding.agreement.ratings import Code, Ratings
from tefter.coding.codebook import Codebook
from tefter.coding.human.decisions import CoderFile, Decision, latest, misfit
from tefter.coding.human.journal import AnnotationError
from tefter.frames import STRINGS, UTC

SCHEMA: dict[str, Any] = {
    "post_uid": pl.String,
    "coder": pl.String,
    "decision": pl.String,
    "categories": STRINGS,
    "flags": STRINGS,
    "coded_at": UTC,
    "codebook_version": pl.String,
}


def read_annotations(
    folder: Path,
    codebook: Codebook,
    *,
    version: str | None = None,
    posts: Collection[str] | None = None,
) -> pl.DataFrame:
    """Read what every coder decided, of each post the last decision.

    Parameters
    ----------
    folder : path
        ``cases/CASE/annotations``, or ``adjudicated`` in it.
    codebook : Codebook
        Of the case.
    version : str, optional
        Take only what was coded by this version of the codebook.
    posts : collection of str, optional
        ``post_uid`` of every post of the case.

    Returns
    -------
    polars.DataFrame
        ``post_uid``, ``coder``, ``decision`` (coded, cannot_tell or skipped), ``categories`` and
        ``flags`` List[String], ``coded_at``, ``codebook_version``; sorted by coder, then post.

    Raises
    ------
    AnnotationError
        Naming file and line: when a line is half-written or wrong, a code is not in the codebook,
        a post is not in the case, or two versions of the codebook are mixed.
    """
    rows = [
        decision
        for path in sorted(folder.glob("*.csv"))
        for decision in _counting(path, codebook, version, posts)
    ]
    versions = sorted({row.codebook_version for row in rows})
    if len(versions) > 1:
        raise AnnotationError(
            f"the codes were given by two versions of the codebook, {' and '.join(versions)}",
            "code the older ones again, or choose one with --codebook-version",
            file=folder,
        )
    return decisions_frame(rows)


def decisions_frame(decisions: Iterable[Decision]) -> pl.DataFrame:
    """Return decisions as ``read_annotations`` does."""
    rows = [
        (
            one.post_uid,
            one.coder,
            one.kind,
            list(one.categories),
            list(one.flags),
            one.coded_at,
            one.codebook_version,
        )
        for one in decisions
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row").sort("coder", "post_uid")


def _counting(
    path: Path, codebook: Codebook, version: str | None, posts: Collection[str] | None
) -> list[Decision]:
    """Return the decisions of one coder that count, each checked."""
    try:
        coder = CoderFile(path.parent, path.stem)
    except AnnotationError as error:
        raise AnnotationError(error.what, "rename the file, or move it away", file=path) from None
    lines = {
        decision: number
        for number, decision in enumerate(coder.read(), start=2)
        if version is None or decision.codebook_version == version
    }
    counting = list(latest(lines).values())
    for decision in counting:
        wrong = None
        # Codes of another version can be held to no codebook that is here.
        if decision.codebook_version == codebook.version:
            wrong = misfit(decision.categories, decision.flags, codebook)
        if posts is not None and decision.post_uid not in posts:
            wrong = "the post is not in the case", "mend its name, or add the export that has it"
        if wrong:
            raise AnnotationError(*wrong, file=path, record=lines[decision])
    return counting


def ratings_of(
    annotations: pl.DataFrame,
    codebook: Codebook,
    groups: Mapping[str, Mapping[str, str | None]] | None = None,
) -> Ratings:
    """Return the categories of coders for ``agreement``.

    A post that a coder cannot tell or skipped has no code of that coder. In an exclusive codebook
    a code is a category, in another one the set of categories.

    Parameters
    ----------
    annotations : polars.DataFrame
        As ``read_annotations`` gives it.
    codebook : Codebook
        Its categories are the codes that may be given.
    groups : mapping, optional
        Name such as ``language`` to the group of every post.
    """
    rows: list[tuple[str, str, Code | None]] = [
        (post, coder, _code(categories, codebook) if decision == "coded" else None)
        for post, coder, decision, categories in annotations.select(
            "post_uid", "coder", "decision", "categories"
        ).iter_rows()
    ]
    values = codebook.category_ids if codebook.exclusive else None
    return Ratings.of(rows, values, groups)


def flag_ratings(annotations: pl.DataFrame, codebook: Codebook) -> dict[str, Ratings]:
    """Return for every flag whether each coder raised it, over the posts that were decided."""
    decided = annotations.filter(pl.col("decision") != "skipped")
    return {
        flag: Ratings.of(
            [
                (post, coder, "yes" if flag in raised else "no")
                for post, coder, raised in decided.select("post_uid", "coder", "flags").iter_rows()
            ],
            ("no", "yes"),
        )
        for flag in codebook.flag_ids
    }


def _code(categories: list[str], codebook: Codebook) -> Code:
    return categories[0] if codebook.exclusive else frozenset(categories)
