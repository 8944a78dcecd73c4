"""A run is a process of its own: whatever happens to it, the desk and the others are whole."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys

import psutil
import pytest
from tests.desk.newsroom import Office, newsroom, provenance_of, until
from tests.desk.serving import serving
from tests.newcomer import PROJECT

from tefter.desk import progress
from tefter.desk.following import STEPS
from tefter.runs import provenance
from tefter.runs.workspace import latest


@pytest.fixture
def project(tmp_path):
    return tmp_path


def test_a_run_goes_the_whole_way_and_the_next_one_waits_for_it(project):
    case = newsroom(project, gate=True)
    office = Office(project)
    first = office.ask("one", date_from="2023-01-01")
    second = office.ask("two", countries=["XK"])
    office.until_begun(first.number)
    assert office.job(second.number).state == "waiting"
    office.open_gate()
    ended = [office.until(one.number, "finished") for one in (first, second)]
    assert ended[0].ended_at <= ended[1].started_at
    stated = [provenance_of(case, one.run)["parameters"] for one in ended]
    assert stated[0]["date_from"] == "2023-01-01"
    assert stated[1]["countries"] == ["XK"]
    assert [provenance.verify(case.reports / one.run) for one in ended] == [[], []]
    assert {"1-clean", "writing the report"} <= ended[0].steps.keys()


def test_the_same_run_asked_for_twice_is_one_run(project):
    newsroom(project, gate=True)
    office = Office(project)
    first, new = office.queue.ask("run", "a-case", {"similarity": 0.9}, who="Ana", ticket="a")
    assert new
    # The same form sent again, and the same wish of another editor.
    for ticket in ("a", "b"):
        again, new = office.queue.ask(
            "run", "a-case", {"similarity": 0.9}, who="Boris", ticket=ticket
        )
        assert (again.number, new) == (first.number, False)
    other, new = office.queue.ask("run", "a-case", {"similarity": 0.8}, who="Ana", ticket="c")
    assert new
    assert other.number != first.number
    # Once it has ended, it may be asked for again.
    office.queue.cancel(first.number, "Ana")
    again, new = office.queue.ask("run", "a-case", {"similarity": 0.9}, who="Ana", ticket="d")
    assert new


def test_a_run_whose_process_is_killed_is_said_to_be_so_and_leaves_the_others_whole(project):
    case = newsroom(project, gate=True, runs=("2024-01-01T000000Z",))
    office = Office(project)
    first, second = office.ask("one", similarity=0.9), office.ask("two")
    job = office.until_begun(first.number)
    family = psutil.Process(job.process).children(recursive=True)
    assert family, "its kernel"
    os.kill(job.process, signal.SIGKILL)
    office.open_gate()
    assert office.until(first.number, "crashed").said == ""
    after = office.until(second.number, "finished")
    assert latest(case) == after.run
    for whole in ("2024-01-01T000000Z", after.run):
        assert provenance.verify(case.reports / whole) == []
    # What was killed is no run that anybody could mistake for one.
    killed = progress.read(office.places.of_job(first.number)).run
    assert killed
    assert not (case.reports / killed / "provenance.json").exists()
    until(lambda: not any(one.is_running() and one.status() != "zombie" for one in family))


def test_a_run_that_is_called_off_seals_what_it_has_and_ends_with_its_kernel(project):
    case = newsroom(project, gate=True)
    office = Office(project)
    job = office.until_begun(office.ask().number)
    family = psutil.Process(job.process).children(recursive=True)
    assert office.queue.cancel(job.number, "Boris")
    assert not office.queue.cancel(job.number, "Boris"), "once is enough"
    ended = office.until(job.number, "cancelled")
    assert ended.cancelled_by == "Boris"
    assert provenance_of(case, ended.run)["outcome"]["status"] == "failed"
    until(lambda: not any(one.is_running() and one.status() != "zombie" for one in family))


def test_a_run_that_waits_is_called_off_before_it_begins(project):
    newsroom(project, gate=True)
    office = Office(project)
    first, second = office.ask("one"), office.ask("two", similarity=0.9)
    office.until_begun(first.number)
    assert office.queue.cancel(second.number, "Ana")
    assert office.job(second.number).state == "cancelled"
    office.open_gate()
    office.until(first.number, "finished")
    assert office.job(second.number).started_at == ""


def test_a_run_goes_on_when_what_started_it_is_killed_and_another_takes_over(project):
    newsroom(project, gate=True)
    office = Office(project)
    job = office.ask()
    starter = subprocess.Popen(
        [
            *[sys.executable, "-c"],
            "import sys, time; from pathlib import Path\n"
            "from tests.desk.newsroom import Office\n"
            "office = Office(Path(sys.argv[1])); office.supervisor.look(); time.sleep(600)",
            str(project),
        ],
        cwd=PROJECT,
    )
    until((project / "began").exists)
    starter.kill()
    starter.wait()
    office.supervisor.look()
    assert office.job(job.number).state == "running"
    office.open_gate()
    assert office.until(job.number, "finished").run


def test_a_run_that_cannot_go_on_says_why_in_one_sentence(project):
    newsroom(project)
    office = Office(project)
    (project / "data/raw/a-case/export.json").chmod(0o644)
    (project / "data/raw/a-case/export.json").write_text("[1]")
    ended = office.until(office.ask().number, "failed")
    assert "export.json: has changed since it was taken into custody" in ended.said
    assert "Traceback" not in ended.said
    with serving(project) as desk:
        page = desk.visitor().get(f"/jobs/{ended.number}").text
    assert page.count("not reached") == len(STEPS["run"]) - 1
    assert "stopped here" in page and "to come" not in page


def test_time_left_is_what_earlier_jobs_took_and_unknown_without_any():
    names = ("a", "b")
    begun = progress.Progress(steps=[progress.Step("a", began=100.0)])
    usual = progress.expected([{"a": 10.0, "b": 4.0}, {"a": 30.0, "b": 4.0}, {"a": 12.0}])
    assert progress.time_left(begun, names, {}, at=103.0) is None
    assert progress.time_left(begun, names, usual, at=103.0) == 9.0 + 4.0
    assert progress.time_left(begun, names, usual, at=900.0) == 4.0
    begun.steps[0].ended = 112.0
    assert progress.part_done(begun, names, usual) == 12.0 / 16.0
    assert progress.part_done(begun, names, {}) == 0.5


def test_a_held_queue_is_said_once_and_the_supervisor_goes_on_when_it_is_free(
    project, monkeypatch, caplog
):
    newsroom(project)
    office = Office(project)
    usual = office.queue.patience
    monkeypatch.setattr(office.queue, "patience", 0.05)
    monkeypatch.setattr("tefter.desk.supervisor.EVERY", 0.01)
    job = office.ask()
    looks = []
    look = office.supervisor.look
    monkeypatch.setattr(office.supervisor, "look", lambda: (looks.append(1), look()))
    holder = sqlite3.connect(office.places.queue, isolation_level=None)
    holder.execute("begin exclusive")
    office.supervisor.start()
    try:
        until(lambda: len(looks) > 3)
        assert [one.getMessage() for one in caplog.records] == [
            "The queue stands still: database is locked. It is tried again."
        ]
        holder.execute("rollback")
        # From here on this test asks as well, while supervisor and job write.
        office.queue.patience = usual
        until(lambda: office.job(job.number).state == "finished")
    finally:
        holder.close()
        office.supervisor.stop()
    assert caplog.records[-1].getMessage() == "The queue goes on."


def test_a_step_that_was_taken_over_is_neither_to_come_nor_counted_as_fast():
    names = ("a", "b", "c")
    taken = progress.Step("a", began=100.0, ended=100.0, done=1, total=1, kept="earlier")
    far = progress.Progress(steps=[taken])
    assert progress.current(progress.Progress(), names) == ""
    assert progress.current(far, names) == "b", "it does not begin again"
    assert far.seconds() == {}
    usual = {"a": 60.0, "b": 4.0, "c": 5.0}
    assert progress.time_left(far, names, usual, at=100.0) == 9.0
    # Earlier jobs that took the step over do not tell how long it takes.
    assert progress.time_left(progress.Progress(), names, {"b": 4.0, "c": 5.0}, at=100.0) is None
    jobs = [{"b": 1.0}, {"b": 2.0}, {"a": 60.0, "b": 9.0}, {"a": 90.0, "b": 9.0}]
    assert progress.expected(jobs, most=2) == {"a": 75.0, "b": 1.5}


def test_a_job_says_which_steps_it_took_over_and_from_which_run(project):
    newsroom(project)
    office = Office(project)
    first = office.until(office.ask("one").number, "finished")
    second = office.until(office.ask("two").number, "finished")
    kept = {"1-clean": first.run, "2-locate": first.run, "3-code": first.run}
    far = progress.read(office.places.of_job(second.number))
    assert {step.name: step.kept for step in far.steps if step.kept} == kept
    assert [step.name for step in far.steps] == list(STEPS["run"])
    assert second.steps.keys() == set(STEPS["run"]) - kept.keys()
    with serving(project) as desk:
        page = desk.visitor().get(f"/jobs/{second.number}").text
    assert page.count(f'<span class="quiet">taken over from run {first.run}</span>') == 3
    assert "to come" not in page
    assert f"Code the posts: taken over from run {first.run}" in page
