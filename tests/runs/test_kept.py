"""Nothing is made twice, and nothing stale is ever taken for new."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import polars as pl
import pytest

from tefter import custody
from tefter.case import Case
from tefter.runs import kept as kept_module
from tefter.runs.kept import Kept, Places, decisions_of, key_of, made_since

PROJECT = Path(__file__).resolve().parents[2]
NAME = "balkan-slutshaming"


@pytest.fixture
def case(tmp_path):
    for folder in ("cases", "data/raw", "notebooks"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    return Case(tmp_path, NAME)


def places(case, run):
    made = Places(case.processed / run, case.reports / run)
    for folder in made.all().values():
        folder.mkdir(parents=True, exist_ok=True)
    return made


def a_run(case, run="first", rows=3):
    """A notebook's work: a frame, and its executed copy."""
    where = places(case, run)
    before = where.state()
    pl.DataFrame({"post_uid": [f"tiktok:{row}" for row in range(rows)]}).write_parquet(
        where.processed / "located.parquet"
    )
    (where.report / "notebooks").mkdir()
    (where.report / "notebooks" / "2-locate.ipynb").write_text("executed")
    return where, made_since(before, where, "2-locate", run)


def key(case, notebook="2-locate", before="", **parameters):
    return key_of(
        case.project / "notebooks" / f"{notebook}.ipynb",
        before,
        case=case,
        inputs=custody.verify(case.raw),
        parameters={"most_wrong": 0.05} | parameters,
    )


def test_a_later_run_gets_the_same_files_and_hears_of_the_run_that_made_them(case):
    where, made = a_run(case)
    Kept(case).keep("k", made, where)
    later = places(case, "second")
    taken = Kept(case).take("k", later)
    assert taken.run == "first"
    assert later.state().keys() == where.state().keys()
    assert (later.processed / "located.parquet").read_bytes() == (
        where.processed / "located.parquet"
    ).read_bytes()


def test_a_run_that_writes_its_frame_again_leaves_the_kept_one_as_it_is(case):
    where, made = a_run(case)
    store = Kept(case)
    store.keep("k", made, where)
    later = places(case, "second")
    store.take("k", later)
    (later.report / "notebooks" / "2-locate.ipynb").write_text("changed by hand")
    (where.report / "notebooks" / "2-locate.ipynb").write_text("changed by hand, too")
    third = places(case, "third")
    store.take("k", third)
    assert (third.report / "notebooks" / "2-locate.ipynb").read_text() == "executed"


def test_nothing_is_taken_where_nothing_is_kept(case):
    assert Kept(case).take("k", places(case, "second")) is None


@pytest.mark.parametrize("damage", ["short", "gone", "list", "bit"])
def test_an_entry_that_is_not_whole_counts_as_none_and_is_made_again(case, damage):
    where, made = a_run(case)
    store = Kept(case)
    store.keep("k", made, where)
    frame = store.folder / "k" / "processed" / "located.parquet"
    if damage == "short":
        frame.unlink()
        frame.write_bytes(b"PAR1")
    elif damage == "gone":
        frame.unlink()
    elif damage == "bit":
        content = bytearray(frame.read_bytes())
        content[0] ^= 1
        frame.unlink()
        frame.write_bytes(content)
    else:
        (store.folder / "k" / kept_module.LIST).write_bytes(b"{")
    assert store.take("k", places(case, "second")) is None
    store.keep("k", made, where)
    assert store.take("k", places(case, "third")) is not None


def test_a_run_that_dies_while_it_keeps_leaves_no_entry(case, monkeypatch):
    where, made = a_run(case)

    def die(_: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(kept_module, "_settle", die)
    with pytest.raises(KeyboardInterrupt):
        Kept(case).keep("k", made, where)
    assert Kept(case).entries() == []


def test_no_room_on_the_disk_does_not_stop_a_run(case, monkeypatch):
    where, made = a_run(case)

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(kept_module, "_same", full)
    Kept(case).keep("k", made, where)
    assert Kept(case).entries() == []


def test_two_runs_that_keep_the_same_at_once_do_not_disturb_each_other(case):
    runs = [a_run(case, f"run{number}") for number in range(6)]
    threads = [
        threading.Thread(target=Kept(case).keep, args=("k", made, where)) for where, made in runs
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(Kept(case).entries()) == 1
    assert Kept(case).take("k", places(case, "later")) is not None
    assert [path.name for path in Kept(case).folder.iterdir()] == ["k"]


def test_beyond_the_bound_what_was_used_longest_ago_goes(case):
    where, made = a_run(case, rows=1000)
    size = sum(file.size for file in made.files)
    store = Kept(case, most=2 * size)
    for number in range(3):
        store.keep(f"k{number}", made, where)
        if number == 1:
            store.take("k0", places(case, "used"))
    assert {name for name, _, _ in store.entries()} == {"k0", "k2"}


def test_clearing_leaves_the_frames_of_runs(case):
    where, made = a_run(case)
    store = Kept(case)
    store.keep("k", made, where)
    store.clear()
    assert store.entries() == []
    assert (where.processed / "located.parquet").exists()


def test_the_key_names_everything_that_decides(case, monkeypatch):
    first = key(case)
    assert key(case) == first
    assert key(case, most_wrong=0.1) != first
    assert key(case, before="other") != first
    notebook = case.project / "notebooks" / "2-locate.ipynb"
    notebook.write_text(notebook.read_text().replace("Locate", "Find"))
    assert key(case) != first
    second = key(case)
    monkeypatch.setattr(kept_module.provenance, "package_digest", lambda: "other code")
    assert key(case) != second
    third = key(case)
    monkeypatch.setattr(kept_module.provenance, "package_versions", lambda: {"polars": "99"})
    assert key(case) != third


def test_another_raw_file_is_another_key(case, tmp_path):
    first = key(case)
    export = tmp_path / "new.ndjson"
    export.write_text("{}\n")
    custody.add(case.raw, [export], origin="a test")
    assert key(case) != first


def test_a_changed_codebook_recomputes_coding_alone(case):
    names = ("1-clean", "2-locate", "3-code")
    before = {name: decisions_of(case, name) for name in names}
    for path in (case.folder / "codebook.yml", next((case.folder / "lexicon").iterdir())):
        path.write_text(path.read_text() + "\n# changed\n")
    after = {name: decisions_of(case, name) for name in names}
    assert [name for name in names if before[name] != after[name]] == ["3-code"]


def test_a_story_may_be_mended_without_recomputing(case):
    before = {name: decisions_of(case, name) for name in kept_module.KEPT}
    (case.folder / "story.md").write_text("# Another story\n")
    assert before == {name: decisions_of(case, name) for name in kept_module.KEPT}


def test_changed_labels_and_settings_do_recompute(case):
    before = decisions_of(case, "2-locate")
    (case.folder / "labels.csv").write_text("post_uid,language\n")
    assert decisions_of(case, "2-locate") != before
    before = decisions_of(case, "1-clean")
    (case.folder / "case.yml").write_text((case.folder / "case.yml").read_text() + "\n")
    assert decisions_of(case, "1-clean") != before


WATCH = """
import os, sys
from pathlib import Path
opened = set()
root = os.path.realpath("cases")
def hook(event, args):
    if event == "open" and isinstance(args[0], (str, bytes, os.PathLike)):
        path = os.path.realpath(os.fsdecode(args[0]))
        if path.startswith(root):
            opened.add(os.path.relpath(path, os.path.join(root, sys.argv[2])))
sys.addaudithook(hook)
exec(compile(Path(sys.argv[1]).read_text(), sys.argv[1], "exec"), {"__name__": "notebook"})
print("OPENED", *sorted(opened))
"""


def test_the_first_notebooks_open_no_decision_that_their_key_leaves_out(case):
    for name in ("1-clean", "2-locate"):
        done = subprocess.run(
            [sys.executable, "-c", WATCH, f"notebooks/{name}.py", NAME],
            cwd=case.project,
            capture_output=True,
            text=True,
            check=True,
        )
        opened = set(done.stdout.rpartition("OPENED")[2].split())
        assert "case.yml" in opened
        assert opened <= set(decisions_of(case, name)), name


def test_how_a_run_was_made_is_not_kept_for_another_that_is_made_another_way(case):
    """A later run took over what an engine had made of frames that it did not take over."""
    run = places(case, "first")
    for folder in (run.processed, run.report):
        folder.mkdir(parents=True, exist_ok=True)
    (run.processed / "prefilled.json").write_text('["spoken"]')
    (run.report / "provenance.json").write_text("{}")
    (run.processed / "cleaned.parquet").write_bytes(b"frame")
    assert [one.path for one in made_since({}, run, "1-clean", "first").files] == [
        "cleaned.parquet"
    ]
