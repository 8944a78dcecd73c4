"""How much every signal is believed: the one place where these numbers stand.

A weight is the chance that the country is right where this signal stands alone. The weights were
set by hand, in round figures, from what is known of each kind of signal (each says why) and not
from any case: there is no public set of accounts of the region with a known country. They are
meant to err on the side of "unknown".
"""

from __future__ import annotations

from collections.abc import Mapping

from tefter.country.names import COUNTRIES

PRIOR_OF_REGION = 1 / 12
"""Chance of each of the eight countries before anything is seen: all the same. Shares by
population would be right for all people of the region, not for a case, which is often about one
country; and a small country would then win on less evidence than its weight says."""

PRIOR_ELSEWHERE = 1 - PRIOR_OF_REGION * len(COUNTRIES)
"""Chance of all other countries together: a third. More than one in four of the people born in
most of these countries live abroad (UN DESA, *International Migrant Stock 2020*), and texts in
their languages are written there too."""

PRIOR_OF_ANOTHER = 1 / 48
"""Part of it that one other country has which a signal names: a quarter of one of the eight."""

POST_REGION = 0.98
"""Platforms state a region from the network and the SIM card. What is left is for private networks,
roaming at a border, and countries that a platform does not tell apart."""

ACCOUNT_REGION = 0.9
"""Less: people move, and an account keeps the region in which it was opened."""

OTHER_POSTS_REGION, FEW_POSTS = 0.97, 0.1
"""That many posts of an account declare one region makes it home, but for a share of accounts that
work in another country; ``FEW_POSTS`` divided by the number of posts is taken off, for one or two
posts may be made on a journey."""

BIO_TELEPHONE, KEPT_ABROAD = 0.95, 0.07
"""A number to be called is bought where one lives; ``KEPT_ABROAD`` is the share of those that
emigrants still have from home."""

TEXT_TELEPHONE = 0.45
"""In what this project looks at, a number in a text is mostly that of somebody else."""

BIO_PLACE, BIO_COUNTRY = 0.88, 0.85
"""A place that somebody gives of himself is where he lives or where he is from: the part for those
who live abroad is ``AT_HOME`` and ``shares.yml``."""

AT_HOME = 0.85
"""Share of those who name one town of the region in the bio, and no other country, who live in that
country. Set by hand, under the shares of emigrants: they name the new country too, mostly."""

NAME_PLACE, NAME_COUNTRY = 0.75, 0.75
"""In a name that is shown it may also be a team, a dish or a family (*Tirana Burger*, *Novi
Sad*)."""

TEXT_PLACE, TEXT_COUNTRY, TEXT_TAG = 0.45, 0.4, 0.45
"""What is talked about is more often near than not, and no more can be said of it."""

CLOCK_ELSEWHERE, CLOCK_HERE = 0.85, 0.25
"""Chance of elsewhere where the quiet hours do not fit Central European time, and where they do. A
quarter is less than ``PRIOR_ELSEWHERE``: it is mild evidence against elsewhere."""

EMIGRANTS = 2.0
"""How much more a country outside the region counts where one inside is named beside it, in the
same text (for a whole profile see ``families``): of those who write two, most live in the other
country and come from the region."""

TOWN = 3.0
"""How much more a town of the region counts than a country of it that is named beside it: *Beograd,
usluge i u BiH* is in Beograd. Set by hand."""

REGION_OF_POST = "declared region of the post"
REGION_OF_ACCOUNT = "declared region of the account"
REGION_OF_OTHER_POSTS = "declared region of the account's other posts"
REGION_OF_POSTS = "declared region of the account's posts"

FAMILIES: Mapping[str, tuple[str, ...]] = {
    "region": (REGION_OF_POST, REGION_OF_ACCOUNT, REGION_OF_OTHER_POSTS, REGION_OF_POSTS),
    "telephone": ("telephone prefix in the bio",),
    "profile": (
        "place in the bio",
        "flag in the bio",
        "hashtag in the bio",
        "place in the display name",
        "flag in the display name",
    ),
    "content": (
        "telephone prefix in the text",
        "place in the text",
        "flag in the text",
        "hashtag",
        "language of the text",
        "variety of the text",
    ),
    "clock": ("hours of posting",),
}
"""Signals that are not independent of each other. All that is talked about and the language it is
said in are one family: they describe the topic together."""

TOWN_SIGNALS = ("place in the bio", "place in the display name")

DOUBTFUL = ("doubtful place in the bio", "doubtful place in the display name")
"""Signals that only hold back: what may be a place (``gazetteer.find_doubtful``) counts no more for
its country than if it were not there, and contradicts another."""

SURE_OF: Mapping[str, float] = {
    "region": 0.98,
    "telephone": 0.9,
    "profile": 0.9,
    "content": 0.8,
    "clock": 0.85,
}
"""The most that one family is believed, however many of its signals agree. What a text is about
stays so far under the default threshold that it cannot decide: a post about Belgrade is not a post
from Belgrade."""

MOST_SURE = 0.98
"""The most that anything is believed: a few posts are made on a journey, whatever the account
says."""

DECLARED = ("region", "telephone", "profile")
"""Families in which an account says of itself where it is. One of them is needed to decide at the
default threshold; where two of them contradict each other, ``SURE_OF_CONTRADICTED`` is the most."""

NAMES_ONE = 0.5
"""From this chance on a family names a country, so that another can contradict it."""

SURE_OF_CONTRADICTED = 0.8
SURE_OF_UNDECLARED = 0.8
"""The most that is believed where no family of ``DECLARED`` says anything."""

HOME = 0.1
"""How much all else counts beside the post's own region: it says where the account is at home, and
the region where this post was made."""

MOST_WRONG = 0.05
"""Share of wrong ones expected, at most, among the posts for which a country is given. A wrong
country in print is the worst that this stage can do, so the default is strict."""
