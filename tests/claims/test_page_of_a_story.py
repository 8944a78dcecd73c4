"""The page of a story: offline, escaped, each number led to its finding, chart and code."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.published import published

from tefter.claims import check_story, parse_story, story_page
from tefter.claims.book import Binding, Claim, Exemption, StoryClaims
from tefter.claims.code import code_of
from tefter.claims.marking import marked

PROVENANCE = {
    "run": "2024-01-01T000000Z",
    "content_digest": "0" * 64,
    "code": {"commit": "abc"},
    "synthetic": True,
}
STORY = """# The **4**27 videos

There were 427 videos by 44 accounts, more than [30 million views](https://example.org/@someone).
One of nine was posted on 6 March 2024. Call +383 42 123 456.

| what | many |
|---|--:|
| Videos | 427 |
"""
CLAIMS = [
    Claim("The 427 videos", [Binding("427", "tiktok_posts", "exact")]),
    Claim(
        "427 videos by 43 accounts, more than 30 million views",
        [
            Binding("427", "tiktok_posts", "exact"),
            Binding("43", "tiktok_accounts", "exact"),
            Binding("30 million", "tiktok_views", "more_than"),
        ],
    ),
    Claim("Videos | 427", [Binding("427", "tiktok_posts", "exact")]),
]
SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>"
EXEMPT = [Exemption("on 6 March 2024", "the date of the <article>")]


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tags, self.ids, self.links, self.loads, self.words = [], [], [], [], ""
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags.append((tag, given))
        self.ids += [given["id"]] if "id" in given else []
        self.links += [given["href"]] if "href" in given else []
        self.loads += [given[name] for name in ("src", "srcset", "data", "action") if name in given]

    def handle_data(self, data):
        self.words += data


@pytest.fixture
def run(tmp_path):
    (tmp_path / "charts").mkdir()
    words = {"name": "cumulative_views", "title": "Views <rise>", "caption": "Synthetic data."}
    words |= {"alt": "A line that rises.", "svg": SVG, "narrow_svg": SVG}
    chart = {"usermeta": {"tefter": words}}
    (tmp_path / "charts" / "cumulative_views.json").write_text(json.dumps(chart))
    return tmp_path


def make(run, story=STORY, claims=CLAIMS, exempt=EXEMPT, *, same_code=True, numbers=None):
    given = StoryClaims("en", list(claims), list(exempt))
    numbers = numbers or published()
    return story_page(
        check_story(parse_story(story), given, numbers),
        title="story.md",
        numbers=numbers,
        run=run,
        provenance=PROVENANCE,
        same_code=same_code,
    )


def test_every_number_leads_to_a_place_on_the_page(run):
    page = Page(make(run))
    assert len(page.ids) == len(set(page.ids))
    assert all(link.startswith("#") and link[1:] in page.ids for link in page.links)
    claims = [given for tag, given in page.tags if tag == "a" and "claim" in given.get("class", "")]
    assert {one["href"] for one in claims} >= {"#finding-tiktok_posts", "#finding-tiktok_views"}


def test_a_verdict_is_told_by_a_sign_and_in_words_not_by_colour_alone(run):
    page = make(run).decode()
    assert "✗</span>" in page
    assert "(does not hold: 43 accounts)" in page
    assert "(bound to nothing)" in page
    assert "(holds: 427 posts)" in page


def test_the_finding_stands_with_value_filter_chart_and_code(run):
    page = Page(make(run))
    assert "chart-cumulative_views" in page.ids
    for words in ("30,606,176 views", "tiktok_posts in lib/tefter/findings/posts.py, line"):
        assert words in page.words
    assert "def tiktok_posts(data: Data)" in page.words


def test_the_page_loads_nothing_and_runs_nothing(run):
    made = make(run)
    page = Page(made)
    assert all(address.startswith("data:image/svg+xml;base64,") for address in page.loads)
    assert not [tag for tag, _ in page.tags if tag in {"script", "iframe", "object", "link"}]
    assert not [given for _, given in page.tags if "style" in given]
    policy = next(
        given["content"] for tag, given in page.tags if tag == "meta" and "content" in given
    )
    style = re.search("<style>(.*?)</style>", made.decode(), re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'")
    assert f"'sha256-{digest}'" in policy


def test_addresses_of_links_and_personal_data_are_left_out(run):
    page = make(run).decode()
    for hidden in ("example.org", "@someone", "123 456", "383"):
        assert hidden not in page


def test_nothing_in_a_story_or_a_finding_becomes_markup(run):
    hostile = "<script>alert(427)</script> <img src=x onerror=1> [x](javascript:alert(1))"
    numbers = [one | {"sentence": hostile, "filter": hostile} for one in published()]
    claim = Claim("427", [Binding("427", "tiktok_posts", "exact")])
    page = Page(make(run, f"{hostile}\n\nA 427.", [claim], [], numbers=numbers))
    assert not [tag for tag, _ in page.tags if tag == "script"]
    assert not [given for _, given in page.tags if any(name.startswith("on") for name in given)]
    assert not [link for link in page.links if "javascript" in link]


def test_a_number_in_a_link_in_bold_or_cut_by_emphasis_is_marked_whole(run):
    page = make(run).decode()
    heading = re.search("<h1>(.*?)</h1>", page, re.DOTALL)[1]
    assert re.sub("<[^>]+>", "", heading).startswith("The 427✓ (holds: 427 posts) videos")
    assert heading.count('id="number-1"') == 1


def test_a_column_to_the_right_stays_there_without_a_style_in_the_element(run):
    assert '<td class="right"><a class="claim holds"' in make(run).decode()


def test_the_page_says_synthetic_and_whether_the_code_is_the_one_of_the_run(run):
    assert "Synthetic data." in make(run).decode()
    warning = "This Tefter is not the one that made the run"
    assert warning not in make(run).decode()
    assert warning in make(run, same_code=False).decode()


def test_the_same_story_gives_the_same_page(run):
    assert make(run) == make(run)


@pytest.mark.parametrize(
    "made_by",
    ["os:system", "tefter.findings.posts:nothing", "tefter.findings.no:x", "tefter.cli:main", ""],
)
def test_code_outside_the_findings_is_never_opened(made_by):
    assert code_of(made_by) is None


def test_code_is_shown_with_its_decorator_and_its_place():
    code = code_of("tefter.findings.posts:tiktok_posts")
    assert code.source.startswith("@finding\ndef tiktok_posts(")
    assert code.file == "lib/tefter/findings/posts.py"


SIGNS = ["# ", "**", "_", "`", "[", "](a)", "![", "|", "|---|", "\n", "\n\n", "- ", "1. ", "> "]
SIGNS += ["[^1]", "[^1]: ", "<b>", "&amp;", "~~", "```\n", "---\n", " ", "\\"]
SIGNS += ["427", "30 million", "videos", "three quarters", "+383 42 123 456"]
MARKDOWN = st.lists(st.sampled_from(SIGNS), max_size=30).map("".join)


@given(MARKDOWN)
def test_whatever_the_markdown_every_number_has_its_anchor_once_and_its_letters(story):
    try:
        parsed = parse_story(story)
    except yaml.YAMLError:
        return
    checked = check_story(parsed, StoryClaims("en", CLAIMS), published())
    page = Page(marked(checked).encode())
    anchors = [f"number-{n}" for n in range(1, len(checked.verdicts) + 1)]
    assert sorted(one for one in page.ids if one.startswith("number-")) == sorted(anchors)
    assert not [tag for tag, _ in page.tags if tag in {"script", "img", "b"}]


@pytest.mark.browser
def test_it_opens_in_a_browser_without_a_complaint_at_both_widths(run, browser, tmp_path):
    path = tmp_path / "story.html"
    path.write_bytes(make(run))
    for width in (390, 1200):
        opened = browser.new_page(viewport={"width": width, "height": 800})
        said = []
        opened.on("console", lambda message, said=said: said.append(message.text))
        opened.goto(path.as_uri())
        assert said == []
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
        opened.close()
