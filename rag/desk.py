"""Desk.ask: a question in, a cited answer out, told as events so that every user interface can stream it."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from functools import partial
from time import monotonic

from index.archive import Archive, Hit
from index.encoder import Encoder
from index.errors import MeaningUnsearchable
from index.glossary import Glossary
from index.period import Period
from rag.answer import Answer, NothingFound, Statement
from rag.candidates import Candidate, candidates_in
from rag.citations import verbatim
from rag.conversation.exchange import Exchange
from rag.extract import extract
from rag.generate import Told, prompt_for, write
from rag.lead import Counted, counted
from rag.model import ChatModel, Message
from rag.question import Question, QuestionRefused
from rag.rectified import rectified
from rag.retrieve import CANDIDATES, HITS, retrieve
from rag.second_look import look_again, reordered
from rag.terms import Term, terms_of, unmentioned
from rag.timing import told_of
from rag.understanding import understood

_NEAREST_SHOWN = 3
_PULSE_S = 0.5


@dataclass(frozen=True, slots=True)
class Understood:
    """The question as it will be searched; `question.rewritten` tells from what, where it was a follow-up."""

    question: Question


@dataclass(frozen=True, slots=True)
class Found:
    """The passages that an answer is looked for in."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True)
class Writing:
    """A model is still writing: told about once a second, so that whoever waits sees it and may leave."""

    by: str


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of the answer; its quotations have been verified."""

    statement: Statement


@dataclass(frozen=True, slots=True)
class Done:
    """The whole outcome, the last event."""

    outcome: Answer | NothingFound


Event = Understood | Found | Writing | Said | Done


class Desk:
    """Answers questions from an archive.

    `reader` takes a second look at the likeliest sentences; without one the first look decides. `model` writes the
    answers; without one they are the articles' own sentences. `translate`: it also translates quotations that are in
    another language than the question.
    """

    def __init__(
        self,
        archive: Archive,
        glossary: Glossary,
        language: str = "nl",
        reader: Encoder | None = None,
        model: ChatModel | None = None,
        *,
        translate: bool = True,
    ) -> None:
        self._archive = archive
        self._glossary = glossary
        self._language = language
        self._reader = reader
        self._model = model
        self._translate = translate
        self._understood = partial(understood, archive, otherwise=language, model=model)

    @property
    def archive(self) -> Archive:
        """The archive that it answers from."""
        return self._archive

    @property
    def glossary(self) -> Glossary:
        """The words that it takes for one another."""
        return self._glossary

    def warm(self) -> None:
        """Load now what the first question would; raise EncoderMismatch, EncoderUnreachable or MirrorUnreadable.

        Vectors that cannot be searched are no reason to refuse: until they can be again, words are searched.
        """
        with suppress(MeaningUnsearchable):
            self._archive.warm()
        if self._reader is not None:
            self._reader.encode_question("warm")

    def ask(
        self,
        text: str,
        today: date | None = None,
        *,
        period: Period | None = None,
        as_of: date | None = None,
        outlets: Sequence[str] | None = None,
        history: Sequence[Exchange] = (),
        language: str = "",
    ) -> Iterator[Event]:
        """Yield Understood, Found, a Said for each statement, and Done; raise QuestionRefused or ArchiveError.

        While a model writes, Writing comes in between; closing the iterator stops the model. What goes wrong with it
        is told by the outcome.

        `today` is when it is asked; unless told, when the archive's latest article was published. `period` is the
        one asked about, set by a person, instead of the one that the question names; open at both ends it is any time.
        `as_of` puts the question to the archive as it stood at the end of that day, as if it were asked then. `outlets`
        are those that it is limited to, none of them for any; unless told, those that the question names. What
        needs the exchanges of `history`, oldest first, to be understood is made into a question that stands on its own,
        put to the archive of the same day and outlets as the one that it follows, unless told others.
        `language` is the one that a person set, `nl` or `en`, instead of that of the words. While meaning cannot be
        searched, as when a vector server does not answer, words are searched alone, and the outcome says so.
        """
        question = self._understood(
            text, today, period=period, as_of=as_of, outlets=outlets, history=history, language=language
        )
        yield Understood(question)
        hits, outcome = self._looked_up(question)
        yield Found(hits)
        if self._model is not None and isinstance(outcome, Answer):
            told = write(self._model, outcome, hits, self._glossary, translate=self._translate)
            outcome = yield from self._said(told, self._model.name)
        elif isinstance(outcome, Answer):
            yield from map(Said, outcome.statements)
        yield Done(outcome)

    def without_second_look(self) -> Desk:
        """Return a desk that answers from the same archive at the first look, and without a model."""
        return Desk(self._archive, self._glossary, self._language)

    def prompt(
        self,
        text: str,
        today: date | None = None,
        *,
        period: Period | None = None,
        as_of: date | None = None,
        context: int,
    ) -> list[Message]:
        """Return what a model is sent for a question; nothing where the archive does not say.

        `context` is how many tokens it takes. Takes and raises what `ask` does; no model need be there.
        """
        hits, outcome = self._looked_up(self._understood(text, today, period=period, as_of=as_of))
        return prompt_for(outcome, hits, context) if isinstance(outcome, Answer) else []

    def _looked_up(self, question: Question) -> tuple[tuple[Hit, ...], Answer | NothingFound]:
        """Return the hits, and the answer in the articles' own sentences."""
        terms = terms_of(question, self._glossary, self._archive.spread)
        unsearched = ""
        try:
            hits, candidates = self._found(self._archive, question, terms)
        except MeaningUnsearchable as why:
            unsearched = str(why)
            hits, candidates = self._found(self._archive.by_words(), question, terms)
        speaks = told_of(hits, question.asked)
        statements = list(verbatim(extract(question, terms, candidates))) if speaks else []
        if statements:
            told = self._counted(question, terms, hits, statements)
            return hits, Answer(question, told.statements, told.lead, told.timeline, unsearched)
        unfinished = self._archive.unfinished()
        untold, nearest = bool(hits) and not speaks, hits[:_NEAREST_SHOWN]
        unknown = unmentioned(terms, unfinished)
        return hits, NothingFound(question, nearest, unknown, unfinished, untold=untold, unsearched=unsearched)

    def talk(
        self,
        earlier: Sequence[str],
        today: date | None = None,
        *,
        as_of: date | None = None,
        outlets: Sequence[str] | None = None,
    ) -> tuple[Exchange, ...]:
        """Return questions asked as one conversation, answered without a model; what is no question is left out."""
        history: tuple[Exchange, ...] = ()
        for text in earlier:
            with suppress(QuestionRefused):
                question = self._understood(text, today, as_of=as_of, outlets=outlets, history=history)
                history = (*history, Exchange(question, self._looked_up(question)[1]))
        return history

    @staticmethod
    def _said(told: Told, by: str) -> Generator[Event, None, Answer]:
        """Yield what a model writes as events and return the outcome; closing this stops the model."""
        with closing(told):
            shown_s = monotonic()
            while True:
                try:
                    statement = next(told)
                except StopIteration as ended:
                    outcome: Answer = ended.value
                    return outcome
                if statement:
                    yield Said(statement)
                elif monotonic() - shown_s >= _PULSE_S:
                    shown_s = monotonic()
                    yield Writing(by)

    def _found(
        self, archive: Archive, question: Question, terms: Sequence[Term]
    ) -> tuple[tuple[Hit, ...], list[Candidate]]:
        """Return the hits in their final order, and the sentences in them that may answer."""
        if self._reader is None:
            hits = retrieve(archive, question, terms)
            return tuple(hits), candidates_in(question, terms, hits)
        hits = retrieve(archive, question, terms, CANDIDATES)
        read = look_again(question.text, candidates_in(question, terms, hits), self._reader)
        best, likely = reordered(question, hits, read, HITS)
        return tuple(best), likely

    def _counted(
        self, question: Question, terms: Sequence[Term], hits: Sequence[Hit], statements: Sequence[Statement]
    ) -> Counted:
        figures = self._archive.figures(hit.passage.id for hit in hits)
        asked = question.asked
        period = asked.period if asked and not asked.published else None
        told = counted(question, terms, hits, statements, figures, self._archive.article, period)
        return told if told.lead else Counted(tuple(verbatim(rectified(question, hits, statements))))
