"""A text of a request put to the Checker: run in its turn among the questions, counted and logged as they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from rag.check import Checked, Checker
from ui.api.asking import Account, Answering, started
from ui.api.service import Service


@dataclass(frozen=True, slots=True)
class CheckAsked:
    """What a request wants checked; `written` is when the text was written, `language` empty where its words tell."""

    text: str
    language: str = ""
    written: date | None = None
    as_of: date | None = None


def begin_check(service: Service, account: Account, asked: CheckAsked) -> Answering:
    """Begin a check; raise Problem where there is no room for it."""
    checker = Checker(service.archive, service.glossary, service.language)
    dates = {"written": asked.written, "as_of": asked.as_of}
    return started(service, account, asked.text, lambda: checker.check(asked.text, language=asked.language, **dates))


async def outcome_of(checking: Answering) -> Checked | None:
    """Return what came of a check; None where whoever asked has gone meanwhile. Raises Problem."""
    checked: Checked | None = None
    async for told in checking.events():
        if isinstance(told, Checked):
            checked = told
    return checked
