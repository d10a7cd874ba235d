"""The door before all of the app: it knows whose each request is, and lets nobody else to the page."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.guarded import asking_in
from ui.api.problems import Problem
from ui.people.local_path import path_of
from ui.people.person import known
from ui.people.places import place_of
from ui.people.seen import People
from ui.people.sign_in_html import not_let_in

_READS = ("GET", "HEAD", "OPTIONS")
_FORGED = "a page of another site may not do that; people find Knipsel's own where KNIPSEL_URL says"


class FrontDoor:
    """Puts the Person of a request in its scope (`ui.people.person.person_of`); what is not of the page is let be.

    `own` are Knipsel's own origins, `entrance` the path where people sign in, empty where a proxy does that. The scope
    is changed in place, as Starlette's own middleware does, because the log reads the route from it.
    """

    def __init__(self, app: ASGIApp, people: People, own: Collection[str] = (), entrance: str = "") -> None:
        self._app = app
        self._people = people
        self._own = frozenset(own)
        self._entrance = entrance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as that of a person, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        place = place_of(scope)
        if place != "api" and self._is_forged(scope):  # the API has rules of its own for pages of other sites
            await _refused(Problem("origin-not-allowed", _FORGED), scope, receive, send)
            return
        if place == "open" or (place == "entrance" and self._entrance):
            await self._app(scope, receive, send)
            return
        seen = self._people.see(scope)
        if seen.person:
            scope.update(known(scope, seen.person))
        elif place != "api":
            await _refused(self._not_signed_in(scope), scope, receive, send)
            return
        if place != "api":
            send = _private(send, seen.cookie, "no-store" if self._people.signs_in else "private, no-cache")
        await self._app(scope, receive, send)

    def _is_forged(self, scope: Scope) -> bool:
        """Tell whether a page of another site makes a request that may change something."""
        if scope.get("method") in _READS:
            return False
        asking = asking_in(scope)
        if told := asking.headers.get("sec-fetch-site"):  # a browser's own word; over plain http it has none
            return told not in ("none", "same-origin")
        origin, host = asking.origin, asking.headers.get("host", "").lower()
        return bool(origin) and origin not in self._own and origin.partition("://")[2] != host

    def _not_signed_in(self, scope: Scope) -> Problem | Response:
        """Return what is told to who is not known: where to sign in, if a person reads it."""
        is_read = scope.get("method") in _READS and "text/html" in Headers(scope=scope).get("accept", "")
        if is_read and self._entrance:
            there = f"{self._entrance}?next={quote(path_of(scope), safe='')}"
            return RedirectResponse(there, 303, {"Cache-Control": "no-store"})
        if is_read:
            return not_let_in(scope)
        return Problem("sign-in-needed", "sign in first; a program needs a key, and uses /api/v1")


async def _refused(why: Problem | Response, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": ""})
        return
    response = why.response(scope["state"]["request_id"]) if isinstance(why, Problem) else why
    await response(scope, receive, send)


def _private(send: Send, cookie: str, kept: str) -> Send:
    """Return `send`, by which a page is one person's: `kept` says how a browser may keep it.

    The cookie goes with a page, never with a file, which a cache may share. Who signs out finds no page by going back.
    """

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                if cookie:
                    headers.append("Set-Cookie", cookie)
                if "no-store" not in headers.get("Cache-Control", ""):
                    headers["Cache-Control"] = kept
                headers.add_vary_header("Cookie")
        await send(message)

    return sent
