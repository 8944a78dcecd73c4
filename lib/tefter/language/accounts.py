"""The language and variety of an account, from all of its posts."""

from __future__ import annotations

import numpy as np
import polars as pl

from tefter.language.variety import PRIOR, Support, decide, support
from tefter.language.words import words

WHO = ("platform", "account_id")

DOUBT = 1.0
"""Posts in another language that every account is taken to have before anything is read: one post
alone gives its language a confidence of a half at most."""

LEAST_SHARE = 0.6
"""Share of an account's posts that must be in one language; else it writes in several: ``mul``."""

MOST_OF_ONE_POST = 3.0
"""How much one post may support a variety over another, as a logarithm: a quotation of somebody
else must not outweigh all that an account says itself."""


def identify_accounts(posts: pl.DataFrame) -> pl.DataFrame:
    """Tell the language and variety of accounts from their posts together.

    Posts of which the language is known decide it; those of one language decide its variety, each
    by its signs, also those that are too few to decide alone.

    Parameters
    ----------
    posts : polars.DataFrame
        ``platform``, ``account_id``, ``text_clean`` and the columns that ``add_language`` adds.
        Posts of no account are left out.

    Returns
    -------
    polars.DataFrame
        A row an account, in order: ``platform``, ``account_id``; ``posts`` and ``sure_posts``
        Int64: how many have text, and of how many the language is known; ``language`` as in
        ``identify``, or mul where no language has ``LEAST_SHARE`` of them, und where none is known;
        ``language_confidence`` 0 to 1, which grows with the posts; ``variety`` and
        ``variety_confidence``, null where the signs do not decide; ``evidence`` String.
    """
    texts = posts.filter(
        pl.col("account_id").is_not_null() & pl.col("text_clean").is_not_null()
    ).unique([*WHO, "text_clean"], maintain_order=True)
    languages = _languages(texts)
    varieties = [_varieties(texts, languages, language) for language in PRIOR]
    return (
        languages.join(pl.concat(varieties), on=WHO, how="left")
        .with_columns(
            evidence=pl.concat_str(
                pl.col("agreeing").cast(pl.String),
                pl.lit(" of "),
                pl.col("sure_posts").cast(pl.String),
                pl.lit(" posts in "),
                "language",
                pl.when(pl.col("signs") > 0)
                .then(pl.format("; signs of variety in {}", "signs"))
                .otherwise(pl.lit("")),
            )
        )
        .select(
            *WHO,
            "posts",
            "sure_posts",
            "language",
            "language_confidence",
            "variety",
            "variety_confidence",
            "evidence",
        )
        .sort(WHO)
    )


def _languages(texts: pl.DataFrame) -> pl.DataFrame:
    known = pl.col("language") != "und"
    accounts = texts.group_by(WHO).agg(
        posts=pl.len().cast(pl.Int64), sure_posts=known.sum().cast(pl.Int64)
    )
    best = (
        texts.filter(known)
        .group_by(*WHO, "language")
        .agg(agreeing=pl.len().cast(pl.Int64), weight=pl.col("language_confidence").sum())
        .sort("agreeing", "weight", "language", descending=[True, True, False])
        .unique(WHO, keep="first", maintain_order=True)
    )
    enough = pl.col("agreeing") >= LEAST_SHARE * pl.col("sure_posts")
    return accounts.join(best, on=WHO, how="left").with_columns(
        language=pl.when(pl.col("sure_posts") == 0)
        .then(pl.lit("und"))
        .when(enough)
        .then("language")
        .otherwise(pl.lit("mul")),
        language_confidence=pl.when((pl.col("sure_posts") > 0) & enough).then(
            pl.col("weight") / (pl.col("sure_posts") + DOUBT)
        ),
        agreeing=pl.col("agreeing").fill_null(0),
    )


def _varieties(texts: pl.DataFrame, accounts: pl.DataFrame, language: str) -> pl.DataFrame:
    of_language = texts.filter(pl.col("language") == language).join(
        accounts.filter(pl.col("language") == language).select(WHO), on=WHO, how="semi"
    )
    schema = {"variety": pl.String, "variety_confidence": pl.Float64, "signs": pl.Int64}
    if of_language.is_empty():
        return (
            texts.select(WHO)
            .clear()
            .with_columns(pl.lit(None, dtype).alias(name) for name, dtype in schema.items())
        )
    spoken = words(of_language["text_clean"]).fill_null("")
    found = support(of_language.select("script").with_columns(words=spoken), language)
    lifted = found.scores - found.scores.max(axis=1, keepdims=True)
    capped = np.maximum(lifted, -MOST_OF_ONE_POST)
    names = [f"support_{one}" for one in found.varieties]
    pooled = (
        of_language.select(WHO)
        .with_columns(pl.DataFrame(capped, schema=names).get_columns())
        .with_columns(signs=pl.Series(np.ptp(found.scores, axis=1) > 0))
        .group_by(WHO, maintain_order=True)
        .agg(pl.col(names).sum(), pl.col("signs").sum().cast(pl.Int64))
    )
    nothing = pl.Series([None] * pooled.height, dtype=pl.String)
    decided = decide(Support(found.varieties, pooled.select(names).to_numpy(), nothing))
    return pooled.select(*WHO).with_columns(
        decided["variety"], decided["variety_confidence"], pooled["signs"]
    )
