"""A text exposes somebody where it holds a way to a person, not where it holds any link or name."""

from __future__ import annotations

import polars as pl
import pytest

from tefter.privacy import exposes, find


def exposed(*texts: str) -> list[bool]:
    return (
        pl.DataFrame({"personal_data": find(pl.Series(texts))})
        .select(exposes())
        .to_series()
        .to_list()
    )


@pytest.mark.parametrize(
    "text",
    [
        "zovi 044 123 456",
        "pisi na ana@example.com",
        "snap: ana_k99",
        "https://t.me/kanal 044 123 456",
    ],
)
def test_contact_data_exposes_somebody(text):
    assert exposed(text) == [True]


@pytest.mark.parametrize(
    "text",
    ["https://t.me/kanal", "https://hi-tech.mail.ru/news/116048-akkaunt/", "dobar dan", ""],
)
def test_a_link_may_lead_to_nobody(text):
    assert exposed(text) == [False]


def test_what_was_not_looked_at_exposes_nobody_that_we_know_of():
    kinds = pl.List(pl.Struct({"kind": pl.String, "start": pl.Int64, "end": pl.Int64}))
    frame = pl.DataFrame({"personal_data": [None, []]}, schema={"personal_data": kinds})
    assert frame.select(exposes()).to_series().to_list() == [False, False]


def test_the_host_of_a_link_is_a_link_and_an_address_without_its_sign_an_address():
    found = find(pl.Series(["https://hi-tech.mail.ru/news/1", "ana.gmail.com"])).to_list()
    assert [[span["kind"] for span in one] for one in found] == [["link"], ["email"]]
