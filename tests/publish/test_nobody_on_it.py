"""1,000 people are in the data, and nothing of any of them is on the site."""

from __future__ import annotations

import base64
import html
import io
import json
import re
import struct
import zipfile
import zlib
from urllib.parse import quote

import openpyxl
import pytest
from tests.publish.planted import MANY, PEOPLE

from tefter import publish
from tefter.publish.scan import known_of, scan

pytestmark = pytest.mark.xdist_group("publish")

PERSON = PEOPLE[417]
KINDS = ("identifier", "name", "handle", "phone", "address", "link", "street", "text")
QUOTED = " ".join(PERSON["text"].split()[:6])
CAUGHT_AS = {"street": {"text"}}


@pytest.fixture(scope="module")
def known(planted):
    return known_of(planted.parents[2] / "data" / "processed" / "planted" / planted.name)


def everything(site):
    """Return all that the site says, pulled apart without the help of what is tested."""
    said = []
    for path in site.rglob("*"):
        if not path.is_file():
            continue
        content = path.read_bytes()
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as packed:
                content = b"\n".join(packed.read(name) for name in packed.namelist())
        text = content.decode("utf-8", "replace")
        said += [path.name, text, html.unescape(text)]
        said += [
            base64.b64decode(body).decode("utf-8", "replace")
            for body in re.findall(r"base64,([A-Za-z0-9+/=]{100,})", text)
        ]
    return "\n".join(said).casefold()


def test_the_site_holds_nothing_of_a_thousand_people(site):
    said = everything(site)
    assert len(PEOPLE) == MANY
    for kind in KINDS:
        found = [n for n, one in enumerate(PEOPLE) if one[kind].casefold() in said]
        assert found == [], kind


def test_the_checklist_says_so_and_holds(items):
    assert {item.name: item.state for item in items} == dict.fromkeys(
        (
            "run_whole",
            "claims_hold",
            "agreement_stated",
            "small_cells",
            "no_personal_data",
            "corrections_noted",
            "synthetic_said",
        ),
        "holds",
    )


def sheet(text):
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.active["B2"] = text
    book.save(content)
    return content.getvalue()


def png(kind, text):
    def chunk(name, body):
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    body = {
        b"tEXt": b"Comment\0" + text.encode(),
        b"zTXt": b"Comment\0\0" + zlib.compress(text.encode()),
        b"iTXt": b"Comment\0\1\0\0\0" + zlib.compress(text.encode()),
    }[kind]
    pixels = chunk(b"IDAT", zlib.compress(b"\0\0"))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(kind, body) + pixels + chunk(b"IEND", b"")


def archive(text):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("inner.csv", f"a\n{text}\n")
    return content.getvalue()


def address(text, kind="image/svg+xml"):
    return f"data:{kind};base64,{base64.b64encode(text.encode()).decode()}"


DISGUISES = {
    "as it is.txt": lambda text: text,
    "upper case.txt": str.upper,
    "page.html": lambda text: f"<p>{''.join(f'&#{ord(letter)};' for letter in text)}</p>",
    "attribute.html": lambda text: f'<a href="#" title="{html.escape(text)}">x</a>',
    "percent.html": lambda text: f'<a href="x?{quote(text)}">x</a>',
    "drawing.svg": lambda text: f"<svg><text>{html.escape(text)}</text></svg>",
    "pieces.svg": lambda text: (
        "<svg><text>"
        + "".join(f"<tspan>{html.escape(letter)}</tspan>" for letter in text)
        + "</text></svg>"
    ),
    "picture.html": lambda text: f'<img src="{address(f"<svg><text>{text}</text></svg>")}">',
    "twice.html": lambda text: f'<img src="{address(address(text, "text/plain"))}">',
    "strings.json": lambda text: json.dumps({"a": [{"b": text}]}, ensure_ascii=True),
    "key.json": lambda text: json.dumps({text: 1}),
    "unseen.txt": "\u200b".join,
    "wide.txt": lambda text: "".join(
        chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else letter for letter in text
    ),
    "utf16.txt": lambda text: text.encode("utf-16"),
    "archive.zip": archive,
    "sheet.xlsx": sheet,
    "plain.png": lambda text: png(b"tEXt", text),
    "packed.png": lambda text: png(b"zTXt", text),
    "words.png": lambda text: png(b"iTXt", text),
    "behind.png": lambda text: png(b"tEXt", "nothing") + text.encode(),
}


HIDDEN_KINDS = ("handle", "name", "phone", "text")
PARTED = ("042-{a}-{b}", "+383(42){a}.{b}", "00383 42 {a} {b}", "42{a}{b}")


@pytest.fixture(scope="module")
def leaks(known, tmp_path_factory):
    """Every leak of one folder, looked through once: file to kinds."""
    folder = tmp_path_factory.mktemp("leaks")
    for kind in KINDS:
        (folder / f"plain-{kind}.txt").write_text(f"It was {PERSON[kind]}, they say.", "utf-8")
    for disguise, made in DISGUISES.items():
        for kind in HIDDEN_KINDS:
            content = made(PERSON[kind])
            content = content if isinstance(content, bytes) else content.encode()
            (folder / f"{kind}-{disguise}").write_bytes(content)
    *_, a, b = PERSON["phone"].split()
    for number, written in enumerate(PARTED):
        (folder / f"parted-{number}.html").write_text(f"<p>{written.format(a=a, b=b)}</p>")
    (folder / f"{PERSON['handle']}.csv").write_text("a\n1\n")
    (folder / "broken.zip").write_bytes(b"PK\x03\x04 and no more")
    found = {}
    for leak in scan(folder, known):
        found.setdefault(leak.file, set()).add(leak.kind)
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_one_leak_of_each_kind_is_caught(leaks, kind):
    assert CAUGHT_AS.get(kind, {kind}) <= leaks.get(f"plain-{kind}.txt", set())


@pytest.mark.parametrize("disguise", DISGUISES)
@pytest.mark.parametrize("kind", HIDDEN_KINDS)
def test_a_leak_is_found_wherever_it_hides(leaks, disguise, kind):
    assert kind in leaks.get(f"{kind}-{disguise}", set())


def test_a_name_in_the_name_of_a_file_is_found(leaks):
    assert leaks[f"{PERSON['handle']}.csv"] == {"handle"}


@pytest.mark.parametrize("number", range(len(PARTED)))
def test_a_telephone_number_is_found_however_it_is_parted(leaks, number):
    assert "phone" in leaks.get(f"parted-{number}.html", set())


def test_what_cannot_be_looked_through_fails_closed(leaks):
    assert leaks["broken.zip"] == {"part that cannot be looked through"}


def test_only_short_values_and_the_words_of_tefter_itself_are_exempt(tmp_path):
    from tefter.publish.scan import Known  # noqa: PLC0415

    known = Known()
    for handle in ("ana", "posts", "kosovo", "anamarija", "ana_m"):
        known.add(handle, "handle")
    known.add("1234", "identifier")
    (tmp_path / "a.txt").write_text("ana posts in Kosovo, 1234 times, bananamarijana, banana_mango")
    assert [leak.kind for leak in scan(tmp_path, known)] == ["handle"]
    (tmp_path / "a.txt").write_text("ana posts in Kosovo, 1234 times; banana_mango")
    assert scan(tmp_path, known) == []
    (tmp_path / "a.txt").write_text("said ana_m.")
    assert [leak.kind for leak in scan(tmp_path, known)] == ["handle"]


def test_without_the_frames_nothing_can_be_checked_and_nothing_is_published(own_run, tmp_path):
    import shutil  # noqa: PLC0415

    shutil.rmtree(own_run.parents[2] / "data" / "processed")
    with pytest.raises(publish.PublishError, match="run the case again"):
        publish.checklist(own_run)


def test_a_text_in_the_story_stops_the_publication_and_is_not_repeated(own_run, own_case):
    story = own_case.folder / "story.md"
    story.write_text(f"{story.read_text('utf-8')}\nIt was {QUOTED}, they say.\n", "utf-8")
    items = publish.checklist(own_run)
    [found] = [one for one in items if one.name == "no_personal_data"]
    assert found.state == "fails"
    assert "holds a text out of the data" in found.reason
    assert QUOTED.split()[0] not in found.reason
    with pytest.raises(publish.PublishError):
        publish.sign(own_run, items, "Ana Editor")
