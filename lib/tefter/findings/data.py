"""Everything that findings are made from, in one place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import polars as pl

from tefter.case import Fact
from tefter.coding import Codebook
from tefter.coding.agreement import RESULT
from tefter.coding.classifier import QUALITY
from tefter.coding.human import ANNOTATIONS
from tefter.findings.periods import by_period
from tefter.frames import ACCOUNTS, ADDED, COMMENTS, EVENTS, OBSERVATIONS, POSTS, REJECTS
from tefter.links import account_clusters, account_ties
from tefter.links.across import MATCHES
from tefter.links.comments import CODED
from tefter.links.lifetimes import LIFETIMES

CODED_SCHEMA = POSTS.schema | {
    column.name: column.dtype for columns in ADDED.values() for column in columns
}
"""Columns of posts that went the whole way: cleaned, located, coded."""


def with_country(posts: pl.DataFrame) -> pl.DataFrame:
    """Return posts with ``unknown`` where the country could not be told."""
    return posts.with_columns(pl.col("country").fill_null("unknown"))


def _no_posts() -> pl.DataFrame:
    return pl.DataFrame(schema=CODED_SCHEMA)


def _none_shared() -> pl.DataFrame:
    return pl.DataFrame(schema=MATCHES)


def _no_lifetimes() -> pl.DataFrame:
    return pl.DataFrame(schema=LIFETIMES)


def _no_coded_comments() -> pl.DataFrame:
    return pl.DataFrame(schema=CODED)


def _no_gone_posts() -> pl.DataFrame:
    return pl.DataFrame(schema={"post_uid": pl.String})


def _no_gone_accounts() -> pl.DataFrame:
    return pl.DataFrame(schema={"platform": pl.String, "account_id": pl.String})


def _nothing(schema: Mapping[str, Any]) -> Callable[[], pl.DataFrame]:
    return lambda: pl.DataFrame(schema=schema)


@dataclass(frozen=True)
class Data:
    """The frames of a case, bundled. Every one may be empty.

    Attributes
    ----------
    posts : polars.DataFrame
        Cleaned, located and coded posts, one row a post.
    comments, accounts, events, rejects, observations : polars.DataFrame
        As ``tefter.frames`` describes them.
    coded_comments : polars.DataFrame
        Each comment once, coded by the lexicon, from ``links.code_comments``.
    shared : polars.DataFrame
        Posts that appear again on another platform: ``post_uid`` is the post, ``shared_in_uid``
        that in which it appears; from ``links.across_platforms``.
    lifetimes : polars.DataFrame
        How long every post was seen, from ``links.lifetimes``.
    gone_posts : polars.DataFrame
        ``post_uid`` of posts that a later capture of their account no longer shows.
    gone_accounts : polars.DataFrame
        ``platform`` and ``account_id`` of accounts whose posts are all gone in a later capture.
    facts : mapping of str to Fact
        Numbers that no export carries, from ``case.yml``.
    reading : mapping of str to int
        What the reading counted: ``records``, ``posts``, ``comments``, ``accounts``, ``events``,
        ``rejects``. Empty where it is not known.
    annotations : polars.DataFrame
        What each coder decided of each post, as ``read_annotations`` gives it, coders by letters.
    agreement : polars.DataFrame
        How well they agree, as ``reliability`` gives it.
    machine_quality : polars.DataFrame
        How right the model is, as ``quality`` gives it; no rows where none was learned.
    codebook : Codebook, optional
        By which estimates are made; none without it.
    categories : mapping of str to str
        Category of the codebook to its label. Empty: the categories found in ``posts``.
    languages, countries : tuple of str
        Those of the case. Empty: those found in ``posts``.
    public_hashtags : tuple of str
        Hashtags that a person released, folded; any other is published without its name.
    request_flag : str
        Flag of the codebook that marks a call for information about a person.
    time_zone : str
        IANA zone of tables by hour and week.
    platform : str, optional
        Platform that tables and charts are about. None: TikTok where there is any, otherwise
        the platform with most posts.
    minimum : int
        Smallest cell that a table may publish.
    scope : str
        How the posts were cut before they came here, such as ``posted from 2022-01-01``; every
        filter and caption says it. Empty where they were not.
    """

    posts: pl.DataFrame = field(default_factory=_no_posts)
    comments: pl.DataFrame = field(default_factory=COMMENTS.empty)
    accounts: pl.DataFrame = field(default_factory=ACCOUNTS.empty)
    observations: pl.DataFrame = field(default_factory=OBSERVATIONS.empty)
    events: pl.DataFrame = field(default_factory=EVENTS.empty)
    rejects: pl.DataFrame = field(default_factory=REJECTS.empty)
    coded_comments: pl.DataFrame = field(default_factory=_no_coded_comments)
    shared: pl.DataFrame = field(default_factory=_none_shared)
    lifetimes: pl.DataFrame = field(default_factory=_no_lifetimes)
    gone_posts: pl.DataFrame = field(default_factory=_no_gone_posts)
    gone_accounts: pl.DataFrame = field(default_factory=_no_gone_accounts)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    reading: Mapping[str, int] = field(default_factory=dict)
    annotations: pl.DataFrame = field(default_factory=_nothing(ANNOTATIONS))
    agreement: pl.DataFrame = field(default_factory=_nothing(RESULT))
    machine_quality: pl.DataFrame = field(default_factory=_nothing(QUALITY))
    codebook: Codebook | None = None
    categories: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    public_hashtags: tuple[str, ...] = ()
    request_flag: str = "information_requested"
    time_zone: str = "UTC"
    platform: str | None = None
    minimum: int = 3
    scope: str = ""

    def of_platform(self, platform: str) -> pl.DataFrame:
        """Return the posts of one platform."""
        return self.posts.filter(pl.col("platform") == platform)

    @cached_property
    def studied_platform(self) -> str:
        """The platform that tables and charts are about."""
        if self.platform is not None:
            return self.platform
        counts = self.posts.group_by("platform").len().sort("len", "platform", descending=True)
        found: list[str] = counts["platform"].drop_nulls().to_list()
        return found[0] if found and "tiktok" not in found else "tiktok"

    @cached_property
    def studied(self) -> pl.DataFrame:
        """Posts of the platform that tables and charts are about."""
        return self.of_platform(self.studied_platform)

    @cached_property
    def local(self) -> pl.DataFrame:
        """The same posts, with their time of posting in the time zone of the case."""
        return self.studied.with_columns(pl.col("posted_at").dt.convert_time_zone(self.time_zone))

    @cached_property
    def periods(self) -> tuple[pl.DataFrame, int]:
        """Their numbers by country and period, and the length of a period: ``by_period``."""
        return by_period(with_country(self.local), self.minimum)

    @cached_property
    def counted(self) -> pl.DataFrame:
        """The same posts, without the categories that only a model gave: they are never counted."""
        by_model = (pl.col("category_source") == "model").fill_null(False)
        return self.studied.with_columns(
            pl.when(~by_model).then(name).alias(name)
            for name in ("category", "category_source", "category_confidence")
        )

    @cached_property
    def category_names(self) -> tuple[str, ...]:
        """Categories of the codebook in its order, then any other found in the posts."""
        found: list[str] = self.posts["category"].drop_nulls().unique().sort().to_list()
        return (*self.categories, *(name for name in found if name not in self.categories))

    @cached_property
    def captured_more_than_once(self) -> bool:
        """Whether any post was seen in two captures, so that absence can mean something."""
        seen = self.posts["captures"].max()
        return bool(isinstance(seen, int) and seen > 1) or self.gone_posts.height > 0

    @cached_property
    def clusters(self) -> pl.DataFrame:
        """Accounts of the studied platform that post the same things."""
        return account_clusters(account_ties(self.studied))

    @cached_property
    def shared_in_telegram(self) -> pl.DataFrame:
        """Rows of ``shared`` in which a TikTok post appears again in Telegram."""
        return self.shared.filter(
            (pl.col("platform") == "tiktok") & (pl.col("shared_in_platform") == "telegram")
        )

    def in_case(self, posts: pl.DataFrame) -> pl.DataFrame:
        """Return the posts whose country is one of the case."""
        if self.countries:
            return posts.filter(pl.col("country").is_in(list(self.countries)))
        return posts.filter(pl.col("country").is_not_null())
