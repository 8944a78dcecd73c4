"""What the demo plants for links to find: captions shared again, accounts that copy each other."""

from __future__ import annotations

import polars as pl
import pytest
from tests.demo.raw import RAW

from tefter import demo
from tefter.cleaning import clean
from tefter.demo import plan, texts
from tefter.demo.dice import Dice
from tefter.demo.reshares import RESHARES, texts_of_reshares
from tefter.demo.telegram import GROUP_ID, SEED_OF_RESHARES, _Group
from tefter.links import account_clusters, account_ties, across_platforms
from tefter.sources.reading import read_files


@pytest.fixture(scope="module")
def posts(tmp_path_factory) -> pl.DataFrame:
    folder = tmp_path_factory.mktemp("read")
    read_files([RAW / file.name for file in demo.DEMO_FILES], folder)
    return clean(pl.read_parquet(folder / "posts.parquet"))


def test_captions_shared_again_without_a_link_are_found_and_nothing_else(posts):
    videos = plan.videos()
    captions = texts.captions(videos, plan.SEED + 2)
    group = _Group(videos, plan.accounts(), Dice(plan.SEED + 6)).written()
    planted = texts_of_reshares(group["messages"], videos, captions, SEED_OF_RESHARES)
    assert len(planted) == RESHARES
    found = across_platforms(posts).filter(pl.col("kind") != "link")
    again = {f"telegram:{GROUP_ID}/{number}" for number in planted}
    assert set(found["shared_in_uid"]) <= again
    # One is cut to five short words, which are too few to tell.
    assert found["shared_in_uid"].n_unique() == RESHARES - 1
    assert (found["precedes"] == "post").all()
    assert {"text", "near_text"} <= set(found["kind"])


def test_accounts_that_copy_each_other_are_the_only_cluster(posts):
    clusters = account_clusters(account_ties(posts.filter(platform="tiktok")))
    names = posts.select("account_id", "account_name").unique()
    found = clusters.join(names, on="account_id")["account_name"].unique().sort().to_list()
    assert found == sorted(plan.COPYING)
    assert clusters["cluster"].n_unique() == 1
