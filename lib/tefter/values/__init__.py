"""How people and platforms write counts, dates, identifiers, links and hashtags."""

from __future__ import annotations


class Unreadable(ValueError):  # noqa: N818  a value's state, like StopIteration
    """A value of a record that cannot be read. The reading turns it into a reject.

    Parameters
    ----------
    reason : str
        One of ``sources.records.REASONS``, such as ``bad_time``.
    detail : str
        Which field and what was expected there, in one short clause without the record's text.
    ambiguous : bool
        Whether it could be read, in two ways: nothing is wrong with it, but it is not known.
    """

    def __init__(self, reason: str, detail: str = "", *, ambiguous: bool = False) -> None:
        self.reason = reason
        self.detail = detail
        self.ambiguous = ambiguous
        super().__init__(f"{reason}: {detail}" if detail else reason)
