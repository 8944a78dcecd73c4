"""Looking at what is masked: on purpose, with a reason, and on record."""

from __future__ import annotations

import csv
import getpass
import os
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from tefter.errors import ParameterError
from tefter.privacy.displayed import AS_TEXT
from tefter.privacy.mask import CONTROLS

HEADER = ("revealed_at", "who", "rows", "columns", "why")


class Revealed:
    """A frame as it is, for a notebook to show once; characters that drive a screen are replaced.

    Parameters
    ----------
    frame : polars.DataFrame
        The frame.
    """

    def __init__(self, frame: pl.DataFrame) -> None:
        self._frame = frame.with_columns(
            pl.col(pl.String).str.replace_all(CONTROLS, "\N{REPLACEMENT CHARACTER}")
        )

    def __repr__(self) -> str:
        return AS_TEXT[pl.DataFrame](self._frame)

    def _repr_html_(self) -> str:
        return self._frame._repr_html_()


def reveal(frame: pl.DataFrame, why: str, log: Path) -> Revealed:
    """Show a frame unmasked, once it is on disk who looks, when, at how much, and why.

    Parameters
    ----------
    frame : polars.DataFrame
        What to look at.
    why : str
        The reason, in words; without names, as the record is kept.
    log : path
        The case's record, ``cases/CASE/reveals.csv``. It holds no text and no identifier.

    Raises
    ------
    ParameterError
        When no reason is given.
    OSError
        When the record cannot be written: then nothing is shown.
    """
    if not why.strip():
        raise ParameterError("a reason is needed to see what is masked", "say why in a few words")
    when = datetime.now(UTC).isoformat(timespec="seconds")
    row = (when, getpass.getuser(), frame.height, " ".join(frame.columns), " ".join(why.split()))
    new = not log.exists()
    with log.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        if new:
            writer.writerow(HEADER)
        writer.writerow(row)
        file.flush()
        os.fsync(file.fileno())
    return Revealed(frame)
