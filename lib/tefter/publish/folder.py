"""The folder of a site: only ours is written to, whole or not at all, earlier versions kept."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tefter.disk import locks
from tefter.errors import PublishError
from tefter.publish.release import Version
from tefter.publish.seal import VERSIONS, is_published, read_seal, verify_site

UNFINISHED = ".unfinished"
"""End of the name of a folder that a site is written into; only its owner may open it."""

BEFORE = ".before"
"""End of the name under which a site waits while the new one takes its place."""


@contextmanager
def undisturbed(to: Path) -> Iterator[None]:
    """Wait for other publications beside this one, and mend what one that was killed has left.

    A site that it had set aside is put back where none stands, and what it had begun to write,
    which nobody looked through yet, is removed.

    Parameters
    ----------
    to : path
        Folder of the site.

    Notes
    -----
    The lock is on the folder around it, which the system gives back when a process ends, however
    it ends. Source: Linux manual, flock(2).
    """
    if not to.parent.is_dir():
        yield
        return
    descriptor = os.open(to.parent, os.O_RDONLY)
    try:
        with locks.holding(descriptor, to.parent, f"publishing {to.name}"):
            _mend(to)
            yield
    finally:
        os.close(descriptor)


def earlier_versions(to: Path, case: str) -> tuple[Version, ...]:
    """Return the versions that a folder holds, oldest first; none where there is no folder yet.

    Raises
    ------
    PublishError
        When the folder holds something else than a site of this case, or one that was changed.
    """
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
    fields = Version.__struct_fields__
    return tuple(
        Version(**{name: one[name] for name in fields if name in one})
        for one in [*seal["earlier"], seal]
    )


@contextmanager
def replaced(to: Path) -> Iterator[Path]:
    """Give an empty folder to write into; it takes the place of ``to`` when all went well.

    The site that stood there is kept, byte for byte, in ``versions/NUMBER/`` of the new one. To be
    called inside ``undisturbed``.
    """
    made = Path(tempfile.mkdtemp(prefix=f".{to.name}.", suffix=UNFINISHED, dir=to.parent))
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
    if (to / VERSIONS).is_dir():
        shutil.copytree(to / VERSIONS, made / VERSIONS)
    number = int(read_seal(to)["number"])
    shutil.copytree(to, _version(made, number), ignore=_but_versions(to))


def _mend(to: Path) -> None:
    aside = _left(to, BEFORE)
    numbers = {one: int(read_seal(one)["number"]) for one in aside if is_published(one)}
    if numbers and not os.path.lexists(to):
        last = max(numbers, key=lambda one: numbers[one])
        last.rename(to)
        aside.remove(last)
    # Kept among the earlier versions already, or half removed for that reason.
    done = [
        one
        for one in aside
        if is_published(to) and (one not in numbers or is_published(_version(to, numbers[one])))
    ]
    for one in [*done, *_left(to, UNFINISHED)]:
        shutil.rmtree(one, ignore_errors=True)


def _version(to: Path, number: int) -> Path:
    return to / VERSIONS / str(number)


def _left(to: Path, end: str) -> list[Path]:
    """Return what publications of this site, and of none with a longer name, left beside it."""
    begin = f".{to.name}."
    return [
        one
        for one in to.parent.iterdir()
        if one.name.startswith(begin)
        and one.name.endswith(end)
        and "." not in one.name[len(begin) : -len(end)]
        and one.is_dir()
        and not one.is_symlink()
    ]


def _but_versions(to: Path):  # type: ignore[no-untyped-def]
    def ignored(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if Path(folder) == to and name == VERSIONS]

    return ignored


def _put(made: Path, to: Path) -> None:
    """Put a folder in the place of another, which comes back where that fails."""
    if not to.exists():
        made.rename(to)
        return
    aside = made.with_name(made.name.removesuffix(UNFINISHED) + BEFORE)
    to.rename(aside)
    try:
        made.rename(to)
    except BaseException:
        aside.rename(to)
        raise
    shutil.rmtree(aside)
