"""A comparison of two runs in plain words, for the terminal and the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tefter.claims.verdict import value_text
from tefter.runs.compare import Change, Comparison, VerdictChange
from tefter.runs.compare_numbers import Moved, Value

SECTIONS = {
    "inputs": "Inputs",
    "parameters": "Parameters",
    "decisions": "Decisions of editors",
    "code": "Code",
    "packages": "Packages",
}
"""Part of a comparison to its heading."""


def comparison_lines(found: Comparison) -> Iterator[tuple[str, str]]:
    """Yield the comparison line by line, each with its style: ``bold`` for a heading, or none.

    Parameters
    ----------
    found : Comparison
        From ``compare_runs``.
    """
    yield f"{found.case}: {found.before} → {found.after}", "bold"
    yield from ((note, "yellow") for note in found.notes)
    yield (
        (
            "All that states a number is the same, byte for byte."
            if found.same_content
            else "What states numbers is not the same."
        ),
        "",
    )
    for name, heading in SECTIONS.items():
        changes: Sequence[Change] = getattr(found, name)
        if changes:
            yield heading, "bold"
            yield from ((f"  {change_text(one)}", "") for one in changes)
        else:
            yield f"{heading}: no difference", ""
    moved = [one for one in found.numbers if not one.stayed]
    yield f"Numbers: {len(moved)} of {found.findings} moved", "bold"
    yield from ((f"  {moved_text(one)}", "") for one in moved)
    stayed = [one for one in found.numbers if one.stayed]
    if stayed:
        yield f"Numbers that stayed, for other reasons: {len(stayed)}", "bold"
        yield from ((f"  {stayed_text(one)}", "") for one in stayed)
    yield f"Tables: {len(found.tables)} differ", "bold"
    for table in found.tables:
        yield f"  {table.name}: {table.gone} lines gone, {table.new} new", ""
    changed = [name for name, differs in found.charts.items() if differs]
    yield f"Charts: {len(changed)} of {len(found.charts)} differ", "bold"
    yield from ((f"  {name}", "") for name in changed)
    if found.stories:
        yield f"Claims: {len(found.claims)} changed their verdict", "bold"
        for one in found.claims:
            yield f"  {verdict_text(one)}", ""
    else:
        yield "Claims: not checked, no claims.yml of the case is at hand", ""


def verdict_text(one: VerdictChange) -> str:
    """Write how the verdict on a number of a story changed, and what the data say."""
    return (
        f"{one.story}, line {one.line}: {one.says} {one.before} → {one.after}; the data said "
        f"{one.actual_before or 'nothing'}, now {one.actual_after or 'nothing'}"
    )


def change_text(one: Change) -> str:
    """Write one change: what was, and what is."""
    if not one.before:
        return f"{one.name}: only in the later run, {one.after}"
    if not one.after:
        return f"{one.name}: only in the earlier run, {one.before}"
    return f"{one.name}: {one.before} → {one.after}"


def moved_text(one: Moved) -> str:
    """Write how a number moved: values, difference with its unit, intervals, notes."""
    parts = [f"{one.name}: {known(one.before, one.unit)} → {known(one.after, one.unit)}"]
    if moved := difference_text(one):
        parts.append(moved)
    parts += [overlap_text(one)] if one.overlap is not None else []
    return "; ".join([*parts, *one.notes])


def stayed_text(one: Moved) -> str:
    """Write what is new behind a number that stayed."""
    ends = ["the interval differs"] if one.overlap is not None and not one.notes else []
    return "; ".join([f"{one.name}: {known(one.after, one.unit)}", *one.notes, *ends])


def known(value: Value, unit: str) -> str:
    """Write a value with its unit; not known where there is none."""
    return "not known" if value is None else value_text(value, unit)


def difference_text(one: Moved) -> str:
    """Write a difference: in its unit, and as a part of the value before."""
    if one.difference is None:
        return ""
    if not one.difference:
        return "the value is the same"
    if one.unit == "share":
        text = f"{100 * one.difference:+.4g} percentage points"
    elif isinstance(one.after, str):
        text = f"{one.difference:+,.0f} days"
    else:
        text = f"{one.difference:+,.10g} {one.unit}".rstrip()
    return text if one.relative is None else f"{text} ({100 * one.relative:+.3g}%)"


def overlap_text(one: Moved) -> str:
    """Say whether the intervals of a number overlap; empty where there are not two.

    Two runs of a case mostly count the same posts, so nothing follows for a difference.
    """
    if one.overlap is None:
        return ""
    overlap = "the intervals overlap" if one.overlap else "the intervals do not overlap"
    return f"{overlap} (both runs count posts of this case, so that is no test of a difference)"
