"""A model on disk: plain numbers that cannot run anything, and its card."""

from __future__ import annotations

import json
import pickle
import zipfile

import numpy as np
import polars as pl
import pytest
from tests.coding.classifier.invented import BOOK, CUES, posts, trained

from tefter.coding.classifier import (
    ClassifierError,
    code_with_classifier,
    load,
    save,
    train,
    train_calibration,
)


@pytest.fixture
def saved(tmp_path):
    save(trained(), tmp_path / "model", made_by="A. B.")
    return tmp_path / "model"


def test_what_was_saved_codes_as_before(saved):
    fresh = posts(60, seed=5)
    assert code_with_classifier(fresh, load(saved)).equals(
        code_with_classifier(fresh, trained().classifier)
    )


def test_a_card_is_written_with_every_model(saved):
    card = (saved / "card.md").read_text(encoding="utf-8")
    digest = json.loads((saved / "model.json").read_text(encoding="utf-8"))["digest"]
    assert digest in card
    assert "Made by A. B." in card


def test_the_same_posts_give_the_same_digest_and_the_same_bytes(saved, tmp_path):
    save(train(posts(), BOOK), tmp_path / "again", made_by="A. B.")
    for name in ("model.json", "weights.npz", "card.md"):
        assert (saved / name).read_bytes() == (tmp_path / "again" / name).read_bytes()


def test_other_posts_give_another_digest(tmp_path):
    one = save(trained(), tmp_path / "one", made_by="A. B.")
    other = save(train(posts(seed=7), BOOK), tmp_path / "other", made_by="A. B.")
    assert one != other


def test_no_word_of_a_post_is_in_the_files(saved):
    content = b"".join(path.read_bytes() for path in saved.iterdir())
    assert not [cue for cues in CUES.values() for cue in cues if cue.encode() in content]


def test_a_changed_model_is_refused(saved):
    path = saved / "model.json"
    changed = path.read_text(encoding="utf-8").replace('"threshold": ', '"threshold": 0')
    described = json.loads(path.read_text(encoding="utf-8")) | {"threshold": 0.0}
    path.write_text(json.dumps(described), encoding="utf-8")
    with pytest.raises(ClassifierError, match="does not fit its digest"):
        load(saved)
    assert changed


class Danger:
    def __reduce__(self):
        return print, ("ran",)


def test_a_pickle_in_its_place_is_not_run(saved, capsys):
    arrays = dict(np.load(saved / "weights.npz"))
    arrays["bias"] = np.array([Danger()], dtype=object)
    np.savez(saved / "weights.npz", **arrays)
    with pytest.raises(ClassifierError, match="no model that can be read"):
        load(saved)
    (saved / "weights.npz").write_bytes(pickle.dumps(Danger()))
    with pytest.raises(ClassifierError, match="no model that can be read"):
        load(saved)
    assert capsys.readouterr().out == ""


def test_packed_arrays_are_refused_as_they_may_be_larger_than_they_look(saved):
    arrays = dict(np.load(saved / "weights.npz"))
    np.savez_compressed(saved / "weights.npz", **arrays)
    with pytest.raises(ClassifierError, match="no model that can be read"):
        load(saved)


@pytest.mark.parametrize("name", ["model.json", "weights.npz"])
def test_a_missing_or_damaged_file_is_refused(saved, name):
    content = (saved / name).read_bytes()
    (saved / name).write_bytes(content[: len(content) // 2])
    with pytest.raises(ClassifierError, match="no model"):
        load(saved)
    (saved / name).unlink()
    with pytest.raises(ClassifierError, match="no model"):
        load(saved)


def test_a_model_of_another_version_is_refused(saved):
    path = saved / "model.json"
    described = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(described | {"features": 0}), encoding="utf-8")
    with pytest.raises(ClassifierError, match="another version"):
        load(saved)
    path.write_text("[]", encoding="utf-8")
    with pytest.raises(ClassifierError, match="no model of Tefter"):
        load(saved)


def test_the_arrays_are_plain_numbers(saved):
    with zipfile.ZipFile(saved / "weights.npz") as packed:
        assert len(packed.namelist()) == 10
    kinds = {array.dtype.kind for array in dict(np.load(saved / "weights.npz")).values()}
    assert kinds <= {"i", "f"}


class Fixed:
    name = "a fixed answer"

    def scores(self, texts: pl.Series):
        scores = np.zeros((len(texts), 1, 3))
        scores[:, 0, 0] = 1
        return scores


def test_only_a_model_that_tefter_trained_is_saved(tmp_path):
    made = train_calibration(posts(), BOOK, Fixed())
    with pytest.raises(ClassifierError, match="only a model that Tefter trained"):
        save(made, tmp_path, made_by="A. B.")
