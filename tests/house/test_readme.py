"""What the README says can be typed, works as it says."""

from __future__ import annotations

import re
import subprocess

from tests.newcomer import PROJECT, commands_of_the_readme

README = (PROJECT / "README.md").read_text(encoding="utf-8")
COMMANDS = commands_of_the_readme()
OURS = commands_of_the_readme(".venv/bin/tefter")


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
