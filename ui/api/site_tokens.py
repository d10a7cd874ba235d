"""POST /sites/{site}/token: a token for one page load of a site."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from ui.api.examples import PROBLEMS
from ui.api.guarded import asking_in
from ui.api.service import Service


def tokens_router(service: Service) -> APIRouter:
    """Return the endpoint."""
    router = APIRouter()

    @router.post("/sites/{site}/token", summary="Fetch a token for a page", responses=PROBLEMS)
    async def token(site: str, request: Request, response: Response) -> dict[str, Any]:
        """Return a token for a page of a site; its origin must be one that the site declares."""
        made = service.door.token_for(site, asking_in(request.scope))
        response.headers["Cache-Control"] = "no-store"
        return {"site": site, "token": made, "expires_in_s": service.door.tokens.lives_s}

    return router
