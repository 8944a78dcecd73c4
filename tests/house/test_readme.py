"""What the README says can be typed, works as it says."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys

import polars as pl
import pytest
from tests.newcomer import PROJECT, copy_of_the_project

README = (PROJECT / "README.md").read_text(encoding="utf-8")
COMMANDS = [
    shlex.split(line, comments=True)
    for block in re.findall(r"```sh\n(.*?)```", README, flags=re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]
OURS = [words for words in COMMANDS if words[0] == ".venv/bin/tefter"]


def test_the_two_commands_stand_in_the_first_screen():
    first_screen = "\n".join(README.splitlines()[:16])
    assert re.search(r"^make report\b", first_screen, flags=re.MULTILINE)
    assert re.search(r"^make test\b", first_screen, flags=re.MULTILINE)


def test_make_report_runs_the_demo_case_and_make_test_the_tests():
    def planned(target: str) -> str:
        return subprocess.run(
            ["make", "--dry-run", target], cwd=PROJECT, capture_output=True, text=True, check=True
        ).stdout

    assert "tefter run balkan-slutshaming" in planned("report")
    assert "pytest" in planned("test")
    assert "jupyter lab" in planned("lab")
    assert "tefter desk" in planned("desk")


def test_every_command_of_the_readme_is_one_that_is_tried_here():
    assert [words[0] for words in COMMANDS if words not in OURS] == ["make", "make", "make"]
    assert {words[1] for words in OURS} == {
        "new",
        "add",
        "run",
        "read",
        "verify",
        "language",
        "mask",
        "agreement",
        "claims",
        "compare",
        "publish",
    }


def test_every_link_and_picture_of_the_papers_leads_somewhere():
    pages = [PROJECT / "README.md", *sorted((PROJECT / "docs").rglob("*.md"))]
    pages += sorted((PROJECT / "cases").rglob("*.md"))
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"


@pytest.fixture(scope="module")
def newcomer(tmp_path_factory):
    """A project as a newcomer has it: what is in git, and the exports that the README speaks of."""
    project = copy_of_the_project(tmp_path_factory.mktemp("newcomer"))
    demo = project / "data" / "raw" / "balkan-slutshaming"
    shutil.copy(demo / "tiktok-2024-01.ndjson", project / "export.ndjson")
    shutil.copy(demo / "telegram-result.json", project / "result.json")
    (project / "codes.csv").write_text("coder,unit,code\na,1,x\nb,1,x\na,2,y\nb,2,x\n", "utf-8")
    (project / "table.csv").write_text("id,body\n1,dobar dan svima\n2,natën e mirë\n", "utf-8")
    return project


def test_the_commands_of_the_readme_work_in_their_order(newcomer):
    # What its first command leaves: a run of the whole demo.
    for words in [["tefter", "run", "balkan-slutshaming"], *OURS]:
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
