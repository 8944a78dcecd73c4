"""What keeps others out: only this machine, only pages of the desk, only who has the token.

Sources: OWASP, *Cross-Site Request Forgery Prevention* (origin checks, fetch metadata, tokens);
W3C, *Fetch Metadata Request Headers*; W3C, *Content Security Policy Level 3*; against DNS
rebinding the ``Host`` header is held to loopback by Starlette's ``TrustedHostMiddleware``.
"""

from __future__ import annotations

from urllib.parse import quote, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
"""By what names this machine may be called."""

SAFE = frozenset({"GET", "HEAD"})

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "img-src 'self' data:; frame-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""Of the desk's own pages."""

KEPT_POLICY = (
    "sandbox allow-scripts allow-downloads allow-popups; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; connect-src 'none'; object-src 'none'; frame-src 'none'; "
    "img-src 'self' data: http://127.0.0.1:* http://localhost:*; font-src data:"
)
"""Of what a run left: it may draw its charts, but it has no part in the desk: no cookie, no
request to it, no form, and none to any other host, also where somebody changed it. Its scripts are
held to their digests by the page's own policy."""

UPLOAD = "/exports"
"""End of the one address that takes files."""

LARGEST_FORM = 100_000
"""Bytes."""

KEPT = "/kept/"
STATIC = "/static/"
ENTER = "/enter"


class Guard:
    """Refuses what another site sends, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                protect(MutableHeaders(scope=message), str(scope["path"]))
            await send(message)

        headers = Headers(scope=scope)
        if _foreign(scope["method"], scope["path"], headers):
            refused = PlainTextResponse("This did not come from a page of the desk.", 403)
            await refused(scope, receive, answer)
            return
        if _too_large(scope["method"], scope["path"], headers):
            refused = PlainTextResponse("No form of the desk is that large.", 413)
            await refused(scope, receive, answer)
            return
        await self._app(scope, receive, answer)


def _foreign(method: str, path: str, headers: Headers) -> bool:
    """Whether a request comes from elsewhere than a page of the desk or a person's own hand."""
    site = headers.get("sec-fetch-site", "")
    if method in SAFE:
        # What a run left is framed without an origin, so its links come from nowhere; its address
        # is the secret. The way in is where a person may come from a mail.
        if path.startswith(KEPT) or path == ENTER:
            return False
        return site in {"cross-site", "same-site"}
    origin = headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != headers.get("host"):
        return True
    return site not in {"", "same-origin"}


def _too_large(method: str, path: str, headers: Headers) -> bool:
    """Whether a form is larger than any of ours; uploads count their own bytes."""
    if method in SAFE or path.endswith(UPLOAD):
        return False
    length = headers.get("content-length", "")
    return not length.isdigit() or int(length) > LARGEST_FORM


def protect(headers: MutableHeaders, path: str) -> None:
    """Put onto an answer what a browser must not do with it."""
    kept = path.startswith(KEPT)
    headers.setdefault("Content-Security-Policy", KEPT_POLICY if kept else POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["X-Frame-Options"] = "SAMEORIGIN" if kept else "DENY"
    # Not no-referrer: a browser then says of our own forms that they come from nowhere.
    headers["Referrer-Policy"] = "no-referrer" if kept else "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    # A frame without an origin is another origin to its own pictures; their address is the secret.
    headers["Cross-Origin-Resource-Policy"] = "cross-origin" if kept else "same-origin"
    if not path.startswith(STATIC):
        headers["Cache-Control"] = "no-store"


class SignedIn:
    """Lets in who has the token, and asks everyone for a name before anything else."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or send it to the door."""
        path = str(scope.get("path", ""))
        open_to_all = path == ENTER or path.startswith((STATIC, KEPT))
        if scope["type"] != "http" or open_to_all:
            await self._app(scope, receive, send)
            return
        session = scope["session"]
        if not session.get("in"):
            answer = RedirectResponse(ENTER, 303)
            await answer(scope, receive, send)
        elif not session.get("name") and path not in {"/name", "/language"}:
            answer = RedirectResponse(f"/name?next={quote(path)}", 303)
            await answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)
