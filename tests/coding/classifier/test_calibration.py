"""Probabilities that mean what they say."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.coding.classifier.calibration import (
    calibrate,
    calibration_error,
    confusion,
    macro_f1,
    threshold_of,
)


def scores_and_truth(size, shares=(0.7, 0.3), louder=4.0, seed=0):
    """Scores of a model that is too sure by a factor, and whose prior is not that of the posts."""
    random = np.random.default_rng(seed)
    truth = random.choice(len(shares), size, p=shares)
    honest = random.normal(size=(size, len(shares)))
    honest[np.arange(size), truth] += 1.2
    return louder * honest[:, None, :], truth


@pytest.mark.parametrize("shares", [(0.7, 0.3), (0.6, 0.3, 0.1)])
def test_a_model_that_is_too_sure_is_put_right_on_posts_not_seen(shares):
    calibration = calibrate(*scores_and_truth(4_000, shares))
    scores, truth = scores_and_truth(4_000, shares, seed=1)
    probabilities = calibration.probabilities(scores)
    guess = probabilities.argmax(axis=1)
    sure = probabilities.max(axis=1)
    assert calibration_error(sure, guess == truth) < 0.03
    raw = np.exp(scores[:, 0]) / np.exp(scores[:, 0]).sum(axis=1, keepdims=True)
    assert calibration_error(raw.max(axis=1), raw.argmax(axis=1) == truth) > 0.05


def test_wrong_codes_bound_what_is_sure():
    scores, truth = scores_and_truth(4_000, (0.5, 0.5), louder=4)
    random = np.random.default_rng(2)
    codes = np.where(random.random(4_000) < 0.2, 1 - truth, truth)
    calibration = calibrate(scores, codes)
    assert calibration.probabilities(scores).max() < 0.9


def test_a_view_that_says_nothing_gets_little_trust():
    scores, truth = scores_and_truth(2_000)
    noise = np.random.default_rng(3).normal(size=scores.shape)
    trust = calibrate(np.concatenate([scores, noise], axis=1), truth).trust
    assert trust[1] < 0.3 * trust[0]


def test_a_rare_category_is_given_more_often_than_where_it_is_likeliest():
    scores, truth = scores_and_truth(4_000, (0.9, 0.1), louder=1)
    calibration = calibrate(scores, truth)
    probabilities = calibration.probabilities(scores)
    weighted = macro_f1(confusion(truth, calibration.chosen(probabilities), 2))
    likeliest = macro_f1(confusion(truth, probabilities.argmax(axis=1), 2))
    assert weighted > likeliest


def test_the_calibration_error_is_the_distance_of_stated_and_held():
    assert calibration_error(np.full(10, 0.8), np.arange(10) < 5) == pytest.approx(0.3)
    assert calibration_error(np.full(10, 0.5), np.arange(10) < 5) == pytest.approx(0)
    assert calibration_error(np.zeros(0), np.zeros(0, dtype=bool)) is None


def test_macro_f1_counts_a_category_that_was_never_given_and_skips_one_that_nobody_gave():
    assert macro_f1(np.array([[8.0, 0], [2, 0]])) == pytest.approx((16 / 18) / 2)
    assert macro_f1(np.array([[8.0, 2], [0, 0]])) == pytest.approx(16 / 18)
    assert np.isnan(macro_f1(np.zeros((2, 2))))


def test_macro_f1_of_a_stack_is_that_of_each():
    stack = np.random.default_rng(0).integers(0, 9, (5, 3, 3)).astype(float)
    assert macro_f1(stack) == pytest.approx([float(macro_f1(one)) for one in stack])


def test_the_threshold_keeps_what_it_promises_and_covers_most():
    confidence = np.linspace(1, 0, 100)
    right = np.arange(100) < 60
    threshold = threshold_of(confidence, right, 0.1)
    given_codes = confidence >= threshold
    assert (~right[given_codes]).mean() <= 0.1
    assert given_codes.sum() == 66


def test_where_no_threshold_keeps_the_promise_the_classifier_always_abstains():
    assert threshold_of(np.linspace(1, 0, 100), np.zeros(100, dtype=bool), 0.1) == 2
    assert threshold_of(np.ones(5), np.ones(5, dtype=bool), 0.1) == 2


@given(
    st.lists(st.tuples(st.sampled_from([0.2, 0.5, 0.7, 0.9]), st.booleans()), max_size=200),
    st.floats(0, 1),
)
def test_of_the_posts_at_or_above_the_threshold_no_more_are_wrong_than_asked(posts, most):
    confidence = np.array([one for one, _ in posts])
    right = np.array([one for _, one in posts], dtype=bool)
    given_codes = confidence >= threshold_of(confidence, right, most)
    if given_codes.any():
        assert (~right[given_codes]).mean() <= most + 1e-9
