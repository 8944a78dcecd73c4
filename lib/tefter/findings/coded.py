"""What ``3-code`` shows of codes, models and estimates to the people who work on a case."""

from __future__ import annotations

from typing import Any, Literal

import polars as pl

from tefter.coding.classifier import Learned
from tefter.findings.accuracy import reliability_table
from tefter.findings.data import Data
from tefter.findings.machines import machine_quality
from tefter.findings.prevalence import EVERY, METHODS, estimates
from tefter.findings.shares import share_table
from tefter.findings.words import percent
from tefter.privacy.release import HIDDEN

NOBODY = "not coded"

REASONS = {
    "uncertain": "of which it is least sure",
    "unlike_coded": "least like any coded post",
    "rare_category": "likeliest of the rarest category",
}


def decided_table(posts: pl.DataFrame) -> pl.DataFrame:
    """Count posts by platform and by who decided their category.

    Returns
    -------
    polars.DataFrame
        ``platform``, ``decided by``, ``posts``, ``share`` of all posts, ``hidden``.
    """
    named = posts.with_columns(pl.col("category_source").fill_null(NOBODY))
    return share_table(named, "platform", "category_source").rename(
        {"category_source": "decided by"}
    )


def lexicon_table(data: Data) -> pl.DataFrame:
    """Show the lexicon's rows of the table ``machine_quality``, small cells withheld."""
    return machine_quality(data).frame.filter(machine="lexicon").drop("machine")


def model_table(data: Data, learned: Learned) -> pl.DataFrame:
    """Show what the model is worth and how often it abstains, or why there is none.

    Returns
    -------
    polars.DataFrame
        As ``lexicon_table``; first how many posts of the case it codes, on how many it abstains,
        and how many have no text. Where nothing was learned, one row that says why.
    """
    found = machine_quality(data).frame.filter(machine="model").drop("machine")
    if learned.trained is None:
        row: dict[str, Any] = {"what": "all", "name": "", "metric": "none", "note": learned.reason}
        return pl.DataFrame([row], schema=found.schema)
    codes = learned.codes
    given, guessed = codes["model_category"].count(), codes["model_guess"].count()
    parts = {"codes": given, "abstains": guessed - given, "no text": codes.height - guessed}
    said = [
        {
            "what": "platforms that people coded",
            "name": "",
            "metric": metric,
            "posts": many,
            "value": many / codes.height,
            "note": "",
            HIDDEN: False,
        }
        for metric, many in parts.items()
    ]
    return pl.concat([pl.DataFrame(said, schema=found.schema), found])


def calibration_table(learned: Learned) -> pl.DataFrame:
    """Compare the confidence that the model states with the share that was right.

    Returns
    -------
    polars.DataFrame
        As ``reliability_table``, of the posts that people coded, told by models that had not seen
        them; no rows where nothing was learned.
    """
    told = (
        pl.DataFrame(
            schema={
                "post_uid": pl.String,
                "human": pl.String,
                "model_guess": pl.String,
                "model_confidence": pl.Float64,
            }
        )
        if learned.trained is None
        else learned.trained.told
    )
    return reliability_table(
        told.select("post_uid", category="model_guess", category_confidence="model_confidence"),
        told.select("post_uid", category="human"),
        "category",
    )


def proposed_table(learned: Learned) -> pl.DataFrame:
    """Show which posts to code next and why: neither their text nor their name.

    Returns
    -------
    polars.DataFrame
        ``rank``, ``why``, ``guess`` of the model, its ``confidence``, and ``likeness`` to the
        nearest coded post, 0 to 1.
    """
    return learned.proposed.select(
        "rank",
        why=pl.col("reason").replace(REASONS),
        guess="model_guess",
        confidence="model_confidence",
        likeness=pl.col("likeness").round(2),
    )


def prevalence_table(data: Data, of: Literal["all", "country"]) -> pl.DataFrame:
    """Show the estimates of the table ``prevalence`` side by side, a column for each method.

    Parameters
    ----------
    data : Data
    of : str
        ``all`` posts together, or each ``country``.

    Returns
    -------
    polars.DataFrame
        ``country`` where asked for, ``category``, ``coded`` posts, ``people``,
        ``people_and_machine``, ``rogan_gladen`` as text with their 95% intervals, and ``note``.
    """
    found = estimates(data)
    whole = pl.col("country") == EVERY
    found = found.filter(whole if of == EVERY else ~whole)
    rows = []
    for (country, category), part in found.group_by("country", "category", maintain_order=True):
        by_method = {row["method"]: row for row in part.to_dicts()}
        notes = dict.fromkeys(row["note"] for row in by_method.values() if row["note"])
        coded = next(iter(by_method.values()))["coded"]
        rows.append(
            {
                "country": country,
                "category": category,
                "coded": coded,
                **{name: _written(by_method.get(name)) for name in METHODS.values()},
                "note": " ".join(notes),
            }
        )
    words = ("country", "category", *METHODS.values(), "note")
    schema = {name: pl.String if name in words else pl.Int64 for name in rows[0]} if rows else {}
    shown = pl.DataFrame(rows, schema=schema)
    return shown if of == "country" or not rows else shown.drop("country")


def _written(row: dict[str, Any] | None) -> str:
    if row is None or (row["share"] is None and not row[HIDDEN]):
        return "–"
    if row[HIDDEN]:
        return "withheld"
    return f"{percent(row['share'])} ({percent(row['low'])} to {percent(row['high'])})"
