"""Which standard of a language a text is in, by words that can be shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from tefter.language.letters import latin
from tefter.language.signs import find_signs, signs

PRIOR: Mapping[str, Mapping[str, float]] = {
    "hbs": {"bs": 0.28, "hr": 0.33, "sr": 0.34, "cnr": 0.05},
    "sq": {"als": 0.5, "aln": 0.5},
}
"""Shares before anything is read. Montenegrin is written by few, and shares nearly all its words
with a neighbour; the others are near equal, so that words decide."""

CYRILLIC: Mapping[str, Mapping[str, float]] = {
    "hbs": {"bs": -1.5, "hr": -5.0, "sr": 0.0, "cnr": -0.5},
    "sq": {},
}
"""How much Cyrillic script supports each, as the signs of ``variety.yml`` do."""

LEAST_CONFIDENCE = 0.73
"""Below it the variety is null."""

SHOWN = 4
"""Words of one sign that are shown; each counts, up to as many: a text that repeats itself says no
more."""


@dataclass(frozen=True)
class Support:
    """What the signs of texts say of each variety of one language.

    Attributes
    ----------
    varieties : list of str
        The columns of ``scores``.
    scores : array of float64
        A row a text: logarithm of how likely its signs are in each variety; 0 all along where it
        has none.
    shown : polars.Series of String
        The signs and their words; null where there is none.
    """

    varieties: list[str]
    scores: npt.NDArray[np.float64]
    shown: pl.Series


def support(texts: pl.DataFrame, language: str) -> Support:
    """Weigh the signs of texts of one language.

    Parameters
    ----------
    texts : polars.DataFrame
        ``words`` (as ``words.words`` gives them, no nulls) and ``script``.
    language : str
        A key of ``PRIOR``.
    """
    known = signs(language)
    varieties = list(PRIOR[language])
    text = latin(pl.col("words")) if language == "hbs" else pl.col("words")
    found = (
        find_signs(texts.select(text=text).with_row_index("row"), language)
        .group_by("row", "sign", maintain_order=True)
        .agg(pl.col("word").head(SHOWN))
        .sort("row", "sign")
    )
    row, sign = found["row"].to_numpy(), found["sign"].to_numpy()
    count = found["word"].list.len().to_numpy().astype(np.float64)
    each = np.array([one.each for one in known])
    weight = np.where(each[sign], count, (1.0 + count) / 2)
    per_sign = np.array([[one.support[variety] for variety in varieties] for one in known])
    scores = np.zeros((texts.height, len(varieties)))
    np.add.at(scores, row, weight[:, None] * per_sign[sign])
    names = pl.Series([one.name for one in known])
    shown = (
        found.with_columns(
            said=pl.concat_str(
                names.gather(found["sign"]), pl.lit(": "), pl.col("word").list.join(", ")
            )
        )
        .group_by("row")
        .agg(pl.col("said").str.join("; "))
    )
    rows = texts.select("script").with_row_index("row")
    said = rows.join(shown, on="row", how="left", maintain_order="left")
    cyrillic = said["script"] == "cyrl"
    if CYRILLIC[language]:
        scores += cyrillic.to_numpy()[:, None] * np.array(
            [CYRILLIC[language][one] for one in varieties]
        )
        of_script = pl.when(pl.col("script") == "cyrl").then(pl.lit("Cyrillic script"))
        said = said.with_columns(
            pl.concat_str("said", of_script, separator="; ", ignore_nulls=True).alias("said")
        ).with_columns(pl.when(pl.col("said") != "").then("said"))
    told = said["said"]
    return Support(varieties, scores, told)


def decide(found: Support) -> pl.DataFrame:
    """Decide the variety of each text.

    Returns
    -------
    polars.DataFrame
        ``variety`` String and ``variety_confidence`` Float64, null where nothing decides;
        ``variety_evidence`` String, null where there is no sign.
    """
    language = next(one for one, shares in PRIOR.items() if list(shares) == found.varieties)
    scores = found.scores + np.log([PRIOR[language][variety] for variety in found.varieties])
    chances = np.exp(scores - scores.max(axis=1, keepdims=True, initial=-np.inf))
    chances /= chances.sum(axis=1, keepdims=True)
    confidence = chances.max(axis=1, initial=0)
    best = np.array(found.varieties)[chances.argmax(axis=1)]
    any_sign = np.ptp(found.scores, axis=1) > 0
    sure = pl.Series(any_sign & (confidence >= LEAST_CONFIDENCE))
    return pl.DataFrame(
        {"best": pl.Series(best, dtype=pl.String), "confidence": confidence, "sure": sure}
    ).select(
        variety=pl.when("sure").then("best"),
        variety_confidence=pl.when("sure").then("confidence"),
        variety_evidence=found.shown,
    )


def variety_of(told: pl.DataFrame) -> pl.DataFrame:
    """Tell the variety of texts whose language is known.

    Parameters
    ----------
    told : polars.DataFrame
        ``words`` (as ``words.words`` gives them, no nulls), ``language`` and ``script``.

    Returns
    -------
    polars.DataFrame
        A row a text, with the columns of ``decide``: null where the language has no varieties here.

    Notes
    -----
    Naive Bayes over the signs of ``variety.yml``, each counted once, a second and a further word of
    the same sign with half of its weight: words of one text are not independent.
    """
    rows = told.with_row_index("row")
    schema = {"variety": pl.String, "variety_confidence": pl.Float64, "variety_evidence": pl.String}
    found = [pl.DataFrame(schema={"row": pl.UInt32, **schema})]
    for language in PRIOR:
        texts = rows.filter(pl.col("language") == language)
        if texts.height:
            decided = decide(support(texts, language))
            found.append(decided.with_columns(texts["row"]).select("row", *schema))
    return (
        rows.select("row")
        .join(pl.concat(found), on="row", how="left", maintain_order="left")
        .select(*schema)
    )
