from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import SEED
from fakes import WordEncoder, markdown

from index.archive import Archive
from index.glossary import Glossary
from index.period import Period
from index.sync import sync
from rag.answer import Answer, Entry, Lead, Timeline
from rag.citations import carried
from rag.desk import Desk, Done, Said
from ui.wording import lead_words, replaced_words, source_words

ArchiveOf = Callable[..., Archive]

TOLL = {
    "1.md": markdown(
        "Zeker 22 doden in Belgorod",
        "Russische autoriteiten melden dat in Belgorod zaterdag zeker 22 mensen zijn omgekomen.",
        "2023-12-30",
    ),
    "2.md": markdown(
        "Dodental stijgt",
        "In Belgorod is gerouwd. Volgens de lokale gouverneur is het dodental vandaag opgelopen tot 25.",
        "2024-01-01",
    ),
}
DROWNED = markdown(
    "Dieren verdronken bij Sluiswijk",
    "Boeren bij Sluiswijk zeggen dat 300 koeien zijn verdronken. Het waterschap meldt dat er bij Sluiswijk "
    "180 koeien zijn verdronken.",
)
UN = markdown(
    "VN tellen burgerdoden",
    "Er waren tot november vorig jaar volgens de Mensenrechtenraad van de Verenigde Naties zeker 10.000 Oekraïense "
    "burgers om het leven gekomen.",
    "2024-01",
)
WRONG = markdown("Dijkbreuk bij Sluiswijk", "In Sluiswijk zijn 4.200 mensen geëvacueerd.", "2023-01-15")
CORRECTION = markdown(
    "Correctie: 2.400 mensen geëvacueerd, niet 4.200",
    "In het bericht 'Drie doden bij overstroming Sluiswijk' schreven wij dat er 4.200 mensen waren geëvacueerd. "
    "Dat is onjuist. Het juiste aantal is 2.400.",
    "2023-01-17",
)
EVACUATED = "Hoeveel mensen zijn er geëvacueerd in Sluiswijk?"


def ask(archive: Archive, question: str) -> Answer:
    *_, done = Desk(archive, Glossary.shipped()).ask(question)
    assert isinstance(done, Done)
    assert isinstance(done.outcome, Answer)
    return done.outcome


def led(answer: Answer) -> Lead:
    assert answer.lead is not None
    return answer.lead


def timeline(answer: Answer) -> Timeline:
    assert answer.timeline is not None
    return answer.timeline


def values(entries: tuple[Entry, ...]) -> list[float | None]:
    return [entry.figure.value for entry in entries]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        (
            "how many civilians died by November?",
            "At least 10,000 civilians, until 30 November 2023, according to the UN Human Rights Council",
        ),
        (
            "Hoeveel burgers waren er tot november omgekomen?",
            "Zeker 10.000 burgers, tot en met 30 november 2023, volgens de Mensenrechtenraad van de Verenigde Naties",
        ),
    ],
)
def test_the_lead_is_in_the_questions_language_and_its_quotation_in_the_articles(
    archive_of: ArchiveOf, question: str, expected: str
) -> None:
    answer = ask(archive_of({"a.md": UN}), question)
    entry = led(answer).entry
    assert lead_words(led(answer), answer.question.language) == expected
    assert entry.citation.quote.startswith("Er waren tot november vorig jaar volgens de Mensenrechtenraad")
    assert answer.statements[0].text == entry.citation.quote
    assert answer.statements[0].citations[0] == entry.citation
    assert entry.words(entry.figure.span) == "zeker 10.000"
    assert answer.timeline is None


def test_a_source_whose_name_is_written_in_three_ways_has_one_figure_quoted_in_the_askers_language(
    archive_of: ArchiveOf,
) -> None:
    since = markdown(
        "Count of the dead",
        "At least 10,000 Ukrainian civilians have been killed since Russia invaded the country in February 2022, "
        "according to the Human Rights Council of the United Nations.",
        "2023-11-28",
        language="en",
    )
    until = markdown(
        "Strikes on six cities",
        "Up to November at least 10,000 Ukrainian civilians were killed, according to the UN Human Rights Council.",
        "2024-01-01",
        language="en",
    )
    archive = archive_of({"a.md": UN, "b.md": since, "c.md": until})
    for question, first in (
        ("how many civilians died by November?", "Up to November at least 10,000"),
        ("Hoeveel burgers waren er tot november omgekomen?", "Er waren tot november vorig jaar"),
    ):
        answer = ask(archive, question)
        assert answer.timeline is None
        assert answer.statements[0].text.startswith(first)
        assert len(answer.statements[0].citations) == 3
        assert led(answer).entry.as_of == Period.parse("../2023-11-30")


@pytest.mark.skipif(not SEED.is_dir(), reason="the seed article is not part of the repository")
def test_the_seed_article_gives_both_leads_and_the_change_from_22_to_25(tmp_path: Path) -> None:
    sync(tmp_path, [SEED], WordEncoder())
    archive = Archive.open(tmp_path, WordEncoder())
    civilians = ask(archive, "how many civilians died by November?")
    killed = ask(archive, "Hoeveel mensen zijn er omgekomen in Belgorod?")
    archive.close()
    expected = "At least 10,000 civilians, until 30 November 2023, according to the UN Human Rights Council"
    assert lead_words(led(civilians), "en") == expected
    assert "zeker 10.000 Oekraïense burgers om het leven" in led(civilians).entry.citation.quote
    assert values(timeline(killed).entries) == [22, 25]
    assert lead_words(led(killed), "nl") == "25 doden, januari 2024, volgens de lokale gouverneur"


def test_a_toll_that_rose_is_a_timeline_with_who_says_so_and_leads_with_the_newest(archive_of: ArchiveOf) -> None:
    answer = ask(archive_of(TOLL), "How many people were killed in Belgorod?")
    first, second = timeline(answer).entries
    assert values((first, second)) == [22, 25]
    assert [source_words(entry, "en") for entry in (first, second)] == ["Russian authorities", "the local governor"]
    assert [str(entry.as_of) for entry in (first, second)] == ["2023-12-30", "2024-01-01"]
    assert second.supersedes == first and not second.corrects
    assert timeline(answer).standing == (second,) and not timeline(answer).disagrees
    assert lead_words(led(answer), "en") == "25 killed, 1 January 2024, according to the local governor"
    assert replaced_words(led(answer), "en") == "Before that: at least 22, according to Russian authorities " + (
        "(30 December 2023)."
    )
    assert answer.statements[0].text == "Volgens de lokale gouverneur is het dodental vandaag opgelopen tot 25."
    marked = answer.statements[0].highlight
    assert marked and marked.of(answer.statements[0].text) == "25"


def test_what_is_said_while_it_streams_is_what_is_done(archive_of: ArchiveOf) -> None:
    events = list(Desk(archive_of(TOLL), Glossary.shipped()).ask("How many people were killed in Belgorod?"))
    done = events[-1]
    assert isinstance(done, Done) and isinstance(done.outcome, Answer)
    assert tuple(event.statement for event in events if isinstance(event, Said)) == done.outcome.statements


def test_the_figure_of_the_time_asked_about_leads_even_where_a_newer_one_is_known(archive_of: ArchiveOf) -> None:
    answer = ask(archive_of(TOLL), "Hoeveel mensen waren er tot en met 31 december omgekomen in Belgorod?")
    assert led(answer).entry.figure.value == 22


def test_a_source_that_is_asked_for_leads_with_its_own_figure(archive_of: ArchiveOf) -> None:
    answer = ask(archive_of(TOLL), "Hoeveel mensen zijn er omgekomen in Belgorod volgens Russische autoriteiten?")
    assert led(answer).entry.figure.value == 22
    assert values(timeline(answer).entries) == [22, 25]


def test_a_toll_does_not_fall_because_a_later_article_has_less(archive_of: ArchiveOf) -> None:
    files = {
        "a.md": markdown("Brand", "Bij de brand in Overvelde raakten 14 mensen gewond.", "2023-06-14"),
        "b.md": markdown("Brand", "Bij de brand in Overvelde raakten 13 mensen gewond.", "2023-09-07"),
    }
    answer = ask(archive_of(files), "Hoeveel mensen raakten gewond bij de brand in Overvelde?")
    assert timeline(answer).disagrees


def test_two_figures_of_one_article_that_nothing_tells_apart_are_no_timeline(archive_of: ArchiveOf) -> None:
    text = "Bij de ramp in Overvelde kwamen 39 mensen om. Bij een ongeluk later kwamen 3 mensen om."
    answer = ask(archive_of({"a.md": markdown("Ramp", text)}), "Hoeveel mensen kwamen om bij de ramp in Overvelde?")
    assert led(answer).entry.figure.value == 39
    assert answer.timeline is None


def test_from_660_to_580_to_612_each_plan_superseded_the_one_before(archive_of: ArchiveOf) -> None:
    files = {
        "a.md": markdown("Plan", "In het Lindenkwartier komen 660 woningen.", "2023-02-02"),
        "b.md": markdown("Debat", "Het plan voor het Lindenkwartier ging van 660 naar 580 woningen.", "2023-10-05"),
        "c.md": markdown("Besluit", "In het Lindenkwartier komen 612 woningen.", "2024-06-13"),
    }
    answer = ask(archive_of(files), "Hoeveel woningen komen er in het Lindenkwartier?")
    assert led(answer).entry.figure.value == 612
    assert {entry.figure.value: entry.supersedes and entry.supersedes.figure.value for entry in answer.figures} == {
        660: None,
        580: 660,
        612: 580,
    }


def test_two_parties_who_count_differently_disagree_and_neither_supersedes_the_other(archive_of: ArchiveOf) -> None:
    answer = ask(archive_of({"a.md": DROWNED}), "Hoeveel koeien zijn er verdronken bij Sluiswijk?")
    assert sorted(filter(None, values(timeline(answer).entries))) == [180, 300]
    assert timeline(answer).disagrees
    assert all(entry.supersedes is None for entry in timeline(answer).entries)
    assert led(answer).replaces is None


def test_opposing_authorities_on_different_days_are_a_disagreement(archive_of: ArchiveOf) -> None:
    files = {
        "a.md": markdown("Aanval", "Russische autoriteiten melden 63 doden in Makiivka.", "2023-01-02"),
        "b.md": markdown("Aanval", "Oekraïense autoriteiten melden 400 doden in Makiivka.", "2023-01-04"),
    }
    answer = ask(archive_of(files), "Hoeveel doden vielen er in Makiivka?")
    assert values(timeline(answer).entries) == [63, 400]
    assert timeline(answer).disagrees


def test_a_correction_article_replaces_the_number_and_both_are_cited(archive_of: ArchiveOf) -> None:
    answer = ask(archive_of({"a.md": WRONG, "b.md": CORRECTION}), EVACUATED)
    lead = led(answer)
    assert lead.entry.figure.value == 2_400 and lead.entry.corrects
    assert lead.entry.citation.quote == "Het juiste aantal is 2.400."
    assert lead.replaces and lead.replaces.citation.quote == "In Sluiswijk zijn 4.200 mensen geëvacueerd."
    assert replaced_words(lead, "nl") == "Gecorrigeerd: eerst stond er 4.200 (bericht van 15 januari 2023)."
    assert [timeline(answer).fate_of(entry) for entry in timeline(answer).entries] == ["corrected", None]
    assert {lead.entry.citation, lead.replaces.citation} <= set(answer.citations)


def test_a_correction_whose_article_is_not_in_the_archive_cites_its_own_repetition(archive_of: ArchiveOf) -> None:
    answer = ask(archive_of({"b.md": CORRECTION}), EVACUATED)
    lead = led(answer)
    assert lead.entry.figure.value == 2_400
    assert lead.replaces and "schreven wij dat er 4.200" in lead.replaces.citation.quote


@pytest.mark.parametrize(
    "words",
    [
        "In een eerdere versie hiervan stond dat er in Sluiswijk 4.200 mensen waren geëvacueerd; dat moet 2.400 zijn.",
        "Zondag meldden we dat er in Sluiswijk 4.200 mensen waren geëvacueerd, maar het juiste aantal is 2.400.",
        "In het bericht over Sluiswijk stond ten onrechte dat er 4.200 mensen waren geëvacueerd. Dat waren er 2.400.",
        "In Sluiswijk zijn 2.400 mensen geëvacueerd, niet 4.200, zoals wij schreven.",
        "In Sluiswijk zijn 2.400 mensen geëvacueerd in plaats van 4.200 mensen.",
    ],
)
def test_a_correction_is_understood_in_one_sentence_too(archive_of: ArchiveOf, words: str) -> None:
    correction = markdown("Correctie: Sluiswijk", words, "2023-01-17")
    answer = ask(archive_of({"a.md": WRONG, "b.md": correction}), EVACUATED)
    lead = led(answer)
    assert lead.entry.figure.value == 2_400 and lead.entry.corrects
    assert lead.replaces and lead.replaces.citation.article.title == "Dijkbreuk bij Sluiswijk"
    assert values(timeline(answer).entries) == [4_200, 2_400]
    first = answer.statements[0]
    assert first.text in words and first.highlight and first.highlight.of(first.text) == "2.400"


@pytest.mark.parametrize(
    "words",
    [
        "An earlier version said that 4,200 people were evacuated in Sluiswijk; the correct number is 2,400.",
        "We wrongly reported that 4,200 people were evacuated in Sluiswijk; in fact 2,400 people were evacuated.",
        "In Sluiswijk 2,400 people were evacuated, not 4,200.",
    ],
)
def test_a_correction_is_understood_in_one_english_sentence(archive_of: ArchiveOf, words: str) -> None:
    correction = markdown("Correction: Sluiswijk", words, "2023-01-17", language="en")
    lead = led(ask(archive_of({"a.md": WRONG, "b.md": correction}), "How many people were evacuated in Sluiswijk?"))
    assert lead.entry.figure.value == 2_400 and lead.entry.corrects
    assert lead.replaces and lead.replaces.figure.value == 4_200


def test_the_correction_of_another_number_changes_nothing(archive_of: ArchiveOf) -> None:
    other = CORRECTION.replace("4.200 mensen waren geëvacueerd", "5.100 bomen waren geplant").replace("2.400", "5.010")
    answer = ask(archive_of({"a.md": WRONG, "b.md": other}), EVACUATED)
    assert led(answer).entry.figure.value == 4_200
    assert answer.timeline is None


def test_another_outlets_correction_is_not_taken_for_the_error_of_this_one(archive_of: ArchiveOf) -> None:
    wrong = WRONG.replace("De Test", "De Ander")
    lead = led(ask(archive_of({"a.md": wrong, "b.md": CORRECTION}), EVACUATED))
    assert lead.replaces and lead.replaces.citation.article.outlet == "De Test"


def test_a_revised_article_answers_with_its_newest_number_and_says_what_it_was(
    archive_of: ArchiveOf,
) -> None:
    archive_of({"a.md": WRONG}).close()
    answer = ask(archive_of({"a.md": WRONG.replace("4.200", "2.400")}), EVACUATED)
    lead = led(answer)
    assert lead.entry.figure.value == 2_400 and lead.entry.corrects
    assert lead.replaces and lead.replaces.figure.value == 4_200
    assert (lead.entry.citation.article.revision, lead.replaces.citation.article.revision) == (2, 1)
    for citation in answer.citations:
        assert citation.span.of(citation.article.text) == citation.quote


def test_a_revision_that_left_the_number_alone_corrects_nothing(archive_of: ArchiveOf) -> None:
    archive_of({"a.md": WRONG}).close()
    answer = ask(archive_of({"a.md": WRONG.replace("geëvacueerd.", "geëvacueerd. Er kwam hulp.")}), EVACUATED)
    assert led(answer).replaces is None and answer.timeline is None


def test_a_revision_that_says_that_the_number_rose_brings_it_up_to_date_and_corrects_nothing(
    archive_of: ArchiveOf,
) -> None:
    text = "Het aantal doden in Belgorod is opgelopen tot 22."
    archive_of({"a.md": markdown("Belgorod", text)}).close()
    lead = led(ask(archive_of({"a.md": markdown("Belgorod", text.replace("22", "25"))}), "Hoeveel doden in Belgorod?"))
    assert lead.entry.figure.value == 25 and not lead.entry.corrects
    assert lead.replaces and lead.replaces.citation.article.revision == 1
    assert replaced_words(lead, "nl") == "Eerder: 22 (bericht van 2 januari 2024)."


def test_a_number_that_other_articles_report_is_no_error_of_a_revised_one(archive_of: ArchiveOf) -> None:
    other = {"b.md": markdown("Evacuatie", "In Sluiswijk zijn 4.200 mensen geëvacueerd.", "2023-01-14")}
    archive_of({"a.md": WRONG, **other}).close()
    answer = ask(archive_of({"a.md": WRONG.replace("4.200", "5.100"), **other}), EVACUATED)
    assert values(timeline(answer).entries) == [4_200, 5_100]
    assert not any(entry.corrects for entry in timeline(answer).entries)


def test_a_vague_figure_stays_vague(archive_of: ArchiveOf) -> None:
    files = {"a.md": markdown("Aanval", "In Kyiv vielen volgens de politie tientallen doden.")}
    archive = archive_of(files)
    answer = ask(archive, "Hoeveel doden vielen er in Kyiv?")
    assert led(answer).entry.figure.value is None
    assert lead_words(led(answer), "nl") == "Tientallen doden, bericht van 2 januari 2024, volgens de politie"
    english = led(ask(archive, "How many people were killed in Kyiv?"))
    assert lead_words(english, "en").startswith("“tientallen”")


def test_nothing_is_added_up(archive_of: ArchiveOf) -> None:
    files = {
        "a.md": markdown("Kyiv", "In Kyiv vielen 3 doden, meldt de politie.", "2024-01-02"),
        "b.md": markdown("Kyiv", "In Kyiv vielen 4 doden, meldt het leger.", "2024-01-03"),
    }
    answer = ask(archive_of(files), "Hoeveel doden vielen er in Kyiv?")
    assert set(values(answer.figures)) == {3, 4}
    assert "7" not in lead_words(led(answer), "nl")


def test_figures_of_another_event_of_other_people_and_of_other_things_stay_out(archive_of: ArchiveOf) -> None:
    files = {
        **TOLL,
        "3.md": markdown("Kyiv", "In Kyiv zijn 40 mensen omgekomen.", "2024-01-01"),
        "4.md": markdown("Soldaten", "In Belgorod zijn 9 soldaten omgekomen.", "2024-01-01"),
        "5.md": markdown("Gewonden", "In Belgorod zijn 100 mensen gewond geraakt.", "2024-01-01"),
    }
    answer = ask(archive_of(files), "Hoeveel mensen zijn er omgekomen in Belgorod?")
    assert set(values(answer.figures)) == {22, 25}


def test_a_list_of_several_parties_figures_is_no_timeline_and_the_one_asked_for_leads(archive_of: ArchiveOf) -> None:
    text = "Na de hertelling heeft Velder Lokaal 9 zetels en Groen Velderland 6 zetels."
    answer = ask(archive_of({"a.md": markdown("Hertelling", text)}), "Hoeveel zetels heeft Groen Velderland?")
    assert led(answer).entry.figure.value == 6
    assert answer.timeline is None


def test_every_part_of_every_figure_lies_in_its_quotation(archive_of: ArchiveOf) -> None:
    for question in ("How many people were killed in Belgorod?", "Hoeveel mensen zijn er omgekomen in Belgorod?"):
        answer = ask(archive_of(TOLL), question)
        assert all(carried(entry) for entry in (*answer.figures, led(answer).entry))


def test_a_question_that_asks_for_no_number_has_no_lead(archive_of: ArchiveOf) -> None:
    answer = ask(archive_of(TOLL), "Waar zijn zaterdag mensen omgekomen?")
    assert answer.lead is None and answer.timeline is None
