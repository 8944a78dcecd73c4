"""Which posts a post links to."""

from __future__ import annotations

import polars as pl

from tefter.frames import STRINGS, stage
from tefter.values.links import find_urls, post_of

_MAY_LINK = r"(?i)tiktok\.com|t\.me|telegram\.(?:me|dog)|tg://"


def _linked(text: str | None, urls: list[str] | None, own: str | None) -> list[str]:
    links = (*(urls or ()), *find_urls(text or ""))
    posts = (post_of(link) for link in links)
    return list(dict.fromkeys(post for post in posts if post is not None and post != own))


@stage(needs=("post_uid", "text", "urls"), adds=("linked_posts",))
def mark_links(posts: pl.DataFrame) -> pl.DataFrame:
    """Add the posts of TikTok and Telegram that each post links to, told by the link alone.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``post_uid``, ``text`` and ``urls``; the cleaned text is read too where there is one,
        as a link may be broken by an invisible character.

    Returns
    -------
    polars.DataFrame
        The same rows with ``linked_posts`` (List[String]): each ``post_uid`` once, in order of
        appearance, without the post itself; empty where there is none.
    """
    texts = [name for name in ("text", "text_clean") if name in posts.columns]
    written = pl.concat_str(texts, separator="\n", ignore_nulls=True)
    rows = posts.select(
        "post_uid",
        "urls",
        written=written,
        may=(
            written.str.contains(_MAY_LINK)
            | pl.col("urls").list.eval(pl.element().str.contains(_MAY_LINK)).list.any()
        ).fill_null(False),
    )
    linked = [_linked(text, urls, own) if may else [] for own, urls, text, may in rows.iter_rows()]
    return posts.with_columns(pl.Series("linked_posts", linked, dtype=STRINGS))
