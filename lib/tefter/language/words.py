"""What of a text is language: its words, without links, handles and emoji."""

from __future__ import annotations

import re

import polars as pl

from tefter.cleaning.homoglyphs import fold_homoglyphs

LINK = (
    r"(?i)\b(?:https?://|www\.)\S+|\b(?:[\w-]+\.)+[a-z]{2,}/\S*"
    r"|\b[\w-]+\.(?:ba|hr|rs|me|si|mk|al|xk|com|net|org|info|tv|eu|de|ch|at|it)\b"
)
INVISIBLE = r"\p{Cf}"
MIXED_WORD = r"\p{Latin}\p{Cyrillic}|\p{Cyrillic}\p{Latin}"
DECOMPOSED = r"[\u0300-\u036f\u2100-\u24ff\ufb00-\ufb4f\uff00-\uffef\U0001D400-\U0001D7FF]"
"""Combining marks, and letters in fancy forms: what Unicode's form NFKC changes in our texts."""

EVERYWHERE = (
    r"(?i)\b(?:lol|lmao|omg|wtf|fyp|okay|ok|dm|link in bio"
    r"|h?(?:ah)+a?h?|h?(?:eh)+e?h?|х?(?:ах)+а?х?)\b"
)
"""What people write in every language."""
ADDRESS = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
MENTION = r"@[\w.]+"
HASHTAG = r"[#＃][\w]+"
HUMP = r"(\p{Ll})(\p{Lu}\p{Ll})"
NO_WORD = r"[^\p{L}\p{M}'’-]+"
LONE_SIGNS = r"(?:^|\s)['’-]+(?:\s|$)"
TRIPLE = "|".join(
    3 * letter for letter in "abcčćdđeëfghijklmnoprsštuvzžwyабвгдђежзијклмнопрстћуфхцчш"
)
"""Letters that people draw out. It only finds the few texts to look at: Rust's regular expressions
have no back references."""

ELONGATED = re.compile(r"(\w)\1{2,}", re.IGNORECASE)

ENOUGH = 8
"""Letters from which something can be said of a language. Set by hand: under it langdetect is
seldom right and often sure."""

LATIN, CYRILLIC = r"\p{Latin}", r"\p{Cyrillic}"

MIXED = 0.2
"""Least share of the rarer script of a mixed text: above it, it is more than a name or a brand in
a sentence of the other script. Set by hand."""


def words(texts: pl.Series) -> pl.Series:
    """Return the words of every text in lower case, with single spaces between them.

    Links, e-mail addresses, mentions, digits and emoji are set aside. So are hashtags, which are
    often of another language than the text, unless under ``ENOUGH`` letters are left: then they
    are split at ``_`` and before capitals. A letter written three times or more in a row is
    written once, and what people write in every language (*haha*, *lol*) is set aside. Letters in
    fancy forms and look-alikes of the other script inside a word are put right. Lower case, as
    detectors learn from sentences and take capitals for German.

    Parameters
    ----------
    texts : polars.Series of String
    """
    text = replaced(_composed(texts), INVISIBLE, INVISIBLE, "")
    text = _without_lookalikes(text)
    for trigger, pattern in (("@", ADDRESS), (r"[/.]\w", LINK), ("@", MENTION)):
        text = replaced(text, trigger, pattern, " ")
    text = replaced(text, EVERYWHERE, EVERYWHERE, " ")
    text = _without_hashtags(text)
    text = replaced(text, r"\p{Ll}\p{Lu}", HUMP, "${1} ${2}")
    text = text.str.replace_all(NO_WORD, " ")
    text = replaced(text, "['’-]", LONE_SIGNS, " ").str.strip_chars().str.to_lowercase()
    long = text.str.contains(TRIPLE).fill_null(False)
    if not long.any():
        return text
    shortened = [ELONGATED.sub(r"\1", one) for one in text.filter(long)]
    return text.scatter(long.arg_true(), shortened)


def replaced(texts: pl.Series, trigger: str, pattern: str, by: str) -> pl.Series:
    """Replace a slow pattern in the few texts in which a fast one finds anything.

    Parameters
    ----------
    texts : polars.Series of String
    trigger, pattern : str
        The fast and the slow regular expression.
    by : str
        What stands in its place; groups as ``${1}``.
    """
    hit = texts.str.contains(trigger).fill_null(False)
    if not hit.any():
        return texts
    return texts.clone().scatter(hit.arg_true(), texts.filter(hit).str.replace_all(pattern, by))


def _composed(texts: pl.Series) -> pl.Series:
    hit = texts.str.contains(DECOMPOSED).fill_null(False)
    if not hit.any():
        return texts
    return texts.clone().scatter(hit.arg_true(), texts.filter(hit).str.normalize("NFKC"))


def _without_lookalikes(texts: pl.Series) -> pl.Series:
    hit = texts.str.contains(MIXED_WORD).fill_null(False)
    if not hit.any():
        return texts
    mended = [fold_homoglyphs(text) for text in texts.filter(hit)]
    return texts.clone().scatter(hit.arg_true(), mended)


def _without_hashtags(texts: pl.Series) -> pl.Series:
    hit = texts.str.contains("[#＃]").fill_null(False)
    if not hit.any():
        return texts
    tagged = texts.filter(hit)
    untagged = tagged.str.replace_all(HASHTAG, " ")
    enough = untagged.str.count_matches(r"\p{L}") >= ENOUGH
    return texts.clone().scatter(hit.arg_true(), untagged.zip_with(enough, tagged))


def script(spoken: pl.Series) -> pl.Series:
    """Tell the script of texts: latn, cyrl, mixed, or none of the two.

    It is mixed where at least ``MIXED`` of its letters are of the rarer one.

    Parameters
    ----------
    spoken : polars.Series of String
        Words alone, as ``words`` gives them: a link is always Latin.
    """
    latin = spoken.str.contains(LATIN).fill_null(False)
    cyrillic = spoken.str.contains(CYRILLIC).fill_null(False)
    one = pl.DataFrame({"latin": latin, "cyrillic": cyrillic}).select(
        script=pl.when("cyrillic")
        .then(pl.lit("cyrl"))
        .when("latin")
        .then(pl.lit("latn"))
        .otherwise(pl.lit("none"))
    )["script"]
    # Counting letters is slow, and only a few texts have letters of both.
    both = (latin & cyrillic).arg_true()
    if not len(both):
        return one
    return one.scatter(both, _larger_script(spoken.gather(both)))


def _larger_script(spoken: pl.Series) -> pl.Series:
    latin, cyrillic = pl.col("latin"), pl.col("cyrillic")
    return (
        pl.DataFrame(
            {
                "latin": spoken.str.count_matches(LATIN),
                "cyrillic": spoken.str.count_matches(CYRILLIC),
            }
        )
        .select(
            script=pl.when(pl.min_horizontal(latin, cyrillic) >= MIXED * (latin + cyrillic))
            .then(pl.lit("mixed"))
            .when(latin > cyrillic)
            .then(pl.lit("latn"))
            .otherwise(pl.lit("cyrl"))
        )
        .to_series()
    )
