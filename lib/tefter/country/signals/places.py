"""Names of places and countries in what an account says of itself, in texts and in hashtags."""

from __future__ import annotations

import polars as pl

from tefter.country.gazetteer import find_doubtful, find_places, find_tags
from tefter.country.names import COUNTRIES
from tefter.country.signals.flags import borne, find_flags
from tefter.country.signals.rows import ROWS, no_rows, spread, text_of
from tefter.country.signals.telephones import find_prefixes
from tefter.country.weights import (
    AT_HOME,
    BIO_COUNTRY,
    BIO_PLACE,
    DOUBTFUL,
    NAME_COUNTRY,
    NAME_PLACE,
    PRIOR_ELSEWHERE,
    PRIOR_OF_ANOTHER,
    PRIOR_OF_REGION,
    TEXT_COUNTRY,
    TEXT_PLACE,
    TEXT_TAG,
    TOWN,
)
from tefter.values.tags import find_hashtags

MOST_PLACES = 8
"""More names of places in one text are a list, such as the stops of a bus."""


def places_in_profile(posts: pl.DataFrame, profiles: pl.DataFrame) -> pl.DataFrame:
    """Take the places in the bio and in the display name."""
    backed = _backed(profiles["bio"])
    bio = find_places(profiles["bio"], own=True, backed=backed)
    name = find_places(profiles["display_name"], own=True, shown=True)
    in_bio, in_name = DOUBTFUL
    return pl.concat(
        [
            _declared(bio, "place in the bio", BIO_PLACE, BIO_COUNTRY),
            _declared(name, "place in the display name", NAME_PLACE, NAME_COUNTRY),
            _held(find_doubtful(profiles["bio"], backed=backed), in_bio),
            _held(find_doubtful(profiles["display_name"], shown=True), in_name),
        ]
    )


def tags_in_bio(posts: pl.DataFrame, profiles: pl.DataFrame) -> pl.DataFrame:
    """Take the places in the bio's hashtags."""
    tags = [list(find_hashtags(bio or "")) for bio in profiles["bio"].str.head(5_000)]
    found = find_tags(pl.Series(tags, dtype=pl.List(pl.String)))
    return _declared(found, "hashtag in the bio", BIO_PLACE, BIO_COUNTRY)


def places_in_text(posts: pl.DataFrame) -> pl.DataFrame:
    """Take the places that a text talks about."""
    return _told(find_places(text_of(posts)), "place in the text", TEXT_PLACE, TEXT_COUNTRY)


def tags_of_post(posts: pl.DataFrame) -> pl.DataFrame:
    """Take the places in a post's hashtags."""
    if "hashtags" not in posts.columns:
        return no_rows()
    return _told(find_tags(posts["hashtags"]), "hashtag", TEXT_TAG, TEXT_TAG)


def _backed(bios: pl.Series) -> pl.DataFrame:
    """Return the countries that telephones and flags of a bio speak for: ``row country``."""
    both = (find_prefixes(bios), find_flags(bios))
    return pl.concat([found.select("row", "country") for found in both])


def _held(found: pl.DataFrame, signal: str) -> pl.DataFrame:
    """Give each country its prior: a weight that says nothing for it."""
    country = pl.col("country")
    return _few(found).select(
        "row",
        pl.lit(signal).alias("signal"),
        pl.col("name").alias("value"),
        "country",
        weight=pl.when(country.is_null())
        .then(PRIOR_ELSEWHERE)
        .when(country.is_in(COUNTRIES))
        .then(PRIOR_OF_REGION)
        .otherwise(PRIOR_OF_ANOTHER),
    )[list(ROWS)]


def _told(found: pl.DataFrame, signal: str, place: float, country: float) -> pl.DataFrame:
    few = _few(found)
    towns = few.filter(pl.col("kind") == "place")
    return _spread(few, towns, signal, place, country)


def _declared(found: pl.DataFrame, signal: str, place: float, country: float) -> pl.DataFrame:
    """Spread as ``_told`` does, and leave a part of every town's people to elsewhere."""
    few = _few(found)
    towns = few.filter(pl.col("kind") == "place")
    home = pl.col("country").is_in(COUNTRIES)
    left = towns.filter(home).with_columns(
        country=pl.lit(None, pl.String), share=pl.col("share") * (1 - AT_HOME)
    )
    here = towns.with_columns(
        share=pl.when(home).then(pl.col("share") * AT_HOME).otherwise("share")
    )
    return _spread(few, pl.concat([here, left]), signal, place, country)


def _spread(
    found: pl.DataFrame, towns: pl.DataFrame, signal: str, place: float, country: float
) -> pl.DataFrame:
    named = found.with_columns(
        beside=((pl.col("kind") == "place") & pl.col("country").is_in(COUNTRIES)).any().over("row")
        & pl.col("country").is_in(COUNTRIES)
    )
    states = borne(named.filter(pl.col("kind") == "country").drop("share")).with_columns(
        share=pl.col("share") / pl.when("beside").then(TOWN).otherwise(1.0)
    )
    both = [
        towns.with_columns(strength=pl.lit(place)),
        states.with_columns(strength=pl.lit(country)),
    ]
    columns = ("row", pl.col("name").alias("value"), "country", "share", "strength")
    return spread(pl.concat([one.select(*columns) for one in both]), signal)


def _few(found: pl.DataFrame) -> pl.DataFrame:
    return found.filter(pl.col("name").n_unique().over("row") <= MOST_PLACES)
