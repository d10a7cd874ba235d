"""One app: the API under /api/v1, the widget, health and metrics, and the chat at /."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp

from ui.api.accounted import Accounted
from ui.api.articles import articles_router
from ui.api.ask import ask_router
from ui.api.embed import embed_router
from ui.api.feedback import feedback_router
from ui.api.guarded import DeclaredOrigins, Guarded
from ui.api.health import health_router
from ui.api.problems import Problem
from ui.api.search import search_router
from ui.api.service import Service
from ui.api.site_tokens import tokens_router
from ui.api.widget_files import widget_router

_ABOUT = "Every statement of an answer quotes an article verbatim; offsets count Unicode code points of its text."


def app_of(service: Service) -> FastAPI:
    """Return the app, without the chat: mount that at `/`, last."""
    app = _plain_app()
    app.add_middleware(Accounted, metrics=service.metrics)
    app.include_router(health_router(service))
    app.include_router(widget_router())
    app.include_router(embed_router(service.door.sites))
    app.mount("/api/v1", _guarded(service, _api(service), open_to_all=("/openapi.json",)))
    return app


def _api(service: Service) -> FastAPI:
    api = _plain_app(openapi_url="/openapi.json")
    for router in (ask_router, search_router, articles_router, feedback_router, tokens_router):
        api.include_router(router(service))
    return api


def _guarded(service: Service, app: ASGIApp, *, open_to_all: tuple[str, ...] = (), pages: bool = True) -> ASGIApp:
    guarded = Guarded(app, service.door, service.of_callers, service.of_addresses, open_to_all, pages)
    return DeclaredOrigins(guarded, service.door.sites)


def _plain_app(openapi_url: str | None = None) -> FastAPI:
    """Return an app that tells what goes wrong as problems; pages of documentation would load from another host."""
    app = FastAPI(
        title="Knipsel",
        version="1",
        description=_ABOUT,
        openapi_url=openapi_url,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.add_exception_handler(HTTPException, _problem)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(Exception, _fault)
    return app


def _problem(request: Request, wrong: Exception) -> Response:
    assert isinstance(wrong, HTTPException)  # noqa: S101 - for the type checker: it is registered for these
    problem = wrong if isinstance(wrong, Problem) else Problem.of_status(wrong.status_code, wrong.detail)
    return problem.response(request.state.request_id)


def _invalid(request: Request, wrong: Exception) -> Response:
    """Return which fields are wrong; never what was sent in them."""
    assert isinstance(wrong, RequestValidationError)  # noqa: S101 - as above
    errors = [
        {"field": ".".join(str(part) for part in error["loc"][1:]), "message": error["msg"]} for error in wrong.errors()
    ]
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if any(error["type"] == "json_invalid" for error in wrong.errors()):
        problem = Problem("malformed", f"the body is not JSON, at character {errors[0]['field']}")
    elif request.method == "POST" and kind != "application/json":
        problem = Problem("unsupported", "send the body as application/json")
    else:
        problem = Problem("invalid", "; ".join(f"{one['field']}: {one['message']}" for one in errors), errors=errors)
    return problem.response(request.state.request_id)


def _fault(request: Request, _: Exception) -> Response:
    request_id = request.state.request_id
    return Problem("failed", f"a fault of Knipsel's; its log has it under {request_id}").response(request_id)
