"""A case of 1,000 invented people, each with all that could give a person away, and its run.

The run is made by the calls of the notebooks, without their kernels, in seconds.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

from tefter import charts, custody
from tefter.case import Case
from tefter.charts import TABLES_OF, Origin
from tefter.cleaning import clean, observations
from tefter.coding import Codebook, Lexicon, beside_people, code_with_lexicon, decide
from tefter.coding.classifier import learn
from tefter.coding.human import read_people
from tefter.country import add_country
from tefter.findings import all_findings, tables
from tefter.language import add_language
from tefter.privacy import add_personal_data
from tefter.report import write_pages
from tefter.runs import gather, keep_coding, keep_findings, origin_of, provenance, read_case
from tefter.runs.workspace import Workspace
from tefter.scaffold import new_case

MANY = 1_000
NAMES = ("Zorica Planinc", "Arbenita Lushaj", "Весна Трајанова", "Dželila Hrustić", "Mojca Žagar")
STREETS = ("Rruga Ndre Mjeda", "Hrastova ulica", "улица Брегалничка", "Ulica Husein-kapetana")
WORDS = (
    "kvarner",
    "zhurmë",
    "трмбушка",
    "plendulja",
    "vjeshta",
    "мостот",
    "sončnica",
    "brundalka",
    "gjethe",
    "prozor",
    "јаболко",
    "metulj",
    "shtegtar",
    "kolodvor",
    "чешма",
    "dežnik",
)


def person(number: int) -> dict[str, str]:
    """Return one invented person: what must stand nowhere on a site."""
    chance = random.Random(number)
    name = f"{chance.choice(NAMES)} {chance.choice(WORDS)}{number}"
    handle = f"demo_{chance.choice('abcdef')}{number * 7919:07d}"
    phone = f"+383 42 {chance.randrange(100, 999)} {number:03d}"
    street = f"{chance.choice(STREETS)} {number + 100}"
    words = " ".join(chance.sample(WORDS, 6))
    link = f"https://tiktok.com/@{handle}/video/95{number:017d}"
    email = f"{handle}@posta{number}.example"
    return {
        "identifier": f"95{number:017d}",
        "name": name,
        "handle": handle,
        "phone": phone,
        "address": email,
        "link": link,
        "street": street,
        "text": f"{words} {number}; {street}; tel {phone}; {email}; {link} #osoba{number}zz",
    }


PEOPLE = [person(number) for number in range(MANY)]


def record(number: int) -> dict[str, object]:
    """Return the person's post as Zeeschuimer exports it."""
    one = PEOPLE[number]
    regions = ("XK", "AL", "RS", "MK", "SI", "HR", "BA", "ME")
    data = {
        "id": one["identifier"],
        "desc": one["text"],
        "createTime": 1_640_000_000 + number * 50_000,
        "author": {
            "id": f"97{number:017d}",
            "uniqueId": one["handle"],
            "nickname": one["name"],
            "signature": f"bio {one['text']}",
            "region": regions[number % 8],
        },
        "stats": {"playCount": number, "diggCount": 1, "commentCount": 2, "shareCount": 0},
    }
    return {
        "nav_index": f"1:4:{number}",
        "item_id": one["identifier"],
        "timestamp_collected": 1_702_000_000_000,
        "source_platform": "tiktok.com",
        "data": data,
    }


CASE = """
title: {en: A planted case, sq: Një rast, mk: Случај}
contact: desk@example.org
languages: [en, sq, mk]
countries: [XK, AL, BA, HR, ME, MK, RS, SI]
synthetic: true
"""
CLAIMS = """
stories:
  story.md:
    language: en
    claims:
      - sentence: We read 1,000 posts of 1,000 accounts.
        numbers:
          - {number: "1,000", finding: tiktok_posts, kind: exact}
          - {number: "1,000", finding: tiktok_accounts, kind: exact}
"""
STORY = "# A story\n\nWe read 1,000 posts of 1,000 accounts.\n"
NOTEBOOK = {
    "cells": [
        {
            "cell_type": "markdown",
            "id": "a",
            "metadata": {},
            "source": "# How this was made\n\nBy hand.",
        }
    ],
    "metadata": {},
    "nbformat": 4,
    "nbformat_minor": 5,
}


def make_project(folder: Path) -> Case:
    """Make a project with the planted case, its export in custody, its story and claims."""
    for name in ("cases", "data", "notebooks"):
        (folder / name).mkdir(parents=True)
    new_case(folder, "planted", "A planted case")
    case_folder = folder / "cases" / "planted"
    (case_folder / "case.yml").write_text(CASE, "utf-8")
    (case_folder / "claims.yml").write_text(CLAIMS, "utf-8")
    (case_folder / "story.md").write_text(STORY, "utf-8")
    case = Case(folder, "planted")
    export = folder / "export.ndjson"
    export.write_text("".join(json.dumps(record(n)) + "\n" for n in range(MANY)), "utf-8")
    custody.add(case.raw, [export], origin="a test", added_by="tester")
    return case


def make_run(case: Case, name: str) -> Path:
    """Make a run and seal it."""
    workspace = Workspace(case, name)
    reading = read_case(workspace)
    workspace.write("observations", observations(reading.posts))
    posts = workspace.write("cleaned", add_personal_data(clean(reading.posts)))
    located = add_country(add_language(posts), workspace.read("read/accounts"), 0.05)
    codebook = Codebook.read(case.folder / "codebook.yml")
    lexicon = Lexicon.read(case.folder / "lexicon", codebook)
    workspace.write("located", located)
    people = read_people(case, codebook, located)
    said = beside_people(code_with_lexicon(located, lexicon), people, codebook)
    learned = learn(said, codebook, most_error=0.1, propose=0)
    coded = workspace.write("coded", decide(said, people, learned, codebook))
    keep_coding(workspace, people, learned, codebook, coded)
    data = gather(workspace)
    findings, made = all_findings(data), tables(data)
    keep_findings(workspace, findings, made, _charts(made, origin_of(workspace, data)))
    notebooks = workspace.report / "notebooks"
    notebooks.mkdir()
    (notebooks / "5-methodology.ipynb").write_text(json.dumps(NOTEBOOK))
    write_pages(workspace.report)
    seal_run(case, name)
    return workspace.report


def _charts(made: dict, origin: Origin) -> list[charts.Chart]:
    wanted = ("comments_per_post", "category_shares", "concentration_by_account")
    return [getattr(charts, name)(made[TABLES_OF[name][0]].frame, origin) for name in wanted]


def seal_run(case: Case, name: str) -> None:
    """Write the provenance of what the run holds now."""
    described = provenance.describe(
        case,
        name,
        inputs=custody.verify(case.raw),
        parameters={"minimum_cell": 3},
        started="2024-01-01T00:00:00Z",
        ended="2024-01-01T00:00:01Z",
        outcome={"status": "finished"},
    )
    provenance.write(case.reports / name, described)
