"""Who codes what is drawn with a seed, in strata, a part of it twice, and says nothing of codes."""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tefter.coding.human import AnnotationError, Draw, draw_assignments, read_assignments
from tefter.coding.human.assignments import assigned_to, write_assignments

CODERS = ("ana", "bo", "cy")


def case(sizes=None):
    """Posts of strata, written country/language/category to how many."""
    sizes = sizes or {"XK/sq/attack": 300, "RS/hbs/shaming": 90, "MK/mk/": 10}
    rows = [
        (*(part or None for part in stratum.split("/")),)
        for stratum, count in sizes.items()
        for _ in range(count)
    ]
    schema = ["country", "language", "category"]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(schema, pl.String), orient="row")
    return frame.with_columns(
        post_uid=pl.concat_str(pl.lit("tiktok:"), pl.int_range(pl.len()).cast(pl.String))
    )


def codes_of_each(drawn):
    return Counter(drawn["post_uid"]).values()


def test_a_set_share_is_coded_twice_by_two_different_coders():
    drawn = draw_assignments(case(), CODERS, Draw(100, twice=0.2))
    assert Counter(codes_of_each(drawn)) == {1: 80, 2: 20}
    assert drawn.unique(["post_uid", "coder"]).height == drawn.height


def test_every_pair_of_coders_shares_as_many_and_every_coder_has_as_many():
    drawn = draw_assignments(case(), CODERS, Draw(100, twice=0.3))
    pairs = Counter(
        tuple(sorted(coders))
        for coders in drawn.group_by("post_uid").agg("coder")["coder"].to_list()
        if len(coders) == 2
    )
    assert pairs == {("ana", "bo"): 10, ("ana", "cy"): 10, ("bo", "cy"): 10}
    loads = Counter(drawn["coder"]).values()
    assert max(loads) - min(loads) <= 1


def test_strata_are_drawn_in_proportion_also_where_nothing_is_known():
    drawn = draw_assignments(case(), CODERS, Draw(40)).unique("post_uid")
    found = drawn.join(case(), on="post_uid").group_by("country").len().sort("country")
    assert found.rows() == [("MK", 1), ("RS", 9), ("XK", 30)]


def test_what_is_rare_can_be_drawn_more_and_the_weight_says_how_much_each_stands_for():
    posts = case()
    drawn = draw_assignments(posts, CODERS, Draw(40, at_least=5)).unique("post_uid")
    found = drawn.join(posts, on="post_uid").group_by("country").len().sort("country")
    assert found["len"].to_list()[0] >= 5
    assert drawn["weight"].sum() == pytest.approx(posts.height)


def test_it_is_the_same_again_in_whichever_order_posts_stand():
    posts = case()
    draw = Draw(60, seed=7)
    first = draw_assignments(posts, CODERS, draw)
    assert draw_assignments(posts.sample(fraction=1, shuffle=True, seed=3), CODERS, draw).equals(
        first
    )
    assert not draw_assignments(posts, CODERS, Draw(60, seed=8)).equals(first)


def test_it_is_the_same_on_every_machine():
    drawn = draw_assignments(case(), CODERS, Draw(12, seed=1))
    numbers = [int(uid.removeprefix("tiktok:")) for uid in drawn.filter(coder="ana")["post_uid"]]
    assert numbers == [241, 111, 82, 356, 176]


def test_it_is_blind_no_column_tells_a_code_or_a_stratum():
    drawn = draw_assignments(case(), CODERS, Draw(60))
    assert drawn.columns == ["post_uid", "coder", "place", "weight"]
    assert not set(drawn["post_uid"].to_list()) & {"attack", "shaming"}


def test_coders_meet_shared_posts_in_orders_of_their_own():
    drawn = draw_assignments(case(), ("ana", "bo"), Draw(30, twice=1))
    orders = [
        drawn.filter(coder=coder).sort("place")["post_uid"].to_list() for coder in ("ana", "bo")
    ]
    assert sorted(orders[0]) == sorted(orders[1])
    assert orders[0] != orders[1]


def test_a_later_round_draws_what_no_earlier_one_has(tmp_path):
    posts = case()
    first = draw_assignments(posts, CODERS, Draw(50))
    second = draw_assignments(posts, CODERS, Draw(50), already=set(first["post_uid"]))
    assert not set(first["post_uid"]) & set(second["post_uid"])
    write_assignments(tmp_path, "first", first)
    write_assignments(tmp_path, "second", second)
    kept = read_assignments(tmp_path)
    assert kept.height == first.height + second.height
    own = assigned_to(kept, "ana")
    assert own[0] == first.filter(coder="ana", place=1)["post_uid"].item()
    assert len(own) == kept.filter(coder="ana").height


def test_a_round_is_kept_and_never_replaced(tmp_path):
    drawn = draw_assignments(case(), CODERS, Draw(50))
    path = write_assignments(tmp_path, "first", drawn)
    assert write_assignments(tmp_path, "first", drawn) == path
    with pytest.raises(AnnotationError, match="draw a new round under a new name"):
        write_assignments(tmp_path, "first", draw_assignments(case(), CODERS, Draw(51)))


def test_a_damaged_round_is_one_sentence(tmp_path):
    (tmp_path / "first.csv").write_text("post_uid,coder\nx,y\n")
    with pytest.raises(AnnotationError, match=r"first\.csv: is no table of assignments"):
        read_assignments(tmp_path)


@pytest.mark.parametrize(
    ("coders", "draw", "sentence"),
    [
        (("ana",), Draw(10), "one coder alone"),
        (("ana", "ana"), Draw(10), "name each coder once"),
        ((), Draw(10), "name each coder once"),
        (("Ana K",), Draw(10), "ana-k"),
        (CODERS, Draw(1000), "1000 posts are to be drawn from 400"),
        (CODERS, Draw(0), "no post is to be drawn"),
        (CODERS, Draw(10, twice=2), "between 0 and 1"),
        (CODERS, Draw(10, at_least=6), "stratify by less"),
    ],
)
def test_what_cannot_be_drawn_is_one_sentence(coders, draw, sentence):
    with pytest.raises(AnnotationError, match=sentence):
        draw_assignments(case(), coders, draw)


def test_one_coder_may_code_alone_where_nothing_is_to_be_coded_twice():
    assert draw_assignments(case(), ("ana",), Draw(10, twice=0)).height == 10


@given(
    st.dictionaries(
        st.sampled_from(["XK/sq/a", "RS/hbs/b", "MK//a", "//"]), st.integers(1, 60), min_size=1
    ),
    st.integers(2, 5),
    st.floats(0, 1),
    st.integers(0, 3),
    st.data(),
)
@settings(max_examples=80)
def test_whatever_is_drawn_it_is_complete_balanced_and_weighted(sizes, coders, twice, least, data):
    posts = case(sizes)
    minimum = sum(min(least, size) for size in sizes.values())
    number = data.draw(st.integers(max(1, minimum), posts.height))
    names = [f"c{place}" for place in range(coders)]
    drawn = draw_assignments(posts, names, Draw(number, twice=twice, at_least=least))
    each = codes_of_each(drawn)
    assert len(each) == number
    assert Counter(each)[2] == round(twice * number)
    pairs = Counter(
        tuple(sorted(pair))
        for pair in drawn.group_by("post_uid").agg("coder")["coder"].to_list()
        if len(pair) == 2
    )
    possible = coders * (coders - 1) // 2
    counted = [*pairs.values(), *[0] * (possible - len(pairs))]
    assert max(counted) - min(counted) <= 1
    for coder in names:
        places = drawn.filter(coder=coder)["place"].sort().to_list()
        assert places == list(range(1, len(places) + 1))
