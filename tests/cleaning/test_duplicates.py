from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tefter.cleaning import mark_duplicates
from tefter.cleaning.similarity import SHINGLE, candidate_pairs, jaccard
from tefter.demo.writing import sr_cyrillic

START = datetime(2022, 1, 1, tzinfo=UTC)
LONG = "Svi vide kako ona ide ulicom svako veče sama"
SCHEMA = {
    "post_uid": pl.String,
    "posted_at": pl.Datetime("us", "UTC"),
    "text_clean": pl.String,
}
MARKS = ("duplicate_of", "near_duplicate_of", "similarity")


def posts(*texts):
    rows = [
        (f"tiktok:{number}", START + timedelta(hours=number), text)
        for number, text in enumerate(texts)
    ]
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


def marks(*texts, **options):
    return mark_duplicates(posts(*texts), **options).select(MARKS).rows()


def test_the_same_text_is_a_duplicate_of_the_earliest_post():
    assert marks("isti tekst", "drugi tekst", "isti tekst") == [
        (None, None, None),
        (None, None, None),
        ("tiktok:0", None, 1.0),
    ]


def test_earliest_goes_by_time_then_by_name_and_unknown_times_come_last():
    frame = pl.DataFrame(
        {
            "post_uid": ["tiktok:1", "tiktok:3", "tiktok:2"],
            "posted_at": [None, START, START],
            "text_clean": ["isto ovdje"] * 3,
        },
        schema=SCHEMA,
    )
    assert mark_duplicates(frame)["duplicate_of"].to_list() == ["tiktok:2", "tiktok:2", None]


@pytest.mark.parametrize(
    "text", ["", "#fyp #nova", "@ona https://vm.tiktok.com/Z1/", "😂😂😂", None]
)
def test_a_post_without_own_words_is_no_copy_of_another(text):
    assert marks(text, text) == [(None, None, None)] * 2


@pytest.mark.parametrize(
    "copy",
    [
        f"{LONG} #fyp #foryou",
        LONG.upper(),
        f"@neko {LONG}!!! 👀 https://example.org/x",
        LONG.replace("č", "c"),
        sr_cyrillic(LONG),
    ],
)
def test_the_same_words_dressed_otherwise_are_a_near_duplicate(copy):
    assert marks(LONG, copy)[1] == (None, "tiktok:0", 1.0)


def test_a_word_changed_makes_a_near_duplicate_with_its_similarity():
    original = f"{LONG} i niko joj ništa ne kaže o tome cijelo ovo ljeto"
    _, (exact, near, similarity) = marks(original, original.replace("veče", "jutro"))
    assert (exact, near) == (None, "tiktok:0")
    assert 0.8 <= similarity < 1


def test_the_threshold_is_the_callers():
    changed = LONG.replace("veče", "jutro").replace("ulicom", "cestom")
    assert marks(LONG, changed)[1] == (None, None, None)
    assert marks(LONG, changed, similarity=0.3)[1][1] == "tiktok:0"


def test_short_texts_are_never_near_duplicates():
    assert marks("ona ide sama", "ona ide sama!")[1] == (None, None, None)


def test_other_texts_are_left_alone():
    assert marks(LONG, "Unë nuk e di se çfarë ka ndodhur atë natë në qytet") == [(None,) * 3] * 2


def test_a_chain_of_copies_leads_to_the_earliest():
    words = [f"riječ{number}" for number in range(30)]
    texts = [" ".join([*words[step:], *(f"nova{n}" for n in range(step))]) for step in range(4)]
    found = marks(*texts)
    assert [near for _, near, _ in found] == [None, "tiktok:0", "tiktok:0", "tiktok:0"]
    nearness = [similarity for _, _, similarity in found[1:]]
    assert nearness == sorted(nearness, reverse=True)


def test_a_copy_of_a_near_duplicate_is_its_duplicate_only():
    near = f"{LONG} #fyp"
    assert marks(LONG, near, near)[2] == ("tiktok:1", None, 1.0)


def test_a_similarity_out_of_range_is_refused():
    for similarity in (0, -1, 1.1):
        with pytest.raises(ValueError, match="similarity"):
            marks(LONG, similarity=similarity)


def test_no_posts_have_no_duplicates():
    assert marks() == []


def test_the_order_of_posts_and_a_second_run_change_nothing():
    frame = posts(LONG, f"{LONG} a", LONG, f"{LONG} #x", "kratko", None)
    marked = mark_duplicates(frame)
    shuffled = mark_duplicates(frame.sample(fraction=1, shuffle=True, seed=5))
    assert shuffled.sort("post_uid").equals(marked.sort("post_uid"))
    assert mark_duplicates(marked).equals(marked)


def invented(number, seed):
    chance = random.Random(seed)
    words = ["".join(chance.choices("abcčdeëiklmnoprsštuvz", k=6)) for _ in range(3000)]
    return [" ".join(chance.choices(words, k=chance.randint(8, 25))) for _ in range(number)]


def test_planted_copies_are_found_among_many_and_nothing_else():
    originals = invented(3000, seed=1)
    chance = random.Random(2)
    copies = []
    for text in originals[:600]:
        words = text.split()
        del words[chance.randrange(len(words))]
        copies.append(" ".join(words))
    series = pl.Series(originals[:600] + copies)
    pairs = pl.DataFrame({"first": range(600), "second": range(600, 1200)}).cast(pl.UInt32)
    alike = (jaccard(series, pairs) >= 0.8).to_list()
    found = [near for _, near, _ in marks(*originals, *copies)]
    assert sum(alike) > 300
    right = [found[3000 + at] == f"tiktok:{at}" for at, known in enumerate(alike) if known]
    assert sum(right) >= 0.98 * len(right)
    assert found[:3000] == [None] * 3000


def test_very_many_like_texts_give_few_pairs():
    texts = pl.Series([f"{LONG} broj {number}" for number in range(4000)])
    pairs = candidate_pairs(texts, 0.8)
    assert pairs.height < 60 * texts.len()


@settings(max_examples=60)
@given(*[st.text("abcdeč ", min_size=SHINGLE, max_size=40)] * 2)
def test_similarity_is_that_of_the_sets_of_shingles(one, other):
    sets = [{text[at : at + SHINGLE] for at in range(len(text) - 4)} for text in (one, other)]
    pair = pl.DataFrame({"first": [0], "second": [1]}).cast(pl.UInt32)
    expected = len(sets[0] & sets[1]) / len(sets[0] | sets[1])
    assert jaccard(pl.Series([one, other]), pair).to_list() == [pytest.approx(expected)]


PATTERN = (
    "{} iz našeg mjesta se opet slikala na moru i svi je dobro znaju po tome što "
    "nikoga ne pozdravlja kad prođe glavnom ulicom"
)
ANA, MINA = PATTERN.format("Ana Petrović"), PATTERN.format("Mina Jović")


def test_the_same_words_about_another_person_are_no_copy():
    assert marks(ANA, MINA, MINA.lower(), ANA.upper()) == [
        (None, None, None),
        (None, None, None),
        (None, "tiktok:1", 1.0),
        (None, "tiktok:0", 1.0),
    ]


def test_each_person_of_a_pattern_keeps_her_own_copies():
    names = [f"{first} {last}" for first in ("Ana", "Mina", "Jelena") for last in
             ("Petrović", "Jović", "Begić", "Krasniqi")]  # fmt: skip
    texts = [PATTERN.format(name) for name in names]
    again = [text.replace("opet", "ponovo") for text in reversed(texts)]
    named = [near for _, near, _ in marks(*texts, *again)]
    assert named[:12] == [None] * 12
    assert named[12:] == [f"tiktok:{at}" for at in reversed(range(12))]


def test_words_that_are_no_name_do_not_part_a_chain():
    assert [near for _, near, _ in marks(MINA, MINA.replace("glavnom", "našom"), ANA)] == [
        None,
        "tiktok:0",
        None,
    ]
