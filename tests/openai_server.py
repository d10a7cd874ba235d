"""A server that speaks OpenAI's chat completions over HTTP and server-sent events, and answers by a script."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Literal


@dataclass(frozen=True)
class Reply:
    """What the server does with one request.

    `pieces` are streamed in their order, `gap_s` apart; then the stream is `done`, its connection is dropped, or it
    stays silent until the client leaves. A `status` other than 200 sends `error` instead.
    """

    pieces: Sequence[str] = ()
    ends: Literal["done", "dropped", "silent"] = "done"
    gap_s: float = 0.0
    status: int = 200
    error: Mapping[str, Any] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


def says(text: str, ends: Literal["done", "dropped", "silent"] = "done", gap_s: float = 0.0) -> Reply:
    """Return a reply of this text, a word at a time."""
    return Reply(re.findall(r"\S+\s*", text), ends, gap_s)


def refuses(status: int, code: str, message: str = "no", headers: Mapping[str, str] | None = None) -> Reply:
    """Return an error as OpenAI words it."""
    error = {"message": message, "type": "error", "code": code, "param": None}
    return Reply(status=status, error={"error": error}, headers=headers or {})


class OpenAIServer(ThreadingHTTPServer):
    """Plays its script, one reply a request and the last one again and again; remembers what it was sent.

    `left` is set when a client closes its connection before the reply has ended.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, *script: Reply) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.script = list(script)
        self.requests = list[dict[str, Any]]()
        self.keys = list[str]()
        self.left = threading.Event()
        self.began = threading.Event()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def next_reply(self) -> Reply:
        return self.script.pop(0) if len(self.script) > 1 else self.script[0]

    def handle_error(self, request: object, client_address: object) -> None:  # a client that leaves is no error here
        self.left.set()


@contextmanager
def serving(*script: Reply) -> Iterator[OpenAIServer]:
    """Serve a script until the block ends."""
    server = OpenAIServer(*script)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    server: OpenAIServer
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        server, body = self.server, self.rfile.read(int(self.headers["Content-Length"]))
        server.requests.append({"path": self.path, **json.loads(body)})
        server.keys.append(self.headers.get("Authorization", ""))
        reply = server.next_reply()
        if reply.status != 200:
            self._refuse(reply)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Transfer-Encoding", "chunked")  # so that a client can tell a dropped connection from the end
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.flush()
        server.began.set()
        for piece in reply.pieces:
            server.left.wait(reply.gap_s)
            self._send({"choices": [{"index": 0, "delta": {"role": "assistant", "content": piece}}]})
        if reply.ends == "silent":
            self.connection.recv(1)  # returns when the client closes
            server.left.set()
        elif reply.ends == "done":
            self._send({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
            self._write(b"data: [DONE]\n\n")
            self.wfile.write(b"0\r\n\r\n")

    def _send(self, chunk: dict[str, Any]) -> None:
        told = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "script", **chunk}
        self._write(f"data: {json.dumps(told)}\n\n".encode())

    def _write(self, event: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(event), event))
        self.wfile.flush()

    def _refuse(self, reply: Reply) -> None:
        body = json.dumps(reply.error).encode()
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""
