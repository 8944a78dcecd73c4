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
    "hbs": {"bs": 0.27, "hr": 0.33, "sr": 0.34, "cnr": 0.09},
    "sq": {"als": 0.5, "aln": 0.5},
}
"""Shares before anything is read. Montenegrin is written by few, and shares nearly all its words
with a neighbour; the others are near equal, so that words decide."""

CYRILLIC: Mapping[str, Mapping[str, float]] = {
    "hbs": {"bs": -1.5, "hr": -5.0, "sr": 0.0, "cnr": -0.5},
    "sq": {},
}
"""How much Cyrillic script supports each, as the signs of ``variety.yml`` do."""

LEAST_CONFIDENCE = 0.66
"""Below it the variety is null."""

SHOWN = 4
"""Words of one sign that count, and that are shown."""


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
    attested : array of bool
        Whether its signs attest each variety, as ``attested`` says.
    shown : polars.Series of String
        The signs and their words; null where there is none.
    """

    varieties: list[str]
    scores: npt.NDArray[np.float64]
    attested: npt.NDArray[np.bool_]
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
    found = signs_of(texts, language)
    counted = found.group_by("row", "sign", maintain_order=True).agg(
        words=pl.len(), shown=pl.col("shown").unique(maintain_order=True).head(SHOWN)
    )
    grouped = counted.rename({"row": "group"})
    cyrillic = (texts["script"] == "cyrl").to_numpy().astype(np.float64)
    scores = weighed(grouped, texts.height, language) + by_script(cyrillic, language)
    names = pl.Series([one.name for one in signs(language)])
    shown = (
        counted.with_columns(
            said=pl.concat_str(
                names.gather(counted["sign"]), pl.lit(": "), pl.col("shown").list.join(", ")
            )
        )
        .sort("row", "sign")
        .group_by("row", maintain_order=True)
        .agg(pl.col("said").str.join("; "))
    )
    rows = texts.select("script").with_row_index("row")
    said = rows.join(shown, on="row", how="left", maintain_order="left")
    if CYRILLIC[language]:
        of_script = pl.when(pl.col("script") == "cyrl").then(pl.lit("Cyrillic script"))
        both = pl.concat_str("said", of_script, separator="; ", ignore_nulls=True)
        said = said.select(said=pl.when(both != "").then(both))
    return Support(
        list(PRIOR[language]), scores, attested(grouped, cyrillic, language), said["said"]
    )


def signs_of(texts: pl.DataFrame, language: str) -> pl.DataFrame:
    """Find the signs of texts, as ``find_signs`` gives them, whatever their script."""
    text = latin(pl.col("words")) if language == "hbs" else pl.col("words")
    return find_signs(texts.select(text=text).with_row_index("row"), language)


def weighed(found: pl.DataFrame, groups: int, language: str) -> npt.NDArray[np.float64]:
    """Add up the signs of groups of words.

    Parameters
    ----------
    found : polars.DataFrame
        ``group``, from 0 on; ``sign`` Int64; ``words``, how many different words of the sign.
        ``least`` Float64, if there: what the support of one sign does not go below.
    groups : int
        How many groups there are.
    language : str
        A key of ``PRIOR``.

    Returns
    -------
    array of float64
        A row a group, a column a variety: logarithm of how likely its signs are there.

    Notes
    -----
    Naive Bayes over signs. Words of one sign are not independent: the second and each further one
    counts half, up to ``SHOWN``; those of a sign that is a habit count as one.
    """
    known, per_sign = signs(language), _per_sign(language)
    sign = found["sign"].to_numpy()
    count = np.minimum(found["words"].to_numpy(), SHOWN).astype(np.float64)
    each, once = (np.array([getattr(one, name) for one in known]) for name in ("each", "once"))
    times = np.where(once[sign], 1.0, np.where(each[sign], count, (1.0 + count) / 2))
    supported = times[:, None] * per_sign[sign]
    if "least" in found.columns:
        supported = np.maximum(supported, found["least"].to_numpy()[:, None])
    scores = np.zeros((groups, len(PRIOR[language])))
    np.add.at(scores, found["group"].to_numpy(), supported)
    return scores


def _per_sign(language: str) -> npt.NDArray[np.float64]:
    """Return how much each sign supports each variety: a row a sign, a column a variety."""
    varieties = PRIOR[language]
    return np.array([[one.support[name] for name in varieties] for one in signs(language)])


def by_script(cyrillic: npt.NDArray[np.float64], language: str) -> npt.NDArray[np.float64]:
    """Return what the script says of each variety, for the share of each text in Cyrillic."""
    weights = [CYRILLIC[language].get(variety, 0.0) for variety in PRIOR[language]]
    return np.outer(cyrillic, np.array(weights))


def attested(
    found: pl.DataFrame, cyrillic: npt.NDArray[np.float64], language: str
) -> npt.NDArray[np.bool_]:
    """Return which varieties the signs of groups of words attest.

    A variety is attested where, against each variety that is not rarer, some sign is at home in it
    and not in the other. Without this, a Croatian word beside a Serbian one would make a text
    Bosnian, as the only standard that knows both, though more likely two standards were mixed.

    Parameters
    ----------
    found : polars.DataFrame
        As in ``weighed``.
    cyrillic : array of float64
        Share of each group in Cyrillic.
    language : str
        A key of ``PRIOR``.

    Returns
    -------
    array of bool
        A row a group, a column a variety.
    """
    per_sign, varieties, share = _per_sign(language), list(PRIOR[language]), PRIOR[language]
    script = np.array([CYRILLIC[language].get(variety, 0.0) for variety in varieties])
    group, sign = found["group"].to_numpy(), found["sign"].to_numpy()
    seen = np.zeros((cyrillic.size, len(per_sign)), dtype=bool)
    seen[group, sign] = True
    result = np.ones((cyrillic.size, len(varieties)), dtype=bool)
    for one, variety in enumerate(varieties):
        for other, rival in enumerate(varieties):
            if one != other and share[rival] >= share[variety]:
                tells = (per_sign[:, one] == 0) & (per_sign[:, other] < 0)
                by_letters = (cyrillic > 0) & (script[one] > script[other])
                result[:, one] &= seen[:, tells].any(axis=1) | by_letters
    return result


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
    place = chances.argmax(axis=1)
    best = np.array(found.varieties)[place]
    shown = found.attested[np.arange(place.size), place]
    any_sign = np.ptp(found.scores, axis=1) > 0
    sure = pl.Series(any_sign & shown & (confidence >= LEAST_CONFIDENCE))
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
