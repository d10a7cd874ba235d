"""Signing in and out: a form, a password that is looked at in a thread, and a session that is new each time."""

from __future__ import annotations

import asyncio
import math
from urllib.parse import parse_qs

from fastapi import APIRouter, Request, Response
from starlette.responses import RedirectResponse

from ui.api.guarded import asking_in, bounded, whole
from ui.api.problems import Problem
from ui.people.accounts import User, named
from ui.people.guesses import Guesses
from ui.people.local_path import base_of, local
from ui.people.sessions import LONGEST_S
from ui.people.sign_in_html import sign_in_page
from ui.people.signed_in import SignedIn

_LARGEST = 8 * 1024  # bytes of a form
_LONGEST_NAME = 65  # more than any name has; what was typed is counted, and must not fill the memory
_AT_ONCE = 2  # passwords that are looked at; each takes 64 MB while it is


def sign_in_router(signed_in: SignedIn, url: str) -> APIRouter:
    """Return the endpoints; the front door lets everybody to `/sign-in`, from pages of Knipsel's own only."""
    router, guesses, looking = APIRouter(include_in_schema=False), Guesses(), asyncio.Semaphore(_AT_ONCE)
    base = base_of(url)
    here = f"{base}/sign-in"

    @router.api_route("/sign-in", methods=["GET", "HEAD"])
    async def page(request: Request) -> Response:
        next_path = local(request.query_params.get("next", "/"))
        if signed_in.see(request.scope).person:
            return _on(base + next_path)
        return sign_in_page(request.scope, here, next_path)

    @router.post("/sign-in")
    async def sign_in(request: Request) -> Response:
        form = await _form(request)
        name, next_path = named(form.get("name", "")[:_LONGEST_NAME]), local(form.get("next", "/"))
        address = asking_in(request.scope).address
        if wait_s := guesses.spend(name, address):
            later = sign_in_page(request.scope, here, next_path, name, "sign_in_later", math.ceil(wait_s / 60))
            later.headers["Retry-After"] = str(math.ceil(wait_s))
            return later
        async with looking:
            user = await asyncio.to_thread(signed_in.accounts.verified, name, form.get("password", ""))
        value = _new_session(request, signed_in, user) if user else ""
        if not value:
            return sign_in_page(request.scope, here, next_path, name, "sign_in_wrong")
        guesses.give_back(name, address)
        return _on(base + next_path, signed_in.cookie.kept(value, request.scope, int(LONGEST_S)))

    @router.post("/sign-out")
    async def sign_out(request: Request) -> Response:
        signed_in.sessions.end(signed_in.cookie.read(request.scope))
        return _on(here, signed_in.cookie.kept("", request.scope, 0))

    return router


def _new_session(request: Request, signed_in: SignedIn, user: User) -> str:
    """Begin a session by a value that nobody can have known before; the one that the browser had ends."""
    if before := signed_in.cookie.read(request.scope):
        signed_in.sessions.end(before)
    return signed_in.sessions.begin(user)


async def _form(request: Request) -> dict[str, str]:
    """Return what a form sent, the first of each name; raise Problem for more than a form of ours has."""
    body = await whole(bounded(request.scope, request.receive, _LARGEST))
    try:
        told = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=10)
    except ValueError:
        raise Problem("invalid", "that is no form of ours") from None
    return {name: values[0] for name, values in told.items()}


def _on(path: str, cookie: str = "") -> Response:
    """Return the way on: with GET, so that nothing is sent twice."""
    response = RedirectResponse(path, 303, {"Cache-Control": "no-store"})
    if cookie:
        response.headers.append("Set-Cookie", cookie)
    return response
