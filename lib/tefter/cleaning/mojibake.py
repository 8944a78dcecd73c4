"""UTF-8 whose bytes were read in a single-byte encoding, put right: ``Å¡ta`` becomes ``šta``.

ftfy (Speer 2019, doi:10.5281/zenodo.2591652) mends the general case and goes second here. On
sentences of this region cut to six words it left a third of the damage by cp1250, and most of that
by cp1251, as it was, and could not mend a caption with an emoji of another kind beside the damage.
So the sequences that the region's own letters turn into are looked for first, one by one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import ftfy
import ftfy.bad_codecs

# What is looked for: letters of the alphabets of sq, bs, hr, cnr, sr, mk and sl, and of names from
# elsewhere; all Cyrillic of the neighbours; the marks of social media; and the emoji that take
# three bytes (Unicode emoji-data.txt). Those of four bytes are found by their first two.
_LETTERS = "čćđšžČĆĐŠŽëçËÇ" + "àáâäèéêìíîñòóôöùúûüÀÁÂÄÈÉÊÌÍÎÑÒÓÔÖÙÚÛÜß"
_CYRILLIC = "".join(map(chr, range(0x0400, 0x0460)))
_MARKS = "„“”‘’‚–—…«»•€™°\u00a0\u200b\u200c\u200d\u2060\u20e3\ufe0f"
_SHORT_EMOJI = "⌚⌛⏩⏪⏫⏬⏭⏮⏯⏰⏱⏲⏳▪▫▶◀◻◼◽◾⤴⤵⬅⬆⬇⬛⬜⭐⭕" + "".join(
    map(chr, range(0x2600, 0x27C0))
)
_TARGETS = _LETTERS + _CYRILLIC + _MARKS + _SHORT_EMOJI

# The wrong readings, preferred in this order where two explain a text equally well.
_ENCODINGS = (
    "sloppy-windows-1252",
    "sloppy-windows-1250",
    "sloppy-windows-1251",
    "iso-8859-2",
    "latin-1",
)
_CP1251 = "sloppy-windows-1251"

# Signs that may follow a capital in good text, at the end of a quotation or a sentence.
_INNOCENT = frozenset("‘’‚“”„«»‹›–—…•™®©°´ \u00a0\u00ad")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_SMALL_CYRILLIC = re.compile(r"[а-џ]")
_PAIR = 2
_EMOJI = 4

# ftfy also knows misreadings of the Macintosh, by which »është would be mended to ȑshtë. It is not
# asked where every character is at home in the region, and not believed where it finds letters
# that no neighbour writes: beyond Latin Extended-A, the accents on them, Hebrew and on.
_AT_HOME = re.compile(
    rf"[\x00-\x7f{_LETTERS[:14]}Ѐ-џ{_MARKS}\u203a\u2039\u2013-\u2027\u2190-\u2bff"
    "\ufe0f\U0001f000-\U0001faff\U000e0020-\U000e007f]*"
)
_UNLIKELY = frozenset(map(chr, [*range(0x0180, 0x0370), *range(0x0530, 0x1E00)]))

_FTFY = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    replace_lossy_sequences=False,  # it would put U+FFFD where letters were
    normalization=None,
    explain=False,
)


@dataclass(frozen=True)
class _Reading:
    """One wrong reading: the sequences that it makes of the targets, and how to find them."""

    encoding: str
    back: dict[str, str]
    part: re.Pattern[str]
    run: re.Pattern[str]

    @classmethod
    def of(cls, encoding: str) -> _Reading:
        """Work out what the targets look like when their UTF-8 is read in this encoding."""
        back = {target.encode().decode(encoding): target for target in _TARGETS}
        last: dict[str, str] = {}
        for sequence in back:
            last[sequence[:-1]] = last.get(sequence[:-1], "") + sequence[-1]
        known = "|".join(f"{re.escape(start)}[{re.escape(ends)}]" for start, ends in last.items())
        trails = re.escape(bytes(range(0x80, 0xC0)).decode(encoding))
        emoji = f"{bytes([0xF0, 0x9F]).decode(encoding)}[{trails}]{{2}}"
        # The last byte of Š and Р is a no-break space, which many programs make a space.
        latin, cyrillic, cyrillic_too = list(bytes([0xC5, 0xD0, 0xD1]).decode(encoding))
        back |= {f"{latin} ": "Š", f"{cyrillic} ": "Р"}
        spaced = f"{latin} (?=[A-Za-z{latin}])|{cyrillic} (?=[{cyrillic}{cyrillic_too}])"
        return cls(
            encoding,
            back,
            re.compile(f"{emoji}|{known}|[{latin}{cyrillic}] "),
            re.compile(f"(?:{emoji}|{known}|{spaced})+"),
        )

    def original(self, part: str) -> str:
        """Return what one sequence was before it was misread."""
        known = self.back.get(part)
        if known is not None:
            return known
        try:
            return part.encode(self.encoding).decode("utf-8")
        except UnicodeError:
            return part

    def is_proof(self, text: str, run: re.Match[str]) -> bool:
        """Tell whether a run of sequences can be nothing but a misreading.

        A single pair may be good text: a quoted word in capitals that ends in Đ, a Russian word
        that begins with Рё. It proves a misreading where good text cannot have it.
        """
        before = text[max(run.start() - 1, 0) : run.start()]
        after = text[run.end() : run.end() + 1]
        parts = self.part.findall(run[0])
        if any(len(part) == _EMOJI for part in parts):
            return True
        if self.encoding == _CP1251:
            return self._proves_cp1251(parts, before, after)
        if any("\x80" <= char <= "\x9f" for char in run[0]):
            return True
        if any(len(part) > _PAIR and not _INNOCENT.issuperset(part[1:]) for part in parts):
            return True
        if any(part[0] == "Ĺ" or (part[0] == "Ă" and before.isalpha()) for part in parts):
            return True
        if all(part[0] in "ÐÑĐŃ" for part in parts):  # Cyrillic: whole words are damaged
            return len(parts) > 1
        if any(part[-1] not in _INNOCENT for part in parts):
            return True
        return before.islower() or (after.isalpha() and parts[-1][-1] in "‘’“”«‹")

    @staticmethod
    def _proves_cp1251(parts: list[str], before: str, after: str) -> bool:
        odd = [part for part in parts if part[-1] not in _INNOCENT and not part[-1].isalpha()]
        for part in parts:
            if len(part) > _PAIR:
                if part in odd or part[1] == "Ђ" or part[-1].isupper():
                    return True
                if part[1] not in _INNOCENT and not before.isalpha():
                    return True
        if _LATIN.match(before) or _LATIN.match(after):
            return any(part[0] in "ГДЕ" and not part.endswith(" ") for part in parts)
        pairs = sum(len(part) == _PAIR for part in parts)
        return pairs > _PAIR or (pairs == _PAIR and bool(odd))

    def undone(self, text: str) -> tuple[str, int]:
        """Return the text with this misreading undone, and how much of it was mended.

        The text comes back as it was, with 0, where nothing proves this misreading.
        """
        runs = list(self.run.finditer(text))
        if not any(self.is_proof(text, run) for run in runs):
            return text, 0
        mended = 0

        def mend(run: re.Match[str]) -> str:
            nonlocal mended
            beside = text[max(run.start() - 1, 0) : run.start()] + text[run.end() : run.end() + 1]
            alone = len(run[0]) == _PAIR and self.encoding == _CP1251
            if alone and _SMALL_CYRILLIC.search(beside):
                return run[0]
            mended += len(run[0])
            return self.part.sub(lambda found: self.original(found[0]), run[0])

        return self.run.sub(mend, text), mended


_READINGS = tuple(_Reading.of(encoding) for encoding in _ENCODINGS)


def _rank(candidate: tuple[str, int]) -> tuple[int, int]:
    text, mended = candidate
    return mended, -sum(one.islower() and other.isupper() for one, other in pairwise(text))


def mend_mojibake(text: str) -> str:
    """Undo UTF-8 read as cp1250, cp1251, cp1252, ISO 8859-2 or Latin-1.

    The reading that explains most of the text wins; of two that explain as much, the one that
    leaves fewer capitals inside words. Good text comes back as it was.

    Parameters
    ----------
    text : str
        Any text, in NFC.

    Returns
    -------
    str
        The mended text; a text damaged twice is mended once, so call again until it holds still.

    Notes
    -----
    Encodings as the WHATWG Encoding Standard maps them (ftfy's ``sloppy-windows-*``), where the
    unused bytes stand for C1 controls.
    """
    if text.isascii():
        return text
    best = max((reading.undone(text) for reading in _READINGS), key=_rank)
    if best[1]:
        text = best[0]
    if _AT_HOME.fullmatch(text):
        return text
    mended = ftfy.fix_encoding(text, _FTFY)
    return text if _UNLIKELY.intersection(mended) - set(text) else mended
