"""One normal form of a post's text, for machines to read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import polars as pl

from tefter.cleaning.characters import decode_entities, remove_bidi, remove_invisible
from tefter.cleaning.homoglyphs import fold_homoglyphs
from tefter.cleaning.mojibake import mend_mojibake
from tefter.cleaning.western import mend_western
from tefter.frames import STRINGS, stage

REPAIRS = ("nfc", "invisible", "bidi", "entities", "mojibake", "homoglyphs")

# Entities before mojibake, as scrapers escape what is damaged already; mojibake before invisible
# characters, as its bytes pass for controls; homoglyphs last, on whole words.
_STEPS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("entities", decode_entities),
    ("mojibake", mend_mojibake),
    ("mojibake", mend_western),
    ("bidi", remove_bidi),
    ("invisible", remove_invisible),
    ("nfc", lambda text: unicodedata.normalize("NFC", text)),
    ("homoglyphs", fold_homoglyphs),
)
# One round mends nearly every text; entities inside entities take one a level, so a text of 4,096
# characters, the longest of Telegram, holds still well before this.
_ROUNDS = 1000

# What sends a text through the steps: everything that one of them could change, and a little more.
# The letters are what the bytes C2 to F4 become in cp1250, cp1251, cp1252 and ISO 8859-2, and the
# accents of other misreadings that ftfy knows.
_SUSPICIOUS = (
    r"&(?:#[0-9A-Fa-fxX]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});"
    r"|[\x00-\x08\x0e-\x1f\x7f-\x9f\u{ad}\u{34f}\u{61c}\u{115f}\u{1160}\u{17b4}\u{17b5}"
    r"\u{180b}-\u{180f}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2060}-\u{206f}\u{3164}\u{feff}"
    r"\u{ffa0}\u{fff0}-\u{fffb}\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0000}-\u{e0fff}]"
    r"|[\w\s][\u{fe00}-\u{fe0f}]|^[\u{fe00}-\u{fe0f}]"
    r"|\p{Latin}\p{Cyrillic}|\p{Cyrillic}\p{Latin}"
    r"|[èæðÈÆÐ]|[A-Za-z][¹¾]|[¹¾][A-Za-z]"
    r"|[\u{80}-\u{24f}\u{391}-\u{3ce}√≈‚‡–—╧╨┬├ΓòΓôΓö][^\x00-\x7fa-zA-ZčćđšžČĆĐŠŽëçËÇ]"
    r"|[ÃÂÅÄÐÑĂĹĐŃâá×à√≈ŒœÎÏ][^a-zA-Z]|[A-Za-z][ÃÂ]"
    r"|[ВГДЕРС][ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\u{a0}ЎўЈ¤Ґ¦§Ё©Є«¬®Ї°±Ііґµ¶·ё№є»јЅѕї ]"
    r"|[вр][ЂЃџ‡€„†™љњќЊЌЏ‹«¬¤­]|п[ёї»]"
)


def mend(text: str) -> tuple[str, list[str]]:
    """Return a text mended, and what was done to it, as in ``text_repairs``.

    The steps are repeated until the text holds still, so mending a mended text changes nothing.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    tuple of str and list of str
        The text with white space folded, and names out of ``REPAIRS``, in that order.
    """
    done = set()
    for _ in range(_ROUNDS):
        before = text
        for name, step in _STEPS:
            mended = step(text)
            if mended != text:
                done.add(name)
                text = mended
        text = _fold_spaces(text)
        if text == before:
            break
    return text, [name for name in REPAIRS if name in done]


def _fold_spaces(text: str) -> str:
    lines = (" ".join(line.split()) for line in re.split(r"[\r\n\x0b\x0c\x85\u2028\u2029]+", text))
    return "\n".join(line for line in lines if line)


def _folded_spaces(text: pl.Expr) -> pl.Expr:
    """Fold white space as ``_fold_spaces`` does, in Polars."""
    return (
        text.str.replace_all(r"\s*[\r\n\x0B\x0C\x{85}\x{2028}\x{2029}]\s*", "\n")
        .str.replace_all(r"[^\S\n]+", " ")
        .str.strip_chars()
    )


@stage(needs=("text", "media_text"), adds=("text_clean", "text_repairs"))
def normalise(posts: pl.DataFrame) -> pl.DataFrame:
    """Add the text that every later stage reads, and what was mended in it.

    ``text`` and ``media_text`` are joined by a line end; entities of HTML are decoded, mojibake
    and homoglyphs mended, invisible characters removed; the rest is put in Unicode's NFC with
    white space folded: runs of spaces to one, runs of line ends to one.

    Parameters
    ----------
    posts : polars.DataFrame
        With ``text`` and ``media_text``. Neither is changed.

    Returns
    -------
    polars.DataFrame
        The same rows with ``text_clean`` (String, null where both texts are null) and
        ``text_repairs`` (List[String], empty where nothing but white space was touched).

    Notes
    -----
    ``docs/cleaning.md`` has the steps with examples and sources. Only texts with a suspicious
    character pass through Python; Polars does the others.
    """
    texts = posts.select(
        raw=pl.when(pl.col("text").is_null() & pl.col("media_text").is_null())
        .then(None)
        .otherwise(pl.concat_str("text", "media_text", separator="\n", ignore_nulls=True))
    ).with_columns(nfc=pl.col("raw").str.normalize("NFC"))
    texts = texts.with_columns(folded=_folded_spaces(pl.col("nfc"))).with_columns(
        composed=pl.col("nfc") != pl.col("raw"),
        suspicious=(
            pl.col("nfc").str.contains(_SUSPICIOUS) | pl.col("folded").str.contains(_SUSPICIOUS)
        ).fill_null(False),
    )
    mended = [mend(text) for text in texts.filter("suspicious")["nfc"]]
    at = texts.select(pl.arg_where(pl.col("suspicious"))).to_series()
    repaired = pl.DataFrame(
        {"at": at, "mended": [text for text, _ in mended], "repairs": [done for _, done in mended]},
        schema={"at": pl.UInt32, "mended": pl.String, "repairs": STRINGS},
    )
    result = (
        texts.with_row_index("at")
        .join(repaired, on="at", how="left", maintain_order="left")
        .select(
            text_clean=pl.coalesce("mended", "folded"),
            text_repairs=pl.concat_list(
                pl.when("composed")
                .then(pl.lit(["nfc"], dtype=STRINGS))
                .otherwise(pl.lit([], dtype=STRINGS)),
                pl.col("repairs").fill_null(pl.lit([], dtype=STRINGS)),
            ).list.unique(maintain_order=True),
        )
    )
    return posts.with_columns(result["text_clean"], result["text_repairs"])
