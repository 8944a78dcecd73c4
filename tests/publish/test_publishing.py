"""A site is published whole or not at all, signed, kept in versions, and anyone can check it."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
import subprocess
from pathlib import Path

import frictionless
import nbformat
import pytest
import yaml
from msgspec import structs
from nbformat.v4 import new_code_cell, new_output
from tests.publish.planted import seal_run
from typer.testing import CliRunner

from tefter import charts, publish
from tefter.case import Licence
from tefter.cli import app
from tefter.errors import CaseError, PublishError
from tefter.publish.checks import REHEARSAL
from tefter.publish.corrections import corrections_table, read_corrections
from tefter.publish.drawing import Picked
from tefter.publish.folder import earlier_versions, undisturbed
from tefter.publish.machine import citation, data_package, dataset
from tefter.publish.material import read_material
from tefter.publish.pages import Pages
from tefter.publish.rehearsed import drawn_once
from tefter.publish.seal import digest_of, read_seal, verify_site
from tefter.publish.words import words_of
from tefter.report.tables import table_output

pytestmark = pytest.mark.xdist_group("publish")

LANGUAGES = ("en", "sq", "mk", "bs", "hr", "sr", "cnr", "sl")
NOTE = """
corrections:
  - date: "{day}"
    was: {{en: We said 999., sq: Thamë 999.}}
    right: {{en: It is 1000.}}
    signed_by: Ana Editor
"""


def state(items, name):
    return next(item for item in items if item.name == name)


@pytest.mark.parametrize("name", ["", "  ", "12", "A"])
def test_nobody_cannot_sign(planted, items, name):
    with pytest.raises(publish.PublishError, match="nobody signed"):
        publish.sign(planted, items, name)


def test_no_line_that_fails_can_be_signed_away(planted, items):
    failing = publish.Item("x", "t", "fails", "it is wrong", "mend it")
    with pytest.raises(publish.PublishError, match="it is wrong; mend it"):
        publish.sign(planted, [*items, failing], "Ana Editor")
    with pytest.raises(publish.PublishError, match="empty"):
        publish.sign(planted, [], "Ana Editor")


def test_a_signature_is_good_for_one_run_only(planted, items, tmp_path):
    signed = publish.sign(planted, items, "Ana Editor")
    other = publish.Signed(signed.items, "Ana Editor", signed.signed_at, "other", "0", "0")
    with pytest.raises(publish.PublishError, match="another run"):
        publish.publish(planted, tmp_path / "site", other)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_ours_is_left_alone(planted, items, tmp_path):
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(publish.PublishError, match="no published site"):
        publish.publish(planted, tmp_path, publish.sign(planted, items, "Ana Editor"))
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_site_that_was_changed_is_not_written_over(planted, items, own_site):
    (own_site / "en" / "index.html").write_text("changed")
    with pytest.raises(publish.PublishError, match="changed after it was published"):
        publish.publish(planted, own_site, publish.sign(planted, items, "Ana Editor"))


def test_drawings_are_made_once_until_something_changes_that_they_follow_from(own_run):
    asked = []

    def draw():
        asked.append(1)
        return {"en": [Picked(charts.load(own_run / "charts", material.charts[0]), "en")]}

    material = read_material(own_run)
    shutil.rmtree(material.case.processed / ".drawings", ignore_errors=True)
    first = drawn_once(material, draw)
    assert drawn_once(material, draw) == first and len(asked) == 1
    folder = material.case.processed / ".drawings"
    (kept,) = folder.iterdir()
    kept.write_bytes(kept.read_bytes()[:-9])
    assert drawn_once(material, draw) == first and len(asked) == 2
    decided = material.case.folder / "case.yml"
    decided.write_text(decided.read_text("utf-8") + "\n# looked at again\n", "utf-8")
    assert drawn_once(read_material(own_run), draw) == first and len(asked) == 3
    assert len(list(folder.iterdir())) == 1, "drawings of one run are kept, not of all"


def test_what_fails_half_way_leaves_nothing(planted, items, tmp_path, monkeypatch):
    monkeypatch.setattr("tefter.publish.site.choose_page", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        publish.publish(planted, tmp_path / "site", publish.sign(planted, items, "Ana Editor"))
    assert list(tmp_path.iterdir()) == []


def test_a_site_set_aside_when_the_publication_was_killed_is_put_back(own_site):
    whole = {path.name for path in own_site.iterdir()}
    case = read_seal(own_site)["case"]
    own_site.rename(own_site.with_name(f".{own_site.name}.k2x_81ab.before"))
    with undisturbed(own_site):
        pass
    assert [version.number for version in earlier_versions(own_site, case)] == [1]
    assert {path.name for path in own_site.iterdir()} == whole
    assert not verify_site(own_site)


def test_a_changed_byte_is_named(own_site):
    assert publish.verify_site(own_site) == []
    path = own_site / "tables" / "posts_by_country.csv"
    path.write_bytes(path.read_bytes().replace(b"1", b"2", 1))
    (own_site / "new.txt").write_text("x")
    (own_site / "numbers.json").unlink()
    found = {one.file: one.what for one in publish.verify_site(own_site)}
    assert found == {
        "tables/posts_by_country.csv": "has changed",
        "numbers.json": "is missing",
        "new.txt": "was added after the publication",
    }
    shown = CliRunner().invoke(app, ["verify", str(own_site)])
    assert shown.exit_code == 1
    assert "posts_by_country.csv has changed" in shown.output


def test_verify_and_sha256sum_agree_that_it_is_whole(site):
    shown = CliRunner().invoke(app, ["verify", str(site)])
    assert shown.exit_code == 0
    assert publish.read_seal(site)["site_digest"] in shown.output
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=site, check=True)


def test_a_correction_is_noted_and_the_old_version_stays_byte_for_byte(own_run, own_case, own_site):
    before = {p.relative_to(own_site): p.read_bytes() for p in own_site.rglob("*") if p.is_file()}
    numbers = own_run / "numbers.json"
    numbers.write_text(numbers.read_text("utf-8").replace("TikTok", "tiktok", 1), "utf-8")
    seal_run(own_case, own_run.name)
    failing = state(publish.checklist(own_run, own_site), "corrections_noted")
    assert failing.state == "fails"
    assert "corrections.yml" in failing.remedy
    day = publish.read_seal(own_site)["published_at"][:10]
    (own_case.folder / "corrections.yml").write_text(NOTE.format(day=day), "utf-8")
    items = publish.checklist(own_run, own_site)
    done = publish.publish(own_run, own_site, publish.sign(own_run, items, "Ana Editor"))
    assert done.number == 2
    assert publish.verify_site(own_site) == []
    old = own_site / "versions" / "1"
    assert {p.relative_to(old): p.read_bytes() for p in old.rglob("*") if p.is_file()} == before
    page = (own_site / "sq" / "corrections.html").read_text("utf-8")
    assert "Thamë 999." in page
    assert '<dd lang="en">It is 1000.</dd>' in page
    assert "../versions/1/sq/index.html" in page


def test_a_story_that_says_something_else_needs_a_note_and_a_new_translation_does_not(
    own_run, own_case, own_site
):
    title = own_case.folder / "case.yml"
    title.write_text(title.read_text("utf-8").replace("title: {", "title: {sl: Primer, "), "utf-8")
    assert state(publish.checklist(own_run, own_site), "corrections_noted").holds
    story = own_case.folder / "story.md"
    story.write_text(story.read_text("utf-8") + "\nIn Bulgaria.\n", "utf-8")
    failing = state(publish.checklist(own_run, own_site), "corrections_noted")
    assert failing.reason.startswith("story en is not as in the version before")
    day = publish.read_seal(own_site)["published_at"][:10]
    (own_case.folder / "corrections.yml").write_text(NOTE.format(day=day), "utf-8")
    items = publish.checklist(own_run, own_site)
    publish.publish(own_run, own_site, publish.sign(own_run, items, "Ana Editor"))
    # The note is for that change, and for no later one.
    story.write_text(story.read_text("utf-8") + "\nIn Greece.\n", "utf-8")
    assert not state(publish.checklist(own_run, own_site), "corrections_noted").holds


def changed(seal, **values):
    seal.write_bytes(json.dumps({**json.loads(seal.read_bytes()), **values}).encode())


@pytest.mark.parametrize(
    "values", [{"signed_by": "Somebody Else"}, {"items": []}, {"number": 7}, {"publication": 1}]
)
def test_who_signed_what_is_sealed_too(own_site, values):
    changed(own_site / "publication.json", **values)
    named = {one.file for one in verify_site(own_site)}
    assert "publication.json" in named


def test_nobody_changes_the_story_under_a_signature(own_run, own_case, items, tmp_path):
    signed = publish.sign(own_run, items, "Ana Editor")
    story = own_case.folder / "story.md"
    story.write_text(story.read_text("utf-8") + "\nThe minister knew of it.\n", "utf-8")
    with pytest.raises(PublishError, match="is not what was signed"):
        publish.publish(own_run, tmp_path / "site", signed)
    assert not (tmp_path / "site").exists()


def test_a_line_added_to_the_sums_is_found(own_site):
    sums = own_site / "SHA256SUMS"
    sums.write_text(sums.read_text() + f"{'0' * 64}  other.html\n")
    assert [one.file for one in verify_site(own_site)] == ["SHA256SUMS"]


def test_a_version_cannot_vanish_or_be_another(own_run, own_site):
    items = publish.checklist(own_run, own_site)
    publish.publish(own_run, own_site, publish.sign(own_run, items, "Ana Editor"))
    assert verify_site(own_site) == []
    digest = read_seal(own_site)["site_digest"]
    shutil.copytree(own_site, own_site.parent / "other")
    shutil.rmtree(own_site / "versions")
    changed(own_site / "publication.json", earlier=[])
    assert verify_site(own_site) != [] and digest_of(read_seal(own_site)) != digest
    other = own_site.parent / "other"
    old = other / "versions" / "1"
    changed(old / "publication.json", signed_by="Somebody Else")
    seal = read_seal(old)
    changed(old / "publication.json", site_digest=digest_of(seal))
    (old / "SHA256SUMS").write_bytes(b"")
    assert "versions/1" in {one.file for one in verify_site(other)}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"date": "6 March"}, "write it as"),
        ({"date": "2999-01-01"}, "future"),
        ({"was": {}}, "no words under was"),
        ({"right": {"en": "call +383 42 123 456"}}, "personal data"),
        ({"signed_by": " "}, "nobody"),
        ({"sighed_by": "x"}, "sighed_by"),
    ],
)
def test_a_correction_says_all_that_it_must(tmp_path, change, said):
    good = {"date": "2024-03-06", "was": {"en": "a"}, "right": {"en": "b"}, "signed_by": "A. B."}
    path = tmp_path / "corrections.yml"
    path.write_text(yaml.safe_dump({"corrections": [good | change]}))
    with pytest.raises(CaseError, match=said):
        read_corrections(path)


def test_a_small_count_in_a_table_stops_the_publication(own_run, own_case):
    table = own_run / "tables" / "posts_by_country.csv"
    table.write_text(re.sub(r"(?m)^(unknown),\d+", r"\1,2", table.read_text("utf-8")), "utf-8")
    seal_run(own_case, own_run.name)
    found = state(publish.checklist(own_run), "small_cells")
    assert found.state == "fails"
    assert "posts_by_country" in found.reason


def test_a_run_that_was_touched_and_a_story_that_fails_stop_it(own_run, own_case):
    (own_run / "numbers.json").write_text((own_run / "numbers.json").read_text() + " ")
    story = own_case.folder / "story.md"
    story.write_text(story.read_text("utf-8").replace("1,000 posts", "1,001 posts"), "utf-8")
    items = publish.checklist(own_run)
    assert "numbers.json has changed" in state(items, "run_whole").reason
    assert "tefter claims planted first" in state(items, "claims_hold").remedy


def test_the_command_shows_the_checklist_and_publishes_only_what_is_signed(planted, tmp_path):
    to = tmp_path / "site"
    shown = CliRunner().invoke(app, ["publish", str(planted), "--to", str(to)])
    assert shown.exit_code == 1
    assert "--signed-by" in shown.output
    assert not to.exists()
    done = CliRunner().invoke(
        app, ["publish", str(planted), "--to", str(to), "--signed-by", "Ana Editor"]
    )
    assert done.exit_code == 0, done.output
    assert publish.read_seal(to)["signed_by"] == "Ana Editor"


def test_the_data_package_is_valid(site):
    report = frictionless.validate(str(site / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])


def test_programs_can_read_what_it_is(site):
    described = json.loads((site / "dataset.jsonld").read_text("utf-8"))
    assert described["@type"] == "Dataset"
    for one in described["distribution"]:
        assert (site / one["contentUrl"]).is_file()
    cited = yaml.safe_load((site / "CITATION.cff").read_text("utf-8"))
    assert cited["cff-version"] == "1.2.0"
    assert cited["contact"] == [{"family-names": "Editor", "given-names": "Ana"}]
    assert [one["family-names"] for one in cited["authors"]] == ["Editor"]
    assert (described["creator"]["@type"], described["creator"]["name"]) == ("Person", "Ana Editor")


def test_the_licence_is_what_the_case_says(site, planted):
    described = json.loads((site / "dataset.jsonld").read_text("utf-8"))
    assert described["license"] == "https://creativecommons.org/licenses/by/4.0/"
    material = read_material(planted)
    free = Licence("CC0-1.0", "Public domain", "https://creativecommons.org/publicdomain/zero/1.0/")
    material.case.file = structs.replace(material.case.file, licence=free)
    assert json.loads(dataset(material, REHEARSAL, "en"))["license"] == free.path
    (package,) = json.loads(data_package(material, REHEARSAL))["licenses"]
    assert package == structs.asdict(free)
    assert yaml.safe_load(citation(material, REHEARSAL))["license"] == "CC0-1.0"
    page = Pages(material, REHEARSAL, "en", []).data().decode()
    assert f'href="{free.path}">Public domain' in page


def test_no_digest_of_few_rows_invites_to_try_who_they_are(site):
    for one in json.loads((site / "numbers.json").read_text("utf-8")):
        assert ("sha256" in one["rows"]) == (one["rows"]["count"] >= 20)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language):
    words = words_of(language)
    missing = set(words_of("en")) - set(words)
    # Bosnian and its neighbours need no unit that English needs.
    assert missing == set()
    for name, phrase in words_of("en").items():
        assert phrase.count("{") == words[name].count("{"), name


def test_templates_use_only_words_that_there_are():
    folder = Path(publish.__file__).parent
    used = {
        name
        for path in folder.rglob("*.html")
        for name in re.findall(r'\bsay\("(\w+)"', path.read_text("utf-8"))
    }
    assert used <= {*words_of("en"), "state_", "check_"}


def test_a_correction_stands_in_the_methodology_and_above_the_story(own_run, own_case):
    (own_case.folder / "corrections.yml").write_text(NOTE.format(day="2024-03-06"), "utf-8")
    notebook = own_run / "notebooks" / "5-methodology.ipynb"
    made = nbformat.read(notebook, as_version=4)
    table = table_output(corrections_table([]), "What was wrong")
    made.cells.append(new_code_cell("x", outputs=[new_output("display_data", data=table)]))
    nbformat.write(made, notebook)
    material = read_material(own_run)
    page = Pages(material, REHEARSAL, "sq", [])
    assert '<span lang="sq">Thamë 999.</span>' in page.methodology().decode()
    story = Pages(material, REHEARSAL, "en", []).index().decode()
    assert 'Corrected on <time datetime="2024-03-06">6 March 2024</time>' in story
    without = dataclasses.replace(material, corrections=())
    assert "Corrected on" not in Pages(without, REHEARSAL, "en", []).index().decode()
