"""Two hundred widgets open, fifty questions in flight: no error, in order, in bounds; who leaves stops the work."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from bench.load.asking import questions, together, widgets_of
from bench.load.browsers import in_browsers
from bench.load.rounds import flood, leaving, out_of_order
from bench.load.server import Server, built, serving

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1_200)]
_MOST_MIB = 2_000
_GROWS_MIB = 200  # from the first fifty questions to the third
_AT_ONCE, _OF_ONE, _OTHERS = 4, 20, 10


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    archive = built(tmp_path_factory.mktemp("load") / "archive")
    with serving(archive, open_of_caller=_OF_ONE, at_once=_AT_ONCE) as server:
        yield server


def test_fifty_questions_of_two_hundred_widgets_are_all_answered_in_their_order(server: Server) -> None:
    async def load() -> None:
        async with widgets_of(server, 200) as widgets:
            assert server.queue() == (0, 0), "an open widget asks nothing"
            after = list[float]()
            for number in range(3):
                asked = await together(widgets[number * 50 :][:50], questions())
                assert [one.failed for one in asked if one.failed] == []
                assert all(one.events[-1] == "done" for one in asked)
                told = sorted(one.places[0] for one in asked if one.places)
                assert len(told) >= 50 - 2 * _AT_ONCE and told[-1] <= 50 - _AT_ONCE
                assert all(one.places == sorted(one.places, reverse=True) for one in asked), "nobody falls back"
                assert out_of_order(asked) <= _AT_ONCE
                after.append(server.memory_mib())
            assert server.memory_mib("VmHWM") < _MOST_MIB
            assert after[-1] - after[0] < _GROWS_MIB

    asyncio.run(load())


def test_one_who_asks_much_waits_behind_himself_and_nobody_else_behind_him(server: Server) -> None:
    async def load() -> None:
        async with widgets_of(server, 1 + _OTHERS) as (one, *others):
            flooded = await flood(server, one, others, questions(), _OF_ONE)
            assert [told.failed for told in (*flooded.of_one, *flooded.of_others) if told.failed] == []
            assert flooded.before <= 2 * _AT_ONCE + 2, "what had begun, and one in turn with each of the others"

    asyncio.run(load())


def test_nothing_is_left_to_do_once_all_have_gone(server: Server) -> None:
    async def load() -> None:
        async with widgets_of(server, 50) as widgets:
            left = await leaving(server, widgets, questions())
            assert [one.failed for one in left.asked if one.done_s is None and one.failed.startswith("{")] == []
        assert server.queue() == (0, 0)

    asyncio.run(load())


@pytest.mark.browser
def test_twenty_people_at_the_chat_who_ask_at_once_are_all_answered(server: Server) -> None:
    answered = asyncio.run(in_browsers(server.address, questions(), 20))
    assert len(answered) == 20 and [one.complaints for one in answered if one.complaints] == []
