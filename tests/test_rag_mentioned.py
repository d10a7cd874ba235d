"""A figure that a sentence only mentions does not lead an answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from fakes import markdown

from index.archive import Archive
from index.glossary import Glossary
from rag.answer import Answer
from rag.desk import Desk, Done
from ui.wording import lead_words

ArchiveOf = Callable[..., Archive]


def line(
    archive_of: ArchiveOf, sentence: str, question: str, *beside: str, language: str = "nl", date: str = "2024-01-02"
) -> str | None:
    texts = (sentence, *beside)
    files = {f"{at}.md": markdown("Nieuws", text, date, language=language) for at, text in enumerate(texts)}
    *_, done = Desk(archive_of(files), Glossary.shipped()).ask(question)
    assert isinstance(done, Done)
    assert isinstance(done.outcome, Answer)
    return lead_words(done.outcome.lead, language) if done.outcome.lead else None


@pytest.mark.parametrize(
    ("sentence", "language", "question", "expected"),
    [
        (
            "In Sluiswijk bleven 41 van de 44 scholen dicht.",
            "nl",
            "Hoeveel scholen bleven dicht in Sluiswijk?",
            "41 scholen",
        ),
        ("Velder Lokaal kreeg 8 van de 31 zetels.", "nl", "Hoeveel zetels kreeg Velder Lokaal?", "8 zetels"),
        ("Police recovered two of the six paintings.", "en", "How many paintings did police recover?", "2 paintings"),
        (
            "About 270 of the 410 employees stopped work.",
            "en",
            "How many employees stopped work?",
            "About 270 employees",
        ),
        ("De raad heeft 8 van de 31 zetels leeg.", "nl", "Hoeveel zetels telt de raad in totaal?", "31 zetels"),
        ("Velder Lokaal kreeg 8 van de 31 zetels.", "nl", "Hoeveel zetels heeft de raad?", None),
        ("Van de 180 banen in Sluiswijk verdwijnt twee derde.", "nl", "Hoeveel banen verdwijnen in Sluiswijk?", None),
        (
            "Of the 164 employees more than a third will lose their jobs.",
            "en",
            "How many employees lose their jobs?",
            None,
        ),
    ],
)
def test_the_part_leads_and_not_the_whole_unless_all_are_asked_for(
    archive_of: ArchiveOf, sentence: str, language: str, question: str, expected: str | None
) -> None:
    told = line(archive_of, sentence, question, language=language)
    assert (told.split(",")[0] if told else None) == expected


@pytest.mark.parametrize(
    ("sentence", "question"),
    [
        ("Dat is minder dan de 34.000 liter van de dienst in de loods.", "Hoeveel liter lag er in de loods?"),
        ("Het is veel meer dan de 180 banen die het bestuur noemde.", "Hoeveel banen noemde het bestuur?"),
    ],
)
def test_what_a_figure_is_compared_with_does_not_lead(archive_of: ArchiveOf, sentence: str, question: str) -> None:
    assert line(archive_of, sentence, question) is None


def test_the_figure_of_the_source_asked_for_leads_or_none(archive_of: ArchiveOf) -> None:
    sentence = "The service found that 34,000 litres of oil were stored; the company says it was 26,500 litres."
    asked = "How many litres of oil were stored according to the {}?"
    told = line(archive_of, sentence, asked.format("company"), language="en")
    assert told is not None and told.startswith("26,500 litres")
    assert line(archive_of, sentence, asked.format("union"), language="en") is None


def test_what_befell_people_elsewhere_does_not_lead(archive_of: ArchiveOf) -> None:
    elsewhere, ship = "Bij een luchtaanval raakten ruim 150 mensen gewond.", "Een schip ramde de brug."
    assert line(archive_of, elsewhere, "Hoeveel mensen raakten gewond toen een schip de brug ramde?", ship) is None
    told = line(archive_of, elsewhere, "Hoeveel mensen raakten gewond bij de luchtaanval?", ship)
    assert told is not None and told.startswith("Meer dan 150 gewonden")


def test_a_figure_of_another_time_than_the_one_asked_about_does_not_lead(archive_of: ArchiveOf) -> None:
    sentence = "Vorig jaar trok Veldrock 18.000 bezoekers."
    told = {
        year: line(archive_of, sentence, f"Hoeveel bezoekers trok Veldrock in {year}?", date="2023-08-21")
        for year in (2022, 2023)
    }
    assert told == {2022: "18.000 bezoekers, 2022", 2023: None}


def test_a_part_of_a_whole_is_no_later_state_of_it(archive_of: ArchiveOf) -> None:
    files = {
        "a.md": markdown("Roof in Sluiswijk", "In Sluiswijk zijn zes schilderijen gestolen.", "2023-02-08"),
        "b.md": markdown("Vondst", "In Sluiswijk zijn twee van de zes gestolen schilderijen gevonden.", "2023-11-14"),
    }
    *_, done = Desk(archive_of(files), Glossary.shipped()).ask("Hoeveel schilderijen zijn er gestolen in Sluiswijk?")
    assert isinstance(done, Done)
    assert isinstance(done.outcome, Answer)
    assert done.outcome.lead is not None and done.outcome.lead.entry.figure.value == 6
    assert done.outcome.timeline is None


def test_a_number_of_what_was_told_of_before_gives_way_to_the_one_that_has_more_of_the_question(
    archive_of: ArchiveOf,
) -> None:
    planted = "Leerlingen in Sluiswijk hebben 4.100 bomen geplant."
    told = line(archive_of, planted, "Hoeveel bomen zijn er geplant?", "De achttien bomen staan er goed bij.")
    assert told is not None and told.startswith("4.100 bomen")


def test_words_for_a_number_lead_where_only_they_are_of_what_is_asked(archive_of: ArchiveOf) -> None:
    attack = "Bij de luchtaanval op zes steden vielen tientallen doden."
    told = line(archive_of, attack, "Hoeveel doden vielen er bij de luchtaanval?", "In Belgorod vielen 22 doden.")
    assert told is not None and told.startswith("Tientallen")
