"""Word vectors of an editor's own, from a file that is read with care."""

from __future__ import annotations

import gzip
import json

import numpy as np
import polars as pl
import pytest
from tests.coding.classifier.invented import BOOK, CUES, WORDS, posts, trained

from tefter.coding.classifier import (
    ClassifierError,
    code_with_classifier,
    load,
    next_to_code,
    read_vectors,
    save,
    train,
)

STRANGE = ("oooo", "yyyy", "wwww")
"""A word for each category that no post has."""


def lines():
    """A vector a word, those of a category in one direction; the commonest come first."""
    chance = np.random.default_rng(0)

    def line(word, around):
        vector = around + chance.normal(0, 0.05, 4)
        return f"{word} {' '.join(f'{number:.4f}' for number in vector)}"

    yield from (line(word, np.eye(4)[3]) for word in WORDS)
    for place, cues in enumerate(CUES.values()):
        yield from (line(word, np.eye(4)[place]) for word in (*cues, STRANGE[place]))


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "vectors.txt"
    path.write_text("\n".join(lines()) + "\n", encoding="utf-8")
    return path


def test_the_forms_of_word2vec_glove_and_fasttext_and_gzip_give_the_same(file, tmp_path):
    plain = read_vectors(file)
    count = len(list(lines()))
    headed = tmp_path / "headed.vec.gz"
    headed.write_bytes(gzip.compress(f"{count} 4\n".encode() + file.read_bytes()))
    other = read_vectors(headed)
    assert plain.words.equals(other.words)
    assert (plain.vectors == other.vectors).all()
    assert plain.digest != other.digest


def test_a_text_has_the_mean_of_its_words_and_zeros_where_none_is_known(file):
    vectors = read_vectors(file)
    one, two, both, none = vectors.pooled(
        pl.Series(["zhgrumza", "mevlina!", "zhgrumza mevlina", "😂 unknown"])
    )
    assert np.allclose(both, (one + two) / 2)
    assert not none.any()
    assert vectors.pooled(pl.Series([], dtype=pl.String)).shape == (0, 4)


@pytest.mark.parametrize(
    "line",
    ["word 1 2 3", "word 1 2 3 x", "word 1 2 3 nan", "word 1 2 3 1e999", "", "w" * 70_000],
)
def test_a_bad_line_is_refused_by_its_number(file, line):
    file.write_text("first 1 2 3 4\n" + line + "\n", encoding="utf-8")
    with pytest.raises(ClassifierError, match="record 2: the line is not a word and its 4 numbers"):
        read_vectors(file)


def test_what_is_no_such_file_is_one_sentence(file, tmp_path):
    for content in (b"\xff\xfe\x00binary", b"word\n"):
        file.write_bytes(content)
        with pytest.raises(ClassifierError, match="the line is not a word"):
            read_vectors(file)
    file.write_bytes(b"")
    with pytest.raises(ClassifierError, match="holds no word vector"):
        read_vectors(file)
    with pytest.raises(ClassifierError, match="cannot be read as word vectors"):
        read_vectors(tmp_path / "nothing.txt")
    cut = tmp_path / "cut.vec.gz"
    cut.write_bytes(gzip.compress(b"word 1 2 3 4\n" * 1000)[:40])
    with pytest.raises(ClassifierError, match="cannot be read as word vectors"):
        read_vectors(cut)


def test_a_word_that_nobody_coded_is_told_by_its_vector(file):
    made = train(posts(), BOOK, vectors=read_vectors(file))

    def right(classifier):
        return np.trace(classifier.probabilities(pl.Series(STRANGE))) / 3

    assert right(made.classifier) > right(trained().classifier) + 0.05
    assert next_to_code(
        pl.concat([posts(), posts(9, 4).with_columns(human=pl.lit(None, pl.String))]),
        made.classifier,
        count=2,
    ).height


def test_a_model_says_which_vectors_it_needs_and_takes_no_others(file, tmp_path):
    vectors = read_vectors(file)
    made = train(posts(), BOOK, vectors=vectors)
    save(made, tmp_path / "model", made_by="A. B.")
    described = json.loads((tmp_path / "model/model.json").read_text(encoding="utf-8"))
    assert described["vectors"] == {"name": "vectors.txt", "sha256": vectors.digest}
    assert "word vectors vectors.txt" in (tmp_path / "model/card.md").read_text(encoding="utf-8")
    fresh = posts(20, seed=5)
    again = code_with_classifier(fresh, load(tmp_path / "model", vectors=vectors))
    assert again.equals(code_with_classifier(fresh, made.classifier))
    file.write_text("word 1 2 3 4\n", encoding="utf-8")
    for wrong in (None, read_vectors(file)):
        with pytest.raises(ClassifierError, match=r"needs the word vectors vectors\.txt"):
            load(tmp_path / "model", vectors=wrong)


def test_without_vectors_none_are_needed(file, tmp_path):
    save(trained(), tmp_path / "model", made_by="A. B.")
    assert load(tmp_path / "model", vectors=read_vectors(file)).scorer.vectors is None
