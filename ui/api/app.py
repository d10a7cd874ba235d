"""One app: the API under /api/v1, the widget, health and metrics, the page for editors, and the chat at /."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from anyio import to_thread
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from mcp.server.transport_security import TransportSecuritySettings
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Lifespan

from ui.api.accounted import Accounted
from ui.api.articles import articles_router
from ui.api.ask import ask_router
from ui.api.check import check_router
from ui.api.embed import embed_router
from ui.api.feedback import feedback_router
from ui.api.guarded import LARGEST_BODY as API_BODY
from ui.api.guarded import DeclaredOrigins, Guarded
from ui.api.health import health_router
from ui.api.mcp_server import mcp_server
from ui.api.openai_api import LARGEST_BODY, openai_error, openai_router
from ui.api.problems import Problem
from ui.api.search import search_router
from ui.api.service import Service
from ui.api.site_tokens import tokens_router
from ui.api.widget_files import widget_router
from ui.manage.routes import manage_router
from ui.people.front_door import FrontDoor
from ui.people.local_path import base_of
from ui.people.masthead import masthead_router
from ui.people.sign_in import sign_in_router
from ui.people.signed_in import SignedIn

_ABOUT = "Every statement of an answer quotes an article verbatim; offsets count Unicode code points of its text."


_Refuse = Callable[[Problem, str], Response]


def app_of(service: Service) -> FastAPI:
    """Return the app, without the chat: mount that at `/`, last."""
    server = mcp_server(service)
    over_http = server.streamable_http_app(
        stateless_http=True,  # the archive is the same in every session: nothing of one need be kept
        json_response=True,
        transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),  # Door does it
    )

    @asynccontextmanager
    async def running(_: FastAPI) -> AsyncIterator[None]:
        service.in_turn.attach()
        async with server.session_manager.run():
            try:
                yield
            finally:
                await to_thread.run_sync(service.managing.indexing.close)

    app = _plain_app(running)
    signed_in = service.people if isinstance(service.people, SignedIn) else None
    entrance = f"{base_of(service.url)}/sign-in" if signed_in else ""
    app.add_middleware(FrontDoor, people=service.people, own=service.door.sites.own, entrance=entrance)
    app.add_middleware(Accounted, metrics=service.metrics)  # around the door: who is refused is counted too
    app.include_router(health_router(service))
    app.include_router(widget_router())
    app.include_router(masthead_router(service.url if signed_in else None))
    if signed_in:
        app.include_router(sign_in_router(signed_in, service.url))
    app.include_router(embed_router(service.door.sites))
    app.include_router(manage_router(service.managing))
    app.mount("/api/v1", _guarded(service, _api(service), open_to_all=("/openapi.json",)))
    speaks_openai = _plain_app(refuse=openai_error)
    speaks_openai.include_router(openai_router(service))
    app.mount("/v1", _guarded(service, speaks_openai, openai_error, LARGEST_BODY, pages=False))
    app.router.routes.append(Route("/mcp", _guarded(service, over_http, pages=False)))
    return app


def _api(service: Service) -> FastAPI:
    api = _plain_app(openapi_url="/openapi.json")
    for router in (ask_router, check_router, search_router, articles_router, feedback_router, tokens_router):
        api.include_router(router(service))
    return api


def _guarded(
    service: Service,
    app: ASGIApp,
    refuse: _Refuse = Problem.response,
    largest_body: int = API_BODY,
    *,
    open_to_all: tuple[str, ...] = (),
    pages: bool = True,
) -> ASGIApp:
    door, rates = service.door, (service.of_callers, service.of_addresses)
    return DeclaredOrigins(Guarded(app, door, *rates, open_to_all, pages, refuse, largest_body), door.sites)


def _plain_app(
    lifespan: Lifespan[FastAPI] | None = None, *, openapi_url: str | None = None, refuse: _Refuse = Problem.response
) -> FastAPI:
    """Return an app that tells what goes wrong as problems; pages of documentation would load from another host."""
    app = FastAPI(
        title="Knipsel",
        version="1",
        description=_ABOUT,
        openapi_url=openapi_url,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )

    async def told(request: Request, wrong: Exception) -> Response:
        request_id = request.state.request_id
        return refuse(_problem(request, wrong), request_id)

    for kind in (HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, told)
    return app


def _problem(request: Request, wrong: Exception) -> Problem:
    if isinstance(wrong, Problem):
        return wrong
    if isinstance(wrong, HTTPException):
        return Problem.of_status(wrong.status_code, wrong.detail)
    if isinstance(wrong, RequestValidationError):
        return _invalid(request, wrong)
    return Problem("failed", f"a fault of Knipsel's; its log has it under {request.state.request_id}")


def _invalid(request: Request, wrong: RequestValidationError) -> Problem:
    """Return which fields are wrong; never what was sent in them."""
    errors = [
        {"field": ".".join(str(part) for part in error["loc"][1:]), "message": error["msg"]} for error in wrong.errors()
    ]
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if any(error["type"] == "json_invalid" for error in wrong.errors()):
        return Problem("malformed", f"the body is not JSON, at character {errors[0]['field']}")
    if request.method == "POST" and kind != "application/json":
        return Problem("unsupported", "send the body as application/json")
    return Problem("invalid", "; ".join(f"{one['field']}: {one['message']}" for one in errors), errors=errors)
