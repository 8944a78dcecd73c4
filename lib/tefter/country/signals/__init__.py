"""Signals of where a post comes from, each with the countries that it speaks for.

A signal is a function that gives back rows: ``row`` (the place of the post or account in its
frame), ``signal``, ``value`` (what was seen: a name of the gazetteer, a flag, a prefix, a region,
never free text), ``country`` (null for "none of the eight") and ``weight``, the chance that the
country is right where this signal stands alone. Where it speaks for several countries, their
weights sum to less than 1; what is left goes to all others. What a frame lacks (``text_clean``,
``hashtags``, ``language``, ``posted_at``) gives no signal.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

from tefter.country.signals.clock import hours_of_posting
from tefter.country.signals.flags import flags_in_profile, flags_in_text
from tefter.country.signals.places import (
    places_in_profile,
    places_in_text,
    tags_in_bio,
    tags_of_post,
)
from tefter.country.signals.regions import (
    account_region,
    other_posts_region,
    post_region,
    posts_region,
)
from tefter.country.signals.speech import speech_of_text
from tefter.country.signals.telephones import telephones_in_bio, telephones_in_text

__all__ = ["PROFILE_SIGNALS", "SIGNALS", "TEXT_SIGNALS"]

Signal = Callable[..., pl.DataFrame]

TEXT_SIGNALS: tuple[Signal, ...] = (
    telephones_in_text,
    places_in_text,
    flags_in_text,
    tags_of_post,
    speech_of_text,
)
"""What a post says, and how: functions of ``posts``, a row a post."""

PROFILE_SIGNALS: tuple[Signal, ...] = (
    account_region,
    telephones_in_bio,
    places_in_profile,
    flags_in_profile,
    tags_in_bio,
    hours_of_posting,
)
"""What is known of an account: functions of ``posts`` and ``profiles``, a row an account."""

SIGNALS: tuple[Signal, ...] = (
    post_region,
    other_posts_region,
    posts_region,
    *PROFILE_SIGNALS,
    *TEXT_SIGNALS,
)
"""All signals that are asked: of a post, its account, or both."""
