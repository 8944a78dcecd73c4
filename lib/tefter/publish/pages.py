"""The pages of a site in one language: what each shows, put together from the material."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from markupsafe import Markup

from tefter import __version__
from tefter.claims.code import code_of
from tefter.claims.marking import marked
from tefter.claims.pictures import charts_of
from tefter.claims.verdict import Status
from tefter.coding.words import Phrases
from tefter.pages import own_file, policy, templates
from tefter.publish.dictionary import dictionary, pairs
from tefter.publish.drawing import Picked
from tefter.publish.explaining import Explained
from tefter.publish.figures import day_of, finding_interval, finding_value, whole_number
from tefter.publish.machine import DOWNLOADS, dataset
from tefter.publish.material import Material
from tefter.publish.methods import Telling
from tefter.publish.naming import finding_name
from tefter.publish.release import Release
from tefter.publish.words import Words, spoken, tag_of
from tefter.report.methodology import read_cells
from tefter.report.page import Drawn, json_island, live_script
from tefter.runs.provenance import code_digest

ROOM = "tefter.publish"

PAGES = ("index", "charts", "methodology", "codebook", "data", "corrections", "check")
"""The pages of every language; a switch of language stays on the same one."""

HEADINGS = dict(zip(PAGES, ("story", *PAGES[1:]), strict=True))

STATUS: dict[Status, str] = {
    "holds": "holds",
    "does not hold": "does_not_hold",
    "bound to nothing": "unbound",
    "exempt": "exempt",
}

LARGEST = 2_000_000
"""Bytes of a page with all that it loads. A page that live charts would take over it has still
ones."""


@dataclass(frozen=True)
class ChartOnPage:
    """A chart as a template needs it."""

    name: str
    title: str
    caption: str
    alt: str
    image: str
    narrow_image: str
    tag: str
    files: Mapping[str, str]


class Pages:
    """The pages of one language.

    Parameters
    ----------
    material : Material
        What is published.
    release : Release
        What the site says of itself.
    language : str
        One of the case's languages.
    pictures : sequence of Picked
        The charts in that language.
    """

    def __init__(
        self, material: Material, release: Release, language: str, pictures: Sequence[Picked]
    ) -> None:
        self.material = material
        self.release = release
        self.language = language
        self.say = Words(language)
        self.explained = Explained(material, self.say)
        self.pictures = pictures

    def all(self) -> dict[str, bytes]:
        """Return every page by its name without ``.html``."""
        return {page: getattr(self, page)() for page in PAGES}

    def index(self) -> bytes:
        """Return the story with each number led to its finding, its chart and its code."""
        checked = self.material.stories.get(self.language)
        known_findings = {str(one["name"]): one for one in self.material.numbers}
        verdicts = checked.verdicts if checked else ()
        numbered = list(enumerate(verdicts, 1))
        used = dict.fromkeys(
            name for _, one in numbered for name in one.findings if name in known_findings
        )
        shown = {chart.name: chart for chart in self.charts_on_page}
        labels = self.material.codebook.labels(self.language)
        findings: list[dict[str, Any]] = [
            {
                "one": one,
                "called": finding_name(name, self.language, labels),
                "explained": self.explained.finding(name),
                "value": finding_value(one, self.say),
                "interval": finding_interval(one, self.say),
                "rows": _rows_behind(one, self.language),
                "code": code_of(str(one["code"])),
                "charts": [shown[chart] for chart in charts_of(name) if chart in shown],
                "quoted": [(n, verdict) for n, verdict in numbered if name in verdict.findings],
            }
            for name, one in ((name, known_findings[name]) for name in (used or known_findings))
        ]
        names = dict.fromkeys(chart.name for each in findings for chart in each["charts"])
        statuses = {status: self.say(word) for status, word in STATUS.items()}
        return self._render(
            "index",
            "story.html",
            story=marked(checked, statuses) if checked else None,
            story_tag=tag_of(self.say, checked.story.blocks) if checked else self.say.tag,
            readable=self._switch("index", self.material.stories),
            findings=findings,
            loose=[(n, one) for n, one in numbered if not one.findings],
            charts=[shown[name] for name in names],
            same_code=self._same_code,
            corrected=[
                {"date": one.date, "day": self._day(one.date)} for one in self.material.corrections
            ],
            dataset=dataset(self.material, self.release, self.language, in_page=True),
        )

    def charts(self) -> bytes:
        """Return the page of charts: live where the page stays small enough, still otherwise."""
        specs = {
            one.picture.name: {"wide": one.picture.spec, "narrow": one.picture.narrow_spec}
            for one in self.pictures
        }
        live = self._render(
            "charts", "charts.html", charts=self.charts_on_page, specs=json_island(specs)
        )
        if self.pictures and len(live) <= LARGEST:
            return live
        return self._render("charts", "charts.html", charts=self.charts_on_page)

    def methodology(self) -> bytes:
        """Return the executed methodology without its code, which is in the repository."""
        notebook = self.material.report / "notebooks" / "5-methodology.ipynb"
        cells = read_cells(notebook)[0] if notebook.exists() else []
        told = Telling(
            self.material, self.explained, {one.name: one for one in self.charts_on_page}
        )
        return self._render(
            "methodology", "methodology.html", cells=[told.cell(one) for one in cells]
        )

    def codebook(self) -> bytes:
        """Return the codebook without its examples, which name posts."""
        return self._render(
            "codebook",
            "codebook.html",
            codebook=self.material.codebook,
            coded=Phrases(self.language),
        )

    def data(self) -> bytes:
        """Return tables, downloads, and what each column means."""
        return self._render(
            "data",
            "data.html",
            downloads=DOWNLOADS.items(),
            minimum=self.material.minimum,
            licence=self.material.case.file.licence,
            tables=[self.explained.table(one) for one in self.material.tables.values()],
            dictionary=dictionary(self.say, self.explained),
        )

    def corrections(self) -> bytes:
        """Return what was wrong and is right, and every version of the site."""
        earlier = [
            {
                "number": one.number,
                "day": self._day(one.published_at),
                "published_at": one.published_at,
                "content_digest": one.content_digest,
                "href": f"../versions/{one.number}/{self.language}/index.html",
            }
            for one in self.release.earlier
        ]
        this = {
            "number": self.release.number,
            "day": self._day(self.release.published_at),
            "published_at": self.release.published_at,
            "content_digest": self.material.provenance["content_digest"],
            "href": "",
        }
        return self._render(
            "corrections",
            "corrections.html",
            corrections=[
                {
                    "date": one.date,
                    "day": self._day(one.date),
                    "was": self._in_own(one.was),
                    "right": self._in_own(one.right),
                    "signed_by": one.signed_by,
                }
                for one in self.material.corrections
            ],
            versions=[this, *reversed(earlier)],
        )

    def check(self) -> bytes:
        """Return how a reader checks the site, what was checked before, and where it is from."""
        found = self.material.provenance
        code = found.get("code") or {}
        inputs = [
            (one["file"], whole_number(one["size"], self.language), one["sha256"])
            for one in self.material.inputs
        ]
        given = {key: _written(value) for key, value in (found.get("parameters") or {}).items()}
        return self._render(
            "check",
            "check.html",
            verify_command="tefter verify .",
            again_command=_again(self.material),
            digest=found["content_digest"],
            commit=code.get("commit"),
            changed=bool(code.get("changed")),
            items=self.release.items,
            inputs=pairs(
                self.say("inputs"),
                (self.say("file"), self.say("size"), "SHA-256"),
                inputs,
            ),
            parameters=pairs(
                self.say("parameters"), (self.say("parameter"), self.say("value")), given.items()
            ),
        )

    @cached_property
    def charts_on_page(self) -> list[ChartOnPage]:
        """The charts, with the addresses of their files."""
        return [self._chart(one) for one in self.pictures]

    def _chart(self, picked: Picked) -> ChartOnPage:
        drawn = Drawn.of(picked.picture)
        name = drawn.name
        return ChartOnPage(
            name,
            drawn.title,
            drawn.caption,
            drawn.alt,
            drawn.image,
            drawn.narrow_image,
            Words(picked.language).tag,
            {
                "CSV": f"../charts/{name}.csv",
                "SVG": f"charts/{name}.svg",
                "PNG": f"charts/{name}.png",
                "Vega-Lite": f"../charts/{name}.json",
            },
        )

    @cached_property
    def _same_code(self) -> bool:
        code = self.material.provenance.get("code") or {}
        return code.get("sha256") == code_digest(self.material.case.project)

    def _render(self, page: str, template: str, **context: Any) -> bytes:
        style = own_file(ROOM, "site.css")
        script = own_file(ROOM, "older.js")
        if context.get("specs"):
            script = f"{live_script()}\n{script}"
        heading = self.say(HEADINGS[page])
        return (
            templates(ROOM)
            .get_template(template)
            .render(
                **{"specs": "", "dataset": "", **context},
                say=self.say,
                language=self.language,
                heading=heading,
                title=self.material.title(self.language),
                synthetic=self.material.synthetic,
                address=self.release.address,
                place=f"{self.language}/{page}.html",
                newest=f"../../../{self.language}/{page}.html",
                contact=self.material.case.file.contact,
                release={
                    "number": self.release.number,
                    "day": self._day(self.release.published_at),
                    "published_at": self.release.published_at,
                    "signed_by": self.release.signed_by,
                },
                languages=self._switch(page, spoken(self.material.case.file.languages)),
                pages=[
                    {
                        "href": f"{name}.html",
                        "name": self.say(HEADINGS[name]),
                        "current": name == page,
                    }
                    for name in PAGES
                ],
                policy=policy(style, script),
                style=Markup(style),  # noqa: S704  our own file
                script=Markup(script),  # noqa: S704  our own files and vl-convert's bundle
                tefter=__version__,
            )
            .encode()
        )

    def _switch(self, page: str, languages: Sequence[str] | Mapping[str, Any]) -> list[Any]:
        return [
            {
                "href": f"../{language}/{page}.html",
                "tag": Words(language).tag,
                "name": Words(language)("language_name"),
                "current": language == self.language,
            }
            for language in languages
        ]

    def _in_own(self, texts: Mapping[str, str]) -> dict[str, str]:
        """Return a text in the page's language; in English, or the first, where it lacks."""
        language = next((one for one in (self.language, "en") if one in texts), next(iter(texts)))
        return {"text": texts[language], "tag": Words(language).tag}

    def _day(self, iso: str) -> str:
        return day_of(iso, self.language)


def _rows_behind(finding: Mapping[str, Any], language: str) -> str:
    """Return how many rows are behind a finding; nothing where they are no rows of a frame."""
    count = finding["rows"]["count"]
    return whole_number(count, language) if count or not finding["value"] else ""


def _written(value: object) -> str:
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)


def _again(material: Material) -> str:
    """Return the command that makes the run again."""
    given = material.provenance.get("parameters") or {}
    words = [f"-p {key}={_written(value)}" for key, value in given.items() if value not in ("", [])]
    return " ".join(["tefter run", material.case.name, *words])
