"""Telephone numbers that one account spreads over messages sent one after the other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import polars as pl

from tefter.frames import stage
from tefter.privacy.phones import phone_spans
from tefter.privacy.spans import Span, replaced, united
from tefter.privacy.written import Written, plainly

WITHIN_MINUTES = 10
"""Between one part of a number and the next."""

MOST_PARTS = 20
"""Messages of one number; a digit a message makes twelve."""

TAIL = r"[\p{N}+][^\p{L}\p{N}]*$"
HEAD = r"^[^\p{L}\p{N}]*\p{N}"


@stage(
    needs=(
        "platform",
        "chat_id",
        "account_id",
        "posted_at",
        "source_record",
        "text_clean",
        "personal_data",
    ),
    adds=("personal_data",),
)
def mark_split_phones(posts: pl.DataFrame) -> pl.DataFrame:
    """Mark the parts of telephone numbers that are split over consecutive messages.

    A message that ends with digits and the next one of the same account in the same chat, within
    ten minutes, that begins with them are read as one, and so on; what is a number across their
    border is marked in each of them. Such a number must begin with ``+``, ``00`` or a trunk 0.

    Parameters
    ----------
    posts : polars.DataFrame
        With what ``add_personal_data`` added.

    Returns
    -------
    polars.DataFrame
        The same rows in the same order; ``personal_data`` has the parts too, kind ``phone``.
    """
    order = ["platform", "chat_id", "account_id", "posted_at", "source_record"]
    frame = (
        posts.select(*order, "text_clean")
        .with_row_index("row")
        .filter(pl.col("account_id").is_not_null() & pl.col("posted_at").is_not_null())
        .sort(order, nulls_last=False)
    )
    same = pl.all_horizontal(
        pl.col(name).eq_missing(pl.col(name).shift(1))
        for name in ("platform", "chat_id", "account_id")
    )
    near = pl.col("posted_at") - pl.col("posted_at").shift(1) <= pl.duration(minutes=WITHIN_MINUTES)
    goes_on = (
        same
        & near
        & pl.col("text_clean").shift(1).str.contains(TAIL)
        & pl.col("text_clean").str.contains(HEAD)
    ).fill_null(False)
    chained = frame.with_columns(chain=(~goes_on).cum_sum()).filter(pl.len().over("chain") > 1)
    if chained.is_empty():
        return posts
    found = posts["personal_data"]
    parts: dict[int, list[Span]] = {}
    for _, chain in chained.group_by("chain", maintain_order=True):
        rows = chain["row"].to_list()[:MOST_PARTS]
        for index, span in _across([plainly(text) for text in chain["text_clean"][: len(rows)]]):
            parts.setdefault(rows[index], []).append(span)
    for row, spans in parts.items():
        before = [
            (one["kind"], one["start"], one["end"]) for one in found.gather([row]).to_list()[0]
        ]
        parts[row] = united([*before, *spans])
    return posts.with_columns(replaced(found, parts))


def _across(parts: list[Written]) -> Iterator[tuple[int, Span]]:
    """Find the numbers that begin in one part and end in another, and where they stand in each."""
    begins = [0]
    for part in parts:
        begins.append(begins[-1] + len(part.plain) + 1)
    joined = "\n".join(part.plain for part in parts)
    for start, end in phone_spans(joined, marked=True):
        touched = [
            (index, max(start, first), min(end, after - 1))
            for index, (first, after) in enumerate(pairwise(begins))
            if start < after - 1 and first < end
        ]
        if len(touched) > 1:
            for index, first, last in touched:
                offset = begins[index]
                yield index, ("phone", *parts[index].span(first - offset, last - offset))
