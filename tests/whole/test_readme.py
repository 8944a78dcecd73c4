"""The commands of the README work, typed one after the other."""

from __future__ import annotations

import shutil
import subprocess
import sys

import polars as pl
import pytest
from tests.newcomer import commands_of_the_readme


@pytest.fixture
def newcomer(after_a_publication):
    """A project after its first command, with the exports that the README speaks of."""
    project = after_a_publication
    demo = project / "data" / "raw" / "balkan-slutshaming"
    shutil.copy(demo / "tiktok-2024-01.ndjson", project / "export.ndjson")
    shutil.copy(demo / "telegram-result.json", project / "result.json")
    (project / "codes.csv").write_text("coder,unit,code\na,1,x\nb,1,x\na,2,y\nb,2,x\n", "utf-8")
    (project / "table.csv").write_text("id,body\n1,dobar dan svima\n2,natën e mirë\n", "utf-8")
    return project


def test_the_commands_of_the_readme_work_in_their_order(newcomer):
    first = ["tefter", "run", "balkan-slutshaming"]  # As ``make report`` does.
    for words in [first, *commands_of_the_readme(".venv/bin/tefter")]:
        runs = sorted((newcomer / "reports").glob("balkan-slutshaming/*"))
        typed = words[1:]
        if runs:
            earlier, last = runs[0].name, runs[-1].name
            for name, run in {"EARLIER": earlier, "FULL": earlier, "RUN": last}.items():
                typed = [word.replace(name, run) for word in typed]
        done = subprocess.run(
            [sys.executable, "-m", "tefter", *typed],
            cwd=newcomer,
            capture_output=True,
            text=True,
            check=False,
        )
        # The last run before it is cut to two countries, and the story is about eight.
        expected = 1 if typed[0] == "claims" else 0
        assert done.returncode == expected, f"{typed}: {done.stdout}{done.stderr}"
    assert (newcomer / "reports" / "my-case").exists()
    assert (newcomer / "read" / "posts.parquet").exists()
    told = pl.read_parquet(newcomer / "languages.parquet")
    assert told.select("id", "language").rows() == [("1", "hbs"), ("2", "sq")]
