"""The charts of a run, as the page of a story shows them."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Shown:
    """A chart on the page: its words and its picture, which loads nothing.

    Attributes
    ----------
    name, title, caption, alt : str
        Words of the chart.
    image, narrow : str
        ``data:`` addresses of the drawing, and of the one for a phone. An SVG shown as an image
        runs no script.
    """

    name: str
    title: str
    caption: str
    alt: str
    image: str
    narrow: str


def charts_of(finding: str) -> list[str]:
    """Return the names of the charts that show a finding."""
    return [
        chart for name, charts in _shown().items() if fnmatchcase(finding, name) for chart in charts
    ]


def pictures(run: Path, names: Iterable[str]) -> dict[str, Shown]:
    """Read the charts of a run by name; those that it does not have are left out.

    Parameters
    ----------
    run : path
        Folder of the run, with ``charts/NAME.json`` as ``charts.save`` writes it.
    names : iterable of str
        Names of charts, each once in the result.
    """
    found = {}
    for name in dict.fromkeys(names):
        path = run / "charts" / f"{name}.json"
        if path.exists():
            words = json.loads(path.read_bytes())["usermeta"]["tefter"]
            found[name] = Shown(
                name,
                words["title"],
                words["caption"],
                words["alt"],
                _address(words["svg"]),
                _address(words["narrow_svg"]),
            )
    return found


def _address(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


@cache
def _shown() -> dict[str, list[str]]:
    loaded: dict[str, list[str]] = yaml.safe_load(
        files("tefter.claims").joinpath("shown.yml").read_text("utf-8")
    )
    return loaded
