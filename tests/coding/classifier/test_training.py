"""A classifier from people's codes, which knows when it does not know."""

from __future__ import annotations

import polars as pl
import pytest
from tests.coding.classifier.invented import BOOK, CUES, posts, trained

from tefter.coding.classifier import (
    ClassifierError,
    code_with_classifier,
    load,
    machine_codes,
    model_card,
    next_to_code,
    save,
    train,
)
from tefter.coding.prevalence import prevalence


def value(scope, metric):
    return trained().quality.filter(scope=scope, metric=metric).row(0, named=True)


def test_it_finds_what_is_there_to_find():
    # A sixth of the texts say nothing, and a tenth of the codes are drawn by chance, so that about
    # 83 of 100 can be right.
    macro = value("all", "macro_f1")
    assert macro["value"] > 0.75
    assert macro["low"] < macro["value"] < macro["high"]


def test_it_is_right_more_often_where_it_is_surer():
    assert value("surest", "accuracy")["value"] >= value("all", "accuracy")["value"]
    assert value("surest", "share")["value"] == pytest.approx(0.8, abs=0.01)


def test_of_the_codes_that_it_gives_no_more_are_wrong_than_asked():
    assert 1 - value("answered", "accuracy")["value"] <= trained().classifier.most_error


def test_two_words_that_only_tell_together_are_learned_though_they_stand_apart(tmp_path):
    base = posts(900, slips=0)
    # Each word alone tells little, and any two of them everything.
    tenth = pl.int_range(pl.len()) // 3 % 10
    pair = pl.lit(3) - (tenth < 7) - (tenth < 5) - (tenth < 4)
    told = base.with_columns(
        text_clean=pl.format(
            "{} {} {}",
            pl.when(pair.is_in([0, 1])).then(pl.lit("zhgrumza")).otherwise(pl.lit("lumesha")),
            pl.col("text_clean").str.replace_all("|".join(sum(CUES.values(), ())), ""),
            pl.when(pair.is_in([0, 2])).then(pl.lit("mevlina")).otherwise(pl.lit("dritora")),
        ),
        human=pl.when(pair.is_in([0, 3])).then(pl.lit("attack")).otherwise(pl.lit("shaming")),
    )
    made = train(told, BOOK)
    macro = made.quality.filter(scope="all", metric="macro_f1")["value"][0]
    assert macro > 0.9
    save(made, tmp_path / "model", made_by="A. B.")
    again = code_with_classifier(told, load(tmp_path / "model"))
    assert again.equals(code_with_classifier(told, made.classifier))


def test_results_are_given_by_language_and_category_and_a_small_part_is_not_judged():
    scopes = set(trained().quality["scope"])
    assert {"language=sq", "language=mk", "category=attack"} <= scopes
    few = train(
        posts().with_columns(
            language=pl.when(pl.int_range(pl.len()) < 9).then(pl.lit("sl")).otherwise("language")
        ),
        BOOK,
    )
    row = few.quality.filter(scope="language=sl", metric="macro_f1").row(0, named=True)
    assert (row["value"], row["posts"], row["reason"]) == (None, 9, "Fewer than 30 coded posts.")


def test_every_post_gets_a_guess_and_a_probability_and_only_sure_ones_a_category():
    coded = code_with_classifier(posts(30, seed=9), trained().classifier)
    assert coded["model_guess"].null_count() == 0
    assert coded["model_confidence"].is_between(0, 1).all()
    threshold = trained().classifier.threshold
    given = coded["model_category"].is_not_null()
    assert (given == (coded["model_confidence"] >= threshold)).all()


def test_an_empty_text_gets_nothing_and_a_text_of_unknown_words_is_left_to_people():
    strange = pl.DataFrame({"text_clean": [None, "", "  ", "😂", "qqqq xxxx"]})
    coded = code_with_classifier(strange, trained().classifier)
    assert coded["model_guess"].head(3).to_list() == [None] * 3
    assert coded["model_confidence"].head(3).to_list() == [None] * 3
    assert coded["model_category"].to_list() == [None] * 5


def test_no_posts_are_no_trouble_and_posts_without_text_column_are_refused():
    assert code_with_classifier(posts(0), trained().classifier).is_empty()
    with pytest.raises(ClassifierError, match="no column text_clean"):
        code_with_classifier(pl.DataFrame({"text": ["a"]}), trained().classifier)


def test_the_same_posts_and_seed_give_the_same_in_any_order_of_work():
    again = train(posts(), BOOK)
    assert again.told.equals(trained().told)
    assert again.quality.equals(trained().quality)


def test_posts_that_nobody_coded_change_nothing():
    uncoded = posts(50, seed=4).with_columns(
        human=pl.lit(None, pl.String), post_uid=pl.format("x:{}", pl.int_range(pl.len()))
    )
    assert train(pl.concat([posts(), uncoded]), BOOK).told.equals(trained().told)


def test_for_prevalence_every_coded_post_is_coded_by_a_model_that_had_not_seen_it():
    shuffled = posts().sample(fraction=1, shuffle=True, seed=1)
    codes = dict(zip(shuffled["post_uid"], machine_codes(shuffled, trained()), strict=True))
    told = dict(trained().told.select("post_uid", "model_guess").iter_rows())
    assert codes == told


def test_prevalence_with_the_classifier_is_near_the_truth_and_tighter_than_people_alone():
    coded = posts(300, seed=2, slips=0)
    world = posts(3_000, seed=3, slips=0).with_columns(
        post_uid=pl.format("w:{}", pl.int_range(pl.len())),
        account_id=pl.format("other {}", pl.int_range(pl.len())),
        human=pl.lit(None, pl.String),
    )
    every = pl.concat([coded, world])
    made = train(coded, BOOK)
    every = every.with_columns(machine_codes(every, made))
    found = prevalence(every, BOOK, machine="machine").filter(category="attack")
    alone = found.row(0, named=True)
    powered = found.row(1, named=True)
    assert powered["method"] == "prediction_powered"
    assert powered["share_low"] < 1 / 3 < powered["share_high"]
    width, alone_width = (row["share_high"] - row["share_low"] for row in (powered, alone))
    assert width < 0.7 * alone_width


def test_the_card_says_what_it_is_from_what_and_what_it_is_not_for_and_shows_no_text():
    card = model_card(trained(), made_by="A. B.", data="Drawn at random from the demo.")
    for part in (
        "Made by A. B.",
        "Drawn at random from the demo.",
        "version 2.1",
        "360 posts that people coded, of 120 groups",
        "## What it is worth",
        "### By language",
        "## What it is not for",
        "A machine's share is not a prevalence",
    ):
        assert part in card
    assert not [cue for cues in CUES.values() for cue in cues if cue in card]
    assert "account 1" not in card


def open_posts(count=90):
    fresh = posts(count, seed=8).with_columns(
        post_uid=pl.format("open:{}", pl.int_range(pl.len())),
        account_id=pl.format("open {}", pl.int_range(pl.len()) // 2),
        human=pl.lit(None, pl.String),
    )
    return pl.concat([posts(), fresh])


def test_the_next_posts_to_code_come_with_the_reason_in_turn():
    found = next_to_code(open_posts(), trained().classifier, count=9)
    assert found["rank"].to_list() == list(range(1, 10))
    assert found["reason"].to_list() == ["uncertain", "unlike_coded", "rare_category"] * 3
    assert found["post_uid"].str.starts_with("open:").all()
    assert (found["category"].is_not_null() == (found["reason"] == "rare_category")).all()


def test_the_first_is_one_of_which_the_classifier_is_least_sure():
    every = open_posts()
    fresh = code_with_classifier(every.filter(pl.col("human").is_null()), trained().classifier)
    first = next_to_code(every, trained().classifier, count=1).row(0, named=True)
    assert first["model_confidence"] <= fresh["model_confidence"].quantile(0.1)


def test_no_account_is_proposed_twice_before_every_account_had_its_turn():
    every = open_posts()
    found = next_to_code(every, trained().classifier, count=80)
    account = dict(every.select("post_uid", "account_id").iter_rows())
    accounts = [account[uid] for uid in found["post_uid"]]
    first = len(set(accounts))
    assert len(set(accounts[:first])) == first
    assert found["post_uid"].is_unique().all()


def test_copies_of_one_text_are_proposed_once():
    copy = posts(1, seed=8).with_columns(human=pl.lit(None, pl.String))
    copies = pl.concat([copy] * 5).with_columns(
        post_uid=pl.format("copy:{}", pl.int_range(pl.len())),
        account_id=pl.format("copier {}", pl.int_range(pl.len())),
        text_clean=pl.lit("banrk kvetra shomo unika lirk"),
    )
    found = next_to_code(pl.concat([posts(), copies]), trained().classifier, count=5)
    assert found.height == 1


def test_where_everything_is_coded_nothing_is_proposed():
    assert next_to_code(posts(), trained().classifier).is_empty()
