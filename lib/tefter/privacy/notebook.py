"""What a notebook shows by itself: masked frames and values, and errors without words from data."""

from __future__ import annotations

import sys
import threading
import time
import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, TextIO

import polars as pl

from tefter import errors
from tefter.privacy import displayed
from tefter.privacy.reveal import Revealed

OURS = tuple(
    kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)
)

WITHHELD = "its message is withheld, as it may quote a record"

PAUSE = 0.2
"""Seconds between two looks at what is printed: one look at many lines costs what one line does."""


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
    said = str(error) if isinstance(error, OURS) else WITHHELD if error.args else ""
    return [*lines, f"{type(error).__name__}: {said}".removesuffix(": ")]


class WithheldError(Exception):
    """Stands for an error whose message may quote a record."""


def _withheld(error: BaseException) -> BaseException:
    """Return the error itself, or one of the same name that says nothing."""
    if isinstance(error, OURS):
        return error
    namesake: type[BaseException] = type(type(error).__name__, (WithheldError,), {})
    return namesake(WITHHELD)


class MaskedStream:
    """A stream whose lines are masked before they are written.

    Half a line waits for its end, or for ``flush``, which a kernel does after every cell; so does
    what is printed within ``PAUSE`` of the last look.

    Parameters
    ----------
    stream : text stream
        Where the lines go. What this class does not do is done by it.
    frames : callable
        Gives the frames whose names and identifiers are masked too.
    """

    def __init__(self, stream: TextIO, frames: Callable[[], list[pl.DataFrame]]) -> None:
        self._stream = stream
        self._frames = frames
        self._held: list[str] = []
        self._looked = 0.0
        self._lock = threading.RLock()

    def write(self, text: str) -> int:
        """Take a text, and write what can be told by now."""
        with self._lock:
            self._held.append(text)
            if text.endswith("\n") and time.monotonic() - self._looked >= PAUSE:
                self._let_go()
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        """Take several texts."""
        self.write("".join(lines))

    def flush(self) -> None:
        """Write everything."""
        with self._lock:
            self._let_go()
        self._stream.flush()

    def _let_go(self) -> None:
        text, self._held = "".join(self._held), []
        if text:
            self._stream.write(displayed.masked_text(text, self._frames()))
            self._looked = time.monotonic()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Masking:
    """Formats what a shell displays, and masks it on the way.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        The shell.
    """

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._format: Callable[..., tuple[dict[str, Any], dict[str, Any]]] = (
            shell.display_formatter.format
        )

    def __call__(
        self, value: Any, include: Any = None, exclude: Any = None
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        if displayed.is_plain(value):
            return self._format(displayed.veiled(value, self.frames()), include, exclude)
        data, about = self._format(value, include, exclude)
        if not isinstance(value, (pl.DataFrame, pl.Series, Revealed)):
            for mimetype in data.keys() & set(displayed.TEXTS):
                data[mimetype] = displayed.masked_text(data[mimetype], self.frames(), mimetype)
        return data, about

    def frames(self) -> list[pl.DataFrame]:
        """Return the frames that the notebook has by name."""
        return [one for one in list(self._shell.user_ns.values()) if isinstance(one, pl.DataFrame)]


def load_ipython_extension(shell: Any) -> None:
    """Mask what an IPython shell shows, and withhold messages of errors; twice does no harm.

    Parameters
    ----------
    shell : IPython.core.interactiveshell.InteractiveShell
        The shell of the kernel.

    Notes
    -----
    Everything that is displayed goes through ``DisplayFormatter.format``, every error through
    ``showtraceback``. What code prints goes through ``sys.stdout`` and ``sys.stderr``, and errors
    of threads and of what is deleted through hooks of Python.
    """
    if isinstance(shell.display_formatter.format, _Masking):
        return
    masking = _Masking(shell)
    shell.display_formatter.format = masking
    html = shell.display_formatter.formatters["text/html"]

    def as_text(value: pl.DataFrame | pl.Series) -> str:
        return displayed.as_text(value, masking.frames())

    for kind in displayed.AS_TEXT:
        # Also for print, f-strings, and frames in other values.
        kind.__str__ = as_text  # type: ignore[method-assign,assignment]  # written for two classes
        html.for_type(kind, lambda value: displayed.as_html(value, masking.frames()))
    shell.showtraceback = partial(_told, shell)
    shell.set_hook("show_in_pager", _paged, 0)
    shell.events.register("post_run_cell", _forget_words)
    sys.excepthook = lambda kind, error, trace: _printed(error)
    threading.excepthook = lambda about: _printed(about.exc_value)
    sys.unraisablehook = lambda about: _printed(about.exc_value)
    for stream in ("stdout", "stderr"):
        setattr(sys, stream, MaskedStream(getattr(sys, stream), masking.frames))


def _told(
    shell: Any,
    exc_tuple: Any = None,
    filename: Any = None,
    tb_offset: Any = None,
    exception_only: bool = False,
    running_compiled_code: bool = False,
) -> None:
    """Do what ``InteractiveShell.showtraceback`` does, without the words of the error."""
    try:
        kind, error, trace = shell._get_exc_info(exc_tuple)
    except ValueError:
        print("No traceback available to show.", file=sys.stderr)
        return
    if kind.__name__ == "UsageError":
        shell.show_usage_error(error)
        return
    shell._showtraceback(kind, _withheld(error), without_words(error.with_traceback(trace)))
    if shell.call_pdb:
        shell.debugger(force=True)


def _paged(shell: Any, data: Any, start: int, screen_lines: int) -> None:
    """Mask what ``name?`` shows beside the notebook; a terminal pages it by itself."""
    from IPython.core.error import TryNext  # noqa: PLC0415

    if not hasattr(shell, "payload_manager"):
        raise TryNext
    text = data["text/plain"] if isinstance(data, dict) else data
    shown = {"text/plain": displayed.masked_text(text)}
    shell.payload_manager.write_payload({"source": "page", "data": shown, "start": max(0, start)})


def _forget_words(result: Any) -> None:
    """Take the words out of what the kernel answers to whoever ran the cell."""
    for name in ("error_before_exec", "error_in_exec"):
        if getattr(result, name) is not None:
            setattr(result, name, _withheld(getattr(result, name)))


def _printed(error: BaseException | None) -> None:
    if error is not None:
        print(*without_words(error), sep="\n", file=sys.stderr)


def install() -> None:
    """Do so in the shell that runs this, where there is one."""
    try:
        from IPython import get_ipython  # noqa: PLC0415
    except ImportError:
        return
    shell = get_ipython()
    if shell is not None:
        load_ipython_extension(shell)
