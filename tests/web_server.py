"""A real HTTP server on loopback that answers as a test tells it to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Reply:
    """What the server answers: status, headers, body; `parts` are sent one by one, for a body that never ends."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    parts: Callable[[], Iterator[bytes]] | None = None


class Site:
    """Pages by path, and what was asked for, with its headers."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.pages: dict[str, Reply] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def paths(self) -> list[str]:
        """Return the paths that were asked for, in order."""
        return [path for path, _ in self.asked]


@contextmanager
def site() -> Iterator[Site]:
    """Serve a site on loopback; a page with an ETag answers 304 where the request has it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
            reply = served.pages.get(self.path, Reply(b"not here", 404))
            unchanged = reply.headers.get("ETag") and self.headers.get("If-None-Match") == reply.headers["ETag"]
            self.send_response(304 if unchanged else reply.status)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if reply.parts is None:
                self.send_header("Content-Length", "0" if unchanged else str(len(reply.body)))
            self.end_headers()
            try:
                for part in reply.parts() if reply.parts else [b"" if unchanged else reply.body]:
                    self.wfile.write(part)
            except (BrokenPipeError, ConnectionResetError):
                pass  # the client has had enough, which is what the test is about

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served = Site(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
