"""Who decides the category of a post: people, else the lexicon, else a model that is sure."""

from __future__ import annotations

import polars as pl

from tefter.coding.classifier.learning import Learned
from tefter.coding.codebook import Codebook
from tefter.coding.human.adjudication import code_by_hand
from tefter.coding.human.people import People, drawn_from
from tefter.frames import CODING, DECIDED, stage

READ = ("post_uid", "platform", "country", "language")
BY_PEOPLE = ("human_category", "human_basis", "drawn_from", "lexicon_category")


@stage(needs=(*READ, *(column.name for column in DECIDED)), adds=BY_PEOPLE)
def beside_people(posts: pl.DataFrame, people: People, codebook: Codebook) -> pl.DataFrame:
    """Put what people settled on beside what the lexicon found.

    Parameters
    ----------
    posts : polars.DataFrame
        As ``code_with_lexicon`` gives them, with platform, country and language.
    people : People
        Of the case.
    codebook : Codebook
        Where a post has several categories, the one that stands first in its order is taken.

    Returns
    -------
    polars.DataFrame
        With ``human_category``, ``human_basis``, ``drawn_from`` and ``lexicon_category``; the
        category itself is as it was.
    """
    order = codebook.category_ids
    first = [min(given, key=order.index) for given in people.final["categories"].to_list()]
    settled = people.final.select(
        "post_uid",
        pl.Series("human_category", first, dtype=pl.String),
        human_basis="basis",
    )
    return posts.join(settled, on="post_uid", how="left", maintain_order="left").with_columns(
        drawn_from(posts, people), lexicon_category="category"
    )


@stage(needs=(*BY_PEOPLE, *(column.name for column in DECIDED)), adds=tuple(c.name for c in CODING))
def decide(
    posts: pl.DataFrame, people: People, learned: Learned, codebook: Codebook
) -> pl.DataFrame:
    """Decide the category of every post.

    People decide first. Where they did not code, or still differ, the lexicon does; where it finds
    nothing, a model does, if it is sure enough. ``category_source`` says who it was. A post that
    none of them could tell has no category.

    Parameters
    ----------
    posts : polars.DataFrame
        As ``beside_people`` gives them.
    people : People
        Of the case.
    learned : Learned
        As ``learn`` gives it.
    codebook : Codebook
        Of the case.

    Returns
    -------
    polars.DataFrame
        With every column of ``frames.CODING``.
    """
    said = posts.join(learned.codes, on="post_uid", how="left", maintain_order="left")
    by_model = pl.col("category").is_null() & pl.col("model_category").is_not_null()
    decided = said.with_columns(
        category=pl.coalesce("category", "model_category"),
        category_source=pl.when(by_model).then(pl.lit("model")).otherwise("category_source"),
        category_confidence=pl.when(by_model)
        .then("model_confidence")
        .otherwise("category_confidence"),
        machine_category=pl.coalesce("lexicon_category", "unseen"),
    ).drop("unseen")
    return code_by_hand(decided, people.final, codebook)
