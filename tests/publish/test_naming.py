"""Findings and tables have a name in the reader's language."""

from __future__ import annotations

import pytest
from tests.findings.sample import CATEGORIES, sample

from tefter.findings import all_findings, tables
from tefter.publish.naming import finding_name, table_name

LANGUAGES = ("en", "sq", "mk", "bs", "hr", "sr", "cnr", "sl")
STATED = {"telegram_group_members"}
"""What editors stated in ``case.yml`` has the name that they gave it."""


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_and_table_has_a_name_of_its_own_in_every_language(language):
    data = sample()
    labels = {category: f"<{category}>" for category in CATEGORIES}
    named = {name: finding_name(name, language, labels) for name in all_findings(data)}
    assert {name for name, called in named.items() if not called} <= STATED
    called = [one for one in named.values() if one]
    assert len(set(called)) == len(called)
    tabled = [table_name(name, language) for name in tables(data)]
    assert all(tabled) and len(set(tabled)) == len(tabled)
    assert not [one for one in called if "{" in one or "*" in one]


def test_countries_and_categories_stand_in_them_in_the_same_language():
    assert finding_name("country_XK_posts", "sq", {}) == "Postime sipas vendit: Kosovë"
    called = finding_name("category_attack_share", "mk", {"attack": "Директен напад"})
    assert called == "Удел на кодирани објави: Директен напад"


def test_what_a_newsroom_counts_for_itself_has_no_name_but_its_own():
    assert finding_name("our_own_count", "en", {}) is None
    assert finding_name("category_unheard_of_posts", "en", {"attack": "Attack"}) is None
    assert table_name("our_own", "en") is None
    assert finding_name("tiktok_posts", "fr", {}) == "TikTok posts"
