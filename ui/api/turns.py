"""Turns: so many questions are answered at once; others wait, one of each caller in turn, and are told their place."""

from __future__ import annotations

import asyncio
from collections import Counter, OrderedDict, deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field

Tell = Callable[[int], None]


class NoRoom(Exception):
    """So many wait already that another would wait in vain."""


class TooManyOpen(Exception):
    """One caller has as many questions open as it may."""


@dataclass(eq=False, slots=True)
class _Waiting:
    tell: Tell
    called: asyncio.Event = field(default_factory=asyncio.Event)
    told: int = 0


class Turns:
    """Who is answered and who waits, in one event loop.

    A caller that asks much waits behind its own questions: of those that wait, one of each caller goes in turn.
    """

    def __init__(self, at_once: int, most_waiting: int) -> None:
        self._at_once = at_once
        self._most_waiting = most_waiting
        self._open: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[_Waiting]] = OrderedDict()
        self.running = 0

    @property
    def waiting(self) -> int:
        """How many wait."""
        return sum(map(len, self._waiting.values()))

    @contextmanager
    def opened(self, caller: str, most: int) -> Iterator[None]:
        """Count a question as open while the block runs; raise TooManyOpen or NoRoom, before anything is begun."""
        if self._open[caller] >= most:
            raise TooManyOpen
        if self.running >= self._at_once and self.waiting >= self._most_waiting:
            raise NoRoom
        self._open[caller] += 1
        try:
            yield
        finally:
            self._open[caller] -= 1
            if not self._open[caller]:
                del self._open[caller]

    @asynccontextmanager
    async def turn(self, caller: str, tell: Tell) -> AsyncIterator[None]:
        """Wait for a place and keep it while the block runs; `tell` is called with how many go first, as it changes."""
        if self.running < self._at_once:
            self.running += 1
        else:
            await self._called(caller, tell)
        try:
            yield
        finally:
            self._pass_on()

    async def _called(self, caller: str, tell: Tell) -> None:
        one = _Waiting(tell)
        self._waiting.setdefault(caller, deque()).append(one)
        self._tell_places()
        try:
            await one.called.wait()
        except asyncio.CancelledError:
            if one.called.is_set():
                self._pass_on()
            else:
                self._leave(caller, one)
            raise

    def _pass_on(self) -> None:
        """Give the place that comes free to who is next: it stays taken; or else let it go."""
        if not self._waiting:
            self.running -= 1
            return
        caller, queue = self._waiting.popitem(last=False)
        queue.popleft().called.set()
        if queue:
            self._waiting[caller] = queue  # behind the other callers
        self._tell_places()

    def _leave(self, caller: str, one: _Waiting) -> None:
        queue = self._waiting[caller]
        queue.remove(one)
        if not queue:
            del self._waiting[caller]
        self._tell_places()

    def _tell_places(self) -> None:
        for place, one in enumerate(self._in_order(), start=1):
            if one.told != place:
                one.told = place
                one.tell(place)

    def _in_order(self) -> Iterator[_Waiting]:
        """Yield who waits in the order in which they will be called."""
        for depth in range(max(map(len, self._waiting.values()), default=0)):
            for queue in self._waiting.values():
                if depth < len(queue):
                    yield queue[depth]
