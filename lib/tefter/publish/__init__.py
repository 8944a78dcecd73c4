"""The readers' site: a checklist that fills itself in, and the folder that anyone can check."""

from tefter.errors import PublishError
from tefter.publish.checks import checklist
from tefter.publish.corrections import corrections_table, read_corrections
from tefter.publish.publishing import Published, publish
from tefter.publish.seal import is_published, read_seal, verify_site
from tefter.publish.signing import Item, Signed, sign

__all__ = [
    "Item",
    "PublishError",
    "Published",
    "Signed",
    "checklist",
    "corrections_table",
    "is_published",
    "publish",
    "read_corrections",
    "read_seal",
    "sign",
    "verify_site",
]
