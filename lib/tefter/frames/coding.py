"""The columns of coding: who says which category, and who decides."""

from __future__ import annotations

import polars as pl

from tefter.frames.column import STRINGS, columns_of

DECIDED = columns_of(
    ("category", pl.String, "Category of the codebook; null where it is not coded"),
    ("category_source", pl.String, "Who decided it: human, else lexicon, else model"),
    (
        "category_confidence",
        pl.Float64,
        "Of a model's code, 0 to 1; null for a human's code and for the lexicon's",
    ),
    (
        "category_evidence",
        STRINGS,
        "Lexicon: the entry and rule that decided, never the text; human: adjudicated, agreed or "
        "single",
    ),
    ("flags", STRINGS, "Flags of the codebook"),
)
"""What one coder decides, be it people, the lexicon or a model."""

SAID = columns_of(
    (
        "human_category",
        pl.String,
        "Category on which people settled; null where nobody coded, and where coders differ",
    ),
    ("human_basis", pl.String, "What it rests on: adjudicated, agreed or single"),
    (
        "drawn_from",
        pl.String,
        "Stratum from which posts were drawn for people; `chosen` where people coded a post that "
        "no round drew; null where no draw is known",
    ),
    ("lexicon_category", pl.String, "The lexicon's category, whatever people say"),
    ("model_category", pl.String, "The model's category; null where it abstains"),
    ("model_guess", pl.String, "The category that it would have given"),
    ("model_confidence", pl.Float64, "Calibrated probability that the guess is right, 0 to 1"),
    (
        "machine_category",
        pl.String,
        "For estimates only, never counted: the lexicon's category, else that of a model that had "
        "not seen the post",
    ),
)
"""What people and machines say of a post, each for itself."""

CODING = DECIDED + SAID
