"""A story in Markdown, as its readers see it: blocks of plain text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.token import Token
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from tefter.errors import CaseError
from tefter.values.months import folded, month_names

LARGEST = 300_000
"""Bytes. A story is a text that people read to its end."""

HEADING = re.compile("title|headline|naslov|titulli?|наслов", re.IGNORECASE)
LINE = re.compile(
    "(?:sub|social_)title|social_description|abstract|byline|caption|deck?|description|excerpt"
    "|eyebrow|intro|kicker|lead|lede|overline|standfirst|strapline|sub(?:head|heading)|summary"
    "|tagline|teaser|(?:nad|pod)naslov|(?:nën|mbi)titulli?|(?:под|над)наслов",
    re.IGNORECASE,
)
"""Fields of the front matter that readers see, as a heading and as a line, in any case."""

UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Characters that nobody sees and that could hide a number from us: Unicode general category Cf."""

CELLS = " | "
"""Between the cells of a row, so that no number reaches across."""


@dataclass(frozen=True)
class Piece:
    """A part of a block's text that one token holds.

    Attributes
    ----------
    token : Token
        The token of markdown-it-py: text or code.
    start, end : int
        Where its text stands in the block.
    line : int
        Line of the file, counted from 1.
    """

    token: Token
    start: int
    end: int
    line: int


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, item, row of a table or footnote, as plain text."""

    text: str
    pieces: tuple[Piece, ...]

    def line_at(self, place: int) -> int:
        """Return the line of the file in which a character of the text stands."""
        return next((one.line for one in reversed(self.pieces) if one.start <= place), 0)

    def sentence_at(self, start: int, end: int) -> str:
        """Return the sentence around a place, with its spaces made one."""
        begins = [found.end() for found in SENTENCE_END.finditer(self.text, 0, start)]
        after = SENTENCE_END.search(self.text, end)
        sentence = self.text[begins[-1] if begins else 0 : after.start() + 1 if after else None]
        return " ".join(sentence.split())


SENTENCE_END = re.compile(r"[.!?…][\"'”“»)]*\s+(?=[^\W\d_a-zčćšžđë])")


@dataclass(frozen=True)
class Story:
    """A story taken apart.

    Attributes
    ----------
    blocks : tuple of Block
        What readers see, in order. Code blocks and addresses of links are not in it.
    tokens : list of Token
        The whole for the page; the pieces of the blocks are tokens of these very objects.
    environment : dict
        What markdown-it-py needs to render them.
    """

    blocks: tuple[Block, ...]
    tokens: list[Token]
    environment: dict[str, Any]


def parser() -> MarkdownIt:
    """Return the parser of stories: CommonMark, tables, footnotes; HTML in it stays text.

    An ordered list is one only where its marks count 1, 2, 3. "15. rujna 2020." at the beginning
    of a paragraph is the day that it says, not the mark of a list.
    """
    markdown = (
        MarkdownIt("commonmark", {"html": False})
        .enable(["table", "strikethrough"])
        .use(footnote_plugin)
        .use(front_matter_plugin)
    )
    markdown.block.ruler.at("list", _list, {"alt": ["paragraph", "reference", "blockquote"]})
    return markdown


ORDERED_MARK = re.compile(r"(\d{1,9})([.)])(?:[ \t]+|$)")

FURTHEST_MARK = 3
"""Columns by which a mark may be indented; from four on it is code."""


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    # The next mark of a list that is being read ends the item before it, whatever it counts.
    inside = silent and state.sCount[start] < state.blkIndent
    if not inside and _ordered_mark(state, start) and not _counts(state, start, end):
        return False
    return list_block(state, start, end, silent)


def _counts(state: StateBlock, start: int, end: int) -> bool:
    """Say whether the ordered marks from a line on count 1, 2 and so on, and begin no date."""
    wanted, content, after_blank, mark = 1, 0, False, ""
    for line in range(start, end):
        if state.isEmpty(line):
            after_blank = True
            continue
        if line > start and state.sCount[line] >= content:
            after_blank = False
            continue
        found = _ordered_mark(state, line)
        if found and found[2] == (mark or found[2]):
            if int(found[1]) != wanted or _begins_with_month(found):
                return False
            wanted, mark = wanted + 1, found[2]
            content = state.sCount[line] + len(found[1]) + 2
        elif found or after_blank or state.sCount[line] < state.blkIndent:
            break
        after_blank = False
    # A mark on its own counts nothing.
    return wanted > 1 + 1


def _ordered_mark(state: StateBlock, line: int) -> re.Match[str] | None:
    if not 0 <= state.sCount[line] - state.blkIndent <= FURTHEST_MARK:
        return None
    begin = state.bMarks[line] + state.tShift[line]
    return ORDERED_MARK.match(state.src, begin, state.eMarks[line])


def _begins_with_month(mark: re.Match[str]) -> bool:
    word = WORD.match(mark.string, mark.end(), mark.endpos)
    return word is not None and folded(word[0]) in month_names()


WORD = re.compile(r"[^\W\d_]+")


@cache
def _parser() -> MarkdownIt:
    """Return the one that only parses; a page needs its own, with its own rules."""
    return parser()


def plain_text(markdown: str) -> str:
    """Return one line of Markdown as readers see it."""
    tokens = _parser().parseInline(_seen(markdown))
    for token in tokens:
        token.children = _in_words(token.children or [])
    [block] = [*_blocks(tokens)] or [Block("", ())]
    return block.text


def read_story(path: Path) -> Story:
    """Read a story.

    Raises
    ------
    CaseError
        When the file cannot be read, is no UTF-8 text, too large, or has a front matter that is
        no YAML.
    """
    try:
        content = path.read_bytes()
    except OSError:
        raise CaseError("cannot be read", "name the file of a story", file=path) from None
    if len(content) > LARGEST:
        raise CaseError("is larger than 300 kB", "name the file of a story", file=path)
    try:
        return parse_story(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise CaseError("is not UTF-8 text", "save it as UTF-8", file=path) from None
    except (yaml.YAMLError, RecursionError):
        raise CaseError(
            "has a front matter that is not valid YAML", "mend the lines between ---", file=path
        ) from None


def parse_story(markdown: str) -> Story:
    """Take a story apart.

    Parameters
    ----------
    markdown : str
        CommonMark with tables, footnotes and a front matter. Letters are composed (Unicode NFC)
        and characters that nobody sees are taken out before anything else.

    Raises
    ------
    yaml.YAMLError
        When the front matter is none.
    """
    environment: dict[str, Any] = {}
    tokens = _parser().parse(_seen(markdown), environment)
    if tokens and tokens[0].type == "front_matter":
        tokens[:1] = _front_matter(tokens[0].content)
    for token in tokens:
        if token.children:
            token.children = _in_words(token.children)
    return Story(tuple(_blocks(tokens)), tokens, environment)


def _seen(markdown: str) -> str:
    return UNSEEN.sub("", unicodedata.normalize("NFC", markdown))


def _front_matter(content: str) -> list[Token]:
    given = yaml.safe_load(content)
    tokens: list[Token] = []
    for name, text in given.items() if isinstance(given, dict) else ():
        heading = HEADING.fullmatch(str(name))
        if (heading or LINE.fullmatch(str(name))) and isinstance(text, str | int | float):
            kind, element = ("heading", "h1") if heading else ("paragraph", "p")
            [inline] = _parser().parseInline(str(text))
            inline.map = [0, 1]
            tokens += [
                Token(f"{kind}_open", element, 1, block=True),
                inline,
                Token(f"{kind}_close", element, -1, block=True),
            ]
    return tokens


def _in_words(children: list[Token]) -> list[Token]:
    """Turn pictures into the words that stand for them, and write out titles at the end.

    The page loads no picture, and shows no title on hovering; readers elsewhere see both.
    """
    titles = [str(title) for child in children if (title := child.attrGet("title"))]
    words = [_text(child.content) if child.type == "image" else child for child in children]
    return [*words, *(_text(f" ({title})") for title in titles)]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    line, row = 1, False
    text, pieces = "", list[Piece]()
    for token in tokens:
        if token.map:
            line = token.map[0] + 1
        if token.type == "tr_open":
            row = True
        if token.type == "inline":
            text = text + CELLS if row and text else text
            text, pieces = _read_inline(token, text, pieces, line)
        if (token.type == "inline" and not row) or token.type == "tr_close":
            row = False
            yield Block(text, tuple(pieces))
            text, pieces = "", []


def _read_inline(
    token: Token, text: str, pieces: list[Piece], line: int
) -> tuple[str, list[Piece]]:
    in_address = False
    for child in token.children or []:
        if child.type in {"softbreak", "hardbreak"}:
            text += "\n"
            line += 1
        elif child.type in {"link_open", "link_close"}:
            in_address = child.type == "link_open" and child.info == "auto"
        elif child.type in {"text", "code_inline"} and child.content and not in_address:
            end = len(text) + len(child.content)
            pieces.append(Piece(child, len(text), end, line))
            text += child.content
    return text, pieces
