"""langdetect, the baseline: the detector that everyone uses, made deterministic."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

SEED = 20240101


def langdetect(words: pl.Series) -> pl.DataFrame:
    """Ask langdetect for the languages of texts.

    It is slow, some 300 texts a second, so give it distinct texts.

    Parameters
    ----------
    words : polars.Series of String
        Texts without links, handles and emoji. No nulls.

    Returns
    -------
    polars.DataFrame
        One row for each language that langdetect holds possible (a tenth or more likely), with
        ``row`` Int64, ``code`` String (langdetect's own) and ``probability`` Float64. A text for
        which it has nothing to say has no row.

    Notes
    -----
    S. Nakatani (2010), language-detection; ported by M. Danilák (package ``langdetect``). It draws
    parts of the text at random: every text begins from ``SEED``, so the order of texts does not
    matter.
    """
    rows = []
    for row, text in enumerate(words):
        detector = _factory().create()
        detector.append(text)
        try:
            found = detector.get_probabilities()
        except LangDetectException:
            continue
        rows += [(row, language.lang, language.prob) for language in found]
    schema = {"row": pl.Int64, "code": pl.String, "probability": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


@cache
def _factory() -> DetectorFactory:
    # Profiles in the order of their names: sums of floats depend on the order, which a folder's
    # own listing does not keep.
    factory = DetectorFactory()
    profiles = sorted(Path(PROFILES_DIRECTORY).iterdir())
    factory.load_json_profile([path.read_text("utf-8") for path in profiles if path.is_file()])
    factory.set_seed(SEED)
    return factory
