"""Two hundred wrong figures of every kind are planted in the demo's stories: none is missed."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import msgspec
import pytest
from tests.claims.planting import Plant, wrong_figures
from tests.claims.published import CASE, published

from tefter.claims import check_story, read_claims, read_story
from tefter.claims.verdict import PASSING

PLANTED = 200
KINDS = {"exact", "more_than", "less_than", "about", "percent", "fraction", "magnitude", "between"}
KINDS |= {"interval", "rank", "date", "date_range"}


@pytest.fixture(scope="module")
def stories():
    book = read_claims(CASE / "claims.yml")
    return {name: (read_story(CASE / name), claims) for name, claims in book.stories.items()}


@pytest.fixture(scope="module")
def plants(stories):
    """All wrong figures: story, block, place, and what is planted there."""
    found = []
    for name, (story, claims) in stories.items():
        for verdict in check_story(story, claims, published()).verdicts:
            language = claims.language
            if verdict.kind:
                for plant in wrong_figures(verdict.figure, verdict.kind, language):
                    found.append((name, verdict.block, verdict.figure.start, plant))
    return found


def chosen(plants):
    """Two hundred of them, each kind and each story as evenly as there are enough of it."""
    dice = random.Random(2024)
    groups = {}
    for plant in plants:
        groups.setdefault((plant[0], plant[3].kind), []).append(plant)
    for group in groups.values():
        dice.shuffle(group)
    queue = [one for group in groups.values() for one in enumerate(group)]
    return [plant for _, plant in sorted(queue, key=lambda one: one[0])][:PLANTED]


def planted(story, block, start, plant: Plant):
    """The story with a wrong figure in it."""
    old = story.blocks[block]
    text = old.text[:start] + plant.new + old.text[start + len(plant.old) :]
    blocks = (*story.blocks[:block], replace(old, text=text), *story.blocks[block + 1 :])
    return replace(story, blocks=blocks)


def failing_at(checked, block, start, end):
    """Whether a number that the plant touches does not pass."""
    return any(
        one.status not in PASSING
        and one.block == block
        and one.figure.start < end
        and start < one.figure.end
        for one in checked.verdicts
    )


def test_the_untouched_stories_raise_no_alarm(stories):
    alarms = [
        (name, one.line, one.figure.text)
        for name, (story, claims) in stories.items()
        for one in check_story(story, claims, published()).verdicts
        if one.status not in PASSING
    ]
    assert alarms == []
    assert all(check_story(*pair, published()).passes for pair in stories.values())


def test_the_story_has_at_least_25_claims_and_every_kind(stories):
    story, claims = stories["story.md"]
    bound = [one.kind for one in check_story(story, claims, published()).verdicts if one.kind]
    assert len(claims.claims) >= 25
    assert set(bound) == KINDS


def test_of_200_planted_figures_of_every_kind_none_is_missed(stories, plants):
    missed, kinds = [], Counter()
    for name, block, start, plant in chosen(plants):
        story, claims = stories[name]
        checked = check_story(planted(story, block, start, plant), claims, published())
        kinds[plant.kind] += 1
        here = failing_at(checked, block, start, start + len(plant.new))
        # "First" and "second" need no claim: planted for "third", they make its sentence go.
        if checked.passes or not (here or checked.gone):
            missed.append((name, plant))
    assert kinds.total() == PLANTED
    assert set(kinds) == KINDS
    assert missed == []


def test_of_all_wrong_figures_that_we_can_write_none_is_missed(stories, plants):
    assert len(plants) > 900
    missed = [
        (name, plant)
        for name, block, start, plant in plants
        if check_story(
            planted(stories[name][0], block, start, plant), stories[name][1], published()
        ).passes
    ]
    assert missed == []


@pytest.mark.parametrize("change", [1.001, 1.12, 0.999, 0.88])
def test_a_figure_that_was_wrong_from_the_start_is_caught_by_the_rule_of_its_kind(stories, change):
    """Story and claims agree with each other, and the data with neither."""
    moved = [
        msgspec.json.decode(msgspec.json.encode(one)) | {"value": _moved(one["value"], change)}
        for one in published()
    ]
    unmoved = []
    for story, claims in stories.values():
        for one in check_story(story, claims, moved).verdicts:
            exact = one.kind in {"exact", "date", "date_range"}
            if one.status == "holds" and (exact or (abs(change - 1) > 0.1 and one.kind in CLOSE)):
                unmoved.append((one.kind, one.text, one.actual))
    assert unmoved == []


CLOSE = {"more_than", "less_than", "about"}


def _moved(value, change):
    if isinstance(value, str):
        return f"{int(value[:4]) + 1}{value[4:]}"
    moved = value * change if isinstance(value, float) else round(value * change)
    return moved if moved != value else value + (1 if change > 1 else -1)


def test_a_number_that_was_added_to_a_story_is_bound_to_nothing(stories):
    additions = {
        "story.md": ["It took 12 days.", "Nineteen were mended.", "That is 5%.", "In June 2021."],
        "story.sq.md": ["Zgjati 12 ditë.", "Tre të pestat.", "Në qershor 2021."],
        "story.mk.md": ["Траеше 12 дена.", "Девет профили.", "Во јуни 2021."],
        "story.bs.md": ["Trajalo je 12 dana.", "Dvije petine.", "U junu 2021."],
        "story.sr.md": ["Трајало је 12 дана.", "Девет налога.", "У јуну 2021."],
        "story.sl.md": ["Trajalo je 12 dni.", "Devet računov.", "Junija 2021."],
    }
    for name, sentences in additions.items():
        story, claims = stories[name]
        for index in range(1, len(story.blocks)):
            sentence = sentences[index % len(sentences)]
            block = story.blocks[index]
            plant = Plant("added", "", f" {sentence}")
            added = planted(story, index, len(block.text), plant)
            checked = check_story(added, claims, published())
            failing = [one for one in checked.verdicts if one.status not in PASSING]
            assert [one.status for one in failing] == ["bound to nothing"], (name, sentence)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("story.md", "more than 30 million", "less than 30 million"),
        ("story.md", "seen more than eight", "seen about eight"),
        ("story.md", "fewer than thirty", "more than thirty"),
        ("story.sq.md", "më shumë se 30", "më pak se 30"),
        ("story.mk.md", "повеќе од 30", "помалку од 30"),
        ("story.sr.md", "више од 30", "мање од 30"),
        ("story.sl.md", "več kot 30", "manj kot 30"),
    ],
)
def test_more_that_became_less_is_caught_in_the_story_and_in_the_claims(stories, name, old, new):
    story, claims = stories[name]
    [index] = [n for n, one in enumerate(story.blocks) if old in " ".join(one.text.split())]
    start = story.blocks[index].text.index(old)
    changed = planted(story, index, start, Plant("words", old, new))
    assert not check_story(changed, claims, published()).passes
    text = msgspec.json.encode(claims).decode().replace(old, new)
    both = msgspec.json.decode(text, type=type(claims))
    checked = check_story(changed, both, published())
    assert "does not hold" in {one.status for one in checked.verdicts}
