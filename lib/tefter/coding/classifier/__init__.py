"""A classifier from people's codes, which knows when it does not. See ``docs/classifier.md``."""

from tefter.coding.classifier.card import model_card
from tefter.coding.classifier.contract import (
    Classifier,
    ClassifierError,
    Scorer,
    code_with_classifier,
)
from tefter.coding.classifier.groups import groups
from tefter.coding.classifier.learning import Learned, keep, learn
from tefter.coding.classifier.machine_codes import machine_codes
from tefter.coding.classifier.next_posts import next_to_code
from tefter.coding.classifier.quality import SCHEMA as QUALITY
from tefter.coding.classifier.saving import load, save
from tefter.coding.classifier.text_model import LocalTextModel
from tefter.coding.classifier.training import (
    Trained,
    curve,
    train,
    train_calibration,
)
from tefter.coding.classifier.vectors import WordVectors, read_vectors

__all__ = [
    "QUALITY",
    "Classifier",
    "ClassifierError",
    "Learned",
    "LocalTextModel",
    "Scorer",
    "Trained",
    "WordVectors",
    "code_with_classifier",
    "curve",
    "groups",
    "keep",
    "learn",
    "load",
    "machine_codes",
    "model_card",
    "next_to_code",
    "read_vectors",
    "save",
    "train",
    "train_calibration",
]
