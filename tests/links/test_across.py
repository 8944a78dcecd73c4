"""A post of one platform that appears again on another: by link, text, sound, or hash of media."""

from __future__ import annotations

import random
import time
from datetime import timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.links.frames import START, posts

from tefter.demo.writing import sr_cyrillic, without_marks
from tefter.links import across_platforms, wording
from tefter.links.across import KINDS, MATCHES
from tefter.links.across.pairs import united

TEXT = "Pogledajte kako se ova šeta gradom svake večeri a nikoga nije briga za to"
QUOTED = "Novo u grupi danas, javite se ko hoće vidjeti još ovakvih snimaka iz našeg kraja:"
LATER = START + timedelta(hours=3)


def tiktok(number: int = 1, **columns: Any) -> dict[str, Any]:
    return {
        "post_uid": f"tiktok:{number}",
        "platform": "tiktok",
        "account_id": f"a{number}",
    } | columns


def telegram(number: int = 1, **columns: Any) -> dict[str, Any]:
    uid = f"telegram:9/{number}"
    return {
        "post_uid": uid,
        "platform": "telegram",
        "account_id": f"b{number}",
        "posted_at": LATER,
    } | columns


def texts(one: str | None, other: str | None) -> pl.DataFrame:
    return across_platforms(posts(tiktok(text_clean=one), telegram(text_clean=other)))


def test_a_link_is_certain_and_says_what_came_first():
    found = across_platforms(posts(tiktok(), telegram(linked_posts=["tiktok:1", "tiktok:77"])))
    assert found.rows(named=True) == [
        {
            "post_uid": "tiktok:1",
            "shared_in_uid": "telegram:9/1",
            "platform": "tiktok",
            "shared_in_platform": "telegram",
            "kind": "link",
            "confidence": 1.0,
            "lag": timedelta(hours=3),
            "precedes": "post",
            "evidence": [{"kind": "link", "measure": None, "confidence": 1.0}],
        }
    ]


def test_a_link_inside_one_platform_is_not_sharing_elsewhere():
    assert across_platforms(posts(tiktok(1), tiktok(2, linked_posts=["tiktok:1"]))).is_empty()


def test_a_link_older_than_the_post_that_it_names_keeps_its_direction():
    early = telegram(linked_posts=["tiktok:1"], posted_at=START - timedelta(days=1))
    (found,) = across_platforms(posts(tiktok(), early)).rows(named=True)
    assert (found["post_uid"], found["lag"], found["precedes"]) == (
        "tiktok:1",
        timedelta(days=-1),
        "shared_in",
    )


def test_a_lag_that_cannot_be_told_is_null_and_nothing_precedes():
    found = across_platforms(posts(tiktok(posted_at=None), telegram(linked_posts=["tiktok:1"])))
    assert found.select("lag", "precedes").row(0) == (None, None)


def test_every_sharing_counts_in_order_of_time():
    rows = [
        telegram(number, linked_posts=["tiktok:1"], posted_at=START + timedelta(days=day))
        for number, day in ((2, 2), (1, 1))
    ]
    found = across_platforms(posts(tiktok(), *rows))
    assert found["shared_in_uid"].to_list() == ["telegram:9/1", "telegram:9/2"]


def test_without_a_link_the_earlier_post_is_the_one_shared():
    early = telegram(text_clean=TEXT, posted_at=START - timedelta(days=2))
    (found,) = across_platforms(posts(tiktok(text_clean=TEXT), early)).rows(named=True)
    assert (found["post_uid"], found["shared_in_uid"]) == ("telegram:9/1", "tiktok:1")
    assert found["lag"] == timedelta(days=2)


@pytest.mark.parametrize(
    ("one_at", "other_at", "precedes"),
    [(START, START, "same_time"), (None, START, None), (START, None, None), (None, None, None)],
)
def test_where_times_do_not_tell_the_pair_stays_and_names_telegram_second(
    one_at, other_at, precedes
):
    (found,) = across_platforms(
        posts(
            tiktok(text_clean=TEXT, posted_at=one_at),
            telegram(text_clean=TEXT, posted_at=other_at),
        )
    ).rows(named=True)
    assert (found["post_uid"], found["shared_in_uid"]) == ("tiktok:1", "telegram:9/1")
    assert found["precedes"] == precedes


def test_of_posts_of_one_time_a_message_is_not_the_first():
    found = across_platforms(
        posts(
            tiktok(1, text_clean=TEXT),
            tiktok(2, text_clean=TEXT),
            telegram(text_clean=TEXT, posted_at=START),
        )
    )
    assert found["post_uid"].to_list() == ["tiktok:1"]


def test_one_pair_is_one_row_with_the_surest_kind_first():
    (found,) = across_platforms(
        posts(
            tiktok(text_clean=TEXT, sound_id="700"),
            telegram(text_clean=TEXT, sound_id="700", linked_posts=["tiktok:1"]),
        )
    ).rows(named=True)
    assert found["kind"] == "link" and found["confidence"] == 1
    assert [one["kind"] for one in found["evidence"]] == ["link", "text", "sound"]


@pytest.mark.parametrize(
    "again",
    [
        TEXT,
        f"{TEXT} #fyp #xyzbca",
        f"😂😂 {TEXT.upper()} ‼️",
        f"https://vm.tiktok.com/ZMabc/ {TEXT} @someone",
        sr_cyrillic(TEXT.lower()),
        without_marks(TEXT),
        TEXT.replace(" ", "  \n"),
    ],
)
def test_the_same_words_are_the_same_text_however_they_are_dressed(again):
    (found,) = texts(f"{TEXT} #viral", again).rows(named=True)
    assert (found["kind"], found["confidence"]) == ("text", 0.99)


@pytest.mark.parametrize(
    ("again", "kind"),
    [
        (TEXT.replace("večeri", "jutra"), "near_text"),
        (" ".join(TEXT.split()[:11]), "near_text"),
        (" ".join(TEXT.split()[:7]), "near_text"),
        (f"{QUOTED} {TEXT}. {QUOTED[::-1]}", "text_part"),
    ],
)
def test_changed_cut_and_quoted_texts_are_found_with_their_measure(again, kind):
    (found,) = texts(TEXT, again).rows(named=True)
    assert found["kind"] == kind
    assert 0.42 <= found["evidence"][0]["measure"] < 1.0001


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "no_text"),
        ("  ", "no_text"),
        ("#fyp #viral #kosovo #balkan", "no_own_words"),
        ("😂😂😂 https://t.me/somewhere", "no_own_words"),
        ("ko je ova", "short"),
        ("kush e njeh vajzen", "short"),
        ("a b c d e f g", "short"),
    ],
)
def test_short_and_empty_texts_match_nothing_and_say_why(text, reason):
    assert texts(text, text).is_empty()
    assert wording(posts(tiktok(text_clean=text)))["reason"].to_list() == [reason]


def test_words_that_very_many_accounts_post_name_no_post():
    generic = "pratite me za jos ovakvih snimaka svaki dan"
    many = [telegram(number, text_clean=generic) for number in range(11)]
    frame = posts(tiktok(text_clean=generic), *many)
    assert wording(frame)["reason"].to_list() == [None] + ["generic"] * 11
    assert across_platforms(frame).is_empty()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kako prepoznati osobu Anu iz Travnika", "kako prepoznati osobu Maju iz Bihaća"),
        (TEXT, "Kad dođe ljeto svi idu na more a mi ostajemo kući i radimo po cijele dane"),
        ("Pogledajte ovu plendulju, Ime Prezime iz Travnika 😂", "Ime Prezime iz Travnika"),
        (f"{TEXT[:30]} pa onda ode u prodavnicu", f"{TEXT[:30]} dok drugi spavaju mirno"),
    ],
)
def test_texts_about_others_do_not_match(one, other):
    assert texts(one, other).is_empty()


def test_a_phrase_that_many_use_needs_more_than_a_phrase():
    names = [f"Ime{letter * 3} iz mjesta{letter}" for letter in "abcdefghijklmnopqrstu"]
    rows = [
        tiktok(n, text_clean=f"evo opet one {name} svi je znaju") for n, name in enumerate(names)
    ]
    last = telegram(text_clean="evo opet one Jasmine iz Visokog svi je znaju")
    assert across_platforms(posts(*rows, last)).is_empty()


def test_many_copies_are_paired_with_the_earliest_and_not_with_each_other():
    days = [START + timedelta(days=day) for day in range(100)]
    copies = [tiktok(n, text_clean=TEXT, account_id="a", posted_at=days[n]) for n in range(30)] + [
        telegram(n, text_clean=TEXT, account_id="b", posted_at=days[99]) for n in range(40)
    ]
    found = across_platforms(posts(*copies))
    assert found.height == 40
    assert set(found["post_uid"]) == {"tiktok:0"}


def test_the_same_file_is_told_by_its_hash_alone():
    frame = posts(tiktok(media_sha256="ab" * 32), telegram(media_sha256="ab" * 32))
    (found,) = across_platforms(frame).rows(named=True)
    assert (found["kind"], found["confidence"]) == ("media_hash", 1.0)


def test_a_file_without_content_is_no_match():
    empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert across_platforms(
        posts(tiktok(media_sha256=empty), telegram(media_sha256=empty))
    ).is_empty()


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=12))
@settings(max_examples=60)
def test_media_look_alike_up_to_six_bits_of_sixty_four(value, flipped):
    other = value
    for bit in flipped:
        other ^= 1 << bit
    surfaces = [not 8 <= one.bit_count() <= 56 for one in (value, other)]
    frame = posts(tiktok(media_phash=f"{value:016x}"), telegram(media_phash=f"{other:016x}"))
    found = across_platforms(frame)
    assert found.height == int(len(flipped) <= 6 and not any(surfaces))
    if found.height:
        assert found["kind"][0] == "media_look"
        assert found["evidence"][0][0]["measure"] == pytest.approx(1 - len(flipped) / 64)


def test_hashes_of_different_lengths_are_not_compared():
    frame = posts(tiktok(media_phash="0f" * 8), telegram(media_phash="0f" * 32))
    assert across_platforms(frame).is_empty()


def test_a_rare_sound_is_a_weak_sign_and_a_popular_one_none():
    rare = [tiktok(1, sound_id="9"), tiktok(2, sound_id="9"), telegram(1, sound_id="9")]
    found = across_platforms(posts(*rare))
    assert found.select("kind", "confidence").rows() == [("sound", 0.5)]
    popular = [tiktok(n, sound_id="9") for n in range(11)]
    assert across_platforms(posts(*popular, telegram(1, sound_id="9"))).is_empty()


def test_two_videos_without_a_sound_have_none_in_common():
    assert across_platforms(posts(tiktok(), telegram())).is_empty()


def test_no_posts_give_no_sharing_and_the_same_columns():
    assert dict(across_platforms(posts()).schema) == MATCHES
    assert dict(across_platforms(posts(tiktok())).schema) == MATCHES
    assert dict(united([], posts()).schema) == MATCHES


@given(
    st.lists(
        st.tuples(st.booleans(), st.sampled_from([TEXT, TEXT[:-8], "kratko", None])), max_size=12
    )
)
@settings(max_examples=40)
def test_a_pair_is_of_two_platforms_and_stands_once(rows):
    frame = posts(
        *(
            (tiktok if short else telegram)(
                n, text_clean=text, posted_at=START + timedelta(days=n % 4)
            )
            for n, (short, text) in enumerate(rows)
        )
    )
    found = across_platforms(frame)
    assert found.filter(pl.col("platform") == pl.col("shared_in_platform")).is_empty()
    pairs = {frozenset(pair) for pair in found.select("post_uid", "shared_in_uid").iter_rows()}
    assert len(pairs) == found.height
    assert (found["lag"].drop_nulls() >= timedelta(0)).all()
    assert set(found["kind"]) <= set(KINDS)
    shuffled = frame.sample(fraction=1, shuffle=True, seed=1)
    assert across_platforms(shuffled).equals(found)


def test_the_work_grows_with_the_posts_and_not_with_their_square():
    dice = random.Random(1)
    words = ["".join(dice.choices("abcdefghijklmnoprstuvz", k=6)) for _ in range(3_000)]

    def seconds(count: int) -> float:
        rows = [" ".join(dice.choices(words, k=12)) for _ in range(count)]
        frame = posts(
            *(tiktok(n, text_clean=text) for n, text in enumerate(rows)),
            *(telegram(n, text_clean=text) for n, text in enumerate(rows)),
        )
        started = time.process_time()
        assert across_platforms(frame).height == count
        return time.process_time() - started

    seconds(100)
    # Eight times as many posts would take 64 times as long if each were compared with each.
    assert seconds(8_000) < 30 * max(seconds(1_000), 0.05)
