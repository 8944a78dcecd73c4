"""A chart as a picture that can stand alone: title above, caption below."""

from __future__ import annotations

import json
import os
import re
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import as_file, files
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import vl_convert

from tefter.charts.chart import VL_VERSION, Chart
from tefter.charts.theme import CONFIG, FONT, INK, NARROW, QUIET, WIDE

MARGIN = 16
TITLE, CAPTION = 19, 12
LETTER = {TITLE: 0.55, CAPTION: 0.5}
"""Mean width of a letter, in parts of the size of type: Liberation Sans, upper estimates (Cyrillic
is wider than Latin)."""

SPOKEN = re.compile(r' (?:role|aria-[a-z]+)="[^"]*"')
PLACES = re.compile(r' (?:d|transform|x|y|x1|x2|y1|y2|cx|cy|r|width|height)="[^"]*"')
LONG = re.compile(r"-?\d+\.\d{3,}(?:e-?\d+)?")
DIGITS = "0123456789"
IDENTIFIER = re.compile(r'\bid="((?:clip|gradient_)\d+)"')
REFERENCE = re.compile(r'(?:\bid="|url\(#)(?P<old>(?:clip|gradient_)\d+)["|)]')

DRAWINGS = 64
"""Drawings remembered: a notebook shows a chart and then writes its files, all from one drawing."""

SIZE = re.compile(r'<svg [^>]*?width="([\d.]+)" height="([\d.]+)"')


@dataclass(frozen=True)
class Picture:
    """A chart as pages and notebooks need it: drawn, and able to be read back from its files.

    Attributes
    ----------
    name, title, caption, alt : str
        As of the ``Chart``.
    spec, narrow_spec : dict
        Vega-Lite, without title.
    svg, narrow_svg : str
        The bare drawings, for a page that has title and caption as text.
    language : str
        Language of its words.
    """

    name: str
    title: str
    caption: str
    alt: str
    spec: dict[str, Any]
    narrow_spec: dict[str, Any]
    svg: str
    narrow_svg: str
    language: str = "en"

    @classmethod
    def of(cls, chart: Chart) -> Picture:
        """Draw a chart."""
        spec, narrow = chart.spec(), chart.spec(narrow=True)
        return cls(
            chart.name,
            chart.title,
            chart.caption,
            chart.alt,
            spec,
            narrow,
            _drawing(json.dumps(spec)),
            _drawing(json.dumps(narrow)),
            chart.language,
        )

    def standing_alone(self, *, narrow: bool = False) -> str:
        """Return the drawing with its title and caption as SVG.

        The caption is in the picture, because pictures travel alone: invented data stays marked.
        """
        drawing = self.narrow_svg if narrow else self.svg
        size = SIZE.match(drawing)
        if size is None:
            raise ValueError("vl-convert gave an SVG without a size")
        inner_width, inner_height = float(size[1]), float(size[2])
        width = max(NARROW if narrow else WIDE, inner_width) + 2 * MARGIN
        title = _lines(self.title, TITLE, width)
        caption = _lines(self.caption, CAPTION, width)
        top = MARGIN + len(title) * TITLE * 1.25 + 10
        bottom = top + inner_height + 8
        height = bottom + len(caption) * CAPTION * 1.4 + MARGIN
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:g}" height="{height:g}" '
            f'viewBox="0 0 {width:g} {height:g}" role="img" aria-label={quoteattr(self.alt)}>'
            f'<rect width="100%" height="100%" fill="#ffffff"/>'
            f"{_text(title, MARGIN, TITLE, INK, bold=True)}"
            f'<svg x="{MARGIN}" y="{top:g}" overflow="visible"{drawing[4:]}'
            f"{_text(caption, bottom, CAPTION, QUIET)}</svg>\n"
        )

    def png(self, *, narrow: bool = False, scale: int = 2) -> bytes:
        """Return the drawing with its title and caption as PNG, ``scale`` pixels to one of CSS."""
        return _pixels(self.standing_alone(narrow=narrow), scale)


@lru_cache(maxsize=DRAWINGS)
def _pixels(svg: str, scale: int) -> bytes:
    _only_carried_fonts()
    return bytes(vl_convert.svg_to_png(svg, scale=scale))


@lru_cache(maxsize=DRAWINGS)
def _drawing(spec: str) -> str:
    _only_carried_fonts()
    svg = str(vl_convert.vegalite_to_svg(spec, vl_version=VL_VERSION))
    # Vega numbers clips and gradients over all that it has drawn; a file has to be the same alone.
    found = list(dict.fromkeys(IDENTIFIER.findall(svg)))
    renamed = {old: f"{old.rstrip(DIGITS)}{number}" for number, old in enumerate(found, 1)}
    svg = REFERENCE.sub(lambda at: at[0].replace(at["old"], renamed.get(at["old"], at["old"])), svg)
    # The picture has its words as a whole; Vega's for each mark are English, and half of the file.
    svg = SPOKEN.sub("", svg)
    # A hundredth of a pixel is finer than any screen.
    return PLACES.sub(lambda at: _shorter(at[0]), svg)


def _shorter(attribute: str) -> str:
    return LONG.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), attribute)


def _lines(text: str, size: int, width: float) -> list[str]:
    return textwrap.wrap(text, int((width - 2 * MARGIN) / (size * LETTER[size])))


def _text(lines: list[str], top: float, size: int, fill: str, *, bold: bool = False) -> str:
    step = size * (1.25 if bold else 1.4)
    spans = "".join(
        f'<tspan x="{MARGIN}" y="{top + size + number * step:g}">{escape(line)}</tspan>'
        for number, line in enumerate(lines)
    )
    weight = ' font-weight="bold"' if bold else ""
    return f'<text font-family="{FONT}" font-size="{size}" fill="{fill}"{weight}>{spans}</text>'


@cache
def _only_carried_fonts() -> None:
    """Let vl-convert load only the fonts it carries, so that pictures are the same everywhere.

    It reads the machine's fonts once, before its first drawing, from where ``FONTCONFIG_FILE``
    says. Liberation Sans, which it carries, has Latin and Cyrillic with all letters of the region.
    """
    with (
        as_file(files("tefter.charts").joinpath("no-fonts.conf")) as path,
        _variable("FONTCONFIG_FILE", str(path)),
    ):
        vl_convert.vegalite_to_svg(
            {"data": {"values": []}, "mark": "point", "config": CONFIG}, vl_version=VL_VERSION
        )
        vl_convert.svg_to_png('<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>')


@contextmanager
def _variable(name: str, value: str) -> Iterator[None]:
    before = os.environ.get(name)
    os.environ[name] = value
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
