"""What the page may ask of the server: an answer, to stop it, a conversation again, an article, an answer to take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import count

from index.errors import ArchiveError
from rag.desk import Desk
from ui.asking import Asking
from ui.conversing import converse, stopped
from ui.coverage import KeptCoverage
from ui.kept.answers import KeptAnswers
from ui.kept.sharing import exported, shared
from ui.people.person import Person
from ui.phrases import say
from ui.reading import read
from ui.talks import Talks
from ui.turn import Turn
from ui.turn_html import conversation_html, evidence_html

Shown = dict[str, str]
_SERIAL = count(1)


class Page:
    """Answers what pages send, which is hostile until it is read; each page has its own conversation."""

    def __init__(self, desk: Desk, today: Callable[[], date] = date.today) -> None:
        self._desk = desk
        self._today = today
        self._talks = Talks()
        self._kept = KeptAnswers(desk.archive.folder)
        self._coverage = KeptCoverage(desk.archive)

    def ask(self, person: Person, sent: object) -> Iterator[Shown]:
        """Yield the conversation while the answer to a question comes in; closing this stops it."""
        asking = Asking.of(sent)
        before = self._talks.of(person, asking.page)
        try:
            asked = asking.asked(before)
        except ValueError:
            yield shown(_with_problem(before, asking), asking.language)
            return
        before = asking.kept(before)
        with closing(
            converse(self._desk, asked, before, asking.language, self._today(), self._coverage.now())
        ) as turns:
            for at, turn in enumerate(turns):
                if at == 0:
                    self._talks.keep(person, asking.page, (*before, turn))
                elif not self._talks.advance(person, asking.page, turn):
                    # It was stopped, and what is yielded last is what Gradio leaves on the page.
                    yield self.restore(person, sent)
                    return
                yield shown((*before, turn), asking.language)

    def stop(self, person: Person, sent: object) -> Shown:
        """End the answer that is coming in, and keep what has come."""
        asking = Asking.of(sent)
        turns = self._talks.of(person, asking.page)
        if turns:
            turns = (*turns[:-1], stopped(turns[-1], asking.language))
            self._talks.keep(person, asking.page, turns)
        return shown(turns, asking.language)

    def restore(self, person: Person, sent: object) -> Shown:
        """Return the conversation of a page that was loaded anew."""
        asking = Asking.of(sent)
        return shown(self._talks.of(person, asking.page), asking.language)

    def exported(self, person: Person, sent: object) -> str:
        """Return an answer in another form, or ready to be printed; empty where there is none."""
        return exported(sent, self._talks.of(person, Asking.of(sent).page))

    def shared(self, person: Person, sent: object) -> str:
        """Keep an answer as it is and return the id that its link has; empty where there is none."""
        return shared(sent, self._talks.of(person, Asking.of(sent).page), self._kept, person)

    def article(self, person: Person, sent: object) -> str:
        """Return the article that is to be read, as HTML; empty where there is none."""
        try:
            return read(self._desk.archive, sent)
        except (ArchiveError, ValueError):
            return ""


def shown(turns: tuple[Turn, ...], language: str) -> Shown:
    """Return what the page is filled with; the serial number tells it that there is news, though all looks the same."""
    filled = {"turns": conversation_html(turns, language), "evidence": evidence_html(turns)}
    return {**filled, "serial": str(next(_SERIAL))}


def _with_problem(turns: tuple[Turn, ...], asking: Asking) -> tuple[Turn, ...]:
    """Return the turns, the one that was to be corrected with what was wrong about the dates."""

    def told(turn: Turn) -> Turn:
        language = turn.question.language if turn.question else asking.language
        return replace(turn, problem=say("bad_period", language)) if turn.number == asking.of_turn else turn

    return tuple(map(told, turns))
