"""What a page sends about a question, read; it may be anything."""

from __future__ import annotations

from datetime import date

import pytest

from rag.asked_outlets import AskedOutlets
from rag.question import Question
from ui.asking import Asking
from ui.turn import Asked, Turn

QUESTION = Question.parse("Hoeveel doden vielen er bij de dijk?")
LIMITED = Question.parse(
    "Hoeveel doden vielen er volgens De Een bij de dijk?",
    as_of=date(2024, 1, 31),
    limit=lambda _: AskedOutlets(("De Een",)),
)


def asked(of: Question = QUESTION, before: Asked | None = None, **sent: object) -> Asked:
    turn = Turn(1, before or Asked(of.text), "done", "", question=of)
    told = {"how": "corrected", "of": 1, "question": of.text, "language": of.language, **sent}
    return Asking.of(told).asked((turn,))


def test_the_outlets_that_were_ticked_are_asked_and_none_of_them_is_any() -> None:
    assert asked(outlets=["De Een", "De Twee"]).outlets == ("De Een", "De Twee")
    assert asked(LIMITED, outlets=[]).outlets == ()


@pytest.mark.parametrize("sent", [{}, {"outlets": None}, {"outlets": "De Een"}, {"outlets": ["De Een"]}])
def test_outlets_that_were_left_alone_are_those_that_the_words_say(sent: dict[str, object]) -> None:
    assert asked(LIMITED, **sent).outlets is None
    assert asked(LIMITED, Asked(LIMITED.text, outlets=("De Een",)), **sent).outlets == ("De Een",)


def test_the_day_of_the_archive_is_the_last_one_of_what_was_typed_and_may_be_emptied() -> None:
    assert asked(as_of="2024-02").as_of == date(2024, 2, 29)
    assert asked(LIMITED, as_of="2024-01-31").as_of == date(2024, 1, 31)
    assert asked(LIMITED, as_of="  ").as_of is None
    with pytest.raises(ValueError, match="gisteren"):
        asked(as_of="gisteren")


def test_what_was_suggested_is_asked_of_the_same_outlets_and_day_and_follows_nothing() -> None:
    told = asked(LIMITED, how="suggested", question="Hoeveel gewonden vielen er bij de dijk?")
    assert told == Asked(
        "Hoeveel gewonden vielen er bij de dijk?", follows=False, outlets=("De Een",), as_of=date(2024, 1, 31)
    )
    assert asked(how="suggested").outlets is None
    turn = Turn(1, Asked(""), "done", "")
    assert Asking.of({"how": "suggested", "of": 1}).kept((turn,)) == (turn,), "it comes after, not in its place"


def test_names_that_are_none_are_left_out_and_there_is_an_end_to_them() -> None:
    assert asked(outlets=["De Een", 3, " ", None]).outlets == ("De Een",)
    assert len(asked(outlets=[f"De {at}" for at in range(500)]).outlets or ()) == 60
