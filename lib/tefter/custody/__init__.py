"""Which raw file came in when, its digest, and whether it is still what it was.

Every case has one append-only manifest, ``data/raw/<case>/manifest.jsonl``. Each line names the
digest of the line before it, and ``manifest.sha256`` beside it states the digest of them all, so
that no line, the last one included, is changed or taken out by one edit without a trace.
"""

from tefter.custody.adding import add
from tefter.custody.manifest import MANIFEST, SUMS, Entry, digest, entries, manifest_digest
from tefter.custody.verifying import UNKNOWN, unknown, verify

__all__ = [
    "MANIFEST",
    "SUMS",
    "UNKNOWN",
    "Entry",
    "add",
    "digest",
    "entries",
    "manifest_digest",
    "unknown",
    "verify",
]
