"""A story as HTML with a mark around every checked number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from typing import Any

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markupsafe import Markup

from tefter.claims.story import Piece, parser
from tefter.claims.verdict import MASK, Checked, Status, Verdict

SIGNS: dict[Status, tuple[str, str]] = {
    "holds": ("✓", "holds"),
    "does not hold": ("✗", "fails"),
    "bound to nothing": ("?", "unbound"),
    "exempt": ("○", "exempt"),
}
"""Status to its sign and its style: told by a sign and in words, never by colour alone."""


def target_of(verdict: Verdict, number: int) -> str:
    """Return where on the page a number leads: to its finding, or to its own note."""
    return f"finding-{verdict.findings[0]}" if verdict.findings else f"note-{number}"


def marked(checked: Checked, words: Mapping[Status, str] | None = None) -> Markup:
    """Return the story as HTML: HTML in it is text, addresses of links are left out.

    An address could name an account, and the page is complete without it.

    Parameters
    ----------
    checked : Checked
        From ``check_story``. Number ``n`` of its verdicts, counted from 1, gets the anchor
        ``number-n``.
    words : mapping of str to str, optional
        What is said of each status beside the number, in the language of the page.
    """
    markdown = parser()
    for name, rule in RULES.items():
        markdown.add_render_rule(name, rule)
    parts = _parts(checked, words or {})
    tokens = [_with_marks(token, parts) for token in checked.story.tokens]
    html = markdown.renderer.render(tokens, markdown.options, checked.story.environment)
    return Markup(html)  # noqa: S704  made by markdown-it with HTML off, and the rules below


def _parts(checked: Checked, words: Mapping[Status, str]) -> dict[int, list[Token]]:
    """Return, for each token that holds text, the tokens that stand for it on the page."""
    parts: dict[int, list[Token]] = {}
    for index, block in enumerate(checked.story.blocks):
        numbered = [
            (number, verdict)
            for number, verdict in enumerate(checked.verdicts, 1)
            if verdict.block == index
        ]
        for piece in block.pieces:
            text = block.text
            for start, end in checked.personal[index]:
                text = text[:start] + MASK * (end - start) + text[end:]
            parts[id(piece.token)] = [*_cut(piece, text, numbered, words)]
    return parts


def _cut(
    piece: Piece, text: str, numbered: Sequence[tuple[int, Verdict]], words: Mapping[Status, str]
) -> Iterator[Token]:
    place = piece.start
    for number, verdict in numbered:
        figure = verdict.figure
        start, end = max(figure.start, piece.start), min(figure.end, piece.end)
        if start >= end:
            continue
        if place < start:
            yield _same(piece.token, text[place:start])
        meta = {
            "number": number,
            "verdict": verdict,
            "begins": start == figure.start,
            "ends": end == figure.end,
            "said": _said(verdict, words),
        }
        yield Token("claim_open", "a", 1, meta=meta)
        yield _same(piece.token, text[start:end])
        yield Token("claim_close", "a", -1, meta=meta)
        place = end
    if place < piece.end:
        yield _same(piece.token, text[place : piece.end])


def _said(verdict: Verdict, words: Mapping[Status, str]) -> str:
    """Return what is said of a number; what the data say only where the page is in English."""
    said = words.get(verdict.status, verdict.status)
    told = verdict.actual and not (words and verdict.status == "holds")
    return f"{said}: {verdict.actual}" if told else said


def _same(token: Token, content: str) -> Token:
    changed = copy(token)
    changed.content = content
    return changed


def _with_marks(token: Token, parts: dict[int, list[Token]]) -> Token:
    changed = copy(token)
    if token.children:
        changed.children = [
            part for child in token.children for part in parts.get(id(child), [child])
        ]
    align = str(token.attrGet("style") or "")
    if align:
        # The policy of the page allows no style in an element.
        changed.attrs = {"class": align.removeprefix("text-align:")}
    return changed


def _open(_: RendererHTML, tokens: Sequence[Token], place: int, *__: Any) -> str:
    meta = tokens[place].meta
    verdict: Verdict = meta["verdict"]
    anchor = Markup(' id="number-{}"').format(meta["number"]) if meta["begins"] else ""
    return str(
        Markup('<a class="claim {}" href="#{}"{}>').format(
            SIGNS[verdict.status][1], target_of(verdict, meta["number"]), anchor
        )
    )


def _close(_: RendererHTML, tokens: Sequence[Token], place: int, *__: Any) -> str:
    meta = tokens[place].meta
    verdict: Verdict = meta["verdict"]
    if not meta["ends"]:
        return "</a>"
    sign = SIGNS[verdict.status][0]
    said = "aside" if verdict.status in {"holds", "exempt"} else "said"
    return str(
        Markup(
            '<span class="sign" aria-hidden="true">{}</span><span class="{}"> ({})</span></a>'
        ).format(sign, said, meta["said"])
    )


def _link_open(*_: Any) -> str:
    return '<span class="link">'


def _link_close(*_: Any) -> str:
    return "</span>"


RULES = {
    "claim_open": _open,
    "claim_close": _close,
    "link_open": _link_open,
    "link_close": _link_close,
}
