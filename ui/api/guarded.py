"""What stands before every endpoint: cross-origin rules, who may ask, how often, and how large a body."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import dataclass

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.callers import Asking, Caller, Door
from ui.api.problems import Problem
from ui.api.rates import Rates
from ui.api.sites import Sites
from ui.people.person import person_in

LARGEST_BODY = 64 * 1024  # bytes; a question, its history and a selection are far less
SLOWEST_BODY_S = 10.0
_LINGERS_S, _MOST_DROPPED = 3.0, 1024 * 1024  # how long, and how many bytes, a body that was refused may still come
_CROSS = b"access-control-"


class DeclaredOrigins(CORSMiddleware):
    """Starlette's, for the origins that are declared and no others; never `*`, never with cookies."""

    def __init__(self, app: ASGIApp, sites: Sites) -> None:
        super().__init__(
            app,
            allow_methods=("GET", "POST"),
            allow_headers=("Authorization", "Content-Type", "X-Request-Id"),
            expose_headers=("X-Request-Id", "Retry-After"),
            allow_private_network=True,  # a wiki and its Knipsel may be in different parts of an intranet
        )
        self._sites = sites

    def is_allowed_origin(self, origin: str) -> bool:
        """Tell whether any site may have pages of that origin."""
        return self._sites.admit(origin)


@dataclass(frozen=True, slots=True)
class SameOriginOnly:
    """Takes from the responses of `app` what would let pages of other origins read them.

    Gradio lets every origin in, with cookies, as soon as it is reached by another name than localhost.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its response without cross-origin headers."""

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = message.get("headers", [])
                message["headers"] = [(name, value) for name, value in told if not name.lower().startswith(_CROSS)]
            await send(message)

        await self.app(scope, receive, sent)


@dataclass(frozen=True, slots=True)
class Guarded:
    """Lets a request through to `app` once it is known who asks: `scope["state"]["caller"]`.

    `open_to_all` are paths below the mount that need no token or key. `pages`: whether other sites' pages may, at all.
    `refuse` makes a response of a problem and the request's id; `largest_body` is in bytes.
    """

    app: ASGIApp
    door: Door
    of_callers: Rates
    of_addresses: Rates
    open_to_all: Collection[str] = ()
    pages: bool = True
    refuse: Callable[[Problem, str], Response] = Problem.response
    largest_body: int = LARGEST_BODY

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with a problem."""
        if scope["type"] != "http":
            return
        state, started = scope["state"], False
        received, ended = lingering(receive, send, max(_MOST_DROPPED, 4 * self.largest_body))

        async def sent(message: Message) -> None:
            nonlocal started
            started = True
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["X-Content-Type-Options"] = "nosniff"
                headers.setdefault("Cache-Control", "no-store")
            await ended(message)

        try:
            asking = asking_in(scope)
            state["caller"] = self._let_in(scope, asking)
            await self.app(scope, bounded(scope, received, self.largest_body), sent)
        except Problem as problem:
            if started:
                raise
            await self.refuse(problem, state["request_id"])(scope, receive, sent)

    def _let_in(self, scope: Scope, asking: Asking) -> Caller | None:
        self._spend(self.of_addresses, f"address:{asking.address}")
        if _below(scope) in self.open_to_all or _gives_tokens(scope):
            self.door.require_declared(asking)
            return None
        caller = self.door.let_in(asking, pages=self.pages)
        if caller.kind in ("page", "person"):
            self._spend(self.of_callers, caller.name)
        return caller

    @staticmethod
    def _spend(rates: Rates, name: str) -> None:
        if wait_s := rates.spend(name):
            raise Problem.later("too-often", "so many requests a minute are allowed, no more", wait_s)


def asking_in(scope: Scope) -> Asking:
    """Return what a request tells of who makes it; a header that comes twice has both values, and so is neither."""
    headers = Headers(scope=scope)
    client = scope.get("client")
    told = {name: ", ".join(headers.getlist(name)) for name in headers}
    return Asking(told, client[0] if client else "", person_in(scope))


def bounded(scope: Scope, receive: Receive, largest: int) -> Receive:
    """Return `receive`, which raises Problem for a body that is too large or comes too slowly."""
    told = Headers(scope=scope).get("content-length", "")
    if told.isascii() and told.isdigit() and int(told[:20]) > largest:
        raise _too_large(largest)
    received, ended, began_s = 0, False, asyncio.get_running_loop().time()

    async def bounded() -> Message:
        nonlocal received, ended
        if ended:
            return await receive()
        try:
            async with asyncio.timeout_at(began_s + SLOWEST_BODY_S):
                message = await receive()
        except TimeoutError:
            raise Problem("slow", f"the body did not come within {SLOWEST_BODY_S:g} seconds") from None
        received += len(message.get("body", b""))
        if received > largest:
            raise _too_large(largest)
        ended = not message.get("more_body", False)
        return message

    return bounded


async def whole(receive: Receive) -> bytes:
    """Return a body from its beginning to its end; `bounded` sees to it that it has one."""
    body, more = b"", True
    while more:
        message = await receive()
        body, more = body + message.get("body", b""), message.get("more_body", False)
    return body


def lingering(receive: Receive, send: Send, most: int = _MOST_DROPPED) -> tuple[Receive, Send]:
    """Return both, so that a 413 ends only once the rest of the body has been read and dropped, `most` bytes of it.

    A connection that is closed with a body unread is reset, and who was still sending may never read the response
    (RFC 9112, 9.6); a proxy then tells 502.
    """
    too_large = all_came = False

    async def received() -> Message:
        nonlocal all_came
        message = await receive()
        all_came = not message.get("more_body", False)
        return message

    async def ended(message: Message) -> None:
        nonlocal too_large
        if message["type"] == "http.response.start":
            too_large = message["status"] == 413
        is_last = message["type"] == "http.response.body" and not message.get("more_body", False)
        if not (too_large and is_last) or all_came:
            await send(message)
            return
        await send({**message, "more_body": True})
        with suppress(TimeoutError):
            async with asyncio.timeout(_LINGERS_S):
                await _drop(received, most)
        await send({"type": "http.response.body", "body": b""})

    return received, ended


async def _drop(receive: Receive, most: int) -> None:
    dropped, more = 0, True
    while more and dropped < most:
        message = await receive()
        dropped, more = dropped + len(message.get("body", b"")), message.get("more_body", False)


def _too_large(largest: int) -> Problem:
    return Problem("too-large", f"a body has at most {largest:,} bytes")


def _below(scope: Scope) -> str:
    """Return the path below the mount."""
    return str(scope["path"]).removeprefix(scope.get("root_path", ""))


def _gives_tokens(scope: Scope) -> bool:
    parts = _below(scope).split("/")
    return scope["method"] == "POST" and len(parts) == 4 and (parts[1], parts[3]) == ("sites", "token")
