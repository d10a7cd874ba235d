"""A question put to the Desk by a request: run in its turn, counted, logged, and its failures told as problems."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Generator
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from starlette.requests import Request

from index.errors import ArchiveError, ArticleUnknown
from index.period import Period
from rag.answer import Answer
from rag.conversation.exchange import Exchange
from rag.desk import Desk, Done, Event
from rag.question import QuestionRefused
from ui.api.problems import Problem
from ui.api.remembered import Exchanges
from ui.api.running import Run, Told, TookTooLong
from ui.api.service import Service
from ui.api.turns import NoRoom, TooManyOpen

_log = logging.getLogger("knipsel.asking")
_SOON_S = 5.0  # when whoever found no room may come back


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks; `history` are the earlier questions as they stood, oldest first."""

    question: str
    period: Period | None = None
    as_of: date | None = None
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asking:
    """One question of one request, as its events come; `run` can be stopped."""

    run: Run
    service: Service
    request: Request

    async def events(self) -> AsyncGenerator[Told]:
        """Yield the events; raise Problem."""
        became, began_s = "left", perf_counter()
        try:
            async for told in self.run:
                if isinstance(told, Done):
                    became = "answered" if isinstance(told.outcome, Answer) else "not-said"
                yield told
        except Exception as failed:  # noqa: BLE001 - whatever it is, a stream ends with a problem
            problem = problem_of(failed, self.request)
            became = problem.code
            raise problem from None
        finally:
            _logged(self.request)["outcome"] = became
            self.service.metrics.questions.labels(became).inc()
            self.service.metrics.answer_seconds.observe(perf_counter() - began_s)

    async def outcome(self) -> Done | None:
        """Return the last event; None where whoever asked has gone meanwhile. Raises Problem."""
        done: Done | None = None
        async for told in self.events():
            if isinstance(told, Done):
                done = told
        return done


def begin(service: Service, request: Request, asked: Asked) -> Asking:
    """Put a question to the Desk; raise Problem where there is no room for it."""
    if service.tells_questions:
        _logged(request)["question"] = asked.question
    try:
        run = service.running.start(lambda: _asked_of(service.desk, service.exchanges, asked), request.state.caller)
    except (TooManyOpen, NoRoom) as full:
        problem = problem_of(full, request)
        service.metrics.questions.labels(problem.code).inc()
        raise problem from None
    return Asking(run, service, request)


def problem_of(failed: Exception, request: Request) -> Problem:
    """Return what a failure is to whoever asked; what only the one who runs the server may know goes to the log."""
    match failed:
        case QuestionRefused():
            return Problem("question-refused", str(failed), reason=failed.reason)
        case TookTooLong():
            return Problem("too-long", str(failed))
        case TooManyOpen():
            return Problem.later("too-many-streams", "wait for an answer to one of your questions, or stop it", _SOON_S)
        case NoRoom():
            return Problem.later("busy", f"too many questions wait already; ask again in {_SOON_S:g} seconds", _SOON_S)
        case ArticleUnknown():
            return Problem("article-unknown", "the archive has no article of that id, or not that revision")
        case ArchiveError():
            _logged(request)["error"] = str(failed)  # it names folders and servers
            return Problem("archive-unavailable", "the archive cannot be searched now; the server's log says why")
    request_id = request.state.request_id
    _log.error("the desk failed on request %s", request_id, exc_info=failed)
    return Problem("failed", f"a fault of Knipsel's; its log has it under {request_id}")


def today() -> date:
    """Return the day on which a question is asked, where it is asked."""
    return date.today()


def _asked_of(desk: Desk, exchanges: Exchanges, asked: Asked) -> Generator[Event, None, None]:
    history = exchanges.of(asked.history, desk, today(), asked.as_of)
    for event in desk.ask(asked.question, today(), period=asked.period, as_of=asked.as_of, history=history):
        if isinstance(event, Done):
            exchanges.keep(Exchange(event.outcome.question, event.outcome))
        yield event


def _logged(request: Request) -> dict[str, object]:
    """Return what the request's line in the log will have besides the usual."""
    logged: dict[str, object] = request.scope["state"].setdefault("logged", {})
    return logged
