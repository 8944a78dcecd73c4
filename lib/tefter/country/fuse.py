"""Signals joined into a country, or into "unknown"."""

from __future__ import annotations

import polars as pl

from tefter.country.signals import SIGNALS
from tefter.frames import ACCOUNTS, COUNTRY, COUNTRY_EVIDENCE, stage

LEAST_CONFIDENCE = 0.5
"""Below it the country is unknown."""

EVIDENCE = ("signal", "value", "country", "weight")


@stage(
    needs=("platform", "account_id", "declared_region"),
    adds=tuple(column.name for column in COUNTRY),
)
def add_country(
    posts: pl.DataFrame,
    accounts: pl.DataFrame | None = None,
    least_confidence: float = LEAST_CONFIDENCE,
) -> pl.DataFrame:
    """Add the country that posts come from, with confidence and evidence.

    This is the baseline: it rests on what the platform declares, for the post, for its account,
    and for the account's other posts. Where they contradict each other, the post's own region
    wins, with less confidence. Where nothing is declared, the country is null.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``platform``, ``account_id`` and ``declared_region``.
    accounts : polars.DataFrame, optional
        Frame ``ACCOUNTS``. Only accounts' own records count: what was read off posts is the posts'.
    least_confidence : float
        From 0 to 1; below it the country is null. The evidence stays.

    Notes
    -----
    Every weight is simple support for one country and what is left of it is ignorance; they are
    combined by Dempster's rule: G. Shafer (1976), *A Mathematical Theory of Evidence*, chapter 4,
    Princeton. The weights are set by hand (see ``signals``), so the confidence orders posts but is
    not yet a measured share of right answers.
    """
    known = ACCOUNTS.empty() if accounts is None else accounts
    signals = pl.concat([signal(posts, known) for signal in SIGNALS])
    evidence = signals.group_by("row", maintain_order=True).agg(
        country_evidence=pl.struct(EVIDENCE)
    )
    fused = _fused(signals).filter(pl.col("country_confidence") >= least_confidence)
    rows = pl.DataFrame({"row": pl.int_range(posts.height, dtype=pl.Int64, eager=True)})
    found = (
        rows.join(fused, on="row", how="left", maintain_order="left")
        .join(evidence, on="row", how="left", maintain_order="left")
        .with_columns(
            pl.col("country_evidence").fill_null(pl.lit([], COUNTRY_EVIDENCE)),
        )
    )
    return posts.with_columns(found.select(column.name for column in COUNTRY).get_columns())


def _fused(signals: pl.DataFrame) -> pl.DataFrame:
    """Combine the signals of every post: its likeliest country and how likely it is."""
    doubt = (
        signals.group_by("row", "country", maintain_order=True)
        .agg(doubt=(1 - pl.col("weight")).product())
        .with_columns(all_doubt=pl.col("doubt").product().over("row"))
    )
    # Support for one country is what it says times the doubt that the others leave.
    support = doubt.with_columns(
        support=(1 - pl.col("doubt")) * pl.col("all_doubt") / pl.col("doubt")
    )
    shares = support.with_columns(
        country_confidence=pl.col("support")
        / (pl.col("support").sum().over("row") + pl.col("all_doubt"))
    )
    best = shares.sort(["country_confidence", "country"], descending=[True, False])
    return best.unique("row", keep="first", maintain_order=True).select(
        "row", "country", "country_confidence"
    )
