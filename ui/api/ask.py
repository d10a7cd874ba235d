"""POST /ask: an answer as server-sent events, statement by statement, or whole as JSON."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.responses import JSONResponse, Response

from rag.answer import Answer, NothingFound
from ui.api.asking import Answering, Asked, account_of, begin
from ui.api.dates import Day, PeriodSet
from ui.api.events import named_events
from ui.api.examples import DONE, EVENTS, PROBLEMS
from ui.api.problems import Problem
from ui.api.service import Service
from ui.as_json import outcome_json

_PULSE_S = 10  # a comment that often, where nothing else is told: proxies cut what is silent for a minute
_SEND_S = 30.0  # whoever has not read for so long has gone
GONE = 499  # as nginx logs it: nobody is there to read it
Outlets = Annotated[list[Annotated[str, Field(max_length=300)]], Field(max_length=50)]
_LONGEST_TYPED = 4_000  # the Desk itself says what is too long for a question; this is what is not even looked at


class AskRequest(BaseModel):
    """A question, and what of the conversation before it is needed to understand it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"question": "How many people were killed in Belgorod?"},
                {
                    "question": "En een maand later?",
                    "history": ["Hoeveel doden vielen er in Belgorod in december 2023?"],
                    "as_of": "2024-02-29",
                },
            ]
        },
    )

    question: str = Field(max_length=_LONGEST_TYPED, description="In Dutch or English, up to 1,000 characters.")
    period: PeriodSet | None = Field(default=None, description="Asked about, instead of the one that it names.")
    as_of: Day = Field(default=None, description="The archive as it stood at the end of this day.")
    outlets: Outlets | None = Field(
        default=None,
        description="Articles of these outlets only; [] is any outlet, null those that the question names.",
    )
    history: list[Annotated[str, Field(max_length=_LONGEST_TYPED)]] = Field(
        default=[], max_length=100, description="Earlier questions, oldest first, as the `standing` of their `done`."
    )

    follow_ups: bool = Field(
        default=False, description="Have `done` come after `answered`, with questions to ask next that are answered."
    )

    def asked(self) -> Asked:
        """Return what is asked."""
        period = self.period.period() if self.period else None
        outlets = None if self.outlets is None else tuple(self.outlets)
        return Asked(
            self.question, period, self.as_of, tuple(self.history), outlets=outlets, follow_ups=self.follow_ups
        )


def ask_router(service: Service) -> APIRouter:
    """Return the endpoint."""
    router = APIRouter()

    @router.post(
        "/ask",
        summary="Ask a question",
        responses={
            200: {
                "description": "Events, or the outcome alone",
                "content": {"text/event-stream": {"example": EVENTS}, "application/json": {"example": DONE["outcome"]}},
            },
            **PROBLEMS,
        },
        response_model=None,
    )
    async def ask(asked: AskRequest, request: Request) -> Response:
        """Answer from the archive; every statement quotes an article verbatim, or is not told."""
        events = wants_events(request.headers.get("accept", ""))
        wanted = asked.asked()
        answering = begin(service, account_of(request), wanted if events else replace(wanted, follow_ups=False))
        return streamed(answering, lines_of(answering)) if events else await whole(answering, request)

    return router


def wants_events(accept: str) -> bool:
    """Tell whether events are accepted rather than JSON; raise Problem where neither is."""
    kinds = {part.partition(";")[0].strip().lower() for part in accept.split(",")}
    if kinds & {"text/event-stream", "text/*", "*/*", ""}:
        return True
    if kinds & {"application/json", "application/*"}:
        return False
    raise Problem("not-acceptable", "accept text/event-stream or application/json")


def streamed(answering: Answering, lines: AsyncIterator[ServerSentEvent]) -> Response:
    """Return the lines of an answer as they come; whoever goes away stops the work."""

    async def gone(_: object) -> None:
        answering.run.stop()

    return EventSourceResponse(
        lines,
        sep="\n",
        ping=_PULSE_S,
        ping_message_factory=lambda: ServerSentEvent(comment="still here", sep="\n"),
        send_timeout=_SEND_S,
        client_close_handler_callable=gone,
    )


async def whole(answering: Answering, request: Request) -> Response:
    """Return the outcome as JSON; whoever goes away meanwhile stops the work."""
    outcome = await unless_gone(answering, request)
    return JSONResponse(outcome_json(outcome)) if outcome else Response(status_code=GONE)


async def unless_gone(answering: Answering, request: Request) -> Answer | NothingFound | None:
    """Return what came of a question, None where whoever asked has gone meanwhile; raise Problem."""
    async with stopped_once_gone(answering, request):
        return await answering.outcome()


@asynccontextmanager
async def stopped_once_gone(answering: Answering, request: Request) -> AsyncIterator[None]:
    """Stop the work if whoever asked goes away while the block runs."""

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            pass
        answering.run.stop()

    watching = asyncio.create_task(watch())
    try:
        yield
    finally:
        watching.cancel()


async def lines_of(answering: Answering) -> AsyncIterator[ServerSentEvent]:
    """Yield the events as they are sent."""
    number, request_id = 0, answering.account.request_id
    async with aclosing(named_events(answering)) as events:
        async for name, data in events:
            number += 1
            yield ServerSentEvent(json.dumps(data), event=name, id=f"{request_id}.{number}", sep="\n")
