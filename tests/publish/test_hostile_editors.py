"""What editors write is text too: a story, a codebook, a title cannot become markup or code."""

from __future__ import annotations

import shutil

import polars as pl
import pytest
import yaml
from tests.desk.serving import serving
from tests.hostile.exports import CONTROL, check_files, check_html
from tests.hostile.payloads import MARK, PAYLOADS
from tests.newcomer import PROJECT
from typer.testing import CliRunner

from tefter.cli import app
from tefter.privacy import find
from tefter.publish.checks import REHEARSAL
from tefter.publish.material import read_material
from tefter.publish.site import write_site

ALL = " ".join(PAYLOADS)
# No YAML and no editor writes these; what does is refused before it is read.
WRITABLE = CONTROL.sub("", ALL).replace("\ufeff", "")
# A correction that looks as if it named anybody is refused.
SPANS = zip(PAYLOADS, find(pl.Series(PAYLOADS)).to_list(), strict=True)
NAMES_NOBODY = CONTROL.sub("", " ".join(payload for payload, spans in SPANS if not spans))
STORY = "We read 1,000 posts of 1,000 accounts in 12 days."


@pytest.fixture
def hostile(own_run, own_case):
    """The planted run, of whose case every text that an editor writes is full of payloads."""
    folder = own_case.folder
    blocks = [f"# {WRITABLE[:200]}", *PAYLOADS, *(f"- {one}" for one in PAYLOADS), STORY]
    (folder / "story.md").write_text("\n\n".join(blocks), "utf-8")
    change(folder / "claims.yml", hostile_claims)
    change(folder / "case.yml", hostile_case)
    change(folder / "codebook.yml", hostile_codebook)
    noted = {"date": "2024-01-02", "was": {"en": NAMES_NOBODY}, "right": {"en": NAMES_NOBODY}}
    (folder / "corrections.yml").write_text(
        yaml.safe_dump({"corrections": [{**noted, "signed_by": NAMES_NOBODY}]}), "utf-8"
    )
    return own_run


def change(path, how):
    found = yaml.safe_load(path.read_text("utf-8"))
    how(found)
    path.write_text(yaml.safe_dump(found, allow_unicode=True), "utf-8")


def hostile_claims(found):
    story = found["stories"]["story.md"]
    story["claims"][0]["sentence"] = STORY
    story["exempt"] = [{"phrase": "in 12 days", "reason": WRITABLE}]


def hostile_case(found):
    found["title"] = {"en": WRITABLE, "sq": WRITABLE}
    found["publisher"] = WRITABLE


def hostile_codebook(found):
    for one in (*found["categories"], *found.get("flags", [])):
        one["label"] = dict.fromkeys(("en", "sq"), f"{one['id']} {WRITABLE[:2000]}")
        one["definition"] = WRITABLE
        one["include"] = [WRITABLE]
        one["translations"] = {"sq": {"definition": WRITABLE, "exclude": [WRITABLE]}}


def test_no_payload_of_an_editor_is_alive_on_a_site(hostile, tmp_path):
    folder = tmp_path / "site"
    folder.mkdir()
    material = read_material(hostile)
    write_site(material, REHEARSAL, {"en": [], "sq": []}, folder, pictures_too=False)
    assert {".html", ".csv", ".json"} <= check_files(folder)
    pages = {path: path.read_text("utf-8") for path in folder.rglob("*.html")}
    # Or what was looked through would hold of anything.
    assert sum(MARK in text for text in pages.values()) > 8
    for path in (folder / "CITATION.cff", folder / "dataset.jsonld"):
        assert yaml.safe_load(path.read_text("utf-8")), path.name


def test_nor_on_the_page_and_the_terminal_that_check_a_story(
    hostile, own_case, tmp_path, monkeypatch
):
    monkeypatch.chdir(own_case.project)
    told = ["claims", own_case.name, hostile.name, "--to", str(tmp_path / "told")]
    done = CliRunner().invoke(app, told)
    assert not CONTROL.search(done.output)
    assert ".html" in check_files(tmp_path / "told")


def test_nor_at_the_desk(hostile, own_case):
    shutil.copytree(PROJECT / "notebooks", own_case.project / "notebooks", dirs_exist_ok=True)
    base = f"/cases/{own_case.name}"
    with serving(own_case.project) as desk:
        ana = desk.visitor()
        for path in ("/", base, f"{base}/run", f"{base}/runs/{hostile.name}", f"{base}/exports"):
            answer = ana.get(path)
            assert answer.status_code == 200, path
            check_html(answer.text, path)
            assert MARK in answer.text, path
