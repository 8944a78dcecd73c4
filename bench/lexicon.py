"""The lexicon coder against spaCy's PhraseMatcher with the same patterns, in one run.

Texts and patterns are invented words, drawn as words of a language are (Zipf). The baseline is a
blank pipeline of spaCy, ``nlp.pipe`` and a ``PhraseMatcher`` on lower-case words, which is what its
documentation advises for long lists. The ratio depends on how many posts hold a pattern, so that
it is printed for several shares; with rules on context every entry asks for the words around its
term: negation, of which about every fourteenth post has a word, and quotation.

A ratio is fair only if both find the same posts: the share on which they agree is printed.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from copy import deepcopy
from pathlib import Path
from typing import Any

import polars as pl
import spacy
import yaml
from spacy.matcher import PhraseMatcher

from tefter.coding import Codebook, Lexicon, code_with_lexicon

CODEBOOK = {
    "version": "1",
    "order": ["found"],
    "categories": [{"id": "found", "label": {"en": "Found"}, "definition": "A pattern is there."}],
}
ONSETS = ["b", "c", "č", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "š", "t", "v", "z", "ž"]
NEGATION = ["nije", "nikad", "bez"]
PASSES = 3


def words(count: int, syllables: tuple[int, int], random_: random.Random) -> list[str]:
    """Return distinct invented words."""
    found: dict[str, None] = {}
    while len(found) < count:
        length = random_.randint(*syllables)
        found["".join(random_.choice(ONSETS) + random_.choice("aeiou") for _ in range(length))] = (
            None
        )
    return list(found)


def invent(count: int, patterns: int, share: float) -> tuple[list[str], list[str]]:
    """Return texts, of which a share holds a pattern, and the patterns: two thirds are one word."""
    random_ = random.Random(4)
    common = words(20_000, (1, 4), random_)
    common[40:43] = NEGATION
    ranks = [1 / (rank + 10) for rank in range(len(common))]
    terms = words(patterns, (5, 6), random_)
    phrases = [f"{term} {random_.choice(common)}" for term in terms[: patterns // 3]]
    listed = phrases + terms[patterns // 3 :]
    texts = []
    for _ in range(count):
        text = random_.choices(common, ranks, k=random_.randint(8, 25))
        if random_.random() < share:
            text.insert(random_.randrange(len(text) + 1), random_.choice(listed))
        texts.append(
            " ".join(text).capitalize() + random_.choice([".", "!", " 😂", " #oznaka", ""])
        )
    return texts, listed


def lexicon(patterns: list[str], rules: dict[str, Any]) -> Lexicon:
    """Return a lexicon with an entry a pattern, each with these rules."""
    with tempfile.TemporaryDirectory() as folder:
        codebook = Path(folder) / "codebook.yml"
        codebook.write_text(yaml.safe_dump(CODEBOOK), encoding="utf-8")
        entries = [
            {"id": f"hr-{place}", "category": "found", "pattern": pattern, **deepcopy(rules)}
            for place, pattern in enumerate(patterns)
        ]
        contexts = [{"id": "negation", "words": NEGATION}]
        (Path(folder) / "hr.yml").write_text(
            yaml.safe_dump(
                {"language": "hr", "contexts": contexts, "entries": entries}, allow_unicode=True
            ),
            encoding="utf-8",
        )
        codes = Codebook.read(codebook)
        codebook.unlink()
        return Lexicon.read(Path(folder), codes)


def baseline(texts: list[str], patterns: list[str]) -> tuple[list[bool], float]:
    """Return which texts hold a pattern by spaCy, and the seconds of its best pass."""
    nlp = spacy.blank("hr")
    matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
    matcher.add("found", list(nlp.pipe(patterns)))
    seconds = []
    for _ in range(PASSES):
        started = time.perf_counter()
        found = [bool(matcher(doc)) for doc in nlp.pipe(texts)]
        seconds.append(time.perf_counter() - started)
    return found, min(seconds)


def ours(texts: list[str], lexicon: Lexicon) -> tuple[list[bool], float]:
    """Return which texts have a code, and the seconds of the best pass."""
    posts = pl.DataFrame({"text_clean": texts}).with_columns(
        language=pl.lit("hbs"), variety=pl.lit(None, dtype=pl.String)
    )
    code_with_lexicon(posts.head(1000), lexicon)
    seconds = []
    for _ in range(PASSES):
        started = time.perf_counter()
        coded = code_with_lexicon(posts, lexicon)
        seconds.append(time.perf_counter() - started)
    return coded["category"].is_not_null().to_list(), min(seconds)


def main() -> None:
    """Print posts a second and ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--posts", type=int, default=50_000)
    parser.add_argument("--patterns", type=int, default=5_000)
    parser.add_argument("--shares", type=float, nargs="+", default=[0.01, 0.05, 0.2, 0.5])
    chosen = parser.parse_args()
    print(f"{chosen.posts:,} posts, {chosen.patterns:,} patterns; posts a second")
    for share in chosen.shares:
        texts, patterns = invent(chosen.posts, chosen.patterns, share)
        expected, slow = baseline(texts, patterns)
        line = f"{share:5.0%} hold one  PhraseMatcher {len(texts) / slow:9,.0f}"
        kinds: list[tuple[str, dict[str, Any]]] = [
            ("terms", {}),
            ("with rules on context", {"unless_near": ["negation"], "unless_quoted": True}),
        ]
        for name, rules in kinds:
            found, seconds = ours(texts, lexicon(patterns, rules))
            agree = sum(one == other for one, other in zip(expected, found, strict=True))
            line += (
                f"  | {name} {len(texts) / seconds:9,.0f}, {slow / seconds:5.1f} times, "
                f"agree {agree / len(texts):.4f}"
            )
        print(line, flush=True)


if __name__ == "__main__":
    main()
