"""The classifier on labelled texts, against a plain baseline, in one run.

``--file`` takes any table that ``tefter read`` knows: a column of texts, one of labels, and, where
there is one, a column of groups (accounts) that must not straddle training and test. Without a
file, texts are invented: 18,000 of them, a quarter of one kind, told by rare words and pairs of
words, with slips of spelling, and with one label in fifteen wrong, which no classifier can get
right. That shows speed and calibration; how well it does on real posts, only they can show.

The baseline is scikit-learn's TF-IDF of words with logistic regression, as it comes; the time of
each is the processor time of its best pass, which other work on the machine does not lengthen.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from threadpoolctl import threadpool_limits

from tefter.coding import Codebook
from tefter.coding.classifier import Trained, code_with_classifier, curve, train
from tefter.coding.classifier.calibration import calibration_error
from tefter.coding.codebook import Category
from tefter.sources import read_table

SYLLABLES = [one + other for one in "bcčdfgklmnprsštvzž" for other in "aeiou"]
INVENTED = 18_000
TESTED = 4_000 / 18_000
"""Part of the groups that is tested on, where no part is asked for."""

SUREST = 0.8
PER_TEXT = {True: (0, 1, 1, 2, 2, 3), False: (0, 0, 0, 0, 0, 1)}
"""Signs of the kind in a text that is of it, and in one that is not."""

WRONG, KIND, CUES, SHORT = 1 / 15, 0.25, 0.6, 4
PASSES = 3


def invented(count: int, seed: int = 5) -> pl.DataFrame:
    """Return texts of invented words with labels."""
    random_ = random.Random(seed)
    words = list(
        dict.fromkeys(
            "".join(random_.choices(SYLLABLES, k=random_.randint(1, 4))) for _ in range(60_000)
        )
    )
    ranks = [1 / (rank + 20) for rank in range(len(words))]
    stems = [word for word in words[300:] if len(word) > SHORT]
    cues = random_.sample(stems[:8_000], 250)
    pairs = [tuple(random_.sample(words[:400], 2)) for _ in range(60)]
    rows = []
    for row in range(count):
        kind = random_.random() < KIND
        text = random_.choices(words, ranks, k=random_.randint(8, 30))
        for _ in range(random_.choice(PER_TEXT[kind])):
            place = random_.randrange(len(text))
            if random_.random() < CUES:
                cue = random_.choice(cues) + random_.choice(("", "", "a", "e", "om", "ima"))
                text.insert(place, slipped(cue, random_))
            else:
                text[place:place] = random_.choice(pairs)
        label = kind if random_.random() > WRONG else not kind
        rows.append((" ".join(text), "yes" if label else "no", f"account {row // 3}"))
    return pl.DataFrame(rows, schema=["text", "label", "group"], orient="row")


def slipped(word: str, random_: random.Random) -> str:
    """Return a word, sometimes with a letter written twice, left out or replaced."""
    place = random_.randrange(len(word))
    return random_.choice(
        (
            word,
            word,
            word[:place] + word[place] * 2 + word[place + 1 :],
            word[:place] + word[place + 1 :],
            word[:place] + "*" + word[place + 1 :],
        )
    )


def codebook(labels: list[str]) -> tuple[Codebook, dict[str, str]]:
    """Return a codebook of labels, and the id of each: labels may be anything."""
    ids = {label: f"c{place}" for place, label in enumerate(labels)}
    categories = [
        Category(id=name, label={"en": label}, definition=label) for label, name in ids.items()
    ]
    return Codebook(version="1", order=list(ids.values()), categories=categories), ids


def plain(seen: pl.DataFrame, tested: pl.DataFrame) -> tuple[list[str], float]:
    """Return the baseline's answers and the seconds that it took to train."""
    seconds = []
    for _ in range(PASSES):
        started = time.process_time()
        words = TfidfVectorizer()
        model = LogisticRegression(max_iter=1_000)
        model.fit(words.fit_transform(seen["text_clean"].to_list()), seen["human"].to_list())
        seconds.append(time.process_time() - started)
    return list(model.predict(words.transform(tested["text_clean"].to_list()))), min(seconds)


def judged(trained: Trained, tested: pl.DataFrame) -> None:
    """Print what the classifier is worth on texts that it has not seen."""
    told = code_with_classifier(tested, trained.classifier).drop_nulls("model_guess")
    confidence = told["model_confidence"].to_numpy()
    right = (told["model_guess"] == told["human"]).to_numpy()
    error = calibration_error(confidence, right)
    sure = told.sort("model_confidence", descending=True).head(round(SUREST * told.height))
    given = told.drop_nulls("model_category")
    print(f"  macro-F1                       {f1(told):.3f}")
    print(f"  on the surest four fifths      {f1(sure):.3f}")
    print(f"  expected calibration error     {error:.3f}")
    wrong = (given["model_category"] != given["human"]).mean() if given.height else None
    print(
        f"  codes given                    {given.height / told.height:.3f} of the posts, "
        f"{wrong if wrong is None else round(float(str(wrong)), 3)} of them wrong "
        f"(asked for: {trained.classifier.most_error})"
    )


def f1(told: pl.DataFrame) -> float:
    """Return macro-F1."""
    return float(f1_score(told["human"].to_list(), told["model_guess"].to_list(), average="macro"))


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--file", type=Path, help="a table; without it, texts are invented")
    parser.add_argument("--text", default="text", help="its column of texts")
    parser.add_argument("--label", default="label", help="its column of labels")
    parser.add_argument("--group", help="its column of accounts, or whatever must not straddle")
    parser.add_argument("--split", help="its column that says train or test; else one is drawn")
    parser.add_argument("--least", type=int, default=20, help="texts of a label, or it is left out")
    parser.add_argument("--curve", action="store_true", help="print a learning curve too")
    chosen = parser.parse_args()
    if chosen.file is None:
        table, group = invented(INVENTED), "group"
        text, label = "text", "label"
    else:
        table, group = read_table(chosen.file).frame, chosen.group
        text, label = chosen.text, chosen.label
    table = table.drop_nulls([text, label]).filter(pl.len().over(label) >= chosen.least)
    book, ids = codebook(sorted(set(table[label])))
    posts = table.with_row_index("row").select(
        post_uid=pl.format("other:{}", "row"),
        text_clean=text,
        human=pl.col(label).replace_strict(ids),
        account_id=pl.col(group) if group else pl.col("row").cast(pl.String),
        split=pl.col(chosen.split) if chosen.split else pl.lit(None, dtype=pl.String),
    )
    if chosen.split:
        tested_rows = posts["split"] == "test"
    else:
        accounts = posts["account_id"].unique().sort()
        drawn = np.random.default_rng(1).permutation(len(accounts))[: round(TESTED * len(accounts))]
        tested_rows = posts["account_id"].is_in(accounts.gather(drawn).implode())
    seen, tested = posts.filter(~tested_rows), posts.filter(tested_rows)
    print(f"{seen.height:,} texts to train, {tested.height:,} to test, {len(ids)} labels")
    answers, slow = plain(seen, tested)
    baseline = tested.with_columns(model_guess=pl.Series(answers))
    print(f"plain baseline: macro-F1 {f1(baseline):.3f}, trained in {slow:.2f} s")
    seconds = []
    for _ in range(PASSES):
        started = time.process_time()
        trained = train(seen, book)
        seconds.append(time.process_time() - started)
    print(
        f"tefter: trained in {min(seconds):.2f} s, {min(seconds) / slow:.1f} times the baseline's"
    )
    judged(trained, tested)
    inside = trained.quality.filter(pl.col("scope").is_in(["all", "surest"])).drop_nulls("value")
    print("out of fold, on the texts to train:")
    for row in inside.iter_rows(named=True):
        between = "" if row["low"] is None else f"  ({row['low']:.3f} to {row['high']:.3f})"
        print(f"  {row['scope']:8} {row['metric']:20} {row['value']:.3f}{between}")
    if chosen.curve:
        for learned, value in curve(seen, book).iter_rows():
            print(f"  from {learned:>6,} texts: macro-F1 {value:.3f}")


if __name__ == "__main__":
    # Both on one thread: several wait for each other where the machine has other work.
    with threadpool_limits(1):
        main()
