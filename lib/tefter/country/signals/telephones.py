"""Telephone prefixes: of the number itself nothing is kept."""

from __future__ import annotations

import re
from functools import cache

import phonenumbers
import polars as pl

from tefter.country.names import COUNTRIES, is_country
from tefter.country.shares import prefixes
from tefter.country.signals.rows import no_rows, spread, text_of
from tefter.country.weights import BIO_TELEPHONE, KEPT_ABROAD, TEXT_TELEPHONE
from tefter.privacy.find import find
from tefter.privacy.phones import REGIONS
from tefter.privacy.written import plainly

DIGITS = r"(?:\p{N}[^\p{L}\p{N}]{0,8}){8}"
"""What a text must hold to be looked at: a number with its country's code has eight digits."""

LONGEST = 5_000
NO_DIGIT = re.compile(r"\D")

OF_SEVERAL = frozenset({1, 7})
"""Codes of several countries: North America, and Russia with Kazakhstan."""


def telephones_in_bio(posts: pl.DataFrame, profiles: pl.DataFrame) -> pl.DataFrame:
    """Take the prefixes of telephone numbers in the bio: a number by which to be called."""
    return _signal(profiles["bio"], "telephone prefix in the bio", BIO_TELEPHONE, KEPT_ABROAD)


def telephones_in_text(posts: pl.DataFrame) -> pl.DataFrame:
    """Take the prefixes of telephone numbers in the text, which are often somebody else's."""
    return _signal(text_of(posts), "telephone prefix in the text", TEXT_TELEPHONE)


def find_prefixes(texts: pl.Series) -> pl.DataFrame:
    """Find international prefixes of the telephone numbers in texts.

    Parameters
    ----------
    texts : polars.Series of String
        Texts of any origin; nulls are allowed.

    Returns
    -------
    polars.DataFrame
        ``row`` Int64, ``value`` String: ``+383``, or with the two digits behind it where
        ``shares.yml`` tells them apart (``+386 49``; ``+381 28``, which is also 280); ``country``
        that the code is assigned to. A number without its country's code gives nothing, nor does a
        code of several countries (``+1``, ``+7``). Each prefix once a text.

    Notes
    -----
    Numbers are found by ``tefter.privacy.find``. Codes are those of the ITU (E.164) as
    libphonenumber has them (package ``phonenumbers``).
    """
    schema = {"row": pl.Int64, "value": pl.String, "country": pl.String}
    hit = texts.str.contains(DIGITS).fill_null(False)
    rows = hit.arg_true()
    near = texts.filter(hit).str.head(LONGEST)
    found: dict[tuple[int, str, str], None] = {}
    for row, text, spans in zip(rows, near, find(near, kinds=("phone",)), strict=True):
        for span in spans:
            # A plus may stand before what privacy takes for the number.
            start = max(0, span["start"] - 1)
            told = _prefix(text[start : span["end"]])
            if told is not None:
                found.setdefault((row, *told))
    return pl.DataFrame(list(found), schema=schema, orient="row")


def _prefix(written: str) -> tuple[str, str] | None:
    """Return the prefix of a number and the country that its code is assigned to."""
    plain = plainly(written).plain
    digits = NO_DIGIT.sub("", plain)
    if "+" not in plain:
        if not digits.startswith("00"):
            own = next((code for code in REGIONS.values() if digits.startswith(code)), None)
            return None if own is None else _named(own, digits)
        digits = digits.removeprefix("00")
    # No code is the beginning of another (E.164), so that the order does not matter.
    code = next((digits[:size] for size in (1, 2, 3) if digits[:size] in _CODES), None)
    return None if code is None else _named(code, digits)


def _named(code: str, digits: str) -> tuple[str, str] | None:
    country = _CODES[code]
    network = f"+{code} {digits[len(code) : len(code) + 2]}"
    if network in _of_two_countries():
        return network, country
    return (f"+{code}", country) if is_country(country) else None


@cache
def _of_two_countries() -> frozenset[str]:
    return frozenset(prefixes()["key"])


def _codes() -> dict[str, str]:
    # The first region of a code is the country, the others are its islands and enclaves.
    return {
        str(code): regions[0]
        for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items()
        if code not in OF_SEVERAL
    }


_CODES = _codes()


def _signal(texts: pl.Series, signal: str, strength: float, abroad: float = 0.0) -> pl.DataFrame:
    found = find_prefixes(texts)
    if found.is_empty():
        return no_rows()
    shared = (
        found.join(
            prefixes().rename({"country": "used_in"}),
            left_on="value",
            right_on="key",
            how="left",
            maintain_order="left",
        )
        .with_columns(
            country=pl.coalesce("used_in", "country"),
            share=pl.col("share").fill_null(1.0),
            strength=pl.lit(strength),
        )
        .select("row", "value", "country", "share", "strength")
    )
    home = pl.col("country").is_in(COUNTRIES)
    kept = shared.filter(home & (abroad > 0)).with_columns(
        country=pl.lit(None, pl.String), share=pl.col("share") * abroad
    )
    here = pl.when(home).then(pl.col("share") * (1 - abroad)).otherwise("share")
    return spread(pl.concat([shared.with_columns(share=here), kept]), signal)
