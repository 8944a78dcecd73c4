"""The form is the notebooks' parameters; what is wrong is said beside its field."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.newsroom import newsroom

from tefter.desk.form import as_given, fields, read_form
from tefter.desk.words import Words
from tefter.errors import ParameterError
from tefter.runs.parameters import Parameter
from tefter.runs.whole import parameters_of

COUNTRIES = ["XK", "AL"]
EN = Words("en")


@pytest.fixture(scope="module")
def parameters(tmp_path_factory):
    project = tmp_path_factory.mktemp("form")
    newsroom(project)
    return parameters_of(project)


def test_every_parameter_is_a_field_of_its_kind_with_its_default(parameters):
    shown = {one.name: one for one in fields(parameters, COUNTRIES, EN)}
    assert shown.keys() == parameters.keys() - {"case", "run"}
    assert list(shown)[:3] == ["date_from", "date_to", "countries"]
    assert shown["countries"].choices == (("XK", "Kosovo"), ("AL", "Albania"))
    assert (shown["minimum_cell"].low, shown["minimum_cell"].high) == ("1", "100")
    assert shown["similarity"].value == "0.8"
    assert shown["order"].choices == (("by size", "by size"), ("by name", "by name"))
    assert shown["date_from"].help == "First day to include; empty: from the first."


def test_only_what_differs_from_the_usual_is_asked_for(parameters):
    sent = {
        "date_from": ["2023-01-01"],
        "date_to": [""],
        "countries": ["XK", "AL"],
        "minimum_cell": ["3"],
        "wide": ["true"],
    }
    values, errors = read_form(parameters, sent, COUNTRIES, EN)
    assert errors == {}
    assert values == {"date_from": "2023-01-01", "countries": ["XK", "AL"], "wide": True}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("date_from", "2023-02-30"),
        ("date_to", "yesterday"),
        ("minimum_cell", "0"),
        ("minimum_cell", "2.5"),
        ("minimum_cell", ""),
        ("minimum_cell", "1_0"),
        ("minimum_cell", "٣"),
        ("similarity", "nan"),
        ("similarity", "0.9_1"),
        ("similarity", "٠.٩"),
        ("similarity", "1.01"),
        ("countries", "DE"),
        ("countries", "XK,AL;"),
        ("order", "by chance"),
        ("wide", "perhaps"),
        ("labels", "/etc/passwd"),
        ("labels", "../../../../etc/passwd"),
        ("labels", "../b-case/labels.csv"),
        ("labels", "labels.csv\0"),
        ("labels", "case.yml"),
    ],
)
def test_a_wrong_value_is_refused_beside_its_field(parameters, name, written):
    _, errors = read_form(parameters, {name: [written]}, COUNTRIES, EN)
    assert errors.keys() == {name}
    for language in ("sq", "mk", "bs", "hr", "sr", "sl"):
        _, said = read_form(parameters, {name: [written]}, COUNTRIES, Words(language))
        assert said[name] != errors[name]
    [shown] = [
        one
        for one in fields(parameters, COUNTRIES, EN, given={name: [written]}, errors=errors)
        if one.name == name
    ]
    assert shown.error == errors[name]


def test_a_last_day_before_the_first_is_refused(parameters):
    sent = {"date_from": ["2023-02-01"], "date_to": ["2023-01-01"]}
    _, errors = read_form(parameters, sent, COUNTRIES, EN)
    assert errors == {"date_to": "This day is before the first day."}


@pytest.mark.parametrize("name", ["case", "run", "colour", "__class__"])
def test_a_field_that_no_notebook_has_is_refused(parameters, name):
    with pytest.raises(ParameterError):
        read_form(parameters, {name: ["x"]}, COUNTRIES, EN)


@given(
    similarity=st.floats(0.5, 1),
    minimum=st.integers(1, 100),
    day=st.dates(),
    chosen=st.lists(st.sampled_from(COUNTRIES), unique=True),
    wide=st.booleans(),
)
def test_values_that_fill_a_form_come_back_from_it(similarity, minimum, day, chosen, wide):
    known = {
        "similarity": Parameter(name="similarity", kind="float", default=0.0, description="s"),
        "minimum": Parameter(name="minimum", kind="int", default=0, description="m"),
        "day": Parameter(name="day", kind="date", default="", description="d"),
        "chosen": Parameter(name="chosen", kind="list[country]", default=["?"], description="c"),
        "wide": Parameter(name="wide", kind="bool", default=not wide, description="w"),
    }
    values = {
        "similarity": float(f"{similarity:g}"),
        "minimum": minimum,
        "day": day.isoformat(),
        "chosen": chosen,
        "wide": wide,
    }
    back, errors = read_form(known, as_given(values), COUNTRIES, EN)
    assert errors == {}
    assert back == values


def test_the_page_says_what_is_wrong_beside_the_field_and_runs_nothing(visitor):
    ticket = visitor.ticket("/cases/a-case/run")
    answer = visitor.post(
        "/cases/a-case/run", ticket=ticket, date_from="2023-13-01", minimum_cell="7"
    )
    assert answer.status_code == 422
    assert re.search(
        r'id="date_from"[^>]*aria-describedby="date_from-help date_from-error" aria-invalid="true"',
        answer.text,
    )
    assert 'id="date_from-error">Write a date' in answer.text
    assert 'id="minimum_cell" name="minimum_cell" value="7"' in answer.text, "it is not lost"
    assert "/jobs/1" not in visitor.get("/jobs").text


def test_a_table_must_lie_in_the_folder_of_the_case(served, visitor):
    folder = served.project / "cases/a-case"
    (folder / "folder.csv").mkdir(exist_ok=True)
    for written in ("nosuch.csv", "folder.csv", "/etc/passwd", "../a-case/mine.csv"):
        ticket = visitor.ticket("/cases/a-case/run")
        answer = visitor.post("/cases/a-case/run", ticket=ticket, labels=written)
        assert answer.status_code == 422, written
        assert 'id="labels-error">Name a table that lies in the folder' in answer.text
    known = parameters_of(served.project)
    (folder / "mine.csv").touch()
    assert read_form(known, {"labels": ["mine.csv"]}, COUNTRIES, EN, folder) == (
        {"labels": "mine.csv"},
        {},
    )
