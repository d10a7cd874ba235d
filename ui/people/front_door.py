"""The door before all of the app: it knows whose each request is, and lets nobody else to the page."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.people.person import known
from ui.people.places import place_of
from ui.people.seen import People


class FrontDoor:
    """Puts the Person of a request in its scope (`ui.people.person.person_of`); what is not of the page is let be.

    The scope is changed in place, as Starlette's own middleware does, because the log reads the route from it.
    """

    def __init__(self, app: ASGIApp, people: People) -> None:
        self._app = app
        self._people = people

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as that of a person."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        place = place_of(scope)
        if place == "open":
            await self._app(scope, receive, send)
            return
        seen = self._people.see(scope)
        if seen.person:
            scope.update(known(scope, seen.person))
        await self._app(scope, receive, _keeping(send, seen.cookie) if place == "page" and seen.cookie else send)


def _keeping(send: Send, cookie: str) -> Send:
    """Return `send`, which has the browser keep a cookie with a page; never with a file, which a cache may share."""

    async def sent(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            if headers.get("content-type", "").startswith("text/html"):
                headers.append("Set-Cookie", cookie)
                headers["Cache-Control"] = "private, no-cache"
                headers.add_vary_header("Cookie")
        await send(message)

    return sent
