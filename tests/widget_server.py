"""A server that speaks docs/api.md on loopback by a script, beside the real widget; and pages of another origin."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal

import anyio
import uvicorn
from fastapi import FastAPI, Request
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.types import ASGIApp

from ui.api.embed import embed_router
from ui.api.sites import Sites, read_sites
from ui.api.widget_files import widget_router

STANDING = "How many people were killed in Belgorod?"


@dataclass(frozen=True)
class Reply:
    """What `ask` or `check` does: tells `events`, then ends or stays silent until the client leaves; or a problem."""

    events: Sequence[tuple[str, Mapping[str, Any]]] = ()
    ends: Literal["ends", "silent"] = "ends"
    problem: Mapping[str, Any] | None = None
    waits_for: threading.Event | None = None  # before the last event


@dataclass
class Script:
    """What the server is to do, and what it was sent; `site` may be used from `origins`."""

    replies: list[Reply] = field(default_factory=list)
    articles: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    origins: set[str] = field(default_factory=set)
    expired: set[str] = field(default_factory=set)
    tokens: int = 0
    asked: list[dict[str, Any]] = field(default_factory=list)
    checked: list[dict[str, Any]] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)


def problem(code: str, status: int, **more: object) -> dict[str, Any]:
    """Return a problem as the API tells it."""
    told = {"type": f"urn:knipsel:problem:{code}", "code": code, "title": code, "status": status, "detail": code}
    return {**told, "request_id": "5f0c", **more}


class _DeclaredOrigins(CORSMiddleware):
    def __init__(self, app: ASGIApp, script: Script) -> None:
        headers = ("Authorization", "Content-Type", "X-Request-Id")
        super().__init__(app, allow_methods=("GET", "POST"), allow_headers=headers, expose_headers=("Retry-After",))
        self.script = script

    def is_allowed_origin(self, origin: str) -> bool:
        return origin in self.script.origins


@contextmanager
def api_server(script: Script, below: str = "") -> Iterator[str]:
    """Serve the widget, and an API that follows the script; give the address, `http://127.0.0.1:PORT/`.

    `below` is the path that a proxy would serve it under, as `/archief`.
    """
    served, app = FastAPI(), FastAPI()
    app.include_router(widget_router())
    app.include_router(embed_router(Sites(read_sites(json.dumps({"wiki": {"origins": sorted(script.origins)}})))))
    app.mount("/api/v1", _DeclaredOrigins(_scripted(script), script))
    served.mount(below, app)
    server = uvicorn.Server(
        uvicorn.Config(served, port=0, log_level="critical", ws="none", timeout_graceful_shutdown=1)
    )
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    address = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    script.origins.add(address)  # its own pages
    try:
        yield f"{address}{below}/"
    finally:
        server.should_exit = server.force_exit = True
        thread.join()


def _scripted(script: Script) -> FastAPI:
    api = FastAPI()
    _add_tokens(api, script)
    _add_ask(api, script)
    _add_check(api, script)
    _add_articles(api, script)
    return api


def _add_tokens(api: FastAPI, script: Script) -> None:
    @api.post("/sites/{site}/token")
    async def token(site: str, request: Request) -> Response:
        if site != "wiki":
            return _told(problem("site-unknown", 404))
        if request.headers.get("origin") not in script.origins:
            return _told(problem("origin-not-allowed", 403))
        script.tokens += 1
        return JSONResponse({"site": site, "token": f"wiki.{script.tokens}", "expires_in_s": 600})


def _add_ask(api: FastAPI, script: Script) -> None:
    @api.post("/ask")
    async def ask(request: Request) -> Response:
        if wrong := _refused(request, script):
            return wrong
        script.asked.append(await request.json())
        return _replied(script)


def _add_check(api: FastAPI, script: Script) -> None:
    @api.post("/check")
    async def check(request: Request) -> Response:
        if wrong := _refused(request, script):
            return wrong
        script.checked.append(await request.json())
        return _replied(script)


def _replied(script: Script) -> Response:
    reply = script.replies.pop(0)
    if reply.problem:
        return _told(reply.problem)
    return StreamingResponse(_events(reply, script), media_type="text/event-stream")


def _add_articles(api: FastAPI, script: Script) -> None:
    @api.get("/articles/{article:path}")
    async def article(article: str, request: Request) -> Response:
        if wrong := _refused(request, script):
            return wrong
        told = script.articles.get(article)
        return JSONResponse(told) if told else _told(problem("article-unknown", 404))


def _refused(request: Request, script: Script) -> Response | None:
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    if not token.startswith("wiki."):
        return _told(problem("token-missing", 401))
    return _told(problem("token-expired", 401)) if token in script.expired else None


async def _events(reply: Reply, script: Script) -> AsyncIterator[str]:
    yield ": still here\n\n"
    try:
        for number, (name, data) in enumerate(reply.events, start=1):
            if reply.waits_for and number == len(reply.events):
                await anyio.to_thread.run_sync(reply.waits_for.wait, 20)
            yield f"id: 5f0c.{number}\nevent: {name}\ndata: {json.dumps(data)}\n\n"
        if reply.ends == "silent":
            await anyio.sleep(60)
    except BaseException:
        script.left.set()
        raise


def _told(told: Mapping[str, Any]) -> Response:
    return JSONResponse(dict(told), int(told["status"]), media_type="application/problem+json")


@contextmanager
def host_pages(pages: Mapping[str, tuple[str, Mapping[str, str]]]) -> Iterator[str]:
    """Serve pages, by their paths: (content, headers); give the origin. `pages` may be filled later."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content, headers = pages.get(self.path, ("", {}))
            body = content.encode()
            self.send_response(200 if self.path in pages else 404)
            for name, value in {
                "Content-Type": "text/html; charset=utf-8",
                "Cache-Control": "no-store",
                **headers,
            }.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Stay silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()
