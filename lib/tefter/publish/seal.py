"""The seal of a published site: a digest for every file, which anyone can check."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from tefter.custody import digest
from tefter.errors import PublishError
from tefter.publish.material import Material
from tefter.publish.release import Release
from tefter.runs.provenance import Difference, compare_digests, joined_digest

SEAL = "publication.json"
SUMS = "SHA256SUMS"
"""The same digests as ``sha256sum --check`` reads them."""

VERSIONS = "versions"
"""Folder of the earlier versions; each has a seal of its own."""

ADDED = "was added after the publication"


def write_seal(folder: Path, material: Material, release: Release) -> str:
    """Write ``SHA256SUMS`` and ``publication.json``, and return the digest of the site."""
    files = _digests(folder)
    site = joined_digest(files)
    sums = "".join(f"{value}  {name}\n" for name, value in files.items())
    (folder / SUMS).write_text(sums, "utf-8")
    seal = {
        "publication": 1,
        "case": material.case.name,
        "run": material.report.name,
        "synthetic": material.synthetic,
        "content_digest": material.provenance["content_digest"],
        "site_digest": site,
        **msgspec.to_builtins(release),
        "files": files,
    }
    path = folder / SEAL
    path.write_bytes(msgspec.json.format(msgspec.json.encode(seal), indent=1) + b"\n")
    return site


def is_published(folder: Path) -> bool:
    """Return whether a folder is a site that Tefter published."""
    return (folder / SEAL).is_file()


def read_seal(folder: Path) -> dict[str, Any]:
    """Read the seal of a site.

    Raises
    ------
    PublishError
        When the folder has none, or it cannot be read.
    """
    path = folder / SEAL
    try:
        seal: dict[str, Any] = msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
        if not isinstance(seal["files"], dict) or not isinstance(seal["number"], int):
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
        Empty when every file is there and unchanged, and none was added.

    Raises
    ------
    PublishError
        When the folder is no published site.
    """
    differences = _own_files(folder)
    earlier = [str(one["number"]) for one in read_seal(folder).get("earlier", [])]
    for number in earlier:
        version = folder / VERSIONS / number
        name = f"{VERSIONS}/{number}"
        if not is_published(version):
            differences.append(Difference(name, "is missing"))
            continue
        # Its seal names versions before it too: all stand side by side, not one in the other.
        differences += [Difference(f"{name}/{one.file}", one.what) for one in _own_files(version)]
    known = {*earlier}
    differences += [
        Difference(f"{VERSIONS}/{path.name}", ADDED)
        for path in sorted((folder / VERSIONS).glob("*"))
        if path.name not in known
    ]
    return differences


def _own_files(folder: Path) -> list[Difference]:
    """Compare one version with its seal."""
    seal = read_seal(folder)
    differences = compare_digests(seal["files"], _digests(folder), added=ADDED)
    if joined_digest(seal["files"]) != seal["site_digest"]:
        differences.append(Difference(SEAL, "states a digest that is not its files'"))
    return differences


def _digests(folder: Path) -> dict[str, str]:
    """Return the digest of every file but the seal, ``SHA256SUMS`` and the earlier versions."""
    return {
        name: digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and (name := path.relative_to(folder).as_posix()) not in {SEAL, SUMS}
        and not name.startswith(f"{VERSIONS}/")
    }
