"""An answer, or a check, in a thread, its events to whoever waits for them; nobody waiting any more stops the work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Generator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TypeVar

import anyio
from anyio import to_thread

from rag.check import CheckEvent
from rag.desk import Event
from ui.api.callers import Caller
from ui.api.turns import Turns

Result = TypeVar("Result")


class TookTooLong(Exception):
    """An answer took longer than it may; `limit_s` is how long that is."""

    def __init__(self, limit_s: float) -> None:
        super().__init__(f"the answer took longer than {limit_s:g} seconds")


@dataclass(frozen=True, slots=True)
class Queued:
    """Others go first: `position` is how many, this one among them; 1 is next."""

    position: int


@dataclass(frozen=True, slots=True)
class Suggested:
    """Questions to ask next, each of which is answered; told after the answer, where they were asked for."""

    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much one may have at a time: questions open of a caller and of an address, seconds for one answer."""

    open_of_caller: int
    open_of_address: int
    answer_s: float


Step = Event | CheckEvent | Suggested
Events = Generator[Step, None, None]
Ask = Callable[[], Events]
Told = Queued | Step


class Running:
    """Runs questions, `at_once` at most in so many threads; the rest take their turns."""

    def __init__(self, turns: Turns, bounds: Bounds, at_once: int) -> None:
        self._turns = turns
        self._bounds = bounds
        self._threads = anyio.CapacityLimiter(at_once)
        self._threads_for_short = anyio.CapacityLimiter(at_once)
        self._tasks = set[asyncio.Task[None]]()

    def start(self, ask: Ask, caller: Caller) -> Run:
        """Begin a question; `ask` returns the iterator of its events, which is stepped and closed in threads only.

        Raises TooManyOpen or NoRoom.
        """
        counted = ExitStack()
        with counted:
            counted.enter_context(self._turns.opened(caller.name, self._bounds.open_of_caller))
            counted.enter_context(self._turns.opened(f"all of {caller.address}", self._bounds.open_of_address))
            run = Run()
            task = asyncio.create_task(self._answer(ask, caller, run, counted.pop_all()))
        self._tasks.add(task)  # the loop itself keeps none
        task.add_done_callback(self._tasks.discard)
        return run

    async def call(self, work: Callable[[], Result]) -> Result:
        """Do short work in a thread, whatever questions are being answered, and return or raise what it does."""
        return await to_thread.run_sync(work, limiter=self._threads_for_short)

    async def _answer(self, ask: Ask, caller: Caller, run: Run, counted: ExitStack) -> None:
        with counted:
            try:
                with run.scope:
                    async with self._turns.turn(caller.name, lambda place: run.tell(Queued(place))):
                        await self._step_through(ask(), run)
                run.tell(None)
            except Exception as failed:  # noqa: BLE001 - it is raised where the events are read
                run.tell(failed)

    async def _step_through(self, events: Events, run: Run) -> None:
        with anyio.move_on_after(self._bounds.answer_s) as limit:
            try:
                while (event := await to_thread.run_sync(next, events, None, limiter=self._threads)) is not None:
                    run.tell(event)
            finally:
                with anyio.CancelScope(shield=True):
                    await to_thread.run_sync(events.close, limiter=self._threads)
        if limit.cancelled_caught:
            raise TookTooLong(self._bounds.answer_s)


class Run:
    """A question being answered: iterate its events, each once; `stop` it where nobody waits for them any more."""

    def __init__(self) -> None:
        self.scope = anyio.CancelScope()
        self._told: asyncio.Queue[Told | Exception | None] = asyncio.Queue()  # an answer is short: it need not wait

    def tell(self, told: Told | Exception | None) -> None:
        """Add an event, or what went wrong; None ends them."""
        self._told.put_nowait(told)

    def stop(self) -> None:
        """End the work as soon as the Desk's present step is done."""
        self.scope.cancel()

    async def __aiter__(self) -> AsyncIterator[Told]:
        """Yield the events until they end; raise what went wrong. Leaving early stops the work."""
        try:
            while (told := await self._told.get()) is not None:
                if isinstance(told, Exception):
                    raise told
                yield told
        finally:
            self.stop()
