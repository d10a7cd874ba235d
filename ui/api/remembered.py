"""Earlier questions with what came of them, so that a follow-up need not have them answered again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date
from threading import Lock

from rag.conversation.exchange import MOST_TURNS, Exchange
from rag.desk import Desk

_MOST = 500  # exchanges, of everybody together; the one used longest ago is forgotten first
_Outlets = tuple[str, ...] | None
_Key = tuple[tuple[str, ...], date | None, _Outlets]


class Exchanges:
    """Exchanges by what led to them, the day as of which and the outlets of which it was asked, in this process only.

    What led to one is its question as it stands on its own, or the questions of a conversation as they were typed.
    Whoever asks the same of the same archive gets the same: nothing in them is anybody's own.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._kept: OrderedDict[_Key, Exchange] = OrderedDict()
        self._lock = Lock()

    def keep(self, exchange: Exchange, typed: tuple[str, ...] = (), outlets: _Outlets = None) -> None:
        """Remember an exchange, also as the last of a conversation that was `typed` like that.

        `outlets` are those that it was asked to be limited to, None where that was left to its words.
        """
        with self._lock:
            for led in ((exchange.standing,), typed):
                if led:
                    key = (led, exchange.question.as_of, outlets)
                    self._kept[key] = exchange
                    self._kept.move_to_end(key)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)

    def of(
        self,
        earlier: Sequence[str],
        desk: Desk,
        today: date,
        as_of: date | None,
        outlets: _Outlets = None,
        *,
        as_typed: bool = False,
    ) -> tuple[Exchange, ...]:
        """Return the exchanges of earlier questions, oldest first; what was forgotten is asked again.

        `as_typed`: each may be a follow-up of those before; otherwise they stand on their own.
        """
        latest = tuple(earlier[-MOST_TURNS:])

        def asked(led: Sequence[str]) -> tuple[Exchange, ...]:
            return desk.talk(led, today, as_of=as_of, outlets=outlets)

        def kept_of(led: tuple[str, ...]) -> Exchange | None:
            with self._lock:
                return self._kept.get((led, as_of, outlets))

        if not as_typed:
            standing = [(kept_of((text,)), text) for text in latest]
            return tuple(one for kept, text in standing for one in ((kept,) if kept else asked([text])))
        led = [kept_of(tuple(earlier[:to])) for to in range(len(earlier) - len(latest) + 1, len(earlier) + 1)]
        known = tuple(one for one in led if one is not None)
        return known if len(known) == len(led) else asked(latest)
