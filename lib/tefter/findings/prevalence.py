"""Findings about prevalence: estimates from what people coded, with their intervals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import polars as pl

from tefter.coding.prevalence import ALL_RELEVANT
from tefter.coding.prevalence import prevalence as estimated
from tefter.findings.category_cells import withheld_cells
from tefter.findings.coding import counted_categories
from tefter.findings.data import Data
from tefter.findings.finding import Finding, finding, identifiers
from tefter.findings.table import Table
from tefter.findings.words import count, percent
from tefter.privacy import suppress_small_cells
from tefter.privacy.release import HIDDEN, WHOLE

METHODS = {
    "sample": "people",
    "prediction_powered": "people_and_machine",
    "rogan_gladen": "rogan_gladen",
}
"""What the methods are called in the table."""

EVERY = "all"
"""Stands for all posts where a country could stand."""

UNKNOWN = "unknown"

SCHEMA: dict[str, Any] = {
    "country": pl.String,
    "category": pl.String,
    "method": pl.String,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
    "coded": pl.Int64,
    "note": pl.String,
    HIDDEN: pl.Boolean,
}

COLUMNS = {
    "country": "Country, ISO 3166 alpha-2, Kosovo XK; `unknown`; `all` for all posts together",
    "category": "Category of the codebook; `all_relevant` for all relevant ones together",
    "method": "people: from people's codes alone; people_and_machine: the same, with a machine's "
    "codes of all posts put right by people's (prediction-powered inference); rogan_gladen: the "
    "classical correction, for comparison",
    "share": "Estimated share of the posts, 0 to 1",
    "low": "Lower end of its 95% interval",
    "high": "Upper end of it",
    "coded": "Posts that people coded, on which the estimate rests",
    "note": "Why there is no estimate, or why it is wide beyond chance",
    HIDDEN: "Whether the row is withheld because too few posts stand behind it",
}


def prevalence(data: Data) -> Table:
    """Show the estimated share of each category, of all posts and by country."""
    return Table(
        "prevalence",
        "Estimated shares of categories",
        estimates(data),
        "Estimates with 95% intervals from the posts that people coded, which must have been drawn "
        "at random. The machine is the lexicon, and where it finds nothing a model that had not "
        "seen the post; its codes only make the estimate surer, and are never counted. The "
        "interval says what chance does; mistakes on which coders agree are not in it. Shares of "
        f"categories to which people gave fewer than {data.minimum} posts are withheld, and those "
        "from which a number that is withheld elsewhere could be worked out.",
        COLUMNS,
    )


def estimates(data: Data) -> pl.DataFrame:
    """Return the estimates that may be published: of all posts, then by country."""
    posts = data.studied.with_columns(pl.col("country").fill_null(UNKNOWN))
    if data.codebook is None or posts.is_empty():
        return pl.DataFrame(schema=SCHEMA)
    ways: Mapping[str, Any] = {
        "strata": ["drawn_from"],
        "human": "human_category",
        "machine": "machine_category",
    }
    every = estimated(posts, data.codebook, **ways).with_columns(country=pl.lit(EVERY))
    by_country = estimated(posts, data.codebook, by=["country"], **ways)
    both = pl.concat([every, by_country.select(every.columns)])
    withheld = pl.concat(
        [
            _withheld(data, posts.with_columns(country=pl.lit(EVERY)), [WHOLE]),
            _withheld(data, posts, ["country", "category"]),
        ]
    )
    named = both.rename({"share_low": "low", "share_high": "high"}).with_columns(
        pl.col("method").replace_strict(METHODS), pl.col("note").fill_null("")
    )
    cells = ["country", "category"]
    joined = named.join(withheld, on=cells, how="left", maintain_order="left").join(
        _given_away(data), on=cells, how="left", maintain_order="left"
    )
    joined = joined.with_columns(pl.col(HIDDEN) | pl.col("given_away").fill_null(False))
    shown = ~pl.col(HIDDEN)
    return joined.with_columns(
        *(
            pl.when(shown).then(pl.col(name).round(4)).alias(name)
            for name in ("share", "low", "high")
        ),
        coded=pl.when(shown).then("coded"),
        note=pl.when(shown).then("note").otherwise(pl.lit("")),
    ).select(pl.col(name).cast(dtype) for name, dtype in SCHEMA.items())


@finding
def estimated_shares(data: Data) -> Iterator[Finding]:
    """Estimate the share of each category from people's codes, with a machine's where it helps."""
    every = estimates(data).filter(pl.col("country") == EVERY)
    posts = data.studied
    rows = identifiers(posts.filter(pl.col("human_category").is_not_null())["post_uid"])
    for category, label in data.categories.items():
        by_method = {row["method"]: row for row in every.filter(category=category).to_dicts()}
        powered = by_method.get("people_and_machine", {})
        method = "people" if powered.get("share") is None else "people_and_machine"
        one = by_method.get(method, {})
        known = one.get("share") is not None
        yield Finding(
            name=f"estimated_{category}_share",
            value=one.get("share"),
            unit="share",
            low=one.get("low"),
            high=one.get("high"),
            filter=f'posts where platform = "{data.studied_platform}", of which people coded some',
            rows=rows,
            sentence=_sentence(label, one, method, len(rows), posts.height)
            if known
            else f"The share of “{label}” is not told. "
            f"{one.get('note') or 'Too few posts stand behind it.'}",
        )


def _sentence(label: str, one: Mapping[str, Any], method: str, coded: int, posts: int) -> str:
    helped = (
        ", with a machine's codes of all of them put right by people's"
        if method == "people_and_machine"
        else ""
    )
    return (
        f"An estimated {percent(one['share'])} of the posts are “{label}” (95% interval "
        f"{percent(one['low'])} to {percent(one['high'])}), from {count(coded, 'post')} of "
        f"{posts:,} that people coded{helped}."
    )


def _given_away(data: Data) -> pl.DataFrame:
    """Name each estimate from which a cell that another table withholds could be worked out.

    Of a few posts, a machine's share, and even the note that there is none, has one solution in
    whole numbers.
    """
    assert data.codebook is not None  # noqa: S101  for the type checker; estimates() has looked
    whole = counted_categories(data).filter(HIDDEN)
    hidden = pl.concat(
        [withheld_cells(data), whole.select(pl.lit(EVERY).alias("country"), "category")]
    )
    # What is relevant is all but what is not, and what nobody coded.
    relevant = [one.id for one in data.codebook.categories if one.relevant]
    rest = hidden.filter(~pl.col("category").is_in(relevant)).select("country").unique()
    together = rest.with_columns(category=pl.lit(ALL_RELEVANT))
    return pl.concat([hidden, together]).with_columns(given_away=pl.lit(True))


def _withheld(data: Data, posts: pl.DataFrame, totals: list[str]) -> pl.DataFrame:
    """Say of each country and category whether its share would show too small a number."""
    assert data.codebook is not None  # noqa: S101  for the type checker; estimates() has looked
    order = list(data.codebook.category_ids)
    relevant = [one.id for one in data.codebook.categories if one.relevant]
    coded = posts.filter(pl.col("human_category").is_not_null())
    cells = (
        posts.select("country")
        .unique()
        .sort("country")
        .join(pl.DataFrame({"category": order}), how="cross")
        .join(
            coded.group_by("country", category="human_category").agg(found=pl.len().cast(pl.Int64)),
            on=["country", "category"],
            how="left",
            maintain_order="left",
        )
        .with_columns(pl.col("found").fill_null(0))
    )
    by_category = suppress_small_cells(cells, "found", minimum=data.minimum, totals=totals)
    is_relevant = pl.col("category").is_in(relevant)
    # Of all relevant ones together, both they and the others must be many or none.
    together = cells.group_by("country").agg(
        inside=pl.col("found").filter(is_relevant).sum(),
        outside=pl.col("found").filter(~is_relevant).sum(),
    )
    few = pl.col("inside", "outside").is_between(1, data.minimum - 1)
    return pl.concat(
        [
            by_category.select("country", "category", HIDDEN),
            together.select(
                "country",
                pl.lit(ALL_RELEVANT).alias("category"),
                pl.any_horizontal(few).alias(HIDDEN),
            ),
        ]
    )
