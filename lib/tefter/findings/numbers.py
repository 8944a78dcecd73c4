"""numbers.json: every finding as a file that anyone can check, without identifiers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tefter.findings.finding import Finding


def numbers(findings: Mapping[str, Finding]) -> list[dict[str, Any]]:
    """Return the findings as plain objects, identifiers replaced by their number and digest."""
    return [
        {
            "name": one.name,
            "value": one.value,
            "unit": one.unit,
            "low": one.low,
            "high": one.high,
            "filter": one.filter,
            "sentence": one.sentence,
            "source": one.source,
            "rows": {"count": len(one.rows), "sha256": one.rows_digest()},
            "code": one.code,
        }
        for one in findings.values()
    ]


def write_numbers(findings: Mapping[str, Finding], path: Path) -> Path:
    """Write ``numbers.json``: the same findings always give the same bytes.

    Parameters
    ----------
    findings : mapping of str to Finding
        From ``all_findings``.
    path : path
        Where to. Its folder is made.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    document = json.dumps(numbers(findings), ensure_ascii=False, indent=1, allow_nan=False)
    path.write_bytes(f"{document}\n".encode())
    return path


def read_numbers(path: Path) -> list[dict[str, Any]]:
    """Read what ``write_numbers`` wrote."""
    loaded: list[dict[str, Any]] = json.loads(path.read_bytes())
    return loaded
