"""Outlets that a question is limited to, by its words or by a person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

import pytest
from fakes import markdown

from index.archive import Archive
from index.glossary import Glossary
from rag.answer import Answer, NothingFound
from rag.asked_outlets import asked_outlets
from rag.conversation.exchange import Exchange
from rag.desk import Desk, Done, Understood
from rag.question import Question, QuestionRefused
from rag.search import search

_KNOWN = ("De Een", "De Een Vandaag", "The Two, Daily")


@pytest.mark.parametrize(
    ("text", "names", "words"),
    [
        ("Hoeveel doden vielen er volgens De Een bij de dijk?", ("De Een",), "volgens De Een"),
        ("Hoeveel doden vielen er volgens de krant de een?", ("De Een",), "volgens de krant de een"),
        ("Wat gebeurde er volgens De Een Vandaag?", ("De Een Vandaag",), "volgens De Een Vandaag"),
        (
            "According to the two, daily and De Een, who broke it?",
            ("The Two, Daily", "De Een"),
            "According to the two, daily and De Een",
        ),
    ],
)
def test_an_outlet_named_as_the_source_limits_a_question(text: str, names: Sequence[str], words: str) -> None:
    asked = asked_outlets(text, lambda: _KNOWN)
    assert asked is not None and asked.span is not None
    assert (asked.names, asked.span.of(text), asked.by_hand) == (names, words, False)


@pytest.mark.parametrize(
    "text", ["Wie leest De Een?", "Hoeveel doden volgens De Eenvoud?", "Wat zei Vos, volgens hem?", "Wat is volgens"]
)
def test_an_outlet_that_is_asked_about_limits_nothing(text: str) -> None:
    assert asked_outlets(text, lambda: _KNOWN) is None


def test_the_outlets_of_the_archive_are_looked_up_only_for_a_question_that_may_name_one() -> None:
    def looked_up() -> tuple[str, ...]:
        raise AssertionError("looked up")

    assert asked_outlets("Hoeveel doden vielen er?", looked_up) is None


def test_the_words_that_name_the_outlet_are_neither_searched_for_nor_a_name_that_the_answer_must_have() -> None:
    question = Question.parse(
        "Wie is volgens De Een de burgemeester?", limit=lambda text: asked_outlets(text, lambda: _KNOWN)
    )
    assert question.subject.split() == ["Wie", "is", "de", "burgemeester?"]
    assert question.names == ()


@pytest.fixture
def desk(archive_of: Callable[..., Archive]) -> Desk:
    archive = archive_of(
        {
            "een.md": markdown(
                "Dijk breekt", "Bij de dijk in Sluiswijk vielen drie doden.", "2024-01-02", outlet="De Een"
            ),
            "twee.md": markdown(
                "Dijk brak", "Bij de dijk in Sluiswijk vielen vijf doden.", "2024-01-04", outlet="De Twee"
            ),
            "kermis.md": markdown("Kermis", "De kermis in Overvelde trok veel bezoekers.", outlet="De Drie"),
        }
    )
    return Desk(archive, Glossary.shipped())


def told(desk: Desk, text: str, **asked: object) -> tuple[Question, list[str]]:
    understood, *_, done = desk.ask(text, date(2024, 2, 1), **asked)  # type: ignore[arg-type]
    assert isinstance(understood, Understood) and isinstance(done, Done)
    statements = done.outcome.statements if isinstance(done.outcome, Answer) else ()
    return understood.question, [one.text for one in statements]


QUESTION = "Hoeveel doden vielen er bij de dijk in Sluiswijk?"


def test_only_the_outlets_that_a_person_chose_answer_whatever_their_capitals(desk: Desk) -> None:
    assert len(told(desk, QUESTION)[1]) == 2
    question, said = told(desk, QUESTION, outlets=["de  EEN"])
    assert said == ["Bij de dijk in Sluiswijk vielen drie doden."]
    assert question.outlets and (question.outlets.names, question.outlets.by_hand) == (("De Een",), True)
    assert told(desk, QUESTION, outlets=["De Drie"])[1] == []
    assert len(told(desk, QUESTION, outlets=[])[1]) == 2


def test_an_outlet_named_in_the_question_answers_alone_unless_any_is_chosen(desk: Desk) -> None:
    named = "Hoeveel doden vielen er volgens De Twee bij de dijk in Sluiswijk?"
    assert told(desk, named)[1] == ["Bij de dijk in Sluiswijk vielen vijf doden."]
    assert told(desk, named, outlets=["De Een"])[1] == ["Bij de dijk in Sluiswijk vielen drie doden."]
    question, _ = told(desk, named, outlets=[])
    assert question.outlets and question.outlets.names == () and question.subject == named


def test_an_outlet_that_the_archive_does_not_have_is_named_and_so_are_those_that_it_has(desk: Desk) -> None:
    with pytest.raises(QuestionRefused, match="no articles of 'De Vier'; it has some of De") as refused:
        told(desk, QUESTION, outlets=["De Een", "De Vier"])
    assert (refused.value.reason, refused.value.value) == ("outlet", "De Vier")
    with pytest.raises(QuestionRefused, match="50 outlets"):
        told(desk, QUESTION, outlets=["De Een"] * 51)


def test_a_follow_up_is_put_to_the_outlets_and_the_day_of_the_question_that_it_follows(desk: Desk) -> None:
    asked = {"outlets": ["De Een"], "as_of": date(2024, 1, 3)}
    *_, done = desk.ask(QUESTION, **asked)  # type: ignore[arg-type]
    assert isinstance(done, Done)
    history = [Exchange(done.outcome.question, done.outcome)]
    question, _ = told(desk, "En in Overvelde?", history=history)
    assert question.outlets and question.outlets.names == ("De Een",)
    assert question.as_of == date(2024, 1, 3)
    question, _ = told(desk, "En in Overvelde?", history=history, outlets=[])
    assert question.outlets and question.outlets.names == ()
    question, _ = told(desk, "Wie is de burgemeester van Overvelde?", history=history)
    assert (question.outlets, question.as_of) == (None, None)


def test_search_is_limited_too_and_what_comes_near_is_of_the_outlet(desk: Desk) -> None:
    _, hits, _ = search(desk.archive, Glossary.shipped(), QUESTION, "nl", outlets=["De Twee", "De Drie"])
    assert {hit.passage.article.outlet for hit in hits} == {"De Twee", "De Drie"}
    *_, done = desk.ask("Hoeveel koeien verdronken er in Rotterdam?", outlets=["De Drie"])
    assert isinstance(done, Done) and isinstance(done.outcome, NothingFound)
    assert {hit.passage.article.outlet for hit in done.outcome.nearest} == {"De Drie"}
