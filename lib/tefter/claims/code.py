"""The function that made a finding, to show it beside the number."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

CODE = re.compile(r"tefter\.findings\.(\w+):(\w+)")
"""``module:function`` as ``numbers.json`` has it. Nothing outside the findings is ever opened."""


@dataclass(frozen=True)
class Code:
    """Where a finding is made.

    Attributes
    ----------
    function, file : str
        Name of the function, and its file from the repository's root.
    line : int
        Its first line.
    source : str
        Its text.
    """

    function: str
    file: str
    line: int
    source: str


@cache
def code_of(made_by: str) -> Code | None:
    """Return the function named in a finding; None where this Tefter has no such function.

    The file is read, not imported, so that a run's ``numbers.json`` can start nothing.

    Parameters
    ----------
    made_by : str
        ``Finding.code``: ``tefter.findings.posts:tiktok_posts``.
    """
    named = CODE.fullmatch(made_by)
    if named is None:
        return None
    module, function = named.groups()
    path = files("tefter.findings").joinpath(f"{module}.py")
    if not path.is_file():
        return None
    text = path.read_text("utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            first = min([node.lineno, *(mark.lineno for mark in node.decorator_list)])
            lines = text.splitlines()[first - 1 : node.end_lineno]
            return Code(function, f"lib/tefter/findings/{module}.py", first, "\n".join(lines))
    return None
