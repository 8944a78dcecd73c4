"""A reader who has every total of a table cannot work out what was withheld."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tefter.privacy import suppress_small_cells
from tefter.privacy.protection import bounds
from tefter.privacy.release import HIDDEN

WAYS = ["row", "column"]


def table_of(grid):
    return pl.DataFrame(
        [(str(r), str(c), n) for r, row in enumerate(grid) for c, n in enumerate(row)],
        schema={"row": pl.String, "column": pl.String, "posts": pl.Int64},
        orient="row",
    )


def attacked(table, safe):
    """Return what a reader with all totals works out of each withheld cell, beside the truth."""
    totals = pl.concat(
        table.group_by(pl.col(way).alias("group"))
        .agg(pl.col("posts").sum().alias("total"))
        .select(pl.lit(way).alias("way"), "group", "total")
        for way in WAYS
    )
    found = bounds(safe["posts"].to_list(), safe[HIDDEN], table.select(WAYS), totals)
    return found.with_columns(true=table["posts"].gather(found["cell"]))


def test_the_attack_finds_what_rows_and_columns_one_by_one_give_away():
    """Two withheld in each row and column, and yet one corner follows from all totals together."""
    table = table_of([[1, 9, 9, 9], [9, 2, 3, 9], [9, 3, 2, 9], [9, 9, 9, 9]])
    marked = table.with_columns(pl.col("posts").is_in([1, 2, 3]).alias(HIDDEN))
    known = attacked(table, marked.with_columns(pl.when(~pl.col(HIDDEN)).then("posts")))
    assert known.row(0, named=True) == {"cell": 0, "low": 1.0, "high": 1.0, "true": 1}


def test_two_withheld_in_every_line_can_still_be_told_and_then_more_go():
    # 1 + a = 2, 1 + b = 2 …: a ring of ones, whose totals leave each between 0 and 2.
    table = table_of([[1, 1, 9], [1, 1, 9], [9, 9, 9]])
    safe = suppress_small_cells(table, minimum=3, totals=WAYS)
    known = attacked(table, safe)
    assert safe[HIDDEN].sum() > 4
    small = known.filter(pl.col("true").is_between(1, 2))
    assert (small["low"] == 0).all()
    assert (small["high"] >= 3).all()


grids = st.tuples(st.integers(2, 4), st.integers(2, 4)).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 7), min_size=size[1], max_size=size[1]),
        min_size=size[0],
        max_size=size[0],
    )
)


@settings(max_examples=40)
@given(grids, st.integers(2, 4))
def test_no_small_cell_can_be_told_from_nothing_nor_from_the_minimum(grid, minimum):
    table = table_of(grid)
    safe = suppress_small_cells(table, minimum=minimum, totals=WAYS)
    for cell, low, high, true in attacked(table, safe).iter_rows():
        assert low - 1e-6 <= true <= high + 1e-6
        totals = [table.filter(pl.col(way) == table[way][cell])["posts"].sum() for way in WAYS]
        # Where a total is under the minimum itself, it says too much whatever is withheld.
        if 0 < true < minimum and min(totals) >= minimum and _others(table, cell, minimum):
            assert low <= 1e-6
            assert high >= minimum - 1e-6


def _others(table, cell, minimum):
    """Whether the rest of the table can move so far: it cannot where it is nearly empty."""
    row, column, true = table["row"][cell], table["column"][cell], table["posts"][cell]
    rest = table.filter((pl.col("row") != row) & (pl.col("column") != column))["posts"].sum()
    return rest >= max(true, minimum - true)


def test_shown_cells_are_the_true_ones_and_none_is_withheld_for_nothing():
    table = table_of([[9, 9], [9, 0]])
    safe = suppress_small_cells(table, minimum=3, totals=WAYS)
    assert safe["posts"].to_list() == [9, 9, 9, 0]


@pytest.mark.parametrize("grid", [[], [[2]], [[2, 0], [0, 0]]])
def test_a_table_too_small_to_protect_is_withheld_as_far_as_it_goes(grid):
    safe = suppress_small_cells(table_of(grid), minimum=3, totals=WAYS)
    assert safe.filter(pl.col("posts").is_between(1, 2)).is_empty()


def test_nothing_bounds_a_cell_without_a_total():
    known = bounds(
        [None],
        pl.Series([True]),
        pl.DataFrame({"row": ["a"]}),
        pl.DataFrame(schema={"way": pl.String, "group": pl.String, "total": pl.Int64}),
    )
    assert known.row(0) == (0, 0.0, float("inf"))
