"""A codebook is checked field by field, and shown as a page on which nothing is markup."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import polars as pl
import pytest
import yaml
from tests.coding.human.made import WRITTEN, codebook

from tefter.coding import Codebook
from tefter.coding.codebook import codebook_page
from tefter.errors import CaseError

CASES = Path(__file__).resolve().parents[2] / "cases"
LANGUAGES = ("en", "sq", "mk", "bs", "hr", "sr", "cnr", "sl")


def category(name, **more):
    return {"id": name, "label": {"en": name.capitalize()}, "definition": "x"} | more


def one(**more):
    return {"order": ["a"], "categories": [category("a", **more)], "flags": []}


@pytest.fixture
def read(tmp_path):
    def reading(**changes):
        path = tmp_path / "codebook.yml"
        path.write_text(yaml.safe_dump(WRITTEN | changes), encoding="utf-8")
        return Codebook.read(path)

    return reading


@pytest.mark.parametrize("path", sorted(CASES.glob("*/codebook.yml")), ids=lambda p: p.parent.name)
def test_the_codebooks_of_the_project_are_valid_in_every_language(path):
    book = Codebook.read(path)
    assert set(book.labels("sq").values()) != set(book.labels("en").values())
    for language in LANGUAGES:
        assert codebook_page(book, "x", language)


@pytest.mark.parametrize(
    ("changes", "field", "remedy"),
    [
        ({"version": 1.0}, "$.version", "in quotes"),
        ({"version": "1 b"}, "$.version", "without spaces"),
        ({"colour": "red"}, "colour", "mend that field"),
        ({"order": ["attack", "shaming"]}, "$.order", "list the id of each category once"),
        ({"order": ["attack", "attack", "shaming"]}, "$.order", "list the id"),
        ({"flags": [category("attack")]}, "$.flags[0].id", "an id of its own"),
        (one(id="A b"), "$.categories[0].id", "lower-case letters"),
        (one(label={"sq": "A"}), "$.categories[0].label", "add en"),
        (one(relevant=False), "$.categories", "relevant: false only"),
        (one(definition=""), "$.categories[0].definition", "mend"),
        (one(definition=" \n"), "$.categories[0]", "write it, or delete the line"),
        (one(label={"en": " "}), "$.categories[0]", "write it, or delete the line"),
        (one(include=["a", " "]), "$.categories[0]", "write it, or delete the line"),
        (one(definition="a\u202eb"), "$.categories[0]", "in place of pasting"),
        (one(examples=["the text of a post"]), "$.categories[0].examples[0]", "never their texts"),
        (one(examples=["tiktok:1", "tiktok:1"]), "$.categories[0].examples", "keep one"),
        (
            one() | {"flags": [category("f", label={"en": " A "})]},
            "$.flags[0].label.en",
            "tell them apart",
        ),
        (
            {
                "order": ["a", "b"],
                "categories": [
                    category("a", examples=["tiktok:1"]),
                    category("b", examples=["tiktok:1"]),
                ],
            },
            "$.categories[1].examples",
            "where it belongs",
        ),
    ],
)
def test_what_is_wrong_is_said_with_file_field_and_remedy(read, changes, field, remedy):
    with pytest.raises(CaseError) as told:
        read(**changes)
    assert str(told.value).startswith("codebook.yml: ")
    assert field in str(told.value)
    assert remedy in str(told.value)


def test_examples_of_several_categories_are_allowed_where_posts_may_have_several(read):
    both = [category("a", examples=["tiktok:1"]), category("b", examples=["tiktok:1"])]
    assert read(order=["b", "a"], categories=both, exclusive=False).category_ids == ("b", "a")


def test_an_example_that_is_no_post_of_the_case_is_named(read, tmp_path):
    book = read(**one(examples=["tiktok:1", "tiktok:2"]))
    book.check_examples(pl.Series(["tiktok:1", "tiktok:2"]), tmp_path / "codebook.yml")
    with pytest.raises(CaseError, match=r"tiktok:2 is no post.*\$.categories\[0\].examples\[1\]"):
        book.check_examples(pl.Series(["tiktok:1"]), tmp_path / "codebook.yml")


def test_rules_are_read_in_the_language_chosen_where_they_are_translated(read):
    translated = {"sq": {"definition": "Një person.", "include": ["Me emër."]}}
    book = read(**one(include=["By name."], translations=translated))
    assert book.table("sq").row(0)[3:5] == ("Një person.", "Me emër.")
    assert book.table("mk").row(0)[3:5] == ("x", "By name.")


class _Page(HTMLParser):
    def __init__(self, page):
        super().__init__()
        self.tags, self.text, self.language = [], "", ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag == "html":
            self.language = dict(attrs)["lang"]

    def handle_data(self, data):
        self.text += data


class TestPage:
    def test_it_has_categories_in_their_order_then_flags(self):
        shown = _Page(codebook_page(codebook(), "My case")).text
        places = [shown.index(word) for word in ("Attack", "Shaming", "Not relevant", "Minor")]
        assert places == sorted(places)
        assert "the lowest number wins" in shown

    def test_nothing_that_editors_wrote_is_markup(self):
        hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>"
        book = codebook(**one(definition=hostile, include=[hostile], label={"en": hostile}))
        page = _Page(codebook_page(book, hostile))
        assert not {"script", "img"} & set(page.tags)
        assert page.text.count("alert(1)") >= 6

    def test_it_is_one_file_that_loads_nothing(self):
        page = codebook_page(codebook(), "My case")
        assert "default-src 'none'" in unescape(page)
        assert not re.search(r"(src|href)=", page)
        assert "://" not in page

    def test_it_is_in_the_language_chosen(self):
        page = _Page(codebook_page(codebook(), "Rasti", "sq"))
        assert page.language == "sq"
        assert "Libri i kodeve" in page.text
        assert "Sulm" in page.text

    def test_rules_that_are_not_translated_are_marked_as_english(self):
        assert '<p lang="en">One person.</p>' in codebook_page(codebook(), "x", "sq")
        assert 'lang="en">One' not in codebook_page(codebook(), "x")

    def test_readers_do_not_see_names_of_posts(self):
        book = codebook(**one(examples=["tiktok:77"]))
        assert "tiktok:77" in codebook_page(book, "x")
        assert "tiktok:77" not in codebook_page(book, "x", audience="readers")
