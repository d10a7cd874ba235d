"""POST /check: what the archive says of each sentence of a text, as server-sent events, or whole as JSON."""

from __future__ import annotations

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response

from ui.api.ask import GONE, lines_of, stopped_once_gone, streamed, wants_events
from ui.api.asking import Answering, account_of
from ui.api.check_examples import CHECKED, EVENTS
from ui.api.checking import CheckAsked, begin_check, outcome_of
from ui.api.dates import Day
from ui.api.examples import PROBLEMS
from ui.api.service import Service
from ui.verdict_json import check_json

_LONGEST_TYPED = 8_000  # the Checker itself says what is too long; this is what is not even looked at


class CheckRequest(BaseModel):
    """A text, and when it was written."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"text": "At least 22 people were killed in Belgorod. Ukraine has claimed the attack."},
                {"text": "Gisteren vielen er in Belgorod zeker 22 doden.", "written": "2023-12-31"},
            ]
        },
    )

    text: str = Field(max_length=_LONGEST_TYPED, description="In Dutch or English, up to 2,000 characters.")
    language: str = Field(default="", pattern="^(nl|en|)$", description="`nl` or `en`; unless told, by its words.")
    written: Day = Field(default=None, description="When it was written: its `yesterday` is counted from then.")
    as_of: Day = Field(default=None, description="The archive as it stood at the end of this day.")

    def asked(self) -> CheckAsked:
        """Return what is to be checked."""
        return CheckAsked(self.text, self.language, self.written, self.as_of)


def check_router(service: Service) -> APIRouter:
    """Return the endpoint."""
    router = APIRouter()

    @router.post(
        "/check",
        summary="Check a text",
        responses={
            200: {
                "description": "Events, or the outcome alone",
                "content": {"text/event-stream": {"example": EVENTS}, "application/json": {"example": CHECKED}},
            },
            **PROBLEMS,
        },
        response_model=None,
    )
    async def check(told: CheckRequest, request: Request) -> Response:
        """Say of each sentence whether the archive has it, verbatim quotations beside it; else what comes near."""
        events = wants_events(request.headers.get("accept", ""))
        checking = begin_check(service, account_of(request), told.asked())
        return streamed(checking, lines_of(checking)) if events else await _whole(checking, request)

    return router


async def _whole(checking: Answering, request: Request) -> Response:
    """Return the outcome as JSON; whoever goes away meanwhile stops the work."""
    async with stopped_once_gone(checking, request):
        checked = await outcome_of(checking)
    return JSONResponse(check_json(checked)) if checked else Response(status_code=GONE)
