"""Typed cells of workbooks and Parquet as text, so that no identifier is rounded."""

from __future__ import annotations

import json
import math
from datetime import date, datetime, time, timedelta
from typing import Any

EXACT = 2**53
"""Every whole number below it is exact in a float; above it digits may have been rounded."""


def cell_text(value: Any) -> str | None:
    """Return a typed cell as text; None where it is empty.

    Parameters
    ----------
    value : Any
        What openpyxl or pyarrow makes of a cell.

    Examples
    --------
    >>> cell_text(7288995634328177926), cell_text(12.0), cell_text(7.28899563432818e18)
    ('7288995634328177926', '12', '7.28899563432818e+18')
    """
    if value is None or value == "":
        return None
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() if not value.isascii() else value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return None
        whole = value.is_integer() and abs(value) < EXACT
        return str(int(value)) if whole else repr(value)
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=cell_text)
    if isinstance(value, timedelta):
        return str(value.total_seconds())
    return str(value)
