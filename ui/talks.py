"""What the chat remembers of each open page, so that the next question may follow the last one."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from index.period import Period
from rag.conversation.exchange import Exchange
from rag.question import Question
from ui.understood import ends_of

_MOST = 500  # pages; the one asked from longest ago is forgotten first


class Talks:
    """The exchanges of each page's conversation, kept in this process only, by the session that Gradio gives a page.

    Not a `gr.State`: for that a page holds a connection open for as long as it is, and a browser has six for one host.
    """

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._kept: OrderedDict[str, tuple[Exchange, ...]] = OrderedDict()
        self._lock = Lock()

    def of(self, request: object) -> tuple[Exchange, ...]:
        """Return the exchanges of the page that a request comes from, oldest first."""
        with self._lock:
            return self._kept.get(_session(request), ())

    def keep(self, request: object, history: tuple[Exchange, ...]) -> None:
        """Remember the exchanges of a page; a request that names no page is not remembered."""
        session = _session(request)
        if not session:
            return
        with self._lock:
            self._kept[session] = history
            self._kept.move_to_end(session)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


def period_set(question: str, first: str, last: str, before: Question | None) -> Period | None:
    """Return the period that a person set beside a question: None where they changed its words and left the dates.

    Then the new words say when. `before` is the question as it was understood. Raises ValueError for what is no date.
    """
    first, last = first.strip(), last.strip()
    period = Period.between(first, last)
    if before and question.strip() != before.text and (first, last) == ends_of(before.asked):
        return period if before.asked and before.asked.by_hand else None
    return period


def _session(request: object) -> str:
    return str(getattr(request, "session_hash", None) or "")
