"""The language and variety of an account, from all of its posts."""

from __future__ import annotations

import polars as pl

from tefter.language.variety import (
    PRIOR,
    Support,
    attested,
    by_script,
    decide,
    signs_of,
    weighed,
)
from tefter.language.words import words

WHO = ("platform", "account_id")

DOUBT = 1.0
"""Posts in another language that every account is taken to have before anything is read: one post
alone gives its language a confidence of a half at most."""

LEAST_SHARE = 0.6
"""Share of an account's posts that must be in one language; else it writes in several: ``mul``."""

MOST_OF_ONE_POST = 3.0
"""How much a sign in one post may support a variety over another, as a logarithm: a quotation of
somebody else must not outweigh all that an account says itself."""


def identify_accounts(posts: pl.DataFrame) -> pl.DataFrame:
    """Tell the language and variety of accounts from their posts together.

    Posts of which the language is known decide it. The variety is decided by the signs of all posts
    in that language, also of those that show too little alone; a word counts once, however many
    posts have it, as a habit of one writer is no news the second time.

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
    numbered = of_language.select(*WHO, group=pl.struct(WHO).rank("dense").cast(pl.Int64) - 1)
    groups = numbered.unique("group").sort("group")
    spoken = words(of_language["text_clean"]).fill_null("")
    found = (
        signs_of(of_language.select("script").with_columns(words=spoken), language)
        .join(numbered.select("group").with_row_index("row"), on="row")
        .group_by("group", "sign")
        .agg(words=pl.col("word").n_unique(), posts=pl.col("row").n_unique())
        .with_columns(least=-MOST_OF_ONE_POST * pl.col("posts"))
        .sort("group", "sign")
    )
    script = pl.DataFrame({"group": numbered["group"], "cyrl": of_language["script"] == "cyrl"})
    share = script.group_by("group").agg(pl.col("cyrl").mean()).sort("group")["cyrl"].to_numpy()
    scores = weighed(found, groups.height, language) + by_script(share, language)
    nothing = pl.Series([None] * groups.height, dtype=pl.String)
    shown = attested(found, share, language)
    decided = decide(Support(list(PRIOR[language]), scores, shown, nothing))
    posts = found.group_by("group").agg(signs=pl.col("posts").max()).sort("group")
    return (
        groups.with_columns(decided["variety"], decided["variety_confidence"])
        .join(posts, on="group", how="left", maintain_order="left")
        .select(*WHO, "variety", "variety_confidence", pl.col("signs").cast(pl.Int64))
    )
