"""What the chat remembers of each page, and what a person set beside a question."""

from dataclasses import replace
from datetime import date

import pytest

from index.period import ALWAYS, Period
from rag.question import Question
from ui.people.person import Person
from ui.talks import Talks, period_set
from ui.turn import Asked, Turn

QUESTION = Question.parse("Hoeveel doden vielen er in december 2023?", today=date(2024, 2, 1))
TURN = Turn(1, Asked("Wie?"), "working", "")

YOU, OTHER = Person("1" * 32), Person("2" * 32)


def named(letter: str) -> str:
    return letter * 32


def test_each_page_has_its_own_conversation_and_its_name_says_nothing_to_another_person() -> None:
    talks = Talks()
    talks.keep(YOU, named("a"), (TURN,))
    assert talks.of(YOU, named("a")) == (TURN,) and talks.of(YOU, named("b")) == ()
    assert talks.of(OTHER, named("a")) == ()
    talks.keep(OTHER, named("a"), ())
    assert talks.of(YOU, named("a")) == (TURN,)


@pytest.mark.parametrize("name", ["", "a", "../../etc/passwd", "A" * 32, "a" * 33])
def test_what_is_no_name_of_a_page_is_not_remembered(name: str) -> None:
    talks = Talks()
    talks.keep(YOU, name, (TURN,))
    assert talks.of(YOU, name) == ()


def test_the_page_asked_from_longest_ago_is_forgotten_first() -> None:
    talks = Talks(most=2)
    for page in ("a", "b", "a", "c"):
        talks.keep(YOU, named(page), (TURN,))
    assert [bool(talks.of(YOU, named(page))) for page in "abc"] == [True, False, True]


def test_of_a_long_conversation_the_last_turns_are_kept() -> None:
    talks = Talks()
    talks.keep(YOU, named("a"), tuple(replace(TURN, number=number) for number in range(1, 31)))
    assert [turn.number for turn in talks.of(YOU, named("a"))] == list(range(11, 31))


def test_a_turn_goes_on_until_it_is_stopped() -> None:
    talks = Talks()
    talks.keep(YOU, named("a"), (TURN,))
    assert talks.advance(YOU, named("a"), replace(TURN, reply="more"))
    talks.keep(YOU, named("a"), (replace(TURN, state="stopped"),))
    assert not talks.advance(YOU, named("a"), TURN)
    assert talks.of(YOU, named("a"))[0].state == "stopped"


@pytest.mark.parametrize(
    ("first", "last", "before", "period"),
    [
        ("2023-12-01", "2023-12-31", QUESTION, None),  # left as it was understood: the words say when
        ("2024-01", "2024-01-31", QUESTION, Period.parse("2024-01")),
        ("", "", QUESTION, ALWAYS),
        ("", "", None, None),
        ("", "2024", None, Period.parse("../2024")),
    ],
)
def test_dates_that_a_person_changed_are_the_period(
    first: str, last: str, before: Question | None, period: Period | None
) -> None:
    assert period_set(first, last, before) == period


def test_a_period_set_by_hand_before_stays() -> None:
    by_hand = Question.parse(QUESTION.text, today=date(2024, 2, 1), period=ALWAYS)
    assert period_set("", "", by_hand) == ALWAYS


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="november"):
        period_set("november", "", QUESTION)
