"""What ``3-code`` leaves besides the coded posts: what coders decided, how well, and the model."""

from __future__ import annotations

import polars as pl

from tefter.coding import Codebook
from tefter.coding.classifier import Learned, keep
from tefter.coding.human import People, reliability
from tefter.runs.workspace import Workspace

MODEL = "model"
"""Folder of the model and its card, beside the processed frames."""


def keep_coding(
    workspace: Workspace, people: People, learned: Learned, codebook: Codebook, posts: pl.DataFrame
) -> None:
    """Leave in the workspace what findings about coders and machines are made from.

    ``annotations``, ``agreement``, ``machine_quality`` and ``next_to_code`` become frames; a model
    is kept in the folder ``model`` with its card. None of it is for publication: the frames name
    posts, and the card counts posts, however few.

    Parameters
    ----------
    workspace : Workspace
        The run.
    people : People
        Of the case.
    learned : Learned
        As ``learn`` gives it.
    codebook : Codebook
        Of the case.
    posts : polars.DataFrame
        With ``post_uid`` and ``language``.
    """
    workspace.write("annotations", people.annotations)
    workspace.write("agreement", reliability(people.annotations, codebook, posts))
    workspace.write("machine_quality", learned.quality)
    workspace.write("next_to_code", learned.proposed)
    keep(
        learned,
        workspace.processed / MODEL,
        made_by=f"the editors of the case {workspace.case.name}",
        data="The posts are those of the case that people coded; how they were drawn is in its "
        "annotations/assignments.",
    )
