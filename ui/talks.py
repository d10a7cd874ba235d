"""What the chat remembers of each open page, so that the next question may follow the last one."""

from __future__ import annotations

import re
from collections import OrderedDict
from threading import Lock

from index.period import Period
from rag.question import Question
from ui.people.person import Person
from ui.turn import Turn
from ui.understood import ends_of

_MOST = 200  # pages; the one asked from longest ago is forgotten first
_MOST_TURNS = 20  # of a page
_NAME = re.compile(r"[0-9a-f]{32}")


class Talks:
    """The turns of each page's conversation, kept in this process only: whose page it is, and the name that it made.

    The name is 128 random bits that the browser keeps for as long as the tab is open, so that a page loaded anew goes
    on; to anybody else than its person it says nothing. Not a `gr.State`: for that a page holds a connection open for
    as long as it is, and a browser has six a host.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._kept: OrderedDict[tuple[str, str], tuple[Turn, ...]] = OrderedDict()
        self._lock = Lock()

    def of(self, person: Person, page: str) -> tuple[Turn, ...]:
        """Return the last 20 turns of a person's page of that name, oldest first."""
        with self._lock:
            return self._kept.get((person.id, page), ())

    def keep(self, person: Person, page: str, turns: tuple[Turn, ...]) -> None:
        """Remember the turns of a page; what is no name of a page is not remembered."""
        if not _NAME.fullmatch(page):
            return
        with self._lock:
            self._kept[person.id, page] = turns[-_MOST_TURNS:]
            self._kept.move_to_end((person.id, page))
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def advance(self, person: Person, page: str, turn: Turn) -> bool:
        """Put a turn in the place of the last one, which it carries on; false where that was stopped.

        Of a page that is not remembered nothing is kept.
        """
        with self._lock:
            turns = self._kept.get((person.id, page), ())
            if not turns:
                return True
            if turns[-1].number != turn.number or turns[-1].state != "working":
                return False
            self._kept[person.id, page] = (*turns[:-1], turn)
            return True


def period_set(first: str, last: str, before: Question | None) -> Period | None:
    """Return the period that a person set beside a question; None where they left the dates as they were understood.

    Then the words say when. `before` is the question as it was understood. Raises ValueError for what is no date.
    """
    first, last = first.strip(), last.strip()
    asked = before.asked if before else None
    if (first, last) == ends_of(asked):
        return asked.period if asked and asked.by_hand else None
    return Period.between(first, last)
