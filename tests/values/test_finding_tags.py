"""Hashtags and mentions in text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.values.tags import find_hashtags, find_mentions, fold


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#Čačak#Beograd", ("čačak", "beograd")),
        ("＃Ｔag #TAG", ("tag",)),
        ("\U0001f525#vruće\U0001f525", ("vruće",)),
        ("#sre\u0107a #sre\u0063\u0301a", ("sreća",)),
        ("#İzmir #izmir", ("izmir",)),
        ("#ДАН, #dy_fjalë.", ("дан", "dy_fjalë")),
        ("#2024 #2024godina #1 # #__", ("2024godina",)),
        ("C# a#b &#39; https://x.org/a#top https://x.org/#top", ()),
    ],
)
def test_hashtags_are_found_folded_and_once(text: str, tags: tuple[str, ...]) -> None:
    assert find_hashtags(text) == tags


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("@pera, (@mara.m). ＠wide", ("pera", "mara.m", "wide")),
        ("pera@example.org a.b@example.org pera+x@example.org", ()),
        ("https://www.tiktok.com/@pera/video/7000000000000000123", ()),
        ("@_x_ @Pera @pera", ("_x_", "Pera")),
        ("@ pera, @@pera", ()),
    ],
)
def test_mentions_are_handles_and_neither_addresses_nor_links(
    text: str, handles: tuple[str, ...]
) -> None:
    assert find_mentions(text) == handles


@given(st.text())
def test_folding_twice_is_folding_once(tag: str) -> None:
    assert fold(fold(tag)) == fold(tag)


@given(st.text())
def test_a_tag_in_capitals_is_the_same_tag(tag: str) -> None:
    assert fold("#" + fold(tag)) == fold(tag)


@given(st.text())
def test_what_is_found_stays_what_it_is_when_folded(text: str) -> None:
    for tag in find_hashtags(text):
        assert tag == fold(tag) != ""
        assert not tag.isdigit()
    assert "" not in find_mentions(text)


@given(
    st.lists(st.text(st.sampled_from("abcčćžšđëçабвљњџѓќ"), min_size=1), min_size=1, max_size=6),
    st.sampled_from([" ", "", ", ", "\U0001f525", "\n"]),
)
def test_written_hashtags_are_found_again(words: list[str], between: str) -> None:
    text = between.join(f"#{word}" for word in words)
    assert find_hashtags(text) == tuple(dict.fromkeys(fold(word) for word in words))
