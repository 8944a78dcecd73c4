"""Raw files are named after whom they are about; what leaves the newsroom does not repeat it."""

from __future__ import annotations

import pytest

from tefter.privacy import file_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("export of Marija Jovanović, +381 64 123 4567.ndjson", "export of [name], [phone].ndjson"),
        ("Marija_Jovanovic.csv", "[name].csv"),
        ("from ana.p@example.com.json", "from [email]"),
    ],
)
def test_people_and_numbers_in_a_name_are_masked(name, shown):
    assert file_name(name).startswith(shown.removesuffix(".json"))


@pytest.mark.parametrize(
    "name",
    [
        "zeeschuimer-export-tiktok.com-2023-12-11T120000.ndjson",
        "ChatExport_2023-12-01_result.json",
        "posts_20231211_143000.csv",
        "tiktok 2023-12-11 1702291200.ndjson",
        "4cat-tiktok-search-hashtag-kurve-ab12cd34ef.csv",
    ],
)
def test_the_names_that_tools_give_stay(name):
    assert file_name(name) == name
