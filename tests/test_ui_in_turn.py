"""Questions of the chat wait their turn with those of the API, are told their place, and leave when nobody waits."""

import asyncio
from collections.abc import Callable, Coroutine
from contextlib import aclosing
from typing import Any

import pytest

from index.archive import Archive
from index.glossary import Glossary
from rag.desk import Desk
from ui.api.callers import Caller
from ui.api.running import Bounds, Running
from ui.api.turns import Turns
from ui.in_turn import in_turn
from ui.page import Page, Shown
from ui.people.person import Person

DIKE = "date 2024-01-02 De dijk bij Sluiswijk brak.\n\nEr vielen zeker drie doden, zei Vos."
ME = Person("0" * 32)
QUESTION = "Hoeveel doden vielen er bij Sluiswijk?"


class Chat:
    """Pages of one chat that may answer one question at a time."""

    def __init__(self, archive: Archive, waiting: int = 9, answer_s: float = 60.0) -> None:
        self.page = Page(Desk(archive, Glossary.shipped()))
        self.turns = Turns(1, waiting)
        self.running = Running(self.turns, Bounds(2, 100, answer_s), 1)

    def ask(self, name: str) -> Any:  # noqa: ANN401 - an async generator, to be closed
        return in_turn(self.running, self.page, ME, sent(name), Caller("person", f"person:{name}", "127.0.0.1"))


def sent(name: str) -> dict[str, str]:
    return {"page": name * 32, "ui": "en", "how": "new", "question": QUESTION}


@pytest.fixture
def chat(archive_of: Callable[..., Archive]) -> Chat:
    return Chat(archive_of({"a.txt": DIKE}))


def run(coroutine: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(coroutine, 60))


def test_who_waits_sees_the_question_and_a_place_and_then_the_answer(chat: Chat) -> None:
    async def ask() -> None:
        async with (
            chat.turns.turn("a program's, at the API", lambda place: None),
            aclosing(chat.ask("1")) as first,
            aclosing(chat.ask("2")) as second,
        ):
            begun = await anext(first)
            assert QUESTION in begun["turns"] and "queue" not in begun
            assert (await anext(first))["queue"] == "In the queue: number 1."
            await anext(second)
            waits = await anext(second)
            assert waits["queue"] == "In the queue: number 2." and QUESTION in waits["turns"]
            await first.aclose()
            assert (await anext(second))["queue"] == "In the queue: number 1."
            assert chat.turns.waiting == 1
        while chat.turns.running or chat.turns.waiting:
            await asyncio.sleep(0)

    run(ask())


def test_it_is_answered_in_its_turn(chat: Chat) -> None:
    async def ask() -> None:
        shown = list[Shown]()
        holding = chat.turns.turn("other", lambda place: None)
        await holding.__aenter__()
        async with aclosing(chat.ask("1")) as told:
            async for one in told:
                shown.append(one)
                if one.get("queue"):
                    await holding.__aexit__(None, None, None)
        assert [one.get("queue", "") for one in shown[:3]] == ["", "In the queue: number 1.", ""]
        assert 'data-state="done"' in shown[-1]["turns"] and "zeker drie" in shown[-1]["turns"]
        assert (chat.turns.running, chat.turns.waiting) == (0, 0)

    run(ask())


def test_one_that_is_stopped_while_it_waits_leaves_the_queue(chat: Chat) -> None:
    async def ask() -> None:
        async with (
            chat.turns.turn("other", lambda place: None),
            aclosing(chat.ask("1")) as first,
            aclosing(chat.ask("2")) as second,
        ):
            for told in (first, second):
                await anext(told)
                await anext(told)
            chat.page.stop(ME, sent("2"))
            await first.aclose()
            last = [shown async for shown in second][-1]
            assert 'data-state="stopped"' in last["turns"] and "queue" not in last
            while chat.turns.waiting:
                await asyncio.sleep(0)

    run(ask())


def test_who_finds_no_room_is_told_so_on_the_page(archive_of: Callable[..., Archive]) -> None:
    async def ask() -> None:
        async with chat.turns.turn("other", lambda place: None):
            shown = [one async for one in chat.ask("1")]
        assert 'data-state="refused"' in shown[-1]["turns"] and "It is too busy now." in shown[-1]["turns"]
        assert 'data-state="refused"' in chat.page.restore(ME, sent("1"))["turns"]

    chat = Chat(archive_of({"a.txt": DIKE}), waiting=0)
    run(ask())


def test_an_answer_that_takes_too_long_is_ended_and_said_to_be(archive_of: Callable[..., Archive]) -> None:
    async def ask() -> None:
        shown = [one async for one in chat.ask("1")]
        assert 'data-state="refused"' in shown[-1]["turns"] and "did not come in time" in shown[-1]["turns"]
        assert chat.turns.running == 0

    chat = Chat(archive_of({"a.txt": DIKE}), answer_s=0.0)
    run(ask())
