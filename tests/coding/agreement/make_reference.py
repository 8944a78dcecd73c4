"""Write ``reference.json``: codes drawn at random, and what other packages say of them.

Run it in an environment of its own with irrCAC, statsmodels and NLTK: irrCAC wants NumPy 1.
"""

from __future__ import annotations

import json
import random
from importlib.metadata import version
from pathlib import Path

import numpy as np
import pandas as pd
from irrCAC.raw import CAC
from nltk.metrics import jaccard_distance, masi_distance
from nltk.metrics.agreement import AnnotationTask
from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa


def nominal(dice: random.Random) -> dict:
    units, coders, choices = dice.randint(6, 40), dice.randint(2, 5), dice.randint(2, 5)
    missing = dice.choice([0, 0, 0.2, 0.4])
    bias = [dice.random() ** 2 + 0.05 for _ in range(choices)]
    rows = []
    for _ in range(units):
        truth = dice.choices(range(choices), bias)[0]
        rows.append([_code(dice, truth, bias, missing) for _ in range(coders)])
    table = pd.DataFrame([[None if one is None else f"c{one}" for one in row] for row in rows])
    theirs = CAC(table[table.notna().any(axis=1)].reset_index(drop=True), digits=14)
    told = {
        "codes": [["" if one is None else f"c{one}" for one in row] for row in rows],
        "fleiss": theirs.fleiss()["est"]["coefficient_value"],
        "ac1": theirs.gwet()["est"]["coefficient_value"],
        "alpha": theirs.krippendorff()["est"]["coefficient_value"],
        "percent": theirs.fleiss()["est"]["pa"],
    }
    if not missing:
        told["fleiss_statsmodels"] = float(fleiss_kappa(aggregate_raters(np.array(rows))[0]))
    return told


def _code(dice: random.Random, truth: int, bias: list[float], missing: float) -> int | None:
    if dice.random() < missing:
        return None
    return truth if dice.random() < 0.7 else dice.choices(range(len(bias)), bias)[0]


def sets(dice: random.Random) -> dict:
    def drawn() -> frozenset[str]:
        return frozenset(one for one in "abcd" if dice.random() < 0.4) or frozenset("a")

    rows, data = [], []
    for unit in range(dice.randint(6, 20)):
        truth = drawn()
        given = [truth if dice.random() < 0.6 else drawn() for _ in range(3)]
        rows.append(["".join(sorted(one)) for one in given])
        data += [(f"k{coder}", f"u{unit}", one) for coder, one in enumerate(given)]
    return {
        "codes": rows,
        "masi": AnnotationTask(data, distance=masi_distance).alpha(),
        "jaccard": AnnotationTask(data, distance=jaccard_distance).alpha(),
    }


if __name__ == "__main__":
    dice = random.Random(20240306)
    reference = {
        "made_with": {name: version(name) for name in ("irrCAC", "statsmodels", "nltk")},
        "nominal": [nominal(dice) for _ in range(40)],
        "sets": [sets(dice) for _ in range(12)],
    }
    path = Path(__file__).parent / "reference.json"
    path.write_text(json.dumps(reference, separators=(",", ":")) + "\n", encoding="utf-8")
