"""Desk.ask: a question in, a cited answer out, told as events so that every user interface can stream it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from index.archive import Archive, Hit
from index.encoder import Encoder
from index.glossary import Glossary
from index.period import Period
from rag.answer import Answer, NothingFound, Statement
from rag.candidates import Candidate, candidates_in
from rag.citations import verbatim
from rag.extract import extract
from rag.lead import Counted, counted
from rag.question import Question
from rag.retrieve import CANDIDATES, HITS, retrieve
from rag.second_look import look_again, reordered
from rag.terms import Term, terms_of
from rag.timing import told_of

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
    """Answers questions from an archive.

    `reader` takes a second look at the likeliest sentences; without one the first look decides.
    """

    def __init__(
        self, archive: Archive, glossary: Glossary, language: str = "nl", reader: Encoder | None = None
    ) -> None:
        self._archive = archive
        self._glossary = glossary
        self._language = language
        self._reader = reader

    def warm(self) -> None:
        """Load now what the first question would; raise EncoderMismatch, EncoderUnreachable or MirrorUnreadable."""
        self._archive.warm()
        if self._reader is not None:
            self._reader.encode_question("warm")

    def ask(
        self, text: str, today: date | None = None, *, period: Period | None = None, as_of: date | None = None
    ) -> Iterator[Event]:
        """Yield Understood, Found, a Said for each statement, and Done; raise QuestionRefused or ArchiveError.

        `today` is when it is asked; unless told, when the archive's latest article was published. `period` is the
        one asked about, set by a person, instead of the one that the question names; open at both ends it is any time.
        `as_of` puts the question to the archive as it stood at the end of that day, as if it were asked then.
        """
        latest = self._archive.latest(as_of or date.max)
        if as_of and today:
            today = min(today, as_of)
        question = Question.parse(text, self._language, today, latest, period=period, as_of=as_of)
        yield Understood(question)
        terms = terms_of(question, self._glossary, self._archive.spread)
        hits, candidates = self._found(question, terms)
        yield Found(hits)
        speaks = told_of(hits, question.asked)
        statements = list(verbatim(extract(question, terms, candidates))) if speaks else []
        if statements:
            told = self._counted(question, terms, hits, statements)
            yield from map(Said, told.statements)
            yield Done(Answer(question, told.statements, told.lead, told.timeline))
        else:
            unfinished = self._archive.unfinished()
            # While it is not indexed to the end, nobody knows what stands nowhere.
            unknown = () if unfinished else tuple(term.word for term in terms if term.is_name and not term.known)
            untold = bool(hits) and not speaks
            yield Done(NothingFound(question, hits[:_NEAREST_SHOWN], unknown, unfinished, untold=untold))

    def _found(self, question: Question, terms: Sequence[Term]) -> tuple[tuple[Hit, ...], list[Candidate]]:
        """Return the hits in their final order, and the sentences in them that may answer."""
        if self._reader is None:
            hits = retrieve(self._archive, question, terms)
            return tuple(hits), candidates_in(question, terms, hits)
        hits = retrieve(self._archive, question, terms, CANDIDATES)
        read = look_again(question.text, candidates_in(question, terms, hits), self._reader)
        best, likely = reordered(question, hits, read, HITS)
        return tuple(best), likely

    def _counted(
        self, question: Question, terms: Sequence[Term], hits: Sequence[Hit], statements: Sequence[Statement]
    ) -> Counted:
        figures = self._archive.figures(hit.passage.id for hit in hits)
        asked = question.asked
        period = asked.period if asked and not asked.published else None
        return counted(question, terms, hits, statements, figures, self._archive.article, period)
