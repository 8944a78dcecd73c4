"""What remains uncertain about the codes of a case, in words."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from tefter.findings.agreement import RELIABLE, coded_posts, in_dispute, verdict
from tefter.findings.data import Data
from tefter.findings.machines import lexicon_quality
from tefter.findings.table import Table
from tefter.findings.words import count, percent

FEW = 30
"""Posts coded twice, under which agreement in a language is hardly told. Set by hand."""

CHOSEN = "chosen"


def coding_uncertainty(data: Data) -> Table:
    """Say what remains uncertain about the codes: one sentence or two about each thing."""
    rows = list(_rows(data)) if data.studied.height else []
    return Table(
        "coding_uncertainty",
        "What remains uncertain about the codes",
        pl.DataFrame(rows, schema={"about": pl.String, "sentence": pl.String}, orient="row"),
        "Made from the same numbers as the other tables.",
        {"about": "What it is about", "sentence": "What is not known, or not sure"},
    )


def _rows(data: Data) -> Iterator[tuple[str, str]]:
    yield "people", _people(data)
    if data.annotations.height:
        yield "agreement", _agreement(data)
        yield "open cases", _open(data)
        yield "languages", _languages(data)
        yield "the sample", _sample(data)
    yield "the lexicon", _lexicon(data)
    yield "the model", _model(data)
    yield (
        "the estimates",
        "Their intervals say what chance does. Mistakes that coders share, and posts that were "
        "never captured, are in none of them.",
    )


def _people(data: Data) -> str:
    many = data.annotations["coder"].n_unique()
    if not many:
        return (
            "Nobody has coded a post by hand: how right the machines are is not known, and no "
            "share can be estimated."
        )
    coded, twice = coded_posts(data), coded_posts(data, 2)
    told = f"{count(len(coded), 'post')} were coded by {count(many, 'person')}"
    if many == 1:
        return f"{told}: whether anyone else would see them so is not known."
    share = percent(len(twice) / len(coded)) if coded else "none"
    return f"{told}, {share} of them by two or more. The rest are as one person saw them."


def _agreement(data: Data) -> str:
    alphas = data.agreement.filter(pl.col("measure") == "alpha")
    whole = alphas.filter(scope="all").to_dicts()
    if not whole or whole[0]["value"] is None:
        reason = whole[0]["reason"] if whole else "nobody has coded anything here yet"
        return f"How well coders agree is undefined: {reason}."
    told = f"Alpha is {whole[0]['value']:.3f} of all codes. {verdict(whole[0]['value'])}"
    weak = alphas.filter((pl.col("scope") == "category") & (pl.col("value") < RELIABLE)).sort(
        "value", "name"
    )
    if weak.is_empty():
        return told
    named = ", ".join(
        f"“{data.categories.get(name, name)}” ({value:.3f})"
        for name, value in weak.select("name", "value").iter_rows()
    )
    return f"{told} Under .800, against the rest: {named}."


def _open(data: Data) -> str:
    here = data.annotations.filter(pl.col("post_uid").is_in(data.posts["post_uid"].to_list()))
    differ = in_dispute(data)
    settled = data.posts.filter(pl.col("human_basis") == "adjudicated")["post_uid"].to_list()
    left = len(set(differ).difference(settled))
    unsure = here.filter(decision="cannot_tell")["post_uid"].n_unique()
    return (
        f"Coders differ on the category of {count(len(differ), 'post')}, of which "
        f"{left:,} are not settled; of {count(unsure, 'post')} a coder could not tell. Posts "
        "without a settled code are taken to be like the others, which they need not be: they are "
        "the hard ones. Until then a machine's code stands there."
    )


def _languages(data: Data) -> str:
    known = data.studied.select(language=pl.col("language").fill_null("unknown"))
    # Agreement is that of the whole case, whatever the run is cut to.
    counted = data.agreement.filter(scope="language", measure="alpha").select(
        language="name", twice="compared"
    )
    table = (
        known.unique()
        .join(counted, on="language", how="left")
        .filter(pl.col("twice").fill_null(0) < FEW)
        .sort("language")
    )
    if table.is_empty():
        return f"In every language {FEW} posts or more were coded twice."
    return (
        f"Fewer than {FEW} posts were coded twice in {', '.join(table['language'])}: how well "
        "coders agree there is hardly known."
    )


def _sample(data: Data) -> str:
    drawn = data.studied.filter(pl.col("human_category").is_not_null())["drawn_from"]
    if drawn.null_count() == len(drawn):
        return (
            "No round says how the coded posts were drawn. The estimates hold only if it was at "
            "random."
        )
    chosen = int((drawn == CHOSEN).sum())
    told = "The coded posts were drawn at random, with a seed that is kept."
    if not chosen:
        return told
    return f"{told} {count(chosen, 'post')} were chosen, not drawn, and stand for themselves only."


def _lexicon(data: Data) -> str:
    found = {
        row["metric"]: row for row in lexicon_quality(data).filter(what="all").iter_rows(named=True)
    }
    coverage, accuracy = found["coverage"], found["accuracy"]
    covered = f"It codes {percent(coverage['value'])} of the posts."
    if accuracy["value"] is None:
        return f"{covered} No post that it codes was coded by people: how right it is is not known."
    return (
        f"{covered} Of {count(accuracy['posts'], 'post')} that people coded too, it says the same "
        f"of {percent(accuracy['value'])} (95% interval {percent(accuracy['low'])} to "
        f"{percent(accuracy['high'])}), as if they were a random sample."
    )


def _model(data: Data) -> str:
    found = {
        (row["scope"], row["metric"]): row for row in data.machine_quality.iter_rows(named=True)
    }
    score = found.get(("all", "macro_f1"))
    if score is None or score["value"] is None:
        return "None was learned, or on too few posts to judge it; it decides nothing."
    error = found["all", "calibration_error"]["value"]
    answered = found["answered", "share"]["value"]
    decided = data.studied.filter(pl.col("category_source") == "model").height
    return (
        f"Its macro-F1 on posts that it had not seen is {score['value']:.2f} (95% interval "
        f"{score['low']:.2f} to {score['high']:.2f}), and what it states as its confidence is off "
        f"by {percent(error)} on average. It abstains on {percent(1 - answered)} of the coded "
        f"posts. {count(decided, 'post')} rest on its code alone; they are in no count."
    )
