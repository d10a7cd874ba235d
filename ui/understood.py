"""What a question was understood to ask, in words and for machines: a period is never applied in silence."""

from __future__ import annotations

from typing import Any

from index.period import Period
from rag.answer import NothingFound
from rag.asked_outlets import AskedOutlets
from rag.asked_period import AskedPeriod
from rag.question import Question, Rewriting
from ui.phrases import say


def period_told(asked: AskedPeriod | None, language: str) -> str:
    """Return the period asked about: `until 30 November 2023`; any time where none is."""
    if asked is None or not asked.bounds:
        return say("any_time", language)
    told = asked.period.describe(language)
    return say("published", language, period=told) if asked.published else told


def reason_of(asked: AskedPeriod | None, language: str) -> str:
    """Return why it is that period, where a person might wonder; else nothing."""
    if asked is None:
        return ""
    return say("assumed", language) if asked.assumed else say("by_hand", language) if asked.by_hand else ""


def as_of_told(question: Question) -> str:
    """Return as of when the archive was asked; nothing where it was asked as it stands."""
    if question.as_of is None:
        return ""
    return say(
        "archive_as_of", question.language, day=Period(question.as_of, question.as_of).describe(question.language)
    )


def outlets_told(outlets: AskedOutlets | None, language: str) -> str:
    """Return the outlets that are searched: `De Een, De Twee`; any outlet where the question is not limited to some."""
    return ", ".join(outlets.names) if outlets and outlets.names else say("any_outlet", language)


def rewritten_told(question: Question) -> str:
    """Return the question that a follow-up was understood as; nothing where it was asked as it was typed."""
    return say("understood_as", question.language, question=question.text) if question.rewritten else ""


def remarks_on(nothing: NothingFound) -> list[str]:
    """Return what of the period, and of what was searched, who is told that the archive does not say should know."""
    question, asked = nothing.question, nothing.question.asked
    remarks = []
    printed = period_told(asked, question.language) if asked and asked.published and asked.bounds else ""
    limited = question.outlets is not None and question.outlets.names
    of = say("of_outlets", question.language, outlets=outlets_told(question.outlets, question.language))
    if only := "; ".join(part for part in (printed, as_of_told(question), of if limited else "") if part):
        remarks.append(say("only_searched", question.language, only=only))
    if nothing.untold:
        remarks.append(say("untold", question.language, period=period_told(asked, question.language)))
    return remarks


def understood_json(question: Question) -> dict[str, Any]:
    """Return how a question is searched; `period` is null where none is asked about, its open ends are null too.

    `rewritten` is null unless it was a follow-up: what was typed, which question that followed, and who rewrote it.
    """
    return {
        "question": question.text,
        "rewritten": _rewritten(question.rewritten) if question.rewritten else None,
        "language": question.language,
        "wanted": question.wanted.value,
        "period": _period(question, question.asked) if question.asked else None,
        "as_of": question.as_of.isoformat() if question.as_of else None,
        "outlets": _outlets(question, question.outlets) if question.outlets and question.outlets.names else None,
    }


def ends_of(asked: AskedPeriod | None) -> tuple[str, str]:
    """Return the first and the last day as ISO text, empty where that end is open."""
    if asked is None:
        return "", ""
    period = asked.period
    return "" if period.open_start else str(period.start), "" if period.open_end else str(period.end)


def _rewritten(rewriting: Rewriting) -> dict[str, str]:
    return {"typed": rewriting.typed, "after": rewriting.after, "by": rewriting.by}


def _outlets(question: Question, outlets: AskedOutlets) -> dict[str, Any]:
    return {
        "names": list(outlets.names),
        "words": outlets.span.of(question.text) if outlets.span else None,
        "by_hand": outlets.by_hand,
    }


def _period(question: Question, asked: AskedPeriod) -> dict[str, Any]:
    first, last = ends_of(asked)
    return {
        "from": first or None,
        "to": last or None,
        "told": period_told(asked, question.language),
        "words": asked.span.of(question.text) if asked.span else None,
        "assumed": asked.assumed,
        "published": asked.published,
        "by_hand": asked.by_hand,
    }
