"""Keyed pseudonyms, and the keys, which live outside the project."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import tempfile
import warnings
from base64 import b32encode
from contextlib import suppress
from pathlib import Path

import polars as pl

from tefter.case import check_name, find_project
from tefter.errors import CaseError

KEY_BYTES = 32
"""As long as the output of SHA-256: RFC 2104, section 3."""

SHOWN = 12
"""Letters of a pseudonym, of 5 bits each: among a million names, two share one in about one case
in two million."""


def pseudonym(values: pl.Series, key: bytes, what: str = "account") -> pl.Series:
    """Replace names by pseudonyms that the same key gives again and no one can turn back.

    Parameters
    ----------
    values : polars.Series of String
        Names or identifiers. A null stays null.
    key : bytes
        Secret of 32 bytes, as ``key_for`` gives it. Who has it can test whether a name is behind
        a pseudonym.
    what : str
        What is named. It begins the pseudonym, and the same name of two things gives two
        pseudonyms.

    Returns
    -------
    polars.Series of String
        Such as ``account-mfrggzdfmztw``.

    Raises
    ------
    ValueError
        When the key is not 32 bytes long.

    Notes
    -----
    HMAC-SHA-256 (RFC 2104, FIPS 180-4) in base32 (RFC 4648), the first 60 bits.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a key has {KEY_BYTES} bytes")
    distinct = values.unique().drop_nulls()
    names = {value: _of(value, key, what) for value in distinct}
    return values.replace_strict(names, default=None, return_dtype=pl.String)


def _of(value: str, key: bytes, what: str) -> str:
    message = f"{what}\0{value}".encode("utf-8", "surrogatepass")
    digest = hmac.new(key, message, hashlib.sha256).digest()
    return f"{what}-{b32encode(digest).decode('ascii')[:SHOWN].lower()}"


def key_for(case_name: str) -> bytes:
    """Return the case's key; make it on first use.

    It lies in ``$XDG_DATA_HOME/tefter/keys/CASE.key``, by default below ``~/.local/share``,
    readable by its owner only. Whoever loses it loses the link between pseudonyms of earlier and
    later runs; nothing else. Whoever else gets it can test names against pseudonyms. What is
    returned is made of it and of the case's name: a copied file links no two cases.

    Parameters
    ----------
    case_name : str
        Name of the case's folder.

    Raises
    ------
    CaseError
        When the name is not a case's, when the key is damaged, when others may read it or put
        another in its place, or when it lies inside a project, from where it could be published.

    Notes
    -----
    The case's own key is HMAC-SHA-256 of its name, as in NIST SP 800-108. XDG Base Directory
    Specification 0.8: a relative ``$XDG_DATA_HOME`` is ignored.
    """
    check_name(case_name)
    folder = _data_home() / "tefter" / "keys"
    _refuse_project(folder)
    path = folder / f"{case_name}.key"
    _refuse_project(path.resolve().parent)
    try:
        if not path.exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            # A folder that was there already may be open to others.
            folder.chmod(0o700)
            folder.parent.chmod(0o700)
            _make(path)
            warnings.warn(
                f"a key of pseudonyms was made for {case_name}: if there was one before, its "
                "pseudonyms cannot be linked to the new ones; keep a backup apart from the data",
                stacklevel=2,
            )
        _refuse_open(folder)
        return hmac.new(_read(path), case_name.encode(), hashlib.sha256).digest()
    except OSError as error:
        raise CaseError(
            f"the case's key cannot be read or made ({error.strerror})",
            "give yourself the right to write in the folder tefter/keys of your data home",
            file=path,
        ) from None


def _data_home() -> Path:
    stated = Path(os.environ.get("XDG_DATA_HOME", ""))
    return stated if stated.is_absolute() else Path.home() / ".local" / "share"


def _refuse_project(folder: Path) -> None:
    try:
        project = find_project(folder)
    except CaseError:
        return
    raise CaseError(
        f"the keys of pseudonyms would lie inside the project {project.name}",
        "set XDG_DATA_HOME to a folder outside of it",
    )


def _refuse_open(folder: Path) -> None:
    for one in (folder, folder.parent):
        if one.stat().st_mode & 0o022:
            raise CaseError(
                "others can put a key of their own in the place of the case's",
                f"run chmod 700 on the folder {one.name} of your data home",
                file=folder,
            )


def _make(path: Path) -> None:
    """Make a key whole or not at all; where two processes try, the first one's stays."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(secrets.token_bytes(KEY_BYTES))
            file.flush()
            os.fsync(file.fileno())
        with suppress(FileExistsError):
            os.link(temporary, path)
    finally:
        Path(temporary).unlink()


def _read(path: Path) -> bytes:
    if path.stat().st_mode & 0o077:
        raise CaseError("others can read the case's key", "run chmod 600 on it", file=path)
    key = path.read_bytes()
    if len(key) != KEY_BYTES:
        raise CaseError(
            "the case's key is damaged",
            "restore it from a backup; where there is none, delete it: a new one is made, whose "
            "pseudonyms cannot be linked to those of earlier runs",
            file=path,
        )
    return key
