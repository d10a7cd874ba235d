"""A question put to the Desk by a request: run in its turn, counted, logged, and its failures told as problems."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Generator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from time import perf_counter

from starlette.requests import Request

from index.archive import Hit
from index.errors import ArchiveError, ArticleUnknown
from index.period import Period
from rag.answer import Answer, NothingFound
from rag.check import Checked
from rag.checking.text import TextRefused
from rag.conversation.exchange import Exchange
from rag.desk import Desk, Done, Event, Found
from rag.question import QuestionRefused
from rag.suggestions.suggest import suggested
from ui.api.callers import Caller
from ui.api.problems import Problem
from ui.api.remembered import Exchanges
from ui.api.running import Ask, Run, Suggested, Told, TookTooLong
from ui.api.service import Service
from ui.api.turns import NoRoom, TooManyOpen

_log = logging.getLogger("knipsel.asking")
_SOON_S = 5.0  # when whoever found no room may come back


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks; `history` are the earlier questions as they stood, oldest first.

    `as_typed`: they are as a person typed them, each perhaps a follow-up of those before. `outlets` as in `Desk.ask`.
    `follow_ups`: after the answer, questions to ask next are looked for too.
    """

    question: str
    period: Period | None = None
    as_of: date | None = None
    history: tuple[str, ...] = ()
    as_typed: bool = False
    outlets: tuple[str, ...] | None = None
    follow_ups: bool = False


@dataclass(frozen=True, slots=True)
class Account:
    """Whom a request is from, its id, and what its line in the log will have besides the usual."""

    caller: Caller
    request_id: str
    logged: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answering:
    """One question, or one check, of one request, as its events come; `run` can be stopped.

    `follow_ups`: what may be asked next comes after the answer.
    """

    run: Run
    service: Service
    account: Account
    follow_ups: bool = False

    async def events(self) -> AsyncGenerator[Told]:
        """Yield the events; raise Problem."""
        became, began_s = "left", perf_counter()
        try:
            async for told in self.run:
                became = _became(told) or became
                yield told
        except Exception as failed:  # noqa: BLE001 - whatever it is, a stream ends with a problem
            problem = problem_of(failed, self.account)
            became = problem.code
            raise problem from None
        finally:
            self.account.logged["outcome"] = became
            self.service.metrics.questions.labels(became).inc()
            self.service.metrics.answer_seconds.observe(perf_counter() - began_s)

    async def outcome(self) -> Answer | NothingFound | None:
        """Return what came of it; None where whoever asked has gone meanwhile. Raises Problem."""
        outcome: Answer | NothingFound | None = None
        async for told in self.events():
            if isinstance(told, Done):
                outcome = told.outcome
        return outcome


def account_of(request: Request) -> Account:
    """Return the account of a request that was let in."""
    state = request.scope["state"]
    return Account(state["caller"], state["request_id"], state.setdefault("logged", {}))


def begin(service: Service, account: Account, asked: Asked) -> Answering:
    """Put a question to the Desk; raise Problem where there is no room for it."""
    begun = started(service, account, asked.question, lambda: _events(service.desk, service.exchanges, asked))
    return replace(begun, follow_ups=asked.follow_ups)


def started(service: Service, account: Account, words: str, ask: Ask) -> Answering:
    """Begin what takes its turn with the questions; `words` are those that were sent. Raises Problem as `begin`."""
    if service.tells_questions:
        account.logged["question"] = words
    try:
        run = service.running.start(ask, account.caller)
    except (TooManyOpen, NoRoom) as full:
        problem = problem_of(full, account)
        service.metrics.questions.labels(problem.code).inc()
        raise problem from None
    return Answering(run, service, account)


def problem_of(failed: Exception, account: Account) -> Problem:
    """Return what a failure is to whoever asked; what only the one who runs the server may know goes to the log."""
    match failed:
        case QuestionRefused():
            return Problem("question-refused", str(failed), reason=failed.reason)
        case TextRefused():
            return Problem("text-refused", str(failed), reason=failed.reason)
        case TookTooLong():
            return Problem("too-long", str(failed))
        case TooManyOpen():
            return Problem.later("too-many-streams", "wait for an answer to one of your questions, or stop it", _SOON_S)
        case NoRoom():
            return Problem.later("busy", f"too many questions wait already; ask again in {_SOON_S:g} seconds", _SOON_S)
        case ArticleUnknown():
            return Problem("article-unknown", "the archive has no article of that id, or not that revision")
        case ArchiveError():
            account.logged["error"] = str(failed)  # it names folders and servers
            return Problem("archive-unavailable", "the archive cannot be searched now; the server's log says why")
    _log.error("the desk failed on request %s", account.request_id, exc_info=failed)
    return Problem("failed", f"a fault of Knipsel's; its log has it under {account.request_id}")


def today() -> date:
    """Return the day on which a question is asked, where it is asked."""
    return date.today()


def _became(told: Told) -> str:
    """Return what an answer or a check has come to, as metrics and the log name it; empty before its last event."""
    match told:
        case Done(Answer()):
            return "answered"
        case Done():
            return "not-said"
        case Checked():
            return "checked"
    return ""


def _events(desk: Desk, exchanges: Exchanges, asked: Asked) -> Generator[Event | Suggested, None, None]:
    hits: tuple[Hit, ...] = ()
    as_of, outlets = asked.as_of, asked.outlets
    history = exchanges.of(asked.history, desk, today(), as_of, outlets, as_typed=asked.as_typed)
    for event in desk.ask(asked.question, today(), period=asked.period, as_of=as_of, outlets=outlets, history=history):
        if isinstance(event, Done):
            typed = (*asked.history, asked.question) if asked.as_typed else ()
            exchanges.keep(Exchange(event.outcome.question, event.outcome), typed, outlets)
        hits = event.hits if isinstance(event, Found) else hits
        yield event
        if isinstance(event, Done) and asked.follow_ups:
            yield Suggested(_suggestions(desk, event.outcome, hits, [one.question.text for one in history]))


def _suggestions(
    desk: Desk, outcome: Answer | NothingFound, hits: Sequence[Hit], asked: Sequence[str]
) -> tuple[str, ...]:
    """Return questions to ask next; none where they cannot be looked for: the answer is there all the same."""
    try:
        return suggested(desk, outcome, hits, asked)
    except ArchiveError as failed:
        _log.warning("nothing to ask next: %s", failed)
        return ()
