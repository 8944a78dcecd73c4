"""Label Studio: its JSON in and out, and the labelling setup that fits the codebook.

Source: https://labelstud.io/guide/task_format (tasks, annotations, results of type choices) and
https://labelstud.io/tags/choices (``alias`` is what an export then carries).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

import polars as pl

from tefter.coding.codebook import Codebook, Flag
from tefter.coding.human.exchange import Incoming
from tefter.coding.human.journal import AnnotationError

CATEGORY, FLAGS, TEXT = "category", "flags", "text"
"""Names of the two lists of choices, and of what they are about."""


def labelling_setup(codebook: Codebook, language: str = "en") -> str:
    """Return the labelling setup of a project, to paste under *Labeling Interface*."""
    choice = "single-radio" if codebook.exclusive else "multiple"
    categories = _choices(codebook.ordered, CATEGORY, choice, language)
    flags = _choices(codebook.flags, FLAGS, "multiple", language) if codebook.flags else []
    text = f'  <Text name="{TEXT}" value="${TEXT}"/>'
    return "\n".join(["<View>", text, *categories, *flags, "</View>", ""])


def _choices(entries: Iterable[Flag], name: str, choice: str, language: str) -> list[str]:
    return [
        f'  <Choices name="{name}" toName="{TEXT}" choice="{choice}">',
        *(
            f"    <Choice value={quoteattr(one.named(language))} alias={quoteattr(one.id)}"
            f" hint={quoteattr(one.rules(language).definition)}/>"
            for one in entries
        ),
        "  </Choices>",
    ]


def label_studio_tasks(
    annotations: pl.DataFrame,
    texts: Mapping[str, str | None] | None = None,
    people: Mapping[str, int] | None = None,
) -> list[dict[str, Any]]:
    """Return annotations as tasks that Label Studio imports.

    Parameters
    ----------
    annotations : polars.DataFrame
        As ``read_annotations`` gives it. Skipped posts become cancelled annotations.
    texts : mapping, optional
        Masked text of each post. By default no text leaves the project, and a task has the post's
        name only.
    people : mapping, optional
        Coder to their number in Label Studio, which refuses numbers that it does not know. Without
        it ``completed_by`` is left out, and the annotations become those of whoever imports.

    Returns
    -------
    list of dict
        For ``json.dumps``. Each annotation has the ``coder`` besides, for us to read again.
    """
    tasks: dict[str, dict[str, Any]] = {}
    for row in annotations.sort("post_uid", "coder").iter_rows(named=True):
        post = row["post_uid"]
        if post not in tasks:
            data: dict[str, Any] = {
                "post_uid": post,
                "codebook_version": row["codebook_version"],
            }
            if texts is not None:
                data[TEXT] = texts.get(post) or ""
            tasks[post] = {"id": len(tasks) + 1, "data": data, "annotations": []}
        tasks[post]["annotations"].append(
            {
                "coder": row["coder"],
                **({"completed_by": people[row["coder"]]} if people else {}),
                "was_cancelled": row["decision"] == "skipped",
                "created_at": row["coded_at"].strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                "result": [
                    {
                        "from_name": name,
                        "to_name": TEXT,
                        "type": "choices",
                        "value": {"choices": row[column]},
                    }
                    for name, column in ((CATEGORY, "categories"), (FLAGS, "flags"))
                    if row[column]
                ],
            }
        )
    return list(tasks.values())


def read_label_studio(path: Path) -> Iterator[Incoming]:
    """Read an export in Label Studio's JSON.

    Cancelled annotations are skipped posts; an annotation without a category is *cannot tell*.
    Predictions are a machine's, and are not read.

    Yields
    ------
    Incoming
        One for each annotation. The coder is the number in ``completed_by``, or the ``coder`` that
        we wrote.

    Raises
    ------
    AnnotationError
        When the file is no such export, a task does not name its post, or the codes are in a list
        of choices of another name: without a word, each would become *cannot tell*.
    """
    try:
        tasks = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        raise AnnotationError(
            "cannot be read as JSON, as where a download was cut off", "export it again", file=path
        ) from None
    if not isinstance(tasks, list):
        raise AnnotationError("is no export of Label Studio", "export as JSON", file=path)
    named: set[str] = set()
    for number, task in enumerate(tasks, start=1):
        try:
            yield from _of_task(task, number)
            named |= _lists(task)
        except (KeyError, TypeError, AttributeError, ValueError):
            raise AnnotationError(
                "the task is not as Label Studio writes it, with data.post_uid and annotations",
                "export as JSON, not as JSON-MIN, from tasks that have post_uid",
                file=path,
                record=number,
            ) from None
    if named - {FLAGS} and CATEGORY not in named:
        raise AnnotationError(
            f"no list of choices in it is called {CATEGORY}",
            f"call the lists {CATEGORY} and {FLAGS}, as the setup beside an export of ours does",
            file=path,
        )


def _lists(task: dict[str, Any]) -> set[str]:
    """Return what the lists are called from which people chose."""
    return {
        one["from_name"]
        for given in task["annotations"]
        for one in given["result"]
        if one["type"] == "choices"
    }


def _of_task(task: dict[str, Any], number: int) -> Iterator[Incoming]:
    data = task["data"]
    for annotation in task["annotations"]:
        chosen: dict[str, tuple[str, ...]] = {CATEGORY: (), FLAGS: ()}
        for result in annotation["result"]:
            if result["type"] == "choices" and result["from_name"] in chosen:
                chosen[result["from_name"]] = tuple(map(str, result["value"]["choices"]))
        who = annotation.get("coder", annotation.get("completed_by"))
        who = who["id"] if isinstance(who, dict) else who
        cancelled = bool(annotation.get("was_cancelled"))
        when = annotation.get("created_at")
        yield Incoming(
            record=number,
            post_uid=str(data["post_uid"]),
            coder=str(who),
            categories=() if cancelled else chosen[CATEGORY],
            flags=() if cancelled else chosen[FLAGS],
            coded_at=_time(when) if when else None,
            version=data.get("codebook_version"),
            kind="skipped" if cancelled else "coded" if chosen[CATEGORY] else "cannot_tell",
        )


def _time(written: str) -> datetime:
    when = datetime.fromisoformat(written)
    return when.replace(tzinfo=UTC) if when.tzinfo is None else when.astimezone(UTC)
