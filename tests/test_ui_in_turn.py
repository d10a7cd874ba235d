"""Answers of the chat, in threads, wait their turn with the questions of the API, and leave when they are stopped."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from queue import SimpleQueue
from threading import Event, Thread
from typing import Any

import pytest

from ui.answering import Answering, Answers
from ui.api.turns import Turns
from ui.in_turn import InTurn
from ui.turn import Asked, Turn


class Server:
    """An event loop that serves, in a thread, and the turns that it gives: one at a time."""

    def __init__(self) -> None:
        self.turns = Turns(1, 9)
        self.in_turn = InTurn(self.turns)
        self.loop = asyncio.new_event_loop()
        self.loop.call_soon(self.in_turn.attach)
        self.thread = Thread(target=self.loop.run_forever)
        self.thread.start()

    def do(self, work: Coroutine[Any, Any, Any]) -> None:
        asyncio.run_coroutine_threadsafe(work, self.loop).result(20)

    def rest(self) -> None:
        """Wait until nothing is answered and nobody waits."""

        async def settled() -> None:
            while self.turns.running or self.turns.waiting:
                await asyncio.sleep(0)

        self.do(settled())


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.loop.call_soon_threadsafe(server.loop.stop)
    server.thread.join(20)
    server.loop.close()


class Answer:
    """An answer that comes in: it tells when it begins, and ends when it is let."""

    def __init__(self, answers: Answers, person: str) -> None:
        self.began, self.go = Event(), Event()
        turns = self._turns()
        self.answering: Answering = answers.begin((person, "1"), turns, "en", lambda turn: turn)
        answers.start(self.answering, turns, person)

    def _turns(self) -> Iterator[Turn]:
        working = Turn(1, Asked("?"), "working", "searching")
        yield working
        self.began.set()
        assert self.go.wait(20)
        yield Turn(1, Asked("?"), "done", "answered")

    def says(self, words: str) -> bool:
        """Follow it until it says something."""
        return any(words in turn.reply for turn in self.answering.follow(lambda: True))


def test_answers_wait_for_each_other_and_are_told_their_place(server: Server) -> None:
    answers = Answers(in_turn=server.in_turn)
    first = Answer(answers, "a")
    assert first.began.wait(20)
    second = Answer(answers, "b")
    assert second.says("In the queue: number 1.")
    third = Answer(answers, "c")
    assert third.says("In the queue: number 2.")
    first.go.set()
    assert second.began.wait(20) and third.says("In the queue: number 1.") and not third.began.is_set()
    for one in (second, third):
        one.go.set()
        assert one.says("answered")
    server.rest()


def test_an_answer_waits_for_a_question_of_the_api_and_the_api_for_it(server: Server) -> None:
    asked = SimpleQueue[str]()

    async def ask(go: asyncio.Event) -> None:
        async with server.turns.turn("a token", lambda place: asked.put(f"number {place}")):
            asked.put("answered")
            await go.wait()

    answer = Answer(Answers(in_turn=server.in_turn), "a")
    assert answer.began.wait(20)
    let = asyncio.Event()
    asking = asyncio.run_coroutine_threadsafe(ask(let), server.loop)
    assert asked.get(timeout=20) == "number 1"
    answer.go.set()
    assert asked.get(timeout=20) == "answered"
    later = Answer(Answers(in_turn=server.in_turn), "b")
    assert later.says("In the queue: number 1.") and not later.began.is_set()
    server.loop.call_soon_threadsafe(let.set)
    asking.result(20)
    later.go.set()
    assert later.says("answered")
    server.rest()


def test_one_that_is_stopped_while_it_waits_leaves_the_queue_and_is_never_begun(server: Server) -> None:
    answers = Answers(in_turn=server.in_turn)
    first = Answer(answers, "a")
    assert first.began.wait(20)
    second, third = Answer(answers, "b"), Answer(answers, "c")
    assert third.says("In the queue: number 2.")
    second.answering.stop()
    assert third.says("In the queue: number 1.")
    for one in (first, third):
        one.go.set()
        assert one.says("answered")
    server.rest()
    assert not second.began.is_set()


def test_without_a_server_nobody_waits() -> None:
    done: Callable[[], None] = Event().set
    began = Event()
    InTurn(Turns(1, 0)).run("a", began.set, lambda place: done(), lambda: True)
    assert began.is_set()
