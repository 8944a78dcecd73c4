"""claims.json: the verdict on every number of the stories, for other programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

from tefter.claims.verdict import Checked, Status

CLAIMS_JSON = "claims.json"


def record(
    checked: Mapping[str, Checked], *, case: str, run: str, content_digest: str, synthetic: bool
) -> dict[str, Any]:
    """Return the verdicts as plain objects.

    Nothing of a person is in them: findings are aggregates, and telephone numbers, addresses and
    handles in a story's sentences are masked. Names that a story prints are the story's own.

    Parameters
    ----------
    checked : mapping of str to Checked
        Story's file name to what was found.
    case, run, content_digest, synthetic
        As in the run's ``provenance.json``.
    """
    return {
        "case": case,
        "run": run,
        "content_digest": content_digest,
        "synthetic": synthetic,
        "passes": all(one.passes for one in checked.values()),
        "stories": [
            {
                "story": name,
                "language": one.language,
                "passes": one.passes,
                "counts": {status: one.count(status) for status in get_args(Status)},
                "numbers": [
                    {
                        "line": verdict.line,
                        "text": verdict.text,
                        "says": verdict.says,
                        "verdict": verdict.status,
                        "kind": verdict.kind,
                        "findings": list(verdict.findings),
                        "actual": verdict.actual,
                        "reason": verdict.reason,
                        "sentence": verdict.sentence,
                    }
                    for verdict in one.verdicts
                ],
                "gone": [{"sentence": gone.sentence} for gone in one.gone],
            }
            for name, one in checked.items()
        ],
    }


def write_record(document: Mapping[str, Any], path: Path) -> Path:
    """Write ``claims.json``: the same verdicts always give the same bytes."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False)
    path.write_bytes(f"{text}\n".encode())
    return path
