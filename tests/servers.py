"""A gate before a Chroma server: a reverse proxy that asks for a header, and can fail."""

from __future__ import annotations

import http.client
import ssl
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread


@dataclass
class Gate:
    """A reverse proxy: `answers` are statuses to give before requests pass; `silent` takes requests, and no more."""

    behind: int
    header: tuple[str, str] | None = None
    answers: deque[int] = field(default_factory=deque)
    body: bytes = b"busy"
    kind: str = "text/plain"
    told: dict[str, str] = field(default_factory=dict)
    silent: bool = False
    passed: list[tuple[str, str]] = field(default_factory=list)
    refused: int = 0
    closed: Event = field(default_factory=Event)
    url: str = ""

    def respond(self, to: BaseHTTPRequestHandler) -> None:
        body = to.rfile.read(int(to.headers.get("content-length", 0)))
        if self.silent:
            self.closed.wait()
        elif self.answers:
            self._answer(to, self.answers.popleft(), self.body, self.kind)
        elif self.header and to.headers.get(self.header[0]) != self.header[1]:
            self._answer(to, 401, f"wrong: {to.headers.get(self.header[0])}".encode())
        else:
            self.passed.append((to.command, to.path))
            behind = http.client.HTTPConnection("127.0.0.1", self.behind)
            behind.request(to.command, to.path, body, {"Content-Type": "application/json"})
            got = behind.getresponse()
            self._answer(to, got.status, got.read(), got.headers.get("content-type", "text/plain"), passed=True)
            behind.close()

    def _answer(
        self, to: BaseHTTPRequestHandler, status: int, body: bytes, kind: str = "text/plain", *, passed: bool = False
    ) -> None:
        self.refused += not passed
        to.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **self.told}.items():
            to.send_header(name, value)
        to.end_headers()
        to.wfile.write(body)


@contextmanager
def gate(behind: int, tls: ssl.SSLContext | None = None, **how: object) -> Iterator[Gate]:
    """Open a gate before the server on that port."""
    opened = Gate(behind, **how)  # type: ignore[arg-type]

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        timeout = 20

        def do_GET(self) -> None:
            opened.respond(self)

        do_POST = do_PUT = do_DELETE = do_GET

        def log_message(self, *told: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        block_on_close = False

        def handle_error(self, *told: object) -> None:
            """A client that went away is what some tests are about."""

    server = Server(("127.0.0.1", 0), Handler)
    if tls:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    opened.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield opened
    finally:
        opened.closed.set()
        server.shutdown()
        server.server_close()
