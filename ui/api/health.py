"""For who runs the server: whether it lives, whether it can answer, and its metrics."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse

from index.errors import ArchiveError
from ui.api.guarded import asking_in
from ui.api.problems import Problem
from ui.api.service import Service


def health_router(service: Service) -> APIRouter:
    """Return the endpoints."""
    router = APIRouter()

    @router.get("/health/live")
    async def live() -> dict[str, str]:
        """Say that the process answers."""
        return {"status": "live"}

    @router.get("/health/ready")
    async def ready() -> JSONResponse:
        """Tell whether the archive can be asked; 503 where it cannot."""
        try:
            await service.running.call(service.archive.latest)
        except ArchiveError:
            return JSONResponse({"status": "not ready"}, 503)
        return JSONResponse({"status": "ready"})

    @router.get("/metrics")
    async def metrics(request: Request) -> Response:
        """Return the metrics to who has a key, or is on this machine."""
        asking = asking_in(request.scope)
        if service.door.let_in(asking, pages=False).kind == "page":
            raise Problem("origin-not-allowed", "metrics are not for pages")
        return Response(service.metrics.text(), media_type=service.metrics.kind)

    return router
