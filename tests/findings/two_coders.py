"""Posts that two people coded, or one, or nobody: all invented."""

from __future__ import annotations

from hypothesis import strategies as st
from tests.coding.human.made import codebook, decision
from tests.findings.sample import frame

from tefter.coding.human import reliability
from tefter.coding.human.collecting import decisions_frame
from tefter.findings import Data
from tefter.findings.data import CODED_SCHEMA

BOOK = codebook()
LABELS = {one.id: one.label["en"] for one in BOOK.categories}


def data(codes, *, lexicon=None, minimum=3, model=(), countries=("XK", "AL")):
    """Posts 1, 2, 3 …, each with what coders ana and bo gave it; None where they did not code."""
    settled = [one[0] if len(set(one) - {None}) == 1 else None for one in codes]
    lexicon = lexicon or ["attack"] * len(codes)
    rows = [
        {
            "post_uid": f"tiktok:{n}",
            "platform": "tiktok",
            "country": countries[n % len(countries)],
            "language": ("sq", "mk")[n % 2],
            "account_id": f"{n // 3}",
            "human_category": settled[n - 1],
            "human_basis": "single" if settled[n - 1] else None,
            "drawn_from": "all",
            "lexicon_category": lexicon[n - 1],
            "machine_category": lexicon[n - 1],
            "category": settled[n - 1] or lexicon[n - 1],
            "category_source": "human" if settled[n - 1] else "model" if n in model else "lexicon",
        }
        for n in range(1, len(codes) + 1)
    ]
    decisions = [
        decision(n, coder, code)
        for n, given_ in enumerate(codes, 1)
        for coder, code in zip(("ana", "bo"), given_, strict=True)
        if code
    ]
    annotations = decisions_frame(decisions)
    posts = frame(rows, CODED_SCHEMA)
    return Data(
        posts=posts,
        annotations=annotations,
        agreement=reliability(annotations, BOOK, posts, draws=50),
        codebook=BOOK,
        categories=LABELS,
        minimum=minimum,
    )


TWELVE = [("attack", "attack")] * 6 + [("shaming", "shaming")] * 4 + [("attack", "shaming")] * 2

CODE = st.sampled_from(["attack", "shaming", "not_relevant", None])
CODES = st.lists(st.tuples(CODE, CODE), min_size=1, max_size=25)
