"""The files of a new case, ready for an editor to fill in."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from tefter.case import Case, check_name
from tefter.errors import CaseError


def new_case(project: Path, name: str, title: str) -> Case:
    """Make ``cases/<name>/`` and ``data/raw/<name>/``.

    Parameters
    ----------
    project : path
        The project's folder.
    name : str
        Lower-case words joined by hyphens.
    title : str
        What people call the case.

    Raises
    ------
    CaseError
        When the name is not one, or the case exists.
    """
    check_name(name)
    folder = project / "cases" / name
    if folder.exists():
        raise CaseError(f"the case {name} exists already", "choose another name")
    template = files("tefter.scaffold") / "new_case"
    for part in ("case.yml", "codebook.yml", "lexicon/en.yml"):
        content = template.joinpath(part).read_text(encoding="utf-8")
        target = folder / part
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(content.replace("TITLE", _quoted(title)), encoding="utf-8")
    (project / "data" / "raw" / name).mkdir(parents=True, exist_ok=True)
    return Case(project, name)


def _quoted(text: str) -> str:
    """Return text as a YAML scalar in single quotes, on one line."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
