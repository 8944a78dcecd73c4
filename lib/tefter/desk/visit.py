"""One request of an editor, and the page that answers it."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from tefter.case import Case
from tefter.desk.audit import Audit
from tefter.desk.glance import Glance, case_names, glance, run_names
from tefter.desk.places import Places
from tefter.desk.queue import Queue
from tefter.desk.words import LANGUAGES, Words
from tefter.pages import templates

ROOM = "tefter.desk"

HOURS = 12
SESSION = HOURS * 60 * 60
"""Seconds that a session lasts, and the address of what a run left: a working day."""

MOST_FIELDS = 200

Fields = Mapping[str, Sequence[str]]


class Desk:
    """What all requests share.

    Parameters
    ----------
    project : path
        The folder that holds ``cases/``, ``data/`` and ``reports/``.

    Attributes
    ----------
    token : str
        Opens the desk; new at every start.
    largest : int
        Bytes of one upload.
    """

    def __init__(self, project: Path, *, largest: int) -> None:
        self.project = project
        self.places = Places(project)
        self.queue = Queue(self.places.queue)
        self.audit = Audit(self.places.audit)
        self.key = self.places.key()
        self.token = secrets.token_urlsafe(24)
        self.largest = largest
        self._sealer = URLSafeTimedSerializer(self.key, salt="kept")

    def address_of(self, case: Case, run: str) -> str:
        """Return the secret address under which the files of a run can be seen for a day.

        A report stands in a frame without an origin, which has no cookie to show.
        """
        return f"/kept/{self._sealer.dumps([case.name, run])}/"

    def site_address(self, case: Case) -> str:
        """Return the secret address of the site that the desk published of a case."""
        return f"/kept/site/{self._sealer.dumps([case.name, ''])}/index.html"

    def opened(self, sealed: str) -> tuple[str, str]:
        """Return the case and run of such an address, or refuse it."""
        try:
            case, run = self._sealer.loads(sealed, max_age=SESSION)
        except BadSignature:
            raise HTTPException(404) from None
        return str(case), str(run)


def desk_of(request: Request) -> Desk:
    """Return what all requests share."""
    desk: Desk = request.app.state.desk
    return desk


def words_of(request: Request) -> Words:
    """Return the words of the editor's language."""
    return Words(str(request.session.get("language", "en")))


def who(request: Request) -> str:
    """Return the editor's name."""
    return str(request.session.get("name", ""))


def case_of(request: Request) -> Case:
    """Return the case that the address names, if there is one."""
    return named_case(desk_of(request), request.path_params["case"])


def named_case(desk: Desk, name: str) -> Case:
    """Return a case by its name, which is one of those that exist, or it is not found."""
    if name not in case_names(desk.project):
        raise HTTPException(404)
    return Case(desk.project, name)


def run_of(request: Request, case: Case) -> Glance:
    """Return the run that the address names, if there is one."""
    return named_run(case, request.path_params["run"])


def named_run(case: Case, name: str) -> Glance:
    """Return a run by its name, which is one of those that exist, or it is not found."""
    if name not in run_names(case):
        raise HTTPException(404)
    return glance(case, name)


def note(request: Request, what: str, **about: Any) -> None:
    """Write a line of what this editor did."""
    desk_of(request).audit.note(who(request), what, **about)


def page(request: Request, template: str, code: int = 200, **context: Any) -> Response:
    """Answer with a page."""
    words = words_of(request)
    rendered = (
        templates(ROOM)
        .get_template(template)
        .render(
            t=words,
            language=words.language,
            languages=LANGUAGES,
            name=who(request),
            csrf=str(request.session.get("csrf", "")),
            here=str(request.url.path),
            **context,
        )
    )
    return HTMLResponse(rendered, code)


def go(path: str) -> Response:
    """Send the browser on, so that reloading a page never sends a form again."""
    return RedirectResponse(path, 303)


Answer = Callable[[Request, Fields], Response]


def posted(answer: Answer) -> Callable[[Request], Awaitable[Response]]:
    """Make a handler of forms: it is given the fields, if the form is one of ours."""

    async def handle(request: Request) -> Response:
        async with request.form(max_files=0, max_fields=MOST_FIELDS) as form:
            fields: dict[str, list[str]] = {}
            for name, value in form.multi_items():
                fields.setdefault(name, []).append(str(value))
        check_form(request, fields.pop("csrf", [""])[-1])
        return await run_in_threadpool(answer, request, fields)

    return handle


def check_form(request: Request, token: str) -> None:
    """Refuse a form that does not carry this session's token."""
    expected = str(request.session.get("csrf", ""))
    if not expected or not secrets.compare_digest(token.encode(), expected.encode()):
        raise HTTPException(403)


def field(fields: Fields, name: str) -> str:
    """Return the one value of a field; empty where there is none."""
    return (list(fields.get(name, ())) or [""])[-1].strip()


def own_path(text: str) -> str:
    """Return a path of the desk to go on to, and never another site's."""
    fine = text.startswith("/") and not text.startswith("//") and "\\" not in text
    return text if fine and text.isprintable() else "/"
