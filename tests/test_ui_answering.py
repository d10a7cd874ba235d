"""Answers that come in whether anybody looks on or not, and what bounds them."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator
from dataclasses import replace
from threading import Event

import pytest

from ui.answering import Answering, Answers
from ui.turn import Asked, Turn

TURN = Turn(1, Asked("Wie?"), "working", "")
DONE = replace(TURN, state="done", reply="Niemand.")
ME, YOU = "1" * 32, "2" * 32


@pytest.fixture
def go() -> Iterator[Event]:
    go = Event()
    yield go
    go.set()


def waiting(go: Event, began: Event | None = None) -> Generator[Turn, None, None]:
    """Begin, be asked for news until `go` is set, and end."""
    yield TURN
    if began:
        began.set()
    while not go.wait(0.01):
        yield TURN
    yield DONE


def begin(answers: Answers, place: tuple[str, str], turns: Generator[Turn, None, None]) -> Answering:
    answering = answers.begin(place, turns, "nl", lambda turn: turn)
    answers.start(answering, turns)
    return answering


def test_an_answer_is_kept_once_and_before_it_is_shown(go: Event) -> None:
    kept = list[Turn]()

    def settled(turn: Turn) -> Turn:
        kept.append(turn)
        return replace(turn, reply="kept")

    answers, turns = Answers(), waiting(go)
    answering = answers.begin((ME, "a"), turns, "nl", settled)
    answers.start(answering, turns)
    assert answers.of((ME, "a")) is answering
    go.set()
    *_, last = answering.follow(lambda: True)
    assert last.reply == "kept" and kept == [DONE] and answers.of((ME, "a")) is None
    answering.stop()
    assert answering.turn == last and len(kept) == 1


def test_nobody_has_to_look_on(go: Event) -> None:
    answering = begin(Answers(), (ME, "a"), waiting(go))
    assert list(answering.follow(lambda: False)) == []
    go.set()
    assert list(answering.follow(lambda: True))[-1] == DONE


def test_what_is_stopped_stays_stopped(go: Event) -> None:
    closed = Event()

    def turns() -> Generator[Turn, None, None]:
        try:
            yield from waiting(go)
        finally:
            closed.set()

    answering = begin(Answers(), (ME, "a"), turns())
    answering.stop()
    assert answering.turn.state == "stopped" and closed.wait(10)
    assert list(answering.follow(lambda: True)) == [answering.turn]


def test_no_more_than_so_many_are_answered_at_once(go: Event) -> None:
    answers, began = Answers(at_once=1), [Event(), Event()]
    first = begin(answers, (ME, "a"), waiting(go, began[0]))
    second = begin(answers, (YOU, "b"), waiting(go, began[1]))
    assert began[0].wait(10) and not began[1].is_set() and second.turn == TURN
    first.stop()
    assert began[1].wait(10)


def test_who_asks_too_much_stops_his_own_first_and_all_together_the_oldest(go: Event) -> None:
    answers = Answers(of_person=2, most=4)
    mine = [begin(answers, (ME, name), waiting(go)) for name in "abc"]
    assert [one.turn.state for one in mine] == ["stopped", "working", "working"]
    again = begin(answers, (ME, "c"), waiting(go))
    assert [one.turn.state for one in (*mine, again)] == ["stopped", "working", "stopped", "working"]
    others = [begin(answers, (str(number), "a"), waiting(go)) for number in range(3)]
    assert mine[1].turn.state == "stopped" and {one.turn.state for one in (again, *others)} == {"working"}


def test_a_fault_is_told_to_who_asked_and_in_the_log_and_the_next_is_answered(
    go: Event, caplog: pytest.LogCaptureFixture
) -> None:
    def faulty() -> Generator[Turn, None, None]:
        yield TURN
        raise ZeroDivisionError

    answers = Answers(at_once=1)
    with caplog.at_level(logging.ERROR, "knipsel.answers"):
        *_, last = begin(answers, (ME, "a"), faulty()).follow(lambda: True)
        go.set()
        assert list(begin(answers, (ME, "b"), waiting(go)).follow(lambda: True))[-1] == DONE
    assert last.state == "stopped" and "probeer het opnieuw" in last.reply
    assert "ZeroDivisionError" in caplog.text
