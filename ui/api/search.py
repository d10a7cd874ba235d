"""GET /search: the passages that a question finds, without an answer."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from index.errors import ArchiveError
from index.period import Period
from rag.question import QuestionRefused
from rag.search import search
from ui.api.asking import account_of, problem_of, today
from ui.api.dates import Day, dates_of
from ui.api.examples import FOUND, PROBLEMS
from ui.api.problems import Problem
from ui.api.service import Service
from ui.as_json import hit_json
from ui.understood import understood_json


def search_router(service: Service) -> APIRouter:
    """Return the endpoint."""
    router = APIRouter()

    @router.get(
        "/search",
        summary="Find passages",
        responses={200: {"content": {"application/json": {"example": FOUND}}}, **PROBLEMS},
    )
    async def find(
        request: Request,
        q: Annotated[str, Query(max_length=4_000, description="A question or words.", examples=["Belgorod"])],
        first: Annotated[str, Query(alias="from", max_length=10, description="2024, 2024-01 or 2024-01-31")] = "",
        last: Annotated[str, Query(alias="to", max_length=10, description="The same; the whole of it is in.")] = "",
        as_of: Annotated[str, Query(max_length=10, description="The archive as it stood then.")] = "",
        outlet: Annotated[list[str] | None, Query(max_length=50, description="Only articles of these outlets.")] = None,
        limit: Annotated[int, Query(ge=1, le=50)] = 10,
    ) -> dict[str, Any]:
        """Return the passages, best first; what happened in the period goes before what was merely printed in it."""
        try:
            period, day = dates_of(first, last, as_of)
        except ValueError as wrong:
            raise Problem("invalid", str(wrong), errors=[{"field": "from, to, as_of", "message": str(wrong)}]) from None
        try:
            return await service.running.call(lambda: found(service, q, period, day, outlet, limit))
        except (QuestionRefused, ArchiveError) as failed:
            raise problem_of(failed, account_of(request)) from None

    return router


def found(
    service: Service, text: str, period: Period | None, as_of: Day, outlets: list[str] | None, limit: int
) -> dict[str, Any]:
    """Return what a question finds, as JSON; raise QuestionRefused or ArchiveError."""
    question, hits, unsearched = search(
        *(service.archive, service.glossary, text, service.language, today()),
        period=period,
        as_of=as_of,
        outlets=outlets,
        limit=limit,
    )
    hits_told = [hit_json(hit) for hit in hits]
    return {"understood": understood_json(question), "unsearched": unsearched or None, "hits": hits_told}
