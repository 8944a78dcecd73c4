"""What went wrong, in one sentence a person can act on."""

from __future__ import annotations

from pathlib import PurePath


class TefterError(Exception):
    """A problem that the user can mend, said in one sentence.

    The command line prints it without a traceback and exits with status 1. It never carries
    text, names or numbers taken from a record: a log may be shared.

    Parameters
    ----------
    what : str
        What is wrong, without a full stop at the end.
    remedy : str
        What to do about it, without a full stop at the end.
    file : path, optional
        The file concerned. Only its name is shown, never the folders above it.
    record : int, optional
        The record concerned: its line or index, as in ``source_record``.
    """

    def __init__(
        self,
        what: str,
        remedy: str = "",
        *,
        file: PurePath | str | None = None,
        record: int | None = None,
    ) -> None:
        self.what = what
        self.remedy = remedy
        self.file = None if file is None else printable(PurePath(file).name or str(file))
        self.record = record
        super().__init__(self.sentence())

    def sentence(self) -> str:
        """Return the whole sentence: where, what, and what to do."""
        where = ""
        if self.file is not None:
            where = self.file if self.record is None else f"{self.file}, record {self.record}"
            where += ": "
        remedy = f"; {self.remedy}" if self.remedy else ""
        return f"{where}{self.what}{remedy}."


class CustodyError(TefterError):
    """A raw file is missing, changed, or not in the manifest."""


class CaseError(TefterError):
    """The case folder or ``case.yml`` is not as it must be."""


class ParameterError(TefterError):
    """A parameter is unknown or has a value of the wrong kind."""


class SourceError(TefterError):
    """A whole file cannot be read: not an export that we know, empty, or a danger."""


class RunError(TefterError):
    """A run did not finish."""


class PublishError(TefterError):
    """A site cannot be published: the checklist does not hold, or the folder is not ours."""


def printable(text: str) -> str:
    """Replace control characters, so that a file name cannot drive a terminal.

    Parameters
    ----------
    text : str
        Any text of foreign origin, such as a file name.
    """
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)
