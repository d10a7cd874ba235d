"""For who runs the server: whether it lives, whether it can answer, and its metrics."""

from __future__ import annotations

from time import monotonic

from fastapi import APIRouter, Request, Response
from starlette.responses import JSONResponse

from index.errors import ArchiveError
from ui.api.guarded import asking_in
from ui.api.problems import Problem
from ui.api.service import Service

_LOOK_AGAIN_S = 2.0


class Readiness:
    """Whether the archive can be searched, looked at again every few seconds at most: anybody may ask."""

    def __init__(self, service: Service) -> None:
        self._service = service
        self._ready, self._seen_s = False, -_LOOK_AGAIN_S

    async def told(self) -> bool:
        """Return whether it can."""
        if monotonic() - self._seen_s >= _LOOK_AGAIN_S:
            self._seen_s = monotonic()
            try:
                await self._service.running.call(self._search)
                self._ready = True
            except ArchiveError:
                self._ready = False
        return self._ready

    def _search(self) -> None:
        self._service.desk.warm()
        self._service.archive.spread(self._service.language, "a")  # without a word the keywords are not read


def health_router(service: Service) -> APIRouter:
    """Return the endpoints."""
    router = APIRouter()

    @router.get("/health/live")
    async def live() -> dict[str, str]:
        """Say that the process answers."""
        return {"status": "live"}

    readiness = Readiness(service)

    @router.get("/health/ready")
    async def ready() -> JSONResponse:
        """Tell whether the archive can be asked; 503 where it cannot."""
        is_ready = await readiness.told()
        return JSONResponse({"status": "ready" if is_ready else "not ready"}, 200 if is_ready else 503)

    @router.get("/metrics")
    async def metrics(request: Request) -> Response:
        """Return the metrics to who has a key, or is on this machine."""
        asking = asking_in(request.scope)
        if service.door.let_in(asking, pages=False).kind == "page":
            raise Problem("origin-not-allowed", "metrics are not for pages")
        return Response(service.metrics.text(), media_type=service.metrics.kind)

    return router
