"""From a case to its coding window: what a notebook calls."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from tefter.case import Case
from tefter.coding.codebook import Codebook
from tefter.coding.human.adjudication import CANNOT_TELL, disagreements
from tefter.coding.human.assignments import (
    Draw,
    assigned_to,
    draw_assignments,
    read_assignments,
    write_assignments,
)
from tefter.coding.human.collecting import read_annotations
from tefter.coding.human.decisions import CoderFile, latest
from tefter.coding.human.journal import AnnotationError
from tefter.coding.human.names import check_coder
from tefter.coding.human.places import Places
from tefter.coding.human.session import Session
from tefter.coding.human.texts import Texts
from tefter.coding.human.widget import CodingWidget
from tefter.coding.human.window import Window
from tefter.coding.words import Phrases


def assign(
    case: Case, posts: pl.DataFrame, coders: Sequence[str], draw: Draw, name: str = "first"
) -> pl.DataFrame:
    """Draw a round of assignments, keep it in the case, and say how much each coder has.

    Doing it again with the same posts, coders and draw is harmless. A later round draws from the
    posts that no earlier one has.

    Parameters
    ----------
    case : Case
        The case.
    posts : polars.DataFrame
        Posts to draw from, as ``draw_assignments`` needs them.
    coders : sequence of str
        Their names.
    draw : Draw
        How many, and how.
    name : str
        Name of the round.

    Returns
    -------
    polars.DataFrame
        ``coder``, ``posts`` and ``twice`` (how many of them someone else codes too).

    Raises
    ------
    AnnotationError
        When it cannot be drawn, or another round of that name is there.
    """
    places = Places.of(case)
    earlier = read_assignments(places.assignments).filter(pl.col("round") != name)
    drawn = draw_assignments(posts, coders, draw, already=set(earlier["post_uid"]))
    write_assignments(places.assignments, name, drawn)
    shared = drawn.with_columns(shared=pl.len().over("post_uid") > 1)
    return (
        shared.group_by("coder")
        .agg(posts=pl.len().cast(pl.Int64), twice=pl.col("shared").sum().cast(pl.Int64))
        .sort("coder")
    )


def code_posts(case: Case, posts: pl.DataFrame, coder: str, language: str = "en") -> CodingWidget:
    """Open the coding window for what is assigned to a coder.

    Parameters
    ----------
    case : Case
        The case.
    posts : polars.DataFrame
        With the columns that ``Texts`` needs.
    coder : str
        Who codes.
    language : str
        Language of the window.

    Raises
    ------
    AnnotationError
        When nothing is assigned to the coder, or a post that is assigned is not in the case.
    """
    places = Places.of(case)
    check_coder(coder)
    queue = assigned_to(read_assignments(places.assignments), coder)
    if not queue:
        raise AnnotationError(
            "nothing is assigned to this coder", "draw a round with their name among the coders"
        )
    session = Session(coder, queue, Texts(posts, queue), _codebook(case), places)
    return CodingWidget(Window(session, language))


def adjudicate(case: Case, posts: pl.DataFrame, editor: str, language: str = "en") -> CodingWidget:
    """Open the same window on the posts on which coders differ; decisions go to ``adjudicated/``.

    Coders' codes are shown, their names are not.

    Parameters
    ----------
    case, posts, language
        As for ``code_posts``.
    editor : str
        Who decides.

    Raises
    ------
    AnnotationError
        When a coder's file is not as it must be, or the editor has posts of their own to code: they
        would see what others gave.
    """
    places = Places.of(case)
    codebook = _codebook(case)
    _must_have_coded(places, codebook, editor)
    version = codebook.version
    annotations = read_annotations(places.annotations, codebook, version=version)
    decided = read_annotations(places.adjudicated, codebook, version=version)
    # One's own decisions stay in the window, so that one can go back to them.
    disputed = disagreements(annotations, decided.filter(pl.col("coder") != editor))
    labels = {**codebook.labels(language), CANNOT_TELL: Phrases(language)("cannot_tell")}
    given = {
        post: sorted(
            (_named(category, labels), _named(flags, labels))
            for category, flags in zip(categories, raised, strict=True)
        )
        for post, categories, raised in disputed.select(
            "post_uid", "categories", "flags"
        ).iter_rows()
    }
    folder = places.adjudicated
    session = Session(
        editor, list(given), Texts(posts, list(given)), codebook, places, folder=folder
    )
    return CodingWidget(Window(session, language, given))


def _must_have_coded(places: Places, codebook: Codebook, editor: str) -> None:
    own = latest(CoderFile(places.annotations, editor).read())
    decided = {
        post
        for post, one in own.items()
        if one.kind != "skipped" and one.codebook_version == codebook.version
    }
    if set(assigned_to(read_assignments(places.assignments), editor)) - decided:
        raise AnnotationError(
            "whoever decides has posts of their own to code, and must not see others' codes before",
            "finish coding them, or let someone else decide",
        )


def _codebook(case: Case) -> Codebook:
    return Codebook.read(case.folder / "codebook.yml")


def _named(codes: str, labels: dict[str, str]) -> str:
    return "; ".join(labels.get(code, code) for code in codes.split("; ")) if codes else ""
