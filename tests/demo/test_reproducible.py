"""The demo is the same everywhere, and says what it is."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.demo.raw import PROJECT, RAW

from tefter import demo
from tefter.demo.__main__ import write as custody_of_demo


def test_making_the_demo_again_gives_the_committed_files_byte_for_byte(tmp_path):
    made = demo.make_demo(tmp_path)
    assert [path.name for path in made] == [file.name for file in demo.DEMO_FILES]
    for path in made:
        assert path.read_bytes() == (RAW / path.name).read_bytes(), path.name


def test_the_labels_of_the_demo_are_those_that_the_generator_knows():
    committed = PROJECT / "cases" / demo.CASE / "labels.csv"
    assert committed.read_bytes() == demo.labels()


def test_the_files_of_the_coders_are_those_that_the_demo_makes():
    folder = PROJECT / "cases" / demo.CASE / "annotations"
    committed = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*.csv")}
    made = demo.annotation_files()
    assert set(committed) == set(made)
    for name, content in made.items():
        assert committed[name].read_bytes() == content, name


def test_locale_zone_and_hash_seed_of_the_machine_do_not_matter(tmp_path):
    code = (
        "import hashlib; from tefter import demo;"
        "files = [*demo.demo_bytes().values(), *demo.annotation_files().values()];"
        "print(hashlib.sha256(b''.join(files)).hexdigest())"
    )
    digests = set()
    for zone, seed in (("Asia/Tokyo", "1"), ("America/Lima", "77")):
        settings = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": "C"}
        run = subprocess.run(
            [sys.executable, "-c", code], env=settings, capture_output=True, text=True, check=True
        )
        digests.add(run.stdout)
    assert len(digests) == 1


def test_making_the_demo_leaves_read_only_copies_alone(tmp_path):
    for path in demo.make_demo(tmp_path):
        path.chmod(0o444)
    before = [path.stat().st_mtime_ns for path in demo.make_demo(tmp_path)]
    assert before == [path.stat().st_mtime_ns for path in demo.make_demo(tmp_path)]


def test_every_file_is_small_text_and_says_that_it_is_synthetic():
    for file in demo.DEMO_FILES:
        content = (RAW / file.name).read_bytes()
        assert len(content) < 400_000, file.name
        assert "\x00" not in content.decode("utf-8", errors="strict")
        assert b"ynthetic" in content


def test_every_file_of_the_demo_is_listed_with_its_origin_and_a_fixed_time():
    on_disk = {path.name for path in RAW.iterdir() if not path.name.startswith(".")}
    assert on_disk - {"manifest.jsonl", "manifest.sha256"} == {
        file.name for file in demo.DEMO_FILES
    }
    for file in demo.DEMO_FILES:
        assert "ynthetic" in file.origin
        assert file.added_at.endswith("+00:00")


def test_the_readme_of_the_case_states_the_shape():
    text = (PROJECT / "cases" / demo.CASE / "README.md").read_text(encoding="utf-8")
    for stated in ("30,606,176", "8,214,306", "427", "318", "44, 29 and 36", "24 of them link"):
        assert stated in text


def test_taking_the_demo_into_custody_again_gives_the_committed_manifest(tmp_path):
    (tmp_path / "cases" / demo.CASE).mkdir(parents=True)
    custody_of_demo(tmp_path)
    again = tmp_path / "data" / "raw" / demo.CASE
    for name in ("manifest.jsonl", "manifest.sha256"):
        assert (again / name).read_bytes() == (RAW / name).read_bytes()
