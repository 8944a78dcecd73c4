"""What a newcomer installs may be used: every licence is permissive, or explained one by one."""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

from packaging.utils import canonicalize_name
from tests.house.test_setup import PINNED, PROJECT

PERMISSIVE = re.compile(
    r"\b(MIT(-0)?|(0|2-Clause )?BSD|Apache|ISC|Python Software Foundation|PSF-2\.0|CNRI-Python|"
    r"Zlib|CC0-1\.0|MPL[ -]2\.0|Mozilla Public License 2\.0)\b"
)
"""Licences that ask for no more than a notice, or for changes to their own files (MPL)."""

COPYLEFT = re.compile(r"\b[AL]?GPL|General Public|Proprietary|Commercial")
PAGE = Path(PROJECT / "docs" / "dependencies.md")


def licence(of: importlib.metadata.Distribution) -> str:
    """Return what a package says: an SPDX expression, else classifiers, else a line of text."""
    stated = of.metadata.get("License-Expression")
    kinds = [
        line.rpartition(" :: ")[2]
        for line in of.metadata.get_all("Classifier") or []
        if line.startswith("License ::") and not line.endswith("OSI Approved")
    ]
    return stated or " / ".join(kinds) or (of.metadata.get("License") or "").partition("\n")[0]


def test_every_licence_of_the_lock_is_permissive_or_explained():
    found = {}
    for one in importlib.metadata.distributions():
        name = canonicalize_name(one.metadata["Name"])
        stated = licence(one)
        if name in PINNED and (COPYLEFT.search(stated) or not PERMISSIVE.search(stated)):
            found[name] = stated
    section = PAGE.read_text("utf-8").partition("## Licences that need a word")[2]
    explained = re.findall(r"^\| `([^`]+)` \| [^|]{3,} \| [^|]{20,} \|$", section, re.MULTILINE)
    assert sorted(found) == sorted(explained), found


def test_what_is_installed_is_what_the_lock_says():
    """Or a test would look at other code than a newcomer gets."""
    for one in importlib.metadata.distributions():
        name = canonicalize_name(one.metadata["Name"])
        if name in PINNED:
            assert one.version == PINNED[name], name
