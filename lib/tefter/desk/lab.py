"""The desk's form and queue inside JupyterLab: the same fields, the same runs, no second truth.

jupyter-scheduler, JupyterLab's own way, was left out: it pastes parameters into the notebook as
code without quotes (version 2.12), runs one notebook and not the way of five, and runs a snapshot
taken when the job was defined. Here a run reads the notebooks as they are saved when it begins.
"""

from __future__ import annotations

import secrets
import threading
import time
from datetime import date
from typing import Any

import ipywidgets as widgets

from tefter.case import Case, find_project
from tefter.desk import progress
from tefter.desk.following import STEPS
from tefter.desk.form import Field, Given, fields, read_form
from tefter.desk.places import Places
from tefter.desk.queue import Job, Queue
from tefter.desk.supervisor import EVERY, Supervisor
from tefter.desk.words import Words
from tefter.runs.parameters import Parameter
from tefter.runs.whole import parameters_of

WIDE = widgets.Layout(width="30em")


class Rerun(widgets.VBox):  # type: ignore[misc]  # ipywidgets has no types
    """A form that runs a case the whole way.

    Parameters
    ----------
    case : str
        Name of the case.
    who : str
        Whose run it is.
    language : str
        Language of the form: a key of ``words.LANGUAGES``.

    Attributes
    ----------
    inputs : dict of str to widget
        The field of each parameter; of countries one for each.
    errors : dict of str to widget
        What is wrong, beside each field.
    start, stop : widget
        The buttons.
    status : widget
        How far the run is.
    job : Job, optional
        The run that was asked for last.
    """

    def __init__(self, case: str, who: str, language: str = "en") -> None:
        self._words = Words(language)
        self._case = Case(find_project(), case)
        self._who = who
        self._parameters: dict[str, Parameter] = parameters_of(self._case.project)
        self._places = Places(self._case.project)
        self._queue = Queue(self._places.queue)
        self._ticket = secrets.token_urlsafe(12)
        self.job: Job | None = None
        self.inputs: dict[str, Any] = {}
        self.errors: dict[str, Any] = {}
        rows = [self._row(one) for one in self._fields()]
        self.start = widgets.Button(description=self._words("start"), button_style="primary")
        self.stop = widgets.Button(description=self._words("cancel"), disabled=True)
        self.status = widgets.Label()
        self.start.on_click(lambda _: self._ask())
        self.stop.on_click(lambda _: self._call_off())
        super().__init__([*rows, widgets.HBox([self.start, self.stop]), self.status])

    def _fields(self) -> list[Field]:
        return list(fields(self._parameters, self._case.file.countries, self._words))

    def _row(self, field: Field) -> Any:
        self.errors[field.name] = widgets.Label(style={"text_color": "#a30000"})
        self.inputs[field.name] = made = _input(field)
        shown = widgets.HBox(list(made.values())) if isinstance(made, dict) else made
        if isinstance(made, dict):
            shown.layout.flex_flow = "row wrap"
        head = widgets.Label(field.label, style={"font_weight": "bold"})
        return widgets.VBox([head, widgets.Label(field.help), shown, self.errors[field.name]])

    def _given(self) -> Given:
        return {name: _written(one) for name, one in self.inputs.items()}

    def _ask(self) -> None:
        values, wrong = read_form(
            self._parameters,
            self._given(),
            self._case.file.countries,
            self._words,
            self._case.folder,
        )
        for name, label in self.errors.items():
            label.value = wrong.get(name, "")
        if wrong:
            self.status.value = self._words("not_run_yet")
            return
        self.job, _ = self._queue.ask(
            "run", self._case.name, values, who=self._who, ticket=self._ticket
        )
        self.start.disabled, self.stop.disabled = True, False
        threading.Thread(target=self._follow, args=(self.job.number,), daemon=True).start()

    def _call_off(self) -> None:
        if self.job is not None:
            self._queue.cancel(self.job.number, self._who)

    def _follow(self, number: int) -> None:
        # A supervisor of its own, so that no desk need be open; with one open, both do no harm.
        supervisor = Supervisor(self._places, self._queue)
        while True:
            supervisor.look()
            job = self._queue.get(number)
            if job is None or not job.is_open:
                break
            self.status.value = self._said(job)
            time.sleep(EVERY)
        self.job = job
        self._ticket = secrets.token_urlsafe(12)
        self.status.value = self._ended(job) if job else ""
        self.start.disabled, self.stop.disabled = False, True

    def _said(self, job: Job) -> str:
        far = progress.read(self._places.of_job(job.number))
        at = progress.current(far, STEPS["run"])
        if job.state == "waiting" or not at:
            return self._words(f"status_{job.state}" if job.state == "waiting" else "status_begins")
        return self._words("status_running", step=self._words(f"step.{at}"))

    def _ended(self, job: Job) -> str:
        if job.state == "finished":
            where = f"reports/{job.case}/{job.run}/index.html"
            return f"{self._words('status_finished')} {where}"
        if job.state == "cancelled":
            return self._words("status_cancelled", who=job.cancelled_by)
        return f"{self._words(f'status_{job.state}')} {job.said}"


def rerun(case: str, who: str, language: str = "en") -> Rerun:
    """Return the form; shown as the last line of a cell, it can be used."""
    return Rerun(case, who, language)


def _input(field: Field) -> Any:
    if field.kind == "list[country]":
        return {
            code: widgets.Checkbox(
                value=code in field.chosen,
                description=called,
                indent=False,
                layout=widgets.Layout(width="14em"),
            )
            for code, called in field.choices
        }
    if field.kind == "date":
        return widgets.DatePicker(value=date.fromisoformat(field.value) if field.value else None)
    if field.kind == "bool":
        return widgets.Checkbox(value=field.value == "true", indent=False)
    if field.kind == "choice":
        return widgets.Dropdown(options=[value for value, _ in field.choices], value=field.value)
    return widgets.Text(value=field.value, layout=WIDE)


def _written(one: Any) -> list[str]:
    if isinstance(one, dict):
        return [code for code, tick in one.items() if tick.value]
    if isinstance(one, widgets.DatePicker):
        return ["" if one.value is None else one.value.isoformat()]
    if isinstance(one, widgets.Checkbox):
        return ["true" if one.value else "false"]
    return [str(one.value)]
