"""A 95% interval holds the truth in 95 of 100 samples: 1,000 draws, seeded.

Each draw makes posts anew, lets a machine of a given quality code them, and draws a simple random
sample for people. The truth is the share among these posts. Of 1,000 draws at 95% the coverage has
a standard error of 0.7 points; it must lie between 93% and 97%.
"""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from tests.coding.prevalence.frames import BOOK, row

from tefter.coding.prevalence import prevalence
from tefter.coding.prevalence.correction import rogan_gladen
from tefter.coding.prevalence.interval import Part, of_parts
from tefter.coding.prevalence.strata import as_one

DRAWS = 1_000
POSTS = 3_000
QUALITIES = [(0.6, 0.9), (0.8, 0.95), (0.9, 0.97)]
NAMES = {True: "attack", False: "not_relevant"}
PREVALENCES = [0.03, 0.1, 0.3, 0.5, 0.9]


def part(kind, coded, truth):
    return Part(int(kind.sum()), int((kind & coded).sum()), int((kind & coded & truth).sum()))


def draw(prevalence, quality, coded, seed):
    sensitivity, specificity = quality
    random = np.random.default_rng(seed)
    in_sample = np.arange(POSTS) < coded
    for _ in range(DRAWS):
        truth = random.random(POSTS) < prevalence
        chance = random.random(POSTS)
        said = np.where(truth, chance < sensitivity, chance >= specificity)
        yield truth.mean(), part(said, in_sample, truth), part(~said, in_sample, truth)


def together(*parts):
    return Part(
        *(sum(getattr(one, name) for one in parts) for name in ("posts", "coded", "positive"))
    )


def holds(low, truth, high):
    return low <= truth + 1e-12 and truth <= high + 1e-12


@pytest.mark.parametrize("coded", [100, 300])
@pytest.mark.parametrize("quality", QUALITIES)
@pytest.mark.parametrize("prevalence", PREVALENCES)
def test_intervals_of_people_alone_and_with_a_machine_hold_in_93_to_97_of_100(
    prevalence, quality, coded
):
    alone, powered = [], []
    for truth, said, not_said in draw(prevalence, quality, coded, seed=coded):
        _, low, high = of_parts([together(said, not_said)])
        alone.append(holds(low, truth, high))
        _, low, high = of_parts([said, not_said])
        powered.append(holds(low, truth, high))
    assert 0.93 <= np.mean(alone) <= 0.97
    assert 0.93 <= np.mean(powered) <= 0.97


@pytest.mark.parametrize("prevalence", [0.1, 0.3, 0.5])
def test_the_interval_of_rogan_and_gladen_holds_at_least_as_often(prevalence):
    held = []
    for truth, said, not_said in draw(prevalence, (0.8, 0.95), 300, seed=3):
        one = rogan_gladen([(said, not_said)])
        held.append(holds(one.low, truth, one.high))
    assert 0.93 <= np.mean(held) <= 0.985


def test_a_good_machine_makes_the_interval_much_narrower_and_a_poor_one_hardly_wider():
    def widths(quality):
        alone, powered = [], []
        for _, said, not_said in draw(0.3, quality, 300, seed=1):
            _, low, high = of_parts([together(said, not_said)])
            alone.append(high - low)
            _, low, high = of_parts([said, not_said])
            powered.append(high - low)
        return np.mean(powered) / np.mean(alone)

    assert widths((0.95, 0.98)) < 0.55
    assert widths((0.5, 0.5)) < 1.02


def test_the_estimate_with_a_machine_is_right_on_average_even_of_a_biased_one():
    estimates = []
    truths = []
    for truth, said, not_said in draw(0.2, (0.6, 0.8), 300, seed=2):
        estimates.append(of_parts([said, not_said])[0])
        truths.append(truth)
        assert said.posts / POSTS > 0.22
    assert np.mean(estimates) == pytest.approx(np.mean(truths), abs=0.002)


def many_strata(at_least, coded=400, count=40, seed=0):
    """Strata of very different sizes and shares, and a sample in proportion to their sizes."""
    random = np.random.default_rng(seed)
    sizes = [int(size) for size in np.maximum(2, random.lognormal(3.5, 1.3, count))]
    drawn = [max(min(at_least, size), round(coded * size / sum(sizes))) for size in sizes]
    return sizes, drawn, random.beta(1, 4, count)


def test_many_small_strata_hold_the_truth_as_often_with_a_machine_too():
    sizes, drawn, shares = many_strata(at_least=2)
    random = np.random.default_rng(1)
    alone, powered = [], []
    for _ in range(400):
        rows, found = [], 0
        for place, (size, sample) in enumerate(zip(sizes, drawn, strict=True)):
            truth = random.random(size) < shares[place]
            found += truth.sum()
            chance = random.random(size)
            said = np.where(truth, chance < 0.8, chance >= 0.95)
            rows += [
                (
                    str(place),
                    NAMES[truth[post]] if post < sample else None,
                    NAMES[bool(said[post])],
                )
                for post in range(size)
            ]
        every = pl.DataFrame(rows, schema=["stratum", "human", "machine"], orient="row")
        estimates = prevalence(every, BOOK, strata=["stratum"], machine="machine")
        for held, method in ((alone, "sample"), (powered, "prediction_powered")):
            one = row(estimates, "attack", method)
            held.append(holds(one["share_low"], found / len(rows), one["share_high"]))
    # 400 draws: the standard error is 1.1 points.
    assert 0.93 <= np.mean(alone) <= 0.975
    assert 0.93 <= np.mean(powered) <= 0.975


@pytest.mark.parametrize("coded", [100, 300])
@pytest.mark.parametrize(
    "shares",
    [(0.9, 0.05, 0.1, 0.85, 0.03), (0.4, 0.2, 0.1, 0.3, 0.15), (0.2,), (0.05,)],
    ids=["telling", "a little", "not", "rare"],
)
def test_intervals_of_people_alone_hold_whatever_small_strata_tell(shares, coded):
    """Twenty strata, as of countries and what a lexicon proposed, none with 40 coded posts."""
    random = np.random.default_rng(20)
    size, count = 150, 20
    held, widths = [], []
    for _ in range(DRAWS):
        found = random.binomial(size, [shares[one % len(shares)] for one in range(count)])
        sample = random.hypergeometric(found, size - found, coded // count)
        parts = [Part(size, coded // count, int(one)) for one in sample]
        _, low, high = of_parts([as_one(parts)], (int(sample.sum()), int(coded - sample.sum())))
        held.append(holds(low, found.sum() / (size * count), high))
        widths.append(high - low)
    assert 0.93 <= np.mean(held) <= 0.975
    plain = np.mean(shares)
    of_no_strata = 2 * 1.96 * np.sqrt(plain * (1 - plain) / coded * (1 - coded / 3_000))
    # What strata tell makes the interval narrower, and what they do not tell hardly wider.
    assert np.mean(widths) < of_no_strata * (0.7 if len(shares) == 5 and plain > 0.3 else 1.06)


def test_strata_drawn_at_different_rates_are_put_right():
    random = np.random.default_rng(5)
    held, estimates = [], []
    for _ in range(DRAWS):
        rare, common = random.binomial(400, 0.5), random.binomial(3_600, 0.05)
        truth = (rare + common) / 4_000
        parts = [
            Part(400, 150, random.hypergeometric(rare, 400 - rare, 150)),
            Part(3_600, 150, random.hypergeometric(common, 3_600 - common, 150)),
        ]
        share, low, high = of_parts(parts)
        held.append(holds(low, truth, high))
        estimates.append(share - truth)
    assert 0.93 <= np.mean(held) <= 0.97
    assert np.mean(estimates) == pytest.approx(0, abs=0.002)
