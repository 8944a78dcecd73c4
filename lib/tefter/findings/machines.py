"""How right the machines are, next to what people settled on: the lexicon, and the model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import polars as pl

from tefter.findings.data import Data
from tefter.findings.interval import wilson
from tefter.findings.table import Table
from tefter.privacy import suppress_small_cells
from tefter.privacy.release import HIDDEN

SCHEMA: dict[str, Any] = {
    "machine": pl.String,
    "what": pl.String,
    "name": pl.String,
    "metric": pl.String,
    "posts": pl.Int64,
    "value": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "note": pl.String,
}

COLUMNS = {
    "machine": "lexicon, or model",
    "what": "Of which posts: all; answered, on which it does not abstain; surest, the four fifths "
    "of which it is surest; or of one category or language",
    "name": "Which one; else empty",
    "metric": "coverage (share of the posts that it codes), accuracy, macro_f1, calibration_error, "
    "share (of the coded posts), precision, recall or f1",
    "posts": "Posts behind the value",
    "value": "The value, 0 to 1; empty where it cannot be told",
    "low": "Lower end of its 95% interval",
    "high": "Upper end of it",
    "note": "Why a value is missing",
    HIDDEN: "Whether the row is withheld because too few posts stand behind it",
}

UNTOLD = "unknown"


def machine_quality(data: Data) -> Table:
    """Show how right lexicon and model are, as far as people's codes can tell."""
    found = pl.concat([lexicon_quality(data), _of_model(data)])
    parts = found.filter(pl.col("what").is_in(["category", "language"]))
    counted = (
        parts.group_by("machine", "what", "name", "metric", maintain_order=True)
        .agg(pl.col("posts").first())
        .with_columns(way=pl.concat_str("machine", "what", "metric", separator=" "))
    )
    withheld = suppress_small_cells(counted, "posts", minimum=data.minimum, totals=["way"]).select(
        "machine", "what", "name", "metric", HIDDEN
    )
    frame = found.join(
        withheld, on=["machine", "what", "name", "metric"], how="left", maintain_order="left"
    ).with_columns(pl.col(HIDDEN).fill_null(False))
    shown = ~pl.col(HIDDEN)
    return Table(
        "machine_quality",
        "How right the machines are",
        frame.with_columns(
            *(pl.when(shown).then(name).alias(name) for name in ("posts", "value", "low", "high")),
            note=pl.when(shown).then("note").otherwise(pl.lit("")),
        ),
        "Against the codes on which people settled. The model was asked of posts that it had not "
        "seen, nor any of their accounts, in the whole case. Intervals are 95%: Wilson's for the "
        "lexicon, a bootstrap of accounts for the model. Fewer than "
        f"{data.minimum} posts are withheld.",
        COLUMNS,
    )


def lexicon_quality(data: Data) -> pl.DataFrame:
    """Measure the lexicon against people: coverage, accuracy, precision and recall.

    Returns
    -------
    polars.DataFrame
        ``machine`` lexicon, ``what``, ``name``, ``metric``, ``posts``, ``value``, ``low``,
        ``high`` (95%, Wilson), ``note``. A post on which it is silent is a miss of recall, and no
        matter of precision or accuracy. No rows without a post.
    """
    posts = data.studied
    rows = list(_of_lexicon(posts, data.category_names)) if posts.height else []
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def _of_lexicon(posts: pl.DataFrame, order: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    said = posts["lexicon_category"].count()
    yield _share("all", "", "coverage", said, posts.height)
    both = posts.filter(pl.col("human_category").is_not_null())
    yield _share("all", "", "accuracy", *_right(both))
    for category in order:
        given = both.filter(lexicon_category=category)
        meant = both.filter(human_category=category)
        yield _share("category", category, "precision", *_right(given))
        found = meant.filter(lexicon_category=category).height
        yield _share("category", category, "recall", found, meant.height)
    languages = both.with_columns(pl.col("language").fill_null(UNTOLD)).sort("language")
    for (language,), part in languages.group_by("language", maintain_order=True):
        yield _share("language", str(language), "accuracy", *_right(part))


def _right(posts: pl.DataFrame) -> tuple[int, int]:
    told = posts.filter(pl.col("lexicon_category").is_not_null())
    return told.filter(pl.col("lexicon_category") == pl.col("human_category")).height, told.height


def _share(what: str, name: str, metric: str, part: int, whole: int) -> tuple[object, ...]:
    low, high = wilson(part, whole) or (None, None)
    value = part / whole if whole else None
    shown = (None if one is None else round(one, 4) for one in (value, low, high))
    note = "" if whole else "Nobody coded such a post."
    return "lexicon", what, name, metric, whole, *shown, note


def _of_model(data: Data) -> pl.DataFrame:
    parts = pl.col("scope").str.splitn("=", 2).struct
    return data.machine_quality.select(
        machine=pl.lit("model"),
        what=parts.field("field_0"),
        name=parts.field("field_1").fill_null(""),
        metric="metric",
        posts="posts",
        value=pl.col("value").round(4),
        low=pl.col("low").round(4),
        high=pl.col("high").round(4),
        note=pl.col("reason").fill_null(""),
    ).select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())
