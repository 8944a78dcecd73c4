"""Publication fails closed: allow-listed columns, no small cell, no formula."""

from __future__ import annotations

import csv

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.frames import COLUMNS
from tefter.privacy import publishable, safe_csv, suppress_small_cells
from tefter.privacy.release import HIDDEN, WHOLE


def test_only_open_columns_and_named_aggregates_remain():
    frame = pl.DataFrame(
        {"country": ["XK"], "text": ["x"], "account_name": ["x"], "x": [1], "n": [2]}
    )
    assert publishable(frame, aggregates=["n"]).columns == ["country", "n"]


@pytest.mark.parametrize(
    "name", [name for name, column in COLUMNS.items() if column.exposure != "open"]
)
def test_no_personal_or_text_column_passes_even_when_named(name):
    frame = pl.DataFrame({name: ["x"]})
    assert publishable(frame).columns == []
    with pytest.raises(ValueError, match=name):
        publishable(frame, aggregates=[name])


def test_a_small_cell_is_withheld_with_what_was_made_from_it():
    table = pl.DataFrame({"country": ["XK", "AL", "SI"], "posts": [9, 0, 2], "views": [90, 0, 7]})
    safe = suppress_small_cells(table, "posts", ["views"], minimum=3)
    assert safe.to_dict(as_series=False) == {
        "country": ["XK", "AL", "SI"],
        "posts": [9, 0, None],
        "views": [90, 0, None],
        HIDDEN: [False, False, True],
    }


def test_a_single_withheld_cell_of_a_published_total_takes_another_with_it():
    table = pl.DataFrame({"country": ["XK", "AL", "SI"], "posts": [9, 5, 2]})
    assert suppress_small_cells(table, totals=[WHOLE])["posts"].to_list() == [9, None, None]


def test_the_other_cell_is_a_zero_where_there_is_no_smaller():
    table = pl.DataFrame({"country": ["XK", "AL"], "posts": [0, 2]})
    assert suppress_small_cells(table, totals=[WHOLE])["posts"].to_list() == [None, None]


grids = st.integers(2, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=2, max_size=5
    )
)


@given(grids, st.integers(2, 5))
def test_no_total_gives_a_withheld_cell_away(grid, minimum):
    table = pl.DataFrame(
        [(str(r), str(c), n) for r, row in enumerate(grid) for c, n in enumerate(row)],
        schema=["row", "column", "posts"],
        orient="row",
    )
    safe = suppress_small_cells(table, "posts", minimum=minimum, totals=["row", "column"])
    small = table["posts"].is_between(1, minimum - 1)
    assert (safe[HIDDEN] | ~small).all()
    both = safe.select("row", "column", HIDDEN, true=table["posts"])
    for way in ("row", "column"):
        for _, group in both.group_by(way):
            hidden = group.filter(HIDDEN)["true"]
            if hidden.len() not in {0, group.height}:
                assert hidden.len() > 1
                assert hidden.sum() >= minimum or hidden.min() == 0


FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "a\n=1", "a;=1", " =1", "＝1", '"=1']


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_begins_as_a_formula(tmp_path, formula):
    path = tmp_path / "t.csv"
    safe_csv(pl.DataFrame({formula: [formula], "l": [[formula, "b"]]}), path)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            for cell in row:
                for part in cell.replace(";", "\n").replace('"', "\n").splitlines():
                    assert part.strip()[:1] not in {"=", "+", "-", "@", "＝"}


def test_numbers_stay_numbers_and_text_stays_text(tmp_path):
    path = tmp_path / "t.csv"
    safe_csv(pl.DataFrame({"n": [-1.5], "t": ["Priština, Kosovo"]}), path)
    assert path.read_text("utf-8") == 'n,t\n-1.5,"Priština, Kosovo"\n'


def test_a_column_that_no_table_holds_is_refused_and_nothing_is_left(tmp_path):
    with pytest.raises(ValueError, match="spans"):
        safe_csv(pl.DataFrame({"spans": [{"a": 1}]}), tmp_path / "t.csv")
    assert list(tmp_path.iterdir()) == []
