"""A whole site, written into an empty folder."""

from __future__ import annotations

from pathlib import Path

from tefter.publish.choosing import choose_page
from tefter.publish.downloads import write_downloads
from tefter.publish.drawing import Picked, pictures
from tefter.publish.material import Material
from tefter.publish.pages import Pages
from tefter.publish.rehearsed import drawn_once
from tefter.publish.release import Release
from tefter.publish.seal import write_seal
from tefter.publish.words import spoken


def draw_all(material: Material) -> dict[str, list[Picked]]:
    """Return the charts in every language of the site."""
    return drawn_once(
        material,
        lambda: {
            language: pictures(material, language)
            for language in spoken(material.case.file.languages)
        },
    )


def write_site(
    material: Material,
    release: Release,
    drawn: dict[str, list[Picked]],
    folder: Path,
    *,
    pictures_too: bool = True,
) -> str:
    """Write a site and its seal.

    Parameters
    ----------
    material : Material
        What is published.
    release : Release
        What the site says of itself.
    drawn : dict of str to list of Picked
        From ``draw_all``.
    folder : path
        An empty folder.
    pictures_too : bool
        Whether the PNG files are drawn, which takes longest; a rehearsal does without.

    Returns
    -------
    str
        The digest of the site.
    """
    write_downloads(material, release, drawn, folder, pictures_too=pictures_too)
    for language, charts in drawn.items():
        for name, content in Pages(material, release, language, charts).all().items():
            (folder / language / f"{name}.html").write_bytes(content)
    (folder / "index.html").write_bytes(choose_page(material, release))
    return write_seal(folder, material, release)
