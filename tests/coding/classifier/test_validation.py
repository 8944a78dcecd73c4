"""No account and no copy of a text stands on both sides of a test."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.coding.classifier.invented import BOOK, posts

from tefter.coding.classifier import ClassifierError, curve, groups, train
from tefter.coding.classifier.validation import split


def frame(*rows):
    schema = dict.fromkeys(
        ("post_uid", "platform", "account_id", "text_clean", "duplicate_of", "near_duplicate_of"),
        pl.String,
    )
    return pl.DataFrame(rows, schema=schema, orient="row")


def test_posts_of_one_account_and_copies_of_one_text_are_one_group():
    found = groups(
        frame(
            ("1", "tiktok", "a", "x", None, None),
            ("2", "tiktok", "a", "y", None, None),
            ("3", "tiktok", "b", "z", "2", None),
            ("4", "telegram", "a", "u", None, None),
            ("5", "tiktok", "c", "v", None, "4"),
            ("6", "tiktok", "d", "w", None, None),
        )
    )
    one, two, three, four, five, six = found
    assert one == two == three
    assert four == five
    assert len({one, four, six}) == 3


def test_two_copies_of_a_post_that_is_not_here_are_one_group():
    one, two = groups(
        frame(("1", "tiktok", "a", "x", "9", None), ("2", "tiktok", "b", "y", None, "9"))
    )
    assert one == two


def test_posts_without_account_or_text_do_not_stick_together():
    found = groups(
        frame(
            ("1", "tiktok", None, "", None, None),
            ("2", "tiktok", None, None, None, None),
            ("3", "tiktok", None, "", None, None),
        )
    )
    assert found.n_unique() == 3


@settings(max_examples=40)
@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 9)), min_size=20, max_size=60))
def test_a_group_is_never_in_two_folds_and_every_fold_can_be_learned_without(rows):
    codes = pl.Series([code for code, _ in rows])
    group = pl.Series([number for _, number in rows])
    try:
        folds = split(codes, group, ("a", "b", "c"), 3, seed=1)
    except ClassifierError:
        return
    where = pl.DataFrame({"group": group, "fold": folds.fold}).unique()
    assert where["group"].is_unique().all()
    for number in range(folds.fold.max() + 1):
        seen = folds.truth[(folds.fold != number) & (folds.truth >= 0)]
        assert set(seen) == set(range(len(folds.categories)))


@settings(max_examples=40)
@given(st.lists(st.sampled_from("abc"), min_size=30, max_size=90), st.integers(0, 5))
def test_where_each_post_stands_alone_every_fold_has_its_share_of_every_category(codes, seed):
    alone = pl.Series(range(len(codes)), dtype=pl.Int64)
    try:
        folds = split(pl.Series(codes), alone, ("a", "b", "c"), 3, seed)
    except ClassifierError:
        return
    for place in range(len(folds.categories)):
        posts = np.bincount(folds.fold[folds.truth == place])
        assert posts.max() - posts.min() <= 1


def test_folds_of_accounts_of_very_different_sizes_are_nearly_as_large_as_each_other():
    chance = np.random.default_rng(0)
    sizes = [40, 25, 10, *[3] * 20, *[1] * 60]
    group = pl.Series(np.repeat(np.arange(len(sizes)), sizes))
    codes = pl.Series(chance.choice(["a", "b"], len(group), p=[0.3, 0.7]))
    folds = split(codes, group, ("a", "b"), 4, 0)
    for place in (0, 1):
        posts = np.bincount(folds.fold[folds.truth == place])
        assert posts.max() <= 1.2 * posts.min()


def refused(frame, **options):
    with pytest.raises(ClassifierError) as caught:
        train(frame, BOOK, **options)
    return str(caught.value)


def test_one_category_only_cannot_be_learned():
    one = posts().with_columns(human=pl.lit("attack"))
    assert "too few categories (1) have posts of at least 2 accounts" in refused(one)


def test_one_account_only_cannot_be_tested():
    one = posts().with_columns(account_id=pl.lit("the same"))
    assert "all coded posts are of one account" in refused(one)


def test_too_few_posts_are_refused():
    assert "12 posts are coded, too few" in refused(posts(12))


def test_no_code_and_no_text_is_refused_as_too_few():
    assert "0 posts are coded" in refused(posts().with_columns(human=pl.lit(None, pl.String)))
    assert "0 posts are coded" in refused(posts().with_columns(text_clean=pl.lit(" ")))


def test_a_code_that_is_not_in_the_codebook_is_refused():
    assert "the code slander is not in the codebook" in refused(
        posts().with_columns(human=pl.lit("slander"))
    )


def test_several_codes_for_a_post_are_refused():
    assert "one category a post" in refused(posts().with_columns(pl.concat_list("human")))


def test_fewer_posts_than_folds_make_fewer_folds():
    few = posts(60).with_columns(
        human=pl.when(pl.int_range(pl.len()) < 6)
        .then(pl.lit("attack"))
        .otherwise(pl.lit("shaming"))
    )
    assert train(few, BOOK, folds=10).told["fold"].n_unique() == 2


def test_a_category_of_one_account_is_named_and_its_posts_count_as_mistakes():
    rare = posts().with_columns(
        human=pl.when(pl.col("account_id") == "account 0")
        .then(pl.lit("shaming"))
        .when(pl.col("human") == "shaming")
        .then(pl.lit("attack"))
        .otherwise("human")
    )
    made = train(rare, BOOK)
    assert made.unlearned == ("shaming",)
    assert made.classifier.categories == ("attack", "not_relevant")
    told = made.told.filter(human="shaming")
    assert told.height == 3
    f1 = made.quality.filter(scope="category=shaming", metric="f1")["value"][0]
    assert f1 == 0


def test_the_learning_curve_grows_with_the_posts():
    found = curve(posts(slips=0.05), BOOK)
    assert found["posts"].is_sorted()
    assert found["posts"][-1] == 288
    assert found["macro_f1"][-1] > found["macro_f1"][0]


def test_copies_of_a_text_in_other_accounts_do_not_flatter():
    random = np.random.default_rng(0)
    own = posts(90, slips=1.0, per_account=1)
    copies = pl.concat(
        [
            own.with_columns(
                post_uid=pl.format("tiktok:{}-{}", pl.lit(copy), pl.int_range(pl.len())),
                account_id=pl.format("copier {}-{}", pl.lit(copy), pl.int_range(pl.len())),
            )
            for copy in range(4)
        ]
    )
    codes = random.choice(["attack", "shaming"], 90)
    noise = copies.with_columns(human=pl.Series(np.tile(codes, 4)))
    accuracy = train(noise, BOOK).quality.filter(scope="all", metric="accuracy")["value"][0]
    assert accuracy < 0.65
