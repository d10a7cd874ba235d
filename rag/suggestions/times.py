"""The same question as of another time, where its figure changed."""

from __future__ import annotations

from collections.abc import Iterator

from rag.answer import Answer
from rag.asked_count import asked_count
from rag.conversation.exchange import Exchange
from rag.conversation.parts import with_time
from rag.conversation.times import time_words
from rag.suggestions.suggestion import Suggestion


def by_times(answer: Answer) -> Iterator[Suggestion]:
    """Yield the question as of the time of each other figure that was reported, the latest first.

    It fits where that figure leads the answer. Of what befell people the toll of a day is what was known on it; any
    other figure must say itself of when it is.
    """
    if answer.timeline is None or answer.lead is None:
        return
    leads, befell = answer.lead.entry, bool(asked_count(answer.question).events)
    for entry in reversed(answer.timeline.entries):
        then, value = entry.as_of or (entry.known if befell else None), entry.figure.value
        if answer.timeline.fate_of(entry) == "corrected":
            continue  # it never was that many
        if then is None or value in (None, leads.figure.value) or then == (leads.as_of or leads.known):
            continue
        if told := time_words(then, answer.question.language):
            yield _of(value, with_time(Exchange(answer.question).standing, told))


def _of(value: float | None, text: str) -> Suggestion:
    return Suggestion(text, lambda answer: answer.lead is not None and answer.lead.entry.figure.value == value)
