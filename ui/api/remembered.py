"""Earlier questions with what came of them, so that a follow-up need not have them answered again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date
from threading import Lock

from rag.conversation.exchange import MOST_TURNS, Exchange
from rag.desk import Desk

_MOST = 500  # exchanges, of everybody together; the one used longest ago is forgotten first
_Key = tuple[str, date | None]


class Exchanges:
    """Exchanges by the question that they stand for and the day as of which it was asked, kept in this process only.

    Whoever asks the same of the same archive gets the same: nothing in them is anybody's own.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._kept: OrderedDict[_Key, Exchange] = OrderedDict()
        self._lock = Lock()

    def keep(self, exchange: Exchange) -> None:
        """Remember an exchange."""
        with self._lock:
            key = exchange.standing, exchange.question.as_of
            self._kept[key] = exchange
            self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def of(self, earlier: Sequence[str], desk: Desk, today: date, as_of: date | None) -> tuple[Exchange, ...]:
        """Return the exchanges of earlier questions, oldest first; what was forgotten is asked again."""
        history: tuple[Exchange, ...] = ()
        for standing in earlier[-MOST_TURNS:]:
            with self._lock:
                kept = self._kept.get((standing, as_of))
            history = (*history, kept) if kept else (*history, *desk.talk([standing], today, as_of=as_of))
        return history
