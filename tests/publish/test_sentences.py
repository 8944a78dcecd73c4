"""What a run says of its own numbers is told in every language of a site, with the same numbers."""

from __future__ import annotations

import ast
import inspect
import re
from dataclasses import replace
from importlib.resources import files

import polars as pl
import pytest
import yaml
from hypothesis import given, settings
from tests.findings.two_coders import CODES, data

from tefter.coding.agreement import intervals, paradox
from tefter.coding.classifier import quality
from tefter.coding.prevalence import correction, estimate
from tefter.findings import machines, tables
from tefter.findings.agreement import verdict
from tefter.findings.uncertain import coding_uncertainty
from tefter.publish.explaining import SAID
from tefter.publish.figures import in_marks
from tefter.publish.sentences import Sentences

LANGUAGES = ("sq", "mk", "sl", "bs", "hr", "sr", "cnr")
LABELS = {"Attack": "Sulm", "Shaming": "Turpërim", "Not relevant": "Jo i rëndësishëm"}
NUMBER = re.compile(r"\d(?:[\d.,\u00a0]*\d)?")


def sentences(language):
    text = files("tefter.publish").joinpath(f"explained/{language}.yml").read_text("utf-8")
    return Sentences(yaml.safe_load(text)["sentences"], LABELS, language)


TELLERS = {language: sentences(language) for language in LANGUAGES}


@settings(max_examples=40)
@given(CODES)
def test_whatever_coders_did_is_told_with_the_same_numbers(codes):
    made = tables(data(codes))
    said = {
        text
        for table in made.values()
        for name in SAID.intersection(table.frame.columns)
        for text in table.frame[name].drop_nulls()
        if text
    }
    assert len(said) > 4
    for language, teller in TELLERS.items():
        for text in said:
            own = teller.tell(text)
            assert own, (language, text)
            assert sorted(numbers(own)) == sorted(numbers(text)), language


def numbers(text):
    """Digits of each number of a sentence: 0.80, .80 and 0,80 are one."""
    found = NUMBER.findall(text.replace("95 %", "95%"))
    return [re.sub(r"\D", "", one).lstrip("0") for one in found]


@pytest.mark.parametrize("alpha", [0.9, 0.7, 0.2])
def test_what_conventions_make_of_an_alpha_is_told(alpha):
    assert all(teller.tell(verdict(alpha)) for teller in TELLERS.values())


QUALITY = {"posts": 40, "low": 0.6, "high": 0.8, "reason": None}
MODEL = [
    {"scope": "all", "metric": "macro_f1", "value": 0.7, **QUALITY},
    {"scope": "all", "metric": "calibration_error", "value": 0.04, **QUALITY},
    {"scope": "answered", "metric": "share", "value": 0.8, **QUALITY},
]


@pytest.mark.parametrize("drawn", ["all", "chosen", None])
@pytest.mark.parametrize("model", [[], MODEL])
@pytest.mark.parametrize(
    "codes",
    [[("attack", "attack"), ("shaming", "attack")] * 40, [("attack", None)] * 2, [(None, None)]],
)
def test_whatever_remains_uncertain_is_told(codes, drawn, model):
    made = data(codes, model=(1,))
    found = replace(
        made,
        posts=made.posts.with_columns(drawn_from=pl.lit(drawn, pl.String)),
        machine_quality=pl.DataFrame(model, schema=made.machine_quality.schema),
    )
    for sentence in coding_uncertainty(found).frame["sentence"]:
        for language, teller in TELLERS.items():
            assert teller.tell(sentence), (language, sentence)


@pytest.mark.parametrize("module", [intervals, paradox, quality, correction, estimate, machines])
def test_no_sentence_of_the_code_is_forgotten(module):
    """Those too that no invented case here brings about."""
    written = [one for one in literals(module) if one.endswith(".") and " " in one]
    assert written or module is intervals
    for text in written:
        for language, teller in TELLERS.items():
            assert teller.tell(text), (language, text)


def literals(module):
    """Return what functions of a module say, with 7 where a value stands; no captions of tables."""
    tree = ast.parse(inspect.getsource(module))
    for function in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)):
        if function.returns and not re.search("Table|Finding", ast.unparse(function.returns)):
            for one in ast.walk(function):
                if isinstance(one, ast.Return | ast.keyword | ast.Assign) and one.value:
                    yield from texts(one.value)


def texts(node):
    """Return the strings in an expression; of one with values in it the whole."""
    if isinstance(node, ast.JoinedStr):
        yield "".join(one.value if isinstance(one, ast.Constant) else "7" for one in node.values)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    else:
        for child in ast.iter_child_nodes(node):
            yield from texts(child)


def test_names_of_categories_are_said_in_the_language_and_others_as_they_are():
    text = "Under .800, against the rest: “Attack” (0.570), “Own words” (-0.017)."
    assert TELLERS["sq"].tell(text) == (
        "Nën 0,800, kundrejt të tjerave: “Sulm” (0,570), “Own words” (-0,017)."
    )


@pytest.mark.parametrize(
    ("language", "text", "own"),
    [
        ("sq", "1,619", "1\u00a0619"),
        ("sl", "74.5%", "74,5%"),
        ("mk", "-0.0166", "-0,0166"),
        ("hr", "12", "12"),
        ("en", "1,619.50", "1,619.50"),
        ("sl", "2020-09-14", "2020-09-14"),
        ("sl", "1,23", "1,23"),
    ],
)
def test_numbers_have_the_marks_of_the_language(language, text, own):
    assert in_marks(text, language).replace("\u2212", "-") == own


def test_one_is_said_as_many_are():
    assert TELLERS["sl"].tell("1 post rest on its code alone; they are in no count.")


@pytest.mark.parametrize(
    "text", ["", "Something else.", "No such post. Something else.", "No such post.No such post."]
)
def test_half_a_translation_is_none(text):
    assert TELLERS["sq"].tell(text) is None
