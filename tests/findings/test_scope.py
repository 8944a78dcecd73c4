"""A number of a part of the posts says which part; what was counted before the cut does not."""

from __future__ import annotations

from tefter.case import Fact
from tefter.findings import Data, all_findings

FACT = Fact(value=5, unit="members", source="a page", stated_by="A. B.", stated_on="2024-03-01")


def test_every_number_of_the_posts_names_the_cut_and_no_other_does():
    data = Data(scope="posted from 2022-01-01", facts={"members": FACT}, reading={"records": 3})
    filters = {name: one.filter for name, one in all_findings(data).items()}
    uncut = {name for name, text in filters.items() if "posted from 2022-01-01" not in text}
    of_coders = {"coders", "agreement_alpha"}
    assert uncut == {"records_read", "rejects", "members", *of_coders}


def test_without_a_cut_no_filter_speaks_of_one():
    assert not any(one.filter.endswith(", ") for one in all_findings(Data()).values())
