"""The folder of a site: only ours is written to, whole or not at all, earlier versions kept."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tefter.errors import PublishError
from tefter.publish.release import Version
from tefter.publish.seal import VERSIONS, is_published, read_seal, verify_site

BEFORE = ".before"
"""End of the name under which a site waits while the new one takes its place."""


def earlier_versions(to: Path, case: str) -> tuple[Version, ...]:
    """Return the versions that a folder holds, oldest first; none where there is no folder yet.

    A site that was set aside when its publication was killed is put back first.

    Raises
    ------
    PublishError
        When the folder holds something else than a site of this case, or one that was changed.
    """
    _put_back(to)
    if to.is_symlink() or (to.exists() and not to.is_dir()):
        raise PublishError("is no folder", "name another with --to", file=to)
    if not to.exists() or not any(to.iterdir()):
        return ()
    if not is_published(to):
        raise PublishError(
            "holds files that are no published site", "name an empty folder with --to", file=to
        )
    seal = read_seal(to)
    if seal["case"] != case:
        raise PublishError(
            f"holds the site of the case {seal['case']}", "name another folder", file=to
        )
    for difference in verify_site(to)[:1]:
        raise PublishError(
            f"was changed after it was published: {difference.file} {difference.what}",
            "get the published folder back, or name another",
            file=to,
        )
    before = [
        Version(one["number"], one["published_at"], one["content_digest"])
        for one in seal["earlier"]
    ]
    last = Version(seal["number"], seal["published_at"], seal["content_digest"])
    return (*before, last)


@contextmanager
def replaced(to: Path) -> Iterator[Path]:
    """Give an empty folder to write into; it takes the place of ``to`` when all went well.

    The site that stood there is kept, byte for byte, in ``versions/NUMBER/`` of the new one.
    """
    to.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{to.name}.", dir=to.parent))
    try:
        yield made
        _keep_earlier(to, made)
        made.chmod(0o755)
        _put(made, to)
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _keep_earlier(to: Path, made: Path) -> None:
    if not is_published(to):
        return
    number = str(read_seal(to)["number"])
    if (to / VERSIONS).is_dir():
        shutil.copytree(to / VERSIONS, made / VERSIONS)
    shutil.copytree(to, made / VERSIONS / number, ignore=_but_versions(to))


def _put_back(to: Path) -> None:
    """Put back a site that a publication had set aside when it was killed between two renames."""
    if os.path.lexists(to) or not to.parent.is_dir():
        return
    begin = f".{to.name}."
    aside = [
        one
        for one in to.parent.iterdir()
        if one.name.startswith(begin)
        and one.name.endswith(BEFORE)
        # The name of another site may begin as this one's does.
        and "." not in one.name[len(begin) : -len(BEFORE)]
        and is_published(one)
    ]
    if aside:
        max(aside, key=lambda one: int(read_seal(one)["number"])).rename(to)


def _but_versions(to: Path):  # type: ignore[no-untyped-def]
    def ignored(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if Path(folder) == to and name == VERSIONS]

    return ignored


def _put(made: Path, to: Path) -> None:
    """Put a folder in the place of another, which comes back where that fails."""
    if not to.exists():
        made.rename(to)
        return
    aside = made.with_name(f"{made.name}{BEFORE}")
    to.rename(aside)
    try:
        made.rename(to)
    except BaseException:
        aside.rename(to)
        raise
    shutil.rmtree(aside)
