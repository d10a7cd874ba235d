"""Gradio knows a page by a name that it made for itself; here that is the name of one person's page, and no other's."""

from __future__ import annotations

import json
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api.guarded import bounded, whole
from ui.api.problems import Problem
from ui.people.person import Person, person_of

_NAMED = "session_hash"
_LARGEST = 1024 * 1024  # bytes of an event; a question and its conversation are far less


@dataclass(frozen=True, slots=True)
class OwnSessions:
    """Puts a person's id before the name of a session, wherever a request to Gradio has one.

    So who learns the name of another's session reaches one of their own, in which nothing happens. Of a browser that
    keeps no cookie the next request is another person's, and the name is left alone. What Gradio would take without
    bounds, files above all, it does not get from anybody: no page of ours sends any that way.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it with a problem."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        person = person_of(scope)
        if person.stays:
            scope = {**scope, "query_string": _query(scope["query_string"], person)}
        if scope["method"] == "POST":
            try:
                body = await _event(scope, receive, person)
            except Problem as problem:
                await problem.response(scope["state"]["request_id"])(scope, receive, send)
                return
            scope = {**scope, "headers": list(scope["headers"])}
            MutableHeaders(scope=scope)["Content-Length"] = str(len(body))
            receive = _again(body, receive)
        await self.app(scope, receive, send)


async def _event(scope: Scope, receive: Receive, person: Person) -> bytes:
    """Return the body of an event as it is passed on; raise Problem for what is none, or has no end."""
    if Headers(scope=scope).get("content-type", "").strip().lower().startswith("multipart/"):
        raise Problem("unsupported", "no file is taken here")
    body = await whole(bounded(scope, receive, _LARGEST))
    return _renamed(body, person) if person.stays else body


def _query(query: bytes, person: Person) -> bytes:
    if _NAMED.encode() not in query:
        return query
    told = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    return urlencode([(name, person.id + value if name == _NAMED else value) for name, value in told]).encode()


def _renamed(body: bytes, person: Person) -> bytes:
    """Return the JSON of an event with its session renamed; what is no such JSON as it is."""
    try:
        told = json.loads(body)
    except ValueError:
        return body
    except RecursionError:
        raise Problem("malformed", "the body is nested too deeply") from None
    if not isinstance(told, dict) or not isinstance(told.get(_NAMED), str):
        return body
    return json.dumps({**told, _NAMED: person.id + told[_NAMED]}).encode()


def _again(body: bytes, receive: Receive) -> Receive:
    """Return a `receive` that gives a body which was read already, and then what else comes."""
    is_told = False

    async def again() -> Message:
        nonlocal is_told
        if is_told:
            return await receive()
        is_told = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again
