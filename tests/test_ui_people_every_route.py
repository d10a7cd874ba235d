"""Every route of the app, as it is served: where people sign in, a stranger gets through only where that is meant."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from api_server import SITES
from fakes import built, markdown
from starlette.routing import BaseRoute, Route

from index.glossary import Glossary
from rag.desk import Desk
from ui.api.app import app_of
from ui.api.opening import Served, service_of
from ui.serving import with_chat
from ui.settings import Settings

# All that a stranger gets anything from; a new route that is to be open is written down here, and in docs/access.md.
OPEN = {
    "GET /health/live",
    "GET /health/ready",
    "GET /widget.js",
    "GET /widget/{version}/{name}",
    "GET /embed",
    "GET /sign-in",
    "POST /sign-in",
    "GET /api/v1/openapi.json",
}
# What has a door of its own, which asks for a token or a key: told 401 or 403 by that one.
OWN_DOOR = re.compile(r"/api/v1(/.*)?|/v1(/.*)?|/mcp|/metrics")


def routes_of(routes: Sequence[BaseRoute], below: str = "") -> Iterator[tuple[str, str]]:
    """Yield method and path of all that can be asked for, through mounts and whatever is around them."""
    for route in routes:
        path = below + str(getattr(route, "path", ""))
        inner: Any = getattr(route, "original_router", None) or getattr(route, "app", None)
        while inner is not None and not hasattr(inner, "routes"):
            inner = getattr(inner, "app", None) or getattr(inner, "_app", None)
        if inner is not None and not isinstance(route, Route):
            yield from routes_of(inner.routes, path.rstrip("/"))
        else:
            for method in sorted((getattr(route, "methods", None) or {"GET", "POST"}) - {"HEAD", "OPTIONS"}):
                yield method, path


@pytest.fixture(scope="module", params=["users", "header"])
def told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[int, str]]:
    """Ask for every route as nobody, and return what was told: status, and where a browser was sent."""
    files = {"dijk.md": markdown("Dijk", "De dijk brak.")}
    with closing(built(Path(tmp_path_factory.mktemp("routes")), files)) as archive:
        how = {"auth": request.param, "proxies": "192.0.2.1", "rate_of_address": 0}
        settings = Settings(_env_file=None, archive=archive.folder, sites=SITES, **how)
        desk = Desk(archive, Glossary.shipped())

        async def asked() -> dict[str, tuple[int, str]]:
            app = with_chat(app_of(service_of(desk, archive, settings, Served("127.0.0.1", 7860))), desk, settings)
            answers = {}
            transport = httpx.ASGITransport(app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:7860") as client:
                for method, path in routes_of(app.router.routes):
                    filled = re.sub(r"\{[^}]+\}", "x", path.replace("{site}", "wiki"))
                    headers = {"Accept": "text/html", "X-Forwarded-User": "anna"}
                    answer = await client.request(method, filled, headers=headers)
                    answers[f"{method} {path}"] = (answer.status_code, answer.headers.get("location", ""))
            return answers

        return {"auth": (0, request.param), **asyncio.run(asked())}


def test_the_walk_finds_the_routes_of_all_parts(told: dict[str, tuple[int, str]]) -> None:
    parts = {"GET /", "GET /config", "POST /gradio_api/queue/join", "GET /gradio_api/queue/data"}
    parts |= {
        "POST /gradio_api/upload",
        "GET /masthead",
        "POST /api/v1/ask",
        "GET /v1/models",
        "POST /mcp",
        "GET /metrics",
        "GET /health/live",
    }
    assert parts <= set(told) and len(told) > 80


def test_a_stranger_gets_through_only_where_that_is_meant(told: dict[str, tuple[int, str]]) -> None:
    _, auth = told.pop("auth")
    let_in = {
        route: answer
        for route, answer in told.items()
        if answer[0] not in (401, 403) and not answer[1].startswith("/sign-in?next=")
    }
    assert set(let_in) <= OPEN, {route: answer for route, answer in let_in.items() if route not in OPEN}
    assert {"GET /health/live", "GET /widget.js"} <= set(let_in)
    if auth == "users":
        assert let_in["GET /sign-in"][0] == 200
        pages = [route for route, (_, where) in told.items() if where.startswith("/sign-in?next=")]
        assert "GET /" in pages and "GET /gradio_api/queue/data" in pages
        assert not any(OWN_DOOR.fullmatch(route.partition(" ")[2]) for route in pages)
    told["auth"] = (0, auth)
