"""Earlier questions with what came of them, so that a follow-up need not have them answered again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date
from threading import Lock

from rag.conversation.exchange import MOST_TURNS, Exchange
from rag.desk import Desk

_MOST = 500  # exchanges, of everybody together; the one used longest ago is forgotten first
_Key = tuple[tuple[str, ...], date | None]


class Exchanges:
    """Exchanges by what led to them and the day as of which it was asked, kept in this process only.

    What led to one is its question as it stands on its own, or the questions of a conversation as they were typed.
    Whoever asks the same of the same archive gets the same: nothing in them is anybody's own.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._kept: OrderedDict[_Key, Exchange] = OrderedDict()
        self._lock = Lock()

    def keep(self, exchange: Exchange, typed: tuple[str, ...] = ()) -> None:
        """Remember an exchange, also as the last of a conversation that was `typed` like that."""
        with self._lock:
            for led in ((exchange.standing,), typed):
                if led:
                    self._kept[led, exchange.question.as_of] = exchange
                    self._kept.move_to_end((led, exchange.question.as_of))
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def of(
        self, earlier: Sequence[str], desk: Desk, today: date, as_of: date | None, *, as_typed: bool = False
    ) -> tuple[Exchange, ...]:
        """Return the exchanges of earlier questions, oldest first; what was forgotten is asked again.

        `as_typed`: each may be a follow-up of those before; otherwise they stand on their own.
        """
        latest = tuple(earlier[-MOST_TURNS:])
        if not as_typed:
            return tuple(one for text in latest for one in self._standing(text, desk, today, as_of))
        kept = [self._of(tuple(earlier[:to]), as_of) for to in range(len(earlier) - len(latest) + 1, len(earlier) + 1)]
        known = tuple(one for one in kept if one is not None)
        return known if len(known) == len(kept) else desk.talk(latest, today, as_of=as_of)

    def _standing(self, text: str, desk: Desk, today: date, as_of: date | None) -> tuple[Exchange, ...]:
        kept = self._of((text,), as_of)
        return (kept,) if kept else desk.talk([text], today, as_of=as_of)

    def _of(self, led: tuple[str, ...], as_of: date | None) -> Exchange | None:
        with self._lock:
            return self._kept.get((led, as_of))
