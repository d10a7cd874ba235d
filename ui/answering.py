"""Answers that are coming in: each in a thread of the server's, whether anybody looks on or not."""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from dataclasses import replace
from queue import SimpleQueue
from threading import Condition, Lock, Thread

from ui.conversing import stopped
from ui.in_turn import InTurn
from ui.phrases import say
from ui.render import notice_html
from ui.turn import Turn

_log = logging.getLogger("knipsel.answers")
AT_ONCE = 4  # answers
_OF_PERSON = 3  # the one asked first is stopped for a fourth
MOST = 64  # of everybody
_LOOK_S = 0.25  # how often it is seen whether anybody still looks on while there is no news
Place = tuple[str, str]  # a person's id and the name of a conversation


class Answering:
    """An answer that is coming in, to who uses the page in `language`.

    `settled` is called once, with the turn as it ended, and returns what is shown of it.
    """

    def __init__(self, turn: Turn, language: str, settled: Callable[[Turn], Turn]) -> None:
        self._turn = turn
        self._language = language
        self._settled = settled
        self._news = Condition()

    @property
    def turn(self) -> Turn:
        """The turn as far as it has come."""
        return self._turn

    @property
    def comes_in(self) -> bool:
        """Whether it has yet to end."""
        return self._turn.state == "working"

    def queue(self, place: int) -> None:
        """Say its place while others go first; 1 is next."""
        told = notice_html(say("queued", self._language, place=place))
        self._advance(replace(self._turn, reply=told))

    def run(self, turns: Generator[Turn, None, None]) -> None:
        """Take in the turns until the last one, or until it is stopped; say so where they break off."""
        with closing(turns):
            try:
                while self._turn.state == "working" and self._advance(next(turns)):
                    pass
            finally:
                self.stop(by_fault=True)

    def stop(self, *, by_fault: bool = False) -> None:
        """End it as it stands; nothing happens where it has ended."""
        with self._news:
            if self._turn.state == "working":
                self._set(stopped(self._turn, self._language, by_fault=by_fault))

    def follow(self, looking: Callable[[], bool]) -> Iterator[Turn]:
        """Yield the turn whenever there is news, until it has ended or nobody is `looking` any more."""
        seen: Turn | None = None
        while looking():
            with self._news:
                self._news.wait_for(lambda before=seen: self._turn is not before, _LOOK_S)  # type: ignore[misc]
                turn = self._turn
            if turn is not seen:
                yield turn
            if turn.state != "working":
                return
            seen = turn

    def _advance(self, turn: Turn) -> bool:
        with self._news:
            if self._turn.state != "working":
                return False
            self._set(turn)
            return True

    def _set(self, turn: Turn) -> None:
        self._turn = turn
        try:
            if turn.state != "working":
                self._turn = self._settled(turn)
        finally:
            self._news.notify_all()


class Answers:
    """The answers that are coming in, by the conversation that each is of; four at once, the others wait.

    With `in_turn` they wait their turn among all questions, and are told their place.
    """

    def __init__(
        self,
        at_once: int = AT_ONCE,
        of_person: int = _OF_PERSON,
        most: int = MOST,
        in_turn: InTurn | None = None,
    ) -> None:
        self._bounds = (most if in_turn else at_once), of_person, most
        self._in_turn = in_turn
        self._open: OrderedDict[Place, Answering] = OrderedDict()
        self._lock = Lock()
        self._waiting: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._threads = 0

    def of(self, place: Place) -> Answering | None:
        """Return the answer that is coming in there, if any."""
        with self._lock:
            return self._open.get(place)

    def begin(
        self, place: Place, turns: Generator[Turn, None, None], language: str, settled: Callable[[Turn], Turn]
    ) -> Answering:
        """Have an answer come in from turns, of which the first is there at once; who asks too much stops his own."""

        def leave(turn: Turn) -> Turn:
            try:
                return settled(turn)
            finally:
                with self._lock:
                    if self._open.get(place) is answering:
                        del self._open[place]

        answering = Answering(next(turns), language, leave)
        for one in self._admitted(place, answering):
            one.stop()
        return answering

    def start(self, answering: Answering, turns: Generator[Turn, None, None], person: str = "") -> None:
        """Have it answered once there is a thread for it, and it is the person's turn."""
        with self._lock:
            if self._threads < self._bounds[0]:
                self._threads += 1
                Thread(target=self._work, name=f"answer-{self._threads}", daemon=True).start()
        self._waiting.put(lambda: self._answer(answering, turns, person))

    def _admitted(self, place: Place, answering: Answering) -> list[Answering]:
        """Take in an answer and return those that have to make room for it."""
        _, of_person, most = self._bounds
        with self._lock:
            mine = [one for one in self._open if one[0] == place[0] and one != place]
            leaving = [*([place] if place in self._open else []), *mine[: max(0, len(mine) - of_person + 1)]]
            if len(self._open) - len(leaving) >= most:
                leaving.append(next(one for one in self._open if one not in leaving))
            making_room = [self._open.pop(one) for one in leaving]
            self._open[place] = answering
        return making_room

    def _answer(self, answering: Answering, turns: Generator[Turn, None, None], person: str) -> None:
        if self._in_turn is None:
            answering.run(turns)
        else:
            caller = f"person:{person}"
            self._in_turn.run(caller, lambda: answering.run(turns), answering.queue, lambda: answering.comes_in)

    def _work(self) -> None:
        while True:
            answer = self._waiting.get()
            try:
                answer()
            except Exception:  # noqa: BLE001 - who asked is told that it failed, who runs the server why
                _log.exception("an answer broke off")
