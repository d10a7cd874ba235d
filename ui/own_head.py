"""The head of the chat's page asks the host for nothing that is not Knipsel's, wherever it is served."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_GRADIOS = b'<link rel="manifest" href="/manifest.json" />'
# A clipping with its quotation marks.
_ICON = (
    "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' "
    "rx='2' fill='%239b1c1c'/%3E%3Cpath fill='%23fff' d='M3 9l1-4h2.5l-1 4zM8.5 9l1-4H12l-1 4zM3 11h10v1.5H3z'/%3E"
    "%3C/svg%3E"
)
_OURS = f'<link rel="icon" href="{_ICON}">'.encode()


@dataclass(frozen=True, slots=True)
class OwnHead:
    """Puts an icon of ours in the place of Gradio's manifest.

    Gradio's page asks for `/manifest.json` at the root of the host, and a browser for `/favicon.ico` where a page names
    no icon: below a path both are another's, and not found.
    """

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and a page back with the head changed."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def sent(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _is_page(message):
                start = message
                return
            if start is None:
                await send(message)
                return
            body += message.get("body", b"")
            if not message.get("more_body", False):
                page = body.replace(_GRADIOS, _OURS, 1)
                MutableHeaders(scope=start)["Content-Length"] = str(len(page))
                await send(start)
                await send({"type": "http.response.body", "body": page})

        await self.app(scope, receive, sent)


def _is_page(start: Message) -> bool:
    headers = MutableHeaders(scope=start)
    return headers.get("content-type", "").startswith("text/html") and "content-encoding" not in headers
