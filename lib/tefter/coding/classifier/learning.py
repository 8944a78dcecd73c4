"""Learning from what people coded of a case, or saying why nothing was learned."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polars as pl

from tefter.coding.classifier.card import model_card
from tefter.coding.classifier.contract import ClassifierError, code_with_classifier
from tefter.coding.classifier.machine_codes import machine_codes
from tefter.coding.classifier.next_posts import SCHEMA as NEXT
from tefter.coding.classifier.next_posts import next_to_code
from tefter.coding.classifier.quality import SCHEMA as QUALITY
from tefter.coding.classifier.saving import save
from tefter.coding.classifier.training import CURVE, MOST_ERROR, Trained, curve, train
from tefter.coding.codebook import Codebook

CODES: dict[str, Any] = {
    "post_uid": pl.String,
    "model_category": pl.String,
    "model_guess": pl.String,
    "model_confidence": pl.Float64,
    "unseen": pl.String,
}


def _nothing(schema: dict[str, Any]) -> Callable[[], pl.DataFrame]:
    return lambda: pl.DataFrame(schema=schema)


@dataclass(frozen=True)
class Learned:
    """What a machine learned from the coders of a case, and what it says of the posts.

    Attributes
    ----------
    trained : Trained, optional
        None where there was too little to learn from.
    reason : str
        A sentence that says why; empty where something was learned.
    codes : polars.DataFrame
        A row for each post of a platform from which people coded posts: ``post_uid``;
        ``model_category``, ``model_guess``, ``model_confidence`` as ``code_with_classifier`` gives
        them; ``unseen`` as ``machine_codes`` does, for estimates.
    learning : polars.DataFrame
        As ``curve`` gives it.
    proposed : polars.DataFrame
        As ``next_to_code`` gives it.
    """

    trained: Trained | None = None
    reason: str = ""
    codes: pl.DataFrame = field(default_factory=_nothing(CODES))
    learning: pl.DataFrame = field(default_factory=_nothing(CURVE))
    proposed: pl.DataFrame = field(default_factory=_nothing(NEXT))

    @property
    def quality(self) -> pl.DataFrame:
        """As ``quality.quality`` gives it; no rows where nothing was learned."""
        return pl.DataFrame(schema=QUALITY) if self.trained is None else self.trained.quality


def learn(
    posts: pl.DataFrame,
    codebook: Codebook,
    *,
    most_error: float = MOST_ERROR,
    propose: int = 20,
    seed: int = 0,
) -> Learned:
    """Learn from the posts that people coded, and code those of the same platforms.

    A platform of which people coded nothing is left alone: a model knows nothing of it.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``human_category`` and what ``train`` needs.
    codebook : Codebook
        Of the codes.
    most_error : float
        As of ``train``.
    propose : int
        How many posts to propose for coding next.
    seed : int
        The same posts and seed give the same.

    Returns
    -------
    Learned
        With a reason, and nothing else, where there is too little to learn from, or a post may have
        several categories.
    """
    if not codebook.exclusive:
        return Learned(
            reason="A post may have several categories, and one model gives one: train a "
            "classifier for each category (docs/classifier.md)."
        )
    coded = posts.filter(pl.col("human_category").is_not_null())
    same = posts.filter(pl.col("platform").is_in(coded["platform"].unique().to_list()))
    try:
        trained = train(same, codebook, human="human_category", most_error=most_error, seed=seed)
    except ClassifierError as error:
        return Learned(
            reason=f"No model was learned: {error.what}. To change that, {error.remedy}."
        )
    codes = code_with_classifier(same, trained.classifier).with_columns(
        unseen=machine_codes(same, trained, seed=seed)
    )
    return Learned(
        trained,
        "",
        codes.select(*CODES),
        curve(same, codebook, human="human_category", seed=seed),
        next_to_code(same, trained.classifier, count=propose, human="human_category", seed=seed),
    )


def keep(learned: Learned, folder: Path, *, made_by: str, data: str = "") -> None:
    """Keep the model and its card in a folder; what an earlier run kept there goes.

    Parameters
    ----------
    learned : Learned
        Without a model, nothing is kept.
    folder : path
        Beside the processed frames: a card counts coded posts, however few, and is not published.
    made_by, data : str
        As for ``model_card``.
    """
    shutil.rmtree(folder, ignore_errors=True)
    if learned.trained is None:
        return
    digest = save(learned.trained, folder, made_by=made_by)
    card = model_card(
        learned.trained, made_by=made_by, digest=digest, learning=learned.learning, data=data
    )
    (folder / "card.md").write_text(card, encoding="utf-8")
