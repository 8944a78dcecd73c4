"""Word vectors that an editor brings along, and the vector of a text. Off unless asked for."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from tefter.coding.classifier.contract import ClassifierError
from tefter.coding.classifier.features import SIGN, prepare

MOST_WORDS, MOST_NUMBERS, LONGEST_LINE = 200_000, 1_000, 1 << 16
"""Words that are read (files have the commonest first), numbers of a word, and bytes of a line."""

RARE = 1e-3
"""The *a* of SIF weights (Arora et al. 2017, section 4.1)."""


@dataclass(frozen=True)
class WordVectors:
    """A vector for each word of a file.

    Attributes
    ----------
    name : str
        Of the file.
    digest : str
        SHA-256 of the file, by which a model knows it again.
    words : polars.DataFrame
        ``word`` String, as ``prepare`` writes it, and ``place`` UInt32.
    vectors : ndarray
        A row a word, already weighted.
    """

    name: str
    digest: str
    words: pl.DataFrame
    vectors: NDArray[np.float32]

    def pooled(self, prepared: pl.Series) -> NDArray[np.float32]:
        """Return the weighted mean of the vectors of a text's words; zeros where none is known.

        Parameters
        ----------
        prepared : polars.Series of String
            As ``prepare`` gives them.
        """
        apart = prepared.str.replace_all(SIGN, " $1 ").str.split(" ")
        told = (
            pl.DataFrame({"word": apart})
            .with_row_index("row")
            .explode("word")
            .join(self.words, on="word")
            .group_by("row", "place")
            .len()
            .sort("row", "place")
        )
        texts = csr_matrix(
            (
                told["len"].to_numpy().astype(np.float32),
                (told["row"].to_numpy(), told["place"].to_numpy()),
            ),
            shape=(len(prepared), len(self.vectors)),
        )
        known = np.asarray(texts.sum(axis=1)).reshape(-1, 1)
        return np.asarray(texts @ self.vectors / np.maximum(known, 1), dtype=np.float32)


def read_vectors(path: Path) -> WordVectors:
    """Read word vectors in the text form of word2vec, GloVe and fastText, packed with gzip or not.

    Parameters
    ----------
    path : path
        A line a word: the word and its numbers, with spaces between. The first line may say how
        many words and numbers there are. The commonest words come first; 200,000 are read.

    Returns
    -------
    WordVectors
        Each vector multiplied by a / (a + p), p being the word's frequency by Zipf's law from its
        place in the file, as the file does not tell it (S. Arora, Y. Liang, T. Ma, 2017, *A simple
        but tough-to-beat baseline for sentence embeddings*, ICLR).

    Raises
    ------
    ClassifierError
        Naming the line that cannot be read.
    """
    words: dict[str, int] = {}
    vectors: list[NDArray[np.float32]] = []
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        packed = path.suffix == ".gz"
        with gzip.open(path) if packed else path.open("rb") as file:
            for word, vector in _lines(file, path):
                vectors.append(vector)
                words.setdefault(word, len(vectors) - 1)
    except (OSError, EOFError) as error:
        raise ClassifierError(
            "cannot be read as word vectors", "name a file that is there and whole", file=path
        ) from error
    if not vectors:
        raise ClassifierError("holds no word vector", "choose another file", file=path)
    frequency = 1 / np.arange(1, len(vectors) + 1)
    weight = (RARE / (RARE + frequency / frequency.sum())).astype(np.float32)
    written = pl.DataFrame(
        {"word": prepare(pl.Series(list(words), dtype=pl.String)), "place": list(words.values())},
        schema_overrides={"place": pl.UInt32},
    ).unique("word", keep="first", maintain_order=True)
    return WordVectors(path.name, digest, written, np.stack(vectors) * weight[:, None])


def _lines(file: BinaryIO | gzip.GzipFile, path: Path) -> Iterator[tuple[str, NDArray[np.float32]]]:
    size = None
    read = 0
    number = 0
    while read < MOST_WORDS and (line := file.readline(LONGEST_LINE)):
        number += 1
        try:
            parts = line.decode("utf-8").rstrip().split(" ")
            if number == 1 and len(parts) == 2 and all(map(str.isdigit, parts)):  # noqa: PLR2004
                size = int(parts[1])
                continue
            size = len(parts) - 1 if size is None else size
            if not 0 < size <= MOST_NUMBERS or len(parts) <= size or len(line) == LONGEST_LINE:
                raise ValueError
            vector = np.array(parts[-size:], dtype=np.float32)
            if not np.isfinite(vector).all():
                raise ValueError
        except (ValueError, OverflowError):
            wanted = "numbers" if size is None else f"{size} numbers"
            raise ClassifierError(
                f"the line is not a word and its {wanted}",
                "use the text form of word2vec, GloVe or fastText, not the binary one",
                file=path,
                record=number,
            ) from None
        read += 1
        yield " ".join(parts[:-size]), vector
