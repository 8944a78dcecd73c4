"""The desk as a web application: addresses, guards, and what it says when something fails."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tefter.desk import (
    cases,
    comparing,
    entering,
    exports,
    following,
    ordering,
    publishing,
    reports,
    taking,
)
from tefter.desk.guard import LOOPBACK, Guard, SignedIn, protect
from tefter.desk.masking import shown
from tefter.desk.supervisor import Supervisor
from tefter.desk.visit import SESSION, Desk, page, posted, words_of
from tefter.errors import TefterError

COOKIE = "tefter-desk"

LARGEST = 4_000_000_000
"""Bytes of one upload, where nothing else is said."""


def make_app(project: Path, *, largest: int = LARGEST) -> Starlette:
    """Return the desk of a project.

    Parameters
    ----------
    project : path
        The folder that holds ``cases/``, ``data/`` and ``reports/``.
    largest : int
        Bytes of one upload.
    """
    desk = Desk(project, largest=largest)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        supervisor = Supervisor(desk.places, desk.queue)
        supervisor.start()
        try:
            yield
        finally:
            supervisor.stop()

    app = Starlette(
        routes=_routes(),
        lifespan=lifespan,
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(LOOPBACK), www_redirect=False),
            Middleware(Guard),
            Middleware(
                SessionMiddleware,
                secret_key=desk.key,
                session_cookie=f"{COOKIE}-{name_of(project)}",
                max_age=SESSION,
                same_site="strict",
            ),
            Middleware(SignedIn),
        ],
        exception_handlers={
            HTTPException: _refused,
            TefterError: _failed,
            Exception: _defect,
        },
    )
    app.state.desk = desk
    return app


def name_of(project: Path) -> str:
    """Return a short name for a project's folder: desks of two projects share one host."""
    return hashlib.sha256(str(project.resolve()).encode()).hexdigest()[:12]


def _routes() -> list[Route | Mount]:
    case, run = "/cases/{case}", "/cases/{case}/runs/{run}"
    return [
        Route("/enter", entering.enter),
        Route("/enter", entering.enter_by_hand, methods=["POST"]),
        Route("/leave", posted(entering.leave), methods=["POST"]),
        Route("/name", entering.ask_name),
        Route("/name", posted(entering.take_name), methods=["POST"]),
        Route("/language", posted(entering.take_language), methods=["POST"]),
        Route("/log", entering.log),
        Route("/", cases.cases),
        Route(case, cases.one_case),
        Route(f"{case}/run", ordering.ask),
        Route(f"{case}/run", posted(ordering.take), methods=["POST"]),
        Route(f"{case}/compare", comparing.compare),
        Route(f"{case}/compare/page", comparing.compare_page),
        Route(f"{case}/exports", exports.exports),
        Route(f"{case}/exports", exports.add, methods=["POST"]),
        Route(run, reports.one_run),
        Route(f"{run}/take/{{kind}}/{{name}}.{{form}}", taking.take),
        Route(f"{run}/publish", publishing.ask),
        Route(f"{run}/publish/check", posted(publishing.check), methods=["POST"]),
        Route(f"{run}/publish", posted(publishing.sign), methods=["POST"]),
        Route("/kept/site/{sealed}/{path:path}", publishing.site),
        Route("/kept/{sealed}/{path:path}", reports.kept),
        Route("/jobs", following.jobs),
        Route("/jobs/{number:int}", following.job),
        Route("/jobs/{number:int}/part", following.part),
        Route("/jobs/{number:int}/cancel", posted(following.cancel), methods=["POST"]),
        Route("/jobs/{number:int}/again", posted(following.again), methods=["POST"]),
        Mount("/static", StaticFiles(directory=str(files("tefter.desk") / "static"))),
    ]


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101  by its registration
    words = words_of(request) if "session" in request.scope else None
    if words is None:
        return Response(status_code=error.status_code)
    own = error.detail if error.status_code in {400, 409} and " " in error.detail else ""
    said = own or words.may(f"error_{error.status_code}", words("error_other"))
    return page(request, "error.html", error.status_code, said=shown(said))


def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, TefterError)  # noqa: S101  by its registration
    return page(request, "error.html", 409, said=shown(error.sentence()))


def _defect(request: Request, _error: Exception) -> Response:
    # Its words may quote a record; the terminal of whoever started the desk has them.
    answer = page(request, "error.html", 500, said=words_of(request)("error_defect"))
    # Starlette answers this outside all middleware, so the guard has not seen it.
    protect(answer.headers, request.url.path)
    return answer
