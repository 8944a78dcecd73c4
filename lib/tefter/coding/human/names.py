"""Names of coders, which are names of files."""

from __future__ import annotations

import re

from tefter.coding.human.journal import AnnotationError

CODER_NAME = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
LONGEST = 40

DEVICES = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
)
"""Names that are devices on Windows, where a colleague may clone the case."""


def check_coder(name: str) -> str:
    """Return the name of a coder, if it can be the name of a file everywhere.

    Parameters
    ----------
    name : str
        Lower-case letters without marks, digits, and ``.``, ``_`` or ``-`` between them. It stands
        in the case's files; a pseudonym will do.

    Raises
    ------
    AnnotationError
        When it is anything else.
    """
    plain = CODER_NAME.fullmatch(name) and len(name) <= LONGEST
    if not plain or name.partition(".")[0] in DEVICES:
        raise AnnotationError(
            "the name of a coder is lower-case letters without marks, digits and hyphens",
            "use a name such as ana-k",
        )
    return name
