"""Lists in the form of HurtLex, as a file of the lexicon.

HurtLex is a list of hurtful words in more than 50 languages (E. Bassignana, V. Basile, V. Patti,
2018, *Hurtlex: A Multilingual Lexicon of Words to Hurt*, CLiC-it 2018): lemmas, translated by
machine, each in one of 17 categories and at one of two levels. Its lists are a start for editors to
strike from, not a finding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import msgspec
import polars as pl
import yaml

from tefter.coding.codebook import Codebook
from tefter.coding.lexicon.files import WrittenEntry, WrittenFile
from tefter.coding.lexicon.patterns import PatternError, compile_pattern, fold_patterns
from tefter.errors import CaseError, SourceError

COLUMNS = ("id", "pos", "category", "stereotype", "lemma", "level")
Level = Literal["conservative", "inclusive"]


@dataclass(frozen=True)
class Imported:
    """What became of a list.

    Attributes
    ----------
    file : WrittenFile
        A file of the lexicon, with one entry for each category of the list: its first lemma is the
        pattern, the others are its forms.
    skipped : polars.DataFrame
        ``id`` of each word that was left out, and ``reason``: category_not_mapped, level,
        no_pattern or repeated. Never the word.
    """

    file: WrittenFile
    skipped: pl.DataFrame

    def write(self, path: Path) -> None:
        """Write the file, named ``LANGUAGE-hurtlex.yml`` or the like, for editors to read.

        Raises
        ------
        CaseError
            When there is a file already: editors may have worked on it.
        """
        if path.exists():
            raise CaseError(
                "is there already", "remove it first, or choose another name", file=path
            )
        plain = yaml.safe_dump(
            msgspec.to_builtins(self.file), allow_unicode=True, sort_keys=False, width=100
        )
        path.write_text(plain, encoding="utf-8")


def read_hurtlex(path: Path) -> pl.DataFrame:
    """Read a TSV file with the columns of a list in the form of HurtLex.

    Returns
    -------
    polars.DataFrame
        ``id``, ``pos``, ``category``, ``stereotype``, ``lemma`` and ``level``, all String, in the
        order of the file.

    Raises
    ------
    SourceError
        When it cannot be read as such, or lacks a column.
    """
    try:
        table = pl.read_csv(path, separator="\t", quote_char=None, infer_schema=False)
    except (OSError, pl.exceptions.PolarsError):
        raise SourceError("is no list of words", "give a TSV file", file=path) from None
    lacking = [name for name in COLUMNS if name not in table.columns]
    if lacking:
        raise SourceError(
            f"lacks the column {lacking[0]}",
            f"a list of words has {', '.join(COLUMNS)}, separated by tabs",
            file=path,
        )
    return table.select(COLUMNS)


def import_hurtlex(
    table: pl.DataFrame,
    language: str,
    mapping: Mapping[str, str],
    codebook: Codebook,
    *,
    level: Level = "conservative",
    wildcard_from: int | None = None,
) -> Imported:
    """Turn a list into a file of the lexicon.

    Parameters
    ----------
    table : polars.DataFrame
        As ``read_hurtlex`` gives it.
    language : str
        Code of the lexicon's file.
    mapping : mapping
        Category of the list to category or flag of the codebook; words of others are left out.
    codebook : Codebook
        Of the case.
    level : {"conservative", "inclusive"}
        ``conservative`` keeps the words that hurt in most of their senses; ``inclusive`` all.
    wildcard_from : int, optional
        Letters from which a single-word lemma is taken as the beginning of longer words
        (``lemma*``), for languages rich in endings. None leaves lemmas as they are.

    Raises
    ------
    CaseError
        When the mapping names what the codebook does not have.
    """
    unknown = sorted(set(mapping.values()) - {*codebook.category_ids, *codebook.flag_ids})
    if unknown:
        raise CaseError(
            f"the mapping names {unknown[0]}, which the codebook does not have",
            f"use one of {', '.join((*codebook.category_ids, *codebook.flag_ids))}",
        )
    lemma = pl.col("lemma").str.strip_chars()
    patterns = table.select(
        "id",
        "category",
        "level",
        # A star inside a lemma hides a letter; here it would stand for any number of them.
        pattern=_pattern(lemma.str.replace_all("*", "", literal=True), wildcard_from),
    )
    usable = _usable(patterns["pattern"])
    judged = patterns.with_columns(
        reason=pl.when(~pl.col("category").is_in(list(mapping)).fill_null(False))
        .then(pl.lit("category_not_mapped"))
        .when(pl.col("level").ne_missing("conservative") & (level == "conservative"))
        .then(pl.lit("level"))
        .when(~pl.col("pattern").is_in(usable).fill_null(False))
        .then(pl.lit("no_pattern"))
    )
    kept = judged.filter(pl.col("reason").is_null())
    first = kept.select(pl.struct("category", "pattern").is_first_distinct()).to_series()
    repeated = kept.filter(~first).with_columns(reason=pl.lit("repeated"))
    entries = [
        _entry(language, category, group["pattern"].to_list(), mapping[category], codebook)
        for (category,), group in kept.filter(first).group_by("category", maintain_order=True)
        if isinstance(category, str)
    ]
    left_out = pl.concat([judged.filter(pl.col("reason").is_not_null()), repeated])
    return Imported(WrittenFile(language, entries), left_out.select("id", "reason").sort("id"))


def _pattern(lemma: pl.Expr, wildcard_from: int | None) -> pl.Expr:
    if wildcard_from is None:
        return lemma
    long = (lemma.str.len_chars() >= wildcard_from) & ~lemma.str.contains(r"\s")
    return pl.when(long).then(pl.format("{}*", lemma)).otherwise(lemma)


def _usable(patterns: pl.Series) -> list[str]:
    usable = []
    for written, folded in fold_patterns(patterns.drop_nulls()).items():
        try:
            compile_pattern(written, folded)
        except PatternError:
            continue
        usable.append(written)
    return usable


def _entry(
    language: str, category: str, patterns: list[str], code: str, codebook: Codebook
) -> WrittenEntry:
    is_flag = code in codebook.flag_ids
    return WrittenEntry(
        id=f"{language}-hurtlex-{category.lower()}",
        pattern=patterns[0],
        forms=patterns[1:],
        category=None if is_flag else code,
        flag=code if is_flag else None,
        note=f"From a list in the form of HurtLex, its category {category}.",
    )
