import re
from collections.abc import Callable
from datetime import date

import pytest
from fakes import markdown

from index.archive import Archive
from index.glossary import Glossary
from index.period import Period
from rag.desk import Desk
from ui.chat import converse

ArchiveOf = Callable[..., Archive]
DIKE = markdown("Dijk breekt", "De dijk bij Sluiswijk brak vrijdag. Er vielen zeker drie doden, zei Vos.")


def turns(archive: Archive, question: str) -> list[tuple[list[str], str]]:
    desk = Desk(archive, Glossary.shipped())
    return [
        ([message["content"] for message in turn.conversation], turn.evidence)
        for turn in converse(desk, question, [], "nl")
    ]


def test_an_answer_streams_in_and_its_evidence_stands_beside_it(archive_of: ArchiveOf) -> None:
    told = turns(archive_of({"a.md": DIKE}), "Hoeveel doden vielen er bij Sluiswijk?")
    assert "Zoeken in het archief" in told[0][0][-1]
    assert "<mark>zeker drie</mark>" in told[-1][0][-1]
    assert "<mark>Er vielen zeker drie doden, zei Vos.</mark>" in told[-1][1]


def test_the_marks_of_an_earlier_answer_never_lead_to_the_sources_of_a_later_one(archive_of: ArchiveOf) -> None:
    desk = Desk(archive_of({"a.md": DIKE}), Glossary.shipped())
    *_, first = converse(desk, "Hoeveel doden vielen er bij Sluiswijk?", [], "nl")
    *_, both = converse(desk, "Wie zei dat er doden vielen bij Sluiswijk?", first.conversation, "nl")
    earlier, later = (re.findall(r'href="#(source-[\d-]+)"', message["content"]) for message in both.conversation[1::2])
    shown = re.findall(r'id="(source-[\d-]+)"', both.evidence)
    assert earlier and later == shown and not set(earlier) & set(shown)


def test_a_question_that_is_none_gets_a_sentence(archive_of: ArchiveOf) -> None:
    archive = archive_of({"a.md": DIKE})
    assert "Stel een vraag" in turns(archive, "")[-1][0][-1]
    assert "te lang" in turns(archive, "x" * 10_000)[-1][0][-1]
    assert "geen woorden" in turns(archive, "😀")[-1][0][-1]


@pytest.mark.parametrize("damaged", ["recent/chroma.sqlite3", "keywords/meta.json"])
def test_what_the_archive_cannot_do_is_said_in_the_conversation(archive_of: ArchiveOf, damaged: str) -> None:
    archive = archive_of({"a.md": DIKE})
    mirror = archive.folder / damaged
    assert mirror.exists(), "the store that a question reads"
    mirror.write_bytes(b"broken" * 1_000)
    assert "knipsel index --rebuild" in turns(archive, "Hoeveel doden vielen er?")[-1][0][-1]


def test_the_period_understood_stands_above_the_answer_while_it_comes_in_and_can_be_set(archive_of: ArchiveOf) -> None:
    desk = Desk(archive_of({"a.md": DIKE}), Glossary.shipped())
    question = "Hoeveel doden vielen er bij Sluiswijk in december?"
    replies = [turn.conversation[-1]["content"] for turn in converse(desk, question, [], "nl", date(2024, 1, 10))]
    assert all("Periode: december 2023 · geen jaar genoemd" in reply for reply in replies[1:])
    *_, last = converse(desk, question, [], "nl", date(2024, 1, 10), Period.parse("2024-01"))
    assert "Periode: januari 2024 · zelf gekozen" in last.conversation[-1]["content"]
    assert last.question and last.question.text == question


def test_a_follow_up_is_told_as_it_was_understood_above_the_answer_while_it_comes_in(archive_of: ArchiveOf) -> None:
    desk = Desk(archive_of({"a.md": DIKE}), Glossary.shipped())
    *_, first = converse(desk, "Hoeveel doden vielen er bij Overvelde?", [], "nl")
    told = list(converse(desk, "En bij Sluiswijk?", first.conversation, "nl", history=first.history))
    understood = "Begrepen als: Hoeveel doden vielen er bij Sluiswijk?"
    assert all(understood in turn.conversation[-1]["content"] for turn in told[1:])
    assert "<mark>zeker drie</mark>" in told[-1].conversation[-1]["content"]
    assert told[-1].conversation[-2]["content"].count("En bij Sluiswijk?") == 1, "what was typed stays what was typed"
    assert [exchange.question.text for exchange in told[-1].history] == [
        "Hoeveel doden vielen er bij Overvelde?",
        "Hoeveel doden vielen er bij Sluiswijk?",
    ]


def test_a_question_that_a_person_corrected_is_asked_as_it_stands_and_remembered(archive_of: ArchiveOf) -> None:
    desk = Desk(archive_of({"a.md": DIKE}), Glossary.shipped())
    *_, first = converse(desk, "Hoeveel doden vielen er bij Sluiswijk?", [], "nl")
    *_, last = converse(desk, "En bij Overvelde?", first.conversation, "nl", history=first.history, follows=False)
    assert last.question and last.question.text == "En bij Overvelde?" and last.question.rewritten is None
    assert len(last.history) == 2


def test_what_is_refused_leaves_the_conversation_as_it_was(archive_of: ArchiveOf) -> None:
    desk = Desk(archive_of({"a.md": DIKE}), Glossary.shipped())
    *_, first = converse(desk, "Hoeveel doden vielen er bij Sluiswijk?", [], "nl")
    *_, refused = converse(desk, "?!", first.conversation, "nl", history=first.history)
    assert refused.history == first.history


@pytest.mark.parametrize("hostile", ["En in <img src=x onerror=alert(1)>?", "En in Kiev<script>?"])
def test_a_hostile_follow_up_is_escaped_where_it_is_shown_as_understood(archive_of: ArchiveOf, hostile: str) -> None:
    desk = Desk(archive_of({"a.md": DIKE}), Glossary.shipped())
    *_, first = converse(desk, "Hoeveel doden vielen er in Sluiswijk?", [], "nl")
    *_, last = converse(desk, hostile, first.conversation, "nl", history=first.history)
    assert "<img" not in last.conversation[-1]["content"] and "<script" not in last.conversation[-1]["content"]
