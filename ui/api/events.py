"""What the Desk and the Checker tell, as the events of docs/api.md: a name and its JSON."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from contextlib import aclosing
from time import perf_counter
from typing import Any

from rag.check import Checked, CheckEvent, Judged, Reading
from rag.conversation.exchange import Exchange
from rag.desk import Done, Event, Found, Said, Understood, Writing
from ui.api.asking import Answering
from ui.api.problems import Problem
from ui.api.running import Queued, Suggested
from ui.as_json import outcome_json, statement_json
from ui.understood import understood_json
from ui.verdict_json import check_json, verdict_json

Named = tuple[str, dict[str, Any]]


async def named_events(answering: Answering) -> AsyncGenerator[Named]:
    """Yield the events of an answer or a check with their names, `done` or `error` last.

    Where questions to ask next are looked for, the answer is told as `answered` before, and again in `done`.
    """
    began_s, number, request_id = perf_counter(), 0, answering.account.request_id
    answered, language = dict[str, Any](), ""
    try:
        async with aclosing(answering.events()) as events:
            async for told in events:
                number += isinstance(told, Said)
                language = told.question.language if isinstance(told, Understood) else language
                account = {"request_id": request_id, "seconds": round(perf_counter() - began_s, 3)}
                if isinstance(told, Suggested):
                    yield "done", answered | account | {"follow_ups": list(told.questions)}
                    continue
                name, data = _named(told, number, account, language)
                if name == "done" and answering.follow_ups:
                    name, answered = "answered", data
                yield name, data
    except Problem as problem:
        yield "error", problem.as_json(request_id)


def _named(told: Queued | Event | CheckEvent, number: int, account: dict[str, Any], language: str) -> Named:
    match told:
        case Queued(position):
            return "queued", {"position": position}
        case Understood(question):
            return "understood", understood_json(question)
        case Found(hits):
            return "found", {"passages": len(hits)}
        case Writing(by):
            return "writing", {"by": by}
        case Said(statement):
            return "said", {"number": number, **statement_json(statement, language)}
        case Done(outcome):
            standing = Exchange(outcome.question, outcome).standing
            return "done", {**account, "standing": standing, "outcome": outcome_json(outcome)}
        case Reading(text):
            return "reading", {"language": text.language, "sentences": len(text.sentences), "left_out": text.left_out}
        case Judged(verdict):
            return "judged", verdict_json(verdict)
        case Checked():
            return "done", {**account, "outcome": check_json(told)}
