"""POST /feedback: whether an answer was right, kept for `knipsel feedback` to make evaluation questions of."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from ui.api.asking import today
from ui.api.examples import PROBLEMS
from ui.api.feedback_store import Feedback, Verdict
from ui.api.service import Service

_MOST = 2**53


class Place(BaseModel):
    """Where the sentence stands that it is about."""

    model_config = ConfigDict(extra="forbid")

    article: str = Field(max_length=1_000)
    revision: int = Field(default=0, ge=0, le=_MOST)
    start: int = Field(default=0, ge=0, le=_MOST)
    end: int = Field(default=0, ge=0, le=_MOST)


class FeedbackRequest(BaseModel):
    """What a person says of an answer."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"question": "How many people were killed in Belgorod?", "verdict": "right", "answer": "25"}]
        },
    )

    question: str = Field(min_length=1, max_length=4_000, description="As it was asked.")
    verdict: Verdict = Field(description="`declined-rightly`: the archive does not say, and that was told.")
    request_id: str = Field(default="", max_length=64, description="That of the answer.")
    citation: Place | None = Field(default=None, description="The sentence that it is about.")
    answer: str = Field(default="", max_length=1_000, description="What is right: a number, a name, a date.")
    comment: str = Field(default="", max_length=4_000)


def feedback_router(service: Service) -> APIRouter:
    """Return the endpoint."""
    router = APIRouter()

    @router.post("/feedback", summary="Say whether an answer was right", status_code=201, responses=PROBLEMS)
    async def feedback(told: FeedbackRequest, request: Request) -> dict[str, Any]:
        """Keep it beside the archive."""
        place = told.citation.model_dump() if told.citation else {}
        said = Feedback(
            **told.model_dump(exclude={"citation"}),
            **place,
            site=request.state.caller.site,
            today=today().isoformat(),
        )
        number = await service.running.call(lambda: service.feedback.keep(said))
        return {"id": f"feedback-{number}"}

    return router
