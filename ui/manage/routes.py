"""GET /manage and what its forms and its script ask: for editors, and changes from Knipsel's own pages only."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qsl

from anyio import CapacityLimiter, to_thread
from fastapi import APIRouter, Request, Response

from ui.manage import audit
from ui.manage.adding import add_feed, remove_feed
from ui.manage.guard import editor_of, is_from_own_page
from ui.manage.managing import Managing
from ui.manage.page_html import Notice, refusal_html
from ui.manage.phrases import told
from ui.manage.receiving import STATUS, Receiving
from ui.manage.showing import progress_of, shown
from ui.page_phrases import browser_language
from ui.people.person import Person, person_of

_ASSETS = {"manage.css": "text/css", "manage.js": "text/javascript"}
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-store",
    "Vary": "Accept-Language, Cookie",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with `no-referrer` a browser would call the origin of a POST `null`
}
_LARGEST_FORM = 16_384  # bytes
_BELOW = "../"  # from /manage/index, say, to where Knipsel is
_FEEDS_AT_ONCE = 2

Sent = dict[str, str]
Did = tuple[int, Notice | None]


def manage_router(managing: Managing) -> APIRouter:
    """Return the endpoints; include them before the chat is mounted, behind the door that knows who asks."""
    router = APIRouter(include_in_schema=False)
    _add_reading(router, managing)
    _add_indexing(router, managing)
    _add_uploads(router, managing)
    _add_feeds(router, managing)
    _add_assets(router)
    return router


def _add_reading(router: APIRouter, managing: Managing) -> None:
    @router.get("/manage")
    def page(request: Request) -> Response:
        if editor_of(request) is None:
            return _refused(request, "forbidden", "")
        return _html(shown(managing, dict(request.query_params), None, _language(request)))

    @router.get("/manage/progress")
    def progress(request: Request) -> Response:
        if editor_of(request) is None:
            return _refused(request, "forbidden", _BELOW)
        return _json(200, progress_of(managing, _language(request)))

    @router.get("/manage/may")
    def may(request: Request) -> Response:
        return _json(200, {"edits": editor_of(request) is not None})


def _add_indexing(router: APIRouter, managing: Managing) -> None:
    @router.post("/manage/index")
    async def start(request: Request) -> Response:
        def started(_: Sent, person: Person, language: str) -> Did:
            if (writer := managing.other_writer()) is not None:
                who = told("process", language, process=writer)
                return 409, Notice(told("busy", language, who=who), bad=True)
            if not managing.has_sources():
                return 409, Notice(told("no_sources", language), bad=True)
            if not managing.indexing.start(person.name):
                return 409, Notice(told("already", language), bad=True)
            audit.note(request, "index started")
            return 200, Notice(told("begun", language))

        return await _done(request, managing, started)

    @router.post("/manage/index/stop")
    async def stop(request: Request) -> Response:
        def stopped(_: Sent, person: Person, language: str) -> Did:
            if not managing.indexing.stop():
                return 409, Notice(told("gone", language), bad=True)
            audit.note(request, "index stopped")
            return 200, Notice(told("stopping", language))

        return await _done(request, managing, stopped, "../../")


def _add_uploads(router: APIRouter, managing: Managing) -> None:
    receiving = Receiving(managing.uploads)

    @router.post("/manage/uploads")
    async def upload(request: Request) -> Response:
        if refused := _why_not(request, managing):
            return _refused(request, refused, _BELOW)
        received = await receiving.receive(request, person_of(request.scope).name, _language(request))
        audit.note(request, f"upload {received.outcome}", f"{received.name} ({received.stored or 'not stored'})")
        return _json(STATUS[received.outcome], received.as_json())

    @router.post("/manage/uploads/remove")
    async def remove(request: Request) -> Response:
        def removed(sent: Sent, person: Person, language: str) -> Did:
            upload = managing.uploads.remove(sent.get("stored", ""))
            if upload is None:
                return 409, Notice(told("gone", language), bad=True)
            audit.note(request, "upload removed", f"{upload.name} ({upload.stored})")
            return 200, Notice(told("upload_removed", language, name=upload.name))

        return await _done(request, managing, removed, "../../")


def _add_feeds(router: APIRouter, managing: Managing) -> None:
    fetching = CapacityLimiter(_FEEDS_AT_ONCE)

    @router.post("/manage/feeds")
    async def add(request: Request) -> Response:
        def added(sent: Sent, person: Person, language: str) -> Did:
            feed, notice = add_feed(managing, sent, language)
            if feed:
                audit.note(request, "feed added", feed.location)
            return 200 if feed else 422, notice

        return await _done(request, managing, added, limiter=fetching)

    @router.post("/manage/feeds/remove")
    async def remove(request: Request) -> Response:
        def removed(sent: Sent, person: Person, language: str) -> Did:
            feed, notice = remove_feed(managing, sent.get("place", ""), language)
            if feed:
                audit.note(request, "feed removed", feed.location)
            return 200 if feed else 409, notice

        return await _done(request, managing, removed, "../../")


def _add_assets(router: APIRouter) -> None:
    folder = files("ui").joinpath("assets", "manage")
    contents = {name: folder.joinpath(name).read_bytes() for name in _ASSETS}
    tags = {name: f'"{hashlib.sha256(content).hexdigest()[:16]}"' for name, content in contents.items()}

    @router.get("/manage/assets/{name}")
    def asset(name: str, request: Request) -> Response:
        if name not in contents:
            return Response(status_code=404)
        headers = {"ETag": tags[name], "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        if request.headers.get("if-none-match") == tags[name]:
            return Response(status_code=304, headers=headers)
        return Response(contents[name], headers=headers, media_type=_ASSETS[name])


async def _done(
    request: Request,
    managing: Managing,
    work: Callable[[Sent, Person, str], Did],
    root: str = _BELOW,
    limiter: CapacityLimiter | None = None,
) -> Response:
    """Do what a form asks, in a thread, and show the page with what came of it; nothing for who may not."""
    if refused := _why_not(request, managing):
        return _refused(request, refused, root)
    sent, language, person = await _form(request), _language(request), person_of(request.scope)
    status, notice = await to_thread.run_sync(work, sent, person, language, limiter=limiter)
    return _html(await to_thread.run_sync(shown, managing, {}, notice, language, root), status)


def _why_not(request: Request, managing: Managing) -> str:
    """Return the phrase that says why a request may change nothing; empty where it may."""
    if editor_of(request) is None:
        audit.note(request, "refused", request.url.path)
        return "forbidden"
    return "" if is_from_own_page(request.headers, managing.own) else "foreign"


async def _form(request: Request) -> Sent:
    """Return the fields of a form; none of one that is too large or has too many."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LARGEST_FORM:
            return {}
    try:
        return dict(parse_qsl(body.decode("utf-8", "replace"), max_num_fields=20))
    except ValueError:
        return {}


def _refused(request: Request, phrase: str, root: str) -> Response:
    return _html(refusal_html(phrase, _language(request), root), 403)


def _language(request: Request) -> str:
    return browser_language(request.headers.get("accept-language", ""))


def _html(page: str, status: int = 200) -> Response:
    return Response(page, status, _HEADERS, media_type="text/html")


def _json(status: int, told_now: dict[str, Any]) -> Response:
    return Response(json.dumps(told_now), status, _HEADERS, media_type="application/json")
