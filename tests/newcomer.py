"""A project as a newcomer has it: what is in git, and nothing that was made since."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


def copy_of_the_project(folder: Path) -> Path:
    """Copy what git has of a project's own folders, as a newcomer would clone it."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", ".jupyter", "jupytext.toml", "cases", "data", "notebooks"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\0")
    for name in filter(None, listed):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(PROJECT / name, folder / name)
    return folder


def commands_of_the_readme(program: str | None = None) -> list[list[str]]:
    """Return what the README says can be typed, word by word; of one program, if it is named."""
    written = (PROJECT / "README.md").read_text(encoding="utf-8")
    typed = [
        shlex.split(line, comments=True)
        for block in re.findall(r"```sh\n(.*?)```", written, flags=re.DOTALL)
        for line in block.splitlines()
        if line.strip()
    ]
    return [words for words in typed if program in (None, words[0])]
