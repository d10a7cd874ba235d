"""Questions to ask next: each drawn from what was found, and answered by the archive."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from fakes import markdown

from index.archive import Archive
from index.glossary import Glossary
from rag.answer import Answer
from rag.desk import Desk, Done, Found
from rag.question import Question
from rag.suggestions import suggest
from rag.suggestions.subject import Subject, subject_of

FLOOD = (
    "Bij de overstroming in Sluiswijk vielen zaterdag drie doden. Volgens de veiligheidsregio werden 1.200 mensen uit "
    "Sluiswijk geëvacueerd. Bij de overstroming in Sluiswijk raakten vijftien mensen gewond.\n\n"
    '"Niemand had de overstroming in Sluiswijk zien aankomen", zei burgemeester Hanneke Vos.'
)
LATER = "Het aantal doden door de overstroming in Sluiswijk is opgelopen tot vijf, meldt de veiligheidsregio."
ENGLISH = "Five people were killed in the flood in Sluiswijk. Another 15 people were injured in Sluiswijk."
FAIR = "De kermis in Overvelde trok 12.000 bezoekers, zei wethouder Piet de Boer."


@pytest.fixture
def desk(archive_of: Callable[..., Archive]) -> Desk:
    files = {
        "een.md": markdown("Overstroming in Sluiswijk", FLOOD, "2024-01-06", outlet="De Een"),
        "twee.md": markdown("Dodental overstroming stijgt", LATER, "2024-01-09", outlet="De Twee"),
        "drie.md": markdown("Flood in Sluiswijk", ENGLISH, "2024-01-09", outlet="The Three", language="en"),
        "kermis.md": markdown("Kermis", FAIR, "2024-01-07", outlet="De Vier"),
    }
    return Desk(archive_of(files), Glossary.shipped())


def suggested(
    desk: Desk, question: str, asked: tuple[str, ...] = (), budget_s: float = 60.0, **set_by: object
) -> tuple[str, ...]:
    _, found, *_, done = desk.ask(question, date(2024, 2, 1), **set_by)  # type: ignore[arg-type]
    assert isinstance(found, Found) and isinstance(done, Done)
    return suggest.suggested(desk, done.outcome, found.hits, asked, budget_s)


DEATHS = "Hoeveel doden vielen er bij de overstroming in Sluiswijk?"


def test_other_figures_of_the_event_what_somebody_said_and_an_earlier_state_are_suggested(desk: Desk) -> None:
    told = suggested(desk, DEATHS)
    assert len(told) == 3
    assert "Hoeveel mensen werden er geëvacueerd bij de overstroming in Sluiswijk?" in told
    assert "Wat zei Hanneke Vos over de overstroming in Sluiswijk?" in told


@pytest.mark.parametrize(
    "question",
    [DEATHS, "Wat zei Hanneke Vos over de overstroming in Sluiswijk?", "How many people were killed in Sluiswijk?"],
)
def test_every_suggestion_is_answered_when_it_is_asked_and_is_never_what_was_asked(desk: Desk, question: str) -> None:
    told = suggested(desk, question)
    assert told and question not in told
    for one in told:
        *_, done = desk.ask(one, date(2024, 2, 1))
        assert isinstance(done, Done) and isinstance(done.outcome, Answer), one


def test_of_a_question_that_does_not_tell_its_subject_it_is_suggested_what_somebody_said_that_month(desk: Desk) -> None:
    question = "Hoeveel bezoekers kwamen er?"
    assert subject_of(Question.parse(question, today=date(2024, 2, 1)), ()).what == ""
    told = suggested(desk, question)
    assert told == ("Wat zei Piet de Boer in januari 2024?",)


def test_they_are_in_the_language_of_the_question(desk: Desk) -> None:
    told = suggested(desk, "How many people were killed in Sluiswijk?")
    assert "How many people were injured in Sluiswijk?" in told
    assert all(one.startswith(("How many", "What did")) for one in told)


def test_what_was_asked_before_is_not_suggested_again(desk: Desk) -> None:
    before = suggested(desk, DEATHS)
    again = suggested(desk, DEATHS, (before[0].upper(),))
    assert before[0] not in again


def test_within_an_outlet_or_as_of_a_day_only_what_is_answered_there_is_suggested(desk: Desk) -> None:
    told = suggested(desk, DEATHS, outlets=["De Twee"])
    assert not any("Vos" in one or "geëvacueerd" in one for one in told)
    assert not any("gewond" in one for one in suggested(desk, DEATHS, as_of=date(2024, 1, 5)))


def test_of_a_question_about_another_event_nothing_of_this_one_is_suggested(desk: Desk) -> None:
    told = suggested(desk, "Hoeveel bezoekers trok de kermis in Overvelde?")
    assert not any("Sluiswijk" in one or "Vos" in one for one in told)


def test_nothing_is_tried_once_the_time_for_it_is_up(desk: Desk) -> None:
    assert suggested(desk, DEATHS, budget_s=-1.0) == ()


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (DEATHS, Subject("bij de overstroming in Sluiswijk", "de overstroming in Sluiswijk")),
        ("How many people were killed in Belgorod?", Subject("in Belgorod", "Belgorod")),
        ("Wat zei Joost Terpstra over de dijk?", Subject("", "de dijk")),
        ("Hoeveel huizen liepen volgens de brandweer onder?", Subject("", "")),
        ("How many sheep did the wolf kill over the whole winter?", Subject("", "")),
        ("What did the mayor say?", Subject("", "")),
        ("Wat zei Piet de Boer over St. Anna?", Subject("", "")),
    ],
)
def test_a_subject_is_a_noun_phrase_of_the_question_or_nothing(text: str, subject: Subject) -> None:
    assert subject_of(Question.parse(text, today=date(2024, 1, 1)), ()) == subject
