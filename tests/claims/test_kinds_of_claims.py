"""One rule for each kind of claim: what it lets through, and what not."""

from __future__ import annotations

import pytest
from tests.claims.published import published

from tefter.claims import check_story, parse_story
from tefter.claims.book import Binding, Claim, StoryClaims


def verdicts(sentence, *bindings, language="en", numbers=None):
    claims = StoryClaims(language, [Claim(sentence, [Binding(**one) for one in bindings])])
    return check_story(parse_story(sentence), claims, numbers or published()).verdicts


def status(sentence, number, finding, kind, language="en", **more):
    binding = {"number": number, "finding": finding, "kind": kind, **more}
    found = {one.status for one in verdicts(sentence, binding, language=language)}
    assert len(found) == 1
    return found.pop()


YES, NO = "holds", "does not hold"


@pytest.mark.parametrize(
    ("sentence", "number", "finding", "kind", "expected"),
    [
        ("We saw 427 videos.", "427", "tiktok_posts", "exact", YES),
        ("We saw 428 videos.", "428", "tiktok_posts", "exact", NO),
        ("We saw more than 427 videos.", "427", "tiktok_posts", "exact", NO),
        ("In 2020 videos.", "2020", "tiktok_posts", "exact", NO),
        ("Some 30.6 million views.", "30.6 million", "tiktok_views", "rounded", YES),
        ("It is 30.7 million views.", "30.7 million", "tiktok_views", "rounded", NO),
        ("It is 31 million views.", "31 million", "tiktok_views", "rounded", YES),
        ("More than 30 million.", "30 million", "tiktok_views", "more_than", YES),
        ("More than 31 million.", "31 million", "tiktok_views", "more_than", NO),
        ("More than 20 million.", "20 million", "tiktok_views", "more_than", NO),
        ("No more than 30 million.", "30 million", "tiktok_views", "more_than", NO),
        ("More than\nthe 30 million.", "30 million", "tiktok_views", "more_than", YES),
        ("It has 30 million+ views.", "30 million", "tiktok_views", "more_than", YES),
        ("We saw 427+ videos.", "427", "tiktok_posts", "exact", NO),
        ("Views: 30 million.", "30 million", "tiktok_views", "more_than", NO),
        ("Less than 31 million.", "31 million", "tiktok_views", "less_than", YES),
        ("Less than 30 million.", "30 million", "tiktok_views", "less_than", NO),
        ("About 31 million.", "31 million", "tiktok_views", "about", YES),
        ("About 33 million.", "33 million", "tiktok_views", "about", NO),
        ("It was 31 million.", "31 million", "tiktok_views", "about", NO),
        ("That is 74%.", "74%", "category_direct_attack_share", "percent", YES),
        ("That is 74.5%.", "74.5%", "category_direct_attack_share", "percent", YES),
        ("That is 74.47%.", "74.47%", "category_direct_attack_share", "percent", YES),
        ("That is 75%.", "75%", "category_direct_attack_share", "percent", NO),
        ("That is 74.", "74", "category_direct_attack_share", "percent", NO),
        ("That is 318%.", "318%", "category_direct_attack_posts", "exact", NO),
        ("Hundreds of videos.", "Hundreds", "tiktok_posts", "magnitude", YES),
        ("Thousands of videos.", "Thousands", "tiktok_posts", "magnitude", NO),
        ("Dozens of videos.", "Dozens", "tiktok_posts", "magnitude", NO),
        ("Between 400 and 500.", "400 and 500", "tiktok_posts", "between", YES),
        ("Between 430 and 500.", "430 and 500", "tiktok_posts", "between", NO),
        ("70 to 78%.", "70 to 78%", "category_direct_attack_share", "interval", YES),
        ("70 to 79%.", "70 to 79%", "category_direct_attack_share", "interval", NO),
        ("70 to 79%.", "70 to 79%", "tiktok_posts", "interval", NO),
        ("In September 2020.", "September 2020", "first_posted", "date", YES),
        ("On 14 September.", "14 September", "first_posted", "date", YES),
        ("In 2020.", "2020", "first_posted", "date", YES),
        ("In October 2020.", "October 2020", "first_posted", "date", NO),
        ("In 2021.", "2021", "first_posted", "date", NO),
        ("We saw 2020 videos.", "2020", "tiktok_posts", "date", NO),
        ("At 10:30.", "10:30", "tiktok_posts", "exact", NO),
        ("We saw 427 videos.", "427", "first_posted", "exact", NO),
    ],
)
def test_the_rule_of_each_kind(sentence, number, finding, kind, expected):
    assert status(sentence, number, finding, kind) == expected


def test_a_fraction_may_stand_for_its_range_only():
    share = "category_direct_attack_share"
    three = ("Three quarters of them.", "Three quarters", share, "fraction")
    assert status(*three, range=(0.7, 0.8)) == YES
    assert status(*three, range=(0.6, 0.7)) == NO
    assert status("Two thirds of them.", "Two thirds", share, "fraction", range=(0.7, 0.8)) == NO


@pytest.mark.parametrize(
    ("language", "sentence", "number"),
    [
        ("en", "Three out of four videos.", "Three out of four"),
        ("en", "Three in four videos.", "Three in four"),
        ("en", "3 of every 4 videos.", "3 of every 4"),
        ("sq", "Tre nga katër video.", "Tre nga katër"),
        ("sq", "Tre çerekët e videove.", "Tre çerekët"),
        ("mk", "Три од четири видеа.", "Три од четири"),
        ("hr", "Tri od četiri videa.", "Tri od četiri"),
        ("sr", "Три од четири снимка.", "Три од четири"),
        ("sl", "Trije od štirih videov.", "Trije od štirih"),
    ],
)
def test_so_many_out_of_so_many_are_a_fraction(language, sentence, number):
    told = (sentence, number, "category_direct_attack_share", "fraction")
    assert status(*told, language=language, range=(0.7, 0.8)) == YES
    assert status(*told, language=language, range=(0.6, 0.7)) == NO


@pytest.mark.parametrize(
    ("language", "sentence", "number"),
    [
        ("en", "One in three videos.", "One in three"),
        ("sq", "Një nga tre video.", "Një nga tre"),
        ("mk", "Едно од три видеа.", "Едно од три"),
        ("bs", "Jedan od tri videa.", "Jedan od tri"),
        ("sl", "Eden od treh videov.", "Eden od treh"),
        ("sl", "Vsak tretji video.", "tretji"),
        ("hr", "Svaki treći video.", "treći"),
    ],
)
def test_one_in_three_and_every_third_are_a_third(language, sentence, number):
    told = (sentence, number, "top_account_posts", "fraction")
    third = {"of": "tiktok_posts", "range": (0.3, 0.36)}
    assert status(*told, language=language, **third) == YES


def test_so_many_out_of_so_many_may_be_bounded():
    told = ("About one in three videos.", "one in three", "top_account_posts", "about")
    assert status(*told, of="tiktok_posts") == YES
    told = ("More than three in four.", "three in four", "category_direct_attack_share")
    assert status(*told, "more_than") == NO
    assert status("In 2020 of 427.", "2020 of 427", "tiktok_views", "about") == NO


def test_one_finding_may_be_divided_by_another():
    third = {"of": "tiktok_posts", "range": (0.3, 0.36)}
    assert status("A third of it.", "third", "top_account_posts", "fraction", **third) == YES
    assert status("That is 33%.", "33%", "top_account_posts", "percent", of="tiktok_posts") == YES
    assert status("That is 34%.", "34%", "top_account_posts", "percent", of="tiktok_posts") == NO


RANKED = [
    f"category_{name}_posts" for name in ("direct_attack", "general_shaming", "public_figure")
]


def test_a_rank_is_counted_among_the_others():
    own = "category_degrading_public_posts"
    assert status("It comes third.", "third", own, "rank", among=RANKED) == NO
    assert status("It comes 2nd.", "2nd", own, "rank", among=RANKED) == YES
    assert status("It comes third.", "third", own, "rank", among=RANKED, smallest=True) == YES


def test_a_shared_rank_is_no_rank():
    numbers = [one | {"value": 44} if one["name"] == RANKED[1] else one for one in published()]
    binding = {"number": "2nd", "finding": "category_degrading_public_posts", "kind": "rank"}
    [one] = verdicts("It comes 2nd.", binding | {"among": RANKED}, numbers=numbers)
    assert (one.status, one.reason) == (NO, "another finding has the same value")


@pytest.mark.parametrize(
    ("language", "sentence", "number"),
    [
        ("sq", "Mbi 30 milionë herë.", "30 milionë"),
        ("sq", "Më shumë se tridhjetë milionë.", "tridhjetë milionë"),
        ("mk", "Над триесет милиони.", "триесет милиони"),
        ("hr", "Preko trideset milijuna.", "trideset milijuna"),
        ("bs", "Više od 30 miliona.", "30 miliona"),
        ("sr", "Преко 30 милиона.", "30 милиона"),
        ("sl", "Več kot 30 milijonov.", "30 milijonov"),
    ],
)
def test_more_than_is_understood_in_every_language(language, sentence, number):
    assert status(sentence, number, "tiktok_views", "more_than", language=language) == YES


def test_words_for_more_than_that_we_do_not_know_can_be_named():
    told = ("Views eclipsing 30 million.", "30 million", "tiktok_views", "more_than")
    assert status(*told) == NO
    assert status(*told, words="eclipsing") == YES


MORE = [
    ("en", "In excess of 427 videos."),
    ("en", "They surpassed 427 videos."),
    ("en", "More than the 427 videos."),
    ("en", "Exceeding the mark of 427 videos."),
    ("en", "More than about 427 videos."),
    ("sq", "Kaloi numrin prej 427 video."),
    ("mk", "Ја надмина бројката од 427 видеа."),
    ("hr", "Premašio je brojku od 427 videa."),
    ("bs", "Više od čak 427 videa."),
    ("sl", "Preseglo je število 427 videov."),
    ("sq", "Numri kaloi 427 video."),
    ("sq", "Më tepër sesa 427 video."),
    ("mk", "Надмина 427 видеа."),
    ("mk", "Преку 427 видеа."),
    ("sr", "Više nego 427 snimaka."),
    ("sr", "Више него 427 снимака."),
    ("hr", "Premašio je 427 videa."),
    ("bs", "Prešlo je 427 videa."),
    ("sl", "Več od 427 videov."),
    ("sl", "Število presega 427 videov."),
]
LEAST = [
    ("en", "At least 427 videos."),
    ("en", "A minimum of 427 videos."),
    ("en", "No fewer than 427 videos."),
    ("en", "427 or more videos."),
    ("en", "427 videos or more."),
    ("en", "427-plus videos."),
    ("en", "427, if not more."),
    ("en", "427 videos and counting."),
    ("en", "427+ videos."),
    ("en", "427 videos at least."),
    ("en", "Videos: ≥ 427."),
    ("sq", "Së paku 427 video."),
    ("sq", "Jo më pak se 427 video."),
    ("sq", "427 video e më shumë."),
    ("mk", "Не помалку од 427 видеа."),
    ("mk", "Барем 427 видеа."),
    ("mk", "427 или повеќе видеа."),
    ("hr", "Najmanje 427 videa."),
    ("bs", "Barem 427 videa."),
    ("sr", "Ne manje od 427 snimaka."),
    ("sr", "427 и више снимака."),
    ("sl", "Najmanj 427 videov."),
    ("sl", "Vsaj 427 videov."),
    ("sl", "427 ali več videov."),
]
MOST = [
    ("en", "At most 427 videos."),
    ("en", "Up to 427 videos."),
    ("en", "No more than 427 videos."),
    ("en", "427 videos or fewer."),
    ("sq", "Jo më shumë se 427 video."),
    ("sq", "Deri në 427 video."),
    ("mk", "Најмногу 427 видеа."),
    ("mk", "Не повеќе од 427 видеа."),
    ("hr", "Najviše 427 videa."),
    ("sr", "Не више од 427 снимака."),
    ("bs", "Do 427 videa."),
    ("sl", "Največ 427 videov."),
    ("sl", "Ne več kot 427 videov."),
]


@pytest.mark.parametrize(("language", "sentence"), [*MORE, *LEAST, *MOST])
def test_a_number_that_bounds_the_finding_is_not_exact(language, sentence):
    for kind in ("exact", "rounded"):
        assert status(sentence, "427", "tiktok_posts", kind, language=language) == NO


@pytest.mark.parametrize(("language", "sentence"), MORE)
def test_more_than_needs_a_finding_that_is_larger(language, sentence):
    fewer = sentence.replace("427", "426")
    assert status(sentence, "427", "tiktok_posts", "more_than", language=language) == NO
    assert status(fewer, "426", "tiktok_posts", "more_than", language=language) == YES
    assert status(fewer, "426", "tiktok_posts", "at_least", language=language) == NO


@pytest.mark.parametrize(
    ("sentences", "kind", "right", "wrong"),
    [(LEAST, "at_least", ("427", "426"), ("428", "300")), (MOST, "at_most", ("427",), ("426",))],
)
def test_at_least_and_at_most_hold_of_the_number_itself(sentences, kind, right, wrong):
    for language, sentence in sentences:
        for numbers, expected in ((right, YES), (wrong, NO)):
            for number in numbers:
                told = sentence.replace("427", number)
                found = status(told, number, "tiktok_posts", kind, language=language)
                assert (told, found) == (told, expected)


@pytest.mark.parametrize(
    "sentence",
    [
        "We saw 427 videos and more than 30 million views.",
        "There were 427 videos, more than ever.",
        "427 plus 43",
        "427 by three or more",
    ],
)
def test_words_that_bound_another_number_do_not_touch_this_one(sentence):
    numbers = {"number": "427", "finding": "tiktok_posts", "kind": "exact"}
    assert verdicts(sentence, numbers)[0].status == YES


def test_a_fraction_that_the_share_exceeds_is_no_fraction():
    share = {"of": "tiktok_posts", "range": (0.3, 0.36)}
    told = ("More than a third.", "third", "top_account_posts")
    assert status(*told, "fraction", **share) == NO
    told = ("At most a third.", "third", "top_account_posts")
    assert status(*told, "at_most", of="tiktok_posts") == YES


def test_a_serbian_word_that_means_about_is_enough():
    numbers = [one | {"value": 98} if one["name"] == "tiktok_posts" else one for one in published()]
    binding = {"number": "stotinjak", "finding": "tiktok_posts", "kind": "about"}
    [one] = verdicts("Našli smo stotinjak videa.", binding, language="bs", numbers=numbers)
    assert one.status == YES


def test_a_finding_that_the_run_does_not_have_is_named_with_the_nearest_one():
    [one] = verdicts("A 427.", {"number": "427", "finding": "tiktok_post", "kind": "exact"})
    assert one.status == NO
    assert one.reason == "the run has no finding tiktok_post; did you mean tiktok_posts?"


def test_a_finding_that_is_not_known_holds_nothing():
    numbers = [one | {"value": None} for one in published()]
    binding = {"number": "427", "finding": "tiktok_posts", "kind": "exact"}
    [one] = verdicts("A 427.", binding, numbers=numbers)
    assert (one.status, one.actual) == (NO, "not known")


@pytest.mark.parametrize(
    ("language", "sentence", "number", "day", "other"),
    [
        ("en", "On Monday, 14 September 2020.", "14 September 2020", "Monday", "Friday"),
        ("en", "On Monday the 14th of September.", "14th of September", "Monday", "Sunday"),
        ("en", "On 14 September 2020 (Monday).", "14 September 2020", "Monday", "Tuesday"),
        ("en", "It was 14 September 2020, a Monday.", "14 September 2020", "Monday", "Sunday"),
        ("en", "Mon. 2020-09-14", "2020-09-14", "Mon", "Tue"),
        ("sq", "Të hënën, më 14 shtator 2020.", "14 shtator 2020", "hënën", "premten"),
        ("sq", "E hënë, 14 shtator 2020.", "14 shtator 2020", "hënë", "diel"),
        ("mk", "Понеделник, 14 септември 2020.", "14 септември 2020", "Понеделник", "Петок"),
        ("hr", "U ponedjeljak, 14. rujna 2020.", "14. rujna 2020", "ponedjeljak", "petak"),
        ("bs", "U ponedjeljak 14. 9. 2020.", "14. 9. 2020", "ponedjeljak", "srijedu"),
        ("sr", "У понедељак, 14. септембра 2020.", "14. септембра 2020", "понедељак", "среду"),
        ("sl", "V ponedeljek, 14. septembra 2020.", "14. septembra 2020", "ponedeljek", "sredo"),
    ],
)
def test_the_weekday_beside_a_date_is_that_of_the_day(language, sentence, number, day, other):
    told = (number, "first_posted", "date")
    assert status(sentence, *told, language=language) == YES
    assert status(sentence.replace(day, other), *told, language=language) == NO


def test_a_weekday_of_something_else_does_not_touch_a_date():
    sentence = "Since Friday. On 14 September 2020, Sunday papers wrote of it."
    assert status(sentence, "14 September 2020", "first_posted", "date") == YES


def test_each_end_of_a_range_of_dates_has_its_own_verdict():
    found = verdicts(
        "From September 2020 to October 2023.",
        {
            "number": "September 2020 to October 2023",
            "finding": ["first_posted", "last_posted"],
            "kind": "date_range",
        },
    )
    assert [(one.status, one.actual) for one in found] == [(YES, "2020-09-14"), (NO, "2023-11-27")]
