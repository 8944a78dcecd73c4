"""The model card: what a model is, what it was made from, what it is worth, and what it is not for.

M. Mitchell et al. (2019), *Model cards for model reporting*, FAT*, gives its parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import polars as pl

from tefter import __version__
from tefter.coding.classifier.training import Trained

NAMES = {
    "macro_f1": "macro-F1",
    "accuracy": "accuracy",
    "calibration_error": "calibration error",
    "share": "share of the posts",
}
SCOPES = {
    "all": "all coded posts",
    "answered": "posts on which it does not abstain",
    "surest": "the four fifths of which it is surest",
}


def model_card(
    trained: Trained,
    *,
    made_by: str,
    digest: str = "",
    learning: pl.DataFrame | None = None,
    data: str = "",
) -> str:
    """Write the card of a model in Markdown.

    Parameters
    ----------
    trained : Trained
    made_by : str
        Who answers for it.
    digest : str
        As ``save`` gives it.
    learning : polars.DataFrame, optional
        As ``curve`` gives it.
    data : str
        A sentence on where the coded posts come from and how they were drawn.

    Returns
    -------
    str
        No text of a post and no name of an account is in it.
    """
    return "\n".join([*_head(trained, made_by, digest, data), *_worth(trained), *_more(learning)])


def _head(trained: Trained, made_by: str, digest: str, data: str) -> Iterator[str]:
    told, classifier = trained.told, trained.classifier
    yield from ("# Model card", "", f"Made by {_plain(made_by)}, with Tefter {__version__}.")
    if digest:
        yield f"Digest (SHA-256): `{digest}`."
    yield from ("", "## What it is", "", f"{classifier.scorer.name.capitalize()}.")
    yield (
        f"It gives one of {len(classifier.categories)} categories of the codebook, version "
        f"{trained.codebook_version}: {', '.join(f'`{name}`' for name in classifier.categories)}."
    )
    yield (
        "Its probabilities are calibrated on posts that it had not seen. "
        + _abstains(classifier.threshold, classifier.most_error)
    )
    yield from ("", "## What it was made from", "")
    if data:
        yield _plain(data)
    yield (
        f"{told.height:,} posts that people coded, of {told['group'].n_unique():,} groups: posts "
        "of one account, and copies of one text, are one group, never on both sides of a test."
    )
    yield from ("", *_table(("category", "coded posts"), _given(trained)), "")
    if trained.unlearned:
        yield (
            "Not learned, for want of posts of several accounts: "
            f"{', '.join(f'`{name}`' for name in trained.unlearned)}. It never gives them, and "
            "posts of them count as mistakes below."
        )


def _abstains(threshold: float, most_error: float) -> str:
    if threshold > 1:
        return (
            f"No threshold keeps its mistakes under {most_error:.0%}, so that it abstains on every "
            "post."
        )
    return (
        f"It abstains under a probability of {threshold:.3f}, so that of the codes that it gives "
        f"about {most_error:.0%} are wrong at most."
    )


def _given(trained: Trained) -> Iterator[tuple[str, str]]:
    counts = trained.told["human"].value_counts().sort("human")
    for name, number in counts.iter_rows():
        yield f"`{name}`", f"{number:,}"


def _worth(trained: Trained) -> Iterator[str]:
    folds = trained.told["fold"].n_unique()
    yield from (
        "## What it is worth",
        "",
        f"Told of each coded post by a model that had not seen it nor its account ({folds} folds). "
        "Intervals are 95 %, from a bootstrap of groups; they say what chance does, not what a "
        "change of topic or time does.",
        "",
    )
    rows = trained.quality
    whole = rows.filter(pl.col("scope").is_in(list(SCOPES)))
    yield from _table(("of", "measure", "posts", "value", "95 % interval"), _measures(whole))
    for prefix, title in (("category=", "By category"), ("language=", "By language")):
        part = rows.filter(pl.col("scope").str.starts_with(prefix))
        if part.height:
            yield from ("", f"### {title}", "")
            yield from _table(("of", "measure", "posts", "value", "95 % interval"), _measures(part))


def _measures(rows: pl.DataFrame) -> Iterator[tuple[str, ...]]:
    for row in rows.iter_rows(named=True):
        scope = SCOPES.get(row["scope"], row["scope"].partition("=")[2])
        value = row["reason"] if row["value"] is None else f"{row['value']:.3f}"
        between = "" if row["low"] is None else f"{row['low']:.3f} to {row['high']:.3f}"
        yield scope, NAMES.get(row["metric"], row["metric"]), f"{row['posts']:,}", value, between


def _more(learning: pl.DataFrame | None) -> Iterator[str]:
    if learning is not None and learning.height:
        yield from ("", "## Would more codes help?", "")
        rows = ((f"{posts:,}", f"{value:.3f}") for posts, value in learning.iter_rows())
        yield from _table(("learned from", "macro-F1"), rows)
    yield from (
        "",
        "## What it is not for",
        "",
        "- Counting. A machine's share is not a prevalence: estimate that from people's codes, "
        "with the machine's corrected (`tefter.coding.prevalence`).",
        "- Deciding about a person, or publishing a post's code that nobody has read.",
        "- Posts of another platform, language, time or topic than those that it was made from.",
        "- It reads text alone: irony, pictures and what everybody knows escape it, and a word of "
        "abuse that is quoted or reclaimed may mislead it.",
        "",
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _plain(text: str) -> str:
    return " ".join(text.replace("|", "/").replace("<", "‹").split())
