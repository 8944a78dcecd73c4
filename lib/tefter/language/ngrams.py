"""Which letter sequences a text has: py3langid, asked for many texts at a time."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

import numpy as np
import numpy.typing as npt
import polars as pl
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from tefter.language.vocabulary import LANGUAGES
from tefter.prepared import prepared_arrays

CODES = {"hbs": ("bs", "hr", "sr")}
"""Our language to py3langid's, where they differ."""

BATCH = 2_048
"""Texts at a time: some 20 MB."""

LONGEST = 600
"""Bytes of a text that are looked at, from its beginning: more changes nothing."""


@dataclass(frozen=True)
class _Model:
    following: npt.NDArray[np.int32]
    first: npt.NDArray[np.int64]
    feature: npt.NDArray[np.int32]
    scores: npt.NDArray[np.float32]
    prior: npt.NDArray[np.float32]
    owner: npt.NDArray[np.intp]


@cache
def _model() -> _Model:
    """Read the model; most of a second once on a machine, then from disk."""
    arrays = prepared_arrays(
        "letter-sequences",
        lambda: tuple(getattr(_read_model(), field.name) for field in fields(_Model)),
        rooms=("language",),
        libraries=("py3langid",),
    )
    return _Model(*arrays)


@cache
def _read_model() -> _Model:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    theirs = {code: one for one in LANGUAGES for code in CODES.get(one, (one,))}
    identifier.set_languages(list(theirs))
    return _Model(
        following=np.asarray(identifier.tk_nextmove, dtype=np.int32),
        first=np.asarray(identifier.tk_row, dtype=np.int64) << 8,
        feature=np.asarray(identifier.tk_output, dtype=np.int32),
        scores=identifier.nb_ptc.astype(np.float32),
        prior=identifier.nb_pc.astype(np.float32),
        owner=np.array([LANGUAGES.index(theirs[code]) for code in identifier.nb_classes]),
    )


def ngram_evidence(spoken: pl.Series) -> npt.NDArray[np.float32]:
    """Ask py3langid for each text how likely each language is.

    Parameters
    ----------
    spoken : polars.Series of String
        As ``words.words`` gives them. No nulls.

    Returns
    -------
    array of float32
        A row a text, a column a language of ``LANGUAGES``: the logarithm of the probability that
        ``LanguageIdentifier(norm_probs=True).rank`` gives, restricted to these languages, with
        Bosnian, Croatian and Serbian added up. A text without a known sequence has equal ones.

    Notes
    -----
    M. Lui and T. Baldwin (2012), "langid.py: An Off-the-shelf Language Identification Tool", ACL
    demonstrations: naive Bayes over byte sequences that an automaton finds. The package walks one
    text after the other in Python; here all texts of a batch take each step together.
    """
    encoded = [text.encode()[:LONGEST] for text in spoken]
    order = np.argsort([len(one) for one in encoded], kind="stable")
    evidence = np.empty((len(encoded), len(LANGUAGES)), dtype=np.float32)
    for start in range(0, len(encoded), BATCH):
        rows = order[start : start + BATCH]
        evidence[rows] = _batch([encoded[row] for row in rows])
    return evidence


def _batch(encoded: list[bytes]) -> npt.NDArray[np.float32]:
    model = _model()
    lengths = np.array([len(one) for one in encoded])
    longest = int(lengths.max(initial=0))
    letters = np.zeros((longest, len(encoded)), dtype=np.uint8)
    for column, one in enumerate(encoded):
        letters[: len(one), column] = np.frombuffer(one, dtype=np.uint8)
    seen = np.full((longest, len(encoded)), -1, dtype=np.int32)
    state = np.zeros(len(encoded), dtype=np.int64)
    for step in range(longest):
        state = model.following[model.first[state] + letters[step]]
        seen[step] = model.feature[state]
    seen[np.arange(longest)[:, None] >= lengths] = -1
    scores = np.zeros((len(encoded), len(model.owner)), dtype=np.float32)
    at, row = np.nonzero(seen >= 0)
    if len(row):
        features = len(model.scores)
        found, counts = np.unique(row * features + seen[at, row], return_counts=True)
        owner, feature = np.divmod(found, features)
        starts = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
        weighed = model.scores[feature] * np.log1p(counts).astype(np.float32)[:, None]
        scores[owner[starts]] = np.add.reduceat(weighed, starts, axis=0) + model.prior
    scores /= np.sqrt(np.maximum(lengths, 1)).astype(np.float32)[:, None]
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    chances /= chances.sum(axis=1, keepdims=True)
    summed = np.zeros((len(encoded), len(LANGUAGES)), dtype=np.float32)
    np.add.at(summed.T, model.owner, chances.T)
    return np.asarray(np.log(summed + np.float32(1e-9)), dtype=np.float32)
