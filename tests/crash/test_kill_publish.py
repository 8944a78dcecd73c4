"""``tefter publish`` killed at any point leaves a whole site, and can be said again."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import msgspec
import pytest
from tests.crash.commands import chosen, killed, points_of, tefter
from tests.crash.killer import kill_at
from tests.publish.planted import make_project, make_run

from tefter.custody import digest
from tefter.publish.folder import earlier_versions, replaced, undisturbed
from tefter.publish.seal import verify_site
from tefter.runs.provenance import joined_digest

CASE = "planted"


def site(folder: Path, number: int) -> None:
    """Write a whole site of three files, sealed as a publication seals it."""
    folder.mkdir(exist_ok=True)
    (folder / "assets").mkdir()
    for name in ("index.html", "assets/page.css"):
        (folder / name).write_text(f"{name} of version {number}")
    files = {name: digest(folder / name) for name in ("assets/page.css", "index.html")}
    seal = {
        "case": CASE,
        "number": number,
        "published_at": f"2024-01-0{number}T00:00:00Z",
        "content_digest": "0" * 64,
        "site_digest": joined_digest(files),
        "earlier": [
            {"number": one, "published_at": f"2024-01-0{one}T00:00:00Z", "content_digest": "0" * 64}
            for one in range(1, number)
        ],
        "files": files,
    }
    (folder / "publication.json").write_bytes(msgspec.json.encode(seal))


def publishes(to: Path, number: int, kill: int) -> bool:
    """Put a version in the place of the one before, in a process that is killed at a point."""
    process = os.fork()
    if not process:
        kill_at(kill)
        with undisturbed(to), replaced(to) as made:
            site(made, number)
        os._exit(0)
    _, status = os.waitpid(process, 0)
    return os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL


def test_wherever_a_publication_is_killed_a_whole_site_stands_or_is_put_back(tmp_path):
    numbers, point = set(), 0
    while True:
        point += 1
        to = tmp_path / str(point) / "site"
        to.parent.mkdir()
        site(to, 1)
        assert not publishes(to, 2, 0) and not verify_site(to)
        if not publishes(to, 3, point):
            break
        with undisturbed(to):
            versions = earlier_versions(to, CASE)
        assert not verify_site(to), point
        assert [one.number for one in versions] in ([1, 2], [1, 2, 3]), point
        assert [path.name for path in to.parent.iterdir()] == ["site"], point
        numbers.add(versions[-1].number)
        assert not publishes(to, versions[-1].number + 1, 0)
        assert not verify_site(to), point
    assert point > 10
    assert numbers == {2, 3}, "killed before the new one stands, and after"


STRAY = {
    "a symbolic link": lambda path: path.symlink_to("/etc/hostname"),
    "a named pipe": os.mkfifo,
    "an empty folder": lambda path: path.mkdir(),
}


@pytest.mark.parametrize("folder", ["", "assets", "versions/1"])
@pytest.mark.parametrize("what", STRAY)
def test_what_is_no_plain_file_is_named_wherever_it_lies_in_a_site(tmp_path, what, folder):
    to = tmp_path / "site"
    site(to, 1)
    publishes(to, 2, 0)
    STRAY[what](to / folder / "new")
    [difference] = verify_site(to)
    assert Path(difference.file) == Path(folder, "new")
    assert difference.what == f"was added after the publication: {what}"


@pytest.mark.parametrize("name", ["index.html", "assets", "versions", "versions/1"])
def test_a_link_in_the_place_of_a_part_of_a_site_is_named(tmp_path, name):
    to = tmp_path / "site"
    site(to, 1)
    publishes(to, 2, 0)
    (to / name).rename(tmp_path / "elsewhere")
    (to / name).symlink_to(tmp_path / "elsewhere")
    assert any(one.file.startswith(name) for one in verify_site(to))


def test_two_publications_into_one_folder_wait_for_each_other(tmp_path):
    to = tmp_path / "site"
    process = os.fork()
    if not process:
        with undisturbed(to), replaced(to) as made:
            (tmp_path / "begun").touch()
            while not (tmp_path / "asked").exists():
                time.sleep(0.01)
            site(made, 1)
        os._exit(0)
    while not (tmp_path / "begun").exists():
        time.sleep(0.01)
    (tmp_path / "asked").touch()
    with undisturbed(to):
        assert [one.number for one in earlier_versions(to, CASE)] == [1]
    assert os.waitpid(process, 0)[1] == 0


def test_what_others_keep_beside_a_site_is_left_alone(tmp_path):
    beside = (".site", ".site.old", ".site.x.y.before", ".sites.abc.unfinished", "site.unfinished")
    for name in beside:
        (tmp_path / name).mkdir()
        (tmp_path / name / "kept").touch()
    # Set aside by a publication, and nothing of it stands in the folder that is there now.
    site(tmp_path / ".site.k2x_81ab.before", 1)
    (tmp_path / "site").mkdir()
    with undisturbed(tmp_path / "site"):
        pass
    assert all((tmp_path / name / "kept").exists() for name in beside)
    assert not verify_site(tmp_path / ".site.k2x_81ab.before")


@pytest.mark.skipif("TEFTER_KILLS" not in os.environ, reason="takes minutes: TEFTER_KILLS=4")
def test_the_command_killed_at_any_point_leaves_the_site_before_or_the_new_one(tmp_path):
    project = tmp_path / "project"
    run = make_run(make_project(project), "first").relative_to(project)
    asked = ("publish", str(run), "--to", "site", "--signed-by", "Ana Editor")
    done = tefter(project, *asked)
    assert done.returncode == 0, done.stdout + done.stderr
    whole = tmp_path / "whole"
    shutil.copytree(project, whole, symlinks=True)
    points = points_of(whole, *asked)
    for point in chosen(points, int(os.environ["TEFTER_KILLS"]), seed=3):
        tried = tmp_path / "tried"
        shutil.copytree(project, tried, symlinks=True)
        assert killed(tried, point, *asked), point
        again = tefter(tried, *asked)
        assert again.returncode == 0, (point, again.stdout + again.stderr)
        assert not verify_site(tried / "site"), point
        assert not list(tried.glob(".site.*")), point
        shutil.rmtree(tried)
