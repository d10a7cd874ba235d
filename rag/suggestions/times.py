"""Questions after another time: what the figure was before or later, and when it happened."""

from __future__ import annotations

from collections.abc import Iterator

from rag.answer import Answer
from rag.asked_count import asked_count
from rag.conversation.antecedents import Antecedents
from rag.conversation.exchange import Exchange
from rag.conversation.parts import with_time
from rag.conversation.reasking import reasked
from rag.conversation.times import time_words
from rag.suggestions.suggestion import Suggestion
from rag.wanted import Wanted

_WHEN = {"nl": "Wanneer", "en": "When"}


def by_times(answer: Answer) -> Iterator[Suggestion]:
    """Yield the question as of the time of each other figure that was reported, the latest first."""
    if answer.timeline is None or answer.lead is None:
        return
    language, leads = answer.question.language, answer.lead.entry
    befell = bool(asked_count(answer.question).events)  # of which the toll of a day is what was known on it
    for entry in reversed(answer.timeline.entries):
        then = entry.as_of or (entry.known if befell else None)
        if then is None or entry.figure.value in (None, leads.figure.value) or then == (leads.as_of or leads.known):
            continue
        if told := time_words(then, language):
            text = with_time(Exchange(answer.question).standing, told)
            yield Suggestion(text, entry.citation.article.id, entry.citation.span, entry.figure.value)


def by_when(answer: Answer) -> Iterator[Suggestion]:
    """Yield when that happened of which a number was asked, as far as its words can be put so."""
    if answer.question.wanted is not Wanted.NUMBER or answer.question.asked is not None:
        return
    text = reasked(_WHEN[answer.question.language], Antecedents([Exchange(answer.question, answer)]))
    if text and ":" not in text:
        first = answer.statements[0].citations[0]
        yield Suggestion(text, first.article.id, first.span)
