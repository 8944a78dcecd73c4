"""Words that tell by the old vowel yat: *mleko* in Serbia, *mlijeko* elsewhere."""

from __future__ import annotations

import re
from functools import cache

from tefter.language.vocabulary import common_words

YAT = re.compile(r"(?<=[bcčćdđfghkmprsštvzž])(?:ije|je)(?!$)|(?<=[ln])ije(?!$)|(?<=l)je(?=[tpv])")
"""Where yat can stand: *ije* or *je* behind a consonant. Behind *l* and *n*, *je* is mostly of
another origin (*polje*, *njega*); at the end of a word *ije* is mostly an ending (*novije*)."""

SHORTEST = 4
"""Letters of the ekavian form; shorter ones are too often another word."""

MOST_UNEVEN = 12
"""How much more frequent one form may be than the other: *prema* is no form of *prijema*."""


@cache
def yat_words(no_pairs: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return ekavian and ijekavian forms of the same words, as ``wordfreq`` has both.

    Parameters
    ----------
    no_pairs : str
        Ekavian forms that are evidence of nothing, with spaces between them.

    Returns
    -------
    tuple of two tuples of str
        Ekavian forms, and ijekavian forms, each sorted.
    """
    share = common_words("hbs")
    nothing = set(no_pairs.split())
    ekavian, ijekavian = set(), set()
    for word, frequency in share.items():
        for found in YAT.finditer(word):
            other = word[: found.start()] + "e" + word[found.end() :]
            if len(other) < SHORTEST or other in nothing or other not in share:
                continue
            if 1 / MOST_UNEVEN < share[other] / frequency < MOST_UNEVEN:
                ekavian.add(other)
                ijekavian.add(word)
    return tuple(sorted(ekavian)), tuple(sorted(ijekavian - ekavian))
