"""A project with a tiny case, whose notebooks take no time and stop where a test wants them to."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path

import altair as alt
import polars as pl
from tests.claims.sealed import make_case, make_run
from tests.runs.notebooks import notebook

from tefter.case import Case
from tefter.charts import Chart, save
from tefter.desk.places import Places
from tefter.desk.queue import Job, Queue
from tefter.desk.supervisor import Supervisor
from tefter.findings import Table
from tefter.findings.table import write_tables
from tefter.runs import provenance
from tefter.runs.whole import NOTEBOOKS

MEANING = {"country": "Country", "posts": "Posts"}
HEAD = 'case: str = "a-case"  # Name of the case\nrun: str = ""  # Run that these results belong to'
PARAMETERS = {
    "2-locate": 'labels: "table" = ""  # Table in cases/CASE/; empty: labels.csv if it is there',
    "1-clean": "similarity: float = 0.8  # Near duplicates from this similarity on (0.5 to 1)",
    "4-findings": 'date_from: "date" = ""  # First day to include; empty: from the first\n'
    'date_to: "date" = ""  # Last day to include, YYYY-MM-DD; empty: to the last\n'
    'countries: "list[country]" = []  # Countries to include, such as XK,AL; empty: all\n'
    "minimum_cell: int = 3  # Smallest number of posts that a table may show (1 to 100)\n"
    'order: "choice[by size, by name]" = "by size"  # Order of the rows\n'
    "wide: bool = False  # Whether charts are wide",
}
GATE = """import time
from pathlib import Path
Path("began").touch()
while Path("gate").exists():
    time.sleep(0.02)
"""
LEAVE = """import json
from pathlib import Path
folder = Path("reports") / case / run
about = {"case_title": "A case", "synthetic": True, "run": run, "summary": {}, "unread": [],
         "charts": [], "language": "en"}
folder.joinpath("report.json").write_text(json.dumps(about))
folder.joinpath("numbers.json").write_text("[]")
"""


def newsroom(project: Path, *, gate: bool = False, runs: tuple[str, ...] = ()) -> Case:
    """Make the project; with a gate, a run waits in its first notebook while ``gate`` exists."""
    for folder in ("cases", "data", "notebooks"):
        (project / folder).mkdir(parents=True, exist_ok=True)
    case = make_case(project)
    for name in NOTEBOOKS:
        cells = {"1-clean": [GATE], "4-findings": [LEAVE]}.get(name, [])
        head = f"{HEAD}\n{PARAMETERS.get(name, '')}"
        notebook(project / "notebooks" / f"{name}.ipynb", *cells, parameters=head)
    if gate:
        (project / "gate").touch()
    for run in runs:
        _with_a_real_chart(case, make_run(case, run))
    return case


def _with_a_real_chart(case: Case, report: Path) -> None:
    """Put a chart and a table as a run leaves them into a sealed run, and seal it again."""
    frame = pl.DataFrame({"country": ["XK"], "posts": [427]})
    drawn = alt.Chart(frame).mark_bar().encode(x="posts:Q", y="country:N")
    save(
        Chart("views", drawn, drawn, frame, "Posts <b> by country", "Synthetic data.", "One bar."),
        report / "charts",
    )
    write_tables(
        {"posts": Table("posts", "Posts", frame, "By country.", MEANING)}, report / "tables"
    )
    stated = provenance.read(report)
    stated["files"] = provenance.file_digests(report)
    stated["content_digest"] = provenance.content_digest(stated["files"])
    provenance.write(report, stated)


def until(true: Callable[[], object], seconds: float = 90) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to be"
        time.sleep(0.05)


class Office:
    """The queue and supervisor of a project, without a web page."""

    def __init__(self, project: Path) -> None:
        self.project = project
        self.places = Places(project)
        self.queue = Queue(self.places.queue)
        self.supervisor = Supervisor(self.places, self.queue)

    def ask(self, ticket: str = "t", who: str = "Ana", **asked) -> Job:
        job, _ = self.queue.ask("run", "a-case", asked, who=who, ticket=ticket)
        return job

    def job(self, number: int) -> Job:
        found = self.queue.get(number)
        assert found
        return found

    def until(self, number: int, *states: str) -> Job:
        def there() -> bool:
            self.supervisor.look()
            return self.job(number).state in states

        until(there)
        return self.job(number)

    def until_begun(self, number: int) -> Job:
        self.until(number, "running")
        until((self.project / "began").exists)
        return self.job(number)

    def open_gate(self) -> None:
        (self.project / "gate").unlink()


def provenance_of(case: Case, run: str) -> dict:
    return json.loads((case.reports / run / "provenance.json").read_bytes())
