"""GET /masthead: who is signed in, for the head of the page."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.responses import HTMLResponse

from ui.people.local_path import base_of
from ui.people.masthead_html import masthead_html
from ui.people.person import person_of


def masthead_router(url: str | None) -> APIRouter:
    """Return the endpoint; `url` is where people find Knipsel, None where they do not sign out here."""
    router = APIRouter(include_in_schema=False)
    way_out = "" if url is None else f"{base_of(url)}/sign-out"

    @router.get("/masthead")
    async def masthead(request: Request, ui: str = "en") -> Response:
        told = masthead_html(person_of(request.scope), ui, way_out)
        return HTMLResponse(told, headers={"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"})

    return router
