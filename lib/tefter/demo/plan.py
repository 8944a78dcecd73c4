"""The shape of the demo: who posted what kind of video when, and how often it was seen.

The totals are those of the published investigation (Balkan Insight, 6 March 2024, "TikTok Used
Across Balkans to 'Slutshame' Women and Girls"): 427 videos by 43 accounts in eight countries from
September 2020 to November 2023, more than 30 million views, one account in Kosovo with 142 videos
and more than eight million views, 318 direct attacks, and two accounts emptied between December
2023 and January 2024. Everything below the totals is invented.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from tefter.demo.dice import Dice

SEED = 20240306

FIRST_CAPTURE = datetime(2023, 12, 11, 9, 30, tzinfo=UTC)
SECOND_CAPTURE = datetime(2024, 1, 15, 10, 0, tzinfo=UTC)
FIRST_POST = datetime(2020, 9, 14, 18, 22, 41, tzinfo=UTC)
LAST_POST = datetime(2023, 11, 27, 20, 5, 13, tzinfo=UTC)

VIDEOS = {
    "XK": (142, 14, 11, 9, 8, 6, 5, 4, 3),
    "AL": (16, 13, 11, 9, 7, 5, 4, 2),
    "RS": (14, 11, 9, 7, 5, 3, 2),
    "MK": (12, 9, 7, 5, 3),
    "BA": (11, 8, 5, 4, 2),
    "ME": (7, 5, 4, 2),
    "HR": (7, 4, 2),
    "SI": (6, 4),
}
"""Videos of each account, country by country. The first account of all is the large one."""

PHRASES = {
    "XK": "sq-gheg",
    "AL": "sq-tosk",
    "RS": "sr",
    "MK": "mk",
    "BA": "bs",
    "ME": "cnr",
    "HR": "hr",
    "SI": "sl",
}
"""What accounts of a country write in, unless ``OTHER_PHRASES`` says otherwise."""

OTHER_PHRASES = {"demo_mk_04": "sq-gheg", "demo_me_03": "sq-gheg", "demo_ba_04": "sr"}
CYRILLIC = ("demo_rs_02", "demo_rs_05", "demo_ba_04")
"""Accounts that write Serbian in Cyrillic. Language and country are not the same thing."""

COPYING = ("demo_rs_04", "demo_rs_05", "demo_ba_03")
"""Accounts that use the same sounds, in the same order: a cluster to be found."""

SOUNDS = 90
EMPTIED = ("demo_me_02", "demo_si_01")
REMOVED_ELSEWHERE = 6
CATEGORIES = {
    "direct_attack": 318,
    "degrading_public": 44,
    "public_figure": 29,
    "general_shaming": 36,
}
LARGE = "demo_xk_01"
LARGE_CATEGORIES = {
    "direct_attack": 121,
    "degrading_public": 7,
    "public_figure": 4,
    "general_shaming": 10,
}
FLAGS = {
    "personal_data_exposed": 34,
    "information_requested": 58,
    "intimate_image_claimed": 19,
    "synthetic_image_claimed": 9,
    "minor_suspected": 8,
}
VIEWS_OF_LARGE = 8_214_306
VIEWS_OF_OTHERS = 22_391_870
"""Views at the last time each video was seen; together 30,606,176."""

DECLARED_PERCENT = 88


@dataclass(frozen=True)
class Account:
    """An invented account."""

    name: str
    country: str
    phrases: str
    cyrillic: bool
    number: int
    account_id: str
    followers: int
    videos: int


@dataclass(frozen=True)
class Counts:
    """What TikTok counts of a video at one capture."""

    views: int
    likes: int
    comments: int
    shares: int


@dataclass(frozen=True)
class Video:
    """One invented video: everything but its words."""

    number: int
    post_id: str
    account: Account
    category: str
    flags: tuple[str, ...]
    posted_at: datetime
    declared: bool
    slideshow: bool
    sticker: bool
    duration: int
    sound: int
    first: Counts
    second: Counts | None = field(default=None)

    @property
    def post_uid(self) -> str:
        """The post's name in Tefter."""
        return f"tiktok:{self.post_id}"


def accounts() -> tuple[Account, ...]:
    """Return the 43 accounts."""
    dice = Dice(SEED)
    made: list[Account] = []
    for country, sizes in VIDEOS.items():
        for place, videos in enumerate(sizes, 1):
            name = f"demo_{country.lower()}_{place:02d}"
            number = len(made) + 1
            made.append(
                Account(
                    name=name,
                    country=country,
                    phrases=OTHER_PHRASES.get(name, PHRASES[country]),
                    cyrillic=name in CYRILLIC,
                    number=number,
                    account_id=f"97{number:017d}",
                    followers=dice.between(40, 900) * dice.between(2, 30),
                    videos=videos,
                )
            )
    return tuple(made)


def videos() -> tuple[Video, ...]:
    """Return the 427 videos in order of posting."""
    dice = Dice(SEED + 1)
    owners = [account for account in accounts() for _ in range(account.videos)]
    times = _times(dice, owners)
    categories = _categories(dice, owners)
    flags = _flags(dice, categories)
    last_views = _views(dice, owners)
    declared = _declared(dice, owners)
    gone = _gone(dice, owners)
    order = sorted(range(len(owners)), key=lambda place: (times[place], place))
    used: Counter[str] = Counter()
    made = []
    for number, place in enumerate(order, 1):
        last = _counts(dice, last_views[place])
        missing = place in gone
        made.append(
            Video(
                number=number,
                post_id=f"95{number:05d}{dice.digits(12)}",
                account=owners[place],
                category=categories[place],
                flags=flags[place],
                posted_at=times[place],
                declared=declared[place],
                slideshow=owners[place].name == LARGE and dice.chance(45),
                sticker=dice.chance(9),
                duration=dice.between(6, 58),
                sound=_sound(dice.below(SOUNDS), owners[place], used),
                first=last if missing else _earlier(dice, last),
                second=None if missing else last,
            )
        )
    return tuple(made)


def _sound(drawn: int, owner: Account, used: Counter[str]) -> int:
    """Return the sound drawn; accounts that copy each other use the same ones, in turn."""
    if owner.name not in COPYING:
        return drawn
    used[owner.name] += 1
    return SOUNDS + used[owner.name]


def _times(dice: Dice, owners: list[Account]) -> list[datetime]:
    """Draw times that grow denser towards the end; the large account begins in October 2022."""
    whole = int((LAST_POST - FIRST_POST).total_seconds())
    late = int((datetime(2022, 10, 3, 17, tzinfo=UTC) - FIRST_POST).total_seconds())
    times = []
    for owner in owners:
        begin = late if owner.name == LARGE else 0
        # The later of two draws: twice as likely at the end as in the middle.
        offset = max(dice.between(begin, whole), dice.between(begin, whole))
        day = FIRST_POST + timedelta(days=offset // 86400)
        evening = dice.between(14 * 3600, 22 * 3600)
        at = day.replace(hour=0, minute=0, second=0) + timedelta(seconds=evening)
        times.append(min(max(at, FIRST_POST + timedelta(hours=1)), LAST_POST - timedelta(hours=1)))
    others = [place for place, owner in enumerate(owners) if owner.name != LARGE]
    stay = [place for place in others if owners[place].name not in EMPTIED]
    times[stay[0]] = FIRST_POST
    times[stay[-1]] = LAST_POST
    return times


def _categories(dice: Dice, owners: list[Account]) -> list[str]:
    def deal(counts: dict[str, int]) -> list[str]:
        return dice.shuffled([name for name, count in counts.items() for _ in range(count)])

    rest = {name: count - LARGE_CATEGORIES[name] for name, count in CATEGORIES.items()}
    large, others = iter(deal(LARGE_CATEGORIES)), iter(deal(rest))
    return [next(large if owner.name == LARGE else others) for owner in owners]


def _flags(dice: Dice, categories: list[str]) -> list[tuple[str, ...]]:
    """Flag direct attacks only; a post suspected to show a minor never claims intimate images."""
    direct = [place for place, name in enumerate(categories) if name == "direct_attack"]
    chosen: list[list[str]] = [[] for _ in categories]
    for flag, count in FLAGS.items():
        if flag == "minor_suspected":
            free = [place for place in direct if not chosen[place]]
        else:
            free = [place for place in direct if len(chosen[place]) < 2]  # noqa: PLR2004
        for place in dice.some(free, count):
            chosen[place].append(flag)
    return [tuple(flags) for flags in chosen]


def _views(dice: Dice, owners: list[Account]) -> list[int]:
    """Share the totals out unevenly: a product of three draws has a long tail."""
    weights = [dice.between(10, 200) * dice.between(10, 200) * dice.between(5, 200) for _ in owners]
    views = [0] * len(owners)
    for large, total in ((True, VIEWS_OF_LARGE), (False, VIEWS_OF_OTHERS)):
        places = [place for place, owner in enumerate(owners) if (owner.name == LARGE) == large]
        whole = sum(weights[place] for place in places)
        for place in places:
            views[place] = total * weights[place] // whole
        views[places[0]] += total - sum(views[place] for place in places)
    return views


def _declared(dice: Dice, owners: list[Account]) -> list[bool]:
    """Declare the region on a part of the posts, and at least once for every account."""
    count = len(owners) * DECLARED_PERCENT // 100
    seen: set[str] = set()
    once = []
    for place, owner in enumerate(owners):
        if owner.name not in seen:
            seen.add(owner.name)
            once.append(place)
    rest = [place for place in range(len(owners)) if place not in once]
    with_region = {*once, *dice.some(rest, count - len(once))}
    return [place in with_region for place in range(len(owners))]


def _gone(dice: Dice, owners: list[Account]) -> set[int]:
    """Return the places of the videos that the second capture no longer finds."""
    emptied = {place for place, owner in enumerate(owners) if owner.name in EMPTIED}
    rest = [
        place
        for place, owner in enumerate(owners)
        if owner.name not in EMPTIED and owner.videos > REMOVED_ELSEWHERE
    ]
    return emptied | set(dice.some(rest, REMOVED_ELSEWHERE))


def _counts(dice: Dice, views: int) -> Counts:
    likes = views * dice.between(12, 90) // 1000
    return Counts(
        views=views,
        likes=likes,
        comments=likes * dice.between(8, 60) // 1000,
        shares=likes * dice.between(5, 120) // 1000,
    )


def _earlier(dice: Dice, last: Counts) -> Counts:
    """Return the counts a month before: up to three in a hundred smaller."""
    part = dice.between(970, 999)
    return Counts(
        views=last.views * part // 1000,
        likes=last.likes * part // 1000,
        comments=last.comments * part // 1000,
        shares=last.shares * part // 1000,
    )
