"""POST /v1/chat/completions and GET /v1/models: the archive for clients that speak OpenAI's API."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from time import time
from typing import Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from sse_starlette import ServerSentEvent
from starlette.responses import JSONResponse, Response

from rag.desk import Done, Said
from ui.api.ask import GONE, streamed, unless_gone
from ui.api.asking import Answering, Asked, account_of, begin
from ui.api.openai_text import Text
from ui.api.problems import Problem
from ui.api.service import Service

MODEL = "knipsel"
LARGEST_BODY = 1024 * 1024  # bytes; clients send the whole conversation with each question
_OUR_FAULT = 500
_MOST_EARLIER = 20


class Part(BaseModel):
    """A part of a message; only text is read."""

    type: str
    text: str = ""


class ChatMessage(BaseModel):
    """A message of the conversation; those of others than the user are not read."""

    role: str
    content: str | list[Part] | None = None

    @property
    def text(self) -> str:
        """Its words."""
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class StreamOptions(BaseModel):
    """How to stream."""

    include_usage: bool = False


class Completion(BaseModel):
    """A request for a completion; what sets how a language model writes is taken and does nothing."""

    model_config = ConfigDict(extra="ignore")

    model: Literal["knipsel"]
    messages: list[ChatMessage] = Field(min_length=1)
    stream: bool = False
    stream_options: StreamOptions | None = None

    def asked(self) -> Asked:
        """Return the last message as the question, the user's earlier ones as its history; raise Problem."""
        if self.messages[-1].role != "user":
            raise Problem("invalid", "the last message must be the user's: it is the question", param="messages")
        *earlier, question = [message.text for message in self.messages if message.role == "user"]
        return Asked(question, history=tuple(earlier[-_MOST_EARLIER:]), as_typed=True)


def openai_router(service: Service) -> APIRouter:
    """Return the endpoints."""
    router = APIRouter()

    @router.post("/chat/completions", response_model=None)
    async def complete(completion: Completion, request: Request) -> Response:
        """Answer the last message from the archive, with citations as annotations."""
        answering = begin(service, account_of(request), completion.asked())
        text = Text(service.url)
        if completion.stream:
            return streamed(answering, _chunks(answering, text, completion))
        outcome = await unless_gone(answering, request)
        if outcome is None:
            return Response(status_code=GONE)
        text.end(outcome)
        message = {"role": "assistant", "content": text.content, "refusal": None, "annotations": text.annotations}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": "stop"}
        head = _head(answering, "chat.completion")
        return JSONResponse({**head, "choices": [choice], "usage": text.usage(completion.asked().question)})

    @router.get("/models")
    async def models() -> dict[str, Any]:
        """Return the one model that there is: the archive."""
        return {"object": "list", "data": [_MODEL]}

    @router.get("/models/{name}")
    async def model(name: str) -> dict[str, Any]:
        """Return it."""
        if name != MODEL:
            raise Problem("not-found", f"the only model here is `{MODEL}`", param="model")
        return _MODEL

    return router


def openai_error(problem: Problem, request_id: str) -> Response:
    """Return a problem in the shape in which OpenAI tells its errors."""
    return JSONResponse(_error(problem, request_id), problem.status_code, problem.headers)


_MODEL = {"id": MODEL, "object": "model", "created": 0, "owned_by": "knipsel"}


def _error(problem: Problem, request_id: str) -> dict[str, Any]:
    kind = "server_error" if problem.status_code >= _OUR_FAULT else "invalid_request_error"
    told = {"message": problem.detail, "type": kind, "param": problem.more.get("param"), "code": problem.code}
    return {"error": {**told, "request_id": request_id}}


def _head(answering: Answering, kind: str) -> dict[str, Any]:
    return {"id": f"chatcmpl-{answering.account.request_id}", "object": kind, "created": int(time()), "model": MODEL}


async def _chunks(answering: Answering, text: Text, completion: Completion) -> AsyncIterator[ServerSentEvent]:
    """Yield the answer in chunks; in the last one are the annotations, whose places are those in the whole."""
    head = _head(answering, "chat.completion.chunk")

    def chunk(delta: dict[str, Any], finish: str | None = None) -> ServerSentEvent:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        return ServerSentEvent(json.dumps({**head, "choices": [choice]}), sep="\n")

    yield chunk({"role": "assistant", "content": ""})
    try:
        async with aclosing(answering.events()) as events:
            async for told in events:
                if isinstance(told, Said):
                    yield chunk({"content": text.say(told.statement)})
                elif isinstance(told, Done):
                    yield chunk({"content": text.end(told.outcome)})
    except Problem as problem:
        yield ServerSentEvent(json.dumps(_error(problem, answering.account.request_id)), sep="\n")
        return
    yield chunk({"annotations": text.annotations}, "stop")
    if completion.stream_options and completion.stream_options.include_usage:
        usage = text.usage(completion.asked().question)
        yield ServerSentEvent(json.dumps({**head, "choices": [], "usage": usage}), sep="\n")
    yield ServerSentEvent("[DONE]", sep="\n")
