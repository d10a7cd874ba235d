"""What the page may ask of the server: to answer, to stop, to show a conversation again, to read an article.

And what stands under an answer: the articles found, the outlets to choose from, whether it was right.
"""

from __future__ import annotations

import logging
import sqlite3
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
from ui.feedback import KeptFeedback
from ui.finding import found_by, turn_asked_for
from ui.people.person import Person
from ui.phrases import say
from ui.reading import read
from ui.talks import Talks
from ui.turn import Turn
from ui.turn_html import conversation_html, evidence_html

Shown = dict[str, str]
_SERIAL = count(1)
_log = logging.getLogger("knipsel.page")


class Page:
    """Answers what pages send, which is hostile until it is read; each page has its own conversation."""

    def __init__(self, desk: Desk, today: Callable[[], date] = date.today) -> None:
        self._desk = desk
        self._today = today
        self._talks = Talks()
        self._coverage = KeptCoverage(desk.archive)
        self._feedback = KeptFeedback(desk.archive)

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

    def article(self, person: Person, sent: object) -> str:
        """Return the article that is to be read, as HTML; empty where there is none."""
        try:
            return read(self._desk.archive, sent)
        except (ArchiveError, ValueError):
            return ""

    def found(self, person: Person, sent: object) -> str:
        """Return the articles that the question of a turn found, as HTML; empty where there is no such turn."""
        turn = turn_asked_for(sent, self._turns(person, sent))
        try:
            return found_by(self._desk, turn) if turn else ""
        except ArchiveError:
            return ""

    def outlets(self, _: Person) -> list[str]:
        """Return the names of the outlets that a question may be limited to."""
        try:
            return list(self._desk.archive.outlets())
        except ArchiveError:
            return []

    def feedback(self, person: Person, sent: object) -> str | None:
        """Keep whether an answer was right, or take it back; return which button is pressed then, None on failure."""
        try:
            return self._feedback.keep(person, self._turns(person, sent), sent, self._today())
        except (ValueError, ArchiveError):
            return None
        except (OSError, sqlite3.Error) as failed:
            _log.warning("what was said of an answer could not be kept: %s", failed)
            return None

    def feedback_given(self, person: Person, sent: object) -> dict[str, str]:
        """Return which buttons a person has pressed under the answers of a page, by the numbers of its turns."""
        try:
            return dict(self._feedback.pressed(person, self._turns(person, sent)))
        except (OSError, sqlite3.Error) as failed:
            _log.warning("what was said of answers could not be read: %s", failed)
            return {}

    def _turns(self, person: Person, sent: object) -> tuple[Turn, ...]:
        return self._talks.of(person, Asking.of(sent).page)


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
