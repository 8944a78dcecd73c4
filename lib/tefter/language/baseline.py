"""langdetect, the baseline: the detector that everyone uses, made deterministic."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from tefter.language.words import words

SEED = 20240101

CODES = {"hr": "hbs", "sr": "hbs", "bs": "hbs"}
"""langdetect's codes to ours, where they differ. It knows Croatian alone of the four."""


def langdetect(texts: pl.Series) -> pl.Series:
    """Tell the language of texts as langdetect does, for comparison.

    It is slow, some 300 texts a second; equal texts are asked once.

    Parameters
    ----------
    texts : polars.Series of String
        Texts of any origin; nulls are allowed.

    Returns
    -------
    polars.Series of String
        The likeliest language of each text in our codes; und where langdetect has nothing to say.

    Notes
    -----
    S. Nakatani (2010), language-detection; ported by M. Danilák (package ``langdetect``). It draws
    parts of the text at random: every text begins from ``SEED``, so the order of texts does not
    matter.
    """
    distinct = texts.alias("text").unique(maintain_order=True)
    told = pl.DataFrame(
        {
            "text": distinct,
            "language": pl.Series([_ask(text) for text in words(distinct)], dtype=pl.String),
        }
    )
    asked = texts.alias("text").to_frame()
    joined = asked.join(told, on="text", how="left", maintain_order="left", nulls_equal=True)
    return joined["language"]


def _ask(text: str | None) -> str:
    if not text:
        return "und"
    detector = _factory().create()
    detector.append(text)
    try:
        code = str(detector.detect()).partition("-")[0]
    except LangDetectException:
        return "und"
    return "und" if code == "unknown" else CODES.get(code, code)


@cache
def _factory() -> DetectorFactory:
    # Profiles in the order of their names: sums of floats depend on the order, which a folder's
    # own listing does not keep.
    factory = DetectorFactory()
    profiles = sorted(Path(PROFILES_DIRECTORY).iterdir())
    factory.load_json_profile([path.read_text("utf-8") for path in profiles if path.is_file()])
    factory.set_seed(SEED)
    return factory
