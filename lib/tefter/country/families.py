"""Signals of one family pooled, and whether families that an account declares contradict."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tefter.country.names import COUNTRIES
from tefter.country.weights import (
    DECLARED,
    DOUBTFUL,
    FAMILIES,
    NAMES_ONE,
    REGION_OF_OTHER_POSTS,
    REGION_OF_POST,
    REGION_OF_POSTS,
    SURE_OF,
    TOWN_SIGNALS,
)

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

SIGNAL_NAMES = (*(signal for signals in FAMILIES.values() for signal in signals), *DOUBTFUL)
MEMBERS = {
    family: [SIGNAL_NAMES.index(signal) for signal in signals]
    for family, signals in FAMILIES.items()
}
PLACES = {family: place for place, family in enumerate(FAMILIES)}
DECLARED_PLACES = [PLACES[family] for family in DECLARED]
TOWNS = [SIGNAL_NAMES.index(signal) for signal in TOWN_SIGNALS]
MAYBE = [SIGNAL_NAMES.index(signal) for signal in DOUBTFUL]
OWN_REGION = SIGNAL_NAMES.index(REGION_OF_POST)
OTHER_POSTS = SIGNAL_NAMES.index(REGION_OF_OTHER_POSTS)
MANY_POSTS = [OTHER_POSTS, SIGNAL_NAMES.index(REGION_OF_POSTS)]
KOSOVO, SERBIA = COUNTRIES.index("XK"), COUNTRIES.index("RS")

REST = len(COUNTRIES)
"""Column of all countries that are none of the eight and that no signal names."""

UNUSED = 1e-12
"""Chance of a column that a post does not use."""


@dataclass(frozen=True)
class Assessed:
    """One piece of work: ``prior`` of posts by countries, and the weights of every signal.

    ``named`` are the countries that each signal names, ``present`` the signals that say anything,
    ``towns`` the countries in which a town of the profile may lie, ``torn`` the posts whose profile
    names two towns of the region that no one country has both of.
    """

    prior: Floats
    weights: Floats
    named: Flags
    present: Flags
    towns: Flags
    torn: Flags


def families(assessed: Assessed) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Return the log ratio of chance to prior by family, and the column that each family names."""
    height, width = assessed.prior.shape
    ratios = np.zeros((height, len(FAMILIES), width))
    tops = np.full((height, len(FAMILIES)), -1, dtype=np.int64)
    prior = assessed.prior
    for family, place in PLACES.items():
        members = MEMBERS[family]
        present = assessed.present[:, members]
        if not present.any():
            continue
        if family == "region":
            # The post's own region speaks alone where there is one.
            present[:, 1:] &= ~present[:, :1]
        said = np.log(np.maximum(assessed.weights[:, members], UNUSED**2) / prior[:, None, :])
        lived_in = np.zeros((height, 0), dtype=bool)
        if family == "profile":
            lived_in = _origin_beside_residence(said, assessed.named[:, members])
        count = np.maximum(present.sum(axis=1), 1)
        pooled = np.einsum("ns,nsc->nc", present.astype(np.float64), said)
        chances = normal(prior * np.exp(pooled / np.sqrt(count)[:, None]))
        chances = held(chances, prior, SURE_OF[family])
        any_said = present.any(axis=1)
        ratios[any_said, place] = np.log(chances[any_said] / prior[any_said])
        best = chances.argmax(axis=1)
        names = any_said & (best != REST) & (chances.max(axis=1) >= NAMES_ONE)
        tops[names, place] = best[names]
        if lived_in.any():
            abroad = lived_in.any(axis=1)
            there = np.where(lived_in, chances[:, REST + 1 :], 0.0).argmax(axis=1)
            tops[abroad, place] = REST + 1 + there[abroad]
    return ratios, tops


def _origin_beside_residence(said: Floats, named: Flags) -> Flags:
    """Take home for where somebody is from, where a profile names a country outside beside it.

    *Berlin | from Gjilan 🇽🇰*: of those who name two countries most live in the other one
    (``weights.EMIGRANTS``), and their flag, town and name say so once more for one reason. So
    signals that name home alone do not speak against elsewhere there.

    Parameters
    ----------
    said : array
        Log ratios of the family's signals, by posts, signals and countries; changed in place.
    named : array of bool
        The countries that they name.

    Returns
    -------
    array of bool
        A row a post, a column a country outside the eight: those named beside home.
    """
    home: Flags = np.asarray(named[:, :, :REST].any(axis=2))
    outside: Flags = named[:, :, REST + 1 :]
    abroad: Flags = np.asarray(outside.any(axis=2))
    beside: Flags = np.asarray(abroad.any(axis=1) & home.any(axis=1))
    of_home = home & ~abroad & beside[:, None]
    most = said[:, :, :REST].max(axis=2)[:, :, None]
    raised = np.maximum(said[:, :, REST:], most)
    said[:, :, REST:] = np.where(of_home[:, :, None], raised, said[:, :, REST:])
    return np.asarray(outside.any(axis=1) & beside[:, None])


def emigrants_speak_as_at_home(ratios: Floats) -> None:
    """Let content tell the eight countries apart, but not speak against elsewhere.

    This is where something is declared beside it. Somebody from Prizren who lives in Stuttgart and
    names Prizren in the bio also writes Albanian and talks of Kosovo. So language and topic agree
    with the bio for one reason, where they are from, and their agreement says nothing of where they
    live.
    """
    said = ratios[:, DECLARED_PLACES]
    beside = np.abs(said).max(axis=(1, 2)) > 0
    # Where two are named alike, the order decides, and not the last digit of a sum.
    named = said.sum(axis=1)[:, :REST].round(9).argmax(axis=1)
    content = ratios[:, PLACES["content"]]
    raised = np.maximum(content[:, REST:], np.take_along_axis(content, named[:, None], axis=1))
    content[:, REST:] = np.where(beside[:, None], raised, content[:, REST:])


def held(chances: Floats, prior: Floats, most: float | Floats) -> Floats:
    """Mix chances with the prior where the best of them is over ``most``."""
    best = chances.argmax(axis=1)[:, None]
    top = np.take_along_axis(chances, best, axis=1)
    before = np.take_along_axis(prior, best, axis=1)
    limit = np.broadcast_to(np.asarray(most), chances.shape[:1])[:, None]
    kept = np.where(top > limit, (limit - before) / np.maximum(top - before, UNUSED), 1.0)
    return kept * chances + (1 - kept) * prior


def contradicted(
    tops: npt.NDArray[np.int64], assessed: Assessed, best: npt.NDArray[np.int64]
) -> Flags:
    """Say whether declared families name different countries, or a town another than the best one.

    A platform may file a country under its neighbour, Kosovo above all: then all posts of an
    account declare the neighbour, against what the account says. Somebody who travels has posts
    from home, too. A post's own region is not contradicted by what may as well be said there (the
    flag of Serbia in Bosnia), nor where it or the other country is outside the eight: emigrants
    visit, and platforms file nobody there under another country.

    A town is asked for itself: a flag beside it is raised by a people, and says nothing of where
    (*Kosovska Mitrovica 🇷🇸*, *Prishtinë 🇦🇱*). Nor does a flag, a number or a region of Serbia
    settle that a town which may be in Kosovo is not: Serbs there have them too. Two towns of two
    countries (*iz Prijedora u Zagrebu*) are an origin and a home, and only where posts were made
    says which. What may be a place holds back as a town does, unless a town is named beside it.
    """
    own = assessed.present[:, OWN_REGION]
    region = tops[:, PLACES["region"]]
    declared = tops[:, DECLARED_PLACES].copy()
    for column, family in enumerate(DECLARED):
        top = declared[:, column]
        travelled = _at(assessed.named[:, OTHER_POSTS], top)
        open_to_both = _at(np.asarray(assessed.named[:, MEMBERS[family]].any(axis=1)), region)
        outside = (top >= REST) | (region >= REST)
        declared[own & (top != region) & (travelled | open_to_both | outside), column] = -1
    most = declared.max(axis=1)
    least = np.where(declared < 0, np.iinfo(np.int64).max, declared).min(axis=1)
    against = (most >= 0) & (most != least)
    travels = assessed.named[:, OTHER_POSTS] & own[:, None]
    for signal in TOWNS:
        there = assessed.named[:, signal, :REST]
        elsewhere = there.any(axis=1) & (best < REST) & ~_at(assessed.named[:, signal], best)
        against |= elsewhere & ~(there & travels[:, :REST]).any(axis=1)
    posted = _at(np.asarray(assessed.named[:, MANY_POSTS].any(axis=1)), best)
    against |= assessed.torn & ~own & ~posted
    against |= assessed.towns[:, KOSOVO] & (best == SERBIA) & ~travels[:, KOSOVO]
    return np.asarray(against | _held_back(assessed, best, travels))


def _held_back(assessed: Assessed, best: npt.NDArray[np.int64], travels: Flags) -> Flags:
    """Say whether what may be a place disagrees with the best country.

    Beside the post's own region only Kosovo does, which platforms file under its neighbours.
    """
    own = assessed.present[:, OWN_REGION]
    maybe: Flags = np.asarray(assessed.named[:, MAYBE].any(axis=1))
    here = maybe[:, :REST] & ~travels[:, :REST]
    here[own] &= np.arange(REST) == KOSOVO
    settled = _at(maybe, best) | _at(assessed.towns, best)
    abroad = maybe[:, REST:].any(axis=1) & ~own
    return np.asarray((best < REST) & ((here.any(axis=1) & ~settled) | abroad))


def _at(named: Flags, column: npt.NDArray[np.int64]) -> Flags:
    """Return for every row whether it names the country of that column."""
    return np.asarray(named[np.arange(len(named)), np.maximum(column, 0)])


def normal(chances: Floats) -> Floats:
    """Return chances that sum to 1 in every row."""
    total: Floats = chances / chances.sum(axis=1, keepdims=True)
    return total
