"""Links in text, and the posts they lead to."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tefter.values.links import find_urls, post_of
from tefter.values.uids import telegram, tiktok

VIDEO = "7000000000000000123"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://x.org/a.", ("https://x.org/a",)),
        ("https://x.org/bacteria's", ("https://x.org/bacteria's",)),
        ("'https://x.org/a' he said", ("https://x.org/a",)),
        ("['https://x.org/a', 'https://x.org/b']", ("https://x.org/a", "https://x.org/b")),
        ("'https://x.org/a','https://x.org/b'", ("https://x.org/a", "https://x.org/b")),
        ("https://x.org/a,https://x.org/b", ("https://x.org/a", "https://x.org/b")),
        ("(https://x.org/a)", ("https://x.org/a",)),
        ("(https://x.org/A_(b))", ("https://x.org/A_(b)",)),
        ("[name](https://x.org/a)", ("https://x.org/a",)),
        ("„https://x.org/a“", ("https://x.org/a",)),
        ("https://пример.срб/пут!", ("https://пример.срб/пут",)),
        ("t.me/name/12\U0001f525", ("t.me/name/12",)),
        ("https://x.org/a\u200b", ("https://x.org/a",)),
        ("www.x.org, www.x.org", ("www.x.org",)),
        ("me@t.me/name net.me awww.nice https://... http://", ()),
    ],
)
def test_a_link_begins_and_ends_where_people_begin_and_end_it(
    text: str, links: tuple[str, ...]
) -> None:
    assert find_urls(text) == links


@pytest.mark.parametrize(
    "link",
    [
        f"https://www.tiktok.com/@name/video/{VIDEO}",
        f"https://www.tiktok.com/@name/photo/{VIDEO}?is_from_webapp=1&lang=sq",
        f"https://www.tiktok.com/%40name/video/{VIDEO}/",
        f"https://www.tiktok.com/@/video/{VIDEO}",
        f"https://m.tiktok.com/v/{VIDEO}.html?u_code=1",
        f"https://www.tiktok.com/embed/v2/{VIDEO}",
        f"https://www.tiktok.com/player/v1/{VIDEO}",
        f"https://www.tiktokv.com/share/video/{VIDEO}/",
        f"tiktok.com/@name/video/{VIDEO}",
        f" HTTPS://TikTok.com/@name/video/{VIDEO} ",
    ],
)
def test_every_link_to_a_video_leads_to_it(link: str) -> None:
    assert post_of(link) == f"tiktok:{VIDEO}"


@pytest.mark.parametrize(
    ("link", "post"),
    [
        ("https://t.me/name/12", "telegram:name/12"),
        ("t.me/Name/12", "telegram:name/12"),
        ("https://t.me/name/5/12", "telegram:name/12"),
        ("https://t.me/s/name/12", "telegram:name/12"),
        ("https://t.me/name/12?single", "telegram:name/12"),
        ("https://t.me/name/12?comment=99", "telegram:name/12"),
        ("https://telegram.me/name/12", "telegram:name/12"),
        ("telegram.dog/name/12", "telegram:name/12"),
        ("https://name.t.me/12", "telegram:name/12"),
        ("https://t.me/c/1234/12", "telegram:1234/12"),
        ("https://t.me/c/1234/5/12?thread=5", "telegram:1234/12"),
        ("tg://resolve?domain=name&post=12", "telegram:name/12"),
        ("tg://privatepost?channel=1234&post=12", "telegram:1234/12"),
    ],
)
def test_every_link_to_a_message_leads_to_it(link: str, post: str) -> None:
    assert post_of(link) == post


@pytest.mark.parametrize(
    "link",
    [
        "https://vm.tiktok.com/ZMabc/",
        "https://www.tiktok.com/t/ZTabc/",
        "https://tiktok.com/@name",
        "https://t.me/name",
        "https://t.me/joinchat/12345",
        "https://t.me/login/12345",
        "https://t.me/name/s/12",
        "https://t.me/name/0",
        "https://t.me/name/12…",
        "https://t.me/+1",
        "https://x.org/t.me/name/12",
        "https://t.me@x.org/name/12",
        "javascript:t.me/name/12",
        f"https://tiktok.com.x.org/@name/video/{VIDEO}",
        "http://[::1",
        "https://t.me/name/\u0663",
        f"https://www.tiktok.com/@name/video/{VIDEO[:12]}…",
        "",
    ],
)
def test_a_link_that_does_not_say_its_post_leads_to_none(link: str) -> None:
    assert post_of(link) is None


NUMBERS = st.integers(1, 2**53).map(str)
NAMES = st.from_regex(r"[a-z][a-z0-9_]{4,20}", fullmatch=True).filter(
    lambda name: post_of(f"t.me/{name}/1") is not None  # not one of Telegram's own words
)


@given(st.integers(10**18, 2**63 - 1).map(str), st.sampled_from(["video", "photo"]))
def test_the_link_of_a_video_gives_back_its_uid(number: str, kind: str) -> None:
    link = f"https://www.tiktok.com/@name/{kind}/{number}"
    assert find_urls(f"vidi {link}, danas") == (link,)
    assert post_of(link) == tiktok(number)


@given(NUMBERS, NUMBERS)
def test_the_link_of_a_private_message_gives_back_its_uid(chat: str, message: str) -> None:
    assert post_of(f"https://t.me/c/{chat}/{message}") == telegram(chat, message)


@given(NAMES, NUMBERS)
def test_the_link_of_a_public_message_gives_back_its_uid(name: str, message: str) -> None:
    assert post_of(f"https://t.me/{name}/{message}") == telegram(name, message)


@given(st.text(st.sampled_from("htps:/.w@tme#?'’)(,…[]\u200b ačж1")))
def test_a_found_link_stands_in_the_text_and_any_link_can_be_asked(text: str) -> None:
    for link in find_urls(text):
        assert link in text
        assert " " not in link
        post_of(link)
    post_of(text)
