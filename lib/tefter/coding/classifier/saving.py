"""A model on disk: plain numbers, a description, and its card."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, BadZipFile, ZipFile

import numpy as np
from numpy.typing import NDArray

from tefter.coding.classifier import features
from tefter.coding.classifier.calibration import Calibration
from tefter.coding.classifier.card import model_card
from tefter.coding.classifier.contract import Classifier, ClassifierError
from tefter.coding.classifier.linear import VIEWS, Eyes, LinearModel
from tefter.coding.classifier.training import Trained
from tefter.coding.classifier.vectors import WordVectors

FORM = "tefter-classifier-2"
KINDS = ("word", "pair", "piece")
ARRAYS = (
    "telling",
    *(f"{kind}_columns" for kind in KINDS),
    *(f"{kind}_rarity" for kind in KINDS),
    "common",
    "weights",
    "bias",
)
CATEGORY_LIMIT = 200


def save(trained: Trained, folder: Path, *, made_by: str, card: str | None = None) -> str:
    """Write a model: ``model.json``, ``weights.npz`` and ``card.md``.

    The weights are of numbers that pieces of words were hashed to: no text of a post, and no word,
    is in the file. It is read without pickle, which would run whatever a stranger put into it;
    skops was not needed, as a linear model is a few arrays.

    Parameters
    ----------
    trained : Trained
        With a linear model; a text model is not Tefter's to save.
    folder : path
        Is made.
    made_by : str
        Who answers for it; stands on the card.
    card : str, optional
        Markdown in place of ``model_card``'s.

    Returns
    -------
    str
        The digest (SHA-256) of the model: the same posts, codes and seed give the same.

    Raises
    ------
    ClassifierError
        When the model is not linear.
    """
    classifier = trained.classifier
    scorer = classifier.scorer
    if not isinstance(scorer, LinearModel):
        raise ClassifierError(
            "only a model that Tefter trained can be saved",
            "keep the text model where it is, and calibrate it anew",
        )
    arrays: dict[str, NDArray[Any]] = dict(
        zip(
            ARRAYS,
            (
                scorer.eyes.telling,
                *scorer.eyes.columns,
                *scorer.eyes.rarity,
                scorer.eyes.common,
                scorer.weights,
                scorer.bias,
            ),
            strict=True,
        )
    )
    description = {
        "form": FORM,
        "features": features.VERSION,
        "categories": list(classifier.categories),
        "trust": classifier.calibration.trust.tolist(),
        "bias": classifier.calibration.bias.tolist(),
        "doubt": classifier.calibration.doubt,
        "shares": classifier.calibration.shares.tolist(),
        "category_weights": classifier.calibration.weights.tolist(),
        "threshold": classifier.threshold,
        "most_error": classifier.most_error,
        "codebook_version": trained.codebook_version,
        "vectors": scorer.vectors
        and {"name": scorer.vectors.name, "sha256": scorer.vectors.digest},
    }
    digest = _digest(description, arrays)
    folder.mkdir(parents=True, exist_ok=True)
    packed = io.BytesIO()
    np.savez(packed, allow_pickle=False, **arrays)
    (folder / "weights.npz").write_bytes(packed.getvalue())
    (folder / "model.json").write_text(
        json.dumps(description | {"digest": digest}, indent=1, ensure_ascii=False) + "\n",
        encoding="utf-8",
    )
    written = model_card(trained, made_by=made_by, digest=digest) if card is None else card
    (folder / "card.md").write_text(written, encoding="utf-8")
    return digest


def load(folder: Path, *, vectors: WordVectors | None = None) -> Classifier:
    """Read a model that ``save`` wrote. Nothing in it is run.

    Parameters
    ----------
    folder : path
        Where it is.
    vectors : WordVectors, optional
        Those that it was learned with, as ``read_vectors`` gives them.

    Raises
    ------
    ClassifierError
        When a file is missing, is not a model of this version, does not fit its digest, or needs
        other word vectors.
    """
    try:
        description = json.loads((folder / "model.json").read_text(encoding="utf-8"))
        arrays = _arrays(folder / "weights.npz")
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        raise ClassifierError(
            "is no model that can be read", "train it anew", file=folder
        ) from None
    if not isinstance(description, dict) or description.get("form") != FORM:
        raise ClassifierError("is no model of Tefter", "train one", file=folder)
    digest = description.pop("digest", None)
    if description.get("features") != features.VERSION:
        raise ClassifierError("was made by another version of Tefter", "train it anew", file=folder)
    if digest != _digest(description, arrays):
        raise ClassifierError(
            "does not fit its digest: it was changed or damaged", "train it anew", file=folder
        )
    try:
        needed = description["vectors"]
        if needed and (vectors is None or vectors.digest != needed["sha256"]):
            raise ClassifierError(
                f"needs the word vectors {needed['name']} with SHA-256 {needed['sha256']}",
                "give them as vectors=read_vectors(FILE)",
                file=folder,
            )
        return _classifier(description, arrays, vectors if needed else None)
    except (KeyError, TypeError, ValueError, IndexError):
        raise ClassifierError(
            "is no model that fits together", "train it anew", file=folder
        ) from None


def _arrays(path: Path) -> dict[str, NDArray[Any]]:
    """Read arrays as they were written: not packed, so that no file is larger than it looks."""
    with ZipFile(path) as packed:
        if any(member.compress_type != ZIP_STORED for member in packed.infolist()):
            raise ValueError
    with np.load(path, allow_pickle=False) as loaded:
        return {name: loaded[name] for name in ARRAYS}


def _classifier(
    description: dict[str, Any], arrays: dict[str, NDArray[Any]], vectors: WordVectors | None
) -> Classifier:
    telling, common = arrays["telling"], arrays["common"]
    weights, bias = arrays["weights"], arrays["bias"]
    columns = tuple(arrays[f"{kind}_columns"] for kind in KINDS)
    rarity = tuple(arrays[f"{kind}_rarity"] for kind in KINDS)
    categories = tuple(str(name) for name in description["categories"])
    numbers = {
        name: np.array(description[name], dtype=np.float64)
        for name in ("trust", "bias", "shares", "category_weights")
    }
    shapes = [
        weights.shape == (VIEWS, len(categories), sum(len(known) for known in (*columns, common))),
        common.shape == (vectors.vectors.shape[1] if vectors else 0,),
        bias.shape == (VIEWS, len(categories)),
        all(rare.shape == known.shape for known, rare in zip(columns, rarity, strict=True)),
        numbers["trust"].shape == (VIEWS,),
        *(
            numbers[name].shape == (len(categories),)
            for name in ("bias", "shares", "category_weights")
        ),
        all(_fit(known, 1 << features.BITS) for known in (telling, columns[0], columns[2])),
        _fit(columns[1], len(telling) ** 2),
        1 < len(categories) <= CATEGORY_LIMIT,
    ]
    if not all(shapes):
        raise ValueError
    return Classifier(
        categories,
        LinearModel(Eyes(telling, columns, rarity, common), weights, bias, vectors),
        Calibration(
            numbers["trust"],
            numbers["bias"],
            float(description["doubt"]),
            numbers["shares"],
            numbers["category_weights"],
        ),
        float(description["threshold"]),
        float(description["most_error"]),
    )


def _fit(columns: NDArray[Any], below: int) -> bool:
    return (
        columns.ndim == 1
        and columns.dtype == np.int32
        and (not len(columns) or (columns.min() >= 0 and columns.max() < below))
    )


def _digest(description: dict[str, Any], arrays: dict[str, NDArray[Any]]) -> str:
    found = hashlib.sha256(json.dumps(description, sort_keys=True).encode())
    for name in ARRAYS:
        array = np.ascontiguousarray(arrays[name])
        found.update(f"{name} {array.dtype.str} {array.shape}".encode())
        found.update(array.tobytes())
    return found.hexdigest()
