"""Desk.ask: a question in, a cited answer out, told as events so that every user interface can stream it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.archive import Archive, Hit
from index.glossary import Glossary
from rag.answer import Answer, NothingFound, Statement
from rag.asked_period import asked_period
from rag.citations import verbatim
from rag.extract import extract
from rag.lead import Counted, counted
from rag.question import Question
from rag.retrieve import retrieve
from rag.terms import Term, terms_of

_NEAREST_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Understood:
    """The question as it will be searched."""

    question: Question


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that an answer is looked for in."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of the answer; its quotations have been verified."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class Done:
    """The whole outcome, the last event."""

    outcome: Answer | NothingFound


Event = Understood | Found | Said | Done


class Desk:
    """Answers questions from an archive."""

    def __init__(self, archive: Archive, glossary: Glossary, language: str = "nl") -> None:
        self._archive = archive
        self._glossary = glossary
        self._language = language

    def ask(self, text: str) -> Iterator[Event]:
        """Yield Understood, Found, a Said for each statement, and Done; raise QuestionRefused or ArchiveError."""
        question = Question.parse(text, self._language)
        yield Understood(question)
        terms = terms_of(question, self._glossary, self._archive.spread)
        hits = tuple(retrieve(self._archive, question, terms))
        yield Found(hits)
        statements = list(verbatim(extract(question, terms, hits)))
        if statements:
            told = self._counted(question, terms, hits, statements)
            yield from map(Said, told.statements)
            yield Done(Answer(question, told.statements, told.lead, told.timeline))
        else:
            unfinished = self._archive.unfinished()
            # While it is not indexed to the end, nobody knows what stands nowhere.
            unknown = () if unfinished else tuple(term.word for term in terms if term.is_name and not term.known)
            yield Done(NothingFound(question, hits[:_NEAREST_SHOWN], unknown, unfinished))

    def _counted(
        self, question: Question, terms: Sequence[Term], hits: Sequence[Hit], statements: Sequence[Statement]
    ) -> Counted:
        figures = self._archive.figures(hit.passage.id for hit in hits)
        latest = max((hit.passage.article.published for hit in hits), key=lambda period: period.end)
        asked = asked_period(question.text, question.language, latest, latest)
        period = asked.period if asked and not asked.published else None
        return counted(question, terms, hits, statements, figures, self._archive.article, period)
