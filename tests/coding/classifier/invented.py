"""Posts of invented words, coded by invented people."""

from __future__ import annotations

import random
from functools import cache

import polars as pl

from tefter.coding import Category, Codebook
from tefter.coding.classifier import train

CUES = {
    "attack": ("zhgrumza", "blorfin", "kratava"),
    "shaming": ("mevlina", "trondika", "pasula"),
    "not_relevant": ("lumesha", "dritora", "fushara"),
}
ENDINGS = ("", "", "sh", "ve", "nja")
WORDS = [
    one + other
    for one in ("ba", "ke", "li", "mo", "nu", "ra", "sho")
    for other in ("n", "t", "rk", "v")
]
BOOK = Codebook(
    version="2.1",
    order=list(CUES),
    categories=[
        Category(id=name, label={"en": name}, definition=f"Invented {name}.") for name in CUES
    ],
)
SCHEMA = {
    "post_uid": pl.String,
    "platform": pl.String,
    "account_id": pl.String,
    "text_clean": pl.String,
    "language": pl.String,
    "human": pl.String,
}


def posts(count=360, seed=1, slips=0.1, per_account=3):
    """Posts whose category shows in a word or two, or in none; a part is coded by chance."""
    chance = random.Random(seed)
    rows = []
    for number in range(count):
        category = list(CUES)[number % 3]
        words = chance.choices(WORDS, k=chance.randint(4, 10))
        cues = chance.choices(CUES[category], k=chance.choice((0, 1, 1, 1, 2, 2)))
        words[1:1] = [cue + chance.choice(ENDINGS) for cue in cues]
        human = category if chance.random() > slips else chance.choice(list(CUES))
        rows.append(
            (
                f"tiktok:{number}",
                "tiktok",
                f"account {number // per_account}",
                " ".join(words),
                ("sq", "mk")[number // per_account % 2],
                human,
            )
        )
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


@cache
def trained():
    return train(posts(), BOOK)
