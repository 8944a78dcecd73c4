"""The first page of a site, which leads to each language."""

from __future__ import annotations

from markupsafe import Markup

from tefter import __version__
from tefter.pages import own_file, policy, templates
from tefter.publish.figures import day_of
from tefter.publish.machine import dataset
from tefter.publish.material import Material
from tefter.publish.release import Release
from tefter.publish.words import Words, spoken

ROOM = "tefter.publish"


def choose_page(material: Material, release: Release) -> bytes:
    """Return the first page of the folder, which leads to each language."""
    languages = spoken(material.case.file.languages)
    say = Words(languages[0])
    style, script = own_file(ROOM, "site.css"), own_file(ROOM, "older.js")
    links = [
        {
            "href": f"{language}/index.html",
            "tag": Words(language).tag,
            "name": Words(language)("language_name"),
            "choose": Words(language)("choose"),
            "title": material.title(language),
        }
        for language in languages
    ]
    return (
        templates(ROOM)
        .get_template("choose.html")
        .render(
            say=say,
            heading=say("choose"),
            title=material.title(say.language),
            synthetic=material.synthetic,
            address=release.address,
            place="",
            newest="../../index.html",
            contact=material.case.file.contact,
            release={"number": release.number, "day": day_of(release.published_at, say.language)},
            languages=[],
            pages=[],
            specs="",
            dataset=dataset(material, release, say.language, in_page=True),
            policy=policy(style, script),
            style=Markup(style),  # noqa: S704  our own file
            script=Markup(script),  # noqa: S704  our own file
            tefter=__version__,
            stories=links,
        )
        .encode()
    )
