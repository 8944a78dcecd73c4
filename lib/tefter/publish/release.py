"""One version of a published site: its number, its day, who signed it, and those before it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from tefter.publish.signing import Item, Signed


class Version(msgspec.Struct, frozen=True):
    """A version of the site.

    Attributes
    ----------
    number : int
        1 for the first.
    published_at : str
        ISO 8601 in UTC.
    content_digest : str
        Of the run behind it.
    site_digest : str
        Of the site.
    """

    number: int
    published_at: str
    content_digest: str
    site_digest: str = ""


class Release(msgspec.Struct, frozen=True):
    """What a site says of itself.

    Attributes
    ----------
    number : int
        Of this version.
    published_at : str
        ISO 8601 in UTC.
    signed_by : str
        Who signed.
    items : tuple of Item
        The checklist as it was signed.
    earlier : tuple of Version
        The versions before it, oldest first; each is whole in ``versions/NUMBER/``.
    address : str
        Where it will stand on the web, with a slash at its end; empty where that is not known.
    """

    number: int
    published_at: str
    signed_by: str
    items: tuple[Item, ...]
    earlier: tuple[Version, ...] = ()
    address: str = ""

    @classmethod
    def of(cls, signed: Signed, earlier: Sequence[Version] = (), address: str = "") -> Release:
        """Return the release that follows earlier ones."""
        return cls(
            len(earlier) + 1,
            signed.signed_at,
            signed.signed_by,
            signed.items,
            tuple(earlier),
            address,
        )
