"""Text in cp1250 or ISO 8859-2 that was read as Western European: ``veè`` for ``već``.

Nothing in the bytes tells it: ``è`` and ``æ`` are letters of French and Danish. It is undone only
where a frequent word of the region appears by it, and nothing in the text speaks for a Western
language.
"""

from __future__ import annotations

import re

# Bytes that differ between the encodings (Unicode's mapping tables CP1250.TXT and 8859-2.TXT
# against CP1252.TXT); ë and ç are the same in all of them, and in cp1250 š and ž are too.
_CP1250 = str.maketrans("èæðÈÆÐ", "čćđČĆĐ")
_ISO_8859_2 = str.maketrans("èæðÈÆÐ¹¾", "čćđČĆĐšž")

_ISO_ONLY = re.compile(r"[A-Za-z][¹¾]|[¹¾][A-Za-z]")
_DAMAGED = re.compile(rf"[èæðÈÆÐ]|{_ISO_ONLY.pattern}")
# Letters of French, Italian, Danish, Icelandic … that no text of the region has when misread.
_WESTERN = re.compile(r"[àâêîôùûéìòíúýóáåøþœñãõÀÂÊÎÔÙÛÉÌÒÍÚÝÓÁÅØÞŒÑÃÕ]")
_WORD = re.compile(r"[^\W\d_]+")  # takes in ¹ and ¾

# Frequent words of bs, hr, sr, cnr and sl with č, ć or đ, and some with š or ž alone for
# ISO 8859-2. None is a word of a Western language when misread; checked one by one.
_FREQUENT = (
    "će ću ćeš ćemo ćete neće neću nećeš nećemo nećete hoće hoću hoćeš hoćemo hoćete moći već "
    "veća veće veći većina kuća kuću kuće kući sreća sreće sreću noć noći noću noćas pomoć "
    "pomoći reći riječ riječi reč reči čovjek čovjeka čovek čoveka čak čim čuj čeka čekaj "
    "dječak dečak djevojčica devojčica djevojčice devojčice večer večeras veče večeri priča "
    "priče priču pričati početak način načina također takođe između dođi dođe doći ići naći "
    "proći gospođa rođendan rođena anđeo sljedeći sledeći budući točno tačno slučaj "
    "če več človek človeka začetek začel začela oče čas časa čez očitno rečem pač hči mačka "
    "največ "
    "što šta još više može kaže žena žene ženu život zašto"
)
_WORDS = frozenset(_FREQUENT.split())


def mend_western(text: str) -> str:
    """Undo cp1250 or ISO 8859-2 read as Latin-1, where a word proves it.

    Parameters
    ----------
    text : str
        Any text, in NFC.

    Returns
    -------
    str
        The text with its letters put right; unchanged where it is not certain.
    """
    if not _DAMAGED.search(text) or _WESTERN.search(text):
        return text
    table = _ISO_8859_2 if _ISO_ONLY.search(text) else _CP1250
    for word in _WORD.findall(text):
        if _DAMAGED.search(word) and word.translate(table).casefold() in _WORDS:
            return text.translate(table)
    return text
