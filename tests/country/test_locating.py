from __future__ import annotations

from datetime import UTC, date, datetime

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.country.frames import accounts_of, one, posts_of, signals

from tefter.country import add_country, locate_accounts, unknown_reason
from tefter.errors import ParameterError
from tefter.frames import COUNTRY_EVIDENCE, FrameError


def test_the_region_of_the_post_decides():
    located = one({"declared_region": "xk "})
    assert located["country"] == "XK"
    assert located["country_confidence"] == pytest.approx(0.98)
    assert located["country_evidence"] == [
        {"signal": "declared region of the post", "value": "XK", "country": "XK", "weight": 0.98}
    ]


@pytest.mark.parametrize("region", ["XK", "KS", "XKX", "kos"])
def test_kosovo_has_several_codes(region):
    assert one({"declared_region": region})["country"] == "XK"


@pytest.mark.parametrize("region", [None, "", "ZZ", "EU", "Kosovo", "383", "X", "🇽🇰"])
def test_what_is_no_code_of_a_country_is_no_region(region):
    located = one({"declared_region": region})
    assert located["country"] is None
    assert located["country_evidence"] == []


def test_a_post_about_belgrade_is_not_a_post_from_belgrade():
    post = {
        "text_clean": "Večeras u Beogradu 🇷🇸 zovite +381 55 123 4567",
        "hashtags": ["beograd", "srbija"],
        "language": "hbs",
        "variety": "sr",
        "language_confidence": 0.99,
    }
    located = one(post)
    assert located["country"] is None
    assert located["country_confidence"] is None
    assert len(signals(located)) == 5
    assert one(post, most_wrong=0.3)["country"] == "RS"


def test_many_posts_of_one_region_tell_where_a_silent_one_is_from():
    declared = [{"declared_region": "SI"}] * 12
    silent = add_country(posts_of(*declared, {})).row(-1, named=True)
    assert silent["country"] == "SI"
    assert add_country(posts_of(*declared[:5], {}))["country"][-1] == "SI"
    few = add_country(posts_of(declared[0], {})).row(-1, named=True)
    assert few["country"] is None
    assert few["country_evidence"][0]["signal"] == "declared region of the account's other posts"


def test_records_of_an_account_that_disagree_declare_nothing():
    accounts = accounts_of({"declared_region": "XK"}, {"declared_region": "AL"})
    assert add_country(posts_of({}), accounts)["country_evidence"].list.len().to_list() == [0]


def test_what_was_read_off_posts_is_no_record_of_the_account():
    accounts = accounts_of({"declared_region": "XK", "own_record": False})
    assert add_country(posts_of({}), accounts)["country_evidence"].list.len().to_list() == [0]


def test_the_last_bio_known_counts():
    accounts = accounts_of(
        {"bio": "Zagreb", "captured_at": datetime(2024, 1, 2, tzinfo=UTC)},
        {"bio": "Tiranë", "captured_at": datetime(2023, 1, 2, tzinfo=UTC)},
        {"bio": None, "captured_at": datetime(2024, 1, 3, tzinfo=UTC)},
    )
    located = add_country(posts_of({}), accounts).row(0, named=True)
    assert {said["value"] for said in located["country_evidence"]} == {"Zagreb"}


def test_accounts_of_other_platforms_are_others():
    accounts = accounts_of({"platform": "telegram", "declared_region": "XK"})
    assert add_country(posts_of({}), accounts)["country_evidence"].list.len().to_list() == [0]


def test_posts_of_no_account_share_nothing():
    rows = [{"account_id": None, "declared_region": "XK"}] * 20 + [{"account_id": None}]
    accounts = accounts_of({"account_id": None, "declared_region": "XK"})
    assert add_country(posts_of(*rows), accounts)["country"].to_list() == ["XK"] * 20 + [None]


@pytest.mark.parametrize("most_wrong", [0, 1, -0.1, 1.5, float("nan"), float("inf"), True, "0.05"])
def test_a_share_of_wrong_ones_is_over_0_and_under_1(most_wrong):
    for locate in (add_country, locate_accounts):
        with pytest.raises(ParameterError, match="most_wrong"):
            locate(posts_of({}), None, most_wrong)


def test_less_strict_decides_more_and_changes_no_answer():
    posts = posts_of(
        {"account_id": "a", "text_clean": "u Beogradu"},
        {"account_id": "b", "declared_region": "AL"},
        {"account_id": "c", "language": "sl", "language_confidence": 0.9},
    )
    strict, loose = (add_country(posts, None, share)["country"] for share in (0.05, 0.5))
    assert strict.to_list() == [None, "AL", None]
    assert loose.to_list()[1:] == ["AL", "SI"]


def test_a_frame_that_lacks_what_is_needed_is_refused():
    with pytest.raises(FrameError, match="declared_region"):
        add_country(posts_of({}).drop("declared_region"))
    with pytest.raises(FrameError, match="declared_region"):
        locate_accounts(posts_of({}).drop("declared_region"))
    with pytest.raises(FrameError, match="bio"):
        add_country(posts_of({}), accounts_of({}).drop("bio"))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("hashtags", "kosova"),
        ("posted_at", "2023-01-01"),
        ("posted_at", date(2023, 1, 1)),
        ("language", 1),
        ("variety", 1),
        ("language_confidence", "high"),
        ("text_clean", 1),
    ],
)
def test_a_column_of_another_type_is_refused_by_its_name(column, value):
    posts = posts_of({}).with_columns(pl.lit(value).alias(column))
    for locate in (add_country, locate_accounts):
        with pytest.raises(FrameError, match=column):
            locate(posts)


def test_columns_without_any_value_are_empty_ones():
    posts = posts_of({"declared_region": "ME"})
    optional = ["hashtags", "posted_at", "language", "variety", "language_confidence", "text_clean"]
    untyped = posts.with_columns(pl.lit(None).alias(name) for name in optional)
    located = add_country(untyped)
    assert located["country"].to_list() == ["ME"]
    assert located.schema["hashtags"] == pl.Null
    assert locate_accounts(untyped).height == 1


def test_evidence_has_no_weight_that_reads_as_nothing():
    posts = posts_of({"language": "sl", "language_confidence": 1.0}, {"language": "mk"})
    accounts = accounts_of({"bio": "Srbija, Beograd 🇷🇸 Wien"})
    for located in (add_country(posts, accounts), locate_accounts(posts, accounts)):
        weights = located["country_evidence"].explode().struct.field("weight")
        assert weights.min() >= 0.005


def test_only_what_a_frame_has_is_used():
    posts = posts_of({"declared_region": "ME"}).select("platform", "account_id", "declared_region")
    assert add_country(posts)["country"].to_list() == ["ME"]
    assert locate_accounts(posts).height == 1


def test_text_that_was_not_cleaned_is_read_too():
    posts = posts_of({}).drop("text_clean").with_columns(text=pl.lit("u Mariboru"))
    assert add_country(posts)["country_evidence"].list.len().to_list() == [1]


def test_the_account_is_located_from_all_of_its_posts():
    posts = posts_of(*({"declared_region": "MK"} for _ in range(10)), {"declared_region": "DE"})
    located = locate_accounts(posts).row(0, named=True)
    assert located["posts"] == 11
    assert located["country"] == "MK"


def test_many_posts_about_a_country_are_no_surer_than_one():
    talk = {"text_clean": "u Zagrebu", "hashtags": ["hrvatska"]}
    one_post, many = (locate_accounts(posts_of(*[talk] * n), None, 0.9) for n in (1, 50))
    assert one_post["country_confidence"][0] == pytest.approx(many["country_confidence"][0])


def test_an_account_s_evidence_lists_the_weightiest_values():
    towns = (
        "Zagreb Osijek Zadar Karlovac Varaždin Vukovar Dubrovnik Sisak Šibenik Bjelovar Samobor "
        "Trogir"
    )
    posts = posts_of(*({"text_clean": f"u grad {town}"} for town in towns.split()))
    evidence = locate_accounts(posts)["country_evidence"][0].to_list()
    values = {said["value"] for said in evidence}
    assert "others" in values
    assert len(values) == 11


def test_evidence_names_every_signal_value_and_country_once():
    post = {"text_clean": "Tiranë, në Tiranë, Tirana 🇦🇱🇦🇱", "hashtags": ["tirana", "tirane"]}
    evidence = one(post, bio="Tiranë Tirana 🇦🇱")["country_evidence"]
    keys = [(said["signal"], said["value"], said["country"]) for said in evidence]
    assert len(keys) == len(set(keys))


def test_reasons_are_given_for_the_unknown_alone():
    posts = posts_of(
        {"account_id": "a", "declared_region": "XK"},
        {"account_id": "b"},
        {"account_id": "c", "text_clean": "u Beogradu"},
        {"account_id": "d", "language": "ru", "language_confidence": 1.0},
    )
    assert unknown_reason(add_country(posts)).to_list() == [
        None,
        "no signal",
        "signals too weak",
        "elsewhere, and not clear where",
    ]


def test_a_part_that_holds_whole_accounts_is_located_as_the_whole():
    said = [("a", "u Splitu", "HR"), ("b", "në Tiranë", None), ("a", None, None)]
    names = ("account_id", "text_clean", "declared_region")
    posts = posts_of(*(dict(zip(names, one_post, strict=True)) for one_post in said))
    whole = add_country(posts)
    parts = [add_country(posts.filter(pl.col("account_id") == name)) for name in ("a", "b")]
    columns = ["country", "country_confidence", "country_evidence"]
    assert (
        pl.concat(parts)
        .select(columns)
        .equals(whole.sort("account_id", maintain_order=True).select(columns))
    )


def test_the_same_posts_give_the_same_answer():
    posts = posts_of({"text_clean": "u Beogradu i Zagrebu 🇧🇦", "language": "hbs"})
    assert add_country(posts, None, 0.9).equals(add_country(posts, None, 0.9))


HOSTILE = st.one_of(
    st.none(),
    st.text(max_size=40),
    st.sampled_from(["", "\u202e", "🇽🇰" * 50, "+383" * 30, "م" * 50, "Priшtina", "#" * 20, "\x00"]),
)


@settings(max_examples=60)
@given(st.lists(st.tuples(HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE), max_size=4))
def test_any_input_is_read_without_fail_and_without_a_guess(rows):
    posts = posts_of(
        *(
            {"declared_region": region, "text_clean": text, "hashtags": [tag], "language": language}
            for region, text, tag, language, _ in rows
        )
    )
    accounts = accounts_of(*({"bio": bio, "display_name": bio} for *_, bio in rows))
    located = add_country(posts, accounts)
    assert located.height == len(rows)
    assert located.schema["country_evidence"] == COUNTRY_EVIDENCE
    confident = located.filter(pl.col("country").is_not_null())["country_confidence"]
    assert (confident >= 0.95 - 1e-9).all()
    assert (located["country"].is_null() == located["country_confidence"].is_null()).all()
    assert locate_accounts(posts, accounts).height == min(1, len(rows))
    assert len(unknown_reason(located)) == len(rows)


def test_a_hundred_thousand_characters_are_read():
    long = "në Prishtinë 🇽🇰 " * 6_000
    assert one({"text_clean": long}, bio=long, name=long)["country"] is None


def test_no_posts_give_no_rows():
    empty = posts_of()
    assert add_country(empty).height == 0
    assert add_country(empty, accounts_of()).schema["country_evidence"] == COUNTRY_EVIDENCE
    assert locate_accounts(empty).height == 0
    assert unknown_reason(add_country(empty)).is_empty()
