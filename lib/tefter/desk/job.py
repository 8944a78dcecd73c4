"""A job: the process that does what an editor asked for, and outlives the desk if it has to.

Started by ``supervisor`` as ``python -m tefter.desk.job PROJECT NUMBER``.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import msgspec
import psutil

from tefter.case import Case
from tefter.desk.masking import shown
from tefter.desk.places import Places
from tefter.desk.progress import Writer
from tefter.desk.queue import Job, Kind, Queue
from tefter.errors import RunError, TefterError
from tefter.publish import Item, checklist, publish, sign
from tefter.publish.material import read_material
from tefter.publish.publishing import OTHER_WORDS
from tefter.publish.said import words_digest
from tefter.runs import provenance
from tefter.runs.whole import run_case
from tefter.sources import read_files

READING = "reading.json"
"""What a reading made of its files, in the job's folder."""

CHECKLIST = "checklist.json"
"""The checklist that a job filled in, in its folder."""


class FilledIn(msgspec.Struct, frozen=True):
    """A checklist, and a digest of what editors said when it was filled in."""

    items: list[Item]
    words: str

    @property
    def holds(self) -> bool:
        """Whether every line holds."""
        return all(item.holds for item in self.items)


LESS_URGENT = 5
"""Niceness: the machine stays usable for its editors while a case runs."""


def main(project: Path, number: int) -> None:
    """Do one job to its end, whatever that is, and say in its folder how it ended."""
    signal.signal(signal.SIGTERM, _stop)
    os.nice(LESS_URGENT)
    places = Places(project)
    job = Queue(places.queue).get(number)
    if job is None:
        raise SystemExit(f"there is no job {number}")
    folder = places.of_job(number)
    writer = Writer(folder)
    try:
        notes = DOES[job.kind](project, job, writer)
        writer.end("finished", notes=[shown(note) for note in notes])
    except KeyboardInterrupt:
        writer.end("cancelled")
    except TefterError as error:
        writer.end("failed", shown(error.sentence()))
    except MemoryError:
        writer.end("failed", "The machine ran out of memory; close other programs.")
    except OSError as error:
        writer.end("failed", f"{(error.strerror or 'The system refused').capitalize()}.")
    except Exception as error:
        # Its own words may quote a record, so they stay in a file that only this account reads.
        (folder / "defect.txt").write_text(traceback.format_exc(), encoding="utf-8")
        writer.end(
            "failed",
            f"Tefter itself has a defect here ({type(error).__name__}); data/desk/jobs/{number}/"
            "defect.txt is for whoever mends it, and may quote a post.",
        )
    finally:
        end_family(psutil.Process())


def _stop(_signal: int, _frame: FrameType | None) -> None:
    # The same as Ctrl-C, so that a run seals what it has, as it does on the command line.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _run(project: Path, job: Job, writer: Writer) -> list[str]:
    done = run_case(Case(project, job.case), job.asked, progress=writer.step, named=writer.named)
    return done.failures


def _read(project: Path, job: Job, writer: Writer) -> list[str]:
    """Read exports to say what is in them; the frames are not kept, a run makes its own."""
    case = Case(project, job.case)
    folder = Places(project).of_job(job.number)
    frames = folder / "frames"
    try:
        summary = read_files(
            [case.raw / Path(name).name for name in job.asked["files"]],
            frames,
            settings=case.file.sources,
            progress=lambda _, done, total: writer.step("reading", done, total),
        )
    finally:
        shutil.rmtree(frames, ignore_errors=True)
    found = summary.to_dict()
    for told, file in zip(found["files"], summary.files, strict=True):
        told["notes"] = [*file.unread_sentences(), *file.notes]
        told["first"] = {reason: record for reason, (record, _) in file.first.items()}
    (folder / READING).write_bytes(msgspec.json.encode(found))
    return summary.failures


def _check(project: Path, job: Job, writer: Writer) -> list[str]:
    _fill_in(project, job, writer)
    return []


def _publish(project: Path, job: Job, writer: Writer) -> list[str]:
    """Publish what was signed: the checklist is filled in once more, in case something changed."""
    items = _fill_in(project, job, writer)
    case = Case(project, job.case)
    report = case.reports / job.asked["run"]
    if provenance.read(report)["content_digest"] != job.asked["digest"]:
        raise RunError("is not what was signed", "look at it, and sign again", file=report)
    signed = sign(report, items, job.asked["signed_by"])
    if signed.words != job.asked["words"]:
        raise RunError(OTHER_WORDS, "fill the checklist in again, and sign")
    writer.step("publishing", 0, 1)
    publish(report, site_of(case), signed)
    writer.step("publishing", 1, 1)
    return []


def _fill_in(project: Path, job: Job, writer: Writer) -> list[Item]:
    case = Case(project, job.case)
    writer.step("checklist", 0, 1)
    report = case.reports / job.asked["run"]
    # Before the checklist: what changes while it is filled in is not what was looked at.
    words = words_digest(read_material(report))
    items = checklist(report, site_of(case))
    filled_in = FilledIn(items, words)
    (Places(project).of_job(job.number) / CHECKLIST).write_bytes(msgspec.json.encode(filled_in))
    writer.step("checklist", 1, 1)
    return items


def site_of(case: Case) -> Path:
    """Return the folder into which the desk publishes a case."""
    return case.project / "sites" / case.name


DOES: dict[Kind, Callable[[Path, Job, Writer], list[str]]] = {
    "run": _run,
    "read": _read,
    "check": _check,
    "publish": _publish,
}
"""What a job of each kind does; it returns sentences for the person who waits."""


def end_family(process: psutil.Process) -> None:
    """End what a process started, in whatever session: kernels have one of their own."""
    try:
        family = process.children(recursive=True)
    except psutil.NoSuchProcess:
        return
    for one in family:
        try:
            one.kill()
        except psutil.NoSuchProcess:
            continue
    psutil.wait_procs(family, timeout=5)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
