"""A lexicon of invented words, written for one test."""

from __future__ import annotations

import polars as pl
import yaml

from tefter.coding import Codebook, Lexicon, code_with_lexicon

CODEBOOK = {
    "version": "1",
    "order": ["attack", "shaming", "not_relevant"],
    "categories": [
        {"id": "attack", "label": {"en": "Attack"}, "definition": "One person."},
        {"id": "shaming", "label": {"en": "Shaming"}, "definition": "Many."},
        {
            "id": "not_relevant",
            "relevant": False,
            "label": {"en": "Not relevant"},
            "definition": "Nobody.",
        },
    ],
    "flags": [{"id": "exposed", "label": {"en": "Exposed"}, "definition": "A number is given."}],
}


def codebook(folder):
    path = folder / "codebook.yaml"
    path.write_text(yaml.safe_dump(CODEBOOK), encoding="utf-8")
    return Codebook.read(path)


def lexicon(folder, *entries, language="sq", contexts=()):
    """A lexicon of one file; an entry is its fields, an id and a category being given."""
    written = [
        {"id": f"{language}-{place}", "category": "attack"} | entry
        if "flag" not in entry
        else {"id": f"{language}-{place}"} | entry
        for place, entry in enumerate(entries)
    ]
    content = {"language": language, "contexts": list(contexts), "entries": written}
    (folder / f"{language}.yml").write_text(
        yaml.safe_dump(content, allow_unicode=True), encoding="utf-8"
    )
    return Lexicon.read(folder, codebook(folder))


def posts(*texts, language="sq", variety=None):
    return pl.DataFrame({"text_clean": list(texts)}, schema={"text_clean": pl.String}).with_columns(
        language=pl.lit(language, dtype=pl.String), variety=pl.lit(variety, dtype=pl.String)
    )


def coded(lexicon, *texts, **spoken):
    return code_with_lexicon(posts(*texts, **spoken), lexicon)


def found(lexicon, *texts, **spoken):
    """Which texts get a category."""
    return coded(lexicon, *texts, **spoken)["category"].is_not_null().to_list()
