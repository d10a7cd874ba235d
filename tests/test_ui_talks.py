"""What the chat remembers of each page, and what a person set beside a question."""

from dataclasses import dataclass
from datetime import date

import pytest

from index.period import Period
from rag.conversation.exchange import Exchange
from rag.question import Question
from ui.talks import Talks, period_set

QUESTION = Question.parse("Hoeveel doden vielen er in december 2023?", today=date(2024, 2, 1))


@dataclass
class Request:
    session_hash: str | None


def test_each_page_has_its_own_conversation() -> None:
    talks, history = Talks(), (Exchange(QUESTION),)
    talks.keep(Request("a"), history)
    assert talks.of(Request("a")) == history and talks.of(Request("b")) == ()


def test_a_request_that_names_no_page_is_not_remembered() -> None:
    talks = Talks()
    talks.keep(Request(None), (Exchange(QUESTION),))
    assert talks.of(Request(None)) == () and talks.of(None) == ()


def test_the_page_asked_from_longest_ago_is_forgotten_first() -> None:
    talks, history = Talks(most=2), (Exchange(QUESTION),)
    for page in ("a", "b", "a", "c"):
        talks.keep(Request(page), history)
    assert [bool(talks.of(Request(page))) for page in "abc"] == [True, False, True]


@pytest.mark.parametrize(
    ("question", "first", "last", "period"),
    [
        (QUESTION.text, "2023-12-01", "2023-12-31", "2023-12"),  # asked again as it was: now by hand
        ("Hoeveel doden vielen er in mei?", "2023-12-01", "2023-12-31", None),  # the new words say when
        ("Hoeveel doden vielen er in mei?", "2024-01", "2024-01-31", "2024-01"),
        (QUESTION.text, "", "", "../.."),
    ],
)
def test_dates_that_a_person_left_alone_give_way_to_the_words_that_they_changed(
    question: str, first: str, last: str, period: str | None
) -> None:
    got = period_set(question, first, last, QUESTION)
    assert got == (Period.parse(period) if period else None)


def test_a_date_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="november"):
        period_set(QUESTION.text, "november", "", QUESTION)
