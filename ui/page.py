"""What the page may ask of the server: an answer, to stop it, conversations, an article, an answer to take away.

And what stands under an answer: the articles found, the outlets to choose from, whether it was right.
"""

from __future__ import annotations

import logging
import sqlite3
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import count

from index.errors import ArchiveError
from rag.desk import Desk
from ui.answering import Answers
from ui.asking import Asking
from ui.conversing import converse
from ui.coverage import KeptCoverage
from ui.feedback import KeptFeedback
from ui.finding import found_by, turn_asked_for
from ui.kept.conversations import ConversationStore
from ui.kept.sharing import exported, shared
from ui.people.person import Person
from ui.phrases import say
from ui.reading import read
from ui.talks import Talks
from ui.turn import Turn
from ui.turn_html import conversation_html, evidence_html

Shown = dict[str, str]
_SERIAL = count(1)
_log = logging.getLogger("knipsel.page")
_MOST_TABS = 2_000


class Page:
    """Answers what pages of people send, which is hostile until it is read.

    `person` is whose page it is, `tab` which of theirs: what one shows may change while an answer comes in.
    """

    def __init__(self, desk: Desk, today: Callable[[], date] = date.today, answers: Answers | None = None) -> None:
        self._desk = desk
        self._today = today
        self._coverage = KeptCoverage(desk.archive)
        self._shows: OrderedDict[tuple[str, str], str] = OrderedDict()
        self.talks = Talks(ConversationStore(desk.archive.folder), desk.archive, answers)
        self._feedback = KeptFeedback(desk.archive)

    def ask(self, person: Person, sent: object, tab: str = "") -> Iterator[Shown | None]:
        """Yield the conversation while the answer to a question comes in.

        It goes on when nobody looks any more. Where the tab has gone on to another conversation, None comes last: what
        is yielded last is what Gradio leaves on the page.
        """
        asking = Asking.of(sent)
        self._turn_to(person, tab, asking.page)
        self.talks.stop(person, asking.page)
        before = self.talks.of(person, asking.page, asking.language, to_follow=True)
        try:
            asked = asking.asked(before)
        except ValueError:
            yield shown(_with_problem(before, asking), asking)
            return
        before = asking.kept(before)
        turns = converse(self._desk, asked, before, asking.language, self._today(), self._coverage.now())
        answering = self.talks.begin(person, asking.page, turns, asking.language)
        last: Turn | None = None
        for last in answering.follow(lambda: self._shows.get((person.id, tab)) == asking.page):
            yield shown((*before, last), asking)
        if last is None or last.state == "working":
            yield None

    def stop(self, person: Person, sent: object) -> Shown:
        """End the answer that is coming in, and keep what has come."""
        asking = Asking.of(sent)
        self.talks.stop(person, asking.page)
        return shown(self.talks.of(person, asking.page, asking.language), asking)

    def restore(self, person: Person, sent: object, tab: str = "") -> Shown:
        """Return the conversation that a tab turns to, or a page that was loaded anew goes on with."""
        asking = Asking.of(sent)
        self._turn_to(person, tab, asking.page)
        return shown(self.talks.of(person, asking.page, asking.language), asking)

    def exported(self, person: Person, sent: object) -> str:
        """Return an answer in another form, or ready to be printed; empty where there is none."""
        return exported(sent, self._turns(person, sent))

    def shared(self, person: Person, sent: object) -> str:
        """Keep an answer as it is and return the id that its link has; empty where there is none."""
        return shared(sent, self._turns(person, sent), self._desk.archive, person)

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
        asking = Asking.of(sent)
        return self.talks.of(person, asking.page, asking.language, to_follow=True)

    def _turn_to(self, person: Person, tab: str, conversation: str) -> None:
        self._shows[person.id, tab] = conversation
        self._shows.move_to_end((person.id, tab))
        if len(self._shows) > _MOST_TABS:
            self._shows.popitem(last=False)


def shown(turns: tuple[Turn, ...], asking: Asking) -> Shown:
    """Return what the page is filled with: which conversation, and what there is of it.

    The serial number tells it that there is news, though all looks the same.
    """
    filled = {"turns": conversation_html(turns, asking.language), "evidence": evidence_html(turns)}
    return {**filled, "page": asking.page, "serial": str(next(_SERIAL))}


def _with_problem(turns: tuple[Turn, ...], asking: Asking) -> tuple[Turn, ...]:
    """Return the turns, the one that was to be corrected with what was wrong about the dates."""

    def told(turn: Turn) -> Turn:
        language = turn.question.language if turn.question else asking.language
        return replace(turn, problem=say("bad_period", language)) if turn.number == asking.of_turn else turn

    return tuple(map(told, turns))
