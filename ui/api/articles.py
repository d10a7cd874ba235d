"""GET /articles/{id}: an article as the archive has it, and a span of its text."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request

from index.archive import Archive
from index.errors import ArchiveError
from index.span import Span
from ui.api.asking import account_of, problem_of
from ui.api.examples import ARTICLE, PROBLEMS
from ui.api.problems import Problem
from ui.api.service import Service
from ui.as_json import article_json

_MOST = 2**53  # what JavaScript counts to; and within SQLite's integers


def articles_router(service: Service) -> APIRouter:
    """Return the endpoint."""
    router = APIRouter()

    @router.get(
        "/articles/{article_id:path}",
        summary="Read an article",
        responses={200: {"content": {"application/json": {"example": ARTICLE}}}, **PROBLEMS},
    )
    async def article(
        request: Request,
        article_id: Annotated[str, Path(description="As citations name it; it may hold slashes.")],
        revision: Annotated[int | None, Query(ge=1, le=_MOST, description="The newest unless told.")] = None,
        start: Annotated[int | None, Query(ge=0, le=_MOST, description="Of a span, in code points.")] = None,
        end: Annotated[int | None, Query(ge=0, le=_MOST, description="Where it has ended.")] = None,
    ) -> dict[str, Any]:
        """Return the article, with the span of its text between `start` and `end` if these are given."""
        try:
            return await service.running.call(lambda: told(service.archive, article_id, revision, start, end))
        except ArchiveError as failed:
            raise problem_of(failed, account_of(request)) from None

    return router


def told(archive: Archive, article_id: str, revision: int | None, start: int | None, end: int | None) -> dict[str, Any]:
    """Return an article as JSON; raise ArticleUnknown, or Problem for a span that its text does not have."""
    article = archive.article(article_id, revision)
    span = span_of(article.text, start, end)
    return {**article_json(article, archive.standing(article)), "span": span}


def span_of(text: str, start: int | None, end: int | None) -> dict[str, Any] | None:
    """Return a span of a text with what stands before and after it, None where none is given; raise Problem."""
    if start is None and end is None:
        return None
    if start is None or end is None or not 0 <= start < end <= len(text):
        message = f"a span needs a start and an end after it, within the {len(text):,} code points of the text"
        raise Problem("invalid", message, errors=[{"field": "start, end", "message": message}])
    span = Span(start, end)
    return {"start": start, "end": end, "before": text[:start], "quote": span.of(text), "after": text[end:]}
