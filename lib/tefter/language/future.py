"""The future of hbs: *radit ćemo* in Croatian, *radićemo* in Serbian."""

from __future__ import annotations

from functools import cache

from tefter.language.vocabulary import common_words

AUXILIARIES = ("ću", "ćeš", "će", "ćemo", "ćete")
ENDINGS = ("ćemo", "ćete", "ćeš")
"""Of *će* and *ću* in one word, nouns and names have too many (*kuće*, *Petroviću*)."""

RARER = 3
"""How many times rarer than the infinitive its form without *-i* must be: *radit* is, *advokat*,
whose plural looks like an infinitive, is not."""

SHORTEST = 5
"""Letters of an infinitive; shorter ones are too often another word without *-i*."""


@cache
def infinitives() -> tuple[str, ...]:
    """Return the infinitives in *-ti* that ``wordfreq`` has, sorted; but not those in *-sti*."""
    share = common_words("hbs")
    return tuple(
        sorted(
            word
            for word, frequency in share.items()
            if len(word) >= SHORTEST
            and word.endswith(("ati", "iti", "eti", "uti"))
            and frequency > RARER * share.get(word[:-1], 0.0)
        )
    )


@cache
def future_words() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return futures in two words, and in one, of the verbs that ``wordfreq`` has.

    Returns
    -------
    tuple of two tuples of str
        Such as ``radit ćemo``, and ``radićemo``; each sorted. Infinitives in *-ći* have one form of
        the future everywhere (*ići ćemo*), and those in *-sti* are left out, as are nouns in *-st*.
    """
    verbs = infinitives()
    two = sorted(f"{verb[:-1]} {auxiliary}" for verb in verbs for auxiliary in AUXILIARIES)
    one = sorted({f"{verb[:-2]}{ending}" for verb in verbs for ending in ENDINGS})
    return tuple(two), tuple(one)
