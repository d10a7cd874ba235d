"""Everybody's conversations as pages show them, and what a person set beside a question."""

from __future__ import annotations

import logging
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import date

import pytest

from index.archive import Archive
from index.period import ALWAYS, Period
from rag.question import Question
from ui.kept.conversations import ConversationStore
from ui.kept.conversations_file import NAME
from ui.people.person import Person
from ui.talks import Talks, period_set
from ui.turn import Asked, Turn

QUESTION = Question.parse("Hoeveel doden vielen er in december 2023?", today=date(2024, 2, 1))
TURN = Turn(1, Asked("Wie?"), "working", "")
DONE = Turn(1, Asked("Wie?"), "done", "Niemand.")
YOU, OTHER = Person("1" * 32), Person("2" * 32)
A, B = "a" * 32, "b" * 32


@pytest.fixture
def archive(archive_of: Callable[..., Archive]) -> Archive:
    return archive_of({"a.txt": "date 2024-01-02 De dijk bij Sluiswijk brak."})


@pytest.fixture
def talks(archive: Archive) -> Talks:
    return Talks(ConversationStore(archive.folder), archive)


def turns(*told: Turn) -> Generator[Turn, None, None]:
    yield from told


def answer(talks: Talks, name: str, *told: Turn, person: Person = YOU) -> Turn:
    *_, last = talks.begin(person, name, turns(*told), "nl").follow(lambda: True)
    return last


def test_a_conversation_is_its_persons(talks: Talks) -> None:
    assert answer(talks, A, TURN, DONE) == DONE
    assert talks.of(YOU, A, "nl") == (DONE,) and talks.of(YOU, B, "nl") == ()
    assert talks.of(OTHER, A, "nl") == () == talks.of(Person(""), A, "nl")
    talks.stop(OTHER, A)
    assert not talks.delete(OTHER, A) and not talks.rename(OTHER, A, "x") and talks.listed(OTHER) == []
    assert [one.title for one in talks.listed(YOU) or []] == ["Wie?"]


@pytest.mark.parametrize("name", ["", "a", "../../etc/passwd", "A" * 32, "a" * 33])
def test_what_is_no_name_is_answered_and_not_kept(talks: Talks, archive: Archive, name: str) -> None:
    assert answer(talks, name, TURN, DONE) == DONE
    assert talks.of(YOU, name, "nl") == () and talks.listed(YOU) == []


def test_nothing_is_kept_of_who_cannot_come_back_for_it(talks: Talks, archive: Archive) -> None:
    passing = replace(YOU, stays=False)
    assert answer(talks, A, TURN, DONE, person=passing) == DONE
    assert talks.of(YOU, A, "nl") == () and not (archive.folder / NAME).exists()


def test_what_was_coming_in_when_the_server_ended_says_so(talks: Talks, archive: Archive) -> None:
    ConversationStore(archive.folder).begin(YOU.id, A, TURN)
    (turn,) = talks.of(YOU, A, "nl")
    assert turn.state == "stopped" and "probeer het opnieuw" in turn.reply


def test_a_file_that_cannot_be_used_is_told_in_the_log_and_questions_are_answered(
    talks: Talks, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    (archive.folder / NAME).write_bytes(b"no database" * 1_000)
    with caplog.at_level(logging.ERROR, "knipsel.conversations"):
        assert answer(talks, A, TURN, DONE) == DONE
        assert talks.of(YOU, A, "nl") == () and talks.listed(YOU) is None
        assert not talks.rename(YOU, A, "x") and not talks.delete(YOU, A)
    assert f"{NAME} cannot be used" in caplog.text


def test_a_conversation_that_is_deleted_while_it_is_answered_stays_deleted(talks: Talks) -> None:
    begun = talks.begin(YOU, A, _held(), "nl")
    assert talks.of(YOU, A, "nl")[0].state == "working"
    assert talks.delete(YOU, A)
    assert begun.turn.state == "stopped"
    assert talks.of(YOU, A, "nl") == () and talks.listed(YOU) == []


def _held() -> Generator[Turn, None, None]:
    while True:
        yield TURN


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
