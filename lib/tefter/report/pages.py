"""Both pages of a run, from the files that the run left."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tefter.charts import load
from tefter.errors import RunError
from tefter.findings import read_numbers, read_tables
from tefter.report.alone import write_chart
from tefter.report.index import write_index
from tefter.report.methodology import write_methodology

ABOUT = "report.json"
"""What the pages need besides numbers, tables and charts."""

METHODOLOGY = "5-methodology.ipynb"


def write_about(
    folder: Path,
    *,
    case_title: str,
    synthetic: bool,
    run: str,
    summary: Mapping[str, int],
    unread: Sequence[str],
    charts: Sequence[str],
    language: str = "en",
) -> Path:
    """Write ``report.json``, from which ``write_pages`` knows what the run is about.

    Parameters
    ----------
    folder : path
        Folder of the run.
    charts : sequence of str
        Names of the charts in the order to show.
    case_title, synthetic, run, summary, unread, language
        As for ``write_index``.
    """
    about = {
        "case_title": case_title,
        "synthetic": synthetic,
        "run": run,
        "summary": dict(summary),
        "unread": list(unread),
        "charts": list(charts),
        "language": language,
    }
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / ABOUT
    path.write_bytes((json.dumps(about, ensure_ascii=False, indent=1) + "\n").encode())
    return path


def write_pages(folder: Path) -> list[Path]:
    """Write ``index.html``, a page for each chart, and ``methodology.html`` where it was run.

    Parameters
    ----------
    folder : path
        Folder of a run with ``report.json``, ``numbers.json``, ``charts/`` and ``tables/``.

    Raises
    ------
    RunError
        When the run left no ``report.json`` or ``numbers.json``.
    """
    for name in (ABOUT, "numbers.json"):
        if not (folder / name).exists():
            raise RunError(f"the run left no {name}", "run 4-findings first", file=folder)
    about: dict[str, Any] = json.loads((folder / ABOUT).read_bytes())
    charts = [load(folder / "charts", name) for name in about["charts"]]
    written = [write_chart(chart, folder / "charts") for chart in charts]
    written.append(
        write_index(
            folder,
            case_title=about["case_title"],
            synthetic=about["synthetic"],
            run=about["run"],
            findings=read_numbers(folder / "numbers.json"),
            charts=charts,
            tables=read_tables(folder / "tables"),
            summary=about["summary"],
            unread=about["unread"],
            language=about["language"],
        )
    )
    notebook = folder / "notebooks" / METHODOLOGY
    if notebook.exists():
        written.append(
            write_methodology(
                notebook,
                folder,
                case_title=about["case_title"],
                synthetic=about["synthetic"],
                run=about["run"],
            )
        )
    return written
