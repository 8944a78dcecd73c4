"""What a newcomer installs is declared once, locked with hashes, and the same for everyone."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[2]
LOCK = (PROJECT / "requirements.lock").read_text(encoding="utf-8")
PINNED = {
    canonicalize_name(name): version
    for name, version in re.findall(
        r"^([A-Za-z0-9._-]+)(?:\[[a-z,-]+\])?==([^\s;\\]+)", LOCK, flags=re.MULTILINE
    )
}


def declared() -> dict[str, Requirement]:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = project["dependencies"] + project["optional-dependencies"]["test"]
    return {canonicalize_name(Requirement(line).name): Requirement(line) for line in lines}


@pytest.mark.parametrize("name", sorted(declared()))
def test_the_lock_holds_every_dependency_at_a_version_that_is_allowed(name):
    assert declared()[name].specifier.contains(PINNED[name])


def test_every_entry_of_the_lock_has_a_hash():
    entries = re.split(r"^(?=[A-Za-z0-9])", LOCK, flags=re.MULTILINE)[1:]
    assert len(entries) == len(PINNED) > 100
    assert all("--hash=sha256:" in entry for entry in entries)


def test_no_package_is_pinned_twice():
    names = re.findall(r"^([A-Za-z0-9._-]+)(?:\[[a-z,-]+\])?==", LOCK, flags=re.MULTILINE)
    assert len(names) == len(set(names))


def test_no_file_names_an_index():
    for name in ("requirements.lock", "pyproject.toml", "environment.yml", "Makefile"):
        content = (PROJECT / name).read_text(encoding="utf-8")
        assert not re.search(r"--(extra-)?index-url|--find-links|://", content), name


def test_the_conda_environment_is_python_pip_and_the_lock_and_so_cannot_drift():
    environment = yaml.safe_load((PROJECT / "environment.yml").read_text(encoding="utf-8"))
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert environment["dependencies"] == [
        f"python{project['requires-python']}",
        "pip",
        {"pip": ["--require-hashes", "-r requirements.lock", "-c requirements.lock"]},
    ]


def test_every_dependency_is_explained_with_its_licence():
    page = (PROJECT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    page = page.partition("## Licences that need a word")[0]
    explained = re.findall(r"^\| `([^`]+)` \| [^|]{3,} \| [^|]{20,} \|$", page, flags=re.MULTILINE)
    assert sorted(map(canonicalize_name, explained)) == sorted(declared())
