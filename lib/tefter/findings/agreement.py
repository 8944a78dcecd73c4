"""Findings about coders: who coded how much, and how well they agree."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from tefter.coding.human import disagreements
from tefter.findings.data import Data
from tefter.findings.finding import Finding, finding, identifiers
from tefter.findings.table import Table
from tefter.findings.words import count, number
from tefter.privacy import suppress_small_cells
from tefter.privacy.release import HIDDEN

PUBLISHED = ("alpha", "gwet_ac1", "percent")
"""Coefficients in the table; ``tefter agreement`` prints all."""

TENTATIVE, RELIABLE = 0.667, 0.8
"""K. Krippendorff (2019), *Content Analysis*, 4th edition, chapter 12: from .800 on codes can be
relied on; between .667 and .800 they carry tentative conclusions; conventions, not laws."""

COLUMNS = {
    "what": "What was compared: all codes; one category or flag against the rest; the posts of one "
    "language; the codes of two coders, who are called by letters",
    "name": "Which one; empty for all",
    "coefficient": "alpha (Krippendorff's, 1 complete agreement, 0 chance), gwet_ac1, or percent "
    "(share of pairs of codes that agree)",
    "value": "The coefficient; empty where it is undefined",
    "low": "Lower end of its 95% interval, by a bootstrap over posts; empty where there is none",
    "high": "Upper end of it",
    "units": "Posts that two coders or more coded",
    "coders": "Coders who coded any of them",
    "note": "Why a value or an interval is missing, or what misleads",
    HIDDEN: "Whether the row is withheld because too few posts stand behind it",
}


def coded_in_case(data: Data, least: int) -> pl.Series:
    """Return the posts of the whole case that at least so many coders gave a category."""
    coded = data.annotations.filter(pl.col("decision") == "coded").group_by("post_uid").len()
    return coded.filter(pl.col("len") >= least)["post_uid"]


def coded_posts(data: Data, least: int = 1) -> tuple[str, ...]:
    """Return the posts of the run that at least so many coders gave a category."""
    uids = coded_in_case(data, least)
    return identifiers(uids.filter(uids.is_in(data.posts["post_uid"].to_list())))


def in_dispute(data: Data) -> tuple[str, ...]:
    """Return the posts of the run to which coders gave different categories."""
    differ = disagreements(data.annotations).filter(pl.col("differ_in") == "category")["post_uid"]
    return identifiers(differ.filter(differ.is_in(data.posts["post_uid"].to_list())))


@finding
def coders(data: Data) -> Finding:
    """Count the people who coded."""
    many = data.annotations["coder"].n_unique()
    return Finding(
        value=many if data.posts.height else None,
        unit="coders",
        filter="coders with a decision by this version of the codebook",
        sentence=f"{count(many, 'person')} coded posts by hand." if many else _nobody(data),
        cut=False,
    )


@finding
def coded_by_hand(data: Data) -> Finding:
    """Count the posts that a person gave a category."""
    rows = coded_posts(data)
    return Finding(
        value=len(rows) if data.posts.height else None,
        unit="posts",
        filter="posts that one coder or more gave a category",
        rows=rows,
        sentence=f"People coded {count(len(rows), 'post')} by hand." if rows else _nobody(data),
    )


@finding
def coded_twice(data: Data) -> Finding:
    """Count the posts that two coders or more gave a category, each blind to the other."""
    rows = coded_posts(data, 2)
    on = "all such posts of the case, in this cut or not" if data.scope else "these"
    return Finding(
        value=len(rows) if data.posts.height else None,
        unit="posts",
        filter="posts that two coders or more gave a category",
        rows=rows,
        sentence=f"{count(len(rows), 'post')} were coded by two people or more, blind to each "
        f"other; agreement is measured on {on}."
        if rows
        else "No post was coded by two people, so that agreement is not known.",
    )


@finding
def coders_differ(data: Data) -> Finding:
    """Count the posts whose category is in dispute between coders, settled by an editor or not."""
    rows = in_dispute(data)
    settled = data.posts.filter(
        pl.col("post_uid").is_in(list(rows)) & (pl.col("human_basis") == "adjudicated")
    ).height
    return Finding(
        value=len(rows) if data.posts.height else None,
        unit="posts",
        filter="posts to which coders gave different categories; cannot tell counts as one",
        rows=rows,
        sentence=f"Coders differed on the category of {count(len(rows), 'post')}; an editor has "
        f"settled {number(settled)} of them."
        if coded_posts(data, 2)
        else "No post was coded by two people, so that none is in dispute.",
    )


@finding
def agreement_alpha(data: Data) -> Iterator[Finding]:
    """Tell Krippendorff's alpha of all codes, and of each category against the rest."""
    rows = identifiers(coded_in_case(data, 2))
    found = data.agreement.filter(pl.col("measure") == "alpha")
    wanted = [("all", "", "agreement_alpha", "")]
    wanted += [
        ("category", name, f"agreement_alpha_{name}", f" on “{label}” against the rest")
        for name, label in data.categories.items()
    ]
    for scope, name, called, words in wanted:
        one = found.filter(scope=scope, name=name).to_dicts()
        value = one[0]["value"] if one else None
        reason = one[0]["reason"] if one else "nobody has coded anything here yet"
        yield Finding(
            name=called,
            value=None if value is None else round(value, 4),
            unit="alpha",
            low=_rounded(one[0]["low"]) if one else None,
            high=_rounded(one[0]["high"]) if one else None,
            filter=f"posts that two coders or more gave a category{words}",
            rows=rows,
            sentence=f"The agreement of coders{words} is undefined: {reason}."
            if value is None
            else f"Coders agree{words} with Krippendorff's alpha {value:.3f}"
            f"{_interval(one[0])}, on {count(one[0]['compared'], 'post')}. {verdict(value)}",
            cut=False,
        )


def verdict(alpha: float) -> str:
    """Say what Krippendorff's conventions make of a value of alpha."""
    if alpha >= RELIABLE:
        return "By convention such codes can be relied on (.800 and more)."
    if alpha >= TENTATIVE:
        return "By convention such codes carry tentative conclusions only (.667 to .800)."
    return "By convention such codes carry no conclusion (under .667)."


def agreement(data: Data) -> Table:
    """Show how well coders agree: of all, and by category, flag, language and pair of coders."""
    found = (
        data.agreement.filter(pl.col("measure").is_in(PUBLISHED))
        .rename({"scope": "what", "measure": "coefficient", "compared": "units"})
        .with_columns(
            pl.col("value", "low", "high").round(4),
            note=pl.concat_str(_sentence(pl.col("reason")), "remark").str.strip_chars(),
        )
    )
    grouped = found.filter(pl.col("what") == "language").unique(
        ["what", "name"], maintain_order=True
    )
    withheld = suppress_small_cells(
        grouped.select("what", "name", "units"), "units", minimum=data.minimum, totals=["what"]
    ).select("what", "name", HIDDEN)
    frame = found.join(withheld, on=["what", "name"], how="left", maintain_order="left")
    shown = ~pl.col(HIDDEN)
    frame = frame.with_columns(pl.col(HIDDEN).fill_null(False)).with_columns(
        pl.when(shown).then(name).alias(name)
        for name in ("value", "low", "high", "units", "coders")
    )
    return Table(
        "agreement",
        "How well coders agree",
        frame.with_columns(note=pl.when(shown).then("note").otherwise(pl.lit(""))).select(*COLUMNS),
        "Posts that two people or more coded, blind to each other and to the machine; of the whole "
        "case, whatever days and countries a run is cut to. Krippendorff asks for an alpha of "
        ".800, and takes conclusions between .667 and .800 for tentative. Flags are "
        "compared on the posts too that a coder could not put into a category. Languages of fewer "
        f"than {data.minimum} posts are withheld.",
        COLUMNS,
    )


def _nobody(data: Data) -> str:
    return "No post was coded by hand." if data.posts.height else "There is no post to be coded."


def _sentence(reason: pl.Expr) -> pl.Expr:
    """Make a sentence of a reason, with room for another one after it."""
    begun = reason.str.slice(0, 1).str.to_uppercase() + reason.str.slice(1)
    return pl.when(reason == "").then(reason).otherwise(begun + ". ")


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _interval(row: dict[str, float | None]) -> str:
    if row["low"] is None or row["high"] is None:
        return ""
    return f" (95% interval {row['low']:.3f} to {row['high']:.3f})"
