"""The conversations of everybody, as pages show them: what is kept of each, and the answer that is coming in."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Generator
from dataclasses import replace
from typing import TypeVar

from index.archive import Archive
from index.errors import ArchiveError, ArticleUnknown
from index.period import Period
from rag.question import Question
from ui.answering import Answering, Answers
from ui.conversing import stopped
from ui.kept.conversations import ConversationStore, Listed
from ui.kept.conversations_file import ConversationsUnusable
from ui.next_html import without_next
from ui.people.person import Person
from ui.phrases import say
from ui.render import notice_html
from ui.turn import Turn
from ui.understood import ends_of

_log = logging.getLogger("knipsel.conversations")
_NAME = re.compile(r"[0-9a-f]{32}")
_T = TypeVar("_T")


class Talks:
    """Conversations by whose they are and by the name that a page made for each; to anybody else it says nothing.

    A name is 128 random bits. A file that cannot be used is named in the log, and questions are answered all the same.
    """

    def __init__(self, store: ConversationStore, archive: Archive, answers: Answers | None = None) -> None:
        self._store = store
        self._archive = archive
        self._answers = answers or Answers()

    def of(self, person: Person, name: str, language: str, *, to_follow: bool = False) -> tuple[Turn, ...]:
        """Return the turns of a conversation, oldest first, the last one as far as it has come.

        `to_follow`: with what a next question may need of them. `language` is that of the page.
        """
        article = self._archive.article if to_follow else None
        kept: tuple[Turn, ...] = ()
        if _keeps(person, name):
            kept = self._tried(lambda: self._store.turns(person.id, name, article), kept)
        turns = tuple(_as_shown(turn, language) for turn in kept)
        if answering := self._answers.of((person.id, name)):
            turn = answering.turn
            return (*(one for one in turns if one.number < turn.number), turn)
        return turns

    def begin(self, person: Person, name: str, turns: Generator[Turn, None, None], language: str) -> Answering:
        """Have an answer come in as the next turn of a conversation, and keep it."""
        keeps = _keeps(person, name)

        def settled(turn: Turn) -> Turn:
            return self._settled(person, name, turn, language) if keeps else turn

        answering = self._answers.begin((person.id, name), turns, language, settled)
        if keeps:
            self._tried(lambda: self._store.begin(person.id, name, answering.turn), None)
        self._answers.start(answering, turns, person.id)
        return answering

    def stop(self, person: Person, name: str) -> None:
        """End the answer that is coming in, if any, and keep what has come."""
        if answering := self._answers.of((person.id, name)):
            answering.stop()

    def listed(self, person: Person, search: str = "") -> list[Listed] | None:
        """Return a person's conversations, the last used first; None where what is kept cannot be read."""
        return self._tried(lambda: self._store.listed(person.id, search), None)

    def rename(self, person: Person, name: str, title: str) -> bool:
        """Give a conversation a title; false where there is none of that name."""
        return self._tried(lambda: self._store.rename(person.id, name, title), False)

    def delete(self, person: Person, name: str) -> bool:
        """Delete a conversation, and stop its answer; false where there is none of that name."""
        deleted = self._tried(lambda: self._store.delete(person.id, name), False)
        self.stop(person, name)
        return deleted

    def _settled(self, person: Person, name: str, turn: Turn, language: str) -> Turn:
        """Keep a turn that has ended; return it as it is shown.

        An article may have been forgotten while the answer came in. Whoever forgets takes it from the archive first
        and from here last, and this is looked at after it was kept: one of the two sees what the other did.
        """
        self._tried(lambda: self._store.end(person.id, name, turn), False)
        gone = [one for one in dict.fromkeys((*turn.cited, *turn.drawn)) if not self._is_there(one)]
        if not gone:
            return turn
        self._tried(lambda: self._store.forget(gone, ()), None)
        if set(gone).isdisjoint(turn.cited):
            return replace(turn, reply=without_next(turn.reply))
        return _as_shown(
            replace(turn, state="removed", evidence="", question=None, exchange=None, clipping=None), language
        )

    def _is_there(self, article_id: str) -> bool:
        try:
            self._archive.article(article_id)
        except ArticleUnknown:
            return False
        except ArchiveError:
            return True  # what cannot be read now is there for all that is known
        return True

    def _tried(self, use: Callable[[], _T], otherwise: _T) -> _T:
        try:
            return use()
        except ConversationsUnusable as unusable:
            _log.error("%s", unusable)
            return otherwise


def _keeps(person: Person, name: str) -> bool:
    """Tell whether a conversation is kept: its person can come back for it, and the page named it as it names them."""
    return person.stays and _NAME.fullmatch(name) is not None


def _as_shown(turn: Turn, language: str) -> Turn:
    """Return a turn that was kept as it is shown: what was coming in when the server ended came to nothing."""
    if turn.state == "removed":
        language = turn.question.language if turn.question else language
        return replace(turn, reply=notice_html(say("article_removed", language)))
    return stopped(turn, language, by_fault=True)


def period_set(first: str, last: str, before: Question | None) -> Period | None:
    """Return the period that a person set beside a question; None where they left the dates as they were understood.

    Then the words say when. `before` is the question as it was understood. Raises ValueError for what is no date.
    """
    first, last = first.strip(), last.strip()
    asked = before.asked if before else None
    if (first, last) == ends_of(asked):
        return asked.period if asked and asked.by_hand else None
    return Period.between(first, last)
