"""Telephone numbers that one account spreads over messages sent one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import polars as pl

from tefter.frames import stage
from tefter.privacy.phones import MOST, is_whole, phone_spans
from tefter.privacy.spans import Span, replaced, united
from tefter.privacy.spoken import ZEROS, alike_parts, spoken
from tefter.privacy.suspects import BEGINS
from tefter.privacy.written import Written, plainly

WITHIN_MINUTES = 10
"""Between one part of a number and the next."""

MOST_PARTS = 20
"""Messages of one number; a digit a message makes twelve."""

MOST_BETWEEN = 2
"""Messages without a digit between two parts."""

LONGEST_PART = 60
"""Characters of a message that may be a part, with the words around its digits."""

PART = rf"(?i)\p{{N}}|\+|^\W*[{ZEROS}]|(?:{BEGINS})"
"""What a part holds: a digit, or what may be the word for one."""

COUNTER = re.compile(r"(?<![\w/])(?:\(\d{1,2}(?:/\d{1,2})?\)|\d{1,2}(?:/\d{1,2}|\)))(?![\w/])")
"""Which part it is: ``1/3``, ``(2)``, ``1)``."""

GROUP = re.compile(r"\+?\d+")

TAIL = re.compile(r"[\d+]\W*$")
HEAD = re.compile(r"\W*\d")


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

    Messages of the same account in the same chat, each within ten minutes of the one before, are
    read as one. A number is what is one across the border of a message that ends with digits and
    one that begins with them; and what the digits of several short messages make together, words
    for digits and letters like them among these, whatever words stand beside them, when it is a
    whole mobile number. Such a number must begin with ``+``, ``00`` or a trunk 0.

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
    text = pl.col("text_clean").str.strip_chars()
    short = (text.str.len_chars() <= LONGEST_PART) & text.str.contains(PART)
    bordering = text.str.contains(r"^[^\p{L}\p{N}]*\p{N}|[\p{N}+][^\p{L}\p{N}]*$")
    frame = (
        posts.select(*order, "text_clean")
        .with_row_index("row")
        .filter(
            (pl.col("account_id").is_not_null() | pl.col("chat_id").is_not_null())
            & pl.col("posted_at").is_not_null()
        )
        .sort(order, nulls_last=False)
        .with_row_index("place")
        .filter((short | bordering).fill_null(False))
    )
    same = pl.all_horizontal(
        pl.col(name).eq_missing(pl.col(name).shift(1))
        for name in ("platform", "chat_id", "account_id")
    )
    near = pl.col("posted_at") - pl.col("posted_at").shift(1) <= pl.duration(minutes=WITHIN_MINUTES)
    next_ = pl.col("place") - pl.col("place").shift(1) <= 1 + MOST_BETWEEN
    goes_on = (same & near & next_).fill_null(False)
    chained = frame.with_columns(chain=(~goes_on).cum_sum()).filter(pl.len().over("chain") > 1)
    if chained.is_empty():
        return posts
    found = posts["personal_data"]
    parts: dict[int, list[Span]] = {}
    for _, chain in chained.group_by("chain", maintain_order=True):
        rows, texts = chain["row"].to_list(), [plainly(text) for text in chain["text_clean"]]
        for index, span in (*_across(texts), *_together(texts)):
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
    joints = []
    for part, following in pairwise([*parts, parts[-1]]):
        meet = TAIL.search(part.plain) and HEAD.match(following.plain)
        joints.append("\n" if meet else "\0")
        begins.append(begins[-1] + len(part.plain) + 1)
    joined = "".join(part.plain + joint for part, joint in zip(parts, joints, strict=True))
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


def _together(parts: list[Written]) -> Iterator[tuple[int, Span]]:
    """Find the numbers that all digits of some consecutive parts make, in whichever reading."""
    for reading in (_digits_alone, alike_parts, _said):
        read = [reading(part) for part in parts]
        groups = [[match.span() for match in GROUP.finditer(one.plain)] for one in read]
        digits = [
            "".join(one.plain[slice(*group)] for group in own)
            if len(one.plain) <= LONGEST_PART
            else MOST * "-"
            for one, own in zip(read, groups, strict=True)
        ]
        first = 0
        while first < len(parts):
            last = _last_of(digits, first)
            for index in range(first, last + 1):
                for group in groups[index]:
                    yield index, ("phone", *read[index].span(*group))
            first = max(last, first) + 1


def _last_of(digits: list[str], first: int) -> int:
    """Return the last of the parts that make a number from this one on; -1 where none does."""
    if not digits[first]:
        return -1
    for last in range(first + 1, min(first + MOST_PARTS, len(digits))):
        whole = "".join(digits[first : last + 1])
        if digits[last] and (is_whole(whole) or len(whole) > MOST):
            return last if len(whole) <= MOST else -1
    return -1


def _digits_alone(written: Written) -> Written:
    plain = COUNTER.sub(lambda match: " " * len(match[0]), written.plain)
    return Written(plain, written.positions)


def _said(written: Written) -> Written:
    alike = alike_parts(_digits_alone(written))
    return spoken(alike, 1) or alike
