"""Codes that come in from elsewhere: checked whole, then put into the files of their coders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tefter.coding.codebook import Codebook
from tefter.coding.human.decisions import POST_UID, CoderFile, Decision, Kind, latest, misfit
from tefter.coding.human.journal import AnnotationError
from tefter.coding.human.names import check_coder


@dataclass(frozen=True)
class Incoming:
    """One code as another tool has it.

    Attributes
    ----------
    record : int
        Which record of the file, from 1.
    post_uid, coder : str
        What was coded, and by whom as the tool calls them.
    categories, flags : tuple of str
        Ids, or labels of the codebook in any of its languages.
    coded_at : datetime, optional
        None where the tool does not say.
    version : str, optional
        Version of the codebook; None where the tool does not say.
    kind : str
        As in ``Decision``.
    """

    record: int
    post_uid: str
    coder: str
    categories: tuple[str, ...]
    flags: tuple[str, ...]
    coded_at: datetime | None = None
    version: str | None = None
    kind: Kind = "coded"


def take_in(
    incoming: Iterable[Incoming],
    folder: Path,
    codebook: Codebook,
    *,
    file: Path,
    coders: Mapping[str, str] | None = None,
    version: str | None = None,
    posts: Collection[str] | None = None,
    now: datetime | None = None,
) -> dict[str, int]:
    """Put codes from elsewhere into ``annotations/CODER.csv``.

    Everything is checked before anything is written. Codes that a coder's file has already are not
    written again, nor are codes older than those that it has, so that taking in a file twice, or
    late, is harmless. Where a coder coded a post more than once the latest code counts, in
    whichever order the file has them.

    Parameters
    ----------
    incoming : iterable of Incoming
        As ``read_label_studio`` or ``read_codes`` gives them.
    folder : path
        ``cases/CASE/annotations``.
    codebook : Codebook
        Of the case.
    file : path
        Where they come from, for the sentences.
    coders : mapping, optional
        The tool's name of a coder to the case's: ``{"7": "ana"}``. A mail address is never kept, so
        it needs an entry.
    version : str, optional
        Version of the codebook where the file does not say; it must be the case's.
    posts : collection of str, optional
        ``post_uid`` of every post of the case.
    now : datetime, optional
        Time of codes without one; by default now.

    Returns
    -------
    dict of str to int
        How many codes were written for each coder.

    Raises
    ------
    AnnotationError
        Naming file and record: a code, a post, a coder or a version that is not the case's; or two
        codes of one coder for one post, neither of which is the later.
    """
    names = _by_name(codebook)
    now = now or datetime.now(UTC)
    checked: dict[str, list[Decision]] = {}
    at: dict[tuple[str, str, datetime], Decision] = {}
    for one in incoming:
        decision = _decision(one, codebook, names, coders or {}, version, posts, now, file)
        same = at.setdefault((decision.coder, decision.post_uid, decision.coded_at), decision)
        if same.codes != decision.codes:
            raise AnnotationError(
                "the coder gave this post another code before, and it is not known which is later",
                "keep the code that counts, and delete the other",
                file=file,
                record=one.record,
            )
        checked.setdefault(decision.coder, []).append(decision)
    written: Counter[str] = Counter()
    for coder, decisions in sorted(checked.items()):
        theirs = CoderFile(folder, coder)
        have = latest(theirs.read())
        in_time = latest(sorted(decisions, key=lambda one: one.coded_at))
        fresh = [one for one in in_time.values() if _is_new(one, have.get(one.post_uid))]
        theirs.append(fresh)
        written[coder] = len(fresh)
    return dict(written)


def _is_new(one: Decision, had: Decision | None) -> bool:
    if had is None or had.codebook_version != one.codebook_version:
        return True
    return had.codes != one.codes and had.coded_at <= one.coded_at


def _decision(
    one: Incoming,
    codebook: Codebook,
    names: Mapping[str, str],
    coders: Mapping[str, str],
    version: str | None,
    posts: Collection[str] | None,
    now: datetime,
    file: Path,
) -> Decision:
    def wrong(what: str, remedy: str) -> AnnotationError:
        return AnnotationError(what, remedy, file=file, record=one.record)

    if not POST_UID.fullmatch(one.post_uid):
        raise wrong("the post has no name such as tiktok:123", "give it as post_uid")
    if posts is not None and one.post_uid not in posts:
        raise wrong("the post is not in the case", "mend its name, or add the export that has it")
    try:
        coder = check_coder(coders.get(one.coder, one.coder))
    except AnnotationError:
        raise wrong(
            "the coder's name cannot be that of a file", "say who it is: coders={name there: ana}"
        ) from None
    used = one.version or version
    if used is None:
        raise wrong("it is not said which version of the codebook was used", "name it: version=")
    if used != codebook.version:
        raise wrong(
            f"it was coded by version {used}, and the codebook is {codebook.version}",
            "code again what has changed its meaning, or restore that codebook",
        )
    categories = tuple(names.get(name.strip().casefold(), name) for name in one.categories)
    flags = tuple(names.get(name.strip().casefold(), name) for name in one.flags)
    if (one.kind == "coded") != bool(categories):
        raise wrong("a coded post has a category, and no other has one", "mend it there")
    misfits = misfit(categories, flags, codebook)
    if misfits:
        raise wrong(*misfits)
    return Decision(
        one.post_uid,
        coder,
        one.kind,
        tuple(name for name in codebook.category_ids if name in categories),
        tuple(name for name in codebook.flag_ids if name in flags),
        (one.coded_at or now).replace(microsecond=0),
        used,
    )


def _by_name(codebook: Codebook) -> dict[str, str]:
    """Return ids by their labels in every language, where a label means one code only."""
    found: dict[str, set[str]] = {}
    for entry in (*codebook.categories, *codebook.flags):
        for name in (entry.id, *entry.label.values()):
            found.setdefault(name.strip().casefold(), set()).add(entry.id)
    return {name: next(iter(ids)) for name, ids in found.items() if len(ids) == 1}
