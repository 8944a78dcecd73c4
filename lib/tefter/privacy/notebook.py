"""What a notebook shows by itself: masked frames, and errors without words from the data."""

from __future__ import annotations

import traceback
from pathlib import Path
from types import TracebackType
from typing import Any

import polars as pl

from tefter import errors
from tefter.privacy.mask import masked

OURS = tuple(
    kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)
)

WITHHELD = "its message is withheld, as it may quote a record"


def without_words(error: BaseException) -> list[str]:
    """Return where an error came from, without its message and without any value.

    Lines of code are shown as file, line and function. Errors of Tefter's own keep their
    sentence, which never carries text of a record.

    Parameters
    ----------
    error : BaseException
        Any error.

    Returns
    -------
    list of str
        Lines, the outermost call first.
    """
    lines = [
        f"{Path(frame.filename).name}, line {frame.lineno}, in {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    said = str(error) if isinstance(error, OURS) else WITHHELD
    return [*lines, f"{type(error).__name__}: {said}"]


class WithheldError(Exception):
    """Stands for an error whose message may quote a record."""


def load_ipython_extension(shell: Any) -> None:
    """Mask frames and withhold messages in an IPython shell; twice does no harm.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        The shell of the kernel.

    Notes
    -----
    IPython's own ways: ``set_custom_exc``, and formatters by type. ``print`` goes past both.
    """
    shell.set_custom_exc((Exception,), _told)
    for mimetype, show in (("text/plain", _plain), ("text/html", _html)):
        formatter = shell.display_formatter.formatters[mimetype]
        formatter.for_type(pl.DataFrame, show)
        formatter.for_type(pl.Series, show)


def _told(
    shell: Any,
    kind: type[BaseException],
    error: BaseException,
    trace: TracebackType | None,
    tb_offset: int | None = None,
) -> list[str]:
    lines = without_words(error.with_traceback(trace))
    shown = error if isinstance(error, OURS) else WithheldError(WITHHELD)
    shell._showtraceback(kind, shown, lines)
    return lines


def _shown(value: pl.DataFrame | pl.Series) -> pl.DataFrame:
    return masked(value.to_frame() if isinstance(value, pl.Series) else value)


def _plain(value: pl.DataFrame | pl.Series, printer: Any, cycle: bool) -> None:
    printer.text(str(_shown(value)))


def _html(value: pl.DataFrame | pl.Series) -> str:
    return _shown(value)._repr_html_()


def install() -> None:
    """Do so in the shell that runs this, where there is one."""
    try:
        from IPython import get_ipython  # noqa: PLC0415
    except ImportError:
        return
    shell = get_ipython()
    if shell is not None:
        load_ipython_extension(shell)
