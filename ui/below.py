"""Knipsel below a path of its host: requests are the same whether the proxy took that path off or left it on."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send


@dataclass(frozen=True, slots=True)
class Below:
    """Takes from the path of each request the one that Knipsel is served below, `/archief`; empty for none.

    nginx decodes a path that it takes something off, and makes one slash of two: an article whose id is an address
    is then not found. So it is best left on.
    """

    app: ASGIApp
    path: str

    @classmethod
    def of(cls, app: ASGIApp, url: str) -> Below:
        """Return the app as it is found at a URL, that of `KNIPSEL_URL`."""
        return cls(app, urlsplit(url).path.rstrip("/"))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as if Knipsel were at the root."""
        if scope["type"] == "http" and self.path and f"{scope['path']}/".startswith(f"{self.path}/"):
            raw = (scope.get("raw_path") or b"").removeprefix(self.path.encode())
            scope = {**scope, "path": scope["path"].removeprefix(self.path) or "/", "raw_path": raw or b"/"}
        await self.app(scope, receive, send)
