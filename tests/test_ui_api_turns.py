import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack

import pytest

from ui.api.rates import Rates
from ui.api.turns import NoRoom, TooManyOpen, Turns


class Asking:
    """Questions of callers, each of which keeps its turn until it is told to leave."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self.answered = list[str]()
        self.places = dict[str, list[int]]()
        self._leave = dict[str, asyncio.Event]()
        self._tasks = dict[str, asyncio.Task[None]]()

    async def ask(self, *questions: str) -> None:
        for question in questions:
            self._leave[question] = asyncio.Event()
            self._tasks[question] = asyncio.create_task(self._run(question))
            await settled()

    async def _run(self, question: str) -> None:
        places = self.places[question] = list[int]()
        async with self._turns.turn(question[0], places.append):
            self.answered.append(question)
            await self._leave[question].wait()

    async def leave(self, question: str) -> None:
        self._leave[question].set()
        await settled()

    async def give_up(self, question: str) -> None:
        self._tasks[question].cancel()
        await settled()


async def settled() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


def run(told: Callable[[Asking], object], at_once: int = 1) -> Asking:
    asking = Asking(Turns(at_once, 10))

    async def all_of_it() -> None:
        await told(asking)  # type: ignore[misc]

    asyncio.run(all_of_it())
    return asking


def test_of_those_that_wait_one_of_each_caller_goes_in_turn() -> None:
    async def told(asking: Asking) -> None:
        await asking.ask("a1", "a2", "a3", "a4", "b1", "b2", "c1")
        for question in ("a1", "a2", "b1", "c1", "a3", "b2", "a4"):
            assert asking.answered[-1] == question
            await asking.leave(question)

    asked = run(told)
    assert asked.answered == ["a1", "a2", "b1", "c1", "a3", "b2", "a4"]


def test_who_waits_is_told_its_place_whenever_it_changes_and_only_then() -> None:
    async def told(asking: Asking) -> None:
        await asking.ask("a1", "a2", "a3", "b1")
        await asking.leave("a1")
        await asking.leave("a2")

    asked = run(told)
    assert asked.places == {"a1": [], "a2": [1], "a3": [2, 3, 2, 1], "b1": [2, 1]}


def test_who_gives_up_leaves_its_place_to_the_next() -> None:
    async def told(asking: Asking) -> None:
        await asking.ask("a1", "b1", "c1", "d1")
        await asking.give_up("b1")
        assert asking.places["c1"] == [2, 1]
        await asking.give_up("a1")
        assert asking.answered == ["a1", "c1"]
        asking._leave["c1"].set()
        await asking.give_up("d1")  # called and cancelled in one go: the place is not lost
        await asking.ask("e1")
        assert asking.answered[-1] == "e1"

    run(told)


def test_so_many_are_answered_at_once() -> None:
    async def told(asking: Asking) -> None:
        await asking.ask("a1", "a2", "a3")
        assert asking.answered == ["a1", "a2"] and asking._turns.running == 2 and asking._turns.waiting == 1
        await asking.leave("a1")
        await asking.leave("a2")
        await asking.leave("a3")
        assert (asking._turns.running, asking._turns.waiting) == (0, 0)

    run(told, at_once=2)


def test_a_caller_has_so_many_open_and_no_more_wait_than_may() -> None:
    async def told() -> None:
        turns = Turns(1, 1)
        with turns.opened("a", 1):
            with pytest.raises(TooManyOpen), turns.opened("a", 1):
                pass
            async with AsyncExitStack() as stack:
                await stack.enter_async_context(turns.turn("a", print))
                waiting = asyncio.create_task(stack.enter_async_context(turns.turn("b", lambda place: None)))
                await settled()
                with pytest.raises(NoRoom), turns.opened("c", 1):
                    pass
                waiting.cancel()
                await settled()
        with turns.opened("a", 1), turns.opened("c", 1):
            assert turns.running == 0

    asyncio.run(told())


def test_a_bucket_fills_up_again_as_time_passes() -> None:
    now = [0.0]
    rates = Rates(60, lambda: now[0])
    assert [rates.spend("a") for _ in range(60)] == [0.0] * 60
    assert rates.spend("a") == pytest.approx(1.0) and rates.spend("b") == 0.0
    now[0] = 1.0
    assert rates.spend("a") == 0.0 and rates.spend("a") == pytest.approx(1.0)
    now[0] = 10_000.0
    assert sum(rates.spend("a") == 0.0 for _ in range(100)) == 60, "no more than a minute's worth is saved up"
    assert Rates(0).spend("a") == 0.0


def test_the_memory_of_callers_is_bounded() -> None:
    rates = Rates(1, lambda: 0.0)
    for caller in range(25_000):
        rates.spend(str(caller))
    assert len(rates._buckets) == 20_000 and rates.spend("24999") > 0
