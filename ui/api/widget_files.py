"""GET /widget.js and its parts: what pages of other sites load; the parts stand under the hash of all of them."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from fastapi import APIRouter, HTTPException, Request, Response

LOADER = "widget.js"
_UNVERSIONED = b'"unversioned"'  # what the loader has in the place of the hash
_ASKED_AGAIN = "public, max-age=600"  # so long may a page run an older loader, which finds newer parts
_NEVER_CHANGES = "public, max-age=31536000, immutable"
_OF_ANYBODY = {  # they hold no secret: whether a page may ask anything is the API's to say
    "Access-Control-Allow-Origin": "*",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Encoding",
}


@dataclass(frozen=True, slots=True)
class WidgetFiles:
    """The widget as it is served: `loader` names the parts by `version`, a hash of them all."""

    version: str
    loader: bytes
    parts: Mapping[str, bytes]

    @classmethod
    def shipped(cls) -> WidgetFiles:
        """Return what ships with Knipsel."""
        folder = files("ui").joinpath("widget")
        contents = {one.name: one.read_bytes() for one in folder.iterdir() if one.name.endswith(".js")}
        loader = contents.pop(LOADER)
        hashed = hashlib.sha256()
        for name in sorted(contents):
            hashed.update(name.encode() + b"\0" + contents[name] + b"\0")
        version = hashed.hexdigest()[:16]
        return cls(version, loader.replace(_UNVERSIONED, f'"{version}"'.encode()), contents)


def widget_router() -> APIRouter:
    """Return the endpoints; mount them where the chat is, since the loader looks for the API beside itself."""
    router = APIRouter(include_in_schema=False)
    widget = WidgetFiles.shipped()

    @router.api_route(f"/{LOADER}", methods=["GET", "HEAD"])
    async def loader(request: Request) -> Response:
        return _script(request, widget.loader, _ASKED_AGAIN)

    @router.api_route("/widget/{version}/{name}", methods=["GET", "HEAD"])
    async def part(version: str, name: str, request: Request) -> Response:
        if name not in widget.parts:
            raise HTTPException(404, "the widget has no such part")
        return _script(request, widget.parts[name], _NEVER_CHANGES if version == widget.version else "no-cache")

    return router


def _script(request: Request, content: bytes, caching: str) -> Response:
    tag = f'W/"{hashlib.sha256(content).hexdigest()[:16]}"'
    headers = {**_OF_ANYBODY, "Cache-Control": caching, "ETag": tag}
    if tag in (told.strip() for told in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    if "gzip" in request.headers.get("accept-encoding", ""):
        content, headers["Content-Encoding"] = gzip.compress(content, mtime=0), "gzip"
    return Response(content, headers=headers, media_type="text/javascript")
