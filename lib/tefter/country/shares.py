"""Shares of people by language, flag and telephone prefix, as ``shares.yml`` lists them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import polars as pl
import yaml

ABROAD = "abroad"

Shares = dict[str, dict[str, float]]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    languages: Shares
    bearers: Shares
    prefixes: Shares


@cache
def _file() -> _File:
    text = files("tefter.country").joinpath("shares.yml").read_text("utf-8")
    return msgspec.convert(yaml.safe_load(text), _File)


def languages() -> pl.DataFrame:
    """Return ``key`` (language, or language:variety), ``country`` and ``share`` of its speakers.

    The country is null for all that are none of the eight. Key ``other`` is any other language.
    """
    return _table(_file().languages)


def bearers() -> pl.DataFrame:
    """Return ``key`` (a country), and ``country`` and ``share`` of those who carry its flag."""
    return _table(_file().bearers)


def prefixes() -> pl.DataFrame:
    """Return ``key`` (a telephone prefix used in two countries), ``country`` and ``share``."""
    return _table(_file().prefixes)


def _table(shares: Shares) -> pl.DataFrame:
    return pl.DataFrame(
        [
            (key, None if country == ABROAD else country, share)
            for key, listed in shares.items()
            for country, share in listed.items()
        ],
        schema={"key": pl.String, "country": pl.String, "share": pl.Float64},
        orient="row",
    )
