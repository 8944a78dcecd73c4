"""The seal of a published site: a digest for every file, which anyone can check."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from tefter.custody import digest
from tefter.disk import is_plain, listed
from tefter.errors import PublishError
from tefter.publish.material import Material
from tefter.publish.release import Release
from tefter.publish.said import corrections_said, said
from tefter.runs.differences import Difference, compare_digests
from tefter.runs.provenance import joined_digest

SEAL = "publication.json"
SUMS = "SHA256SUMS"
"""The same digests as ``sha256sum --check`` reads them."""

VERSIONS = "versions"
"""Folder of the earlier versions; each has a seal of its own."""

ADDED = "was added after the publication"


def write_seal(folder: Path, material: Material, release: Release) -> str:
    """Write ``SHA256SUMS`` and ``publication.json``, and return the digest of the site."""
    files = _digests(folder)
    seal = {
        "publication": 2,
        "case": material.case.name,
        "run": material.report.name,
        "synthetic": material.synthetic,
        "content_digest": material.provenance["content_digest"],
        **msgspec.to_builtins(release),
        "said": said(material),
        "corrections": corrections_said(material),
        "files": files,
    }
    seal["site_digest"] = digest_of(seal)
    path = folder / SEAL
    path.write_bytes(msgspec.json.format(msgspec.json.encode(seal), indent=1) + b"\n")
    (folder / SUMS).write_bytes(_sums(folder, files))
    return str(seal["site_digest"])


def digest_of(seal: Mapping[str, Any]) -> str:
    """Return the digest of a site: of all its files, and of all that its seal says.

    Who signed what, and which versions were before, cannot be changed without changing it either.
    """
    files = dict(seal["files"])
    if seal.get("publication", 1) != 1:  # the first seals left out what they said themselves
        said = {name: value for name, value in seal.items() if name not in {"files", "site_digest"}}
        encoded = msgspec.json.encode(said, order="deterministic")
        files[SEAL] = hashlib.sha256(encoded).hexdigest()
    return joined_digest(files)


def _sums(folder: Path, files: Mapping[str, str]) -> bytes:
    listed = {**files, SEAL: digest(folder / SEAL)}
    return "".join(f"{value}  {name}\n" for name, value in listed.items()).encode()


def is_published(folder: Path) -> bool:
    """Return whether a folder is a site that Tefter published."""
    return is_plain(folder / SEAL)


def read_seal(folder: Path) -> dict[str, Any]:
    """Read the seal of a site.

    Raises
    ------
    PublishError
        When the folder has none, or it cannot be read.
    """
    path = folder / SEAL
    if path.is_symlink():
        raise PublishError("is a symbolic link", "get the folder again", file=path)
    try:
        seal: dict[str, Any] = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
        if not isinstance(seal["files"], dict) or not isinstance(seal["number"], int):
            raise KeyError
        if not isinstance(seal["site_digest"], str):
            raise KeyError
    except OSError:
        raise PublishError(
            f"is no published site: it has no {SEAL}", "name the folder of one", file=folder
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError):
        raise PublishError("cannot be read", "get the folder again", file=path) from None
    return seal


def verify_site(folder: Path) -> list[Difference]:
    """Compare a published site with its seal, and each earlier version in it with its own.

    Returns
    -------
    list of Difference
        Empty when every file is there and unchanged, and nothing was added: no file, link, pipe or
        empty folder.

    Raises
    ------
    PublishError
        When the folder is no published site.
    """
    differences = _own_files(folder)
    earlier = {str(one["number"]): one for one in read_seal(folder).get("earlier", [])}
    for number, stated in earlier.items():
        version = folder / VERSIONS / number
        name = f"{VERSIONS}/{number}"
        if version.is_symlink() or version.parent.is_symlink() or not is_published(version):
            differences.append(Difference(name, "is missing"))
            continue
        if stated.get("site_digest") not in {None, "", read_seal(version)["site_digest"]}:
            differences.append(Difference(name, "is not the version that stood there"))
        # Its seal names versions before it too: all stand side by side, not one in the other.
        differences += [Difference(f"{name}/{one.file}", one.what) for one in _own_files(version)]
    differences += [
        Difference(f"{VERSIONS}/{path.name}", ADDED)
        for path in sorted((folder / VERSIONS).glob("*"))
        if path.name not in earlier
    ]
    return differences


def _own_files(folder: Path) -> list[Difference]:
    """Compare one version with its seal."""
    seal = read_seal(folder)
    others = {name: what for name, what in listed(folder).others.items() if _own(name)}
    differences = compare_digests(seal["files"], _digests(folder), others, added=ADDED)
    if digest_of(seal) != seal["site_digest"]:
        differences.append(Difference(SEAL, "states a digest that is not that of what it says"))
    sums = folder / SUMS
    if seal.get("publication", 1) != 1 and (
        not is_plain(sums) or sums.read_bytes() != _sums(folder, seal["files"])
    ):
        differences.append(Difference(SUMS, "has changed"))
    return differences


def _digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file but the seal, ``SHA256SUMS`` and the earlier versions."""
    return {name: digest(path) for name, path in listed(folder).files.items() if _own(name)}


def _own(name: str) -> bool:
    return name not in {SEAL, SUMS} and not name.startswith(f"{VERSIONS}/")
