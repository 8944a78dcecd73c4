"""What the desk may show of a text that is not its own."""

from __future__ import annotations

import polars as pl

from tefter.privacy import mask


def shown(text: str) -> str:
    """Return a sentence with telephone numbers, addresses, handles and links masked."""
    return str(mask(pl.Series([text]))[0])
