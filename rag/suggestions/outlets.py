"""The same question, put to another outlet that reports on it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rag.answer import Answer
from rag.suggestions.suggestion import Suggestion
from rag.wanted import Wanted

_ASKED = {"nl": "{question} volgens {outlet}?", "en": "{question} according to {outlet}?"}
_NAMES_A_SOURCE = re.compile(r"\b(?:volgens|aldus|according to)\b", re.IGNORECASE)
_MARKED = (Wanted.NUMBER, Wanted.TIME, Wanted.PLACE, Wanted.PERSON)  # of which an outlet may give another answer


def by_outlets(answer: Answer) -> Iterator[Suggestion]:
    """Yield the question for each outlet that the answer cites, but for those of its first statement.

    It fits where a part of what that outlet says is marked as the answer, in an article that the answer cites.
    """
    question = answer.question
    if question.wanted not in _MARKED or not question.text.endswith("?") or _NAMES_A_SOURCE.search(question.text):
        return
    known = {one.article.outlet for one in answer.statements[0].citations} | {""}
    articles = frozenset(one.article.id for one in answer.citations)
    for citation in answer.citations:
        outlet = citation.article.outlet
        if outlet not in known:
            known.add(outlet)
            text = _ASKED[question.language].format(question=question.text.rstrip("? "), outlet=outlet)
            yield Suggestion(text, lambda told: _marks_one_of(told, articles))


def _marks_one_of(answer: Answer, articles: frozenset[str]) -> bool:
    first = answer.statements[0]
    return first.highlight is not None and first.citations[0].article.id in articles
