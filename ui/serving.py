"""The chat and the API served on one address, and nothing sent to any other."""

from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING, Any, cast

from starlette.routing import Mount
from starlette.types import ASGIApp

from ui.api.accounted import JsonLines
from ui.api.app import app_of
from ui.api.guarded import SameOriginOnly
from ui.api.opening import Served, service_of
from ui.below import Below
from ui.chat import build
from ui.in_turn import InTurn
from ui.kept.answer_routes import answers_router
from ui.look import look
from ui.own_head import OwnHead
from ui.people.opening import told_at_start
from ui.people.own_sessions import OwnSessions
from ui.people.proxied import PeerKept

if TYPE_CHECKING:
    import uvicorn
    from fastapi import FastAPI

    from index.archive import Archive
    from rag.desk import Desk
    from ui.settings import Settings

_EVENTS = 400  # of pages of the chat that are handled at once: each page that looks on while an answer comes in is one
_LEAVE_S = 3  # what is being told when the server is stopped has so long to end


class AddressUnusable(Exception):
    """The chat cannot be served there: the port is taken, or the host is none of this machine's."""


def serve(desk: Desk, archive: Archive, settings: Settings, host: str, port: int) -> None:
    """Serve the chat and the API until stopped; raise AddressUnusable, SecretUnusable, AccountsUnusable
    or ArchiveError."""
    import typer

    with listening(host, port) as listener:
        port = listener.getsockname()[1]
        desk.warm()
        served = Served(host, port)
        service = service_of(desk, archive, settings, served)
        app = with_chat(app_of(service), desk, settings, service.in_turn)
        _log_json()
        typer.echo(f"Knipsel: {settings.url or served.address}")
        if to_know := told_at_start(service.people, settings, served_locally=served.is_local):
            typer.echo(to_know, err=True)
        server_of(app, settings).run(sockets=[listener])


def server_of(app: FastAPI, settings: Settings) -> uvicorn.Server:
    """Return the server of an app, as it is run."""
    import uvicorn

    config = uvicorn.Config(
        behind_proxies(Below.of(app, settings.url), settings.proxies),
        proxy_headers=False,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_LEAVE_S,
    )
    return uvicorn.Server(config)


def behind_proxies(app: ASGIApp, proxies: str) -> ASGIApp:
    """Return an app that believes the proxies what they tell of a client, and still knows whose connection it is."""
    from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

    return PeerKept(cast(ASGIApp, ProxyHeadersMiddleware(cast(Any, app), proxies))) if proxies else app


def with_chat(app: FastAPI, desk: Desk, settings: Settings, in_turn: InTurn | None = None) -> FastAPI:
    """Return the app with the chat at its root, whose answers come `in_turn` with the API's; those shared under /a."""
    import gradio as gr

    app.include_router(answers_router(desk.archive, settings.url))
    page = build(desk, settings.language, signs_in=bool(settings.auth), in_turn=in_turn)
    threads, page.max_threads = page.max_threads, _EVENTS  # as many as its queue handles at once
    page.queue()
    page.max_threads = threads
    gr.mount_gradio_app(
        app,
        page,
        path="/",
        **look(),
        footer_links=[],
        show_error=False,
        enable_monitoring=False,
        run_history=False,
        ssr_mode=False,
        mcp_server=False,
        root_path=settings.url or None,
    )
    mounted = app.router.routes[-1]
    assert isinstance(mounted, Mount)  # noqa: S101 - for the type checker: Gradio has just put it there
    mounted.app = OwnHead(OwnSessions(SameOriginOnly(mounted.app)))
    return app


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens there; raise AddressUnusable with the reason."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        try:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
        except OSError:
            listener.close()
            raise
    except OSError as unusable:
        advice = "choose another with --port (0 takes a free one) or --host"
        raise AddressUnusable(f"cannot serve on {host}:{port}: {unusable.strerror}; {advice}") from None
    return listener


def _log_json() -> None:
    """Log requests to standard error, one JSON object a line."""
    handler, log = logging.StreamHandler(), logging.getLogger("knipsel")
    handler.setFormatter(JsonLines())
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    log.propagate = False
