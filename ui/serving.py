"""The chat served as a web page, from this machine only."""

from __future__ import annotations

import socket

from rag.desk import Desk
from ui.chat import build
from ui.look import look


class AddressUnusable(Exception):
    """The chat cannot be served there: the port is taken, or the host is none of this machine's."""


def serve(desk: Desk, language: str, host: str, port: int) -> None:
    """Serve the chat until it is stopped; nothing is sent to any other host. Raises AddressUnusable."""
    _require_free(host, port)
    desk.warm()
    page = build(desk, language)
    page.queue(default_concurrency_limit=4)
    page.launch(
        server_name=host,
        server_port=port or None,
        **look(),
        footer_links=[],
        share=False,
        quiet=False,
        enable_monitoring=False,
        run_history=False,
        ssr_mode=False,
    )


def _require_free(host: str, port: int) -> None:
    """Raise AddressUnusable where nothing can be served; Gradio would try for minutes, and then name no reason."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as unusable:
        advice = "choose another with --port (0 takes a free one) or --host"
        raise AddressUnusable(f"cannot serve on {host}:{port}: {unusable.strerror}; {advice}") from None
