"""The demo reproduces the shape of the published investigation, counted from its raw files."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime

from tests.demo.raw import PROJECT, RAW, handle, lines

from tefter import demo
from tefter.case import Case

EIGHT = {"XK", "AL", "BA", "HR", "ME", "MK", "RS", "SI"}


def countries(items):
    declared = defaultdict(set)
    for item in items:
        if region := item.get("locationCreated"):
            declared[handle(item)].add(region)
    return declared


def last_views(first, second):
    return {key: second.get(key, item)["stats"]["playCount"] for key, item in first.items()}


def test_there_are_427_videos_by_43_accounts_in_eight_countries(first):
    assert len(first) == 427
    assert len({handle(item) for item in first.values()}) == 43
    assert set().union(*countries(first.values()).values()) == EIGHT


def test_every_account_declares_one_country_and_most_posts_do(first, second):
    for capture in (first, second):
        for item in capture.values():
            assert item.get("locationCreated") in {None, handle(item)[5:7].upper()}
    declared = countries(first.values())
    assert len(declared) == 43
    assert all(len(regions) == 1 for regions in declared.values())
    share = sum("locationCreated" in item for item in first.values()) / len(first)
    assert 0.86 < share < 0.90


def test_the_first_video_is_of_september_2020_and_the_last_of_november_2023(first):
    times = sorted(datetime.fromtimestamp(item["createTime"], UTC) for item in first.values())
    assert (times[0].year, times[0].month) == (2020, 9)
    assert (times[-1].year, times[-1].month) == (2023, 11)


def test_the_videos_have_more_than_thirty_million_views_when_last_seen(first, second):
    assert sum(last_views(first, second).values()) == 30_606_176


def test_one_account_in_kosovo_has_142_videos_and_more_than_eight_million_views(first, second):
    counts = Counter(handle(item) for item in first.values())
    [(name, videos), (_, next_videos)] = counts.most_common(2)
    assert videos == 142
    assert next_videos < 20
    assert countries(first.values())[name] == {"XK"}
    views = last_views(first, second)
    assert sum(views[key] for key, item in first.items() if handle(item) == name) > 8_000_000


def test_one_montenegrin_and_one_slovenian_account_are_empty_in_the_second_capture(first, second):
    before = {handle(item) for item in first.values()}
    emptied = before - {handle(item) for item in second.values()}
    regions = countries(first.values())
    assert sorted(next(iter(regions[name])) for name in emptied) == ["ME", "SI"]
    others = [item for key, item in first.items() if key not in second]
    assert 1 <= sum(handle(item) not in emptied for item in others) <= 10
    assert set(second) < set(first)


def test_counts_grow_a_little_between_the_captures_and_never_shrink(first, second):
    for key, item in second.items():
        for name, value in item["stats"].items():
            assert first[key]["stats"][name] <= value <= first[key]["stats"][name] * 1.05 + 1
        assert item["stats"]["playCount"] > first[key]["stats"]["playCount"]
        for name, value in item.get("statsV2", {}).items():
            assert value == str(item["stats"][name])


def test_318_videos_are_direct_attacks_and_no_category_is_empty():
    counts = Counter(demo.truth()["category"])
    assert counts["direct_attack"] == 318
    assert set(counts) == {"direct_attack", "degrading_public", "public_figure", "general_shaming"}
    assert counts.total() == 427


def test_the_truth_is_about_the_videos_in_the_files(first):
    truth = {row["post_uid"]: row for row in demo.truth().to_dicts()}
    assert set(truth) == {f"tiktok:{key}" for key in first}
    for key, item in first.items():
        row = truth[f"tiktok:{key}"]
        assert row["account_name"] == handle(item)
        assert item.get("locationCreated") in {None, row["country"]}
    assert set(demo.truth()["language"]) == {"sq", "hbs", "mk", "sl"}
    assert set(demo.truth()["variety"]) == {"bs", "hr", "cnr", "sr", "aln", "als", None}


def test_three_records_are_there_to_be_rejected():
    text = (RAW / "tiktok-2023-12.ndjson").read_text(encoding="utf-8")
    repeated = [line for line, count in Counter(text.splitlines()).items() if count > 1]
    assert len(repeated) == 1
    others = [
        one for one in lines("tiktok-2023-12.ndjson") if one["source_platform"] != "tiktok.com"
    ]
    assert [one["source_platform"] for one in others] == ["instagram.com"]
    assert len(text.splitlines()) == 427 + 2
    assert not (RAW / "tiktok-2024-01.ndjson").read_bytes().endswith(b"\n")
    cut = (RAW / "tiktok-2024-01.ndjson").read_text(encoding="utf-8").splitlines()
    assert len(cut) == len(lines("tiktok-2024-01.ndjson")) + 1


def test_comments_belong_to_about_eighty_videos_and_replies_to_comments_before_them(
    comments, first
):
    assert 350 <= len(comments) <= 450
    assert len({one["data"]["aweme_id"] for one in comments}) == 80
    seen = {}
    replies = Counter()
    for one in comments:
        data = one["data"]
        assert one["item_id"] == data["cid"] not in seen
        assert data["create_time"] > first[data["aweme_id"]]["createTime"]
        if data["reply_id"] != "0":
            assert seen[data["reply_id"]]["aweme_id"] == data["aweme_id"]
            assert data["create_time"] > seen[data["reply_id"]]["create_time"]
            replies[data["reply_id"]] += 1
        seen[data["cid"]] = data
    assert replies.total() > 40
    assert all(data["reply_comment_total"] == replies[cid] for cid, data in seen.items())


def test_the_group_has_400_messages_and_events_of_several_kinds(group):
    assert group["type"] == "public_supergroup"
    messages = group["messages"]
    assert len(messages) == 400
    numbers = [message["id"] for message in messages]
    assert numbers == sorted(set(numbers))
    actions = {message["action"] for message in messages if message["type"] == "service"}
    assert {"join_group_by_link", "pin_message", "edit_group_title", "invite_members"} <= actions
    keys = set().union(*messages)
    assert {"reply_to_message_id", "forwarded_from", "photo", "reactions", "poll"} <= keys
    assert {"contact_information", "edited_unixtime"} <= keys
    assert any(message["text"] and isinstance(message["text"], list) for message in messages)
    kinds = {entity["type"] for message in messages for entity in message["text_entities"]}
    assert {"plain", "link", "phone", "email"} <= kinds


def test_twelve_videos_are_shared_in_the_group_and_several_of_them_again(group, first):
    links = Counter()
    for message in group["messages"]:
        for entity in message["text_entities"]:
            if entity["type"] == "link" and "/video/" in entity["text"]:
                key = entity["text"].split("/video/")[1].split("?")[0]
                assert int(message["date_unixtime"]) > first[key]["createTime"]
                links[key] += 1
    assert len(links) == 12
    assert sum(count > 1 for count in links.values()) >= 3
    assert set(links) < set(first)


def test_the_size_of_the_group_is_a_fact_stated_by_a_person(group):
    facts = Case(PROJECT, demo.CASE).file.facts
    assert facts["telegram_group_members"].value > 100_000
    assert not any("members_count" in message for message in group["messages"])


def test_every_kind_of_damage_that_cleaning_mends_is_there(first):
    texts = [item["desc"] for item in first.values()]
    assert sum("\u200b" in text for text in texts) >= 3
    assert sum("\u2068" in text for text in texts) >= 3
    assert sum("&amp;" in text for text in texts) >= 3
    assert sum("Ă«" in text or "Ä‡" in text or "ĹˇĹ" in text for text in texts) >= 2
    assert sum("СЃ" in text and "Р°" in text for text in texts) >= 2
    assert len(texts) - len(set(texts)) >= 4
