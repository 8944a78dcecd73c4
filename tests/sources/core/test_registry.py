import re
from pathlib import Path

import pytest
from tests.sources.helpers import sample_of

from tefter.sources import records, registry
from tefter.sources.contract import Format, Sample
from tefter.sources.records import REASONS
from tefter.sources.registry import formats, recognise
from tefter.sources.unread import VALUES

DOCS = Path(__file__).parents[3] / "docs" / "sources"
LIBRARY = Path(records.__file__).parents[1]


def fake(name: str, score) -> Format:
    return Format(name, name, score, lambda _: iter(()), lambda _: records.Reject("not_json"))


def test_the_surest_format_is_taken(monkeypatch):
    known = (fake("a", lambda _: 40), fake("b", lambda _: 90), fake("c", lambda _: 0))
    monkeypatch.setattr(registry, "formats", lambda: known)
    assert recognise(sample_of([{"id": 1}])).name == "b"


def test_nothing_is_recognised_where_no_format_is_sure(monkeypatch):
    monkeypatch.setattr(registry, "formats", lambda: (fake("a", lambda _: 0),))
    assert recognise(sample_of([{"id": 1}])) is None


def test_a_recogniser_that_stumbles_does_not_keep_the_others_from_theirs(monkeypatch):
    def stumble(_: Sample) -> int:
        raise KeyError("id")

    monkeypatch.setattr(registry, "formats", lambda: (fake("a", stumble), fake("b", lambda _: 5)))
    assert recognise(sample_of([{"id": 1}])).name == "b"


def test_every_format_has_a_name_of_its_own():
    names = [known.name for known in formats()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("heading", "reasons"), [("rejected", REASONS), ("unread", VALUES)])
def test_every_reason_is_explained_in_its_words(heading, reasons):
    sections = (DOCS / "rejects.md").read_text(encoding="utf-8").split("# ")
    [section] = [one for one in sections if heading in one.partition("\n")[0]]
    rows = dict(re.findall(r"^\| `(\w+)` \| (.+?) \|$", section, re.MULTILINE))
    assert rows == reasons


def test_the_code_gives_only_reasons_that_are_explained():
    given = set()
    for file in LIBRARY.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        given |= set(re.findall(r'(?:Reject|Unreadable|because)\(\s*"(\w+)"', text))
    assert given <= set(REASONS)


def test_the_code_leaves_values_unread_only_for_reasons_that_are_explained():
    given = set()
    for file in LIBRARY.rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        given |= set(re.findall(r'leave_unread\([^()]+, "(\w+)"\)', text))
    assert given <= set(VALUES) and given
