"""The door: the token, the editor's name, the language, and the log of what was done."""

from __future__ import annotations

import secrets
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from tefter.desk.guard import ENTER
from tefter.desk.visit import Fields, desk_of, field, go, note, own_path, page, words_of
from tefter.desk.words import LANGUAGES, Words
from tefter.errors import printable

LONGEST_NAME = 80

ABOUT = {
    "case": "about.case",
    "run": "run",
    "job": "about.job",
    "earlier": "about.earlier",
    "file": "file",
    "size": "bytes",
    "before": "before",
    "after": "after",
    "why": "why",
}
"""What the page of the log shows of a line, and what it is called."""

UNFIT = frozenset('<>"')
"""What no name of a person has; names stand in many places, not all of them pages."""


def enter(request: Request) -> Response:
    """Let in who follows the printed address; ask others for the token."""
    given = request.query_params.get("token", "")
    if not given:
        return page(request, "enter.html", wrong=False)
    return _enter(request, given)


async def enter_by_hand(request: Request) -> Response:
    """Let in who types the token. There is no session yet, so no token of one to check."""
    async with request.form(max_files=0, max_fields=2) as form:
        return _enter(request, str(form.get("token", "")))


def _enter(request: Request, given: str) -> Response:
    if not secrets.compare_digest(given.strip().encode(), desk_of(request).token.encode()):
        return page(request, "enter.html", 403, wrong=True)
    request.session["in"] = True
    request.session.setdefault("csrf", secrets.token_urlsafe(24))
    note(request, "entered")
    return go("/")


def leave(request: Request, _fields: Fields) -> Response:
    """Forget this browser."""
    note(request, "left")
    request.session.clear()
    return go(ENTER)


def ask_name(request: Request) -> Response:
    """Ask the editor's name."""
    return page(request, "name.html", next=request.query_params.get("next", "/"), error="")


def take_name(request: Request, fields: Fields) -> Response:
    """Take the editor's name: it goes into the log, and under what they publish."""
    name = " ".join(field(fields, "name").split())
    following = own_path(field(fields, "next") or "/")
    fine = printable(name) == name and UNFIT.isdisjoint(name)
    if not name or len(name) > LONGEST_NAME or not fine:
        error = words_of(request)("error_name", most=LONGEST_NAME)
        return page(request, "name.html", 422, next=following, error=error)
    request.session["name"] = name
    note(request, "said their name")
    return go(following)


def take_language(request: Request, fields: Fields) -> Response:
    """Change the language of the desk for this browser."""
    language = field(fields, "language")
    if language not in LANGUAGES:
        raise HTTPException(400)
    request.session["language"] = language
    return go(own_path(field(fields, "next") or "/"))


def log(request: Request) -> Response:
    """Show what was done at the desk."""
    words = words_of(request)
    lines = [_spoken(line, words) for line in desk_of(request).audit.last()]
    return page(request, "log.html", lines=lines)


def _spoken(line: dict[str, Any], words: Words) -> dict[str, Any]:
    what, about = str(line["what"]), []
    for name, value in line.items():
        if name in ABOUT:
            about.append((words(ABOUT[name]), value))
    said = words.may(f"did.{what}", "")
    return {
        "at": line["at"],
        "who": line["who"],
        "what": said or what,
        "language": words.language if said else "en",
        "about": about,
    }
