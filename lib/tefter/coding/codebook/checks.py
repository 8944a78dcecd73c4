"""What a codebook must be beyond its types, said with the field and the remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from tefter.errors import CaseError

if TYPE_CHECKING:
    from tefter.coding.codebook.book import Codebook

Complaint: TypeAlias = tuple[str, str, str]
"""What is wrong, at which field, and the remedy."""


def check(codebook: Codebook, path: Path) -> None:
    """Raise unless coders could work by the codebook.

    Raises
    ------
    CaseError
        Naming the file, the first field that is wrong, what is wrong, and what to do.
    """
    for look in CHECKS:
        for what, field, remedy in look(codebook):
            raise CaseError(f"{what} - at `{field}`", remedy, file=path)


def _ids(codebook: Codebook) -> Iterator[Complaint]:
    seen: set[str] = set()
    for field, entry in codebook.entries():
        if entry.id in seen:
            yield (
                f"the id {entry.id} stands twice",
                f"{field}.id",
                "give every category and flag an id of its own",
            )
        seen.add(entry.id)


def _order(codebook: Codebook) -> Iterator[Complaint]:
    categories = {category.id for category in codebook.categories}
    odd = sorted(categories.symmetric_difference(codebook.order))
    if odd or len(codebook.order) != len(categories):
        which = f": {', '.join(odd)}" if odd else ""
        yield (
            f"the order does not name every category exactly once{which}",
            "$.order",
            "list the id of each category once, the one that wins first",
        )


def _relevant(codebook: Codebook) -> Iterator[Complaint]:
    if not any(category.relevant for category in codebook.categories):
        yield (
            "no category is relevant, so there is nothing to find",
            "$.categories",
            "write relevant: false only for what the case is not about",
        )


def _labels(codebook: Codebook) -> Iterator[Complaint]:
    used: dict[tuple[str, str], str] = {}
    for field, entry in codebook.entries():
        if "en" not in entry.label:
            yield f"{entry.id} has no English label", f"{field}.label", "add en"
        for language, label in entry.label.items():
            other = used.setdefault((language, label.strip().casefold()), entry.id)
            if other != entry.id:
                yield (
                    f"{other} and {entry.id} have the same label",
                    f"{field}.label.{language}",
                    "name them so that coders can tell them apart",
                )


def _text(codebook: Codebook) -> Iterator[Complaint]:
    """Coders must see every word, and nothing but words.

    Invisible characters turn the order of letters on a page, or hide a difference.
    """
    for field, entry in codebook.entries():
        own = [*entry.label.values(), entry.definition, *entry.include, *entry.exclude]
        for rules in entry.translations.values():
            own += [rules.definition, *rules.include, *rules.exclude]
        if not all(words.strip() for words in own):
            yield (
                f"{entry.id} has a label, a definition or a rule that is blank",
                field,
                "write it, or delete the line",
            )
        if any(not char.isprintable() and char not in "\n\t" for words in own for char in words):
            yield (
                f"{entry.id} holds a character that nobody sees",
                field,
                "type the words again in place of pasting them",
            )


def _examples(codebook: Codebook) -> Iterator[Complaint]:
    used: dict[str, str] = {}
    for field, entry in codebook.entries():
        if len(set(entry.examples)) < len(entry.examples):
            yield "an example stands twice", f"{field}.examples", "keep one of them"
        if not codebook.exclusive or field.startswith("$.flags"):
            continue
        for example in entry.examples:
            other = used.setdefault(example, entry.id)
            if other != entry.id:
                yield (
                    f"the example {example} stands under {other} too, and a post has one category",
                    f"{field}.examples",
                    "keep it where it belongs",
                )


CHECKS: tuple[Callable[[Codebook], Iterator[Complaint]], ...] = (
    _ids,
    _order,
    _relevant,
    _labels,
    _text,
    _examples,
)
