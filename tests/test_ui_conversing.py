"""A question put to the desk, as the page shows it while the answer comes in."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from fakes import markdown

from index.archive import Archive
from index.glossary import Glossary
from index.period import Period
from rag.desk import Desk
from ui.conversing import converse, searching_told, stopped
from ui.turn import Asked, Turn

ArchiveOf = Callable[..., Archive]
DIKE = markdown("Dijk breekt", "De dijk bij Sluiswijk brak vrijdag. Er vielen zeker drie doden, zei Vos.")
QUESTION = "Hoeveel doden vielen er bij Sluiswijk?"


def turns(archive: Archive, question: str) -> list[Turn]:
    desk = Desk(archive, Glossary.shipped())
    return list(converse(desk, Asked(question), (), "nl", coverage=archive.coverage()))


def test_an_answer_streams_in_and_its_evidence_stands_beside_it(archive_of: ArchiveOf) -> None:
    told = turns(archive_of({"a.md": DIKE}), QUESTION)
    assert "Zoeken in 1 artikel in het Nederlands …" in told[0].reply
    assert [turn.state for turn in told] == ["working"] * (len(told) - 1) + ["done"]
    assert "<mark>zeker drie</mark>" in told[-1].reply
    assert "<mark>Er vielen zeker drie doden, zei Vos.</mark>" in told[-1].evidence


def test_a_mark_leads_to_its_source_from_the_first_statement_that_comes_in(archive_of: ArchiveOf) -> None:
    told = [turn for turn in turns(archive_of({"a.md": DIKE}), QUESTION) if "statement" in turn.reply]
    assert len(told) > 1
    for turn in told:
        assert set(re.findall(r'data-cite="([\d-]+)"', turn.reply)) == set(
            re.findall(r'id="source-([\d-]+)"', turn.evidence)
        )


def test_the_marks_of_an_earlier_answer_never_lead_to_the_sources_of_a_later_one(archive_of: ArchiveOf) -> None:
    desk = Desk(archive_of({"a.md": DIKE}), Glossary.shipped())
    *_, first = converse(desk, Asked(QUESTION), (), "nl")
    *_, second = converse(desk, Asked("Wie zei dat er doden vielen bij Sluiswijk?"), (first,), "nl")
    cited = [set(re.findall(r'data-cite="([\d-]+)"', turn.reply)) for turn in (first, second)]
    assert cited == [{"1-1"}, {"2-1"}]
    assert 'id="source-2-1"' in second.evidence


def test_a_question_that_is_none_gets_a_sentence(archive_of: ArchiveOf) -> None:
    archive = archive_of({"a.md": DIKE})
    assert "Stel een vraag" in turns(archive, "")[-1].reply
    assert "te lang" in turns(archive, "x" * 10_000)[-1].reply
    assert "geen woorden" in turns(archive, "😀")[-1].reply
    assert turns(archive, "")[-1].state == "refused"


@pytest.mark.parametrize(
    ("damaged", "told"),
    [("recent/chroma.sqlite3", "gezocht is op woorden alleen"), ("keywords/meta.json", "knipsel index --rebuild")],
)
def test_what_the_archive_cannot_do_is_said_in_the_conversation(archive_of: ArchiveOf, damaged: str, told: str) -> None:
    archive = archive_of({"a.md": DIKE})
    mirror = archive.folder / damaged
    assert mirror.exists(), "the store that a question reads"
    mirror.write_bytes(b"broken" * 1_000)
    assert told in turns(archive, "Hoeveel doden vielen er?")[-1].reply


def test_what_a_person_set_is_how_it_is_understood(archive_of: ArchiveOf) -> None:
    desk = Desk(archive_of({"a.md": DIKE}), Glossary.shipped())
    asked = Asked(f"{QUESTION[:-1]} in december?", Period.parse("2024-01"), "en")
    *_, last = converse(desk, asked, (), "nl", date(2024, 1, 10))
    assert last.question and last.question.asked
    assert (last.question.asked.period, last.question.language) == (Period.parse("2024-01"), "en")
    assert "reported 2 January 2024" in last.reply


def test_nothing_found_tells_why_the_nearest_fall_short_and_what_the_archive_has(archive_of: ArchiveOf) -> None:
    last = turns(archive_of({"a.md": DIKE}), "Hoeveel doden vielen er bij Overvelde?")[-1]
    assert "Het archief zegt het niet." in last.reply
    assert "noemt Overvelde niet" in last.reply and "noemt Overvelde niet" in last.evidence
    assert "1 artikel, januari 2024 – januari 2024; de meeste, 1, in januari 2024." in last.reply


def test_stopping_keeps_what_has_come_in_and_says_so(archive_of: ArchiveOf) -> None:
    first, *_, last = told = turns(archive_of({"a.md": DIKE}), QUESTION)
    said = next(turn for turn in told if "statement" in turn.reply)
    assert "Gestopt voordat er een antwoord was." in stopped(first, "nl").reply
    assert "zeker drie" in stopped(said, "nl").reply and "Gestopt. Wat er staat" in stopped(said, "nl").reply
    assert stopped(last, "nl") == last


def test_what_stands_under_an_answer_comes_once_it_is_shown_whole_and_stopping_then_loses_nothing(
    archive_of: ArchiveOf,
) -> None:
    *_, answered, last = turns(archive_of({"a.md": DIKE}), QUESTION)
    assert (answered.state, last.state) == ("working", "done")
    assert answered.exchange and "zeker drie" in answered.reply and "data-found" not in answered.reply
    assert last.reply.startswith(answered.reply) and "Artikel (1)" in last.reply
    assert stopped(answered, "nl") == replace(answered, state="done")


def test_the_outlets_and_the_day_that_a_person_chose_are_those_that_are_searched(archive_of: ArchiveOf) -> None:
    archive = archive_of({"a.md": DIKE, "b.md": DIKE.replace("De Test", "De Twee").replace("drie", "vijf")})
    desk = Desk(archive, Glossary.shipped())
    *_, last = converse(desk, Asked(QUESTION, outlets=("De Twee",)), (), "nl")
    assert "zeker vijf" in last.reply and "zeker drie" not in last.reply
    *_, last = converse(desk, Asked(QUESTION, as_of=date(2024, 1, 1)), (), "nl")
    assert "Het archief zegt het niet." in last.reply
    *_, last = converse(desk, Asked(QUESTION, outlets=("<De Drie>",)), (), "nl")
    assert last.state == "refused" and "geen artikelen van &lt;De Drie&gt;" in last.reply


def test_what_is_searched_is_told_in_the_language_of_who_asks() -> None:
    from index.catalog_coverage import Coverage

    coverage = Coverage({"2024-01": 12_480}, 0, ("en", "nl"))
    assert searching_told(coverage, "en") == "Searching 12,480 articles in two languages …"
    assert searching_told(coverage, "nl") == "Zoeken in 12.480 artikelen in twee talen …"
    assert searching_told(Coverage({"2024-01": 1}), "nl") == "Zoeken in 1 artikel …"
    assert searching_told(None, "en") == "Searching the archive …"
