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

Ends = Literal["done", "cut", "dropped", "silent"]


@dataclass(frozen=True)
class Reply:
    """What the server does with one request.

    `pieces` are streamed in their order, `gap_s` apart, bytes as they are; then the stream is `done`, is `cut` short
    without a word, its connection is dropped, or it stays silent until the client leaves. A `status` other than 200
    sends an error instead: its `message`, and its `code` where the wire has one.
    """

    pieces: Sequence[str | bytes] = ()
    ends: Ends = "done"
    gap_s: float = 0.0
    status: int = 200
    code: str = ""
    message: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)


def says(text: str, ends: Ends = "done", gap_s: float = 0.0) -> Reply:
    """Return a reply of this text, a word at a time."""
    return Reply(re.findall(r"\S+\s*", text), ends, gap_s)


def refuses(status: int, code: str, message: str = "no", headers: Mapping[str, str] | None = None) -> Reply:
    """Return an error; `code` is OpenAI's word for it."""
    return Reply(status=status, code=code, message=message, headers=headers or {})


class Handler(BaseHTTPRequestHandler):
    """Plays replies in OpenAI's format; another format overrides how a piece, an end and an error are written."""

    server: OpenAIServer
    protocol_version = "HTTP/1.1"
    content_type = "text/event-stream"

    def do_POST(self) -> None:
        server, body = self.server, self.rfile.read(int(self.headers["Content-Length"]))
        server.requests.append({"path": self.path, **json.loads(body)})
        server.keys.append(self.headers.get("Authorization", ""))
        reply = server.next_reply()
        if reply.status != 200:
            self._refuse(reply)
            return
        self.send_response(200)
        self.send_header("Content-Type", self.content_type)
        self.send_header("Transfer-Encoding", "chunked")  # so that a client can tell a dropped connection from the end
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.flush()
        server.began.set()
        for piece in reply.pieces:
            server.left.wait(reply.gap_s)
            self._write(piece if isinstance(piece, bytes) else self.piece(piece))
        if reply.ends == "silent":
            self.connection.recv(1)  # returns when the client closes
            server.left.set()
        elif reply.ends != "dropped":
            if reply.ends == "done":
                self._write(self.end())
            self.wfile.write(b"0\r\n\r\n")

    def piece(self, text: str) -> bytes:
        """Return the event that carries a piece of what the model writes."""
        return self._event({"choices": [{"index": 0, "delta": {"role": "assistant", "content": text}}]})

    def end(self) -> bytes:
        """Return the events that end a reply."""
        return self._event({"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}) + b"data: [DONE]\n\n"

    def error(self, reply: Reply) -> dict[str, Any]:
        """Return the body of an error."""
        return {"error": {"message": reply.message, "type": "error", "code": reply.code, "param": None}}

    def _event(self, chunk: dict[str, Any]) -> bytes:
        told = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "script", **chunk}
        return f"data: {json.dumps(told)}\n\n".encode()

    def _write(self, event: bytes) -> None:
        self.wfile.write(b"%x\r\n%s\r\n" % (len(event), event))
        self.wfile.flush()

    def _refuse(self, reply: Reply) -> None:
        body = json.dumps(self.error(reply)).encode()
        self.send_response(reply.status)
        for name, value in {"Content-Type": "application/json", "Connection": "close", **reply.headers}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class OpenAIServer(ThreadingHTTPServer):
    """Plays its script, one reply a request and the last one again and again; remembers what it was sent.

    `left` is set when a client closes its connection before the reply has ended.
    """

    daemon_threads = True
    block_on_close = False
    handler: type[Handler] = Handler
    provider = "openai"

    def __init__(self, *script: Reply) -> None:
        super().__init__(("127.0.0.1", 0), self.handler)
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
def serving(*script: Reply, kind: type[OpenAIServer] = OpenAIServer) -> Iterator[OpenAIServer]:
    """Serve a script until the block ends."""
    server = kind(*script)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
