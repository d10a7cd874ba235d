"""GET /widget.js and its parts: what pages of other sites load; the parts stand under the hash of all of them."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from fastapi import APIRouter, HTTPException, Request, Response

LOADER = "widget.js"
_KIND = "text/javascript"
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
class Script:
    """A script, as it stands and compressed, with the tag that it is known by."""

    content: bytes
    compressed: bytes
    tag: str

    @classmethod
    def of(cls, content: bytes) -> Script:
        """Return a script that holds this text."""
        return cls(content, gzip.compress(content, mtime=0), f'W/"{_hash_of(content)}"')


@dataclass(frozen=True, slots=True)
class WidgetFiles:
    """The widget as it is served: `loader` names the parts by `version`, a hash of them all."""

    version: str
    loader: Script
    parts: Mapping[str, Script]

    @classmethod
    def shipped(cls) -> WidgetFiles:
        """Return what ships with Knipsel."""
        folder = files("ui").joinpath("widget")
        contents = {one.name: one.read_bytes() for one in folder.iterdir() if one.name.endswith(".js")}
        loader = contents.pop(LOADER)
        version = _hash_of(*(part for name in sorted(contents) for part in (name.encode(), contents[name])))
        versioned = loader.replace(_UNVERSIONED, f'"{version}"'.encode())
        return cls(version, Script.of(versioned), {name: Script.of(content) for name, content in contents.items()})


def widget_router() -> APIRouter:
    """Return the endpoints; mount them where the chat is, since the loader looks for the API beside itself."""
    router = APIRouter(include_in_schema=False)
    widget = WidgetFiles.shipped()

    @router.api_route(f"/{LOADER}", methods=["GET", "HEAD"])
    async def loader(request: Request) -> Response:
        return _response(request, widget.loader, _ASKED_AGAIN)

    @router.api_route("/widget/{version}/{name}", methods=["GET", "HEAD"])
    async def part(version: str, name: str, request: Request) -> Response:
        if name not in widget.parts:
            raise HTTPException(404, "the widget has no such part")
        return _response(request, widget.parts[name], _NEVER_CHANGES if version == widget.version else "no-cache")

    return router


def _response(request: Request, script: Script, caching: str) -> Response:
    headers = {**_OF_ANYBODY, "Cache-Control": caching, "ETag": script.tag}
    if script.tag in (told.strip() for told in request.headers.get("if-none-match", "").split(",")):
        return Response(status_code=304, headers=headers)
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return Response(script.content, headers=headers, media_type=_KIND)
    return Response(script.compressed, headers={**headers, "Content-Encoding": "gzip"}, media_type=_KIND)


def _hash_of(*parts: bytes) -> str:
    """Return a short hash of the parts, each told from the next by its length."""
    hashed = hashlib.sha256()
    for part in parts:
        hashed.update(len(part).to_bytes(8, "big") + part)
    return hashed.hexdigest()[:16]
